"""Placement groups (EC2005, EC2006): together in one zone, or apart on racks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Node
from projects.rules.fixes import move_to, set_properties
from projects.rules.rule import Finding, Fix, Rule
from projects.rules.wording import The, the


def _grouped(region: Node, graph: Graph, strategy: str) -> dict[str, list[Node]]:
    """Instances of a Region by the name of their placement group, for groups of one strategy."""
    found: dict[str, list[Node]] = {}
    for node in graph.inside(region.id, "ec2_instance"):
        if value(node, "placement_strategy") == strategy:
            found.setdefault(str(value(node, "placement_group") or ""), []).append(node)
    return found


class ClusterInOneZone(Rule):
    """EC2005: close together is in one zone."""

    id = "EC2005"
    summary = "A cluster placement group lies in one Availability Zone."
    rationale = "A cluster group cannot span zones."
    source = "botocore 1.44.5 service model ec2, CreatePlacementGroup"
    applies_to = ("region",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        for name, members in _grouped(node, graph, "cluster").items():
            placed = [(member, graph.zone_of(member)) for member in members if name]
            zones = Counter(zone for _, zone in placed if zone)
            if len(zones) < 2:
                continue
            home = zones.most_common(1)[0][0]
            there = [member for member, zone in placed if zone == home]
            for member, zone in placed:
                if zone is not None and zone != home:
                    yield self.finding(
                        f"{The(graph, member)} of the cluster placement group “{name}” is in {zone}, others "
                        f"are in {home}; keep them in one zone.",
                        member,
                        *there,
                        fix=self.remedy(member, there[0], graph),
                    )

    def remedy(self, member: Node, home: Node, graph: Graph) -> Fix | None:
        subnet = graph.node(graph.where(home).subnet)
        own = graph.node(graph.where(member).subnet)
        if subnet is None or own is None or graph.where(own).vpc != graph.where(subnet).vpc:
            return None
        zone, public = graph.zone_of(subnet), bool(graph.is_public(own))
        same = [s for s in graph.inside(graph.where(own).vpc, "subnet") if graph.zone_of(s) == zone]
        alike = [s for s in same if bool(graph.is_public(s)) == public]
        target = (alike or [subnet])[0]
        return move_to(f"Move to {the(graph, target)}", member.id, target.id)


class SpreadPerZone(Rule):
    """EC2006: seven racks in a zone."""

    id = "EC2006"
    summary = "A rack-level spread placement group runs at most 7 instances in an Availability Zone."
    rationale = "A spread group places each instance on a rack of its own, and has seven in a zone."
    source = "Amazon EC2 User Guide, placement groups (not re-read)"
    applies_to = ("region",)
    parameters: ClassVar = {"max_per_az": 7}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        limit = self.parameters["max_per_az"]
        for name, members in _grouped(node, graph, "spread").items():
            places: dict[str, list[Node]] = {}
            for member in members:
                subnet = graph.node(graph.where(member).subnet)
                if value(member, "outpost") or value(subnet, "outpost"):
                    continue
                place = graph.zone_of(member) if name else member.id
                if place is not None:
                    places.setdefault(place, []).append(member)
            for there in places.values():
                count = sum(_instances(member) for member in there)
                if count > limit:
                    yield self.finding(
                        f"{self.words(name, there[0], graph)} has {count} instances in one zone; AWS runs at "
                        f"most {limit} there.",
                        *there,
                        fix=self.remedy(there, count - limit),
                    )

    def words(self, name: str, member: Node, graph: Graph) -> str:
        return f"The spread placement group {f'“{name}”' if name else f'of {the(graph, member)}'}"

    def remedy(self, there: list[Node], over: int) -> Fix | None:
        largest = max(there, key=_instances)
        left = _instances(largest) - over
        if left < 1:
            return None
        return set_properties(f"Run {left} of {largest.label or 'them'} here", largest.id, instances=left)


def _instances(node: Node) -> int:
    count = value(node, "instances")
    return 1 if count is None else int(count)
