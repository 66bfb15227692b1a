"""Trails, alarms, identities, keys and directories."""

from __future__ import annotations

from typing import Any

import pytest

from projects.document import Document
from projects.drawing_format import read_drawing
from projects.facts import value
from projects.records import AnyRecord
from tests.projects.rules.drawings import fires, link, node, two_zones
from tests.projects.rules.fixing import mended, only

PRIVATE = ("private-a", "private-b")


def account(*records: AnyRecord, production: bool | None = True) -> Document:
    return Document(
        [
            node("cloud", "aws_cloud"),
            node("shop", "account", "cloud", production=production),
            node("other", "account", "cloud"),
            node("region", "region", "shop", code="us-east-1"),
            node("far", "region", "other", code="us-east-1"),
            *records,
        ]
    )


def test_a_production_account_shows_a_trail_of_its_own_or_of_the_organization() -> None:
    mended(account(), "MON001")
    assert not fires(account(production=None), "MON001")
    assert not fires(account(node("t", "cloudtrail", "region")), "MON001")
    assert not fires(account(node("t", "cloudtrail", "cloud")), "MON001")
    assert not fires(account(node("t", "cloudtrail", "far")), "MON001")
    assert fires(account(node("t", "cloudtrail", "far", organization_trail=False)), "MON001")


@pytest.mark.parametrize("recorder", ["cloudtrail", "config"])
@pytest.mark.parametrize(
    ("service", "wrong"), [("s3_bucket", False), ("sns_topic", False), ("sqs_queue", True)]
)
def test_records_go_to_buckets_and_topics(recorder: str, service: str, wrong: bool) -> None:
    document = two_zones(
        node("from", recorder, "region"), node("to", service, "region"), link("from", "to", "deliver")
    )
    assert fires(document, "MON002") is wrong
    if wrong:
        assert any(n.service.name == "s3_bucket" for n in mended(document, "MON002").nodes())


def test_records_are_sent_to_the_bucket_that_is_there() -> None:
    bucket, table = node("logs", "s3_bucket", "region"), node("to", "dynamodb_table", "region")
    document = two_zones(node("from", "cloudtrail", "region"), bucket, table, link("from", "to", "deliver"))
    assert [i.target for i in mended(document, "MON002").links()] == ["logs"]


@pytest.mark.parametrize("period", [10, 20, 30, 60, 120, 3600])
def test_alarm_periods_of_the_api_are_silent(period: int) -> None:
    assert not fires(two_zones(node("w", "cloudwatch", "region", alarm_periods=str(period))), "MON003")


@pytest.mark.parametrize(("period", "nearest"), [(5, 10), (15, 20), (45, 60), (61, 120), (90, 120), (0, 10)])
def test_other_alarm_periods_are_made_the_next_longer(period: int, nearest: int) -> None:
    document = two_zones(node("w", "cloudwatch", "region", alarm_periods=f"300, {period}"))
    assert value(mended(document, "MON003").node("w"), "alarm_periods") == f"300, {nearest}"


def test_the_period_of_an_alarm_link_is_judged_too() -> None:
    watch, topic = node("w", "cloudwatch", "region"), node("t", "sns_topic", "region")
    assert not fires(two_zones(watch, topic, link("w", "t", "alarm", period_s=60)), "MON003")
    mended(two_zones(watch, topic, link("w", "t", "alarm", period_s=45)), "MON003")


@pytest.mark.parametrize(
    ("service", "wrong"),
    [
        ("sns_topic", False),
        ("lambda_function", False),
        ("dynamodb_table", False),
        ("codedeploy", False),
        ("s3_bucket", True),
        ("sqs_queue", True),
        ("api_gateway", True),
        ("route53", True),
    ],
)
def test_alarms_act_on_no_storage_queue_gateway_or_dns(service: str, wrong: bool) -> None:
    parent = "cloud" if service == "route53" else "region"
    document = two_zones(
        node("w", "cloudwatch", "region"), node("to", service, parent), link("w", "to", "alarm")
    )
    assert fires(document, "MON004") is wrong
    if wrong:
        assert any(n.service.name == "sns_topic" for n in mended(document, "MON004").nodes())


def test_a_missing_second_factor_is_warned_of_where_it_is_said() -> None:
    for mfa, wrong in ((None, False), (True, False), (False, True)):
        assert fires(two_zones(node("i", "iam", "cloud", mfa=mfa)), "IAM001") is wrong
    root = Document([node("cloud", "aws_cloud"), node("a", "account", "cloud", mfa=False)])
    mended(root, "IAM001")


@pytest.mark.parametrize(
    ("policy", "wrong"),
    [
        ("*:*", True),
        ("s3:*", False),
        ("s3:GetObject, *:*", True),
        ("AdministratorAccess", True),
        ("s3:GetObject", False),
        (None, False),
        ("*", True),
    ],
)
def test_a_policy_that_allows_everything(policy: str | None, wrong: bool) -> None:
    assert fires(two_zones(node("i", "iam", "cloud", policy=policy)), "IAM002") is wrong


