"""Compare Regions: the drawing priced in each of them, and moved to the one that is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from desktop.dialogs.comparison_table import Cell, ComparisonTable, amount, percent, signed
from desktop.docks.forms.choices import ChoiceBox
from desktop.figures import DASH, counted, money
from pricing.comparisons.lines import share_of
from pricing.comparisons.regions import RegionComparison, RegionRow, geography
from pricing.regions import regions
from projects.comparing.moving import move_region
from projects.comparing.regions import NothingToCompare, RegionPricing, costs_by_region

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from pricing.estimate import Estimate

COLUMNS = ("Region", "Code", "Monthly", "Difference", "", "Upfront", "First 12 months", "Not priced")
EVERYWHERE = "All geographies"
_LISTED = 20
"""Lines without a price that a tooltip lists."""


class CompareRegionsDialog(QDialog):
    """A row a Region, the cheapest first; Regions where a line has no price come last, with no saving."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        assert window.editor is not None
        self._window, self._editor = window, window.editor
        self.setWindowTitle("Compare Regions")
        self.comparison: RegionComparison | None = None
        self._rows: list[RegionRow] = []
        self._pricing: RegionPricing | None = None
        self._steps: Iterator[RegionRow] = iter(())
        # A step a turn of the event loop: prices are shared with the estimate that the window shows, so
        # they are looked up in its thread, and between two Regions the window answers.
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)
        self._build()
        self._arrange()
        self.start()

    # parts

    def _build(self) -> None:
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.summary.setProperty("role", "secondary")
        self.geography = ChoiceBox()
        self.geography.setAccessibleName("Geography")
        self.geography.setMinimumWidth(170)
        self.geography.addItem(EVERYWHERE)
        self.geography.addItems(sorted({geography(found.code) for found in regions()}))
        self.geography.currentTextChanged.connect(lambda _text: self._show())
        self.moving = ChoiceBox()
        self.moving.setAccessibleName("Region that moves")
        self.moving.setMinimumWidth(170)
        for code in costs_by_region(self._editor.document, self._estimate()):
            self.moving.addItem(f"Moving {code}", code)
        self.moving.setVisible(self.moving.count() > 1)
        self.moving.currentIndexChanged.connect(lambda _index: self.start())
        self.table = ComparisonTable("Regions", COLUMNS, texts=(0, 1))
        self.table.horizontalHeader().setSectionResizeMode(
            1, self.table.horizontalHeader().ResizeMode.ResizeToContents
        )
        self.table.itemSelectionChanged.connect(self._follow)
        self.table.itemDoubleClicked.connect(lambda _item: self.move_there())
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(52)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.stop = QPushButton("Stop")
        self.stop.clicked.connect(self.cancel)
        self.export = QPushButton("Export…")
        self.export.clicked.connect(self._export)
        self.keep = QPushButton("Keep as a variant")
        self.keep.clicked.connect(self.keep_as_variant)
        self.move_button = QPushButton("Move the drawing there")
        self.move_button.clicked.connect(self.move_there)
        self.close_button = QPushButton("Close")
        self.close_button.clicked.connect(self.reject)
        for button in (self.stop, self.export, self.keep, self.move_button, self.close_button):
            button.setAutoDefault(False)
        self.move_button.setProperty("role", "filled")

    def _arrange(self) -> None:
        title = QLabel("The drawing in every Region")
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(self.summary, 1)
        top.addWidget(self.moving)
        top.addWidget(self.geography)
        running = QHBoxLayout()
        running.addWidget(self.progress, 1)
        running.addWidget(self.stop)
        row = QHBoxLayout()
        row.addWidget(self.export)
        row.addStretch()
        for button in (self.keep, self.move_button, self.close_button):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        layout.addLayout(running)
        layout.addLayout(row)
        self.resize(960, 640)

    def _estimate(self) -> Estimate:
        self._editor.refresh()
        assert self._editor.estimate is not None
        return self._editor.estimate

    # pricing

    def start(self) -> None:
        """Price the drawing in every Region, one a turn of the event loop."""
        self._rows = []
        self.comparison = None
        self.table.setRowCount(0)
        moving = self.moving.currentData() or ""
        try:
            self._pricing = RegionPricing(
                self._editor.document, self._editor.rates, moving=moving, base=self._estimate()
            )
        except NothingToCompare as error:
            self._pricing = None
            self.summary.setText(str(error))
            self._set_running(False)
            return
        self._steps = iter(self._pricing)
        self.progress.setRange(0, len(self._pricing))
        self.progress.setValue(0)
        self._set_running(True)
        self._timer.start()

    def _step(self) -> None:
        assert self._pricing is not None
        row = next(self._steps, None)
        if row is None:
            self._finish("")
            return
        self._rows.append(row)
        self.progress.setValue(len(self._rows))
        self.summary.setText(f"Pricing the drawing in {row.name}…")

    def cancel(self) -> None:
        """Stop, and show the Regions that were priced until now."""
        if self._timer.isActive():
            total = len(self._pricing) if self._pricing is not None else 0
            self._finish(f"Stopped after {len(self._rows)} of {counted(total, 'Region')}. ")

    def _finish(self, before: str) -> None:
        self._timer.stop()
        assert self._pricing is not None
        self.comparison = self._pricing.comparison(self._rows)
        self._set_running(False)
        self.summary.setText(before + self._told(self.comparison))
        self._show()

    def _told(self, found: RegionComparison) -> str:
        present = money(found.present.monthly)
        text = f"List prices of {found.price_date} in USD. As drawn it costs {present} a month."
        best = found.cheapest
        if best is not None and not best.present:
            text += f" {best.name} is the cheapest where the same lines have a price."
        elif best is not None:
            text += " Nowhere is cheaper where the same lines have a price."
        return text

    def _set_running(self, running: bool) -> None:
        self.progress.setVisible(running)
        self.stop.setVisible(running)
        self._follow()

    # showing

    def _show(self) -> None:
        chosen = self.geography.currentText()
        rows = self.comparison.rows if self.comparison is not None else ()
        shown = [row for row in rows if chosen in (EVERYWHERE, row.geography) or row.present]
        self.table.fill([(row, self._cells(row)) for row in shown])
        if shown:
            self.table.selectRow(0)
        self._follow()

    def _cells(self, row: RegionRow) -> list[Cell]:
        theme, tip, difference = self._window.theme, _tooltip(row), row.difference
        if row.present:
            change, share = Cell("present", 0, tip), Cell("", 0)
        else:
            change = signed(difference.monthly, theme.good, theme.fault, "not comparable", tip)
            share = percent(_monthly_share(row))
        missing = Cell(
            f"{row.not_priced:,}" if row.not_priced else DASH,
            row.not_priced,
            tip,
            theme.caution if row.not_priced else "",
        )
        cells = [
            Cell(row.name, None, tip),
            Cell(row.code, None, tip),
            amount(row.totals.monthly, tip),
            change,
            share,
            amount(row.totals.upfront, tip),
            amount(row.totals.first_12_months, tip),
            missing,
        ]
        if not row.comparable:
            cells[3] = change._replace(colour=theme.secondary)
            for column in (2, 5, 6):
                cells[column] = cells[column]._replace(colour=theme.secondary)
        if row.present:
            cells = [cell._replace(strong=True, colour=cell.colour or theme.accent) for cell in cells]
        return cells

    def _follow(self) -> None:
        row = self.table.chosen
        there = isinstance(row, RegionRow) and not row.present
        self.move_button.setEnabled(there)
        self.keep.setEnabled(there)
        self.export.setEnabled(self.comparison is not None)
        self.detail.setText(_detail(row) if isinstance(row, RegionRow) else "")

    # what is done with it

    def move_there(self) -> bool:
        """Move the drawing to the chosen Region as one step of the history."""
        row = self.table.chosen
        if self.comparison is None or row is None or row.present:
            return False
        move = move_region(self._editor.document, self.comparison.moving, row.code)
        self._editor.push(move.change, f"Move to {row.name}")
        told = " ".join((f"Moved to {row.name}.", *move.notes))
        self.accept()
        self._window.statusBar().showMessage(told, 8000)
        return True

    def keep_as_variant(self) -> bool:
        """Keep the move as a variant, and leave the drawing where it is."""
        row = self.table.chosen
        if self.comparison is None or row is None or row.present:
            return False
        change = move_region(self._editor.document, self.comparison.moving, row.code).change
        return self._window.variants.keep(change, f"In {row.name}", self)

    def _export(self) -> None:
        from desktop.saving_comparisons import ask_and_save

        if self.comparison is not None:
            ask_and_save(self, self._window, self.comparison, "Regions")

    def done(self, result: int) -> None:
        self._timer.stop()
        super().done(result)


def _monthly_share(row: RegionRow) -> Decimal | None:
    monthly = row.difference.monthly
    return None if monthly is None else share_of(monthly, row.difference.before.monthly)


def _detail(row: RegionRow) -> str:
    said = [row.remark] if row.remark else []
    if not row.comparable and not row.present:
        known = row.difference.known.monthly
        more = f"{money(abs(known))} a month {'more' if known > 0 else 'less'}" if known else "no difference"
        said.append(f"Over the lines priced in both: {more}.")
    if row.not_offered:
        said.append(f"Not offered there: {', '.join(row.not_offered[:8])}.")
    said += row.notes
    if not said and not row.present:
        said.append("The same lines have a price here and at present.")
    return " ".join(said)


def _tooltip(row: RegionRow) -> str:
    """Which lines have no price there."""
    found = [line for line in row.open_lines if line.state == "not_priced"]
    if not found:
        return row.remark
    lines = [f"Not priced in {row.name}:"]
    lines += [f"{line.label}: {line.component}" for line in found[:_LISTED]]
    if len(found) > _LISTED:
        lines.append(f"and {len(found) - _LISTED:,} more")
    return "\n".join(lines)
