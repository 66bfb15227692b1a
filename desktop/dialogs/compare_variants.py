"""Compare variants: the base and each of them side by side, with the difference line by line."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.dialogs.comparison_table import Cell, ComparisonTable, amount, percent, signed
from desktop.docks.segments import Segments
from desktop.figures import DASH, counted, money
from desktop.variant_switch import BASE_NAME
from pricing.comparisons.lines import Figures, PairedLine, share_of
from pricing.comparisons.variants import VariantColumn, VariantComparison, VariantLine
from projects.comparing.variant_costs import compare_variants

if TYPE_CHECKING:
    from desktop.window import MainWindow

COLUMNS = ("Variant", "Monthly", "Difference", "", "Upfront", "First 12 months", "Without a figure")
_NAME_LENGTH = 24


class CompareVariantsDialog(QDialog):
    """Totals above, lines below; the chosen variant can be shown, renamed, deleted or made the base."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        assert window.editor is not None
        self._window, self._editor = window, window.editor
        self.comparison: VariantComparison | None = None
        self.setWindowTitle("Compare variants")
        self._build()
        self._arrange()
        self.refresh()

    # parts

    def _build(self) -> None:
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.summary.setProperty("role", "secondary")
        self.totals = ComparisonTable("Variants", COLUMNS)
        self.totals.itemSelectionChanged.connect(self._follow)
        self.totals.itemDoubleClicked.connect(lambda _item: self.show_chosen())
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.which = Segments({"differing": "What differs", "all": "All lines"})
        self.which.choose("differing")
        self.which.chosen.connect(lambda _name: self._show_lines())
        self.lines = ComparisonTable("Lines", ("Node", "Line", BASE_NAME), texts=(0, 1))
        self.buttons: dict[str, QPushButton] = {}
        for name, text, run in (
            ("export", "Export…", self._export),
            ("delete", "Delete", self.delete_chosen),
            ("rename", "Rename…", self.rename_chosen),
            ("promote", "Make it the base…", self.promote_chosen),
            ("show", "Show in the window", self.show_chosen),
            ("close", "Close", self.reject),
        ):
            button = self.buttons[name] = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, run=run: run())
        self.buttons["show"].setProperty("role", "filled")

    def _arrange(self) -> None:
        title = QLabel("Variants side by side")
        title.setProperty("role", "title")
        heading = QLabel("Line by line, each month")
        heading.setProperty("role", "strong")
        middle = QHBoxLayout()
        middle.addWidget(heading)
        middle.addStretch()
        middle.addWidget(self.which)
        row = QHBoxLayout()
        for name, button in self.buttons.items():
            row.addWidget(button)
            if name == "export":
                row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(self.summary)
        layout.addWidget(self.totals, 2)
        layout.addWidget(self.detail)
        layout.addLayout(middle)
        layout.addWidget(self.lines, 3)
        layout.addLayout(row)
        self.resize(980, 680)

    # comparing

    def refresh(self) -> None:
        """Price the base and every variant anew."""
        self.comparison = compare_variants(self._editor.variants.base(), self._editor.rates)
        found = self.comparison
        if found.columns:
            self.summary.setText(
                f"{BASE_NAME} and {counted(len(found.columns), 'variant')}, at list prices of"
                f" {found.price_date} in USD. A line without a figure is never a saving."
            )
        else:
            self.summary.setText(
                "There are no variants yet. Begin one with the switch in the status bar, or keep a Region or"
                " a purchase option as a variant when you compare these."
            )
        base = found.base
        rows = [("", self._base_cells(base.monthly, base.upfront, base.first_12_months, base.incomplete))]
        rows += [(column.variant_id, self._cells(column)) for column in found.columns]
        self.totals.fill(rows)
        shown = self._editor.variants.shown
        first = found.columns[0].variant_id if found.columns else ""
        self.totals.choose(shown.id if shown is not None else first)
        self._show_lines()
        self._follow()

    def _base_cells(self, monthly: Decimal, upfront: Decimal, year: Decimal, incomplete: bool) -> list[Cell]:
        assert self.comparison is not None
        totals = self.comparison.base
        open_lines = totals.needs_input + totals.not_priced
        cells = [Cell(BASE_NAME), amount(monthly), Cell("", Decimal(0)), Cell("", Decimal(0))]
        cells += [amount(upfront), amount(year), self._open(open_lines, "")]
        return [cell._replace(strong=True) for cell in cells]

    def _open(self, count: int, tip: str) -> Cell:
        return Cell(f"{count:,}" if count else DASH, count, tip, self._window.theme.caution if count else "")

    def _cells(self, column: VariantColumn) -> list[Cell]:
        theme, difference = self._window.theme, column.difference
        tip = "\n".join(text for text in (column.comment, column.remark, *column.misfits) if text)
        change = signed(difference.monthly, theme.good, theme.fault, "not comparable", tip)
        if difference.monthly is None:
            change = change._replace(colour=theme.caution)
        monthly = difference.monthly
        share = None if monthly is None else share_of(monthly, difference.before.monthly)
        totals = column.totals
        shown = self._editor.variants.shown
        is_shown = shown is not None and shown.id == column.variant_id
        name = f"{column.name} (shown)" if is_shown else column.name
        missing = "\n".join(f"{line.label}: {line.component}" for line in column.open_lines[:20])
        return [
            Cell(name, None, tip or column.name),
            amount(totals.monthly, tip),
            change,
            percent(share),
            amount(totals.upfront, tip),
            amount(totals.first_12_months, tip),
            self._open(len(column.open_lines), missing),
        ]

    def _show_lines(self) -> None:
        assert self.comparison is not None
        found = self.comparison
        names = [
            one.name if len(one.name) <= _NAME_LENGTH else f"{one.name[: _NAME_LENGTH - 1]}…"
            for one in found.columns
        ]
        self.lines.set_columns(("Node", "Line", BASE_NAME, *names))
        for column, one in enumerate(found.columns, 3):
            self.lines.model().setHeaderData(
                column, Qt.Orientation.Horizontal, one.name, Qt.ItemDataRole.ToolTipRole
            )
        wanted = found.lines if self.which.choice == "all" else found.differing
        self.lines.fill([(line, self._line_cells(line)) for line in wanted])

    def _line_cells(self, line: VariantLine) -> list[Cell]:
        label = line.owner.label
        cells = [Cell(label, None, label), Cell(line.component, None, line.component), _side(line.base)]
        return cells + [self._pair_cell(pair) for pair in line.variants]

    def _pair_cell(self, pair: PairedLine | None) -> Cell:
        if pair is None:
            return Cell("")
        theme, cell = self._window.theme, _side(pair.after)
        if pair.kind in ("same", "open"):
            return cell._replace(colour=theme.secondary)
        monthly = pair.monthly
        if monthly is None:
            return cell._replace(colour=theme.caution, tooltip="Not comparable: one side has no figure")
        upfront = pair.upfront or Decimal(0)
        tip = f"{'+' if monthly > 0 else ''}{money(monthly)} a month"
        if upfront:
            tip += f", {'+' if upfront > 0 else ''}{money(upfront)} upfront"
        year = pair.first_12_months or Decimal(0)
        return cell._replace(colour=theme.fault if year > 0 else theme.good if year < 0 else "", tooltip=tip)

    def _follow(self) -> None:
        there = bool(self.totals.chosen)
        shown = self._editor.variants.shown
        for name in ("delete", "rename", "promote"):
            self.buttons[name].setEnabled(there)
        present = shown.id if shown is not None else ""
        chosen = self.totals.chosen
        self.buttons["show"].setEnabled(chosen is not None and chosen != present)
        found = self.comparison
        self.buttons["export"].setEnabled(found is not None and bool(found.columns))
        column = next((one for one in found.columns if one.variant_id == chosen), None) if found else None
        self.detail.setText(_detail(column) if column is not None else "")
        self.detail.setVisible(bool(self.detail.text()))

    # what is done with it

    def show_chosen(self) -> None:
        """Show the chosen variant, or the base, in the window."""
        chosen = self.totals.chosen
        if chosen is not None:
            self._window.variants.show(chosen)
            self.accept()

    def rename_chosen(self) -> None:
        if self.totals.chosen and self._window.variants.rename(self.totals.chosen, self):
            self.refresh()

    def delete_chosen(self) -> None:
        if self.totals.chosen:
            self._window.variants.delete(self.totals.chosen)
            self.refresh()

    def promote_chosen(self) -> None:
        if self.totals.chosen and self._window.variants.promote(self.totals.chosen, self):
            self.refresh()

    def _export(self) -> None:
        from desktop.saving_comparisons import ask_and_save

        if self.comparison is not None:
            ask_and_save(self, self._window, self.comparison, "variants")


def _side(figures: Figures | None) -> Cell:
    """What a line costs on one side; a line that is not billed there is no zero and no unknown."""
    if figures is None:
        return Cell("")
    if figures.monthly is None:
        return Cell("not priced" if figures.state == "not_priced" else "needs input", None, figures.reason)
    upfront = f" + {money(figures.upfront)} upfront" if figures.upfront else ""
    return Cell(f"{money(figures.monthly)}{upfront}", figures.monthly)


def _detail(column: VariantColumn) -> str:
    said = [column.remark] if column.remark else []
    if not column.difference.comparable:
        known = column.difference.known.monthly
        more = f"{money(abs(known))} a month {'more' if known > 0 else 'less'}" if known else "no difference"
        said.append(f"Over the lines priced in both: {more}.")
    return " ".join([*said, *column.misfits[:3]])
