"""Routes and NAT gateways (RTE001 to RTE009, RTE017, RTE018, RTE023): does each way lead somewhere?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import link_value, value
from projects.graph import EVERYWHERE, Graph
from projects.records import Link, Node
from projects.rules.fixes import move_to, remove_link, set_properties
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


class RouteTargetVpc(Rule):
    """RTE005: routes do not point into another VPC."""

    id = "RTE005"
    summary = "A route leads to a gateway, endpoint or interface of its own VPC."
    rationale = "Routes cannot point to gateways of another VPC; peering does not lend them."
    source = f"{_GUIDE} (not re-read)"
    link_kinds = ("route",)
    parameters: ClassVar = {
        "targets": (
            *("internet_gateway", "egress_only_internet_gateway", "virtual_private_gateway", "nat_gateway"),
            *("gateway_endpoint", "interface_endpoint", "elastic_network_interface", "ec2_instance"),
        )
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or target.service.stored_name not in self.parameters["targets"]:
            return
        own, other = graph.vpc_of(source), graph.vpc_of(target)
        if own is None or other is None or own.id == other.id:
            return
        if any(vpc.id == own.id for vpc in graph.others(target.id, "attach")):
            return
        yield self.finding(
            f"The route from {the(graph, source)} leads to {the(graph, target)} in another VPC; use its "
            "own gateway.",
            link,
            source,
            target,
            fix=remove_link("Remove the route", link.id),
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


class OneRoutePerDestination(Rule):
    """RTE008: a table has one target for a destination."""

    id = "RTE008"
    summary = "A route table has one static target for each destination."
    rationale = "CreateRoute answers RouteAlreadyExists."
    source = f"{_GUIDE} (not re-read)"
    applies_to = ("subnet", "route_table")

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        seen: dict[str, Link] = {}
        for link in graph.links_of(node.id, "route"):
            if link.source != node.id or link_value(link, "propagated"):
                continue
            target = graph.node(link.target)
            name = target.service.stored_name if target is not None else ""
            destination = link_value(link, "destination")
            if destination is None and name == "gateway_endpoint":
                continue
            if destination is None and name == "egress_only_internet_gateway":
                destination = EVERYWHERE[1]
            destination = str(destination or EVERYWHERE[0])
            first = seen.setdefault(destination, link)
            if first is not link and first.target != link.target:
                yield self.finding(
                    f"{The(graph, node)} has two routes to {destination}; remove one of them.",
                    link,
                    first,
                    node,
                    fix=remove_link("Remove the second route", link.id),
                )


class _OneAssociation(Rule):
    applies_to = ("subnet",)
    parameters: ClassVar = {"max": 1}
    kind: ClassVar[str] = ""
    words: ClassVar[str] = ""

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        links = graph.links_of(node.id, "associate")
        ends = [(link, graph.node(link.target if link.source == node.id else link.source)) for link in links]
        own = [(link, end) for link, end in ends if end is not None and end.service.stored_name == self.kind]
        if len({end.id for _, end in own}) > self.parameters["max"]:
            links = [link for link, _ in own]
            yield self.finding(
                f"{The(graph, node)} is associated with {len(own)} {self.words}; keep one.",
                node,
                *links,
                fix=remove_link("Remove the last association", links[-1].id),
            )


class OneRouteTable(_OneAssociation):
    """RTE009: a subnet has one route table."""

    id = "RTE009"
    summary = "A subnet is associated with one route table."
    rationale = "The association is exclusive."
    source = f"{_GUIDE} (not re-read)"
    kind = "route_table"
    words = "route tables"


class OneNetworkAcl(_OneAssociation):
    """RTE023: a subnet has one network ACL."""

    id = "RTE023"
    summary = "A subnet is associated with one network ACL."
    rationale = "The association is exclusive."
    source = f"{_GUIDE} (not re-read)"
    kind = "network_acl"
    words = "network ACLs"


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


class RouteMakesPublic(Rule):
    """RTE018: the route, not the label, makes a subnet public."""

    id = "RTE018"
    summary = "A subnet that is not marked public has no default route to an internet gateway."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "The route makes it public, whatever its label says."
    source = f"{_GUIDE} (not re-read)"
    applies_to = ("subnet",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "public") is True:
            return
        targets, _ = graph.default_routes(node)
        gateways = [target for target in targets if target.service.name == "internet_gateway"]
        if gateways:
            yield self.finding(
                f"{The(graph, node)} has a default route to an internet gateway; mark it public or route "
                "it to NAT.",
                node,
                *gateways,
                *(link for link in graph.links_of(node.id, "route") if link.source == node.id),
                fix=set_properties("Mark it public", node.id, public=True),
            )
