"""How a sheet looks on screen and on paper."""

from __future__ import annotations

from typing import Any

from pricing.workbook.quote import Quote
from pricing.workbook.texts import footer, plural

A4 = 9


def set_up(
    sheet: Any, quote: Quote, *, tall: int = 0, header_row: int | None = None, portrait: bool = False
) -> None:
    """A4, one page wide; ``tall`` pages high (0: as many as it takes), a header row repeated."""
    sheet.hide_gridlines(2)
    if not portrait:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, tall)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
    left = " – ".join(part for part in (footer(quote.client, 60), footer(quote.title, 80)) if part)
    date = f" – {footer(quote.date, 20)}" if quote.date else ""
    text = f"&L&8{_apart(left)}&C&8&A&R&8Page &P of &N{date}"
    sheet.set_footer(text, {"scale_with_doc": False})
    totals = quote.estimate.totals
    if totals.incomplete:
        open_lines = totals.needs_input + totals.not_priced
        without = plural(open_lines, "line is", "lines are")
        sheet.set_header(f"&R&8Incomplete estimate: {without} without a figure", {"scale_with_doc": False})
    if header_row is not None:
        sheet.repeat_rows(header_row)


def _apart(text: str) -> str:
    """A digit right after a font size would be taken for a part of it."""
    return f" {text}" if text[:1].isdigit() else text
