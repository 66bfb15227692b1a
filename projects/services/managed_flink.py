"""Amazon Managed Service for Apache Flink."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, storage
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Quantity
from projects.service import Service

RUNNING_GB_PER_KPU = 50
"""Running application storage that comes with each processing unit, and is billed with it."""

_ORCHESTRATION_UNITS = {"application": 1, "studio": 2}
"""Units that AWS adds to each Flink application or Studio notebook."""


class ManagedFlink(Service):
    """Runs Apache Flink applications on streams, billed by processing units."""

    name = "managed_flink"
    label = "Managed Flink application"
    official = "Amazon Managed Service for Apache Flink application"
    billed_as = "Amazon Managed Service for Apache Flink"
    summary = "Runs Apache Flink applications on streams; formerly Kinesis Data Analytics."
    category = "Analytics"
    synonyms = (
        "flink",
        "apache flink",
        "kinesis data analytics",
        "stream processing",
        "kda",
        "streaming sql",
    )
    cloudformation = "AWS::KinesisAnalyticsV2::Application"
    icon = "managed_flink"
    scope = "region"
    inside = ("region", "vpc", "subnet")
    links: ClassVar = {
        "deliver": ("kinesis_streams", "firehose", "msk", "s3_bucket", "opensearch", "dynamodb_table"),
        "traffic": ("kinesis_streams", "msk", "rds_instance", "aurora_cluster", "lambda_function"),
    }

    runtime: str | None = Choice(
        "Runtime",
        {
            "flink": "Apache Flink.",
            "sql": "SQL applications, the legacy kind; AWS has discontinued them.",
        },
        default="flink",
    )
    kind: str | None = Choice(
        "Kind",
        {
            "application": "A streaming application; AWS adds one unit to each.",
            "studio": "A Studio notebook; AWS adds two units to each.",
        },
        default="application",
        when={"runtime": ("flink",)},
    )
    applications: int | None = Count(
        "Applications", default=1, help="How many equal ones this icon stands for.", typical=(1, 2, 5)
    )
    kpus: Decimal | None = Quantity(
        "Processing units (KPU)",
        unit="KPU",
        group="Usage",
        help="Mean of each application; 1 vCPU and 4 GB each.",
        typical=(1, 4, 32),
    )
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )
    durable_backup_gb: Decimal | None = Quantity(
        "Snapshots stored", unit="GB", group="Usage", help="Durable application backups."
    )

    def fact(self) -> str:
        return "" if self.kpus is None else f"{self.kpus.normalize():f} KPU"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.hours_per_month != 0:
            yield from self._running(place)
        if self.durable_backup_gb is not None:
            yield storage(
                "Durable application backup",
                "managed_flink.backup",
                self.durable_backup_gb,
                property="durable_backup_gb",
                unit="GB-month",
            )

    def _running(self, place: Place) -> Iterator[CostComponent]:
        sql = self.runtime == "sql"
        field = "applications" if self.applications is None else "kpus"
        units = None if self.kpus is None or self.applications is None else self.kpus * self.applications
        key, hours = "managed_flink.sql.kpu" if sql else "managed_flink.kpu", self.hours_per_month
        name = f"Processing unit hours ({'SQL' if sql else 'stream'} processing)"
        yield hourly(name, key, units, hours=hours, property=field, unit="KPU-hour")
        if sql:
            return
        added = _ORCHESTRATION_UNITS[self.kind or "application"]
        yield hourly(
            "Processing unit hours (orchestration)",
            key,
            None if self.applications is None else added * self.applications,
            hours=hours,
            property="applications",
            reason=f"AWS adds {added} to each application.",
            unit="KPU-hour",
        )
        part = Decimal(1) if hours is None else hours / place.hours_per_month
        yield storage(
            "Running application storage",
            "managed_flink.storage",
            None if units is None else units * RUNNING_GB_PER_KPU * part,
            property=field,
            reason=f"{RUNNING_GB_PER_KPU} GB for each processing unit.",
            unit="GB-month",
        )
