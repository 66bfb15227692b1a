"""Lines that share a channel are spread a little apart, in the order in which they cross least."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Generator, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from desktop.canvas.lanes import TOUCH, FrameEdges
from desktop.canvas.obstacles import TITLE, Obstacles
from desktop.canvas.paths import Path, crisp, tidy
from desktop.canvas.primitives import Box

APART = 8.0
"""Between the lines in one channel, where there is room."""
CLOSEST = 3.0
"""Lines closer than this are not worth moving."""
TOGETHER = 6.0
"""Lines closer than this are taken apart."""
STUB = 8.0
"""The least that is left of a line's first and last leg."""
REACH = 40.0
"""How far to look for what bounds a channel."""

AWAY = 12.0
"""How far a line stays from the walls of a wide channel."""


class _Piece(NamedTuple):
    """One leg of one line, in turned coordinates where it is upright: where it lies, and its span."""

    at: float
    low: float
    high: float
    link_id: str
    leg: int
    before: int
    """To which side the line goes on at the low end: -1, 0 at an end of the line, 1."""
    after: int
    movable: bool


def spread(
    paths: Mapping[str, Path], fixed: Iterable[str], obstacles: Obstacles, edges: FrameEdges
) -> Generator[None, None, dict[str, Path]]:
    """The lines that come to lie elsewhere, by their link's id, a step at a time; those ``fixed`` stay."""
    kept = frozenset(fixed)
    found = dict(paths)
    for level in (True, False):
        pieces = _pieces(found, kept, level)
        now = {(one.link_id, one.leg): one.at for one in pieces}
        for bundle in _bundles(pieces):
            low, high = _channel(bundle, level, found, obstacles, edges)
            low, high = _between_others(bundle, pieces, now, low, high)
            for piece, at in _placed(bundle, low, high):
                found[piece.link_id] = _moved(found[piece.link_id], piece.leg, at, level)
                now[piece.link_id, piece.leg] = at
            yield
    return {i: tidy(path) for i, path in found.items() if path != paths[i]}


def _between_others(
    bundle: list[_Piece],
    pieces: list[_Piece],
    now: Mapping[tuple[str, int], float],
    low: float,
    high: float,
) -> tuple[float, float]:
    """What is left of a channel between the lines that lie beside the bundle by now."""
    members = {(one.link_id, one.leg) for one in bundle}
    first, last = bundle[0].at, bundle[-1].at
    start = bisect_left(pieces, (low - REACH,))
    for other in islice(pieces, start, None):
        if other.at > high + REACH:
            break
        key = (other.link_id, other.leg)
        at = now[key]
        if key in members or not low < at < high or not any(_overlap(other, one) for one in bundle):
            continue
        if at <= first:
            low = max(low, at + CLOSEST)
        elif at >= last:
            high = min(high, at - CLOSEST)
    return low, high


def _overlap(one: _Piece, other: _Piece) -> bool:
    return one.low < other.high and other.low < one.high


def _meet(one: _Piece, other: _Piece) -> bool:
    """Whether they lie beside one another, or one seems to go on where the other ends."""
    if one.link_id == other.link_id:
        return _overlap(one, other)
    return one.low < other.high + TOUCH and other.low < one.high + TOUCH


