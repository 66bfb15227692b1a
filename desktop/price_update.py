"""An update of prices in a thread of its own, followed by the window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from pricing.offers.origins import Step
    from pricing.offers.update import Report, Wanted

LOOK_AGAIN_MS = 80
Update = Callable[..., "Report"]


class PriceUpdate(QObject):
    """Runs once; says how far it is, and at the end one of ``done``, ``failed`` and ``cancelled``.

    The update itself touches nothing of Qt: what it says is looked at from the window's thread.
    """

    stepped = Signal(object)
    """A :class:`pricing.offers.origins.Step`."""
    done = Signal(object)
    """A :class:`pricing.offers.update.Report`."""
    failed = Signal(str)
    """Where, what and the remedy; the old prices are in force."""
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None, update: Update | None = None) -> None:
        super().__init__(parent)
        self._update = update
        self._stop = threading.Event()
        self._step: Step | None = None
        self._result: Report | BaseException | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def start(self, place: str, wanted: Wanted) -> None:
        """Begin; returns at once."""
        from pricing.offers.update import update

        run = self._update or update

        def work() -> None:
            try:
                self._result = run(place, wanted, progress=self._note, cancelled=self._stop.is_set)
            except BaseException as error:  # told in the window's thread
                self._result = error

        self._stop.clear()
        self._result = self._step = None
        # A daemon: what it has not put in force when the window ends is left out as if it was cancelled.
        threading.Thread(target=work, name="price update", daemon=True).start()
        self._timer.start()

    def cancel(self) -> None:
        """Ask it to stop; ``cancelled`` follows once it has."""
        self._stop.set()

    def _note(self, step: Step) -> None:
        self._step = step

    def _look(self) -> None:
        step, result = self._step, self._result
        if step is not None and result is None:
            self.stepped.emit(step)
        if result is not None:
            self._timer.stop()
            self._tell(result)

    def _tell(self, result: Report | BaseException) -> None:
        from pricing.data_files import DataError
        from pricing.offers.problems import UpdateCancelled, UpdateFailed

        if isinstance(result, UpdateCancelled):
            self.cancelled.emit()
        elif isinstance(result, UpdateFailed | DataError):
            self.failed.emit(str(result))
        elif isinstance(result, BaseException):
            raise result
        else:
            self.done.emit(result)
