"""The table that comparisons are shown in: figures to the right, sorted by value."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.figures import DASH, money

KEY = Qt.ItemDataRole.UserRole
"""What a row stands for, in its first cell."""
_FITTING, _TEXT_WIDTH = 8, 180
"""With more columns than this the table scrolls sideways, and words keep so many pixels."""
_LAST = (1, "")
"""Sorts behind every figure: what is not known is no small amount."""


class Cell(NamedTuple):
    """One cell; without ``order`` it is sorted by its text."""

    text: str
    order: Any = None
    tooltip: str = ""
    colour: str = ""
    strong: bool = False


class _Item(QTableWidgetItem):
    def __init__(self, cell: Cell, order: tuple[Any, ...]) -> None:
        super().__init__(cell.text)
        self.order = order

    def __lt__(self, other: QTableWidgetItem) -> bool:
        return self.order < other.order if isinstance(other, _Item) else False


class ComparisonTable(QTableWidget):
    """Rows of :class:`Cell`; the columns in ``texts`` are words, the others figures."""

    def __init__(
        self, name: str, columns: Sequence[str], texts: Sequence[int] = (0,), parent: QWidget | None = None
    ) -> None:
        super().__init__(0, len(columns), parent)
        self._texts = frozenset(texts)
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(27)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.set_columns(columns)

    def set_columns(self, columns: Sequence[str]) -> None:
        """The titles; words are given the room that figures leave."""
        self.setColumnCount(len(columns))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(64)
        for column, title in enumerate(columns):
            item = QTableWidgetItem(title)
            item.setTextAlignment(self._alignment(column))
            self.setHorizontalHeaderItem(column, item)
            if column in self._texts and len(columns) <= _FITTING:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            elif column in self._texts:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(column, _TEXT_WIDTH)

    def fill(self, rows: Sequence[tuple[Any, Sequence[Cell]]]) -> None:
        """Show these rows, each with what it stands for, in this order until a person sorts them."""
        self.setSortingEnabled(False)
        self.setRowCount(len(rows))
        for row, (key, cells) in enumerate(rows):
            for column, cell in enumerate(cells):
                self.setItem(row, column, self._item(cell, column))
            self.model().setData(self.model().index(row, 0), key, KEY)
        header = self.horizontalHeader()
        header.setSortIndicator(-1, header.sortIndicatorOrder())
        self.setSortingEnabled(True)

    def _item(self, cell: Cell, column: int) -> QTableWidgetItem:
        order: tuple[Any, ...] = (0, cell.order)
        if cell.order is None:
            order = (0, cell.text.casefold()) if column in self._texts else _LAST
        item = _Item(cell, order)
        item.setTextAlignment(self._alignment(column))
        item.setToolTip(cell.tooltip)
        if cell.colour:
            item.setForeground(QColor(cell.colour))
        if cell.strong:
            font = QFont(self.font())
            font.setBold(True)
            item.setFont(font)
        return item

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignLeft if column in self._texts else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter

    @property
    def chosen(self) -> Any:
        """What the selected row stands for; None without a selection."""
        rows = self.selectionModel().selectedRows()
        return rows[0].data(KEY) if rows else None

    def choose(self, key: Any) -> None:
        """Select the row that stands for this."""
        row = self._row_of(key)
        if row is not None:
            self.selectRow(row)

    def texts_of(self, key: Any) -> list[str]:
        """The texts of a row, as they are shown; empty where there is none."""
        row = self._row_of(key)
        if row is None:
            return []
        return [str(self.model().index(row, column).data()) for column in range(self.columnCount())]

    def _row_of(self, key: Any) -> int | None:
        rows = range(self.rowCount())
        return next((row for row in rows if self.model().index(row, 0).data(KEY) == key), None)


def amount(figure: Decimal | None, tooltip: str = "") -> Cell:
    """A cell with an amount of money; a dash where it is not known, never a zero."""
    return Cell(money(figure), figure, tooltip)


def signed(figure: Decimal | None, good: str, bad: str, unknown: str = DASH, tooltip: str = "") -> Cell:
    """A difference: "+$12.00" in one colour, "-$3.00" in another."""
    if figure is None:
        return Cell(unknown, None, tooltip)
    if not figure:
        return Cell("$0.00", figure, tooltip)
    text = money(figure)
    more = figure > 0
    text = f"+{text}" if more and not text.startswith("<") else text
    return Cell(text, figure, tooltip, bad if more else good)


def percent(share: Decimal | None) -> Cell:
    """A share of 1 as "+12.3 %"; a dash where it cannot be told."""
    if share is None:
        return Cell(DASH)
    return Cell(f"{100 * share:+.1f} %" if round(share, 3) else "0.0 %", share)
