"""The first page: the three totals, what is missing from them, and where the money goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pricing.confidence import counts, counts_text, sheets
from pricing.estimate import STATE_TEXT, LineItem, Totals, combine
from pricing.workbook import line_sheet
from pricing.workbook.dates import write_date
from pricing.workbook.groups import Group, grouped
from pricing.workbook.heights import fit_row
from pricing.workbook.line_sheet import HOURS, OPEN_LINES, column, currency, write_total_label
from pricing.workbook.pages import set_up
from pricing.workbook.quote import Quote
from pricing.workbook.step_table import write_steps
from pricing.workbook.styles import ACCENT, Styles
from pricing.workbook.texts import one_line, plural

NAME = "Summary"
MOST_CONTAINERS = 30
"""Containers listed one by one; the cheaper rest is one row."""

_WIDTHS = (52, 16, 16, 18, 11, 9, 11)
_HEADS = ("Monthly", "Upfront", "First 12 months", "Share", "Lines", "No figure")
_OPEN = (STATE_TEXT["needs_input"], STATE_TEXT["not_priced"])
_LAST = len(_WIDTHS) - 1
_CARD_ROW = 10


@dataclass(frozen=True)
class _Table:
    title: str
    key: str
    """The estimate's column that holds the names."""
    name_of: Callable[[LineItem], str]
    most: int = 100_000


_TABLES = (
    _Table("By service", "Service", lambda line: one_line(line.owner.service_label)),
    _Table("By Region", "Region", line_sheet.region_of),
    _Table("By container", "Path", line_sheet.path_of, MOST_CONTAINERS),
)


def write(sheet: Any, quote: Quote, styles: Styles) -> None:
    set_up(sheet, quote, portrait=True)
    for number, width in enumerate(_WIDTHS):
        sheet.set_column(number, number, width)
    _write_facts(sheet, quote, styles)
    _write_cards(sheet, quote, styles)
    row = write_steps(sheet, _CARD_ROW + 2, quote.estimate, styles)
    checked: list[str] = []
    for table in _TABLES:
        row, total_cell = _write_table(sheet, row, table, quote, styles)
        checked.append(total_cell)
    _write_check(sheet, row, checked, styles)


def _write_facts(sheet: Any, quote: Quote, styles: Styles) -> None:
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, one_line(quote.title, 200), styles.title)
    sheet.write_string(1, 0, "AWS cost estimate", styles.subtitle)
    regions = ", ".join(quote.regions) or "none"
    own = ", ".join(sheets(quote.estimate))
    by_kind = counts(quote.estimate)
    prices = counts_text(by_kind) or "–"
    facts = (
        ("Client", quote.client or "–"),
        ("Author", quote.author or "–"),
        ("Region" if len(quote.regions) < 2 else "Regions", regions),
        ("Prices", f"{prices} ({own})" if own else prices),
    )
    dates = (("Date", quote.date), ("Price list of", quote.estimate.price_date))
    for row, (name, value) in enumerate(facts, 3):
        doubtful = name == "Prices" and by_kind["memory"]
        style = styles.caution if doubtful else styles.text
        sheet.write_rich_string(row, 0, styles.label, f"{name}   ", style, one_line(value, 500), styles.text)
    for row, (name, value) in enumerate(dates, 3):
        sheet.write_string(row, 3, name, styles.label)
        write_date(sheet, row, 4, value, styles.date)
    sheet.write_string(5, 3, "Currency", styles.label)
    sheet.write_string(5, 4, currency(quote), styles.text)
    sheet.write_string(6, 3, "Hours per month", styles.label)
    sheet.write_formula(6, 4, f"={HOURS}", styles.count, float(quote.estimate.hours_per_month))


