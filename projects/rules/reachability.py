"""Ways in from and out to the internet (RTE010, RTE011, RTE014 to RTE016, RTE019 to RTE022)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import link_value, listed_ids, value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import (
    add_node,
    all_of,
    remove_link,
    remove_node,
    replace_node,
    set_properties,
)
from projects.rules.internet_remedies import balancer_between, nat_for
from projects.rules.remedies import one_a_zone
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, listed, the

_GUIDE = "Amazon VPC User Guide"
_PRIVATELINK = "AWS PrivateLink Guide; API CreateVpcEndpoint"

PEOPLE = frozenset({"user", "users", "client", "mobile_client"})
INTERNET = PEOPLE | {"internet"}
BALANCERS = frozenset(
    {"application_load_balancer", "network_load_balancer", "classic_load_balancer", "gateway_load_balancer"}
)


def from_internet(link: Link, graph: Graph) -> Node | None:
    """The source of a link that comes straight over the internet: no path named, not on premises."""
    source = graph.node(link.source)
    if source is None or source.service.stored_name not in INTERNET or link_value(link, "via"):
        return None
    return None if graph.where(source).on_premises is not None else source


def on_transit_gateway(vpc_id: str, graph: Graph) -> bool:
    """Whether a VPC, or a subnet of it, is attached to a transit gateway."""
    near = graph.others(vpc_id, "attach", "associate", "traffic")
    for subnet in graph.inside(vpc_id, "subnet"):
        near.extend(graph.others(subnet.id, "attach"))
    return any(node.service.stored_name == "transit_gateway" for node in near)


_WAYS_OUT = (
    *("nat_gateway", "ec2_instance", "elastic_network_interface", "transit_gateway"),
    *("virtual_private_gateway", "network_firewall", "gateway_load_balancer", "interface_endpoint"),
    "egress_only_internet_gateway",
)
"""What a private subnet's default route may lead to."""


def way_out(subnet: Node, graph: Graph) -> bool:
    """Whether packets leave a private subnet; without any route drawn, a gateway of the VPC counts."""
    targets, drawn = graph.default_routes(subnet)
    if drawn:
        return any(target.service.stored_name in _WAYS_OUT for target in targets)
    vpc = graph.where(subnet).vpc
    if vpc is None or graph.inside(vpc, "nat_gateway", "egress_only_internet_gateway"):
        return True
    return on_transit_gateway(vpc, graph)


