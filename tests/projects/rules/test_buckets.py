"""Buckets and storage gateways: names, lifecycle orders, events and targets on either side of the limit."""

from __future__ import annotations

from typing import Any

import pytest

from projects.checking import Checker, check
from projects.document import Document
from tests.projects.rules.drawings import fires, found, link, node, put, two_zones


def bucket(name: str, parent: str = "region", **props: Any) -> Any:
    return node(name, "s3_bucket", parent, **props)


def two_buckets(first: dict[str, Any], second: dict[str, Any], other: str = "us-west-2") -> Document:
    far = node("far", "region", "cloud", code=other)
    one = bucket("a", bucket_name="logs", **first)
    return two_zones(far, one, bucket("b", "far", bucket_name="logs", **second))


def test_a_bucket_name_is_taken_once_in_a_partition() -> None:
    document = two_buckets({}, {})
    finding = found(document, "S3S002")[0]
    assert set(finding.node_ids) == {"a", "b"} and finding.fix is not None
    document.apply(finding.fix.change(document))
    assert not fires(document, "S3S002")
    assert document.node("b").service.bucket_name == "logs-2"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("first", "second", "region"),
    [
        ({}, {}, "cn-north-1"),
        ({}, {}, "us-gov-west-1"),
        ({}, {"namespace": "account-regional"}, "us-west-2"),
        ({"storage_class": "EXPRESS_ONEZONE"}, {"storage_class": "EXPRESS_ONEZONE"}, "us-west-2"),
    ],
)
def test_other_partitions_and_names_of_their_own_do_not_clash(
    first: dict[str, Any], second: dict[str, Any], region: str
) -> None:
    assert not fires(two_buckets(first, second, region), "S3S002")


def test_a_name_given_later_is_compared_with_those_before() -> None:
    document = two_zones(bucket("a", bucket_name="logs"), bucket("b", bucket_name="data"))
    checker = Checker(document)
    assert "S3S002" not in {finding.rule for finding in checker.findings}
    for name in ("logs", "data", None, "logs"):
        checker.update(put(document, bucket("b", bucket_name=name)))
        assert list(checker.findings) == list(check(document))
    assert "S3S002" in {finding.rule for finding in checker.findings}


LIFECYCLES = [
    ("30 STANDARD_IA", False),
    ("29 STANDARD_IA", True),
    ("30 ONEZONE_IA\n90 GLACIER", False),
    ("29 ONEZONE_IA", True),
    ("0 GLACIER", False),
    ("0 INTELLIGENT_TIERING\n30 ONEZONE_IA", False),
    ("30 GLACIER\n60 STANDARD_IA", True),
    ("90 GLACIER\n30 STANDARD_IA", False),
    ("30 STANDARD_IA\n60 STANDARD", True),
    ("30 GLACIER logs/\n60 STANDARD_IA tmp/", False),
    ("30 STANDARD_IA\n365 EXPIRE", False),
    ("10 STANDARD_IA\n20 GLACIER\n365 EXPIRE", True),
    ("whenever it is cold", False),
]


@pytest.mark.parametrize(("lifecycle", "wrong"), LIFECYCLES)
def test_objects_move_to_colder_classes_in_time(lifecycle: str, wrong: bool) -> None:
    document = two_zones(bucket("a", lifecycle=lifecycle))
    assert fires(document, "S3S006") is wrong
    if wrong:
        fix = found(document, "S3S006")[0].fix
        assert fix is not None
        document.apply(fix.change(document))
        assert not fires(document, "S3S006")
        text = document.node("a").service.lifecycle or ""  # type: ignore[union-attr]
        assert ("EXPIRE" in text) is ("EXPIRE" in lifecycle)


@pytest.mark.parametrize(
    ("service", "props", "wrong"),
    [
        ("lambda_function", {}, False),
        ("sqs_queue", {"type": "standard"}, False),
        ("sqs_queue", {"type": None}, False),
        ("sqs_queue", {"type": "fifo"}, True),
        ("sns_topic", {"type": "fifo"}, True),
        ("eventbridge", {}, False),
        ("step_functions", {}, True),
        ("kinesis_streams", {}, True),
    ],
)
def test_events_of_a_bucket_go_to_four_places(service: str, props: dict[str, Any], wrong: bool) -> None:
    document = two_zones(bucket("b"), node("t", service, "region", **props), link("b", "t", "event"))
    assert fires(document, "S3S007") is wrong
    if wrong:
        finding = found(document, "S3S007")[0]
        assert finding.node_ids[0] == "b-event-t" and finding.fix is not None
        document.apply(finding.fix.change(document))
        assert not fires(document, "S3S007")
        assert {record.kind for record in document.links()} == {"event"}


def test_a_rule_of_eventbridge_may_be_meant_by_the_link() -> None:
    records = [bucket("b"), node("t", "step_functions", "region"), link("b", "t", "event", rule="created")]
    assert not fires(two_zones(*records), "S3S007")


@pytest.mark.parametrize(
    ("props", "wrong"),
    [
        ({"storage_class": "ONEZONE_IA", "primary": True}, True),
        ({"storage_class": "ONEZONE_IA", "primary": False}, False),
        ({"storage_class": "ONEZONE_IA"}, False),
        ({"storage_class": "STANDARD_IA", "primary": True}, False),
    ],
)
def test_one_zone_is_for_what_can_be_made_again(props: dict[str, Any], wrong: bool) -> None:
    assert fires(two_zones(bucket("b", **props)), "S3S008") is wrong


@pytest.mark.parametrize(
    ("kind", "wrong"), [("VTL", False), ("FILE_FSX_SMB", False), ("TAPE", True), (None, False)]
)
def test_a_storage_gateway_has_a_known_type(kind: str | None, wrong: bool) -> None:
    document = two_zones(node("dc", "on_premises"), node("g", "storage_gateway", "dc", type=kind))
    assert fires(document, "SGW001") is wrong


@pytest.mark.parametrize(
    ("service", "place", "kind", "wrong"),
    [
        ("s3_bucket", "region", "traffic", False),
        ("fsx", "private-a", "traffic", False),
        ("dynamodb_table", "region", "traffic", True),
        ("rds_instance", "private-a", "deliver", True),
        ("ec2_instance", "private-a", "associate", False),
        ("cloudwatch", "region", "traffic", False),
    ],
)
def test_a_storage_gateway_stores_files_volumes_and_tapes(
    service: str, place: str, kind: str, wrong: bool
) -> None:
    gateway = [node("dc", "on_premises"), node("g", "storage_gateway", "dc")]
    document = two_zones(*gateway, node("t", service, place), link("g", "t", kind))
    assert fires(document, "SGW002") is wrong


def test_who_calls_a_storage_gateway_is_not_judged() -> None:
    gateway = node("g", "storage_gateway", "private-a")
    document = two_zones(gateway, node("w", "ec2_instance", "private-a"), link("w", "g"))
    assert not fires(document, "SGW002")
