"""Menus whose content follows the state: recent files, samples, and services to insert."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from desktop.actions import ARRANGE, LAYERS, NOTES, SELECTING, SIZES, STACKING, THEME, USAGE

if TYPE_CHECKING:
    from desktop.docks.palette_entries import Entry
    from desktop.window import MainWindow

ZOOM = ("zoom_in", "zoom_out", "", "zoom_fit", "zoom_selection", "zoom_actual")


def fills(window: MainWindow) -> dict[str, Callable[[QMenu], None]]:
    """What fills each menu, by its name in :mod:`desktop.actions`, every time it is shown."""

    def commands(menu: QMenu, names: Iterable[str]) -> None:
        window.actions_by_name.fill(menu, names)

    arrange = [command.name for command in ARRANGE]
    return {
        "recent": lambda menu: fill_recent(window, menu),
        "samples": lambda menu: fill_samples(window, menu),
        "insert": lambda menu: fill_insert(window, menu),
        "panels": lambda menu: fill_panels(window, menu),
        "theme": lambda menu: commands(menu, [command.name for command in THEME]),
        "usage": lambda menu: commands(menu, [command.name for command in USAGE]),
        "fixes": lambda menu: fill_fixes(window, menu),
        "sheet": lambda menu: fill_sheet(window, menu),
        "layers": lambda menu: commands(menu, ["show_costs", *(c.name for c in LAYERS[:-1])]),
        "icons": lambda menu: fill_icons(window, menu),
        "picture": lambda menu: fill_picture(window, menu),
        "page": lambda menu: fill_page(window, menu),
        "variants": lambda menu: fill_variants(window, menu),
        "align": lambda menu: commands(menu, [*arrange[:6], "", *arrange[6:]]),
        "zoom": lambda menu: commands(menu, ZOOM),
        "same": lambda menu: commands(menu, [command.name for command in SIZES]),
        "order": lambda menu: commands(menu, [command.name for command in STACKING]),
        "select": lambda menu: commands(menu, [command.name for command in SELECTING]),
    }


def fill_panels(window: MainWindow, menu: QMenu) -> None:
    """The docks and the toolbar, to close or bring back."""
    if hasattr(window, "quote_dock"):
        menu.addActions([dock.toggleViewAction() for dock in window.docks])
        menu.addAction(window.toolbar.toggleViewAction())


def fill_recent(window: MainWindow, menu: QMenu) -> None:
    """The files opened last, newest first."""
    recent = window.preferences.recent_files
    for path in recent:
        action = menu.addAction(path.stem)
        action.setToolTip(str(path))
        action.setEnabled(window.editor is not None)
        action.triggered.connect(lambda _=False, path=path: window.project_file.open(path))
    if not recent:
        menu.addAction("No recent files").setEnabled(False)
        return
    menu.addSeparator()
    menu.addAction("Clear this list").triggered.connect(lambda: window.preferences.forget_recent_files())


def fill_fixes(window: MainWindow, menu: QMenu) -> None:
    """The remedies for what is selected, each with what it costs or saves."""
    if window.editor is not None:
        from desktop.remedies import fill_with_fixes

        chosen = set(window.editor.selection)
        found = window.editor.judged.open
        fill_with_fixes(menu, window.editor, [f for f in found if chosen.intersection(f.node_ids)])


def fill_sheet(window: MainWindow, menu: QMenu) -> None:
    """What can be done with the person's own price sheet."""
    if window.editor is not None:
        window.prices.fill_menu(menu)


def fill_icons(window: MainWindow, menu: QMenu) -> None:
    """Where the pictures of services come from."""
    if window.editor is not None:
        window.icon_package.fill_menu(menu)


def fill_picture(window: MainWindow, menu: QMenu) -> None:
    """A picture of one's own for what is selected, or the service's icon again."""
    if window.editor is not None:
        from desktop.own_pictures import fill_menu

        fill_menu(menu, window, window.editor)


def fill_page(window: MainWindow, menu: QMenu) -> None:
    """The pages that the selection may lead to."""
    if window.editor is not None:
        from desktop.page_links import fill_menu

        fill_menu(menu, window, window.editor)


def fill_variants(window: MainWindow, menu: QMenu) -> None:
    """The variants to show, and what can be done with the one shown."""
    if hasattr(window, "variants"):
        window.variants.fill_menu(menu)


def fill_samples(window: MainWindow, menu: QMenu) -> None:
    """The projects that ship with the application."""
    if window.editor is None:
        # Reading them takes longer than the whole empty window.
        menu.addAction("Loading…").setEnabled(False)
        return
    from desktop.samples import samples

    for sample in samples():
        action = menu.addAction(sample.name)
        action.triggered.connect(lambda _=False, sample=sample: window.project_file.open_sample(sample))
    if menu.isEmpty():
        menu.addAction("No samples are installed").setEnabled(False)


def fill_insert(window: MainWindow, menu: QMenu) -> None:
    """Notes, and every service by category, for those who prefer the keyboard."""
    if window.editor is None:
        menu.addAction("Loading…").setEnabled(False)
        return
    from desktop.docks.palette_entries import by_category, category_title, entries

    menu.addAction(window.actions_by_name["find_service"])
    menu.addAction(window.actions_by_name["vpc_scaffold"])
    menu.addSeparator()
    notes = ("text_tool", "step_tool", *(command.name for command in NOTES), "", "renumber_steps")
    window.actions_by_name.fill(menu, (*notes, "", "new_page", "duplicate_page"))
    menu.addSeparator()
    for category, found in by_category(entries()).items():
        submenu = menu.addMenu(category_title(category))
        submenu.setToolTipsVisible(True)
        # Drawing all icons takes longer than a menu may take to open.
        submenu.aboutToShow.connect(
            lambda submenu=submenu, found=found: _fill_category(window, submenu, found)
        )


def _fill_category(window: MainWindow, submenu: QMenu, found: Iterable[Entry]) -> None:
    from desktop.service_icons import service_icon

    submenu.clear()
    for entry in found:
        action = submenu.addAction(service_icon(entry.icon, window.theme, 18), entry.label)
        action.setToolTip(entry.tooltip)
        action.triggered.connect(lambda _=False, entry=entry: window.place(entry))
