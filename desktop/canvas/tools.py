"""What the next press on the canvas does: select, connect, or put down a note; and the notes put down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QPointF, Qt, Signal

from desktop.canvas.gestures.connect import Connect

if TYPE_CHECKING:
    from desktop.canvas.hits import Hit
    from desktop.canvas.view import CanvasView

Tool = Literal["select", "connect", "text", "step"]
HINTS: dict[Tool, str] = {
    "connect": "Drag from one node to another to connect them. Escape ends this.",
    "text": "Click where the note should stand. Escape ends this.",
    "step": "Click where each numbered step should stand. Escape ends this.",
}


class Tools(QObject):
    """Knows which tool is in hand on one canvas."""

    changed = Signal(str)
    """Another tool was taken in hand: its name."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self.current: Tool = "select"

    def choose(self, tool: Tool) -> None:
        """Take a tool in hand; "select" lays the others down."""
        self.current = tool
        if tool == "select":
            self._view.viewport().unsetCursor()
            self._view.message.emit("")
        else:
            self._view.viewport().setCursor(Qt.CursorShape.CrossCursor)
            self._view.message.emit(HINTS[tool])
        self.changed.emit(tool)

    def use(self, at: QPointF, hit: Hit | None) -> bool:
        """Do with a press what the tool in hand is for; False if it is to be taken as usual."""
        tool = self.current
        if tool == "text" or tool == "step":
            if tool == "text":
                self.choose("select")
            self._view.annotating.add(tool, at)
            return True
        if tool == "connect":
            # The free room of a container is no start, as it is no end: only its frame is.
            if hit is None or hit.part == "inside" or self._view.editor.document.node(hit.id) is None:
                self._view.message.emit(HINTS["connect"])
                return True
            self.choose("select")
            self._view.pointer.begin(Connect(self._view, hit.id))
            return True
        return False
