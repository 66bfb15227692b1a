"""Commands that select: everything, and later what belongs together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects.records import Link, Node, Note

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


class Selecting:
    """Chooses what is selected on one canvas."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._editor = view.editor

    def all(self) -> None:
        """Select every node, link and note."""
        records = self._editor.document.records()
        self._editor.select(record.id for record in records if isinstance(record, Node | Note | Link))
