"""False alarms are worst: architectures as architects draw them raise no error and no idle warning."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from projects.checking import check
from projects.document import Document
from projects.drawing_format import read_drawing
from projects.outputs.findings import counts
from tests.projects.rules.drawings import fires, link, node, two_zones
from tests.projects.rules.reference_architectures import ARCHITECTURES, Drawing
from tests.projects.rules.service_architectures import SERVICE_ARCHITECTURES

_DOUBLED = re.compile(r"\b([a-z]+) \1\b|subnet (private|public) subnet", re.IGNORECASE)


def document(make: Callable[[], Drawing]) -> Document:
    read = read_drawing(make())
    assert not read.problems and not read.ignored
    return read.document


@pytest.mark.parametrize("make", (*ARCHITECTURES, *SERVICE_ARCHITECTURES), ids=lambda make: make.__name__)
def test_a_sound_architecture_raises_neither_errors_nor_warnings(make: Callable[[], Drawing]) -> None:
    found = check(document(make))
    assert counts(found)["error"] == counts(found)["warning"] == 0, [one.message for one in found]
    assert not [one.message for one in found if _DOUBLED.search(one.message)]


def test_a_nat_gateway_that_other_vpcs_share_is_not_idle() -> None:
    nat = node("nat", "nat_gateway", "public-a")
    assert fires(two_zones(nat), "RTE017")
    hub = node("hub", "transit_gateway", "region")
    assert not fires(two_zones(nat, hub, link("vpc", "hub", "attach")), "RTE017")


def test_a_balancer_behind_cloudfront_is_protected_there_whatever_is_drawn_between() -> None:
    balancer = node("alb", "application_load_balancer", "vpc", subnets=("public-a", "public-b"))
    users, cdn = node("people", "users"), node("cdn", "cloudfront", "cloud")
    way = [link("igw", "alb"), balancer, users, cdn]
    assert fires(two_zones(*way, link("people", "igw")), "ELB019")
    assert not fires(two_zones(*way, link("cdn", "igw")), "ELB019")
