"""Cases of queues, topics, buses, brokers, workflows, APIs and mail."""

from __future__ import annotations

from decimal import Decimal

from tests.cost_cases.adapters import adapter
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import CannotExpress, Facts

ZERO = Decimal(0)


@adapter("sqs")
def sqs(drawing: Drawing, config: Facts, usage: Facts) -> None:
    drawing.add(
        "sqs_queue",
        type=config.choice("type", {"standard": "standard", "fifo": "fifo"}, "standard"),
        monthly_requests=usage.get("requests_per_month", ZERO),
        message_kb=usage.get("message_size_kb"),
    )


@adapter("sns")
def sns(drawing: Drawing, config: Facts, usage: Facts) -> None:
    kind = config.choice("type", {"standard": "standard", "fifo": "fifo", "subscription": None}, "standard")
    # A text message's own price is a price sheet's business: it comes in as the price of its line.
    config.passed_over("sms_price_each")
    properties = {
        "type": kind or "standard",
        "monthly_publishes": usage.get("publishes_per_month", ZERO),
        "message_kb": usage.get("message_size_kb"),
    }
    given: Facts = config.get("subscriptions") or Facts({})
    for theirs, ours in _SUBSCRIPTIONS.items():
        properties[ours] = given.whole(theirs)
    protocol = config.choice("protocol", _PROTOCOLS)
    if "deliveries_per_month" in usage:
        if kind == "fifo":
            protocol = "monthly_fifo_deliveries"
        if protocol is None:
            raise CannotExpress("deliveries_per_month without a protocol")
        properties[protocol] = usage.get("deliveries_per_month")
    elif kind == "fifo" and properties["subscriptions_sqs"] is None:
        properties["monthly_fifo_deliveries"] = ZERO
    drawing.add("sns_topic", **properties)


_SUBSCRIPTIONS = {
    "http": "subscriptions_http",
    "email": "subscriptions_email",
    "firehose": "subscriptions_firehose",
    "macos": "subscriptions_macos",
    "mobile_push": "subscriptions_push",
    "sms": "subscriptions_sms",
    "sqs_fifo": "subscriptions_sqs",
}

_PROTOCOLS = {
    "http": "monthly_http",
    "https": "monthly_http",
    "email": "monthly_email",
    "email-json": "monthly_email",
    "firehose": "monthly_firehose",
    "lambda": "monthly_lambda",
    "sms": "monthly_sms",
    "sqs": "monthly_sqs",
    "application": "monthly_push",
    "mobile_push": "monthly_push",
    "macos": "monthly_macos",
}


@adapter("api_gateway")
def api_gateway(drawing: Drawing, config: Facts, usage: Facts) -> None:
    kind = config.choice("api_type", {name: name for name in ("REST", "HTTP", "WEBSOCKET")}, "REST")
    drawing.add(
        "api_gateway",
        type=kind,
        cache_gb=config.choice("cache_gb", {Decimal(size): size for size in _CACHES}, "none"),
        cache_hours=usage.get("hours_per_month"),
        monthly_requests=usage.get("requests_per_month", ZERO),
        request_kb=usage.get("request_size_kb"),
        monthly_messages=usage.get("messages_per_month", ZERO),
        message_kb=usage.get("message_size_kb"),
        connection_minutes=usage.get("connection_minutes_per_month", ZERO),
        data_out_gb=ZERO,
    )


_CACHES = ("0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237")


@adapter("eventbridge")
def eventbridge(drawing: Drawing, config: Facts, usage: Facts) -> None:
    drawing.add(
        "eventbridge",
        kind=config.choice("kind", {"custom_bus": "custom_bus"}, "custom_bus"),
        monthly_custom_events=usage.get("custom_events_per_month", ZERO),
        monthly_partner_events=usage.get("third_party_events_per_month", ZERO),
        archive_processing_gb=usage.get("archive_processing_gb_per_month", ZERO),
        archive_storage_gb=usage.get("archive_storage_gb", ZERO),
        monthly_discovery_events=usage.get("schema_discovery_events_per_month", ZERO),
    )


@adapter("amazon_mq")
def amazon_mq(drawing: Drawing, config: Facts, usage: Facts) -> None:
    modes = {
        "single": "SINGLE_INSTANCE",
        "active_standby": "ACTIVE_STANDBY_MULTI_AZ",
        "cluster": "CLUSTER_MULTI_AZ",
    }
    engine = config.choice("engine", {"ActiveMQ": "ACTIVEMQ", "RabbitMQ": "RABBITMQ"}, "ACTIVEMQ")
    drawing.add(
        "mq",
        engine=engine,
        mode=config.choice("deployment", modes, "SINGLE_INSTANCE"),
        instance_type=config.need("instance_type"),
        storage_type=config.choice("storage_type", {"ebs": "ebs", "efs": "efs"}),
        storage_gb=usage.get("storage_gb_per_node", ZERO),
    )


@adapter("swf")
def swf(drawing: Drawing, config: Facts, usage: Facts) -> None:
    config.choice("kind", {"workflow": "workflow"})
    if config.get("closes_within_24h") is False:
        raise CannotExpress("the case does not say for how many days the executions stay open")
    drawing.add(
        "swf",
        monthly_executions=usage.get("executions", ZERO),
        tasks_per_execution=config.get("tasks_per_execution", ZERO),
        open_days=ZERO,
        retention_days=ZERO,
    )


@adapter("step_functions")
def step_functions(drawing: Drawing, config: Facts, usage: Facts) -> None:
    kind = config.choice("type", {"standard": "STANDARD", "express": "EXPRESS"}, "STANDARD")
    executions = usage.get("executions_per_month")
    requests = usage.get("requests_per_month")
    per_execution = config.get("transitions_per_execution")
    transitions = usage.get("state_transitions_per_month")
    if kind == "STANDARD" and transitions is None and executions is None and requests is None:
        transitions = ZERO
    drawing.add(
        "step_functions",
        type=kind,
        monthly_executions=next((n for n in (executions, requests) if n is not None), ZERO),
        transitions_per_execution=per_execution,
        monthly_transitions=transitions,
        duration_ms=usage.get("average_duration_ms", ZERO),
        memory_mb=config.whole("memory_mb", 0),
    )


@adapter("mwaa")
def mwaa(drawing: Drawing, config: Facts, usage: Facts) -> None:
    classes = {name: name for name in ("micro", "small", "medium", "large", "xlarge", "2xlarge")}
    drawing.add(
        "mwaa",
        environment_class=config.choice("environment_class", classes, "small"),
        additional_workers=usage.get("additional_workers"),
        additional_schedulers=usage.get("additional_schedulers"),
        metadata_gb=usage.get("metadata_gb", ZERO),
    )


@adapter("ses")
def ses(drawing: Drawing, config: Facts, usage: Facts) -> None:
    drawing.add(
        "ses",
        direction=config.choice("kind", {"outbound": "outbound"}, "outbound"),
        monthly_messages=usage.get("messages", ZERO),
        attachments_gb=usage.get("attachment_gb"),
        data_out_gb=usage.get("data_transfer_out_gb"),
    )
