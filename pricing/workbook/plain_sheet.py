"""A worksheet for long tables of simple formulas; loads XlsxWriter, so import it where it is used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xlsxwriter.worksheet import Worksheet

BATCH = 256
"""Rows that are in memory at a time."""


class _Forgetful(dict[Any, Any]):
    """Notes every cell of a table, to find tables that overlap: a sheet of ours has one table."""

    def __setitem__(self, cell: Any, table: Any) -> None:
        return


class PlainSheet(Worksheet):  # type: ignore[misc]
    """XlsxWriter's worksheet, leaner in ways that its public settings do not offer.

    It looks for thirty functions of newer Excel versions in every formula: we use none, and with 40,000
    formulas the search is a third of the time. And it keeps every cell until the file is closed: long
    tables can be filled in while they are written (its own way of saving memory allows no Excel tables).
    """

    def __init__(self, *facts: Any, **named: Any) -> None:
        super().__init__(*facts, **named)
        self._later: tuple[int, int, Callable[[int], None]] | None = None
        self.table_cells = _Forgetful()
        self.dim_rowmin: Any
        self.dim_rowmax: Any

    def fill_later(self, first: int, last: int, last_column: int, fill: Callable[[int], None]) -> None:
        """Call ``fill`` with each row number from ``first`` to ``last`` when the sheet is written."""
        self._check_dimensions(first, 0)
        self._check_dimensions(last, last_column)
        self._later = (first, last, fill)

    @property
    def filled(self) -> bool:
        """False if rows are still to be filled in: true of every sheet once the workbook is closed."""
        return self._later is None

    def _write_rows(self) -> None:
        if self._later is None:
            super()._write_rows()
            return
        first, last, fill = self._later
        # The texts known so far have been put in order already: go on from there, and do it again.
        texts = self.str_table
        texts.string_table = {text: number for number, text in enumerate(texts.string_array)}
        before, after = self.dim_rowmin, self.dim_rowmax
        if before < first:
            self.dim_rowmax = first - 1
            super()._write_rows()
        for start in range(first, last + 1, BATCH):
            end = min(start + BATCH - 1, last)
            for row in range(start, end + 1):
                fill(row)
            self.dim_rowmin, self.dim_rowmax = start, end
            super()._write_rows()
            for row in range(start, end + 1):
                del self.table[row]
        self.dim_rowmin, self.dim_rowmax = before, after
        texts._sort_string_data()
        self._later = None

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")
