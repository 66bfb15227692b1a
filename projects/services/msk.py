"""Amazon Managed Streaming for Apache Kafka (MSK)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, storage, usage
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity, Text
from projects.service import Service

_BROKERS, _SERVERLESS = {"mode": ("provisioned",)}, {"mode": ("serverless",)}


class Msk(Service):
    """A managed Apache Kafka cluster of brokers over two or three zones, or serverless."""

    name = "msk"
    label = "MSK cluster"
    official = "Amazon Managed Streaming for Apache Kafka (MSK) cluster"
    billed_as = "Amazon MSK"
    summary = "A managed Apache Kafka cluster of brokers spread over two or three zones, or serverless."
    category = "Analytics"
    synonyms = ("msk", "kafka", "apache kafka", "streaming", "broker", "event streaming", "topic")
    cloudformation = "AWS::MSK::Cluster"
    icon = "msk_cluster"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {
        "event": ("lambda_function", "firehose", "managed_flink"),
        "deliver": ("s3_bucket", "firehose", "cloudwatch"),
        "traffic": ("ec2_instance", "auto_scaling_group", "s3_bucket"),
        "replicate": ("msk",),
    }

    mode: str | None = Choice(
        "Mode",
        {
            "provisioned": "Brokers of a chosen type, billed by the hour.",
            "serverless": "Billed by cluster, partitions and data.",
        },
        default="provisioned",
    )
    broker_type: str | None = Choice("Broker type", source="rates:kafka.*=msk.broker.*", when=_BROKERS)
    brokers: int | None = Count(
        "Brokers",
        default=3,
        low=1,
        high=90,
        help="A multiple of the zones.",
        when=_BROKERS,
        typical=(3, 3, 6),
    )
    storage_gb_per_broker: Decimal | None = Quantity(
        "Storage of each broker",
        unit="GB",
        high=16_384,
        help="Of the EBS volume; with auto scaling, the mean over the month.",
        when=_BROKERS,
        typical=(100, 1_000, 4_000),
    )
    added_throughput_mbps: Decimal | None = Quantity(
        "Provisioned storage throughput",
        unit="MB/s",
        high=2_375,
        help="Of each broker, as far as it is bought apart.",
        when=_BROKERS,
    )
    version: str | None = Text("Kafka version", help="Such as 3.8.x.")
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="Two or three, each in a zone of its own.")
    encrypted: bool | None = Flag("Encrypted")
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )
    tiered_storage_gb: Decimal | None = Quantity(
        "Tiered storage", unit="GB", group="Usage", help="Older data kept apart.", when=_BROKERS
    )
    tiered_read_gb: Decimal | None = Quantity("Read from tiered storage", unit="GB/month", when=_BROKERS)
    partitions: int | None = Count(
        "Partitions",
        high=2_400,
        group="Usage",
        help="Mean over the month.",
        when=_SERVERLESS,
        typical=(10, 100, 1_000),
    )
    serverless_storage_gb: Decimal | None = Quantity(
        "Data kept", unit="GB", group="Usage", when=_SERVERLESS, typical=(50, 1_000, 10_000)
    )
    data_in_gb: Decimal | None = Quantity(
        "Data written", unit="GB/month", when=_SERVERLESS, typical=(50, 2_000, 20_000)
    )
    data_read_gb: Decimal | None = Quantity(
        "Data read", unit="GB/month", when=_SERVERLESS, typical=(100, 4_000, 40_000)
    )
    connect_units: Decimal | None = Quantity(
        "MSK Connect units", unit="MCU", group="Usage", help="Mean number that runs; empty: none."
    )

    def fact(self) -> str:
        if self.mode == "serverless":
            return "Serverless"
        if not self.broker_type:
            return ""
        return self.broker_type if self.brokers in (None, 1) else f"{self.broker_type} × {self.brokers}"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield from self._serverless() if self.mode == "serverless" else self._provisioned()
        if self.connect_units is not None:
            field = "connect_units"
            yield hourly("MSK Connect unit hours", "msk.connect.mcu", self.connect_units, property=field)

    def _provisioned(self) -> Iterator[CostComponent]:
        if self.broker_type:
            yield hourly(
                f"Broker hours ({self.broker_type})",
                f"msk.broker.{self.broker_type.removeprefix('kafka.')}",
                self.brokers,
                hours=self.hours_per_month,
                property="brokers",
            )
        else:
            yield needs("Broker hours", "", "broker_type", "Choose a broker type.")
        yield self._each("Broker storage", "msk.storage", self.storage_gb_per_broker, "storage_gb_per_broker")
        if self.added_throughput_mbps is not None:
            name, field = "Provisioned storage throughput", "added_throughput_mbps"
            yield self._each(name, "msk.provisioned_throughput", self.added_throughput_mbps, field)
        for name, key, field in _TIERED:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(name, key, amount, property=field, unit="GB")

    def _each(self, name: str, key: str, amount: Decimal | None, field: str) -> CostComponent:
        """A part that every broker has."""
        unsaid = "brokers" if self.brokers is None else field
        return storage(name, key, amount, count=self.brokers, property=unsaid)

    def _serverless(self) -> Iterator[CostComponent]:
        key, hours = "msk.serverless", self.hours_per_month
        yield hourly("Cluster hours (serverless)", f"{key}.cluster", hours=hours)
        yield hourly(
            "Partition hours (serverless)",
            f"{key}.partition",
            self.partitions,
            hours=hours,
            property="partitions",
        )
        kept = self.serverless_storage_gb
        yield storage("Storage (serverless)", f"{key}.storage", kept, property="serverless_storage_gb")
        yield usage("Data in (serverless)", f"{key}.data_in", self.data_in_gb, property="data_in_gb")
        yield usage("Data out (serverless)", f"{key}.data_out", self.data_read_gb, property="data_read_gb")


_TIERED = (
    ("Tiered storage", "msk.storage.tiered", "tiered_storage_gb"),
    ("Data read from tiered storage", "msk.storage.tiered.retrieval", "tiered_read_gb"),
)
"""Billed only where it is used: name, rate key, property."""
