"""A field to type in and a list of what fits: the small search that quick-add and commands have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.line_icons import icon
from desktop.theme import Theme, interface_font

ROW = 38
SHOWN = 8
"""Rows seen at once."""
PICTURE = 24
_CHOICE = Qt.ItemDataRole.UserRole
Draw = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True)
class Choice:
    """One row: what it is called, a quieter line below, something short at the right."""

    key: object
    text: str
    detail: str = ""
    right: Callable[[], str] | str = ""
    """At the right of the row; a function is asked when the row is first seen."""
    draw: Draw | None = None
    """Paints the picture into its square."""
    enabled: bool = True

    def right_text(self) -> str:
        return self.right if isinstance(self.right, str) else self.right()


class ChoiceBox(QFrame):
    """Search field above a list; arrows walk, Enter or a click chooses, Escape and leaving it close."""

    chosen = Signal(object)
    """A Choice that is enabled."""
    refused = Signal(object)
    """A Choice that is not."""
    closed = Signal()

    def __init__(self, parent: QWidget, theme: Theme, width: int, placeholder: str) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setObjectName("choice_box")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFixedWidth(width)
        self.field = QLineEdit()
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        self.field.addAction(
            icon("magnifying-glass", theme, 16, theme.secondary), QLineEdit.ActionPosition.LeadingPosition
        )
        self.list = ChoiceList(theme)
        self.nothing = QLabel()
        self.nothing.setProperty("role", "secondary")
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(8, 8, 8, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        layout.addWidget(self.nothing)
        self.setStyleSheet(
            f"#choice_box {{ background: {theme.panel}; border: 1px solid {theme.input_border};"
            " border-radius: 10px; }"
        )
        self.field.textChanged.connect(self.search)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self.choose())

    def choices(self, text: str) -> Iterable[Choice]:
        """What fits the text, the likeliest first; for the kinds of box to say."""
        raise NotImplementedError

    def nothing_text(self, text: str) -> str:
        """What is said where nothing fits."""
        return f"Nothing is called “{text[:40]}”."

    def search(self, text: str) -> None:
        """Show what fits."""
        found = list(self.choices(text.strip()))
        self.list.show_choices(found)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.nothing.setText(self.nothing_text(text.strip()))
        self.adjustSize()

    def open(self) -> None:
        """Show all that could be chosen, with the cursor in the field."""
        self.search("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def choose(self) -> None:
        """Take the row that is lit."""
        choice = self.list.current()
        if choice is None:
            return
        (self.chosen if choice.enabled else self.refused).emit(choice)

    def close_box(self) -> None:
        """Be gone, with nothing chosen."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field's keys walk through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        if event.type() == QEvent.Type.FocusOut and self.field.window().isActiveWindow():
            self.close_box()
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        steps |= {Qt.Key.Key_PageDown: SHOWN - 1, Qt.Key.Key_PageUp: 1 - SHOWN}
        if key in steps:
            self.list.walk(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        elif key == Qt.Key.Key_Escape:
            self.close_box()
        else:
            return False
        return True


class ChoiceList(QListWidget):
    """The rows; it never has the keyboard itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setItemDelegate(ChoiceDelegate())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_choices(self, choices: list[Choice]) -> None:
        """Fill the rows and light the first."""
        self.clear()
        for choice in choices:
            item = QListWidgetItem(choice.text)
            item.setData(_CHOICE, choice)
            words = ", ".join(word for word in (choice.text, choice.detail) if word)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            item.setToolTip(choice.detail if not choice.enabled else "")
            self.addItem(item)
        self.setFixedHeight(ROW * max(1, min(SHOWN, len(choices))))
        if choices:
            self.setCurrentRow(next((i for i, choice in enumerate(choices) if choice.enabled), 0))
            self.scrollToTop()

    def choice(self, row: int) -> Choice:
        found: Choice = self.item(row).data(_CHOICE)
        return found

    def current(self) -> Choice | None:
        return self.choice(self.currentRow()) if self.currentRow() >= 0 else None

    def walk(self, by: int) -> None:
        """Light another row; single steps go round the end."""
        if self.count():
            row = self.currentRow() + by
            row = row % self.count() if abs(by) == 1 else min(max(row, 0), self.count() - 1)
            self.setCurrentRow(row)


class ChoiceDelegate(QStyledItemDelegate):
    """Picture, two lines of words, and a word at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shown: QWidget = option.widget
        assert isinstance(shown, ChoiceList)
        choice: Choice = index.data(_CHOICE)
        rect: QRect = option.rect
        theme = shown.theme
        _paint_ground(painter, rect, option.state, theme)
        painter.save()
        painter.setOpacity(1.0 if choice.enabled else 0.45)
        if choice.draw is not None:
            choice.draw(painter, QRectF(rect.x() + 8, rect.y() + (ROW - PICTURE) / 2, PICTURE, PICTURE))
        painter.setOpacity(1.0)
        left = 42 if choice.draw is not None else 10
        self._paint_words(painter, choice, rect.adjusted(left, 3, -10, -3), theme)
        painter.restore()

    def _paint_words(self, painter: QPainter, choice: Choice, room: QRect, theme: Theme) -> None:
        aligned = Qt.AlignmentFlag
        right = choice.right_text()
        painter.setFont(interface_font(11.5))
        painter.setPen(QColor(theme.secondary))
        taken = min(painter.fontMetrics().horizontalAdvance(right) + 12 if right else 0, room.width() // 2)
        if right:
            words = painter.fontMetrics().elidedText(right, Qt.TextElideMode.ElideRight, room.width() // 2)
            painter.drawText(room, aligned.AlignRight | aligned.AlignVCenter, words)
        room = room.adjusted(0, 0, -taken, 0)
        painter.setFont(interface_font())
        painter.setPen(QColor(theme.ink if choice.enabled else theme.secondary))
        text = painter.fontMetrics().elidedText(choice.text, Qt.TextElideMode.ElideRight, room.width())
        upright = aligned.AlignTop if choice.detail else aligned.AlignVCenter
        painter.drawText(room, aligned.AlignLeft | upright, text)
        if choice.detail:
            painter.setFont(interface_font(10.5))
            painter.setPen(QColor(theme.secondary))
            detail = painter.fontMetrics().elidedText(
                choice.detail, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, aligned.AlignLeft | aligned.AlignBottom, detail)


def _paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag, theme: Theme) -> None:
    lit = bool(state & QStyle.StateFlag.State_Selected)
    if not lit and not state & QStyle.StateFlag.State_MouseOver:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(theme.accent_fill if lit else theme.hover))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -1), 7, 7)
    painter.restore()
