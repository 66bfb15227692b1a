"""The summary's table of steps: from list prices over discounts, support and contingency to the total."""

from __future__ import annotations

from typing import Any

from pricing.estimate import STEP_TEXT, Estimate
from pricing.project_lines import Amounts, subtotals
from pricing.workbook.line_sheet import ACCOUNT, PROJECT_ID, column, write_total_label
from pricing.workbook.styles import Styles

TITLE = "From list prices to the total"
_FIGURES = ("Monthly", "Upfront", "First 12 months")
_GROSS, _ALLOWANCES, _CHARGES = "List prices", "Free allowances", "Charges"


def write_steps(sheet: Any, row: int, estimate: Estimate, styles: Styles) -> int:
    """Write the table where the project has terms of its own; gives the row after it."""
    if not estimate.project_lines:
        return row
    found = subtotals(estimate)
    sheet.set_row(row, 22)
    sheet.write_string(row, 0, TITLE, styles.section)
    head = row + 1
    sheet.set_row(head, 18)
    sheet.write_string(head, 0, "Step", styles.column)
    for number, name in enumerate(_FIGURES, 1):
        sheet.write_string(head, number, name, styles.figure_column)
    first = head + 1
    steps: list[tuple[str, Amounts]] = [
        (_GROSS, found.gross),
        (_ALLOWANCES, found.allowances),
        (STEP_TEXT["discounts"], found.discounts),
        (_CHARGES, found.charges),
        (STEP_TEXT["support"], found.support),
        (STEP_TEXT["contingency"], found.contingency),
        (STEP_TEXT["tax"], found.tax),
    ]
    for position, (name, amounts) in enumerate(steps):
        _write_step(sheet, first + position, first, name, amounts, styles)
    end = first + len(steps)
    write_total_label(sheet, end, estimate.totals, styles)
    totals = estimate.totals
    for number, amount in enumerate((totals.monthly, totals.upfront, totals.first_12_months), 1):
        letter = chr(ord("A") + number)
        formula = f"=SUM({letter}{first + 4}:{letter}{end})"
        sheet.write_formula(end, number, formula, styles.total_money, float(amount))
    return end + 2


def _write_step(sheet: Any, row: int, first: int, name: str, amounts: Amounts, styles: Styles) -> None:
    sheet.write_string(row, 0, name, styles.cell)
    values = (amounts.monthly, amounts.upfront, amounts.first_12_months)
    for number, (figures, amount) in enumerate(zip(_FIGURES, values, strict=True), 1):
        letter = chr(ord("A") + number)
        if name == _CHARGES:
            formula = f"=SUM({letter}{first + 1}:{letter}{first + 3})"
        else:
            formula = _sum_of(name, figures)
        sheet.write_formula(row, number, formula, styles.cell_money, float(amount))


def _sum_of(step: str, figures: str) -> str:
    amounts, ids = column(figures), column("ID")
    project = f'{ids},"{PROJECT_ID}"'
    free = f'SUMIFS({amounts},{column("Path")},"{ACCOUNT}")'
    if step == _ALLOWANCES:
        return f"={free}"
    if step == _GROSS:
        return f"=SUM({amounts})-SUMIFS({amounts},{project})-{free}"
    return f'=SUMIFS({amounts},{project},{column("Label")},"{step}")'
