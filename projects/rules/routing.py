"""Routes and what subnets are associated with (RTE005, RTE008, RTE009, RTE018, RTE023)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import link_value, value
from projects.graph import EVERYWHERE, Graph
from projects.records import Link, Node
from projects.rules.fixes import remove_link, set_properties
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.wording import The, the

_GUIDE = "Amazon VPC User Guide"


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
        attached = [vpc for vpc in graph.others(target.id, "attach") if vpc.service.name == "vpc"]
        other = other or (attached[0] if attached else None)
        if own is None or other is None or own.id in (other.id, *(vpc.id for vpc in attached)):
            return
        yield self.finding(
            f"The route from {the(graph, source)} leads to {the(graph, target)} in another VPC; use its "
            "own gateway.",
            link,
            source,
            target,
            fix=remove_link("Remove the route", link.id),
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
                *(end for _, end in own),
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
        vpc = graph.node(graph.where(node).vpc)
        if gateways and (value(node, "public") is False or _labels_subnets(vpc, graph)):
            served = vpc is not None and bool(graph.internet_gateways(vpc))
            yield self.finding(
                f"{The(graph, node)} has a default route to an internet gateway; mark it public or route "
                "it to NAT.",
                node,
                *gateways,
                *(link for link in graph.links_of(node.id, "route") if link.source == node.id),
                fix=set_properties("Mark it public", node.id, public=True) if served else None,
            )


def _labels_subnets(vpc: Node | None, graph: Graph) -> bool:
    """Whether a VPC's public subnets are marked; where none is, the routes alone tell which are."""
    return vpc is not None and any(value(subnet, "public") for subnet in graph.inside(vpc.id, "subnet"))
