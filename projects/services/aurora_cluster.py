"""Amazon Aurora cluster."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, included, needs, storage, usage
from projects.billing.databases import (
    STORAGE_CONFIGURATIONS,
    extended_support,
    extended_support_of_capacity,
    insights_requests,
    insights_retention,
    performance_insights,
    surplus_credits,
    vcpu_count,
    vcpus_of,
    version_support,
    volume_costs,
)
from projects.billing.instances import WHOLE_MONTH
from projects.billing.purchasing import (
    DATABASE_PURCHASES,
    Capacity,
    capacity_lines,
    payment_choice,
    purchase_choice,
    purchase_of,
    term_choice,
)
from projects.billing.traffic import public_ipv4
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service

_NAMES = {"aurora-mysql": "Aurora MySQL", "aurora-postgresql": "Aurora PostgreSQL"}
_PROVISIONED, _SERVERLESS = {"mode": ("provisioned",)}, {"mode": ("serverless_v2",)}
_NEVER: dict[str, tuple[str, ...]] = {"mode": ()}
"""Of RDS instances: known here so that a drawing that gives it can be told that Aurora takes none."""
_ANY_SERVERLESS = {"mode": ("serverless_v2", "serverless_v1")}
_MYSQL, _STANDARD = {"engine": ("aurora-mysql",)}, {"storage_configuration": ("standard",)}


class AuroraCluster(Service):
    """A cluster of a writer and readers over one volume in three zones, provisioned or serverless."""

    name = "aurora_cluster"
    label = "Aurora cluster"
    official = "Amazon Aurora"
    billed_as = "Amazon Aurora"
    summary = (
        "A MySQL- or PostgreSQL-compatible database whose storage spans three zones and grows by itself."
    )
    category = "Database"
    synonyms = (
        "aurora",
        "database",
        "db",
        "mysql",
        "postgres",
        "postgresql",
        "serverless",
        "acu",
        "relational",
    )
    cloudformation = "AWS::RDS::DBCluster"
    icon = "aurora_cluster"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {
        "replicate": ("aurora_cluster", "redshift_cluster", "dms"),
        "deliver": ("s3_bucket", "cloudwatch", "kinesis_streams"),
        "traffic": ("lambda_function", "s3_bucket"),
    }

    engine: str | None = Choice(
        "Engine",
        {"aurora-mysql": "Compatible with MySQL.", "aurora-postgresql": "Compatible with PostgreSQL."},
    )
    mode: str | None = Choice(
        "Capacity",
        {
            "provisioned": "Instances of a chosen class.",
            "serverless_v2": "Scales in half capacity units (ACU) of about 2 GiB memory each.",
            "serverless_v1": "The first generation, retired; use Serverless v2.",
        },
        default="provisioned",
    )
    storage_configuration: str | None = Choice(
        "Storage configuration", STORAGE_CONFIGURATIONS, default="standard"
    )
    instance_class: str | None = Choice(
        "Instance class",
        source="rates:db.*=aurora.instance.*.{rate_engine}.{rate_configuration}.ondemand",
        when=_PROVISIONED,
    )
    readers: int | None = Count(
        "Readers",
        default=0,
        high=15,
        help="In addition to the writer.",
        when=_PROVISIONED,
        typical=(0, 1, 2),
    )
    headless: bool | None = Flag(
        "Without instances",
        help="Only the volume, as a headless secondary of a global database.",
        when=_PROVISIONED,
    )
    min_acu: Decimal | None = Quantity(
        "Smallest capacity", unit="ACU", high=256, step="0.5", help="0: pauses when idle.", when=_SERVERLESS
    )
    max_acu: Decimal | None = Quantity(
        "Largest capacity", unit="ACU", low=1, high=256, step="0.5", when=_SERVERLESS
    )
    storage_gib: Decimal | None = Quantity(
        "Allocated storage", unit="GiB", help="None: the volume grows by itself.", when=_NEVER
    )
    iops: int | None = Count("Provisioned IOPS", help="None: the volume has none.", when=_NEVER)
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="The DB subnet group: two zones or more.")
    backup_retention_days: int | None = Count("Backup retention", unit="days", low=1, high=35)
    encrypted: bool | None = Flag("Encrypted")
    publicly_accessible: bool | None = Flag("Publicly accessible")
    version_support: str | None = version_support()
    vcpus: int | None = vcpu_count()
    performance_insights_retention_days: int | None = insights_retention()
    backtrack_window_hours: Decimal | None = Quantity(
        "Backtrack window", unit="hours", high=72, help="How far back it can be wound.", when=_MYSQL
    )
    purchase: str | None = purchase_choice(DATABASE_PURCHASES, when=_PROVISIONED)
    term_years: str | None = term_choice(DATABASE_PURCHASES)
    payment: str | None = payment_choice(DATABASE_PURCHASES)
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )
    acu: Decimal | None = Quantity(
        "Capacity used",
        unit="ACU",
        group="Usage",
        help="Mean over the running hours, writer and readers together.",
        when=_ANY_SERVERLESS,
        typical=(1, 4, 16),
    )
    storage_gb: Decimal | None = Quantity("Stored", unit="GB", group="Usage", typical=(20, 200, 2000))
    monthly_ios: Decimal | None = Quantity(
        "I/O requests",
        unit="requests/month",
        when=_STANDARD,
        typical=(10_000_000, 200_000_000, 2_000_000_000),
    )
    reads_per_s: Decimal | None = Quantity(
        "Read I/O",
        unit="requests/s",
        group="Usage",
        help="In place of the requests a month.",
        when=_STANDARD,
    )
    writes_per_s: Decimal | None = Quantity(
        "Write I/O",
        unit="requests/s",
        group="Usage",
        help="In place of the requests a month.",
        when=_STANDARD,
    )
    backup_storage_gb: Decimal | None = Quantity(
        "Backup storage above the free amount",
        unit="GB",
        group="Usage",
        help="Free up to the size of the cluster.",
        typical=(0, 100, 2000),
    )
    backup_snapshot_gb: Decimal | None = Quantity(
        "Size of a day's backup",
        unit="GB",
        group="Usage",
        help="In place of the backup storage: billed for each day of the retention but one.",
    )
    monthly_backtrack_records: Decimal | None = Quantity(
        "Backtrack change records",
        unit="record-hours/month",
        help="Records kept × hours they are kept.",
        when=_MYSQL,
    )
    statements_per_hour: Decimal | None = Quantity(
        "Statements that change data",
        unit="statements/hour",
        group="Usage",
        help="In place of the change records.",
        when=_MYSQL,
        typical=(1000, 10_000, 100_000),
    )
    records_per_statement: Decimal | None = Quantity(
        "Change records of a statement",
        unit="records",
        group="Usage",
        when=_MYSQL,
        typical=("0.38", "0.38", "0.38"),
    )
    monthly_replicated_writes: Decimal | None = Quantity(
        "Replicated writes of a global database", unit="requests/month"
    )
    snapshot_export_gb: Decimal | None = Quantity("Snapshots exported to S3", unit="GB/month")
    monthly_data_api_requests: Decimal | None = Quantity(
        "Data API requests", unit="requests/month", help="Units of 32 KB."
    )
    surplus_vcpu_hours: Decimal | None = surplus_credits()
    monthly_performance_insights_requests: Decimal | None = insights_requests()

    @property
    def rate_engine(self) -> str:
        """The engine as the price list writes it."""
        return (self.engine or "").replace("-", "_")

    @property
    def rate_configuration(self) -> str:
        """The storage configuration as the price list writes it in instance keys."""
        return "io_optimized" if self.storage_configuration == "io_optimized" else "instance"

    def instances(self) -> int | None:
        """Instances of the cluster: the writer and its readers; Serverless v1 has none of its own."""
        if self.headless or self.mode == "serverless_v1":
            return 0
        return None if self.readers is None else 1 + self.readers

    def serverless(self) -> str:
        """ "serverless_v2" or "serverless_v1", as chosen or as its class or limits tell; else empty."""
        if self.mode in _SERVERLESS_NAMES:
            return self.mode or ""
        limited = self.mode is None and (self.min_acu is not None or self.max_acu is not None)
        return "serverless_v2" if limited or self.instance_class == "db.serverless" else ""

    def fact(self) -> str:
        engine = _NAMES.get(self.engine or "", "")
        if self.serverless():
            return ", ".join(word for word in (engine, _SERVERLESS_NAMES[self.serverless()]) if word)
        words = [self.instance_class or engine]
        if self.readers:
            words.append("1 reader" if self.readers == 1 else f"{self.readers} readers")
        return ", ".join(word for word in words if word)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield from self._capacity()
        yield from volume_costs(self, "aurora", place.hours_per_month)
        yield self._backups()
        hours, vcpus = self.hours_per_month, self.vcpus or vcpus_of(self.instance_class)
        if self.serverless():
            support = self.version_support
            yield from extended_support_of_capacity("aurora", support, self.acu, "acu", hours)
        else:
            yield from extended_support(
                "aurora", self.version_support, vcpus, self.instances(), hours, "readers"
            )
        yield from performance_insights(
            self, vcpus, self.instances(), "readers", self.acu, bool(self.serverless())
        )
        if self.publicly_accessible and not self.headless:
            yield self._addresses()
        yield from self._backtrack(place.hours_per_month)
        for part, key, field, unit in _EXTRAS:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(part, key, amount, property=field, unit=unit)

    def _capacity(self) -> Iterator[CostComponent]:
        optimized = self.storage_configuration == "io_optimized"
        words = "I/O-Optimized" if optimized else "Standard"
        if self.serverless():
            old = self.serverless() == "serverless_v1"
            key = f"aurora.{self.serverless()}.acu{'.io_optimized' if optimized and not old else ''}"
            name = "Serverless v1" if old else f"Serverless v2, {words}"
            hours = self.hours_per_month
            yield hourly(f"Capacity unit hours ({name})", key, self.acu, hours=hours, property="acu")
        elif self.headless:
            yield included("Instances", "The cluster has none: only its volume is billed.")
        elif not self.engine:
            yield needs("Instance hours", "", "engine", "Choose an engine.")
        elif not self.instance_class:
            yield needs("Instance hours", "", "instance_class", "Choose an instance class.")
        else:
            size = self.instance_class.removeprefix("db.")
            yield from capacity_lines(
                Capacity(
                    "Instance hours",
                    f"{self.instance_class}, {_NAMES.get(self.engine, self.engine)}, {words}",
                    f"aurora.instance.{size}.{self.rate_engine}.{self.rate_configuration}",
                    self.instances(),
                    self.hours_per_month,
                    property="readers",
                ),
                purchase_of(self),
            )

    def _backups(self) -> CostComponent:
        amount, reason = self.backup_storage_gb, "Free up to the size of the cluster."
        days = self.backup_retention_days
        if amount is None and days is not None and self.backup_snapshot_gb is not None:
            amount = (days - 1) * self.backup_snapshot_gb
            reason = f"{days} days, of which the first is free."
        return storage("Backup storage", "aurora.backup", amount, property="backup_storage_gb", reason=reason)

    def _backtrack(self, hours: Decimal) -> Iterator[CostComponent]:
        """Change records that are kept, each billed for every hour."""
        name, key = "Backtrack change records", "aurora.backtrack"
        records = self.monthly_backtrack_records
        if records is not None:
            yield usage(name, key, records, property="monthly_backtrack_records", unit="record-hour")
            return
        if not self.backtrack_window_hours:
            return
        statements, each = self.statements_per_hour, self.records_per_statement
        if statements is not None and each is not None:
            records = statements * each * self.backtrack_window_hours * hours
        missing = "statements_per_hour" if statements is None else "records_per_statement"
        reason = "Records of the window, billed each hour."
        yield usage(name, key, records, property=missing, reason=reason, unit="record-hour")

    def _addresses(self) -> CostComponent:
        hours = self.hours_per_month
        if self.serverless():
            return public_ipv4(1, hours=hours, reason="Of the writer.")
        reason = "One for each instance."
        return public_ipv4(self.instances(), hours=hours, property="readers", reason=reason)


_SERVERLESS_NAMES = {"serverless_v2": "Serverless v2", "serverless_v1": "Serverless v1"}
_EXTRAS = (
    (
        "Replicated write I/O requests",
        "aurora.global.replicated_write_io",
        "monthly_replicated_writes",
        "request",
    ),
    ("Snapshot export", "aurora.snapshot_export", "snapshot_export_gb", "GB"),
    ("Data API requests", "aurora.data_api", "monthly_data_api_requests", "request"),
    ("Surplus CPU credits", "aurora.cpu_credits", "surplus_vcpu_hours", "vCPU-hour"),
)
"""Billed only where they are used, so shown only where a figure is given: name, rate key, property, unit."""
