"""Putting notes on the drawing: remarks, steps at icons and on lines, their list, title block and legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from desktop.canvas.appearance import is_frame
from desktop.canvas.hits import hit_at
from desktop.canvas.items import LinkItem
from desktop.canvas.notes import height_for
from desktop.canvas.paths import share_of
from projects.annotations.content import content, follows
from projects.annotations.steps import STEP_SIZE, next_number, renumber, step_corner
from projects.document import Document, Draft
from projects.geometry import GRID, snapped
from projects.placement import container_at
from projects.records import Node, Note, NoteKind

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

NOTE_KINDS: dict[NoteKind, str] = {
    "text": "Text note",
    "step": "Numbered step",
    "step_list": "List of steps",
    "title_block": "Title block",
    "legend": "Legend",
}
_SIZES: dict[NoteKind, tuple[int, int]] = {
    "text": (160, 48),
    "step": (STEP_SIZE, STEP_SIZE),
    "step_list": (320, 64),
    "title_block": (320, 64),
    "legend": (240, 64),
}
_BESIDE = 48


class Annotating:
    """Adds notes to one canvas and keeps them large enough for what they say."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._editor = view.editor
        self._editor.finishing.append(self._fit_edited)

    def add(self, kind: NoteKind, at: QPointF, edit: bool = True) -> str:
        """Put a note around a canvas point; gives its id. A remark's text is ready to be typed.

        A step goes to the icon or the line there, any other note into the container there.
        """
        page = self._view.paging.current
        with self._editor.edit(f"Add {NOTE_KINDS[kind].lower()}") as draft:
            made = Note(id=draft.new_id("note"), kind=kind, parent=page)
            width, height = _SIZES[kind]
            text = next_number(self._editor.document, page) if kind == "step" else ""
            made = made.model_copy(update={"text": text, "width": width, "height": height})
            draft.put(made)
            if kind == "step":
                self.attach(draft, made.id, at)
            else:
                self._stand(draft, made, at)
                self._fit(draft, made.id)
        self._editor.select((made.id,))
        if kind == "text" and edit:
            self._view.naming.start(made.id)
        return made.id

    def insert(self, kind: NoteKind) -> str:
        """Put a title block, legend or list of steps where it covers nothing: below or beside the drawing."""
        content_rect = self._view.mirror.layout.extent
        width, height = _SIZES[kind]
        if content_rect is None or kind in ("text", "step"):
            return self.add(kind, self._view.middle())
        x, y = content_rect.x, content_rect.bottom + _BESIDE
        if kind == "title_block":
            y = content_rect.y - _BESIDE - 88
        elif kind == "step_list":
            x, y = content_rect.right + _BESIDE, content_rect.y
        made = self.add(kind, QPointF(x + width / 2, y + height / 2))
        self._view.bring_into_view(made)
        return made

    def _stand(self, draft: Draft, note: Note, at: QPointF) -> None:
        """Put a note around a point, into the container there."""
        width, height = note.size
        parent = container_at(
            self._editor.document, at.x(), at.y(), frozenset({note.id}), self._view.paging.current
        )
        x, y = self._view.mirror.layout.origin(parent)
        place = {"x": snapped(at.x() - x - width / 2), "y": snapped(at.y() - y - height / 2)}
        draft.put(note.model_copy(update={**place, "parent": parent, "anchor": ""}))

    # steps

    def holder_of_step(self, at: QPointF, step: str = "") -> str | None:
        """The icon or link at a canvas point that a step there would belong to."""
        scene = self._view.mirror
        hit = hit_at(scene, at, self._view.zoom, ignore=step)
        if hit is None or hit.part not in ("body", "label", "line"):
            return None
        record = getattr(scene.items_by_id.get(hit.id), "record", None)
        return None if record is None or isinstance(record, Note) else hit.id

    def attach(self, draft: Draft, step: str, at: QPointF) -> None:
        """Put a step where it belongs at a canvas point: to an icon's corner, on a line, or freely there."""
        self.attach_to(draft, step, self.holder_of_step(at, step), at)

    def attach_to(self, draft: Draft, step: str, holder: str | None, at: QPointF) -> None:
        """Put a step at an icon's corner, on a line near a point, or freely there where nothing holds it."""
        note, scene = draft.get(step), self._view.mirror
        if not isinstance(note, Note):
            return
        item = scene.items_by_id.get(holder or "")
        node = draft.node(holder)
        if isinstance(item, LinkItem):
            local = item.mapFromScene(at)
            share = share_of(item.route.points, (local.x(), local.y()))
            page = {"parent": self._view.paging.current}
            draft.put(
                note.model_copy(update={"anchor": item.record.id, "anchor_at": round(share, 4), **page})
            )
        elif node is not None and not is_frame(node):
            if note.parent != node.id:
                x, y = step_corner(draft, node, note.size)
                draft.put(note.model_copy(update={"parent": node.id, "x": x, "y": y, "anchor": ""}))
        else:
            self._stand(draft, note, at)

    def renumber(self) -> None:
        """Number the steps of the page 1, 2, 3, ... in their present order."""
        with self._editor.edit("Number steps anew") as draft:
            renumber(draft, self._view.paging.current)

    # size

    def fit(self, note_id: str) -> None:
        """Make a note as high as its text needs."""
        with self._editor.edit("Fit to its text") as draft:
            self._fit(draft, note_id)

    def _fit(self, draft: Draft, note_id: str, shrink: bool = True) -> None:
        note = draft.get(note_id)
        if not isinstance(note, Note) or note.kind == "step":
            return
        wanted = -(-height_for(note, content(_as_drafted(draft), note)) // GRID) * GRID
        if wanted > note.height or (shrink and wanted != note.height):
            draft.put(note.model_copy(update={"height": wanted}))

    def _fit_edited(self, draft: Draft) -> None:
        """Make notes high enough for what they will say after an edit."""
        for note_id in list(draft.touched()):
            if _says_more(draft.document.get(note_id), draft.get(note_id)):
                self._fit(draft, note_id, shrink=False)
        followers = [note.id for note in draft.document.notes() if follows(note)]
        if followers and any(not isinstance(draft.get(i), Node) for i in draft.touched()):
            for note_id in followers:
                self._fit(draft, note_id, shrink=False)


def _says_more(before: object, after: object) -> bool:
    """Whether a note's text was edited, written larger, or given less room in width."""
    if not isinstance(before, Note) or not isinstance(after, Note):
        return False
    text = (before.text, before.heading, before.kind) != (after.text, after.heading, after.kind)
    return text or after.width < before.width


def _as_drafted(draft: Draft) -> Document:
    """The document as the draft will leave it, to ask what notes will say."""
    records = {record.id: record for record in draft.document.records()}
    for record_id in draft.touched():
        record = draft.get(record_id)
        if record is None:
            records.pop(record_id, None)
        else:
            records[record_id] = record
    return Document(records.values())
