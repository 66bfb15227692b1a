"""What a panel shows while it has nothing to show: an icon, a title, a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop import line_icons
from desktop.theme import Theme


class EmptyState(QWidget):
    """Centred and quiet."""

    def __init__(self, icon: str, title: str, text: str, theme: Theme) -> None:
        super().__init__()
        self._icon = icon
        self._picture = QLabel()
        self.title = QLabel(title)
        self.title.setProperty("role", "strong")
        self.text = QLabel(text)
        self.text.setProperty("role", "quiet")
        self.text.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(5)
        layout.addStretch()
        for label in (self._picture, self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addStretch()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._picture.setPixmap(line_icons.pixmap(self._icon, theme.secondary, 28, self.devicePixelRatioF()))
