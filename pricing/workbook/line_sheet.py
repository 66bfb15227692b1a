"""The line items, one row each: quantity, unit price from the rates, and costs as formulas."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

from pricing.confidence import MEMORY, confidence_word, unsure
from pricing.estimate import PROJECT, STATE_TEXT, STEP_TEXT, LineItem, ProjectOwner, State, Totals
from pricing.workbook.dates import write_date
from pricing.workbook.heights import fit_row
from pricing.workbook.pages import set_up
from pricing.workbook.project_rows import ProjectRows
from pricing.workbook.quote import Quote
from pricing.workbook.rate_sheet import RateSheet, colour_confidence
from pricing.workbook.styles import Styles
from pricing.workbook.texts import clean, one_line

NAME = "Estimate"
TABLE = "Lines"
HOURS = "HoursPerMonth"
HEADER_ROW = 4
TOTAL_ROW = 2

OUTSIDE = "Outside the Regions"
GLOBAL = "Global"
ACCOUNT = "AWS account: free allowances"
"""Where what is taken off once per account stands, among containers and Regions."""
ACCOUNT_ID = "account"
PROJECT_ID = "project"
"""In the place of a node's id, for lines that belong to none."""
FROM_MEMORY = "Price from memory: check it before use."
ALLOWANCE_FROM_MEMORY = "From memory: check it before use."

COLUMNS = (
    ("ID", 15),
    ("Label", 22),
    ("Path", 36),
    ("Service", 22),
    ("Component", 30),
    ("State", 12),
    ("Quantity", 13),
    ("Unit", 19),
    ("Unit price", 18),
    ("Monthly", 13),
    ("Upfront", 13),
    ("First 12 months", 15),
    ("Confidence", 13),
    ("Region", 14),
    ("Rate key", 32),
    ("Source date", 12),
    ("Note", 112),
)
_FIGURES = frozenset({"Quantity", "Unit price", "Monthly", "Upfront", "First 12 months"})
_STATE, _QUANTITY, _PRICE, _MONTHLY, _UPFRONT, _YEAR, _CONFIDENCE = 5, 6, 8, 9, 10, 11, 12
_PRINTED = 12
"""Last column on paper; where a rate comes from is on its own sheet."""


def column(name: str) -> str:
    """A column of the table as formulas name it."""
    return f"{TABLE}[{name}]"


OPEN_LINES = "+".join(
    f'COUNTIF({column("State")},"{STATE_TEXT[state]}")' for state in ("needs_input", "not_priced")
)
"""A formula's part: how many lines are without a figure."""


def path_of(line: LineItem) -> str:
    """The containers around a line's node, as the sheet shows them."""
    return _joined(line.owner.path) if line.owner.node_id else _whole(line)


def _whole(line: LineItem) -> str:
    return PROJECT if isinstance(line.owner, ProjectOwner) else ACCOUNT


@lru_cache(4096)
def _joined(path: tuple[str, ...]) -> str:
    return one_line(" / ".join(path)) or OUTSIDE


def region_of(line: LineItem) -> str:
    """A line's Region code; global services and what belongs to the account have none."""
    return clean(line.owner.region) or GLOBAL if line.owner.node_id else _whole(line)


def currency(quote: Quote) -> str:
    """ "USD before tax", or how the tax stands where there is one."""
    taxed = any(line.owner.label == STEP_TEXT["tax"] for line in quote.estimate.project_lines)
    return "USD, tax on a line of its own" if taxed else "USD before tax"


def note_of(line: LineItem) -> str:
    """Why a line is as it is, and a warning where its price is from memory."""
    of_account = not line.owner.node_id and not isinstance(line.owner, ProjectOwner)
    warning = ALLOWANCE_FROM_MEMORY if of_account else FROM_MEMORY
    return one_line(" ".join(text for text in (warning if unsure(line) else "", line.reason) if text))


