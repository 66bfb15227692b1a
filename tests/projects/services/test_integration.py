"""Integration, mail, media and developer tools: estimates reckoned by hand from the list's own figures."""

from decimal import Decimal
from typing import Any

import pytest

from pricing.costs import CostComponent
from pricing.table import price_table
from projects.document import Document
from projects.estimate import estimate
from projects.place import Place
from projects.records import Node, Settings
from projects.service import make_service

PLACE = Place(region="us-east-1")


def parts(name: str, **properties: Any) -> dict[str, CostComponent]:
    """Cost components by name; fails where two have the same one."""
    found = list(make_service(name, properties).costs(PLACE))
    named = {part.name: part for part in found}
    assert len(named) == len(found)
    return named


def monthly(region: str, name: str, **properties: Any) -> Decimal:
    """USD a month without free allowances, every line priced or included."""
    around = Node(id="region", service=make_service("region", {"code": region}))
    node = Node(id="node", service=make_service(name, properties), parent="region")
    totals = estimate(Document([around, node, Settings(free_allowances=False)]), price_table()).totals
    assert not totals.needs_input and not totals.not_priced
    return totals.monthly


REST = {"type": "REST", "data_out_gb": 0}
EXPRESS = {"type": "EXPRESS", "monthly_executions": 100_000_000, "duration_ms": 801, "memory_mb": 1200}


@pytest.mark.parametrize(
    ("region", "name", "properties", "usd"),
    [
        # sqs.requests.fifo us-east-1: 0.5 per million up to 100 billion; 65 KB take two requests.
        ("us-east-1", "sqs_queue", {"type": "fifo", "monthly_requests": 3_000_000, "message_kb": 65}, "3"),
        # sns.requests 0.5, sns.delivery.http 0.6 and mobile_push 0.5 per million, e-mail 2 per 100,000.
        (
            "us-east-1",
            "sns_topic",
            {
                "monthly_publishes": 4_000_000,
                "subscriptions_http": 2,
                "subscriptions_push": 1,
                "monthly_email": 50_000,
            },
            "9.8",  # 4 × 0.5 + 8 × 0.6 + 4 × 0.5 + 0.5 × 2
        ),
        # sns.fifo: requests 0.3 and delivery 0.01 per million, payload 0.017 and delivered 0.001 per GB.
        (
            "us-east-1",
            "sns_topic",
            {"type": "fifo", "monthly_publishes": 2_000_000, "message_kb": 50, "subscriptions_sqs": 3},
            "2.66",  # 0.6 + 100 × 0.017 + 6 × 0.01 + 300 × 0.001
        ),
        # api_gateway ap-northeast-1: cache.1.6gb 0.054 an hour, rest.requests 4.25 per million.
        (
            "ap-northeast-1",
            "api_gateway",
            {**REST, "monthly_requests": 2_000_000, "cache_gb": "1.6", "cache_hours": 100},
            "13.9",  # 2 × 4.25 + 100 × 0.054
        ),
        # stepfunctions.standard.transitions us-east-1: 0.025 per thousand.
        (
            "us-east-1",
            "step_functions",
            {"monthly_executions": 10_000, "transitions_per_execution": 8},
            "2",
        ),
        # stepfunctions.express: 1 per million requests; GB-seconds 0.00001667 up to 3.6 million,
        # 0.00000833 up to 18 million, 0.00000456 above. 900 ms × 1,216 MB × 100 million are 106,875,000.
        (
            "us-east-1",
            "step_functions",
            EXPRESS,
            "685.234",  # 100 + 3.6 × 16.67 + 14.4 × 8.33 + 88.875 × 4.56
        ),
        # eventbridge: custom and partner events 1 per million, archive 0.1 per GB and 0.023 per GB-month.
        (
            "us-east-1",
            "eventbridge",
            {
                "monthly_custom_events": 3_000_000,
                "event_kb": 65,
                "monthly_partner_events": 500_000,
                "archive_processing_gb": 10,
                "archive_storage_gb": 100,
            },
            "10.3",  # 6 + 1 + 1 + 2.3
        ),
        # eventbridge.pipes us-east-1: 0.4 per million.
        ("us-east-1", "eventbridge", {"kind": "pipe", "monthly_pipe_requests": 5_000_000}, "2"),
        # mq eu-central-1: rabbitmq.m5.large.cluster 1.035 an hour, storage.ebs 0.119 per GB-month.
        (
            "eu-central-1",
            "mq",
            {
                "engine": "RABBITMQ",
                "mode": "CLUSTER_MULTI_AZ",
                "instance_type": "mq.m5.large",
                "storage_gb": 20,
            },
            "762.69",  # 730 × 1.035 + 3 × 20 × 0.119
        ),
        # swf us-east-1: executions 0.0001, tasks 0.000025, open and retained days 0.000005.
        (
            "us-east-1",
            "swf",
            {"monthly_executions": 10_000, "tasks_per_execution": 4, "open_days": 2, "retention_days": 30},
            "3.6",  # 1 + 1 + 0.1 + 1.5
        ),
        # ses us-east-1: outbound 0.1 and inbound 0.1 per thousand, chunks 0.09 per thousand,
        # attachments 0.12 per GB, a dedicated address 24.95.
        (
            "us-east-1",
            "ses",
            {
                "direction": "both",
                "monthly_messages": 100_000,
                "attachments_gb": 5,
                "dedicated_ips": 2,
                "monthly_received": 10_000,
                "received_kb": 600,
            },
            "63.3",  # 10 + 0.6 + 49.9 + 1 + 20 × 0.09
        ),
        # elastictranscoder us-east-1: hd 0.03, audio 0.0045 a minute.
        ("us-east-1", "elastic_transcoder", {"hd_minutes": 100, "audio_minutes": 1000}, "7.5"),
        # codepipeline us-east-1: 1 a pipeline, 0.002 a minute.
        ("us-east-1", "codepipeline", {"type": "V1", "pipelines": 3}, "3"),
        ("us-east-1", "codepipeline", {"type": "V2", "execution_minutes": 1500}, "3"),
        ("us-east-1", "codedeploy", {"compute_platform": "ecs"}, "0"),
    ],
)
def test_an_estimate_is_what_the_lists_figures_give(
    region: str, name: str, properties: dict[str, Any], usd: str
) -> None:
    assert monthly(region, name, **properties) == Decimal(usd)


