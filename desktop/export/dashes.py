"""Dashed lines cut into their dashes, so that a picture painted in stripes has the same ones as a whole.

Qt leaves out dashes beyond the edge of what it paints on and then goes on in another rhythm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot

from desktop.canvas.primitives import Dash, Point, Polyline, Rectangle

Piece = tuple[float, float, float, float]
"""From x, y to x, y."""


def dashed_line(item: Rectangle | Polyline) -> tuple[Point, ...]:
    """The corners of the line that is dashed, closed where it comes back to its start."""
    if isinstance(item, Polyline):
        return (*item.points, item.points[0]) if item.closed else item.points
    box = item.box
    return (
        (box.x, box.y),
        (box.right, box.y),
        (box.right, box.bottom),
        (box.x, box.bottom),
        (box.x, box.y),
    )


def pieces(points: Sequence[Point], dash: Dash, top: float, bottom: float) -> Iterator[Piece]:
    """The dashes along the line that reach between the heights ``top`` and ``bottom``."""
    pattern = dash if len(dash) % 2 == 0 else dash * 2
    period = sum(pattern)
    if period <= 0:
        return
    travelled = 0.0
    for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
        length = hypot(bx - ax, by - ay)
        if not length:
            continue
        ux, uy = (bx - ax) / length, (by - ay) / length
        start, end = _between(ay, uy, length, top, bottom)
        # Whole repetitions of the pattern before the part that is asked for are skipped.
        at = (travelled + start) // period * period - travelled
        while at < end:
            for index, extent in enumerate(pattern):
                first, last = max(at, start), min(at + extent, end)
                if index % 2 == 0 and last > first:
                    yield ax + ux * first, ay + uy * first, ax + ux * last, ay + uy * last
                at += extent
        travelled += length


def _between(y: float, slope: float, length: float, top: float, bottom: float) -> tuple[float, float]:
    """Which part of a leg, in lengths from its start, lies between two heights; (0, 0) for none."""
    if slope == 0:
        return (0.0, length) if top <= y <= bottom else (0.0, 0.0)
    one, other = (top - y) / slope, (bottom - y) / slope
    start, end = max(0.0, min(one, other)), min(length, max(one, other))
    return (start, end) if start < end else (0.0, 0.0)
