"""Dates as cells."""

from __future__ import annotations

from datetime import date
from typing import Any

from pricing.workbook.texts import clean


def write_date(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """An ISO date as a date that a spreadsheet can sort by; anything else as text."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        sheet.write_string(row, column, clean(text), style)
    else:
        sheet.write_datetime(row, column, day, style)
