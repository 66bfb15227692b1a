"""Aurora clusters (AUR001 to AUR003): readers and serverless capacity."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Node
from projects.rules.fixes import set_properties
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The

AURORA = "aurora_cluster"


class AuroraReplicas(Rule):
    """AUR001: fifteen readers."""

    id = "AUR001"
    summary = "An Aurora cluster has at most 15 replicas."
    rationale = "A hard limit of the cluster."
    source = "Amazon Aurora User Guide"
    applies_to = (AURORA,)
    parameters: ClassVar = {"max": 15}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        readers = value(node, "readers")
        if readers is not None and readers > self.parameters["max"]:
            fix = set_properties("Keep 15", node.id, readers=15)
            yield self.finding(
                f"{The(graph, node)} has {readers} readers; a cluster takes 15.", node, fix=fix
            )


class AuroraReplica(Rule):
    """AUR002: a reader takes over."""

    id = "AUR002"
    summary = "A cluster has at least one replica in another zone."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "Without one, a new instance must first be made when the writer fails."
    source = "Amazon Aurora User Guide (not re-read)"
    applies_to = (AURORA, "documentdb", "neptune")
    parameters: ClassVar = {"min": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        readers = value(node, "readers")
        if readers is not None and readers < self.parameters["min"]:
            fix = set_properties("Add a reader", node.id, readers=1)
            yield self.finding(
                f"{The(graph, node)} has no replica; add a reader in another zone.", node, fix=fix
            )


class AuroraCapacity(Rule):
    """AUR003: capacity comes in half units."""

    id = "AUR003"
    summary = "Serverless v2 capacity is 0 to 256 ACU in half steps, from low to high, at least 1 at the top."
    rationale = "The API refuses other values."
    source = "botocore service model rds, ServerlessV2ScalingConfiguration"
    applies_to = (AURORA,)
    parameters: ClassVar = {"max": 256, "step": 2, "least_max": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        low, high = value(node, "min_acu"), value(node, "max_acu")
        given = [units for units in (low, high) if units is not None]
        wrong = any(not 0 <= units <= self.parameters["max"] for units in given)
        wrong = wrong or any((units * self.parameters["step"]) % 1 != 0 for units in given)
        wrong = wrong or (high is not None and high < self.parameters["least_max"])
        if wrong or (low is not None and high is not None and low > high):
            yield self.finding(
                f"{The(graph, node)} has capacity {low} to {high} ACU; give 0 to 256 in half steps, low "
                "first.",
                node,
                fix=self.mended(node, low, high),
            )

    def mended(self, node: Node, low: Decimal | None, high: Decimal | None) -> Fix:
        """The nearest half steps in range, low first."""
        step, most = self.parameters["step"], self.parameters["max"]
        nearest = [
            min(max(Decimal(round(units * step)) / step, Decimal(0)), Decimal(most))
            for units in (low, high)
            if units is not None
        ]
        nearest.sort()
        facts: dict[str, Decimal] = {}
        if high is not None:
            facts["max_acu"] = max(nearest[-1], Decimal(self.parameters["least_max"]))
        if low is not None:
            facts["min_acu"] = nearest[0]
        words = " to ".join(f"{facts[name]:f}" for name in ("min_acu", "max_acu") if name in facts)
        return set_properties(f"Set {words} ACU", node.id, **facts)
