"""Lining up what is selected, its stacking order, and what of the drawing is held fast or out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.command import Command, Run, has_content, on_canvas, selected

if TYPE_CHECKING:
    from desktop.editor import Editor
    from projects.arranging import Edge
    from projects.stacking import Place


_EDGES: tuple[tuple[Edge, str, str], ...] = (
    ("left", "Align left edges", "align-left"),
    ("center", "Align centres", "align-center-horizontal"),
    ("right", "Align right edges", "align-right"),
    ("top", "Align top edges", "align-top"),
    ("middle", "Align middles", "align-center-vertical"),
    ("bottom", "Align bottom edges", "align-bottom"),
)


def _align(edge: Edge) -> Run:
    return on_canvas(lambda c: c.arranging.align(edge))


ARRANGE = (
    *(
        Command(f"align_{edge}", text, _align(edge), icon=icon, tooltip=text, enabled=selected(2))
        for edge, text, icon in _EDGES
    ),
    Command(
        "distribute_horizontal",
        "Distribute across",
        on_canvas(lambda c: c.arranging.distribute("horizontal")),
        icon="columns",
        tooltip="Equal gaps from left to right",
        enabled=selected(3),
    ),
    Command(
        "distribute_vertical",
        "Distribute down",
        on_canvas(lambda c: c.arranging.distribute("vertical")),
        icon="rows",
        tooltip="Equal gaps from top to bottom",
        enabled=selected(3),
    ),
)


def _restack(place: Place) -> Run:
    return on_canvas(lambda c: c.arranging.restack(place))


STACKING = (
    Command(
        "to_front", "Bring to front", _restack("front"), "Ctrl+Shift+]", "arrow-line-up", enabled=selected()
    ),
    Command("forward", "Bring forward", _restack("forward"), "Ctrl+]", "arrow-up", enabled=selected()),
    Command("backward", "Send backward", _restack("backward"), "Ctrl+[", "arrow-down", enabled=selected()),
    Command(
        "to_back", "Send to back", _restack("back"), "Ctrl+Shift+[", "arrow-line-down", enabled=selected()
    ),
)
"""What lies over what."""


def _lock_label(editor: Editor) -> str:
    from projects.visibility import all_locked

    return "Unlock" if all_locked(editor.document, editor.selection) else "Lock"


KEEPING = (
    Command(
        "lock",
        "Lock",
        on_canvas(lambda c: c.arranging.toggle_lock()),
        "Ctrl+L",
        "lock",
        "Keep the selection from being moved, resized and deleted",
        selected(),
        label=_lock_label,
    ),
    Command(
        "hide",
        "Hide",
        on_canvas(lambda c: c.visibility.hide()),
        "Ctrl+H",
        "eye-slash",
        "Do not draw the selection; it is still checked and priced",
        selected(),
    ),
    Command(
        "show_hidden",
        "Show all hidden",
        on_canvas(lambda c: c.visibility.show_all()),
        "Ctrl+Shift+H",
        "eye",
        "Draw everything that was hidden",
        has_content,
    ),
    Command(
        "isolate",
        "Look at this alone",
        on_canvas(lambda c: c.visibility.toggle_isolation()),
        "Ctrl+I",
        "target",
        "Let all step back but the selection and what is linked to it; Esc ends it",
        lambda e: bool(e.selection),
        checked=lambda w: w.editor is not None and w.canvas.visibility.isolated,
    ),
)
"""What is held fast, and what is seen."""
