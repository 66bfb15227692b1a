"""The API without servers."""

from __future__ import annotations

from typing import Any

from projects.document import Document
from scripts.samples.sketch import Sketch


def serverless_api() -> Document:
    """An order API without servers: API Gateway, two functions, a table, a queue and a topic."""
    s = Sketch(
        name="Serverless API",
        client="Example Ltd",
        author="Blueprice",
        notes="Orders are taken by an API, stored in a table and handled by a worker behind a queue.",
        default_region="eu-west-1",
        version="1.0",
        drawing_date="22 November 2026",
    )
    s.put("apps", "mobile_client", None, 32, 152, label="Customer apps")
    s.put("cloud", "aws_cloud", None, 184, 40, width=1064, height=680)
    s.put("region", "region", "cloud", 32, 48, width=1000, height=600, code="eu-west-1")
    s.put(
        *("api", "api_gateway", "region", 72, 64),
        label="Order API",
        type="HTTP",
        auth="JWT",
        monthly_requests=30_000_000,
        request_kb=4,
    )
    function: dict[str, Any] = {
        "architecture": "arm64",
        "memory_mb": 512,
        "ephemeral_storage_mb": 512,
        "data_out_gb": 0,
    }
    s.put(
        *("orders", "lambda_function", "region", 312, 64),
        label="Take orders",
        timeout_s=10,
        runtime="python3.13",
        monthly_requests=30_000_000,
        duration_ms=60,
        **function,
    )
    s.put(
        *("table", "dynamodb_table", "region", 552, 64),
        label="Orders",
        item_kb=2,
        point_in_time_recovery=True,
        monthly_writes=12_000_000,
        monthly_reads=40_000_000,
        storage_gb=80,
        pitr_gb=80,
    )
    _queue_and_worker(s, function)
    s.put("team", "users", None, 1328, 352, label="Operations")
    _links(s)
    _told(s)
    return s.document()


def _queue_and_worker(s: Sketch, function: dict[str, Any]) -> None:
    """The second row: what happens to an order once it is taken."""
    s.put(
        *("queue", "sqs_queue", "region", 312, 264),
        label="New orders",
        queue_name="new-orders",
        visibility_s=180,
        dead_letter_queue=True,
        encrypted=True,
        monthly_requests=24_000_000,
        message_kb=4,
    )
    s.put(
        *("worker", "lambda_function", "region", 552, 264),
        label="Handle orders",
        timeout_s=30,
        runtime="python3.13",
        monthly_requests=6_000_000,
        duration_ms=250,
        **function,
    )
    s.put(
        *("topic", "sns_topic", "region", 792, 264),
        label="Order events",
        encrypted=True,
        monthly_publishes=6_000_000,
        message_kb=4,
        monthly_email=20_000,
    )
    s.put(
        *("failed", "sqs_queue", "region", 312, 464),
        label="Failed orders",
        queue_name="failed-orders",
        retention_s=1_209_600,
        encrypted=True,
        monthly_requests=100_000,
        message_kb=4,
    )
    s.put(
        *("monitoring", "cloudwatch", "region", 792, 464),
        label="Amazon CloudWatch",
        custom_metrics=10,
        standard_alarms=8,
        dashboards=1,
        logs_ingested_gb=25,
        logs_stored_gb=50,
    )


def _links(s: Sketch) -> None:
    """Who calls whom, and what each sends in GB a month."""
    s.link("apps", "api", "traffic", (40, 100), label="HTTPS")
    s.link("api", "orders", "event")
    s.link("orders", "table", "traffic", (24, 60), label="read, write")
    s.link("orders", "queue", "traffic", (24, 0))
    s.link("queue", "worker", "event")
    s.link("worker", "table", "traffic", (24, 20), target_side="bottom", source_side="top")
    s.link("worker", "topic", "traffic", (24, 0))
    s.link("queue", "failed", "dlq", label="after 5 attempts")
    s.link("monitoring", "topic", "alarm")
    s.link("topic", "team", "subscribe", label="e-mail")


def _told(s: Sketch) -> None:
    """What stands beside the drawing: title, legend and the steps of an order."""
    s.title_block(184, -104)
    s.legend(184, 760, 400, 80)
    s.steps(
        *(1464, 40, 320, 296),
        [
            ("apps--api", 0.62, "Apps send orders over HTTPS; Amazon API Gateway checks the token."),
            ("api--orders", 0.5, "A function in AWS Lambda checks each order and answers at once."),
            ("orders--table", 0.16, "It keeps the order in Amazon DynamoDB."),
            ("orders--queue", 0.5, "The rest waits in a queue of Amazon SQS, whatever the load."),
            ("queue--worker", 0.5, "A second function takes orders from the queue, pays and ships them."),
            ("queue--failed", 0.2, "What fails five times goes aside and raises an alarm."),
            ("worker--topic", 0.5, "Amazon SNS tells operations and other systems what has happened."),
        ],
    )
