"""All that can be done, found by typing: commands with their shortcuts, services, and nodes to go to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAction, QKeySequence, QPainter
from PySide6.QtWidgets import QMenu

from desktop import line_icons
from desktop.actions import COMMANDS
from desktop.choice_box import PICTURE, Choice, ChoiceBox
from desktop.docks.palette_entries import search
from desktop.fuzzy import fit
from desktop.service_icons import service_pixmap

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from projects.records import Node

WIDTH = 560
MOST_SERVICES, MOST_NODES = 6, 8
_NATIVE = QKeySequence.SequenceFormat.NativeText


class CommandPalette(ChoiceBox):
    """Lies over the upper part of the window; what is chosen is done after it has closed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, window.theme, WIDTH, "Type what you want to do, insert or go to")
        self._window = window
        self._scale = window.devicePixelRatioF()
        self._paths = menu_paths(window)
        self._commands = [self._command(name) for name in self._in_order() if name != "command_palette"]
        self.chosen.connect(self._run)
        self.refused.connect(
            lambda choice: window.statusBar().showMessage(f"“{choice.text}” cannot be done now.", 6000)
        )

    def appear(self) -> None:
        """Open in the middle of the window's upper part."""
        self.open()
        self.move(max(8, (self._window.width() - self.width()) // 2), 84)

    def choices(self, text: str) -> Iterable[Choice]:
        if not text:
            return self._commands
        found = [(f, c) for c in self._commands if (f := self._fit(text, c)) is not None]
        rows = [choice for _, choice in sorted(found, key=lambda pair: pair[0])]
        likely = [c for f, c in found if f < 10]
        others = [*self._nodes(text), *self._services(text)]
        # What is found by scattered letters comes after what is really called so.
        return [*(c for c in rows if c in likely), *others, *(c for c in rows if c not in likely)]

    def _fit(self, text: str, choice: Choice) -> int | None:
        own = fit(text, choice.text)
        around = fit(text, f"{choice.detail} {choice.text}")
        return own if own is not None else None if around is None else around + 6

    # commands

    def _in_order(self) -> list[str]:
        """The last ones given first, then as in the menus."""
        by_menu = sorted(COMMANDS, key=lambda name: name not in self._paths)
        recent = [name for name in self._window.preferences.recent_commands if name in COMMANDS]
        return list(dict.fromkeys([*recent, *by_menu]))

    def _command(self, name: str) -> Choice:
        action = self._window.actions_by_name[name]
        keys = [key.toString(_NATIVE) for key in action.shortcuts()]
        path = self._paths.get(name, "")
        if action.isCheckable() and action.isChecked():
            path = f"{path}, now on" if path else "Now on"
        return Choice(
            key=lambda: self._give(name),
            text=action.text().rstrip("…").replace("&", ""),
            detail=path,
            right=", ".join(keys[:2]),
            draw=self._line_icon(COMMANDS[name].icon),
            enabled=action.isEnabled(),
        )

    def _give(self, name: str) -> None:
        self._window.preferences.add_recent_command(name)
        self._window.actions_by_name[name].trigger()

    def _line_icon(self, name: str) -> Callable[[QPainter, QRectF], None]:
        def draw(painter: QPainter, rect: QRectF) -> None:
            if name:
                line_icons.draw(painter, name, self.theme.ink, rect.adjusted(3, 3, -3, -3))

        return draw

    # services and nodes

    def _services(self, text: str) -> Iterable[Choice]:
        if self._window.editor is None:
            return
        words = text.lower().removeprefix("insert ").strip()
        for entry in search(words)[:MOST_SERVICES] if words else ():
            yield Choice(
                key=lambda entry=entry: self._window.place(entry),
                text=f"Insert {entry.label}",
                detail=entry.category,
                draw=self._service_icon(entry.icon),
            )

    def _nodes(self, text: str) -> Iterable[Choice]:
        editor = self._window.editor
        if editor is None:
            return
        words = text.lower().removeprefix("go to ").strip()
        found = [(f, n) for n in editor.document.nodes() if (f := fit(words, n.title)) is not None and f < 10]
        for _, node in sorted(found, key=lambda pair: (pair[0], pair[1].title, pair[1].id))[:MOST_NODES]:
            yield replace(self._node(node), key=lambda node=node: self._go_to(node))

    def _node(self, node: Node) -> Choice:
        assert self._window.editor is not None
        around = [outer.title for outer in self._window.editor.document.ancestors(node.id)]
        detail = ", ".join((node.service.label, *(_short(title, 40) for title in around[:2])))
        return Choice(
            node.id, f"Go to {_short(node.title, 60)}", detail, draw=self._service_icon(node.service.icon)
        )

    def _go_to(self, node: Node) -> None:
        self._window.show_canvas()
        self._window.canvas.reveal(node.id)

    def _service_icon(self, name: str) -> Callable[[QPainter, QRectF], None]:
        def draw(painter: QPainter, rect: QRectF) -> None:
            painter.drawPixmap(rect.topLeft(), service_pixmap(name, self.theme, PICTURE, self._scale))

        return draw

    def _run(self, choice: Choice) -> None:
        self.close_box()
        if self._window.editor is not None:
            self._window.canvas.setFocus()
        run: Callable[[], object] = choice.key  # type: ignore[assignment]
        run()


def _short(text: str, most: int) -> str:
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else line[: most - 1] + "…"


def menu_paths(window: MainWindow) -> dict[str, str]:
    """Name of each command that stands in the menu bar -> where: "Arrange > Order"."""
    found: dict[str, str] = {}

    def walk(actions: Iterable[QAction], path: str) -> None:
        for action in actions:
            menu = action.menu()
            if isinstance(menu, QMenu):
                title = action.text().replace("&", "")
                if not path and not any(inner.objectName() for inner in menu.actions()):
                    # It is filled when it opens.
                    menu.aboutToShow.emit()
                walk(menu.actions(), f"{path} > {title}" if path else title)
            elif action.objectName() in COMMANDS:
                found.setdefault(action.objectName(), path)

    walk(window.menuBar().actions(), "")
    return found


def open_palette(window: MainWindow) -> CommandPalette:
    """Open it over the window; a second time it closes."""
    palette = CommandPalette(window)
    palette.appear()
    return palette
