"""What is hidden or locked on a drawing, and what belongs to something that is looked at alone."""

from __future__ import annotations

from collections.abc import Iterable

from projects.document import Document, Draft
from projects.records import Link, Node, Note


def hidden(document: Document) -> list[str]:
    """Ids of the nodes and notes that were hidden, without what merely stands in them."""
    return [r.id for r in document.records() if isinstance(r, Node | Note) and r.hidden]


def hidden_nodes(document: Document) -> list[Node]:
    """The nodes that are not drawn, those in a hidden container included, in the order of their titles."""
    found: dict[str, Node] = {}
    for record_id in hidden(document):
        inner = (record_id, *(record.id for record in document.descendants(record_id)))
        found.update({node.id: node for i in inner if (node := document.node(i)) is not None})
    return sorted(found.values(), key=lambda node: (node.title, node.id))


def set_hidden(draft: Draft, ids: Iterable[str], value: bool) -> None:
    """Hide nodes and notes, or show them again."""
    for record_id in ids:
        record = draft.get(record_id)
        if isinstance(record, Node | Note) and record.hidden != value:
            draft.put(record.model_copy(update={"hidden": value}))


def set_locked(draft: Draft, ids: Iterable[str], value: bool) -> None:
    """Lock nodes and notes where they are, or let them go."""
    for record_id in ids:
        record = draft.get(record_id)
        if isinstance(record, Node | Note) and record.locked != value:
            draft.put(record.model_copy(update={"locked": value}))


def is_locked(document: Document | Draft, record_id: str) -> bool:
    """Whether a node or note may not be moved by itself; links are never locked."""
    record = document.get(record_id)
    return isinstance(record, Node | Note) and record.locked


def all_locked(document: Document, ids: Iterable[str]) -> bool:
    """Whether there are nodes or notes among these, and every one is locked."""
    records = [r for i in ids if isinstance(r := document.get(i), Node | Note)]
    return bool(records) and all(record.locked for record in records)


def free(document: Document, ids: Iterable[str]) -> list[str]:
    """Those of the ids that are not locked."""
    return [i for i in ids if not is_locked(document, i)]


def deletable(document: Document, ids: Iterable[str]) -> list[str]:
    """Those of the ids that are not locked and hold nothing that is."""
    return [i for i in free(document, ids) if not any(inner.locked for inner in document.descendants(i))]


def surroundings(document: Document, ids: Iterable[str]) -> set[str]:
    """What is looked at when these are looked at alone.

    They and all in them, the containers around, what is linked to them directly, and those links.
    """
    kept: set[str] = set()
    for record_id in ids:
        record = document.get(record_id)
        kept.update((record.source, record.target) if isinstance(record, Link) else (record_id,))
        kept.update(inner.id for inner in document.descendants(record_id))
    links = {link.id: link for node_id in kept for link in document.links_of(node_id)}
    for link in links.values():
        kept.update((link.source, link.target))
    for record_id in tuple(kept):
        kept.update(around.id for around in document.ancestors(record_id))
    return kept | set(links)
