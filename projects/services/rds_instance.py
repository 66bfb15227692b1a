"""Amazon RDS DB instance."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, needs, not_priced, storage, usage
from projects.billing.databases import (
    extended_support,
    insights_requests,
    insights_retention,
    performance_insights,
    surplus_credits,
    vcpu_count,
    vcpus_of,
    version_support,
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
from projects.billing.rds import (
    DEPLOYMENTS,
    ENGINE_NAMES,
    ENGINES,
    LICENSES,
    SEVERAL_LICENSES,
    DatabaseVolume,
    database_volume_costs,
    engine_words,
    included_gp3,
    rate_engine,
)
from projects.billing.schedules import Running, running, schedule_field, while_running
from projects.billing.traffic import public_ipv4
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service

_INSTANCES = {"single_az": 1, "multi_az": 2, "multi_az_cluster": 3}
_REACHABLE = {"single_az": 1, "multi_az": 1, "multi_az_cluster": 3}
"""Instances that answer clients: the standby of a Multi-AZ pair does not."""


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
        "replicate": ("rds_instance", "aurora_cluster", "redshift_cluster", "dms"),
        "deliver": ("s3_bucket", "cloudwatch", "kinesis_streams"),
        "traffic": ("s3_bucket", "lambda_function"),
    }

    engine: str | None = Choice("Engine", ENGINES)
    license: str | None = Choice(
        "Licence",
        LICENSES,
        default="included",
        help="Oracle EE is always your own licence; so is Db2 unless from the Marketplace.",
        when={"engine": SEVERAL_LICENSES},
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
    storage_gib: Decimal | None = Quantity("Storage", unit="GiB", low=5, high=65536, typical=(20, 200, 2000))
    iops: int | None = Count(
        "IOPS",
        unit="IOPS",
        high=256_000,
        when={"storage_type": ("gp3", "io1", "io2")},
        typical=(1000, 3000, 20_000),
    )
    throughput_mibps: int | None = Count(
        "Storage throughput", unit="MiB/s", high=4000, when={"storage_type": ("gp3",)}
    )
    instances: int | None = Count(
        "Databases", default=1, help="How many equal ones this icon stands for.", typical=(1, 1, 2)
    )
    replicas: int | None = Count(
        "Read replicas",
        high=15,
        help="Equal Single-AZ ones of each database; leave out those that are drawn.",
        typical=(0, 1, 2),
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
    version_support: str | None = version_support()
    vcpus: int | None = vcpu_count()
    performance_insights_retention_days: int | None = insights_retention()
    purchase: str | None = purchase_choice(DATABASE_PURCHASES)
    term_years: str | None = term_choice(DATABASE_PURCHASES)
    payment: str | None = payment_choice(DATABASE_PURCHASES)
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )
    schedule: str | None = schedule_field(
        "RDS starts a stopped instance again after seven days; its storage is billed throughout."
    )
    backup_storage_gb: Decimal | None = Quantity(
        "Backup storage above the free amount",
        unit="GB",
        group="Usage",
        help="Backups are free up to the size of your databases in the Region.",
        typical=(0, 100, 2000),
    )
    monthly_ios: Decimal | None = Quantity(
        "I/O requests",
        unit="requests/month",
        when={"storage_type": ("magnetic",)},
        typical=(10_000_000, 100_000_000, 1_000_000_000),
    )
    surplus_vcpu_hours: Decimal | None = surplus_credits()
    monthly_performance_insights_requests: Decimal | None = insights_requests()
    snapshot_export_gb: Decimal | None = Quantity("Snapshots exported to S3", unit="GB/month")

    outpost: bool | None = Flag("On an AWS Outpost", help="Runs on AWS hardware in your own building.")

    @property
    def rate_engine(self) -> str:
        """The engine with its licence as the price list names it; empty where there is no such engine."""
        return rate_engine(self.engine, self.license)

    def included_gp3(self) -> tuple[int, int]:
        """IOPS and MiB/s in the price of its gp3 storage."""
        return included_gp3(self.engine, self.storage_gib)

    def fact(self) -> str:
        words = [self.instance_class or ENGINE_NAMES.get(self.engine or "", "")]
        if self.role != "standby":
            words.append(DEPLOYMENTS.get(self.deployment or "", ""))
        text = ", ".join(word for word in words if word)
        return text if self.instances in (None, 1) else f"{text} × {self.instances}"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.role == "standby":
            yield included("Standby", "Its hours and storage are in the price of the Multi-AZ primary.")
            return
        deployment = self.deployment or "single_az"
        if deployment not in DEPLOYMENTS:
            yield needs("Instance hours", "", "deployment", "Choose a deployment.")
            return
        runs = running(self.hours_per_month, self.schedule, place.hours_per_month)
        yield from self._database(deployment, self.instances, runs)
        count = self.instances
        if self.replicas:
            copies = None if count is None else count * self.replicas
            yield from self._database("single_az", copies, runs, "Read replica")
        if self._has_backups():
            yield storage(
                "Backup storage",
                "rds.backup",
                self.backup_storage_gb,
                property="backup_storage_gb",
                reason="Free up to the size of your databases in the Region.",
            )
        replicas = self.replicas or 0
        instances = None if count is None else count * (_INSTANCES[deployment] + replicas)
        reachable = None if count is None else count * (_REACHABLE[deployment] + replicas)
        vcpus = self.vcpus or vcpus_of(self.instance_class)
        support = extended_support("rds", self.version_support, vcpus, instances)
        yield from (while_running(part, runs) for part in support)
        # A standby that nobody can reach is not watched either.
        yield from performance_insights(self, vcpus, reachable)
        if self.publicly_accessible:
            reason = "One for each reachable instance."
            yield while_running(public_ipv4(reachable, property="instances", reason=reason), runs)
        for name, key, field in _EXTRAS:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(name, key, amount, property=field)

    def _has_backups(self) -> bool:
        if self.backup_storage_gb is not None:
            return True
        days = self.backup_retention_days
        # A read replica keeps none unless it is told to.
        return bool(days) if self.role == "replica" else days != 0

    def _database(
        self, deployment: str, count: int | None, runs: Running, title: str = ""
    ) -> Iterator[CostComponent]:
        """Hours and storage of ``count`` equal databases."""
        committed = purchase_of(self).committed
        hours = self._hours(deployment, count, title)
        # A reservation is billed for every hour, whatever the schedule.
        yield from (part if committed else while_running(part, runs) for part in hours)
        yield from database_volume_costs(
            DatabaseVolume(
                self.storage_type,
                self.storage_gib,
                self.iops,
                self.throughput_mibps,
                self.monthly_ios,
                self.engine,
                deployment,
                count=count,
                title=title,
            )
        )

    def _hours(self, deployment: str, count: int | None, title: str) -> Iterator[CostComponent]:
        name = f"{title} hours" if title else "Instance hours"
        if not self.engine:
            yield needs(name, "", "engine", "Choose an engine.")
            return
        if not self.instance_class:
            yield needs(name, "", "instance_class", "Choose an instance class.")
            return
        engine = engine_words(self.engine, self.license)
        if not self.rate_engine:
            yield not_priced(name, f"RDS does not offer {engine}.")
        elif deployment == "multi_az_cluster" and self.engine not in ("mysql", "postgres"):
            yield not_priced(name, f"Multi-AZ clusters run MySQL or PostgreSQL, not {engine}.")
        else:
            size = self.instance_class.removeprefix("db.")
            words = [self.instance_class, engine, DEPLOYMENTS[deployment], title.lower()]
            yield from capacity_lines(
                Capacity(
                    "Instance hours",
                    ", ".join(word for word in words if word),
                    f"rds.instance.{size}.{self.rate_engine}.{deployment}",
                    count,
                ),
                purchase_of(self),
            )


_EXTRAS = (
    ("Surplus CPU credits", "rds.cpu_credits", "surplus_vcpu_hours"),
    ("Snapshot export", "rds.snapshot_export", "snapshot_export_gb"),
)
