"""Jogs of a few pixels are taken out of lines: the legs on both sides of one are slid into line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.canvas.attachments import Attachments
from desktop.canvas.ends import End
from desktop.canvas.lanes import is_right_angled
from desktop.canvas.paths import Path, Route, tidy
from desktop.canvas.primitives import Point
from desktop.canvas.scoring import Surroundings, plainness
from projects.records import Link

JOG = 26.0
"""A step aside no longer than this looks like a mistake."""
LEAST_APART = 7.0
"""How near the ends of two lines on one side may come."""
MARGIN = 8.0
"""How far from a corner of an icon or a frame a line ends at least."""


class Straightening:
    """Takes the jogs out of one line at a time, as long as it meets no more for that."""

    def __init__(
        self,
        ends: Mapping[str, End],
        attached: Attachments,
        around: Surroundings,
        routes: Mapping[str, Route],
    ) -> None:
        self._ends = ends
        self._attached = attached
        self._around = around
        self._routes = routes

    def straight(self, link: Link, path: Path) -> Path:
        """The line without the jogs that it can do without."""
        for _ in range(len(path)):
            score = plainness(path) + self._around.penalty(link, path)
            ways = (way for way in without_a_jog(path) if self._may_end(link, path, way))
            better = ((plainness(way) + self._around.penalty(link, way), way) for way in ways)
            found = min(better, default=(score, path))
            if found[0] >= score:
                break
            path = found[1]
        return path

    def _may_end(self, link: Link, path: Path, way: Path) -> bool:
        """Whether the ends of a line may stand where this way has them."""
        if way[0] != path[0] and not self._may_stand(link, way[0], way[1], leaving=True):
            return False
        return way[-1] == path[-1] or self._may_stand(link, way[-1], way[-2], leaving=False)

    def _may_stand(self, link: Link, at: Point, after: Point, leaving: bool) -> bool:
        if (link.source_offset if leaving else link.target_offset) is not None:
            return False
        end = self._ends[link.source if leaving else link.target]
        side = self._attached.sides[link.id][0 if leaving else 1]
        axis = 1 if side in ("left", "right") else 0
        if abs(at[axis] - after[axis]) > 0.01:
            return False
        low = end.box.y if axis else end.box.x
        if not low + MARGIN <= at[axis] <= low + end.length(side) - MARGIN:
            return False
        return all(
            abs(at[axis] - other[axis]) >= LEAST_APART for other in self._beside(link, end, side, leaving)
        )

    def _beside(self, link: Link, end: End, side: str, leaving: bool) -> Iterator[Point]:
        """Where the other lines on a side end."""
        for other_id in self._attached.companions(link.id):
            if other_id == link.id or other_id not in self._routes:
                continue
            points = self._routes[other_id].points
            sides = self._attached.sides[other_id]
            source, target = self._attached.ends(other_id)
            if (source, sides[0]) == (end.id, side):
                yield points[0]
            if (target, sides[1]) == (end.id, side):
                yield points[-1]


def without_a_jog(path: Path) -> Iterator[Path]:
    """Ways of a line with one jog less: either leg beside it in line with the other."""
    for index in range(1, len(path) - 2):
        (ax, ay), (bx, by) = path[index], path[index + 1]
        if abs(bx - ax) + abs(by - ay) > JOG:
            continue
        axis = 0 if abs(ay - by) < 0.01 else 1
        for first, level in ((index - 1, path[index + 1][axis]), (index + 1, path[index][axis])):
            points = list(path)
            for corner in (first, first + 1):
                x, y = points[corner]
                points[corner] = (x, level) if axis else (level, y)
            if is_right_angled(tuple(points)):
                yield tidy(tuple(points))
