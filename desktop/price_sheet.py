"""A person's own price sheet as an open project uses it: read aside, so that the window stays alive."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pricing.price_sheets import PriceSheet
    from pricing.rates import Rates

LOOK_AGAIN_MS = 15
SHOWN_AFTER_MS = 500
"""A sheet that is read sooner shows no progress."""

Read = Callable[[Path, "Rates"], "PriceSheet"]


def read(parent: QWidget | None, path: Path, base: Rates, reader: Read | None = None) -> PriceSheet | None:
    """Read a sheet while events go on; None if the person gave up waiting.

    Raises :class:`pricing.price_sheets.SheetError` where the sheet cannot be used.
    """
    from pricing.price_sheets import read_price_sheet

    pool = ThreadPoolExecutor(1, "price sheet")
    future = pool.submit(reader or read_price_sheet, path, base)
    pool.shutdown(wait=False)
    return future.result() if _waited(parent, future, path.name) else None


def _waited(parent: QWidget | None, future: Future[PriceSheet], name: str) -> bool:
    progress = QProgressDialog(f"Reading {name}", "Cancel", 0, 0, parent)
    progress.setWindowTitle("My price sheet")
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(SHOWN_AFTER_MS)
    progress.setValue(0)
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(LOOK_AGAIN_MS)
    timer.timeout.connect(lambda: loop.quit() if future.done() else None)
    progress.canceled.connect(loop.quit)
    timer.start()
    if not future.done():
        loop.exec()
    timer.stop()
    progress.hide()
    progress.deleteLater()
    return future.done()
