"""Lists what could not be taken from a project file as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QWidget

from desktop.dialogs.message import MessageDialog
from desktop.figures import counted
from projects.files import Problem, UnreadableFile


class ProblemsDialog(MessageDialog):
    """Opened, with some problems: each with its place and what to do."""

    def __init__(self, parent: QWidget | None, name: str, problems: Sequence[Problem]) -> None:
        lossless = all(problem.harmless for problem in problems)
        kept = (
            "Nothing is lost when you save it."
            if lossless
            else "The file itself is unchanged; saving asks for another name."
        )
        super().__init__(
            parent,
            f"{counted(len(problems), 'problem')} in “{name[:60]}”",
            f"The rest of the project is open. {kept}",
            icon="warning",
            colour="caution",
        )
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumSize(480, min(60 + 34 * len(problems), 260))
        self.list.setAccessibleName("Problems")
        self.list.addItems([_line(problem) for problem in problems[:500]])
        self.content.addWidget(self.list)


def _line(problem: Problem) -> str:
    return str(problem)[:400]


def ask_recover(parent: QWidget | None, error: UnreadableFile) -> bool:
    """Say why a file cannot be opened; True if what can be read of it should be."""
    place = f"{error.place}: " if error.place else ""
    readable = error.recovered is not None
    dialog = MessageDialog(
        parent,
        "This file cannot be opened",
        f"{error.file}\n\n{place}{error.what} {error.remedy}",
        (("open", "Open what can be read"), ("close", "Close")) if readable else (("close", "Close"),),
        icon="file-x",
        colour="fault",
    )
    dialog.exec()
    return dialog.answer == "open"
