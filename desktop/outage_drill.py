"""Entering and leaving the outage drill: banner, panel and drawing, put back exactly as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.canvas.banner import Banner
    from desktop.canvas.drilling import Drilling
    from desktop.docks.drill import DrillPanel
    from desktop.editor import Editor
    from desktop.single_points import Search
    from desktop.theme import Theme
    from desktop.window import MainWindow


class OutageDrill(QObject):
    """The drill of a window; at most one lasts at a time. It never changes the document."""

    def __init__(self, window: MainWindow, editor: Editor) -> None:
        super().__init__(window)
        self._window = window
        self._editor = editor
        self.drilling: Drilling | None = None
        self.banner: Banner | None = None
        self.panel: DrillPanel | None = None
        self._search: Search | None = None
        self._focus: QWidget | None = None
        self._dock_shown = True
        # A change of the document ends the drill: what it shows would be of another drawing.
        editor.changed.connect(lambda _change: self._end(restore=False))
        editor.document_replaced.connect(lambda: self._end(restore=False))
        window.canvas.drill_left.connect(self.leave)

    @property
    def active(self) -> bool:
        """Whether the drill lasts."""
        return self.drilling is not None

    def toggle(self) -> None:
        """Enter or leave."""
        if self.active:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Begin a drill with everything switched on."""
        from desktop.canvas.banner import Banner
        from desktop.canvas.drilling import Drilling
        from desktop.docks.drill import DrillPanel
        from desktop.single_points import Search

        window, canvas = self._window, self._window.canvas
        self._focus = window.focusWidget()
        window.show_canvas()
        canvas.pointer.cancel()
        canvas.tools.choose("select")
        self.drilling = canvas.drilling = Drilling(canvas)
        self.banner = Banner(canvas.viewport(), window.theme)
        self.panel = DrillPanel(self._editor, window.theme)
        self.panel.show_outage(self.drilling.outage)
        self.banner.left.connect(self.leave)
        self.banner.cleared.connect(self.drilling.switch_on)
        self.panel.toggled.connect(self.drilling.toggle)
        self.panel.reveal.connect(self._reveal)
        self.drilling.changed.connect(self._show)
        for widget in (self.panel, self.banner):
            keys = QShortcut(QKeySequence(Qt.Key.Key_Escape), widget)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(self.leave)
        self._dock_shown = not window.properties_dock.isHidden()
        window.panels.side.addWidget(self.panel)
        window.panels.side.setCurrentWidget(self.panel)
        window.properties_dock.setWindowTitle("Outage drill")
        window.properties_dock.show()
        self._search = Search(self._editor.document, self._editor.rates, self)
        self._search.found.connect(self.panel.show_points)
        window.actions_by_name.refresh()

    def _show(self) -> None:
        from desktop.docks.drill import summary_of

        if self.drilling is None or self.panel is None or self.banner is None:
            return
        self.panel.show_outage(self.drilling.outage)
        self.banner.say(summary_of(self.drilling.outage) if self.drilling.outage.off else "")

    def _reveal(self, node_id: str) -> None:
        self._window.canvas.reveal(node_id)
        self._editor.select(())

    def leave(self) -> None:
        """End it; selection, zoom and place are as they were."""
        self._end(restore=True)

    def _end(self, restore: bool) -> None:
        drilling, self.drilling = self.drilling, None
        if drilling is None:
            return
        window = self._window
        window.canvas.drilling = None
        if self._search is not None:
            self._search.give_up()
        side = window.panels.side
        side.setCurrentWidget(window.panels.properties)
        if self.panel is not None:
            side.removeWidget(self.panel)
        window.properties_dock.setWindowTitle("Properties")
        window.properties_dock.setVisible(self._dock_shown)
        for widget in (self.panel, self.banner):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.panel = self.banner = self._search = None
        if restore:
            drilling.leave()
            if self._focus is not None:
                self._focus.setFocus()
        else:
            drilling.forget()
        drilling.deleteLater()
        window.actions_by_name.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Dress anew: the panel is made again where its icons are drawn."""
        if self.banner is not None and self.drilling is not None and self.panel is not None:
            self.banner.set_theme(theme)
            self.panel.set_theme(theme)
            self.panel.show_outage(self.drilling.outage)
            self.drilling.show()
