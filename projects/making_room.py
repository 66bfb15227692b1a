"""Room for what has grown or was dropped: neighbours are pushed aside, or it goes where there is room."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from projects.document import Draft
from projects.edges import on_edge
from projects.geometry import GRID, Rect, footprint, united
from projects.records import Node, Note, Side
from projects.rows import ZONES, mates
from projects.shifting import shift

GAP = 2 * GRID
"""Distance kept to a neighbour, unless it stood closer before."""
_WAYS: Mapping[Side, tuple[int, int]] = {"right": (1, 0), "bottom": (0, 1), "left": (-1, 0), "top": (0, -1)}
_BANDS = frozenset({"subnet", *ZONES})
_OPPOSITE: Mapping[Side, Side] = {"right": "left", "left": "right", "top": "bottom", "bottom": "top"}
_MANY = 24
"""Neighbours up to which every free place beside them is tried; beyond, only those nearest."""


def takes_room(record: Node | Note) -> bool:
    """Whether neighbours keep clear of it: not of what sits on an edge, lies over others or marks them."""
    if isinstance(record, Node):
        return record.side is None and not record.service.is_overlay()
    return record.kind != "step"


def outline(draft: Draft, record: Node | Note) -> Rect:
    """The room a record takes with what sits on its edge, in its container's coordinates."""
    own = footprint(record)
    if not isinstance(record, Node) or not record.service.is_container():
        return own
    edge = [footprint(child, record).moved(record.x, record.y) for child in on_edge(draft, record.id)]
    return united((own, *edge)) or own


def may_overlap(one: Node | Note, other: Node | Note) -> bool:
    """A subnet may be drawn as a band across the columns of zones."""
    if not (isinstance(one, Node) and isinstance(other, Node)):
        return False
    names = {one.service.name, other.service.name}
    return "subnet" in names and bool(names.intersection(ZONES))


# growing


