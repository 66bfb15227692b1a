"""AWS IoT Core."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.billing.instances import WHOLE_MONTH
from projects.billing.metering import metered
from projects.place import Place
from projects.properties import Choice, Count, Quantity
from projects.service import Service

_STEP_KB = 5


class IotCore(Service):
    """Connects devices to AWS and passes their messages on by rules."""

    name = "iot_core"
    label = "IoT Core"
    official = "AWS IoT Core"
    billed_as = "AWS IoT Core"
    summary = "Connects devices to AWS by MQTT, HTTP or LoRaWAN and passes their messages on by rules."
    category = "Internet of things"
    synonyms = (
        "iot",
        "iot core",
        "mqtt",
        "devices",
        "sensors",
        "things",
        "telemetry",
        "device shadow",
        "gateway",
    )
    cloudformation = "AWS::IoT::TopicRule"
    icon = "iot_core"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": ("lambda_function", "sqs_queue", "sns_topic", "kinesis_streams"),
        "deliver": (
            "kinesis_streams",
            "firehose",
            "s3_bucket",
            "dynamodb_table",
            "opensearch",
            "msk",
            "timestream",
            "cloudwatch",
        ),
        "traffic": ("client", "mobile_client"),
    }

    protocol: str | None = Choice(
        "Protocol",
        {
            "mqtt": "MQTT and HTTP.",
            "lorawan": "LoRaWAN.",
        },
        default="mqtt",
    )
    devices: int | None = Count(
        "Connected devices",
        group="Usage",
        help="Mean over the month.",
        when={"protocol": ("mqtt",)},
        typical=(100, 5_000, 200_000),
    )
    connected_hours: Decimal | None = Quantity(
        "Connected hours of a device",
        unit="hours/month",
        high=744,
        help=WHOLE_MONTH,
        when={"protocol": ("mqtt",)},
    )
    monthly_messages: Decimal | None = Quantity(
        "Messages",
        unit="messages/month",
        help="Sent by devices and to devices.",
        typical=(5_000_000, 200_000_000, 8_000_000_000),
    )
    message_kb: Decimal | None = Quantity(
        "Message size",
        unit="KB",
        group="Usage",
        high=128,
        help="Mean; each started 5 KB counts as one message.",
        typical=(1, 1, 2),
    )
    monthly_rules: Decimal | None = Quantity("Rules triggered", unit="rules/month")
    monthly_actions: Decimal | None = Quantity(
        "Rule actions run", unit="actions/month", help="Of messages up to 5 KB; larger ones count more."
    )
    monthly_shadow_operations: Decimal | None = Quantity(
        "Device shadow and registry operations",
        unit="operations/month",
        help="Of records up to 1 KB; larger ones count more.",
    )

    def fact(self) -> str:
        return "" if self.devices is None else f"{self.devices:,} devices"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        lorawan = self.protocol == "lorawan"
        if not lorawan:
            hours = place.hours_per_month if self.connected_hours is None else self.connected_hours
            minutes = None if self.devices is None else self.devices * hours * 60
            key = "iot_core.connectivity"
            yield usage("Connectivity", key, minutes, property="devices", unit="minute")
        units = metered(self.monthly_messages, self.message_kb, _STEP_KB)
        field = "message_kb" if self.monthly_messages is not None else "monthly_messages"
        name = "Messages of up to 5 KB" + (" (LoRaWAN)" if lorawan else "")
        key = "iot_core.lorawan.messages" if lorawan else "iot_core.messages"
        yield usage(name, key, units, property=field, unit="message")
        for name, key, field, unit in _EXTRAS:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(name, key, amount, property=field, unit=unit)


_EXTRAS = (
    ("Rules triggered", "iot_core.rules", "monthly_rules", "rule"),
    ("Rule actions", "iot_core.actions", "monthly_actions", "action"),
    ("Device shadow and registry", "iot_core.shadow_registry", "monthly_shadow_operations", "operation"),
)
"""Billed only where they are used: name, rate key, property, unit."""
