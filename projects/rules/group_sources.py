"""Where security group rules let traffic in from (SGR002, SGR009)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import link_value, value
from projects.graph import Graph
from projects.joined_networks import peered, together
from projects.records import Link, Node
from projects.rules.fixes import set_properties
from projects.rules.networks import ipv4, ipv4_blocks, network
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.security_groups import GroupRule, group_rules
from projects.rules.wording import The, the

GROUP = "security_group"
_KEEPS_CLIENT = ("network_load_balancer", "gateway_load_balancer", "cloudfront", "global_accelerator")
"""Behind these the address that arrives may be the client's."""


def named_group(text: str, graph: Graph) -> Node | None:
    """The security group that a rule's source names by id or label; None for anything else."""
    if not text or network(text) is not None:
        return None
    node = graph.node(text)
    if node is not None:
        return node if node.service.stored_name == GROUP else None
    return next((group for group in graph.nodes_of(GROUP) if graph.title(group) == text), None)


class GroupWithinReach(Rule):
    """SGR002: a group is known in its VPC and next door."""

    id = "SGR002"
    summary = (
        "A rule that names another security group names one of the same VPC, of a peered VPC of the same"
        " Region, or of one on the same transit gateway with security group referencing."
    )
    rationale = "Other groups cannot be resolved."
    source = (
        "botocore 1.44.5 service model ec2, SecurityGroupReferencingSupport of transit gateways and "
        "SecurityGroupReference; Amazon VPC Peering Guide"
    )
    applies_to = (GROUP,)
    parameters: ClassVar = {
        "links": ("same VPC", "associated_vpcs", "vpc_peering (same Region)", "transit_gateway (same Region)")
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        own = graph.vpc_of(node)
        if own is None:
            return
        for direction in ("inbound", "outbound"):
            for rule in group_rules(value(node, direction)):
                other = named_group(rule.source, graph)
                theirs = graph.vpc_of(other) if other is not None else None
                if other is None or theirs is None or self.known(node, own, other, theirs, graph):
                    continue
                yield self.finding(
                    f"{The(graph, node)} names {the(graph, other)} of another VPC, which is not known here; "
                    "name its addresses instead.",
                    node,
                    other,
                    fix=_by_address(node, direction, rule, theirs, graph),
                )

    def known(self, node: Node, own: Node, other: Node, theirs: Node, graph: Graph) -> bool:
        here = {own.id, *(value(node, "associated_vpcs") or ())}
        there = {theirs.id, *(value(other, "associated_vpcs") or ())}
        if here & there:
            return True
        regions = {graph.region_of(own), graph.region_of(theirs)} - {""}
        if len(regions) > 1:
            return False
        return theirs.id in peered(graph, own) or _referencing_hub(own, theirs, graph)


def _referencing_hub(own: Node, theirs: Node, graph: Graph) -> bool:
    """Whether both VPCs are on one transit gateway that is not said to leave references unresolved."""
    for hub in graph.nodes_of("transit_gateway"):
        if value(hub, "security_group_referencing") is False:
            continue
        around = {graph.where(other).vpc for other in graph.others(hub.id)} - {None}
        hubs = together(graph, hub)
        if {own.id, theirs.id} <= around or (not around and len(hubs) == 1):
            return True
    return False


def _by_address(node: Node, direction: str, rule: GroupRule, vpc: Node, graph: Graph) -> Fix | None:
    """Name the other VPC's block in place of its group."""
    blocks = ipv4_blocks(vpc)
    if not blocks:
        return None
    lines = str(value(node, direction)).replace(";", "\n").splitlines()
    wanted = rule.text[: len(rule.text) - len(rule.source)] + str(blocks[0])
    text = "\n".join(wanted if line.strip() == rule.text else line.strip() for line in lines if line.strip())
    return set_properties(f"Name {blocks[0]} of {the(graph, vpc)}", node.id, **{direction: text})


class PortLetIn(Rule):
    """SGR009: what is drawn must be let in."""

    id = "SGR009"
    summary = "A link with a port is let in by an inbound rule of its target's security groups."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Traffic that no rule lets in is dropped."
    source = "Amazon VPC User Guide (not re-read)"
    link_kinds = ("traffic", "target")

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        if link.port is None:
            return
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None:
            return
        groups = _groups_of(target, graph)
        texts = [value(group, "inbound") for group in groups]
        if not groups or None in texts:
            return
        rules = [rule for text in texts for rule in group_rules(text)]
        if any(_lets_in(rule, link, source, graph) for rule in rules):
            return
        yield self.finding(
            f"{The(graph, groups[0])} does not let {the(graph, source)} in on port {link.port}; add a rule.",
            link,
            target,
            groups[0],
            fix=_let_in(groups[0], source, link.port, graph),
        )


def _groups_of(node: Node, graph: Graph) -> list[Node]:
    """The security groups of a node and of the Auto Scaling groups that it is in."""
    found = graph.overlays_of(node.id, GROUP)
    for scaling in graph.overlays_of(node.id, "auto_scaling_group"):
        found = [*found, *graph.overlays_of(scaling.id, GROUP)]
    return found


def _lets_in(rule: GroupRule, link: Link, source: Node, graph: Graph) -> bool:
    if not rule.everything:
        if rule.low is None or rule.high is None or link.port is None:
            return rule.low is None  # a line that cannot be read is not held against the link
        if not rule.low <= link.port <= rule.high:
            return False
    block = network(rule.source)
    if block is None:
        return _is_member(rule.source, source, graph)
    if source.service.stored_name in _KEEPS_CLIENT or link_value(link, "via"):
        return True
    theirs = [found for node in _stands_in(source, graph) for found in ipv4_blocks(node)]
    own = ipv4(rule.source)
    return own is None or not theirs or any(own.overlaps(other) for other in theirs)


def _stands_in(source: Node, graph: Graph) -> list[Node]:
    """What has the source's addresses: its subnets, else its VPC, else its corporate network."""
    subnets = [subnet for subnet in graph.subnets_of(source) if ipv4_blocks(subnet)]
    if subnets:
        return subnets
    where = graph.where(source)
    around = graph.vpc_of(source) or graph.node(where.on_premises)
    return [around] if around is not None else []


def _is_member(name: str, source: Node, graph: Graph) -> bool:
    """Whether the source is in the group that a rule names; names that lead nowhere may mean anything."""
    group = named_group(name, graph)
    if group is None or source.service.stored_name in _KEEPS_CLIENT:
        return True
    own = _groups_of(source, graph)
    # An ungrouped thing may be in the named group all the same unless groups are drawn for it.
    return any(each.id == group.id for each in own) or (source.id == group.id)


def _let_in(group: Node, source: Node, port: int, graph: Graph) -> Fix | None:
    """Let the source's security group in, or its subnets where it is in none."""
    vpc = graph.where(group).vpc
    own = [each for each in _groups_of(source, graph) if graph.where(each).vpc == vpc]
    if own:
        names, words = [own[0].id], the(graph, own[0])
    else:
        names = [str(block) for node in _stands_in(source, graph) for block in ipv4_blocks(node)]
        words = ", ".join(names)
    if not names:
        return None
    lines = [line for line in str(value(group, "inbound") or "").splitlines() if line.strip()]
    text = "\n".join([*lines, *(f"tcp {port} {name}" for name in names)])
    return set_properties(f"Let {words} in on port {port}", group.id, inbound=text)
