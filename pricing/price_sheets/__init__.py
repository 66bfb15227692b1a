"""A person's own prices: negotiated rates and private offers from a CSV or XLSX file, put before the list."""

from __future__ import annotations

from pricing.price_sheets.problems import SheetError, SheetProblem
from pricing.price_sheets.reading import PriceSheet, read_price_sheet
from pricing.price_sheets.sheet_prices import SheetPrices

__all__ = ["PriceSheet", "SheetError", "SheetPrices", "SheetProblem", "read_price_sheet"]
