"""What the figures rest on, in one place: hours of a month, what is left out, which lines are open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pricing.confidence import CONFIDENCE_WORD, MEANINGS, OWN, counts, sheets
from pricing.estimate import STATE_TEXT, Estimate, Totals
from pricing.workbook.dates import write_date
from pricing.workbook.heights import fit_row
from pricing.workbook.line_sheet import HOURS, column, path_of
from pricing.workbook.pages import set_up
from pricing.workbook.quote import Quote
from pricing.workbook.styles import Styles
from pricing.workbook.texts import clean, one_line, plural

NAME = "Assumptions"
_HOURS_ROW = 4
_WIDTHS = (30, 30, 34, 16, 62)

STANDING = (
    "Prices are AWS's public list prices in USD unless marked as own. They are for information; AWS's own"
    " pages and terms govern.",
    "Not included: taxes, support plans, Marketplace licences, private discounts, credits and what is free in"
    " an account's first year, unless a line says so.",
    "Included only where they are drawn and sized: data transfer, API requests, logs, metrics, snapshots"
    " and backups.",
    "A line without a figure is not zero. It is listed below and in none of the totals.",
    "Volume tiers count all usage of the drawing in one Region together, as AWS bills an account.",
)


ALLOWANCES = (
    "What AWS always leaves free is taken off once per account, in lines of its own; the lines of nodes are"
    " before it.",
    "What AWS always leaves free is not taken off: an account that has not used it elsewhere pays less.",
)
"""With and without free allowances."""

TERMS = (
    "Discounts are taken off list prices after free allowances. AWS Support is reckoned on the charges after"
    " discounts, contingency on charges and support, and tax on all of it.",
    "Upfront payments are discounted, supported, secured and taxed as the month is, in lines of their own.",
)
"""Where the project has terms of its own."""


def write(book: Any, sheet: Any, quote: Quote, styles: Styles) -> None:
    set_up(sheet, quote)
    for number, width in enumerate(_WIDTHS):
        sheet.set_column(number, number, width)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, "Assumptions", styles.title)
    sheet.write_string(1, 0, "The yellow cell can be changed: all figures follow.", styles.subtitle)
    row = _write_values(book, sheet, quote, styles)
    row = _write_states(sheet, row, quote.estimate.totals, styles)
    row = _write_confidences(sheet, row, quote.estimate, styles)
    sentences = (*STANDING, ALLOWANCES[0 if quote.free_allowances else 1], *_own_prices(quote.estimate))
    sentences = (*sentences, *(TERMS if quote.estimate.project_lines else ()), *quote.assumptions)
    row = _write_sentences(sheet, row, "What the figures mean", sentences, styles)
    if quote.notes:
        row = _write_sentences(sheet, row, "Notes", quote.notes.splitlines(), styles)
    row = _write_open_lines(sheet, row, quote, styles)
    if quote.findings:
        row = _write_sentences(sheet, row, "Findings of the check", quote.findings, styles)
    if quote.accepted_findings:
        _write_sentences(sheet, row, "Accepted findings", quote.accepted_findings, styles)


def _write_values(book: Any, sheet: Any, quote: Quote, styles: Styles) -> int:
    estimate = quote.estimate
    _write_section(sheet, _HOURS_ROW - 1, "Values", styles)
    sheet.write_string(_HOURS_ROW, 0, "Hours per month", styles.text)
    sheet.write_number(_HOURS_ROW, 1, float(estimate.hours_per_month), styles.input)
    sheet.write_string(_HOURS_ROW, 2, "for everything that runs all month", styles.explanation)
    book.define_name(HOURS, f"={NAME}!$B${_HOURS_ROW + 1}")
    row = _HOURS_ROW + 1
    sheet.write_string(row, 0, "Price list of", styles.text)
    write_date(sheet, row, 1, estimate.price_date, styles.date)
    sheet.write_string(row, 2, "the newest source; each rate shows its own date", styles.explanation)
    for name, value in (
        ("Price list's digest", estimate.price_digest or "–"),
        ("Currency", "USD"),
        ("Made with", quote.application),
    ):
        row += 1
        sheet.write_string(row, 0, name, styles.text)
        sheet.write_string(row, 1, clean(value), styles.text)
    return row + 2


def _write_states(sheet: Any, row: int, totals: Totals, styles: Styles) -> int:
    _write_section(sheet, row, "Lines by state", styles)
    counts = (
        ("priced", totals.priced, "quantity and rate are known"),
        ("included", totals.included, "AWS does not bill it"),
        ("needs_input", totals.needs_input, "the rate is shown, the quantity is not known"),
        ("not_priced", totals.not_priced, "there is no rate for this Region; the note says why"),
    )
    for state, count, meaning in counts:
        row += 1
        text = STATE_TEXT[state]
        sheet.write_string(row, 0, text, styles.text)
        sheet.write_formula(row, 1, f'=COUNTIF({column("State")},"{text}")', styles.count, count)
        sheet.write_string(row, 2, meaning, styles.explanation)
    return row + 2


def _write_confidences(sheet: Any, row: int, estimate: Estimate, styles: Styles) -> int:
    _write_section(sheet, row, "Priced lines by the source of their price", styles)
    for kind, count in counts(estimate).items():
        row += 1
        text = OWN if kind == "own" else CONFIDENCE_WORD[kind]
        wanted = f'{column("Confidence")},"{text}",{column("State")},"{STATE_TEXT["priced"]}"'
        is_marked = kind == "memory" and count
        sheet.write_string(row, 0, text, styles.caution if is_marked else styles.text)
        sheet.write_formula(row, 1, f"=COUNTIFS({wanted})", styles.count, count)
        sheet.write_string(row, 2, MEANINGS[kind], styles.explanation)
    return row + 2


def _own_prices(estimate: Estimate) -> Iterable[str]:
    names = sheets(estimate)
    if names:
        yield f"Prices marked {OWN} are from {', '.join(names)}; the note of a line names the row."


def _write_sentences(sheet: Any, row: int, title: str, sentences: Iterable[str], styles: Styles) -> int:
    _write_section(sheet, row, title, styles)
    for sentence in sentences:
        row += 1
        text = one_line(sentence)
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, "", styles.wrapped)
        sheet.write_string(row, 0, text, styles.wrapped)
        fit_row(sheet, row, [(text, sum(_WIDTHS))])
    return row + 2


def _write_open_lines(sheet: Any, row: int, quote: Quote, styles: Styles) -> int:
    lines = [line for line in quote.estimate.lines if line.monthly is None]
    if not lines:
        return row
    title = f"{plural(len(lines), 'line', 'lines')} without a figure"
    _write_section(sheet, row, title, styles)
    row += 1
    for number, name in enumerate(("Label", "Component", "Path", "State", "What is missing")):
        sheet.write_string(row, number, name, styles.column)
    for line in lines:
        row += 1
        missing = line.reason or "The quantity is not known."
        sheet.write_string(row, 0, one_line(line.owner.label), styles.cell_wrapped)
        sheet.write_string(row, 1, one_line(line.component), styles.cell_wrapped)
        sheet.write_string(row, 2, path_of(line), styles.cell_note)
        sheet.write_string(row, 3, STATE_TEXT[line.state], styles.cell)
        sheet.write_string(row, 4, one_line(missing), styles.cell_wrapped)
        texts = (line.owner.label, line.component, path_of(line), "", missing)
        fit_row(sheet, row, zip(texts, _WIDTHS, strict=True))
    return row + 2


def _write_section(sheet: Any, row: int, title: str, styles: Styles) -> None:
    sheet.set_row(row, 22)
    sheet.write_string(row, 0, title, styles.section)
