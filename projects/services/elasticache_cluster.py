"""Amazon ElastiCache."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, storage, usage
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

_NAMES = {"valkey": "Valkey", "redis": "Redis OSS", "memcached": "Memcached"}
_NODES, _SERVERLESS = {"mode": ("nodes",)}, {"mode": ("serverless",)}
_LEAST_GB = {"valkey": Decimal("0.1"), "redis": Decimal(1), "memcached": Decimal(1)}
"""Data that a serverless cache is billed for at least."""


class ElasticacheCluster(Service):
    """A managed in-memory cache of nodes in shards with replicas, or serverless."""

    name = "elasticache_cluster"
    label = "ElastiCache"
    official = "Amazon ElastiCache"
    billed_as = "Amazon ElastiCache"
    summary = "A managed in-memory cache: Valkey, Redis OSS or Memcached, on nodes or serverless."
    category = "Database"
    synonyms = ("cache", "redis", "valkey", "memcached", "in-memory", "session store", "elasti cache")
    cloudformation = "AWS::ElastiCache::ReplicationGroup"
    icon = "elasticache_cluster"
    scope = "subnet"
    inside = ("subnet", "vpc")
    links: ClassVar = {
        "replicate": ("elasticache_cluster",),
        "deliver": ("s3_bucket", "cloudwatch", "firehose"),
    }

    engine: str | None = Choice(
        "Engine",
        {
            "valkey": "Open source successor of Redis; the cheapest.",
            "redis": "Redis OSS.",
            "memcached": "Plain cache without replicas or backups.",
        },
        default="valkey",
    )
    mode: str | None = Choice(
        "Mode",
        {
            "nodes": "Nodes of a chosen type, billed by the hour.",
            "serverless": "Billed by data and requests.",
        },
        default="nodes",
    )
    node_type: str | None = Choice(
        "Node type", source="rates:cache.*=elasticache.node.*.{engine}.ondemand", when=_NODES
    )
    nodes: int | None = Count(
        "Nodes",
        default=1,
        low=1,
        high=40,
        help="Of a Memcached cluster.",
        when={"engine": ("memcached",)},
        typical=(1, 2, 4),
    )
    shards: int | None = Count(
        "Shards", default=1, low=1, high=500, when={"engine": ("valkey", "redis")}, typical=(1, 1, 3)
    )
    replicas: int | None = Count(
        "Replicas of each shard", default=0, high=5, when={"engine": ("valkey", "redis")}, typical=(0, 1, 2)
    )
    multi_az: bool | None = Flag("Multi-AZ")
    automatic_failover: bool | None = Flag("Automatic failover")
    encrypted: bool | None = Flag("Encrypted")
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="The subnet group.")
    purchase: str | None = purchase_choice(DATABASE_PURCHASES, when=_NODES)
    term_years: str | None = term_choice(DATABASE_PURCHASES)
    payment: str | None = payment_choice(DATABASE_PURCHASES)
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH, when=_NODES
    )
    storage_gb: Decimal | None = Quantity(
        "Data stored",
        unit="GB",
        group="Usage",
        help="Mean over the month.",
        when=_SERVERLESS,
        typical=(1, 10, 200),
    )
    monthly_ecpus: Decimal | None = Quantity(
        "Processing units (ECPU)",
        unit="ECPU/month",
        help="One for each simple request of up to 1 KB.",
        when=_SERVERLESS,
        typical=(20_000_000, 1_000_000_000, 30_000_000_000),
    )
    backup_storage_gb: Decimal | None = Quantity(
        "Backup storage",
        unit="GB",
        group="Usage",
        help="Beyond the one snapshot of each cluster that is free.",
    )

    def node_count(self) -> int | None:
        """Nodes of the cluster: shards times one primary and its replicas, or Memcached's nodes."""
        if self.engine == "memcached":
            return self.nodes
        if self.shards is None or self.replicas is None:
            return None
        return self.shards * (1 + self.replicas)

    outpost: bool | None = Flag("On an AWS Outpost", help="Runs on AWS hardware in your own building.")

    def fact(self) -> str:
        engine = _NAMES.get(self.engine or "", "")
        if self.mode == "serverless":
            return f"{engine} Serverless".strip()
        if not self.node_type:
            return engine
        count = self.node_count()
        return self.node_type if count in (1, None) else f"{self.node_type} × {count}"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        engine = self.engine
        if engine is None:
            yield needs("Node hours", "", "engine", "Choose an engine.")
            return
        if self.mode == "serverless":
            yield from self._serverless(engine)
        else:
            yield from self._node_hours(engine)
        if self.backup_storage_gb is not None and (engine != "memcached" or self.mode == "serverless"):
            yield storage(
                "Backup storage", "elasticache.backup", self.backup_storage_gb, property="backup_storage_gb"
            )

    def _serverless(self, engine: str) -> Iterator[CostComponent]:
        key, least = f"elasticache.serverless.{engine}", _LEAST_GB.get(engine, Decimal(0))
        stored = None if self.storage_gb is None else max(self.storage_gb, least)
        reason = f"At least {least} GB."
        yield hourly(
            "Data stored (serverless)", f"{key}.storage", stored, property="storage_gb", reason=reason
        )
        name = "Processing units (serverless)"
        yield usage(name, f"{key}.ecpu", self.monthly_ecpus, property="monthly_ecpus")

    def _node_hours(self, engine: str) -> Iterator[CostComponent]:
        if not self.node_type:
            yield needs("Node hours", "", "node_type", "Choose a node type.")
            return
        missing = "shards" if self.shards is None else "replicas"
        yield from capacity_lines(
            Capacity(
                "Node hours",
                f"{self.node_type}, {_NAMES.get(engine, engine)}",
                f"elasticache.node.{self.node_type.removeprefix('cache.')}.{engine}",
                self.node_count(),
                self.hours_per_month,
                property="nodes" if engine == "memcached" else missing,
                unit="node-hour",
            ),
            purchase_of(self),
        )
