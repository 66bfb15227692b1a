"""Qt's actions for the commands, and the menu bar and toolbar built from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QSizePolicy, QToolBar, QToolButton, QWidget

from desktop.actions import COMMANDS, MENUS, TOOLBAR, Command
from desktop.line_icons import icon
from desktop.theme import Theme

if TYPE_CHECKING:
    from desktop.window import MainWindow

Fill = Callable[[QMenu], None]
_TEXT_BESIDE = ("select_tool", "connect_tool", "text_tool", "step_tool", "tidy", "show_costs", "outage_drill")
_SUBMENUS = {
    "recent": ("Open recent", "clock-counter-clockwise"),
    "samples": ("Open a sample", "stack"),
    "panels": ("Panels", "layout"),
    "theme": ("Theme", "circle-half"),
    "fixes": ("Fix", "wrench"),
    "usage": ("Fill in usage", "chart-line-up"),
    "sheet": ("My price sheet", "file-text"),
    "variants": ("Variants", "git-fork"),
    "layers": ("Layers", "stack"),
    "page": ("Leads to page", "arrow-square-out"),
    "icons": ("Icons", "shapes"),
    "picture": ("Picture", "image"),
    "align": ("Align", "align-left"),
    "order": ("Order", "stack-simple"),
    "same": ("Same size", "frame-corners"),
    "select": ("Select", "selection-plus"),
    "zoom": ("100 %", ""),
}

WHILE_PRESENTING = ("present", "full_screen", "quit")
"""Nothing else can be done meanwhile, so that no key changes what is shown."""


class ActionSet:
    """One QAction per command, kept in step with the project."""

    def __init__(self, window: MainWindow, fills: dict[str, Fill]) -> None:
        self._window = window
        self._fills = fills
        self.submenus: dict[str, QMenu] = {}
        """Those of the menu bar, by name."""
        self._submenu_icons: list[tuple[QMenu | QToolButton, str]] = []
        self._actions = {name: self._action(command) for name, command in COMMANDS.items()}
        self.zoom_button: QToolButton | None = None
        window.addActions(list(self._actions.values()))

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def _action(self, command: Command) -> QAction:
        action = QAction(command.text, self._window)
        action.setObjectName(command.name)
        if command.shortcut:
            action.setShortcuts([QKeySequence(keys) for keys in command.shortcut.split(", ")])
        action.setCheckable(command.checked is not None)
        action.triggered.connect(lambda _checked=False: self._run(command))
        tip = command.tooltip or command.text.rstrip("…")
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip} ({keys})" if keys else tip)
        action.setStatusTip(tip)
        return action

    def _run(self, command: Command) -> None:
        command.run(self._window)
        self.refresh()

    # state

    def refresh(self) -> None:
        """Enable, check and name every action after the project's present state."""
        editor = self._window.editor
        presenting = editor is not None and self._window.presentation.active
        for name, action in self._actions.items():
            command = COMMANDS[name]
            if editor is None:
                action.setEnabled(command.always)
            elif presenting:
                action.setEnabled(name in WHILE_PRESENTING)
            else:
                action.setEnabled(command.enabled is None or command.enabled(editor))
                if command.label is not None:
                    action.setText(command.label(editor))
            if command.checked is not None:
                action.setChecked(command.checked(self._window))

    def set_theme(self, theme: Theme, menus: bool = True) -> None:
        """Draw the icons; ``menus=False`` leaves out those that are seen only when a menu opens."""
        for name, action in self._actions.items():
            if COMMANDS[name].icon and (menus or name in TOOLBAR):
                action.setIcon(icon(COMMANDS[name].icon, theme))
        for owner, name in self._submenu_icons if menus else ():
            if name:
                owner.setIcon(icon(name, theme))

    # menus and toolbar

    def build_menus(self, bar: QMenuBar) -> None:
        for title, names in MENUS:
            menu = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            if len(names) == 1 and names[0].endswith(">"):
                self._filled_when_shown(menu, names[0][:-1])
            else:
                self.fill(menu, names)

    def possible(self, names: Iterable[str]) -> list[str]:
        """The names without commands that cannot be given now, and without lines beside nothing."""
        found = [""]
        for name in names:
            given = not name or name.endswith(">") or self._actions[name].isEnabled()
            if given and (name or found[-1]):
                found.append(name)
        return found[1:] if found[-1] else found[1:-1]

    def fill(self, menu: QMenu, names: Iterable[str]) -> None:
        """Append commands, lines ("") and submenus ("name>") to a menu."""
        for name in names:
            if not name:
                menu.addSeparator()
            elif name.endswith(">"):
                self._submenu(menu, name[:-1])
            else:
                menu.addAction(self._actions[name])

    def _submenu(self, menu: QMenu, name: str) -> None:
        title, icon_name = _SUBMENUS[name]
        submenu = menu.addMenu(title)
        submenu.setToolTipsVisible(True)
        self._submenu_icons.append((submenu, icon_name))
        self.submenus.setdefault(name, submenu)
        self._filled_when_shown(submenu, name)

    def _filled_when_shown(self, menu: QMenu, name: str) -> None:
        def refill() -> None:
            menu.clear()
            self._fills[name](menu)

        menu.aboutToShow.connect(refill)
        refill()

    def build_toolbar(self, bar: QToolBar) -> None:
        bar.setIconSize(QSize(18, 18))
        for name in TOOLBAR:
            if not name:
                bar.addSeparator()
            elif name == "<>":
                gap = QWidget()
                gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                bar.addWidget(gap)
            elif name.endswith(">"):
                bar.addWidget(self._menu_button(name[:-1]))
            else:
                self._add_to_toolbar(bar, name)

    def _add_to_toolbar(self, bar: QToolBar, name: str) -> None:
        bar.addAction(self._actions[name])
        button = bar.widgetForAction(self._actions[name])
        assert isinstance(button, QToolButton)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(COMMANDS[name].text)
        if name in _TEXT_BESIDE:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if name == "export_quote":
            button.setProperty("role", "filled")

    def _menu_button(self, name: str) -> QToolButton:
        title, icon_name = _SUBMENUS[name]
        button = QToolButton()
        button.setObjectName(f"{name}_button")
        button.setText(title)
        button.setAccessibleName(title)
        button.setToolTip("Zoom" if name == "zoom" else title)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        self._filled_when_shown(menu, name)
        button.setMenu(menu)
        if icon_name:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._submenu_icons.append((button, icon_name))
        if name == "zoom":
            button.setFixedWidth(58)
            self.zoom_button = button
        return button
