"""NAT gateways (RTE001 to RTE004, RTE006, RTE007, RTE017): does each way out lead somewhere?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.document import Draft
from projects.facts import value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import add_node, all_of, move_to, remove_link, remove_node, set_properties
from projects.rules.reachability import on_transit_gateway
from projects.rules.remedies import drafted, new_node, retarget
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, listed, the

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
        publics = [s for s in graph.inside(vpc.id, "subnet") if graph.is_public(s)]
        public = min(publics, key=lambda found: graph.zone_of(found) != zone, default=None)
        fix = move_to(f"Move to {the(graph, public)}", node.id, public.id) if public is not None else None
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
                fix=self.without_address(node, bool(said), drawn, graph),
            )
        elif is_outgoing(node) and is_zonal(node) and said is False and not drawn:
            fix = set_properties("Give it an Elastic IP", node.id, elastic_ip=True)
            yield self.finding(
                f"{The(graph, node)} is public and needs an Elastic IP; give it one.", node, fix=fix
            )

    def without_address(self, nat: Node, said: bool, drawn: list[Node], graph: Graph) -> Fix:
        """The gateway without address; one that nothing else uses goes too, as it would be billed."""
        steps = [set_properties("", nat.id, elastic_ip=False)] if said else []
        for address in drawn:
            links = graph.links_of(address.id)
            if all(nat.id in (link.source, link.target) for link in links):
                steps.append(remove_node("", address.id))
            else:
                steps += [remove_link("", link.id) for link in links if nat.id in (link.source, link.target)]
        return all_of("Take the Elastic IP away", *steps)


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
                f"{The(graph, node)} needs an internet gateway on {the(graph, vpc)}; add one.",
                node,
                vpc,
                fix=self.with_gateway(node, vpc, graph),
            )

    def with_gateway(self, nat: Node, vpc: Node, graph: Graph) -> Fix | None:
        """An internet gateway, and a public subnet for the NAT gateway if its own would not become one."""
        fix = add_gateway(vpc, graph)
        subnet = graph.node(graph.where(nat).subnet)
        if fix is not None or subnet is None:
            return fix
        if graph.default_routes(subnet)[1] or len(graph.inside(subnet.id)) > 1:
            return None
        label = f"Add an internet gateway to {the(graph, vpc)} and make {the(graph, subnet)} public"
        made = add_node("", "internet_gateway", vpc.id)
        return all_of(label, made, set_properties("", subnet.id, public=True))


def add_gateway(vpc: Node, graph: Graph) -> Fix | None:
    """An internet gateway for a VPC; NAT gateways in private subnets move to public ones with it.

    None where a NAT gateway has no public subnet to go to: without the other gateway that was no matter.
    """
    label = f"Add an internet gateway to {the(graph, vpc)}"
    steps = [add_node("", "internet_gateway", vpc.id)]
    publics = [s for s in graph.inside(vpc.id, "subnet") if graph.is_public(s)]
    for nat in graph.inside(vpc.id, "nat_gateway"):
        subnet, zone = graph.node(graph.where(nat).subnet), graph.zone_of(nat)
        if subnet is None or graph.is_public(subnet) or not is_zonal(nat) or not is_outgoing(nat):
            continue
        public = min(publics, key=lambda found: graph.zone_of(found) != zone, default=None)
        if public is None:
            return None
        steps.append(move_to("", nat.id, public.id))
        label = f"Add an internet gateway to {the(graph, vpc)}, and move NAT gateways to public subnets"
    return all_of(label, *steps)


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
                    fix=self.in_zone(own, holder, nat, graph),
                )

    def in_zone(self, zone: str, holder: Node, nat: Node, graph: Graph) -> Fix | None:
        """The subnet's own route to a gateway of its zone; a table that serves several stays as it is."""
        if holder.service.name != "subnet" or graph.where(holder).vpc != graph.where(nat).vpc:
            return None
        return nat_in_zones([zone], nat, graph)


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
        missing = sorted(zone for zone in private - served if zone)
        yield self.finding(
            f"{The(graph, node)} has private workloads but no NAT gateway in {', '.join(missing)}; add one "
            "there.",
            *gateways,
            node,
            fix=nat_in_zones(missing, gateways[0], graph),
        )


def nat_in_zones(zones: list[str], like: Node, graph: Graph) -> Fix | None:
    """A NAT gateway in a public subnet of each of these zones, and the routes of the zone's subnets to it.

    None where a zone has no public subnet. A gateway that is there already takes the routes.
    """
    vpc = graph.vpc_of(like)
    subnets = graph.inside(vpc.id, "subnet") if vpc is not None else []
    publics = {zone: s.id for s in reversed(subnets) if graph.is_public(s) and (zone := graph.zone_of(s))}
    there = {graph.zone_of(n): n.id for n in graph.inside(vpc.id, "nat_gateway")} if vpc is not None else {}
    if any(zone not in publics and zone not in there for zone in zones):
        return None
    routes = [
        (link.id, zone)
        for subnet in subnets
        if (zone := graph.zone_of(subnet)) in zones
        for link in graph.links_of(subnet.id, "route")
        if (target := graph.node(link.target)) is not None and target.service.name == "nat_gateway"
    ]
    facts = {"connectivity": value(like, "connectivity"), "elastic_ip": value(like, "elastic_ip")}

    def work(draft: Draft) -> None:
        made = {
            zone: there[zone] if zone in there else new_node(draft, "nat_gateway", publics[zone], **facts).id
            for zone in zones
        }
        for link_id, zone in routes:
            if zone is not None:
                retarget(draft, link_id, made[zone])

    missing = [zone for zone in zones if zone not in there]
    words = f"Add a NAT gateway in {listed(missing)}" if missing else f"Use the NAT gateway of {zones[0]}"
    return drafted(words, work, *(publics[zone] for zone in missing))


def _has_workload(graph: Graph, subnet: Node) -> bool:
    return graph.remembered("workload", subnet.id, lambda: _holds_workload(graph, subnet))


def _holds_workload(graph: Graph, subnet: Node) -> bool:
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
        if vpc is None or any(graph.where(n).vpc == vpc.id for n in graph.sources(node.id, "traffic")):
            return
        if on_transit_gateway(vpc.id, graph):
            return  # the way out that other VPCs share
        for subnet in graph.inside(vpc.id, "subnet"):
            if not graph.is_public(subnet) and (_has_workload(graph, subnet) or graph.listed_by(subnet.id)):
                return
        fix = remove_node(f"Remove {the(graph, node)}", node.id)
        yield self.finding(f"{The(graph, node)} serves no private subnet; remove it.", node, fix=fix)
