"""Lining up: align, distribute, rows and columns with even gaps, and equal sizes. What is locked stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from projects.document import Draft
from projects.edits import move, resize, roots
from projects.geometry import GRID, Rect, canvas_rect, footprint, local_rect, snapped, united
from projects.records import Node, Note

Edge = Literal["left", "center", "right", "top", "middle", "bottom"]
Axis = Literal["horizontal", "vertical"]
Extent = Literal["width", "height", "both"]

LEAST_GAP = 2 * GRID
_USUAL_GAP = 5 * GRID
_WIDEST_GAP = 20 * GRID

_SHIFTS: Mapping[Edge, Callable[[Rect, Rect], tuple[float, float]]] = {
    "left": lambda to, rect: (to.x - rect.x, 0),
    "right": lambda to, rect: (to.right - rect.right, 0),
    "center": lambda to, rect: (to.center[0] - rect.center[0], 0),
    "top": lambda to, rect: (0, to.y - rect.y),
    "bottom": lambda to, rect: (0, to.bottom - rect.bottom),
    "middle": lambda to, rect: (0, to.center[1] - rect.center[1]),
}


def align(draft: Draft, ids: Iterable[str], edge: Edge) -> None:
    """Line up nodes and notes by one edge or middle of the box around them all, or around the locked ones."""
    rects = _canvas_rects(draft, ids)
    around = united(rect for i, rect in rects.items() if _locked(draft, i)) or united(rects.values())
    if around is None or len(rects) < 2:
        return
    for record_id, rect in rects.items():
        dx, dy = _SHIFTS[edge](around, rect)
        _shift(draft, rects, record_id, round(dx), round(dy))


def distribute(draft: Draft, ids: Iterable[str], axis: Axis) -> None:
    """Equal gaps between three or more nodes, the outermost two staying where they are."""
    rects = _canvas_rects(draft, ids)
    if len(rects) < 3:
        return
    across = axis == "horizontal"
    order = sorted(rects, key=lambda i: rects[i].x if across else rects[i].y)
    first, last = rects[order[0]], rects[order[-1]]
    span = last.right - first.x if across else last.bottom - first.y
    taken = sum(rect.width if across else rect.height for rect in rects.values())
    gap = (span - taken) / (len(order) - 1)
    position = float(first.x if across else first.y)
    for record_id in order:
        rect = rects[record_id]
        shift = round(position) - (rect.x if across else rect.y)
        _shift(draft, rects, record_id, shift if across else 0, 0 if across else shift)
        position += (rect.width if across else rect.height) + gap


def line_up(draft: Draft, ids: Iterable[str], axis: Axis) -> None:
    """A row or a column with even gaps, in the order in which things stand; the first stays where it is.

    Labels under icons count: nothing covers another's.
    """
    rects = _canvas_rects(draft, ids)
    if len(rects) < 2:
        return
    across = axis == "horizontal"
    order = sorted(rects, key=lambda i: (rects[i].x, rects[i].y) if across else (rects[i].y, rects[i].x))
    rooms = {i: _room(draft, i) for i in order}
    gap = _even_gap([rooms[i] for i in order], across)
    first = rects[order[0]]
    at = rooms[order[0]].right if across else rooms[order[0]].bottom
    for record_id in order[1:]:
        rect, room = rects[record_id], rooms[record_id]
        if across:
            dx, dy = at + gap - room.x, _level(first.y, first.height, rect.y, rect.height)
            at += gap + room.width
        else:
            dx, dy = _level(first.x, first.width, rect.x, rect.width), at + gap - room.y
            at += gap + room.height
        _shift(draft, rects, record_id, dx, dy)


def _level(start: int, length: int, at: int, size: int) -> int:
    """How far to go so that the middles are in line."""
    return round(start + length / 2 - at - size / 2)


def _even_gap(rooms: list[Rect], across: bool) -> int:
    """The mean of the gaps there are, on the grid; the usual one where things overlap or stand far apart."""
    if across:
        gaps = [after.x - before.right for before, after in zip(rooms, rooms[1:], strict=False)]
    else:
        gaps = [after.y - before.bottom for before, after in zip(rooms, rooms[1:], strict=False)]
    mean = sum(gaps) / len(gaps)
    return max(LEAST_GAP, snapped(mean)) if 0 < mean <= _WIDEST_GAP else _USUAL_GAP


def same_size(draft: Draft, ids: Iterable[str], extent: Extent) -> None:
    """Make containers, overlays and notes as wide, as high or as large as the first of them.

    Icons keep their size, and a container never gets too small for what it holds.
    """
    found = [r for i in ids if isinstance(r := draft.get(i), Node | Note) and has_free_size(r)]
    if len(found) < 2:
        return
    width, height = found[0].size
    for record in found[1:]:
        if record.locked:
            continue
        present = draft.get(record.id)
        if isinstance(present, Node | Note):
            w = present.size[0] if extent == "height" else width
            h = present.size[1] if extent == "width" else height
            resize(draft, record.id, Rect(present.x, present.y, w, h))


def has_free_size(record: object) -> bool:
    """Whether a person may give it a size: icons have theirs."""
    if isinstance(record, Note):
        return True
    return isinstance(record, Node) and (record.service.is_container() or record.service.is_overlay())


def _shift(draft: Draft, chosen: Mapping[str, Rect], record_id: str, dx: int, dy: int) -> None:
    """Move one record, an overlay with its members; nothing that is locked."""
    record = draft.get(record_id)
    if not isinstance(record, Node | Note) or record.locked or not (dx or dy):
        return
    along = record.members if isinstance(record, Node) else ()
    inner = [i for i in along if draft.node(i) is not None and i not in chosen and not _locked(draft, i)]
    move(draft, [record_id, *inner], dx, dy)


def _locked(draft: Draft, record_id: str) -> bool:
    return bool(getattr(draft.get(record_id), "locked", False))


def _room(draft: Draft, record_id: str) -> Rect:
    """The canvas rectangle with the label under an icon."""
    record = draft.get(record_id)
    assert isinstance(record, Node | Note)
    local = canvas_rect(draft, record)
    room = footprint(record, draft.node(record.parent))
    inner = local_rect(record, draft.node(record.parent))
    return room.moved(local.x - inner.x, local.y - inner.y)


def _canvas_rects(draft: Draft, ids: Iterable[str]) -> dict[str, Rect]:
    records = ((i, draft.get(i)) for i in roots(draft, ids))
    return {i: canvas_rect(draft, record) for i, record in records if isinstance(record, Node | Note)}
