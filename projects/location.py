"""Where a node stands, found by walking up its containers and never stored twice."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeVar

from projects.document import Document
from projects.place import Place
from projects.records import Node

_LOCAL_ZONE = re.compile(r"-[a-z]{3}-\d")
"""Names of Local Zones and Wavelength Zones: us-east-1-bos-1a, us-east-1-wl1-bos-wlz-1."""

ATTACHING = frozenset({"attach", "associate", "mount", "target"})

T = TypeVar("T")

_ONE = Decimal(1)
_UNNAMED = frozenset({"aws_cloud", "generic_group", "account"})
"""Frames that a node's path leaves out."""


class Location(NamedTuple):
    """The containers around a node; ids are None and codes empty where there is no such container."""

    region: str = ""
    region_id: str | None = None
    account_id: str | None = None
    vpc_id: str | None = None
    zone: str = ""
    zone_id: str | None = None
    local_zone: bool = False
    subnet_id: str | None = None
    on_premises: bool = False
    path: tuple[str, ...] = ()
    """Titles of the containers from the Region (or the outermost frame) down."""
    container_ids: tuple[str, ...] = ()
    """Ids of all containers around it, outermost first."""


class _Frames:
    """The innermost container of each kind that matters, and all containers around, outermost first."""

    __slots__ = ("ids", "kinds", "path")

    def __init__(self, kinds: dict[str, Node], path: tuple[str, ...], ids: tuple[str, ...]) -> None:
        self.kinds = kinds
        self.path = path
        self.ids = ids

    def within(self, node: Node) -> _Frames:
        """As what stands inside the node sees it."""
        name = node.service.name
        path = self.path if name in _UNNAMED else (*self.path, node.title)
        kinds = {**self.kinds, name: node} if name in _KINDS else self.kinds
        return _Frames(kinds, path, (*self.ids, node.id))

    def location(self, itself: Node | None = None) -> Location:
        """Of what stands here; a container ``itself`` is the innermost of its kind."""
        kinds = self.kinds if itself is None else {**self.kinds, itself.service.name: itself}
        get = kinds.get
        return Location(
            _text(get("region"), "code"),
            _id(get("region")),
            _id(get("account")),
            _id(get("vpc")),
            _text(get("availability_zone"), "zone") or _text(get("subnet"), "zone"),
            _id(get("availability_zone")),
            "local_zone" in kinds,
            _id(get("subnet")),
            "on_premises" in kinds or "corporate_data_center" in kinds,
            self.path,
            self.ids,
        )


_KINDS = frozenset(
    {
        "account",
        "availability_zone",
        "corporate_data_center",
        "local_zone",
        "on_premises",
        "region",
        "subnet",
        "vpc",
    }
)


@lru_cache(8192)
def _same(found: T) -> T:
    """Equal ones as one object, so that what was made from one is quickly recognized."""
    return found


class Locator:
    """Locates many nodes of a document that stands still: what is around a container is found once.

    ``everything`` says that all nodes will be asked for.
    """

    def __init__(self, document: Document, everything: bool = False) -> None:
        self._document = document
        self._ties = _all_attached(document) if everything else None
        """What each node is tied to; None where each is to be asked."""
        self._grouped = _all_members(document) if everything else None
        """Nodes that an overlay holds; None where each is to be asked."""
        self._frames: dict[str | None, _Frames] = {None: _Frames({}, (), ())}
        self._locations: dict[str | None, Location] = {None: Location()}
        self._own: dict[str, Location] = {}
        """Of containers, by their own id."""
        self._places: dict[tuple[str | None, tuple[str, ...]], Place] = {}
        """Of what has no other surroundings than its container and its ties."""

    def locate(self, node: Node) -> Location:
        """Where this node stands. A container's own Region, VPC or zone is itself."""
        if node.service.name in _KINDS:
            own = self._own.get(node.id)
            if own is None:
                own = self._own[node.id] = self._around(node).location(node)
            return own
        found = self._locations.get(node.parent)
        if found is None:
            frames = self._around(node)
            found = _same(frames.location())
            if frames is self._frames.get(node.parent):
                self._locations[node.parent] = found
        return found

    def place(self, node: Node, where: Location) -> Place:
        """The part of a node's surroundings that its costs may depend on."""
        document, values = self._document, node.service.__dict__
        ties = attached(document, node.id) if self._ties is None else self._ties.get(node.id, ())
        each = _ONE
        if self._grouped is None or node.id in self._grouped:
            each = instances_each(document, node)
        if (
            each is not _ONE
            or node.members
            or values.get("subnets")
            or values.get("outpost")
            or where is not self._locations.get(node.parent)
        ):
            return _place(document, node, where, each, ties)
        found = self._places.get((node.parent, ties))
        if found is None:
            found = _same(_place(document, node, where, each, ties))
            self._places[node.parent, ties] = found
        return found

    def _around(self, node: Node) -> _Frames:
        known = self._frames.get(node.parent)
        if known is not None:
            return known
        parent = self._document.node(node.parent)
        if parent is not None and parent.parent in self._frames:
            frames = self._frames[node.parent] = self._frames[parent.parent].within(parent)
            return frames
        containers = list(self._document.ancestors(node.id))
        # In a ring of parents each node sees another beginning: such frames are nobody else's.
        whole = bool(containers) and self._document.node(containers[-1].parent) is None
        frames = self._frames[None]
        for container in reversed(containers):
            frames = frames.within(container)
            if whole:
                self._frames[container.id] = frames
        return frames


