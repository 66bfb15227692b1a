"""Where services may stand (STR002 to STR009, STR016); placement says which containers may hold what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import listed_ids, value
from projects.graph import Graph
from projects.known_services import scope_named
from projects.placement import belongs_in, may_stand
from projects.records import Node
from projects.rules.fixes import move_into_new, move_to, set_properties
from projects.rules.rule import ANY, Finding, Fix, Rule
from projects.rules.wording import The, the
from projects.service import CANVAS, Service

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


def into_region(graph: Graph, node: Node) -> Fix | None:
    """The move into the Region of the drawing, or into a new one where there is none."""
    if not may_stand(node.service, "region"):
        return None
    regions = graph.nodes_of("region")
    if len(regions) == 1:
        return move_to(f"Move to {the(graph, regions[0])}", node.id, regions[0].id)
    clouds = graph.nodes_of("account") or graph.nodes_of("aws_cloud")
    if regions or len(clouds) > 1:
        return None
    return move_into_new("Move to a new Region", node.id, "region", clouds[0].id if clouds else None)


class Placed(Rule):
    """A rule about everything that is drawn in containers: no containers, no overlays."""

    applies_to = (ANY,)
    scopes: ClassVar[tuple[str, ...]] = ()
    """Scopes of the services it looks at; empty for any."""

    def concerns(self, service: type[Service], name: str) -> bool:
        if service.is_container() or service.is_overlay():
            return False
        return not self.scopes or scope_named(service, name) in self.scopes

    def misplaced(self, node: Node, graph: Graph) -> bool:
        """Whether its nearest container may not hold it."""
        return not may_stand(node.service, graph.where(node).nearest)


class GlobalServiceInVpc(Placed):
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
                f"{The(graph, node)} is a global service and cannot stand in a VPC; move it to the AWS "
                "Cloud.",
                node,
                fix=fix,
            )


class RegionalServiceInVpc(Placed):
    """STR003: a bucket does not live in a subnet."""

    id = "STR003"
    summary = "A regional managed service stands in its Region, not in a VPC, Availability Zone or subnet."
    rationale = (
        "These services live outside customer VPCs; clients reach them through endpoints, NAT or the "
        "internet."
    )
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
        public = node.service.stored_name == "nat_gateway" and value(node, "connectivity") != "private"
        zones = {zone for other in graph.others(node.id, "attach") if (zone := graph.zone_of(other))}
        apart = {zone for other in graph.others(node.id, "replicate") if (zone := graph.zone_of(other))}
        subnets = [s for s in subnets if not zones or graph.zone_of(s) in zones]
        subnets = [s for s in subnets if graph.zone_of(s) not in apart]
        subnet = min(subnets, key=lambda found: bool(graph.is_public(found)) != public, default=None)
        fix = move_to(f"Move to {the(graph, subnet)}", node.id, subnet.id) if subnet is not None else None
        yield self.finding(f"{The(graph, node)} stands in no subnet; move it to one.", node, fix=fix)


class NeedsRegion(Placed):
    """STR005: without a Region there is no price and no placement."""

    id = "STR005"
    summary = "Every AWS resource that is not global lies in a Region."
    rationale = (
        "Regional APIs are called at a Region's endpoint; without a Region there is neither price nor "
        "placement."
    )
    source = _GENERAL
    scopes = ("region", "vpc", "zone", "subnet")

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if graph.where(node).region is not None or elsewhere(graph, node):
            return
        if not may_stand(node.service, "aws_cloud"):
            yield self.finding(
                f"{The(graph, node)} stands in no Region; move it into one.",
                node,
                fix=into_region(graph, node),
            )


class NeedsVpc(Placed):
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
        region = graph.where(node).region
        vpcs = graph.inside(region, "vpc")
        fix = move_to(f"Move to {the(graph, vpcs[0])}", node.id, vpcs[0].id) if len(vpcs) == 1 else None
        if region is not None and not vpcs and not graph.links_of(node.id, "route"):
            fix = move_into_new("Move to a new VPC", node.id, "vpc", region)
        yield self.finding(f"{The(graph, node)} belongs to a VPC; move it into one.", node, fix=fix)


class OnPremisesService(Placed):
    """STR007: Lambda does not run in the customer's data centre."""

    id = "STR007"
    summary = "Only hybrid elements, actors and corporate equipment stand on premises."
    rationale = "Other managed AWS services do not run in the customer's data centre."
    source = "botocore 1.44.5 service models ecs, elbv2, rds; placement rule from memory (not re-read)"
    parameters: ClassVar = {
        "external": ("external", "outside", ""),
        "exceptions": {"ecs": ("launch_type", "EXTERNAL"), "eks": ("anywhere", True)},
    }

    def concerns(self, service: type[Service], name: str) -> bool:
        external = scope_named(service, name) in self.parameters["external"]
        return super().concerns(service, name) and not external

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        where = graph.where(node)
        site = where.on_premises
        if site is None or where.region is not None:
            return
        if may_stand(node.service, "on_premises"):
            return
        name, wanted = self.parameters["exceptions"].get(node.service.stored_name, ("", None))
        if (name and value(node, name) == wanted) or value(node, "hybrid_nodes") or value(node, "outpost"):
            return
        if graph.inside(site, "outposts"):
            return
        yield self.finding(
            f"{The(graph, node)} does not run on premises; move it into a Region.",
            node,
            fix=into_region(graph, node),
        )


class ActorInRegion(Rule):
    """STR008: people and corporate servers are not launched in a subnet."""

    id = "STR008"
    summary = "Actors, the internet and corporate equipment stand outside every Region."
    rationale = "A person or a physical server cannot be launched in a subnet."
    source = "botocore 1.44.5 service model ec2; drawing rule from memory (not re-read)"
    applies_to = (
        *("user", "users", "client", "mobile_client", "internet"),
        *("server", "on_premises_server", "on_premises_database"),
    )
    parameters: ClassVar = {"forbidden": ("region", *sorted(IN_VPC))}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if graph.where(node).nearest in self.parameters["forbidden"]:
            sites = graph.nodes_of("on_premises", "corporate_data_center")
            sites = [site for site in sites if may_stand(node.service, site.service.name)]
            fix = None
            if may_stand(node.service, CANVAS):
                fix = move_to("Move out of the AWS Cloud", node.id, None)
            elif len(sites) == 1:
                fix = move_to(f"Move to {the(graph, sites[0])}", node.id, sites[0].id)
            yield self.finding(
                f"{The(graph, node)} cannot stand in a Region; move it out of the AWS Cloud.", node, fix=fix
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


class EdgeLocationService(Placed):
    """STR016: edge locations run no customer instances."""

    id = "STR016"
    summary = "Only edge services stand in an edge location."
    rationale = "Edge locations run no customer instances."
    source = "AWS global infrastructure documentation (not re-read)"

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if graph.where(node).edge_location is None:
            return
        regional = value(node, "acl_scope") == "REGIONAL"
        if (may_stand(node.service, "edge_location") and not regional) or value(node, "edge"):
            return
        if regional:
            fix = set_properties("Make it global", node.id, acl_scope="CLOUDFRONT")
            yield self.finding(
                f"{The(graph, node)} is regional and does not stand in an edge location; make it global.",
                node,
                fix=fix,
            )
            return
        yield self.finding(
            f"{The(graph, node)} does not run in an edge location; move it to {belongs_in(node.service)}.",
            node,
            fix=into_region(graph, node),
        )
