"""Everything in the window that follows a project: canvas, docks, welcome page, status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget

from desktop.actions import ON_A_RECORD, ON_THE_CANVAS, USAGE
from desktop.canvas.view import CanvasView
from desktop.docks.palette import Palette
from desktop.docks.properties import PropertiesPanel
from desktop.docks.quote import QuotePanel
from desktop.page_bar import CanvasPane
from desktop.recovery import Recovery, discard
from desktop.status import Status
from desktop.theme import Theme
from desktop.window_parts import go_into

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.welcome import WelcomePage
    from desktop.window import MainWindow
    from projects.changes import Change


class Panels:
    """Builds the panels, puts them into the window and joins them to each other."""

    def __init__(self, window: MainWindow, editor: Editor) -> None:
        self._window = window
        self._editor = editor
        self._welcome: WelcomePage | None = None
        self.canvas = CanvasView(editor)
        self.canvas.set_theme(window.theme)
        # The order in which these come into the window is the order in which Tab walks through them.
        self.palette = Palette(window.preferences, window.theme)
        self.palette.placed.connect(window.place)
        window.palette_dock.setWidget(self.palette)
        self.pane = CanvasPane(self.canvas)
        self.pane.bar.set_theme(window.theme)
        window.pages.addWidget(self.pane)
        window.pages.setCurrentWidget(self.pane)
        self.canvas.setFocus()
        self.properties = PropertiesPanel(editor, window.theme)
        self.properties.reveal.connect(self.canvas.reveal)
        self.side = QStackedWidget()
        self.side.addWidget(self.properties)
        window.properties_dock.setWidget(self.side)
        self.quote = QuotePanel(editor, window.theme, window.preferences, window.quote_title)
        self.quote.reveal.connect(self.canvas.reveal)
        self.quote.input_wanted.connect(self.properties.focus_property)
        profiles = QMenu(self.quote)
        profiles.setToolTipsVisible(True)
        window.actions_by_name.fill(profiles, [command.name for command in USAGE])
        self.quote.totals.offer_profiles(profiles)
        window.quote_dock.setWidget(self.quote)
        self.status = Status(window, editor)
        self.recovery = Recovery(editor)
        self._join_canvas()
        editor.changed.connect(self._remember_new_services)
        editor.rates_changed.connect(self._price_samples)

    def _join_canvas(self) -> None:
        self.canvas.zoom_changed.connect(self._show_zoom)
        self.canvas.minimap.wanted = self._window.preferences.show_minimap
        self.canvas.quick_add.recent = list(self._window.preferences.recent_services)
        self.canvas.message.connect(lambda text: self._window.statusBar().showMessage(text, 6000))
        self.canvas.tools.changed.connect(lambda _tool: self._window.actions_by_name.refresh())
        self.canvas.context_menu_wanted.connect(self._show_context_menu)
        self.canvas.focus.properties_wanted.connect(self._edit_properties)
        self.canvas.visibility.isolation_changed.connect(lambda _on: self._window.actions_by_name.refresh())
        self._editor.document_replaced.connect(self._window.show_canvas)

    def _edit_properties(self, _record_id: str) -> None:
        self._window.properties_dock.show()
        self.properties.focus_first()
        if self.canvas.hasFocus():
            go_into(self._window, self._window.properties_dock)

    def _show_context_menu(self, record_id: str, at: QPoint) -> None:
        menu = QMenu(self._window)
        names = ON_A_RECORD if record_id else ON_THE_CANVAS
        self._window.actions_by_name.fill(menu, self._window.actions_by_name.possible(names))
        menu.exec(at)

    def _show_zoom(self, factor: float) -> None:
        self.status.show_zoom(factor)
        button = self._window.actions_by_name.zoom_button
        if button is not None:
            button.setText(f"{round(factor * 100)} %")

    def _remember_new_services(self, change: Change) -> None:
        from projects.records import Node

        added = [after for _, before, after in change.items() if before is None and isinstance(after, Node)]
        if len(added) == 1:
            self.palette.remember(added[0].service.name, getattr(added[0].service, "public", None))

    def show_welcome(self) -> None:
        from desktop.welcome import WelcomePage

        if self._welcome is None:
            self._welcome = WelcomePage(self._window)
            self._window.pages.addWidget(self._welcome)
        self._welcome.refresh()
        self._window.pages.setCurrentWidget(self._welcome)

    def _price_samples(self) -> None:
        for card in self._welcome.cards if self._welcome is not None else ():
            card.price_again()

    def offer_recovery(self) -> None:
        """Ask about work that an earlier run left unsaved."""
        from desktop.dialogs.unsaved import ask_recovery

        for file, title in self.recovery.left_behind()[:1]:
            answer = ask_recovery(self._window, title)
            if answer == "later" or (answer == "open" and not self.recovery.restore(file)):
                continue
            if answer == "open":
                self.recovery.write()
            discard(file)

    def set_theme(self, theme: Theme) -> None:
        for panel in (self.canvas, self.pane.bar, self.palette, self.properties, self.quote):
            panel.set_theme(theme)
        if self._welcome is not None:
            self._welcome.set_theme(theme)
        self._window.outage_drill.set_theme(theme)
