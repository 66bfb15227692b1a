"""A worksheet for formulas that need no rewriting; loads XlsxWriter, so import it where it is used."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class PlainSheet(Worksheet):  # type: ignore[misc]
    """XlsxWriter looks for thirty functions of newer Excel versions in every formula; we use none of them.

    With 40,000 formulas that is a third of the time. Without this method, should it ever be called
    otherwise, workbooks only take longer.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")
