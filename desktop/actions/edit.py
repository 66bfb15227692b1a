"""The history, the clipboard, selecting and naming."""

from __future__ import annotations

from desktop.actions.command import Command, has_content, on_canvas, selected

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
)
