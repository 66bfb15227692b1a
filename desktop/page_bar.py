"""The pages of the drawing as tabs below the canvas, shown as soon as there are two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop import line_icons
from desktop.tab_names import NamedTabs
from projects import pages
from projects.changes import Change
from projects.records import PROJECT_ID

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView
    from desktop.theme import Theme

SEEN_AT_ONCE = 6
"""More pages than these have a menu of all beside their tabs."""


class CanvasPane(QWidget):
    """The canvas with its page bar."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__()
        self.bar = PageBar(canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(canvas, 1)
        column.addWidget(self.bar)
        self.setFocusProxy(canvas)


class PageBar(QWidget):
    """A tab for each page: click to show, drag to move, double-click to rename, right-click for more."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__()
        self._canvas = canvas
        self.setObjectName("page_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabs = NamedTabs()
        self.tabs.setAccessibleName("Pages")
        self.more = QToolButton()
        self.more.setToolTip("New page")
        self.more.setAccessibleName("New page")
        self.more.clicked.connect(canvas.paging.add)
        self.all = QToolButton()
        self.all.setToolTip("All pages")
        self.all.setAccessibleName("All pages")
        self.all.clicked.connect(self._show_all)
        self.held_back = False
        """Not to be seen, however many pages there are."""
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(2)
        row.addWidget(self.tabs)
        row.addWidget(self.more)
        row.addWidget(self.all)
        row.addStretch(1)
        self.tabs.currentChanged.connect(self._show)
        self.tabs.tabMoved.connect(self._moved)
        self.tabs.rename_wanted.connect(self._rename)
        self.tabs.renamed.connect(self._renamed)
        self.tabs.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tabs.customContextMenuRequested.connect(self._show_menu)
        canvas.paging.changed.connect(self.refresh)
        canvas.editor.changed.connect(self._follow)
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Draw the buttons in a theme's colours."""
        self.more.setIcon(line_icons.icon("plus", theme))
        self.all.setIcon(line_icons.icon("caret-down", theme))

    def refresh(self) -> None:
        """Show the document's pages as they are now."""
        document = self._canvas.editor.document
        self.tabs.end(take=False)
        ids = pages.page_ids(document)
        self.setVisible(len(ids) > 1 and not self.held_back)
        self.all.setVisible(len(ids) > SEEN_AT_ONCE)
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(ids):
            self.tabs.removeTab(self.tabs.count() - 1)
        while self.tabs.count() < len(ids):
            self.tabs.addTab("")
        for place, page in enumerate(ids):
            title = pages.page_title(document, page)
            self.tabs.setTabData(place, page)
            self.tabs.setTabText(place, (title if len(title) <= 32 else title[:31] + "…").replace("&", "&&"))
            self.tabs.setTabToolTip(place, title)
        if self._canvas.paging.current in ids:
            self.tabs.setCurrentIndex(ids.index(self._canvas.paging.current))
        self.tabs.blockSignals(False)

    def _follow(self, change: Change) -> None:
        if PROJECT_ID in change.ids:
            self.refresh()

    def _show(self, place: int) -> None:
        if 0 <= place < self.tabs.count():
            self._canvas.paging.show(self.tabs.tabData(place))

    def _moved(self, _start: int, _end: int) -> None:
        """Once for each place a tab was dragged past; the order counts when it is let go."""
        self.tabs.dropped = self._drop

    def _drop(self) -> None:
        order = [self.tabs.tabData(place) for place in range(self.tabs.count())]
        before = pages.page_ids(self._canvas.editor.document)
        if set(order) == set(before) and order[0] is None:
            with self._canvas.editor.edit("Move page") as draft:
                pages.order_pages(draft, [page for page in order if page is not None])
        elif tuple(order) != before:
            self._canvas.message.emit("The first page stays the first.")
        self.refresh()

    def rename(self) -> None:
        """Let a person type another name for the page that is shown."""
        self._rename(self.tabs.currentIndex())

    def _rename(self, place: int) -> None:
        if place >= 0:
            page = self.tabs.tabData(place)
            self.tabs.edit(place, pages.page_title(self._canvas.editor.document, page))

    def _renamed(self, place: int, name: str) -> None:
        page = self.tabs.tabData(place)
        if name != pages.page_title(self._canvas.editor.document, page):
            self._canvas.paging.rename(page, name)

    def _show_all(self) -> None:
        menu = self.menu_of_all()
        menu.exec(self.all.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def menu_of_all(self) -> QMenu:
        """A menu of all pages, for those whose tabs are out of sight."""
        menu = QMenu(self)
        for place in range(self.tabs.count()):
            page = self.tabs.tabData(place)
            action = menu.addAction(self.tabs.tabText(place))
            action.setCheckable(True)
            action.setChecked(page == self._canvas.paging.current)
            action.triggered.connect(lambda _=False, page=page: self._canvas.paging.show(page))
        return menu

    def _show_menu(self, at: QPoint) -> None:
        place = self.tabs.tabAt(at)
        if place < 0:
            return
        page, paging = self.tabs.tabData(place), self._canvas.paging
        menu = QMenu(self)
        menu.addAction("Rename").triggered.connect(lambda: self._rename(place))
        menu.addAction("Duplicate").triggered.connect(lambda: paging.duplicate(page))
        menu.addSeparator()
        left, right = menu.addAction("Move left"), menu.addAction("Move right")
        left.triggered.connect(lambda: paging.move(page, place - 2))
        right.triggered.connect(lambda: paging.move(page, place))
        left.setEnabled(page is not None and place > 1)
        right.setEnabled(page is not None and place < self.tabs.count() - 1)
        menu.addSeparator()
        delete = menu.addAction("Delete page")
        delete.setEnabled(page is not None)
        delete.triggered.connect(lambda: paging.remove(page))
        menu.exec(self.tabs.mapToGlobal(at))
