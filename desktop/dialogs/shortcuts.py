"""The list of keyboard shortcuts, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem

from desktop.actions import COMMANDS
from desktop.dialogs.command_palette import menu_paths
from desktop.dialogs.message import MessageDialog

if TYPE_CHECKING:
    from desktop.window import MainWindow

Row = tuple[str, str]
ON_THE_CANVAS: tuple[tuple[str, tuple[Row, ...]], ...] = (
    (
        "Going about on the canvas",
        (
            ("Next or previous in the container, in reading order", "Tab, Shift+Tab"),
            ("First or last in the container", "Home, End"),
            ("Nearest icon that way; from a frame, the next frame", "Alt+arrow keys"),
            ("Into a container; else edit the properties", "Enter"),
            ("Out to the container around, then to nothing", "Esc"),
            ("Select nothing at once", "Shift+Esc"),
            ("Links of a node in turn; Enter goes to the other end", "L, Shift+L"),
            ("Leave the canvas for the next panel", "F6, Ctrl+Tab"),
        ),
    ),
    (
        "Drawing by keys",
        (
            ("Add a connected neighbour, or go to the one there", "Ctrl+arrow keys"),
            ("Add a service where the pointer is", "Double-click on free room"),
            ("Nudge the selection by one unit, by ten", "Arrow keys, Shift+arrow keys"),
            ("Cancel what is under way", "Esc"),
        ),
    ),
    (
        "With the mouse",
        (
            ("Pan", "Space and drag, or the middle button"),
            ("Zoom", "Ctrl and the wheel"),
            ("Duplicate", "Alt and drag"),
            ("Leave grid and guides", "Ctrl and drag"),
            ("Keep to one axis", "Shift and drag"),
            ("Select what is touched as well", "Rubber band to the left"),
            ("Bend a line", "Drag a leg of the selected line"),
            ("Add a corner, or take it out", "Double-click on a line"),
            ("Insert into a line", "Drop a node on it"),
        ),
    ),
)
_OTHERS = "More"


class ShortcutsDialog(MessageDialog):
    """Every command with a shortcut by menu, and the keys and the mouse on the canvas."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "Keyboard shortcuts", "Menus show them too.", icon="keyboard")
        self.setMinimumWidth(740)
        self._theme = window.theme
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Search")
        self.filter.setAccessibleName("Search the shortcuts")
        self.filter.setClearButtonEnabled(True)
        self.table = QTableWidget(0, 2)
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.setMinimumSize(640, 480)
        self.content.addWidget(self.filter)
        self.content.addWidget(self.table)
        self._groups = [*ON_THE_CANVAS, *by_menu(menu_paths(window))]
        self.filter.textChanged.connect(self.show_rows)
        self.show_rows("")

    def show_rows(self, typed: str) -> None:
        """Show the shortcuts that fit what was typed, under their headings."""
        self.table.setRowCount(0)
        wanted = typed.lower().split()
        for title, rows in self._groups:
            found = [row for row in rows if all(word in " ".join(row).lower() for word in wanted)]
            if found:
                self._add_heading(title)
            for row in found:
                self._add(row)

    def _add_heading(self, title: str) -> None:
        item = self._add((title, ""))
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        item.setTextAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        self.table.setRowHeight(item.row(), 36)
        self.table.setSpan(item.row(), 0, 1, 2)

    def _add(self, texts: Row) -> QTableWidgetItem:
        """Append a row; gives its first cell."""
        row = self.table.rowCount()
        self.table.insertRow(row)
        what, keys = (QTableWidgetItem(text) for text in texts)
        keys.setForeground(QColor(self._theme.secondary))
        self.table.setItem(row, 0, what)
        self.table.setItem(row, 1, keys)
        return what


def shortcuts() -> list[Row]:
    """Text and keys of every command that has a shortcut."""
    return [_row(name) for name, command in COMMANDS.items() if command.shortcut]


def _row(name: str) -> Row:
    command, native = COMMANDS[name], QKeySequence.SequenceFormat.NativeText
    keys = (QKeySequence(key).toString(native) for key in command.shortcut.split(", "))
    return command.text.rstrip("…"), ", ".join(keys)


def by_menu(paths: dict[str, str]) -> Iterable[tuple[str, tuple[Row, ...]]]:
    """The commands with a shortcut under the titles of their menus, those in no menu last."""
    groups: dict[str, list[Row]] = {}
    for name in sorted(COMMANDS, key=lambda name: name not in paths):
        if COMMANDS[name].shortcut:
            title = paths.get(name, _OTHERS).split(" > ")[0]
            groups.setdefault(title, []).append(_row(name))
    return [(title, tuple(rows)) for title, rows in groups.items()]
