"""The catalogue against the table of AWS services: for each row, what our class of it lacks.

The table says where a service may stand, what it connects to, how it is set up and what it is billed for,
in short texts. Words of these texts have to be met by ours: what is meant by another word is listed here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest

from pricing.costs import CostComponent
from projects.place import Place
from projects.properties import Property
from projects.service import CANVAS, Service, catalogue, make_service
from tests.conftest import SHARED
from tests.cost_cases.adapters import adapters
from tests.cost_cases.cases import cases_in

TABLE = SHARED / "rules" / "services.csv"
Row = dict[str, str]
ROWS: dict[str, Row] = {}
if TABLE.is_file():
    with TABLE.open(encoding="utf-8", newline="") as lines:
        ROWS = {row["service_id"]: row for row in csv.DictReader(lines)}

pytestmark = pytest.mark.shared
EACH = pytest.mark.parametrize("row", ROWS or ["no table"])

NAMES = {
    "efs": "efs_file_system",
    "aurora": "aurora_cluster",
    "redshift": "redshift_cluster",
    "kms": "kms_key",
    "acm": "acm_certificate",
    "waf": "waf_web_acl",
}
"""Where the class is called otherwise than the table has it."""

CATEGORIES = {
    "App integration": "Application integration",
    "Business apps": "Business applications",
    "Front-end": "Front-end web",
    "IoT": "Internet of things",
    "End user": "End user computing",
    "General": "Actors",
}
DRAWN_AS_GROUPS = {"auto_scaling_group", "vpc", "subnet", "security_group"}
"""Frames on the canvas, listed with the containers whatever their category."""

SCOPES = {"az": "zone", "edge": "global", "onprem": "outside", "external": "outside"}

WORDS = {
    "ELB": "application_load_balancer",
    "Kinesis": "kinesis_streams",
    "DynamoDB Streams": "dynamodb_table",
    "Glue catalog": "glue",
    "CloudWatch Logs": "cloudwatch",
    "Step Functions": "step_functions",
    "target groups": "application_load_balancer",
    "VPCs": "vpc",
    "users": "users",
}
"""What the table's texts call a service besides its short name and id."""

NOT_LINKED = {
    ("ebs_volume", "s3_bucket"): "snapshots lie in buckets of AWS's own",
    ("cloudfront", "mediaconvert"): "the origins among the media services are not in the table",
    ("api_gateway", "vpc"): "a VPC link leads to a load balancer",
}

SAME = {
    "licence": "windows own",
    "tenancy": "dedicated",
    "lb": "load",
    "nlcu": "capacity",
    "appliance": "gateway",
    "region": "united",
    "users": "authors",
    "term": "three",
    "queries": "query",
    "seconds": "duration",
    "gb": "storage data",
    "class": "standard",
    "desired": "tasks",
    "gsi": "global",
    "lsi": "local",
    "count": "instances",
    "stateful": "rules",
    "tokens": "model",
}
"""The table's word -> words of ours that mean it."""

SAID_BY_RULES = re.compile(r"quota|raisable|\bmax\b|no scheme|no listener|no CIDR overlap|^\d+\)$|^\d+ ")
"""Limits and prohibitions: the rule book judges them, no property holds them."""

BILLED_ELSEWHERE = {
    ("gateway_load_balancer", "endpoint hours"): "interface_endpoint",
    ("elasticache_cluster", "cross-AZ"): "data_transfer",
    ("efs_mount_target", "cross-AZ transfer"): "data_transfer",
    ("egress_only_internet_gateway", "data transfer"): "data_transfer",
    ("internet_gateway", "data transfer out"): "ec2_instance",
    ("internet", "data transfer out"): "ec2_instance",
    ("elastic_network_interface", "public IPv4"): "elastic_ip",
    ("ecs", "or EC2"): "ec2_instance",
}
"""A cost that stands on another icon, so that it is not counted twice."""


def our_name(row: Row) -> str:
    return NAMES.get(row["name"], row["name"])


@EACH
def test_what_a_row_of_the_service_table_says_is_in_the_catalogue(row: str) -> None:
    found = ROWS[row]
    name = our_name(found)
    assert name in catalogue(), "no such service can be placed"
    service = catalogue()[name]
    missing = [
        *_of_its_place(found, service),
        *_of_its_connections(found, service),
        *_of_its_attributes(found, service),
        *_of_its_costs(found, service),
    ]
    assert missing == []


def _of_its_place(row: Row, service: type[Service]) -> Iterator[str]:
    ours = {"az": "availability_zone", "canvas": CANVAS}
    for parent in row["legal_parents"].split():
        if ours.get(parent, parent) not in service.inside:
            yield f"may not stand in {parent}"
    category = CATEGORIES.get(row["category"], row["category"])
    if service.name in DRAWN_AS_GROUPS:
        category = "Containers and groups"
    if service.category != category:
        yield f"is listed under {service.category}, not under {category}"
    if service.scope != SCOPES.get(row["scope"], row["scope"]):
        yield f"has the scope {service.scope}, not {row['scope']}"


