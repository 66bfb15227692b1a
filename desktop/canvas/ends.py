"""The boxes that links run between, the points on their sides, and what other links keep clear of."""

from __future__ import annotations

from typing import NamedTuple

from desktop.canvas.obstacles import ICON, LABEL, PILL, TITLE
from desktop.canvas.paths import crisp, likely_sides, sides_within
from desktop.canvas.primitives import Box, Point
from desktop.canvas.shapes import header_box, label_box
from projects.geometry import LABEL_BAND, Rect
from projects.records import Link, Node, Side

ALL_SIDES: tuple[Side, ...] = ("right", "left", "bottom", "top")
Sides = tuple[Side, Side]
CLEAR = 5.0
"""How far lines of others stay away from an icon."""
GAP = 3.0
"""Between an icon and the line's end."""
CORNER_ROOM = 40.0
"""How far from the corners of a long side of a frame a line ends, clear of the group's icon."""
STEP = 14.0
"""Between the lines that share a side of an icon."""


class End(NamedTuple):
    """One end of a link: its rectangle, where the label below it ends, and whether it is a frame."""

    id: str
    box: Box
    """Without the label."""
    foot: float
    frame: bool
    texts: tuple[Box, ...] = ()
    """The label below it, where it was measured."""

    @property
    def whole(self) -> Box:
        return Box(self.box.x, self.box.y, self.box.width, self.foot - self.box.y)

    def length(self, side: Side) -> float:
        return self.box.width if side in ("top", "bottom") else self.box.height

    def slack(self, side: Side) -> float:
        """How far from the middle of a side a line may still end."""
        return max(0.0, self.length(side) / 2 - 12)


def end_of(node: Node, rect: Rect, coarse: bool = False) -> End:
    """A node's end; ``coarse`` assumes two lines of label instead of measuring them."""
    frame = node.service.is_container() or node.service.is_overlay()
    box = Box(*rect)
    if frame:
        return End(node.id, box, box.bottom, True)
    if coarse:
        return End(node.id, box, box.bottom + LABEL_BAND - 4.0, False)
    label = label_box(node)
    return End(node.id, box, box.bottom + label.height, False, (label.moved(box.x, box.y),))


def clearance(node: Node, end: End) -> list[tuple[Box, int]]:
    """The boxes of a node that lines keep clear of, with their weights."""
    x, y = end.box.x, end.box.y
    if end.frame:
        return [(header_box(node).moved(x, y).grown(2), TITLE)]
    icon = (end.box.grown(CLEAR), ICON)
    pill = Box(end.box.right - 12, y - 9, 56, 16)
    return [icon, (pill, PILL), *((label.grown(2), LABEL) for label in end.texts)]


def anchor(end: End, side: Side, slot: int, count: int, towards: Point, offset: float | None = None) -> Point:
    """The point on a side for one of ``count`` links there; a frame's lies level with the other end.

    ``offset``, 0 to 1 from the left or the top, is where a person has put it.
    """
    box = end.box
    along = box.center[0] if side in ("top", "bottom") else box.center[1]
    if offset is not None:
        low = box.x if side in ("top", "bottom") else box.y
        along = low + min(max(offset * end.length(side), 4.0), end.length(side) - 4.0)
    elif end.frame:
        low, high = (box.x, box.right) if side in ("top", "bottom") else (box.y, box.bottom)
        wanted = towards[0] if side in ("top", "bottom") else towards[1]
        corner = min(CORNER_ROOM, (high - low) / 4)
        along = min(max(wanted, low + corner), high - corner)
    elif count > 1:
        step = min(STEP, (end.length(side) - 16) / (count - 1))
        along += (slot - (count - 1) / 2) * step
    along = crisp(along)
    gap = 0.0 if end.frame else GAP
    match side:
        case "left":
            return (crisp(box.x - gap), along)
        case "right":
            return (crisp(box.right + gap), along)
        case "top":
            return (along, crisp(box.y - gap))
        case "bottom":
            return (along, crisp((end.foot if not end.frame else box.bottom) + gap))


def within(inner: End, outer: End) -> bool:
    """Whether one end is a frame around the other."""
    a, b = inner.box, outer.box
    return outer.frame and b.x <= a.x and b.y <= a.y and b.right >= a.right and b.bottom >= a.bottom


def side_pairs(link: Link, a: End, b: End) -> list[Sides]:
    """Pairs of sides that a link may run between, the best first; what the link fixes is kept."""
    if within(a, b):
        pairs = sides_within(b.box, a.box)
    elif within(b, a):
        pairs = sides_within(a.box, b.box)
    else:
        pairs = likely_sides(a.whole, b.whole)
    leaving, entering = link.source_side, link.target_side
    if leaving is None and entering is None:
        return pairs
    wanted = [*pairs, *((one, other) for one in ALL_SIDES for other in ALL_SIDES)]
    fitting = (pair for pair in wanted if leaving in (None, pair[0]) and entering in (None, pair[1]))
    return list(dict.fromkeys(fitting))


def straightened(
    p: Point, q: Point, a: End, b: End, leaving: Side, entering: Side, count: int = 1, other_count: int = 1
) -> tuple[Point, Point]:
    """Two ends that face each other almost in line are slid into line."""
    level = leaving in ("left", "right")
    if (entering in ("left", "right")) != level:
        return p, q
    axis = 1 if level else 0
    # The point on a frame's long side may lie anywhere on it: what counts is where the side ends.
    if other_count == 1 and abs(p[axis] - b.box.center[axis]) <= b.slack(entering):
        return p, (q[0], p[1]) if level else (p[0], q[1])
    if count == 1 and abs(q[axis] - a.box.center[axis]) <= a.slack(leaving):
        return ((p[0], q[1]) if level else (q[0], p[1])), q
    return p, q
