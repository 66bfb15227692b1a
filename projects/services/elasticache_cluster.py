"""Amazon ElastiCache."""

from collections.abc import Iterator
from decimal import Decimal

from pricing.costs import CostComponent, hourly, needs, storage, usage
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service

_NAMES = {"valkey": "Valkey", "redis": "Redis OSS", "memcached": "Memcached"}


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
        "Node type", source="rates:cache.*=elasticache.node.*.{engine}.ondemand", when={"mode": ("nodes",)}
    )
    nodes: int | None = Count(
        "Nodes", default=1, low=1, high=40, help="Of a Memcached cluster.", when={"engine": ("memcached",)}
    )
    shards: int | None = Count("Shards", default=1, low=1, high=500, when={"engine": ("valkey", "redis")})
    replicas: int | None = Count(
        "Replicas of each shard", default=0, high=5, when={"engine": ("valkey", "redis")}
    )
    multi_az: bool | None = Flag("Multi-AZ")
    automatic_failover: bool | None = Flag("Automatic failover")
    encrypted: bool | None = Flag("Encrypted")
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="The subnet group.")
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH, when={"mode": ("nodes",)}
    )
    storage_gb: Decimal | None = Quantity(
        "Data stored", unit="GB", group="Usage", help="Mean over the month.", when={"mode": ("serverless",)}
    )
    monthly_ecpus: Decimal | None = Quantity(
        "Processing units (ECPU)",
        unit="ECPU/month",
        help="One for each simple request of up to 1 KB.",
        when={"mode": ("serverless",)},
    )
    backup_storage_gb: Decimal | None = Quantity(
        "Backup storage", unit="GB", group="Usage", when={"engine": ("valkey", "redis")}
    )

    def node_count(self) -> int | None:
        """Nodes of the cluster: shards times one primary and its replicas, or Memcached's nodes."""
        if self.engine == "memcached":
            return self.nodes
        if self.shards is None or self.replicas is None:
            return None
        return self.shards * (1 + self.replicas)

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
            key = f"elasticache.serverless.{engine}"
            yield hourly("Data stored (serverless)", f"{key}.storage", self.storage_gb, property="storage_gb")
            name = "Processing units (serverless)"
            yield usage(name, f"{key}.ecpu", self.monthly_ecpus, property="monthly_ecpus")
        else:
            yield self._node_hours(engine)
        if self.backup_storage_gb is not None and engine != "memcached":
            yield storage(
                "Backup storage", "elasticache.backup", self.backup_storage_gb, property="backup_storage_gb"
            )

    def _node_hours(self, engine: str) -> CostComponent:
        if not self.node_type:
            return needs("Node hours", "", "node_type", "Choose a node type.")
        return hourly(
            f"Node hours ({self.node_type}, {_NAMES[engine]})",
            f"elasticache.node.{self.node_type.removeprefix('cache.')}.{engine}.ondemand",
            self.node_count(),
            hours=self.hours_per_month,
            property="nodes" if engine == "memcached" else "shards",
        )
