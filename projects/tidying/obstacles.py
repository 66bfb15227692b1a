"""Things that must stay: the rest is laid out around them, in the places it would have beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from projects.geometry import Rect, united
from projects.tidying.pieces import Piece, down, extent, up
from projects.tidying.spacing import median

if TYPE_CHECKING:
    from projects.tidying.frames import Layout

_CLEAR = 24
_MOST_TRIED = 16


def settle(
    layout: Layout, pieces: Sequence[Piece], held: Sequence[Rect], corner: tuple[int, int], page: bool
) -> None:
    """Move placed pieces to the corner, or so that what is fixed is where it has to be, and off it."""
    fixed = [p for p in pieces if p.id in layout.fixed]
    free = [p for p in pieces if p.id not in layout.fixed]
    if not free:
        return
    left, top, _, _ = extent(free)
    if page:
        # Notes may hang over: the page's corner is that of its nodes.
        rooms = united(room for p in free if (room := layout.room_in(p)) is not None)
        left, top = (rooms.x, rooms.y) if rooms is not None else (left, top)
    dx, dy = corner[0] - left, corner[1] - top
    if fixed:
        away = [
            (layout.at[p.id][0] - p.x - p.inner[p.id][0], layout.at[p.id][1] - p.y - p.inner[p.id][1])
            for p in fixed
        ]
        dx, dy = down(median([x for x, _ in away])), down(median([y for _, y in away]))
        if not page:
            left, top, _, _ = extent(free)
            dx, dy = max(dx, corner[0] - left), max(dy, corner[1] - top)
    for piece in free:
        piece.put(piece.x + dx, piece.y + dy)
    obstacles = [*(layout.rect(p.id) for p in fixed), *held]
    if not obstacles:
        return
    if page and not fixed:
        _as_a_whole(free, obstacles)
    else:
        for piece in sorted(free, key=lambda p: (p.y, p.x, p.key)):
            _nudge(piece, free, obstacles, None if page else corner)


def _rect(piece: Piece) -> Rect:
    return Rect(piece.x, piece.y, piece.width, piece.height)


def _wide(rect: Rect) -> Rect:
    return rect.grown(_CLEAR, _CLEAR, _CLEAR, _CLEAR)


def _as_a_whole(pieces: Sequence[Piece], obstacles: Sequence[Rect]) -> None:
    """Move everything below what stays, or right of it, where any of it would be covered."""
    if not any(_wide(o).overlaps(_rect(p)) for o in obstacles for p in pieces):
        return
    left, top, _, _ = extent(list(pieces))
    right, below = max(o.right for o in obstacles) - left, max(o.bottom for o in obstacles) - top
    dx, dy = (up(right + 2 * _CLEAR), 0) if right < below else (0, up(below + 2 * _CLEAR))
    for piece in pieces:
        piece.put(piece.x + dx, piece.y + dy)


def _nudge(
    piece: Piece, others: Sequence[Piece], obstacles: Sequence[Rect], corner: tuple[int, int] | None
) -> None:
    """To the nearest free place, if something that stays is in the way."""
    at = _rect(piece)
    if not any(_wide(o).overlaps(at) for o in obstacles):
        return
    standing = [*obstacles, *(_rect(other) for other in others if other is not piece)]
    near = sorted(standing, key=lambda r: abs(r.x - at.x) + abs(r.y - at.y))[:_MOST_TRIED]
    xs = {at.x, *(up(r.right + _CLEAR) for r in near), *(down(r.x - _CLEAR - at.width) for r in near)}
    lowest = up(max(r.bottom for r in standing) + _CLEAR)
    ys = {
        at.y,
        lowest,
        *(up(r.bottom + _CLEAR) for r in near),
        *(down(r.y - _CLEAR - at.height) for r in near),
    }
    places = sorted((abs(x - at.x) + abs(y - at.y), y, x) for x in xs for y in ys)
    for _, y, x in places:
        if corner is not None and (x < corner[0] or y < corner[1]):
            continue
        room = _wide(Rect(x, y, at.width, at.height))
        if not any(room.overlaps(other) for other in standing):
            piece.put(x, y)
            return
