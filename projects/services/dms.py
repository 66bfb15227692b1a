"""AWS Database Migration Service (DMS)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, included, needs, storage
from projects.billing.instances import WHOLE_MONTH
from projects.billing.traffic import public_ipv4
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service

_INSTANCES, _SERVERLESS = {"mode": ("instances",)}, {"mode": ("serverless",)}
_DEPLOYMENTS = {"single_az": "Single-AZ", "multi_az": "Multi-AZ"}
_BURSTABLE_INCLUDED_GB, _INCLUDED_GB = Decimal(50), Decimal(100)
"""Storage in the price of a T class, and of any other class."""


class Dms(Service):
    """A replication instance, or serverless replication, from a source to a target database."""

    name = "dms"
    label = "DMS"
    official = "AWS Database Migration Service (DMS)"
    billed_as = "AWS Database Migration Service"
    summary = "Moves databases to AWS and keeps source and target in step while both are in use."
    category = "Migration"
    synonyms = ("dms", "database migration", "migration", "replication", "cdc", "schema conversion")
    cloudformation = "AWS::DMS::ReplicationInstance"
    icon = "database_migration_service"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {
        "replicate": (
            "rds_instance",
            "aurora_cluster",
            "redshift_cluster",
            "dynamodb_table",
            "documentdb",
            "neptune",
            "elasticache_cluster",
            "s3_bucket",
            "opensearch",
            "kinesis_streams",
            "msk",
            "on_premises_database",
        ),
        "traffic": ("rds_instance", "aurora_cluster", "on_premises_database", "s3_bucket"),
        "deliver": ("cloudwatch",),
    }

    mode: str | None = Choice(
        "Mode",
        {
            "instances": "A replication instance of a chosen class.",
            "serverless": "Scales by itself in capacity units (DCU) of 2 GB memory each.",
        },
        default="instances",
    )
    instance_class: str | None = Choice(
        "Instance class", source="rates:dms.*=dms.instance.*.{deployment}", when=_INSTANCES
    )
    multi_az: bool | None = Flag("Multi-AZ", help="A standby in a second zone takes over.")
    instances: int | None = Count(
        "Replication instances", default=1, low=1, high=60, when=_INSTANCES, typical=(1, 1, 2)
    )
    storage_gib: Decimal | None = Quantity(
        "Storage",
        unit="GiB",
        low=5,
        high=6144,
        help="50 GB are included with T classes, 100 GB with others; empty: no more than that.",
        when=_INSTANCES,
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="The subnet group: two zones or more.")
    publicly_accessible: bool | None = Flag("Publicly accessible", when=_INSTANCES)
    encrypted: bool | None = Flag("Encrypted")
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )
    dcu: Decimal | None = Quantity(
        "Capacity used",
        unit="DCU",
        group="Usage",
        help="Mean over the running hours.",
        when=_SERVERLESS,
        typical=(1, 4, 16),
    )

    @property
    def deployment(self) -> str:
        """Single- or Multi-AZ as the price list writes it."""
        return "multi_az" if self.multi_az else "single_az"

    def fact(self) -> str:
        words = ["Serverless" if self.mode == "serverless" else self.instance_class or ""]
        words.append("Multi-AZ" if self.multi_az else "")
        return ", ".join(word for word in words if word)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        where = _DEPLOYMENTS[self.deployment]
        if self.mode == "serverless":
            yield hourly(
                f"Capacity unit hours (serverless, {where})",
                f"dms.serverless.dcu.{self.deployment}",
                self.dcu,
                hours=self.hours_per_month,
                property="dcu",
                unit="DCU-hour",
            )
            return
        if not self.instance_class:
            yield needs("Instance hours", "", "instance_class", "Choose an instance class.")
            return
        size = self.instance_class.removeprefix("dms.")
        yield hourly(
            f"Instance hours ({self.instance_class}, {where})",
            f"dms.instance.{size}.{self.deployment}",
            self.instances,
            hours=self.hours_per_month,
            property="instances",
            unit="hour",
        )
        yield self._storage(size, where)
        if self.publicly_accessible:
            count, hours = self.instances, self.hours_per_month
            yield public_ipv4(count, hours=hours, property="instances", reason="One for each instance.")

    def _storage(self, size: str, where: str) -> CostComponent:
        free = _BURSTABLE_INCLUDED_GB if size.startswith("t") else _INCLUDED_GB
        reason = f"{free} GB are in the price of the class."
        above = Decimal(0) if self.storage_gib is None else self.storage_gib - free
        if above <= 0:
            return included(f"Storage ({where})", reason)
        return storage(
            f"Storage ({where})",
            f"dms.storage.{self.deployment}",
            above,
            count=self.instances,
            property="instances",
            reason=reason,
        )
