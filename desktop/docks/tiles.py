"""Services as tiles or rows: lists that paint their icons when first seen and start a drag."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QDrag, QFont, QFontMetrics, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.docks.palette_entries import Entry, category_title
from desktop.service_icons import service_pixmap
from desktop.service_mime import service_data
from desktop.theme import Theme, interface_font

TILE = QSize(74, 79)
ICON = 40
ROW = 40
LABEL_SIZES = (10.5, 10.0, 9.5)
"""Pixels; a name that is cut is harder to read than one that is slightly smaller."""
_ENTRY = Qt.ItemDataRole.UserRole


class EntryList(QListWidget):
    """A list of palette entries; double-click or Enter asks to place one, dragging carries it."""

    placed = Signal(object)
    """An Entry to put into the selected container."""

    def __init__(self, theme: Theme, delegate: QStyledItemDelegate) -> None:
        super().__init__()
        self.theme = theme
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(lambda item: self.placed.emit(item.data(_ENTRY)))

    def show_entries(self, entries: Iterable[Entry]) -> None:
        self.clear()
        for entry in entries:
            item = QListWidgetItem(entry.label)
            item.setData(_ENTRY, entry)
            item.setToolTip(entry.tooltip)
            self.addItem(item)

    def entry(self, row: int) -> Entry:
        found: Entry = self.item(row).data(_ENTRY)
        return found

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.viewport().update()

    def mimeData(self, items: list[QListWidgetItem]) -> QMimeData:
        entry: Entry = items[0].data(_ENTRY)
        return service_data(entry.service.name, entry.properties)

    def startDrag(self, supported: Qt.DropAction) -> None:
        item = self.currentItem()
        if item is None:
            return
        entry: Entry = item.data(_ENTRY)
        drag = QDrag(self)
        drag.setMimeData(self.mimeData([item]))
        drag.setPixmap(service_pixmap(entry.icon, self.theme, ICON, self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(ICON // 2, ICON // 2))
        drag.exec(Qt.DropAction.CopyAction)
        # The pointer left while it was dragging, which nobody told the list: its hover would stay.
        QTimer.singleShot(0, self._forget_hover)

    def _forget_hover(self) -> None:
        QCoreApplication.sendEvent(self.viewport(), QEvent(QEvent.Type.Leave))


class TileGrid(EntryList):
    """Tiles in as many columns as fit, as high as its content: the area around it scrolls."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, TileDelegate())
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setDragEnabled(True)
        self.setGridSize(TILE)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: Iterable[Entry]) -> None:
        super().show_entries(entries)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        columns = max(1, (self.width() - 1) // TILE.width())
        rows = -(-self.count() // columns)
        if self.height() != rows * TILE.height():
            self.setFixedHeight(rows * TILE.height())


class RowList(EntryList):
    """Search results: a row each, with the category at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, RowDelegate())


class TileDelegate(QStyledItemDelegate):
    """An icon over a label of at most two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return TILE

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = _view(option)
        entry: Entry = index.data(_ENTRY)
        rect: QRect = option.rect
        paint_ground(painter, rect.adjusted(2, 1, -2, -1), option, view.theme)
        left = rect.x() + (rect.width() - ICON) // 2
        picture = service_pixmap(entry.icon, view.theme, ICON, view.devicePixelRatioF())
        painter.drawPixmap(left, rect.y() + 6, picture)
        painter.setPen(QColor(view.theme.ink))
        box = QRectF(
            rect.x() + 1, rect.y() + 6 + ICON + 3, rect.width() - 2, rect.bottom() - rect.y() - ICON - 9
        )
        painter.setFont(_fitting(entry.label, round(box.width())))
        draw_two_lines(painter, entry.label, box)


class RowDelegate(QStyledItemDelegate):
    """A small icon, the label, and the category in the secondary colour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = _view(option)
        entry: Entry = index.data(_ENTRY)
        rect: QRect = option.rect
        paint_ground(painter, rect.adjusted(0, 1, 0, -1), option, view.theme)
        picture = service_pixmap(entry.icon, view.theme, 26, view.devicePixelRatioF())
        painter.drawPixmap(rect.x() + 8, rect.y() + 7, picture)
        text = rect.adjusted(42, 4, -8, -4)
        painter.setFont(interface_font())
        painter.setPen(QColor(view.theme.ink))
        label = painter.fontMetrics().elidedText(entry.label, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, label)
        painter.setFont(interface_font(10.5))
        painter.setPen(QColor(view.theme.secondary))
        painter.drawText(
            text, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, category_title(entry.category)
        )


@cache
def _fitting(label: str, width: int) -> QFont:
    """The label's usual type, or a slightly smaller one if the label is whole in it."""
    for size in LABEL_SIZES:
        font = interface_font(size)
        if not any(line.endswith("…") for line in two_lines(label, font, width)):
            return font
    return interface_font(LABEL_SIZES[0])


def _view(option: QStyleOptionViewItem) -> EntryList:
    widget: QWidget = option.widget
    assert isinstance(widget, EntryList)
    return widget


def paint_ground(painter: QPainter, rect: QRect, option: QStyleOptionViewItem, theme: Theme) -> None:
    """The rounded ground of a hovered or selected item."""
    state: QStyle.StateFlag = option.state
    focused = bool(state & QStyle.StateFlag.State_HasFocus)
    selected = bool(state & QStyle.StateFlag.State_Selected) and bool(state & QStyle.StateFlag.State_Active)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    if not (focused or hovered or selected):
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(theme.accent_fill if focused else theme.hover))
    painter.setPen(QColor(theme.accent) if focused else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
    painter.restore()


def draw_two_lines(painter: QPainter, text: str, box: QRectF) -> None:
    """Centred text, broken between words into two lines at most, the second elided."""
    font = painter.font()
    for position, line in enumerate(two_lines(text, font, int(box.width()))):
        height = QFontMetrics(font).height()
        row = QRectF(box.x(), box.y() + position * (height - 1), box.width(), height)
        painter.drawText(row, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, line)


def two_lines(text: str, font: QFont, width: int) -> list[str]:
    """Text broken for a narrow column: one or two lines, the last elided where it is too long."""
    metrics = QFontMetrics(font)
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    end = line.textLength()
    layout.endLayout()
    first, rest = text[:end].strip(), text[end:].strip()
    if not rest:
        return [metrics.elidedText(first, Qt.TextElideMode.ElideRight, width)]
    return [
        metrics.elidedText(first, Qt.TextElideMode.ElideRight, width),
        metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width),
    ]
