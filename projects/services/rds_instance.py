"""Amazon RDS DB instance."""

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

ENGINES = {
    "mysql": "MySQL Community.",
    "postgres": "PostgreSQL.",
    "mariadb": "MariaDB.",
    "oracle-ee": "Oracle Enterprise Edition; bring your own licence.",
    "oracle-se2": "Oracle Standard Edition Two.",
    "sqlserver-ee": "SQL Server Enterprise.",
    "sqlserver-se": "SQL Server Standard.",
    "sqlserver-web": "SQL Server Web, for public web sites only.",
    "sqlserver-ex": "SQL Server Express, free of licence fees, up to 10 GB a database.",
    "db2-ae": "Db2 Advanced.",
    "db2-se": "Db2 Standard.",
}
_NAMES = {
    "mysql": "MySQL",
    "postgres": "PostgreSQL",
    "mariadb": "MariaDB",
    "oracle-ee": "Oracle EE",
    "oracle-se2": "Oracle SE2",
    "sqlserver-ee": "SQL Server EE",
    "sqlserver-se": "SQL Server SE",
    "sqlserver-web": "SQL Server Web",
    "sqlserver-ex": "SQL Server Express",
    "db2-ae": "Db2 AE",
    "db2-se": "Db2 SE",
}
_RATE_ENGINES = {
    ("mysql", "included"): "mysql",
    ("postgres", "included"): "postgresql",
    ("mariadb", "included"): "mariadb",
    ("oracle-ee", "byol"): "oracle_ee_byol",
    ("oracle-se2", "byol"): "oracle_se2_byol",
    ("oracle-se2", "included"): "oracle_se2_li",
    ("sqlserver-ee", "included"): "sqlserver_ee",
    ("sqlserver-se", "included"): "sqlserver_se",
    ("sqlserver-web", "included"): "sqlserver_web",
    ("sqlserver-ex", "included"): "sqlserver_express",
    ("db2-ae", "byol"): "db2_byol",
    ("db2-se", "byol"): "db2_byol",
}
_ONLY_BYOL = ("oracle-ee", "db2-ae", "db2-se")
_EITHER_LICENSE = ("oracle-se2",)
_DEPLOYMENTS = {"single_az": "Single-AZ", "multi_az": "Multi-AZ", "multi_az_cluster": "Multi-AZ cluster"}
_INSTANCES = {"single_az": 1, "multi_az": 2, "multi_az_cluster": 3}
_REACHABLE = {"single_az": 1, "multi_az": 1, "multi_az_cluster": 3}
"""Instances that answer clients: the standby of a Multi-AZ pair does not."""

_LARGE_GIB = {"oracle-ee": 200, "oracle-se2": 200}
"""From this size gp3 includes four times as much; 400 GiB for most engines, never for SQL Server."""


