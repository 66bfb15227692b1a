"""Replicas of databases and tables (RDS010, RDS011, RDS016, DDB006)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.database_storage import engine_family
from projects.rules.fixes import move_to, set_properties
from projects.rules.remedies import move_to_region
from projects.rules.rule import Finding, Fix, Rule, Severity
from projects.rules.wording import The, the

RDS, AURORA, TABLE = "rds_instance", "aurora_cluster", "dynamodb_table"
_GUIDE = "Amazon RDS User Guide; API CreateDBInstanceReadReplica"


def drawn_replicas(node: Node, graph: Graph) -> list[Node]:
    """The databases that are drawn as read replicas of this one; its standby is none."""
    found = []
    for other in graph.targets(node.id, "replicate"):
        regions = {graph.region_of(node), graph.region_of(other)} - {""}
        name, role = other.service.name, value(other, "role")
        if name == AURORA or (name == RDS and (role == "replica" or (role is None and len(regions) > 1))):
            found.append(other)
    return found


class ReplicaCount(Rule):
    """RDS010: fifteen read replicas."""

    id = "RDS010"
    summary = "A source has at most 15 read replicas (Oracle and SQL Server 5, Db2 3)."
    rationale = "CreateDBInstanceReadReplica refuses more."
    source = _GUIDE
    applies_to = (RDS,)
    parameters: ClassVar = {"default": 15, "oracle": 5, "sqlserver": 5, "db2": 3}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        said = value(node, "replicas") or 0
        drawn = [other for other in drawn_replicas(node, graph) if other.service.name == RDS]
        count = max(said, sum(value(other, "instances") or 1 for other in drawn))
        family = engine_family(node)
        most = self.parameters.get(family, self.parameters["default"])
        if count <= most:
            return
        fix = set_properties(f"Keep {most}", node.id, replicas=most) if said == count else None
        yield self.finding(
            f"{The(graph, node)} has {count} read replicas; its engine takes {most}.",
            node,
            *(drawn if said < count else ()),
            fix=fix,
        )


class ReplicaBackups(Rule):
    """RDS011: a replica starts from a backup."""

    id = "RDS011"
    summary = "The source of a read replica has automated backups on."
    rationale = "CreateDBInstanceReadReplica asks for them."
    source = _GUIDE
    applies_to = (RDS,)
    parameters: ClassVar = {"days": 7}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "backup_retention_days") != 0:
            return
        drawn = drawn_replicas(node, graph)
        if value(node, "replicas") or drawn:
            days = self.parameters["days"]
            fix = set_properties(f"Keep backups for {days} days", node.id, backup_retention_days=days)
            yield self.finding(
                f"{The(graph, node)} has read replicas but keeps no backups; keep them for {days} days.",
                node,
                fix=fix,
            )


class ReplicaRegions(Rule):
    """RDS016: withdrawn; SQL Server replicates to other Regions too."""

    id = "RDS016"
    summary = "Withdrawn: RDS for SQL Server has read replicas in other Regions, as the other engines have."
    severity: ClassVar[Severity] = "info"
    rationale = "The API documentation that denies it is out of date; this rule never fires."
    source = "Amazon RDS User Guide, supported Regions and DB engines for cross-Region read replicas"
    parameters: ClassVar = {"withdrawn": True}


class TableRegions(Rule):
    """DDB006: one replica in each Region."""

    id = "DDB006"
    summary = "Replicas of a global table are in different Regions."
    rationale = "A global table has one replica in each Region."
    source = "Amazon DynamoDB Developer Guide, how global tables work"
    link_kinds = ("replicate",)
    sources = (TABLE,)
    targets = (TABLE,)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or {source.service.name, target.service.name} != {TABLE}:
            return
        for first in self.replicas(target.id, graph):
            region = graph.region_of(first)
            if first.id == target.id or not region or region != graph.region_of(target):
                continue
            # Two that replicate from a third are told once, at the link of the later.
            if first.id > target.id and first.id != source.id and graph.sources(first.id, "replicate"):
                continue
            yield self.finding(
                f"{The(graph, target)} is in {region} like its replica {the(graph, first)}; move it to "
                "another Region.",
                link,
                target,
                first,
                fix=self.moved(target, graph),
            )

    def replicas(self, table_id: str, graph: Graph) -> list[Node]:
        """All tables of a global table, over replication in either direction."""
        found: dict[str, Node] = {}
        waiting = [table_id]
        while waiting:
            for other in graph.others(waiting.pop(), "replicate"):
                if other.id not in found and other.service.name == TABLE:
                    found[other.id] = other
                    waiting.append(other.id)
        return list(found.values())

    def moved(self, table: Node, graph: Graph) -> Fix | None:
        """Into a Region of the drawing that has no replica yet; only a table that nothing else uses."""
        links = graph.links_of(table.id)
        taken = {graph.region_of(other) for other in (table, *self.replicas(table.id, graph))}
        account = graph.where(table).account
        if any(link.kind != "replicate" for link in links):
            return None
        for region in graph.nodes_of("region"):
            code = value(region, "code")
            if code and code not in taken and graph.where(region).account == account:
                return move_to(f"Move {the(graph, table)} to {code}", table.id, region.id)
        code = self.near(graph.region_of(table), taken)
        return move_to_region(table, graph, code) if code else None

    def near(self, code: str, taken: set[str]) -> str:
        """A Region in the same part of the world that needs no opt-in and has no replica yet, or ""."""
        from pricing.regions import regions

        area = code.split("-")[0]
        free = [r.code for r in regions() if r.code not in taken and not r.opt_in and r.partition == "aws"]
        return next((other for other in free if other.startswith(f"{area}-")), "")