def test_topics_bill_stated_deliveries_and_else_publishes_times_subscriptions() -> None:
    found = parts(
        "sns_topic", monthly_publishes=10, subscriptions_http=3, subscriptions_email=2, monthly_email=5
    )
    assert found["Deliveries (HTTP)"].quantity == 30
    assert found["Deliveries (e-mail)"].quantity == 5
    assert "Deliveries (Lambda)" not in found


def test_deliveries_wait_for_the_publishes_they_depend_on() -> None:
    found = parts("sns_topic", subscriptions_http=3)
    assert found["Deliveries (HTTP)"].quantity is None
    assert found["Deliveries (HTTP)"].property == "monthly_publishes"


@pytest.mark.parametrize(
    ("country", "key"),
    [(None, "sns.delivery.sms"), ("DE", "sns.delivery.sms.de"), ("not one", "sns.delivery.sms")],
)
def test_text_messages_ask_for_the_price_of_their_country(country: str | None, key: str) -> None:
    found = parts("sns_topic", monthly_publishes=10, subscriptions_sms=100, sms_country=country)
    (line,) = [part for name, part in found.items() if "SMS" in name]
    assert (line.rate_key, line.quantity, line.unit) == (key, 1000, "message")


def test_express_workflows_are_metered_in_100_ms_and_64_mb() -> None:
    found = parts("step_functions", type="EXPRESS", monthly_executions=1024, duration_ms=1, memory_mb=0)
    assert found["Compute duration (express)"].quantity == Decimal("6.4")


@pytest.mark.parametrize(
    ("stated", "missing"),
    [
        ({}, "monthly_executions"),
        ({"monthly_executions": 5}, "duration_ms"),
        ({"monthly_executions": 5, "duration_ms": 100}, "memory_mb"),
    ],
)
def test_express_workflows_ask_for_what_is_missing(stated: dict[str, int], missing: str) -> None:
    duration = parts("step_functions", type="EXPRESS", **stated)["Compute duration (express)"]
    assert (duration.quantity, duration.property) == (None, missing)


def test_stated_transitions_are_taken_instead_of_executions() -> None:
    found = parts(
        "step_functions", monthly_transitions=7, monthly_executions=100, transitions_per_execution=100
    )
    assert found["State transitions (standard)"].quantity == 7


def test_events_of_aws_services_are_free_on_the_default_bus_and_replays_are_custom_events() -> None:
    found = parts("eventbridge", kind="default_bus", monthly_replayed_events=9)
    assert found["Events of AWS services"].kind == "included"
    assert "Custom events" not in found
    assert found["Replayed events"].rate_key == "eventbridge.custom_events"


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("custom_bus", "monthly_custom_events"),
        ("partner_bus", "monthly_partner_events"),
        ("scheduler", "monthly_invocations"),
        ("pipe", "monthly_pipe_requests"),
    ],
)
def test_each_kind_of_eventbridge_asks_for_its_own_figure(kind: str, field: str) -> None:
    (line,) = parts("eventbridge", kind=kind).values()
    assert (line.quantity, line.property) == (None, field)


