"""Lists why a price sheet was not used: every problem with its row, its column and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.dialogs.message import MessageDialog
from desktop.figures import counted
from pricing.price_sheets.problems import MOST_PROBLEMS, SheetError

if TYPE_CHECKING:
    from pricing.price_sheets import SheetProblem

WIDTH = 820
COLUMNS = ("Row", "Column", "What is wrong", "What to do")


class SheetProblemsDialog(MessageDialog):
    """Nothing of the sheet was taken; the list can be copied for the one who keeps the sheet."""

    def __init__(self, parent: QWidget | None, path: Path, error: SheetError, kept: str) -> None:
        count = len(error.problems)
        many = f"{count} problems or more" if count >= MOST_PROBLEMS else counted(count, "problem")
        super().__init__(
            parent,
            f"“{path.name[:60]}” was not used",
            f"{many}. Nothing was taken from it: {kept}",
            (("copy", "Copy the list"), ("close", "Close")),
            icon="warning",
            colour="caution",
        )
        self.problems = error.problems
        self.list = _table(error.problems)
        self.content.addWidget(self.list)
        self.setMinimumWidth(WIDTH)

    def _choose(self, name: str) -> None:
        if name == "copy":
            QGuiApplication.clipboard().setText("\n".join(str(problem) for problem in self.problems))
            self.buttons["copy"].setText("Copied")
            return
        super()._choose(name)


def _table(problems: tuple[SheetProblem, ...]) -> QTableWidget:
    table = QTableWidget(len(problems), len(COLUMNS))
    table.setHorizontalHeaderLabels(COLUMNS)
    table.setAccessibleName("Problems")
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for row, problem in enumerate(problems):
        texts = (str(problem.row or ""), problem.column, problem.what, problem.remedy)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            table.setItem(row, column, item)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    for column, mode in enumerate(
        (
            QHeaderView.ResizeMode.ResizeToContents,
            QHeaderView.ResizeMode.ResizeToContents,
            QHeaderView.ResizeMode.Stretch,
            QHeaderView.ResizeMode.Stretch,
        )
    ):
        header.setSectionResizeMode(column, mode)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.setMinimumHeight(min(70 + 40 * len(problems), 320))
    return table
