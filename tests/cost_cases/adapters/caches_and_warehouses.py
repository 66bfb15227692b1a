"""ElastiCache and Redshift. What a case does not use is 0, so that nothing is open."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.cost_cases.adapters import adapter
from tests.cost_cases.adapters.compute import purchase
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import Facts

ZERO = Decimal(0)
_ENGINES = {"memcached": "memcached", "redis": "redis", "valkey": "valkey"}


@adapter("elasticache")
def elasticache(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """Nodes: of a Memcached cluster, else one primary with replicas in each shard."""
    engine = config.choice("engine", _ENGINES, "redis")
    drawing.add(
        "elasticache_cluster",
        engine=engine,
        node_type=config.need("node_type"),
        **_nodes(config, engine),
        hours_per_month=usage.get("hours_per_month"),
        backup_storage_gb=usage.get("backup_storage_gb"),
        **purchase(config),
    )


def _nodes(config: Facts, engine: str) -> dict[str, Any]:
    nodes, shards = config.whole("nodes"), config.whole("shards")
    replicas = config.whole("replicas_per_shard")
    if engine == "memcached":
        return {"nodes": nodes or shards or 1}
    if shards is None and replicas is None:
        return {"shards": 1, "replicas": (nodes or 1) - 1}
    return {"shards": shards or 1, "replicas": replicas or 0}


@adapter("redshift")
def redshift(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """A cluster of nodes."""
    node_type = config.need("node_type")
    managed = usage.get("managed_storage_gb")
    if managed is None and node_type.startswith(("ra3.", "rg.")):
        managed = ZERO
    drawing.add(
        "redshift_cluster",
        node_type=node_type,
        nodes=config.whole("nodes", 1),
        hours_per_month=usage.get("hours_per_month"),
        managed_storage_gb=managed,
        backup_storage_gb=usage.get("backup_storage_gb"),
        spectrum_tb=usage.get("spectrum_scanned_tb"),
        concurrency_scaling_s=usage.get("concurrency_scaling_seconds_beyond_free"),
        **purchase(config),
    )
