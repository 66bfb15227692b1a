"""Choosing one of several explained values."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.combo_box import CaretBox
from desktop.docks.forms.choice_labels import choice_label
from desktop.docks.forms.fields import NOT_KNOWN, SEVERAL, Field
from desktop.theme import interface_font
from projects.properties import Property

_EXPLANATION = int(Qt.ItemDataRole.UserRole) + 1


class ChoiceBox(CaretBox):
    """A combo box of explained values that leaves the wheel to the form around it."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(ExplainedDelegate(self))
        self.setMaxVisibleItems(14)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(40)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def add(self, text: str, value: object, explanation: str = "") -> None:
        self.addItem(text, value)
        self.setItemData(self.count() - 1, explanation, _EXPLANATION)
        self.setItemData(self.count() - 1, explanation, Qt.ItemDataRole.ToolTipRole)

    def showPopup(self) -> None:
        self.view().setMinimumWidth(max(self.width(), 300))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ExplainedDelegate(QStyledItemDelegate):
    """A value, and under it what it means."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if not index.data(_EXPLANATION):
            return QSize(120, 28)
        return QSize(120, 24 + 15 * len(self._lines(index)))

    def _lines(self, index: QModelIndex | QPersistentModelIndex) -> list[str]:
        from desktop.docks.tiles import two_lines

        return two_lines(str(index.data(_EXPLANATION)), interface_font(11), 270)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        palette = option.palette
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.light())
        painter.setFont(interface_font())
        painter.setPen(palette.text().color())
        box = rect.adjusted(8, 4, -8, -4)
        explanation = index.data(_EXPLANATION)
        align = Qt.AlignmentFlag.AlignLeft | (
            Qt.AlignmentFlag.AlignTop if explanation else Qt.AlignmentFlag.AlignVCenter
        )
        painter.drawText(box, align, str(index.data(Qt.ItemDataRole.DisplayRole)))
        if explanation:
            painter.setFont(interface_font(11))
            painter.setPen(QColor(palette.placeholderText().color()))
            for position, line in enumerate(self._lines(index)):
                painter.drawText(box.adjusted(0, 16 + 15 * position, 0, 0), Qt.AlignmentFlag.AlignTop, line)


class ChoiceField(Field):
    """A short list of values, each explained."""

    def __init__(self, property: Property) -> None:
        self.box = ChoiceBox()
        super().__init__(property, self.box)
        self.box.setPlaceholderText(SEVERAL)
        # An empty default stands for a value that is always known; another text says what None means.
        if property.default != "":
            offered = property.default is None or property.default in (property.choices or {})
            self.box.add(NOT_KNOWN if offered else str(property.default), None)
        for value, explanation in (property.choices or {}).items():
            self.box.add(choice_label(value), value, explanation)
        self.box.activated.connect(self._chosen)

    def _chosen(self, row: int) -> None:
        self.show_problem("")
        self.edited.emit(self.box.itemData(row), "")

    def show_value(self, value: object, several: bool = False) -> None:
        self.show_problem("")
        row = -1 if several else self.box.findData(value)
        if row < 0 and not several:
            # A value of an older file that is not offered any more is shown as it is.
            self.box.add(str(value), value, "Not in the list of this version.")
            row = self.box.count() - 1
        self.box.setCurrentIndex(row)
        choices = self.declared.choices or {}
        explanation = choices.get(value, "") if isinstance(value, str) else ""
        self.box.setToolTip(explanation or self.declared.help)
