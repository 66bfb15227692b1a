"""Says plainly what went wrong; the details can be copied for a report."""

from __future__ import annotations

import platform
import traceback
from types import TracebackType

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.dialogs.message import MessageDialog


class ErrorDialog(MessageDialog):
    """An error in words, with details below where there are any."""

    def __init__(self, parent: QWidget | None, title: str, text: str, details: str = "") -> None:
        answers = (("copy", "Copy the details"), ("close", "Close")) if details else (("close", "Close"),)
        super().__init__(parent, title, text, answers, icon="warning-circle", colour="fault")
        self.details = details
        if details:
            shown = QPlainTextEdit(details)
            shown.setReadOnly(True)
            shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            shown.setMinimumSize(460, 140)
            shown.setAccessibleName("Details")
            self.content.addWidget(shown)

    def _choose(self, name: str) -> None:
        if name == "copy":
            QGuiApplication.clipboard().setText(self.details)
            self.buttons["copy"].setText("Copied")
            return
        super()._choose(name)


def show_error(parent: QWidget | None, title: str, text: str, details: str = "") -> None:
    """Show the error and wait until it is read."""
    ErrorDialog(parent, title, text, details).exec()


def unexpected(
    parent: QWidget | None, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> ErrorDialog:
    """The dialog for a fault of ours: the project stays open, the details say where it happened."""
    import PySide6

    lines = "".join(traceback.format_exception(kind, error, trace))
    versions = f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, {platform.platform()}"
    return ErrorDialog(
        parent,
        "Something went wrong",
        "Blueprice could not finish the last step. The project is still open as it was; save it under "
        "another name to be safe. The details help to find the fault.",
        f"{versions}\n\n{lines}",
    )
