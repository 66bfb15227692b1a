"""The findings dock: what AWS would refuse and what is unwise, why, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QMenu,
    QScrollArea,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from desktop import remedies
from desktop.docks.empty import EmptyState
from desktop.docks.finding_card import FindingCard
from desktop.docks.findings_model import ACCEPTED, FIX, FindingsModel, Grouping, Row, grouped
from desktop.docks.score_strip import ScoreStrip
from desktop.docks.segments import Segments
from projects.scores import scores

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from desktop.editor import Editor
    from desktop.preferences import Preferences
    from desktop.theme import Theme
    from projects.rules.rule import Finding

_NARROW = 700
"""Below this width the chosen finding stands under the list instead of beside it."""


class FindingsView(QWidget):
    """Scores, a tree of findings, and the chosen one in full with its remedy."""

    reveal = Signal(str)

    def __init__(
        self,
        editor: Editor,
        theme: Theme,
        preferences: Preferences,
        filter: Segments,
        grouping: Segments,
        search: QLineEdit,
    ) -> None:
        super().__init__()
        self._editor = editor
        self._preferences = preferences
        self._filter, self._search = filter, search
        self._shown: object = None
        self._folded: set[str] = {ACCEPTED}
        """Names of the groups that are closed."""
        self._own_selection = False
        filter.choose("all")
        filter.chosen.connect(lambda _name: self._rebuild())
        grouping.choose(self.grouping)
        grouping.chosen.connect(self.set_grouping)
        search.textChanged.connect(lambda _text: self._rebuild())
        search.installEventFilter(self)
        self.strip = ScoreStrip(theme)
        self.strip.chosen.connect(lambda _name: self._rebuild())
        self.model = FindingsModel(editor, theme)
        self.tree = self._tree()
        self.card = FindingCard(editor, theme, why=True)
        self.empty = EmptyState("check-circle", "No findings", "", theme)
        self.nothing = EmptyState("magnifying-glass", "Nothing matches", "No finding is like this.", theme)
        self._lay_out()
        editor.findings_changed.connect(lambda _findings: self.follow())
        editor.document_replaced.connect(self.follow)
        editor.previewing.costs_known.connect(self.model.costs_known)
        self._rebuild()

    def _tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self.model)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setIndentation(14)
        tree.setIconSize(QSize(15, 15))
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.setAccessibleName("Findings")
        tree.header().setStretchLastSection(False)
        tree.setItemDelegateForColumn(FIX, _FixDelegate(tree))
        tree.selectionModel().currentChanged.connect(lambda index, _before: self._choose(index))
        tree.clicked.connect(self._click)
        tree.expanded.connect(lambda index: self._fold(index, False))
        tree.collapsed.connect(lambda index: self._fold(index, True))
        tree.customContextMenuRequested.connect(self._show_menu)
        tree.installEventFilter(self)
        return tree

    def _lay_out(self) -> None:
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(14, 10, 14, 12)
        inside.addWidget(self.card)
        inside.addStretch()
        self.detail = QScrollArea()
        self.detail.setWidget(holder)
        self.detail.setWidgetResizable(True)
        self.detail.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.detail.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.detail.hide()
        self._line = QFrame()
        self._line.setProperty("role", "hairline-vertical")
        self._line.hide()
        listing = QWidget()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, listing)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self.tree, 5)
        self._box.addWidget(self._line)
        self._box.addWidget(self.detail, 3)
        pages = QWidget()
        self._layout = QStackedLayout(pages)
        for page in (listing, self.empty, self.nothing):
            self._layout.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(pages, 1)

    # content

    @property
    def grouping(self) -> Grouping:
        return cast(Grouping, self._preferences.findings_grouping)

    def set_grouping(self, name: str) -> None:
        self._preferences.findings_grouping = name
        self._rebuild()

    def follow(self) -> None:
        if self.isVisible():
            self._rebuild()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._rebuild)

    def _rebuild(self) -> None:
        judged, editor = self._editor.judged, self._editor
        everything = [Row(f) for f in judged.open] + [Row(f, record) for f, record in judged.accepted]
        wanted = (self._filter.choice, self.strip.choice, self._search.text().casefold().split())
        asked = (editor.document, self.grouping, wanted, everything)
        if asked == self._shown:
            self.tree.viewport().update()
            return
        self._shown = asked
        self.strip.show_scores(scores(editor.document, editor.findings))
        rows = [row for row in everything if self._matches(row, *wanted)]
        kept, place = self.chosen, self._place()
        self.model.show(grouped(editor, rows, self.grouping))
        self._unfold()
        self._layout.setCurrentIndex(0 if rows else 2 if everything else 1)
        if not everything:
            self._praise()
        self._own_selection = True
        self.tree.setCurrentIndex(self._again(kept, place))
        self._own_selection = False
        self._show_chosen()

    def _place(self) -> tuple[str, int]:
        """Name of the group and number of the line that is chosen."""
        index = self.tree.currentIndex()
        if self.model.row_at(index) is None:
            return "", 0
        return self.model.groups[index.parent().row()].name, index.row()

    def _again(self, kept: Row | None, place: tuple[str, int]) -> QModelIndex:
        """Where the chosen line is now; if it is mended or out of sight, the one that took its place."""
        index = self.model.index_of(kept.finding if kept is not None else None)
        if index.isValid() and self.tree.isExpanded(index.parent()):
            return index
        for g, group in enumerate(self.model.groups if kept is not None else ()):
            if group.name == place[0] and group.name not in self._folded:
                return self.model.index(min(place[1], len(group.rows) - 1), 0, self.model.index(g, 0))
        return QModelIndex()

    def _matches(self, row: Row, severity: str, category: str, words: list[str]) -> bool:
        finding = row.finding
        if severity not in ("all", "", finding.severity) or category not in ("", finding.category):
            return False
        if not words:
            return True
        titles = (node.title for i in finding.node_ids if (node := self._editor.document.node(i)) is not None)
        fix = finding.fix.label if finding.fix is not None else ""
        text = " ".join((finding.message, finding.rule, fix, *titles)).casefold()
        return all(word in text for word in words)

    def _praise(self) -> None:
        """Nothing is wrong: say how much was looked at."""
        applied = sum(tile.score.applied for tile in self.strip.tiles.values())
        checks = "1 check passed" if applied == 1 else f"{applied:,} checks passed"
        self.empty.title.setText(f"No findings; {checks}" if applied else "No findings")
        self.empty.text.setText(
            "Nothing that AWS would refuse, and nothing unwise that we know of."
            if applied
            else "Checks begin with the first service on the drawing."
        )

    def _unfold(self) -> None:
        self._own_selection = True
        self.tree.expandAll()
        for row, group in enumerate(self.model.groups):
            if group.name in self._folded:
                self.tree.setExpanded(self.model.index(row, 0), False)
            # Names of nodes fit into the column; there may be hundreds of them.
            if self.grouping != "node" or group.name == ACCEPTED:
                self.tree.setFirstColumnSpanned(row, QModelIndex(), True)
        self._own_selection = False

    def _fold(self, index: QModelIndex, folded: bool) -> None:
        if self._own_selection:
            return
        name = self.model.groups[index.row()].name
        (self._folded.add if folded else self._folded.discard)(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        role = "hairline" if narrow else "hairline-vertical"
        if self._line.property("role") != role:
            self._line.setProperty("role", role)
            self._line.style().unpolish(self._line)
            self._line.style().polish(self._line)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """The finding gets half of the room, its place and remedy share the rest."""
        room = self.width() * (1 if self.width() < _NARROW or self.detail.isHidden() else 5 / 8) - 14
        rule = 84
        for column, share in enumerate((0.50, 0.20, 0.30) if self.detail.isHidden() else (0.44, 0.18, 0.38)):
            self.tree.setColumnWidth(column, int(max(80, (room - rule) * share)))
        self.tree.setColumnWidth(3, rule)

    # choosing

    @property
    def chosen(self) -> Row | None:
        """The line that is chosen."""
        return self.model.row_at(self.tree.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        if self._own_selection:
            return
        self._show_chosen()
        row = self.model.row_at(index)
        if row is not None:
            self._editor.select(row.finding.node_ids)
            if row.finding.node_ids:
                self.reveal.emit(row.finding.node_ids[0])

    def _show_chosen(self) -> None:
        row = self.chosen
        if self.detail.isHidden() != (row is None):
            self.detail.setVisible(row is not None)
            self._line.setVisible(row is not None)
            self._fit_columns()
        if row is not None:
            self.card.show_row(row)

    def _click(self, index: QModelIndex) -> None:
        """A click on a remedy applies it; elsewhere it shows the finding again, wherever one has gone."""
        row = self.model.row_at(index)
        if row is None:
            return
        if index.column() == FIX:
            self._act(row)
        else:
            self._choose(index)

    def _act(self, row: Row) -> None:
        if row.accepted is not None:
            remedies.reopen(self._editor, row.finding)
        else:
            remedies.apply_fix(self._editor, row.finding)

    def _show_menu(self, at: QPoint) -> None:
        index = self.tree.indexAt(at)
        row = self.model.row_at(index if index.isValid() else self.tree.currentIndex())
        if row is None:
            return
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        remedies.fill_menu(menu, self.window(), self._editor, row.finding, row.accepted is not None)
        why = menu.addAction("Why?")
        why.triggered.connect(lambda: self.card.why.setChecked(True))
        menu.popup(self.tree.viewport().mapToGlobal(at))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Keys: Down goes from the search to the list; there Return mends, a question mark tells why."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self._search and event.key() == Qt.Key.Key_Down:
                self.select_next()
                self.tree.setFocus()
                return True
            row = self.chosen
            if watched is self.tree and row is not None:
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self._act(row)
                    return True
                if event.text() == "?":
                    self.card.why.toggle()
                    return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def select_next(self) -> None:
        """Go to the next open finding, round and round."""
        self._rebuild()
        rows = [
            (g, r)
            for g, group in enumerate(self.model.groups)
            if group.name != ACCEPTED
            for r in range(len(group.rows))
        ]
        if rows:
            current = self.tree.currentIndex()
            here = (current.internalId() - 1, current.row()) if current.internalId() else (-1, -1)
            group, row = next((place for place in rows if place > here), rows[0])
            self.tree.setCurrentIndex(self.model.index(row, 0, self.model.index(group, 0)))

    def select(self, finding: Finding) -> None:
        """Choose a finding in the list."""
        self._rebuild()
        self.tree.setCurrentIndex(self.model.index_of(finding))

    def set_theme(self, theme: Theme) -> None:
        for part in (self.model, self.strip, self.card, self.empty, self.nothing):
            part.set_theme(theme)
        self.tree.viewport().update()


class _FixDelegate(QStyledItemDelegate):
    """Of a remedy that is too long the words give way, so that its cost stays to be seen."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, FindingsModel):
            label, cost = model.remedy(index)
            metrics = option.fontMetrics
            room = max(30, option.rect.width() - 18 - metrics.horizontalAdvance(cost))
            option.text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, room) + cost
