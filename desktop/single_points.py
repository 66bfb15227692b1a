"""Finding single points of failure without holding up the window: on a copy, in a thread of its own."""

from __future__ import annotations

import gc
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from projects.document import Document

if TYPE_CHECKING:
    from pricing.rates import Rates
    from projects.single_points import SinglePoint

LOOK_MS = 40


class Search(QObject):
    """One search; tells what it found, or nothing if it was given up before."""

    found = Signal(tuple)
    failed = Signal(str)

    def __init__(self, document: Document, rates: Rates, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "single points")
        # The copy shares the records, which never change.
        self._future: Future[tuple[SinglePoint, ...]] = self._pool.submit(
            _search, Document(document.records()), rates
        )
        self._pool.shutdown(wait=False)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def give_up(self) -> None:
        """Nobody waits for it any more."""
        self._timer.stop()
        self.deleteLater()

    def _look(self) -> None:
        if not self._future.done():
            return
        self._timer.stop()
        error = self._future.exception()
        if error is not None:
            self.failed.emit(str(error))
        else:
            self.found.emit(self._future.result())


def _search(document: Document, rates: Rates) -> tuple[SinglePoint, ...]:
    from projects.single_points import single_points

    # A collection that this thread begins would take widgets apart outside the window's own thread.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return single_points(document, rates)
    finally:
        if collecting:
            gc.enable()
