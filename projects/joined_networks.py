"""How networks are joined: which VPCs peer or share a router, and which corporate networks they reach.

Everything is read through the graph, so that a checker knows what an answer depends on.
"""

from __future__ import annotations

from projects.facts import value
from projects.graph import Graph
from projects.records import Node

ROUTERS = ("transit_gateway", "cloud_wan", "vpc_lattice")
"""What joins all networks that are attached to it, alone or peered with another."""

PEERING = "vpc_peering"

_BALANCERS = frozenset({"application_load_balancer", "network_load_balancer", "classic_load_balancer"})
WITH_PRIVATE_ADDRESS = _BALANCERS | {
    *("ec2_instance", "auto_scaling_group", "ecs", "fargate", "emr", "elastic_network_interface"),
    *("rds_instance", "aurora_cluster", "redshift_cluster", "elasticache_cluster", "memorydb", "documentdb"),
    *("neptune", "dax", "opensearch", "msk", "mq", "fsx", "efs_mount_target", "rds_proxy"),
    *("directory_service", "interface_endpoint"),
}
"""What may have private addresses in a VPC and no other."""

_COMPUTE = frozenset({"ec2_instance", "auto_scaling_group", "ecs", "fargate", "elastic_network_interface"})

_HYBRID = ("site_to_site_vpn", "client_vpn", "direct_connect", "direct_connect_gateway", *ROUTERS)
_HYBRID_ENDS = ("virtual_private_gateway", "customer_gateway", "on_premises", "corporate_data_center")
_TOWARDS_SITES = frozenset(
    {*ROUTERS, "site_to_site_vpn", "direct_connect", "direct_connect_gateway", "customer_gateway"}
)


_JOINS = ("attach", "associate", "traffic", "route", "peer")
"""Kinds of links that say what is on a hub. VPN and Direct Connect end at gateways, not at VPCs."""


def networks(graph: Graph, hub: Node) -> set[str]:
    """Ids of the VPCs that a hub's links lead to: to the VPC, a subnet or something in one."""
    found = {graph.where(other).vpc for other in graph.others(hub.id, *_JOINS)}
    return {vpc for vpc in found if vpc is not None}


def beside(graph: Graph, vpc: Node) -> list[Node]:
    """What is linked with a VPC or with one of its subnets."""
    return graph.remembered("beside", vpc.id, lambda: _beside(graph, vpc))


def _beside(graph: Graph, vpc: Node) -> list[Node]:
    found = {node.id: node for node in graph.others(vpc.id, *_JOINS)}
    for subnet in graph.inside(vpc.id, "subnet"):
        found.update((node.id, node) for node in graph.others(subnet.id, "attach", "associate", "route"))
    return list(found.values())


def peered(graph: Graph, vpc: Node) -> set[str]:
    """Ids of the VPCs that share a peering connection with this one."""
    return set(graph.remembered("peered", vpc.id, lambda: _peered(graph, vpc)))


def _peered(graph: Graph, vpc: Node) -> set[str]:
    found = {node.id for node in graph.others(vpc.id, "peer") if node.service.stored_name == "vpc"}
    for hub in beside(graph, vpc):
        if hub.service.stored_name == PEERING:
            found |= networks(graph, hub)
    return found - {vpc.id}


def together(graph: Graph, router: Node) -> dict[str, Node]:
    """A router and all that are peered with it, by id."""
    found = {router.id: router}
    waiting = [router]
    while waiting:
        for other in graph.others(waiting.pop().id):
            if other.service.stored_name in ROUTERS and other.id not in found:
                found[other.id] = other
                waiting.append(other)
    return found


def routers(graph: Graph, vpc: Node) -> set[str]:
    """Ids of the routers a VPC is on, with those peered with them."""
    return set(graph.remembered("routers", vpc.id, lambda: _routers(graph, vpc)))


def _routers(graph: Graph, vpc: Node) -> set[str]:
    found = {hub.id: hub for hub in _own_routers(graph, vpc)}
    if found and len(graph.nodes_of(*ROUTERS)) > 1:  # a hub may have hundreds of links to look through
        for hub in list(found.values()):
            found |= together(graph, hub)
    return set(found)


def _own_routers(graph: Graph, vpc: Node) -> list[Node]:
    return [hub for hub in beside(graph, vpc) if hub.service.stored_name in ROUTERS]


def joined(graph: Graph, one: Node, other: Node) -> bool:
    """Whether a private path between two VPCs is drawn, or may be meant by a hub with too few links."""
    if one.id == other.id:
        return True
    return graph.remembered(f"joined with {other.id}", one.id, lambda: _joined(graph, one, other))


