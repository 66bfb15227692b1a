"""Right-angled ways from one side of a box to one of another: the candidates that a router chooses from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import floor, hypot, inf
from typing import NamedTuple

from desktop.canvas.primitives import Box, Point
from projects.records import Side

LABEL_WIDTH = 150.0
"""Widest a line of a link's label comes out where there is room."""
JETTY = 16.0
"""How far a line runs straight out of an icon before it may turn."""
DIRECTIONS: dict[Side, tuple[int, int]] = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}
OPPOSITE: dict[Side, Side] = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}

Path = tuple[Point, ...]


class Route(NamedTuple):
    """A link's corners from end to end, the texts it passes behind, and the middle of its label."""

    points: Path
    """Of a curve, points along it, close enough to stand for it."""
    gaps: tuple[Box, ...] = ()
    spot: Point | None = None
    curve: Path = ()
    """Of a curve: its first point, then two control points and an end point for each piece."""
    label_width: float = LABEL_WIDTH
    """How wide a line of its label may be."""

    def moved(self, dx: float, dy: float) -> Route:
        points = tuple((x + dx, y + dy) for x, y in self.points)
        spot = None if self.spot is None else (self.spot[0] + dx, self.spot[1] + dy)
        curve = tuple((x + dx, y + dy) for x, y in self.curve)
        gaps = tuple(box.moved(dx, dy) for box in self.gaps)
        return Route(points, gaps, spot, curve, self.label_width)


def likely_sides(a: Box, b: Box) -> list[tuple[Side, Side]]:
    """Pairs of sides for a line from ``a`` to ``b``, the best first, as a draughtsman would choose."""
    right, down = b.center[0] >= a.center[0], b.center[1] >= a.center[1]
    across: tuple[Side, Side] = ("right", "left") if right else ("left", "right")
    along: tuple[Side, Side] = ("bottom", "top") if down else ("top", "bottom")
    gap_x = max(b.x - a.right, a.x - b.right)
    gap_y = max(b.y - a.bottom, a.y - b.bottom)
    # Upwards a line would come in through the label below the icon: it goes in from the side instead.
    level = gap_y < 0 or (gap_x > 0 and gap_x >= gap_y) or (not down and gap_x >= 2 * JETTY)
    first, second = (across, along) if level else (along, across)
    return [first, second, (first[0], second[1]), (second[0], first[1])]


def hooks(a: Box, b: Box) -> list[tuple[Side, Side]]:
    """Sides for a line that goes round what lies between two boxes, one of them above or beside the other."""
    if a.x < b.right and b.x < a.right:
        return [("left", "left"), ("right", "right")]
    if a.y < b.bottom and b.y < a.bottom:
        return [("top", "top"), ("bottom", "bottom")]
    return []


def sides_within(outer: Box, inner: Box) -> list[tuple[Side, Side]]:
    """Sides for a line from ``inner`` to the frame around it: straight out, to the nearest edge first."""
    distances: dict[Side, float] = {
        "left": inner.x - outer.x,
        "right": outer.right - inner.right,
        "top": inner.y - outer.y,
        "bottom": outer.bottom - inner.bottom,
    }
    return [(side, side) for side in sorted(distances, key=lambda name: distances[name])]


def paths(
    p: Point, leaving: Side, q: Point, entering: Side, a: Box, b: Box, bend: float | None = None
) -> Iterator[Path]:
    """Ways from ``p`` on box ``a``, out of its side, to ``q`` on box ``b``; the plainest first.

    ``bend`` (0 to 1) fixes where the middle leg runs.
    """
    if leaving in ("top", "bottom"):
        start, end = (p[1], p[0]), (q[1], q[0])
        boxes = (_turned_box(a), _turned_box(b))
        for path in paths(start, _turned(leaving), end, _turned(entering), *boxes, bend):
            yield tuple((y, x) for x, y in path)
        return
    out = DIRECTIONS[leaving][0]
    if entering in ("left", "right"):
        into = DIRECTIONS[entering][0]
        yield from _facing(p, out, q, into, a, b, bend) if into != out else _hooked(p, out, q, a, b)
    else:
        yield from _cornered(p, out, q, DIRECTIONS[entering][1], b)


