"""Tables in files: the rows of a CSV or XLSX as text, whatever program wrote it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from pricing.price_sheets.problems import SheetError, SheetProblem

LARGEST = 64 * 1024 * 1024
"""Bytes; a table of prices is far smaller."""
MOST_ROWS = 500_000
_HEAD_WITHIN = 20
"""Rows in which the names of the columns are looked for; titles may stand above them."""
_DELIMITERS = (",", ";", "\t", "|")

NO_VALUE = "\0"
"""The text of a cell that holds a formula whose result is not in the file."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``number`` counts from 1 as spreadsheets do."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The rows below the names of the columns, by column."""

    file: str
    columns: tuple[str, ...]
    """In lower case, words joined by underscores."""
    rows: tuple[Row, ...]
    decimal_comma: bool = False
    """Numbers may be written 0,05: the file parts its columns by something else than commas."""

    def value(self, row: Row, column: str) -> str:
        """The text of a cell; empty where the column or the cell is missing."""
        try:
            return row.cells[self.columns.index(column)]
        except (ValueError, IndexError):
            return ""


def read_table(path: Path, needed: Sequence[str]) -> Table:
    """The first table of a file that has the ``needed`` columns; raises :class:`SheetError`."""
    try:
        if path.stat().st_size > LARGEST:
            raise _refused(path, "The file is larger than 64 MB.", "Leave out what is no price.")
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise _refused(path, f"The file cannot be read: {reason}.", "Choose another file.") from error
    if not content.strip():
        raise _refused(path, "The file is empty.", "Save it again with its rows.")
    if content[:4] == b"PK\x03\x04":
        sheets: Iterable[list[Row]] = _xlsx_sheets(path)
        comma = False
    elif content[:4] == b"\xd0\xcf\x11\xe0":
        raise _refused(path, "This is an old Excel file (XLS).", "Save it as XLSX or CSV.")
    else:
        rows, delimiter = _csv_rows(path, content)
        sheets, comma = [rows], delimiter != ","
    return _table(path, sheets, needed, comma)


def _table(path: Path, sheets: Iterable[list[Row]], needed: Sequence[str], comma: bool) -> Table:
    best: tuple[str, ...] = ()
    most = 0
    for rows in sheets:
        for place, row in enumerate(rows[:_HEAD_WITHIN]):
            columns = tuple(_column(cell) for cell in row.cells)
            present = sum(name in columns for name in needed)
            if present == len(needed):
                twice = next((name for name in columns if name and columns.count(name) > 1), "")
                if twice:
                    raise _refused(path, f"The column {twice} is there twice.", "Remove one of them.")
                return Table(path.name, columns, tuple(rows[place + 1 :]), comma)
            if present > most:
                best, most = columns, present
    if most:
        missing = ", ".join(name for name in needed if name not in best)
        plural = "s" if "," in missing else ""
        raise _refused(path, f"Column{plural} missing: {missing}.", "Add it, with a value in each row.")
    raise _refused(
        path, "This is no table with named columns.", f"Its first row must name them: {', '.join(needed)}."
    )


def _column(text: str) -> str:
    return "_".join(text.strip().lower().replace("-", " ").replace("_", " ").split())


def _refused(path: Path, what: str, remedy: str) -> SheetError:
    return SheetError(path.name, [SheetProblem(what, remedy)])


# CSV


def _csv_rows(path: Path, content: bytes) -> tuple[list[Row], str]:
    text = _decoded(path, content)
    head = "\n".join(text[:10_000].splitlines()[:_HEAD_WITHIN])
    delimiter = max(_DELIMITERS, key=head.count)
    rows: list[Row] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(number + 1, tuple(cell.strip() for cell in cells)))
            number = reader.line_num
            if len(rows) > MOST_ROWS:
                raise _refused(path, "The file has more than 500,000 rows.", "Leave out what is no price.")
    except csv.Error as error:
        problem = SheetProblem(
            f"The row cannot be read ({error}).", "Save the file again as CSV.", number + 1
        )
        raise SheetError(path.name, [problem]) from error
    return rows, delimiter


def _decoded(path: Path, content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        # Excel on Windows still writes the code page of Western Europe where it is not asked for UTF-8.
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _refused(path, "This is no text file.", "Save the table as CSV (UTF-8) or XLSX.")


# XLSX


def _xlsx_sheets(path: Path) -> Iterator[list[Row]]:
    """The rows of each worksheet; raises :class:`SheetError`."""
    import openpyxl

    try:
        values = openpyxl.load_workbook(path, read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(path, read_only=True)
        try:
            for name in values.sheetnames:
                if hasattr(values[name], "iter_rows"):
                    yield _xlsx_rows(path, values[name], formulas[name])
        finally:
            values.close()
            formulas.close()
    except SheetError:
        raise
    except Exception as error:
        # openpyxl meets damaged archives and XML with many kinds of errors.
        remedy = "Open it in a spreadsheet program and save it again."
        raise _refused(path, "The XLSX file is damaged.", remedy) from error


def _xlsx_rows(path: Path, values: Any, formulas: Any) -> list[Row]:
    rows: list[Row] = []
    # Sizes that a file states of itself may be wrong.
    for sheet in (values, formulas):
        sheet.reset_dimensions()
    pairs = zip(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=False)
    for number, (cells, sources) in enumerate(pairs, 1):
        texts = tuple(_text(cell, source) for cell, source in zip(cells, sources, strict=False))
        if any(texts):
            rows.append(Row(number, texts))
        if len(rows) > MOST_ROWS:
            raise _refused(path, "The sheet has more than 500,000 rows.", "Leave out what is no price.")
    return rows


def _text(cell: object, source: object) -> str:
    if cell is None:
        return NO_VALUE if source is not None else ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        # Spreadsheets keep 15 digits; the rest is what binary numbers add.
        return f"{cell:.15g}"
    return str(cell).strip()
