"""The totals: the largest figures of the window, what they lack, and how sure the prices are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.figures import counted, money, quantity
from pricing.confidence import MEANINGS, counted_parts, counts
from pricing.estimate import STEP_TEXT, Step, total

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.theme import Theme
    from pricing.estimate import Estimate, Totals


_STEP_TIPS: dict[Step, str] = {
    "discounts": "Each month, off list prices after free allowances; project settings",
    "support": "Each month, a share of the charges after discounts; a project setting",
    "contingency": "Each month, on charges and support; a project setting",
    "tax": "Each month, on everything before it; a project setting",
}


class TotalsPanel(QScrollArea):
    """Monthly, upfront and first twelve months; follows the estimate."""

    missing_wanted = Signal()

    def __init__(self, editor: Editor, theme: Theme | None = None) -> None:
        super().__init__()
        self._editor = editor
        self._caution = theme.caution if theme is not None else ""
        self._heading = _label("Monthly", "secondary")
        self.monthly = _label(money(None), "total")
        self.monthly.setAccessibleName("Monthly total")
        self.missing = QPushButton()
        self.missing.setProperty("role", "missing")
        self.missing.setToolTip("Go to the next line without a figure (F7)")
        self.missing.clicked.connect(self.missing_wanted)
        self.fill = QPushButton("Fill in usage")
        self.fill.setProperty("role", "link")
        self.fill.setToolTip("Typical figures for what needs input: small, medium or large")
        self.fill.hide()
        self.confidences = _label("", "quiet")
        self.confidences.setWordWrap(True)
        self.confidences.setTextFormat(Qt.TextFormat.RichText)
        self.confidences.setAccessibleName("Priced lines by the source of their price")
        self._rows = self._make_rows()
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(0)
        layout.addWidget(self._heading)
        layout.addWidget(self.monthly)
        layout.addLayout(self._open_row())
        layout.addLayout(self._rows)
        layout.addStretch()
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        editor.estimate_changed.connect(self.show_estimate)
        if editor.estimate is not None:
            self.show_estimate(editor.estimate)

    def _open_row(self) -> QVBoxLayout:
        """One below the other: side by side they are wider than the panel."""
        rows = QVBoxLayout()
        rows.setSpacing(2)
        for button in (self.missing, self.fill):
            rows.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        return rows

    def _make_rows(self) -> QFormLayout:
        rows = QFormLayout()
        rows.setContentsMargins(0, 6, 0, 0)
        rows.setVerticalSpacing(5)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.upfront, self.first_year = _label("", "strong"), _label("", "strong")
        self.allowances = _label("", "strong")
        self.hours, self.price_date = _label("", "strong"), _label("", "strong")
        self.sheet = _label("", "strong")
        for text, value, tip in (
            ("Upfront", self.upfront, "Paid once, beside the monthly amount"),
            ("First 12 months", self.first_year, "Upfront and twelve times the monthly amount"),
            ("Free allowances", self.allowances, "Taken off once per account; a project setting switches it"),
            *self._steps(),
            ("Hours per month", self.hours, "For what runs all the time; a project setting"),
            ("Price list", self.price_date, "Date of the newest source; each line shows its own"),
            ("My price sheet", self.sheet, "Its prices come before those of the price list"),
        ):
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            value.setAccessibleName(text)
            value.setToolTip(tip)
            name = _label(text, "quiet")
            name.setToolTip(tip)
            rows.addRow(name, value)
        rows.insertRow(3 + len(self.steps), self.confidences)
        return rows

    def _steps(self) -> Iterator[tuple[str, QLabel, str]]:
        """A row for each step that the project's settings may add to the month."""
        self.steps: dict[Step, QLabel] = {}
        for step, tip in _STEP_TIPS.items():
            self.steps[step] = _label("", "strong")
            yield STEP_TEXT[step], self.steps[step], tip

    def show_estimate(self, estimate: Estimate) -> None:
        totals = estimate.totals
        known = has_figures(totals)
        self.monthly.setText(money(totals.monthly if known else None))
        self.missing.setText(missing_text(totals))
        self.missing.setVisible(totals.incomplete)
        self.fill.setVisible(bool(totals.needs_input) and self.fill.menu() is not None)
        self.upfront.setText(money(totals.upfront if known else None))
        self.first_year.setText(money(totals.first_12_months if known else None))
        free = estimate.account_lines
        self.allowances.setText(money(total(free).monthly))
        self._rows.setRowVisible(self.allowances, bool(free))
        self._show_steps(estimate)
        self.hours.setText(quantity(estimate.hours_per_month))
        self.price_date.setText(self._editor.list_rates.date)
        sheet = self._editor.price_sheet
        self.sheet.setText(_elided(sheet) if sheet else "")
        self._rows.setRowVisible(self.sheet, bool(sheet))
        self._heading.setText("Monthly, incomplete" if totals.incomplete else "Monthly")
        self._show_confidences(estimate)

    def _show_steps(self, estimate: Estimate) -> None:
        for step, value in self.steps.items():
            lines = [line for line in estimate.project_lines if line.owner.label == STEP_TEXT[step]]
            found = total(lines)
            value.setText(money(found.monthly if has_figures(found) else None))
            self._rows.setRowVisible(value, bool(lines))

    def _show_confidences(self, estimate: Estimate) -> None:
        parts = counted_parts(counts(estimate))
        # A count and what it counts stay on one line.
        unbroken = {kind: text.replace(" ", "&nbsp;") for kind, text in parts.items()}
        shown = [
            f'<b style="color: {self._caution}">{text}</b>' if kind == "memory" else text
            for kind, text in unbroken.items()
        ]
        self.confidences.setText(f"Prices: {', '.join(shown)}" if shown else "")
        self._rows.setRowVisible(self.confidences, bool(shown))
        means = "<br>".join(f"{text}: {MEANINGS[kind]}" for kind, text in parts.items())
        self.confidences.setToolTip(f"Priced lines by where their price comes from<br>{means}")

    def offer_profiles(self, menu: QMenu) -> None:
        """The usage profiles, as a menu of the button beside what needs input."""
        self.fill.setMenu(menu)
        if self._editor.estimate is not None:
            self.show_estimate(self._editor.estimate)

    def set_theme(self, theme: Theme) -> None:
        self._caution = theme.caution
        if self._editor.estimate is not None:
            self._show_confidences(self._editor.estimate)


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


def _elided(name: str, length: int = 20) -> str:
    return name if len(name) <= length else f"{name[: length // 2]}…{name[-(length // 2 - 1) :]}"


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
