"""Selecting: a click, with Shift or Ctrl for more, and the rubber band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from desktop.canvas.gestures.gesture import Gesture, Modifiers
from desktop.canvas.gestures.move import Move
from desktop.canvas.hits import Hit
from projects.geometry import Rect
from projects.records import Link, Node, Note

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

SLOP = 4.0
"""Pixels the pointer may move before a click becomes a drag."""
ADDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Press(Gesture):
    """The left button went down: a click so far, a drag once the pointer has moved."""

    def __init__(self, view: CanvasView, at: QPointF, hit: Hit | None, modifiers: Modifiers) -> None:
        super().__init__(view)
        self._at, self._hit = at, hit
        self._adding = bool(modifiers & ADDING)
        self._was_selected = hit is not None and hit.id in self.editor.selection
        if hit is not None and hit.part != "inside" and not self._was_selected:
            self.editor.select((*self.editor.selection, hit.id) if self._adding else (hit.id,))

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        moved = (at - self._at) * self.view.zoom
        if abs(moved.x()) + abs(moved.y()) < SLOP:
            return
        if self._hit is None or (self._hit.part == "inside" and (self._adding or not self._was_selected)):
            self.view.pointer.begin(RubberBand(self.view, self._at, self._adding))
        elif self._hit.part == "line":
            return
        else:
            self.view.pointer.begin(Move(self.view, self._at, self._hit.id))
        self.view.pointer.move_to(at, modifiers)

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        """A click: this alone, or this as well, or not this any more."""
        selection = self.editor.selection
        if self._hit is None:
            if not self._adding:
                self.editor.select(())
        elif self._adding and self._was_selected:
            self.editor.select(i for i in selection if i != self._hit.id)
        elif self._adding:
            self.editor.select((*selection, self._hit.id))
        else:
            self.editor.select((self._hit.id,))


class RubberBand(Gesture):
    """Selects what lies wholly inside a frame; links when both their ends do."""

    def __init__(self, view: CanvasView, at: QPointF, adding: bool) -> None:
        super().__init__(view)
        self._at = at
        self._before = self.editor.selection if adding else ()

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        frame = QRectF(self._at, at).normalized()
        self.view.decorations.show_frame(frame)
        self.editor.select((*self._before, *self._inside(frame)))

    def _inside(self, frame: QRectF) -> list[str]:
        band = Rect(round(frame.x()), round(frame.y()), round(frame.width()), round(frame.height()))
        found: dict[str, None] = {}
        links: list[Link] = []
        for item in self.scene.items(frame):
            record = getattr(item, "record", None)
            if isinstance(record, Link):
                links.append(record)
            elif isinstance(record, Node | Note) and band.contains(self.scene.layout.rects[record.id]):
                found[record.id] = None
        found.update({link.id: None for link in links if link.source in found and link.target in found})
        return sorted(found)

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.move(at, modifiers)
        self.clear()

    def cancel(self) -> None:
        self.clear()
        self.editor.select(self._before)
