"""NAT gateways (RTE001 to RTE004, RTE006, RTE007, RTE017): does each way out lead somewhere?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import move_to
from projects.rules.reachability import on_transit_gateway
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.wording import The, the

_GUIDE = "Amazon VPC User Guide"
_FRAMEWORK = "AWS Well-Architected Framework (not re-read)"


def is_zonal(nat: Node) -> bool:
    """Whether a NAT gateway serves one zone, as it does unless it is said to be regional."""
    return bool(value(nat, "availability_mode") != "regional")


def is_outgoing(nat: Node) -> bool:
    """Whether a NAT gateway is public, as it is unless it is said to be private."""
    return bool(value(nat, "connectivity") != "private")


class NatInPublicSubnet(Rule):
    """RTE001: a NAT gateway in a private subnet has no way out."""

    id = "RTE001"
    summary = "A public zonal NAT gateway stands in a public subnet."
    rationale = "In a private subnet it has no path to the internet, so its clients have none."
    source = "AWS Network Firewall Developer Guide, example architectures"
    applies_to = ("nat_gateway",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        where = graph.where(node)
        subnet, vpc = graph.node(where.subnet), graph.node(where.vpc)
        if subnet is None or vpc is None or not is_zonal(node) or not is_outgoing(node):
            return
        if graph.is_public(subnet) or not graph.internet_gateways(vpc):
            return
        zone = graph.zone_of(node)
        publics = [
            s for s in graph.inside(vpc.id, "subnet") if graph.is_public(s) and graph.zone_of(s) == zone
        ]
        fix = move_to(f"Move to {the(graph, publics[0])}", node.id, publics[0].id) if publics else None
        yield self.finding(
            f"{The(graph, node)} stands in a private subnet; move it to a public one.", node, subnet, fix=fix
        )


class NatAddress(Rule):
    """RTE002: a public NAT gateway has an Elastic IP, a private one has none."""

    id = "RTE002"
    summary = "A public zonal NAT gateway has an Elastic IP, a private one has none."
    rationale = "CreateNatGateway needs an allocation for public connectivity and forbids it for private."
    source = "Amazon EC2 API Reference (botocore service model ec2 2016-11-15)"
    applies_to = ("nat_gateway",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        drawn = [n for n in graph.others(node.id, "associate", "attach") if n.service.name == "elastic_ip"]
        said = value(node, "elastic_ip")
        if not is_outgoing(node) and (said or drawn):
            yield self.finding(
                f"{The(graph, node)} is private and cannot have an Elastic IP; take the address away.",
                node,
                *drawn,
            )
        elif is_outgoing(node) and is_zonal(node) and said is False and not drawn:
            yield self.finding(f"{The(graph, node)} is public and needs an Elastic IP; give it one.", node)


class RegionalNat(Rule):
    """RTE003: a regional NAT gateway belongs to the VPC."""

    id = "RTE003"
    summary = "A regional NAT gateway stands in the VPC, a zonal one in a subnet."
    rationale = "Regional mode is created with a VPC and needs no public subnet; zonal mode needs a subnet."
    source = "Amazon VPC User Guide, regional NAT gateways; EC2 API CreateNatGateway"
    applies_to = ("nat_gateway",)
    parameters: ClassVar = {"modes": ("zonal", "regional")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        where = graph.where(node)
        if not is_zonal(node) and (where.subnet is not None or where.zone is not None):
            vpc = graph.node(where.vpc)
            fix = move_to(f"Move to {the(graph, vpc)}", node.id, vpc.id) if vpc is not None else None
            yield self.finding(
                f"{The(graph, node)} is regional and belongs to the VPC; move it out of the zone.",
                node,
                fix=fix,
            )


class NatNeedsGateway(Rule):
    """RTE004: a NAT gateway leads to the internet gateway."""

    id = "RTE004"
    summary = "A VPC with a public NAT gateway has an internet gateway."
    rationale = "Creation fails with Gateway.NotAttached otherwise."
    source = f"{_GUIDE} (not re-read)"
    applies_to = ("nat_gateway",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        vpc = graph.vpc_of(node)
        if vpc is not None and is_outgoing(node) and not graph.internet_gateways(vpc):
            yield self.finding(
                f"{The(graph, node)} needs an internet gateway on {the(graph, vpc)}; add one.", node, vpc
            )


class NatOfOwnZone(Rule):
    """RTE006: a zone does not depend on the NAT gateway of another."""

    id = "RTE006"
    summary = "A private subnet uses a NAT gateway of its own Availability Zone."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "A zone failure would cut other zones off, and traffic between zones is billed."
    source = _FRAMEWORK
    link_kinds = ("route",)
    targets = ("nat_gateway",)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        holder, nat = graph.node(link.source), graph.node(link.target)
        if holder is None or nat is None or nat.service.name != "nat_gateway" or not is_zonal(nat):
            return
        zone = graph.zone_of(nat)
        subnets = [holder] if holder.service.name == "subnet" else graph.others(holder.id, "associate")
        for subnet in subnets:
            own = graph.zone_of(subnet)
            if zone and own and own != zone and subnet.service.name == "subnet":
                yield self.finding(
                    f"{The(graph, subnet)} goes out through {the(graph, nat)} in another zone; add a NAT "
                    "gateway to"
                    " its own zone.",
                    link,
                    subnet,
                    nat,
                )


class NatPerZone(Rule):
    """RTE007: one NAT gateway for all zones is a single point of failure."""

    id = "RTE007"
    summary = "A VPC with private workloads in several zones has a NAT gateway in each, or a regional one."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "A single zonal NAT gateway is a zonal single point of failure."
    source = _FRAMEWORK
    applies_to = ("vpc",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        gateways = [nat for nat in graph.inside(node.id, "nat_gateway") if is_outgoing(nat)]
        if not gateways or not all(map(is_zonal, gateways)):
            return
        served = {graph.zone_of(nat) for nat in gateways}
        private = {
            graph.zone_of(subnet)
            for subnet in graph.inside(node.id, "subnet")
            if not graph.is_public(subnet) and _has_workload(graph, subnet)
        }
        if None in served | private or len(private) < 2 or private <= served:
            return
        missing = ", ".join(sorted(zone for zone in private - served if zone))
        yield self.finding(
            f"{The(graph, node)} has private workloads but no NAT gateway in {missing}; add one there.",
            *gateways,
            node,
        )


def _has_workload(graph: Graph, subnet: Node) -> bool:
    return any(
        not (node.service.is_container() or node.service.is_overlay()) and node.service.name != "nat_gateway"
        for node in graph.inside(subnet.id)
    )


class IdleNat(Rule):
    """RTE017: a NAT gateway nobody uses is billed all the same."""

    id = "RTE017"
    summary = "A NAT gateway has a private subnet with something in it behind it."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "cost_optimization"
    rationale = "An idle gateway is billed by the hour."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = ("nat_gateway",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        vpc = graph.vpc_of(node)
        if vpc is None or any(link.source != node.id for link in graph.links_of(node.id, "traffic")):
            return
        if on_transit_gateway(vpc.id, graph):
            return  # the way out that other VPCs share
        for subnet in graph.inside(vpc.id, "subnet"):
            if not graph.is_public(subnet) and (_has_workload(graph, subnet) or graph.listed_by(subnet.id)):
                return
        yield self.finding(f"{The(graph, node)} serves no private subnet; remove it.", node)
