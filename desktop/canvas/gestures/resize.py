"""Resizing a frame or a note by its handles; what it holds stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsRectItem

from desktop.canvas.gestures.gesture import FREE, Gesture, Modifiers
from desktop.canvas.handles import ON_TOP
from desktop.canvas.size_handles import HANDLES, Handle
from projects import edits
from projects.containers import allowed, least_size
from projects.document import Draft
from projects.geometry import GRID, Rect, canvas_rect, snapped
from projects.overlays import follow_overlays
from projects.records import Node, Note

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

RATIO = Qt.KeyboardModifier.ShiftModifier
"""Held: width and height keep their ratio."""
ALONE = Qt.KeyboardModifier.ControlModifier
"""Held: what is in line with a zone or subnet in other zones keeps its size."""
MOST_SHOWN = 40
"""Neighbours whose new outlines are shown."""


class Resize(Gesture):
    """Shows the outline to be, with its size and what it pushes aside, and commits it at the end.

    The outline stops at what the frame holds and at neighbours that are locked.
    """

    lowers_quality = True

    def __init__(self, view: CanvasView, record_id: str, handle: Handle) -> None:
        super().__init__(view)
        record = self.document.get(record_id)
        assert isinstance(record, Node | Note)
        self._record: Node | Note = record
        self._fx, self._fy = HANDLES[handle]
        self._from: Rect = self.scene.layout.rects[record_id]
        self._to = self._from
        self._alone = False
        self._outlines: list[QGraphicsRectItem] = []

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        self._alone = bool(modifiers & ALONE)
        wanted = self._wanted(at, 1 if modifiers & FREE else GRID)
        if modifiers & RATIO:
            wanted = self._in_ratio(wanted, 1 if modifiers & FREE else GRID)
        x, y = self.scene.layout.origin(self._record.parent)
        if self._record.locked:
            self._to = self._from
        else:
            draft = Draft(self.document)
            room = allowed(draft, self._record, wanted.moved(-x, -y), self._alone)
            self._to = room.moved(x, y)
        self.view.decorations.show_frame(QRectF(*self._to), dashed=True)
        self._show_neighbours()
        self.view.pointer.say(self._text(wanted), at)

    def _text(self, wanted: Rect) -> str:
        size = f"{self._to.width} × {self._to.height}"
        if self._record.locked:
            return "Locked"
        return f"{size}, as small as its content allows" if self._stopped(wanted) else size

    def _stopped(self, wanted: Rect) -> bool:
        """Whether the content, not the least size of any frame, keeps it from getting smaller."""
        width, height = least_size(self._record)
        held = self._to.width > wanted.width or self._to.height > wanted.height
        return held and (self._to.width > width or self._to.height > height) and self._to != wanted

    def _wanted(self, at: QPointF, grid: int) -> Rect:
        least = least_size(self._record)
        left, right = self._axis(at.x(), self._fx, self._from.x, self._from.right, least[0], grid)
        top, bottom = self._axis(at.y(), self._fy, self._from.y, self._from.bottom, least[1], grid)
        return Rect(left, top, right - left, bottom - top)

    @staticmethod
    def _axis(at: float, part: float, low: int, high: int, least: int, grid: int) -> tuple[int, int]:
        """The two edges on one axis with the pointer at ``at``; ``part`` 0 and 1 move one, 0.5 neither."""
        edge = snapped(at, grid)
        if part == 0:
            return min(edge, high - least), high
        return (low, max(edge, low + least)) if part == 1 else (low, high)

    def _in_ratio(self, wanted: Rect, grid: int) -> Rect:
        """As large as the pointer asks on one axis, and as much larger or smaller on the other."""
        across, down = wanted.width / self._from.width, wanted.height / self._from.height
        scale = across if self._fy == 0.5 else down if self._fx == 0.5 else max(across, down)
        least = least_size(self._record)
        scale = max(scale, least[0] / self._from.width, least[1] / self._from.height)
        width = snapped(self._from.width * scale, grid)
        height = snapped(self._from.height * scale, grid)
        # The edge or corner opposite to the handle stays; of an edge's handle the middle of the other axis.
        x = self._from.x + (self._from.width - width) * (1 - self._fx)
        y = self._from.y + (self._from.height - height) * (1 - self._fy)
        return Rect(snapped(x, grid), snapped(y, grid), width, height)

    def _show_neighbours(self) -> None:
        """Outline what would be pushed aside, follow in line or grow."""
        self._clear_neighbours()
        if self._to == self._from or (isinstance(self._record, Node) and self._record.service.is_overlay()):
            return
        draft = self._draft()
        held = {record.id for record in self.document.descendants(self._record.id)}
        outline = QPen(QColor(self.view.decorations.accent), 1.0, Qt.PenStyle.DotLine)
        outline.setCosmetic(True)
        for record_id in draft.put_ids()[: 4 * MOST_SHOWN]:
            record = draft.get(record_id)
            if record_id == self._record.id or record_id in held or not isinstance(record, Node | Note):
                continue
            rect = canvas_rect(draft, record)
            if rect != self.scene.layout.rects.get(record_id) and len(self._outlines) < MOST_SHOWN:
                shown = QGraphicsRectItem(QRectF(*rect))
                shown.setPen(outline)
                shown.setZValue(ON_TOP)
                self.scene.addItem(shown)
                self._outlines.append(shown)

    def _clear_neighbours(self) -> None:
        for shown in self._outlines:
            if shown.scene() is not None:
                self.scene.removeItem(shown)
        self._outlines = []

    def _draft(self) -> Draft:
        draft = Draft(self.document)
        self._make(draft)
        return draft

    def _make(self, draft: Draft) -> None:
        x, y = self.scene.layout.origin(self._record.parent)
        edits.resize(draft, self._record.id, self._to.moved(-x, -y), self._alone)
        follow_overlays(draft, [self._record.id])

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.move(at, modifiers)
        self.cancel()
        if self._to == self._from:
            return
        name = self._record.title if isinstance(self._record, Node) else "note"
        with self.editor.edit(f"Resize {name}") as draft:
            self._make(draft)

    def cancel(self) -> None:
        self._clear_neighbours()
        self.clear()
