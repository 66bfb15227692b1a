"""The main window: menus, toolbar, docks and status bar around the canvas. It owns no logic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QToolBar, QWidget

from desktop import theme as themes
from desktop.action_set import ActionSet
from desktop.canvas import motion
from desktop.docks.dock import Dock
from desktop.menus import fills
from desktop.preferences import Preferences, ThemeChoice
from desktop.theme import Theme

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.canvas.tools import Tool
    from desktop.canvas.view import CanvasView
    from desktop.docks.palette_entries import Entry
    from desktop.editor import Editor
    from desktop.icon_package import IconPackage
    from desktop.layering import Layering
    from desktop.outage_drill import OutageDrill
    from desktop.panels import Panels
    from desktop.presentation import Presentation
    from desktop.prices import Prices
    from desktop.project_file import ProjectFile
    from desktop.style_watch import StyleWatch
    from desktop.variant_switch import VariantSwitch
    from projects.records import NoteKind


class MainWindow(QMainWindow):
    """Shows as an empty shell at once; :meth:`attach` brings in a project and everything that follows it."""

    editor: Editor | None = None
    preferences: Preferences
    panels: Panels
    layering: Layering
    outage_drill: OutageDrill
    icon_package: IconPackage
    presentation: Presentation
    prices: Prices
    project_file: ProjectFile
    style_watch: StyleWatch
    variants: VariantSwitch

    def __init__(self, preferences: Preferences | None = None) -> None:
        super().__init__()
        self.preferences = preferences if preferences is not None else Preferences()
        self.theme = self._chosen_theme()
        themes.apply(_application(), self.theme)
        self.setObjectName("window")
        self.setWindowTitle("Blueprice")
        self.setDockOptions(QMainWindow.DockOption.AnimatedDocks | QMainWindow.DockOption.AllowNestedDocks)
        self.setAcceptDrops(True)
        self.resize(_first_size())
        self.pages = QStackedWidget()
        self.pages.addWidget(QWidget())
        self.setCentralWidget(self.pages)
        self.palette_dock = Dock("palette_dock", "Services")
        self.properties_dock = Dock("properties_dock", "Properties")
        self.actions_by_name = ActionSet(self, fills(self))
        self.actions_by_name.build_menus(self.menuBar())
        self.toolbar = QToolBar("Toolbar")
        self.toolbar.setObjectName("toolbar")
        self.toolbar.setMovable(False)
        self.actions_by_name.build_toolbar(self.toolbar)
        self.addToolBar(self.toolbar)
        self._build_docks()
        self._dress()
        self.actions_by_name.refresh()
        self._restore_layout()

    # docks

    def _build_docks(self) -> None:
        from desktop.docks.quote import QuoteTitle

        self.quote_title = QuoteTitle()
        self.quote_dock = Dock("quote_dock", "Estimate and findings", self.quote_title, height=40)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        self._place_docks()

    @property
    def docks(self) -> tuple[Dock, ...]:
        return self.palette_dock, self.properties_dock, self.quote_dock

    def _place_docks(self) -> None:
        areas = Qt.DockWidgetArea
        for dock, area in zip(
            self.docks,
            (areas.LeftDockWidgetArea, areas.RightDockWidgetArea, areas.BottomDockWidgetArea),
            strict=True,
        ):
            dock.setFloating(False)
            self.addDockWidget(area, dock)
            dock.show()
        self.resizeDocks([self.palette_dock, self.properties_dock], [250, 330], Qt.Orientation.Horizontal)
        self.resizeDocks([self.quote_dock], [max(200, self.height() // 4)], Qt.Orientation.Vertical)

    def restore_default_layout(self) -> None:
        self.preferences.forget_layout()
        self.toolbar.show()
        self._place_docks()
        if self.editor is not None:
            self.canvas.setFocus()

    def _restore_layout(self) -> None:
        if not self.preferences.geometry.isEmpty():
            self.restoreGeometry(self.preferences.geometry)
        if not self.preferences.layout.isEmpty():
            self.restoreState(self.preferences.layout)

    # the project

    def attach(self, editor: Editor) -> None:
        """Fill the shell: canvas, docks, welcome page and status bar around an open project."""
        from desktop.icon_package import IconPackage
        from desktop.layering import Layering
        from desktop.outage_drill import OutageDrill
        from desktop.panels import Panels
        from desktop.presentation import Presentation
        from desktop.prices import Prices
        from desktop.project_file import ProjectFile
        from desktop.style_watch import StyleWatch
        from desktop.variant_switch import VariantSwitch

        self.editor = editor
        motion.choose(self.preferences.motion)
        self.project_file = ProjectFile(self, editor)
        self.icon_package = IconPackage(self)
        self.icon_package.restore()
        self.prices = Prices(self, editor)
        self.layering = Layering(self)
        self.panels = Panels(self, editor)
        self.layering.apply()
        self.variants = VariantSwitch(self, editor)
        self.outage_drill = OutageDrill(self, editor)
        self.style_watch = StyleWatch(editor, self.canvas, self.preferences.style_check)
        self.presentation = Presentation(self, editor)
        editor.undo_stack.indexChanged.connect(self._history_moved)
        for signal in (editor.selection_changed, editor.file_changed, editor.document_replaced):
            signal.connect(lambda *_: self.actions_by_name.refresh())
        editor.findings_changed.connect(lambda *_: self.actions_by_name.refresh())
        editor.file_changed.connect(self.show_title)
        self.show_title()
        self.actions_by_name.set_theme(self.theme)
        self.actions_by_name.refresh()
        QTimer.singleShot(0, editor.refresh)

    def _history_moved(self, _index: int) -> None:
        """A method and not a lambda: Qt lets go of it when the window ends, before the history does."""
        self.actions_by_name.refresh()

    @property
    def tool(self) -> Tool:
        """What the next press on the canvas does."""
        return self.canvas.tools.current if self.editor is not None else "select"

    @property
    def canvas(self) -> CanvasView:
        return self.panels.canvas

    def show_title(self) -> None:
        assert self.editor is not None
        self.setWindowTitle(f"{' '.join(self.editor.title.split())[:80]}[*] – Blueprice")
        self.setWindowModified(self.editor.unsaved)

    # looks

    def _chosen_theme(self) -> Theme:
        choice = self.preferences.theme
        if choice == "system":
            return themes.system_theme()
        return themes.dark() if choice == "dark" else themes.light()

    def choose_theme(self, choice: ThemeChoice) -> None:
        self.preferences.theme = choice
        self.set_theme(self._chosen_theme())

    def follow_system_theme(self) -> None:
        """Take over the desktop's theme if that was chosen."""
        if self.preferences.theme == "system" and self._chosen_theme() is not self.theme:
            self.set_theme(self._chosen_theme())

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        if self.editor is not None:
            self.panels.properties.drop_spare_forms()
        themes.apply(_application(), theme)
        self._dress()

    def _dress(self) -> None:
        """Colour what draws itself: icons, docks, panels."""
        theme = self.theme
        self.actions_by_name.set_theme(theme, menus=self.editor is not None)
        for dock in self.docks:
            dock.set_theme(theme)
        if self.editor is not None:
            self.panels.set_theme(theme)
            self.variants.show_state()

    def toggle_costs(self) -> None:
        self.layering.toggle("costs")

    def toggle_style_check(self) -> None:
        self.preferences.style_check = not self.preferences.style_check
        self.style_watch.switch(self.preferences.style_check)
        if self.preferences.style_check:
            self.show_page("findings")
            self.statusBar().showMessage("The look of the drawing is checked from now on.", 5000)

    def toggle_motion(self) -> None:
        self.preferences.motion = not self.preferences.motion
        motion.choose(self.preferences.motion)

    def toggle_full_screen(self) -> None:
        """A window that was maximised is so again afterwards."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # what commands do

    def undo(self) -> None:
        if self.editor is not None:
            self.editor.undo_stack.undo()

    def redo(self) -> None:
        if self.editor is not None:
            self.editor.undo_stack.redo()

    def find_service(self) -> None:
        self.palette_dock.show()
        self.panels.palette.focus_search()

    def place(self, entry: Entry) -> None:
        """Put a service into the selected container."""
        self.show_canvas()
        self.canvas.placing.place(entry.service.name, dict(entry.properties))

    def insert_note(self, kind: NoteKind) -> None:
        """Put a note where there is room."""
        self.show_canvas()
        self.canvas.annotating.insert(kind)

    def use_tool(self, tool: Tool) -> None:
        self.show_canvas()
        self.canvas.tools.choose(tool)

    def show_canvas(self) -> None:
        self.pages.setCurrentWidget(self.panels.pane)
        self.canvas.setFocus()

    def show_welcome(self) -> None:
        self.panels.show_welcome()

    def show_page(self, name: str) -> None:
        self.quote_dock.show()
        self.quote_title.select(name)

    def show_project(self) -> None:
        assert self.editor is not None
        self.editor.select(())
        self.properties_dock.show()
        self.panels.properties.focus_first()

    def next_missing(self) -> None:
        self.show_page("estimate")
        self.panels.quote.estimate.select_next_missing()

    def next_finding(self) -> None:
        self.show_page("findings")
        self.panels.quote.findings.select_next()

    def export(self, kind: str = "") -> None:
        from desktop.dialogs.export import ExportDialog

        ExportDialog(self, kind).exec()

    def compare(self, what: str) -> None:
        """Open the comparison of "regions", "purchases" or "variants"."""
        from desktop.dialogs import comparisons

        comparisons.DIALOGS[what](self).exec()

    def copy_picture(self) -> None:
        from desktop.dialogs.export import copy_picture

        copy_picture(self)

    def show_shortcuts(self) -> None:
        from desktop.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self).exec()

    def about(self) -> None:
        from desktop.dialogs.about import AboutDialog

        AboutDialog(self).exec()

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.editor is not None and _dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event)
        if self.editor is not None and path is not None:
            event.acceptProposedAction()
            self.project_file.open(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, where nothing else has a use for it, leads from any panel back to the drawing."""
        canvas_seen = self.editor is not None and self.pages.currentWidget() is self.panels.pane
        if event.key() == Qt.Key.Key_Escape and canvas_seen and not self.canvas.hasFocus():
            self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.editor is not None and not self.project_file.may_leave():
            event.ignore()
            return
        self.preferences.save_layout(self.saveGeometry(), self.saveState())
        if self.editor is not None:
            self.project_file.leave()
        event.accept()


def _first_size() -> QSize:
    """Nearly the whole screen up to 1680 by 1050, so that a drawing opens at a legible size."""
    screen = QApplication.primaryScreen()
    room = screen.availableGeometry().size() if screen is not None else QSize(1440, 900)
    return QSize(min(1680, room.width() * 19 // 20), min(1050, room.height() * 19 // 20))


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _dropped_file(event: QDropEvent) -> Path | None:
    from pathlib import Path

    local = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return local[0] if local else None
