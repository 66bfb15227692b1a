"""Amazon SNS topic."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, not_priced, usage
from projects.billing.metering import metered
from projects.place import Place
from projects.properties import Choice, Flag, Quantity
from projects.service import Service

_CHUNK_KB = 64
_KB_PER_GB = Decimal(1_000_000)
"""SNS counts payload in decimal gigabytes."""

_STANDARD, _FIFO = {"type": ("standard",)}, {"type": ("fifo",)}


class SnsTopic(Service):
    """Delivers each published message to all subscribers; billed by publishes and by deliveries."""

    name = "sns_topic"
    label = "SNS topic"
    official = "Amazon Simple Notification Service (SNS)"
    billed_as = "Amazon SNS"
    summary = "Delivers each published message to all its subscribers: queues, functions, e-mail, phones."
    category = "Application integration"
    synonyms = (
        "sns",
        "topic",
        "notification",
        "pub/sub",
        "publish",
        "e-mail",
        "sms",
        "push",
        "messaging",
        "fan-out",
    )
    cloudformation = "AWS::SNS::Topic"
    icon = "sns_topic"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "subscribe": (
            "sqs_queue",
            "lambda_function",
            "users",
            "user",
            "mobile_client",
            "client",
            "third_party_service",
            "api_gateway",
            "application_load_balancer",
            "server",
        ),
        "dlq": ("sqs_queue",),
    }

    type: str | None = Choice(
        "Type",
        {"standard": "Any rate, all protocols.", "fifo": "In order and once, to queues only."},
        default="standard",
    )
    encrypted: bool | None = Flag("Encrypted")
    monthly_publishes: Decimal | None = Quantity("Publishes", unit="requests/month")
    message_kb: Decimal | None = Quantity(
        "Size of a message",
        unit="KB",
        default=_CHUNK_KB,
        high=256,
        group="Usage",
        help="Each started 64 KB of a standard topic counts as one request; FIFO topics bill the bytes.",
    )
    monthly_http: Decimal | None = Quantity(
        "Deliveries to HTTP endpoints", unit="deliveries/month", when=_STANDARD
    )
    monthly_email: Decimal | None = Quantity("Deliveries by e-mail", unit="deliveries/month", when=_STANDARD)
    monthly_push: Decimal | None = Quantity("Mobile push", unit="deliveries/month", when=_STANDARD)
    monthly_sqs: Decimal | None = Quantity("Deliveries to SQS", unit="deliveries/month", when=_STANDARD)
    monthly_lambda: Decimal | None = Quantity("Deliveries to Lambda", unit="deliveries/month", when=_STANDARD)
    monthly_firehose: Decimal | None = Quantity(
        "Deliveries to Data Firehose", unit="deliveries/month", when=_STANDARD
    )
    monthly_sms: Decimal | None = Quantity("Text messages (SMS)", unit="deliveries/month", when=_STANDARD)
    filtered_gb: Decimal | None = Quantity("Scanned by payload filters", unit="GB/month")
    monthly_fifo_deliveries: Decimal | None = Quantity(
        "Deliveries to queues", unit="deliveries/month", help="Publishes × subscriptions.", when=_FIFO
    )

    def fact(self) -> str:
        return "FIFO" if self.type == "fifo" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield from self._fifo() if self.type == "fifo" else self._standard()
        if self.filtered_gb is not None:
            yield usage(
                "Payload filtering", "sns.payload_filtering", self.filtered_gb, property="filtered_gb"
            )

    def _standard(self) -> Iterator[CostComponent]:
        requests = metered(self.monthly_publishes, self.message_kb, _CHUNK_KB)
        yield usage("Requests (standard)", "sns.requests", requests, property="monthly_publishes")
        for name, key, field in _DELIVERIES:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(f"Deliveries ({name})", f"sns.delivery.{key}", amount, property=field)
        if self.monthly_sms:
            yield not_priced(
                "Deliveries (SMS)", "Their price depends on the country and is not in the price list."
            )

    def _fifo(self) -> Iterator[CostComponent]:
        publishes, deliveries = self.monthly_publishes, self.monthly_fifo_deliveries
        field = "monthly_fifo_deliveries"
        yield usage("Requests (FIFO)", "sns.fifo.requests", publishes, property="monthly_publishes")
        yield usage(
            "Published payload (FIFO)", "sns.fifo.payload", self._gb(publishes), property="monthly_publishes"
        )
        yield usage("Deliveries (FIFO)", "sns.fifo.delivery", deliveries, property=field)
        yield usage(
            "Delivered payload (FIFO)", "sns.fifo.delivery_payload", self._gb(deliveries), property=field
        )

    def _gb(self, messages: Decimal | None) -> Decimal | None:
        if messages is None or self.message_kb is None:
            return None
        return messages * self.message_kb / _KB_PER_GB


_DELIVERIES = (
    ("HTTP", "http", "monthly_http"),
    ("e-mail", "email", "monthly_email"),
    ("mobile push", "mobile_push", "monthly_push"),
    ("SQS", "sqs", "monthly_sqs"),
    ("Lambda", "lambda", "monthly_lambda"),
    ("Data Firehose", "firehose", "monthly_firehose"),
)
