"""Placement and the rules agree: what a drop allows is no error, what it refuses in a VPC is one."""

from __future__ import annotations

import pytest

from projects.checking import check
from projects.document import Document
from projects.placement import refusal
from projects.records import Node
from projects.service import CANVAS, catalogue, make_service
from tests.projects.rules.drawings import node, two_zones

PLACES = {
    CANVAS: None,
    "aws_cloud": "cloud",
    "account": "account",
    "region": "region",
    "vpc": "vpc",
    "availability_zone": "zone-a",
    "local_zone": "local",
    "subnet": "private-a",
    "on_premises": "site",
    "edge_location": "edge",
}
PLACING = {"STR001", "STR002", "STR003", "STR005", "STR006", "STR007", "STR008", "STR009", "STR016"}


def frames(*records: Node) -> Document:
    return two_zones(
        node("account", "account", "cloud"),
        node("local", "local_zone", "vpc", zone="us-east-1-bos-1a"),
        node("site", "on_premises"),
        node("edge", "edge_location", "cloud"),
        *records,
    )


def placed(service: str, place: str) -> Document:
    return frames(Node(id="it", service=make_service(service), parent=PLACES[place]))


def placing_errors(document: Document) -> set[str]:
    return {f.rule for f in check(document) if f.rule in PLACING and "it" in f.node_ids}


@pytest.mark.parametrize("name", list(catalogue()))
def test_what_a_drop_allows_is_no_error(name: str) -> None:
    for place, parent in PLACES.items():
        if refusal(frames(), catalogue()[name], parent) is None and place != CANVAS:
            allowed = {"STR016"} if (name, place) == ("waf_web_acl", "edge_location") else set()
            assert placing_errors(placed(name, place)) <= allowed, place


def test_a_web_acl_in_an_edge_location_is_made_global_by_the_fix() -> None:
    document = placed("waf_web_acl", "edge_location")
    fix = next(finding.fix for finding in check(document) if finding.rule == "STR016")
    assert fix is not None
    document.apply(fix.change(document))
    assert placing_errors(document) == set()


@pytest.mark.parametrize("name", [n for n, s in catalogue().items() if s.shape in ("service", "resource")])
def test_what_a_drop_refuses_in_a_zone_or_on_premises_is_an_error(name: str) -> None:
    for place in ("subnet", "on_premises", "edge_location"):
        if refusal(frames(), catalogue()[name], PLACES[place]) is not None:
            found = {
                f.rule for f in check(placed(name, place)) if f.severity == "error" and "it" in f.node_ids
            }
            assert found & (PLACING | {"STR004"}) or name in UNJUDGED, place


UNJUDGED = {"customer_gateway", "snowball", "outposts", "lightsail", "vpc_peering"}
"""Drawn in a subnet these are odd, but the book judges neither what joins VPCs or sites nor what has a
zone only."""
