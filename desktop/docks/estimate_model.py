"""The estimate as a tree for Qt: groups and lines, changed in place so that scroll and selection stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from desktop.docks.estimate_groups import Group, Grouping, RowKey, grouped
from desktop.figures import DASH, counted, money, quantity, unit_price
from desktop.theme import Theme, interface_font
from pricing.confidence import confidence_text, confidence_word, unsure
from pricing.estimate import STATE_TEXT, Estimate, LineItem, ProjectOwner, cents

COLUMNS = (
    "Line item",
    "For",
    "Quantity",
    "Unit",
    "Unit price (USD)",
    "Monthly",
    "Upfront",
    "State",
    "Confidence",
    "Source",
)
ITEM, FOR, QUANTITY, UNIT, UNIT_PRICE, MONTHLY, UPFRONT, STATE, CONFIDENCE, SOURCE = range(len(COLUMNS))
FIGURES = (QUANTITY, UNIT_PRICE, MONTHLY, UPFRONT)
STATE_ROLE = int(Qt.ItemDataRole.UserRole)

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class EstimateModel(QAbstractItemModel):
    """Top rows are groups, the rows below them line items."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: list[Group] = []
        self.grouping: Grouping = "service"
        self._nodes: dict[str, list[tuple[int, int]]] | None = None
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._bold = interface_font(weight=QFont.Weight.DemiBold)
        self._quiet = QColor(theme.secondary)
        self._own = QColor(theme.accent)
        self._colours = {
            "priced": QColor(theme.good),
            "included": QColor(theme.secondary),
            "needs_input": QColor(theme.caution),
            "not_priced": QColor(theme.fault),
        }

    # content

    def show_estimate(self, estimate: Estimate | None, grouping: Grouping) -> bool:
        """Take over an estimate; True if groups are new, so that they want to be unfolded."""
        fresh = grouped(estimate.lines if estimate is not None else (), grouping)
        self._nodes = None
        same = grouping == self.grouping and [g.key for g in fresh] == [g.key for g in self.groups]
        if not same:
            self.beginResetModel()
            self.groups, self.grouping = fresh, grouping
            self.endResetModel()
            return True
        for row, group in enumerate(fresh):
            self._update_group(row, group)
        if fresh:
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(COLUMNS) - 1))
        return False

    def _update_group(self, row: int, fresh: Group) -> None:
        """Take over one group: rows between the common beginning and end are exchanged, the rest stays."""
        shown = self.groups[row]
        parent = self.index(row, 0)
        start, end = _common_ends(shown.keys, fresh.keys)
        gone, come = len(shown.keys) - end - start, len(fresh.keys) - end - start
        if gone:
            self.beginRemoveRows(parent, start, start + gone - 1)
            del shown.lines[start : start + gone]
            del shown.keys[start : start + gone]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(parent, start, start + come - 1)
            shown.lines[start:start] = fresh.lines[start : start + come]
            shown.keys[start:start] = fresh.keys[start : start + come]
            self.endInsertRows()
        changed = shown.lines != fresh.lines
        self.groups[row] = fresh
        if changed and fresh.lines:
            last = self.index(len(fresh.lines) - 1, len(COLUMNS) - 1, parent)
            self.dataChanged.emit(self.index(0, 0, parent), last)

    def line(self, index: _Index) -> LineItem | None:
        """The line item of a row; None for a group."""
        if not index.isValid() or not index.internalId():
            return None
        return self.groups[index.internalId() - 1].lines[index.row()]

    def rows_of(self, node_id: str) -> list[QModelIndex]:
        """The rows of a node's lines, whose places are looked up once per estimate."""
        if self._nodes is None:
            self._nodes = {}
            for g, group in enumerate(self.groups):
                for r, line in enumerate(group.lines):
                    self._nodes.setdefault(line.owner.node_id, []).append((g, r))
        return [self.index(r, 0, self.index(g, 0)) for g, r in self._nodes.get(node_id, ())]

    # Qt: a group has the internal id 0, a line that of its group's row plus one

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not parent.isValid():
            return self.createIndex(row, column, 0) if 0 <= row < len(self.groups) else QModelIndex()
        if parent.internalId() or not 0 <= row < len(self.groups[parent.row()].lines):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1)

    def parent(self, index: _Index) -> QModelIndex:
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self.groups)
        return 0 if parent.internalId() or parent.column() else len(self.groups[parent.row()].lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return COLUMNS[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section in FIGURES else _LEFT
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in FIGURES else _LEFT
        line = self.line(index)
        if line is None:
            return self._group_data(self.groups[index.row()], index.column(), role)
        return self._line_data(line, index.column(), role)

    def _group_data(self, group: Group, column: int, role: int) -> Any:
        totals = group.totals
        if role == Qt.ItemDataRole.FontRole:
            return self._bold if column in (ITEM, MONTHLY, UPFRONT) else None
        if role == Qt.ItemDataRole.ForegroundRole and column == STATE:
            return self._colours["needs_input" if totals.needs_input else "not_priced"]
        if role == Qt.ItemDataRole.ToolTipRole:
            if column in (MONTHLY, STATE) and totals.incomplete:
                return f"{counted(totals.needs_input + totals.not_priced, 'line')} without a figure"
            return group.title if column == ITEM else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        known = totals.priced or totals.included
        if column == ITEM:
            return group.title
        if column == MONTHLY:
            return money(totals.monthly if known else None)
        if column == UPFRONT and totals.upfront:
            return money(totals.upfront)
        return "Incomplete" if column == STATE and totals.incomplete else None

    def _line_data(self, line: LineItem, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(line, column, self.grouping)
        if role == Qt.ItemDataRole.ForegroundRole:
            if column == STATE:
                return self._colours[line.state]
            if column == CONFIDENCE and line.rate is not None and (line.rate.sheet or unsure(line)):
                return self._colours["needs_input"] if unsure(line) else self._own
            return self._quiet if column in (FOR, UNIT, CONFIDENCE, SOURCE) else None
        if role == STATE_ROLE:
            return line.state
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tooltip(line, column)
        return None


def _text(line: LineItem, column: int, grouping: Grouping) -> str | None:
    rate = line.rate
    if column == ITEM:
        return line.component
    if column == FOR:
        # What belongs to the account says of which service it is, unless it is listed under it.
        by_service = line.owner.node_id or grouping == "service" or isinstance(line.owner, ProjectOwner)
        return " ".join((line.owner.label if by_service else line.owner.service_label).split())
    if column == QUANTITY:
        if isinstance(line.owner, ProjectOwner) and line.unit == "USD" and line.quantity is not None:
            # What a share is of is an amount of money: cents are enough.
            return f"{cents(line.quantity):,f}"
        return quantity(line.quantity)
    if column == UNIT:
        return line.unit
    if column == UNIT_PRICE:
        if isinstance(line.owner, ProjectOwner) and line.unit != "USD" and line.unit_price is not None:
            return f"{cents(line.unit_price):,f}"
        return unit_price(line.unit_price) if line.unit_price is not None else ""
    if column == MONTHLY:
        return "" if line.upfront and not line.monthly else money(line.monthly)
    if column == UPFRONT:
        return money(line.upfront) if line.upfront else ""
    if column == STATE:
        return STATE_TEXT[line.state]
    if column == CONFIDENCE:
        return confidence_word(line)
    if rate is None:
        return ""
    return ", ".join(text for text in (rate.effective_date, rate.source) if text) or DASH


def _tooltip(line: LineItem, column: int) -> str | None:
    if column == STATE:
        return line.reason or STATE_TEXT[line.state]
    if column == FOR:
        if not line.owner.node_id:
            return f"{line.owner.label}, {line.owner.service_label}: applied once, not to a single node"
        return " / ".join((*line.owner.path, line.owner.label))
    if column in (UNIT_PRICE, CONFIDENCE, SOURCE) and line.rate is not None:
        rate = line.rate
        dated = f", {rate.effective_date}" if rate.effective_date else ""
        text = f"{rate.description}\n{rate.source}{dated}: {confidence_text(rate)}\n{rate.key}"
        return text if line.owner.node_id else f"{line.reason}\n{text}"
    if column == ITEM:
        return f"{line.component}\n{line.reason}".strip()
    return line.reason or (line.unit if column == UNIT else None)


def _common_ends(old: Sequence[RowKey], new: Sequence[RowKey]) -> tuple[int, int]:
    """How many rows are equal at the beginning and, after those, at the end."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end
