"""Dates as cells."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from pricing.workbook.texts import clean

_BEGINNING = date(1899, 12, 30).toordinal()


def write_date(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """An ISO date as a date that a spreadsheet can sort by; anything else as text."""
    number = _serial(text)
    if number is None:
        sheet.write_string(row, column, clean(text), style)
    else:
        sheet.write_number(row, column, number, style)


@lru_cache(4096)
def _serial(text: str) -> int | None:
    """Days since Excel's beginning; None for what is no ISO date or older than 1901."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day.toordinal() - _BEGINNING if day.year > 1900 else None
