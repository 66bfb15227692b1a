"""What invokes functions, what they mount and where they write."""

from __future__ import annotations

from typing import Any

import pytest

from projects.document import Document
from projects.facts import value
from projects.records import AnyRecord
from tests.projects.rules.drawings import fires, link, node, two_zones
from tests.projects.rules.fixing import mended, only

PRIVATE = ("private-a", "private-b")


def with_function(*records: AnyRecord, parent: str = "region", **props: Any) -> Document:
    europe = node("europe", "region", "cloud", code="eu-west-1")
    unsaid = {"memory_mb": None}
    return two_zones(europe, node("f", "lambda_function", parent, **{**unsaid, **props}), *records)


@pytest.mark.parametrize("service", ["sqs_queue", "kinesis_streams", "dynamodb_table", "s3_bucket"])
def test_a_function_polls_in_its_own_region(service: str) -> None:
    assert not fires(with_function(node("e", service, "region"), link("e", "f", "event")), "LMB009")
    document = with_function(node("e", service, "europe"), link("e", "f", "event"))
    assert only(document, "LMB009").node_ids[0] == "e-event-f"
    assert mended(document, "LMB009").node("f").parent == "europe"  # type: ignore[union-attr]


def test_what_pushes_may_be_in_another_region() -> None:
    for service in ("sns_topic", "eventbridge"):
        assert not fires(with_function(node("e", service, "europe"), link("e", "f", "event")), "LMB009")


def test_neither_moves_where_both_have_other_links() -> None:
    others = (node("q", "sqs_queue", "region"), node("e", "sqs_queue", "europe"), node("w", "users"))
    links = (link("q", "f", "event"), link("e", "f", "event"), link("w", "e"))
    assert only(with_function(*others, *links), "LMB009").fix is None


WAITS: list[tuple[dict[str, Any], dict[str, Any], int]] = [
    ({"type": "REST"}, {}, 29),
    ({"type": "HTTP"}, {}, 30),
    ({"type": "WEBSOCKET"}, {}, 29),
    ({"type": None}, {}, 30),
    ({"type": "REST", "integration_timeout_s": 120}, {}, 120),
    ({"type": "REST", "response_streaming": True}, {}, 900),
]


@pytest.mark.parametrize(("api", "details", "most"), WAITS)
def test_a_function_answers_while_its_api_waits(
    api: dict[str, Any], details: dict[str, Any], most: int
) -> None:
    def behind(timeout: int | None, **more: Any) -> Document:
        gateway = node("api", "api_gateway", "region", **api)
        return with_function(gateway, link("api", "f", "event", **details, **more), timeout_s=timeout)

    assert not fires(behind(most), "LMB011")
    assert not fires(behind(None), "LMB011")
    assert not fires(behind(most + 1, **{"async": True}), "LMB011")
    assert value(mended(behind(most + 1), "LMB011").node("f"), "timeout_s") == most


def at_edge(trigger: str | None = None, parent: str = "region", **props: Any) -> Document:
    details = {} if trigger is None else {"event": trigger}
    cdn = node("cdn", "cloudfront", "cloud")
    return with_function(cdn, link("cdn", "f", "associate", **details), parent=parent, edge=True, **props)


EDGE: list[tuple[str | None, dict[str, Any], bool]] = [
    (None, {}, False),
    (None, {"timeout_s": 30, "memory_mb": 1024}, False),
    (None, {"timeout_s": 31}, True),
    ("origin-request", {"timeout_s": 30, "memory_mb": 10_240}, False),
    ("origin-request", {"timeout_s": 31}, True),
    ("viewer-request", {"timeout_s": 5, "memory_mb": 128}, False),
    ("viewer-response", {"timeout_s": 6}, True),
    ("viewer-request", {"memory_mb": 129}, True),
]


@pytest.mark.parametrize(("trigger", "props", "wrong"), EDGE)
def test_functions_at_the_edge_are_small(trigger: str | None, props: dict[str, Any], wrong: bool) -> None:
    document = at_edge(trigger, **props)
    assert fires(document, "LMB012") is wrong
    if wrong:
        mended(document, "LMB012")


