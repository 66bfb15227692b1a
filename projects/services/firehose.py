"""Amazon Data Firehose."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, usage
from projects.billing.metering import metered
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service

_STEP_KB = 5
_ROUNDED_UP = ("direct_put", "kinesis_streams")


class Firehose(Service):
    """Collects records and writes them to a store in batches, converted on the way if wanted."""

    name = "firehose"
    label = "Data Firehose stream"
    official = "Amazon Data Firehose"
    billed_as = "Amazon Data Firehose"
    summary = "Collects records and delivers them in batches to S3, Redshift, OpenSearch or an HTTP endpoint."
    category = "Analytics"
    synonyms = (
        "firehose",
        "kinesis firehose",
        "delivery stream",
        "ingest",
        "etl",
        "streaming",
        "log delivery",
    )
    cloudformation = "AWS::KinesisFirehose::DeliveryStream"
    icon = "data_firehose_stream"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "deliver": (
            "s3_bucket",
            "redshift_cluster",
            "opensearch",
            "third_party_service",
            "cloudwatch",
        ),
        "event": ("lambda_function",),
        "traffic": ("s3_bucket", "lambda_function", "glue", "internet", "server", "on_premises_server"),
    }

    source: str | None = Choice(
        "Source",
        {
            "direct_put": "Producers and AWS services write to it.",
            "kinesis_streams": "Reads a Kinesis data stream.",
            "msk": "Reads a topic of an MSK cluster.",
            "vended_logs": "Logs that AWS services hand over.",
        },
        default="direct_put",
    )
    buffer_seconds: int | None = Count("Buffer interval", unit="s", low=0, high=900)
    format_conversion: bool | None = Flag("Convert to Parquet or ORC")
    dynamic_partitioning: bool | None = Flag("Dynamic partitioning", help="Sorts records by a key into S3.")
    vpc_delivery_azs: int | None = Count(
        "Zones of delivery into a VPC", high=6, help="Empty: no delivery into a VPC."
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="Only for delivery into a VPC.")
    encrypted: bool | None = Flag("Encrypted")
    data_ingested_gb: Decimal | None = Quantity(
        "Data ingested",
        unit="GB/month",
        help="As billed, or as sent where you also give the record size.",
        typical=(50, 2_000, 50_000),
    )
    record_kb: Decimal | None = Quantity(
        "Record size",
        unit="KB",
        group="Usage",
        low="0.001",
        help="Mean; each record is billed in steps of 5 KB. Empty: the data is as billed.",
        when={"source": _ROUNDED_UP},
    )
    vpc_delivered_gb: Decimal | None = Quantity(
        "Delivered into the VPC", unit="GB/month", help="Empty: all that is ingested."
    )
    partitioned_gb: Decimal | None = Quantity(
        "Partitioned data", unit="GB/month", help="Empty: all that is ingested."
    )
    partitioned_objects: Decimal | None = Quantity(
        "Partitioned objects", unit="objects/month", typical=(10_000, 500_000, 5_000_000)
    )
    jq_hours: Decimal | None = Quantity("JQ parsing", unit="hours/month")
    decompressed_gb: Decimal | None = Quantity("Decompressed CloudWatch Logs", unit="GB/month")

    def billed_gb(self) -> Decimal | None:
        """GB a month that are billed, with each record rounded up to 5 KB where its size is known."""
        size = self.record_kb
        if not size or self.data_ingested_gb is None or self.source not in _ROUNDED_UP:
            return self.data_ingested_gb
        units = metered(self.data_ingested_gb / size, size, _STEP_KB)
        return None if units is None else units * _STEP_KB

    def fact(self) -> str:
        return "To Parquet or ORC" if self.format_conversion else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.source is None:
            yield needs("Data ingested", "", "source", "Choose a source.")
            return
        billed, field = self.billed_gb(), "data_ingested_gb"
        name = f"Data ingested ({_NAMES[self.source]})"
        yield usage(name, f"firehose.ingest.{self.source}", billed, property=field)
        if self.format_conversion:
            yield usage("Format conversion", "firehose.format_conversion", billed, property=field)
        if self.vpc_delivery_azs:
            yield hourly("VPC delivery, zone hours", "firehose.vpc_delivery.hour", self.vpc_delivery_azs)
            amount = billed if self.vpc_delivered_gb is None else self.vpc_delivered_gb
            yield usage("VPC delivery, data", "firehose.vpc_delivery.data", amount, property=field)
        if self.dynamic_partitioning:
            yield from self._partitioning(billed)
        if self.decompressed_gb is not None:
            name, amount = "Decompression of CloudWatch Logs", self.decompressed_gb
            yield usage(name, "firehose.decompression", amount, property="decompressed_gb")

    def _partitioning(self, billed: Decimal | None) -> Iterator[CostComponent]:
        key = "firehose.dynamic_partitioning"
        amount = billed if self.partitioned_gb is None else self.partitioned_gb
        yield usage("Dynamic partitioning, data", f"{key}.data", amount, property="data_ingested_gb")
        objects, field = self.partitioned_objects, "partitioned_objects"
        yield usage("Dynamic partitioning, objects", f"{key}.objects", objects, property=field)
        if self.jq_hours is not None:
            yield usage("Dynamic partitioning, JQ parsing", f"{key}.jq", self.jq_hours, property="jq_hours")


_NAMES = {
    "direct_put": "direct PUT",
    "kinesis_streams": "from Kinesis Data Streams",
    "msk": "from MSK",
    "vended_logs": "vended logs",
}
