"""Commands that lay out: tidy the drawing, a container or the selection, pin, rows, columns, equal sizes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from desktop.canvas.animation import Glide
from projects import arranging, edits
from projects.arranging import Axis, Extent
from projects.document import Draft
from projects.overlays import follow_overlays
from projects.records import Node, Note
from projects.tidying import tidy
from projects.visibility import free

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

_ROWS: dict[Axis, str] = {"horizontal": "Make a row", "vertical": "Make a column"}
_SIZES: dict[Extent, str] = {"width": "Same width", "height": "Same height", "both": "Same size"}


class Tidying:
    """Lays out what one canvas shows; each command is one step to undo, and things glide to their places."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._editor = view.editor
        self.glide = Glide(view)

    def tidy_page(self) -> None:
        """Lay out the page that is shown; a drawing that was seen whole stays so."""
        page, whole = self._view.mirror.page, self._sees_all()
        self._run("Tidy the drawing", lambda draft: tidy(draft, (), page), "Everything is tidy already.")
        if whole and not self._sees_all():
            self._show_all()

    def _show_all(self) -> None:
        """Bring all of the page into view; no larger than it was."""
        around, view = self._view.mirror.layout.extent, self._view
        zoom = view.zoom
        view.zoom_to_fit()
        if around is not None and view.zoom > zoom:
            view.set_zoom(zoom)
            view.centerOn(QPointF(*around.center))

    def _sees_all(self) -> bool:
        """Whether all of the page is in view."""
        around = self._view.mirror.layout.extent
        visible = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        return around is None or visible.contains(QRectF(*around))

    def tidy_selection(self) -> None:
        """Lay out the inside of the selected container, or what is selected; without either the page."""
        ids = self._nodes()
        if not ids:
            self.tidy_page()
            return
        only = self._editor.document.node(ids[0])
        text = f"Tidy {only.title}" if len(ids) == 1 and only is not None else f"Tidy {len(ids)} items"
        self._run(text, lambda draft: tidy(draft, ids), "The selection is tidy already.")

    def _run(self, text: str, work: Callable[[Draft], None], nothing: str) -> None:
        draft = Draft(self._editor.document)
        work(draft)
        change = draft.change()
        if not change:
            self._view.message.emit(nothing)
            return
        self._view.pointer.cancel()
        with self.glide.following(), self._editor.edit(text) as made:
            for record_id in change.ids:
                record = change.after[record_id]
                if record is not None:
                    made.put(record)

    # pins

    @property
    def pinned(self) -> bool:
        """Whether all selected nodes are pinned."""
        nodes = [self._editor.document.node(i) for i in self._nodes()]
        return bool(nodes) and all(node is not None and node.pinned for node in nodes)

    def toggle_pin(self) -> None:
        """Pin the selected nodes where they are when the drawing is tidied, or let them go."""
        pinned = self.pinned
        with self._editor.edit("Unpin" if pinned else "Pin") as draft:
            for one in self._nodes():
                node = draft.node(one)
                if node is not None:
                    draft.put(node.model_copy(update={"pinned": not pinned}))

    def _nodes(self) -> list[str]:
        return [i for i in self._editor.selection if self._editor.document.node(i) is not None]

    # rows, columns, sizes

    def line_up(self, axis: Axis) -> None:
        """Put the selection into a row or a column with even gaps."""
        ids = self._arrangeable()
        with self.glide.following(), self._editor.edit(_ROWS[axis]) as draft:
            arranging.line_up(draft, ids, axis)
            self._settle(draft, ids)

    def same_size(self, extent: Extent) -> None:
        """Make the selected containers and notes as large as the one that was selected first."""
        ids = self._arrangeable()
        with self.glide.following(), self._editor.edit(_SIZES[extent]) as draft:
            arranging.same_size(draft, ids, extent)
            self._settle(draft, ids)

    def _arrangeable(self) -> list[str]:
        return [i for i in self._editor.selection if isinstance(self._editor.document.get(i), Node | Note)]

    def _settle(self, draft: Draft, ids: list[str]) -> None:
        """Containers grow to hold what was moved in them, and overlays follow."""
        moved = free(self._editor.document, ids)
        parents = [getattr(draft.get(i), "parent", None) for i in edits.roots(draft, moved)]
        for parent in dict.fromkeys(parents):
            edits.grow_to_hold(draft, parent)
        follow_overlays(draft, moved)
