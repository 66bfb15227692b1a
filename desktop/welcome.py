"""The welcome page: start, go on with a recent file, or open a sample from its picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop import line_icons
from desktop.figures import money
from desktop.samples import Sample, samples
from desktop.theme import Theme

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from projects.document import Document

THUMBNAIL = QSize(240, 150)
_WIDTH = 840
_GAP = 16
_MOST_RECENT = 6


class WelcomePage(QScrollArea):
    """Shown when nothing is open yet, and from the Help menu."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self.setWidgetResizable(True)
        self.setProperty("role", "welcome")
        self.cards: list[SampleCard] = []
        self.recent: list[QPushButton] = []
        inside = QWidget()
        inside.setProperty("role", "welcome")
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        centred = QHBoxLayout(inside)
        centred.setContentsMargins(32, 40, 32, 40)
        centred.addStretch()
        holder = QWidget()
        holder.setMaximumWidth(_WIDTH)
        holder.setLayout(self._column)
        centred.addWidget(holder, 10)
        centred.addStretch()
        self.setWidget(inside)
        self._build()

    def _build(self) -> None:
        title = QLabel("Blueprice")
        title.setProperty("role", "total")
        text = QLabel(
            "Draw an AWS architecture, have it checked and priced, hand over the picture and the quote."
        )
        text.setProperty("role", "quiet")
        text.setWordWrap(True)
        self._column.addWidget(title)
        self._column.addWidget(text)
        self._column.addLayout(self._start())
        self._recent_heading = _heading("Recent")
        self._column.addWidget(self._recent_heading)
        self._recent_rows = QGridLayout()
        self._recent_rows.setHorizontalSpacing(12)
        self._recent_rows.setVerticalSpacing(4)
        self._column.addLayout(self._recent_rows)
        found = samples()
        if found:
            self._column.addWidget(_heading("Samples"))
            self._column.addLayout(self._sample_cards(found))
        self._column.addStretch()

    def _start(self) -> QHBoxLayout:
        self.new = QPushButton("New drawing")
        self.new.setProperty("role", "filled")
        self.new.clicked.connect(lambda: self._window.project_file.new())
        self.open = QPushButton("Open a file…")
        self.open.clicked.connect(lambda: self._window.project_file.open())
        row = QHBoxLayout()
        row.setContentsMargins(0, 10, 0, 12)
        row.setSpacing(8)
        row.addWidget(self.new)
        row.addWidget(self.open)
        row.addStretch()
        return row

    def _sample_cards(self, found: tuple[Sample, ...]) -> QGridLayout:
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        for sample in found:
            card = SampleCard(sample, self._window)
            card.chosen.connect(lambda sample=sample: self._window.project_file.open_sample(sample))
            self.cards.append(card)
        self._grid.setColumnStretch(3, 1)
        self._lay_out()
        return self._grid

    def _lay_out(self) -> None:
        """As many cards in a row as fit."""
        room = min(self.viewport().width() - 64, _WIDTH)
        columns = max(1, min(3, (room + _GAP) // (THUMBNAIL.width() + 2 + _GAP)))
        for position, card in enumerate(self.cards):
            self._grid.addWidget(card, position // columns, position % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.cards:
            self._lay_out()

    def refresh(self) -> None:
        """Bring the recent files up to date; the pictures of the samples follow one by one."""
        for button in self.recent:
            button.deleteLater()
        self.recent = [
            self._recent_button(path) for path in self._window.preferences.recent_files[:_MOST_RECENT]
        ]
        for position, button in enumerate(self.recent):
            self._recent_rows.addWidget(button, position // 2, position % 2)
        self._recent_heading.setVisible(bool(self.recent))
        for position, card in enumerate(self.cards):
            QTimer.singleShot(30 * (position + 1), card.draw)

    def _recent_button(self, path: Path) -> QPushButton:
        folder = str(path.parent).replace(str(Path.home()), "~", 1)
        button = QPushButton(f"{path.stem}    {folder}"[:80])
        button.setIcon(line_icons.icon("file-text", self._window.theme, 16, self._window.theme.secondary))
        button.setProperty("role", "row")
        button.setToolTip(str(path))
        button.clicked.connect(lambda: self._window.project_file.open(path))
        return button

    def set_theme(self, theme: Theme) -> None:
        for card in self.cards:
            card.draw(again=True)


class SampleCard(QFrame):
    """A shipped project as its picture, name and monthly total."""

    chosen = Signal()

    def __init__(self, sample: Sample, window: MainWindow) -> None:
        super().__init__()
        self._sample = sample
        self._window = window
        self._drawn = False
        self.setProperty("role", "sample")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"Open the sample {sample.name}")
        self.picture = QLabel()
        self.picture.setFixedSize(THUMBNAIL)
        self.picture.setProperty("role", "thumbnail")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = QLabel(sample.name)
        self.name.setProperty("role", "strong")
        self.total = QLabel()
        self.total.setProperty("role", "secondary")
        words = QVBoxLayout()
        words.setContentsMargins(12, 8, 12, 10)
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(self.total)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.picture)
        layout.addLayout(words)

    def draw(self, again: bool = False) -> None:
        """Draw the picture, once per theme."""
        if self._drawn and not again:
            return
        self._drawn = True
        document = self._sample.load().document
        self.picture.setPixmap(thumbnail(document, self._window.theme, self.devicePixelRatioF()))
        self._show_total(document)

    def price_again(self) -> None:
        """Prices come from another sheet: only the total is another."""
        if self._drawn:
            self._show_total(self._sample.load().document)

    def _show_total(self, document: Document) -> None:
        if self._window.editor is None:
            return
        from projects.estimate import estimate

        totals = estimate(document, self._window.editor.rates).totals
        text = f"{len(document) - 1} items, {money(totals.monthly)} / month"
        self.total.setText(f"{text}, incomplete" if totals.incomplete else text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


def thumbnail(document: Document, theme: Theme, scale: float) -> QPixmap:
    """A small picture of a whole drawing, in the theme's colours."""
    from desktop.export import NothingToExport, picture

    try:
        drawn = picture(document, scale=0.6 * scale, background="canvas", theme=theme, margin=16)
    except NothingToExport:
        return QPixmap()
    room = THUMBNAIL * scale
    made = QPixmap.fromImage(
        drawn.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    )
    made.setDevicePixelRatio(scale)
    return made


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    label.setContentsMargins(0, 12, 0, 2)
    return label
