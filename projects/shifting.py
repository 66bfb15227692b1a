"""Shifting records as they are: what stands in them comes along, and the corners of links between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from projects.document import Draft
from projects.records import Link, Node, Note


def shift(draft: Draft, ids: Iterable[str], dx: int, dy: int) -> None:
    """Move nodes and notes by so much within their containers; what sits on an edge stays on its edge."""
    moved: list[str] = []
    for record_id in dict.fromkeys(ids):
        record = draft.get(record_id)
        if isinstance(record, Node) and record.side is not None:
            continue
        if isinstance(record, Node | Note) and (dx or dy):
            draft.put(record.model_copy(update={"x": record.x + dx, "y": record.y + dy}))
            moved.append(record_id)
    shift_corners(draft, moved, dx, dy)


def shift_corners(draft: Draft, ids: Iterable[str], dx: int, dy: int) -> None:
    """Move the corners set by hand of links whose two ends move, each with one of these records."""
    moved = set(with_content(draft, ids))
    for link in links_among(draft, moved):
        if link.waypoints:
            corners = tuple((x + dx, y + dy) for x, y in link.waypoints)
            draft.put(link.model_copy(update={"waypoints": corners}))


def with_content(draft: Draft, ids: Iterable[str]) -> Iterator[str]:
    """The ids and those of all that stands in these, as the draft has it."""
    waiting = list(dict.fromkeys(ids))
    seen: set[str] = set()
    inner = _children_of(draft)
    while waiting:
        record_id = waiting.pop()
        if record_id in seen:
            continue
        seen.add(record_id)
        yield record_id
        waiting += inner(record_id)


def _children_of(draft: Draft) -> Callable[[str], list[str]]:
    """Ids of what stands in a record: one look at the draft, however many records are asked for."""
    drafted: dict[str | None, list[str]] = {}
    changed: set[str] = set(draft.put_ids())
    for record_id in changed:
        record = draft.get(record_id)
        if isinstance(record, Node | Note):
            drafted.setdefault(record.parent, []).append(record_id)

    def children(record_id: str) -> list[str]:
        kept = [
            child.id
            for child in draft.document.children(record_id)
            if child.id not in changed and draft.get(child.id) is not None
        ]
        return kept + drafted.get(record_id, [])

    return children


def links_among(draft: Draft, ids: set[str]) -> list[Link]:
    """Links with both ends among these."""
    found: dict[str, Link] = {}
    document = draft.document
    known = (link.id for record_id in ids for link in document.links_of(record_id))
    made = (record_id for record_id in draft.put_ids() if record_id not in document)
    for link_id in (*known, *made):
        link = draft.get(link_id)
        if isinstance(link, Link) and link.source in ids and link.target in ids:
            found[link.id] = link
    return list(found.values())
