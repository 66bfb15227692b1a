"""Room in subnets for what scales (ASG008, ELB004)."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import ClassVar

from projects.facts import listed_ids, value
from projects.graph import Graph
from projects.records import Node
from projects.rules.addresses import addresses_needed
from projects.rules.networks import ipv4, usable
from projects.rules.renumbering import enlarge
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.wording import The, the


def _block(subnet: Node) -> IPv4Network | None:
    return ipv4(str(value(subnet, "cidr") or ""))


def prefix_for(addresses: int) -> int:
    """The netmask of the smallest subnet with this many usable addresses."""
    return next((size for size in range(28, 15, -1) if usable(IPv4Network((0, size))) >= addresses), 16)


class GroupRoom(Rule):
    """ASG008: a full subnet stops scaling."""

    id = "ASG008"
    summary = "An Auto Scaling group fits into its subnets at its maximum."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "service_limits"
    rationale = "Scaling stops when the subnets are full."
    source = "Amazon EC2 Auto Scaling User Guide; API CreateAutoScalingGroup (not re-read)"
    applies_to = ("auto_scaling_group",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        most, subnets = value(node, "max"), graph.subnets_of(node)
        blocks = [_block(subnet) for subnet in subnets]
        known = [block for block in blocks if block is not None]
        named = set(listed_ids(node))
        if not most or not subnets or len(known) < max(len(blocks), len(named)):
            return
        room = sum(map(usable, known))
        if most <= room:
            return
        smallest = max(subnets, key=lambda subnet: known[subnets.index(subnet)].prefixlen)
        others = room - usable(known[subnets.index(smallest)])
        yield self.finding(
            f"{The(graph, node)} may grow to {most} instances, but its subnets have {room} usable addresses; "
            "choose larger ones.",
            node,
            *subnets,
            fix=enlarge(smallest, prefix_for(most - others), graph),
        )


class BalancerRoom(Rule):
    """ELB004: a load balancer scales too."""

    id = "ELB004"
    summary = "Each subnet of an Application Load Balancer is a /27 or larger and has 8 free addresses."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "service_limits"
    rationale = "The load balancer takes addresses as it scales, and is not created where they run out."
    source = "User Guide for Application Load Balancers (not re-read)"
    applies_to = ("application_load_balancer",)
    parameters: ClassVar = {"free": 8, "max_prefix": 27}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        free, longest = self.parameters["free"], self.parameters["max_prefix"]
        for subnet in graph.subnets_of(node):
            block = _block(subnet)
            if block is None:
                continue
            needed = addresses_needed(graph, subnet)
            if block.prefixlen <= longest and usable(block) - needed >= free:
                continue
            yield self.finding(
                f"{The(graph, node)} has too little room in {the(graph, subnet)}; take a /{longest} or "
                f"larger with {free} free addresses.",
                node,
                subnet,
                fix=enlarge(subnet, min(longest, prefix_for(needed + free)), graph),
            )
