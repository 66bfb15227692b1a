"""Amazon Timestream."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, storage, usage
from projects.billing.instances import WHOLE_MONTH
from projects.billing.metering import metered
from projects.billing.traffic import public_ipv4
from projects.place import Place
from projects.properties import Choice, Flag, Nodes, Quantity
from projects.service import Service

_LIVE, _INFLUX = {"engine": ("live_analytics",)}, {"engine": ("influxdb",)}
_WRITE_KB = 1
_DEPLOYMENTS = {"single_az": "Single-AZ", "multi_az": "Multi-AZ"}
_SIZES = ("medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge")


class Timestream(Service):
    """A time series database: serverless (LiveAnalytics), or managed InfluxDB on an instance."""

    name = "timestream"
    label = "Timestream"
    official = "Amazon Timestream"
    billed_as = "Amazon Timestream"
    summary = "A time series database for metrics and sensor data: managed InfluxDB, or LiveAnalytics."
    category = "Database"
    synonyms = ("timestream", "time series", "influxdb", "influx", "metrics", "iot", "database", "db")
    cloudformation = "AWS::Timestream::Database"
    icon = "timestream_database"
    scope = "region"
    inside = ("region", "vpc", "subnet")
    links: ClassVar = {"deliver": ("s3_bucket", "cloudwatch")}

    engine: str | None = Choice(
        "Engine",
        {
            "influxdb": "Timestream for InfluxDB, on an instance in your VPC.",
            "live_analytics": "LiveAnalytics, without servers; closed to new customers in 2025.",
        },
        default="influxdb",
    )
    instance_class: str | None = Choice(
        "Instance class",
        {f"db.influx.{size}": f"Memory optimized, {size}." for size in _SIZES},
        when=_INFLUX,
    )
    deployment: str | None = Choice(
        "Deployment",
        {
            "single_az": "One instance in one zone.",
            "multi_az": "A standby in a second zone takes over.",
        },
        default="single_az",
        when=_INFLUX,
    )
    storage_type: str | None = Choice(
        "Storage tier",
        {
            "io_included_3k": "3,000 IOPS included.",
            "io_included_12k": "12,000 IOPS included.",
            "io_included_16k": "16,000 IOPS included.",
        },
        default="io_included_3k",
        when=_INFLUX,
    )
    storage_gib: Decimal | None = Quantity(
        "Storage", unit="GiB", low=20, high=16384, when=_INFLUX, typical=(20, 400, 2000)
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="Of an InfluxDB instance.")
    publicly_accessible: bool | None = Flag("Publicly accessible", when=_INFLUX)
    encrypted: bool | None = Flag("Encrypted")
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH, when=_INFLUX
    )
    monthly_writes: Decimal | None = Quantity(
        "Writes", unit="records/month", when=_LIVE, typical=(5_000_000, 200_000_000, 5_000_000_000)
    )
    record_kb: Decimal | None = Quantity(
        "Write size",
        unit="KB",
        default=1,
        help="Of one write, which may hold many records; each started KB counts.",
        when=_LIVE,
    )
    memory_store_gb: Decimal | None = Quantity(
        "Memory store",
        unit="GB",
        group="Usage",
        help="Mean over the month.",
        when=_LIVE,
        typical=(1, 20, 500),
    )
    magnetic_store_gb: Decimal | None = Quantity(
        "Magnetic store", unit="GB", group="Usage", when=_LIVE, typical=(100, 1000, 20_000)
    )
    query_tcu_hours: Decimal | None = Quantity(
        "Queries", unit="TCU-hours/month", help="Compute units × hours.", when=_LIVE, typical=(10, 200, 2920)
    )

    def fact(self) -> str:
        if self.engine == "live_analytics":
            return "LiveAnalytics"
        words = [self.instance_class or "InfluxDB", _DEPLOYMENTS.get(self.deployment or "", "")]
        return ", ".join(word for word in words if word)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.engine == "live_analytics":
            yield from self._live_analytics()
        elif self.engine is None:
            yield needs("Instance hours", "", "engine", "Choose an engine.")
        else:
            yield from self._influxdb()

    def _live_analytics(self) -> Iterator[CostComponent]:
        writes = metered(self.monthly_writes, self.record_kb, _WRITE_KB)
        missing = "monthly_writes" if self.monthly_writes is None else "record_kb"
        reason = "Units of 1 KB."
        yield usage("Writes", "timestream.writes", writes, property=missing, reason=reason, unit="write")
        yield hourly(
            "Memory store",
            "timestream.memory_store",
            self.memory_store_gb,
            property="memory_store_gb",
            unit="GB-hour",
        )
        name, key, amount = "Magnetic store", "timestream.magnetic_store", self.magnetic_store_gb
        yield storage(name, key, amount, property="magnetic_store_gb", unit="GB-month")
        name, key, amount = "Query compute", "timestream.query.tcu", self.query_tcu_hours
        yield usage(name, key, amount, property="query_tcu_hours", unit="TCU-hour")

    def _influxdb(self) -> Iterator[CostComponent]:
        deployment = self.deployment or "single_az"
        if not self.instance_class:
            yield needs("Instance hours", "", "instance_class", "Choose an instance class.")
        else:
            size = self.instance_class.removeprefix("db.influx.")
            yield hourly(
                f"Instance hours ({self.instance_class}, {_DEPLOYMENTS[deployment]})",
                f"timestream.influxdb.instance.{size}.{deployment}",
                hours=self.hours_per_month,
                unit="hour",
            )
        yield storage(
            f"Storage ({_DEPLOYMENTS[deployment]})",
            f"timestream.influxdb.storage.{self.storage_type or 'io_included_3k'}.{deployment}",
            self.storage_gib,
            property="storage_gib",
            unit="GB-month",
        )
        if self.publicly_accessible:
            yield public_ipv4(1, hours=self.hours_per_month)
