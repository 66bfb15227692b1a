"""Amazon RDS Proxy."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service

_VCPU, _ACU = {"database": ("instances",)}, {"database": ("serverless",)}
_LEAST = Decimal(2)
"""vCPUs that are billed for an instance with fewer."""
_LEAST_ACU = Decimal(8)


class RdsProxy(Service):
    """Pools connections to an RDS or Aurora database."""

    name = "rds_proxy"
    label = "RDS Proxy"
    official = "Amazon RDS Proxy"
    billed_as = "Amazon RDS"
    summary = "Pools and shares connections to RDS and Aurora, so that functions do not exhaust a database."
    category = "Database"
    synonyms = ("rds proxy", "proxy", "connection pool", "pooling", "database", "db")
    cloudformation = "AWS::RDS::DBProxy"
    icon = "rds_proxy"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {
        "traffic": ("rds_instance", "aurora_cluster", "secrets_manager"),
        "deliver": ("cloudwatch",),
    }

    engine_family: str | None = Choice(
        "Engine family",
        {"MYSQL": "MySQL and MariaDB.", "POSTGRESQL": "PostgreSQL.", "SQLSERVER": "SQL Server."},
    )
    database: str | None = Choice(
        "In front of",
        {
            "instances": "Instances: billed for each of their vCPUs.",
            "serverless": "Aurora Serverless v2: billed for each capacity unit (ACU).",
        },
        default="instances",
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="Two zones or more.")
    require_tls: bool | None = Flag("TLS required")
    vcpus: int | None = Count(
        "vCPUs of the database",
        low=1,
        high=2048,
        help="Of all its instances together; at least 2 are billed.",
        when=_VCPU,
        typical=(2, 4, 16),
    )
    acu: Decimal | None = Quantity(
        "Capacity of the database",
        unit="ACU",
        group="Usage",
        help="Mean over the month, at least 8 are billed.",
        when=_ACU,
        typical=(8, 8, 32),
    )
    extra_endpoints: int | None = Count(
        "Additional endpoints", high=20, help="Each is billed as an interface endpoint in each zone."
    )
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )

    def fact(self) -> str:
        if self.database == "serverless":
            return "Serverless v2"
        return "" if self.vcpus is None else f"{self.vcpus} vCPUs"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        hours = self.hours_per_month
        if self.database == "serverless":
            acu = None if self.acu is None else max(self.acu, _LEAST_ACU)
            reason = "At least 8 are billed."
            name, key = "Proxy hours (ACU)", "rds.proxy.acu"
            yield hourly(name, key, acu, hours=hours, property="acu", reason=reason, unit="ACU-hour")
        else:
            vcpus = None if self.vcpus is None else max(Decimal(self.vcpus), _LEAST)
            reason = "For each vCPU of the database, at least 2."
            name, key = "Proxy hours (vCPU)", "rds.proxy.vcpu"
            yield hourly(name, key, vcpus, hours=hours, property="vcpus", reason=reason, unit="vCPU-hour")
        if self.extra_endpoints:
            zones = place.subnets or None
            count = None if zones is None else self.extra_endpoints * zones
            yield hourly(
                "Additional endpoint hours",
                "vpc.endpoint.interface.hour",
                count,
                hours=hours,
                property="subnets",
                reason="Billed in each zone.",
            )