def test_functions_at_the_edge_live_in_virginia() -> None:
    after = mended(at_edge(parent="europe"), "LMB012")
    assert after.node("f").parent == "region"  # type: ignore[union-attr]
    assert not fires(with_function(parent="europe"), "LMB012")


def mounting(*records: AnyRecord, **props: Any) -> Document:
    points = [node(f"m-{z}", "efs_mount_target", f"private-{z}") for z in "ab"]
    ties = [link("share", f"m-{z}", "attach") for z in "ab"]
    share = node("share", "efs_file_system", "region")
    other = node("other", "vpc", "region", cidr="10.9.0.0/16")
    zone = node("zone-o", "availability_zone", "other", zone="us-east-1a")
    subnet = node("sub-o", "subnet", "zone-o", cidr="10.9.1.0/24", public=False)
    base = (share, other, zone, subnet, *points, *ties, link("f", "share", "mount"))
    return with_function(*base, *records, **props)


def test_a_function_mounts_in_the_vpc_of_the_mount_targets() -> None:
    assert not fires(mounting(subnets=PRIVATE), "LMB013")
    assert only(mounting(), "LMB013").node_ids[0] == "f-mount-share"
    assert value(mended(mounting(), "LMB013").node("f"), "subnets") == PRIVATE
    mended(mounting(subnets=("sub-o",)), "LMB013")


JOINED: list[tuple[AnyRecord, ...]] = [
    (link("vpc", "other", "peer"),),
    (node("pcx", "vpc_peering", "region"), link("vpc", "pcx", "attach"), link("other", "pcx", "attach")),
    (node("tgw", "transit_gateway", "region"), link("vpc", "tgw", "attach"), link("other", "tgw", "attach")),
]


@pytest.mark.parametrize("path", JOINED, ids=["peer", "peering connection", "transit gateway"])
def test_a_function_mounts_over_peering_and_transit_gateways(path: tuple[AnyRecord, ...]) -> None:
    assert not fires(mounting(*path, subnets=("sub-o",)), "LMB013")


def test_a_file_system_without_mount_targets_may_have_them_in_the_functions_vpc() -> None:
    share = node("share", "efs_file_system", "region")
    assert not fires(with_function(share, link("f", "share", "mount"), subnets=PRIVATE), "LMB013")
    assert fires(with_function(share, link("f", "share", "mount")), "LMB013")


def looping(*kind: str, **details: Any) -> Document:
    bucket = node("b", "s3_bucket", "region")
    return with_function(bucket, link("b", "f", "event"), link("f", "b", *kind, **details))


def test_a_function_does_not_write_to_the_bucket_that_triggers_it() -> None:
    assert not fires(looping(op="read"), "LMB014")
    assert not fires(looping(), "LMB014")
    assert fires(looping("deliver"), "LMB014")
    after = mended(looping(op="write"), "LMB014")
    assert sum(n.service.name == "s3_bucket" for n in after.nodes()) == 2


ASKED = [
    ("s3_bucket", "event", {}, True),
    ("eventbridge", "event", {}, True),
    ("sns_topic", "subscribe", {}, True),
    ("sqs_queue", "event", {}, False),
    ("kinesis_streams", "event", {}, False),
    ("api_gateway", "event", {}, False),
    ("lambda_function", "traffic", {"async": True}, True),
    ("lambda_function", "traffic", {}, False),
]


@pytest.mark.parametrize(("service", "kind", "details", "wrong"), ASKED)
def test_events_nobody_waits_for_need_a_dead_letter_queue(
    service: str, kind: str, details: dict[str, Any], wrong: bool
) -> None:
    asked = (node("e", service, "region"), link("e", "f", kind, **details))
    assert fires(with_function(*asked), "LMB016") is wrong
    assert not fires(with_function(*asked, dead_letter_queue=True), "LMB016")
    queue = (node("dead", "sqs_queue", "region"), link("f", "dead", "dlq"))
    assert not fires(with_function(*asked, *queue), "LMB016")
    if wrong:
        mended(with_function(*asked), "LMB016")
