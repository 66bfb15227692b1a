"""Variants beside the base: totals, and every line that one of them changes, with its difference."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pricing.comparisons.lines import Figures
from pricing.comparisons.variants import VariantColumn, VariantComparison, VariantLine
from pricing.estimate import STATE_TEXT
from pricing.workbook.comparison_sheet import REMARK, write_difference, write_heads, write_share
from pricing.workbook.heights import fit_row
from pricing.workbook.line_sheet import column
from pricing.workbook.pages import set_up
from pricing.workbook.quote import Quote
from pricing.workbook.styles import Styles
from pricing.workbook.texts import one_line

NAME = "Variants"
NOT_BILLED = "Not billed"
_WIDTHS = (34, 30, 44, 17)
_WIDTH = 17
_FIRST = 4
"""The column of the first variant; two for each."""
_HEADS = (
    *("Variant", REMARK, "", "Monthly", "Upfront", "First 12 months", "Difference", "Difference, %"),
    *("Priced in both: difference", "Not priced", "Needs input"),
)


def write(sheet: Any, found: VariantComparison, quote: Quote, styles: Styles) -> None:
    """Two tables: a row a variant, and a row a line with two columns a variant."""
    set_up(sheet, quote)
    last = max(_FIRST + 2 * len(found.columns), len(_HEADS))
    for number in range(last):
        sheet.set_column(number, number, _WIDTHS[number] if number < len(_WIDTHS) else _WIDTH)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, NAME, styles.title)
    about = "USD. A line without a figure is never a saving: what misses one is not compared."
    sheet.write_string(1, 0, about, styles.subtitle)
    row = _write_totals(sheet, 3, found, styles)
    _write_lines(sheet, row, found, styles)


def _write_totals(sheet: Any, row: int, found: VariantComparison, styles: Styles) -> int:
    about = "Each a small change over the drawing. First 12 months = upfront + 12 x monthly."
    row = write_heads(sheet, row, "Totals", about, _HEADS, styles)
    base = f"F${row + 1}"
    sheet.write_string(row, 0, "Base", styles.total)
    for number in range(1, len(_HEADS)):
        sheet.write_blank(row, number, None, styles.total)
    for number, (name, value) in enumerate(
        (("Monthly", found.base.monthly), ("Upfront", found.base.upfront)), 3
    ):
        sheet.write_formula(row, number, f"=SUM({column(name)})", styles.total_money, float(value))
    sheet.write_formula(row, 5, _year(row), styles.total_money, float(found.base.first_12_months))
    for one in found.columns:
        row += 1
        _write_variant(sheet, row, base, one, styles)
    return row + 3


def _write_variant(sheet: Any, row: int, base: str, one: VariantColumn, styles: Styles) -> None:
    difference = one.difference
    remark = one_line(" ".join(part for part in (one.comment, one.remark, *one.misfits) if part))
    sheet.write_string(row, 0, one_line(one.name), styles.cell_wrapped)
    sheet.merge_range(row, 1, row, 2, remark, styles.cell_remark)
    fit_row(sheet, row, [(one.name, _WIDTHS[0]), (remark, _WIDTHS[1] + _WIDTHS[2])])
    sheet.write_number(row, 3, float(one.totals.monthly), styles.cell_money)
    sheet.write_number(row, 4, float(one.totals.upfront), styles.cell_money)
    sheet.write_formula(row, 5, _year(row), styles.cell_money, float(one.totals.first_12_months))
    write_difference(sheet, row, 6, f"F{row + 1}", base, difference.first_12_months, styles)
    write_share(sheet, row, 7, f"G{row + 1}", base, difference.share, styles)
    sheet.write_number(row, 8, float(difference.known.first_12_months), styles.cell_money)
    states = [line.state for line in one.open_lines]
    sheet.write_number(row, 9, states.count("not_priced"), styles.cell_whole)
    sheet.write_number(row, 10, states.count("needs_input"), styles.cell_whole)


def _write_lines(sheet: Any, row: int, found: VariantComparison, styles: Styles) -> None:
    heads = ["Service", "Label", "Component", "Base"]
    for one in found.columns:
        heads += [one_line(one.name, 200), "Difference"]
    about = "First 12 months of every line that a variant changes; the others are in one row."
    row = write_heads(sheet, row, "Line by line", about, tuple(heads), styles)
    for number in (1, 2):
        sheet.write_string(row - 1, number, heads[number], styles.column)
    first = row
    for line in found.differing:
        _write_line(sheet, row, line, styles)
        row += 1
    same = sum((_known(line.base) for line in found.lines if not line.differs), Decimal(0))
    sheet.write_string(row, 0, "All other lines", styles.cell)
    for number in (1, 2):
        sheet.write_blank(row, number, None, styles.cell)
    sheet.write_number(row, 3, float(same), styles.cell_money)
    for number in range(len(found.columns)):
        at = _FIRST + 2 * number
        sheet.write_number(row, at, float(same), styles.cell_money)
        write_difference(sheet, row, at + 1, _cell(row, at), _cell(row, 3, "$"), Decimal(0), styles)
    _write_sums(sheet, first, row + 1, found, styles)


def _write_line(sheet: Any, row: int, line: VariantLine, styles: Styles) -> None:
    label, service = one_line(line.owner.label), one_line(line.owner.service_label)
    names = dict.fromkeys([line.component, *(pair.component for pair in line.variants if pair is not None)])
    component = one_line(" / ".join(names))
    sheet.write_string(row, 0, service, styles.cell_wrapped)
    sheet.write_string(row, 1, label, styles.cell_wrapped)
    sheet.write_string(row, 2, component, styles.cell_wrapped)
    fit_row(sheet, row, [(service, _WIDTHS[0]), (label, _WIDTHS[1]), (component, _WIDTHS[2])])
    _write_side(sheet, row, 3, line.base, styles)
    for number, pair in enumerate(line.variants):
        at = _FIRST + 2 * number
        _write_side(sheet, row, at, pair.after if pair is not None else None, styles)
        value = Decimal(0) if pair is None else pair.first_12_months
        # A side that is not billed is a word on the sheet, and nothing in the sum.
        write_difference(
            sheet, row, at + 1, f"N({_cell(row, at)})", f"N({_cell(row, 3, '$')})", value, styles
        )


def _write_side(sheet: Any, row: int, at: int, side: Figures | None, styles: Styles) -> None:
    if side is None:
        sheet.write_string(row, at, NOT_BILLED, styles.cell_whole)
    elif side.first_12_months is None:
        sheet.write_string(row, at, STATE_TEXT[side.state], styles.cell_word)
    else:
        sheet.write_number(row, at, float(side.first_12_months), styles.cell_money)


def _write_sums(sheet: Any, first: int, row: int, found: VariantComparison, styles: Styles) -> None:
    """The sums of the lines, which are the totals above."""
    sheet.write_string(row, 0, "Total of what has a figure", styles.total)
    for number in (1, 2):
        sheet.write_blank(row, number, None, styles.total)
    totals = [(3, found.base)] + [
        (_FIRST + 2 * number, one.totals) for number, one in enumerate(found.columns)
    ]
    for at, total in totals:
        cells = f"{_cell(first, at)}:{_cell(row - 1, at)}"
        sheet.write_formula(row, at, f"=SUM({cells})", styles.total_money, float(total.first_12_months))
    for number, one in enumerate(found.columns):
        at = _FIRST + 2 * number
        value = one.difference.first_12_months
        here, base = _cell(row, at), _cell(row, 3, "$")
        write_difference(sheet, row, at + 1, here, base, value, styles, styles.total_money)


def _known(side: Figures | None) -> Decimal:
    return (side.first_12_months if side is not None else None) or Decimal(0)


def _cell(row: int, at: int, fixed: str = "") -> str:
    from xlsxwriter.utility import xl_col_to_name

    return f"{fixed}{xl_col_to_name(at)}{row + 1}"


def _year(row: int) -> str:
    return f"=E{row + 1}+12*D{row + 1}"
