"""Tabs that are renamed where they stand: a field over the tab, Enter takes the name, Escape leaves it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QTabBar

LEAST_WIDTH = 120


class NamedTabs(QTabBar):
    """Tabs that can be dragged and renamed, and say so when it is done."""

    rename_wanted = Signal(int)
    renamed = Signal(int, str)
    """A tab's place and its new name, as typed."""

    def __init__(self) -> None:
        super().__init__()
        self.dropped = lambda: None
        self.field: QLineEdit | None = None
        self.setMovable(True)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)

    def edit(self, place: int, name: str) -> None:
        """Let a person type another name for a tab."""
        self.end(take=True)
        field = QLineEdit(name, self.parentWidget())
        field.setAccessibleName("Name of the page")
        field.setProperty("role", "tab-name")
        field.setMaxLength(200)
        rect = self.tabRect(place)
        corner = self.mapToParent(rect.topLeft())
        field.setGeometry(corner.x(), corner.y(), max(rect.width(), LEAST_WIDTH), rect.height())
        field.setProperty("place", place)
        field.installEventFilter(self)
        field.returnPressed.connect(lambda: self.end(take=True))
        field.editingFinished.connect(lambda: self.end(take=True))
        self.field = field
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def end(self, take: bool) -> None:
        """Take the field away, with or without what was typed."""
        field, self.field = self.field, None
        if field is None:
            return
        held = field.hasFocus()
        place, text = int(field.property("place")), field.text().strip()
        field.hide()
        field.deleteLater()
        if held:
            self.setFocus()
        if take and text:
            self.renamed.emit(place, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
            elif event.type() == QEvent.Type.KeyPress:
                self.end(take=False)
            return True
        return super().eventFilter(watched, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.tabAt(event.position().toPoint())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.rename_wanted.emit(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        dropped, self.dropped = self.dropped, lambda: None
        dropped()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and self.currentIndex() >= 0:
            self.rename_wanted.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