def _facing(p: Point, out: int, q: Point, into: int, a: Box, b: Box, bend: float | None) -> Iterator[Path]:
    (px, py), (qx, qy) = p, q
    room = (qx - px) * out
    if abs(py - qy) < 0.5 and room > 0 and bend is None:
        yield (p, q)
        return
    if room >= JETTY:
        if bend is not None:
            x = px + (qx - px) * min(max(bend, 0.0), 1.0)
            yield (p, (x, py), (x, qy), q)
            return
        middle = crisp((px + qx) / 2)
        ends = (px + out * JETTY, qx - out * JETTY) if room > 2 * JETTY else ()
        sides = (middle - 8, middle + 8) if room > 40 else ()
        quarters = (crisp(px + (qx - px) * 0.25), crisp(px + (qx - px) * 0.75))
        for x in (middle, *sides, *ends, *quarters):
            yield (p, (x, py), (x, qy), q)
        return
    first, last = px + out * JETTY, qx + into * JETTY
    for y in _levels(a, b, bend):
        yield (p, (first, py), (first, y), (last, y), (last, qy), q)


def _levels(a: Box, b: Box, bend: float | None) -> Iterator[float]:
    """Levels at which a line may pass between two boxes, or around both."""
    upper, lower = (a, b) if a.y <= b.y else (b, a)
    if lower.y - upper.bottom >= 2:
        span = lower.y - upper.bottom
        yield crisp(upper.bottom + span * (bend if bend is not None else 0.5))
        if bend is not None:
            return
    yield crisp(max(a.bottom, b.bottom) + JETTY)
    yield crisp(min(a.y, b.y) - JETTY)


def _hooked(p: Point, out: int, q: Point, a: Box, b: Box) -> Iterator[Path]:
    (px, py), (qx, qy) = p, q
    far = max(px * out, qx * out) * out
    for more in (JETTY, 2 * JETTY, 3 * JETTY):
        x = far + out * more
        yield (p, (x, py), (x, qy), q)


def _cornered(p: Point, out: int, q: Point, into: int, b: Box) -> Iterator[Path]:
    """Leaving level and entering upright: one corner where there is room, else three."""
    (px, py), (qx, qy) = p, q
    if (qx - px) * out >= JETTY and (py - qy) * into >= JETTY:
        yield (p, (qx, py), q)
    y = qy + into * JETTY
    room = (qx - px) * out
    if room >= 2 * JETTY:
        x = crisp((px + qx) / 2)
        yield (p, (x, py), (x, y), (qx, y), q)
    yield (p, (px + out * JETTY, py), (px + out * JETTY, y), (qx, y), q)


def detours(
    p: Point, leaving: Side, q: Point, entering: Side, around: Iterable[Box], slack: tuple[float, float]
) -> Iterator[Path]:
    """Ways between two level, or two upright, sides that pass beside boxes in between.

    ``slack`` is how far either end may slide along its side to spare a corner.
    """
    if leaving in ("top", "bottom"):
        if entering in ("top", "bottom"):
            start, end, boxes = (p[1], p[0]), (q[1], q[0]), map(_turned_box, around)
            for path in detours(start, _turned(leaving), end, _turned(entering), boxes, slack):
                yield tuple((y, x) for x, y in path)
        return
    if entering not in ("left", "right"):
        return
    first = p[0] + DIRECTIONS[leaving][0] * JETTY
    last = q[0] + DIRECTIONS[entering][0] * JETTY
    for box in around:
        for level in (box.y - 6.5, box.bottom + 6.5):
            if abs(level - q[1]) <= slack[1]:
                yield (p, (first, p[1]), (first, level), (q[0], level))
            if abs(level - p[1]) <= slack[0]:
                yield ((p[0], level), (last, level), (last, q[1]), q)
            yield (p, (first, p[1]), (first, level), (last, level), (last, q[1]), q)


def straight_out(p: Point, q: Point, side: Side, inside: bool) -> Path:
    """From a node to the frame around it, or back: one leg."""
    start, end = (p, q) if inside else (q, p)
    end = (end[0], start[1]) if side in ("left", "right") else (start[0], end[1])
    return (start, end) if inside else (end, start)


