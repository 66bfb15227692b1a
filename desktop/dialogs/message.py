"""The plain dialog that the others are made of: a title, a few sentences, and named buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import line_icons
from desktop.theme import Theme, dark, light


class MessageDialog(QDialog):
    """Says one thing and offers a few answers; :attr:`answer` is the name of the one chosen."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        answers: Sequence[tuple[str, str]] = (("close", "Close"),),
        icon: str = "info",
        colour: str = "accent",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.answer = ""
        self.setMinimumWidth(440)
        theme = theme_of(parent)
        picture = QLabel()
        picture.setPixmap(line_icons.pixmap(icon, getattr(theme, colour), 26, self.devicePixelRatioF()))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        heading = _wrapped(title, "title")
        self.text = _wrapped(text, "")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        self.content.addWidget(heading)
        self.content.addWidget(self.text)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(picture)
        top.addLayout(self.content, 1)
        self.buttons: dict[str, QPushButton] = {}
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.row.addStretch()
        for name, caption in answers:
            self._add_button(name, caption)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(18)
        layout.addLayout(top)
        layout.addLayout(self.row)
        if answers:
            last = self.buttons[answers[-1][0]]
            last.setDefault(True)
            last.setFocus()

    def _add_button(self, name: str, caption: str) -> None:
        button = QPushButton(caption)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._choose(name))
        self.buttons[name] = button
        self.row.addWidget(button)

    def _choose(self, name: str) -> None:
        self.answer = name
        self.accept()


def _wrapped(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(380)
    label.setMaximumWidth(560)
    if role:
        label.setProperty("role", role)
    return label


def theme_of(widget: QWidget | None) -> Theme:
    """The theme of the window a widget belongs to."""
    window = widget.window() if widget is not None else None
    found = getattr(window, "theme", None)
    if isinstance(found, Theme):
        return found
    return dark() if widget is not None and widget.palette().window().color().lightness() < 128 else light()
