"""The canvas as screen readers see it: a graphic with a child for every record, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QRect, QRectF
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAccessibleWidget

from desktop.canvas.spoken import spoken
from projects.records import Link, Node
from projects.text_search import seen_in_order

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


class Spoken(QObject):
    """Tells screen readers what one canvas shows, where the keyboard is, and what was just said."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._order: list[str] | None = None
        self._records: dict[str, RecordInterface] = {}
        editor = view.editor
        editor.selection_changed.connect(lambda _ids: self._tell_focus())
        editor.changed.connect(lambda _change: self._forget())
        editor.document_replaced.connect(self._forget)
        view.paging.changed.connect(self._forget)
        view.message.connect(self._announce)
        _install()

    # what there is

    def order(self) -> list[str]:
        """Ids of the records of the page that is shown, in reading order."""
        if self._order is None:
            shown = self._view.mirror.items_by_id
            self._order = [r.id for r in seen_in_order(self._view.editor.document) if r.id in shown]
        return self._order

    def child(self, index: int) -> RecordInterface | None:
        """What stands for one of them; made when it is first asked for."""
        order = self.order()
        return self.record(order[index]) if 0 <= index < len(order) else None

    def record(self, record_id: str) -> RecordInterface:
        """What stands for a record."""
        found = self._records.get(record_id)
        if found is None or not shiboken6.isValid(found):
            found = self._records[record_id] = RecordInterface(self._view, record_id)
            found.number = QAccessible.registerAccessibleInterface(found)
        return found

    def focused(self) -> RecordInterface | None:
        """What stands for the record that has the focus."""
        current = self._view.focus.current
        return self.record(current) if current is not None else None

    def _forget(self) -> None:
        self._order = None
        document = self._view.editor.document
        for record_id in [i for i in self._records if i not in document]:
            gone = self._records.pop(record_id)
            if shiboken6.isValid(gone):
                QAccessible.deleteAccessibleInterface(gone.number)

    # what happens

    def _tell_focus(self) -> None:
        if not QAccessible.isActive() or not self._view.hasFocus():
            return
        current = self._view.focus.current
        if current is not None and current in self.order():
            event = QAccessibleEvent(self._view, QAccessible.Event.Focus)
            event.setChild(self.order().index(current))
            QAccessible.updateAccessibility(event)

    def _announce(self, text: str) -> None:
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, text))


class CanvasInterface(QAccessibleWidget):
    """The canvas itself."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view, QAccessible.Role.Canvas, "Canvas")
        self._view = view

    def childCount(self) -> int:
        return len(self._view.spoken.order())

    def child(self, index: int) -> QAccessibleInterface | None:
        return self._view.spoken.child(index)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        order = self._view.spoken.order()
        record_id = getattr(child, "record_id", None)
        return order.index(record_id) if record_id in order else -1

    def focusChild(self) -> QAccessibleInterface | None:
        return self._view.spoken.focused()

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self._view.accessibleName()
        if kind == QAccessible.Text.Description:
            return f"{len(self._view.spoken.order()):,} items. Tab goes through them, F6 leaves."
        return ""


class RecordInterface(QAccessibleInterface):
    """One node, link or note."""

    def __init__(self, view: CanvasView, record_id: str) -> None:
        super().__init__()
        self._view = view
        self.record_id = record_id
        self.number = 0
        """Qt's own number for it."""

    def isValid(self) -> bool:
        return shiboken6.isValid(self._view) and self.record_id in self._view.mirror.items_by_id

    def object(self) -> QObject | None:
        return None

    def window(self) -> None:
        return None

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._view)

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> None:
        return None

    def childAt(self, x: int, y: int) -> None:
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        return spoken(self._view.editor, self.record_id) if kind == QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        return None

    def role(self) -> QAccessible.Role:
        record = self._view.editor.document.get(self.record_id)
        if isinstance(record, Link):
            return QAccessible.Role.Link
        frame = isinstance(record, Node) and record.service.is_container()
        return QAccessible.Role.Grouping if frame else QAccessible.Role.Graphic

    def rect(self) -> QRect:
        view = self._view
        item = view.mirror.items_by_id.get(self.record_id)
        if item is None:
            return QRect()
        place = view.mirror.layout.rects.get(self.record_id)
        shown = QRectF(*place) if place is not None else item.sceneBoundingRect()
        port = view.mapFromScene(shown).boundingRect()
        return QRect(view.viewport().mapToGlobal(port.topLeft()), port.size())

    def state(self) -> QAccessible.State:
        made = QAccessible.State()
        made.focusable = made.selectable = True
        made.selected = self.record_id in self._view.editor.selection
        made.focused = self._view.hasFocus() and self._view.focus.current == self.record_id
        return made


_kept: list[CanvasInterface] = []
"""Qt owns them and ends them with their canvas; Python must not end them before."""
_installed: list[bool] = []


def _install() -> None:
    """Have Qt ask here for what stands for a canvas; it asks only while a screen reader is there."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_interface)


def _interface(_name: str, widget: QObject | None) -> QAccessibleInterface | None:
    from desktop.canvas.view import CanvasView

    if not isinstance(widget, CanvasView) or not hasattr(widget, "spoken"):
        return None
    _kept[:] = [interface for interface in _kept if shiboken6.isValid(interface)]
    made = CanvasInterface(widget)
    _kept.append(made)
    return made
