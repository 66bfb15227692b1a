"""Amazon SNS topic."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from pricing.costs import CostComponent, usage
from projects.billing.metering import metered
from projects.billing.traffic import internet_out
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity, Text
from projects.service import Service

_CHUNK_KB = 64
_KB_PER_GB = Decimal(1_000_000)
"""SNS counts payload in decimal gigabytes."""

_STANDARD, _FIFO = {"type": ("standard",)}, {"type": ("fifo",)}
_COUNTED = "Each gets every message published."
_INSTEAD = "If you know them; used instead of publishes × subscriptions."


def _deliveries(label: str, typical: tuple[int, int, int]) -> Any:
    return Quantity(label, unit="deliveries/month", help=_INSTEAD, when=_STANDARD, typical=typical)


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
            "firehose",
            "users",
            "user",
            "mobile_client",
            "client",
            "third_party_service",
            "api_gateway",
            "application_load_balancer",
            "server",
            "on_premises_server",
        ),
        "dlq": ("sqs_queue",),
    }

    type: str | None = Choice(
        "Type",
        {"standard": "Any rate, all protocols.", "fifo": "In order and once, to queues only."},
        default="standard",
    )
    encrypted: bool | None = Flag("Encrypted")
    logs_delivery_status: bool | None = Flag("Logs the delivery status", when=_STANDARD)
    subscriptions_http: int | None = Count("HTTP subscriptions", help=_COUNTED, when=_STANDARD)
    subscriptions_email: int | None = Count("E-mail subscriptions", help=_COUNTED, when=_STANDARD)
    subscriptions_push: int | None = Count("Push subscriptions (mobile)", help=_COUNTED, when=_STANDARD)
    subscriptions_macos: int | None = Count("Push subscriptions (macOS)", help=_COUNTED, when=_STANDARD)
    subscriptions_sqs: int | None = Count("Queue subscriptions", help=_COUNTED)
    subscriptions_lambda: int | None = Count("Lambda subscriptions", help=_COUNTED, when=_STANDARD)
    subscriptions_firehose: int | None = Count("Data Firehose subscriptions", help=_COUNTED, when=_STANDARD)
    subscriptions_sms: int | None = Count("Text message subscriptions", help=_COUNTED, when=_STANDARD)
    sms_country: str | None = Text(
        "Country of the text messages",
        pattern="[A-Za-z]{2}",
        help="Two letters, such as DE; their price depends on it.",
        when=_STANDARD,
    )
    monthly_publishes: Decimal | None = Quantity(
        "Publishes", unit="requests/month", typical=(100_000, 5_000_000, 100_000_000)
    )
    message_kb: Decimal | None = Quantity(
        "Size of a message",
        unit="KB",
        default=_CHUNK_KB,
        high=256,
        group="Usage",
        help="Each started 64 KB of a standard topic counts as one request; FIFO topics bill the bytes.",
        typical=(64, 64, 64),
    )
    monthly_http: Decimal | None = _deliveries("Deliveries to HTTP endpoints", (50_000, 500_000, 10_000_000))
    monthly_email: Decimal | None = _deliveries("Deliveries by e-mail", (500, 5_000, 50_000))
    monthly_push: Decimal | None = _deliveries("Mobile push", (100_000, 2_000_000, 50_000_000))
    monthly_macos: Decimal | None = _deliveries("Push to macOS", (1_000, 20_000, 500_000))
    monthly_sqs: Decimal | None = _deliveries("Deliveries to SQS", (100_000, 5_000_000, 100_000_000))
    monthly_lambda: Decimal | None = _deliveries("Deliveries to Lambda", (100_000, 5_000_000, 100_000_000))
    monthly_firehose: Decimal | None = _deliveries(
        "Deliveries to Data Firehose", (100_000, 5_000_000, 100_000_000)
    )
    monthly_sms: Decimal | None = _deliveries("Text messages (SMS)", (100, 2_000, 50_000))
    filtered_gb: Decimal | None = Quantity("Scanned by payload filters", unit="GB/month")
    monthly_fifo_deliveries: Decimal | None = Quantity(
        "Deliveries to queues",
        unit="deliveries/month",
        help=_INSTEAD,
        when=_FIFO,
        typical=(100_000, 5_000_000, 100_000_000),
    )
    data_out_gb: Decimal | None = Quantity("Data transfer out to the internet", unit="GB/month")

    def fact(self) -> str:
        return "FIFO" if self.type == "fifo" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield from self._fifo() if self.type == "fifo" else self._standard()
        if self.filtered_gb is not None:
            yield usage(
                "Payload filtering", "sns.payload_filtering", self.filtered_gb, property="filtered_gb"
            )
        if self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)

    def _standard(self) -> Iterator[CostComponent]:
        requests = metered(self.monthly_publishes, self.message_kb, _CHUNK_KB)
        missing = "message_kb" if self.message_kb is None else "monthly_publishes"
        yield usage("Requests (standard)", "sns.requests", requests, property=missing)
        for name, key, protocol in _DELIVERIES:
            deliveries, field = self._delivered(f"monthly_{protocol}", f"subscriptions_{protocol}")
            if field:
                yield usage(f"Deliveries ({name})", f"sns.delivery.{key}", deliveries, property=field)
        deliveries, field = self._delivered("monthly_sms", "subscriptions_sms")
        if field and deliveries != 0:
            yield self._text_messages(deliveries, field)

    def _text_messages(self, deliveries: Decimal | None, field: str) -> CostComponent:
        """Their price is each country's own: a price sheet may give it with the country's two letters."""
        country = (self.sms_country or "").lower()
        known = len(country) == 2 and country.isascii() and country.isalpha()
        return usage(
            f"Deliveries (SMS, {country.upper()})" if known else "Deliveries (SMS)",
            f"sns.delivery.sms.{country}" if known else "sns.delivery.sms",
            deliveries,
            property=field,
            unit="message",
        )

    def _delivered(self, stated: str, subscriptions: str) -> tuple[Decimal | None, str]:
        """Deliveries a month, and the property that says so or is missing; "" where there are none."""
        amount, subscribers = getattr(self, stated), getattr(self, subscriptions)
        if amount is not None:
            return amount, stated
        if subscribers is None:
            return None, ""
        if self.monthly_publishes is None:
            return None, "monthly_publishes"
        return self.monthly_publishes * subscribers, subscriptions

    def _fifo(self) -> Iterator[CostComponent]:
        publishes, published = self.monthly_publishes, "monthly_publishes"
        yield usage("Requests (FIFO)", "sns.fifo.requests", publishes, property=published)
        payload, unsaid = self._gb(publishes), "message_kb" if self.message_kb is None else ""
        yield usage("Published payload (FIFO)", "sns.fifo.payload", payload, property=unsaid or published)
        deliveries, found = self._delivered("monthly_fifo_deliveries", "subscriptions_sqs")
        field = found or "monthly_fifo_deliveries"
        yield usage("Deliveries (FIFO)", "sns.fifo.delivery", deliveries, property=field)
        name, key = "Delivered payload (FIFO)", "sns.fifo.delivery_payload"
        yield usage(name, key, self._gb(deliveries), property=unsaid or field)

    def _gb(self, messages: Decimal | None) -> Decimal | None:
        if messages is None or self.message_kb is None:
            return None
        return messages * self.message_kb / _KB_PER_GB


_DELIVERIES = (
    ("HTTP", "http", "http"),
    ("e-mail", "email", "email"),
    ("mobile push", "mobile_push", "push"),
    ("push to macOS", "mobile_push", "macos"),
    ("SQS", "sqs", "sqs"),
    ("Lambda", "lambda", "lambda"),
    ("Data Firehose", "firehose", "firehose"),
)
