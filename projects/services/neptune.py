"""Amazon Neptune."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly
from projects.billing.clusters import (
    backup_beyond_a_day,
    cluster_backup,
    cluster_fact,
    cluster_instances,
    cluster_ios,
    cluster_storage,
    extras,
    io_rate,
)
from projects.billing.databases import STORAGE_CONFIGURATIONS, surplus_credits, volume_costs
from projects.billing.instances import WHOLE_MONTH
from projects.billing.purchasing import (
    DATABASE_PURCHASES,
    payment_choice,
    purchase_choice,
    term_choice,
)
from projects.billing.traffic import public_ipv4
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service

_INSTANCES, _SERVERLESS = {"mode": ("provisioned",)}, {"mode": ("serverless",)}


class Neptune(Service):
    """A graph database cluster of instances over one volume, or serverless."""

    name = "neptune"
    label = "Neptune"
    official = "Amazon Neptune"
    billed_as = "Amazon Neptune"
    summary = "A managed graph database for Gremlin, openCypher and SPARQL; its storage spans three zones."
    category = "Database"
    synonyms = ("neptune", "graph", "gremlin", "sparql", "opencypher", "rdf", "database", "db")
    cloudformation = "AWS::Neptune::DBCluster"
    icon = "neptune_cluster"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {
        "replicate": ("neptune", "opensearch"),
        "event": ("lambda_function",),
        "deliver": ("cloudwatch", "s3_bucket"),
        "traffic": ("s3_bucket",),
    }

    mode: str | None = Choice(
        "Capacity",
        {
            "provisioned": "Instances of a chosen class.",
            "serverless": "Scales in capacity units (NCU) of about 2 GiB memory each.",
        },
        default="provisioned",
    )
    storage_configuration: str | None = Choice(
        "Storage configuration", STORAGE_CONFIGURATIONS, default="standard"
    )
    instance_class: str | None = Choice(
        "Instance class",
        source="rates:db.*=neptune.instance.*.{rate_configuration}.ondemand",
        when=_INSTANCES,
    )
    readers: int | None = Count(
        "Replicas", default=0, high=15, help="In addition to the primary.", when=_INSTANCES, typical=(0, 1, 2)
    )
    headless: bool | None = Flag(
        "Without instances", help="Only storage and snapshots are kept.", when=_INSTANCES
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="The subnet group: two zones or more.")
    backup_retention_days: int | None = Count(
        "Backup retention", unit="days", low=1, high=35, help="One day is free."
    )
    encrypted: bool | None = Flag("Encrypted")
    publicly_accessible: bool | None = Flag("Publicly accessible")
    purchase: str | None = purchase_choice(DATABASE_PURCHASES, when=_INSTANCES)
    term_years: str | None = term_choice(DATABASE_PURCHASES)
    payment: str | None = payment_choice(DATABASE_PURCHASES)
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )
    ncu: Decimal | None = Quantity(
        "Capacity used",
        unit="NCU",
        group="Usage",
        help="Mean over the running hours, all instances together.",
        when=_SERVERLESS,
        typical=("2.5", 8, 32),
    )
    storage_gb: Decimal | None = cluster_storage()
    monthly_ios: Decimal | None = cluster_ios()
    reads_per_s: Decimal | None = io_rate("Read")
    writes_per_s: Decimal | None = io_rate("Write")
    backup_storage_gb: Decimal | None = backup_beyond_a_day()
    surplus_vcpu_hours: Decimal | None = surplus_credits()
    monthly_replicated_writes: Decimal | None = Quantity(
        "Replicated writes of a global database", unit="requests/month"
    )

    @property
    def rate_configuration(self) -> str:
        """The storage configuration as the price list writes it in instance keys."""
        return "io_optimized" if self.storage_configuration == "io_optimized" else "instance"

    def fact(self) -> str:
        if self.mode == "serverless":
            return "Serverless"
        return cluster_fact(self.instance_class, self.readers)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.mode == "serverless":
            yield self._capacity_units()
        elif not self.headless:
            yield from cluster_instances(self, "neptune")
        yield from volume_costs(self, "neptune", place.hours_per_month)
        yield from cluster_backup(self, "neptune")
        if self.publicly_accessible and not self.headless:
            yield self._addresses()
        yield from extras(self, _EXTRAS)

    def _addresses(self) -> CostComponent:
        serverless = self.mode == "serverless"
        count = 1 if serverless else None if self.readers is None else 1 + self.readers
        reason = "Of the primary." if serverless else "One for each instance."
        return public_ipv4(count, hours=self.hours_per_month, property="readers", reason=reason)

    def _capacity_units(self) -> CostComponent:
        optimized = self.storage_configuration == "io_optimized"
        key = "neptune.serverless.ncu.io_optimized" if optimized else "neptune.serverless.ncu"
        name = "Capacity unit hours (serverless)"
        return hourly(name, key, self.ncu, hours=self.hours_per_month, property="ncu", unit="NCU-hour")


_EXTRAS = (
    ("Surplus CPU credits", "neptune.cpu_credits", "surplus_vcpu_hours", "vCPU-hour"),
    (
        "Replicated write I/O requests",
        "neptune.global.replicated_write_io",
        "monthly_replicated_writes",
        "request",
    ),
)
"""Billed only where they are used, so shown only where a figure is given: name, rate key, property, unit."""
