"""Zones of load balancers (ELB011): where the targets are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.graph import Graph
from projects.records import Node
from projects.rules.auto_scaling import group_zones
from projects.rules.fixes import set_properties
from projects.rules.load_balancers import ALB, CLB, GWLB, NLB
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, listed, the


def _vpc_id(node: Node, graph: Graph) -> str | None:
    vpc = graph.vpc_of(node)
    return vpc.id if vpc is not None else None


class EnabledZones(Rule):
    """ELB011: targets in a zone that is not enabled get no traffic."""

    id = "ELB011"
    summary = "Every zone that holds targets is enabled on the load balancer."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "Targets in other zones get no traffic."
    source = "User Guide for Application Load Balancers"
    applies_to = (ALB, NLB, CLB, GWLB)
    parameters: ClassVar = {
        "judged": ("ec2_instance", "auto_scaling_group", "fargate", "ecs", "elastic_network_interface")
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if not graph.subnets_of(node):
            return
        enabled, vpc = graph.zones_of(node), graph.vpc_of(node)
        if enabled is None or vpc is None:
            return
        for link in graph.links_of(node.id, "target"):
            target = graph.node(link.target)
            if target is None or target.id == node.id:
                continue
            if (
                target.service.stored_name not in self.parameters["judged"]
                or _vpc_id(target, graph) != vpc.id
            ):
                continue
            scaling = target.service.stored_name == "auto_scaling_group"
            zones = group_zones(target, graph) if scaling else self.zones(target, graph)
            missing = sorted((zones or frozenset()) - enabled)
            if missing:
                yield self.finding(
                    f"{The(graph, target)} is in {missing[0]}, which is not enabled on {the(graph, node)}; "
                    "add a subnet of that zone.",
                    node,
                    target,
                    link,
                    fix=self.remedy(node, vpc, missing, graph),
                )

    def zones(self, target: Node, graph: Graph) -> frozenset[str] | None:
        return graph.zones_of(target) if graph.subnets_of(target) else None

    def remedy(self, node: Node, vpc: Node, missing: list[str], graph: Graph) -> Fix | None:
        """Add a subnet of each missing zone, public for a load balancer that faces the internet."""
        now = graph.subnets_of(node)
        public = any(graph.is_public(subnet) for subnet in now)
        found = []
        for zone in missing:
            there = [subnet for subnet in graph.inside(vpc.id, "subnet") if graph.zone_of(subnet) == zone]
            alike = [subnet for subnet in there if bool(graph.is_public(subnet)) == public]
            if not alike:
                return None
            found.append(alike[0])
        names = listed(the(graph, subnet) for subnet in found)
        subnets = tuple(subnet.id for subnet in (*now, *found))
        return set_properties(f"Add {names}", node.id, subnets=subnets)
