"""What lines should keep clear of: icons, labels and frame titles, found quickly by where they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import NamedTuple

from desktop.canvas.primitives import Box, Point

CELL = 160.0
ICON, LABEL, TITLE, PILL = 1000, 800, 100, 40
"""How bad it is to run through one; whole numbers, so that their sum is the same in any order."""


class Obstacle(NamedTuple):
    """A box to keep clear of, whose it is, and how bad it is to run through it."""

    left: float
    top: float
    right: float
    bottom: float
    owner: str
    weight: int

    @property
    def box(self) -> Box:
        return Box(self.left, self.top, self.right - self.left, self.bottom - self.top)


class Obstacles:
    """Boxes in a coarse grid, so that a line asks only what lies beside it."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], dict[Obstacle, None]] = {}
        self._owned: dict[str, tuple[Obstacle, ...]] = {}

    def clear(self) -> None:
        self._cells.clear()
        self._owned.clear()

    def put(self, owner: str, boxes: Iterable[tuple[Box, int]]) -> None:
        """These are the owner's boxes, each with its weight, instead of any it had."""
        self.remove(owner)
        made = tuple(Obstacle(b.x, b.y, b.right, b.bottom, owner, weight) for b, weight in boxes)
        self._owned[owner] = made
        for obstacle in made:
            for cell in _cells(obstacle.left, obstacle.top, obstacle.right, obstacle.bottom):
                self._cells.setdefault(cell, {})[obstacle] = None

    def remove(self, owner: str) -> None:
        for obstacle in self._owned.pop(owner, ()):
            for cell in _cells(obstacle.left, obstacle.top, obstacle.right, obstacle.bottom):
                self._cells.get(cell, {}).pop(obstacle, None)

    def crossed(self, path: tuple[Point, ...], ends: tuple[str, str], enough: float = inf) -> int:
        """The weights of all boxes that a right-angled path runs through, or the first that make ``enough``.

        The boxes of its own two ends count only for the legs between the first and the last.
        """
        total = 0
        for obstacle in self._hit(path, ends):
            total += obstacle.weight
            if total >= enough:
                break
        return total

    def near(self, box: Box) -> Iterator[Obstacle]:
        """The boxes that lie over a box, each once."""
        left, top, right, bottom = box.x, box.y, box.right, box.bottom
        first, above = int(left // CELL), int(top // CELL)
        for column in range(first, int(right // CELL) + 1):
            met_left = column * CELL if column > first else -inf
            for row in range(above, int(bottom // CELL) + 1):
                met_above = row * CELL if row > above else -inf
                for o in self._cells.get((column, row), ()):
                    over = o.left < right and left < o.right and o.top < bottom and top < o.bottom
                    if over and o.left >= met_left and o.top >= met_above:
                        yield o

    def meets(self, box: Box) -> bool:
        """Whether a box lies over any of the boxes."""
        return next(self.near(box), None) is not None

    def icons(self, path: tuple[Point, ...], ends: tuple[str, str]) -> list[Box]:
        """The icons, each with its label, that a path runs through."""
        owners = {o.owner: None for o in self._hit(path, ends) if o.weight > TITLE and o.owner not in ends}
        found = []
        for owner in owners:
            owned = self._owned[owner]
            left, top = min(o.left for o in owned), min(o.top for o in owned)
            right, bottom = max(o.right for o in owned), max(o.bottom for o in owned)
            found.append(Box(left, top, right - left, bottom - top))
        return found

    def texts(self, path: tuple[Point, ...], ends: tuple[str, str]) -> tuple[Box, ...]:
        """The labels and titles that a path runs through."""
        found = {o for o in self._hit(path, ends) if TITLE <= o.weight < ICON}
        return tuple(o.box for o in sorted(found))

    def _hit(self, path: tuple[Point, ...], ends: tuple[str, str]) -> Iterator[Obstacle]:
        """The boxes that each leg runs through, leg by leg."""
        last = len(path) - 2
        cells = self._cells
        ax, ay = path[0]
        for index in range(last + 1):
            bx, by = path[index + 1]
            left, right = (ax, bx) if ax <= bx else (bx, ax)
            top, bottom = (ay, by) if ay <= by else (by, ay)
            ax, ay = bx, by
            own = index in (0, last)
            first, above = int(left // CELL), int(top // CELL)
            for column in range(first, int(right // CELL) + 1):
                # What reaches over several cells is met in the first of them only.
                met_left = column * CELL if column > first else -inf
                for row in range(above, int(bottom // CELL) + 1):
                    met_above = row * CELL if row > above else -inf
                    for obstacle in cells.get((column, row), ()):
                        x0, y0, x1, y1, owner, _ = obstacle
                        if x0 < met_left or y0 < met_above:
                            continue
                        through = left < x1 and x0 <= right and top < y1 and y0 <= bottom
                        if through and not (own and owner in ends):
                            yield obstacle


def _cells(left: float, top: float, right: float, bottom: float) -> list[tuple[int, int]]:
    x0, x1 = int(left // CELL), int(right // CELL)
    y0, y1 = int(top // CELL), int(bottom // CELL)
    if x0 == x1 and y0 == y1:
        return [(x0, y0)]
    return [(x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)]
