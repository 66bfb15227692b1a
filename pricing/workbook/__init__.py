"""An estimate as an Excel workbook: formulas, rates with their sources, assumptions in one place."""

from pricing.workbook.quote import Quote
from pricing.workbook.writer import workbook_bytes, write_workbook

__all__ = ["Quote", "workbook_bytes", "write_workbook"]
