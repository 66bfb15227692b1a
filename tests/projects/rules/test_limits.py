"""Exactly on the limit is fine, one over is not; what is not known is not judged."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from projects.document import Document
from tests.projects.rules.drawings import fires, found, link, node, two_zones

EDGES: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("LMB001", "lambda_function", {"timeout_s": 900}, {"timeout_s": 901}),
    ("LMB002", "lambda_function", {"memory_mb": 10_240}, {"memory_mb": 10_241}),
    ("LMB002", "lambda_function", {"memory_mb": 128}, {"memory_mb": 127}),
    ("LMB003", "lambda_function", {"ephemeral_storage_mb": 512}, {"ephemeral_storage_mb": 511}),
    ("SQS001", "sqs_queue", {"retention_s": 1_209_600}, {"retention_s": 1_209_601}),
    ("DDB002", "dynamodb_table", {"local_indexes": 5}, {"local_indexes": 6}),
    ("DDB004", "dynamodb_table", {"item_kb": Decimal(400)}, {"item_kb": Decimal("400.1")}),
]


@pytest.mark.parametrize(("rule", "service", "sound", "over"), EDGES)
def test_a_regional_service_on_its_limit_is_silent(
    rule: str, service: str, sound: dict[str, Any], over: dict[str, Any]
) -> None:
    assert not fires(two_zones(node("x", service, "region", **sound)), rule)
    assert [f.node_ids for f in found(two_zones(node("x", service, "region", **over)), rule)] == [("x",)]


VOLUMES = [
    ("EBS003", {"type": "st1", "size_gib": 125}, {"type": "st1", "size_gib": 124}),
    ("EBS003", {"type": "gp3", "size_gib": 65536}, {"type": "gp3", "size_gib": 65537}),
    ("EBS004", {"type": "gp3", "iops": 80000}, {"type": "gp3", "iops": 80001}),
    ("EBS004", {"type": "io2", "iops": 100}, {"type": "io2", "iops": 99}),
    (
        "EBS005",
        {"type": "io1", "size_gib": 100, "iops": 5000},
        {"type": "io1", "size_gib": 100, "iops": 5001},
    ),
    ("EBS005", {"type": "gp3", "size_gib": 1, "iops": 3000}, {"type": "gp3", "size_gib": 6, "iops": 3001}),
    ("EBS006", {"type": "gp3", "throughput_mibps": 2000}, {"type": "gp3", "throughput_mibps": 2001}),
    (
        "EBS006",
        {"type": "gp3", "iops": 4000, "throughput_mibps": 1000},
        {"type": "gp3", "iops": 4000, "throughput_mibps": 1001},
    ),
    ("EBS007", {"type": "gp3", "iops": 3000}, {"type": "st1", "iops": 3000}),
    ("EBS007", {"type": "io2", "iops": 3000}, {"type": "io2"}),
]


@pytest.mark.parametrize(("rule", "sound", "over"), VOLUMES)
def test_a_volume_on_its_limit_is_silent(rule: str, sound: dict[str, Any], over: dict[str, Any]) -> None:
    assert not fires(two_zones(node("v", "ebs_volume", "zone-a", **sound)), rule)
    assert fires(two_zones(node("v", "ebs_volume", "zone-a", **over)), rule)


@pytest.mark.parametrize(("prefix", "wrong"), [(16, False), (15, True), (28, False), (29, True)])
def test_vpcs_are_slash_16_to_slash_28(prefix: int, wrong: bool) -> None:
    document = Document([node("v", "vpc", cidr=f"10.0.0.0/{prefix}")])
    assert fires(document, "VPC001") is wrong


def test_a_slash_28_has_room_for_eleven() -> None:
    def with_instances(count: int) -> Document:
        small = node("small", "subnet", "zone-a", cidr="10.0.20.0/28")
        return two_zones(small, node("w", "ec2_instance", "small", instances=count))

    assert not fires(with_instances(11), "VPC009")
    assert fires(with_instances(11), "VPC010")
    assert fires(with_instances(12), "VPC009")
    assert not fires(with_instances(12), "VPC010")


def test_neighbouring_subnets_do_not_overlap_and_nested_ones_do() -> None:
    beside = node("s", "subnet", "zone-a", cidr="10.0.2.0/24")
    within = node("s", "subnet", "zone-a", cidr="10.0.1.128/25")
    assert not fires(two_zones(beside), "VPC008")
    assert [set(f.node_ids) for f in found(two_zones(within), "VPC008")] == [{"s", "public-b"}]


def test_a_nat_gateway_in_a_private_subnet_has_no_way_out() -> None:
    finding = found(two_zones(node("nat-a", "nat_gateway", "private-a")), "RTE001")[0]
    assert finding.message == "The NAT gateway “nat-a” stands in a private subnet; move it to a public one."
    assert not fires(two_zones(node("nat-a", "nat_gateway", "public-a")), "RTE001")
    private = node("nat-a", "nat_gateway", "private-a", connectivity="private")
    assert not fires(two_zones(private), "RTE001")


def test_a_route_makes_a_subnet_public_whatever_it_says() -> None:
    nat = node("nat", "nat_gateway", "private-a")
    assert not fires(two_zones(nat, link("private-a", "igw", "route")), "RTE001")
    away = link("public-a", "nat", "route", destination="10.9.0.0/16")
    assert fires(two_zones(node("n", "nat_gateway", "public-a"), nat, away), "RTE001")


def test_a_load_balancer_in_two_zones_is_fine_and_in_one_is_not() -> None:
    def balancer(*subnets: str) -> Document:
        return two_zones(node("alb", "application_load_balancer", "vpc", subnets=subnets))

    assert not fires(balancer("public-a", "public-b"), "ELB001")
    assert fires(balancer("public-a"), "ELB001")
    assert not fires(balancer(), "ELB001")
    assert fires(balancer("private-a", "private-b"), "ELB003")


def test_a_volume_in_another_zone_cannot_be_attached() -> None:
    instance = node("w", "ec2_instance", "private-a")
    there = node("v", "ebs_volume", "zone-b")
    here = node("v", "ebs_volume", "zone-a")
    assert {"v", "w"} <= set(
        found(two_zones(instance, there, link("v", "w", "attach")), "EBS001")[0].node_ids
    )
    assert not fires(two_zones(instance, here, link("v", "w", "attach")), "EBS001")


def test_a_database_in_a_public_subnet_is_pointed_out() -> None:
    def database(parent: str) -> Document:
        return two_zones(node("db", "rds_instance", parent, engine="mysql"))

    assert fires(database("public-a"), "RDS005")
    assert not fires(database("private-a"), "RDS005")


def test_unknown_is_not_judged() -> None:
    bare = two_zones(
        node("v", "ebs_volume", "zone-a"),
        node("f", "lambda_function", "region"),
        node("t", "dynamodb_table", "region"),
        node("q", "sqs_queue", "region"),
        node("b", "s3_bucket", "region"),
        node("alb", "application_load_balancer", "vpc"),
    )
    unsaid = {"EBS009", "EBS010", "RDS006", "DDB003", "SQS004", "S3S003", "S3S004", "ELB001", "LMB001"}
    assert not unsaid & {finding.rule for finding in _check(bare)}
    assert not [finding for finding in _check(bare) if finding.severity == "error"]


def _check(document: Document) -> tuple[Any, ...]:
    from projects.checking import check

    return check(document)


def test_an_open_administration_port_is_found_in_a_range() -> None:
    def group(inbound: str) -> Document:
        return two_zones(node("g", "security_group", "vpc", inbound=inbound))

    assert fires(group("tcp 22 0.0.0.0/0"), "SGR003")
    assert fires(group("tcp 20-30 ::/0"), "SGR003")
    assert not fires(group("tcp 443 0.0.0.0/0\ntcp 22 203.0.113.0/24"), "SGR003")
    assert fires(group("tcp 8080-80 10.0.0.0/8"), "SGR006")
    assert not fires(group("icmp -1 10.0.0.0/8"), "SGR006")


def test_an_unknown_service_is_an_error_and_one_without_a_class_is_not() -> None:
    assert fires(two_zones(node("x", "quantum_db", "region")), "STR011")
    assert not fires(two_zones(node("x", "transit_gateway", "region")), "STR011")


def test_a_directory_bucket_may_stand_in_a_zone() -> None:
    assert fires(two_zones(node("b", "s3_bucket", "zone-a")), "STR003")
    express = node("b", "s3_bucket", "zone-a", storage_class="EXPRESS_ONEZONE")
    assert not fires(two_zones(express), "STR003")
