"""What sits on a container's edge: gateways and endpoints, each at a place of its own along it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from projects.document import Draft
from projects.geometry import GRID, Rect, border_point, footprint, local_rect, nearest_border
from projects.records import Node, Side

_CORNER = 0.04
"""Share of a side at either end that stays free, as in :func:`nearest_border`."""
_OTHER_SIDE = 160
"""How much farther away a free place on the same side may be than one round the corner."""
_SIDES: tuple[Side, ...] = ("top", "right", "bottom", "left")


def on_edge(draft: Draft, holder: str) -> list[Node]:
    """The nodes that sit on the edge of a container."""
    return [child for child in draft.children(holder) if isinstance(child, Node) and child.side is not None]


def put_on_edge(draft: Draft, node: Node, holder: Node, x: float, y: float) -> Node:
    """The node at the free place of the edge that is nearest to a point in the container's coordinates."""
    side, offset = nearest_border(holder.size, x, y)
    placed = node.model_copy(update={"side": side, "offset": offset})
    others = [other for other in on_edge(draft, holder.id) if other.id != node.id]
    return _free(placed, holder, others)


def keep_on_edge(draft: Draft, before: Node, after: Node) -> None:
    """A container got another rectangle: what sits on its edge stays where it is along that edge.

    Where the edge has become too short for that it comes as near as it can, and covers nothing else.
    """
    children = on_edge(draft, before.id)
    for child in children:
        assert child.side is not None
        draft.put(child.model_copy(update={"offset": _kept_offset(child, child.side, before, after)}))
    placed: list[Node] = []
    for child in children:
        found = draft.node(child.id)
        if found is None:
            continue
        rect = local_rect(found, after)
        if any(rect.overlaps(local_rect(other, after)) for other in placed):
            found = _free(found, after, placed)
            draft.put(found)
        placed.append(found)


def _kept_offset(child: Node, side: Side, before: Node, after: Node) -> float:
    across = side in ("top", "bottom")
    was, now = (before.size[0], after.size[0]) if across else (before.size[1], after.size[1])
    moved = (before.x - after.x) if across else (before.y - after.y)
    if was == now and moved == 0:
        return child.offset
    low, high = min(_CORNER, child.offset), max(1 - _CORNER, child.offset)
    return round(min(max((child.offset * was + moved) / now, low), high), 6)


def _free(node: Node, holder: Node, others: Iterable[Node]) -> Node:
    """The node at the nearest place where its label is free too, else its icon, else where it is."""
    others = list(others)
    for room in (footprint, local_rect):
        taken = [room(other, holder) for other in others]
        found = next((one for one in _places(node, holder) if not _hits(room(one, holder), taken)), None)
        if found is not None:
            return found
    return node


def _hits(rect: Rect, taken: Iterable[Rect]) -> bool:
    return any(rect.overlaps(other) for other in taken)


def _places(node: Node, holder: Node) -> Iterator[Node]:
    """The node at every grid step along the edge, the nearest first and its own side preferred."""
    yield node
    assert node.side is not None
    x, y = border_point(holder.size, node.side, node.offset)
    found: list[tuple[float, Side, float]] = []
    for side in _SIDES:
        length = holder.size[0] if side in ("top", "bottom") else holder.size[1]
        start = node.offset * length % GRID if side == node.side else 0.0
        for step in range(int(length / GRID) + 1):
            offset = (start + step * GRID) / length
            if _CORNER <= offset <= 1 - _CORNER:
                px, py = border_point(holder.size, side, offset)
                away = abs(px - x) + abs(py - y) + (0 if side == node.side else _OTHER_SIDE)
                found.append((away, side, round(offset, 6)))
    for _, side, offset in sorted(found):
        yield node.model_copy(update={"side": side, "offset": offset})
