"""What can be done with the selected links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import line_edits
from desktop.actions.command import Command, Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.editor import Editor


def _on_links(run: Callable[[Editor], None]) -> Run:
    return lambda window: run(window.editor) if window.editor is not None else None


LINKS = (
    Command(
        "reverse_link",
        "Reverse the arrow",
        _on_links(line_edits.reverse),
        "Ctrl+J",
        "arrows-left-right",
        "Turn the selected arrows round",
        line_edits.any_links,
    ),
    Command(
        "reset_line",
        "Reset the line",
        _on_links(line_edits.reset),
        "Ctrl+Shift+J",
        "arrow-counter-clockwise",
        "Forget corners, anchors and the label's place that were set by hand",
        line_edits.any_by_hand,
    ),
)