def locate(document: Document, node_id: str) -> Location:
    """Where this node stands; an id that is no node's stands nowhere."""
    node = document.node(node_id)
    return Location() if node is None else Locator(document).locate(node)


def _value(node: Node, name: str) -> Any:
    """A property of a node's service; None where it has no such property.

    Not ``getattr`` with a default: pydantic takes ten times as long to say that there is none.
    """
    return node.service.__dict__.get(name)


def _text(node: Node | None, name: str) -> str:
    return str(_value(node, name) or "") if node is not None else ""


def _id(node: Node | None) -> str | None:
    return node.id if node is not None else None


def place_of(document: Document, node: Node, location: Location | None = None) -> Place:
    """The part of a node's surroundings that its costs may depend on."""
    where = location or locate(document, node.id)
    return _place(document, node, where, instances_each(document, node), attached(document, node.id))


def _place(document: Document, node: Node, where: Location, each: Decimal, ties: tuple[str, ...]) -> Place:
    subnet = document.node(where.subnet_id)
    listed = _value(node, "subnets") or ()
    listed = [subnet_id for subnet_id in listed if document.node(subnet_id) is not None]
    return Place(
        region=where.region,
        zone=where.zone,
        priced_apart=_priced_apart(node, subnet, where),
        in_vpc=where.vpc_id is not None,
        in_subnet=subnet is not None,
        subnet_is_public=_value(subnet, "public") if subnet is not None else None,
        subnets=len(listed) or int(subnet is not None),
        members=sum(1 for member in node.members if member in document),
        instances_each=each,
        attached=ties,
        hours_per_month=document.settings.hours_per_month,
    )


def _priced_apart(node: Node, subnet: Node | None, where: Location) -> Literal["", "local_zone", "outpost"]:
    if _value(node, "outpost") or (subnet is not None and _value(subnet, "outpost")):
        return "outpost"
    return "local_zone" if where.local_zone or (where.zone and _LOCAL_ZONE.search(where.zone)) else ""


def attached(document: Document, node_id: str) -> tuple[str, ...]:
    """Names of the services tied to this node by attach, associate, mount and target links, sorted."""
    names = []
    for link in document.links_of(node_id):
        if link.kind in ATTACHING:
            other = document.node(link.target if link.source == node_id else link.source)
            if other is not None:
                names.append(other.service.name)
    return tuple(sorted(names))


def _all_attached(document: Document) -> dict[str, tuple[str, ...]]:
    """As :func:`attached`, of all nodes that are tied to any."""
    names: dict[str, list[str]] = {}
    for link in document.links():
        if link.kind not in ATTACHING:
            continue
        source, target = document.node(link.source), document.node(link.target)
        if target is not None:
            names.setdefault(link.source, []).append(target.service.name)
        if source is not None and link.source != link.target:
            names.setdefault(link.target, []).append(source.service.name)
    return {node_id: tuple(sorted(found)) for node_id, found in names.items()}


def _all_members(document: Document) -> set[str]:
    """Every node that stands in an overlay."""
    return {member for node in document.nodes() if node.members for member in node.members}


def instances_each(document: Document, node: Node) -> Decimal:
    """How many instances one drawn member of an Auto Scaling group stands for; 1 outside a group."""
    for overlay in document.overlays_of(node.id):
        if overlay.service.name != "auto_scaling_group":
            continue
        group: Any = overlay.service
        average = group.average(document.settings.hours_per_month).instances
        if average is None:
            average = _value(overlay, "desired")
        drawn = sum(_stands_for(document.node(member)) for member in overlay.members)
        if average is not None and drawn:
            return Decimal(average) / drawn
    return _ONE


def _stands_for(member: Node | None) -> int:
    """How many instances an icon is drawn for; an icon of something else for none."""
    if member is None or member.service.name != "ec2_instance":
        return 0
    instances = _value(member, "instances")
    return 1 if instances is None else int(instances)
