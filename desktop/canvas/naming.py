"""Renaming in place: which record's name is being edited on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.canvas.gestures.rename import RenameEditor

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


class Naming:
    """Opens and closes the name editor of one canvas."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self.editor: RenameEditor | None = None
        """The one that is open."""

    def start(self, record_id: str) -> None:
        """Open the name editor over a record."""
        if record_id in self._view.mirror.items_by_id:
            self._view.pointer.cancel()
            self._view.editor.select((record_id,))
            self.editor = RenameEditor(self._view, record_id)

    def rename_selected(self) -> None:
        """Edit the name of the one selected record in place."""
        if len(self._view.editor.selection) == 1:
            self.start(self._view.editor.selection[0])

    def closed(self) -> None:
        """The name editor is done."""
        self.editor = None
        self._view.setFocus()
