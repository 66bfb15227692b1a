"""The findings dock: what AWS would refuse and what is unwise, by severity; a click shows the culprit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop import line_icons
from desktop.docks.empty import EmptyState
from desktop.docks.segments import Segments
from desktop.figures import counted

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.theme import Theme
    from projects.rules.rule import Finding

SEVERITY = {
    "error": ("Error", "Errors", "x-circle", "fault"),
    "warning": ("Warning", "Warnings", "warning", "caution"),
    "info": ("Remark", "Remarks", "info", "accent"),
}
"""Singular, plural, icon and colour of each severity."""
CATEGORY = {
    "validity": "Validity",
    "security": "Security",
    "fault_tolerance": "Fault tolerance",
    "performance": "Performance",
    "cost_optimization": "Cost optimization",
    "service_limits": "Service limits",
    "operational_excellence": "Operational excellence",
}
MOST = 2_000
"""Findings shown; the tab says how many there are in all."""
_FINDING = Qt.ItemDataRole.UserRole


class FindingsView(QWidget):
    """A tree by severity, and below it the chosen finding in full with its remedy."""

    reveal = Signal(str)

    def __init__(self, editor: Editor, theme: Theme, filter: Segments) -> None:
        super().__init__()
        self._editor = editor
        self._theme = theme
        self._shown: tuple[Finding, ...] | None = None
        self._filter = "all"
        filter.choose("all")
        filter.chosen.connect(self.set_filter)
        self.tree = self._tree()
        self.detail = FindingDetail()
        self.detail.apply.clicked.connect(self._apply_fix)
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tree, 1)
        column.addWidget(self.detail)
        self.empty = EmptyState(
            "check-circle",
            "No findings",
            "Nothing that AWS would refuse, and nothing unwise that we know of.",
            theme,
        )
        self._layout = QStackedLayout(self)
        self._layout.addWidget(listing)
        self._layout.addWidget(self.empty)
        editor.findings_changed.connect(lambda _findings: self.follow())
        editor.document_replaced.connect(self.follow)
        self._rebuild()

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderLabels(["Finding", "Where", "Category", "Rule"])
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setIndentation(14)
        tree.setIconSize(QSize(15, 15))
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setAccessibleName("Findings")
        for column, width in enumerate((540, 170, 158, 80)):
            tree.setColumnWidth(column, width)
        tree.currentItemChanged.connect(self._choose)
        tree.itemClicked.connect(lambda item: self._choose(item))
        return tree

    # content

    def follow(self) -> None:
        if self.isVisible():
            self._rebuild()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._rebuild)

    def set_filter(self, severity: str) -> None:
        self._filter = severity
        self._shown = None
        self._rebuild()

    def _rebuild(self) -> None:
        found = tuple(f for f in self._editor.findings if self._filter in ("all", f.severity))
        if found == self._shown:
            return
        self._shown = found
        self._layout.setCurrentIndex(0 if found else 1)
        self.tree.blockSignals(True)
        self.tree.clear()
        for severity in SEVERITY:
            self._add_group(severity, [f for f in found[:MOST] if f.severity == severity])
        self.tree.blockSignals(False)
        self.detail.show_finding(None)

    def _add_group(self, severity: str, found: list[Finding]) -> None:
        if not found:
            return
        one, many, icon, colour = SEVERITY[severity]
        group = QTreeWidgetItem(self.tree, [counted(len(found), one.lower(), many.lower())])
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        picture = line_icons.icon(icon, self._theme, 15, getattr(self._theme, colour))
        for finding in found:
            row = QTreeWidgetItem(
                group, [finding.message, self._where(finding), CATEGORY[finding.category], finding.rule]
            )
            row.setIcon(0, picture)
            row.setToolTip(0, finding.message)
            row.setData(0, _FINDING, finding)
        group.setExpanded(True)

    def _where(self, finding: Finding) -> str:
        titles = [
            node.title for i in finding.node_ids[:1] if (node := self._editor.document.node(i)) is not None
        ]
        more = len(finding.node_ids) - 1
        return " ".join(titles) + (f" and {more} more" if more > 0 else "")

    # choosing

    def _choose(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None = None) -> None:
        finding: Finding | None = item.data(0, _FINDING) if item is not None else None
        self.detail.show_finding(finding)
        if finding is None:
            return
        self._editor.select(finding.node_ids)
        if finding.node_ids:
            self.reveal.emit(finding.node_ids[0])

    def select_next(self) -> None:
        """Go to the next finding, round and round."""
        self._rebuild()
        rows = [
            group.child(row)
            for group in (self.tree.topLevelItem(i) for i in range(self.tree.topLevelItemCount()))
            if group is not None
            for row in range(group.childCount())
        ]
        if rows:
            current = self.tree.currentItem()
            position = rows.index(current) + 1 if current in rows else 0
            following = rows[position % len(rows)]
            assert following is not None
            self.tree.setCurrentItem(following)

    def _apply_fix(self) -> None:
        finding = self.detail.finding
        if finding is not None and finding.fix is not None:
            self._editor.push(finding.fix.change(self._editor.document), finding.fix.label)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.empty.set_theme(theme)
        self._shown = None
        self._rebuild()


class FindingDetail(QFrame):
    """One finding in full: why, and a button where there is a remedy that can be applied."""

    def __init__(self) -> None:
        super().__init__()
        self.finding: Finding | None = None
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.apply = QPushButton()
        self.apply.setToolTip("Can be undone")
        line = QFrame()
        line.setProperty("role", "hairline")
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(12)
        row.addWidget(self.text, 1)
        row.addWidget(self.apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(line)
        layout.addLayout(row)
        self.hide()

    def show_finding(self, finding: Finding | None) -> None:
        self.finding = finding
        self.setVisible(finding is not None)
        if finding is None:
            return
        from projects.rules.rule import all_rules

        rule = all_rules().get(finding.rule)
        reason = rule.rationale if rule is not None else ""
        self.text.setText(f"{finding.message}\n{reason}".strip())
        self.apply.setVisible(finding.fix is not None)
        if finding.fix is not None:
            self.apply.setText(finding.fix.label)
