"""Security groups (SGR): who may be in them, and what they let in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.known_services import scope_named
from projects.records import Node
from projects.rules.fixes import add_members, remove_members, set_properties
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the
from projects.service import Service

_ADVISOR = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
_GUIDE = "Amazon VPC User Guide"
_WHOLE_INTERNET = frozenset({"0.0.0.0/0", "::/0"})


@dataclass(frozen=True, slots=True)
class GroupRule:
    """One line of a security group: "tcp 443 0.0.0.0/0"."""

    text: str
    protocol: str
    low: int | None
    high: int | None
    """Ports; None for all, or where the text is no port."""
    everything: bool
    source: str


def group_rules(text: str | None) -> list[GroupRule]:
    """The rules of a group's text, one for each line; lines that cannot be read are passed over."""
    found = []
    for line in re.split(r"[\n;]+", text or ""):
        words = line.split()
        if not words:
            continue
        protocol = words.pop(0).lower() if not words[0][0].isdigit() else "tcp"
        ports = words.pop(0) if words else "all"
        everything = ports in ("all", "*", "-1") or protocol in ("all", "-1")
        match = re.fullmatch(r"(-?\d+)(?:-(\d+))?", ports)
        low = int(match[1]) if match and not everything else None
        high = int(match[2]) if match and match[2] and not everything else low
        found.append(GroupRule(line.strip(), protocol, low, high, everything, " ".join(words)))
    return found


def rewritten(label: str, group: Node, texts: Mapping[str, str]) -> Fix:
    """Rules of a group written in another way; those written as "" go, and doubles with them."""
    facts = {}
    for name in ("inbound", "outbound"):
        lines = [line.strip() for line in re.split(r"[\n;]+", str(value(group, name) or ""))]
        if any(line in texts for line in lines):
            kept = dict.fromkeys(texts.get(line, line) for line in lines)
            facts[name] = "\n".join(line for line in kept if line) or None
    return set_properties(label, group.id, **facts)


