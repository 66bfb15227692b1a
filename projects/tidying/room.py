"""Room for what has grown: neighbours that it would cover are pushed aside, and frames around it grow."""

from __future__ import annotations

from collections.abc import Collection

from projects.document import Draft
from projects.edits import content_rect
from projects.geometry import GRID, Rect, footprint, united
from projects.records import Node, Note
from projects.tidying.pieces import up

_GAP = 24
_BESIDE_GATEWAY = 56
"""What a frame's content keeps clear, besides its padding, of what sits on the right edge."""


def make_room(draft: Draft, parent: str | None, settled: Collection[str]) -> set[str]:
    """Push aside what the settled children of a frame cover, up to the page; gives what was moved."""
    pushed = _push(draft, parent, settled)
    holder = draft.node(parent)
    if holder is None or not _grow(draft, holder):
        return pushed
    return pushed | make_room(draft, holder.parent, {holder.id})


def _push(draft: Draft, parent: str | None, settled: Collection[str]) -> set[str]:
    children = [c for c in draft.children(parent) if not _floats(c)]
    rooms = {child.id: _room(draft, child) for child in children}
    still = [c.id for c in children if c.id in settled or c.locked or (isinstance(c, Node) and c.pinned)]
    placed = [rooms[i] for i in still]
    ours = united(rooms[i] for i in rooms if i in settled)
    if ours is None:
        return set()
    others = sorted(rooms.keys() - set(still), key=lambda i: (_away(rooms[i], ours), rooms[i], i))
    pushed: set[str] = set()
    for one in others:
        before = rooms[one]
        after = _clear(before, placed, ours)
        placed.append(after)
        if after != before:
            record = draft.get(one)
            assert isinstance(record, Node | Note)
            shift = {"x": record.x + after.x - before.x, "y": record.y + after.y - before.y}
            draft.put(record.model_copy(update=shift))
            pushed.add(one)
    return pushed


def _floats(child: Node | Note) -> bool:
    if isinstance(child, Note):
        return bool(child.anchor)
    return child.side is not None or (child.service.is_overlay() and bool(child.members))


def _room(draft: Draft, child: Node | Note) -> Rect:
    """What a child takes, with what sits on its edge."""
    rect = footprint(child)
    if not isinstance(child, Node) or not child.service.is_container():
        return rect
    border = [
        footprint(c, child).moved(child.x, child.y)
        for c in draft.children(child.id)
        if isinstance(c, Node) and c.side is not None
    ]
    return united([rect, *border]) or rect


def _away(rect: Rect, ours: Rect) -> int:
    return max(rect.x - ours.x, 0) + max(rect.y - ours.y, 0)


def _clear(rect: Rect, placed: Collection[Rect], ours: Rect) -> Rect:
    """The rectangle moved right or down, whichever is less, until it covers nothing that is placed."""
    if not any(rect.overlaps(other) for other in placed):
        return rect
    right = down = rect
    for _ in range(len(placed) + 1):
        if hit := [o for o in placed if o.overlaps(right)]:
            right = right.moved(up(max(o.right for o in hit) + _GAP - right.x), 0)
        if hit := [o for o in placed if o.overlaps(down)]:
            down = down.moved(0, up(max(o.bottom for o in hit) + _GAP - down.y))
    return right if right.x - rect.x <= down.y - rect.y else down


def _grow(draft: Draft, holder: Node) -> bool:
    """Let a frame grow to the right and downwards to hold its content."""
    if not holder.service.is_container():
        return False
    needed = content_rect(draft, holder)
    width, height = holder.size
    if needed is None:
        return False
    on = {c.side for c in draft.children(holder.id) if isinstance(c, Node)}
    right = needed.right + (_BESIDE_GATEWAY if "right" in on else 0)
    bottom = needed.bottom + (GRID if "bottom" in on else 0)
    if right <= width and bottom <= height:
        return False
    size = {"width": max(width, up(right)), "height": max(height, up(bottom))}
    draft.put(holder.model_copy(update=size))
    return True