class RdsInstance(Service):
    """A managed relational database: one instance, with a standby in another zone, or a cluster of three."""

    name = "rds_instance"
    label = "RDS database"
    official = "Amazon Relational Database Service (RDS)"
    billed_as = "Amazon RDS"
    summary = "A managed relational database: MySQL, PostgreSQL, MariaDB, Oracle, SQL Server or Db2."
    category = "Database"
    synonyms = (
        "rds",
        "database",
        "db",
        "sql",
        "mysql",
        "postgres",
        "postgresql",
        "mariadb",
        "oracle",
        "sql server",
        "mssql",
        "db2",
        "relational",
    )
    cloudformation = "AWS::RDS::DBInstance"
    icon = "rds_instance"
    scope = "subnet"
    inside = ("subnet", "vpc")
    links: ClassVar = {
        "replicate": ("rds_instance", "aurora_cluster"),
        "deliver": ("s3_bucket", "cloudwatch"),
        "traffic": ("s3_bucket", "lambda_function"),
    }

    engine: str | None = Choice("Engine", ENGINES)
    license: str | None = Choice(
        "Licence",
        {"included": "In the price, or the engine is free.", "byol": "Bring your own licence."},
        default="included",
        help="Of Oracle SE2; Oracle EE and Db2 are always your own licence.",
        when={"engine": _EITHER_LICENSE},
    )
    deployment: str | None = Choice(
        "Deployment",
        {
            "single_az": "One instance in one zone.",
            "multi_az": "A standby in a second zone takes over; it serves no reads.",
            "multi_az_cluster": "Two readable standbys in two more zones (MySQL and PostgreSQL).",
        },
        default="single_az",
    )
    instance_class: str | None = Choice(
        "Instance class", source="rates:db.*=rds.instance.*.{rate_engine}.{deployment}.ondemand"
    )
    storage_type: str | None = Choice(
        "Storage type",
        {
            "gp3": "General purpose SSD; 3,000 IOPS and 125 MiB/s included, more on large volumes.",
            "gp2": "General purpose SSD, older; 3 IOPS per GiB.",
            "io1": "Provisioned IOPS SSD.",
            "io2": "Provisioned IOPS SSD Block Express.",
            "magnetic": "Previous generation; each I/O request is billed.",
        },
        default="gp3",
    )
    storage_gib: Decimal | None = Quantity("Storage", unit="GiB", low=5, high=65536)
    iops: int | None = Count("IOPS", unit="IOPS", high=256_000, when={"storage_type": ("gp3", "io1", "io2")})
    throughput_mibps: int | None = Count(
        "Storage throughput", unit="MiB/s", high=4000, when={"storage_type": ("gp3",)}
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="The DB subnet group: two zones or more.")
    backup_retention_days: int | None = Count("Backup retention", unit="days", high=35)
    encrypted: bool | None = Flag("Encrypted")
    publicly_accessible: bool | None = Flag("Publicly accessible")
    role: str | None = Choice(
        "Role",
        {
            "primary": "Takes the writes.",
            "replica": "A read replica of another instance.",
            "standby": "Drawn only: the standby of a Multi-AZ primary, which carries its price.",
        },
    )
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
    backup_storage_gb: Decimal | None = Quantity(
        "Backup storage above the free amount",
        unit="GB",
        group="Usage",
        help="Backups are free up to the size of your databases in the Region.",
    )
    monthly_ios: Decimal | None = Quantity(
        "I/O requests", unit="requests/month", when={"storage_type": ("magnetic",)}
    )
    surplus_vcpu_hours: Decimal | None = Quantity(
        "Surplus CPU credits", unit="vCPU-hours/month", help="Burstable classes above their baseline."
    )
    snapshot_export_gb: Decimal | None = Quantity("Snapshots exported to S3", unit="GB/month")

    outpost: bool | None = Flag("On an AWS Outpost", help="Runs on AWS hardware in your own building.")

    @property
    def rate_engine(self) -> str:
        """The engine with its licence as the price list names it; empty where there is no such offer."""
        return _RATE_ENGINES.get((self.engine or "", self._license()), "")

    def _license(self) -> str:
        """One engine leaves the choice; what an engine chosen before left in the field does not count."""
        if self.engine in _ONLY_BYOL:
            return "byol"
        return self.license or "included" if self.engine in _EITHER_LICENSE else "included"

    def fact(self) -> str:
        words = [self.instance_class or _NAMES.get(self.engine or "", "")]
        if self.role != "standby":
            words.append(_DEPLOYMENTS.get(self.deployment or "", ""))
        return ", ".join(word for word in words if word)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.role == "standby":
            yield included("Standby", "Its hours and storage are in the price of the Multi-AZ primary.")
            return
        deployment = self.deployment or "single_az"
        yield self._hours(deployment)
        yield from self._storage(deployment)
        if self.backup_retention_days != 0 or self.backup_storage_gb is not None:
            yield storage(
                "Backup storage",
                "rds.backup",
                self.backup_storage_gb,
                property="backup_storage_gb",
                reason="Free up to the size of your databases in the Region.",
            )
        yield from extended_support(
            "rds", self.version_support, self.vcpus, _INSTANCES[deployment], self.hours_per_month
        )
        if self.publicly_accessible:
            yield public_ipv4(
                _REACHABLE[deployment], hours=self.hours_per_month, reason="One for each reachable instance."
            )
        for name, key, field in _EXTRAS:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(name, key, amount, property=field)

    def _hours(self, deployment: str) -> CostComponent:
        name = "Instance hours"
        if not self.engine:
            return needs(name, "", "engine", "Choose an engine.")
        if not self.instance_class:
            return needs(name, "", "instance_class", "Choose an instance class.")
        if not self.rate_engine:
            return not_priced(name, f"{_NAMES[self.engine]} is not sold with this licence.")
        if deployment == "multi_az_cluster" and self.engine not in ("mysql", "postgres"):
            return not_priced(name, f"Multi-AZ clusters run MySQL or PostgreSQL, not {_NAMES[self.engine]}.")
        size = self.instance_class.removeprefix("db.")
        return hourly(
            f"Instance hours ({self.instance_class}, {_NAMES[self.engine]}, {_DEPLOYMENTS[deployment]})",
            f"rds.instance.{size}.{self.rate_engine}.{deployment}.ondemand",
            hours=self.hours_per_month,
        )

    def _storage(self, deployment: str) -> Iterator[CostComponent]:
        kind = self.storage_type
        if kind is None:
            yield needs("Storage", "", "storage_type", "Choose a storage type.")
            return
        if deployment == "multi_az_cluster" and kind in ("gp2", "magnetic"):
            yield not_priced(f"Storage ({kind})", "Multi-AZ clusters use gp3, io1 or io2.")
            return
        where = f"({kind}, {_DEPLOYMENTS[deployment]})"
        key = f"rds.storage.{kind}.{deployment}"
        yield storage(f"Storage {where}", key, self.storage_gib, property="storage_gib")
        if kind in ("io1", "io2"):
            key = f"rds.iops.{kind}.{deployment}"
            yield usage(f"Provisioned IOPS {where}", key, self.iops, property="iops")
        elif kind == "gp3":
            yield from self._above_included(deployment, where)
        elif kind == "magnetic" and deployment == "single_az":
            key = "rds.io.magnetic.single_az"
            yield usage(f"I/O requests {where}", key, self.monthly_ios, property="monthly_ios")
        elif kind == "magnetic":
            yield not_priced(f"I/O requests {where}", "The price list has them for Single-AZ only.")

    def _above_included(self, deployment: str, where: str) -> Iterator[CostComponent]:
        iops, throughput = self.included_gp3()
        if self.iops is not None and self.iops > iops:
            name = f"Provisioned IOPS {where}"
            key = f"rds.iops.gp3.{deployment}"
            reason = f"{iops:,} are included."
            yield usage(name, key, self.iops - iops, property="iops", reason=reason)
        if self.throughput_mibps is not None and self.throughput_mibps > throughput:
            name = f"Provisioned throughput {where}"
            key = f"rds.throughput.gp3.{deployment}"
            reason = f"{throughput} MiB/s are included."
            amount = self.throughput_mibps - throughput
            yield usage(name, key, amount, property="throughput_mibps", reason=reason)

    def included_gp3(self) -> tuple[int, int]:
        """IOPS and MiB/s in the price of gp3 storage; more on sizes that RDS stripes over four volumes."""
        engine = self.engine or ""
        striped = not engine.startswith("sqlserver") and (self.storage_gib or 0) >= _LARGE_GIB.get(
            engine, 400
        )
        return (12_000, 500) if striped else (3_000, 125)


_EXTRAS = (
    ("Surplus CPU credits", "rds.cpu_credits", "surplus_vcpu_hours"),
    ("Snapshot export", "rds.snapshot_export", "snapshot_export_gb"),
)
