"""Zones side by side and the rows of subnets across them: which are in line with one another."""

from __future__ import annotations

from projects.document import Draft
from projects.geometry import Rect, footprint
from projects.records import Node

ZONES = ("availability_zone", "local_zone")


def is_zone(node: object) -> bool:
    """Whether it is the frame of a zone."""
    return isinstance(node, Node) and node.service.name in ZONES


def is_subnet(node: object) -> bool:
    return isinstance(node, Node) and node.service.name == "subnet"


def zones_beside(draft: Draft, zone: Node, rect: Rect | None = None) -> list[Node]:
    """The zones that stand as columns beside one in the same container, from left to right."""
    own = rect or footprint(zone)
    found = [
        child
        for child in draft.children(zone.parent)
        if isinstance(child, Node) and child.id != zone.id and is_zone(child)
        if side_by_side(own, footprint(child))
    ]
    return sorted(found, key=lambda one: (one.x, one.id))


def side_by_side(one: Rect, other: Rect) -> bool:
    """Whether two frames stand in one row, without covering each other."""
    apart = one.right <= other.x or other.right <= one.x
    return apart and one.y < other.bottom and other.y < one.bottom


def mates(draft: Draft, node: Node, rect: Rect | None = None) -> list[Node]:
    """What is in line with a zone, or with a subnet in one: the same top and height in the zones beside it.

    ``rect`` is where the node stood, in its container, where that is asked for.
    """
    own = rect or footprint(node)
    if is_zone(node):
        return [z for z in zones_beside(draft, node, own) if (z.y, z.size[1]) == (own.y, own.height)]
    zone = draft.node(node.parent)
    if not is_subnet(node) or zone is None or not is_zone(zone):
        return []
    found: list[Node] = []
    for other in zones_beside(draft, zone):
        inside = (c for c in draft.children(other.id) if isinstance(c, Node) and is_subnet(c))
        top = zone.y + own.y - other.y
        found += [one for one in inside if (one.y, one.size[1]) == (top, own.height)]
    return found
