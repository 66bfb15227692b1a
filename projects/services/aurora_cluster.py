"""Amazon Aurora cluster."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, included, needs, not_priced, storage, usage
from projects.billing.databases import VERSION_SUPPORT, extended_support
from projects.billing.instances import WHOLE_MONTH
from projects.billing.traffic import public_ipv4
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service

_NAMES = {"aurora-mysql": "Aurora MySQL", "aurora-postgresql": "Aurora PostgreSQL"}
_PROVISIONED, _SERVERLESS = {"mode": ("provisioned",)}, {"mode": ("serverless_v2",)}


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
        "replicate": ("aurora_cluster",),
        "deliver": ("s3_bucket", "cloudwatch"),
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
        },
        default="provisioned",
    )
    storage_configuration: str | None = Choice(
        "Storage configuration",
        {
            "standard": "I/O requests are billed apart.",
            "io_optimized": "No charge for I/O; instances and storage cost more.",
        },
        default="standard",
    )
    instance_class: str | None = Choice(
        "Instance class",
        source="rates:db.*=aurora.instance.*.{rate_engine}.{rate_configuration}.ondemand",
        when=_PROVISIONED,
    )
    readers: int | None = Count(
        "Readers", default=0, high=15, help="In addition to the writer.", when=_PROVISIONED
    )
    min_acu: Decimal | None = Quantity(
        "Smallest capacity", unit="ACU", high=256, step="0.5", help="0: pauses when idle.", when=_SERVERLESS
    )
    max_acu: Decimal | None = Quantity(
        "Largest capacity", unit="ACU", low=1, high=256, step="0.5", when=_SERVERLESS
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="The DB subnet group: two zones or more.")
    backup_retention_days: int | None = Count("Backup retention", unit="days", low=1, high=35)
    encrypted: bool | None = Flag("Encrypted")
    publicly_accessible: bool | None = Flag("Publicly accessible")
    version_support: str | None = Choice("Version support", VERSION_SUPPORT, default="standard")
    vcpus: int | None = Count(
        "vCPUs of the class",
        low=1,
        help="Extended support is billed for each.",
        when={"version_support": ("extended_year_1_2", "extended_year_3")},
    )
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )
    acu: Decimal | None = Quantity(
        "Capacity used",
        unit="ACU",
        group="Usage",
        help="Mean over the running hours, writer and readers together.",
        when=_SERVERLESS,
    )
    storage_gb: Decimal | None = Quantity("Stored", unit="GB", group="Usage")
    monthly_ios: Decimal | None = Quantity(
        "I/O requests", unit="requests/month", when={"storage_configuration": ("standard",)}
    )
    backup_storage_gb: Decimal | None = Quantity(
        "Backup storage above the free amount",
        unit="GB",
        group="Usage",
        help="Free up to the size of the cluster.",
    )
    monthly_backtrack_records: Decimal | None = Quantity(
        "Backtrack change records", unit="records/month", when={"engine": ("aurora-mysql",)}
    )
    monthly_replicated_writes: Decimal | None = Quantity(
        "Replicated writes of a global database", unit="requests/month"
    )
    snapshot_export_gb: Decimal | None = Quantity("Snapshots exported to S3", unit="GB/month")

    @property
    def rate_engine(self) -> str:
        """The engine as the price list writes it."""
        return (self.engine or "").replace("-", "_")

    @property
    def rate_configuration(self) -> str:
        """The storage configuration as the price list writes it in instance keys."""
        return "io_optimized" if self.storage_configuration == "io_optimized" else "instance"

    def fact(self) -> str:
        engine = _NAMES.get(self.engine or "", "")
        if self.mode == "serverless_v2":
            return ", ".join(word for word in (engine, "Serverless v2") if word)
        words = [self.instance_class or engine]
        if self.readers:
            words.append("1 reader" if self.readers == 1 else f"{self.readers} readers")
        return ", ".join(word for word in words if word)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        optimized = self.storage_configuration == "io_optimized"
        name = "I/O-Optimized" if optimized else "Standard"
        yield self._capacity(optimized, name)
        key = f"aurora.storage.{'io_optimized' if optimized else 'standard'}"
        yield storage(f"Storage ({name})", key, self.storage_gb, property="storage_gb")
        if optimized:
            yield included("I/O requests", "Included in Aurora I/O-Optimized.")
        else:
            yield usage("I/O requests", "aurora.io", self.monthly_ios, property="monthly_ios")
        yield storage(
            "Backup storage",
            "aurora.backup",
            self.backup_storage_gb,
            property="backup_storage_gb",
            reason="Free up to the size of the cluster.",
        )
        if self.readers is not None and self.mode == "provisioned":
            instances = 1 + self.readers
            yield from extended_support(
                "aurora", self.version_support, self.vcpus, instances, self.hours_per_month
            )
        elif self.version_support not in (None, "standard"):
            yield not_priced("Extended support", "The price list has it for provisioned instances only.")
        if self.publicly_accessible:
            yield self._addresses()
        for part, key, field in _EXTRAS:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(part, key, amount, property=field)

    def _addresses(self) -> CostComponent:
        if self.mode == "serverless_v2":
            return public_ipv4(1, hours=self.hours_per_month, reason="Of the writer.")
        count = None if self.readers is None else 1 + self.readers
        reason = "One for each instance."
        return public_ipv4(count, hours=self.hours_per_month, property="readers", reason=reason)

    def _capacity(self, optimized: bool, name: str) -> CostComponent:
        if self.mode == "serverless_v2":
            key = "aurora.serverless_v2.acu.io_optimized" if optimized else "aurora.serverless_v2.acu"
            return hourly(
                f"Capacity unit hours (Serverless v2, {name})",
                key,
                self.acu,
                hours=self.hours_per_month,
                property="acu",
            )
        if not self.engine:
            return needs("Instance hours", "", "engine", "Choose an engine.")
        if not self.instance_class:
            return needs("Instance hours", "", "instance_class", "Choose an instance class.")
        size = self.instance_class.removeprefix("db.")
        return hourly(
            f"Instance hours ({self.instance_class}, {_NAMES[self.engine]}, {name})",
            f"aurora.instance.{size}.{self.rate_engine}.{self.rate_configuration}.ondemand",
            None if self.readers is None else 1 + self.readers,
            hours=self.hours_per_month,
            property="readers",
        )


_EXTRAS = (
    ("Backtrack change records", "aurora.backtrack", "monthly_backtrack_records"),
    ("Replicated write I/O requests", "aurora.global.replicated_write_io", "monthly_replicated_writes"),
    ("Snapshot export", "aurora.snapshot_export", "snapshot_export_gb"),
)
