"""Ctrl, Shift and Alt pressed or let go during a drag: the gesture hears of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

_MODIFIERS = {
    Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
}


class HeldKeys(QObject):
    """Watches the keyboard of one canvas while a gesture has the pointer."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or self._view.pointer.gesture is None:
            return False
        key = Qt.Key(event.key()) if event.key() in _MODIFIERS else None
        if key is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            # Alt is not to open the menu bar when it is let go.
            event.accept()
            return True
        if event.isAutoRepeat():
            return True
        # The event's own modifiers are those from before it on some systems.
        held = event.modifiers() | _MODIFIERS[key]
        if event.type() == QEvent.Type.KeyRelease:
            held &= ~_MODIFIERS[key]
        self._view.pointer.move_again(held)
        return True
