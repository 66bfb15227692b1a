"""Alignment guides: where an edge or the middle of a moved box falls in line with a neighbour's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from projects.geometry import Rect

GuideLine = tuple[float, float, float, float]


class Guides(NamedTuple):
    """How far to shift so that the box is in line, and the lines to show."""

    snaps_x: bool
    dx: int
    snaps_y: bool
    dy: int
    lines: tuple[GuideLine, ...]


def guides(moved: Rect, others: Iterable[Rect], near: float) -> Guides:
    """The nearest alignment with another box on either axis, within ``near`` units."""
    best_x: tuple[float, Rect, float] | None = None
    best_y: tuple[float, Rect, float] | None = None
    for other in others:
        for ours, theirs in zip(_across(moved), _across(other), strict=True):
            gap = theirs - ours
            if abs(gap) <= near and (best_x is None or abs(gap) < abs(best_x[0])):
                best_x = (gap, other, theirs)
        for ours, theirs in zip(_down(moved), _down(other), strict=True):
            gap = theirs - ours
            if abs(gap) <= near and (best_y is None or abs(gap) < abs(best_y[0])):
                best_y = (gap, other, theirs)
    dx, dy = round(best_x[0]) if best_x else 0, round(best_y[0]) if best_y else 0
    placed = moved.moved(dx, dy)
    lines: list[GuideLine] = []
    if best_x is not None:
        _, other, x = best_x
        lines.append((x, min(placed.y, other.y) - 8, x, max(placed.bottom, other.bottom) + 8))
    if best_y is not None:
        _, other, y = best_y
        lines.append((min(placed.x, other.x) - 8, y, max(placed.right, other.right) + 8, y))
    return Guides(best_x is not None, dx, best_y is not None, dy, tuple(lines))


def _across(rect: Rect) -> tuple[float, float, float]:
    return rect.center[0], rect.x, rect.right


def _down(rect: Rect) -> tuple[float, float, float]:
    return rect.center[1], rect.y, rect.bottom
