"""A VPC's network, read from a drawing, with the networks and sites that it is joined with."""

from __future__ import annotations

from collections.abc import Iterator

from projects.document import Document
from projects.facts import value
from projects.location import Locator
from projects.records import Node
from projects.wires.network import Facts, Network, Site, network
from projects.wires.network_routes import (
    gateway_endpoints,
    interface_endpoints,
    nat_of,
    others,
    way_out_of,
)
from projects.wires.roles import BETWEEN_NETWORKS

_JOINING = frozenset({"peer", "attach", "associate", "traffic", "route", "vpn", "dx"})
_SITE_ENDS = frozenset({"virtual_private_gateway", "transit_gateway", *BETWEEN_NETWORKS} - {"vpc_peering"})


def read_network(document: Document, vpc: Node, members: list[Node], locator: Locator) -> Network:
    nats = tuple(
        nat_of(document, node, locator)
        for node in members
        if node.service.name == "nat_gateway" and value(node, "connectivity") != "private"
    )
    beside = list(_beside(document, vpc, members))
    routers, router = _routers(document, beside)
    facts = Facts(
        vpc.id,
        vpc.title,
        locator.locate(vpc).region,
        nats,
        tuple(gateway_endpoints(document, members)),
        tuple(interface_endpoints(document, members)),
        tuple(
            (node.id, way_out_of(document, node, nats, locator))
            for node in members
            if node.service.name == "subnet"
        ),
        tuple(sorted(_peers(document, vpc, beside, locator).items())),
        routers,
        router,
        tuple(_sites(document, members, beside, router)),
    )
    return network(facts)


def _beside(document: Document, vpc: Node, members: list[Node]) -> Iterator[Node]:
    """What is linked with the VPC, its subnets, route tables and VPN gateways, in order of the ids."""
    found: dict[str, Node] = {}
    for holder in (vpc, *members):
        if holder.service.name in ("vpc", "subnet", "route_table"):
            found.update((node.id, node) for node in others(document, holder.id, *_JOINING))
    yield from (found[node_id] for node_id in sorted(found))


def _peers(document: Document, vpc: Node, beside: list[Node], locator: Locator) -> dict[str, str]:
    found = {n.id: "" for n in others(document, vpc.id, "peer") if n.service.name == "vpc"}
    for hub in beside:
        if hub.service.name == "vpc_peering":
            for other in others(document, hub.id):
                other_vpc = locator.locate(other).vpc_id
                if other_vpc is not None and other_vpc != vpc.id:
                    found[other_vpc] = hub.id
    return found


def _routers(document: Document, beside: list[Node]) -> tuple[frozenset[str], str]:
    own = [node.id for node in beside if node.service.name == "transit_gateway"]
    found = set(own)
    waiting = list(own)
    while waiting:
        for other in others(document, waiting.pop()):
            if other.service.name == "transit_gateway" and other.id not in found:
                found.add(other.id)
                waiting.append(other.id)
    return frozenset(found), own[0] if own else ""


def _sites(document: Document, members: list[Node], beside: list[Node], router: str) -> Iterator[Site]:
    """Ways to corporate networks, Direct Connect first, as AWS prefers it."""
    gateways = {n.id for n in (*members, *beside) if n.service.name == "virtual_private_gateway"}
    found: list[Site] = []
    for start, through in (*((i, "") for i in sorted(gateways)), *([(router, router)] if router else [])):
        lines, connections = _lines(document, start)
        if lines:
            found.append(Site("direct_connect", tuple(sorted(lines)), through))
        if connections is not None:
            found.append(Site("vpn", tuple(sorted(connections)), through))
    yield from sorted(found, key=lambda site: (site.kind != "direct_connect", bool(site.router), site.nodes))


def _lines(document: Document, start: str) -> tuple[set[str], set[str] | None]:
    """Direct Connect lines, and VPN connections (None: no VPN), that lead on from a gateway or router."""
    lines: set[str] = set()
    vpn: set[str] | None = None
    seen = {start}
    waiting = [start]
    while waiting:
        node_id = waiting.pop()
        for link in document.links_of(node_id):
            other = document.node(link.target if link.source == node_id else link.source)
            if other is None or other.id in seen or other.service.name not in _SITE_ENDS:
                continue
            name = other.service.name
            if name in ("direct_connect", "direct_connect_gateway"):
                lines.add(other.id)
            elif name == "site_to_site_vpn":
                vpn = (vpn or set()) | {other.id}
            elif name in ("customer_gateway", "corporate_data_center") and link.kind == "vpn":
                vpn = vpn or set()
            if name in ("direct_connect", "direct_connect_gateway", "site_to_site_vpn"):
                seen.add(other.id)
                waiting.append(other.id)
    return lines, vpn