def _write_cards(sheet: Any, quote: Quote, styles: Styles) -> None:
    totals = quote.estimate.totals
    cards = (
        (0, 0, "Monthly, USD", "Monthly", totals.monthly),
        (1, 2, "Upfront, USD", "Upfront", totals.upfront),
        (
            3,
            _LAST,
            "First 12 months, USD (upfront + 12 x monthly)",
            "First 12 months",
            totals.first_12_months,
        ),
    )
    row = _CARD_ROW - 2
    sheet.set_row(row, 20)
    sheet.set_row(row + 1, 32)
    for first, last, label, figures, amount in cards:
        formula = f"=SUM({column(figures)})"
        if last > first:
            sheet.merge_range(row, first, row, last, "", styles.card_label)
            sheet.merge_range(row + 1, first, row + 1, last, "", styles.card_figure)
        said = f"{label}, incomplete" if totals.incomplete else label
        named = f'=IF({OPEN_LINES}=0,"{label}","{label}, incomplete")'
        sheet.write_formula(row, first, named, styles.card_label, said)
        sheet.write_formula(row + 1, first, formula, styles.card_figure, float(amount))
    _write_completeness(sheet, row + 2, totals, styles)


def _write_completeness(sheet: Any, row: int, totals: Totals, styles: Styles) -> None:
    needs, without = totals.needs_input, totals.not_priced
    counts = [f'COUNTIF({column("State")},"{state}")' for state in _OPEN]
    formula = (
        f'=IF({counts[0]}+{counts[1]}=0,"Complete: every line has a figure.",'
        f'"Incomplete: "&{counts[0]}&" need input and "&{counts[1]}'
        '&" are not priced. They are in none of these totals; see Assumptions.")'
    )
    value = (
        f"Incomplete: {needs} need input and {without} are not priced."
        " They are in none of these totals; see Assumptions."
        if totals.incomplete
        else "Complete: every line has a figure."
    )
    sheet.set_row(row, 20)
    sheet.write_formula(row, 0, formula, styles.section, value)
    begins = {"type": "text", "criteria": "begins with"}
    sheet.conditional_format(row, 0, row, 0, {**begins, "value": "Incomplete", "format": styles.when_caution})
    sheet.conditional_format(row, 0, row, 0, {**begins, "value": "Complete", "format": styles.when_good})