def write(sheet: Any, quote: Quote, rates: RateSheet, styles: Styles) -> None:
    lines = quote.estimate.lines
    last = HEADER_ROW + max(1, len(lines))
    set_up(sheet, quote, header_row=HEADER_ROW)
    sheet.print_area(0, 0, last, _PRINTED)
    _write_head(sheet, quote, styles)
    heads = [{"header": name, "header_format": _head_style(name, styles)} for name, _ in COLUMNS]
    sheet.add_table(HEADER_ROW, 0, last, len(COLUMNS) - 1, {"name": TABLE, "columns": heads, "style": None})

    project = ProjectRows(lines, HEADER_ROW + 2)

    def fill(row: int) -> None:
        line = lines[row - HEADER_ROW - 1]
        _write_texts(sheet, row, line, styles)
        _fit(sheet, row, line)
        _write_figures(sheet, row, line, quote.estimate.hours_per_month, rates, styles)
        if isinstance(line.owner, ProjectOwner):
            _write_share(sheet, row, line, project, styles)

    if lines:
        sheet.fill_later(HEADER_ROW + 1, last, len(COLUMNS) - 1, fill)
    sheet.freeze_panes(HEADER_ROW + 1, 2)
    _colour_states(sheet, last, styles)
    colour_confidence(sheet, HEADER_ROW + 1, last, _CONFIDENCE, styles)
    _colour_unsure(sheet, last, styles)


def _write_head(sheet: Any, quote: Quote, styles: Styles) -> None:
    for number, (_, width) in enumerate(COLUMNS):
        sheet.set_column(number, number, width)
    sheet.set_row(0, 26)
    sheet.set_row(HEADER_ROW, 20)
    sheet.write_string(0, 0, "Estimate", styles.title)
    about = f"{currency(quote)}. Quantity x unit price = cost; unit prices come from the sheet Rates."
    sheet.write_string(1, 0, about, styles.subtitle)
    totals = quote.estimate.totals
    write_total_label(sheet, TOTAL_ROW, totals, styles)
    for number in range(1, _PRINTED + 1):
        sheet.write_blank(TOTAL_ROW, number, None, styles.total)
    for number, amount in (
        (_MONTHLY, totals.monthly),
        (_UPFRONT, totals.upfront),
        (_YEAR, totals.first_12_months),
    ):
        formula = f"=SUM({column(COLUMNS[number][0])})"
        sheet.write_formula(TOTAL_ROW, number, formula, styles.total_money, float(amount))


def _write_texts(sheet: Any, row: int, line: LineItem, styles: Styles) -> None:
    rate = line.rate
    whole = PROJECT_ID if isinstance(line.owner, ProjectOwner) else ACCOUNT_ID
    sheet.write_string(row, 0, clean(line.owner.node_id) or whole, styles.cell_small)
    sheet.write_string(row, 1, one_line(line.owner.label), styles.cell_wrapped)
    sheet.write_string(row, 2, path_of(line), styles.cell_note)
    sheet.write_string(row, 3, one_line(line.owner.service_label), styles.cell_wrapped)
    sheet.write_string(row, 4, one_line(line.component), styles.cell_wrapped)
    sheet.write_string(row, _STATE, STATE_TEXT[line.state], styles.cell)
    sheet.write_string(row, 7, clean(line.unit), styles.cell_unit)
    sheet.write_string(row, _CONFIDENCE, confidence_word(line), styles.cell_aside)
    sheet.write_string(row, 13, region_of(line), styles.cell_small)
    sheet.write_string(row, 14, clean(rate.key) if rate else "", styles.cell_small)
    write_date(sheet, row, 15, rate.effective_date if rate else "", styles.cell_date)
    sheet.write_string(row, 16, note_of(line), styles.cell_note)


def _fit(sheet: Any, row: int, line: LineItem) -> None:
    owner = line.owner
    texts = ("", owner.label, path_of(line), owner.service_label, line.component)
    columns = zip(texts, (width for _, width in COLUMNS), strict=False)
    fit_row(sheet, row, [*columns, (note_of(line), COLUMNS[-1][1])])


def _head_style(name: str, styles: Styles) -> Any:
    if name in _FIGURES:
        return styles.figure_column
    return styles.indented_column if name in ("Unit", "Confidence", "Source date") else styles.column


