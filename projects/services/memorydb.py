"""Amazon MemoryDB."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, needs, storage, usage
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
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service

_NAMES = {"valkey": "Valkey", "redis": "Redis OSS"}


class Memorydb(Service):
    """A durable in-memory database of nodes in shards with replicas."""

    name = "memorydb"
    label = "MemoryDB"
    official = "Amazon MemoryDB"
    billed_as = "Amazon MemoryDB"
    summary = "A durable in-memory database for Valkey or Redis OSS, whose log is kept in several zones."
    category = "Database"
    synonyms = ("memorydb", "redis", "valkey", "in-memory", "memory", "database", "db", "key-value")
    cloudformation = "AWS::MemoryDB::Cluster"
    icon = "memorydb_cluster"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {"replicate": ("memorydb",), "deliver": ("s3_bucket", "cloudwatch")}

    engine: str | None = Choice(
        "Engine",
        {"valkey": "Open source successor of Redis; cheaper.", "redis": "Redis OSS."},
        default="valkey",
    )
    node_type: str | None = Choice("Node type", source="rates:db.*=memorydb.node.*.{engine}.ondemand")
    shards: int | None = Count("Shards", default=1, low=1, high=500, typical=(1, 2, 4))
    replicas: int | None = Count("Replicas of each shard", default=1, high=5, typical=(1, 1, 2))
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="The subnet group.")
    encrypted: bool | None = Flag("Encrypted in transit")
    snapshot_retention_days: int | None = Count(
        "Snapshot retention", unit="days", high=35, help="One snapshot is free."
    )
    purchase: str | None = purchase_choice(DATABASE_PURCHASES)
    term_years: str | None = term_choice(DATABASE_PURCHASES)
    payment: str | None = payment_choice(DATABASE_PURCHASES)
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )
    written_gb: Decimal | None = Quantity(
        "Data written",
        unit="GB/month",
        help="Each write counts once, however many replicas.",
        typical=(10, 200, 5000),
    )
    snapshot_gb: Decimal | None = Quantity(
        "Snapshots above the free one", unit="GB", group="Usage", typical=(10, 100, 1000)
    )

    def node_count(self) -> int | None:
        """Nodes of the cluster: shards times one primary and its replicas."""
        if self.shards is None or self.replicas is None:
            return None
        return self.shards * (1 + self.replicas)

    def fact(self) -> str:
        if not self.node_type:
            return _NAMES.get(self.engine or "", "")
        count = self.node_count()
        return self.node_type if count in (1, None) else f"{self.node_type} × {count}"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        engine = self.engine
        if engine is None:
            yield needs("Node hours", "", "engine", "Choose an engine.")
            return
        if not self.node_type:
            yield needs("Node hours", "", "node_type", "Choose a node type.")
        else:
            size = self.node_type.removeprefix("db.")
            yield from capacity_lines(
                Capacity(
                    "Node hours",
                    f"{self.node_type}, {_NAMES.get(engine, engine)}",
                    f"memorydb.node.{size}.{engine}",
                    self.node_count(),
                    self.hours_per_month,
                    property="shards" if self.shards is None else "replicas",
                    unit="node-hour",
                ),
                purchase_of(self),
            )
        yield usage(
            f"Data written ({_NAMES.get(engine, engine)})",
            f"memorydb.data_written.{engine}",
            self.written_gb,
            property="written_gb",
            unit="GB",
        )
        if self.snapshot_gb is not None or (self.snapshot_retention_days or 0) > 1:
            amount = self.snapshot_gb
            yield storage("Snapshot storage", "memorydb.snapshot", amount, property="snapshot_gb")
