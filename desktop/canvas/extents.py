"""How far shapes reach, strokes and texts included: quick enough to be asked of a whole drawing."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.canvas.lettering import LETTERING, width
from desktop.canvas.primitives import Box, Curve, Group, Picture, Polyline, Primitive, Text

Edges = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def extent(items: Iterable[Primitive], dx: float = 0.0, dy: float = 0.0) -> Edges | None:
    """The edges of the smallest box around all the shapes, (dx, dy) further on; None for none."""
    found = [edges for item in items if (edges := edges_of(item)) is not None]
    if not found:
        return None
    lefts, tops, rights, bottoms = zip(*found, strict=True)
    return min(lefts) + dx, min(tops) + dy, max(rights) + dx, max(bottoms) + dy


def edges_of(item: Primitive) -> Edges | None:
    """The edges of one shape; None for a group without any."""
    kind = type(item)
    if kind is Text:
        return _text_edges(item)  # type: ignore[arg-type]
    if kind is Polyline or kind is Curve:
        return _line_edges(item)  # type: ignore[arg-type]
    if kind is Group:
        return extent(item.items, item.dx, item.dy)  # type: ignore[union-attr]
    box: Box = item.box  # type: ignore[union-attr]
    x, y, wide, high = box
    by = item.width / 2 if kind is not Picture and item.stroke else 0.0  # type: ignore[union-attr]
    return x - by, y - by, x + wide + by, y + high + by


def _text_edges(item: Text) -> Edges:
    wide, size = item.size * width(item.text, item.role), item.size * LETTERING[item.role].size
    left, top = item.x, item.y - size
    if item.align != "left":
        left -= wide / 2 if item.align == "center" else wide
    return left, top, left + wide, top + size * 1.3


def _line_edges(item: Polyline | Curve) -> Edges:
    xs, ys = zip(*item.points, strict=True)
    by = item.width / 2
    return min(xs) - by, min(ys) - by, max(xs) + by, max(ys) + by


def box_around(edges: Iterable[Edges]) -> Box | None:
    """One box around several; None for none."""
    found = list(edges)
    if not found:
        return None
    lefts, tops, rights, bottoms = zip(*found, strict=True)
    left, top = min(lefts), min(tops)
    return Box(left, top, max(rights) - left, max(bottoms) - top)
