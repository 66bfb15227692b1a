"""Moving the view: with the middle button, or with the space bar held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from desktop.canvas.gestures.gesture import Gesture

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


class Pan(Gesture):
    """The canvas sticks to the pointer."""

    def __init__(self, view: CanvasView, at: QPoint) -> None:
        super().__init__(view)
        self._last = at
        self._start = (view.horizontalScrollBar().value(), view.verticalScrollBar().value())
        view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def pan_to(self, at: QPoint) -> None:
        """The pointer is at this point of the widget."""
        step, self._last = at - self._last, at
        self.view.scroll_by(-step.x(), -step.y())

    def cancel(self) -> None:
        self.view.horizontalScrollBar().setValue(self._start[0])
        self.view.verticalScrollBar().setValue(self._start[1])
