"""Auto Scaling groups (ASG)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import listed_ids, value, zone_names, zones_differ
from projects.graph import Graph
from projects.records import Node
from projects.rules.fixes import remove_members, set_properties
from projects.rules.reachability import BALANCERS
from projects.rules.remedies import one_a_zone
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.second_zones import spread
from projects.rules.wording import The, listed, the

_API = "botocore service model autoscaling, CreateAutoScalingGroup"
_ADVISOR = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"


def group_zones(group: Node, graph: Graph) -> frozenset[str] | None:
    """The zones of the subnets a group lists (or where it stands); None unless known."""
    if not graph.subnets_of(group) and value(group, "zones"):
        return frozenset(zone_names(value(group, "zones")))
    return graph.zones_of(group) if graph.subnets_of(group) or graph.where(group).zone else None


class GroupSize(Rule):
    """ASG001: the desired number lies between the two others."""

    id = "ASG001"
    summary = "The minimum is at most the desired number, and that at most the maximum."
    rationale = "CreateAutoScalingGroup refuses other combinations."
    source = _API
    applies_to = ("auto_scaling_group",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        low, desired, high = (value(node, name) for name in ("min", "desired", "max"))
        given = [number for number in (low, desired, high) if number is not None]
        if given != sorted(given) or any(number < 0 for number in given):
            yield self.finding(
                f"{The(graph, node)} has minimum {_or_none(low)}, desired {_or_none(desired)}, maximum"
                f" {_or_none(high)}; put them in that order.",
                node,
                fix=self.in_order(node, low, desired, high),
            )

    def in_order(self, node: Node, low: int | None, desired: int | None, high: int | None) -> Fix:
        """The maximum holds the others, and the desired number lies between."""
        numbers: dict[str, int | None] = {"min": low, "desired": desired, "max": high}
        given = {name: max(0, number) for name, number in numbers.items() if number is not None}
        if "min" in given:
            given = {name: max(number, given["min"]) for name, number in given.items()}
        if "desired" in given and "max" in given:
            given["max"] = max(given["max"], given["desired"])
        words = listed(f"{_WORDS[name]} {number}" for name, number in given.items())
        return set_properties(f"Set {words}", node.id, **given)


_WORDS = {"min": "minimum", "desired": "desired", "max": "maximum"}


def _or_none(number: int | None) -> str:
    return "not set" if number is None else str(number)


class GroupSubnets(Rule):
    """ASG002: a group starts instances somewhere."""

    id = "ASG002"
    summary = "An Auto Scaling group names at least one subnet."
    rationale = "It cannot place instances otherwise."
    source = _API
    applies_to = ("auto_scaling_group",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        where = graph.where(node)
        if listed_ids(node) or value(node, "zones") or where.subnet is not None or where.zone is not None:
            return
        theirs = [graph.where(member).subnet for member in graph.members_of(node)]
        subnets = tuple(dict.fromkeys(subnet for subnet in theirs if subnet is not None))
        fix = set_properties("Use its members' subnets", node.id, subnets=subnets) if subnets else None
        private = [s for s in one_a_zone(graph.vpc_of(node), graph) if not graph.is_public(s)]
        if fix is None and private:
            names = listed(graph.title(subnet) for subnet in private)
            ids = tuple(subnet.id for subnet in private)
            fix = set_properties(f"Use {names}", node.id, subnets=ids)
        yield self.finding(
            f"{The(graph, node)} names no subnet; choose where it starts instances.", node, fix=fix
        )


class GroupZones(Rule):
    """ASG003: a group outlives a zone."""

    id = "ASG003"
    summary = "An Auto Scaling group spans at least two Availability Zones."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "One zone is a single point of failure."
    source = _ADVISOR
    applies_to = ("auto_scaling_group",)
    parameters: ClassVar = {"min_zones": 2}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        zones = group_zones(node, graph)
        if zones is not None and len(zones) < self.parameters["min_zones"]:
            yield self.finding(
                f"{The(graph, node)} uses one zone only; add a subnet in a second.",
                node,
                fix=None if value(node, "zones") else spread(graph, node),
            )


class GroupHealthCheck(Rule):
    """ASG004: an instance may run and not answer."""

    id = "ASG004"
    summary = "A group behind a load balancer uses the load balancer's health checks."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "EC2 checks do not see an application that hangs."
    source = _ADVISOR
    applies_to = ("auto_scaling_group",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "health_check") != "EC2":
            return
        around = graph.others(node.id, "target", "attach", "traffic")
        if any(other.service.stored_name in BALANCERS for other in around):
            fix = set_properties("Use the load balancer's checks", node.id, health_check="ELB")
            yield self.finding(
                f"{The(graph, node)} checks only that instances run; use the load balancer's checks.",
                node,
                fix=fix,
            )


class GroupMembers(Rule):
    """ASG005: only instances scale in a group."""

    id = "ASG005"
    summary = "Only EC2 instances are members of an Auto Scaling group."
    rationale = "Other resources scale by other means."
    source = _API
    applies_to = ("auto_scaling_group",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        for member in graph.members_of(node):
            if member.service.stored_name != "ec2_instance":
                yield self.finding(
                    f"{The(graph, member)} cannot be in {the(graph, node)}; only EC2 instances can.",
                    node,
                    member,
                    fix=remove_members("Take it out of the group", node.id, member.id),
                )


class GroupCanScale(Rule):
    """ASG006: with minimum equal to maximum no policy can act."""

    id = "ASG006"
    summary = "A group that is to scale has a maximum above its minimum."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "performance"
    rationale = "With minimum equal to maximum no policy can act."
    source = "Amazon EC2 Auto Scaling User Guide (not re-read)"
    applies_to = ("auto_scaling_group",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        low, high = value(node, "min"), value(node, "max")
        if value(node, "policy") and low is not None and low == high:
            yield self.finding(
                f"{The(graph, node)} has a scaling policy but its minimum equals its maximum; raise the "
                "maximum.",
                node,
                fix=set_properties(f"Set maximum {max(1, low) * 2}", node.id, max=max(1, low) * 2),
            )


class MemberZones(Rule):
    """ASG007: members are where the group starts them."""

    id = "ASG007"
    summary = "Members of a group are in its VPC and in a zone of its subnets."
    rationale = "Instances start only in the listed subnets."
    source = "Amazon EC2 Auto Scaling User Guide (from memory)"
    applies_to = ("auto_scaling_group",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        zones = group_zones(node, graph) if graph.listed_subnets(node) or value(node, "zones") else None
        vpc = graph.vpc_of(node)
        for member in graph.members_of(node):
            theirs = graph.vpc_of(member)
            zone = graph.zone_of(member)
            stranger = vpc is not None and theirs is not None and theirs.id != vpc.id
            outside = zones is not None and zone is not None and self.elsewhere(zone, zones, node, graph)
            if stranger or outside:
                where = (
                    "another VPC" if stranger else f"{zone}, but the group uses {listed(sorted(zones or ()))}"
                )
                yield self.finding(
                    f"{The(graph, member)} is in {where}; move it or add a subnet to {the(graph, node)}.",
                    node,
                    member,
                    fix=self.together(node, member, stranger, graph),
                )

    def elsewhere(self, zone: str, zones: frozenset[str], group: Node, graph: Graph) -> bool:
        """Whether a zone is none of the group's; zones that are only named may be named in another way."""
        if graph.listed_subnets(group):
            return zone not in zones
        return all(zones_differ(zone, other) for other in zones)

    def together(self, group: Node, member: Node, stranger: bool, graph: Graph) -> Fix | None:
        """The member's subnet for the group, or the member out of it where it is in another VPC."""
        if stranger:
            if graph.where(member).subnet is None:
                return None  # the group's subnets are the only ones it has
            label = f"Take {the(graph, member)} out of the group"
            return remove_members(label, group.id, member.id)
        subnet = graph.node(graph.where(member).subnet)
        if subnet is None or value(group, "zones"):
            return None
        ids = (*listed_ids(group), subnet.id)
        return set_properties(f"Let the group use {the(graph, subnet)} too", group.id, subnets=ids)
