"""Compare purchase options: what the capacity costs bought in each way, and buying it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.dialogs.comparison_table import Cell, ComparisonTable, amount
from desktop.docks.segments import Segments
from desktop.figures import DASH, counted, money
from pricing.comparisons.purchases import MONTHS, PurchaseComparison, PurchaseRow
from projects.changes import Change
from projects.comparing.purchases import bought_so, compare_purchases
from projects.document import Draft

if TYPE_CHECKING:
    from desktop.window import MainWindow

COLUMNS = (
    "Option",
    "Upfront",
    "Monthly",
    "Effective monthly",
    f"{MONTHS} months",
    "Saving",
    "",
    "Break-even",
)
NOT_PRICED, NOT_COMPARABLE = "not priced", "not comparable"
_MEANINGS = (
    "",
    "Paid at the beginning of the term",
    "Paid every month",
    "Monthly, with the upfront payment spread over the term",
    f"All payments over {MONTHS} months; a term of one year is bought three times",
    f"Against On-Demand over {MONTHS} months; given only where every line has a price both ways",
    "Share saved",
    "The first month after which no more has been paid than On-Demand would have taken",
)


class ComparePurchasesDialog(QDialog):
    """A row an option, what is drawn first; an option without a price says so and saves nothing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        assert window.editor is not None
        self._window, self._editor = window, window.editor
        self.setWindowTitle("Compare purchase options")
        self._build()
        self._arrange()
        self.scope.choose("selection" if self._has_choice() else "all")
        self.comparison = self._compare()
        self._show()

    # parts

    def _build(self) -> None:
        selected = len(self._editor.selected_nodes())
        text = f"Selection ({selected:,})" if selected else "Selection"
        self.scope = Segments({"selection": text, "all": "Whole drawing"})
        self.scope.buttons["selection"].setEnabled(selected > 0)
        self.scope.chosen.connect(lambda _name: self.start())
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.summary.setProperty("role", "secondary")
        self.table = ComparisonTable("Purchase options", COLUMNS)
        for column, meaning in enumerate(_MEANINGS):
            self.table.model().setHeaderData(
                column, Qt.Orientation.Horizontal, meaning, Qt.ItemDataRole.ToolTipRole
            )
        self.table.itemSelectionChanged.connect(self._follow)
        self.table.itemDoubleClicked.connect(lambda _item: self.buy())
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(36)
        self.export = QPushButton("Export…")
        self.export.clicked.connect(self._export)
        self.keep = QPushButton("Keep as a variant")
        self.keep.clicked.connect(self.keep_as_variant)
        self.apply = QPushButton("Buy so")
        self.apply.setProperty("role", "filled")
        self.apply.clicked.connect(self.buy)
        self.close_button = QPushButton("Close")
        self.close_button.clicked.connect(self.reject)
        for button in (self.export, self.keep, self.apply, self.close_button):
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        title = QLabel("The capacity, bought in every way")
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(self.summary, 1)
        top.addWidget(self.scope)
        row = QHBoxLayout()
        row.addWidget(self.export)
        row.addStretch()
        for button in (self.keep, self.apply, self.close_button):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        layout.addLayout(row)
        self.resize(1120, 660)

    # comparing

    def _has_choice(self) -> bool:
        chosen = self._chosen_ids()
        return bool(chosen) and bool(
            compare_purchases(self._editor.document, self._editor.rates, chosen).nodes
        )

    def _chosen_ids(self) -> set[str]:
        """The selection with all that stands in it."""
        found: set[str] = set()
        for node in self._editor.selected_nodes():
            found.add(node.id)
            found.update(record.id for record in self._editor.document.descendants(node.id))
            found.update(node.members)
        return found

    def start(self) -> None:
        """Compare what the scope says anew."""
        self.comparison = self._compare()
        self._show()

    def _compare(self) -> PurchaseComparison:
        ids = self._chosen_ids() if self.scope.choice == "selection" else None
        return compare_purchases(self._editor.document, self._editor.rates, ids)

    def _show(self) -> None:
        found = self.comparison
        cheapest = found.cheapest
        if found.nodes:
            count = counted(len(found.nodes), "node")
            text = f"{count} that can be bought in several ways, at the list prices of {found.price_date}. "
            text += "Capacity only: storage and traffic cost the same however it is bought."
            if cheapest is not None:
                text += f" Cheapest over {MONTHS} months: {cheapest.label}."
        else:
            text = "Nothing here can be bought in several ways. Select instances, nodes or tasks."
        self.summary.setText(text)
        rows = found.rows if found.nodes else ()
        self.table.fill([(row, self._cells(row, row is cheapest)) for row in rows])
        if rows:
            self.table.choose(cheapest if cheapest is not None else rows[0])
        self._follow()

    def _cells(self, row: PurchaseRow, cheapest: bool) -> list[Cell]:
        theme, tip = self._window.theme, _tooltip(row)
        name = Cell(row.label, None, tip, strong=row.option is None or cheapest)
        month = row.break_even_month
        later = Cell(DASH, None, tip)
        if row.option is not None and row.option.term_years and month is not None:
            later = Cell(f"month {month}", month, tip)
        if row.unpriced:
            unknown = Cell(DASH, None, tip, theme.secondary)
            said = Cell(NOT_PRICED, None, tip, theme.caution)
            return [name, unknown, unknown, unknown, unknown, said, unknown, unknown]
        if row.comparable:
            saving, share = row.saving, row.saving_share
            good = theme.good if saving and saving > 0 else theme.fault if saving else ""
            saved = Cell(money(saving), saving, tip, good)
            part = Cell("" if share is None else f"{100 * share:.1f} %", share, tip)
        else:
            saved, part = Cell(NOT_COMPARABLE, None, tip, theme.caution), Cell(DASH, None, tip)
        # An estimate is marked as one wherever it is read.
        mark = " ≈" if row.estimated else ""
        figures = [
            amount(figure, tip) for figure in (row.upfront, row.monthly, row.effective_monthly, row.total)
        ]
        figures[1:] = [cell._replace(text=f"{cell.text}{mark}") for cell in figures[1:]]
        return [name, *figures, saved, part, later]

    def _follow(self) -> None:
        row = self.table.chosen
        change = self._change(row) if isinstance(row, PurchaseRow) else Change()
        for button in (self.apply, self.keep):
            button.setEnabled(bool(change))
        nodes = len(change.ids)
        self.apply.setText(f"Buy {counted(nodes, 'node')} so" if nodes else "Buy so")
        self.export.setEnabled(bool(self.comparison.nodes))
        self.detail.setText(_detail(row) if isinstance(row, PurchaseRow) else "")

    # what is done with it

    def _change(self, row: PurchaseRow) -> Change:
        """Every node of the comparison that can be bought so, bought so."""
        draft = Draft(self._editor.document)
        if row.option is not None:
            for found in self.comparison.nodes:
                node = draft.node(found.node_id)
                if node is not None and row.option in found.options:
                    service = bought_so(node.service, row.option)
                    draft.put(node.model_copy(update={"service": service}))
        return draft.change()

    def buy(self) -> bool:
        """Set the option where it can be, as one step of the history."""
        row = self.table.chosen
        change = self._change(row) if isinstance(row, PurchaseRow) else Change()
        if not change:
            return False
        self._editor.push(change, f"Buy as {row.label}")
        self._window.statusBar().showMessage(f"{counted(len(change.ids), 'node')}: {row.label}", 8000)
        self.accept()
        return True

    def keep_as_variant(self) -> bool:
        """Keep the option as a variant, and leave the drawing as it is."""
        row = self.table.chosen
        change = self._change(row) if isinstance(row, PurchaseRow) else Change()
        return bool(change) and self._window.variants.keep(change, row.label, self)

    def _export(self) -> None:
        from desktop.saving_comparisons import ask_and_save

        ask_and_save(self, self._window, self.comparison, "purchase options")


def _detail(row: PurchaseRow) -> str:
    said = [row.remark] if row.remark else []
    months = row.months_of_use
    if months is not None:
        years = counted(row.term_years, "year")
        said.append(f"Pays off if the capacity is needed for {months:.1f} months of the {years}.")
    if row.estimated:
        said.append("≈ marks sums with an estimated rate.")
    return " ".join(said)


def _tooltip(row: PurchaseRow) -> str:
    """Which lines have no price, bought so."""
    if not row.lost:
        return row.remark
    lines = [f"{node.label}: {line.component}" for node, line in row.lost[:15]]
    more = [f"and {len(row.lost) - 15:,} more"] if len(row.lost) > 15 else []
    return "\n".join(["Not priced so:", *lines, *more])
