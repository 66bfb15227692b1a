"""Straight and curved lines between two ends: where they meet the outlines, and how they bend."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, hypot

from desktop.canvas.ends import GAP, End
from desktop.canvas.paths import DIRECTIONS, Path
from desktop.canvas.primitives import Box, Point
from projects.records import Side

SIDE_BY_SIDE = 14.0
"""Between straight lines that join the same two ends."""
INSET = 16.0
PIECE = 12.0
"""Length of the straight pieces that stand for a curve where it is hit or measured."""


# straight


def straight(a: End, b: End, waypoints: Sequence[Point], shift: float = 0.0) -> Path:
    """One leg from outline to outline, or one between each two corners set by hand.

    ``shift`` moves a line without corners to its side, beside others between the same ends.
    """
    start = waypoints[0] if waypoints else _aim(b, a.box.center)
    end = waypoints[-1] if waypoints else _aim(a, b.box.center)
    p, q = _aim(a, start), _aim(b, end)
    if shift and not waypoints:
        long = hypot(q[0] - p[0], q[1] - p[1]) or 1.0
        sx, sy = -(q[1] - p[1]) / long * shift, (q[0] - p[0]) / long * shift
        p, q = (p[0] + sx, p[1] + sy), (q[0] + sx, q[1] + sy)
    first = waypoints[0] if waypoints else q
    last = waypoints[-1] if waypoints else p
    return (_left_at(a, p, first), *waypoints, _left_at(b, q, last))


def _aim(end: End, towards: Point) -> Point:
    """The middle of an icon; of a frame the point that is level with the other end."""
    if not end.frame:
        return end.box.center
    box = end.box
    inset_x, inset_y = min(INSET, box.width / 2), min(INSET, box.height / 2)
    x = min(max(towards[0], box.x + inset_x), box.right - inset_x)
    y = min(max(towards[1], box.y + inset_y), box.bottom - inset_y)
    return x, y


def _left_at(end: End, inside: Point, outside: Point) -> Point:
    """Where a line from a point inside an end to one outside leaves its outline and the gap around it."""
    dx, dy = outside[0] - inside[0], outside[1] - inside[1]
    long = hypot(dx, dy)
    if long < 1e-6:
        return inside
    boxes = [end.box] if end.frame else [end.box.grown(GAP), *end.texts]
    share = max((_leaves(box, inside, dx, dy) for box in boxes), default=0.0)
    if end.frame and share > 1:
        # The other end is inside this frame: the line goes on to the nearest edge.
        return inside
    share = min(share, 1.0)
    return inside[0] + dx * share, inside[1] + dy * share


def _leaves(box: Box, start: Point, dx: float, dy: float) -> float:
    """How far along the way the box is left for good; 0 if it is not met."""
    enter, leave = 0.0, float("inf")
    for at, step, low, high in ((start[0], dx, box.x, box.right), (start[1], dy, box.y, box.bottom)):
        if abs(step) < 1e-9:
            if not low <= at <= high:
                return 0.0
            continue
        one, other = sorted(((low - at) / step, (high - at) / step))
        enter, leave = max(enter, one), min(leave, other)
    return leave if leave >= enter and leave > 0 else 0.0


# curved


def curve(p: Point, leaving: Side, q: Point, entering: Side, waypoints: Sequence[Point] = ()) -> Path:
    """Cubic pieces from side to side through the corners set by hand: a point, then three for each piece."""
    stops = [p, *waypoints, q]
    tangents: list[Point] = []
    for index, (x, y) in enumerate(stops):
        if index == 0 or index == len(stops) - 1:
            side, sign = (leaving, 1) if index == 0 else (entering, -1)
            dx, dy = DIRECTIONS[side]
            other = stops[1] if index == 0 else stops[-2]
            pull = _pull(x, y, other)
            tangents.append((dx * pull * sign, dy * pull * sign))
        else:
            before, after = stops[index - 1], stops[index + 1]
            tangents.append(((after[0] - before[0]) / 6, (after[1] - before[1]) / 6))
    found: list[Point] = [p]
    for index, (a, b) in enumerate(zip(stops, stops[1:], strict=False)):
        (tx, ty), (ux, uy) = tangents[index], tangents[index + 1]
        found += [(a[0] + tx, a[1] + ty), (b[0] - ux, b[1] - uy), b]
    return tuple(found)


def _pull(x: float, y: float, other: Point) -> float:
    """How far the first control point stands out of a side."""
    away = hypot(other[0] - x, other[1] - y)
    return min(max(away * 0.45, 24.0), 180.0)


def flattened(control: Path) -> Path:
    """Straight pieces that stand for cubic ones."""
    found: list[Point] = [control[0]]
    for index in range(0, len(control) - 3, 3):
        a, b, c, d = control[index : index + 4]
        extent = hypot(b[0] - a[0], b[1] - a[1]) + hypot(c[0] - b[0], c[1] - b[1])
        extent += hypot(d[0] - c[0], d[1] - c[1])
        count = min(max(ceil(extent / PIECE), 6), 40)
        found += [_point(a, b, c, d, step / count) for step in range(1, count)]
        found.append(d)
    return tuple(found)


def _point(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    s = 1 - t
    w = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
    x = w[0] * a[0] + w[1] * b[0] + w[2] * c[0] + w[3] * d[0]
    y = w[0] * a[1] + w[1] * b[1] + w[2] * c[1] + w[3] * d[1]
    return x, y
