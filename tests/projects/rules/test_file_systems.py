"""File systems: mount targets by zone and VPC, clients, and what only looks like a mistake."""

from __future__ import annotations

from typing import Any

import pytest

from projects.checking import check
from projects.document import Document
from projects.records import AnyRecord
from tests.projects.rules.drawings import fires, found, link, node, two_zones


def system(*mounts: str, **props: Any) -> list[AnyRecord]:
    """A file system with mount targets "m0", "m1", ... in these subnets."""
    records: list[AnyRecord] = [node("fs", "efs_file_system", "region", **props)]
    for number, subnet in enumerate(mounts):
        records += [node(f"m{number}", "efs_mount_target", subnet), link("fs", f"m{number}", "attach")]
    return records


def second_vpc(cidr: str = "10.1.0.0/16") -> list[AnyRecord]:
    return [
        node("other", "vpc", "region", cidr=cidr),
        node("other-a", "availability_zone", "other", zone="us-east-1a"),
        node("far", "subnet", "other-a", cidr=cidr.replace("/16", "/24"), public=False),
    ]


def mended(document: Document, rule: str) -> Document:
    """The drawing with the first finding's fix applied; no other error comes with it."""
    before = {finding.rule for finding in check(document) if finding.severity == "error"}
    fix = found(document, rule)[0].fix
    assert fix is not None
    change = fix.change(document)
    assert change
    document.apply(change)
    assert {finding.rule for finding in check(document) if finding.severity == "error"} <= before
    return document


def test_a_zone_takes_one_mount_target() -> None:
    assert not fires(two_zones(*system("private-a", "private-b")), "EFS001")
    document = two_zones(*system("private-a", "public-a"))
    assert [finding.node_ids[0] for finding in found(document, "EFS001")] == ["m1"]
    assert not fires(mended(document, "EFS001"), "EFS001")


def test_a_listed_subnet_and_the_mount_target_drawn_in_it_are_one() -> None:
    assert not fires(two_zones(*system("private-a", subnets=("private-a", "private-b"))), "EFS001")
    assert fires(two_zones(*system("private-a", subnets=("public-a",))), "EFS001")


def test_mount_targets_without_a_known_zone_are_not_compared() -> None:
    loose = [node(name, "subnet", "vpc", cidr=f"10.0.{50 + n}.0/24") for n, name in enumerate("st")]
    assert not fires(two_zones(*loose, *system("s", "t")), "EFS001")
    assert fires(two_zones(*loose, *system("s", "s")), "EFS001")


def test_mount_targets_are_in_one_vpc() -> None:
    document = two_zones(*second_vpc(), *system("private-b", "far"))
    assert [finding.node_ids[0] for finding in found(document, "EFS002")] == ["m1"]
    assert not fires(document, "EFS001")
    assert not fires(mended(document, "EFS002"), "EFS002")


def test_a_one_zone_file_system_is_mounted_in_its_zone() -> None:
    one_zone = {"availability": "one_zone", "zone": "us-east-1a"}
    assert not fires(two_zones(*system("private-a", **one_zone)), "EFS003")
    assert not fires(two_zones(*system("private-a", availability="one_zone")), "EFS003")
    several = two_zones(*system("private-b", "private-a", **one_zone))
    assert [finding.node_ids[0] for finding in found(several, "EFS003")] == ["m0"]
    assert not fires(mended(several, "EFS003"), "EFS003")
    wrong = two_zones(*system("private-b", **one_zone))
    assert not fires(mended(wrong, "EFS003"), "EFS003")
    assert wrong.node("m0") is not None and wrong.node("m0").parent == "private-a"  # type: ignore[union-attr]


def test_a_regional_file_system_is_mounted_in_two_zones() -> None:
    assert not fires(two_zones(*system()), "EFS004")
    assert not fires(two_zones(*system("private-a", "private-b")), "EFS004")
    assert not fires(two_zones(*system("private-a", availability="one_zone")), "EFS004")
    document = two_zones(*system("private-a"))
    assert not fires(mended(document, "EFS004"), "EFS004")
    assert [n.parent for n in document.nodes() if n.service.name == "efs_mount_target"] == [
        "private-a",
        "private-b",
    ]


def test_a_second_zone_is_drawn_where_the_vpc_has_none() -> None:
    document = Document(
        [
            node("region", "region", code="eu-west-1"),
            node("vpc", "vpc", "region", cidr="10.0.0.0/16"),
            node("zone", "availability_zone", "vpc", zone="eu-west-1a"),
            node("s", "subnet", "zone", cidr="10.0.0.0/24", public=False),
            node("fs", "efs_file_system", "region", subnets=("s",)),
        ]
    )
    label = found(document, "EFS004")[0].fix.label  # type: ignore[union-attr]
    assert label == "Add a mount target in a new subnet in eu-west-1b"
    assert not fires(mended(document, "EFS004"), "EFS004")
    made = [n for n in document.nodes() if n.service.name == "subnet" and n.id != "s"]
    assert [n.service.cidr for n in made] == ["10.0.1.0/24"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["windows", "windows_sql_standard"])