def _joined(graph: Graph, one: Node, other: Node) -> bool:
    theirs = {hub.id for hub in _own_routers(graph, other)}
    if any(hub.id in theirs for hub in _own_routers(graph, one)) or other.id in peered(graph, one):
        return True
    if routers(graph, one) & routers(graph, other):
        return True
    if _offered(graph, one, other) or _offered(graph, other, one) or _hub_between(graph, one, other):
        return True
    return _tunnel(graph, one, other) or _tunnel(graph, other, one)


def _tunnel(graph: Graph, one: Node, other: Node) -> bool:
    """Whether an appliance in a VPC, as a customer gateway, ends a VPN of the other one."""
    for gateway in graph.nodes_of("customer_gateway"):
        appliances = graph.others(gateway.id, "attach", "associate", "traffic")
        if all(
            node.service.stored_name not in _COMPUTE or graph.where(node).vpc != one.id for node in appliances
        ):
            continue
        ends = graph.others(gateway.id, "vpn")
        for vpn in [end for end in ends if end.service.stored_name == "site_to_site_vpn"]:
            ends += graph.others(vpn.id)
        known = routers(graph, other) | {node.id for node in beside(graph, other)}
        if any(end.id in known or graph.where(end).vpc == other.id for end in ends):
            return True
    return False


def _offered(graph: Graph, consumer: Node, provider: Node) -> bool:
    """Whether an endpoint of a VPC leads to a service of the other one (PrivateLink)."""
    for endpoint in graph.inside(consumer.id, "interface_endpoint"):
        service = str(value(endpoint, "service") or "")
        if not service or "vpce-svc" in service or provider.id in networks(graph, endpoint):
            return True
    return False


def _hub_between(graph: Graph, one: Node, other: Node) -> bool:
    """Whether a hub is linked with things in both VPCs, or says nothing of what it joins."""
    both = {one.id, other.id}
    for hub in graph.nodes_of(PEERING):
        around = networks(graph, hub)
        if both <= around or (len(around) < 2 and around <= both):
            return True
    for router in graph.nodes_of(*ROUTERS):
        around = set().union(*(networks(graph, each) for each in together(graph, router).values()))
        if both <= around or not around:
            return True
    return False


def at_private_address(graph: Graph, node: Node) -> bool:
    """Whether something in a VPC is surely reached at a private address only."""
    name = node.service.stored_name
    if name not in WITH_PRIVATE_ADDRESS or value(node, "publicly_accessible") or value(node, "public_ip"):
        return False
    if name in _BALANCERS:
        return bool(value(node, "scheme") == "internal")
    subnets = graph.subnets_of(node)
    if name in _COMPUTE and not subnets:
        return False
    hidden = value(node, "publicly_accessible") is False or value(node, "public_ip") is False
    if not hidden and any(graph.is_public(subnet) for subnet in subnets):
        return False
    addresses = graph.others(node.id, "associate", "attach")
    return not any(address.service.stored_name == "elastic_ip" for address in addresses)


def hybrid_path_drawn(graph: Graph) -> bool:
    """Whether any path between corporate networks and AWS is drawn: VPN, Direct Connect or a router."""
    return graph.remembered("hybrid path", None, lambda: _hybrid_path_drawn(graph))


def _hybrid_path_drawn(graph: Graph) -> bool:
    if graph.nodes_of(*_HYBRID):
        return True
    for end in graph.nodes_of(*_HYBRID_ENDS):
        if graph.links_of(end.id, "vpn", "dx"):
            return True
        if end.service.stored_name == "virtual_private_gateway" and any(
            graph.where(other).vpc is None for other in graph.others(end.id)
        ):
            return True
    return False


def sites(graph: Graph, vpc: Node) -> list[Node]:
    """The corporate networks that VPN, Direct Connect or a router join with a VPC, by id."""
    return graph.remembered("sites", vpc.id, lambda: _sites(graph, vpc))


def _sites(graph: Graph, vpc: Node) -> list[Node]:
    gateways = [n for n in graph.others(vpc.id) if n.service.stored_name == "virtual_private_gateway"]
    waiting = [*graph.inside(vpc.id, "virtual_private_gateway"), *gateways]
    waiting += [n for n in beside(graph, vpc) if n.service.stored_name in _TOWARDS_SITES]
    seen = {node.id for node in waiting}
    found: set[str] = set()
    while waiting:
        node = waiting.pop()
        place = graph.where(node).on_premises
        if place is not None:
            found.add(place)
            continue
        for other in graph.others(node.id):
            ends = other.service.stored_name in _TOWARDS_SITES or graph.where(other).on_premises is not None
            if ends and other.id not in seen:
                seen.add(other.id)
                waiting.append(other)
    containers = (graph.node(site) for site in sorted(found))
    return [site for site in containers if site is not None]
