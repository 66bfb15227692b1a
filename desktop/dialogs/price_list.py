"""About the price list: its date and digest, what it holds, and every source with its date and confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
)

from desktop.dialogs.message import MessageDialog, theme_of
from desktop.figures import DASH, counted
from pricing.confidence import CONFIDENCE_WORD, MEANINGS, OWN

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.window import MainWindow
    from pricing.table import PriceTable, Source

TERMS = (
    "These are AWS's list prices in US dollars, before tax, credits and negotiated discounts, given for "
    "information. AWS's own price pages and terms govern what you pay: check there before you sign."
)
WIDTH = 780
COLUMNS = ("Source", "Date", "Confidence", "Rates")


class PriceListDialog(MessageDialog):
    """Facts of the list in use, its sources to search through, and on what terms it is given."""

    def __init__(self, window: MainWindow) -> None:
        assert window.editor is not None
        self._theme = theme_of(window)
        super().__init__(window, "The price list", facts(window.editor), icon="receipt")
        self.setWindowTitle("About the price list")
        self.setMinimumWidth(WIDTH)
        self.text.setMaximumWidth(WIDTH)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search the sources")
        self.search.setAccessibleName("Search the sources")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self._sources = sources(window.editor)
        self.table = self._table()
        self.none = QLabel("No source fits.")
        self.none.setProperty("role", "secondary")
        self.none.hide()
        terms = QLabel(TERMS)
        terms.setWordWrap(True)
        terms.setProperty("role", "secondary")
        for widget in (self.search, self.table, self.none, terms):
            self.content.addWidget(widget)
        self._search("")
        # Enter in the search is no wish to leave.
        self.buttons["close"].setDefault(False)
        self.search.setFocus()

    def _table(self) -> QTableWidget:
        table = QTableWidget(len(self._sources), len(COLUMNS))
        table.setHorizontalHeaderLabels(COLUMNS)
        table.setAccessibleName("Sources")
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(26)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, (name, date, kind, rates) in enumerate(self._sources):
            for column, text in enumerate((name, date or DASH, _word(kind), f"{rates:,}")):
                item = QTableWidgetItem(text)
                item.setToolTip(name if column == 0 else MEANINGS[kind] if column == 2 else "")
                if column == 2 and kind in ("memory", "own"):
                    item.setForeground(
                        QColor(self._theme.caution if kind == "memory" else self._theme.accent)
                    )
                if column == 3:
                    item.setTextAlignment(right)
                table.setItem(row, column, item)
        table.setMinimumHeight(320)
        return table

    def _search(self, text: str) -> None:
        words = text.lower().split()
        shown = 0
        for row in range(self.table.rowCount()):
            name, date, kind, _ = self._sources[row]
            line = f"{name} {date} {_word(kind)}".lower()
            fits = all(word in line for word in words)
            self.table.setRowHidden(row, not fits)
            shown += fits
        self.none.setVisible(not shown)


def _word(kind: str) -> str:
    return OWN if kind == "own" else CONFIDENCE_WORD[kind]


def facts(editor: Editor) -> str:
    """A fact a line: date, digest, how much it holds, and the person's own sheet before it."""
    table = _table_of(editor)
    lines = [f"Date: {editor.list_rates.date or 'unknown'}, of its newest source"]
    if table is not None:
        places = table.regions()
        regions = [place for place in places if place != "global" and not place.startswith("edge-")]
        edges = len(places) - len(regions) - ("global" in places)
        number = sum(source.rates for source in table.sources)
        lines.append(
            f"Holds {number:,} rates in {counted(len(regions), 'Region')},"
            f" {counted(edges, 'geography', 'geographies')} of CloudFront, and global ones"
        )
    lines += updates()
    lines.append(f"Digest: {editor.list_rates.digest}")
    if editor.quoted.digest:
        same = "this list" if not editor.quoted.differs_from(editor.rates) else "another list"
        lines.append(f"The file was quoted with {same}, of {editor.quoted.date}")
    if editor.price_sheet:
        lines.append(f"Before it: your price sheet {editor.price_sheet}")
    return "\n".join(lines)


def updates() -> list[str]:
    """What was fetched from AWS since, where anything was; what of it is damaged and not used."""
    from pricing.offers.installed import installed
    from pricing.table import PriceTable

    found = installed()
    if found.problem:
        return [f"Updated prices: not used. {found.problem}"]
    if found.table is None:
        return ["Updated prices: none; Update prices in the menu fetches AWS's present ones"]
    fresh = PriceTable(found.table)
    regions = counted(len(fresh.regions()), "Region")
    return [f"Updated prices: {fresh.fact('rates'):,} rates of {fresh.date} in {regions}"]


def sources(editor: Editor) -> list[tuple[str, str, str, int]]:
    """Name, date, kind of confidence and number of rates of every source, the person's own first."""
    from pricing.price_sheets import SheetPrices

    found: list[tuple[str, str, str, int]] = []
    if isinstance(editor.rates, SheetPrices):
        sheet = editor.rates.sheet
        found.append((sheet.name, sheet.date, "own", len(sheet.rates)))
    table = _table_of(editor)
    listed: list[Source] = list(table.sources) if table is not None else []
    listed.sort(key=lambda source: (source.confidence != "memory", source.name.lower(), source.code))
    found += [(source.name or DASH, source.date, source.confidence, source.rates) for source in listed]
    return found


def _table_of(editor: Editor) -> PriceTable | None:
    from pricing.table import PriceTable

    return editor.list_rates if isinstance(editor.list_rates, PriceTable) else None