def _write_figures(
    sheet: Any, row: int, line: LineItem, hours: Decimal, rates: RateSheet, styles: Styles
) -> None:
    _write_quantity(sheet, row, line, hours, styles)
    reference = rates.reference(line)
    if line.unit_price is None:
        sheet.write_blank(row, _PRICE, None, styles.cell_unit_price)
    elif reference is None:
        sheet.write_number(row, _PRICE, float(line.unit_price), styles.cell_unit_price)
    else:
        sheet.write_formula(row, _PRICE, f"={reference}", styles.cell_unit_price, float(line.unit_price))
    if line.monthly is None:
        for number in (_MONTHLY, _UPFRONT, _YEAR):
            sheet.write_blank(row, number, None, styles.cell_money)
        return
    product = f"=G{row + 1}*I{row + 1}"
    counted = line.quantity is not None and line.unit_price is not None
    paid_once = bool(line.upfront)
    for number, amount, due in (
        (_MONTHLY, line.monthly, not paid_once),
        (_UPFRONT, line.upfront, paid_once),
    ):
        if counted and due:
            sheet.write_formula(row, number, product, styles.cell_money, float(amount))
        else:
            sheet.write_number(row, number, float(amount), styles.cell_money)
    year = float(line.upfront + 12 * line.monthly)
    sheet.write_formula(row, _YEAR, f"=K{row + 1}+12*J{row + 1}", styles.cell_money, year)


def _write_share(sheet: Any, row: int, line: LineItem, project: ProjectRows, styles: Styles) -> None:
    """Over what stands there: what a share is of, and what support costs, follow from the rows above."""
    if line.quantity is None or line.unit_price is None:
        return
    quantity, price = project.quantity(line), project.unit_price(line)
    if quantity:
        sheet.write_formula(row, _QUANTITY, quantity, styles.cell_quantity, float(line.quantity))
    if price:
        sheet.write_formula(row, _PRICE, price, styles.cell_unit_price, float(line.unit_price))


def _write_quantity(sheet: Any, row: int, line: LineItem, hours: Decimal, styles: Styles) -> None:
    quantity = line.quantity
    if quantity is None:
        sheet.write_blank(row, _QUANTITY, None, styles.cell_quantity)
        return
    whole = quantity == quantity.to_integral_value()
    style = styles.cell_whole_quantity if whole else styles.cell_quantity
    if line.whole_month and hours:
        # The named cell is an input: other hours give other costs, as in the application.
        count = repr(float(quantity / hours)).removesuffix(".0")
        sheet.write_formula(row, _QUANTITY, f"={count}*{HOURS}", style, float(quantity))
    else:
        sheet.write_number(row, _QUANTITY, float(quantity), style)


def write_total_label(sheet: Any, row: int, totals: Totals, styles: Styles) -> None:
    """ "Total", which says so as long as lines are without a figure."""
    value = "Total, incomplete" if totals.incomplete else "Total"
    sheet.write_formula(row, 0, f'=IF({OPEN_LINES}=0,"Total","Total, incomplete")', styles.total, value)


def _colour_unsure(sheet: Any, last: int, styles: Styles) -> None:
    """What rests on a price from memory stands out on screen and on paper."""
    first = HEADER_ROW + 1
    rule = {"type": "formula", "criteria": f'=$M{first + 1}="{MEMORY}"', "format": styles.when_unsure}
    sheet.conditional_format(first, _PRICE, last, _YEAR, rule)


def _colour_states(sheet: Any, last: int, styles: Styles) -> None:
    colours: dict[State, Any] = {
        "included": styles.when_quiet,
        "needs_input": styles.when_caution,
        "not_priced": styles.when_fault,
    }
    for state, colour in colours.items():
        sheet.conditional_format(
            HEADER_ROW + 1,
            _STATE,
            last,
            _STATE,
            {"type": "cell", "criteria": "==", "value": f'"{STATE_TEXT[state]}"', "format": colour},
        )
