"""A field that lists other nodes of the drawing, to tick."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from desktop.docks.forms.fields import SEVERAL, Field
from projects.properties import Property

Candidates = Callable[[], list[tuple[str, str]]]
"""Gives id and title of every node that may be ticked."""
_ID = Qt.ItemDataRole.UserRole
_MOST_ROWS = 6


class NodesField(Field):
    """Candidates with a tick each; what is ticked is the value."""

    def __init__(self, property: Property, candidates: Candidates) -> None:
        self.list = QListWidget()
        self.list.setProperty("role", "ticks")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        super().__init__(property, self.list, wide=True)
        self._candidates = candidates
        self.list.itemChanged.connect(self._ticked)

    def show_value(self, value: object, several: bool = False) -> None:
        ticked = set(value) if isinstance(value, tuple | list) and not several else set()
        found = self._candidates()
        self.list.blockSignals(True)
        self.list.clear()
        for node_id, title in found:
            item = QListWidgetItem(title)
            item.setData(_ID, node_id)
            item.setToolTip(title)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if node_id in ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setVisible(bool(found))
        row = max(self.list.sizeHintForRow(0), 22)
        self.list.setFixedHeight(min(len(found), _MOST_ROWS) * row + 9)
        self.show_hint(SEVERAL if several else "" if found else "None on the drawing yet.")

    def _ticked(self) -> None:
        items = [self.list.item(row) for row in range(self.list.count())]
        chosen = tuple(i.data(_ID) for i in items if i.checkState() == Qt.CheckState.Checked)
        self.edited.emit(chosen, "")