def _of_its_connections(row: Row, service: type[Service]) -> Iterator[str]:
    for word, other in _named(row["typical_connections"]):
        known = other == service.name or (service.name, other) in NOT_LINKED
        if not known and not _connects(service, catalogue()[other]):
            yield f"cannot be connected with {word}"


def _named(text: str) -> Iterator[tuple[str, str]]:
    """The services that a text names: (the table's word, our name)."""
    words = {row["short_name"]: our_name(row) for row in ROWS.values()}
    words.update({name.upper(): our_name(row) for name, row in ROWS.items()})
    words.update(WORDS)
    longest = sorted(map(re.escape, words), key=len, reverse=True)
    for word in dict.fromkeys(re.findall(rf"(?<![\w-])({'|'.join(longest)})(?![\w-])", text)):
        yield word, words[word]


def _connects(one: type[Service], other: type[Service]) -> bool:
    """By a link of either direction, by standing in it, as a member, or by a property that lists it."""
    for first, second in ((one, other), (other, one)):
        linked = any(second.name in ends or "*" in ends for ends in first.links.values())
        holds = first.is_container() and first.name in second.inside
        member = second.name in first.members or "*" in first.members
        listed = any(second.name in item.of for item in first.properties())
        if linked or holds or member or listed:
            return True
    return False


def _of_its_attributes(row: Row, service: type[Service]) -> Iterator[str]:
    known = _words(" ".join(map(_text_of, service.properties())) + f" {service.summary}")
    for attribute in map(str.strip, re.split(r"[;,]", row["key_attributes"])):
        wanted = _words(attribute)
        if wanted and not wanted & known and not SAID_BY_RULES.search(attribute):
            yield f"cannot be set up: {attribute}"


def _text_of(item: Property) -> str:
    choices = item.choices or {}
    return " ".join([item.name, item.label, item.unit, item.help, *choices, *choices.values(), *item.of])


def _of_its_costs(row: Row, service: type[Service]) -> Iterator[str]:
    parts = _parts(service)
    free = bool(re.match(r"(free|mostly free|none)\b", row["cost_drivers"]))
    if free and not service.needs_no_price and not any(part.kind == "included" for part in parts):
        yield "does not say why it is free"
    if not free and not any(part.kind != "included" for part in parts) and not service.needs_no_price:
        yield "has no costs"
    known = _words(" ".join(f"{part.name} {part.rate_key} {part.unit} {part.reason}" for part in parts))
    known |= _words(service.needs_no_price)
    for driver in map(str.strip, row["cost_drivers"].split(";")):
        elsewhere = BILLED_ELSEWHERE.get((service.name, driver))
        if elsewhere is not None:
            assert elsewhere in catalogue()
        elif not free and _words(driver) and not _words(driver) & known:
            yield f"has no line for: {driver}"


@cache
def _parts(service: type[Service]) -> tuple[CostComponent, ...]:
    """What it is billed for with each choice in turn, all amounts given, and with nothing given."""
    place = Place("us-east-1", "us-east-1a", in_vpc=True, in_subnet=True, subnets=2)
    amounts: dict[str, object] = {}
    for item in service.properties():
        if item.kind in ("quantity", "count"):
            most = item.high if item.high is not None else Decimal(1000)
            amounts[item.name] = int(most) if item.kind == "count" else most
        elif item.kind == "flag":
            amounts[item.name] = True
        elif item.kind == "choice" and not item.choices:
            amounts[item.name] = "m5.large"
    unswitched = {name: None if value is True else value for name, value in amounts.items()}
    settings: list[dict[str, object]] = [{}, amounts, unswitched]
    for item in service.properties():
        settings += (
            {**base, item.name: value} for value in item.choices or () for base in (amounts, unswitched)
        )
        if item.kind == "flag":
            settings.append({**amounts, item.name: False})
    return tuple(part for stated in settings for part in make_service(service.name, stated).costs(place))


def _words(text: str) -> set[str]:
    """The beginnings of the words that matter; those of the table in our words too."""
    small = {"of", "by", "per", "the", "and", "or", "in", "out", "above", "from", "to", "with", "its"}
    words = {word for word in re.findall(r"[a-z0-9]+", text.lower()) if len(word) > 1 and word not in small}
    words |= {same for word in words for same in SAME.get(word, "").split()}
    return {word[:5] for word in words}


def test_exceptions_are_still_needed() -> None:
    for one, other in NOT_LINKED:
        assert not _connects(catalogue()[one], catalogue()[other]), (one, other)
    named = {
        (our_name(row), driver.strip()) for row in ROWS.values() for driver in row["cost_drivers"].split(";")
    }
    assert BILLED_ELSEWHERE.keys() <= named


def test_every_service_that_cost_cases_name_can_be_placed() -> None:
    assert {case.file for case in cases_in(SHARED / "cost_cases")} <= adapters().keys()
