"""Structure (STR): containers that nest, links that lead somewhere, subnets of one VPC."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import ZONE_NAME, listed_ids, value, zone_names
from projects.graph import Graph
from projects.known_services import known_services
from projects.records import Link, Node
from projects.rules.fixes import remove_link, remove_node, set_properties
from projects.rules.placing import Placed, out_to
from projects.rules.rule import ANY, Category, Finding, Fix, Rule, Severity
from projects.rules.second_zones import split_by_zone, subnet_elsewhere
from projects.rules.wording import The, listed, the
from projects.service import CANVAS, Service, UnknownService

_VPC_GUIDE = "Amazon VPC User Guide (not re-read)"


class ContainerNesting(Rule):
    """STR001: a Region does not lie in a VPC."""

    id = "STR001"
    summary = (
        "Containers nest as AWS Cloud, account, Region, VPC, Availability Zone, subnet; levels may be "
        "skipped."
    )
    rationale = (
        "A Region cannot lie in a VPC, and a VPC belongs to one Region: such a nesting has no "
        "counterpart in AWS."
    )
    source = "AWS global infrastructure documentation (not re-read)"
    applies_to = (
        *("aws_cloud", "account", "region", "vpc", "availability_zone", "local_zone", "subnet"),
        *("edge_location", "on_premises"),
    )
    parameters: ClassVar = {
        "rank": {
            "aws_cloud": 0, "account": 1, "region": 1, "vpc": 2,
            "availability_zone": 3, "local_zone": 3, "subnet": 4,
        },
        "swappable": ("account", "region"),
        "edge_location": ("aws_cloud", "account"),
    }  # fmt: skip

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        where = graph.where(node)
        if where.nearest == CANVAS or self._legal(node.service.stored_name, where.nearest, node):
            return
        parent = graph.node(where.chain[0]) if where.chain else None
        if parent is None or not (
            parent.service.is_container() or parent.service.stored_name == where.nearest
        ):
            return
        yield self.finding(
            f"{The(graph, node)} cannot lie in {the(graph, parent)}; move it out.",
            node,
            fix=out_to(graph, node, *self._holders(node.service.stored_name)),
        )

    def _legal(self, name: str, around: str, node: Node) -> bool:
        rank = self.parameters["rank"]
        if name == "edge_location":
            return around in self.parameters["edge_location"]
        if name == "on_premises":
            return False
        if around not in rank:
            return around not in ("on_premises", "edge_location") or bool(value(node, "outpost"))
        swapped = {name, around} == set(self.parameters["swappable"])
        return swapped or bool(rank[around] < rank[name])

    def _holders(self, name: str) -> tuple[str, ...]:
        rank = self.parameters["rank"]
        return tuple(other for other in rank if name in rank and rank[other] < rank[name])


class BrokenStructure(Rule):
    """STR010: parents exist, containers do not hold each other, and links join two things."""

    id = "STR010"
    summary = "Parents exist, no container holds itself, and each link joins two different things that exist."
    rationale = "Otherwise the drawing can be neither checked nor priced."
    source = "The drawing's own model"
    applies_to = (ANY,)
    link_kinds = (ANY,)

    def joins(self, kind: str, source: str, target: str) -> bool:
        return not source or not target

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if node.parent is None:
            return
        if graph.node(node.parent) is None and not graph.is_page(node.parent):
            yield self.finding(
                f"{The(graph, node)} stands in “{node.parent}”, which does not exist; move it to a "
                "container.",
                node,
            )
        elif graph.where(node).cyclic:
            yield self.finding(
                f"{The(graph, node)} stands in a ring of containers that hold each other; move it out.", node
            )

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        fix = remove_link("Remove the link", link.id)
        if link.source == link.target:
            yield self.finding("A link leads from a node to itself; remove it.", link, link.source, fix=fix)
        missing = [end for end in (link.source, link.target) if graph.node(end) is None]
        if missing:
            yield self.finding(
                f"A link leads to “{missing[0]}”, which does not exist; remove it.", link, fix=fix
            )


class UnknownKind(Rule):
    """STR011: a node names a service of the catalogue."""

    id = "STR011"
    summary = "Every node names a known service."
    rationale = "An unknown service can be neither placed nor priced."
    source = "The catalogue of services"

    def concerns(self, service: type[Service], name: str) -> bool:
        return service is UnknownService and name not in known_services()

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        name = node.service.stored_name
        yield self.finding(f"“{name}” is not a known service; replace the node by one of the palette.", node)


class SubnetSpansZones(Rule):
    """STR012: a subnet lies in exactly one zone."""

    id = "STR012"
    summary = "A subnet lies in exactly one Availability Zone."
    rationale = "A subnet is created with one zone and never spans two."
    source = _VPC_GUIDE
    applies_to = ("subnet",)
    parameters: ClassVar = {"zones_per_subnet": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        named = {*zone_names(value(node, "zone"))}
        around = graph.node(graph.where(node).zone)
        drawn = str(value(around, "zone") or "")
        if len(named) == 1 and all(map(ZONE_NAME.fullmatch, (*named, drawn))):
            named.add(drawn)
        if len(named) > self.parameters["zones_per_subnet"]:
            zones = ", ".join(sorted(named))
            yield self.finding(
                f"{The(graph, node)} spans the zones {zones}; draw one subnet in each zone.",
                node,
                fix=self.one_zone(node, around, sorted(named)),
            )

    def one_zone(self, subnet: Node, around: Node | None, zones: list[str]) -> Fix:
        """A subnet for each zone; only the zone around it where it is drawn in one."""
        if around is not None:
            return set_properties(f"Keep it in {value(around, 'zone')} only", subnet.id, zone=None)
        return split_by_zone(f"Draw one subnet in each of {listed(zones)}", subnet.id, zones)


class ListedSubnets(Rule):
    """STR013: what lists subnets lists subnets of one VPC, its own."""

    id = "STR013"
    summary = "Everything listed as a subnet is one, and all lie in the VPC of the resource."
    rationale = "Subnet groups, load balancers, clusters and Auto Scaling groups cannot straddle VPCs."
    source = _VPC_GUIDE

    def concerns(self, service: type[Service], name: str) -> bool:
        return "subnets" in service.model_fields or service is UnknownService

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        ids = listed_ids(node)
        if not ids:
            return
        subnets = graph.listed_subnets(node)
        known = {subnet.id for subnet in subnets}
        wrong = [listed for listed in ids if listed not in known]
        if wrong:
            kept = tuple(listed for listed in ids if listed in known)
            # A single one left may be fewer than the service takes.
            fix = set_properties("List only subnets", node.id, subnets=kept) if len(kept) != 1 else None
            yield self.finding(
                f"{The(graph, node)} lists “{wrong[0]}”, which is not a subnet; list subnets only.",
                node,
                fix=fix,
            )
        vpcs = {graph.where(subnet).vpc for subnet in subnets}
        own = graph.where(node).vpc
        strangers = [s for s in subnets if own is not None and graph.where(s).vpc != own]
        if len(vpcs) > 1 or strangers:
            yield self.finding(
                f"{The(graph, node)} lists subnets of another VPC; choose subnets of its own VPC.",
                node,
                *strangers,
                fix=self.at_home(node, subnets, own, graph),
            )

    def at_home(self, node: Node, subnets: list[Node], own: str | None, graph: Graph) -> Fix | None:
        """As many subnets of one VPC, each in another zone; None if the VPC lacks them."""
        home = own or graph.where(subnets[0]).vpc
        kept = [subnet for subnet in subnets if graph.where(subnet).vpc == home]
        while len(kept) < len(subnets):
            zones = {zone for zone in map(graph.zone_of, kept) if zone}
            more = subnet_elsewhere(graph, home, zones, subnets[0])
            if more is None or len(zones) < len(kept):
                return None
            kept.append(more)
        names = listed(graph.title(subnet) for subnet in kept)
        return set_properties(f"Use {names}", node.id, subnets=tuple(subnet.id for subnet in kept))


class Unconnected(Placed):
    """STR014: an icon without an arrow is usually a forgotten arrow."""

    id = "STR014"
    summary = "Every workload has at least one connection."
    severity: ClassVar[Severity] = "info"
    category: ClassVar[Category] = "operational_excellence"
    rationale = "An icon without a link is usually a forgotten arrow."
    source = "The drawing's own model"
    parameters: ClassVar = {
        "exempt": (
            *("iam", "cloudwatch", "cloudtrail", "config", "trusted_advisor", "kms_key", "organizations"),
            *("guardduty", "security_hub", "budgets", "cost_explorer", "systems_manager", "backup", "shield"),
            *("support", "inspector", "macie", "internet_gateway", "nat_gateway", "virtual_private_gateway"),
            *("elastic_ip", "gateway_endpoint", "interface_endpoint", "network_acl", "route_table"),
            "data_transfer",
        )
    }

    def concerns(self, service: type[Service], name: str) -> bool:
        unheard = service is UnknownService and name not in known_services()
        return super().concerns(service, name) and name not in self.parameters["exempt"] and not unheard

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if graph.links_of(node.id) or graph.overlays_of(node.id, "auto_scaling_group"):
            return
        yield self.finding(f"{The(graph, node)} is connected to nothing; draw a link or remove it.", node)


class EmptyContainer(Rule):
    """STR015: an empty box says nothing."""

    id = "STR015"
    summary = "No VPC, Availability Zone or subnet is empty."
    severity: ClassVar[Severity] = "info"
    category: ClassVar[Category] = "operational_excellence"
    rationale = "An empty box says nothing, or something was dropped beside it."
    source = "The drawing's own model"
    applies_to = ("vpc", "availability_zone", "local_zone", "subnet")

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if graph.is_empty(node.id) and not graph.listed_by(node.id):
            routed_only = all(link.kind == "route" for link in graph.links_of(node.id))
            fix = remove_node(f"Remove {the(graph, node)}", node.id) if routed_only else None
            yield self.finding(f"{The(graph, node)} is empty; fill it or remove it.", node, fix=fix)
