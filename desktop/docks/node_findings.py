"""The findings about what is selected, with their remedies, in the properties panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import line_icons
from desktop.docks.finding_card import FindingCard

if TYPE_CHECKING:
    from desktop.docks.findings_model import Row
    from desktop.editor import Editor
    from desktop.theme import Theme

MOST = 12


class NodeFindings(QWidget):
    """A card per finding, or that there is nothing to report."""

    def __init__(self, editor: Editor, theme: Theme) -> None:
        super().__init__()
        self._editor = editor
        self._theme = theme
        self._shown: tuple[Row, ...] | None = None
        heading = QLabel("Findings")
        heading.setProperty("role", "heading")
        self.cards: list[FindingCard] = []
        """Those made so far; the first ones are shown."""
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.more = QLabel()
        self.more.setProperty("role", "secondary")
        self.nothing = QWidget()
        self._tick = QLabel()
        row = QHBoxLayout(self.nothing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._tick)
        row.addWidget(QLabel("Nothing to report."), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addWidget(self.nothing)
        layout.addLayout(self._rows)
        layout.addWidget(self.more)
        self._draw_tick()

    def show_rows(self, rows: Sequence[Row], some_selected: bool) -> None:
        """Show these findings; the accepted ones stand last."""
        self.setVisible(some_selected)
        shown = tuple(rows)
        if self._shown == shown:
            return
        self._shown = shown
        while len(self.cards) < min(len(shown), MOST):
            self.cards.append(FindingCard(self._editor, self._theme))
            self._rows.addWidget(self.cards[-1])
        for position, card in enumerate(self.cards):
            card.setVisible(position < len(shown))
            if position < len(shown):
                same = card.row is not None and card.row.finding == shown[position].finding
                card.why.setChecked(card.why.isChecked() and same)
                card.show_row(shown[position])
            else:
                card.row = None
        self.nothing.setVisible(not shown)
        self.more.setVisible(len(shown) > MOST)
        self.more.setText(f"and {len(shown) - MOST:,} more in the list of findings")

    def _draw_tick(self) -> None:
        self._tick.setPixmap(
            line_icons.pixmap("check-circle", self._theme.good, 16, self.devicePixelRatioF())
        )

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw_tick()
        for card in self.cards:
            card.set_theme(theme)
