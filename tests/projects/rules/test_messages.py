"""Topics, mail, event rules, workflows, streams and brokers: exactly on the limit is fine."""

from __future__ import annotations

from typing import Any

import pytest

from projects.document import Document
from projects.facts import link_value, value
from projects.records import AnyRecord
from tests.projects.rules.drawings import fires, link, node, two_zones
from tests.projects.rules.fixing import mended, only

PRIVATE = ("private-a", "private-b")


def subscribed(service: str, kind: str | None = None, **props: Any) -> Document:
    parent = "region" if service != "ec2_instance" else "public-a"
    topic = node("topic", "sns_topic", "region", type=kind)
    return two_zones(topic, node("to", service, parent, **props), link("topic", "to", "subscribe"))


@pytest.mark.parametrize(
    "service", ["sqs_queue", "lambda_function", "firehose", "api_gateway", "ec2_instance"]
)
def test_queues_functions_streams_and_http_endpoints_subscribe(service: str) -> None:
    assert not fires(subscribed(service), "SNS001")


@pytest.mark.parametrize("service", ["dynamodb_table", "s3_bucket", "step_functions", "kinesis_streams"])
def test_other_services_do_not_subscribe_but_a_function_between_does(service: str) -> None:
    assert only(subscribed(service), "SNS001").node_ids[0] == "topic-subscribe-to"
    after = mended(subscribed(service), "SNS001")
    assert any(n.service.name == "lambda_function" for n in after.nodes())


def test_people_and_services_unheard_of_may_subscribe() -> None:
    for subscriber in (node("to", "users"), node("to", "quantum_mail", "region")):
        topic = node("topic", "sns_topic", "region")
        assert not fires(two_zones(topic, subscriber, link("topic", "to", "subscribe")), "SNS001")


KINDS = [
    ("fifo", "sqs_queue", "fifo", False),
    ("fifo", "sqs_queue", "standard", False),
    ("standard", "sqs_queue", "fifo", True),
    ("standard", "sqs_queue", "standard", False),
    (None, "sqs_queue", "fifo", False),
    ("standard", "sqs_queue", None, False),
]


@pytest.mark.parametrize(("topic", "service", "queue", "wrong"), KINDS)
def test_order_is_kept_from_fifo_topics_to_queues(
    topic: str | None, service: str, queue: str | None, wrong: bool
) -> None:
    assert fires(subscribed(service, topic, type=queue), "SNS002") is wrong


def test_a_function_gets_a_fifo_queue_between_itself_and_a_fifo_topic() -> None:
    document = subscribed("lambda_function", "fifo", timeout_s=60)
    after = mended(document, "SNS002")
    queue = next(n for n in after.nodes() if n.service.name == "sqs_queue")
    assert value(queue, "type") == "fifo" and value(queue, "visibility_s") == 60


def test_a_standard_topic_becomes_fifo_only_if_all_its_subscribers_are_queues() -> None:
    document = subscribed("sqs_queue", "standard", type="fifo")
    assert value(mended(document, "SNS002").node("topic"), "type") == "fifo"
    function = node("f", "lambda_function", "region")
    other = Document([*document.records(), function, link("topic", "f", "subscribe")])
    assert only(other, "SNS002").fix is None


def mail(service: str, **props: Any) -> Document:
    return two_zones(
        node("ses", "ses", "region", **props), node("to", service, "region"), link("ses", "to", "event")
    )


@pytest.mark.parametrize("service", ["s3_bucket", "sns_topic", "lambda_function", "firehose", "eventbridge"])
def test_mail_is_handed_to_what_receipt_rules_know(service: str) -> None:
    assert not fires(mail(service), "SES001")


@pytest.mark.parametrize("service", ["sqs_queue", "dynamodb_table", "step_functions"])
def test_mail_is_handed_to_nothing_else(service: str) -> None:
    mended(mail(service), "SES001")


def test_the_sandbox_is_remarked_until_it_is_left() -> None:
    assert fires(mail("s3_bucket"), "SES002")
    assert fires(mail("s3_bucket", production_access=False), "SES002")
    assert not fires(mail("s3_bucket", production_access=True), "SES002")


def bus(targets: int, rule: str | None = "placed", **props: Any) -> Document:
    details = {} if rule is None else {"rule": rule}
    records: list[AnyRecord] = [node("bus", "eventbridge", "region", **props)]
    for number in range(targets):
        records += [
            node(f"f{number:02}", "lambda_function", "region"),
            link("bus", f"f{number:02}", "event", **details),
        ]
    return two_zones(*records)


def test_a_rule_has_five_targets_and_is_split_for_more() -> None:
    assert not fires(bus(5), "EVB001")
    assert only(bus(6), "EVB001").node_ids[0] == "bus"
    after = mended(bus(12), "EVB001")
    rules = [link_value(i, "rule") for i in after.links()]
    assert sorted({(rule, rules.count(rule)) for rule in rules}) == [
        ("placed", 5),
        ("placed 2", 5),
        ("placed 3", 2),
    ]


def test_targets_of_no_named_rule_and_of_pipes_are_not_counted() -> None:
    assert not fires(bus(6, rule=None), "EVB001")
    assert not fires(bus(6, kind="pipe"), "EVB001")


DURATIONS = [
    ("EXPRESS", 300, False),
    ("EXPRESS", 301, True),
    ("STANDARD", 301, False),
    ("STANDARD", 31_536_000, False),
    ("STANDARD", 31_536_001, True),
    (None, 301, False),
    ("EXPRESS", None, False),
]


