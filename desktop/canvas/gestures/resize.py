"""Resizing a frame or a note by its handles; what it holds stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from desktop.canvas.decorations import HANDLES, Handle
from desktop.canvas.gestures.gesture import Gesture, Modifiers
from desktop.canvas.gestures.move import FREE
from projects import edits
from projects.geometry import GRID, Rect, snapped
from projects.overlays import follow_overlays
from projects.records import Node, Note

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

LEAST = {"container": (96, 64), "overlay": (64, 48), "note": (24, 24)}


class Resize(Gesture):
    """Shows the outline to be, with its size, and commits it at the end."""

    lowers_quality = True

    def __init__(self, view: CanvasView, record_id: str, handle: Handle) -> None:
        super().__init__(view)
        record = self.document.get(record_id)
        assert isinstance(record, Node | Note)
        self._record: Node | Note = record
        self._fx, self._fy = HANDLES[handle]
        self._from: Rect = self.scene.layout.rects[record_id]
        self._to = self._from
        shape = "note" if isinstance(record, Note) else record.service.shape
        self._least = LEAST.get(shape, LEAST["container"])

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        grid = 1 if modifiers & FREE else GRID
        left, right = self._axis(at.x(), self._fx, self._from.x, self._from.right, self._least[0], grid)
        top, bottom = self._axis(at.y(), self._fy, self._from.y, self._from.bottom, self._least[1], grid)
        self._to = Rect(left, top, right - left, bottom - top)
        self.view.decorations.show_frame(QRectF(*self._to), dashed=True)
        self.view.pointer.say(f"{self._to.width} × {self._to.height}", at)

    @staticmethod
    def _axis(at: float, part: float, low: int, high: int, least: int, grid: int) -> tuple[int, int]:
        """The two edges on one axis with the pointer at ``at``; ``part`` 0 and 1 move one, 0.5 neither."""
        edge = snapped(at, grid)
        if part == 0:
            return min(edge, high - least), high
        return (low, max(edge, low + least)) if part == 1 else (low, high)

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.move(at, modifiers)
        self.clear()
        if self._to == self._from:
            return
        x, y = self.scene.layout.origin(self._record.parent)
        name = self._record.title if isinstance(self._record, Node) else "note"
        with self.editor.edit(f"Resize {name}") as draft:
            edits.resize(draft, self._record.id, self._to.moved(-x, -y))
            edits.grow_to_hold(draft, self._record.parent)
            follow_overlays(draft, [self._record.id])

    def cancel(self) -> None:
        self.clear()
