"""What a command is, and the questions that most commands ask before they can be given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView
    from desktop.editor import Editor
    from desktop.window import MainWindow

Run = Callable[["MainWindow"], Any]
Enabled = Callable[["Editor"], bool]


@dataclass(frozen=True)
class Command:
    """One thing a person can do. Without a project open only ``always`` commands can be given."""

    name: str
    text: str
    run: Run
    shortcut: str = ""
    """In Qt's portable notation; several are separated by commas and a space."""
    icon: str = ""
    tooltip: str = ""
    enabled: Enabled | None = None
    checked: Callable[[MainWindow], bool] | None = None
    """For commands that switch something: its state now."""
    label: Callable[[Editor], str] | None = None
    """Text that follows the project, such as "Undo Move 3 nodes"."""
    always: bool = False


def selected(least: int = 1) -> Enabled:
    """At least so many records are selected."""
    return lambda editor: len(editor.selection) >= least


def has_content(editor: Editor) -> bool:
    """The project holds more than its settings."""
    return len(editor.document) > 1


def on_canvas(run: Callable[[CanvasView], Any]) -> Run:
    """Gives the command to the canvas."""
    return lambda window: run(window.canvas)
