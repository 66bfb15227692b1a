"""The dialogs that compare, by what they compare."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.dialogs.compare_purchases import ComparePurchasesDialog
from desktop.dialogs.compare_regions import CompareRegionsDialog
from desktop.dialogs.compare_variants import CompareVariantsDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from desktop.window import MainWindow

DIALOGS: dict[str, Callable[[MainWindow], QDialog]] = {
    "regions": CompareRegionsDialog,
    "purchases": ComparePurchasesDialog,
    "variants": CompareVariantsDialog,
}
