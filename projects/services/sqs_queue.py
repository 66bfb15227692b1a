"""Amazon SQS queue."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.billing.metering import metered
from projects.billing.traffic import internet_out
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity, Text
from projects.service import Service

_CHUNK_KB = 64


class SqsQueue(Service):
    """Holds messages until a consumer fetches them; billed by requests."""

    name = "sqs_queue"
    label = "SQS queue"
    official = "Amazon Simple Queue Service (SQS)"
    billed_as = "Amazon SQS"
    summary = "Holds messages until a consumer fetches them, so that both sides can work at their own pace."
    category = "Application integration"
    synonyms = ("sqs", "queue", "message queue", "fifo", "dead-letter queue", "dlq", "messaging")
    cloudformation = "AWS::SQS::Queue"
    icon = "sqs_queue"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": ("lambda_function", "eventbridge"),
        "dlq": ("sqs_queue",),
        "traffic": (
            "lambda_function",
            "ec2_instance",
            "auto_scaling_group",
            "elastic_beanstalk",
            "server",
            "on_premises_server",
            "ecs",
            "fargate",
            "eks",
            "batch",
        ),
    }

    type: str | None = Choice(
        "Type",
        {
            "standard": "Any rate; a message may come twice or out of order.",
            "fifo": "In order and once; the name ends in .fifo.",
        },
        default="standard",
    )
    queue_name: str | None = Text("Queue name", help="A FIFO queue's name ends in .fifo.")
    visibility_s: int | None = Count("Visibility timeout", unit="s", high=43_200)
    retention_s: int | None = Count("Retention", unit="s", low=60, high=1_209_600)
    delay_s: int | None = Count("Delivery delay", unit="s", high=900)
    max_bytes: int | None = Count("Largest message", unit="bytes", low=1024, high=1_048_576)
    dead_letter_queue: bool | None = Flag("Has a dead-letter queue")
    encrypted: bool | None = Flag("Encrypted")
    high_throughput: bool | None = Flag(
        "High throughput", help="More messages a second, in order within a group.", when={"type": ("fifo",)}
    )
    monthly_requests: Decimal | None = Quantity(
        "Requests",
        unit="requests/month",
        help="Send, receive and delete: three for a message fetched alone; empty receives count too.",
        typical=(2_000_000, 30_000_000, 500_000_000),
    )
    message_kb: Decimal | None = Quantity(
        "Size of a request",
        unit="KB",
        default=_CHUNK_KB,
        high=1024,
        group="Usage",
        help="Each started 64 KB counts as one request.",
        typical=(64, 64, 64),
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", help="To consumers outside AWS."
    )

    def fact(self) -> str:
        return "FIFO" if self.type == "fifo" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        kind = "fifo" if self.type == "fifo" else "standard"
        name = "Requests (FIFO)" if kind == "fifo" else "Requests (standard)"
        requests = metered(self.monthly_requests, self.message_kb, _CHUNK_KB)
        missing = "monthly_requests" if self.monthly_requests is None else "message_kb"
        yield usage(name, f"sqs.requests.{kind}", requests, property=missing)
        if self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)
