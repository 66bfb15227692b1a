"""The dock below the canvas: tabs of estimate and findings, with the totals at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QTabBar, QWidget

from desktop.docks.segments import Segments

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.preferences import Preferences
    from desktop.theme import Theme

PAGES = ("estimate", "findings")
_NARROW = 760

_TOTALS_WIDTH = 264
"""Room for six figures before the point in the largest type; the lines of the estimate need the rest."""


class QuoteTitle(QWidget):
    """The dock's title row: the tabs, and at the right how the shown page is arranged."""

    selected = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Estimate or findings")
        for text in ("Estimate", "Findings"):
            self.tabs.addTab(text)
        self.grouping = Segments({"service": "Service", "container": "Container", "region": "Region"})
        self.grouping.setAccessibleName("Group the estimate by")
        self.filter = Segments({"all": "All", "error": "Errors", "warning": "Warnings", "info": "Remarks"})
        self.filter.setAccessibleName("Show findings of")
        self.order = Segments({"severity": "Severity", "category": "Category", "node": "Node"})
        self.order.setAccessibleName("Group the findings by")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search the findings")
        self.search.setAccessibleName("Search the findings")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(190)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addStretch()
        for widget in (self.grouping, self.search, self.order, self.filter):
            layout.addWidget(widget)
        self.tabs.currentChanged.connect(self._show)
        self._show(0)

    def _show(self, index: int) -> None:
        self.grouping.setVisible(index == 0)
        for widget in (self.search, self.order, self.filter):
            widget.setVisible(index == 1)
        self.selected.emit(PAGES[index])

    def select(self, name: str) -> None:
        self.tabs.setCurrentIndex(PAGES.index(name))

    def show_findings(self, count: int) -> None:
        self.tabs.setTabText(1, f"Findings  {count:,}" if count else "Findings")


class QuotePanel(QWidget):
    """Pages and totals; tells which node to show and which input is wanted."""

    reveal = Signal(str)
    input_wanted = Signal(str, str)
    """Id of a node and the name of the property that lacks a figure."""

    def __init__(self, editor: Editor, theme: Theme, preferences: Preferences, title: QuoteTitle) -> None:
        from desktop.docks.estimate import EstimateView
        from desktop.docks.findings import FindingsView
        from desktop.docks.totals import TotalsPanel

        super().__init__()
        self.estimate = EstimateView(editor, theme, preferences, title.grouping)
        self.findings = FindingsView(editor, theme, preferences, title.filter, title.order, title.search)
        self.totals = TotalsPanel(editor, theme)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.estimate)
        self._pages.addWidget(self.findings)
        self._line = QFrame()
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._pages, 1)
        self._layout.addWidget(self._line)
        self._layout.addWidget(self.totals)
        self._arrange(narrow=False)
        title.selected.connect(lambda name: self._pages.setCurrentIndex(PAGES.index(name)))
        self._pages.setCurrentIndex(title.tabs.currentIndex())
        editor.findings_changed.connect(lambda _findings: title.show_findings(len(editor.judged.open)))
        title.show_findings(len(editor.judged.open))
        self.estimate.reveal.connect(self.reveal)
        self.estimate.input_wanted.connect(self.input_wanted)
        self.findings.reveal.connect(self.reveal)
        self.totals.missing_wanted.connect(self.estimate.select_next_missing)

    def sizeHint(self) -> QSize:
        return QSize(900, 220)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width() < _NARROW)

    def _arrange(self, narrow: bool) -> None:
        """Totals beside the pages, or below them where the dock stands at a side."""
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        role = "hairline" if narrow else "hairline-vertical"
        if self._line.property("role") != role:
            self._line.setProperty("role", role)
            self._line.style().unpolish(self._line)
            self._line.style().polish(self._line)
        self.totals.setMinimumWidth(0 if narrow else _TOTALS_WIDTH)
        self.totals.setMaximumWidth(16777215 if narrow else _TOTALS_WIDTH)

    def set_theme(self, theme: Theme) -> None:
        self.estimate.set_theme(theme)
        self.findings.set_theme(theme)
        self.totals.set_theme(theme)
