"""Copying and pasting parts of a drawing, with new ids and references that follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from projects.document import Document, Draft
from projects.edits import grow_to_hold, roots, top_z
from projects.geometry import GRID
from projects.pictures import paste_pictures, pictures_of
from projects.records import AnyRecord, Link, Node, Note
from projects.service import Service


def copied(document: Document, ids: Iterable[str]) -> list[AnyRecord]:
    """The records that a copy of these takes along: their content, and links with both ends inside."""
    found: dict[str, AnyRecord] = {}
    for record_id in roots(document, ids):
        record = document.get(record_id)
        if isinstance(record, Node | Note):
            found[record_id] = record
            found.update({inner.id: inner for inner in document.descendants(record_id)})
    links = (link for record_id in list(found) for link in document.links_of(record_id))
    found.update({link.id: link for link in links if link.source in found and link.target in found})
    found.update({picture.id: picture for picture in pictures_of(document, found.values())})
    return list(found.values())


def paste(
    draft: Draft, records: Iterable[AnyRecord], parent: str | None, dx: int = 0, dy: int = 0
) -> list[str]:
    """Put copies with new ids into the draft; gives the ids of the outermost ones.

    Records whose parent is not among them go into ``parent``, shifted by (dx, dy) from where they
    stood in their old container. References among the copies follow; others are dropped.
    """
    records = list(records)
    pictures = paste_pictures(draft, records)
    originals = [record for record in records if isinstance(record, Node | Note | Link)]
    inside = {record.id for record in originals}
    renamed = {record.id: draft.new_id(_stem(record)) for record in originals}
    outermost: list[str] = []
    for record in originals:
        if isinstance(record, Link):
            if record.source in inside and record.target in inside:
                ends = {"source": renamed[record.source], "target": renamed[record.target]}
                draft.put(record.model_copy(update={"id": renamed[record.id], **ends}))
            continue
        values: dict[str, Any] = {"id": renamed[record.id]}
        if record.parent in inside:
            values["parent"] = renamed[str(record.parent)]
        else:
            values |= {"parent": parent, "x": record.x + dx, "y": record.y + dy}
            values["z"] = top_z(draft, parent)
            outermost.append(renamed[record.id])
        if isinstance(record, Node):
            values["members"] = tuple(renamed[m] for m in record.members if m in renamed)
            values["service"] = _renamed_references(record.service, renamed)
            values["picture"] = pictures.get(record.picture, record.picture)
        draft.put(record.model_copy(update=values))
    grow_to_hold(draft, parent)
    return outermost


def duplicate(draft: Draft, ids: Iterable[str], dx: int = 2 * GRID, dy: int = 2 * GRID) -> list[str]:
    """Copies beside the originals, in the same containers; gives the new outermost ids."""
    made: list[str] = []
    by_parent: dict[str | None, list[str]] = {}
    for record_id in roots(draft, ids):
        record = draft.get(record_id)
        if isinstance(record, Node | Note):
            by_parent.setdefault(record.parent, []).append(record_id)
    for parent, children in by_parent.items():
        made += paste(draft, copied(draft.document, children), parent, dx, dy)
    return made


def _stem(record: AnyRecord) -> str:
    return record.service.stored_name if isinstance(record, Node) else record.type


def _renamed_references(service: Service, renamed: dict[str, str]) -> Service:
    for declared in type(service).properties():
        listed = getattr(service, declared.name) if declared.kind == "nodes" else ()
        if listed:
            kept = tuple(renamed.get(node_id, node_id) for node_id in listed)
            service = service.set(**{declared.name: kept})
    return service
