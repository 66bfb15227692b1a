"""Keys pressed while the canvas has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Keys:
    """Takes the keys of one canvas that are no command's shortcut."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view

    def press(self, event: QKeyEvent) -> bool:
        """A key went down; False if it is nothing to the canvas."""
        view, key = self._view, event.key()
        if key == Qt.Key.Key_Escape:
            self.escape()
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            view.pointer.panning = True
            view.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif view.drilling is not None:
            return False
        elif key in ARROWS and view.editor.selection:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            view.arranging.nudge(*ARROWS[Qt.Key(key)], fine=fine)
        elif key == Qt.Key.Key_F2:
            view.naming.rename_selected()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            view.arranging.delete()
        else:
            return False
        return True

    def release(self, event: QKeyEvent) -> bool:
        """A key came up; False if it is nothing to the canvas."""
        if event.key() != Qt.Key.Key_Space or event.isAutoRepeat():
            return False
        self._view.pointer.panning = False
        if self._view.pointer.gesture is None:
            self._view.viewport().unsetCursor()
        return True

    def escape(self) -> None:
        """Leave what is going on, the innermost first; with nothing going on, the selection."""
        view = self._view
        if view.pointer.cancel():
            return
        if view.drilling is not None:
            view.drill_left.emit()
        elif view.tools.current != "select":
            view.tools.choose("select")
        elif view.placing.open_offer is not None:
            view.placing.open_offer.dismiss()
        else:
            view.editor.select(())
