"""The cells of a price sheet's row: checked one by one, each problem with its column and remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from pricing.price_sheets.problems import SheetProblem
from pricing.price_sheets.tables import NO_VALUE, Row, Table
from pricing.rates import Confidence
from pricing.regions import regions

_CONFIDENCES: dict[str, Confidence] = {
    "": "exact",
    "exact": "exact",
    "derived": "derived",
    "memory": "memory",
}
_DOLLAR = re.compile(r"^(?:USD|US\$|\$)\s*|\s*(?:USD|US\$|\$)$", re.IGNORECASE)
_OTHER_CURRENCY = re.compile(r"[€£¥₹₩₽]|\b(?:EUR|GBP|JPY|CHF|CNY|INR|CAD|AUD|BRL|KRW|SEK|NOK|DKK)\b", re.I)
_KEY = re.compile(r"^[a-z0-9_]+(\.[a-z0-9_-]+)+$")
_ENDLESS = ("", "inf", "infinity", "∞")
_MOST = Decimal(10) ** 15
"""No price or quantity of a month lies beyond it."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row, whole and checked; tier edges in single units."""

    number: int
    key: str
    region: str
    unit: str
    tier_from: Decimal
    tier_to: Decimal | None
    price: Decimal
    service: str
    description: str
    source: str
    effective_date: str
    confidence: Confidence


class _Cells:
    """The cells of one row, and the problems found in them."""

    def __init__(self, table: Table, row: Row, problems: list[SheetProblem]) -> None:
        self._table = table
        self._row = row
        self._problems = problems

    def text(self, column: str) -> str:
        found = self._table.value(self._row, column)
        if found == NO_VALUE:
            remedy = "Open the file in a spreadsheet program and save it, or put the value in its place."
            self.problem("The formula has no result in the file.", remedy, column)
            return ""
        return found

    def problem(self, what: str, remedy: str, column: str) -> None:
        self._problems.append(SheetProblem(what, remedy, self._row.number, column))

    def number(self, column: str, text: str) -> Decimal | None:
        """A number of zero or more; None and a problem otherwise."""
        plain = text.replace(",", ".") if self._table.decimal_comma and text.count(",") == 1 else text
        try:
            amount = Decimal(plain)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or abs(amount) > _MOST:
            self.problem(f"{_quoted(text)} is no number.", "Write it like 0.0425, in USD.", column)
            return None
        if amount < 0:
            what = f"{_quoted(text)} is below zero."
            self.problem(what, "Give the price to pay; credits do not belong here.", column)
            return None
        return amount

    def price(self) -> Decimal | None:
        text = self.text("price_usd")
        if not text:
            if self._table.value(self._row, "price_usd") != NO_VALUE:
                self.problem("There is no price.", "Fill it in, or remove the row.", "price_usd")
            return None
        if _OTHER_CURRENCY.search(text):
            what = f"{_quoted(text)} is not in US dollars."
            self.problem(what, "Convert it: AWS lists and bills in USD.", "price_usd")
            return None
        return self.number("price_usd", _DOLLAR.sub("", text))

    def edge(self, column: str, endless: Decimal | None) -> Decimal | None:
        text = self.text(column)
        return endless if text.lower() in _ENDLESS else self.number(column, text)

    def key(self) -> str:
        text = self.text("sku_key")
        if not _KEY.match(text):
            what = f"{_quoted(text)} is no rate key." if text else "There is no rate key."
            self.problem(what, "Take it from the sheet Rates of a quote: nat_gateway.hour.", "sku_key")
            return ""
        return text

    def region(self) -> str:
        text = self.text("region").lower()
        if text == "*" or text in _places():
            return text
        from difflib import get_close_matches

        near = get_close_matches(text, sorted(_places()), 1, 0.7)
        remedy = (
            f"Did you mean {near[0]}?" if near else "Write a code such as eu-west-1, global, or * for all."
        )
        self.problem(f"{_quoted(text)} is no Region." if text else "There is no Region.", remedy, "region")
        return ""

    def currency(self) -> None:
        text = self.text("currency")
        if text.upper() not in ("", "USD", "US$", "$"):
            what = f"The currency is {_quoted(text)}."
            self.problem(what, "Convert the prices: AWS lists and bills in USD.", "currency")

    def day(self) -> str:
        text = self.text("effective_date")
        try:
            return date.fromisoformat(text[:10]).isoformat() if text else ""
        except ValueError:
            self.problem(f"{_quoted(text)} is no date.", "Write it like 2026-01-31.", "effective_date")
            return ""

    def confidence(self) -> Confidence:
        text = self.text("confidence").lower()
        if text not in _CONFIDENCES:
            what = f"{_quoted(text)} is none of exact, derived and memory."
            self.problem(what, "Use one of these words or leave it empty.", "confidence")
        return _CONFIDENCES.get(text, "exact")


def read_row(table: Table, row: Row, problems: list[SheetProblem]) -> SheetRow | None:
    """The row, or None and what is wrong with it added to the problems."""
    before = len(problems)
    cells = _Cells(table, row, problems)
    key, region, price = cells.key(), cells.region(), cells.price()
    cells.currency()
    start, end = cells.edge("tier_from", Decimal(0)), cells.edge("tier_to", None)
    if start is not None and end is not None and end <= start:
        cells.problem("The tier ends where it begins or before.", "Correct tier_from or tier_to.", "tier_to")
    day, confidence = cells.day(), cells.confidence()
    texts = [cells.text(column) for column in ("unit", "service", "description", "source")]
    if len(problems) > before or price is None or start is None:
        return None
    unit, service, description, source = texts
    return SheetRow(
        row.number, key, region, unit, start, end, price, service, description, source, day, confidence
    )


@cache
def _places() -> frozenset[str]:
    """Regions and the price geographies of the shipped list."""
    from pricing.table import price_table

    return frozenset(price_table().regions()) | {region.code for region in regions()} | {"global"}


def _quoted(text: str) -> str:
    short = text if len(text) <= 40 else f"{text[:37]}..."
    return f"“{short}”"
