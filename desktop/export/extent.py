"""How far a shape reaches, with its line: what decides which stripe of a picture it is painted in."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.canvas.lettering import LETTERING, width
from desktop.canvas.primitives import (
    Box,
    Ellipse,
    Group,
    Picture,
    Polyline,
    Primitive,
    Rectangle,
    Text,
    flat,
    united,
)

_NOTHING = Box(0, 0, 0, 0)
_SHARE = {"left": 0.0, "center": 0.5, "right": 1.0}


def extent(item: Primitive) -> Box:
    """A box that holds all that the shape paints; for text with room for tall letters."""
    if isinstance(item, Rectangle | Ellipse):
        return item.box.grown(item.width / 2 if item.stroke else 0)
    if isinstance(item, Polyline):
        return _around(item)
    if isinstance(item, Text):
        size = LETTERING[item.role].size
        wide = width(item.text, item.role)
        left = item.x - wide * _SHARE[item.align]
        return Box(left - size / 4, item.y - 1.3 * size, wide + size / 2, 1.8 * size)
    if isinstance(item, Picture):
        return item.box
    return extent_of(item.items).moved(item.dx, item.dy) if isinstance(item, Group) else _NOTHING


def extent_of(items: Iterable[Primitive]) -> Box:
    """A box around all shapes; an empty one at the origin for none."""
    return united(extent(item) for item in flat(items)) or _NOTHING


def _around(line: Polyline) -> Box:
    xs, ys = [x for x, _ in line.points], [y for _, y in line.points]
    if not xs:
        return _NOTHING
    # A mitred corner of a right angle reaches half a line's width times the root of two beyond the point.
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).grown(line.width * 2)
