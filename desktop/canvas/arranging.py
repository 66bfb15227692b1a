"""Commands that move or remove what is selected: nudge, align, distribute, restack, lock, delete."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop.figures import counted
from projects import arranging, edits, stacking, visibility
from projects.arranging import Axis, Edge
from projects.document import Draft
from projects.records import Node, Note
from projects.settling import settle

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

STEP, LARGE_STEP = 1, 10
"""Units that an arrow key moves the selection by, alone and with Shift."""
_TEXTS: dict[stacking.Place, str] = {
    "front": "Bring to front",
    "forward": "Bring forward",
    "backward": "Send backward",
    "back": "Send to back",
}


class Arranging:
    """Arranges the selection of one canvas. What is locked stays as it is."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._editor = view.editor

    def nudge(self, dx: int, dy: int, far: bool = False) -> None:
        """Move the selection by one unit, or by ten; steps in a row are undone as one."""
        step = LARGE_STEP if far else STEP
        ids = self._movable()
        if not ids:
            return
        with self._editor.edit("Nudge", merge_key=f"nudge:{','.join(sorted(ids))}") as draft:
            edits.move(draft, ids, dx * step, dy * step)
            self._settle(ids, draft)

    def align(self, edge: Edge) -> None:
        """Line up the selection by an edge or a middle."""
        ids = self._movable()
        with self._editor.edit("Align") as draft:
            arranging.align(draft, ids, edge)
            self._settle(ids, draft)

    def distribute(self, axis: Axis) -> None:
        """Equal gaps between what is selected."""
        ids = self._movable()
        with self._editor.edit("Distribute") as draft:
            arranging.distribute(draft, ids, axis)
            self._settle(ids, draft)

    def restack(self, place: stacking.Place) -> None:
        """Bring the selection to the front, one up, one down, or to the back."""
        with self._editor.edit(_TEXTS[place]) as draft:
            stacking.restack(draft, self._editor.selection, place)

    def _movable(self) -> list[str]:
        """The selected nodes and notes without those that are locked; says so where all are."""
        document = self._editor.document
        ids = [i for i in self._editor.selection if isinstance(document.get(i), Node | Note)]
        found = visibility.free(document, ids)
        if ids and not found:
            self._say_locked(len(ids))
        return found

    def _say_locked(self, count: int) -> None:
        what = "This is" if count == 1 else "These are"
        self._view.message.emit(f"{what} locked. Unlock with Ctrl+L to change that.")

    def _settle(self, ids: Iterable[str], draft: Draft) -> None:
        """Containers make room for what was moved in them, and overlays follow."""
        settle(draft, ids, exact=True)

    @property
    def locked(self) -> bool:
        """Whether all that can be locked of the selection is."""
        return visibility.all_locked(self._editor.document, self._editor.selection)

    def toggle_lock(self) -> None:
        """Lock the selection where it is, or let it go if all of it is locked."""
        locked = self.locked
        with self._editor.edit("Unlock" if locked else "Lock") as draft:
            visibility.set_locked(draft, self._editor.selection, not locked)

    def delete(self, text: str = "Delete") -> None:
        """Delete the selection with all that stands in it; what is locked or holds what is stays."""
        selection = self._editor.selection
        wanted = visibility.deletable(self._editor.document, selection)
        kept = len(selection) - len(wanted)
        if wanted:
            count = len(wanted)
            with self._editor.edit(f"{text} {count} items" if count > 1 else text) as draft:
                edits.delete(draft, wanted)
        if kept:
            what = counted(kept, "item") + (" is" if kept == 1 else " are")
            self._view.message.emit(f"{what} locked, or holds what is, and stays. Unlock with Ctrl+L.")