class MemberVpc(Rule):
    """SGR001: a group's members are in its VPC."""

    id = "SGR001"
    summary = "Members of a security group are in its VPC, or in an associated one of the same Region."
    rationale = "A group attaches only to interfaces of its own or an associated VPC."
    source = "botocore 1.44.5 service model ec2, AssociateSecurityGroupVpc"
    applies_to = ("security_group",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        own = graph.vpc_of(node)
        if own is None:
            return
        associated = set(value(node, "associated_vpcs") or ())
        for member in graph.members_of(node):
            vpc = graph.vpc_of(member)
            if vpc is None or vpc.id == own.id:
                continue
            if vpc.id in associated and graph.region_of(vpc) == graph.region_of(own):
                continue
            yield self.finding(
                f"{The(graph, member)} is in another VPC than {the(graph, node)}; take it out of the group.",
                node,
                member,
                fix=remove_members("Take it out of the group", node.id, member.id),
            )


class OpenPort(Rule):
    """SGR003: administration and database ports are not for everybody."""

    id = "SGR003"
    summary = "No inbound rule opens an administration or database port to the whole internet."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Trusted Advisor flags unrestricted access to these ports."
    source = _ADVISOR
    applies_to = ("security_group",)
    parameters: ClassVar = {
        "ports": (20, 21, 22, 1433, 1434, 1521, 3306, 3389, 4333, 5432, 5500, 6379, 9200, 9300, 11211, 27017)
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        for rule in group_rules(value(node, "inbound")):
            if rule.source not in _WHOLE_INTERNET:
                continue
            opened = [p for p in self.parameters["ports"] if rule.everything or _covers(rule, p)]
            if opened:
                what = "all ports" if rule.everything else f"port {opened[0]}"
                yield self.finding(
                    f"{The(graph, node)} opens {what} to the whole internet; name the addresses or the "
                    "group that"
                    " may come in.",
                    node,
                    fix=self.from_network(node, rule, graph),
                )

    def from_network(self, group: Node, rule: GroupRule, graph: Graph) -> Fix | None:
        """The rule for the VPC's own addresses instead of everybody."""
        block = value(graph.vpc_of(group), "cidr")
        if not block:
            return None
        text = rule.text.removesuffix(rule.source) + str(block)
        return rewritten(f"Let in {block} only", group, {rule.text: text})


def _covers(rule: GroupRule, port: int) -> bool:
    return rule.low is not None and rule.high is not None and rule.low <= port <= rule.high


class AllPortsOpen(Rule):
    """SGR004: not every port is for everybody."""

    id = "SGR004"
    summary = "No inbound rule opens all ports to the whole internet."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Trusted Advisor flags unrestricted access."
    source = _ADVISOR
    applies_to = ("security_group",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        for rule in group_rules(value(node, "inbound")):
            wide = rule.everything or (rule.low in (0, 1) and rule.high == 65535)
            if wide and rule.source in _WHOLE_INTERNET:
                yield self.finding(
                    f"{The(graph, node)} opens all ports to the whole internet; open the ones that are "
                    "needed.",
                    node,
                    fix=rewritten("Open port 443 only", node, {rule.text: f"tcp 443 {rule.source}"}),
                )


class GroupQuota(Rule):
    """SGR005: five groups on an interface."""

    id = "SGR005"
    summary = "A network interface is in at most 5 security groups, unless the quota is raised (to 16)."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "service_limits"
    rationale = "The default quota is 5."
    source = _GUIDE
    parameters: ClassVar = {"default": 5, "max": 16}

    def concerns(self, service: type[Service], name: str) -> bool:
        return not service.is_container() and scope_named(service, name) in ("subnet", "vpc", "region")

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        groups = graph.overlays_of(node.id, "security_group")
        if len(groups) > self.parameters["default"]:
            yield self.finding(
                f"{The(graph, node)} is in {len(groups)} security groups; ask AWS to raise the quota of 5.",
                node,
                *groups,
            )


class PortRange(Rule):
    """SGR006: ports go from 0 to 65535."""

    id = "SGR006"
    summary = "TCP and UDP ports lie in 0 to 65535, from low to high."
    rationale = "The API refuses other ranges."
    source = "botocore 1.44.5 service model ec2, IpPermission FromPort and ToPort"
    applies_to = ("security_group",)
    parameters: ClassVar = {"min": 0, "max": 65535, "protocols": ("tcp", "udp")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        low, high = self.parameters["min"], self.parameters["max"]
        for rule in [*group_rules(value(node, "inbound")), *group_rules(value(node, "outbound"))]:
            if rule.protocol not in self.parameters["protocols"] or rule.low is None or rule.high is None:
                continue
            if not low <= rule.low <= rule.high <= high:
                yield self.finding(
                    f"{The(graph, node)} has the rule “{rule.text}”; ports go from {low} to {high}, the "
                    "lower first.",
                    node,
                    fix=self.in_range(node, rule),
                )

    def in_range(self, group: Node, rule: GroupRule) -> Fix:
        """The ports in range, the lower first."""
        least, most = self.parameters["min"], self.parameters["max"]
        ports = sorted({min(max(port, least), most) for port in (rule.low, rule.high) if port is not None})
        words = "-".join(map(str, ports))
        text = f"{rule.protocol} {words} {rule.source}".strip()
        return rewritten(f"Write {text}", group, {rule.text: text})


class DenyRule(Rule):
    """SGR007: security groups only allow."""

    id = "SGR007"
    summary = "Security groups hold allow rules only."
    rationale = "The API has no deny action for groups; network ACLs do."
    source = f"{_GUIDE} (not re-read)"
    applies_to = ("security_group",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        for rule in [*group_rules(value(node, "inbound")), *group_rules(value(node, "outbound"))]:
            if rule.protocol == "deny" or rule.source.split()[-1:] == ["deny"]:
                yield self.finding(
                    f"{The(graph, node)} has the rule “{rule.text}”, but groups cannot deny; use a "
                    "network ACL.",
                    node,
                    fix=rewritten(f"Take “{rule.text}” out", node, {rule.text: ""}),
                )


class TakesNoGroup(Rule):
    """SGR008: an internet gateway takes no security group."""

    id = "SGR008"
    summary = "A security group holds only what has network interfaces that take one."
    rationale = "Gateways, gateway endpoints, Gateway Load Balancers and regional services take none."
    source = f"{_GUIDE} (not re-read)"
    applies_to = ("security_group",)
    parameters: ClassVar = {
        "not": (
            *(
                "nat_gateway",
                "internet_gateway",
                "gateway_endpoint",
                "transit_gateway",
                "virtual_private_gateway",
            ),
            *("s3_bucket", "dynamodb_table", "sqs_queue", "sns_topic", "cloudfront", "route53", "route_53"),
            *(
                "gateway_load_balancer",
                "egress_only_internet_gateway",
                "ebs_volume",
                "route_table",
                "network_acl",
            ),
            *("elastic_ip", "iam", "kms_key"),
        )
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        for member in graph.members_of(node):
            if member.service.stored_name in self.parameters["not"]:
                yield self.finding(
                    f"{The(graph, member)} takes no security group; take it out of {the(graph, node)}.",
                    node,
                    member,
                    fix=remove_members("Take it out of the group", node.id, member.id),
                )


class Ungrouped(Rule):
    """SGR010: what is in no group is in the default one."""

    id = "SGR010"
    summary = "Where security groups are drawn, each instance, database and load balancer is in one."
    severity: ClassVar[Severity] = "info"
    category: ClassVar[Category] = "security"
    rationale = "Everything else silently gets the VPC's default group."
    source = "AWS Well-Architected Framework (not re-read)"
    applies_to = (
        *("ec2_instance", "rds_instance", "aurora_cluster"),
        *("application_load_balancer", "network_load_balancer", "classic_load_balancer"),
    )

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if not graph.nodes_of("security_group") or graph.overlays_of(node.id, "security_group"):
            return
        groups = graph.overlays_of(node.id, "auto_scaling_group")
        if not any(graph.overlays_of(group.id, "security_group") for group in groups):
            yield self.finding(
                f"{The(graph, node)} is in no security group; add it to one.",
                node,
                fix=self.joined(node, graph),
            )

    def joined(self, node: Node, graph: Graph) -> Fix | None:
        """A member of the only group of its VPC."""
        vpc = graph.vpc_of(node)
        groups = graph.inside(vpc.id, "security_group") if vpc is not None else []
        if len(groups) != 1:
            return None
        label = f"Add it to {the(graph, groups[0])}"
        return add_members(label, groups[0].id, node.id)
