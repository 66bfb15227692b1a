"""Laying out: tidy the drawing or a part of it, pins, rows and columns, equal sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.command import Command, has_content, on_canvas, selected

if TYPE_CHECKING:
    from desktop.editor import Editor


def _nodes(editor: Editor) -> bool:
    return any(editor.document.node(i) is not None for i in editor.selection)


def _sized(editor: Editor) -> bool:
    from projects.arranging import has_free_size

    return sum(has_free_size(editor.document.get(i)) for i in editor.selection) >= 2


def _pin_label(editor: Editor) -> str:
    nodes = [node for i in editor.selection if (node := editor.document.node(i)) is not None]
    return "Unpin" if nodes and all(node.pinned for node in nodes) else "Pin"


TIDYING = (
    Command(
        "tidy",
        "Tidy",
        on_canvas(lambda c: c.tidying.tidy_page()),
        "Ctrl+Shift+T",
        "magic-wand",
        "Lay out the whole drawing; what is pinned or locked stays",
        has_content,
    ),
    Command(
        "tidy_selection",
        "Tidy selection",
        on_canvas(lambda c: c.tidying.tidy_selection()),
        "Ctrl+T",
        "tree-structure",
        "Lay out the inside of the selected container, or what is selected",
        _nodes,
    ),
    Command(
        "pin",
        "Pin",
        on_canvas(lambda c: c.tidying.toggle_pin()),
        "Ctrl+Alt+P",
        "push-pin",
        "Keep the selection where it is when the drawing is tidied",
        _nodes,
        label=_pin_label,
    ),
)
"""The drawing as a whole, or parts of it."""

ROWS = (
    Command(
        "make_row",
        "Make a row",
        on_canvas(lambda c: c.tidying.line_up("horizontal")),
        icon="dots-three",
        tooltip="Put the selection side by side with even gaps",
        enabled=selected(2),
    ),
    Command(
        "make_column",
        "Make a column",
        on_canvas(lambda c: c.tidying.line_up("vertical")),
        icon="dots-three-vertical",
        tooltip="Put the selection one below the other with even gaps",
        enabled=selected(2),
    ),
)

SIZES = (
    Command(
        "same_width",
        "Same width",
        on_canvas(lambda c: c.tidying.same_size("width")),
        icon="arrows-out-line-horizontal",
        tooltip="Make the selected containers and notes as wide as the first",
        enabled=_sized,
    ),
    Command(
        "same_height",
        "Same height",
        on_canvas(lambda c: c.tidying.same_size("height")),
        icon="arrows-out-line-vertical",
        tooltip="Make the selected containers and notes as high as the first",
        enabled=_sized,
    ),
    Command(
        "same_size",
        "Same size",
        on_canvas(lambda c: c.tidying.same_size("both")),
        icon="frame-corners",
        tooltip="Make the selected containers and notes as large as the first",
        enabled=_sized,
    ),
)
"""Equal sizes for what has a size of its own."""
