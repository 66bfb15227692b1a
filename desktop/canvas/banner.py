"""The band over the canvas that says which mode it is in, and how to leave it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import line_icons
from desktop.theme import Theme

HINT = "Click a zone, a NAT gateway, a node or a Region to switch it off. Esc leaves."


class Banner(QFrame):
    """Lies over the upper edge of the canvas, so that the drawing stays where it is."""

    left = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._canvas = parent
        self.setObjectName("banner")
        self.setAccessibleName(f"Outage drill. {HINT}")
        self._picture = QLabel()
        self.title = QLabel("Outage drill")
        self.title.setProperty("role", "strong")
        self.text = QLabel(HINT)
        self.text.setWordWrap(False)
        self.clear = QPushButton("Switch all on")
        self.clear.clicked.connect(self.cleared)
        self.leave = QPushButton("Leave")
        self.leave.clicked.connect(self.left)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 10, 7)
        row.setSpacing(10)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        row.addWidget(self.clear)
        row.addWidget(self.leave)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        parent.installEventFilter(self)
        self.set_theme(theme)
        self.say("")
        self.show()
        self.raise_()

    def say(self, text: str) -> None:
        """What has happened; empty while everything is on."""
        self.text.setText(text or HINT)
        self.clear.setVisible(bool(text))
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"#banner {{ background: {theme.caution_fill}; border: 1px solid {theme.caution_border};"
            f" border-radius: 8px; }} #banner QLabel {{ color: {theme.ink}; }}"
        )
        self._picture.setPixmap(
            line_icons.pixmap("lightning-slash", theme.caution, 20, self.devicePixelRatioF())
        )

    def _fit(self) -> None:
        room = self._canvas.rect()
        self.layout().activate()  # type: ignore[union-attr]
        wide = min(room.width() - 24, max(640, self.sizeHint().width()))
        self.setGeometry((room.width() - wide) // 2, 12, wide, self.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)
