"""The findings as a tree of groups: by severity, category or node; those that were accepted come last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from desktop import line_icons
from desktop.figures import counted
from desktop.remedies import fix_text
from projects.acceptance import key_of
from projects.scores import FINDING_CATEGORIES

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.theme import Theme
    from projects.records import AcceptedFinding
    from projects.rules.rule import Finding

Grouping = Literal["severity", "category", "node"]
Index = QModelIndex | QPersistentModelIndex
SEVERITY = {
    "error": ("Error", "Errors", "x-circle", "fault"),
    "warning": ("Warning", "Warnings", "warning", "caution"),
    "info": ("Remark", "Remarks", "info", "accent"),
}
"""Singular, plural, icon and colour of each severity."""
COLUMNS = ("Finding", "Where", "Fix", "Rule")
FINDING, WHERE, FIX, RULE = range(4)
ACCEPTED = "accepted"
_NO_INDEX = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    finding: Finding
    accepted: AcceptedFinding | None = None


@dataclass(frozen=True)
class Group:
    """A heading and its lines."""

    name: str
    """What it is remembered by while the list changes."""
    title: str
    rows: tuple[Row, ...]


def grouped(editor: Editor, rows: Iterable[Row], grouping: Grouping) -> tuple[Group, ...]:
    """Lines under their headings; the accepted ones under one of their own, at the end."""
    found: dict[str, list[Row]] = {}
    accepted: list[Row] = []
    for row in rows:
        if row.accepted is not None:
            accepted.append(row)
        else:
            found.setdefault(_name(row.finding, grouping), []).append(row)
    orders: dict[str, list[str]] = {"severity": [*SEVERITY], "category": [*FINDING_CATEGORIES]}
    made = [
        Group(name, _title(editor, name, grouping, found[name]), tuple(found[name]))
        for name in orders.get(grouping, list(found))
        if name in found
    ]
    if accepted:
        made.append(Group(ACCEPTED, f"{len(accepted):,} accepted", tuple(accepted)))
    return tuple(made)


def _name(finding: Finding, grouping: Grouping) -> str:
    if grouping == "severity":
        return finding.severity
    return finding.category if grouping == "category" else (*finding.node_ids, "")[0]


def _title(editor: Editor, name: str, grouping: Grouping, rows: list[Row]) -> str:
    if grouping == "severity":
        one, many, _, _ = SEVERITY[name]
        return counted(len(rows), one.lower(), many.lower())
    title = FINDING_CATEGORIES.get(name, "") if grouping == "category" else title_of(editor, name)
    return f"{title or 'The whole drawing'} ({len(rows):,})"


def title_of(editor: Editor, record_id: str) -> str:
    """What is written at a node, or which nodes a link joins."""
    node = editor.document.node(record_id)
    if node is not None:
        return " ".join(node.title.split())
    link: Any = editor.document.get(record_id)
    ends = [editor.document.node(getattr(link, end, None)) for end in ("source", "target")]
    return " to ".join(node.title for node in ends if node is not None)


def where(editor: Editor, finding: Finding) -> str:
    """The main culprit, and how many others there are."""
    more = len(finding.node_ids) - 1
    text = title_of(editor, finding.node_ids[0]) if finding.node_ids else ""
    return f"{text} and {more:,} more" if more > 0 else text


class FindingsModel(QAbstractItemModel):
    """Two levels; an index of a line carries the number of its group plus one."""

    def __init__(self, editor: Editor, theme: Theme) -> None:
        super().__init__()
        self._editor = editor
        self._theme = theme
        self.groups: tuple[Group, ...] = ()
        self._bold = QFont()
        self._bold.setBold(True)

    def show(self, groups: tuple[Group, ...]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self.groups = groups
        self.endResetModel()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def row_at(self, index: Index) -> Row | None:
        """The line at an index; None for a heading."""
        if not index.isValid() or not index.internalId():
            return None
        return self.groups[index.internalId() - 1].rows[index.row()]

    def index_of(self, finding: Finding | None) -> QModelIndex:
        """Where a finding is shown, by its rule and what it blames."""
        if finding is not None:
            wanted = key_of(finding)
            for g, group in enumerate(self.groups):
                for r, row in enumerate(group.rows):
                    if row.finding.rule == finding.rule and key_of(row.finding) == wanted:
                        return self.index(r, 0, self.index(g, 0))
        return QModelIndex()

    def costs_known(self) -> None:
        """Costs of remedies have come in."""
        for g, group in enumerate(self.groups):
            parent = self.index(g, 0)
            ends = self.index(0, FIX, parent), self.index(len(group.rows) - 1, FIX, parent)
            self.dataChanged.emit(*ends, [Qt.ItemDataRole.DisplayRole])

    # Qt

    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        if not 0 <= row < self.rowCount(parent) or not 0 <= column < len(COLUMNS):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = _NO_INDEX) -> QModelIndex:
        group = index.internalId() if index.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        if not parent.isValid():
            return len(self.groups)
        if parent.internalId() or parent.column():
            return 0
        return len(self.groups[parent.row()].rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return self._heading(index, role)
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._text(row, column) if column in (WHERE, FIX) else self._tooltip(row)
        if role == Qt.ItemDataRole.DecorationRole and column == FINDING:
            _, _, icon, colour = SEVERITY[row.finding.severity]
            quiet = row.accepted is not None
            return line_icons.icon(
                "check-circle" if quiet else icon,
                self._theme,
                15,
                self._theme.secondary if quiet else getattr(self._theme, colour),
            )
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == FINDING:
            return f"{SEVERITY[row.finding.severity][0]}: {self._text(row, column)}"
        return None

    def remedy(self, index: Index) -> tuple[str, str]:
        """The remedy at an index in two parts: what it does, and what that costs."""
        row = self.row_at(index)
        if row is None or row.finding.fix is None or row.accepted is not None:
            return ("Reopen" if row is not None and row.accepted is not None else ""), ""
        label = row.finding.fix.label
        return label, fix_text(self._editor, row.finding).removeprefix(label)

    def _heading(self, index: Index, role: int) -> Any:
        if not index.isValid() or index.column():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.groups[index.row()].title
        return self._bold if role == Qt.ItemDataRole.FontRole else None

    def _text(self, row: Row, column: int) -> str:
        if column == FINDING:
            return (
                f"{row.finding.message} Accepted: {row.accepted.reason}"
                if row.accepted
                else row.finding.message
            )
        if column == WHERE:
            return where(self._editor, row.finding)
        if column == FIX:
            return "Reopen" if row.accepted else fix_text(self._editor, row.finding)
        return row.finding.rule

    def _tooltip(self, row: Row) -> str:
        category = FINDING_CATEGORIES[row.finding.category]
        return f"{row.finding.message}\n{row.finding.rule}, {category.lower()}"

    def _colour(self, row: Row, column: int) -> QColor | None:
        if column == FIX:
            return QColor(self._theme.accent)
        quiet = row.accepted is not None or column in (WHERE, RULE)
        return QColor(self._theme.secondary) if quiet else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags
