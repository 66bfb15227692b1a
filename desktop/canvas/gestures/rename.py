"""Renaming in place: a small editor over a label, a title or a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from desktop.canvas.appearance import is_frame
from desktop.canvas.items import LinkItem
from desktop.canvas.lettering import font
from desktop.canvas.links import label_spot
from desktop.canvas.shapes import GLYPH
from projects import edits
from projects.records import Link, Node, Note

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


class RenameEditor(QPlainTextEdit):
    """Return keeps the text, Escape leaves it; in a note, Return starts a new line and Ctrl+Return keeps."""

    def __init__(self, view: CanvasView, record_id: str) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._id = record_id
        self._done = False
        record = view.editor.document.get(record_id)
        self._multiline = isinstance(record, Note) and record.kind != "step"
        self._before = record.text if isinstance(record, Note) else getattr(record, "label", "")
        if isinstance(record, Node):
            self.setPlaceholderText(record.service.title())
        theme = view.theme
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {theme.panel}; color: {theme.ink};"
            f" border: 1px solid {theme.accent}; border-radius: 4px; padding: 0px; }}"
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(font("label"))
        self.setPlainText(self._before)
        self.selectAll()
        self._place()
        self.show()
        self.setFocus()

    def _place(self) -> None:
        rect = self._view.mapFromScene(self._scene_rect()).boundingRect()
        wide = max(rect.width(), 132)
        high = max(rect.height(), 26) if self._multiline else 26
        self.setGeometry(rect.center().x() - wide // 2, rect.y(), wide, high)

    def _scene_rect(self) -> QRectF:
        item = self._view.mirror.items_by_id[self._id]
        if isinstance(item, LinkItem):
            x, y = label_spot(item.route)
            at = item.mapToScene(QPointF(x, y))
            return QRectF(at.x() - 60, at.y() - 12, 120, 24)
        rect = self._view.mirror.layout.rects[self._id]
        if isinstance(item.record, Note):
            return QRectF(*rect)
        if is_frame(item.record):
            return QRectF(rect.x + GLYPH, rect.y, min(220, max(rect.width - GLYPH, 40)), GLYPH)
        return QRectF(rect.x - 20, rect.bottom + 2, rect.width + 40, 22)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._multiline and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                super().keyPressEvent(event)
            else:
                self.commit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def commit(self) -> None:
        """Keep the text as one step of the history."""
        if self._done:
            return
        text = self.toPlainText()
        text = text if self._multiline else " ".join(text.split())
        self._close()
        record = self._view.editor.document.get(self._id)
        if isinstance(record, Node | Note | Link) and text != self._before:
            with self._view.editor.edit("Rename") as draft:
                edits.rename(draft, self._id, text)

    def cancel(self) -> None:
        """Leave the text as it was."""
        if not self._done:
            self._close()

    def _close(self) -> None:
        self._done = True
        self.hide()
        self._view.naming.closed()
        self.deleteLater()