def _write_table(sheet: Any, row: int, table: _Table, quote: Quote, styles: Styles) -> tuple[int, str]:
    """Write one table of groups; gives the row after it and the cell of its monthly total."""
    groups = grouped(quote.estimate.lines, table.name_of)
    shown, rest = groups[: table.most], groups[table.most :]
    sheet.set_row(row, 22)
    sheet.write_string(row, 0, table.title, styles.section)
    head = row + 1
    sheet.set_row(head, 18)
    sheet.write_string(head, 0, table.key if table.key != "Path" else "Container", styles.column)
    for number, name in enumerate(_HEADS, 1):
        sheet.write_string(head, number, name, styles.figure_column)
    first = head + 1
    end = first + len(shown) + bool(rest)
    for position, group in enumerate(shown):
        _write_group(sheet, first + position, group, table.key, end, quote.estimate.totals, styles)
    if rest:
        _write_rest(sheet, end - 1, first, rest, quote.estimate.totals, styles)
    _write_total(sheet, first, end, quote.estimate.totals, styles)
    if end > first:
        bar = {"type": "data_bar", "bar_color": "#BFD9F2", "bar_solid": True, "bar_border_color": ACCENT}
        bar |= {"bar_no_border": True, "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
        sheet.conditional_format(first, 4, end - 1, 4, bar)
    return end + 2, f"$B${end + 1}"


def _write_group(
    sheet: Any, row: int, group: Group, key: str, total_row: int, all_lines: Totals, styles: Styles
) -> None:
    cell = f"$A{row + 1}"
    totals = group.totals
    sheet.write_string(row, 0, group.name, styles.cell_wrapped)
    fit_row(sheet, row, [(group.name, _WIDTHS[0])])
    for number, (name, amount) in enumerate(
        (
            ("Monthly", totals.monthly),
            ("Upfront", totals.upfront),
            ("First 12 months", totals.first_12_months),
        ),
        1,
    ):
        sheet.write_formula(row, number, group.sum_of(name, key, cell), styles.cell_money, float(amount))
    _write_share(sheet, row, total_row, totals, all_lines, styles.cell_share)
    sheet.write_formula(row, 5, group.count_of(key, cell), styles.cell_whole, totals.lines)
    without = totals.needs_input + totals.not_priced
    sheet.write_formula(row, 6, group.count_of(key, cell, _OPEN), styles.cell_whole, without)


def _write_share(sheet: Any, row: int, total_row: int, part: Totals, whole: Totals, style: Any) -> None:
    share = float(part.first_12_months / whole.first_12_months) if whole.first_12_months else 0.0
    total = f"$D${total_row + 1}"
    sheet.write_formula(row, 4, f"=IF({total}=0,0,D{row + 1}/{total})", style, share)


def _write_rest(
    sheet: Any, row: int, first: int, rest: list[Group], all_lines: Totals, styles: Styles
) -> None:
    """One row for the groups that are not listed: the estimate's total less the rows above."""
    totals = combine(group.totals for group in rest)
    sheet.write_string(row, 0, plural(len(rest), "other container", "other containers"), styles.cell)
    for number, (name, amount) in enumerate(
        (
            ("Monthly", totals.monthly),
            ("Upfront", totals.upfront),
            ("First 12 months", totals.first_12_months),
        ),
        1,
    ):
        letter = chr(ord("A") + number)
        formula = f"=SUM({column(name)})-SUM({letter}{first + 1}:{letter}{row})"
        sheet.write_formula(row, number, formula, styles.cell_money, float(amount))
    _write_share(sheet, row, row + 1, totals, all_lines, styles.cell_share)
    sheet.write_formula(
        row, 5, f"=ROWS({column('ID')})-SUM(F{first + 1}:F{row})", styles.cell_whole, totals.lines
    )
    counts = "+".join(f'COUNTIF({column("State")},"{state}")' for state in _OPEN)
    without = totals.needs_input + totals.not_priced
    sheet.write_formula(row, 6, f"={counts}-SUM(G{first + 1}:G{row})", styles.cell_whole, without)


def _write_total(sheet: Any, first: int, row: int, totals: Totals, styles: Styles) -> None:
    write_total_label(sheet, row, totals, styles)
    without = totals.needs_input + totals.not_priced
    share = 1.0 if totals.first_12_months else 0.0
    values = (
        (float(totals.monthly), styles.total_money),
        (float(totals.upfront), styles.total_money),
        (float(totals.first_12_months), styles.total_money),
        (share, styles.total_share),
        (totals.lines, styles.total_whole),
        (without, styles.total_whole),
    )
    for number, (value, style) in enumerate(values, 1):
        letter = chr(ord("A") + number)
        formula = f"=SUM({letter}{first + 1}:{letter}{row})" if row > first else "=0"
        sheet.write_formula(row, number, formula, style, value)


def _write_check(sheet: Any, row: int, cells: list[str], styles: Styles) -> None:
    """Every way of adding up has to give the same."""
    lines = f"SUM({column('Monthly')})"
    agree = ",".join(f"ABS({cell}-{lines})<0.005" for cell in cells)
    sheet.write_string(row, 0, "Check: lines = services = Regions = containers", styles.label)
    sheet.write_formula(row, 1, f'=IF(AND({agree}),"OK","Differs")', styles.section, "OK")
    is_ok = {"type": "cell", "criteria": "==", "value": '"OK"', "format": styles.when_good}
    sheet.conditional_format(row, 1, row, 1, is_ok)
    differs = {"type": "cell", "criteria": "!=", "value": '"OK"', "format": styles.when_fault}
    sheet.conditional_format(row, 1, row, 1, differs)
