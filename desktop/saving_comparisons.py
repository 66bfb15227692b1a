"""A comparison as a file: a sheet in the quote's workbook, or a table by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.dialogs.error import show_error

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.window import MainWindow
    from pricing.comparisons.purchases import PurchaseComparison
    from pricing.comparisons.regions import RegionComparison
    from pricing.comparisons.variants import VariantComparison

    Comparison = RegionComparison | PurchaseComparison | VariantComparison

_FORMS = "Excel workbook: the quote with this comparison (*.xlsx);;Table (*.csv)"


def ask_and_save(parent: QWidget, window: MainWindow, made: Comparison, name: str) -> Path | None:
    """Ask where to and write it; the file written, or None. Failures are told in a dialog."""
    assert window.editor is not None
    stem = re.sub(r"[^\w .()-]+", "-", f"{window.editor.title}, {name}").strip(" .-")[:80]
    proposed = Path(window.preferences.folder) / f"{stem}.xlsx"
    chosen, form = QFileDialog.getSaveFileName(parent, "Export the comparison", str(proposed), _FORMS)
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() not in (".xlsx", ".csv"):
        path = path.with_name(f"{path.name}{'.csv' if '*.csv' in form else '.xlsx'}")
    try:
        save(window, made, path)
    except OSError as error:
        show_error(parent, "The file was not written", f"{path}\n\n{error.strerror or error}")
        return None
    window.preferences.folder = str(path.parent)
    window.statusBar().showMessage(f"Exported to {path}", 8000)
    return path


def save(window: MainWindow, made: Comparison, path: Path) -> None:
    """Write a workbook or, for the suffix .csv, a table. Raises OSError; nothing half-written is left."""
    from pricing.atomic_file import write_atomically

    if path.suffix.lower() == ".csv":
        # With a mark of its encoding, without which Excel misreads all that is not English.
        write_atomically(path, _table(made).encode("utf-8-sig"))
    else:
        _workbook(window, made, path)


def _table(made: Comparison) -> str:
    from pricing.comparisons.purchases import PurchaseComparison
    from pricing.comparisons.regions import RegionComparison
    from projects.outputs.comparisons import purchases_csv, regions_csv, variants_csv

    if isinstance(made, RegionComparison):
        return regions_csv(made)
    return purchases_csv(made) if isinstance(made, PurchaseComparison) else variants_csv(made)


def _workbook(window: MainWindow, made: Comparison, path: Path) -> None:
    from desktop.exporting import quote_of
    from pricing.comparisons.purchases import PurchaseComparison
    from pricing.comparisons.regions import RegionComparison
    from pricing.workbook import write_workbook

    editor = window.editor
    assert editor is not None
    editor.refresh()
    assert editor.estimate is not None
    whole = quote_of(editor, editor.estimate)
    if isinstance(made, RegionComparison):
        whole = replace(whole, regions_compared=made)
    elif isinstance(made, PurchaseComparison):
        whole = replace(whole, purchases_compared=made)
    else:
        whole = replace(whole, variants_compared=made)
    write_workbook(path, whole)