@pytest.mark.parametrize(
    ("engine", "mode"), [("RABBITMQ", "ACTIVE_STANDBY_MULTI_AZ"), ("ACTIVEMQ", "CLUSTER_MULTI_AZ")]
)
def test_a_broker_mode_that_its_engine_lacks_is_not_priced(engine: str, mode: str) -> None:
    found = parts("mq", engine=engine, mode=mode, instance_type="mq.m5.large", storage_gb=1)
    assert found["Broker hours"].kind == "not_priced"


def test_rabbitmq_keeps_its_messages_on_ebs_and_a_standby_shares_its_storage() -> None:
    rabbit = parts("mq", engine="RABBITMQ", storage_type="efs", instance_type="mq.m5.large", storage_gb=9)
    assert rabbit["Broker storage (EBS)"].rate_key == "mq.storage.ebs"
    standby = parts("mq", mode="ACTIVE_STANDBY_MULTI_AZ", instance_type="mq.m5.large", storage_gb=9)
    assert standby["Broker storage (EFS)"].count == 1


def test_only_full_chunks_of_received_mail_are_billed() -> None:
    assert "Received mail chunks" not in parts(
        "ses", direction="inbound", monthly_received=5, received_kb=255
    )
    found = parts("ses", direction="inbound", monthly_received=5, received_kb=512)
    assert found["Received mail chunks"].quantity == 10
    assert "Messages sent" not in found


def test_workflow_tasks_wait_for_executions() -> None:
    found = parts("swf", tasks_per_execution=3, retention_days=0)
    assert found["Tasks"].property == "monthly_executions" and found["Tasks"].quantity is None
    assert "Open workflow days beyond 24 hours" not in found


def test_what_has_ended_says_that_its_price_is_historic() -> None:
    (line,) = parts("elastic_transcoder", sd_minutes=3).values()
    assert line.name == "Standard definition output (historic price)"
    assert "MediaConvert" in line.reason
    assert "MediaConvert" in make_service("elastic_transcoder").summary


@pytest.mark.parametrize(
    ("name", "properties", "expected"),
    [
        (
            "mwaa",
            {"environment_class": "large", "additional_workers": Decimal("2.5"), "metadata_gb": 10},
            {"mwaa.environment.large": 1, "mwaa.worker.large": Decimal("2.5"), "mwaa.metadata.storage": 10},
        ),
        (
            "codebuild",
            {"operating_system": "windows", "compute_type": "general1.large", "build_minutes": 40},
            {"codebuild.windows.general1_large": 40},
        ),
        (
            "codebuild",
            {"capacity": "reserved", "machines": 2},
            {"codebuild.reserved.linux.general1_small": 2},
        ),
        (
            "appsync",
            {"monthly_requests": 8, "monthly_updates": 4, "update_kb": 11, "private": True},
            {"appsync.graphql.requests": 8, "appsync.graphql.updates": 12},
        ),
        (
            "amplify",
            {
                "rendering": "server",
                "build_minutes": 5,
                "storage_gb": 2,
                "served_gb": 3,
                "monthly_requests": 3600,
                "duration_ms": 500,
            },
            {
                "amplify.build_minutes.standard": 5,
                "amplify.storage": 2,
                "amplify.data_served": 3,
                "amplify.ssr.requests": 3600,
                "amplify.ssr.duration": Decimal("0.5"),
            },
        ),
        (
            "mediaconvert",
            {"tier": "Professional", "codec": "HEVC", "resolution": "uhd", "output_minutes": 60},
            {"mediaconvert.professional.hevc.uhd.up_to_30": 60},
        ),
        (
            "codedeploy",
            {"compute_platform": "on_premises", "monthly_updates": 6},
            {"codedeploy.on_premises_updates": 6},
        ),
        (
            "xray",
            {"monthly_traces": 9, "monthly_scanned": 4, "insights": True},
            {"xray.traces.recorded": 9, "xray.traces.scanned": 4, "xray.insights.traces": 9},
        ),
    ],
)
def test_services_that_the_list_lacks_say_what_they_would_bill(
    name: str, properties: dict[str, Any], expected: dict[str, Any]
) -> None:
    found = parts(name, **properties).values()
    assert {part.rate_key: part.quantity for part in found} == expected
    assert all(part.unit for part in found)
