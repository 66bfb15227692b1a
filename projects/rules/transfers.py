"""Data between zones and Regions (CST001, CST002): what it costs to move."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.graph import Graph
from projects.records import Link
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.wording import The, the

_FRAMEWORK = "AWS Well-Architected Framework (not re-read)"


class BetweenZones(Rule):
    """CST001: data between zones is billed on both sides."""

    id = "CST001"
    summary = "Heavy traffic stays in one Availability Zone."
    severity: ClassVar[Severity] = "info"
    category: ClassVar[Category] = "cost_optimization"
    rationale = "Traffic between zones is billed by the GB, on leaving and on arriving."
    source = _FRAMEWORK
    link_kinds = ("traffic",)
    parameters: ClassVar = {"heavy_gb_per_month": 100}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        if (link.gb_per_month or 0) < self.parameters["heavy_gb_per_month"]:
            return
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or graph.region_of(source) != graph.region_of(target):
            return
        here, there = graph.zones_of(source), graph.zones_of(target)
        if here and there and len(here) == len(there) == 1 and here != there:
            yield self.finding(
                f"{The(graph, source)} and {the(graph, target)} exchange {link.gb_per_month:,f} GB a month "
                "between zones, billed on both sides; keep heavy traffic in one zone.",
                link,
                source,
                target,
            )


class BetweenRegions(Rule):
    """CST002: data between Regions is billed."""

    id = "CST002"
    summary = "Large flows between Regions are meant to be."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "cost_optimization"
    rationale = "Traffic between Regions is billed by the GB."
    source = _FRAMEWORK
    link_kinds = ("traffic", "replicate", "deliver", "event", "mount", "peer")
    parameters: ClassVar = {"large_gb_per_month": 100}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        if (link.gb_per_month or 0) < self.parameters["large_gb_per_month"]:
            return
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None:
            return
        here, there = graph.region_of(source), graph.region_of(target)
        if here and there and here != there:
            yield self.finding(
                f"{The(graph, source)} in {here} sends {link.gb_per_month:,f} GB a month to "
                f"{the(graph, target)} in {there}; make sure that it is meant to.",
                link,
                source,
                target,
            )
