"""The totals: the largest figures of the window, and what they lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.figures import counted, money

if TYPE_CHECKING:
    from desktop.editor import Editor
    from pricing.estimate import Estimate, Totals


class TotalsPanel(QWidget):
    """Monthly, upfront and first twelve months; follows the estimate."""

    missing_wanted = Signal()

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._heading = _label("Monthly", "secondary")
        self.monthly = _label(money(None), "total")
        self.monthly.setAccessibleName("Monthly total")
        self.missing = QPushButton()
        self.missing.setProperty("role", "missing")
        self.missing.setToolTip("Go to the next line without a figure (F7)")
        self.missing.clicked.connect(self.missing_wanted)
        self.upfront = _label("", "strong")
        self.first_year = _label("", "strong")
        self.price_date = _label("", "strong")
        rows = QFormLayout()
        rows.setContentsMargins(0, 6, 0, 0)
        rows.setVerticalSpacing(5)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, value in (
            ("Upfront", self.upfront),
            ("First 12 months", self.first_year),
            ("Price list", self.price_date),
        ):
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            value.setAccessibleName(text)
            rows.addRow(_label(text, "quiet"), value)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(0)
        for widget in (self._heading, self.monthly, self.missing):
            layout.addWidget(widget)
        layout.addLayout(rows)
        layout.addStretch()
        editor.estimate_changed.connect(self.show_estimate)
        if editor.estimate is not None:
            self.show_estimate(editor.estimate)

    def show_estimate(self, estimate: Estimate) -> None:
        totals = estimate.totals
        known = has_figures(totals)
        self.monthly.setText(money(totals.monthly if known else None))
        self.missing.setText(missing_text(totals))
        self.missing.setVisible(totals.incomplete)
        self.upfront.setText(money(totals.upfront if known else None))
        self.first_year.setText(money(totals.first_12_months if known else None))
        self.price_date.setText(estimate.price_date)
        self._heading.setText("Monthly, incomplete" if totals.incomplete else "Monthly")


def has_figures(totals: Totals) -> bool:
    """Whether there is a sum to show: that of nothing, or of nothing but unknown figures, is not zero."""
    return bool(totals.priced or totals.included)


def missing_text(totals: Totals) -> str:
    """ "2 lines need input, 1 line not priced"; empty where nothing is missing."""
    parts = []
    if totals.needs_input:
        needs = "needs" if totals.needs_input == 1 else "need"
        parts.append(f"{counted(totals.needs_input, 'line')} {needs} input")
    if totals.not_priced:
        parts.append(f"{counted(totals.not_priced, 'line')} not priced")
    return ", ".join(parts)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
