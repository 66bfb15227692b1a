"""Fixes that bring a second Availability Zone: an existing subnet of another zone, or a new one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from projects import edits
from projects.changes import Change
from projects.document import Document, Draft
from projects.facts import listed_ids, value
from projects.free_place import put_in
from projects.graph import Graph
from projects.naming import address_for
from projects.records import Node
from projects.rules.fixes import move_to, set_properties
from projects.rules.rule import Fix
from projects.rules.wording import the
from projects.service import make_service


def special_zone(graph: Graph, subnets: list[Node]) -> bool:
    """Whether any of these subnets is in a Local Zone, a Wavelength Zone or on an Outpost."""
    for subnet in subnets:
        zone = graph.node(graph.where(subnet).zone)
        local = zone is not None and zone.service.stored_name == "local_zone"
        if local or value(subnet, "outpost") or re.search(r"-[a-z]{3}-\d", graph.zone_of(subnet) or ""):
            return True
    return False


def subnet_elsewhere(
    graph: Graph, vpc: str | None, zones: Collection[str], like: Node | None = None
) -> Node | None:
    """A subnet of the VPC in none of these zones: as public as ``like``, private where none is given."""
    public = bool(graph.is_public(like)) if like is not None else False
    found = []
    for subnet in graph.inside(vpc, "subnet"):
        zone = graph.zone_of(subnet)
        if zone and zone not in zones and not special_zone(graph, [subnet]):
            found.append(subnet)
    alike = [subnet for subnet in found if bool(graph.is_public(subnet)) == public]
    return alike[0] if alike else None


def spread(graph: Graph, node: Node, keep: int | None = None) -> Fix | None:
    """Let a node use one more subnet, in a zone it does not use yet; a new one if the VPC has none.

    ``keep``: how many of the subnets listed now stay; all by default. None where nothing can be done.
    """
    listed = listed_ids(node)[:keep]
    used = [subnet for subnet in (graph.node(i) for i in listed) if subnet is not None]
    used = used or graph.subnets_of(node)
    zones = {zone for zone in (graph.zone_of(subnet) for subnet in used) if zone}
    vpc = graph.where(used[0]).vpc if used else None
    if vpc is None or not zones:
        return None
    present = subnet_elsewhere(graph, vpc, zones, used[0])
    ids = tuple(subnet.id for subnet in used)
    if present is not None:
        where = f"{the(graph, present)} in {graph.zone_of(present)}"
        return set_properties(f"Use {where} too", node.id, subnets=(*ids, present.id))
    zone = free_zone(graph, used[0], zones)
    return _with_new_subnet(node.id, ids, used[0].id, zone) if zone else None


def move_elsewhere(graph: Graph, node: Node, beside: Node) -> Fix | None:
    """Move a node to another zone than ``beside``: to a subnet like that one's, made if there is none."""
    here, zone = graph.node(graph.where(beside).subnet), graph.zone_of(beside)
    if here is None or zone is None:
        return None
    subnet = subnet_elsewhere(graph, graph.where(beside).vpc, {zone}, here)
    if subnet is not None:
        label = f"Move {the(graph, node)} to {the(graph, subnet)} in {graph.zone_of(subnet)}"
        return move_to(label, node.id, subnet.id)
    free, like = free_zone(graph, here, {zone}), here.id
    if not free:
        return None

    def change(document: Document) -> Change:
        draft = Draft(document)
        present = draft.node(node.id)
        if present is not None and draft.node(like) is not None:
            put_in(draft, present, add_subnet_like(draft, like, free).id)
        return draft.change()

    return Fix(f"Move {the(graph, node)} to a new subnet in {free}", change)


def free_zone(graph: Graph, subnet: Node, zones: Collection[str]) -> str:
    """The name of a zone of the subnet's Region that is not among these, for a subnet like this one.

    "" if none is known, or if the subnet is public in a VPC without internet gateway: one like it would
    be as wrong.
    """
    from pricing.regions import region

    vpc = graph.node(graph.where(subnet).vpc)
    if value(subnet, "public") and (vpc is None or not graph.internet_gateways(vpc)):
        return ""
    facts = region(graph.region_of(subnet))
    return next((name for name in facts.zones if name not in zones), "") if facts is not None else ""


def _with_new_subnet(node_id: str, kept: tuple[str, ...], like: str, zone: str) -> Fix:
    """A copy of a subnet in another zone, and the node in it too."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        node = draft.node(node_id)
        if node is None or draft.node(like) is None:
            return draft.change()
        made = add_subnet_like(draft, like, zone)
        draft.put(node.model_copy(update={"service": node.service.set(subnets=(*kept, made.id))}))
        return draft.change()

    return Fix(f"Add a second subnet in {zone}", change)


def add_subnet_like(draft: Draft, like: str, zone: str) -> Node:
    """A new subnet in a zone: as public as another one, with its routes and route tables."""
    present = draft.node(like)
    assert present is not None, "the caller has looked"
    around = draft.node(present.parent)
    banded = around is not None and around.service.name in ("availability_zone", "local_zone")
    parent = _zone_band(draft, around, zone) if banded and around is not None else present.parent
    wanted = {"public": value(present, "public"), "map_public_ip": value(present, "map_public_ip")}
    service = address_for(
        draft, make_service("subnet", wanted if banded else {**wanted, "zone": zone}), parent
    )
    made = put_in(draft, Node(id=draft.new_id("subnet"), service=service), parent, None if banded else like)
    for link in draft.document.links_of(like):
        if link.kind == "route" and link.source == like:
            update = {"id": draft.new_id("link"), "source": made.id, "label": ""}
            draft.put(link.model_copy(update=update))
        other = draft.node(link.target if link.source == like else link.source)
        if link.kind == "associate" and other is not None and other.service.name == "route_table":
            edits.connect(draft, other.id, made.id, "associate")
    return made


def split_by_zone(label: str, subnet_id: str, zones: Sequence[str]) -> Fix:
    """One subnet for each zone: the present one for the first, new ones like it for the others."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        subnet = draft.node(subnet_id)
        if subnet is not None:
            draft.put(subnet.model_copy(update={"service": subnet.service.set(zone=zones[0])}))
            for zone in zones[1:]:
                add_subnet_like(draft, subnet_id, zone)
        return draft.change()

    return Fix(label, change)


def mirror_zone(label: str, subnets: Sequence[str], zone: str) -> Fix:
    """A copy of each of these subnets in a zone."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        for subnet_id in subnets:
            if draft.node(subnet_id) is not None:
                add_subnet_like(draft, subnet_id, zone)
        return draft.change()

    return Fix(label, change)


def _zone_band(draft: Draft, beside: Node, zone: str) -> str:
    """The band of a zone beside another one; made where it is not drawn."""
    for child in draft.children(beside.parent):
        band = isinstance(child, Node) and child.service.name == "availability_zone"
        if isinstance(child, Node) and band and value(child, "zone") == zone:
            return child.id
    made = Node(
        id=draft.new_id("availability_zone"), service=make_service("availability_zone", {"zone": zone})
    )
    return put_in(draft, made, beside.parent, beside.id).id
