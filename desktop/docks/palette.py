"""The palette: services by category in tiles, a search over all of them, and what was used last."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.docks.forms.fields import LineEdit
from desktop.docks.palette_entries import Entry, by_category, category_title, entries, search
from desktop.docks.tiles import EntryList, RowList, TileGrid
from desktop.line_icons import icon
from desktop.preferences import Preferences
from desktop.theme import Theme

RECENT = "Recently used"


class Palette(QWidget):
    """Asks to place a service with ``placed``; the canvas takes drags."""

    placed = Signal(object)
    """An Entry."""

    def __init__(self, preferences: Preferences, theme: Theme) -> None:
        super().__init__()
        self._preferences = preferences
        self._theme = theme
        self.search_box = LineEdit()
        self.search_box.setPlaceholderText("Search services (Ctrl+K)")
        self.search_box.setAccessibleName("Search services")
        self.search_box.setClearButtonEnabled(True)
        self._magnifier = self.search_box.addAction(
            icon("magnifying-glass", theme, 16, theme.secondary), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search_box.textChanged.connect(self._search)
        self.search_box.returnPressed.connect(self._place_first)
        self.search_box.installEventFilter(self)
        self.results = self._connected(RowList(theme))
        self.nothing = QLabel()
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.nothing.setProperty("role", "secondary")
        self.nothing.setContentsMargins(12, 24, 12, 0)
        self.sections: dict[str, Section] = {}
        self._pages = QStackedWidget()
        self._categories = self._scrolling_sections()
        for page in (self._categories, self.results, self.nothing):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.setSpacing(6)
        box = QVBoxLayout()
        box.setContentsMargins(4, 2, 12, 0)
        box.addWidget(self.search_box)
        layout.addLayout(box)
        layout.addWidget(self._pages, 1)
        self.setMinimumWidth(200)

    def sizeHint(self) -> QSize:
        return QSize(250, 600)

    # categories

    def _scrolling_sections(self) -> QScrollArea:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 12)
        self._column.setSpacing(0)
        self._add_section(RECENT, self._recent())
        for category, found in by_category(entries()).items():
            self._add_section(category, found)
        self._column.addStretch()
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _add_section(self, category: str, found: Iterable[Entry]) -> None:
        section = Section(category, category not in self._preferences.folded, self._theme)
        self._connected(section.grid)
        section.grid.show_entries(found)
        section.folded.connect(self._remember_folding)
        self.sections[category] = section
        self._column.addWidget(section)
        section.setVisible(section.grid.count() > 0)

    def _connected(self, shown: EntryList) -> EntryList:
        shown.placed.connect(self._place)
        return shown

    def _remember_folding(self) -> None:
        self._preferences.folded = tuple(name for name, section in self.sections.items() if not section.open)

    def _recent(self) -> list[Entry]:
        by_key = {entry.key: entry for entry in entries()}
        return [by_key[key] for key in self._preferences.recent_services if key in by_key]

    def remember(self, service: str, public: bool | None = None) -> None:
        """Note that a service was put on the canvas, by whatever way."""
        for entry in entries():
            if entry.service.name == service and entry.properties.get("public", public) == public:
                self._preferences.add_recent_service(entry.key)
                section = self.sections[RECENT]
                before = section.sizeHint().height() if not section.isHidden() else 0
                section.grid.show_entries(self._recent())
                section.setVisible(True)
                self._keep_in_place(section.sizeHint().height() - before)
                return

    def _keep_in_place(self, grown: int) -> None:
        """Scroll by what has come in above, so that the tile under the pointer stays there."""
        bar = self._categories.verticalScrollBar()
        if grown and bar.value():
            bar.setMaximum(bar.maximum() + grown)
            bar.setValue(bar.value() + grown)

    # searching and placing

    def focus_search(self) -> None:
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()

    def _search(self, text: str) -> None:
        if not text.strip():
            self._pages.setCurrentWidget(self._categories)
            return
        found = search(text)
        self.results.show_entries(found)
        if found:
            self.results.setCurrentRow(0)
        self.nothing.setText(
            f"No service is called “{text.strip()[:40]}”.\nTry another name or abbreviation."
        )
        self._pages.setCurrentWidget(self.results if found else self.nothing)

    def _place_first(self) -> None:
        if self._pages.currentWidget() is self.results and self.results.currentRow() >= 0:
            self._place(self.results.entry(self.results.currentRow()))

    def _place(self, entry: Entry) -> None:
        self.placed.emit(entry)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys in the search box walk through the results; Escape empties it."""
        if (
            watched is self.search_box
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.results.count():
                row = max(0, min(self.results.count() - 1, self.results.currentRow() + step))
                self.results.setCurrentRow(row)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search_box.text():
                self.search_box.clear()
                return True
        return super().eventFilter(watched, event)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._magnifier.setIcon(icon("magnifying-glass", theme, 16, theme.secondary))
        self.results.set_theme(theme)
        for section in self.sections.values():
            section.set_theme(theme)


class Section(QWidget):
    """One category: a heading that folds its tiles away."""

    folded = Signal()

    def __init__(self, category: str, open: bool, theme: Theme) -> None:
        super().__init__()
        self.heading = QToolButton()
        self.heading.setText(category_title(category))
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.heading.setProperty("role", "section")
        self.heading.setIconSize(QSize(12, 12))
        self.heading.setAccessibleName(f"{category}, fold or unfold")
        self.heading.clicked.connect(self._toggle)
        self.grid = TileGrid(theme)
        self.grid.setAccessibleName(category)
        self.open = open
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 2)
        layout.setSpacing(2)
        layout.addWidget(self.heading)
        layout.addWidget(self.grid)
        self.set_theme(theme)

    def _toggle(self) -> None:
        self.open = not self.open
        self.set_theme(self.grid.theme)
        self.folded.emit()

    def set_theme(self, theme: Theme) -> None:
        self.grid.set_theme(theme)
        self.grid.setVisible(self.open)
        self.heading.setIcon(icon("caret-down" if self.open else "caret-right", theme, 12, theme.secondary))
