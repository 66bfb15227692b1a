"""The rates that an estimate uses, each tier once, for the other sheets to refer to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pricing.confidence import MEMORY, OWN, rate_word
from pricing.estimate import Estimate, LineItem
from pricing.rates import Rate
from pricing.tier_names import amount_text, tier_suffix
from pricing.workbook.dates import write_date
from pricing.workbook.heights import fit_row
from pricing.workbook.pages import set_up
from pricing.workbook.quote import Quote
from pricing.workbook.styles import Styles
from pricing.workbook.texts import clean

NAME = "Rates"
HEADER_ROW = 3

_COLUMNS = (
    ("Rate key", 46),
    ("Region", 15),
    ("Description", 52),
    ("Tier", 20),
    ("Unit", 19),
    ("Unit price", 18),
    ("Source date", 13),
    ("Confidence", 12),
    ("Source", 44),
)
_PRICE = 5
_TABLE = "RatesUsed"

Use = tuple[str, str, Decimal, Decimal]
"""Key, Region, and the tier's beginning and price: a rate may be used with and without its free tier."""


class RateSheet:
    """Which row each rate used stands in."""

    def __init__(self, estimate: Estimate) -> None:
        found: dict[Use, tuple[Rate, int]] = {}
        for line in estimate.lines:
            tier = tier_shown(line)
            if line.rate is not None and tier is not None:
                found[_use(line.rate, tier)] = line.rate, tier
        self._uses = [found[use] for use in sorted(found)]
        self._rows = {use: HEADER_ROW + 1 + number for number, use in enumerate(sorted(found))}

    def reference(self, line: LineItem) -> str | None:
        """A line's unit price, such as "Rates!$F$12" or "Rates!$F$12*0.5"; None if it is in no row."""
        tier = tier_shown(line)
        if line.rate is None or line.unit_price is None or tier is None:
            return None
        row = self._rows[_use(line.rate, tier)]
        cell = f"{NAME}!${chr(ord('A') + _PRICE)}${row + 1}"
        price = line.rate.tiers[tier].price
        # Where a half was paid upfront, the line pays a share of the rate.
        return cell if line.unit_price == price else f"{cell}*{float(line.unit_price / price)!r}"

    def write(self, sheet: Any, quote: Quote, styles: Styles) -> None:
        set_up(sheet, quote, header_row=HEADER_ROW)
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, "Rates", styles.title)
        about = "Prices in USD, each used by one line or more of the estimate. Nothing is rounded."
        sheet.write_string(1, 0, about, styles.subtitle)
        for column, (_, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
        heads = [{"header": name, "header_format": _head_style(name, styles)} for name, _ in _COLUMNS]
        last = HEADER_ROW + max(1, len(self._uses))
        options = {"name": _TABLE, "columns": heads, "style": None}
        sheet.add_table(HEADER_ROW, 0, last, len(_COLUMNS) - 1, options)
        for row, (rate, tier) in enumerate(self._uses, HEADER_ROW + 1):
            self._write_row(sheet, row, rate, tier, styles)
        sheet.freeze_panes(HEADER_ROW + 1, 1)
        colour_confidence(sheet, HEADER_ROW + 1, last, 7, styles)

    def _write_row(self, sheet: Any, row: int, rate: Rate, tier: int, styles: Styles) -> None:
        text = rate.tier_descriptions[tier] if rate.tier_descriptions else rate.description
        start = rate.tiers[tier].start
        suffix = tier_suffix(rate, rate.tiers[tier]).strip(" ()")
        suffix = suffix or (f"over {amount_text(start, rate.unit)}" if start else "")
        sheet.write_string(row, 0, clean(rate.key), styles.cell_wrapped)
        sheet.write_string(row, 1, clean(rate.region), styles.cell)
        sheet.write_string(row, 2, clean(text), styles.cell_wrapped)
        sheet.write_string(row, 3, clean(suffix), styles.cell)
        sheet.write_string(row, 4, clean(rate.unit), styles.cell)
        sheet.write_number(row, _PRICE, float(rate.tiers[tier].price), styles.cell_unit_price)
        write_date(sheet, row, 6, rate.effective_date, styles.cell_date)
        sheet.write_string(row, 7, rate_word(rate), styles.cell_small)
        source = rate.source or "No source found: check before use"
        if rate.confidence == "memory" and not rate.sheet:
            source = f"From memory, check before use. {rate.source}".strip()
        sheet.write_string(row, 8, clean(source), styles.cell_note)
        keys = rate.key.replace(".", ". ")
        fit_row(sheet, row, ((keys, _COLUMNS[0][1]), (text, _COLUMNS[2][1]), (source, _COLUMNS[8][1] + 3)))


def _head_style(name: str, styles: Styles) -> Any:
    if name == "Unit price":
        return styles.figure_column
    return styles.indented_column if name == "Source date" else styles.column


def _use(rate: Rate, tier: int) -> Use:
    return rate.key, rate.region, rate.tiers[tier].start, rate.tiers[tier].price


def colour_confidence(sheet: Any, first: int, last: int, column: int, styles: Styles) -> None:
    """Mark what is from memory, and what is the person's own price, in a column of confidences."""
    for text, colour in ((MEMORY, styles.when_caution), (OWN, styles.when_own)):
        marked = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": colour}
        sheet.conditional_format(first, column, last, column, marked)


def tier_shown(line: LineItem) -> int | None:
    """Index of the tier whose price a line shows; None where it shows none of them, such as a free part."""
    if line.rate is None or line.unit_price is None:
        return None
    tiers = line.rate.tiers
    shown = tiers[line.tier].price
    if shown == line.unit_price or (line.state == "priced" and shown):
        return line.tier
    if line.state != "needs_input":
        return None
    return next((index for index, tier in enumerate(tiers) if tier.price == line.unit_price), None)
