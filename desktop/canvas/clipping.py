"""Commands of the clipboard: cut, copy, paste and duplicate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.canvas import clipboard
from projects import copying
from projects.geometry import Rect, snapped, united
from projects.placement import container_at, refusal
from projects.records import AnyRecord, Node, Note
from projects.settling import settle

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


class Clipping:
    """Carries parts of one canvas to the clipboard and back."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._editor = view.editor

    def copy(self) -> None:
        """Copy the selection with its content."""
        count = clipboard.put(self._editor.document, self._editor.selection)
        if count:
            self._view.message.emit("Copied.")

    def cut(self) -> None:
        """Copy the selection and delete it."""
        if clipboard.put(self._editor.document, self._editor.selection):
            self._view.arranging.delete("Cut")

    def paste(self) -> None:
        """Put what was copied at the pointer, or in the middle of the view."""
        records = clipboard.take()
        around = united(
            Rect(record.x, record.y, *record.size)
            for record in records
            if isinstance(record, Node | Note) and record.parent is None
        )
        if around is None:
            self._view.message.emit("There is nothing on the clipboard to paste here.")
            return
        at = self._view.pointer.at()
        parent, reason = self._parent_for(records, at.x(), at.y())
        if reason:
            self._view.message.emit(reason)
            return
        ox, oy = self._view.mirror.layout.origin(parent)
        dx = snapped(at.x() - ox - around.width / 2) - around.x
        dy = snapped(at.y() - oy - around.height / 2) - around.y
        with self._editor.edit("Paste") as draft:
            made = copying.paste(draft, records, parent, dx, dy)
            settle(draft, made)
        self._editor.select(made)

    def _parent_for(self, records: list[AnyRecord], x: float, y: float) -> tuple[str | None, str]:
        """The innermost container under a point that may hold all pasted records, or why there is none."""
        document = self._editor.document
        outermost = [r for r in records if isinstance(r, Node) and r.parent is None]
        page = self._view.paging.current
        under = container_at(document, x, y, page=page)
        around = [node.id for node in document.ancestors(under)] if under is not None else []
        first = ""
        for parent in dict.fromkeys((under, *around, page)):
            reasons = [refusal(document, type(node.service), parent) for node in outermost]
            found = next((reason for reason in reasons if reason is not None), None)
            if found is None:
                return parent, ""
            first = first or found.reason
        return page, first

    def duplicate(self) -> None:
        """Copies beside the selected originals."""
        if any(isinstance(self._editor.document.get(i), Node | Note) for i in self._editor.selection):
            with self._editor.edit("Duplicate") as draft:
                made = copying.duplicate(draft, self._editor.selection)
                settle(draft, made)
            self._editor.select(made)
