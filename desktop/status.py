"""The status bar: project and its state, Region, selection, findings, zoom, and the total per month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton

from desktop.docks.totals import has_figures
from desktop.figures import counted, money
from projects.location import locate
from projects.records import Link, Node, Note
from projects.visibility import hidden

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.window import MainWindow
    from pricing.estimate import Estimate
    from projects.changes import Change


class Status:
    """Fills the window's status bar and follows the project."""

    def __init__(self, window: MainWindow, editor: Editor) -> None:
        self._editor = editor
        bar = window.statusBar()
        bar.setSizeGripEnabled(False)
        self.project = _label("strong")
        self.region = _label("secondary", "Region of the selection, or the project's own")
        self.selection = _label("secondary")
        self.findings = _button(lambda: window.show_page("findings"), "Show the findings")
        self.zoom = _label("secondary")
        self.sheet = _button(window.prices.about, "Your own price sheet: its prices come before the list's")
        self.total = _button(lambda: window.show_page("estimate"), "Show the estimate")
        self.hidden = _button(
            lambda: window.canvas.visibility.show_all(),
            "Not drawn, but still checked and priced. Click to show all again (Ctrl+Shift+H).",
        )
        self.hidden.setProperty("role", "secondary")
        for widget in (self.project, self.region, self.selection, self.hidden, self.findings):
            bar.addWidget(widget)
        self.sheet.setProperty("role", "secondary")
        for widget in (self.zoom, self.sheet, self.total):
            bar.addPermanentWidget(widget)
        editor.file_changed.connect(self.show_project)
        editor.changed.connect(lambda _change: self.count())
        editor.changed.connect(self._follow_hidden)
        editor.document_replaced.connect(self.show_hidden)
        editor.document_replaced.connect(self.count)
        editor.selection_changed.connect(lambda _ids: self.show_selection())
        editor.estimate_changed.connect(self.show_total)
        editor.findings_changed.connect(lambda _findings: self.show_findings())
        editor.rates_changed.connect(self.show_sheet)
        # A widget that appears while a message is shown would be painted over it.
        bar.messageChanged.connect(lambda text: None if text else self.show_hidden())
        self._bar = bar
        self.show_sheet()
        self.count()
        self.show_findings()
        self.show_hidden()
        if editor.estimate is not None:
            self.show_total(editor.estimate)

    def show_project(self) -> None:
        state = "not saved yet" if self._editor.path is None else "saved"
        if self._editor.unsaved:
            state = "unsaved changes"
        self.project.setText(_elided(self._editor.document.settings.name or self._editor.title, 40))
        self.project.setToolTip(f"{self._editor.path or self._editor.title}: {state}")

    def count(self) -> None:
        """What is drawn on all pages; pictures, variants and the like are no items."""
        drawn = Node | Link | Note
        self._items = sum(isinstance(record, drawn) for record in self._editor.document.records())
        self.show_selection()

    def show_selection(self) -> None:
        document, selection = self._editor.document, self._editor.selection
        items = f"{counted(self._items, 'item')}"
        self.selection.setText(f"{items}, {len(selection):,} selected" if selection else items)
        regions = {locate(document, record_id).region for record_id in selection[:50]} - {""}
        self.region.setText(
            counted(len(regions), "Region")
            if len(regions) > 1
            else next(iter(regions), document.settings.default_region)
        )
        self.show_project()

    def _follow_hidden(self, change: Change) -> None:
        if any(getattr(r, "hidden", False) for _, *both in change.items() for r in both):
            self.show_hidden()

    def show_hidden(self) -> None:
        count = len(hidden(self._editor.document))
        self.hidden.setText(f"{count:,} hidden")
        self.hidden.setVisible(count > 0 and not self._bar.currentMessage())

    def show_findings(self) -> None:
        findings = self._editor.judged.open
        errors = sum(1 for finding in findings if finding.severity == "error")
        warnings = sum(1 for finding in findings if finding.severity == "warning")
        parts = [counted(errors, "error")] if errors else []
        parts += [counted(warnings, "warning")] if warnings else []
        remarks = len(findings) - errors - warnings
        parts += [counted(remarks, "remark")] if remarks and not parts else []
        self.findings.setText(", ".join(parts) or "No findings")
        _set_role(self.findings, "fault" if errors else "caution" if warnings else "secondary")

    def show_total(self, estimate: Estimate) -> None:
        text = f"{money(estimate.totals.monthly if has_figures(estimate.totals) else None)} / month"
        self.total.setText(f"{text} (incomplete)" if estimate.totals.incomplete else text)

    def show_sheet(self) -> None:
        name = self._editor.price_sheet
        self.sheet.setText(f"Own prices: {_elided(name, 30)}")
        self.sheet.setVisible(bool(name))

    def show_zoom(self, factor: float) -> None:
        self.zoom.setText(f"Zoom {factor:.0%}".replace("%", " %"))


def _label(role: str, tip: str = "") -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setToolTip(tip)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    return label


def _button(run: object, tip: str) -> QToolButton:
    button = QToolButton()
    button.setToolTip(tip)
    button.clicked.connect(run)
    button.setProperty("role", "status")
    return button


def _set_role(button: QToolButton, role: str) -> None:
    if button.property("role") != role:
        button.setProperty("role", role)
        button.style().unpolish(button)
        button.style().polish(button)


def _elided(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
