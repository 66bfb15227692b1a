"""Amazon Kinesis Data Streams."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, storage, usage
from projects.billing.metering import metered
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service

_PUT_UNIT_KB = 25
_INCLUDED_HOURS = 24
_EXTENDED_HOURS = 168
_ON_DEMAND, _PROVISIONED = {"mode": ("on_demand",)}, {"mode": ("provisioned",)}


class KinesisStreams(Service):
    """Ordered streams of records that several consumers read, kept for a day up to a year."""

    name = "kinesis_streams"
    label = "Kinesis data stream"
    official = "Amazon Kinesis Data Streams"
    billed_as = "Amazon Kinesis Data Streams"
    summary = "A stream of records in order that several consumers read at their own pace and may read again."
    category = "Analytics"
    synonyms = ("kinesis", "stream", "streaming", "shard", "events", "real-time", "clickstream", "ingest")
    cloudformation = "AWS::Kinesis::Stream"
    icon = "kinesis_data_stream"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": ("lambda_function", "firehose", "managed_flink"),
        "deliver": ("firehose", "redshift_cluster", "opensearch"),
        "traffic": ("ec2_instance", "auto_scaling_group", "managed_flink", "emr"),
    }

    mode: str | None = Choice(
        "Capacity mode",
        {
            "on_demand": "Grows and shrinks by itself; billed by the GB and by the hour of the stream.",
            "provisioned": "A number of shards, each for 1 MB/s in and 2 MB/s out.",
        },
        default="on_demand",
    )
    streams: int | None = Count(
        "Streams", default=1, help="How many equal ones this icon stands for.", typical=(1, 2, 5)
    )
    shards: int | None = Count(
        "Shards of each stream", low=1, high=100_000, when=_PROVISIONED, typical=(1, 4, 40)
    )
    retention_hours: int | None = Count(
        "Retention",
        unit="hours",
        default=24,
        low=24,
        high=8760,
        help="24 hours are included; the most is a year.",
    )
    encrypted: bool | None = Flag("Encrypted")
    fan_out_consumers: int | None = Count(
        "Enhanced fan-out consumers", high=50, help="Consumers with 2 MB/s of their own."
    )
    monthly_records: Decimal | None = Quantity(
        "Records written",
        unit="records/month",
        when=_PROVISIONED,
        typical=(10_000_000, 500_000_000, 5_000_000_000),
    )
    record_kb: Decimal | None = Quantity(
        "Record size",
        unit="KB",
        group="Usage",
        help="Mean; each started 25 KB counts as one unit.",
        when=_PROVISIONED,
        typical=(1, 5, 10),
    )
    put_units: Decimal | None = Quantity(
        "PUT payload units",
        unit="units/month",
        help="If you know them; used instead of the records.",
        when=_PROVISIONED,
    )
    data_in_gb: Decimal | None = Quantity(
        "Data written", unit="GB/month", when=_ON_DEMAND, typical=(10, 2_500, 50_000)
    )
    data_read_gb: Decimal | None = Quantity(
        "Data read",
        unit="GB/month",
        help="By consumers without enhanced fan-out.",
        when=_ON_DEMAND,
        typical=(10, 5_000, 100_000),
    )
    fan_out_gb: Decimal | None = Quantity(
        "Data read by enhanced fan-out", unit="GB/month", typical=(10, 2_500, 50_000)
    )
    fan_out_shard_hours: Decimal | None = Quantity(
        "Enhanced fan-out, consumer-shard hours",
        unit="hours/month",
        help="If you know them; used instead of the number of consumers.",
        when=_PROVISIONED,
    )
    extended_retention_gb: Decimal | None = Quantity(
        "Kept for 1 to 7 days",
        unit="GB",
        group="Usage",
        help="Mean over the month.",
        when=_ON_DEMAND,
        typical=(2, 500, 10_000),
    )
    extended_retention_shard_hours: Decimal | None = Quantity(
        "Extended retention, shard hours",
        unit="hours/month",
        help="If you know them; otherwise every shard counts while more than 24 hours are kept.",
        when=_PROVISIONED,
    )
    long_term_retention_gb: Decimal | None = Quantity(
        "Kept beyond 7 days",
        unit="GB",
        group="Usage",
        help="Mean over the month.",
        typical=(10, 2_500, 50_000),
    )
    long_term_retrieval_gb: Decimal | None = Quantity(
        "Read from beyond 7 days", unit="GB/month", when=_PROVISIONED
    )

    def shard_count(self) -> int | None:
        """Shards of all streams; None while not known."""
        return None if self.shards is None or self.streams is None else self.shards * self.streams

    def fact(self) -> str:
        if self.mode == "on_demand":
            return "On demand"
        if self.mode is None or self.shards is None:
            return ""
        return "1 shard" if self.shards == 1 else f"{self.shards:,} shards"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.mode is None:
            yield needs("Stream hours", "", "mode", "Choose a capacity mode.")
        elif self.mode == "on_demand":
            yield from self._on_demand()
        else:
            yield from self._provisioned()

    def _keeps_longer_than(self, hours: int) -> bool:
        return self.retention_hours is not None and self.retention_hours > hours

    def _on_demand(self) -> Iterator[CostComponent]:
        key = "kinesis.ondemand"
        yield hourly("Stream hours (on-demand)", f"{key}.stream_hour", self.streams, property="streams")
        yield usage("Data ingested (on-demand)", f"{key}.ingest", self.data_in_gb, property="data_in_gb")
        yield usage("Data read (on-demand)", f"{key}.retrieval", self.data_read_gb, property="data_read_gb")
        if self.fan_out_consumers or self.fan_out_gb is not None:
            name = "Enhanced fan-out data read (on-demand)"
            yield usage(name, f"{key}.efo_retrieval", self.fan_out_gb, property="fan_out_gb")
        if self._keeps_longer_than(_INCLUDED_HOURS) or self.extended_retention_gb is not None:
            name, field = "Retention from 1 to 7 days (on-demand)", "extended_retention_gb"
            yield storage(name, f"{key}.extended_retention", self.extended_retention_gb, property=field)
        yield from self._long_term(f"{key}.long_term_retention", "on-demand")

    def _long_term(self, key: str, mode: str) -> Iterator[CostComponent]:
        amount = self.long_term_retention_gb
        if self._keeps_longer_than(_EXTENDED_HOURS) or amount is not None:
            yield storage(f"Retention beyond 7 days ({mode})", key, amount, property="long_term_retention_gb")

    def _provisioned(self) -> Iterator[CostComponent]:
        key = "kinesis.provisioned"
        shards = self.shard_count()
        yield hourly("Shard hours (provisioned)", f"{key}.shard_hour", shards, property=self._unsaid())
        yield self._put_units(f"{key}.put_units")
        yield from self._fan_out(key, shards)
        hours = self.extended_retention_shard_hours
        name = "Extended retention to 7 days, shard hours (provisioned)"
        if hours is not None:
            field = "extended_retention_shard_hours"
            yield usage(name, f"{key}.extended_retention", hours, property=field)
        elif self._keeps_longer_than(_INCLUDED_HOURS):
            yield hourly(name, f"{key}.extended_retention", shards, property=self._unsaid())
        yield from self._long_term(f"{key}.long_term_retention", "provisioned")
        if self.long_term_retrieval_gb is not None:
            name, field = "Read from beyond 7 days (provisioned)", "long_term_retrieval_gb"
            yield usage(name, f"{key}.long_term_retrieval", self.long_term_retrieval_gb, property=field)

    def _unsaid(self) -> str:
        return "streams" if self.streams is None else "shards"

    def _put_units(self, key: str) -> CostComponent:
        units = self.put_units
        field = "monthly_records"
        if units is None:
            units = metered(self.monthly_records, self.record_kb, _PUT_UNIT_KB)
            field = "record_kb" if self.monthly_records is not None else field
        return usage("PUT payload units of 25 KB (provisioned)", key, units, property=field)

    def _fan_out(self, key: str, shards: int | None) -> Iterator[CostComponent]:
        name = "Enhanced fan-out, consumer-shard hours (provisioned)"
        if self.fan_out_shard_hours is not None:
            field = "fan_out_shard_hours"
            yield usage(name, f"{key}.efo_hour", self.fan_out_shard_hours, property=field)
        elif self.fan_out_consumers:
            count = None if shards is None else shards * self.fan_out_consumers
            reason = "Each consumer of each shard."
            yield hourly(name, f"{key}.efo_hour", count, property=self._unsaid(), reason=reason)
        if self.fan_out_consumers or self.fan_out_gb is not None:
            name = "Enhanced fan-out data read (provisioned)"
            yield usage(name, f"{key}.efo_data", self.fan_out_gb, property="fan_out_gb")
