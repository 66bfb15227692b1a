"""Asks for the reason why a finding is taken as it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.dialogs.message import MessageDialog


class AcceptDialog(MessageDialog):
    """A reason, which must be given, and who gives it, which need not be."""

    def __init__(self, parent: QWidget | None, message: str, by: str = "") -> None:
        super().__init__(
            parent,
            "Accept this finding?",
            message,
            (("cancel", "Cancel"), ("accept", "Accept")),
            icon="check-circle",
        )
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("Reason")
        self.reason.setPlaceholderText("Why it may stay as it is")
        self.reason.setFixedHeight(74)
        self.reason.setTabChangesFocus(True)
        self.by = QLineEdit(by)
        self.by.setAccessibleName("Accepted by")
        self.by.setMaxLength(500)
        note = QLabel("It no longer counts, and the quote lists it with the reason. It can be reopened.")
        note.setProperty("role", "secondary")
        note.setWordWrap(True)
        for text, field in (("Reason", self.reason), ("Accepted by (optional)", self.by)):
            label = QLabel(text)
            label.setProperty("role", "secondary")
            label.setBuddy(field)
            self.content.addWidget(label)
            self.content.addWidget(field)
        self.content.addWidget(note)
        self.reason.textChanged.connect(self._check)
        self._check()
        self.reason.setFocus()

    def _check(self) -> None:
        self.buttons["accept"].setEnabled(bool(self.reason.toPlainText().strip()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Return is as good as the button, as Return alone makes a new line."""
        if event.key() == Qt.Key.Key_Return and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.buttons["accept"].click()
        else:
            super().keyPressEvent(event)