def test_windows_mounts_fsx_instead(name: str) -> None:
    client = node("w", "ec2_instance", "private-a", operating_system=name)
    document = two_zones(*system("private-a"), client, link("w", "fs", "mount"))
    assert [finding.node_ids[0] for finding in found(document, "EFS005")] == ["w-mount-fs"]
    assert not fires(mended(document, "EFS005"), "EFS005")
    assert any(other.service.name == "fsx" for other in document.nodes())


@pytest.mark.parametrize("name", ["linux", "rhel", None])
def test_linux_and_unknown_systems_mount_efs(name: str | None) -> None:
    client = node("w", "ec2_instance", "private-a", operating_system=name)
    assert not fires(two_zones(*system("private-a"), client, link("w", "fs", "mount")), "EFS005")


def far_client(*joins: AnyRecord) -> Document:
    client = node("w", "ec2_instance", "far")
    return two_zones(*second_vpc(), *system("private-a"), client, link("w", "fs", "mount"), *joins)


def test_a_client_of_another_vpc_needs_a_path() -> None:
    document = far_client()
    assert [finding.node_ids[0] for finding in found(document, "EFS006")] == ["w-mount-fs"]
    assert not fires(mended(document, "EFS006"), "EFS006")
    assert not fires(far_client(link("vpc", "other", "peer")), "EFS006")
    hub = node("tgw", "transit_gateway", "region")
    assert not fires(far_client(hub, link("tgw", "vpc", "attach"), link("far", "tgw", "attach")), "EFS006")


def test_peering_with_a_neighbour_does_not_lead_on() -> None:
    middle = node("middle", "vpc", "region", cidr="10.9.0.0/16")
    document = far_client(middle, link("vpc", "middle", "peer"), link("middle", "other", "peer"))
    assert fires(document, "EFS006")


def test_overlapping_vpcs_are_not_offered_peering() -> None:
    client = node("w", "ec2_instance", "far")
    records = [*second_vpc("10.0.0.0/16"), *system("private-a"), client, link("w", "fs", "mount")]
    assert [finding.fix for finding in found(two_zones(*records), "EFS006")] == [None]


def test_a_client_whose_network_is_unknown_is_not_judged() -> None:
    loose = node("w", "ec2_instance", "region")
    assert not fires(two_zones(*system("private-a"), loose, link("w", "fs", "mount")), "EFS006")
    near = node("w", "ec2_instance", "private-a")
    assert not fires(two_zones(*system(), near, link("w", "fs", "mount")), "EFS006")


def test_a_corporate_server_mounts_over_a_private_path() -> None:
    office = [node("dc", "on_premises"), node("s", "server", "dc")]
    mount = link("s", "fs", "mount")
    assert fires(two_zones(*system("private-a"), *office, mount), "EFS006")
    vpn = [node("vpn", "site_to_site_vpn", "region"), link("s", "vpn")]
    assert not fires(two_zones(*system("private-a"), *office, mount, *vpn), "EFS006")
    told = link("s", "fs", "mount", via="direct_connect")
    assert not fires(two_zones(*system("private-a"), *office, told), "EFS006")


def test_a_client_finds_a_mount_target_in_its_zone() -> None:
    client = node("w", "ec2_instance", "private-b")
    document = two_zones(*system("private-a"), client, link("w", "fs", "mount"))
    assert fires(document, "EFS008")
    assert not fires(mended(document, "EFS008"), "EFS008")
    near = node("w", "ec2_instance", "public-a")
    assert not fires(two_zones(*system("private-a"), near, link("w", "fs", "mount")), "EFS008")
    assert not fires(two_zones(*system(), client, link("w", "fs", "mount")), "EFS008")


FSX = [
    ({"type": "windows", "deployment": "MULTI_AZ_1", "subnets": ("private-a", "private-b")}, False),
    ({"type": "windows", "deployment": "MULTI_AZ_1", "subnets": ("private-a",)}, True),
    ({"type": "ontap", "deployment": "MULTI_AZ_2", "subnets": ("private-a", "public-a")}, True),
    ({"type": "openzfs", "deployment": "MULTI_AZ_1", "subnets": ("private-a", "public-a", "public-b")}, True),
    ({"type": "windows", "deployment": "SINGLE_AZ_2", "subnets": ("private-a",)}, False),
    ({"type": "windows", "deployment": "SINGLE_AZ_2", "subnets": ("private-a", "private-b")}, True),
    ({"type": "lustre", "deployment": None, "subnets": ("private-a", "private-b")}, True),
    ({"type": "lustre", "deployment": "PERSISTENT_2", "subnets": ("private-a",)}, False),
    ({"type": "windows", "deployment": None, "subnets": ("private-a", "private-b")}, False),
    ({"type": "windows", "deployment": "MULTI_AZ_1", "subnets": ()}, False),
]


@pytest.mark.parametrize(("props", "wrong"), FSX)
def test_fsx_lists_as_many_subnets_as_its_deployment_takes(props: dict[str, Any], wrong: bool) -> None:
    document = two_zones(node("x", "fsx", "vpc", **props))
    assert fires(document, "FSX001") is wrong
    if wrong:
        assert not fires(mended(document, "FSX001"), "FSX001")
