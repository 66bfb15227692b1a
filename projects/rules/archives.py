"""Archives (GLA): how fast they are read, and how long they stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Node
from projects.rules.fixes import set_properties
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.wording import The

_GUIDE = "Amazon S3 User Guide, Glacier storage classes (not re-read)"
_STORES = ("s3_glacier", "s3_bucket")


def class_of(node: Node) -> str:
    """The storage class as AWS writes it; "" where it is not known."""
    return str(value(node, "storage_class") or "").upper()


class Expedited(Rule):
    """GLA001: Deep Archive takes its time."""

    id = "GLA001"
    summary = "Expedited retrieval is not used with Glacier Deep Archive."
    rationale = "Deep Archive has standard (12 hours) and bulk (48 hours) retrieval only."
    source = _GUIDE
    applies_to = _STORES
    parameters: ClassVar = {
        "DEEP_ARCHIVE": ("standard", "bulk"),
        "GLACIER": ("expedited", "standard", "bulk"),
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        retrieval, legal = value(node, "retrieval"), self.parameters.get(class_of(node))
        if retrieval is not None and legal is not None and str(retrieval).lower() not in legal:
            yield self.finding(
                f"{The(graph, node)} is in Deep Archive, which has no {retrieval} retrieval; use standard.",
                node,
                fix=set_properties("Use standard retrieval", node.id, retrieval="standard"),
            )


class MinimumTime(Rule):
    """GLA002: what leaves early is billed all the same."""

    id = "GLA002"
    summary = "Data stays for the minimum storage time of its class."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "cost_optimization"
    rationale = "Data deleted earlier is billed as if kept."
    source = _GUIDE
    applies_to = _STORES
    parameters: ClassVar = {
        "DEEP_ARCHIVE": 180,
        "GLACIER": 90,
        "GLACIER_IR": 90,
        "ONEZONE_IA": 30,
        "STANDARD_IA": 30,
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        kept, least = value(node, "expire_days"), self.parameters.get(class_of(node))
        if kept is not None and least is not None and kept < least:
            yield self.finding(
                f"{The(graph, node)} deletes data after {kept} days; {least} are billed, so keep it.",
                node,
                fix=set_properties(f"Keep it {least} days", node.id, expire_days=least),
            )
