"""Real drawings with a mistake in them: no remedy that is offered then makes another error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from projects.checking import check
from projects.document import Document, records_by_id
from projects.drawing_format import read_drawing
from projects.rules.rule import Finding
from tests.projects.rules.drawings import found, link, node, two_zones
from tests.projects.rules.reference_architectures import ARCHITECTURES
from tests.projects.rules.reference_networks import NETWORKS
from tests.projects.rules.service_architectures import SERVICE_ARCHITECTURES

Drawing = dict[str, Any]


def without_a_node(drawing: Drawing) -> Iterator[Drawing]:
    for gone in [item["id"] for item in drawing["nodes"]]:
        other = deepcopy(drawing)
        other["nodes"] = [item for item in other["nodes"] if item["id"] != gone]
        other["edges"] = [edge for edge in other["edges"] if gone not in (edge["from"], edge["to"])]
        for box in other["containers"]:
            box["members"] = [member for member in box.get("members") or () if member != gone]
        yield other


def with_a_subnet_turned(drawing: Drawing) -> Iterator[Drawing]:
    """Private subnets made public and the other way."""
    for number, box in enumerate(drawing["containers"]):
        if box["type"] == "subnet":
            other = deepcopy(drawing)
            props = other["containers"][number]["props"]
            props["public"] = not props.get("public")
            yield other


def with_one_subnet_listed(drawing: Drawing) -> Iterator[Drawing]:
    for number, item in enumerate(drawing["nodes"]):
        if len((item.get("props") or {}).get("subnets") or ()) > 1:
            other = deepcopy(drawing)
            del other["nodes"][number]["props"]["subnets"][1:]
            yield other


def errors(findings: tuple[Finding, ...]) -> Counter[str]:
    return Counter(finding.rule for finding in findings if finding.severity == "error")


@pytest.mark.parametrize("mistaken", [without_a_node, with_a_subnet_turned, with_one_subnet_listed])
@pytest.mark.parametrize("draw", (*ARCHITECTURES, *NETWORKS, *SERVICE_ARCHITECTURES))
def test_no_fix_makes_another_error(
    mistaken: Callable[[Drawing], Iterator[Drawing]], draw: Callable[[], Drawing]
) -> None:
    for wrong in mistaken(draw()):
        document = read_drawing(wrong).document
        findings = check(document)
        before = records_by_id(document)
        for finding in findings:
            if finding.fix is None or finding.severity == "info":
                continue
            change = finding.fix.change(document)
            assert change, f"“{finding.fix.label}” of {finding.rule} does nothing"
            document.apply(change)
            after = check(document)
            new = errors(after) - errors(findings)
            assert not new, f"“{finding.fix.label}” of {finding.rule} makes {new}"
            assert finding not in after, f"{finding.rule} stays after “{finding.fix.label}”"
            document.apply(change.inverse())
        assert records_by_id(document) == before


def label(document: Document, rule: str) -> str:
    fix = found(document, rule)[0].fix
    assert fix is not None
    document.apply(fix.change(document))
    assert not found(document, rule)
    return fix.label


def test_a_database_gets_the_subnet_of_a_second_zone_that_is_there() -> None:
    document = two_zones(node("db", "rds_instance", "vpc", engine="mysql", subnets=("private-a",)))
    assert label(document, "RDS001") == "Use the subnet “private-b” in us-east-1b too"


def test_a_second_subnet_is_made_with_the_routes_of_the_first() -> None:
    records = [
        node("region", "region", code="us-east-1"),
        node("vpc", "vpc", "region", cidr="10.0.0.0/16"),
        node("zone", "availability_zone", "vpc", zone="us-east-1a"),
        node("private", "subnet", "zone", cidr="10.0.0.0/24", public=False),
        node("tgw", "transit_gateway", "region"),
        link("private", "tgw", "route", destination="0.0.0.0/0"),
        node("db", "rds_instance", "vpc", engine="mysql", subnets=("private",)),
    ]
    document = Document(records)
    assert label(document, "RDS001") == "Add a second subnet in us-east-1b"
    made = next(n for n in document.nodes() if n.service.name == "subnet" and n.id != "private")
    zone = document.node(made.parent)
    assert zone is not None and zone.service.name == "availability_zone" and zone.parent == "vpc"
    assert [(a.target, a.kind, a.details) for a in document.links_of(made.id)] == [
        ("tgw", "route", {"destination": "0.0.0.0/0"})
    ]


def test_each_zone_gets_its_nat_gateway_and_its_routes() -> None:
    records = [
        node("nat", "nat_gateway", "public-a"),
        node("one", "ec2_instance", "private-a"),
        node("two", "ec2_instance", "private-b"),
        link("private-a", "nat", "route"),
        link("private-b", "nat", "route"),
    ]
    document = two_zones(*records)
    assert label(document, "RTE007") == "Add a NAT gateway in us-east-1b"
    assert not found(document, "RTE006")
    made = next(n for n in document.nodes() if n.service.name == "nat_gateway" and n.id != "nat")
    assert made.parent == "public-b"
    assert [a.source for a in document.links_of(made.id)] == ["private-b"]


def test_elastic_transcoder_becomes_mediaconvert_with_its_links() -> None:
    document = two_zones(
        node("t", "elastic_transcoder", "region"),
        node("b", "s3_bucket", "region"),
        link("t", "b", "deliver"),
    )
    assert label(document, "GEO009") == "Replace the Elastic Transcoder “t” by AWS Elemental MediaConvert"
    made = document.node("t")
    assert made is not None and made.service.name == "mediaconvert"
    assert [a.target for a in document.links_of("t")] == ["b"]


def test_a_lone_instance_joins_a_group_over_two_zones() -> None:
    records = [
        node("w", "ec2_instance", "public-a", instance_type="t3.small"),
        node("u", "users", "cloud"),
        link("u", "w"),
    ]
    document = two_zones(*records)
    label(document, "EC2002")
    group = next(n for n in document.nodes() if n.service.name == "auto_scaling_group")
    assert group.members == ("w",)
    assert group.service.subnets == ("public-a", "public-b")  # type: ignore[attr-defined]


def test_a_load_balancer_called_from_outside_is_not_made_internal() -> None:
    balancer = node("l", "application_load_balancer", "vpc", subnets=("private-a", "private-b"))
    called = two_zones(balancer, node("u", "users", "cloud"), link("u", "l"))
    assert label(called, "ELB003") == "Use the public subnets of its zones"
    assert label(two_zones(balancer), "ELB003") == "Make it internal"
