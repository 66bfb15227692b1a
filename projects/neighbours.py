"""What lies next to a node in one of the four directions, and where the next one would stand there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from projects.document import Document
from projects.geometry import LABEL_BAND, LABEL_WIDTH, Rect, footprint, snapped
from projects.records import Node
from projects.service import Service

Direction = Literal["left", "right", "up", "down"]
ACROSS, DOWN = 80, 64
"""Free room between a node and the neighbour made beside it or below it."""
_OVERHANG = (LABEL_WIDTH - 64) // 2
"""How far a label may stand out beside its icon."""
_TRIED = 200
_STEP, _NEAR = 16, 20
"""How far apart the places are that are tried around a point, and how many in each direction."""
_ASIDE = 3
"""A step to the side counts as this many steps ahead."""


def nearest(rects: Mapping[str, Rect], start: Rect, candidates: Iterable[str], way: Direction) -> str | None:
    """The candidate that a person looking that way would reach first; None for none there."""
    best: tuple[float, str] | None = None
    for candidate in candidates:
        cost = _cost(start, rects[candidate], way)
        if cost is not None and (best is None or (cost, candidate) < best):
            best = cost, candidate
    return best[1] if best is not None else None


def _cost(start: Rect, other: Rect, way: Direction) -> float | None:
    (ax, ay), (bx, by) = start.center, other.center
    dx, dy = bx - ax, by - ay
    ahead, aside = (abs(dx), abs(dy)) if way in ("left", "right") else (abs(dy), abs(dx))
    towards = {"left": dx < 0, "right": dx > 0, "up": dy < 0, "down": dy > 0}[way]
    if not towards or aside > 2 * ahead:
        return None
    return ahead + _ASIDE * max(0.0, aside - min(start.height, start.width) / 2)


def leaves(document: Document, rects: Mapping[str, Rect]) -> list[str]:
    """Ids of the icons and notes among these: what is no frame around others."""
    return [i for i in rects if not _is_frame(document, i)]


def frames_apart(document: Document, rects: Mapping[str, Rect], node_id: str) -> list[str]:
    """Ids of the frames that neither hold this one nor stand in it."""
    around = {node.id for node in document.ancestors(node_id)}
    inside = {record.id for record in document.descendants(node_id)}
    apart = around | inside | {node_id}
    return [i for i in rects if i not in apart and _is_frame(document, i)]


def _is_frame(document: Document, record_id: str) -> bool:
    node = document.node(record_id)
    return node is not None and node.service.shape in ("container", "overlay")


def at_hand(document: Document, node: Node, way: Direction) -> str | None:
    """The node that already stands where a neighbour would be made: next to it in the same container."""
    here = footprint(node, document.node(node.parent))
    around = {
        other.id: footprint(other, document.node(node.parent))
        for other in document.children(node.parent)
        if isinstance(other, Node) and other.id != node.id and not other.hidden
    }
    in_line = [i for i, rect in around.items() if _in_line(here, rect, way)]
    return nearest(around, here, in_line, way)


def _in_line(here: Rect, other: Rect, way: Direction) -> bool:
    room = _beyond(here, way, ACROSS if way in ("left", "right") else DOWN)
    return room.overlaps(other) and not here.overlaps(other)


def _beyond(here: Rect, way: Direction, by: int) -> Rect:
    """The room next to a rectangle on one side, as deep as a gap and a node."""
    deep_x, deep_y = by + here.width, by + here.height
    match way:
        case "right":
            return Rect(here.right, here.y, deep_x, here.height)
        case "left":
            return Rect(here.x - deep_x, here.y, deep_x, here.height)
        case "down":
            return Rect(here.x, here.bottom, here.width, deep_y)
        case "up":
            return Rect(here.x, here.y - deep_y, here.width, deep_y)


def free_center(
    document: Document, node: Node, way: Direction, size: tuple[int, int] = (64, 64), label: bool = True
) -> tuple[float, float]:
    """Where the middle of a neighbour of this size would stand that way, in their container's units.

    Where something is in the way, it stands beyond that. ``label`` says that a name stands below it.
    """
    holder = document.node(node.parent)
    here = footprint(node, holder)
    taken = [
        footprint(other, holder)
        for other in document.children(node.parent)
        if other.id != node.id and not (isinstance(other, Node) and other.service.is_overlay())
    ]
    wide, high = size
    box = Rect(0, 0, max(wide, LABEL_WIDTH), high + LABEL_BAND) if label else Rect(0, 0, wide, high)
    middle_x, middle_y = here.center[0], _icon_middle(node, holder)
    gap = ACROSS - 2 * _OVERHANG if way in ("left", "right") else DOWN - LABEL_BAND
    for _ in range(_TRIED):
        x, y = _corner(here, box, way, gap, middle_x, middle_y - high / 2)
        room = Rect(round(x), round(y), box.width, box.height)
        if not any(room.overlaps(other) for other in taken):
            break
        gap += 16
    return snapped(x + (box.width - wide) / 2) + wide / 2, snapped(y) + high / 2


def _icon_middle(node: Node, holder: Node | None) -> float:
    here = footprint(node, holder)
    return here.y + node.size[1] / 2


def free_center_near(
    document: Document, parent: str | None, at: tuple[float, float], service: Service
) -> tuple[float, float]:
    """The point nearest to ``at`` around which the service would cover nothing else in the container.

    All in the container's units. The point itself where there is nothing free within a few icons of it.
    """
    holder, (wide, high) = document.node(parent), service.size
    frame = service.is_container() or service.is_overlay()
    side, below = (0, 0) if frame else (max(0, (LABEL_WIDTH - wide) // 2), LABEL_BAND)
    taken = [
        footprint(other, holder)
        for other in document.children(parent)
        if not (isinstance(other, Node) and other.service.is_overlay())
    ]
    if service.is_overlay():
        return at
    steps = sorted(
        ((dx, dy) for dx in range(-_NEAR, _NEAR + 1) for dy in range(-_NEAR, _NEAR + 1)),
        key=lambda step: (step[0] ** 2 + step[1] ** 2, -step[0], -step[1]),
    )
    for dx, dy in steps:
        x, y = at[0] + dx * _STEP, at[1] + dy * _STEP
        room = Rect(round(x - wide / 2) - side, round(y - high / 2), wide + 2 * side, high + below)
        if not any(room.overlaps(other) for other in taken):
            return x, y
    return at


def _corner(
    here: Rect, box: Rect, way: Direction, gap: int, middle_x: float, top: float
) -> tuple[float, float]:
    match way:
        case "right":
            return here.right + gap, top
        case "left":
            return here.x - gap - box.width, top
        case "down":
            return middle_x - box.width / 2, here.bottom + gap
        case "up":
            return middle_x - box.width / 2, here.y - gap - box.height


__all__ = ["Direction", "at_hand", "frames_apart", "free_center", "leaves", "nearest"]
