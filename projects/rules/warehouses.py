"""Data warehouses (RSH): node counts and types, snapshots and zones of Redshift."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from projects.facts import listed_ids, value
from projects.graph import Graph
from projects.records import Node
from projects.rules.fixes import set_properties
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.second_zones import spread
from projects.rules.wording import The

REDSHIFT = "redshift_cluster"
_SOURCE = "Amazon Redshift Management Guide; API CreateCluster"
_MANAGED = ("ra3.", "rg.")
"""Node types with managed storage."""


def _serverless(node: Node) -> bool:
    return bool(value(node, "mode") == "serverless")


def _managed(node: Node) -> bool:
    return str(value(node, "node_type") or "").startswith(_MANAGED)


class NodeCount(Rule):
    """RSH001: one node, or two and more."""

    id = "RSH001"
    summary = "A single-node cluster has 1 node, a multi-node cluster 2 to 128."
    rationale = "CreateCluster refuses other counts."
    source = _SOURCE
    applies_to = (REDSHIFT,)
    parameters: ClassVar = {"api_text_max": 100, "max": 128, "min": 1, "multi_min": 2}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        count, kind = value(node, "nodes"), value(node, "cluster_type")
        if count is None or _serverless(node):
            return
        low = self.parameters["multi_min" if kind == "multi-node" else "min"]
        high = self.parameters["min" if kind == "single-node" else "max"]
        if low <= count <= high:
            return
        nearest = low if count < low else high
        allowed = f"{low} to {high} nodes" if low < high else f"{low} node"
        words = f"is {kind} and has" if kind else "has"
        yield self.finding(
            f"{The(graph, node)} {words} {count} nodes; it takes {allowed}.",
            node,
            fix=set_properties(f"Give it {nearest} node{'s' if nearest > 1 else ''}", node.id, nodes=nearest),
        )


class NodeType(Rule):
    """RSH002: some node types are retired."""

    id = "RSH002"
    summary = "The node type is one that Redshift offers."
    rationale = "CreateCluster refuses others; dc1 and ds2 are retired."
    source = _SOURCE
    applies_to = (REDSHIFT,)
    parameters: ClassVar = {
        "values": (
            *("dc2.large", "dc2.8xlarge", "rg.large", "rg.xlarge", "rg.4xlarge", "rg.12xlarge"),
            *("ra3.large", "ra3.xlplus", "ra3.4xlarge", "ra3.16xlarge"),
        ),
        "default": "ra3.xlplus",
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        name = value(node, "node_type")
        if name and name not in self.parameters["values"] and not _serverless(node):
            default = self.parameters["default"]
            yield self.finding(
                f"{The(graph, node)} has nodes of the type {name}, which Redshift does not offer; use "
                f"{default}.",
                node,
                fix=set_properties(f"Use {default}", node.id, node_type=default),
            )


class SnapshotRetention(Rule):
    """RSH003: managed storage always has snapshots."""

    id = "RSH003"
    summary = "RA3 and RG clusters keep automated snapshots for 1 to 35 days, others for 0 to 35."
    rationale = "CreateCluster refuses other values."
    source = _SOURCE
    applies_to = (REDSHIFT,)
    parameters: ClassVar = {"dc2": (0, 35), "ra3": (1, 35)}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        days = value(node, "snapshot_retention_days")
        low, high = self.parameters["ra3" if _managed(node) else "dc2"]
        if days is None or _serverless(node) or low <= days <= high:
            return
        nearest = low if days < low else high
        words = f"{nearest} day{'s' if nearest > 1 else ''}"
        yield self.finding(
            f"{The(graph, node)} keeps snapshots for {days} days; Redshift keeps them {low} to {high}.",
            node,
            fix=set_properties(f"Keep them {words}", node.id, snapshot_retention_days=nearest),
        )


class Mirror(Rule):
    """RSH004: a single node has no mirror."""

    id = "RSH004"
    summary = "A cluster has at least two nodes and keeps automated snapshots."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "A single node has no mirror of its data."
    source = f"{_SOURCE} (not re-read)"
    applies_to = (REDSHIFT,)
    parameters: ClassVar = {"min_nodes": 2, "snapshot_days": 7}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if _serverless(node):
            return
        count, kind = value(node, "nodes"), value(node, "cluster_type")
        if count == 1 or (count is None and kind == "single-node"):
            values: dict[str, Any] = {"nodes": self.parameters["min_nodes"]}
            if kind == "single-node":
                values["cluster_type"] = "multi-node"
            fix = set_properties("Give it 2 nodes", node.id, **values)
            yield self.finding(
                f"{The(graph, node)} is a single node without a mirror; give it two.", node, fix=fix
            )
        if value(node, "snapshot_retention_days") == 0 and not _managed(node):
            days = self.parameters["snapshot_days"]
            fix = set_properties(f"Keep snapshots for {days} days", node.id, snapshot_retention_days=days)
            yield self.finding(
                f"{The(graph, node)} keeps no automated snapshots; keep them for {days} days.", node, fix=fix
            )


class MultiAzWarehouse(Rule):
    """RSH005: two zones need nodes that can."""

    id = "RSH005"
    summary = "Multi-AZ needs RA3 or RG nodes and subnets in more than one zone."
    rationale = "CreateCluster refuses other combinations."
    source = f"{_SOURCE} (not re-read)"
    applies_to = (REDSHIFT,)
    parameters: ClassVar = {"min_az": 2, "instead": {"dc2.8xlarge": "ra3.4xlarge"}, "default": "ra3.xlplus"}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if not value(node, "multi_az") or _serverless(node):
            return
        name = value(node, "node_type")
        if name and not _managed(node):
            better = self.parameters["instead"].get(name, self.parameters["default"])
            yield self.finding(
                f"{The(graph, node)} is Multi-AZ with {name} nodes, which cannot be; use {better}.",
                node,
                fix=set_properties(f"Use {better}", node.id, node_type=better),
            )
        zones = graph.zones_of(node) if listed_ids(node) else None
        if zones is not None and len(zones) < self.parameters["min_az"]:
            yield self.finding(
                f"{The(graph, node)} is Multi-AZ but has subnets of one zone only; add one in a second.",
                node,
                fix=spread(graph, node),
            )
