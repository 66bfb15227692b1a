"""Copying and pasting parts of a drawing, with new ids and references that follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from projects.document import Document, Draft
from projects.edges import put_on_edge
from projects.edits import grow_to_hold, roots, take_line, top_z
from projects.geometry import GRID, canvas_rect, local_rect, origin
from projects.naming import renew
from projects.pictures import paste_pictures, pictures_of
from projects.records import FIRST_PAGE, AnyRecord, Link, Node, Note, Page
from projects.service import Service


def copied(document: Document, ids: Iterable[str]) -> list[AnyRecord]:
    """The records that a copy of these takes along: their content, links with both ends inside and the
    steps that ride on those; pictures, and the pages they lead to without what is on those.
    """
    found: dict[str, AnyRecord] = {}
    for record_id in roots(document, ids):
        record = document.get(record_id)
        if isinstance(record, Node | Note):
            found[record_id] = record
            found.update({inner.id: inner for inner in document.descendants(record_id)})
    links = (link for record_id in list(found) for link in document.links_of(record_id))
    found.update({link.id: link for link in links if link.source in found and link.target in found})
    found.update({note.id: note for note in document.notes() if note.anchor and note.anchor in found})
    found.update({picture.id: picture for picture in pictures_of(document, found.values())})
    opened = {record.opens for record in found.values() if isinstance(record, Node | Note)}
    found.update({page.id: page for page in document.pages() if page.id in opened})
    return list(found.values())


def loosened(document: Document, records: Iterable[AnyRecord]) -> list[AnyRecord]:
    """Copied records on their own: the outermost ones stand on the free canvas, where they were seen."""
    records = list(records)
    inside = {record.id for record in records}
    found: list[AnyRecord] = []
    for record in records:
        if isinstance(record, Node | Note) and record.parent not in inside:
            x, y, _, _ = canvas_rect(document, record)
            record = record.model_copy(update={"parent": None, "x": x, "y": y})
        found.append(record)
    return found


Home = tuple[str | None, int, int]
"""A container, and a place in its coordinates."""


def paste(
    draft: Draft, records: Iterable[AnyRecord], parent: str | None, dx: int = 0, dy: int = 0
) -> list[str]:
    """Put copies with new ids into the draft; gives the ids of the outermost ones.

    Records whose parent is not among them go into ``parent``, shifted by (dx, dy) from where they
    stood in their old container. References among the copies follow; others are dropped.
    """

    def home(record: Node | Note) -> Home:
        return parent, record.x + dx, record.y + dy

    return _put_copies(draft, list(records), home)


def duplicate(draft: Draft, ids: Iterable[str], dx: int = 2 * GRID, dy: int = 2 * GRID) -> list[str]:
    """Copies beside the originals, in the same containers; gives the new outermost ids."""

    def home(record: Node | Note) -> Home:
        rect = local_rect(record, draft.node(record.parent))
        return record.parent, rect.x + dx, rect.y + dy

    return _put_copies(draft, copied(draft.document, ids), home)


def _put_copies(draft: Draft, records: list[AnyRecord], home: Callable[[Node | Note], Home]) -> list[str]:
    pictures = paste_pictures(draft, records)
    originals = [record for record in records if isinstance(record, Node | Note | Link)]
    renamed = {record.id: draft.new_id(_stem(record)) for record in originals}
    outermost: dict[str, Home] = {}
    shifts: set[tuple[int, int]] = set()
    for record in originals:
        if isinstance(record, Link):
            continue
        values: dict[str, Any] = {"id": renamed[record.id]}
        if record.parent in renamed:
            values["parent"] = renamed[record.parent]
        else:
            parent, x, y = outermost[renamed[record.id]] = home(record)
            shifts.add(_shift(draft, record, outermost[renamed[record.id]]))
            values |= {"parent": parent, "x": x, "y": y, "z": top_z(draft, parent)}
        if isinstance(record, Node):
            values["members"] = tuple(renamed[m] for m in record.members if m in renamed)
            values["service"] = _renamed_references(record.service, renamed)
            values["picture"] = pictures.get(record.picture, record.picture)
        elif record.anchor:
            values["anchor"] = renamed.get(record.anchor, "")
        if record.opens != FIRST_PAGE and not isinstance(draft.get(record.opens), Page):
            values["opens"] = ""
        draft.put(record.model_copy(update=values))
    _put_links(draft, originals, renamed, next(iter(shifts)) if len(shifts) == 1 else None)
    for record_id, (parent, x, y) in outermost.items():
        _settle_on_edge(draft, record_id, x, y)
        if (node := draft.node(record_id)) is not None:
            take_line(draft, node)
        grow_to_hold(draft, parent)
    renew(draft, renamed.values())
    return list(outermost)


def _shift(draft: Draft, record: Node | Note, place: Home) -> tuple[int, int]:
    """How far an outermost record is moved on the canvas; one that rides on a line goes with the line."""
    left, top = origin(draft, record.parent)
    own = local_rect(record, draft.node(record.parent))
    parent, x, y = place
    over, down = origin(draft, parent)
    return over + x - left - own.x, down + y - top - own.y


def _put_links(
    draft: Draft, records: Iterable[AnyRecord], renamed: dict[str, str], shift: tuple[int, int] | None
) -> None:
    """The links among the copies; corners set by hand go along where all copies are moved alike."""
    for link in records:
        if isinstance(link, Link) and link.source in renamed and link.target in renamed:
            corners = tuple((x + shift[0], y + shift[1]) for x, y in link.waypoints) if shift else ()
            ends = {"source": renamed[link.source], "target": renamed[link.target]}
            draft.put(link.model_copy(update={"id": renamed[link.id], **ends, "waypoints": corners}))


def _settle_on_edge(draft: Draft, record_id: str, x: int, y: int) -> None:
    """What sits on an edge finds a place of its own there; on the free canvas it stands by itself."""
    node = draft.node(record_id)
    if node is None or not node.service.border:
        return
    holder = draft.node(node.parent)
    width, height = node.size
    if holder is not None and holder.service.is_container():
        draft.put(put_on_edge(draft, node, holder, x + width / 2, y + height / 2))
    elif node.side is not None:
        draft.put(node.model_copy(update={"side": None}))


def _stem(record: AnyRecord) -> str:
    return record.service.stored_name if isinstance(record, Node) else record.type


def _renamed_references(service: Service, renamed: dict[str, str]) -> Service:
    for declared in type(service).properties():
        listed = getattr(service, declared.name) if declared.kind == "nodes" else ()
        if listed:
            kept = tuple(renamed.get(node_id, node_id) for node_id in listed)
            service = service.set(**{declared.name: kept})
    return service