@pytest.mark.parametrize(("kind", "seconds", "wrong"), DURATIONS)
def test_express_workflows_end_after_five_minutes(kind: str | None, seconds: int | None, wrong: bool) -> None:
    document = two_zones(node("flow", "step_functions", "region", type=kind, duration_s=seconds))
    assert fires(document, "SFN001") is wrong


def stream(**props: Any) -> Document:
    unsaid = {"mode": None, "retention_hours": None}
    return two_zones(node("k", "kinesis_streams", "region", **{**unsaid, **props}))


STREAMS = [
    ({"retention_hours": 24}, {"retention_hours": 23}),
    ({"retention_hours": 8760}, {"retention_hours": 8761}),
    ({"mode": "provisioned", "shards": 1}, {"mode": "provisioned", "shards": 0}),
    ({"mode": "on_demand"}, {"mode": "on_demand", "shards": 1}),
]


@pytest.mark.parametrize(("sound", "wrong"), STREAMS)
def test_a_stream_on_its_limit_is_silent(sound: dict[str, Any], wrong: dict[str, Any]) -> None:
    assert not fires(stream(**sound), "KIN001")
    mended(stream(**wrong), "KIN001")


def test_shards_of_a_stream_of_unknown_mode_are_not_judged() -> None:
    assert not fires(stream(shards=0), "KIN001")
    assert not fires(stream(shards=4), "KIN001")


@pytest.mark.parametrize(
    ("service", "wrong"),
    [
        ("s3_bucket", False),
        ("opensearch", False),
        ("lambda_function", False),
        ("dynamodb_table", True),
        ("sqs_queue", True),
        ("sns_topic", True),
    ],
)
def test_firehose_delivers_to_what_it_knows(service: str, wrong: bool) -> None:
    hose, to = node("hose", "firehose", "region"), node("to", service, "region")
    document = two_zones(hose, to, link("hose", "to", "deliver"))
    assert fires(document, "KIN002") is wrong
    if wrong:
        mended(document, "KIN002")


def cluster(service: str, subnets: tuple[str, ...], **props: Any) -> Document:
    return two_zones(
        node("zone-c", "availability_zone", "vpc", zone="us-east-1c"),
        node("private-c", "subnet", "zone-c", cidr="10.0.12.0/24", public=False),
        node("zone-d", "availability_zone", "vpc", zone="us-east-1d"),
        node("private-d", "subnet", "zone-d", cidr="10.0.13.0/24", public=False),
        node("c", service, "vpc", subnets=subnets, **props),
    )


THREE = (*PRIVATE, "private-c")
FOUR = (*THREE, "private-d")
KAFKA = [
    (PRIVATE, 4, False),
    (PRIVATE, 3, True),
    (THREE, 3, False),
    (THREE, 4, True),
    (FOUR, 4, True),
    (("private-a",), 2, True),
    (("private-a", "public-a"), 2, True),
    (PRIVATE, None, False),
    ((), 3, False),
]


@pytest.mark.parametrize(("subnets", "brokers", "wrong"), KAFKA)
def test_kafka_brokers_are_spread_evenly_over_two_or_three_zones(
    subnets: tuple[str, ...], brokers: int | None, wrong: bool
) -> None:
    document = cluster("msk", subnets, brokers=brokers)
    assert fires(document, "MSK001") is wrong
    if wrong and only(document, "MSK001").fix is not None:
        mended(document, "MSK001")


def test_serverless_kafka_has_no_brokers_to_spread() -> None:
    assert not fires(cluster("msk", ("private-a",), mode="serverless"), "MSK001")


DOMAINS = [
    (PRIVATE, 2, False),
    (THREE, 3, False),
    (PRIVATE, 3, True),
    (THREE, 2, True),
    (("private-a",), 1, False),
    (("private-a",), 2, True),
    (("private-a", "public-a"), 2, True),
    (FOUR, 4, True),
    ((), 4, True),
    ((), 3, False),
    (PRIVATE, None, False),
]


@pytest.mark.parametrize(("subnets", "zones", "wrong"), DOMAINS)
def test_a_search_domain_spans_as_many_zones_as_it_has_subnets(
    subnets: tuple[str, ...], zones: int | None, wrong: bool
) -> None:
    document = cluster("opensearch", subnets, availability_zones=zones)
    assert fires(document, "OPS001") is wrong
    if wrong and only(document, "OPS001").fix is not None:
        mended(document, "OPS001")


BROKERS = [
    ("ACTIVE_STANDBY_MULTI_AZ", PRIVATE, False),
    ("ACTIVE_STANDBY_MULTI_AZ", ("private-a",), True),
    ("ACTIVE_STANDBY_MULTI_AZ", ("private-a", "public-a"), True),
    ("SINGLE_INSTANCE", ("private-a",), False),
    ("SINGLE_INSTANCE", PRIVATE, True),
    ("CLUSTER_MULTI_AZ", THREE, False),
    (None, ("private-a",), False),
    ("ACTIVE_STANDBY_MULTI_AZ", (), False),
]


@pytest.mark.parametrize(("mode", "subnets", "wrong"), BROKERS)
def test_a_standby_broker_stands_in_a_second_zone(
    mode: str | None, subnets: tuple[str, ...], wrong: bool
) -> None:
    document = cluster("mq", subnets, mode=mode)
    assert fires(document, "MQ001") is wrong
    if wrong:
        mended(document, "MQ001")
