"""Copies of what is dragged: shown while Alt is held, and put down in the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsItemGroup, QGraphicsPixmapItem, QGraphicsRectItem

from desktop.canvas.handles import ON_TOP
from desktop.canvas.items import NodeItem, NoteItem
from projects.copying import duplicate
from projects.document import Draft

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

SEEN = 0.6


class Ghosts:
    """Pale pictures of records, shifted together; frames are outlines."""

    def __init__(self, view: CanvasView, ids: Sequence[str]) -> None:
        self._view = view
        self._group = QGraphicsItemGroup()
        for record_id in ids:
            self._group.addToGroup(self._picture(record_id))
        self._group.setOpacity(SEEN)
        self._group.setZValue(ON_TOP)
        view.mirror.addItem(self._group)

    def _picture(self, record_id: str) -> QGraphicsItem:
        item = self._view.mirror.items_by_id[record_id]
        if isinstance(item, NodeItem | NoteItem):
            made = QGraphicsPixmapItem(item.pixmap())
            made.setOffset(item.offset())
            made.setPos(item.scenePos())
            return made
        frame = QGraphicsRectItem(QRectF(*self._view.mirror.layout.rects[record_id]))
        outline = QPen(QColor(self._view.decorations.accent), 1.5, Qt.PenStyle.DashLine)
        outline.setCosmetic(True)
        frame.setPen(outline)
        return frame

    def move(self, dx: int, dy: int) -> None:
        """Show them so far from what they are copies of."""
        self._group.setPos(dx, dy)

    def drop(self) -> None:
        """Take them away."""
        if self._group.scene() is not None:
            self._view.mirror.removeItem(self._group)


def put_copies(draft: Draft, roots: Sequence[str]) -> list[str]:
    """Copies of records exactly over them, with the links among them all; gives their ids in that order."""
    # Steps that ride on copied lines come after them.
    made = duplicate(draft, roots, 0, 0)[: len(roots)]
    for record_id, copy_id in zip(roots, made, strict=True):
        original, copy = draft.node(record_id), draft.node(copy_id)
        if original is not None and copy is not None and original.side is not None:
            place = {"side": original.side, "offset": original.offset}
            draft.put(copy.model_copy(update=place))
    return made
