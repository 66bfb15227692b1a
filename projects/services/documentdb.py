"""Amazon DocumentDB."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, included, storage
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
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service

_INSTANCES, _SERVERLESS, _ELASTIC = ({"mode": (name,)} for name in ("provisioned", "serverless", "elastic"))
_WITH_INSTANCES = {"mode": ("provisioned", "serverless")}


class Documentdb(Service):
    """A cluster of instances over one volume, serverless, or an elastic cluster of shards."""

    name = "documentdb"
    label = "DocumentDB"
    official = "Amazon DocumentDB (with MongoDB compatibility)"
    billed_as = "Amazon DocumentDB"
    summary = "A managed document database that speaks MongoDB's protocol; its storage spans three zones."
    category = "Database"
    synonyms = ("documentdb", "docdb", "mongodb", "mongo", "document", "nosql", "json", "database", "db")
    cloudformation = "AWS::DocDB::DBCluster"
    icon = "documentdb_cluster"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {
        "replicate": ("documentdb",),
        "event": ("lambda_function",),
        "deliver": ("cloudwatch",),
    }

    mode: str | None = Choice(
        "Capacity",
        {
            "provisioned": "Instances of a chosen class.",
            "serverless": "Scales in capacity units (DCU) of about 2 GiB memory each.",
            "elastic": "Elastic cluster: shards of vCPUs, for very many writes.",
        },
        default="provisioned",
    )
    storage_configuration: str | None = Choice(
        "Storage configuration", STORAGE_CONFIGURATIONS, default="standard", when=_WITH_INSTANCES
    )
    instance_class: str | None = Choice(
        "Instance class",
        source="rates:db.*=documentdb.instance.*.{rate_configuration}.ondemand",
        when=_INSTANCES,
    )
    readers: int | None = Count(
        "Replicas", default=0, high=15, help="In addition to the primary.", when=_INSTANCES, typical=(0, 1, 2)
    )
    headless: bool | None = Flag(
        "Without instances", help="Only storage and snapshots are kept.", when=_INSTANCES
    )
    shards: int | None = Count("Shards", low=1, high=32, when=_ELASTIC, typical=(1, 2, 4))
    vcpus_per_shard: int | None = Count(
        "vCPUs of a shard instance", low=2, high=64, when=_ELASTIC, typical=(2, 4, 8)
    )
    instances_per_shard: int | None = Count(
        "Instances of a shard", default=2, low=1, high=16, when=_ELASTIC, typical=(1, 2, 3)
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="The subnet group: two zones or more.")
    backup_retention_days: int | None = Count(
        "Backup retention", unit="days", high=35, help="One day is free."
    )
    encrypted: bool | None = Flag("Encrypted")
    purchase: str | None = purchase_choice(DATABASE_PURCHASES, when=_INSTANCES)
    term_years: str | None = term_choice(DATABASE_PURCHASES)
    payment: str | None = payment_choice(DATABASE_PURCHASES)
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )
    dcu: Decimal | None = Quantity(
        "Capacity used",
        unit="DCU",
        group="Usage",
        help="Mean over the running hours, all instances together.",
        when=_SERVERLESS,
        typical=(1, 4, 16),
    )
    storage_gb: Decimal | None = cluster_storage()
    monthly_ios: Decimal | None = cluster_ios()
    reads_per_s: Decimal | None = io_rate("Read")
    writes_per_s: Decimal | None = io_rate("Write")
    backup_storage_gb: Decimal | None = backup_beyond_a_day()
    surplus_vcpu_hours: Decimal | None = surplus_credits()
    monthly_replicated_writes: Decimal | None = Quantity(
        "Replicated writes of a global cluster", unit="requests/month"
    )

    @property
    def rate_configuration(self) -> str:
        """The storage configuration as the price list writes it in instance keys."""
        return "io_optimized" if self.storage_configuration == "io_optimized" else "instance"

    def fact(self) -> str:
        if self.mode == "elastic":
            return "Elastic" if self.shards is None else f"Elastic, {self.shards} shards"
        if self.mode == "serverless":
            return "Serverless"
        return cluster_fact(self.instance_class, self.readers)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.mode == "elastic":
            yield from self._elastic()
        else:
            if self.mode == "serverless":
                yield self._capacity_units()
            elif not self.headless:
                yield from cluster_instances(self, "documentdb")
            yield from volume_costs(self, "documentdb", place.hours_per_month)
        yield from cluster_backup(self, "documentdb")
        yield from extras(self, _EXTRAS)

    def _capacity_units(self) -> CostComponent:
        optimized = self.storage_configuration == "io_optimized"
        key = "documentdb.serverless.dcu.io_optimized" if optimized else "documentdb.serverless.dcu"
        name = "Capacity unit hours (serverless)"
        return hourly(name, key, self.dcu, hours=self.hours_per_month, property="dcu", unit="DCU-hour")

    def _elastic(self) -> Iterator[CostComponent]:
        figures = {name: getattr(self, name) for name in ("shards", "vcpus_per_shard", "instances_per_shard")}
        missing = next((name for name, figure in figures.items() if figure is None), "shards")
        vcpus: Decimal | None = Decimal(1)
        for figure in figures.values():
            vcpus = None if figure is None or vcpus is None else vcpus * figure
        reason = "Shards × their instances × vCPUs."
        key = "documentdb.elastic.vcpu"
        yield hourly(
            "vCPU hours (elastic)", key, vcpus, hours=self.hours_per_month, property=missing, reason=reason
        )
        name, key = "Storage (elastic)", "documentdb.elastic.storage"
        yield storage(name, key, self.storage_gb, property="storage_gb")
        yield included("I/O requests", "Included in elastic clusters.")


_EXTRAS = (
    ("Surplus CPU credits", "documentdb.cpu_credits", "surplus_vcpu_hours", "vCPU-hour"),
    (
        "Replicated write I/O requests",
        "documentdb.global.replicated_write_io",
        "monthly_replicated_writes",
        "request",
    ),
)
"""Billed only where they are used, so shown only where a figure is given: name, rate key, property, unit."""