class InwardToPrivate(Rule):
    """RTE010: nobody on the internet reaches a private subnet directly."""

    id = "RTE010"
    summary = "Traffic from users or the internet does not lead straight into a private subnet."
    rationale = "There is no path in: use a load balancer, API Gateway, CloudFront, VPN or Session Manager."
    source = (
        "AWS Network Firewall Developer Guide, route table configuration; Amazon VPC User Guide (not re-read)"
    )
    link_kinds = ("traffic",)
    sources = INTERNET
    parameters: ClassVar = {
        "not_judged": (
            *sorted(BALANCERS),
            *("lambda_function", "workspaces", "client_vpn", "transfer_family", "elastic_beanstalk"),
            *("directory_service", "interface_endpoint", "opensearch", "network_firewall", "nat_gateway"),
            *("transit_gateway", "site_to_site_vpn", "ebs_volume", "route_table", "network_acl"),
        ),
        "reached_besides": ("eks", "emr"),
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source = from_internet(link, graph)
        target = graph.node(link.target)
        if source is None or target is None or target.service.stored_name in self.parameters["not_judged"]:
            return
        own = graph.node(graph.where(target).subnet)
        if own is not None and own.id == target.id:
            return
        if target.service.name == "eks" and value(target, "endpoint") != "private":
            return  # the cluster's API answers in public unless that is switched off
        listing = target.service.stored_name not in self.parameters["reached_besides"]
        subnets = [own] if own is not None else graph.listed_subnets(target) if listing else []
        if not subnets or any(graph.is_public(subnet) for subnet in subnets):
            return
        if link_value(link, "op") == "data_api":
            return
        yield self.finding(
            f"{The(graph, source)} cannot reach {the(graph, target)} in a private subnet; put a load "
            "balancer in"
            " between.",
            link,
            target,
            source,
            fix=balancer_between(link, graph),
        )


class OutwardFromPrivate(Rule):
    """RTE011: a private subnet goes out through a NAT gateway."""

    id = "RTE011"
    summary = "A private subnet that calls the internet has a default route to a NAT gateway or the like."
    rationale = "Without it packets are dropped."
    source = f"{_GUIDE} (not re-read)"
    link_kinds = ("traffic",)
    targets = ("internet",)
    parameters: ClassVar = {
        "targets": _WAYS_OUT,
        "not_judged": (*sorted(BALANCERS), "nat_gateway", "internet_gateway", "network_firewall"),
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or target.service.name != "internet" or link_value(link, "via"):
            return
        if source.service.stored_name in self.parameters["not_judged"]:
            return
        subnets = graph.subnets_of(source)
        subnet = subnets[0] if subnets else None
        if subnet is not None and not any(graph.is_public(s) or way_out(s, graph) for s in subnets):
            yield self.finding(
                f"{The(graph, source)} has no way to the internet from its private subnet; add a NAT "
                "gateway in a"
                " public one.",
                link,
                source,
                subnet,
                fix=nat_for(subnet, graph),
            )


class GatewayEndpointService(Rule):
    """RTE014: gateway endpoints lead to S3 and DynamoDB only."""

    id = "RTE014"
    summary = "A gateway endpoint is for S3 or DynamoDB."
    rationale = "All other services need interface endpoints."
    source = "Amazon S3 User Guide, gateway VPC endpoint for directory buckets; AWS PrivateLink Guide"
    applies_to = ("gateway_endpoint",)
    parameters: ClassVar = {"allowed": ("s3", "s3express", "dynamodb")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        service = value(node, "service")
        if service and service not in self.parameters["allowed"]:
            yield self.finding(
                f"{The(graph, node)} leads to {service}, which has no gateway endpoint; use an interface "
                "endpoint.",
                node,
                fix=self.interface(node, str(service), graph),
            )

    def interface(self, endpoint: Node, service: str, graph: Graph) -> Fix | None:
        """An interface endpoint in its place, in a private subnet of each zone."""
        subnets = tuple(subnet.id for subnet in one_a_zone(graph.vpc_of(endpoint), graph))
        if not subnets:
            return None
        label = f"Make it an interface endpoint in {len(subnets)} zone{'s' if len(subnets) > 1 else ''}"
        return replace_node(label, endpoint.id, "interface_endpoint", service=service, subnets=subnets)


class InterfaceEndpointSubnets(Rule):
    """RTE015: an interface endpoint has one interface in a zone."""

    id = "RTE015"
    summary = "An interface endpoint lists at least one subnet, and at most one in each Availability Zone."
    rationale = "The endpoint owns one network interface in each zone."
    source = f"{_PRIVATELINK} (not re-read)"
    applies_to = ("interface_endpoint",)
    parameters: ClassVar = {"max_per_zone": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        subnets = graph.subnets_of(node)
        if not subnets and not listed_ids(node) and not value(node, "zones"):
            yield self.finding(
                f"{The(graph, node)} lists no subnet; choose one in each zone it serves.",
                node,
                fix=self.everywhere(node, graph),
            )
        yield from one_per_zone(self, node, subnets, graph)

    def everywhere(self, endpoint: Node, graph: Graph) -> Fix | None:
        """A subnet of each zone of its VPC."""
        subnets = one_a_zone(graph.vpc_of(endpoint), graph)
        if not subnets:
            return None
        names = listed(graph.title(subnet) for subnet in subnets)
        return set_properties(f"Use {names}", endpoint.id, subnets=tuple(s.id for s in subnets))


def one_per_zone(rule: Rule, node: Node, subnets: list[Node], graph: Graph) -> Iterator[Finding]:
    """A finding for each zone of which a node lists two subnets."""
    seen: dict[str, Node] = {}
    for subnet in subnets:
        zone = graph.zone_of(subnet)
        first = seen.setdefault(zone, subnet) if zone else subnet
        if first is not subnet and first.id != subnet.id:
            kept = tuple(other for other in listed_ids(node) if other != subnet.id)
            yield rule.finding(
                f"{The(graph, node)} lists two subnets of {zone}; keep one in each zone.",
                node,
                subnet,
                first,
                fix=set_properties(f"Leave {the(graph, subnet)} out", node.id, subnets=kept),
            )


class GatewayEndpointRegion(Rule):
    """RTE016: an endpoint serves its own Region."""

    id = "RTE016"
    summary = "A gateway endpoint serves the S3 or DynamoDB of its own Region."
    rationale = "Endpoints are regional."
    source = f"{_PRIVATELINK} (not re-read)"
    link_kinds = ("traffic",)
    sources = ("gateway_endpoint",)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or source.service.stored_name != "gateway_endpoint":
            return
        own, other = graph.region_of(source), graph.region_of(target)
        if target.service.name in ("s3_bucket", "dynamodb_table") and own and other and own != other:
            yield self.finding(
                f"{The(graph, source)} serves {own} only, not {the(graph, target)} in {other}; remove "
                "the link.",
                link,
                source,
                target,
                fix=remove_link(f"Remove the link to {the(graph, target)}", link.id),
            )


class PublicAddress(Rule):
    """RTE019: who is reached from the internet has a public address."""

    id = "RTE019"
    summary = "What is reached straight from the internet has a public or Elastic IP address."
    rationale = "The internet gateway translates only for interfaces with a public IPv4 address."
    source = f"{_GUIDE} (not re-read)"
    link_kinds = ("traffic",)
    sources = INTERNET
    parameters: ClassVar = {"judged": ("ec2_instance", "fargate"), "skip_if": "ipv6_cidr"}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source = from_internet(link, graph)
        target = graph.node(link.target)
        if source is None or target is None or target.service.stored_name not in self.parameters["judged"]:
            return
        subnets = graph.subnets_of(target)
        public = bool(subnets) and all(graph.is_public(subnet) for subnet in subnets)
        if not public or value(target, "public_ip") is not False:
            return
        skip = self.parameters["skip_if"]
        addresses = graph.others(target.id, "associate", "attach")
        if any(value(around, skip) for around in (graph.vpc_of(target), *subnets)):
            return
        if not any(node.service.name == "elastic_ip" for node in addresses):
            yield self.finding(
                f"{The(graph, target)} is reached from the internet but has no public address; give it one.",
                target,
                link,
                fix=set_properties("Give it a public address", target.id, public_ip=True),
            )


class OneElasticIpTarget(Rule):
    """RTE020: an Elastic IP belongs to one thing at a time."""

    id = "RTE020"
    summary = "An Elastic IP is associated with one target at a time."
    rationale = "Associating it again moves it."
    source = f"{_GUIDE} (not re-read)"
    applies_to = ("elastic_ip",)
    parameters: ClassVar = {"max": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        links = graph.links_of(node.id, "associate", "attach")
        targets = {link.target if link.source == node.id else link.source for link in links}
        addresses = value(node, "addresses") or 1
        if len(targets) > max(self.parameters["max"], int(addresses)):
            yield self.finding(
                f"{The(graph, node)} is associated with {len(targets)} targets; draw one address for each.",
                node,
                *links,
                fix=self.one_each(node, links, graph),
            )

    def one_each(self, address: Node, links: list[Link], graph: Graph) -> Fix | None:
        """An address of its own for each target but the first."""
        steps, words, kept = [], [], None
        for link in links:
            target = graph.node(link.target if link.source == address.id else link.source)
            if target is None or target.id == kept:
                continue
            if kept is None:
                kept = target.id
                continue
            home = graph.where(target).vpc or address.parent
            steps.append(remove_link("", link.id))
            steps.append(add_node("", "elastic_ip", home, links=[(link.kind, target.id)]))
            words.append(the(graph, target))
        return all_of(f"Give {listed(words)} an Elastic IP of its own", *steps) if words else None


class IdleElasticIp(Rule):
    """RTE021: an idle public address is billed."""

    id = "RTE021"
    summary = "Every Elastic IP is associated."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "cost_optimization"
    rationale = "Idle public IPv4 addresses are billed."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = ("elastic_ip",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if not graph.links_of(node.id):
            fix = remove_node(f"Remove {the(graph, node)}", node.id)
            yield self.finding(
                f"{The(graph, node)} is attached to nothing; remove it or attach it.", node, fix=fix
            )


class ElasticIpQuota(Rule):
    """RTE022: five Elastic IPs in a Region by default."""

    id = "RTE022"
    summary = "A Region has at most 5 Elastic IPs, unless the quota is raised."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "service_limits"
    rationale = "The quota must be raised before deployment."
    source = _GUIDE
    applies_to = ("region",)
    parameters: ClassVar = {"default": 5}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        drawn = graph.inside(node.id, "elastic_ip")
        count = sum(int(value(address, "addresses") or 1) for address in drawn)
        quota = self.parameters["default"]
        if count > quota:
            yield self.finding(
                f"{The(graph, node)} has {count} Elastic IPs; ask AWS to raise the quota of {quota}.",
                *drawn,
                node,
            )
