"""Notes: each stays by what it stood by, on the same side of it; title blocks and legends by the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from projects.geometry import GRID, LABEL_BAND, Rect, united
from projects.records import Node, Note, Side
from projects.tidying.borders import Margins, margins
from projects.tidying.material import ASIDE
from projects.tidying.pieces import CELL, Piece, down, up

if TYPE_CHECKING:
    from projects.tidying.frames import Layout

_NEAR, _FAR, _AMONG = 16, 32, 8
"""From a note to what it stands by, from one to the whole drawing, from one to another."""
_NO_MARGINS = Margins()


def attached(
    layout: Layout, inside: Sequence[str], notes: Iterable[Note], to_none: bool
) -> tuple[dict[str, list[str]], list[str]]:
    """The notes by the node that they stand by, and those that belong to the whole."""
    anchors = {
        i: _before(layout, i)
        for i in inside
        if i not in layout.fixed and layout.material.nodes[i].side is None
    }
    aside: list[str] = []
    waiting: dict[str, Rect] = {}
    for note in notes:
        rect = Rect(note.x, note.y, note.width, note.height)
        if note.kind in ASIDE or note.heading or to_none or not anchors:
            aside.append(note.id)
        else:
            waiting[note.id] = rect
    found: dict[str, list[str]] = {}
    known = [(rect, anchor) for anchor, rect in anchors.items()]
    while waiting:
        # A note beside another note stands by what that one stands by.
        _, note_id, anchor = min((_distance(r, k), n, a) for n, r in waiting.items() for k, a in known)
        found.setdefault(anchor, []).append(note_id)
        known.append((waiting.pop(note_id), anchor))
    return found, aside


def _before(layout: Layout, node_id: str) -> Rect:
    """A node's room where it stood before, in its parent's coordinates."""
    node = layout.material.nodes[node_id]
    return _room(layout, node, node.x, node.y, node.size)


def _room(layout: Layout, node: Node, x: int, y: int, size: tuple[int, int]) -> Rect:
    if layout.material.is_box(node.id):
        return Rect(x, y, *size)
    side = max(0, (CELL - size[0]) // 2)
    return Rect(x - side, y, size[0] + 2 * side, size[1] + LABEL_BAND)


def _distance(one: Rect, other: Rect) -> int:
    across = max(one.x - other.right, other.x - one.right, 0)
    along = max(one.y - other.bottom, other.y - one.bottom, 0)
    return across * across + along * along


def put_around(layout: Layout, piece: Piece, notes: Sequence[str]) -> None:
    """Add notes to the piece of the node that they stand by."""
    node = layout.material.nodes[piece.id]
    x, y = piece.inner[piece.id]
    new = _room(layout, node, x, y, layout.size[piece.id])
    edge = margins(layout, piece.id) if layout.material.is_box(piece.id) else _NO_MARGINS
    records = [layout.material.notes[i] for i in notes]
    placed = around(_before(layout, piece.id), new, records, _NEAR, edge)
    box = united([Rect(0, 0, piece.width, piece.height), *placed.values()])
    assert box is not None
    for note_id, rect in placed.items():
        piece.inner[note_id] = (rect.x, rect.y)
    left, top = up(-box.x), up(-box.y)
    piece.padded(left, top, up(max(0, box.right - piece.width)), up(max(0, box.bottom - piece.height)))


def around(
    old: Rect,
    new: Rect,
    notes: Iterable[Note],
    gap: int,
    edge: Margins = _NO_MARGINS,
    allowed: Sequence[Side] = ("bottom", "right", "left", "top"),
) -> dict[str, Rect]:
    """Notes around a rectangle, on the side and at the end of it where they were around the old one."""
    rects = {note.id: Rect(note.x, note.y, note.width, note.height) for note in notes}
    sides = {i: _side(old, rect, allowed) for i, rect in rects.items()}
    order = sorted(rects, key=lambda i: (_outside(old, rects[i])[sides[i]], rects[i].y, rects[i].x, i))
    found: dict[str, Rect] = {}
    for note_id in order:
        side, rect = sides[note_id], rects[note_id]
        found[note_id] = _outwards(new, rect, side, _along(old, new, rect, side), gap, edge, found.values())
    return found


def _outside(box: Rect, rect: Rect) -> Mapping[Side, int]:
    """How far beyond each side a rectangle stands."""
    return {
        "bottom": rect.y - box.bottom,
        "right": rect.x - box.right,
        "left": box.x - rect.right,
        "top": box.y - rect.bottom,
    }


def _side(old: Rect, rect: Rect, allowed: Sequence[Side]) -> Side:
    far = _outside(old, rect)
    return max(allowed, key=lambda side: far[side])


def _along(old: Rect, new: Rect, rect: Rect, side: Side) -> int:
    """Where along the side it stands: at its beginning, middle or end, whichever it was nearest to."""
    if side in ("left", "right"):
        (start, length), (at, size) = (old.y, old.height), (rect.y, rect.height)
        to, room = new.y, new.height
    else:
        (start, length), (at, size) = (old.x, old.width), (rect.x, rect.width)
        to, room = new.x, new.width
    places = (
        (abs(at - start), to),
        (abs(at + size / 2 - start - length / 2), to + (room - size) / 2),
        (abs(at + size - start - length), to + room - size),
    )
    return down(min(places, key=lambda place: place[0])[1])


def _outwards(
    new: Rect, rect: Rect, side: Side, along: int, gap: int, edge: Margins, others: Iterable[Rect]
) -> Rect:
    w, h = rect.width, rect.height
    match side:
        case "right":
            placed = Rect(up(new.right + edge.right + gap), along, w, h)
        case "left":
            placed = Rect(down(new.x - edge.left - gap - w), along, w, h)
        case "bottom":
            placed = Rect(along, up(new.bottom + edge.bottom + gap), w, h)
        case "top":
            placed = Rect(along, down(new.y - edge.top - gap - h), w, h)
    standing = list(others)
    while hit := next((o for o in standing if _touches(o, placed)), None):
        match side:
            case "right":
                placed = placed.moved(up(hit.right + _AMONG - placed.x), 0)
            case "left":
                placed = placed.moved(-up(placed.right - hit.x + _AMONG), 0)
            case "bottom":
                placed = placed.moved(0, up(hit.bottom + _AMONG - placed.y))
            case "top":
                placed = placed.moved(0, -up(placed.bottom - hit.y + _AMONG))
    return placed


def _touches(other: Rect, placed: Rect) -> bool:
    return other.grown(_AMONG, _AMONG, _AMONG, _AMONG).overlaps(placed)


def stood_aside(
    layout: Layout,
    inside: Sequence[str],
    notes: Sequence[Note],
    aside: Sequence[str],
    corner: tuple[int, int],
    page: bool,
) -> tuple[int, int]:
    """Place the notes of the whole around all else; gives the right and lower edge of everything."""
    others = [layout.place_of_note(n.id) for n in notes if n.id not in aside]
    rooms = [layout.rect(i) for i in inside]
    content = united([*rooms, *others])
    if content is None:
        return _stacked(layout, aside, corner, page)
    if aside:
        old = united([_before(layout, i) for i in inside] or [content])
        assert old is not None
        ids = {*inside, *(n.id for n in notes)}
        stuck = not page and bool(ids & layout.fixed)
        sides: Sequence[Side] = ("bottom", "right") if stuck else ("bottom", "right", "left", "top")
        records = [layout.material.notes[i] for i in aside]
        placed = around(old, content, records, _FAR, allowed=sides)
        layout.notes_at.update({i: (r.x, r.y) for i, r in placed.items()})
        content = united([content, *placed.values()])
        assert content is not None
        if not page:
            dx, dy = up(max(0, corner[0] - content.x)), up(max(0, corner[1] - content.y))
            if (dx or dy) and stuck:
                dx = dy = 0
            layout.shift(inside, [n.id for n in notes], dx, dy)
            content = content.moved(dx, dy)
    return content.right, content.bottom


def _stacked(layout: Layout, notes: Sequence[str], corner: tuple[int, int], page: bool) -> tuple[int, int]:
    """Notes alone in a frame, one under the other."""
    x, y = corner
    right = x
    for one in sorted(notes, key=lambda i: (layout.notes_at[i][1], layout.notes_at[i][0], i)):
        if page:
            continue
        note = layout.material.notes[one]
        layout.notes_at[one] = (x, y)
        right, y = max(right, x + note.width), up(y + note.height + 2 * GRID)
    return right, y