def keys(target: AnyRecord, **props: Any) -> Document:
    europe = node("europe", "region", "cloud", code="eu-west-1")
    return two_zones(
        europe, node("key", "kms_key", "region", **props), target, link("key", target.id, "encrypt")
    )


def test_a_key_stays_in_its_region_unless_it_is_a_multi_region_key() -> None:
    here, there = node("b", "s3_bucket", "region"), node("b", "s3_bucket", "europe")
    assert not fires(keys(here), "KMS001")
    assert only(keys(there), "KMS001").node_ids[0] == "key-encrypt-b"
    assert not fires(keys(there, multi_region=True), "KMS001")
    assert not fires(keys(node("b", "s3_bucket")), "KMS001")
    after = mended(keys(there), "KMS001")
    assert {n.parent for n in after.nodes() if n.service.name == "kms_key"} == {"region", "europe"}


def test_a_global_service_is_encrypted_with_a_key_of_any_region() -> None:
    assert not fires(keys(node("cdn", "cloudfront", "europe")), "KMS001")


@pytest.mark.parametrize(
    ("props", "wrong"),
    [
        ({"rotation": False}, True),
        ({}, False),
        ({"rotation": True}, False),
        ({"rotation": False, "key_spec": "RSA_2048"}, False),
        ({"rotation": False, "managed_by": "aws"}, False),
    ],
)
def test_a_key_of_your_own_rotates(props: dict[str, Any], wrong: bool) -> None:
    document = two_zones(node("key", "kms_key", "region", **props))
    assert fires(document, "KMS002") is wrong
    if wrong:
        mended(document, "KMS002")


DIRECTORIES = [
    (PRIVATE, False),
    (("private-a",), True),
    ((*PRIVATE, "public-a"), True),
    (("private-a", "public-a"), True),
    ((), False),
]


@pytest.mark.parametrize(("subnets", "wrong"), DIRECTORIES)
def test_a_directory_has_two_subnets_in_two_zones(subnets: tuple[str, ...], wrong: bool) -> None:
    document = two_zones(node("d", "directory_service", "vpc", subnets=subnets))
    assert fires(document, "DIR001") is wrong
    if wrong:
        assert len(value(mended(document, "DIR001").node("d"), "subnets")) == 2


def connector(*records: AnyRecord, kind: str = "ADConnector") -> Document:
    made = node("d", "directory_service", "vpc", type=kind, subnets=PRIVATE)
    return two_zones(
        node("office", "on_premises"), node("dc", "on_premises_server", "office"), made, *records
    )


PATHS: list[tuple[AnyRecord, ...]] = [
    (node("tgw", "transit_gateway", "region"),),
    (node("line", "direct_connect", "region"),),
    (node("vpn", "site_to_site_vpn", "region"),),
    (node("pcx", "vpc_peering", "region"),),
    (node("controller", "ec2_instance", "private-a"),),
    (node("cgw", "customer_gateway", "office"), link("cgw", "vpc", "vpn")),
    (node("far", "vpc", "region", cidr="10.9.0.0/16"), link("vpc", "far", "peer")),
    (link("d", "dc", via="vpn"),),
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[-1].id)
def test_a_connector_with_any_path_is_silent(path: tuple[AnyRecord, ...]) -> None:
    assert not fires(connector(*path), "DIR002")


def test_a_connector_without_a_path_gets_a_vpn_and_other_directories_need_none() -> None:
    assert not fires(connector(kind="MicrosoftAD"), "DIR002")
    assert not fires(connector(link("d", "dc"), kind="MicrosoftAD"), "DIR002")
    after = mended(connector(), "DIR002")
    assert [i.kind for i in after.links()] == ["vpn"]


def test_properties_of_neutral_drawings_arrive() -> None:
    nodes = [
        {"id": "w", "service": "cloudwatch", "parent": "R", "props": {"period_s": 45}},
        {"id": "f", "service": "lambda", "parent": "R", "props": {"dlq": "queue"}},
        {"id": "q", "service": "sqs", "parent": "R", "props": {"fifo": True}},
        {"id": "a", "service": "api_gateway", "parent": "R", "props": {"response_mode": "stream"}},
        {"id": "b", "service": "s3", "parent": "R", "props": {"retrieval": "bulk", "expire_days": 9}},
    ]
    read = read_drawing({"containers": [{"id": "R", "type": "region"}], "nodes": nodes})
    assert not read.ignored
    found = read.document
    assert value(found.node("w"), "alarm_periods") == "45"
    assert value(found.node("f"), "dead_letter_queue") is True
    assert value(found.node("q"), "type") == "fifo"
    assert value(found.node("a"), "response_streaming") is True
    assert (value(found.node("b"), "retrieval"), value(found.node("b"), "expire_days")) == ("bulk", 9)
