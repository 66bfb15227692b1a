"""Containers hold their content: they grow around it, shrink to fit it, and are never cut off."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from projects.document import Document, Draft
from projects.edges import keep_on_edge, on_edge
from projects.geometry import (
    BORDER_SIZE,
    GRID,
    HEADER,
    LABEL_BAND,
    LABEL_WIDTH,
    PADDING,
    Rect,
    canvas_rect,
    footprint,
    united,
)
from projects.making_room import GAP, make_room, outline, takes_room
from projects.records import Node, Note
from projects.rows import is_zone, mates

LEAST_FRAME = (96, 64)
LEAST_OVERLAY = (64, 48)
LEAST_NOTE = (24, 24)
BESIDE_EDGE = LABEL_WIDTH // 2 + GRID
"""From an upright edge with something on it to the content: its label fits in between."""
UNDER_EDGE = BORDER_SIZE // 2 + LABEL_BAND + GRID
"""The same below the upper edge."""
OVER_EDGE = BORDER_SIZE // 2 + GRID
"""The same above the lower edge, where labels hang out."""
_LETTER = 7
"""About the width of a letter in a frame's header, so that shrinking leaves the title legible."""
_TIMES = 6
"""How often one container may grow in the same go: what grows may make its neighbours grow, and they it."""


def content_rect(draft: Draft | Document, record: Node) -> Rect | None:
    """The room that a container's content takes, with padding and header, in the container's coordinates."""
    inside = [footprint(child, record) for child in draft.children(record.id) if _needs_room(child)]
    room = united(inside)
    return None if room is None else room.grown(PADDING, HEADER + GRID, PADDING, PADDING)


def _roomy_rect(draft: Draft, record: Node) -> Rect | None:
    """As :func:`content_rect`, with room for what sits on edges: on its own, and on those of its content.

    Frames take it when they grow or shrink; those that hold their content more closely are left so.
    """
    inside = united(outline(draft, child) for child in draft.children(record.id) if _needs_room(child))
    close = content_rect(draft, record)
    if inside is None or close is None:
        return None
    sides = {child.side for child in on_edge(draft, record.id)}
    room = inside.grown(
        BESIDE_EDGE if "left" in sides else GRID,
        UNDER_EDGE if "top" in sides else HEADER,
        BESIDE_EDGE if "right" in sides else GRID,
        OVER_EDGE if "bottom" in sides else GRID,
    )
    return united((close, room))


def _needs_room(child: Node | Note) -> bool:
    return not (isinstance(child, Node) and (child.side is not None or child.service.is_overlay()))


def least_size(record: Node | Note) -> tuple[int, int]:
    """The smallest size that a record may be given."""
    if isinstance(record, Note):
        return LEAST_NOTE
    return LEAST_OVERLAY if record.service.is_overlay() else LEAST_FRAME


# resizing


def allowed(draft: Draft, record: Node | Note, wanted: Rect, alone: bool = False) -> Rect:
    """The rectangle nearest to the wanted one that holds the content and covers nothing that is locked.

    All in the parent's coordinates. What is in line with the record counts too, as it follows, unless
    it is resized ``alone``; an overlay holds its members.
    """
    width, height = least_size(record)
    wanted = _short_of_locked(draft, record, wanted)
    moves_left, moves_top = wanted.x != record.x, wanted.y != record.y
    left, top, right, bottom = wanted.x, wanted.y, wanted.right, wanted.bottom
    if (keep := _needed(draft, record)) is not None:
        left, right = min(left, keep.x), max(right, keep.right)
    for rows in (keep, *([] if alone or isinstance(record, Note) else _rows_in_line(draft, record))):
        if rows is not None:
            top, bottom = min(top, rows.y), max(bottom, rows.bottom)
    if right - left < width:
        left, right = (right - width, right) if moves_left else (left, left + width)
    if bottom - top < height:
        top, bottom = (bottom - height, bottom) if moves_top else (top, top + height)
    return Rect(left, top, right - left, bottom - top)


def _needed(draft: Draft, record: Node | Note) -> Rect | None:
    """What the record's new rectangle has to hold, in its parent's coordinates."""
    if isinstance(record, Note):
        return None
    if record.service.is_overlay():
        return _members_room(draft, record)
    own = content_rect(draft, record) if record.service.is_container() else None
    return own.moved(record.x, record.y) if own is not None else None


def _rows_in_line(draft: Draft, record: Node) -> list[Rect]:
    """What the frames in line with it have to hold, at its own height."""
    found = (content_rect(draft, mate) for mate in mates(draft, record))
    return [room.moved(record.x, record.y) for room in found if room is not None]


def _members_room(draft: Draft, overlay: Node) -> Rect | None:
    frame = canvas_rect(draft, overlay)
    icons = [canvas_rect(draft, member) for i in overlay.members if (member := draft.node(i)) is not None]
    room = united(icon for icon in icons if frame.holds_point(*icon.center))
    return room.moved(overlay.x - frame.x, overlay.y - frame.y).grown(*4 * (GRID,)) if room else None


def _short_of_locked(draft: Draft, record: Node | Note, wanted: Rect) -> Rect:
    """Cut back where the frame would grow over a neighbour that must not move."""
    own = footprint(record)
    left, top, right, bottom = wanted.x, wanted.y, wanted.right, wanted.bottom
    for other in draft.children(record.parent) if takes_room(record) else ():
        rect = footprint(other)
        if not other.locked or other.id == record.id or not takes_room(other):
            continue
        if not wanted.grown(*4 * (GAP,)).overlaps(rect):
            continue
        if own.right <= rect.x:
            right = min(right, rect.x - min(GAP, rect.x - own.right))
        elif rect.right <= own.x:
            left = max(left, rect.right + min(GAP, own.x - rect.right))
        elif own.bottom <= rect.y:
            bottom = min(bottom, rect.y - min(GAP, rect.y - own.bottom))
        elif rect.bottom <= own.y:
            top = max(top, rect.bottom + min(GAP, own.y - rect.bottom))
    return Rect(left, top, right - left, bottom - top)


