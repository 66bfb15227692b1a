"""How finely things are drawn at a zoom: plain tiles from afar, then ever larger pixmaps."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import NamedTuple

from PySide6.QtGui import QPixmap

from desktop.canvas.appearance import boxes
from desktop.canvas.painter import composed
from desktop.canvas.primitives import Box, Primitive, united

FAR = 0.25
"""Below this zoom labels are unreadable and left out."""
MARK_STEPS = (1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5)
"""The last one keeps a pill's text at ten pixels down to 40 %; more would cover the drawing."""


class Detail(NamedTuple):
    """What the zoom asks for."""

    scale: float
    """Pixels to the canvas unit."""
    plain: bool
    """Icons only, and lines without dashes."""
    hairline: bool
    """Lines keep one pixel instead of thinning out."""
    marks: float = 1.0
    """How many times their size pills and badges are drawn, so that figures stay legible."""


def detail_for(zoom: float, pixel_ratio: float = 1.0) -> Detail:
    """The step that a zoom falls into."""
    if zoom < FAR:
        return Detail(0.25 * pixel_ratio, True, True)
    wanted = zoom * pixel_ratio
    scale = next((step for step in (0.5, 1.0, 2.0, 4.0) if wanted <= step * 1.04), 4.0)
    marks = next((step for step in MARK_STEPS if zoom * step >= 0.98), MARK_STEPS[-1])
    return Detail(scale, False, zoom < 0.8, marks)


class Composed(NamedTuple):
    """A pixmap and where its upper left corner goes."""

    pixmap: QPixmap
    x: float
    y: float


class Compositions:
    """Composed pixmaps by what they show, so that equal things share one."""

    def __init__(self, limit: int = 3000) -> None:
        self._limit = limit
        self._kept: OrderedDict[Hashable, Composed] = OrderedDict()

    def get(self, key: Hashable, scale: float, shapes: Callable[[], tuple[Primitive, ...]]) -> Composed:
        """The pixmap for a key at a scale; ``shapes`` is asked only where there is none yet."""
        found = self._kept.get((key, scale))
        if found is not None:
            self._kept.move_to_end((key, scale))
            return found
        made = compose(shapes(), scale)
        self._kept[(key, scale)] = made
        if len(self._kept) > self._limit:
            self._kept.popitem(last=False)
        return made

    def clear(self) -> None:
        self._kept.clear()


def compose(items: tuple[Primitive, ...], scale: float) -> Composed:
    """The items as a pixmap whose corner lies on a whole unit, so that it comes out sharp at 100 %."""
    around = united(box for item in items for box in boxes(item))
    if around is None:
        return Composed(QPixmap(), 0, 0)
    step = max(1.0, 1 / scale)
    left, top = (around.x - 1) // step * step, (around.y - 1) // step * step
    right, bottom = -(-(around.right + 1) // step) * step, -(-(around.bottom + 1) // step) * step
    return Composed(composed(items, Box(left, top, right - left, bottom - top), scale), left, top)
