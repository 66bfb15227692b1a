"""Remedies for databases: private subnets, and engines that their service offers."""

from __future__ import annotations

from difflib import get_close_matches

from projects.facts import listed_ids
from projects.graph import Graph
from projects.records import Node
from projects.rules.fixes import move_to, replace_node, set_properties
from projects.rules.reachability import INTERNET
from projects.rules.remedies import one_a_zone
from projects.rules.rule import Fix
from projects.rules.wording import listed, the

_ENGINES = {
    "rds_instance": (
        *("mysql", "postgres", "mariadb", "oracle-ee", "oracle-se2", "sqlserver-ee", "sqlserver-se"),
        *("sqlserver-ex", "sqlserver-web", "db2-ae", "db2-se"),
    ),
    "aurora_cluster": ("aurora-mysql", "aurora-postgresql"),
}
_OTHER_SERVICES = {
    "mongodb": ("documentdb", "DocumentDB", {}),
    "docdb": ("documentdb", "DocumentDB", {}),
    "neptune": ("neptune", "Neptune", {}),
    "redis": ("elasticache_cluster", "ElastiCache", {"engine": "redis"}),
    "valkey": ("elasticache_cluster", "ElastiCache", {"engine": "valkey"}),
    "memcached": ("elasticache_cluster", "ElastiCache", {"engine": "memcached"}),
    "aurora-mysql": ("aurora_cluster", "Aurora", {"engine": "aurora-mysql"}),
    "aurora-postgresql": ("aurora_cluster", "Aurora", {"engine": "aurora-postgresql"}),
}
"""Engine -> the service that offers it, its name and what it is to have."""


def _private_ones(vpc: Node, graph: Graph) -> list[Node]:
    def look() -> list[Node]:
        return [subnet for subnet in one_a_zone(vpc, graph) if not graph.is_public(subnet)]

    return graph.remembered("private ones", vpc.id, look)


def to_private_subnets(node: Node, graph: Graph) -> Fix | None:
    """As many private subnets instead, or the private one of its zone.

    None if the VPC lacks them, or if the internet calls it: what is wrong then is the caller.
    """
    callers = graph.sources(node.id, "traffic")
    if any(caller.service.stored_name in INTERNET for caller in callers):
        return None
    vpc = graph.vpc_of(node)
    private = _private_ones(vpc, graph) if vpc is not None else []
    public = {subnet.id for subnet in graph.subnets_of(node) if graph.is_public(subnet)}
    if listed_ids(node):
        kept = [subnet for subnet in graph.listed_subnets(node) if subnet.id not in public]
        zones = {graph.zone_of(subnet) for subnet in kept}
        more = [subnet for subnet in private if graph.zone_of(subnet) not in zones]
        chosen = [*kept, *more][: len(listed_ids(node))]
        if len(chosen) < len(listed_ids(node)) or graph.where(node).subnet in public:
            return None
        names = listed(graph.title(subnet) for subnet in chosen)
        return set_properties(f"Use {names}", node.id, subnets=tuple(subnet.id for subnet in chosen))
    zone = graph.zone_of(node)
    same = [subnet for subnet in private if graph.zone_of(subnet) == zone]
    if not graph.links_of(node.id, "replicate"):
        same = same or private  # one of a pair stays in its zone
    return move_to(f"Move to {the(graph, same[0])}", node.id, same[0].id) if same else None


def offered_engine(node: Node, engine: str) -> Fix | None:
    """The service that offers the engine, or the engine of this service that reads most like it."""
    name = engine.lower().replace("_", "-")
    other = _OTHER_SERVICES.get(name)
    if other is not None and other[0] != node.service.name:
        service, words, facts = other
        return replace_node(f"Make it {words}", node.id, service, **facts, subnets=listed_ids(node))
    offered = _ENGINES.get(node.service.name, ())
    wanted = f"aurora-{name.removeprefix('aurora-')}" if node.service.name == "aurora_cluster" else name
    alike = get_close_matches(wanted, offered, 1, 0.5)
    return set_properties(f"Use {alike[0]}", node.id, engine=alike[0]) if alike else None
