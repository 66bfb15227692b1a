"""Smart guides: where a moved box falls in line with neighbours, or stands as far from them as others do."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from projects.geometry import Rect

GuideLine = tuple[float, float, float, float]
_OVERHANG = 8
_LEAST_GAP = 2


class GapMark(NamedTuple):
    """A measured arrow between two boxes that stand as far apart as others in their line."""

    x1: float
    y1: float
    x2: float
    y2: float
    distance: int


class Guides(NamedTuple):
    """How far to shift so that the box is in line, and the lines and gaps to show."""

    snaps_x: bool
    dx: int
    snaps_y: bool
    dy: int
    lines: tuple[GuideLine, ...]
    gaps: tuple[GapMark, ...] = ()


class _Span(NamedTuple):
    """A box along one axis (from, to), and across it."""

    start: int
    end: int
    low: int
    high: int


class _Axis:
    """The neighbours along one axis, by where their edges and middles are."""

    def __init__(self, spans: Sequence[_Span], around: _Span | None, afar: Sequence[_Span] = ()) -> None:
        self._spans = sorted(spans)
        self._at: list[list[tuple[float, _Span]]] = [
            sorted((_value(span, which), span) for span in (*self._spans, *afar)) for which in range(3)
        ]
        if around is not None:
            self._at[0] = sorted([*self._at[0], (_value(around, 0), around)])
        self._keys = [[value for value, _ in entries] for entries in self._at]

    def alignment(self, moved: _Span, near: float) -> tuple[float, float, int] | None:
        """The shortest way to a neighbour's middle or edge: shift, position and which of the three."""
        best: tuple[float, float, int] | None = None
        for which, keys in enumerate(self._keys):
            ours = _value(moved, which)
            at = bisect_left(keys, ours)
            for value in keys[max(0, at - 1) : at + 1]:
                if abs(value - ours) <= near and (best is None or abs(value - ours) < abs(best[0])):
                    best = (value - ours, value, which)
        return best

    def reach(self, placed: _Span, value: float, which: int) -> tuple[float, float]:
        """From where to where, across the axis, the boxes reach that are in line there."""
        keys = self._keys[which]
        found = [span for _, span in self._at[which][bisect_left(keys, value) : bisect_right(keys, value)]]
        low = min(placed.low, *(span.low for span in found))
        return low - _OVERHANG, max(placed.high, *(span.high for span in found)) + _OVERHANG

    def gap(self, moved: _Span, near: float) -> float | None:
        """The shortest way to stand as far from the next box as others of the line stand apart."""
        row = self._row(moved)
        before = max((s for s in row if s.end <= moved.start + near), key=lambda s: s.end, default=None)
        after = min((s for s in row if s.start >= moved.end - near), key=lambda s: s.start, default=None)
        size = moved.end - moved.start
        places: list[float] = []
        if before is not None and after is not None:
            places.append(before.end + (after.start - before.end - size) / 2)
        for one, other in _neighbours(row):
            distance = other.start - one.end
            if before is not None:
                places.append(before.end + distance)
            if after is not None:
                places.append(after.start - distance - size)
        shifts = [place - moved.start for place in places]
        found = min(shifts, key=abs, default=None)
        return found if found is not None and abs(found) <= near else None

    def marks(self, placed: _Span) -> list[tuple[float, float, float]]:
        """The gaps of the line that are as wide as one beside the box: from, to, and where across."""
        row = sorted([*self._row(placed), placed])
        pairs = list(_neighbours(row))
        wide = {other.start - one.end for one, other in pairs if placed in (one, other)}
        found: list[tuple[float, float, float]] = []
        for distance in sorted(wide):
            equal = [(one, other) for one, other in pairs if other.start - one.end == distance]
            if len(equal) > 1:
                found += [(one.end, other.start, _between(one, other)) for one, other in equal]
        return found

    def _row(self, moved: _Span) -> list[_Span]:
        """The boxes that stand in one line with this one."""
        return [s for s in self._spans if s.low < moved.high and moved.low < s.high]


class GuideIndex:
    """The neighbours of what is moved, made once for a drag and asked at each step of it.

    ``afar`` is what it can be in line with, but has no equal gaps to.
    """

    def __init__(self, others: Iterable[Rect], around: Rect | None = None, afar: Iterable[Rect] = ()) -> None:
        rects, far = list(others), list(afar)
        parent = around and [_across(around), _down(around)]
        self._x = _Axis([_across(r) for r in rects], parent[0] if parent else None, [_across(r) for r in far])
        self._y = _Axis([_down(r) for r in rects], parent[1] if parent else None, [_down(r) for r in far])

    def snap(self, moved: Rect, near: float) -> Guides:
        """The nearest alignment, or equal gap, on either axis within ``near`` units."""
        dx, in_x = _best(self._x, _across(moved), near)
        dy, in_y = _best(self._y, _down(moved.moved(dx or 0, 0)), near)
        placed = moved.moved(dx or 0, dy or 0)
        lines: list[GuideLine] = []
        if in_x is not None:
            low, high = self._x.reach(_across(placed), *in_x)
            lines.append((in_x[0], low, in_x[0], high))
        if in_y is not None:
            low, high = self._y.reach(_down(placed), *in_y)
            lines.append((low, in_y[0], high, in_y[0]))
        gaps = [GapMark(a, at, b, at, round(b - a)) for a, b, at in self._x.marks(_across(placed))]
        gaps += [GapMark(at, a, at, b, round(b - a)) for a, b, at in self._y.marks(_down(placed))]
        return Guides(dx is not None, dx or 0, dy is not None, dy or 0, tuple(lines), tuple(gaps))


def guides(moved: Rect, others: Iterable[Rect], near: float, around: Rect | None = None) -> Guides:
    """As :meth:`GuideIndex.snap`, for one step."""
    return GuideIndex(others, around).snap(moved, near)


def _best(axis: _Axis, moved: _Span, near: float) -> tuple[int | None, tuple[float, int] | None]:
    """The shift to snap by, None for none, and the alignment that it comes to, if it is one."""
    aligned, gap = axis.alignment(moved, near), axis.gap(moved, near)
    if gap is not None and (aligned is None or abs(gap) < abs(aligned[0])):
        shift = round(gap)
        if aligned is not None and round(aligned[0]) == shift:
            return shift, aligned[1:]
        return shift, None
    return (round(aligned[0]), aligned[1:]) if aligned is not None else (None, None)


def _across(rect: Rect) -> _Span:
    return _Span(rect.x, rect.right, rect.y, rect.bottom)


def _down(rect: Rect) -> _Span:
    return _Span(rect.y, rect.bottom, rect.x, rect.right)


def _value(span: _Span, which: int) -> float:
    """A box's middle, beginning or end along the axis."""
    return ((span.start + span.end) / 2, span.start, span.end)[which]


def _neighbours(row: Sequence[_Span]) -> Iterable[tuple[_Span, _Span]]:
    """Boxes next to each other in a line, with room between them."""
    return ((one, other) for one, other in pairwise(row) if other.start - one.end >= _LEAST_GAP)


def _between(one: _Span, other: _Span) -> float:
    """Where across the axis an arrow between two boxes meets both, or nearly."""
    low, high = max(one.low, other.low), min(one.high, other.high)
    return (low + high) / 2
