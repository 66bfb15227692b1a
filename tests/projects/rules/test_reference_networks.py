"""Sound networks raise no error, and each mistake planted in one is told, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from projects.checking import check
from projects.rules.rule import Finding
from tests.projects.rules.reference_architectures import Drawing, arrow, box
from tests.projects.rules.reference_networks import (
    NETWORKS,
    central_egress,
    failover_site,
    isolated_containers,
    line_with_public_services,
    peers_with_shared_services,
    people_at_home,
    tight_cluster,
    two_regions_on_lines,
)
from tests.projects.rules.test_reference_architectures import document
from tests.rule_cases.cases import findings_of


def errors(found: tuple[Finding, ...]) -> list[str]:
    return [finding.message for finding in found if finding.severity == "error"]


@pytest.mark.parametrize("make", NETWORKS, ids=lambda make: make.__name__)
def test_a_sound_network_raises_no_error(make: Callable[[], Drawing]) -> None:
    assert not errors(check(document(make)))


def without(*ids: str) -> Callable[[Drawing], None]:
    """Take edges or nodes out, with the edges of the nodes."""

    def plant(drawing: Drawing) -> None:
        drawing["nodes"] = [item for item in drawing["nodes"] if item["id"] not in ids]
        kept = [item for item in drawing["edges"] if not {item["id"], item["from"], item["to"]} & {*ids}]
        drawing["edges"] = kept

    return plant


def also(*edges: Any) -> Callable[[Drawing], None]:
    return lambda drawing: drawing["edges"].extend(edges)


def changed(item_id: str, **props: Any) -> Callable[[Drawing], None]:
    """Set properties of an element."""

    def plant(drawing: Drawing) -> None:
        for part in ("containers", "nodes", "edges"):
            for item in drawing[part]:
                if item["id"] == item_id:
                    item["props"] = {**item["props"], **props}

    return plant


def second_subnet_of_a_zone(drawing: Drawing) -> None:
    drawing["containers"].append(box("shop-two", "subnet", "shop-a", cidr="10.2.64.0/20"))
    changed("shop-attach-tgw", subnets=["shop-prv-a", "shop-two", "shop-prv-b"])(drawing)


PLANTED = [
    (
        central_egress,
        "HYB008 RTE012",
        "shop-app-a-traffic-billing-app-a",
        without("shop-attach-tgw", "shop-prv-a-route-tgw", "shop-prv-b-route-tgw"),
    ),
    (central_egress, "HYB012", "shop-attach-tgw", second_subnet_of_a_zone),
    (
        central_egress,
        "R53003",
        "zone",
        lambda d: (changed("zone", vpcs=[])(d), without("zone-associate-shared")(d)),
    ),
    (
        two_regions_on_lines,
        "HYB008",
        "erp-app-a-traffic-crm-db",
        without("tgw-us-peer-tgw-eu", "tgw-eu-attach-dxgw"),
    ),
    (two_regions_on_lines, "HYB011", "crm-attach-tgw-us", also(arrow("crm", "tgw-us", "attach"))),
    (
        two_regions_on_lines,
        "HYB004",
        "line-1-dx-tgw-us",
        also(arrow("line-1", "tgw-us", "dx", vif="transit")),
    ),
    (two_regions_on_lines, "HYB006", "line-2", changed("line-2", bandwidth="750M")),
    (
        two_regions_on_lines,
        "HYB008 RTE012",
        "erp-app-a-traffic-archive",
        without("s3-endpoint", "erp-attach-tgw-us"),
    ),
    (line_with_public_services, "HYB004", "line-dx-app", also(arrow("line", "app", "dx", vif="private"))),
    (line_with_public_services, "HYB002", "router-vpn-app", also(arrow("router", "app", "vpn"))),
    (line_with_public_services, "CON002", "bucket-attach-app", also(arrow("bucket", "app", "attach"))),
    (people_at_home, "RTE024", "acl", changed("acl", rules=[{"n": 7, "dir": "in", "action": "allow"}] * 2)),
    (peers_with_shared_services, "HYB008", "dev-app-traffic-prod-db", also(arrow("dev-app", "prod-db"))),
    (
        peers_with_shared_services,
        "HYB007",
        "dev-peer-tools",
        changed("dev", secondary_cidrs=["10.0.128.0/24"]),
    ),
    (peers_with_shared_services, "HYB010", "tools-peer-dev", also(arrow("tools", "dev", "peer"))),
    (
        peers_with_shared_services,
        "SGR002",
        "repo-sg",
        without("dev-peer-tools", "dev-prv-a-route-pcx", "dev-app-traffic-repo"),
    ),
    (isolated_containers, "RTE012", "job-traffic-queue", without("sqs")),
    (isolated_containers, "RTE012", "function-traffic-table", without("table-endpoint")),
    (
        tight_cluster,
        "EC2005",
        "quorum-b",
        changed("quorum-b", placement_group={"name": "solver", "strategy": "cluster"}),
    ),
    (tight_cluster, "EC2006", "quorum-a", changed("quorum-a", count=8)),
    (tight_cluster, "EC2008", "head", changed("head", instance_type="m7g.colossal")),
    (failover_site, "R53006", "main", changed("main", bucket_name="shop")),
    (failover_site, "R53004", "dns", changed("dns", zone="private", vpcs=["elsewhere"])),
    (failover_site, "CDN008", "cdn-origin-main", changed("cdn-origin-main", origin_protocol="https-only")),
]


@pytest.mark.parametrize(
    ("make", "rule", "blamed", "plant"),
    PLANTED,
    ids=lambda each: each[:30] if isinstance(each, str) else each.__name__.strip("<>"),
)
def test_a_planted_mistake_is_told_with_its_rules_alone(
    make: Callable[[], Drawing], rule: str, blamed: str, plant: Callable[[Drawing], None]
) -> None:
    drawing = make()
    plant(drawing)
    found = [finding for finding in findings_of(drawing) if finding.severity == "error"]
    assert {finding.rule for finding in found} == set(rule.split()), [finding.message for finding in found]
    assert blamed in {i for finding in found for i in finding.node_ids}


def test_an_icon_that_stands_for_many_peerings_is_not_held_against_the_drawing() -> None:
    drawing = peers_with_shared_services()
    also(arrow("dev-prv-a", "pcx", "route"), arrow("dev-app", "prod-db"))(drawing)
    assert not errors(findings_of(drawing))
