"""The best right-angled way where no plain one is free: A* over the lines beside what stands around."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from math import floor, inf
from typing import Literal, NamedTuple

from desktop.canvas.lanes import BESIDE, CLOSE, CROWDED, NEAR, Leg
from desktop.canvas.obstacles import TITLE, Obstacle
from desktop.canvas.paths import DIRECTIONS, JETTY, Path, tidy
from desktop.canvas.primitives import Box, Point
from desktop.canvas.scoring import ALONG, BORDER, CORNER, CROSSING, DEEP, FOREIGN, THROUGH, Surroundings
from projects.records import Link, Side

STEPS = 6_000
"""Corners looked at before a search is given up."""
LINES = 400
"""More lines than this in one direction are too many to search among."""
WIDE = 56.0
"""A channel as wide as this has a line along each of its sides, a narrower one along its middle."""
ASIDE = 16.0
"""How far from the side of a wide channel its line runs."""
EDGE_LANE = 12.5
"""How far from a frame's edge a line runs beside it."""
AHEAD: tuple[tuple[int, int], ...] = ((1, 0), (0, 1), (-1, 0), (0, -1))
"""Right, down, left, up."""

Move = tuple[int, list[float], int, int, float]
"""Where to, what the pieces cost, how far back the one to run on stands there, the step, and the corner."""


class Port(NamedTuple):
    """Where a line may begin or end: the point, the side it is on, and how bad it would be to use it."""

    at: Point
    side: Side
    cost: float = 0.0

    def stub(self, reach: float) -> Point:
        """The point straight out of the side."""
        dx, dy = DIRECTIONS[self.side]
        return self.at[0] + dx * reach, self.at[1] + dy * reach


class Field(NamedTuple):
    """Where a search is made: how far around the ends, along which lines, and how hard."""

    room: float
    lines: Literal["channels", "boxes", "all"]
    haste: float = 1.0
    """More than 1 finds a way sooner that may not be the best."""
    steps: int = STEPS
    lanes: bool = True
    """Other lines are looked at."""
    at_home: bool = True
    """Within the innermost frame around both ends."""


def found_way(
    around: Surroundings,
    link: Link,
    starts: Sequence[Port],
    goals: Sequence[Port],
    field: Field,
    home: Box | None = None,
) -> tuple[Path, Side, Side] | None:
    """The best way from one of the starts to one of the goals that meets no icon and no label."""
    opened = [_opened(around, link, port) for port in starts]
    closed = [_opened(around, link, port) for port in goals]
    firsts = [one for one in opened if one is not None]
    lasts = [one for one in closed if one is not None]
    if not firsts or not lasts:
        return None
    xs = [point[0] for _, point in (*firsts, *lasts)]
    ys = [point[1] for _, point in (*firsts, *lasts)]
    left, top, room = min(xs) - field.room, min(ys) - field.room, field.room
    box = Box(left, top, max(xs) + room - left, max(ys) + room - top)
    if home is not None and field.at_home:
        box = box.common(home)
        firsts = [one for one in firsts if _inside(one[1], box)]
        lasts = [one for one in lasts if _inside(one[1], box)]
        if not firsts or not lasts:
            return None
        xs = [point[0] for _, point in (*firsts, *lasts)]
        ys = [point[1] for _, point in (*firsts, *lasts)]
    grid = Grid(around, link, box, xs, ys, field, (starts[0].at, goals[0].at))
    if not 1 < len(grid.xs) <= LINES or not 1 < len(grid.ys) <= LINES:
        return None
    found = grid.way(firsts, lasts)
    if found is None:
        return None
    first, middle, last = found
    return tidy((first.at, *middle, last.at)), first.side, last.side


def _opened(around: Surroundings, link: Link, port: Port) -> tuple[Port, Point] | None:
    """The port with the point where its line may first turn; None if it is walled up."""
    for reach in (JETTY, 10.0, 6.0):
        point = port.stub(reach)
        if not around.obstacles.crossed((port.at, point), (link.source, link.target), TITLE + 1) > TITLE:
            return port, point
    return None


