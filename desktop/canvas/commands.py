"""What menus and shortcuts ask of the canvas: clipboard, arranging, nudging, placing, renaming."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, QPointF

from desktop.canvas import clipboard
from desktop.canvas.gestures.move import nudge_step
from desktop.canvas.zooming import Zooming
from projects import arranging, copying, edits
from projects.arranging import Axis, Edge
from projects.geometry import GRID, HEADER, LABEL_BAND, LABEL_WIDTH, PADDING, Rect, footprint, snapped, united
from projects.overlays import follow_overlays
from projects.placement import accepting_container_at, container_at, refusal
from projects.records import AnyRecord, Link, Node, Note
from projects.service import Service, make_service


class CanvasCommands(Zooming):
    """The part of the canvas that carries out commands on the selection."""

    last_pointer: QPoint | None = None
    """Where the pointer was last seen over the canvas; None when it has left."""

    @abstractmethod
    def start_rename(self, record_id: str) -> None:
        """Open the name editor over a record."""

    @abstractmethod
    def offer_placing(self, service: Service, parent: str | None, at: QPointF) -> None:
        """Place a service, or offer what it lacks, or say why not."""

    # clipboard

    def copy(self) -> None:
        """Copy the selection with its content."""
        count = clipboard.put(self.editor.document, self.editor.selection)
        if count:
            self.message.emit("Copied.")

    def cut(self) -> None:
        """Copy the selection and delete it."""
        if clipboard.put(self.editor.document, self.editor.selection):
            self._delete("Cut")

    def paste(self) -> None:
        """Put what was copied at the pointer, or in the middle of the view."""
        records = clipboard.take()
        around = united(
            Rect(record.x, record.y, *record.size)
            for record in records
            if isinstance(record, Node | Note) and record.parent is None
        )
        if around is None:
            self.message.emit("There is nothing on the clipboard to paste here.")
            return
        at = self.pointer()
        parent, reason = self._parent_for(records, at)
        if reason:
            self.message.emit(reason)
            return
        ox, oy = self.mirror.layout.origin(parent)
        dx = snapped(at.x() - ox - around.width / 2) - around.x
        dy = snapped(at.y() - oy - around.height / 2) - around.y
        with self.editor.edit("Paste") as draft:
            made = copying.paste(draft, records, parent, dx, dy)
            follow_overlays(draft, made)
        self.editor.select(made)

    def _parent_for(self, records: list[AnyRecord], at: QPointF) -> tuple[str | None, str]:
        """The innermost container under a point that may hold all pasted records, or why there is none."""
        document = self.editor.document
        outermost = [r for r in records if isinstance(r, Node) and r.parent is None]
        under = container_at(document, at.x(), at.y())
        chain = [under, *(node.id for node in document.ancestors(under))] if under is not None else []
        first = ""
        for parent in (*chain, None):
            reasons = [refusal(document, type(node.service), parent) for node in outermost]
            found = next((reason for reason in reasons if reason is not None), None)
            if found is None:
                return parent, ""
            first = first or found.reason
        return None, first

    def pointer(self) -> QPointF:
        """The canvas point under the pointer; the middle of the view if that is elsewhere."""
        return self.middle() if self.last_pointer is None else self.mapToScene(self.last_pointer)

    def middle(self) -> QPointF:
        """The canvas point in the middle of the view."""
        return self.mapToScene(self.viewport().rect().center())

    def duplicate(self) -> None:
        """Copies beside the selected originals."""
        if any(isinstance(self.editor.document.get(i), Node | Note) for i in self.editor.selection):
            with self.editor.edit("Duplicate") as draft:
                made = copying.duplicate(draft, self.editor.selection)
                follow_overlays(draft, made)
            self.editor.select(made)

    def delete_selected(self) -> None:
        """Delete the selection with all that stands in it."""
        self._delete("Delete")

    def _delete(self, text: str) -> None:
        selection = self.editor.selection
        if selection:
            count = len(selection)
            with self.editor.edit(f"{text} {count} items" if count > 1 else text) as draft:
                edits.delete(draft, selection)

    def select_all(self) -> None:
        """Select every node, link and note."""
        records = self.editor.document.records()
        self.editor.select(record.id for record in records if isinstance(record, Node | Note | Link))

    # arranging

    def nudge(self, dx: int, dy: int, fine: bool = False) -> None:
        """Move the selection by one grid step, or by one unit."""
        step = nudge_step(fine)
        ids = [i for i in self.editor.selection if isinstance(self.editor.document.get(i), Node | Note)]
        if not ids:
            return
        with self.editor.edit("Nudge", merge_key=f"nudge:{','.join(sorted(ids))}") as draft:
            edits.move(draft, ids, dx * step, dy * step)
            self._settle(ids, draft)

    def align(self, edge: Edge) -> None:
        """Line up the selection by an edge or a middle."""
        with self.editor.edit("Align") as draft:
            arranging.align(draft, self.editor.selection, edge)
            self._settle(self.editor.selection, draft)

    def distribute(self, axis: Axis) -> None:
        """Equal gaps between what is selected."""
        with self.editor.edit("Distribute") as draft:
            arranging.distribute(draft, self.editor.selection, axis)
            self._settle(self.editor.selection, draft)

    def _settle(self, ids: Any, draft: Any) -> None:
        """Containers grow to hold what was moved in them, and overlays follow."""
        records = [self.editor.document.get(i) for i in edits.roots(draft, ids)]
        for parent in dict.fromkeys(r.parent for r in records if isinstance(r, Node | Note)):
            edits.grow_to_hold(draft, parent)
        follow_overlays(draft, ids)

    # placing and naming

    def place_service(self, name: str, properties: Mapping[str, Any] | None = None) -> None:
        """Place a service into the selected container, or in the middle of the view."""
        service = make_service(name, properties)
        kind = type(service)
        parent = self._selected_container(kind)
        at = self.middle()
        if parent is None:
            parent, refused = accepting_container_at(self.editor.document, kind, at.x(), at.y())
            if refused is not None:
                self.offer_placing(service, parent, at)
                return
        self.offer_placing(service, parent, at if parent is None else self._free_spot(parent, service))

    def _selected_container(self, kind: type[Service]) -> str | None:
        """The container that is selected, or stands around what is, and may hold the service."""
        document = self.editor.document
        for record_id in self.editor.selection[:1]:
            around = [record_id, *(node.id for node in document.ancestors(record_id))]
            for candidate in around:
                node = document.node(candidate)
                if node is None or not node.service.is_container():
                    continue
                if refusal(document, kind, candidate) is None:
                    return candidate
        return None

    def _free_spot(self, parent: str, service: Service) -> QPointF:
        """The centre of the first free place in a container, row by row."""
        document = self.editor.document
        holder = document.node(parent)
        assert holder is not None
        x0, y0 = self.mirror.layout.origin(parent)
        w, h = service.size
        if service.border:
            return QPointF(x0, y0 + holder.size[1] / 2)
        label = not (service.is_container() or service.is_overlay())
        side = max(0, (LABEL_WIDTH - w) // 2) if label else 0
        taken = [footprint(child, holder) for child in document.children(parent)]
        y = HEADER + GRID
        while y < 20_000:
            x = PADDING
            while x == PADDING or x + w + 2 * side + PADDING <= holder.size[0]:
                room = Rect(x, y, w + 2 * side, h + (LABEL_BAND if label else 0))
                if not any(room.grown(0, 2 * GRID, 0, 2 * GRID).overlaps(other) for other in taken):
                    return QPointF(x0 + x + side + w / 2, y0 + y + h / 2)
                x += 2 * GRID
            y += 2 * GRID
        return QPointF(x0 + holder.size[0] / 2, y0 + holder.size[1] / 2)

    def rename_selected(self) -> None:
        """Edit the name of the one selected record in place."""
        if len(self.editor.selection) == 1:
            self.start_rename(self.editor.selection[0])