def make_room(draft: Draft, grown: Mapping[str, Rect], gap: int = GAP) -> list[str | None]:
    """Push aside what the frames, which had these rectangles before, have come to cover or to touch.

    Gives the containers in which something was moved. What is locked stays: the frame gives way then.
    """
    touched: dict[str | None, None] = {}
    for side, (dx, dy) in _WAYS.items():
        in_the_way = {i: dict(_in_the_way(draft, i, before, side, gap)) for i, before in grown.items()}
        need = max((need for found in in_the_way.values() for need in found.values()), default=0)
        if need <= 0:
            continue
        need = -(-need // GRID) * GRID
        # What follows a frame that grows downwards stays level with it; to the side each grows alone.
        still = set(grown) if side in ("top", "bottom") else {i for i, found in in_the_way.items() if found}
        first = [other for found in in_the_way.values() for other in found]
        pushed = _pushed(draft, still, first, side, need)
        if pushed is None:
            pushed, need = _gives_way(draft, still, side, need), -need
        shift(draft, pushed, dx * need, dy * need)
        touched.update({r.parent: None for i in pushed if isinstance(r := draft.get(i), Node | Note)})
    return list(touched)


def _gives_way(draft: Draft, grown: Iterable[str], side: Side, need: int) -> list[str]:
    """What moves the other way, the frames that have grown among it, because something locked is ahead."""
    pushed = _pushed(draft, (), grown, _OPPOSITE[side], need)
    return pushed or []


Span = tuple[int, int, int, int]


def _span(rect: Rect, side: Side) -> Span:
    """Low and high end along the way of a push, and across it."""
    match side:
        case "right":
            return rect.x, rect.right, rect.y, rect.bottom
        case "left":
            return -rect.right, -rect.x, rect.y, rect.bottom
        case "bottom":
            return rect.y, rect.bottom, rect.x, rect.right
        case "top":
            return -rect.bottom, -rect.y, rect.x, rect.right


def _across(one: Span, other: Span) -> bool:
    return one[2] < other[3] and other[2] < one[3]


def _beside(draft: Draft, record: Node | Note) -> Iterator[Node | Note]:
    for other in draft.children(record.parent):
        if other.id != record.id and takes_room(other) and not may_overlap(record, other):
            yield other


def _in_the_way(draft: Draft, grown: str, before: Rect, side: Side, gap: int) -> Iterator[tuple[str, int]]:
    """The neighbours that a frame has grown into or come too near to, and how far each has to go."""
    record = draft.get(grown)
    if not isinstance(record, Node | Note):
        return
    was, now = _span(before, side), _span(footprint(record), side)
    if now[1] <= was[1] and now[2] >= was[2] and now[3] <= was[3]:
        return
    for other in _beside(draft, record):
        rect = footprint(other)
        span = _span(rect, side)
        reached = now[1] > was[1] or not _across(was, span)
        if reached and _across(now, span) and _lay(rect, before, side):
            need = now[1] + min(gap, max(0, span[0] - was[1])) - span[0]
            if need > 0:
                yield other.id, need


def _lay(other: Rect, before: Rect, side: Side) -> bool:
    """Whether a neighbour lay on this side of a frame: wholly beyond it, or else with its middle."""
    spans = {way: (_span(other, way), _span(before, way)) for way in _WAYS}
    clear = [way for way, (span, was) in spans.items() if span[0] >= was[1]]
    if clear:
        return side in clear
    span, was = spans[side]
    return (span[0] + span[1]) / 2 >= was[1]


def _pushed(
    draft: Draft, still: Iterable[str], first: Iterable[str], side: Side, need: int
) -> list[str] | None:
    """What has to move with the first ones so that nothing covers another; None if something is locked."""
    staying = set(still)
    moved: dict[str, None] = {}
    waiting = deque(first)
    while waiting:
        record = draft.get(waiting.popleft())
        if not isinstance(record, Node | Note) or record.id in moved or record.id in staying:
            continue
        if record.locked:
            return None
        moved[record.id] = None
        waiting += [hit.id for hit in _hit(draft, record, side, need)]
        if isinstance(record, Node) and side in ("top", "bottom"):
            waiting += [mate.id for mate in mates(draft, record)]
    return list(moved)


def _hit(draft: Draft, record: Node | Note, side: Side, by: int) -> Iterator[Node | Note]:
    """What a record covers, or comes too near to, when it moves that far."""
    own = _span(footprint(record), side)
    for other in _beside(draft, record):
        span = _span(footprint(other), side)
        if _across(own, span) and span[0] + span[1] >= own[0] + own[1]:
            free = span[0] - own[1]
            if free < by + min(GAP, max(0, free)):
                yield other


# dropping


def clear_of_neighbours(draft: Draft, ids: Iterable[str]) -> None:
    """Frames that were put upon their neighbours go to the nearest free place, those put together as one."""
    frames = [node for i in dict.fromkeys(ids) if (node := draft.node(i)) is not None]
    frames = [frame for frame in frames if frame.service.is_container() and frame.side is None]
    own = {frame.id for frame in frames}
    covers = [
        frame.id
        for frame in frames
        for other in _beside(draft, frame)
        if other.id not in own and footprint(frame).overlaps(footprint(other))
        if not _overlapped(draft, frame, other)
    ]
    parents = {frame.parent for frame in frames if frame.id in covers}
    to_free_place(draft, [frame.id for frame in frames if frame.parent in parents])


def off_the_edges(draft: Draft, ids: Iterable[str]) -> None:
    """Icons that were put upon the edge of a frame beside them go to the nearest place beside it.

    Zones and subnets are left out: a load balancer is drawn across them.
    """
    for record_id in dict.fromkeys(ids):
        node = draft.node(record_id)
        if node is None or not node.service.is_icon() or node.side is not None:
            continue
        frames = [other for other in _beside(draft, node) if _is_frame_apart(other)]
        if any(footprint(node).overlaps(footprint(other)) for other in frames):
            to_free_place(draft, [node.id])


def _is_frame_apart(record: Node | Note) -> bool:
    return isinstance(record, Node) and record.service.is_container() and record.service.name not in _BANDS


def to_free_place(draft: Draft, ids: Iterable[str]) -> None:
    """Move records that cover neighbours to the nearest place where they do not, together as they stand.

    What sits on the edge of a frame is kept clear as well.
    """
    by_parent: dict[str | None, list[Node | Note]] = {}
    for record_id in dict.fromkeys(ids):
        record = draft.get(record_id)
        if isinstance(record, Node | Note) and not record.locked:
            by_parent.setdefault(record.parent, []).append(record)
    for parent, records in by_parent.items():
        dx, dy = _way_out(draft, parent, records)
        shift(draft, [record.id for record in records], dx, dy)


def _way_out(draft: Draft, parent: str | None, frames: list[Node | Note]) -> tuple[int, int]:
    ids = {frame.id for frame in frames}
    others = [c for c in draft.children(parent) if c.id not in ids and takes_room(c)]
    pairs = [
        (outline(draft, frame), outline(draft, other))
        for frame in frames
        for other in others
        if not may_overlap(frame, other) and not _overlapped(draft, frame, other)
    ]
    if not any(one.overlaps(other) for one, other in pairs):
        return 0, 0
    pairs.sort(key=lambda pair: _distance(*pair))
    near = pairs[:_MANY]
    lefts = {0, *(x for one, other in near for x in (other.x - GAP - one.right, other.right + GAP - one.x))}
    tops = {0, *(y for one, other in near for y in (other.y - GAP - one.bottom, other.bottom + GAP - one.y))}
    ways = [(_outwards(dx), _outwards(dy)) for dx in lefts for dy in tops]
    ways.sort(key=lambda way: (abs(way[0]) + abs(way[1]), way[0] < 0, way[1] < 0, way))
    for dx, dy in ways:
        if not any(one.moved(dx, dy).overlaps(other) for one, other in pairs):
            return dx, dy
    right = max(other.right for _, other in pairs) + GAP
    return _outwards(right - min(one.x for one, _ in pairs)), 0


def _overlapped(draft: Draft, one: Node | Note, other: Node | Note) -> bool:
    """Whether two neighbours lay over each other before: then somebody wants them so."""
    document = draft.document
    was, beside = document.get(one.id), document.get(other.id)
    if not (isinstance(was, Node | Note) and isinstance(beside, Node | Note)) or was.parent != beside.parent:
        return False
    return footprint(was).overlaps(footprint(beside))


def _outwards(value: int) -> int:
    """On the grid, and no nearer."""
    return value // GRID * GRID if value < 0 else -(-value // GRID) * GRID


def _distance(one: Rect, other: Rect) -> float:
    (x, y), (px, py) = one.center, other.center
    return abs(px - x) + abs(py - y)
