"""The list of keyboard shortcuts, made from the commands themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from desktop.actions import COMMANDS
from desktop.dialogs.message import MessageDialog

if TYPE_CHECKING:
    from desktop.window import MainWindow

ON_THE_CANVAS = (
    ("Pan", "Space and drag, or the middle button"),
    ("Zoom", "Ctrl and the wheel"),
    ("Nudge the selection", "Arrow keys"),
    ("Cancel what is under way", "Esc"),
)


class ShortcutsDialog(MessageDialog):
    """Every command with a shortcut, and what the mouse does on the canvas."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "Keyboard shortcuts", "Menus show them too.", icon="keyboard")
        rows = [*shortcuts(), *ON_THE_CANVAS]
        self.table = QTableWidget(len(rows), 2)
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.setMinimumSize(520, 460)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.content.addWidget(self.table)


def shortcuts() -> list[tuple[str, str]]:
    """Text and keys of every command that has a shortcut."""
    native = QKeySequence.SequenceFormat.NativeText
    return [
        (
            command.text.rstrip("…"),
            ", ".join(QKeySequence(k).toString(native) for k in command.shortcut.split(", ")),
        )
        for command in COMMANDS.values()
        if command.shortcut
    ]
