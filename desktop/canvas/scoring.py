"""How good a way is: its length and corners, what it runs through, along and across."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from desktop.canvas.lanes import FrameEdges, Lanes
from desktop.canvas.obstacles import Obstacles
from desktop.canvas.paths import Path, length
from projects.records import Link

# All in lengths of line, in canvas units, that would be as bad.
CORNER = 60.0
THROUGH = 5.0
"""For each unit of an obstacle's weight."""
CROSSING = 90.0
"""Another line."""
BORDER = 40.0
"""A frame's edge, crossed."""
FOREIGN = 25.0
"""So much more where the frame is around neither end, or around both."""
DEEP = 0.1
"""For each unit of an inner leg in a frame around only one end: long legs run outside."""
ALONG = 12.0
"""For each unit on another line, or along a frame's edge."""


class Surroundings:
    """What lines have to heed: icons and texts, lines that have been led, and frames."""

    def __init__(self) -> None:
        self.obstacles = Obstacles()
        self.lanes = Lanes()
        self.edges = FrameEdges()
        self.careful = True
        """There is time to look at which frames a line goes through."""

    def clear(self) -> None:
        self.obstacles.clear()
        self.lanes.reset()
        self.edges = FrameEdges()

    def penalty(self, link: Link, path: Path, enough: float = inf) -> float:
        """How bad what a path meets is, or some figure above ``enough``."""
        ends = (link.source, link.target)
        found = self.obstacles.crossed(path, ends, enough / THROUGH) * THROUGH
        if found >= enough:
            return found
        found += (self.lanes.shared(link, path) + self._along(path)) * ALONG
        if found >= enough:
            return found
        crossed = self.lanes.touched(link, path) if self.careful else self.lanes.crossings(path)
        return found + crossed * CROSSING + self._framed(path)

    def fixed_penalty(self, link: Link, path: Path, edges: bool = True, enough: float = inf) -> float:
        """How bad what a path meets is, other lines aside, and frames' edges if they are not wanted.

        Or some figure from ``enough`` on.
        """
        found = self.obstacles.crossed(path, (link.source, link.target), enough / THROUGH) * THROUGH
        if edges and found < enough:
            found += self._along(path) * ALONG + self._framed(path)
        return found

    def _along(self, path: Path) -> float:
        return self.edges.beside(path) if self.careful else self.edges.along(path)

    def _framed(self, path: Path) -> float:
        """How bad the frames are that a path goes into and out of."""
        crossed = self.edges.crossings(path)
        if not self.careful:
            return crossed * BORDER
        foreign = max(0, crossed - self.edges.parting(path[0], path[-1]))
        return crossed * BORDER + foreign * FOREIGN + self.edges.depth(path) * DEEP

    def best(self, link: Link, ways: Iterable[Path], least: float = 0.0) -> tuple[Path, float, float]:
        """The best of some ways, its score, and the penalty in it; the first that meets no more than
        ``least`` is taken at once.
        """
        best: Path | None = None
        lowest, met = inf, 0.0
        for path in ways:
            plain = plainness(path)
            penalty = self.penalty(link, path, lowest - plain)
            if plain + penalty < lowest:
                best, lowest, met = path, plain + penalty, penalty
                if penalty <= least:
                    break
        assert best is not None
        return best, lowest, met


def plainness(path: Path) -> float:
    """The length of a path and its corners."""
    return length(path) + (len(path) - 2) * CORNER
