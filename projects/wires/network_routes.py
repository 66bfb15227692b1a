"""The routes of a VPC, read from a drawing: NAT gateways, each subnet's way out, and endpoints."""

from __future__ import annotations

from collections.abc import Iterator

from projects.document import Document
from projects.facts import link_value, value
from projects.location import Location, Locator
from projects.records import Link, Node
from projects.wires.network import Nat, Out, Zone

_EVERYWHERE = ("0.0.0.0/0", "::/0")


def zones_of(document: Document, where: Location) -> tuple[Zone, ...]:
    """The zone around something; empty where the drawing does not say."""
    if where.zone:
        return ((where.zone, where.zone),)
    zone = document.node(where.zone_id)
    return ((zone.id, zone.title),) if zone is not None else ()


def nat_of(document: Document, node: Node, locator: Locator) -> Nat:
    where = locator.locate(node)
    regional = value(node, "availability_mode") == "regional"
    return Nat(
        node.id,
        node.title,
        () if regional else zones_of(document, where),
        regional,
        bool(value(node, "behind_network_firewall")),
    )


def others(document: Document, node_id: str, *kinds: str) -> Iterator[Node]:
    for link in document.links_of(node_id):
        if not kinds or link.kind in kinds:
            other = document.node(link.target if link.source == node_id else link.source)
            if other is not None:
                yield other


def way_out_of(document: Document, subnet: Node, nats: tuple[Nat, ...], locator: Locator) -> Out:
    """As its default route says, else as it says of itself and as the VPC has NAT gateways."""
    targets, drawn = _default_routes(document, subnet)
    by_id = {nat.id: nat for nat in nats}
    for target in targets:
        name = target.service.name
        if name == "nat_gateway":
            if target.id in by_id:
                return Out("nat", by_id[target.id], drawn=True)
            continue
        if name == "transit_gateway":
            return Out("router", router=target.id, drawn=True)
        if name not in ("virtual_private_gateway", "vpc_peering"):
            return Out("public", drawn=True)
    if drawn:
        return Out("none", drawn=True)
    public = value(subnet, "public")
    if public is None:
        return Out("unknown")
    if public:
        return Out("public")
    if not nats:
        return Out("none")
    zones = zones_of(document, locator.locate(subnet))
    return Out("nat", min(nats, key=lambda nat: (not nat.regional and nat.zones != zones, nat.id)))


def _default_routes(document: Document, subnet: Node) -> tuple[list[Node], bool]:
    tables = [
        node.id for node in others(document, subnet.id, "associate") if node.service.name == "route_table"
    ]
    drawn = False
    found: list[Node] = []
    for holder in (subnet.id, *sorted(tables)):
        for link in sorted(document.links_of(holder), key=_by_id):
            if link.kind != "route" or link.source != holder:
                continue
            target = document.node(link.target)
            if target is None or target.service.name == "gateway_endpoint":
                continue
            drawn = True
            if str(link_value(link, "destination") or _EVERYWHERE[0]) in _EVERYWHERE:
                found.append(target)
    return found, drawn


def gateway_endpoints(document: Document, members: list[Node]) -> Iterator[tuple[str, frozenset[str] | None]]:
    """Gateway endpoints by service; those that name routes serve the subnets of these only."""
    found: dict[str, frozenset[str] | None] = {}
    for node in members:
        if node.service.name != "gateway_endpoint":
            continue
        service = str(value(node, "service") or "s3")
        served: frozenset[str] | None = _served(document, node)
        if service in found:
            before = found[service]
            served = None if before is None or served is None else before | served
        found[service] = served
    yield from sorted(found.items())


def _served(document: Document, endpoint: Node) -> frozenset[str] | None:
    holders = [
        node
        for node in others(document, endpoint.id, "route", "associate", "attach")
        if node.service.name in ("subnet", "route_table")
    ]
    if not holders:
        return None
    found = {node.id for node in holders if node.service.name == "subnet"}
    for table in holders:
        if table.service.name == "route_table":
            found |= {n.id for n in others(document, table.id, "associate") if n.service.name == "subnet"}
    return frozenset(found)


def interface_endpoints(document: Document, members: list[Node]) -> Iterator[tuple[str, frozenset[str]]]:
    """Interface endpoints with the names they are given and the services they are linked with."""
    for node in members:
        if node.service.name != "interface_endpoint" or value(node, "kind") == "gateway_load_balancer":
            continue
        text = str(value(node, "service") or "").lower()
        names = {_endpoint_name(word) for word in text.replace(",", " ").replace(";", " ").split()}
        linked = {
            document_node.service.name
            for link in document.links_of(node.id)
            if link.source == node.id and (document_node := document.node(link.target)) is not None
        }
        yield node.id, frozenset(names | linked)


def _endpoint_name(word: str) -> str:
    """ "com.amazonaws.us-east-1.ecr.api" is called "ecr.api"."""
    parts = word.split(".")
    return ".".join(parts[3:]) if parts[:2] == ["com", "amazonaws"] and len(parts) > 3 else word


def _by_id(link: Link) -> str:
    return link.id