class Grid:
    """The lines on which a way may run, and what each piece between two of them costs."""

    def __init__(
        self,
        around: Surroundings,
        link: Link,
        box: Box,
        xs: list[float],
        ys: list[float],
        field: Field,
        ends: tuple[Point, Point],
    ) -> None:
        self._field = field
        obstacles = sorted(around.obstacles.near(box))
        edges = [(level, leg) for level, *span in _spans(box) for leg in around.edges.lying(level, *span)]
        across = [leg.at for level, leg in edges if not level], [leg.at for level, leg in edges if level]
        lines = _channels if field.lines == "channels" else _lines
        walls = [o for o in obstacles if o.weight > TITLE]
        titles = [o for o in obstacles if o.weight == TITLE]
        if field.lines == "boxes":
            walls = _whole(walls)
        found_x, found_y = {*xs}, {*ys}
        # Beside titles too; but where there is no room for that a line may pass behind one.
        for heeded in (walls, [*walls, *titles]) if titles else (walls,):
            found_x |= lines([(o.left, o.right) for o in heeded], across[0], box.x, box.right)
            found_y |= lines([(o.top, o.bottom) for o in heeded], across[1], box.y, box.bottom)
        self.xs, self.ys = _kept(found_x, box.x, box.right), _kept(found_y, box.y, box.bottom)
        steps = [b - a for a, b in pairwise(self.xs)] + [inf]
        self.level = [steps[:] for _ in self.ys]
        """What the piece from line x to the next costs, by y and x: its length, and what it meets."""
        steps = [b - a for a, b in pairwise(self.ys)] + [inf]
        self.upright = [steps[:] for _ in self.xs]
        for obstacle in obstacles:
            self._put(obstacle, inf if obstacle.weight > TITLE else obstacle.weight * THROUGH)
        self._put_edges(around, edges, ends)
        if field.lanes:
            self._put_lanes(around, link, box)

    def _put_edges(
        self, around: Surroundings, edges: list[tuple[bool, Leg]], ends: tuple[Point, Point]
    ) -> None:
        if not around.careful:
            for level, leg in edges:
                self._put_leg(leg, level, NEAR, BORDER)
            return
        first, last = around.edges.holding(ends[0]), around.edges.holding(ends[1])
        parted = {str(number) for number in first ^ last}
        for level, leg in edges:
            self._put_leg(leg, level, CLOSE, BORDER if leg.link_id in parted else BORDER + FOREIGN)
        both = first & last
        for number in {int(leg.link_id) for _, leg in edges} - both:
            self._put_depth(around.edges.frame(number))

    def _put_depth(self, frame: Box) -> None:
        """Long legs run outside of frames that are not around both ends."""
        columns = range(bisect_left(self.xs, frame.x), bisect_right(self.xs, frame.right))
        rows = range(bisect_left(self.ys, frame.y), bisect_right(self.ys, frame.bottom))
        for j in rows:
            costs = self.level[j]
            for i in columns[:-1]:
                costs[i] += (self.xs[i + 1] - self.xs[i]) * DEEP
        for i in columns:
            costs = self.upright[i]
            for j in rows[:-1]:
                costs[j] += (self.ys[j + 1] - self.ys[j]) * DEEP

    def _put_lanes(self, around: Surroundings, link: Link, box: Box) -> None:
        own = (link.source, link.target)
        for level, *span in _spans(box):
            for leg in around.lanes.lying(level, *span):
                if leg.link_id != link.id:
                    apart = leg.ends[0] not in own and leg.ends[1] not in own
                    self._put_leg(leg, level, BESIDE if apart else -1.0, CROSSING)

    def _put(self, o: Obstacle, cost: float) -> None:
        """A box costs each piece that runs through it."""
        columns = range(max(0, bisect_right(self.xs, o.left) - 1), bisect_left(self.xs, o.right))
        rows = range(max(0, bisect_right(self.ys, o.top) - 1), bisect_left(self.ys, o.bottom))
        for j in range(bisect_right(self.ys, o.top), bisect_left(self.ys, o.bottom)):
            costs = self.level[j]
            for i in columns:
                costs[i] += cost
        for i in range(bisect_right(self.xs, o.left), bisect_left(self.xs, o.right)):
            costs = self.upright[i]
            for j in rows:
                costs[j] += cost

    def _put_leg(self, leg: Leg, level: bool, near: float, across: float) -> None:
        """A leg costs what runs across it, and for their length the pieces that run along it."""
        along, beside = (self.xs, self.ys) if level else (self.ys, self.xs)
        lying, crossing = (self.level, self.upright) if level else (self.upright, self.level)
        piece = bisect_right(beside, leg.at) - 1
        first, last = bisect_right(along, leg.low), bisect_left(along, leg.high)
        if 0 <= piece < len(beside):
            for index in range(first, last):
                crossing[index][piece] += across
        rows = range(bisect_left(beside, leg.at - near), bisect_right(beside, leg.at + near))
        for row in rows if near >= 0 else ():
            costs = lying[row]
            part = ALONG if abs(beside[row] - leg.at) <= NEAR else ALONG * CROWDED
            for index in range(max(0, first - 1), min(last, len(along) - 1)):
                shared = min(along[index + 1], leg.high) - max(along[index], leg.low)
                costs[index] += max(0.0, shared) * part

    # the search

    def way(
        self, firsts: Sequence[tuple[Port, Point]], lasts: Sequence[tuple[Port, Point]]
    ) -> tuple[Port, list[Point], Port] | None:
        """The cheapest way from one of the first points, straight out, to one of the last, straight in."""
        xs, ys = self.xs, self.ys
        wide, high = len(xs), len(ys)
        goals: dict[int, tuple[int, Port]] = {}
        for port, (x, y) in lasts:
            into = (AHEAD.index(DIRECTIONS[port.side]) + 2) % 4
            goals[bisect_left(xs, x) * high + bisect_left(ys, y)] = (into, port)
        far_x = _distances(xs, [point[0] for _, point in lasts], self._field.haste)
        far_y = _distances(ys, [point[1] for _, point in lasts], self._field.haste)
        costs = [inf] * (4 * wide * high)
        came: dict[int, int] = {}
        begun: dict[int, Port] = {}
        heap: list[tuple[float, float, int]] = []
        for port, (x, y) in firsts:
            state = (bisect_left(xs, x) * high + bisect_left(ys, y)) * 4 + AHEAD.index(DIRECTIONS[port.side])
            if port.cost < costs[state]:
                costs[state], begun[state] = port.cost, port
                heappush(heap, (port.cost, -port.cost, state))
        done, left, moves = bytearray(len(costs)), self._field.steps, self._moves()
        while heap:
            _, _, state = heappop(heap)
            if state < 0:
                return self._told(-state - 1, came, begun, goals)
            if done[state]:
                continue
            done[state] = True
            left -= 1
            if left < 0:
                return None
            spot, heading = divmod(state, 4)
            cost = costs[state]
            goal = goals.get(spot)
            if goal is not None and heading != (goal[0] + 2) % 4:
                total = cost + goal[1].cost + (CORNER if heading != goal[0] else 0.0)
                heappush(heap, (total, -total, -state - 1))
            for way, pieces, back, step, turn in moves[heading]:
                piece = pieces[spot + back]
                if piece == inf:
                    continue
                reached = cost + piece + turn
                following = (spot + step) * 4 + way
                if reached < costs[following]:
                    costs[following], came[following] = reached, state
                    if following in begun:
                        del begun[following]
                    i, j = divmod(spot + step, high)
                    away_x, away_y = far_x[i], far_y[j]
                    ahead = reached + abs(away_x) + abs(away_y) + _corners(way, away_x, away_y)
                    heappush(heap, (ahead, -reached, following))
        return None

    def _moves(self) -> tuple[tuple[Move, ...], ...]:
        """Where a way may go on, by where it heads: straight on, or round a corner."""
        high = len(self.ys)
        level = [cost for column in zip(*self.level, strict=True) for cost in column]
        upright = [cost for row in self.upright for cost in row]
        # Back over the first line is the piece beyond the last one, which nothing can run on.
        pieces = ((level, 0, high), (upright, 0, 1), (level, -high, -high), (upright, -1, -1))
        return tuple(
            tuple(
                (way, *pieces[way], 0.0 if way == heading else CORNER)
                for way in range(4)
                if (way - heading) % 4 != 2
            )
            for heading in range(4)
        )

    def _told(
        self, state: int, came: dict[int, int], begun: dict[int, Port], goals: dict[int, tuple[int, Port]]
    ) -> tuple[Port, list[Point], Port]:
        """The way that led to a state at a goal."""
        high = len(self.ys)
        goal = goals[state // 4][1]
        points: list[Point] = []
        while True:
            i, j = divmod(state // 4, high)
            points.append((self.xs[i], self.ys[j]))
            if state in begun:
                return begun[state], points[::-1], goal
            state = came[state]


def _inside(at: Point, box: Box) -> bool:
    return box.x <= at[0] <= box.right and box.y <= at[1] <= box.bottom


def _spans(box: Box) -> tuple[tuple[bool, float, float, float, float], ...]:
    """Between where and where level and upright pieces in a box lie, and run."""
    return (True, box.y, box.bottom, box.x, box.right), (False, box.x, box.right, box.y, box.bottom)


def _distances(lines: Sequence[float], goals: Sequence[float], haste: float) -> list[float]:
    """How far each line is from the span of the goals, below 0 where it is beyond, times the haste."""
    low, high = min(goals), max(goals)
    return [(max(low - at, 0.0) - max(at - high, 0.0)) * haste for at in lines]


def _corners(way: int, away_x: float, away_y: float) -> float:
    """What the corners cost that are still to come at least."""
    ahead, aside = ((away_x, away_y), (away_y, away_x))[way % 2]
    if (ahead < 0) if way < 2 else (ahead > 0):
        return 2 * CORNER
    return CORNER if aside else 0.0


def _whole(obstacles: Iterable[Obstacle]) -> list[Obstacle]:
    """Each icon with its label as one box."""
    found: dict[str, Obstacle] = {}
    for o in obstacles:
        one = found.get(o.owner, o)
        found[o.owner] = Obstacle(
            min(one.left, o.left), min(one.top, o.top), max(one.right, o.right), max(one.bottom, o.bottom),
            o.owner, max(one.weight, o.weight),
        )  # fmt: skip
    return list(found.values())


def _lines(boxes: list[tuple[float, float]], edges: list[float], low: float, high: float) -> set[float]:
    """Lines of one direction close beside each box, and beside each edge of a frame."""
    found = {floor(start - 1) + 0.5 for start, _ in boxes} | {floor(end + 0.5) + 0.5 for _, end in boxes}
    for at in edges:
        found |= {floor(at - EDGE_LANE) + 0.5, floor(at + EDGE_LANE) + 0.5}
    return found


def _channels(boxes: list[tuple[float, float]], edges: list[float], low: float, high: float) -> set[float]:
    """Lines of one direction in the channels that no box and no edge of a frame reaches into."""
    walls = sorted([*boxes, *((at - NEAR, at + NEAR) for at in edges), (high, high)])
    found: set[float] = set()
    reached = low
    for start, end in walls:
        gap = start - reached
        if gap > WIDE:
            found |= {floor(reached + ASIDE) + 0.5, floor(start - ASIDE) + 0.5}
        elif gap >= 4:
            found.add(floor((reached + start) / 2) + 0.5)
        reached = max(reached, end)
    return found


def _kept(lines: set[float], low: float, high: float) -> list[float]:
    return sorted(at for at in lines if low <= at <= high)
