"""Containers and what runs them for you (CTR, EBT)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from projects.facts import link_value, value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import set_link, set_properties
from projects.rules.load_balancers import ALB, GWLB, NLB
from projects.rules.remedies import ends, known_subnets, use_zones
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.second_zones import special_zone
from projects.rules.wording import The, listed, the

EKS, ECS, FARGATE = "eks", "ecs", "fargate"


def on_fargate(node: Node) -> bool:
    """Whether tasks are known to run on Fargate."""
    launched = str(value(node, "launch_type") or "").upper()
    return node.service.stored_name == FARGATE or (node.service.stored_name == ECS and launched == "FARGATE")


class TaskSize(Rule):
    """CTR001: processors and memory come in pairs."""

    id = "CTR001"
    summary = "A Fargate task uses a legal pair of CPU and memory."
    rationale = "RegisterTaskDefinition refuses others (cfn-lint E3047)."
    source = "botocore service model ecs, RegisterTaskDefinition memory"
    applies_to = (FARGATE, ECS)
    parameters: ClassVar = {
        "pairs": {
            256: (512, 1024, 2048),
            512: tuple(range(1024, 4096 + 1, 1024)),
            1024: tuple(range(2048, 8192 + 1, 1024)),
            2048: tuple(range(4096, 16384 + 1, 1024)),
            4096: tuple(range(8192, 30720 + 1, 1024)),
            8192: tuple(range(16384, 61440 + 1, 4096)),
            16384: tuple(range(32768, 122880 + 1, 8192)),
        }
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        units, memory = value(node, "cpu_units"), value(node, "memory_mb")
        if units is None or memory is None or not on_fargate(node):
            return
        pairs: dict[int, tuple[int, ...]] = self.parameters["pairs"]
        legal = pairs.get(units)
        if legal is None:
            known = listed(map(str, pairs), "or")
            yield self.finding(f"Give {the(graph, node)} {known} CPU units, not {units}.", node)
        elif memory not in legal:
            nearest = min(legal, key=lambda amount: (abs(amount - memory), -amount))
            yield self.finding(
                f"{memory:,} MB of memory do not suit the {units} CPU units of {the(graph, node)}; use "
                f"{legal[0]:,} to {legal[-1]:,} MB.",
                node,
                fix=set_properties(f"Use {nearest:,} MB", node.id, memory_mb=nearest),
            )


class ClusterZones(Rule):
    """CTR002: the control plane stands in two zones."""

    id = "CTR002"
    summary = "An EKS cluster uses subnets in at least two Availability Zones."
    rationale = "CreateCluster refuses fewer."
    source = "Amazon EKS User Guide (not re-read)"
    applies_to = (EKS,)
    parameters: ClassVar = {"min_zones": 2, "not_judged": "outpost"}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        subnets = known_subnets(node, graph)
        zones = graph.zones_of(node) if subnets else None
        if zones is None or len(zones) >= self.parameters["min_zones"]:
            return
        if not value(node, "outpost") and not special_zone(graph, subnets):
            yield self.finding(
                f"{The(graph, node)} has subnets of one zone only; add one in a second.",
                node,
                fix=use_zones(node, graph, self.parameters["min_zones"]),
            )


class ClusterEndpoint(Rule):
    """CTR003: the cluster's API is not for everybody."""

    id = "CTR003"
    summary = "The public API endpoint of a cluster is restricted or off."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "An endpoint open to the internet is a target."
    source = "Amazon EKS User Guide (not re-read)"
    applies_to = (EKS,)
    parameters: ClassVar = {"open": ("0.0.0.0/0", "::/0"), "public": ("public", "public_and_private")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "endpoint") not in self.parameters["public"]:
            return
        blocks = re.split(r"[\s,;]+", str(value(node, "public_cidrs") or ""))
        if not set(self.parameters["open"]).isdisjoint(blocks):
            yield self.finding(
                f"{The(graph, node)} has an endpoint open to the internet; restrict it or make it private.",
                node,
                fix=set_properties("Make the endpoint private", node.id, endpoint="private"),
            )


class TaskTargets(Rule):
    """CTR004: a task on Fargate has an address, not an instance."""

    id = "CTR004"
    summary = "Fargate tasks register as ip targets."
    rationale = "Instance targets need the id of an instance."
    source = "botocore service model ecs, CreateService loadBalancers (awsvpc tasks need target type ip)"
    link_kinds = ("target",)
    sources = (ALB, NLB, GWLB)
    targets = (FARGATE, ECS)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = ends(link, graph)
        if found is None or link_value(link, "target_type") != "instance" or not on_fargate(found[1]):
            return
        balancer, task = found
        yield self.finding(
            f"{The(graph, balancer)} cannot register {the(graph, task)} on Fargate as instances; use target "
            "type ip.",
            link,
            task,
            balancer,
            fix=set_link("Use target type ip", link.id, target_type="ip"),
        )


class TaskZones(Rule):
    """CTR005: a second task in a second zone. A service drawn once in each zone has them."""

    id = "CTR005"
    summary = "A service runs at least two tasks over two zones."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "One task, or one zone, is a single point of failure."
    source = "AWS Support User Guide: Trusted Advisor check reference"
    applies_to = (ECS, FARGATE)
    parameters: ClassVar = {"min_zones": 2, "min_tasks": 2}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if str(value(node, "launch_type") or "").upper() == "EXTERNAL" or value(node, "outpost"):
            return
        tasks, subnets = value(node, "tasks"), known_subnets(node, graph)
        zones = graph.zones_of(node) if subnets else None
        few, least = self.parameters["min_tasks"], self.parameters["min_zones"]
        if zones is not None and len(zones) < least:
            if not special_zone(graph, subnets):
                yield self.finding(
                    f"When its one zone fails, so does {the(graph, node)}; add a subnet in a second.",
                    node,
                    fix=use_zones(node, graph, least),
                )
        elif tasks is not None and 0 < tasks < few and not self.drawn_twice(node, graph):
            yield self.finding(
                f"When its one task fails, so does {the(graph, node)}; run {few} in two zones.",
                node,
                fix=set_properties(f"Run {few} tasks", node.id, tasks=few),
            )

    def drawn_twice(self, node: Node, graph: Graph) -> bool:
        """Whether the same callers lead to a task of the same kind elsewhere."""
        for caller in graph.sources(node.id, "target", "traffic"):
            for other in graph.targets(caller.id, "target", "traffic"):
                if other.id != node.id and other.service.stored_name == node.service.stored_name:
                    return True
        return False


class SingleInstanceEnvironment(Rule):
    """EBT001: production is load balanced."""

    id = "EBT001"
    summary = "A production environment of Elastic Beanstalk is load balanced."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "A single-instance environment has no redundancy."
    source = "AWS Well-Architected Framework (not re-read)"
    applies_to = ("elastic_beanstalk",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "env_type") != "single_instance":
            return
        if value(graph.node(graph.where(node).account), "production") is not False:
            yield self.finding(
                f"{The(graph, node)} runs on a single instance; make it load balanced.",
                node,
                fix=set_properties("Make it load balanced", node.id, env_type="load_balanced"),
            )
