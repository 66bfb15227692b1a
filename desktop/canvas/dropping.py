"""Services dragged from the palette over the canvas and dropped on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from desktop.canvas.gestures.place import Place
from desktop.service_mime import service_of

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


class Dropping:
    """Lets a drag from the palette be a gesture of one canvas."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view

    def enter(self, event: QDragEnterEvent) -> None:
        """Something is dragged in; only services are taken."""
        dragged = service_of(event.mimeData())
        if dragged is None or self._view.drilling is not None:
            event.ignore()
            return
        self._view.pointer.cancel()
        self._view.pointer.begin(Place(self._view, *dragged))
        event.acceptProposedAction()

    def move(self, event: QDragMoveEvent) -> None:
        """It is dragged on."""
        if isinstance(self._view.pointer.gesture, Place):
            self._view.pointer.drag_to(event.position().toPoint(), event.modifiers())
            event.acceptProposedAction()

    def leave(self) -> None:
        """It is dragged out again."""
        self._view.pointer.cancel()

    def drop(self, event: QDropEvent) -> None:
        """It is let go."""
        if isinstance(self._view.pointer.gesture, Place):
            # Before the drop: an offer that follows from it wants the keyboard for itself.
            self._view.setFocus()
            at = self._view.mapToScene(event.position().toPoint())
            self._view.pointer.finish(at, event.modifiers())
            event.acceptProposedAction()
