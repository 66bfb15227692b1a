"""Selecting: a click, with Shift or Ctrl for more, and the rubber band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from desktop.canvas.gestures.gesture import Gesture, Modifiers
from desktop.canvas.gestures.move import Move
from desktop.canvas.gestures.move_step import MoveStep, is_step
from desktop.canvas.hits import Hit
from desktop.canvas.items import FrameItem, LinkItem, NodeItem, NoteItem
from projects.geometry import Rect
from projects.records import Link, Node, Note
from projects.visibility import is_locked

if TYPE_CHECKING:
    from desktop.canvas.grips import Grip
    from desktop.canvas.view import CanvasView

SLOP = 4.0
"""Pixels the pointer may move before a click becomes a drag."""
LOCKED = "This is locked. Unlock it with Ctrl+L to move it."
ADDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Press(Gesture):
    """The left button went down: a click so far, a drag once the pointer has moved."""

    def __init__(
        self, view: CanvasView, at: QPointF, hit: Hit | None, modifiers: Modifiers, grip: Grip | None = None
    ) -> None:
        super().__init__(view)
        self._at, self._hit, self._grip = at, hit, grip
        self._adding = bool(modifiers & ADDING)
        self._was_selected = hit is not None and hit.id in self.editor.selection
        if hit is not None and hit.part != "inside" and not self._was_selected:
            self.editor.select((*self.editor.selection, hit.id) if self._adding else (hit.id,))

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        moved = (at - self._at) * self.view.zoom
        if abs(moved.x()) + abs(moved.y()) < SLOP:
            return
        follows = self._follows()
        if follows is not None:
            self.view.pointer.begin(follows)
            self.view.pointer.move_to(at, modifiers)

    def _follows(self) -> Gesture | None:
        """What the drag is; None for what cannot be dragged."""
        if self._grip is not None:
            return self._grip.begin()
        hit = self._hit
        if hit is None or (hit.part == "inside" and (self._adding or not self._was_selected)):
            return RubberBand(self.view, self._at, self._adding)
        if hit.part == "line":
            return None
        if is_locked(self.document, hit.id):
            self.view.message.emit(LOCKED)
            return None
        alone = len(self.editor.selection) == 1 and is_step(self.document.get(hit.id))
        return (MoveStep if alone else Move)(self.view, self._at, hit.id)

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
    """Drawn to the right it selects what lies wholly inside, drawn to the left what it touches as well.

    A link lies inside when both its ends do. A frame is touched at its edge, not by drawing in it.
    """

    def __init__(self, view: CanvasView, at: QPointF, adding: bool) -> None:
        super().__init__(view)
        self._at = at
        self._before = self.editor.selection if adding else ()

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        frame = QRectF(self._at, at).normalized()
        touching = at.x() < self._at.x()
        self.view.decorations.show_frame(frame, dashed=touching)
        self.editor.select((*self._before, *(self._touched(frame) if touching else self._inside(frame))))

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

    def _touched(self, frame: QRectF) -> list[str]:
        return sorted(
            item.record.id
            for item in self.scene.items(frame)
            if isinstance(item, NodeItem | FrameItem | NoteItem | LinkItem) and self._touches(frame, item)
        )

    def _touches(self, frame: QRectF, item: NodeItem | FrameItem | NoteItem | LinkItem) -> bool:
        if isinstance(item, LinkItem):
            points = [item.mapToScene(QPointF(*point)) for point in item.route.points]
            return any(_crosses(frame, a, b) for a, b in zip(points, points[1:], strict=False))
        rect = QRectF(*self.scene.layout.rects[item.record.id])
        return frame.intersects(rect) and not (isinstance(item, FrameItem) and rect.contains(frame))

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.move(at, modifiers)
        self.clear()

    def cancel(self) -> None:
        self.clear()
        self.editor.select(self._before)


def _crosses(frame: QRectF, a: QPointF, b: QPointF) -> bool:
    """Whether a leg has a point in a frame: what is left of it after cutting at the four edges."""
    low, high = 0.0, 1.0
    dx, dy = b.x() - a.x(), b.y() - a.y()
    for start, step, least, most in (
        (a.x(), dx, frame.left(), frame.right()),
        (a.y(), dy, frame.top(), frame.bottom()),
    ):
        if abs(step) < 1e-9:
            if not least <= start <= most:
                return False
            continue
        one, other = sorted(((least - start) / step, (most - start) / step))
        low, high = max(low, one), min(high, other)
    return low <= high
