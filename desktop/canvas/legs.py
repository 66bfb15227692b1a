"""The legs of a right-angled line in the hand: what can be taken hold of, and where a drag leads the line.

A line is a row of stops. Two stops at one place are a corner that a person has added and not pulled apart
yet: a leg of no length, at right angles to its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from desktop.canvas.ends import GAP, End
from desktop.canvas.paths import JETTY, Path, tidy
from desktop.canvas.primitives import Point
from projects.linking import Anchor
from projects.records import Side, Waypoint

SAME = 1.0
"""Stops closer than this are at one place."""


class Led(NamedTuple):
    """A line as a hand leads it, and the anchors that follow from it; None for those that stay."""

    stops: Path
    source: Anchor | None = None
    target: Anchor | None = None


def stops_of(points: Path, waypoints: Sequence[Waypoint]) -> Path:
    """The corners of a line as it runs, with the added corners that it runs straight through."""
    found = list(points)
    for one, other in zip(waypoints, waypoints[1:], strict=False):
        if one == other:
            at = crisp(one)
            for index, (a, b) in enumerate(zip(found, found[1:], strict=False)):
                if _on(a, b, at) and not _same(a, at) and not _same(b, at):
                    found[index + 1 : index + 1] = [at, at]
                    break
    return tuple(found)


def crisp(point: Waypoint) -> Point:
    """A corner as it is drawn: in the middle of a pixel."""
    return point[0] + 0.5, point[1] + 0.5


def waypoint(point: Point) -> Waypoint:
    return int(point[0] // 1), int(point[1] // 1)


def is_level(a: Point, b: Point) -> bool:
    """Whether a leg runs from left to right rather than up and down."""
    return abs(a[1] - b[1]) <= abs(a[0] - b[0])


def _same(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) < SAME and abs(a[1] - b[1]) < SAME


def _on(a: Point, b: Point, at: Point) -> bool:
    inside_x = min(a[0], b[0]) - SAME < at[0] < max(a[0], b[0]) + SAME
    return inside_x and min(a[1], b[1]) - SAME < at[1] < max(a[1], b[1]) + SAME


# dragging a leg


def shifted(stops: Path, index: int, level: float) -> Path:
    """The line with one of its inner legs at another level; where it was in line with the next, a step."""
    across = is_level(stops[index], stops[index + 1])

    def moved(point: Point) -> Point:
        return (point[0], level) if across else (level, point[1])

    return (*stops[:index], moved(stops[index]), moved(stops[index + 1]), *stops[index + 2 :])


def parallels(stops: Path, index: int) -> tuple[float, ...]:
    """The levels of the legs that a leg may be dragged into line with: the next but one on either side."""
    axis = 1 if is_level(stops[index], stops[index + 1]) else 0
    return tuple(stops[i][axis] for i in (index - 2, index + 2) if 0 <= i < len(stops) - 1)


def dragged(stops: Path, index: int, level: float, source: End, target: End) -> Led:
    """The line with one leg at another level; the first and the last take their anchors along."""
    last, pairs = len(stops) - 2, added(stops)
    if 0 < index < last:
        return Led(tidied(shifted(stops, index, level), pairs))
    led = Led(stops)
    if index == 0:
        led = _slid(stops, level, source)
    if index == last:
        turned = _slid(led.stops[::-1], level, target)
        # Both ends of a single leg slide; where one has gone round a corner the other keeps its level.
        led = Led(turned.stops[::-1], led.source, turned.source)
    return led._replace(stops=tidied(led.stops, pairs))


def _slid(stops: Path, level: float, end: End) -> Led:
    """The line with its first leg at another level, from a point of the node that allows it."""
    start, after = stops[0], stops[1]
    across = is_level(start, after)
    side = side_at(end, start, across)
    low = end.box.y if across else end.box.x
    long = end.box.height if across else end.box.width
    high = low + long
    foot = end.foot if across else high
    beyond = level < low - JETTY or level > foot + JETTY
    if beyond:
        return _round_the_corner(stops, level, end, across, level < low)
    kept = min(max(level, low + 4), high - 4)
    offset = round((kept - low) / long, 4) if long else 0.5
    first = (start[0], kept) if across else (kept, start[1])
    moved = (after[0], kept) if across else (kept, after[1])
    # A leg that ends at the other node is held there: the step between them is the router's.
    return Led((first, moved, *stops[2:]), Anchor(side, offset))


def side_at(end: End, at: Point, across: bool) -> Side:
    """The side of an end on which a line that runs level, or upright, begins."""
    x, y = at
    if across:
        return "left" if abs(x - end.box.x) < abs(x - end.box.right) else "right"
    return "top" if abs(y - end.box.y) < abs(y - end.foot) else "bottom"


def _round_the_corner(stops: Path, level: float, end: End, across: bool, before: bool) -> Led:
    """Past the end of its side a line leaves from the next side, and then runs along the level."""
    x, y = end.box.center
    gap = 0.0 if end.frame else GAP
    after = stops[1]
    if across:
        side: Side = "top" if before else "bottom"
        start = (x // 1 + 0.5, end.box.y - gap if before else end.foot + gap)
        return Led((start, (start[0], level), (after[0], level), *stops[2:]), Anchor(side))
    side = "left" if before else "right"
    start = (end.box.x - gap if before else end.box.right + gap, y // 1 + 0.5)
    return Led((start, (level, start[1]), (level, after[1]), *stops[2:]), Anchor(side))


def added(stops: Path) -> tuple[Point, ...]:
    """Where corners have been added and not pulled apart."""
    return tuple(a for a, b in zip(stops, stops[1:], strict=False) if _same(a, b))


def tidied(stops: Path, pairs: Sequence[Point]) -> Path:
    """Without corners that are none any more; added ones stay where they are still on the line."""
    return stops_of(tidy(stops), [waypoint(at) for at in pairs for _ in (0, 1)])


# corners


def with_corner(stops: Path, index: int, at: Point) -> Path:
    """The line with a corner added on a leg, to be pulled apart by dragging either half."""
    a, b = stops[index], stops[index + 1]
    on = (at[0], a[1]) if is_level(a, b) else (a[0], at[1])
    on = crisp(waypoint(on))
    return (*stops[: index + 1], on, on, *stops[index + 1 :])


def without_corner(stops: Path, index: int) -> Path:
    """The line without one of its corners: the legs before or after it fall into line."""
    twin = next((i for i in (index, index - 1) if 0 <= i < len(stops) - 1 and _is_pair(stops, i)), None)
    if twin is not None:
        return (*stops[:twin], *stops[twin + 2 :])
    last = len(stops) - 2
    for fallen, onto in (
        (index, index - 2),
        (index - 2, index),
        (index + 1, index - 1),
        (index - 1, index + 1),
    ):
        if 0 < fallen < last and 0 <= onto <= last:
            axis = 1 if is_level(stops[onto], stops[onto + 1]) else 0
            return tidied(shifted(stops, fallen, stops[onto][axis]), added(stops))
    return (stops[0], stops[-1])


def _is_pair(stops: Path, index: int) -> bool:
    return _same(stops[index], stops[index + 1])


# what is kept of it


def held(stops: Path) -> tuple[Waypoint, ...]:
    """The fewest corners that hold a line where it is while the first and last leg go with their nodes."""
    inner = list(stops[1:-1])
    if len(inner) == 2 and not _same(*inner):
        (ax, ay), (bx, by) = inner
        return (waypoint(((ax + bx) / 2, (ay + by) / 2)),)
    if len(inner) > 2 and not _same(inner[0], inner[1]):
        inner = inner[1:]
    if len(inner) > 2 and not _same(inner[-1], inner[-2]):
        inner = inner[:-1]
    return tuple(waypoint(at) for at in inner) if len(inner) > 1 or len(stops) > 3 else ()


def corners(stops: Path) -> tuple[Waypoint, ...]:
    """Every corner."""
    return tuple(waypoint(at) for at in stops[1:-1])


def alike(one: Path, other: Path) -> bool:
    """Whether two lines run the same way."""
    return len(one) == len(other) and all(
        abs(a[0] - b[0]) <= SAME and abs(a[1] - b[1]) <= SAME for a, b in zip(one, other, strict=True)
    )
