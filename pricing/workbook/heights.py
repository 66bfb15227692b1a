"""Row heights for wrapped text: not every program works them out when it opens a file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

LINE = 12.75
"""Points that one line of the body font takes."""
MOST_LINES = 20


def fit_row(sheet: Any, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make a row as high as its texts need, each with the width of its column in characters."""
    lines = max((lines_of(text, width) for text, width in texts), default=1)
    if lines > 1:
        sheet.set_row(row, LINE * min(lines, MOST_LINES) + 1)


@lru_cache(4096)
def lines_of(text: str, width: float) -> int:
    """How many lines a text takes; letters are narrower than the digits that widths count."""
    room = int(width * 1.18)
    if len(text) <= room:
        return 1
    if len(text) > room * MOST_LINES:
        return MOST_LINES
    return len(textwrap.wrap(text, room, break_on_hyphens=False))
