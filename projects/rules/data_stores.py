"""Caches and tables (ECH, DDB)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import set_properties
from projects.rules.reachability import INTERNET, from_internet
from projects.rules.remedies import function_between
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.second_zones import spread
from projects.rules.wording import The, the

CACHE, TABLE = "elasticache_cluster", "dynamodb_table"
_CACHE_API = "botocore service model elasticache, CreateReplicationGroup"
_TABLE_API = "botocore service model dynamodb, CreateTable"


def _replicated(node: Node) -> bool:
    return value(node, "engine") in ("redis", "valkey") and value(node, "mode") != "serverless"


class CacheReplicas(Rule):
    """ECH001: five replicas to a shard."""

    id = "ECH001"
    summary = "A Redis or Valkey shard has at most 5 replicas."
    rationale = "The API refuses more."
    source = _CACHE_API
    applies_to = (CACHE,)
    parameters: ClassVar = {"max": 5}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        replicas = value(node, "replicas")
        if _replicated(node) and replicas is not None and replicas > self.parameters["max"]:
            fix = set_properties("Keep 5", node.id, replicas=5)
            yield self.finding(f"{The(graph, node)} has {replicas} replicas; a shard takes 5.", node, fix=fix)


class CacheFailover(Rule):
    """ECH002: failover needs somebody to fail over to."""

    id = "ECH002"
    summary = "Failover and Multi-AZ need a replica; Multi-AZ needs two zones and automatic failover."
    rationale = "There is nobody to take over otherwise."
    source = _CACHE_API
    applies_to = (CACHE,)
    parameters: ClassVar = {"min_replicas": 1, "min_zones": 2}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        failover, several = value(node, "automatic_failover"), value(node, "multi_az")
        if value(node, "engine") == "memcached" or value(node, "mode") == "serverless":
            return
        if not (failover or several):
            return
        replicas = value(node, "replicas")
        zones = graph.zones_of(node) if graph.listed_subnets(node) else None
        if replicas is not None and replicas < self.parameters["min_replicas"]:
            fix = set_properties("Add a replica", node.id, replicas=1)
            yield self.finding(f"{The(graph, node)} fails over but has no replica; add one.", node, fix=fix)
        elif several and failover is False:
            fix = set_properties("Switch failover on", node.id, automatic_failover=True)
            yield self.finding(
                f"{The(graph, node)} is Multi-AZ without automatic failover; switch it on.", node, fix=fix
            )
        elif several and zones is not None and len(zones) < self.parameters["min_zones"]:
            yield self.finding(
                f"{The(graph, node)} is Multi-AZ but has subnets of one zone; add a second.",
                node,
                fix=spread(graph, node),
            )


class Memcached(Rule):
    """ECH003: Memcached keeps one copy."""

    id = "ECH003"
    summary = "A Memcached cluster of nodes has no replicas, failover or backups."
    rationale = "Memcached does not replicate."
    source = _CACHE_API
    applies_to = (CACHE,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "engine") != "memcached" or value(node, "mode") == "serverless":
            return
        names = (
            "replicas",
            "automatic_failover",
            "backup_storage_gb",
            "backup",
            "backups",
            "snapshot_retention",
        )
        if any(value(node, name) for name in names):
            yield self.finding(
                f"{The(graph, node)} is Memcached, which has no replicas, failover or backups; use Valkey.",
                node,
                fix=set_properties("Use Valkey", node.id, engine="valkey"),
            )


class CacheQuota(Rule):
    """ECH004: forty Memcached nodes by default."""

    id = "ECH004"
    summary = "A Memcached cluster has 1 to 40 nodes, unless the quota is raised."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "service_limits"
    rationale = "The quota must be raised before deployment."
    source = "Amazon ElastiCache User Guide (not re-read)"
    applies_to = (CACHE,)
    parameters: ClassVar = {"memcached": 40, "redis": 500}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        engine, nodes = value(node, "engine"), value(node, "nodes")
        if engine != "memcached" and _replicated(node):
            shards, replicas = value(node, "shards"), value(node, "replicas")
            nodes = None if shards is None or replicas is None else shards * (1 + replicas)
        quota = self.parameters["memcached" if engine == "memcached" else "redis"]
        if nodes is not None and nodes > quota:
            yield self.finding(
                f"{The(graph, node)} has {nodes} nodes; ask AWS to raise the quota of {quota}.", node
            )


class CacheMultiAz(Rule):
    """ECH005: a cache with one copy is gone with its node."""

    id = "ECH005"
    summary = "A Redis or Valkey cache has a replica and Multi-AZ."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "Without a replica in another zone its data is gone with the node."
    source = "AWS Well-Architected Framework (not re-read)"
    applies_to = (CACHE,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if not _replicated(node):
            return
        if value(node, "replicas") == 0:
            fix = set_properties(
                "Add a replica, Multi-AZ", node.id, replicas=1, automatic_failover=True, multi_az=True
            )
            yield self.finding(f"{The(graph, node)} has no replica; add one in another zone.", node, fix=fix)
        elif value(node, "multi_az") is False:
            fix = set_properties("Make it Multi-AZ", node.id, automatic_failover=True, multi_az=True)
            yield self.finding(f"{The(graph, node)} is not Multi-AZ; switch it on.", node, fix=fix)


class VpcOnlyStore(Rule):
    """ECH006: a cache is not called from the internet."""

    id = "ECH006"
    summary = "VPC-only stores take no traffic straight from users or the internet."
    rationale = "They have private addresses only."
    source = "Amazon ElastiCache User Guide; Amazon EFS User Guide (not re-read)"
    link_kinds = ("traffic",)
    sources = INTERNET
    parameters: ClassVar = {
        "stores": (
            CACHE,
            "memorydb",
            "dax",
            "efs_file_system",
            "efs_mount_target",
            "fsx",
            "documentdb",
            "neptune",
        )
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = from_internet(link, graph), graph.node(link.target)
        if source is None or target is None or target.service.stored_name not in self.parameters["stores"]:
            return
        if not value(target, "publicly_accessible"):
            yield self.finding(
                f"{The(graph, source)} cannot reach {the(graph, target)}; put an application in between.",
                link,
                target,
                source,
                fix=function_between(link, graph),
            )


class CacheEngine(Rule):
    """ECH007: the engine is one of three."""

    id = "ECH007"
    summary = "The engine is Valkey, Redis or Memcached."
    rationale = "ElastiCache offers no others."
    source = _CACHE_API
    applies_to = (CACHE,)
    parameters: ClassVar = {"values": ("valkey", "redis", "memcached")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        engine = value(node, "engine")
        if engine and engine not in self.parameters["values"]:
            fix = set_properties("Use Valkey", node.id, engine="valkey")
            yield self.finding(
                f"{The(graph, node)} has the engine “{engine}”; ElastiCache offers Valkey, Redis and "
                "Memcached.",
                node,
                fix=fix,
            )


class TableCapacity(Rule):
    """DDB001: on demand means no capacity, provisioned means some."""

    id = "DDB001"
    summary = "An on-demand table has no read or write capacity, a provisioned one at least 1 of each."
    rationale = "CreateTable refuses other combinations."
    source = _TABLE_API
    applies_to = (TABLE,)
    parameters: ClassVar = {"modes": ("on_demand", "provisioned")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        mode = value(node, "capacity_mode")
        units = [value(node, name) for name in ("read_capacity_units", "write_capacity_units")]
        if mode == "on_demand" and any(units):
            fix = set_properties(
                "Take the capacity away", node.id, read_capacity_units=None, write_capacity_units=None
            )
            yield self.finding(
                f"{The(graph, node)} is on demand but has capacity units; take them away.", node, fix=fix
            )
        elif mode == "provisioned" and any(unit is None or unit < 1 for unit in units):
            yield self.finding(
                f"{The(graph, node)} is provisioned and needs at least 1 read and 1 write unit; give them.",
                node,
                fix=self.least(node),
            )

    def least(self, node: Node) -> Fix:
        """Five units of each, as the console proposes, where they are not given."""
        names = ("read_capacity_units", "write_capacity_units")
        given = {name: value(node, name) for name in names}
        missing = {name: Decimal(5) for name, units in given.items() if units is None or units < 1}
        words = " and ".join(f"5 {name.split('_')[0]}" for name in missing)
        return set_properties(f"Give it {words} units", node.id, **missing)


class LocalIndexes(Rule):
    """DDB002: five local indexes."""

    id = "DDB002"
    summary = "A table has at most 5 local secondary indexes."
    rationale = "CreateTable refuses more."
    source = _TABLE_API
    applies_to = (TABLE,)
    parameters: ClassVar = {"local": 5}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        count = value(node, "local_indexes")
        if count is not None and count > self.parameters["local"]:
            fix = set_properties("Keep 5", node.id, local_indexes=5)
            yield self.finding(
                f"{The(graph, node)} has {count} local indexes; a table takes 5.", node, fix=fix
            )


class PointInTime(Rule):
    """DDB003: go back to any second."""

    id = "DDB003"
    summary = "Point-in-time recovery is on."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "It undoes accidental writes and deletes of the last 35 days."
    source = "Amazon DynamoDB Developer Guide (not re-read)"
    applies_to = (TABLE,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "point_in_time_recovery") is False:
            fix = set_properties("Switch it on", node.id, point_in_time_recovery=True)
            yield self.finding(
                f"{The(graph, node)} has no point-in-time recovery; switch it on.", node, fix=fix
            )


class ItemSize(Rule):
    """DDB004: an item has 400 KB at most."""

    id = "DDB004"
    summary = "Items are at most 400 KB."
    rationale = "PutItem refuses larger ones."
    source = _TABLE_API
    applies_to = (TABLE,)
    parameters: ClassVar = {"max_kb": 400}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        size = value(node, "item_kb")
        if size is not None and size > self.parameters["max_kb"]:
            yield self.finding(
                f"{The(graph, node)} has items of {size:f} KB; keep those over 400 KB in S3.", node
            )


class StreamOn(Rule):
    """DDB005: who reads the stream needs a stream."""

    id = "DDB005"
    summary = "A table whose stream is read has its stream switched on."
    rationale = "There is nothing to read otherwise."
    source = "Amazon DynamoDB Developer Guide (not re-read)"
    applies_to = (TABLE,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "streams") is not False or value(node, "consistency") == "MRSC":
            return
        links = graph.links_of(node.id, "event", "replicate")
        if any(link.source == node.id or link.kind == "replicate" for link in links):
            fix = set_properties("Switch the stream on", node.id, streams=True)
            yield self.finding(
                f"{The(graph, node)} feeds others but has no stream; switch it on.",
                node,
                *links,
                fix=fix,
            )


class TableScaling(Rule):
    """DDB007: provisioned capacity follows the load."""

    id = "DDB007"
    summary = "Provisioned capacity scales automatically or is steady."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "cost_optimization"
    rationale = "Capacity for the peak is billed all day."
    source = "AWS Well-Architected Framework (not re-read)"
    applies_to = (TABLE,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "capacity_mode") == "provisioned" and value(node, "autoscaling") is False:
            fix = set_properties("Let it scale", node.id, autoscaling=True)
            yield self.finding(f"{The(graph, node)} does not scale; switch auto scaling on.", node, fix=fix)
