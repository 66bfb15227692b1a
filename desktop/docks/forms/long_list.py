"""A field with a long list behind it: a button that opens a searchable pop-up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from desktop import line_icons
from desktop.docks.forms.choices import _EXPLANATION, ExplainedDelegate
from desktop.docks.forms.fields import NOT_KNOWN, SEVERAL, Field
from desktop.docks.forms.option_sources import Option
from projects.properties import Property

FindOptions = Callable[[], list[Option]]
FindOption = Callable[[str], Option | None]


class OptionModel(QAbstractListModel):
    """The entries that fit the search; details are asked for only where they are painted."""

    def __init__(self, options: list[Option]) -> None:
        super().__init__()
        self._all = options
        self.shown = options

    def search(self, text: str) -> None:
        words = text.lower().split()
        found = [o for o in self._all if all(w in o.label.lower() or w in o.search for w in words)]
        # What begins with the typed text comes before what merely contains it.
        start = text.lower().strip()
        self.beginResetModel()
        self.shown = sorted(found, key=lambda o: not o.label.lower().startswith(start)) if start else found
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        option = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return option.label
        if role in (_EXPLANATION, Qt.ItemDataRole.AccessibleDescriptionRole):
            return option.detail() or " "
        return None


class OptionPopup(QFrame):
    """A search box over the list; Enter or a click chooses, Escape leaves."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, options: list[Option], current: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = OptionModel(options)
        self.box = QLineEdit()
        self.box.setPlaceholderText("Search")
        self.box.setAccessibleName("Search the list")
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(ExplainedDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.none = QLabel("Nothing fits.")
        self.none.setProperty("role", "secondary")
        self.none.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        for widget in (self.box, self.none, self.list):
            layout.addWidget(widget)
        self.box.textChanged.connect(self._search)
        self.box.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._choose(index))
        values = [option.value for option in options]
        row = values.index(current) if current in values else 0
        self.list.setCurrentIndex(self.model.index(row))
        self.resize(300, 340)
        self.setFocusProxy(self.box)

    def _search(self, text: str) -> None:
        self.model.search(text)
        self.list.setCurrentIndex(self.model.index(0))
        self.none.setVisible(not self.model.shown)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.shown[index.row()].value)
            self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 7, Qt.Key.Key_PageUp: -7}
            if key in steps:
                row = self.list.currentIndex().row() + steps[key]
                row = max(0, min(self.model.rowCount() - 1, row))
                self.list.setCurrentIndex(self.model.index(row))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)


class OptionButton(QPushButton):
    """Shows the value as a combo box would."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "combo")
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        return QSize(80, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        line_icons.draw_caret(self)


class LongListField(Field):
    """A value from a long list, with its facts in a line below."""

    def __init__(self, property: Property, find: FindOptions, find_one: FindOption) -> None:
        self.button = OptionButton()
        super().__init__(property, self.button)
        self._find = find
        self._find_one = find_one
        self._value: object = None
        self.popup: OptionPopup | None = None
        self.button.clicked.connect(self.open)

    def open(self) -> OptionPopup:
        """Open the list below the field, or above it where there is no room."""
        none = [Option("", NOT_KNOWN, lambda: "")] if self.declared.default is None else []
        popup = OptionPopup(self, none + self._find(), str(self._value or ""))
        popup.chosen.connect(self._chosen)
        popup.destroyed.connect(self._closed)
        popup.resize(max(300, self.button.width()), popup.height())
        below = self.button.mapToGlobal(QPoint(self.button.width() - popup.width(), self.button.height() + 2))
        room = self.screen().availableGeometry()
        if below.y() + popup.height() > room.bottom():
            below.setY(self.button.mapToGlobal(QPoint(0, -2)).y() - popup.height())
        popup.move(max(room.left(), below.x()), max(room.top(), below.y()))
        popup.show()
        popup.box.setFocus()
        self.popup = popup
        return popup

    def _closed(self) -> None:
        self.popup = None

    def _chosen(self, value: str) -> None:
        self.show_problem("")
        self.edited.emit(value or None, "")

    def show_value(self, value: object, several: bool = False) -> None:
        self.show_problem("")
        self._value = None if several else value
        self.button.setText(SEVERAL if several else NOT_KNOWN if value is None else str(value))
        found = None if several or value is None else self._find_one(str(value))
        known = found.detail() if found is not None else ""
        if value is not None and not several and found is None:
            known = "Not offered here."
        self.show_hint(known)
