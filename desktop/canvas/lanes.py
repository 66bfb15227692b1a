"""What lines should not lie on or cross without need: other links' legs, and the edges of frames."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import inf
from typing import NamedTuple

from desktop.canvas.paths import Path
from desktop.canvas.primitives import Box, Point
from projects.records import Link

NEAR = 8.0
"""A line nearer than this to a frame's edge is mistaken for it."""
CLOSE, CROWDED = 11.9, 0.015
"""A line nearer than this stands close beside it: so much as bad as lying on it."""
TOUCH = 2.5
"""A line that ends or turns this near to another seems to go on along it."""
MERGING = 8.0
"""Even where they touch only shortly it is hard to see which goes where: as bad as so much more."""
BESIDE = 3.0
"""Lines nearer to each other than this look like one."""
BAND = 320.0
"""How long the stretches are by which pieces are found."""


class Leg(NamedTuple):
    """A level or upright piece of a line: where it lies, and from where to where it runs."""

    at: float
    low: float
    high: float
    link_id: str = ""
    ends: tuple[str, str] = ("", "")
    inner: bool = True
    """Between the first and the last of its line."""


Bands = dict[int, list[Leg]]


class Legs:
    """Level and upright pieces, sorted by where they lie in each of the bands that they run through.

    So whoever asks what lies around a place does not meet all that lies at the same height elsewhere.
    """

    def __init__(self) -> None:
        # The upright ones, then the level ones: found by whether they are level.
        self._bands: tuple[Bands, Bands] = ({}, {})

    def clear(self) -> None:
        for bands in self._bands:
            bands.clear()

    def put(self, level: bool, leg: Leg) -> None:
        bands = self._bands[level]
        for band in _bands(leg.low, leg.high):
            insort(bands.setdefault(band, []), leg)

    def drop(self, level: bool, leg: Leg) -> None:
        for band in _bands(leg.low, leg.high):
            kept = self._bands[level].get(band, [])
            at = bisect_left(kept, leg)
            if at < len(kept) and kept[at] == leg:
                del kept[at]

    def lying(self, level: bool, low: float, high: float, start: float, end: float) -> Iterator[Leg]:
        """The level, or the upright, pieces that lie between two coordinates, both included, and run
        anywhere between a start and an end.
        """
        bands = self._bands[level]
        first = int(start // BAND)
        for band in range(first, int(end // BAND) + 1):
            kept = bands.get(band)
            if not kept:
                continue
            # What runs through several bands is met in the first of them only.
            met = band * BAND if band > first else -inf
            for index in range(bisect_left(kept, (low,)), len(kept)):
                leg = kept[index]
                if leg[0] > high:
                    break
                if leg[1] < end and start < leg[2] and leg[1] >= met:
                    yield leg

    def crossed(self, level: bool, at: float, low: float, high: float) -> int:
        """How many pieces run across a level, or an upright, one."""
        found = 0
        kept = self._bands[not level].get(int(at // BAND), ())
        for index in range(bisect_left(kept, (low, inf)), len(kept)):
            leg = kept[index]
            if leg[0] >= high:
                break
            if leg[1] < at < leg[2]:
                found += 1
        return found


def _bands(low: float, high: float) -> range:
    return range(int(low // BAND), int(high // BAND) + 1)


class Lanes(Legs):
    """The legs of all routes, so that links neither run on one another nor cross without need."""

    def __init__(self) -> None:
        super().__init__()
        self._taken: dict[str, list[tuple[bool, Leg]]] = {}

    def reset(self) -> None:
        self.clear()
        self._taken.clear()

    def take(self, link: Link, path: Path) -> None:
        """This link's route runs here."""
        last = len(path) - 2
        ends = (link.source, link.target)
        for index, (level, at, low, high) in enumerate(legs(path)):
            leg = Leg(at, low, high, link.id, ends, 0 < index < last)
            self.put(level, leg)
            self._taken.setdefault(link.id, []).append((level, leg))

    def leave(self, link_id: str) -> None:
        """This link has no route for now."""
        for level, leg in self._taken.pop(link_id, ()):
            self.drop(level, leg)

    def shared(self, link: Link, path: Path) -> float:
        """How far a path would run on legs of links that it has no end in common with."""
        total = 0.0
        own = (link.source, link.target)
        for level, at, low, high in legs(path):
            for leg in self.lying(level, at - BESIDE, at + BESIDE, low, high):
                apart = leg.ends[0] not in own and leg.ends[1] not in own
                if apart and leg.link_id != link.id:
                    total += min(high, leg.high) - max(low, leg.low) + MERGING
        return total

    def crossings(self, path: Path) -> int:
        """How many other lines a path would cross."""
        return sum(self.crossed(level, at, low, high) for level, at, low, high in legs(path))

    def touched(self, link: Link, path: Path) -> int:
        """How many other lines a path would cross, or touch where they have no end in common."""
        found = 0
        source, target = link.source, link.target
        for level, at, low, high in legs(path):
            for leg in self.lying(not level, low - TOUCH, high + TOUCH, at - TOUCH, at + TOUCH):
                crossed = leg[1] < at < leg[2] and low < leg[0] < high
                apart = source not in leg[4] and target not in leg[4]
                found += crossed or (apart and leg[3] != link.id)
        return found


class FrameEdges(Legs):
    """The edges of all frames: a line along one is mistaken for it, and a label on one is hard to read."""

    def __init__(self, frames: Iterable[Box] = ()) -> None:
        super().__init__()
        self._frames = tuple(frames)
        self._holding: dict[Point, frozenset[int]] = {}
        for number, box in enumerate(self._frames):
            name = str(number)
            for y in (box.y, box.bottom):
                self._add(True, Leg(y, box.x, box.right, name))
            for x in (box.x, box.right):
                self._add(False, Leg(x, box.y, box.bottom, name))
        for bands in self._bands:
            for kept in bands.values():
                kept.sort()

    def _add(self, level: bool, leg: Leg) -> None:
        """Put one among the others where they are to be sorted all at once."""
        for band in _bands(leg.low, leg.high):
            self._bands[level].setdefault(band, []).append(leg)

    def along(self, path: Path) -> float:
        """How far the inner legs of a path run along edges."""
        total = 0.0
        for level, at, low, high in list(legs(path))[1:-1]:
            for leg in self.lying(level, at - NEAR, at + NEAR, low, high):
                total += min(high, leg.high) - max(low, leg.low)
        return total

    def beside(self, path: Path) -> float:
        """How far a path runs along edges, and a little for where it runs close beside them."""
        total = 0.0
        for level, at, low, high in legs(path):
            for leg in self.lying(level, at - CLOSE, at + CLOSE, low, high):
                shared = min(high, leg.high) - max(low, leg.low)
                total += shared if abs(leg.at - at) <= NEAR else shared * CROWDED
        return total

    def crossings(self, path: Path) -> int:
        """How often a path goes into a frame or out of one."""
        return sum(self.crossed(level, at, low, high) for level, at, low, high in legs(path))

    def parting(self, a: Point, b: Point) -> int:
        """How many frames hold only one of two points."""
        return len(self.holding(a) ^ self.holding(b))

    def holding(self, at: Point) -> frozenset[int]:
        """The numbers of the frames around a point."""
        found = self._holding.get(at)
        if found is None:
            found = frozenset(number for number, box in enumerate(self._frames) if _holds(box, at))
            self._holding[at] = found
        return found

    def frame(self, number: int) -> Box:
        return self._frames[number]

    def depth(self, path: Path) -> float:
        """How far the inner legs run in frames that are not around both ends, frame by frame."""
        if len(path) < 4:
            return 0.0
        both = self.holding(path[0]) & self.holding(path[-1])
        total = 0.0
        for (ax, ay), (bx, by) in list(pairwise(path))[1:-1]:
            deeper = self.holding(((ax + bx) / 2, (ay + by) / 2)) - both
            total += len(deeper) * (abs(bx - ax) + abs(by - ay))
        return total

    def around(self, a: Point, b: Point) -> Box | None:
        """The smallest frame that holds two points, on its edge too; None where there is none."""
        both = (box for box in self._frames if _reaches(box, a) and _reaches(box, b))
        return min(both, key=lambda box: (box.width * box.height, box), default=None)

    def meets(self, box: Box) -> bool:
        """Whether an edge runs through a box."""
        for level, (low, high), (start, end) in (
            (True, (box.y, box.bottom), (box.x, box.right)),
            (False, (box.x, box.right), (box.y, box.bottom)),
        ):
            if next(self.lying(level, low - 1, high + 1, start, end), None) is not None:
                return True
        return False


def legs(path: Path) -> Iterator[tuple[bool, float, float, float]]:
    """The legs of a right-angled path: level or upright, where it lies, and from where to where."""
    ax, ay = path[0]
    for bx, by in path[1:]:
        if abs(ay - by) < 0.01:
            yield True, ay, min(ax, bx), max(ax, bx)
        else:
            yield False, ax, min(ay, by), max(ay, by)
        ax, ay = bx, by


def is_right_angled(path: Path) -> bool:
    """Whether all legs of a path are level or upright."""
    return all(abs(a[0] - b[0]) < 0.01 or abs(a[1] - b[1]) < 0.01 for a, b in pairwise(path))


def _holds(box: Box, at: Point) -> bool:
    return box.x < at[0] < box.right and box.y < at[1] < box.bottom


def _reaches(box: Box, at: Point) -> bool:
    return box.x <= at[0] <= box.right and box.y <= at[1] <= box.bottom
