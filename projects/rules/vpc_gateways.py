"""What a VPC has at most one of, and at least two of (VPC011 to VPC016, VPC019, VPC020)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import add_node, all_of, merge_nodes, remove_link, set_properties
from projects.rules.nat_gateways import add_gateway
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.second_zones import free_zone, mirror_zone
from projects.rules.wording import The, listed, the

_GUIDE = "Amazon VPC User Guide"

WORKLOADS = frozenset(
    {
        *("ec2_instance", "fargate", "ecs", "eks", "emr", "elastic_beanstalk", "workspaces", "rds_instance"),
        *("aurora_cluster", "redshift_cluster", "elasticache_cluster", "documentdb", "neptune", "memorydb"),
        *("dax", "fsx", "msk", "mq", "opensearch", "dms", "rds_proxy", "timestream"),
    }
)
"""What runs in a VPC and matters when a zone fails."""


class _AtMostOne(Rule):
    applies_to = ("vpc",)
    parameters: ClassVar = {"max": 1}
    kind: ClassVar[str] = ""
    words: ClassVar[str] = ""

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        found = [*graph.inside(node.id, self.kind), *graph.others(node.id, "attach")]
        gateways = [*{gateway.id: gateway for gateway in found if gateway.service.name == self.kind}.values()]
        if len(gateways) > self.parameters["max"]:
            yield self.finding(
                f"{The(graph, node)} has {len(gateways)} {self.words}; AWS attaches one: remove the others.",
                *reversed(gateways),
                node,
                fix=merge_nodes(
                    f"Keep {the(graph, gateways[0])} only",
                    gateways[0].id,
                    *(gateway.id for gateway in gateways[1:]),
                ),
            )


class OneInternetGateway(_AtMostOne):
    """VPC011: one internet gateway for a VPC."""

    id = "VPC011"
    summary = "A VPC has at most one internet gateway."
    rationale = "AttachInternetGateway refuses a second one."
    source = _GUIDE
    kind = "internet_gateway"
    words = "internet gateways"


class OneEgressGateway(_AtMostOne):
    """VPC014: one egress-only internet gateway for a VPC."""

    id = "VPC014"
    summary = "A VPC has at most one egress-only internet gateway."
    rationale = "One can be attached to a VPC at a time."
    source = _GUIDE
    kind = "egress_only_internet_gateway"
    words = "egress-only internet gateways"


class GatewayOfOneVpc(Rule):
    """VPC012: an internet gateway serves one VPC."""

    id = "VPC012"
    summary = "An internet gateway is attached to one VPC only."
    rationale = "An attached gateway must be detached before it can serve another VPC."
    source = f"{_GUIDE} (not re-read)"
    applies_to = ("internet_gateway",)
    parameters: ClassVar = {"max": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        links = graph.links_of(node.id, "attach")
        vpcs = {graph.where(node).vpc} - {None}
        vpcs |= {vpc.id for vpc in graph.others(node.id, "attach") if vpc.service.name == "vpc"}
        if len(vpcs) > self.parameters["max"]:
            yield self.finding(
                f"{The(graph, node)} is attached to {len(vpcs)} VPCs; give each VPC its own.",
                node,
                *links,
                fix=self.own_gateways(node, links, graph),
            )

    def own_gateways(self, gateway: Node, links: list[Link], graph: Graph) -> Fix | None:
        """New gateways for the VPCs beyond the first, in place of the links."""
        home = graph.where(gateway).vpc
        steps, names = [], []
        for link in links:
            other = graph.node(link.target if link.source == gateway.id else link.source)
            if other is None or other.service.name != "vpc" or other.id == home:
                continue
            if home is None:
                home = other.id
                continue
            steps.append(remove_link("", link.id))
            if not graph.inside(other.id, "internet_gateway"):
                steps.append(add_node("", "internet_gateway", other.id))
            names.append(the(graph, other))
        label = f"Give {listed(names)} an internet gateway of its own" if names else ""
        return all_of(label, *steps) if names else None


class PublicNeedsGateway(Rule):
    """VPC013: public means a way to the internet."""

    id = "VPC013"
    summary = "A subnet marked public has an internet gateway on its VPC."
    rationale = "Public means that the default route leads to an internet gateway."
    source = f"{_GUIDE} (from memory); botocore 1.44.5 service model ec2 (not re-read)"
    applies_to = ("subnet",)
    parameters: ClassVar = {"wavelength": "-wl"}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "public") is not True:
            return
        vpc = graph.node(graph.where(node).vpc)
        if vpc is None or self.parameters["wavelength"] in (graph.zone_of(node) or ""):
            return
        if not graph.internet_gateways(vpc):
            yield self.finding(
                f"{The(graph, node)} is not reached from the internet: {the(graph, vpc)} has no internet "
                "gateway; add one.",
                node,
                vpc,
                fix=add_gateway(vpc, graph),
            )


class EgressNeedsIpv6(Rule):
    """VPC020: an egress-only gateway carries IPv6."""

    id = "VPC020"
    summary = "A VPC with an egress-only internet gateway has an IPv6 block."
    severity: ClassVar[Severity] = "warning"
    rationale = "The gateway carries IPv6 traffic only."
    source = f"{_GUIDE} (not re-read)"
    applies_to = ("egress_only_internet_gateway",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        vpc = graph.vpc_of(node)
        if vpc is not None and not value(vpc, "ipv6_cidr"):
            yield self.finding(
                f"{The(graph, node)} carries IPv6 only, but {the(graph, vpc)} has no IPv6 block; give it "
                "one.",
                node,
                vpc,
                fix=set_properties("Give the VPC an IPv6 block", vpc.id, ipv6_cidr="amazon"),
            )


class TwoZones(Rule):
    """VPC015: one zone is a single point of failure."""

    id = "VPC015"
    summary = "A VPC with workloads has subnets in at least two Availability Zones."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "A single zone is a single point of failure."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = ("vpc",)
    parameters: ClassVar = {"min_zones": 2}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        subnets = graph.inside(node.id, "subnet")
        zones = {graph.zone_of(subnet) for subnet in subnets}
        if not zones or None in zones or len(zones) >= self.parameters["min_zones"]:
            return
        if graph.inside(node.id, *WORKLOADS):
            zone = free_zone(graph, subnets[0], {str(zone) for zone in zones})
            words = (
                "a second subnet" if len(subnets) == 1 else f"{len(subnets)} subnets like the present ones"
            )
            fix = mirror_zone(f"Add {words} in {zone}", [s.id for s in subnets], zone) if zone else None
            yield self.finding(
                f"{The(graph, node)} uses one Availability Zone only; add subnets in a second.", node, fix=fix
            )


class VpcQuota(Rule):
    """VPC016: five VPCs in a Region by default."""

    id = "VPC016"
    summary = "A Region has at most 5 VPCs, unless the quota is raised."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "service_limits"
    rationale = "The quota must be raised before deployment."
    source = _GUIDE
    applies_to = ("region",)
    parameters: ClassVar = {"default": 5, "adjustable": True}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        vpcs = graph.inside(node.id, "vpc")
        if len(vpcs) > self.parameters["default"]:
            yield self.finding(
                f"{The(graph, node)} has {len(vpcs)} VPCs; ask AWS to raise the quota of 5.", node, *vpcs
            )


class FlowLogs(Rule):
    """VPC019: without flow logs there is nothing to look back at."""

    id = "VPC019"
    summary = "Flow logs are on in a VPC that holds something."
    severity: ClassVar[Severity] = "info"
    category: ClassVar[Category] = "security"
    rationale = "Flow logs are the basis of network forensics."
    source = "AWS Well-Architected Framework (not re-read)"
    applies_to = ("vpc",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "flow_logs"):
            return
        inside = graph.inside(node.id)
        if any(not (item.service.is_container() or item.service.is_overlay()) for item in inside):
            yield self.finding(
                f"{The(graph, node)} keeps no flow logs; switch them on.",
                node,
                fix=set_properties("Switch flow logs on", node.id, flow_logs=True),
            )
