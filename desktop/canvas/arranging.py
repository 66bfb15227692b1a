"""Commands that move or remove what is selected: nudge, align, distribute, delete."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop.canvas.gestures.move import nudge_step
from projects import arranging, edits
from projects.arranging import Axis, Edge
from projects.document import Draft
from projects.overlays import follow_overlays
from projects.records import Node, Note

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


class Arranging:
    """Arranges the selection of one canvas."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._editor = view.editor

    def nudge(self, dx: int, dy: int, fine: bool = False) -> None:
        """Move the selection by one grid step, or by one unit."""
        step = nudge_step(fine)
        ids = [i for i in self._editor.selection if isinstance(self._editor.document.get(i), Node | Note)]
        if not ids:
            return
        with self._editor.edit("Nudge", merge_key=f"nudge:{','.join(sorted(ids))}") as draft:
            edits.move(draft, ids, dx * step, dy * step)
            self._settle(ids, draft)

    def align(self, edge: Edge) -> None:
        """Line up the selection by an edge or a middle."""
        with self._editor.edit("Align") as draft:
            arranging.align(draft, self._editor.selection, edge)
            self._settle(self._editor.selection, draft)

    def distribute(self, axis: Axis) -> None:
        """Equal gaps between what is selected."""
        with self._editor.edit("Distribute") as draft:
            arranging.distribute(draft, self._editor.selection, axis)
            self._settle(self._editor.selection, draft)

    def _settle(self, ids: Iterable[str], draft: Draft) -> None:
        """Containers grow to hold what was moved in them, and overlays follow."""
        ids = list(ids)
        records = [self._editor.document.get(i) for i in edits.roots(draft, ids)]
        for parent in dict.fromkeys(r.parent for r in records if isinstance(r, Node | Note)):
            edits.grow_to_hold(draft, parent)
        follow_overlays(draft, ids)

    def delete(self, text: str = "Delete") -> None:
        """Delete the selection with all that stands in it."""
        selection = self._editor.selection
        if selection:
            count = len(selection)
            with self._editor.edit(f"{text} {count} items" if count > 1 else text) as draft:
                edits.delete(draft, selection)
