"""Lines through corners that a person has set: right-angled, in order, as plain as can be in between."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from desktop.canvas.paths import DIRECTIONS, JETTY, Path
from desktop.canvas.primitives import Box, Point
from projects.records import Side

_AHEAD = {(1, 0): 0, (0, 1): 1, (-1, 0): 2, (0, -1): 3}
TURN, BACK = 40.0, 2000.0


def through(p: Point, leaving: Side, q: Point, entering: Side, waypoints: Sequence[Point]) -> Path:
    """From ``p`` straight out of its side through all the points to ``q`` straight into its side."""
    dx, dy = DIRECTIONS[leaving]
    ex, ey = DIRECTIONS[entering]
    stops: list[Point] = [p]
    first, last = waypoints[0], waypoints[-1]
    if (first[0] - p[0]) * dx + (first[1] - p[1]) * dy < 1:
        stops.append((p[0] + dx * JETTY, p[1] + dy * JETTY))
    stops += waypoints
    if (last[0] - q[0]) * ex + (last[1] - q[1]) * ey < 1:
        stops.append((q[0] + ex * JETTY, q[1] + ey * JETTY))
    stops.append(q)
    return _without_stops(_plainest(stops, _AHEAD[dx, dy], _AHEAD[-ex, -ey]), waypoints)


def _without_stops(path: Path, waypoints: Sequence[Point]) -> Path:
    """The path without the points that add no corner; where it turns back at a set one it keeps that."""
    kept: list[Point] = []
    for point in path:
        toward = _heading(kept[-1], point) if kept else None
        if kept and toward is None:
            continue
        before = _heading(kept[-2], kept[-1]) if len(kept) > 1 else None
        back = before is not None and toward is not None and (toward - before) % 4 == 2
        if before is not None and (toward == before or (back and kept[-1] not in waypoints)):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)


def _plainest(stops: Sequence[Point], leaving: int, entering: int) -> Path:
    """A path through the stops with as few corners and as little turning back as there can be."""
    ways: dict[int, tuple[float, Path]] = {leaving: (0.0, (stops[0],))}
    for here, there in zip(stops, stops[1:], strict=False):
        after: dict[int, tuple[float, Path]] = {}
        for heading, (cost, path) in ways.items():
            for legs in _corners(here, there):
                total, now = cost, heading
                at = here
                for point in (*legs, there):
                    toward = _heading(at, point)
                    if toward is not None:
                        turned = (toward - now) % 4
                        total += BACK if turned == 2 else TURN * (turned != 0)
                        now, at = toward, point
                if total < after.get(now, (inf, ()))[0]:
                    after[now] = (total, (*path, *legs, there))
        ways = after
    turns = {heading: (heading - entering) % 4 for heading in ways}
    best = min(ways, key=lambda h: (ways[h][0] + (BACK if turns[h] == 2 else TURN * (turns[h] != 0)), h))
    return ways[best][1]


def _corners(here: Point, there: Point) -> tuple[tuple[Point, ...], ...]:
    """The corners between two stops: none where they are in line, else either of two."""
    if abs(here[0] - there[0]) < 0.01 or abs(here[1] - there[1]) < 0.01:
        return ((),)
    return (((there[0], here[1]),), ((here[0], there[1]),))


def _heading(a: Point, b: Point) -> int | None:
    if abs(a[0] - b[0]) < 0.01 and abs(a[1] - b[1]) < 0.01:
        return None
    if abs(a[1] - b[1]) < 0.01:
        return 0 if b[0] > a[0] else 2
    return 1 if b[1] > a[1] else 3


def side_towards(box: Box, point: Point) -> Side:
    """The side of a box that a line to a point leaves from."""
    x, y = point
    beyond: dict[Side, float] = {
        "right": x - box.right,
        "left": box.x - x,
        "bottom": y - box.bottom,
        "top": box.y - y,
    }
    return max(beyond, key=lambda side: beyond[side])
