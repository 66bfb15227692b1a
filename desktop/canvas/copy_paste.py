"""Commands of the clipboard: cut, copy, paste and duplicate."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from desktop.canvas import clipboard
from desktop.canvas.lettering import LETTERING, paragraphs, width
from projects import copying, edits
from projects.geometry import GRID, HEADER, PADDING, Rect, snapped, united
from projects.placement import article, container_at, may_stand, missing_containers, refusal
from projects.records import AnyRecord, Node, Note
from projects.settling import settle

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


LONGEST_TEXT, MOST_LINES, NARROW = 4000, 40, 320
"""Of a note that is made from text: letters, lines, and units of width."""


class CopyPaste:
    """Carries parts of one canvas to the clipboard and back."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._editor = view.editor

    def copy(self) -> None:
        """Copy the selection with its content."""
        if self._put():
            self._view.message.emit("Copied.")

    def cut(self) -> None:
        """Copy the selection and delete it."""
        if self._put():
            self._view.arranging.delete("Cut")

    def _put(self) -> int:
        return clipboard.put(self._editor.document, self._editor.selection, self._view.mirror.router.routes)

    def paste(self) -> None:
        """Put what was copied at the pointer, or in the middle of the view; text becomes a note."""
        records = clipboard.take()
        around = _around(records)
        if around is None:
            self._paste_text()
            return
        at = self._view.pointer.at()
        parent, reason = self._parent_for(records, at.x(), at.y())
        if reason:
            self._offer_containers(records, at, reason)
            return
        ox, oy = self._view.mirror.layout.origin(parent)
        dx = snapped(at.x() - ox - around.width / 2) - around.x
        dy = snapped(at.y() - oy - around.height / 2) - around.y
        self._paste(records, parent, dx, dy)

    def paste_in_place(self) -> None:
        """Put what was copied where it was on its canvas, on the page that is shown."""
        records = clipboard.take()
        around = _around(records)
        if around is None:
            self._paste_text()
            return
        document, home = self._editor.document, clipboard.taken_from()
        parent, reason = home, "gone"
        if home is not None and document.node(home) is not None:
            same_page = document.page_of(home) == self._view.paging.current
            reason = self._refusal_in(records, home) if same_page else "elsewhere"
        if reason:
            parent, reason = self._parent_for(records, *around.center)
        if reason:
            self._offer_containers(records, QPointF(*around.center), reason)
            return
        ox, oy = self._view.mirror.layout.origin(parent)
        self._paste(records, parent, -ox, -oy)

    def _paste(self, records: list[AnyRecord], parent: str | None, dx: int, dy: int) -> None:
        with self._editor.edit("Paste") as draft:
            made = copying.paste(draft, records, parent, dx, dy)
            settle(draft, made)
        self._editor.select(made)

    def _offer_containers(self, records: list[AnyRecord], at: QPointF, reason: str) -> None:
        """Ask whether to make the containers in which all of it may stand; say why not if none would do."""
        document, page = self._editor.document, self._view.paging.current
        kinds = list(dict.fromkeys(type(n.service) for n in records if isinstance(n, Node) and not n.parent))
        under = container_at(document, at.x(), at.y(), page=page)
        around = [node.id for node in document.ancestors(under)] if under is not None else []
        for parent in dict.fromkeys((under, *around, page)):
            chain = max((missing_containers(document, kind, parent) for kind in kinds), key=len)
            if chain and all(may_stand(kind, chain[-1]) for kind in kinds):
                what = article(kinds[0].label, capital=True) if len(kinds) == 1 else "What was copied"
                self._view.placing.ask(what, chain, at, partial(self._paste_into, records, chain, parent, at))
                return
        self._view.message.emit(reason)

    def _paste_into(
        self, records: list[AnyRecord], chain: tuple[str, ...], parent: str | None, at: QPointF
    ) -> None:
        """Paste into new containers, and bring all of them into view."""
        around = _around(records)
        assert around is not None
        with self._editor.edit("Paste") as draft:
            holder = edits.scaffold(draft, chain, parent, at.x(), at.y())
            made = copying.paste(draft, records, holder, PADDING - around.x, HEADER + GRID - around.y)
            settle(draft, made)
        self._editor.select(made)
        outer = [node.id for node in self._editor.document.ancestors(made[0])]
        self._view.bring_into_view(outer[len(chain) - 1])

    def _paste_text(self) -> None:
        """Text of another program becomes a note as large as it needs."""
        text = clipboard.take_text()[:LONGEST_TEXT]
        if not text:
            self._view.message.emit("There is nothing on the clipboard to paste here.")
            return
        lines = paragraphs(text, "note", NARROW - 18, MOST_LINES)
        widest = max(width(line, "note") for line in lines) * LETTERING["note"].size
        at = self._view.pointer.at()
        parent = container_at(self._editor.document, at.x(), at.y(), page=self._view.paging.current)
        x, y = self._view.mirror.layout.origin(parent)
        wide = max(96, snapped(min(widest, NARROW - 18) + 24))
        high = max(48, snapped(len(lines) * LETTERING["note"].leading + 20))
        with self._editor.edit("Paste text") as draft:
            left, top = snapped(at.x() - x - wide / 2), snapped(at.y() - y - high / 2)
            note = Note(
                id=draft.new_id("note"), text=text, parent=parent, x=left, y=top, width=wide, height=high
            )
            draft.put(note)
            settle(draft, [note.id])
        self._editor.select((note.id,))

    def _refusal_in(self, records: list[AnyRecord], parent: str | None) -> str:
        """Why a container may not hold all pasted records; empty if it may."""
        outermost = [r for r in records if isinstance(r, Node) and r.parent is None]
        reasons = (refusal(self._editor.document, type(node.service), parent) for node in outermost)
        return next((reason.reason for reason in reasons if reason is not None), "")

    def _parent_for(self, records: list[AnyRecord], x: float, y: float) -> tuple[str | None, str]:
        """The innermost container under a point that may hold all pasted records, or why there is none."""
        document = self._editor.document
        page = self._view.paging.current
        under = container_at(document, x, y, page=page)
        around = [node.id for node in document.ancestors(under)] if under is not None else []
        first = ""
        for parent in dict.fromkeys((under, *around, page)):
            reason = self._refusal_in(records, parent)
            if not reason:
                return parent, ""
            first = first or reason
        return page, first

    def duplicate(self) -> None:
        """Copies beside the selected originals."""
        if any(isinstance(self._editor.document.get(i), Node | Note) for i in self._editor.selection):
            with self._editor.edit("Duplicate") as draft:
                made = copying.duplicate(draft, self._editor.selection)
                settle(draft, made)
            self._editor.select(made)


def _around(records: list[AnyRecord]) -> Rect | None:
    """The rectangle around what stands outermost; None for nothing."""
    return united(
        Rect(record.x, record.y, *record.size)
        for record in records
        if isinstance(record, Node | Note) and record.parent is None
    )
