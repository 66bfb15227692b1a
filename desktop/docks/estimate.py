"""The estimate dock: every line item in a tree, in step with the selection on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from desktop.docks import estimate_model as columns
from desktop.docks.empty import EmptyState
from desktop.docks.estimate_groups import Grouping
from desktop.docks.estimate_model import STATE_ROLE, EstimateModel
from desktop.docks.segments import Segments
from pricing.confidence import CONFIDENCE_WORD, OWN
from pricing.estimate import STATE_TEXT

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.preferences import Preferences
    from desktop.theme import Theme
    from pricing.estimate import LineItem

_WIDTHS = {
    columns.FOR: 100,
    columns.QUANTITY: 74,
    columns.UNIT: 126,
    columns.UNIT_PRICE: 116,
    columns.MONTHLY: 84,
    columns.UPFRONT: 84,
    columns.STATE: 118,
    columns.CONFIDENCE: 106,
    columns.SOURCE: 100,
}
_LEAST_ITEM = 212
"""The first column takes what the others leave, and never less than this."""
_LEAST_SOURCE = 72
_MOST_SELECTED = 200
"""Beyond this many nodes the lines are not marked: nobody reads them one by one."""


class EstimateTree(QTreeView):
    """Says when its room has changed: the columns follow it."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class EstimateView(QWidget):
    """The tree; it follows the estimate only while it can be seen."""

    reveal = Signal(str)
    input_wanted = Signal(str, str)

    def __init__(self, editor: Editor, theme: Theme, preferences: Preferences, grouping: Segments) -> None:
        super().__init__()
        self._editor = editor
        self._preferences = preferences
        self._stale = True
        self._own_selection = False
        self.grouping = cast(
            Grouping, preferences.grouping if preferences.grouping in grouping.buttons else "service"
        )
        grouping.choose(self.grouping)
        grouping.chosen.connect(self.set_grouping)
        self.model = EstimateModel(theme, self)
        self.tree = self._tree(theme)
        self.empty = EmptyState(
            "receipt",
            "Nothing to price yet",
            "Put services on the drawing: each billed part is a line here.",
            theme,
        )
        self.tree.resized.connect(self._fit_items)
        self._layout = QStackedLayout(self)
        self._layout.addWidget(self.tree)
        self._layout.addWidget(self.empty)
        editor.estimate_changed.connect(lambda _estimate: self.follow())
        editor.document_replaced.connect(self.follow)
        editor.selection_changed.connect(lambda _ids: self._mark_selected())
        self.follow()

    def _tree(self, theme: Theme) -> EstimateTree:
        tree = EstimateTree()
        tree.setModel(self.model)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setIndentation(14)
        tree.setAccessibleName("Estimate")
        self._dots = StateDelegate(theme, tree)
        tree.setItemDelegateForColumn(columns.STATE, self._dots)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(48)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(columns.ITEM, QHeaderView.ResizeMode.Fixed)
        for column, width in _fitted(tree).items():
            tree.setColumnWidth(column, width)
        header.sectionResized.connect(lambda *_: self._fit_items())
        tree.selectionModel().selectionChanged.connect(self._select_nodes)
        tree.doubleClicked.connect(self._want_input)
        return tree

    def _fit_items(self) -> None:
        header = self.tree.header()
        others = sum(header.sectionSize(column) for column in _WIDTHS)
        # Comes back here once through the signal, and then nothing changes any more.
        header.resizeSection(columns.ITEM, max(_LEAST_ITEM, self.tree.viewport().width() - others))

    # the estimate

    def follow(self) -> None:
        """Take over the present estimate, now if it can be seen and else when it is shown."""
        self._stale = True
        if self.isVisible():
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._refresh)

    def _refresh(self) -> None:
        if not self._stale:
            return
        self._stale = False
        estimate = self._editor.estimate
        self._own_selection = True
        if self.model.show_estimate(estimate, self.grouping):
            self.tree.expandAll()
        paid_once = estimate is not None and bool(estimate.totals.upfront)
        if self.tree.isColumnHidden(columns.UPFRONT) == paid_once:
            self.tree.setColumnHidden(columns.UPFRONT, not paid_once)
            self._fit_items()
        self._own_selection = False
        self._layout.setCurrentWidget(self.tree if self.model.groups else self.empty)
        self._mark_selected()

    def set_grouping(self, name: str) -> None:
        self.grouping = cast(Grouping, name)
        self._preferences.grouping = name
        self.follow()

    # selection

    def _select_nodes(self) -> None:
        if self._own_selection:
            return
        lines = [self.model.line(index) for index in self.tree.selectionModel().selectedRows()]
        shown = [line.owner.node_id for line in lines if line is not None]
        if not shown:
            return
        # Lines of the account stand for no node: with nothing else selected, the panel shows the project.
        ids = [node_id for node_id in shown if node_id]
        self._own_selection = True
        self._editor.select(ids)
        self._own_selection = False
        current = self.model.line(self.tree.currentIndex())
        if current is not None and not current.owner.node_id:
            return
        if ids:
            self.reveal.emit(current.owner.node_id if current is not None else ids[0])

    def _mark_selected(self) -> None:
        if self._own_selection or self._stale:
            return
        wanted = QItemSelection()
        first: QModelIndex | None = None
        if len(self._editor.selection) <= _MOST_SELECTED:
            for node_id in self._editor.selection:
                for index in self.model.rows_of(node_id):
                    wanted.select(index, index)
                    first = first or index
        self._own_selection = True
        flags = QItemSelectionModel.SelectionFlag
        self.tree.selectionModel().select(wanted, flags.ClearAndSelect | flags.Rows)
        if first is not None:
            self.tree.scrollTo(first)
        self._own_selection = False

    def _want_input(self, index: QModelIndex) -> None:
        line = self.model.line(index)
        if line is not None and line.owner.node_id and line.property_name:
            self.input_wanted.emit(line.owner.node_id, line.property_name)

    def select_next_missing(self) -> None:
        """Go to the next line without a figure after the current one, round and round."""
        self._refresh()
        rows = [
            (g, r)
            for g, group in enumerate(self.model.groups)
            for r, line in enumerate(group.lines)
            if _open(line)
        ]
        if not rows:
            return
        current = self.tree.currentIndex()
        here = (current.internalId() - 1, current.row()) if current.internalId() else (current.row(), -1)
        group, row = next((place for place in rows if place > here), rows[0])
        index = self.model.index(row, 0, self.model.index(group, 0))
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)
        self._want_input(index)

    def set_theme(self, theme: Theme) -> None:
        self.model.set_theme(theme)
        self._dots.theme = theme
        self.empty.set_theme(theme)
        self.tree.viewport().update()


def _fitted(tree: QTreeView) -> dict[int, int]:
    """The columns' widths, with states and confidences whole in wide fonts too, at the sources' expense."""
    widths, metrics = dict(_WIDTHS), tree.fontMetrics()
    for column, texts, around in (
        (columns.STATE, (*STATE_TEXT.values(), "Incomplete"), 26),
        (columns.CONFIDENCE, (*CONFIDENCE_WORD.values(), OWN), 20),
    ):
        more = max(metrics.horizontalAdvance(text) for text in texts) + around - widths[column]
        if more > 0:
            widths[column] += more
            widths[columns.SOURCE] = max(_LEAST_SOURCE, widths[columns.SOURCE] - more)
    return widths


def _open(line: LineItem) -> bool:
    return line.state in ("needs_input", "not_priced")


class StateDelegate(QStyledItemDelegate):
    """A dot in the state's colour before its name."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.decorationSize = QSize(12, 12)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        if index.data(STATE_ROLE) is None:
            return
        colour: QColor = index.data(Qt.ItemDataRole.ForegroundRole)
        rect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(rect.x() + 7, rect.center().y() - 2.5, 7, 7))
        painter.restore()
