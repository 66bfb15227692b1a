"""What belongs together with records that are selected: of the same kind, linked, in the same container."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from projects.document import Document
from projects.records import AnyRecord, Link, Node, Note

Way = Literal["both", "downstream", "upstream"]


def everything(document: Document, page: str | None = None) -> list[str]:
    """Ids of all nodes, notes and links that are seen on a page."""
    shown: dict[str, None] = {}
    waiting: list[str | None] = [page]
    while waiting:
        for record in document.children(waiting.pop()):
            if not record.hidden:
                shown[record.id] = None
                waiting.append(record.id)
    links = [link.id for link in document.links() if link.source in shown and link.target in shown]
    return [*shown, *links]


def same_kind(document: Document, ids: Iterable[str], page: str | None = None) -> list[str]:
    """Everything on the page of the kinds of these: their services, kinds of link, kinds of note."""
    kinds = {_kind(document.get(i)) for i in ids} - {()}
    return [i for i in everything(document, page) if _kind(document.get(i)) in kinds]


def _kind(record: AnyRecord | None) -> tuple[object, ...]:
    if isinstance(record, Node):
        return "node", record.service.stored_name, getattr(record.service, "public", None)
    if isinstance(record, Link | Note):
        return record.type, record.kind
    return ()


def connected(document: Document, ids: Iterable[str], steps: int | None = 1, way: Way = "both") -> list[str]:
    """These, and what links lead to in so many steps (None: as far as they go), with the links passed."""
    found: dict[str, None] = {}
    edge: list[str] = []
    for record_id in ids:
        found[record_id] = None
        record = document.get(record_id)
        edge += [record.source, record.target] if isinstance(record, Link) else [record_id]
    found.update(dict.fromkeys(edge))
    while edge and (steps is None or steps > 0):
        steps = None if steps is None else steps - 1
        reached: dict[str, None] = {}
        for node_id in edge:
            for link in document.links_of(node_id):
                far = _far_end(link, node_id, way)
                if far is not None:
                    found[link.id] = None
                    reached[far] = None
        edge = [i for i in reached if i not in found]
        found.update(dict.fromkeys(edge))
    return list(found)


def _far_end(link: Link, node_id: str, way: Way) -> str | None:
    if link.source == node_id and way != "upstream":
        return link.target
    if link.target == node_id and way != "downstream":
        return link.source
    return None


def contents(document: Document, ids: Iterable[str]) -> list[str]:
    """All that stands in these containers, with the links among it; for an icon, in the one around it."""
    inside: dict[str, None] = {}
    for record_id in ids:
        inner = list(document.descendants(record_id))
        record = document.get(record_id)
        if not inner and isinstance(record, Node | Note) and record.parent is not None:
            inner = list(document.descendants(record.parent))
        inside.update((r.id, None) for r in inner if not r.hidden)
    links = {
        link.id: None
        for node_id in inside
        for link in document.links_of(node_id)
        if link.source in inside and link.target in inside
    }
    return [*inside, *links]


def inverted(document: Document, ids: Iterable[str], page: str | None = None) -> list[str]:
    """What is not among these, at the levels where they stand; without any, the page's own level."""
    chosen = set(ids)
    holders = {record.parent: None for i in chosen if isinstance(record := document.get(i), Node | Note)} or {
        page: None
    }
    return [
        record.id
        for holder in holders
        for record in document.children(holder)
        if record.id not in chosen and not record.hidden
    ]


def holders(document: Document, ids: Iterable[str]) -> list[str]:
    """The containers around these; what stands on the free canvas stays itself, a link gives both ends."""
    found: dict[str, None] = {}
    for record_id in ids:
        record = document.get(record_id)
        if isinstance(record, Link):
            found.update({record.source: None, record.target: None})
        else:
            around = next(document.ancestors(record_id), None)
            found[around.id if around is not None else record_id] = None
    return list(found)
