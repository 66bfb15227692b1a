"""Grids of icons, and rows of frames of their own sizes."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from projects.tidying.pieces import ROW_GAP, Piece, gap_between, up

_ASPECT = 1.7
_MOST_ACROSS = 4


def grid(pieces: Sequence[Piece], widest: int = 0, across: int = 0) -> None:
    """Rows from (0, 0) on, as wide as ``widest`` or about as wide as screens are; equal cells for icons."""
    if not pieces:
        return
    if across == 0:
        if all(not p.box for p in pieces):
            across = _icons_across(pieces, widest)
        else:
            across = 0
    if across:
        _cells(pieces, across)
    else:
        _rows(pieces, widest)


def _icons_across(pieces: Sequence[Piece], widest: int) -> int:
    if widest:
        pitch = max(p.width for p in pieces) + 48
        return max(1, min(len(pieces), (widest + 48) // pitch))
    if len(pieces) <= 3:
        return len(pieces)
    return min(max(_MOST_ACROSS, ceil(sqrt(len(pieces)))), ceil(sqrt(len(pieces) * _ASPECT)))


def _cells(pieces: Sequence[Piece], across: int) -> None:
    rows = [pieces[n : n + across] for n in range(0, len(pieces), across)]
    columns = [pieces[n::across] for n in range(min(across, len(pieces)))]
    widths = [max(p.width for p in column) for column in columns]
    gaps = [
        max(gap_between(one, other) for one in column for other in following)
        for column, following in zip(columns, columns[1:], strict=False)
    ]
    y = 0
    for row in rows:
        x = 0
        for number, piece in enumerate(row):
            piece.put(x + up((widths[number] - piece.width) // 2), y)
            x = up(x + widths[number] + (gaps[number] if number < len(gaps) else 0))
        y = up(y + max(p.height for p in row) + ROW_GAP)


def _rows(pieces: Sequence[Piece], widest: int) -> None:
    """Frames of their own sizes in rows; the number of rows is chosen for a page's shape."""
    if not widest:
        widest = _page_width(pieces)
    x = y = height = 0
    before: Piece | None = None
    for piece in pieces:
        gap = gap_between(before, piece) if before is not None else 0
        if before is not None and x + gap + piece.width > widest:
            x, y, height, gap = 0, up(y + height + row_gap(before, piece)), 0, 0
        piece.put(up(x + gap), y)
        x, height, before = piece.right, max(height, piece.height), piece


def row_gap(above: Piece, below: Piece) -> int:
    """The room between two pieces one above the other."""
    return gap_between(above, below) if above.box or below.box else ROW_GAP


def _page_width(pieces: Sequence[Piece]) -> int:
    """The width of the first rows that comes nearest to a page's shape."""
    best, least = max(p.width for p in pieces), 0.0
    total = 0
    for number, piece in enumerate(pieces):
        total += piece.width + (48 if number else 0)
        width = max(total, *(p.width for p in pieces))
        height = _height_in_rows(pieces, width)
        off = max(width / height / _ASPECT, height * _ASPECT / width)
        if not least or off < least - 0.01:
            best, least = width, off
    return best


def _height_in_rows(pieces: Sequence[Piece], widest: int) -> int:
    x = y = height = 0
    for piece in pieces:
        if x and x + 48 + piece.width > widest:
            x, y, height = 0, y + height + 48, 0
        x += piece.width + (48 if x else 0)
        height = max(height, piece.height)
    return y + height
