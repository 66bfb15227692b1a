"""Structure and containment (STR): what may stand where, and a drawing that hangs together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from projects.graph import Graph, listed_ids, value
from projects.known_services import known_services, scope_of
from projects.placement import belongs_in, may_stand
from projects.records import Link, Node
from projects.rules.fixes import move_to, remove_link, set_properties
from projects.rules.rule import ANY, Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the
from projects.service import CANVAS, UnknownService

IN_VPC = frozenset({"vpc", "availability_zone", "local_zone", "subnet"})
ZONES = frozenset({"availability_zone", "local_zone"})
_GENERAL = "AWS General Reference: regions, zones and endpoints; botocore endpoints data (not re-read)"
_VPC_GUIDE = "Amazon VPC User Guide (not re-read)"


def elsewhere(graph: Graph, node: Node) -> bool:
    """Whether another rule already judges its place: on premises, in an edge location or in a broken tree."""
    where = graph.where(node)
    return where.on_premises is not None or where.edge_location is not None or where.cyclic


def out_to(graph: Graph, node: Node, *names: str) -> Fix | None:
    """The move to the innermost container around a node that is one of these services."""
    for container_id in graph.where(node).chain:
        container = graph.node(container_id)
        if container is not None and container.service.stored_name in names:
            return move_to(f"Move to {the(graph, container)}", node.id, container.id)
    return None


class ContainerNesting(Rule):
    """STR001: a Region does not lie in a VPC."""

    id = "STR001"
    summary = "Containers nest as AWS Cloud, account, Region, VPC, Availability Zone, subnet; levels may be skipped."
    rationale = "A Region cannot lie in a VPC, and a VPC belongs to one Region: such a nesting has no counterpart in AWS."
    source = "AWS global infrastructure documentation (not re-read)"
    applies_to = (
        *("aws_cloud", "account", "region", "vpc", "availability_zone", "local_zone", "subnet"),
        *("edge_location", "on_premises"),
    )
    parameters: ClassVar = {
        "rank": {
            "aws_cloud": 0, "account": 1, "region": 1, "vpc": 2, "availability_zone": 3, "local_zone": 3, "subnet": 4,
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


class _Misplaced(Rule):
    """A node whose nearest container may not hold it."""

    applies_to = (ANY,)
    scopes: ClassVar[tuple[str, ...]] = ()

    def misplaced(self, node: Node, graph: Graph) -> bool:
        if node.service.is_container() or node.service.is_overlay():
            return False
        return scope_of(node.service) in self.scopes and not may_stand(
            node.service, graph.where(node).nearest
        )


class GlobalServiceInVpc(_Misplaced):
    """STR002: CloudFront has no network interface in a VPC."""

    id = "STR002"
    summary = "A global or edge service stands outside every VPC, Availability Zone and subnet."
    rationale = "IAM, Route 53, CloudFront and their like have no network interface in a VPC."
    source = _GENERAL
    scopes = ("global", "edge")

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if graph.where(node).nearest in IN_VPC and self.misplaced(node, graph):
            fix = out_to(graph, node, "account", "aws_cloud")
            yield self.finding(
                f"{The(graph, node)} is a global service and cannot stand in a VPC; move it to the AWS Cloud.",
                node,
                fix=fix,
            )


class RegionalServiceInVpc(_Misplaced):
    """STR003: a bucket does not live in a subnet."""

    id = "STR003"
    summary = "A regional managed service stands in its Region, not in a VPC, Availability Zone or subnet."
    rationale = "These services live outside customer VPCs; clients reach them through endpoints, NAT or the internet."
    source = "Amazon S3 User Guide (directory buckets); AWS General Reference (not re-read)"
    scopes = ("region",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if graph.where(node).nearest in IN_VPC and self.misplaced(node, graph):
            yield self.finding(
                f"{The(graph, node)} is a regional service and cannot stand in a VPC; move it to the Region.",
                node,
                fix=out_to(graph, node, "region"),
            )


class NeedsSubnet(Rule):
    """STR004: an instance is launched into a subnet."""

    id = "STR004"
    summary = "A resource that owns a network interface stands in a subnet, or lists its subnets."
    rationale = "Launching it takes at least one subnet or a subnet group."
    source = "botocore 1.44.5 service models ec2 and emr-serverless; rule itself from memory (not re-read)"
    applies_to = (
        *("ec2_instance", "nat_gateway", "rds_instance", "elasticache_cluster", "elastic_network_interface"),
        *("efs_mount_target", "fargate", "dax", "fsx", "emr"),
    )
    parameters: ClassVar = {
        "skip": {"nat_gateway": ("availability_mode", ("regional",)), "emr": ("mode", ("serverless", "eks"))}
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        where = graph.where(node)
        if where.subnet is not None or listed_ids(node) or elsewhere(graph, node):
            return
        name, values = self.parameters["skip"].get(node.service.stored_name, ("", ()))
        if name and value(node, name) in values:
            return
        if any(listed_ids(group) for group in graph.overlays_of(node.id, "auto_scaling_group")):
            return
        subnets = graph.inside(where.zone or where.vpc, "subnet")
        fix = move_to(f"Move to {the(graph, subnets[0])}", node.id, subnets[0].id) if subnets else None
        yield self.finding(f"{The(graph, node)} stands in no subnet; move it to one.", node, fix=fix)


class NeedsRegion(Rule):
    """STR005: without a Region there is no price and no placement."""

    id = "STR005"
    summary = "Every AWS resource that is not global lies in a Region."
    rationale = "Regional APIs are called at a Region's endpoint; without a Region there is neither price nor placement."
    source = _GENERAL
    applies_to = (ANY,)
    parameters: ClassVar = {"scopes": ("region", "vpc", "zone", "subnet")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if node.service.is_container() or node.service.is_overlay():
            return
        if scope_of(node.service) not in self.parameters["scopes"] or may_stand(node.service, "aws_cloud"):
            return
        where = graph.where(node)
        if where.region is None and not elsewhere(graph, node):
            yield self.finding(f"{The(graph, node)} stands in no Region; move it into one.", node)


class NeedsVpc(_Misplaced):
    """STR006: a virtual private gateway belongs to a VPC."""

    id = "STR006"
    summary = "A VPC-level resource stands in a VPC, or refers to one."
    rationale = "The call that creates or attaches it needs a VPC."
    source = _VPC_GUIDE
    scopes = ("vpc",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if not self.misplaced(node, graph) or elsewhere(graph, node) or graph.vpc_of(node) is not None:
            return
        if any(other.service.name == "vpc" for other in graph.others(node.id, "attach", "associate")):
            return
        vpcs = graph.inside(graph.where(node).region, "vpc")
        fix = move_to(f"Move to {the(graph, vpcs[0])}", node.id, vpcs[0].id) if len(vpcs) == 1 else None
        yield self.finding(f"{The(graph, node)} belongs to a VPC; move it into one.", node, fix=fix)


class OnPremisesService(Rule):
    """STR007: Lambda does not run in the customer's data centre."""

    id = "STR007"
    summary = "Only hybrid elements, actors and corporate equipment stand on premises."
    rationale = "Other managed AWS services do not run in the customer's data centre."
    source = "botocore 1.44.5 service models ecs, elbv2, rds; placement rule from memory (not re-read)"
    applies_to = (ANY,)
    parameters: ClassVar = {
        "external": ("external", "outside", ""),
        "exceptions": {"ecs": ("launch_type", "EXTERNAL"), "eks": ("anywhere", True)},
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        where = graph.where(node)
        site = where.on_premises
        if (
            site is None
            or where.region is not None
            or node.service.is_container()
            or node.service.is_overlay()
        ):
            return
        if scope_of(node.service) in self.parameters["external"] or may_stand(node.service, "on_premises"):
            return
        name, wanted = self.parameters["exceptions"].get(node.service.stored_name, ("", None))
        if (name and value(node, name) == wanted) or value(node, "hybrid_nodes") or value(node, "outpost"):
            return
        if graph.inside(site, "outposts"):
            return
        yield self.finding(f"{The(graph, node)} does not run on premises; move it into a Region.", node)


class ActorInRegion(Rule):
    """STR008: people and corporate servers are not launched in a subnet."""

    id = "STR008"
    summary = "Actors, the internet and corporate equipment stand outside every Region."
    rationale = "A person or a physical server cannot be launched in a subnet."
    source = "botocore 1.44.5 service model ec2; drawing rule from memory (not re-read)"
    applies_to = ("user", "users", "client", "mobile_client", "internet", "server", "on_premises_database")
    parameters: ClassVar = {"forbidden": ("region", *sorted(IN_VPC))}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if graph.where(node).nearest in self.parameters["forbidden"]:
            yield self.finding(
                f"{The(graph, node)} cannot stand in a Region; move it out of the AWS Cloud.", node
            )


class GatewayInZone(Rule):
    """STR009: an internet gateway is attached to the VPC, not to a zone."""

    id = "STR009"
    summary = "Internet, egress-only and virtual private gateways and gateway endpoints stand at VPC level."
    rationale = "They are attached to the VPC and have no interface in a subnet."
    source = "AWS Architecture Icons deck, drawing conventions (from memory) (not re-read)"
    applies_to = (
        *("internet_gateway", "egress_only_internet_gateway", "virtual_private_gateway", "gateway_endpoint"),
    )

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if graph.where(node).nearest in ZONES | {"subnet"}:
            yield self.finding(
                f"{The(graph, node)} belongs to the VPC as a whole; move it to the VPC's edge.",
                node,
                fix=out_to(graph, node, "vpc"),
            )


class BrokenStructure(Rule):
    """STR010: parents exist, containers do not hold each other, and links join two things."""

    id = "STR010"
    summary = "Parents exist, no container holds itself, and each link joins two different things that exist."
    rationale = "Otherwise the drawing can be neither checked nor priced."
    source = "The drawing's own model"
    applies_to = (ANY,)
    link_kinds = (ANY,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if node.parent is None:
            return
        if graph.node(node.parent) is None:
            yield self.finding(
                f"{The(graph, node)} stands in “{node.parent}”, which does not exist; move it to a container.",
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
    applies_to = (ANY,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        name = node.service.stored_name
        if isinstance(node.service, UnknownService) and name not in known_services():
            yield self.finding(
                f"“{name}” is not a known service; replace the node by one of the palette.", node
            )


class SubnetSpansZones(Rule):
    """STR012: a subnet lies in exactly one zone."""

    id = "STR012"
    summary = "A subnet lies in exactly one Availability Zone."
    rationale = "A subnet is created with one zone and never spans two."
    source = _VPC_GUIDE
    applies_to = ("subnet",)
    parameters: ClassVar = {"zones_per_subnet": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        named = {name for name in re.split(r"[\s,;]+", str(value(node, "zone") or "")) if name}
        around = graph.node(graph.where(node).zone)
        drawn = value(around, "zone")
        if len(named) == 1 and drawn and _ZONE.fullmatch(str(drawn)) and all(map(_ZONE.fullmatch, named)):
            named.add(str(drawn))
        if len(named) > self.parameters["zones_per_subnet"]:
            zones = ", ".join(sorted(named))
            yield self.finding(
                f"{The(graph, node)} spans the zones {zones}; draw one subnet in each zone.", node
            )


class ListedSubnets(Rule):
    """STR013: what lists subnets lists subnets of one VPC, its own."""

    id = "STR013"
    summary = "Everything listed as a subnet is one, and all lie in the VPC of the resource."
    rationale = "Subnet groups, load balancers, clusters and Auto Scaling groups cannot straddle VPCs."
    source = _VPC_GUIDE
    applies_to = (ANY,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        ids = listed_ids(node)
        if not ids:
            return
        subnets = graph.listed_subnets(node)
        known = {subnet.id for subnet in subnets}
        wrong = [listed for listed in ids if listed not in known]
        if wrong:
            kept = tuple(listed for listed in ids if listed in known)
            fix = set_properties("List only subnets", node.id, subnets=kept)
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
            )


class Unconnected(Rule):
    """STR014: an icon without an arrow is usually a forgotten arrow."""

    id = "STR014"
    summary = "Every workload has at least one connection."
    severity: ClassVar[Severity] = "info"
    category: ClassVar[Category] = "operational_excellence"
    rationale = "An icon without a link is usually a forgotten arrow."
    source = "The drawing's own model"
    applies_to = (ANY,)
    parameters: ClassVar = {
        "exempt": (
            *("iam", "cloudwatch", "cloudtrail", "config", "trusted_advisor", "kms_key", "organizations"),
            *("guardduty", "security_hub", "budgets", "cost_explorer", "systems_manager", "backup", "shield"),
            *(
                "inspector",
                "macie",
                "internet_gateway",
                "nat_gateway",
                "virtual_private_gateway",
                "elastic_ip",
            ),
            *("gateway_endpoint", "interface_endpoint", "network_acl", "route_table"),
        )
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        name = node.service.stored_name
        if node.service.is_container() or node.service.is_overlay() or name in self.parameters["exempt"]:
            return
        if isinstance(node.service, UnknownService) and name not in known_services():
            return
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
        if not graph.inside(node.id) and not graph.listed_by(node.id):
            yield self.finding(f"{The(graph, node)} is empty; fill it or remove it.", node)


class EdgeLocationService(Rule):
    """STR016: edge locations run no customer instances."""

    id = "STR016"
    summary = "Only edge services stand in an edge location."
    rationale = "Edge locations run no customer instances."
    source = "AWS global infrastructure documentation (not re-read)"
    applies_to = (ANY,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        where = graph.where(node)
        if where.edge_location is None or node.service.is_container() or node.service.is_overlay():
            return
        regional = node.service.stored_name == "waf_web_acl" and value(node, "scope") == "REGIONAL"
        if (may_stand(node.service, "edge_location") and not regional) or value(node, "edge"):
            return
        yield self.finding(
            f"{The(graph, node)} does not run in an edge location; move it to {belongs_in(node.service)}.",
            node,
        )


_ZONE = re.compile(r"[a-z]{2,4}(-[a-z]+)+-[1-9](-[a-z]{3}-[0-9])?[a-z]")
