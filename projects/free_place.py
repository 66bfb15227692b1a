"""Where a new node fits: beside another or after what is there, on top of nothing."""

from __future__ import annotations

from collections.abc import Iterator

from projects import edits
from projects.document import Draft
from projects.geometry import GRID, HEADER, PADDING, Rect, footprint, snapped
from projects.records import Node, Note

_GAP = 2 * GRID
_TRIED_EACH_WAY = 12


def put_in(draft: Draft, node: Node, parent: str | None, near: str | None = None) -> Node:
    """Put ``node`` into a container at the free place nearest to ``near`` (a node there); all make room."""
    placed = node.model_copy(update={"parent": parent, "z": edits.top_z(draft, parent)})
    holder = draft.node(parent)
    if node.service.border and holder is not None and holder.service.is_container():
        placed = placed.model_copy(update={"side": "top", "offset": _free_offset(draft, holder)})
    else:
        x, y = free_corner(draft, placed, near)
        placed = placed.model_copy(update={"x": x, "y": y, "side": None})
    draft.put(placed)
    edits.grow_to_hold(draft, parent)
    return placed


def free_corner(draft: Draft, node: Node, near: str | None = None) -> tuple[int, int]:
    """The upper left corner, in the parent's coordinates, at which the node covers nothing else."""
    holder, beside_it = draft.node(node.parent), draft.children(node.parent)
    others = [footprint(child) for child in beside_it if child.id != node.id and not _out_of_the_way(child)]
    on_border = [
        footprint(child, holder) for child in beside_it if isinstance(child, Node) and child.side is not None
    ]
    if node.service.is_container():
        on_border = []  # a label on the border may hang into a frame, as frames stand close to it
    beside = draft.get(near)
    start: Rect | None = others[-1] if others else None
    if isinstance(beside, Node | Note) and beside.parent == node.parent:
        start = footprint(beside)
    box = footprint(node.model_copy(update={"x": 0, "y": 0}))
    for x, y in _candidates(start, box, node.parent is not None):
        room = Rect(x, y, box.width, box.height)
        if not any(room.overlaps(other) for other in (*others, *on_border)):
            return snapped(x - box.x), snapped(y - box.y)
    below = max((other.bottom for other in others), default=HEADER + PADDING) + _GAP
    return snapped(PADDING - box.x), snapped(below - box.y)


def _candidates(start: Rect | None, box: Rect, inside: bool) -> Iterator[tuple[int, int]]:
    """Corners to try: right of the start, then below it, then in ever later rows."""
    if start is None:
        yield (PADDING, HEADER + PADDING) if inside else (0, 0)
        return
    for row in range(_TRIED_EACH_WAY):
        for column in range(_TRIED_EACH_WAY):
            if row or column:
                yield start.x + column * (box.width + _GAP), start.y + row * (box.height + _GAP)


def _out_of_the_way(child: Node | Note) -> bool:
    return isinstance(child, Node) and (child.side is not None or child.service.is_overlay())


def _free_offset(draft: Draft, holder: Node) -> float:
    """A place along the top edge that no other border child takes."""
    taken = [
        child.offset for child in draft.children(holder.id) if isinstance(child, Node) and child.side == "top"
    ]
    places = [step / 10 for step in (5, 7, 3, 8, 2, 6, 4, 9, 1)]
    return next((p for p in places if all(abs(p - other) > 0.08 for other in taken)), 0.5)
