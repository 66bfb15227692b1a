"""The findings about what is selected, in the properties panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import line_icons
from desktop.docks.findings import SEVERITY
from desktop.docks.rows import clear
from desktop.theme import Theme

if TYPE_CHECKING:
    from projects.rules.rule import Finding

MOST = 12


class NodeFindings(QWidget):
    """A line per finding, or that there is nothing to report."""

    reveal = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[Finding, ...] | None = None
        heading = QLabel("Findings")
        heading.setProperty("role", "heading")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(heading)
        layout.addLayout(self._rows)

    def show_findings(self, findings: Sequence[Finding], some_selected: bool) -> None:
        self.setVisible(some_selected)
        if self._shown == tuple(findings):
            return
        self._shown = tuple(findings)
        clear(self._rows)
        for finding in findings[:MOST]:
            _, _, icon, colour = SEVERITY[finding.severity]
            self._rows.addWidget(self._row(icon, colour, finding.message, finding.rule))
        if not findings:
            self._rows.addWidget(self._row("check-circle", "good", "Nothing to report.", ""))
        elif len(findings) > MOST:
            self._rows.addWidget(QLabel(f"and {len(findings) - MOST:,} more"))

    def _row(self, icon: str, colour: str, text: str, tip: str) -> QWidget:
        row = QWidget()
        picture = QLabel()
        picture.setPixmap(line_icons.pixmap(icon, getattr(self._theme, colour), 16, self.devicePixelRatioF()))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        picture.setFixedWidth(16)
        label = QLabel(text)
        label.setWordWrap(True)
        label.setToolTip(tip)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(picture)
        layout.addWidget(label, 1)
        return row

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        shown, self._shown = self._shown, None
        if shown is not None:
            self.show_findings(shown, self.isVisible())
