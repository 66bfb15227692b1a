"""A person's own price sheet as an open project uses it: read while the window stays alive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.background_work import in_background

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pricing.price_sheets import PriceSheet
    from pricing.rates import Rates

Read = Callable[[Path, "Rates"], "PriceSheet"]


def read(parent: QWidget | None, path: Path, base: Rates, reader: Read | None = None) -> PriceSheet | None:
    """Read a sheet while events go on; None if the person gave up waiting.

    Raises :class:`pricing.price_sheets.SheetError` where the sheet cannot be used.
    """
    from pricing.price_sheets import read_price_sheet

    read_it = reader or read_price_sheet
    return in_background(parent, "My price sheet", f"Reading {path.name}", lambda: read_it(path, base))
