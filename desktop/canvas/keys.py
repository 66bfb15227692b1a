"""Keys pressed while the canvas has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView
    from projects.neighbours import Direction

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_WAYS: dict[Qt.Key, Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFT, _CTRL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
_HELD = _SHIFT | _CTRL | _ALT
_NONE = Qt.KeyboardModifier.NoModifier


class Keys:
    """Takes the keys of one canvas that are no command's shortcut."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view

    def walk(self, event: QKeyEvent) -> bool:
        """Tab goes through the drawing; False where it is to leave the canvas."""
        key, held = event.key(), event.modifiers() & _HELD
        if self._view.drilling is not None or held & (_CTRL | _ALT):
            return False
        if key == Qt.Key.Key_Tab:
            return self._view.focus.step(1)
        return key == Qt.Key.Key_Backtab and self._view.focus.step(-1)

    def press(self, event: QKeyEvent) -> bool:
        """A key went down; False if it is nothing to the canvas."""
        view, key = self._view, event.key()
        if key == Qt.Key.Key_Escape:
            self.escape(everything=bool(event.modifiers() & _SHIFT))
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            view.pointer.panning = True
            view.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif view.drilling is not None:
            return False
        elif key in ARROWS:
            return self._arrow(Qt.Key(key), event.modifiers() & _HELD)
        else:
            return self._other(Qt.Key(key), event.modifiers() & _HELD)
        return True

    def _arrow(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        """Alone and with Shift they move what is selected, with Alt the focus, with Ctrl they connect."""
        view = self._view
        if held == _ALT:
            view.focus.look(_WAYS[key])
        elif held == _CTRL:
            view.focus.neighbour(_WAYS[key])
        elif held in (_NONE, _SHIFT) and view.editor.selection:
            view.arranging.nudge(*ARROWS[key], far=held == _SHIFT)
        else:
            return False
        return True

    def _other(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        view = self._view
        if key in _ENTER and held == _NONE:
            view.focus.enter()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and held == _NONE:
            view.focus.end(last=key == Qt.Key.Key_End)
        elif key == Qt.Key.Key_L and held in (_NONE, _SHIFT):
            view.focus.cycle_link(-1 if held else 1)
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

    def escape(self, everything: bool = False) -> None:
        """Leave what is going on, the innermost first; with nothing going on, the container or the selection.

        Where the keys move about, it goes out to the container around; ``everything`` clears at once.
        """
        view = self._view
        if view.pointer.cancel():
            return
        if view.drilling is not None:
            view.drill_left.emit()
        elif view.tools.current != "select":
            view.tools.choose("select")
        elif view.placing.open_offer is not None:
            view.placing.open_offer.dismiss()
        elif view.visibility.isolated:
            view.visibility.end_isolation()
        elif everything or not (view.focus.visible and len(view.editor.selection) == 1 and view.focus.out()):
            view.editor.select(())
