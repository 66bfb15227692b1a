"""Regions side by side and ways to buy: differences as formulas, and none where a figure is missing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pricing.comparisons.purchases import MONTHS, PurchaseComparison, PurchaseRow
from pricing.comparisons.regions import RegionComparison, RegionRow
from pricing.workbook.heights import fit_row
from pricing.workbook.line_sheet import column
from pricing.workbook.pages import set_up
from pricing.workbook.quote import Quote
from pricing.workbook.styles import Styles
from pricing.workbook.texts import one_line

NAME = "Comparison"
NOT_COMPARABLE = "Not comparable"
NO_RATE = "No rate"
DASH = "–"
REMARK = "Remark"

_WIDTHS = (44, 15, 15, 16, 16, 16, 15, 18, 13, 62)
_REMARK = len(_WIDTHS) - 1
_REGION_HEADS = (
    "Region",
    "Monthly",
    "Upfront",
    "First 12 months",
    "Difference",
    "Difference, %",
    "Priced in both: difference",
    "Not priced",
    "Needs input",
    REMARK,
)
_PURCHASE_HEADS = (
    "Option",
    "Term, years",
    "Upfront",
    "Monthly",
    "Effective monthly",
    f"{MONTHS} months",
    "Saving, %",
    "Break-even month",
    "Months of use",
    REMARK,
)


def write(sheet: Any, quote: Quote, styles: Styles) -> None:
    """The comparisons that the quote has; amounts in USD at list prices."""
    set_up(sheet, quote)
    for number, width in enumerate(_WIDTHS):
        sheet.set_column(number, number, width)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, NAME, styles.title)
    about = "USD. A line without a figure is never a saving: what misses one is not compared."
    sheet.write_string(1, 0, about, styles.subtitle)
    row = 3
    if quote.regions_compared is not None:
        row = _write_regions(sheet, row, quote.regions_compared, styles)
    if quote.purchases_compared is not None:
        _write_purchases(sheet, row, quote.purchases_compared, styles)


def write_heads(sheet: Any, row: int, title: str, about: str, heads: tuple[str, ...], styles: Styles) -> int:
    """A section with its column heads; gives the row after them."""
    sheet.set_row(row, 22)
    sheet.write_string(row, 0, title, styles.section)
    sheet.write_string(row + 1, 0, about, styles.subtitle)
    sheet.set_row(row + 2, 30)
    for number, name in enumerate(heads):
        style = styles.column if not number else styles.figure_column
        sheet.write_string(row + 2, number, name, styles.indented_column if name == REMARK else style)
    return row + 3


# Regions


def _write_regions(sheet: Any, row: int, found: RegionComparison, styles: Styles) -> int:
    about = f"All that stands in {found.moving}, in each Region. First 12 months = upfront + 12 x monthly."
    row = write_heads(sheet, row, "Regions", about, _REGION_HEADS, styles)
    present = row
    sheet.write_string(row, 0, "As drawn", styles.total)
    totals = found.present
    for number, (name, value) in enumerate((("Monthly", totals.monthly), ("Upfront", totals.upfront)), 1):
        sheet.write_formula(row, number, f"=SUM({column(name)})", styles.total_money, float(value))
    sheet.write_formula(row, 3, _year(row), styles.total_money, float(totals.first_12_months))
    for number in range(4, len(_WIDTHS)):
        sheet.write_blank(row, number, None, styles.total)
    for position, one in enumerate(found.rows, row + 1):
        _write_region(sheet, position, present, one, styles)
    return row + len(found.rows) + 3


def _write_region(sheet: Any, row: int, present: int, found: RegionRow, styles: Styles) -> None:
    totals, difference = found.totals, found.difference
    sheet.write_string(row, 0, one_line(f"{found.code} – {found.name}"), styles.cell)
    sheet.write_number(row, 1, float(totals.monthly), styles.cell_money)
    sheet.write_number(row, 2, float(totals.upfront), styles.cell_money)
    sheet.write_formula(row, 3, _year(row), styles.cell_money, float(totals.first_12_months))
    write_difference(sheet, row, 4, f"D{row + 1}", f"D${present + 1}", difference.first_12_months, styles)
    write_share(sheet, row, 5, f"E{row + 1}", f"D${present + 1}", difference.share, styles)
    sheet.write_number(row, 6, float(difference.known.first_12_months), styles.cell_money)
    sheet.write_number(row, 7, found.not_priced, styles.cell_whole)
    sheet.write_number(row, 8, found.needs_input, styles.cell_whole)
    offered = f"Not offered there: {', '.join(found.not_offered)}." if found.not_offered else ""
    write_remark(sheet, row, _REMARK, (found.remark, offered, *found.notes), _WIDTHS[_REMARK], styles)


def _year(row: int) -> str:
    return f"=C{row + 1}+12*B{row + 1}"


def write_difference(
    sheet: Any,
    row: int,
    at: int,
    cell: str,
    base: str,
    value: Decimal | None,
    styles: Styles,
    style: Any = None,
) -> None:
    """One cell less another; words where that would compare what is known with what is not."""
    if value is None:
        sheet.write_string(row, at, NOT_COMPARABLE, styles.cell_word)
    else:
        sheet.write_formula(row, at, f"={cell}-{base}", style or styles.cell_money, float(value))


def write_share(
    sheet: Any, row: int, at: int, cell: str, base: str, share: Decimal | None, styles: Styles
) -> None:
    """A difference as a part of what it is a difference from; a dash where there is none."""
    if share is None:
        sheet.write_string(row, at, DASH, styles.cell_whole)
    else:
        sheet.write_formula(row, at, f'=IF({base}=0,"{DASH}",{cell}/{base})', styles.cell_share, float(share))


def write_remark(sheet: Any, row: int, at: int, parts: tuple[str, ...], width: float, styles: Styles) -> None:
    text = one_line(" ".join(part for part in parts if part))
    sheet.write_string(row, at, text, styles.cell_remark)
    fit_row(sheet, row, [(text, width)])


# ways to buy


def _write_purchases(sheet: Any, row: int, found: PurchaseComparison, styles: Styles) -> None:
    count = len(found.nodes)
    about = (
        f"Capacity of {count} {'node' if count == 1 else 'nodes'} that can be bought in several ways, at list"
        f" prices. Over {MONTHS} months a term of one year is bought three times."
    )
    row = write_heads(sheet, row, "Purchase options", about, _PURCHASE_HEADS, styles)
    on_demand = row
    for number, one in enumerate(found.rows, row):
        if one.option is not None and one.option.purchase == "on_demand":
            on_demand = number
    for number, one in enumerate(found.rows, row):
        _write_purchase(sheet, number, on_demand, one, styles)


def _write_purchase(sheet: Any, row: int, on_demand: int, found: PurchaseRow, styles: Styles) -> None:
    sheet.write_string(row, 0, one_line(found.label), styles.cell)
    years = found.option.term_years if found.option is not None else 0
    if years:
        sheet.write_number(row, 1, years, styles.cell_whole)
    else:
        sheet.write_string(row, 1, DASH, styles.cell_whole)
    if found.unpriced:
        for at in range(2, 6):
            sheet.write_string(row, at, NO_RATE, styles.cell_word)
    else:
        _write_amounts(sheet, row, years, found, styles)
    _write_judgement(sheet, row, on_demand, years, found, styles)
    write_remark(sheet, row, _REMARK, (found.remark,), _WIDTHS[_REMARK], styles)


def _write_amounts(sheet: Any, row: int, years: int, found: PurchaseRow, styles: Styles) -> None:
    here = row + 1
    sheet.write_number(row, 2, float(found.upfront), styles.cell_money)
    sheet.write_number(row, 3, float(found.monthly), styles.cell_money)
    effective, total = float(found.effective_monthly), float(found.total)
    if found.option is None:
        # A mixture of terms: no one formula says it.
        sheet.write_number(row, 4, effective, styles.cell_money)
        sheet.write_number(row, 5, total, styles.cell_money)
        return
    spread = f"+C{here}/(12*B{here})" if years else ""
    again = f"+C{here}*3/B{here}" if years else ""
    sheet.write_formula(row, 4, f"=D{here}{spread}", styles.cell_money, effective)
    sheet.write_formula(row, 5, f"={MONTHS}*D{here}{again}", styles.cell_money, total)


def _write_judgement(
    sheet: Any, row: int, on_demand: int, years: int, found: PurchaseRow, styles: Styles
) -> None:
    here, base = row + 1, f"${on_demand + 1}"
    share, month, use = found.saving_share, found.break_even_month, found.months_of_use
    if share is None:
        sheet.write_string(row, 6, NOT_COMPARABLE if not found.comparable else DASH, styles.cell_word)
        sheet.write_string(row, 7, DASH, styles.cell_whole)
    else:
        saved = f'=IF(F{base}=0,"{DASH}",(F{base}-F{here})/F{base})'
        sheet.write_formula(row, 6, saved, styles.cell_share, float(share))
        less = f"D{base}-D{here}"
        first = f"MAX(1,ROUNDUP(ROUND(C{here}/({less}),9),0))"
        most = 12 * (years or found.term_years) or MONTHS
        formula = f'=IF({less}<=0,"{DASH}",IF({first}>{most},"{DASH}",{first}))'
        sheet.write_formula(row, 7, formula, styles.cell_whole, month if month is not None else DASH)
    if use is None:
        sheet.write_string(row, 8, DASH, styles.cell_whole)
    else:
        sheet.write_number(row, 8, float(use), styles.cell_months)