def resize(draft: Draft, record_id: str, rect: Rect, alone: bool = False) -> None:
    """Give a container, overlay or note a new rectangle; what it holds stays where it is on the canvas.

    The rectangle is widened where it would cut off the content. What was in line with a zone or subnet
    in the zones beside it follows, unless it is resized ``alone``; neighbours are pushed aside, and the
    containers around grow. What is locked keeps its size.
    """
    record = draft.get(record_id)
    if isinstance(record, Node | Note) and not record.locked:
        _reshape_in_line(draft, record, allowed(draft, record, rect, alone), alone)


def _reshape_in_line(draft: Draft, record: Node | Note, rect: Rect, alone: bool = False) -> None:
    before = footprint(record)
    grown = {record.id: before}
    in_line = mates(draft, record, before) if isinstance(record, Node) and not alone else []
    _reshape(draft, record, rect)
    for mate in in_line:
        grown[mate.id] = footprint(mate)
        if not mate.locked:
            top = mate.y + rect.y - before.y
            _reshape(draft, mate, Rect(mate.x, top, mate.size[0], rect.height))
    if not (isinstance(record, Node) and record.service.is_overlay()):
        touched = make_room(draft, grown)
        parents = (r.parent for i in grown if isinstance(r := draft.get(i), Node | Note))
        for parent in dict.fromkeys((*parents, *touched)):
            grow_to_hold(draft, parent)


def _reshape(draft: Draft, record: Node | Note, rect: Rect) -> None:
    """Set the rectangle and keep on the canvas what is inside and on the edge."""
    values = {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}
    after = record.model_copy(update=values)
    draft.put(after)
    dx, dy = record.x - rect.x, record.y - rect.y
    if dx or dy:
        for child in draft.children(record.id):
            if not (isinstance(child, Node) and child.side is not None):
                draft.put(child.model_copy(update={"x": child.x + dx, "y": child.y + dy}))
    if isinstance(record, Node) and isinstance(after, Node) and record.service.is_container():
        keep_on_edge(draft, record, after)


# growing


def grow_to_hold(draft: Draft, container: str | None) -> None:
    """Widen a container, and those around it, to hold what stands in it; nothing shrinks.

    Growing to the left or top shifts the frame and keeps its content where it is on the canvas. What
    stands beside a frame that grows is pushed aside, and what was in line with it stays in line.
    """
    waiting: deque[str | None] = deque([container])
    times: dict[str, int] = {}
    while waiting:
        node = draft.node(waiting.popleft())
        if node is None or times.get(node.id, 0) >= _TIMES:
            continue
        times[node.id] = times.get(node.id, 0) + 1
        waiting += _grown(draft, node)
        waiting.append(node.parent)


def _grown(draft: Draft, node: Node) -> list[str | None]:
    """Grow one container if it has to; gives the containers in which something moved for that."""
    needed = content_rect(draft, node) if node.service.is_container() else None
    width, height = node.size
    if needed is None or Rect(0, 0, width, height).contains(needed):
        return []
    roomy = _roomy_rect(draft, node) or needed
    left, top = _down(roomy.x) if needed.x < 0 else 0, _down(roomy.y) if needed.y < 0 else 0
    right = width if needed.right <= width else _up(roomy.right)
    bottom = height if needed.bottom <= height else _up(roomy.bottom)
    before = footprint(node)
    in_line = mates(draft, node, before)
    rect = Rect(node.x + left, node.y + top, right - left, bottom - top)
    _reshape(draft, node, rect)
    grown = {node.id: before}
    for mate in in_line:
        grown[mate.id] = footprint(mate)
        _reshape(draft, mate, Rect(mate.x, mate.y + top, mate.size[0], rect.height))
    touched = make_room(draft, grown)
    return [*touched, *(mate.parent for mate in in_line)]


def _down(value: int) -> int:
    return value // GRID * GRID


def _up(value: int) -> int:
    return -(-value // GRID) * GRID


# shrinking


def shrink_to_fit(draft: Draft, ids: Iterable[str], deep: bool = False) -> None:
    """Make containers and overlays as small as their content allows; ``deep``: those inside them as well.

    What is inside stays where it is on the canvas. An empty container gets the size of a new one.
    """
    from projects.overlays import fit_overlay

    wanted = dict.fromkeys(ids)
    if deep:
        for outer in list(wanted):
            wanted.update({inner.id: None for inner in draft.document.descendants(outer)})
    frames = [node for i in wanted if (node := draft.node(i)) is not None]
    depth = {node.id: sum(1 for _ in draft.document.ancestors(node.id)) for node in frames}
    for frame in sorted(frames, key=lambda one: -depth[one.id]):
        node = draft.node(frame.id)
        if node is None or node.locked:
            continue
        if node.service.is_overlay():
            fit_overlay(draft, node.id)
        elif node.service.is_container():
            _reshape_in_line(draft, node, allowed(draft, node, _fitted(draft, node)))


def _fitted(draft: Draft, node: Node) -> Rect:
    needed = _roomy_rect(draft, node)
    width, height = node.size
    if needed is None:
        least = node.service.size
        return Rect(node.x, node.y, min(width, least[0]), min(height, least[1]))
    left, top, right, bottom = _down(needed.x), _down(needed.y), _up(needed.right), _up(needed.bottom)
    title = _up(min(width, (24 if is_zone(node) else 40) + _LETTER * len(node.title)))
    right = max(right, left + title)
    return Rect(node.x + left, node.y + top, right - left, bottom - top)
