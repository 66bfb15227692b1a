"""Databases (RDS001 to RDS007, RDS012 to RDS017): RDS instances and their relatives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.database_remedies import offered_engine, to_private_subnets
from projects.rules.fixes import set_properties
from projects.rules.remedies import drafted, retarget, use_zones
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.second_zones import move_elsewhere, special_zone, spread
from projects.rules.wording import The, the

RDS, AURORA = "rds_instance", "aurora_cluster"
_GUIDE = "Amazon RDS User Guide"
_CREATE = "botocore service model rds, CreateDBInstance"


class SubnetGroup(Rule):
    """RDS001: a DB subnet group has two zones."""

    id = "RDS001"
    summary = "A DB subnet group covers at least two Availability Zones."
    rationale = "CreateDBSubnetGroup refuses fewer."
    source = _GUIDE
    applies_to = (RDS, AURORA, "documentdb", "neptune", "dms")
    parameters: ClassVar = {"min_zones": 2}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        subnets = graph.listed_subnets(node)
        zones = graph.zones_of(node) if subnets else None
        if zones is None or len(zones) >= self.parameters["min_zones"] or value(node, "outpost"):
            return
        if not special_zone(graph, subnets):
            yield self.finding(
                f"{The(graph, node)} has subnets of one zone only; add one in a second.",
                node,
                fix=spread(graph, node),
            )


class MultiAz(Rule):
    """RDS002: a database without a standby goes down with its zone."""

    id = "RDS002"
    summary = "A production database is Multi-AZ."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "Without a standby a failure of the zone or the host is an outage."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = (RDS,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "deployment") != "single_az" or value(node, "role") in ("replica", "standby"):
            return
        if any(value(other, "role") == "standby" for other in graph.others(node.id, "replicate")):
            return
        fix = set_properties("Make it Multi-AZ", node.id, deployment="multi_az")
        yield self.finding(f"{The(graph, node)} runs in one zone only; make it Multi-AZ.", node, fix=fix)


class Backups(Rule):
    """RDS003: keep backups."""

    id = "RDS003"
    summary = "Automated backups are on."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "Without them there is no point to go back to."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = (RDS, "documentdb")

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "backup_retention_days") == 0 and value(node, "role") not in ("replica", "standby"):
            fix = set_properties("Keep backups for 7 days", node.id, backup_retention_days=7)
            yield self.finding(f"{The(graph, node)} keeps no backups; keep them for 7 days.", node, fix=fix)


class Retention(Rule):
    """RDS004: backups are kept for 35 days at most."""

    id = "RDS004"
    summary = "Backups are kept for 0 to 35 days (Aurora: 1 to 35)."
    rationale = "The API refuses other values."
    source = _CREATE
    applies_to = (RDS, AURORA)
    parameters: ClassVar = {RDS: (0, 35), AURORA: (1, 35), "cluster": (1, 35)}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        days = value(node, "backup_retention_days")
        cluster = value(node, "deployment") == "multi_az_cluster"
        low, high = self.parameters["cluster" if cluster else node.service.stored_name]
        if days is not None and not low <= days <= high:
            nearest = low if days < low else high
            fix = set_properties(f"Keep them {nearest} days", node.id, backup_retention_days=nearest)
            yield self.finding(
                f"{The(graph, node)} keeps backups for {days} days; AWS keeps them {low} to {high}.",
                node,
                fix=fix,
            )


class PrivateData(Rule):
    """RDS005: databases are not for the internet."""

    id = "RDS005"
    summary = "Data stores are in private subnets and not publicly accessible."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "A data store needs no way in from the internet."
    source = "AWS Well-Architected Framework (not re-read)"
    applies_to = (RDS, AURORA, "redshift_cluster", "documentdb", "elasticache_cluster", "neptune")

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        public = [subnet for subnet in graph.subnets_of(node) if graph.is_public(subnet)]
        if public:
            yield self.finding(
                f"{The(graph, node)} is in {the(graph, public[0])}; move it to private subnets.",
                node,
                *public,
                fix=to_private_subnets(node, graph),
            )
        elif value(node, "publicly_accessible"):
            fix = set_properties("Take it off the internet", node.id, publicly_accessible=False)
            yield self.finding(f"{The(graph, node)} is publicly accessible; switch that off.", node, fix=fix)


class StorageEncrypted(Rule):
    """RDS006: encrypt at rest."""

    id = "RDS006"
    summary = "Storage is encrypted."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Encryption cannot be switched on later without a copy."
    source = _GUIDE
    applies_to = (RDS, AURORA, "redshift_cluster", "documentdb", "neptune")

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "encrypted") is False:
            fix = set_properties("Encrypt it", node.id, encrypted=True)
            yield self.finding(f"{The(graph, node)} is not encrypted; encrypt it.", node, fix=fix)


class Engine(Rule):
    """RDS007: RDS runs no MongoDB."""

    id = "RDS007"
    summary = "The engine is one that the service offers."
    rationale = "The API refuses others."
    source = _CREATE
    applies_to = (RDS, AURORA)
    parameters: ClassVar = {
        RDS: re.compile(
            r"mysql|postgres(ql)?|mariadb|(custom-)?oracle-(ee|se2)(-cdb)?|sqlserver-(ee|se|ex|web|dev-ee)"
            r"|custom-sqlserver-(ee|se|web|dev)|db2-(ae|se|ce)"
        ),
        AURORA: re.compile(r"aurora-mysql|aurora-postgresql"),
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        engine = value(node, "engine")
        if engine and not self.parameters[node.service.stored_name].fullmatch(str(engine).replace("_", "-")):
            yield self.finding(
                f"{The(graph, node)} has the engine “{engine}”, which the service does not offer; choose "
                "another.",
                node,
                fix=offered_engine(node, str(engine)),
            )


class StandbyTraffic(Rule):
    """RDS012: a standby serves nobody."""

    id = "RDS012"
    summary = "The standby of a Multi-AZ instance takes no client traffic."
    rationale = "It only takes over; reads need a replica."
    source = _GUIDE
    link_kinds = ("traffic",)
    targets = (RDS,)
    parameters: ClassVar = {"no_clients": (RDS, "backup", "kms_key", "cloudwatch", "secrets_manager")}

    def joins(self, kind: str, source: str, target: str) -> bool:
        return super().joins(kind, source, target) and source not in self.parameters["no_clients"]

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        target = graph.node(link.target)
        if target is not None and target.service.name == RDS and value(target, "role") == "standby":
            yield self.finding(
                f"{The(graph, target)} is a standby and takes no traffic; call the primary or a replica.",
                link,
                target,
                fix=self.to_primary(link, target, graph),
            )

    def to_primary(self, link: Link, standby: Node, graph: Graph) -> Fix | None:
        """The link to the instance that the standby stands by."""
        others = [n for n in graph.others(standby.id, "replicate") if n.service.name == RDS]
        able = [n for n in others if value(n, "role") != "standby" and n.id != link.source]
        if not able:
            return None
        label, primary = f"Link it to {the(graph, able[0])}", able[0].id
        return drafted(label, lambda draft: retarget(draft, link.id, primary), link.id, primary)


class StandbyZone(Rule):
    """RDS013: a standby in the same zone does not help."""

    id = "RDS013"
    summary = "Primary and standby are in different Availability Zones of one Region."
    rationale = "RDS places the standby in another zone of the Region."
    source = _GUIDE
    link_kinds = ("replicate",)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        one, other = graph.node(link.source), graph.node(link.target)
        if one is None or other is None or "standby" not in (value(one, "role"), value(other, "role")):
            return
        zones, regions = (
            {graph.zone_of(one), graph.zone_of(other)},
            {graph.region_of(one), graph.region_of(other)},
        )
        if (None not in zones and len(zones) == 1) or ("" not in regions and len(regions) == 2):
            standby, primary = (one, other) if value(one, "role") == "standby" else (other, one)
            where = "zone" if len(regions) == 1 else "Region"
            verb = "is in the same zone as" if where == "zone" else "is in another Region than"
            yield self.finding(
                f"{The(graph, standby)} {verb} {the(graph, primary)}; move it to another zone of the Region.",
                standby,
                primary,
                link,
                fix=move_elsewhere(graph, standby, primary),
            )


class ClusterZones(Rule):
    """RDS014: a Multi-AZ cluster has three zones."""

    id = "RDS014"
    summary = "A Multi-AZ DB cluster uses MySQL or PostgreSQL and three Availability Zones."
    rationale = "It has a writer and two readable standbys, each in its own zone."
    source = _GUIDE
    applies_to = (RDS,)
    parameters: ClassVar = {"zones": 3, "engines": ("mysql", "postgres", "postgresql")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "deployment") != "multi_az_cluster":
            return
        engine = value(node, "engine")
        if engine and engine not in self.parameters["engines"]:
            yield self.finding(
                f"{The(graph, node)} is a Multi-AZ cluster; only MySQL and PostgreSQL offer it.",
                node,
                fix=set_properties("Make it Multi-AZ with one standby", node.id, deployment="multi_az"),
            )
        zones = graph.zones_of(node) if graph.listed_subnets(node) else None
        if zones is not None and len(zones) < self.parameters["zones"]:
            yield self.finding(
                f"{The(graph, node)} is a Multi-AZ cluster in {len(zones)} zones; it needs subnets in three.",
                node,
                fix=use_zones(node, graph, 3) or (spread(graph, node) if len(zones) == 2 else None),
            )


class InstanceClass(Rule):
    """RDS015: a class begins with db."""

    id = "RDS015"
    summary = "The instance class begins with db. and has a size."
    rationale = "The API knows no others."
    source = _CREATE
    applies_to = (RDS, AURORA)
    parameters: ClassVar = {"pattern": re.compile(r"db\.[a-z0-9-]+\.[a-z0-9.-]+")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        name = value(node, "instance_class")
        if name and name != "db.serverless" and not self.parameters["pattern"].fullmatch(str(name)):
            right = f"db.{name}"
            fits = self.parameters["pattern"].fullmatch(right)
            yield self.finding(
                f"{The(graph, node)} has the class “{name}”; classes read like db.m7g.large.",
                node,
                fix=set_properties(f"Use {right}", node.id, instance_class=right) if fits else None,
            )


class ReplicaEngine(Rule):
    """RDS017: a replica runs its source's engine."""

    id = "RDS017"
    summary = "Source and replica use the same engine."
    rationale = "Replication is the engine's own; Aurora may replicate from its RDS counterpart."
    source = _GUIDE
    link_kinds = ("replicate",)
    parameters: ClassVar = {
        "allowed_pairs": (
            ("mysql", "aurora-mysql"), ("postgres", "aurora-postgresql"), ("postgresql", "aurora-postgresql"),
        )
    }  # fmt: skip

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if (
            source is None
            or target is None
            or not {source.service.name, target.service.name} <= {RDS, AURORA}
        ):
            return
        one, other = (str(value(node, "engine") or "").replace("_", "-") for node in (source, target))
        if one and other and one != other and (one, other) not in self.parameters["allowed_pairs"]:
            yield self.finding(
                f"{The(graph, target)} cannot replicate from {the(graph, source)}: {other} is not {one}; "
                "use one"
                " engine.",
                link,
                target,
                source,
                fix=self.same(source, target),
            )

    def same(self, source: Node, target: Node) -> Fix | None:
        """The target with its source's engine, if its service offers it."""
        engine = str(value(source, "engine"))
        if target.service.name == AURORA and source.service.name == RDS:
            engine = f"aurora-{engine.replace('postgres', 'postgresql').replace('sqlql', 'sql')}"
        if not Engine.parameters[target.service.name].fullmatch(engine.replace("_", "-")):
            return None
        return set_properties(f"Use {engine}", target.id, engine=engine)
