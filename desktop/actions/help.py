"""Finding one's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.command import Command

if TYPE_CHECKING:
    from desktop.window import MainWindow


def _open_palette(window: MainWindow) -> None:
    from desktop.dialogs.command_palette import open_palette

    open_palette(window)


def _go_to_area(window: MainWindow, by: int) -> None:
    from desktop.window_parts import go_to_area

    go_to_area(window, by)


HELP = (
    Command(
        "command_palette",
        "All commands…",
        _open_palette,
        "Ctrl+Shift+P",
        "command",
        "Find any command, service or node by typing",
        always=True,
    ),
    Command("next_area", "Next panel", lambda w: _go_to_area(w, 1), "F6, Ctrl+Tab", always=True),
    Command(
        "previous_area",
        "Previous panel",
        lambda w: _go_to_area(w, -1),
        "Shift+F6, Ctrl+Shift+Tab",
        always=True,
    ),
    Command("welcome", "Welcome page", lambda w: w.show_welcome(), icon="house-simple"),
    Command("shortcuts", "Keyboard shortcuts", lambda w: w.show_shortcuts(), "F1", "keyboard", always=True),
    Command("about", "About Blueprice", lambda w: w.about(), icon="info", always=True),
)