def crisp(value: float) -> float:
    """The middle of a pixel, where a thin line comes out sharp at 100 %."""
    return floor(value) + 0.5


def length(path: Path) -> float:
    """The length of a right-angled path."""
    return sum(abs(bx - ax) + abs(by - ay) for (ax, ay), (bx, by) in zip(path, path[1:], strict=False))


def point_at(path: Path, share: float) -> Point:
    """The point this far along a path, 0 to 1."""
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(path)]
    left = sum(lengths) * min(max(share, 0.0), 1.0)
    for (ax, ay), (bx, by), extent in zip(path, path[1:], lengths, strict=False):
        if left <= extent and extent:
            return ax + (bx - ax) * left / extent, ay + (by - ay) * left / extent
        left -= extent
    return path[-1]


def share_of(path: Path, at: Point) -> float:
    """How far along a path, 0 to 1, its point nearest to this one lies."""
    travelled, nearest, found = 0.0, inf, 0.0
    for (ax, ay), (bx, by) in pairwise(path):
        dx, dy = bx - ax, by - ay
        extent = hypot(dx, dy)
        part = ((at[0] - ax) * dx + (at[1] - ay) * dy) / (extent * extent) if extent else 0.0
        part = min(max(part, 0.0), 1.0)
        away = hypot(ax + dx * part - at[0], ay + dy * part - at[1])
        if away < nearest:
            nearest, found = away, travelled + extent * part
        travelled += extent
    return found / travelled if travelled else 0.0


def _turned(side: Side) -> Side:
    turned: dict[Side, Side] = {"top": "left", "bottom": "right", "left": "top", "right": "bottom"}
    return turned[side]


def _turned_box(box: Box) -> Box:
    return Box(box.y, box.x, box.height, box.width)


def tidy(path: Path) -> Path:
    """The path without points that add no corner."""
    kept: list[Point] = []
    for point in path:
        if kept and abs(kept[-1][0] - point[0]) < 0.01 and abs(kept[-1][1] - point[1]) < 0.01:
            continue
        if len(kept) >= 2 and (_between(kept[-2], kept[-1], point)):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept) if len(kept) > 1 else path[:2]


def broken(path: Path, gaps: Iterable[Box]) -> list[Path]:
    """The path in pieces, left out where it passes behind the boxes of texts."""
    gaps = tuple(gaps)
    if not gaps:
        return [path]
    pieces: list[Path] = []
    piece: list[Point] = [path[0]]
    for (ax, ay), (bx, by) in zip(path, path[1:], strict=False):
        length = abs(bx - ax) + abs(by - ay) or 1.0
        for enter, leave in sorted(_covered((ax, ay), (bx, by), gaps)):
            out = (ax + (bx - ax) * enter / length, ay + (by - ay) * enter / length)
            back = (ax + (bx - ax) * leave / length, ay + (by - ay) * leave / length)
            pieces.append((*piece, out))
            piece = [back]
        piece.append((bx, by))
    pieces.append(tuple(piece))
    return [tidy(found) for found in pieces if found[0] != found[-1]]


def _covered(a: Point, b: Point, gaps: Iterable[Box]) -> Iterator[tuple[float, float]]:
    """Where a leg runs through the boxes, as distances from its start."""
    (ax, ay), (bx, by) = a, b
    for box in gaps:
        level = abs(ay - by) < 0.01
        if level and box.y < ay < box.bottom:
            low, high = sorted(((box.x - ax), (box.right - ax)), key=abs)
            along, length = (1 if bx > ax else -1), abs(bx - ax)
        elif not level and box.x < ax < box.right:
            low, high = sorted(((box.y - ay), (box.bottom - ay)), key=abs)
            along, length = (1 if by > ay else -1), abs(by - ay)
        else:
            continue
        enter, leave = sorted((low * along, high * along))
        # A text at the very end of a leg stays crossed: a line has to reach its end.
        if enter > 0 and leave < length:
            yield enter, leave


def _between(a: Point, b: Point, c: Point) -> bool:
    level = abs(a[1] - b[1]) < 0.01 and abs(b[1] - c[1]) < 0.01
    upright = abs(a[0] - b[0]) < 0.01 and abs(b[0] - c[0]) < 0.01
    return level or upright
