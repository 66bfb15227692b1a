"""Puts the sheets together and writes the file in one step."""

from __future__ import annotations

import os
from datetime import date, datetime
from io import BytesIO

from pricing.atomic_file import write_atomically
from pricing.workbook import (
    assumption_sheet,
    comparison_sheet,
    diagram_sheet,
    line_sheet,
    rate_sheet,
    summary_sheet,
    variant_sheet,
)
from pricing.workbook.quote import Quote
from pricing.workbook.rate_sheet import RateSheet
from pricing.workbook.styles import Styles
from pricing.workbook.texts import one_line


def write_workbook(path: str | os.PathLike[str], quote: Quote) -> None:
    """Write the workbook; raises OSError with the file there was intact."""
    write_atomically(path, workbook_bytes(quote))


def workbook_bytes(quote: Quote) -> bytes:
    """The content of an XLSX file, in which every formula cell also holds its value; raises OSError."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    from pricing.workbook.plain_sheet import PlainSheet

    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"strings_to_urls": False})
    styles = Styles(book)
    rates = RateSheet(quote.estimate)
    names = (summary_sheet.NAME, line_sheet.NAME, rate_sheet.NAME, assumption_sheet.NAME, diagram_sheet.NAME)
    summary, lines, used, assumptions, diagram = (book.add_worksheet(name, PlainSheet) for name in names)
    summary_sheet.write(summary, quote, styles)
    line_sheet.write(lines, quote, rates, styles)
    rates.write(used, quote, styles)
    assumption_sheet.write(book, assumptions, quote, styles)
    diagram_sheet.write(diagram, quote, styles)
    if quote.regions_compared is not None or quote.purchases_compared is not None:
        comparison_sheet.write(book.add_worksheet(comparison_sheet.NAME), quote, styles)
    if quote.variants_compared is not None:
        variant_sheet.write(book.add_worksheet(variant_sheet.NAME), quote.variants_compared, quote, styles)
    book.set_properties(
        {
            "title": one_line(quote.title, 200),
            "subject": "AWS cost estimate",
            "author": one_line(quote.author, 200),
            "company": one_line(quote.client, 200),
            "comments": one_line(f"Made with {quote.application}", 200),
            "created": _created(quote.date),
        }
    )
    try:
        book.close()
    except XlsxWriterException as error:
        raise OSError(str(error)) from error
    if not lines.filled:
        # A version of XlsxWriter that writes rows in another way: better no workbook than an empty one.
        raise RuntimeError(f"XlsxWriter {xlsxwriter.__version__} cannot be used; install 3.2 or 3.3")
    return content.getvalue()


def _created(text: str) -> datetime:
    """The day of the quote, so that the same quote gives the same file."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return datetime(2000, 1, 1)
    return datetime(day.year, day.month, day.day)
