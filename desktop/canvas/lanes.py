"""Where lines should not lie: on other links' legs, and along the edges of frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from desktop.canvas.paths import Path
from desktop.canvas.primitives import Box
from projects.records import Link

Line = tuple[bool, int]
"""A level (True) or upright line of the canvas, by its whole coordinate."""
NEAR = 6


class _Lane(NamedTuple):
    low: float
    high: float
    link: Link


class Lanes:
    """The inner legs of all routes, so that unrelated links do not run on one another."""

    def __init__(self) -> None:
        self._lanes: dict[Line, list[_Lane]] = {}
        self._taken: dict[str, list[Line]] = {}

    def reset(self) -> None:
        self._lanes.clear()
        self._taken.clear()

    def take(self, link: Link, path: Path) -> None:
        """This link's route runs here."""
        for line, low, high in inner_legs(path):
            self._lanes.setdefault(line, []).append(_Lane(low, high, link))
            self._taken.setdefault(link.id, []).append(line)

    def leave(self, link_id: str) -> None:
        """This link has no route for now."""
        for line in self._taken.pop(link_id, ()):
            self._lanes[line] = [lane for lane in self._lanes.get(line, ()) if lane.link.id != link_id]

    def shared(self, link: Link, path: Path) -> float:
        """How far a path would run on legs of links that it has no end in common with."""
        total = 0.0
        for (level, at), low, high in inner_legs(path):
            for coordinate in (at - 1, at, at + 1):
                for lane in self._lanes.get((level, coordinate), ()):
                    ends = (lane.link.source, lane.link.target)
                    apart = link.source not in ends and link.target not in ends
                    if lane.link.id != link.id and apart:
                        total += max(0.0, min(high, lane.high) - max(low, lane.low))
        return total


class FrameEdges:
    """The edges of all frames: a line along one is mistaken for it, and a label on one is hard to read."""

    def __init__(self, frames: Iterable[Box] = ()) -> None:
        self._edges: dict[Line, list[tuple[float, float]]] = {}
        for box in frames:
            for y in (box.y, box.bottom):
                self._edges.setdefault((True, int(y)), []).append((box.x, box.right))
            for x in (box.x, box.right):
                self._edges.setdefault((False, int(x)), []).append((box.y, box.bottom))

    def along(self, path: Path) -> float:
        """How far the inner legs of a path run along edges."""
        total = 0.0
        for (level, at), low, high in inner_legs(path) if self._edges else ():
            for coordinate in range(at - NEAR, at + NEAR + 1):
                for start, end in self._edges.get((level, coordinate), ()):
                    total += max(0.0, min(high, end) - max(low, start))
        return total

    def crossed(self, box: Box) -> bool:
        """Whether an edge runs through a box."""
        return any(
            start < (box.right if level else box.bottom) and end > (box.x if level else box.y)
            for level, coordinates in (
                (True, range(int(box.y) - 1, int(box.bottom) + 2)),
                (False, range(int(box.x) - 1, int(box.right) + 2)),
            )
            for coordinate in coordinates
            for start, end in self._edges.get((level, coordinate), ())
        )


def inner_legs(path: Path) -> Iterator[tuple[Line, float, float]]:
    """The legs between a path's first and last: the line each lies on, and from where to where."""
    for (ax, ay), (bx, by) in zip(path[1:-1], path[2:-1], strict=False):
        if abs(ay - by) < 0.01:
            yield (True, int(ay)), min(ax, bx), max(ax, bx)
        else:
            yield (False, int(ax)), min(ay, by), max(ay, by)
