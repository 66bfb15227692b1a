"""The history, the clipboard, selecting and naming."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.actions.command import Command, Run, has_content, on_canvas, selected

if TYPE_CHECKING:
    from desktop.canvas.selecting import Selecting

EDIT = (
    Command(
        "undo",
        "Undo",
        lambda w: w.undo(),
        "Ctrl+Z",
        "arrow-u-up-left",
        "Undo",
        lambda e: e.undo_stack.canUndo(),
        label=lambda e: f"Undo {e.undo_stack.undoText()}".strip(),
    ),
    Command(
        "redo",
        "Redo",
        lambda w: w.redo(),
        "Ctrl+Shift+Z, Ctrl+Y",
        "arrow-u-up-right",
        "Redo",
        lambda e: e.undo_stack.canRedo(),
        label=lambda e: f"Redo {e.undo_stack.redoText()}".strip(),
    ),
    Command("cut", "Cut", on_canvas(lambda c: c.clipboard.cut()), "Ctrl+X", "scissors", enabled=selected()),
    Command("copy", "Copy", on_canvas(lambda c: c.clipboard.copy()), "Ctrl+C", "copy", enabled=selected()),
    Command("paste", "Paste", on_canvas(lambda c: c.clipboard.paste()), "Ctrl+V", "clipboard-text"),
    Command(
        "paste_in_place",
        "Paste in place",
        on_canvas(lambda c: c.clipboard.paste_in_place()),
        "Ctrl+Shift+V",
        "clipboard",
        "Paste where it was copied from, on the page that is shown",
    ),
    Command(
        "duplicate",
        "Duplicate",
        on_canvas(lambda c: c.clipboard.duplicate()),
        "Ctrl+D",
        "copy-simple",
        enabled=selected(),
    ),
    Command(
        "delete", "Delete", on_canvas(lambda c: c.arranging.delete()), "Del", "trash", enabled=selected()
    ),
    Command(
        "select_all",
        "Select all",
        on_canvas(lambda c: c.selecting.all()),
        "Ctrl+A",
        "selection-all",
        enabled=has_content,
    ),
    Command(
        "rename",
        "Rename",
        on_canvas(lambda c: c.naming.rename_selected()),
        "F2",
        "pencil-simple",
        enabled=selected(),
    ),
    Command(
        "find_service",
        "Find a service",
        lambda w: w.find_service(),
        "Ctrl+K",
        "magnifying-glass",
        "Search the services by name, abbreviation or what they do",
    ),
    Command(
        "find",
        "Find in the drawing",
        on_canvas(lambda c: c.finding.open()),
        "Ctrl+F",
        "binoculars",
        "Search names, properties, comments and notes on all pages",
    ),
    Command("find_next", "Find next", on_canvas(lambda c: c.finding.step(1)), "F3", enabled=has_content),
    Command(
        "find_previous",
        "Find previous",
        on_canvas(lambda c: c.finding.step(-1)),
        "Shift+F3",
        enabled=has_content,
    ),
    Command(
        "quick_add",
        "Add here…",
        on_canvas(lambda c: c.quick_add.open_here()),
        "Q, /, Ctrl+Return",
        "plus",
        "Search a service and add it at the pointer, or beside what has the focus",
    ),
)


def _select(run: Callable[[Selecting], object]) -> Run:
    return on_canvas(lambda c: run(c.selecting))


SELECTING = (
    Command(
        "select_same_kind",
        "Same kind",
        _select(lambda s: s.same_kind()),
        "Ctrl+Shift+K",
        "copy",
        "Select all of the same service, or of the same kind of link",
        selected(),
    ),
    Command(
        "select_connected",
        "What is linked",
        _select(lambda s: s.connected()),
        "Ctrl+Shift+U",
        "flow-arrow",
        "Select also what links lead to and come from; again for one step more",
        selected(),
    ),
    Command(
        "select_downstream",
        "All downstream",
        _select(lambda s: s.connected(None, "downstream")),
        "Ctrl+Shift+D",
        "arrow-line-right",
        "Select all that can be reached by following the links",
        selected(),
    ),
    Command(
        "select_upstream",
        "All upstream",
        _select(lambda s: s.connected(None, "upstream")),
        icon="arrow-line-left",
        tooltip="Select all from which the links lead here",
        enabled=selected(),
    ),
    Command(
        "select_contents",
        "All in the container",
        _select(lambda s: s.contents()),
        "Ctrl+Shift+A",
        "selection-all",
        "Select all in this container, or in the one around",
        selected(),
    ),
    Command(
        "select_holder",
        "The container around",
        _select(lambda s: s.holders()),
        "Shift+Return",
        "bounding-box",
        "Select the container instead of what stands in it",
        selected(),
    ),
    Command(
        "invert_selection",
        "The others instead",
        _select(lambda s: s.invert()),
        "Ctrl+Shift+I",
        "selection-inverse",
        "Select what stands beside the selection instead",
        has_content,
    ),
)
"""Ways to select what belongs together."""