def _pieces(paths: Mapping[str, Path], fixed: frozenset[str], level: bool) -> list[_Piece]:
    along, across = (0, 1) if level else (1, 0)
    found: list[_Piece] = []
    for link_id, path in paths.items():
        last = len(path) - 2
        for index in range(last + 1):
            a, b = path[index], path[index + 1]
            if abs(a[across] - b[across]) > 0.01:
                continue
            before = path[index - 1][across] - a[across] if index else 0.0
            after = path[index + 2][across] - b[across] if index < last else 0.0
            low, high = a[along], b[along]
            if low > high:
                low, high, before, after = high, low, after, before
            movable = 0 < index < last and link_id not in fixed
            found.append(_Piece(a[across], low, high, link_id, index, _sign(before), _sign(after), movable))
    return sorted(found)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _bundles(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces that lie on or close beside one another, more than one of them, at least one movable."""
    open_: list[list[_Piece]] = []
    for piece in pieces:
        joined: list[_Piece] = [piece]
        still: list[list[_Piece]] = []
        for bundle in open_:
            if piece.at - bundle[-1].at >= TOGETHER:
                if _worth(bundle):
                    yield bundle
            elif any(_meet(one, piece) and piece.at - one.at < TOGETHER for one in bundle):
                joined = bundle + joined
            else:
                still.append(bundle)
        still.append(sorted(joined))
        open_ = still
    yield from (bundle for bundle in open_ if _worth(bundle))


def _worth(bundle: list[_Piece]) -> bool:
    return len(bundle) > 1 and any(piece.movable for piece in bundle)


def _placed(bundle: list[_Piece], low: float, high: float) -> list[tuple[_Piece, float]]:
    """Where the movable pieces of a bundle come to lie; empty where there is no room to spread them."""
    order = sorted(bundle, key=lambda one: (_votes(one, bundle), one.at, one.link_id, one.leg))
    still = [index for index, one in enumerate(order) if not one.movable]
    if not still:
        middle = sum(one.at for one in bundle) / len(bundle)
        step = min(APART, (high - low) / (len(order) + 1))
        if step < CLOSEST:
            return []
        width = step * (len(order) - 1)
        start = min(max(middle - width / 2, low + step / 2), high - step / 2 - width)
        return [(one, crisp(start + step * index)) for index, one in enumerate(order)]
    first, last = still[0], still[-1]
    under, over = order[first].at, order[last].at
    down = min(APART, (under - low) / (first + 0.5)) if first else APART
    up = min(APART, (high - over) / (len(order) - 1 - last + 0.5)) if last < len(order) - 1 else APART
    placed = [(one, crisp(under - down * (first - index))) for index, one in enumerate(order[:first])]
    placed += [(one, crisp(over + up * (index + 1))) for index, one in enumerate(order[last + 1 :])]
    between = [one for one in order[first:last] if one.movable]
    # What lies between two fixed lines goes to the side where there is more room.
    beyond = over + up * (len(order) - 1 - last)
    placed += [(one, crisp(beyond + APART * (index + 1))) for index, one in enumerate(between)]
    return [(one, at) for one, at in placed if low < at < high and down >= CLOSEST and up >= CLOSEST]


def _votes(piece: _Piece, bundle: list[_Piece]) -> int:
    """Where a piece belongs among those beside it: low for above or left, high for below or right."""
    total = 0
    for other in bundle:
        if other is piece or not _meet(piece, other):
            continue
        # The one that ends within the other's span turns off towards its own side.
        if piece.low > other.low:
            total += piece.before
        elif piece.low < other.low:
            total -= other.before
        if piece.high < other.high:
            total += piece.after
        elif piece.high > other.high:
            total -= other.after
    return total


def _channel(
    bundle: list[_Piece], level: bool, paths: Mapping[str, Path], obstacles: Obstacles, edges: FrameEdges
) -> tuple[float, float]:
    """Between where and where all movable pieces of a bundle may lie."""
    low, high = bundle[0].at - REACH, bundle[-1].at + REACH
    for piece in bundle:
        if piece.movable:
            under, over = room(piece, level, paths[piece.link_id], obstacles, edges)
            low, high = max(low, under), min(high, over)
    return low, high


def room(
    piece: _Piece, level: bool, path: Path, obstacles: Obstacles, edges: FrameEdges
) -> tuple[float, float]:
    """How far a leg may be shifted to either side before it meets something."""
    at, low, high = piece.at, piece.low, piece.high
    under, over = at - REACH, at + REACH
    if level:
        field = Box(low, under, high - low, 2 * REACH)
    else:
        field = Box(under, low, 2 * REACH, high - low)
    for o in obstacles.near(field):
        start, end = (o.top, o.bottom) if level else (o.left, o.right)
        if start < at < end:
            if o.weight > TITLE:
                return at, at
            continue
        if end <= at:
            under = max(under, end)
        else:
            over = min(over, start)
    for leg in edges.lying(level, under, over, low, high):
        if leg.at <= at - CLOSEST:
            under = max(under, leg.at + CLOSEST)
        elif leg.at >= at + CLOSEST:
            over = min(over, leg.at - CLOSEST)
    return _within_ends(piece, level, path, under, over)


def _within_ends(piece: _Piece, level: bool, path: Path, under: float, over: float) -> tuple[float, float]:
    """The same, with something left of the first and the last leg where this one meets them."""
    across = 1 if level else 0
    for index, tip in ((piece.leg - 1, path[0]), (piece.leg + 1, path[-1])):
        if index in (0, len(path) - 2):
            if tip[across] < piece.at:
                under = max(under, tip[across] + STUB)
            else:
                over = min(over, tip[across] - STUB)
    return under, over


def _moved(path: Path, index: int, at: float, level: bool) -> Path:
    points = list(path)
    for corner in (index, index + 1):
        x, y = points[corner]
        points[corner] = (x, at) if level else (at, y)
    return tuple(points)


def centred(path: Path, obstacles: Obstacles, edges: FrameEdges) -> Path:
    """The path with each inner leg in the middle of a narrow channel, and off the walls of a wide one."""
    path = tidy(path)
    for index in range(1, len(path) - 2):
        level = abs(path[index][1] - path[index + 1][1]) < 0.01
        if any((abs(path[i][1] - path[i + 1][1]) < 0.01) == level for i in (index - 1, index + 1)):
            continue
        piece = next(p for p in _pieces({"": path}, frozenset(), level) if p.leg == index)
        low, high = room(piece, level, path, obstacles, edges)
        if high - low < 2:
            continue
        at = min(max(piece.at, min(low + AWAY, (low + high) / 2)), max(high - AWAY, (low + high) / 2))
        path = _moved(path, index, crisp(at), level)
    return tidy(path)
