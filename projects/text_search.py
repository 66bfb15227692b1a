"""Finding words anywhere in a drawing: names, services, values of properties, comments, notes and ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from projects.document import Document
from projects.link_kinds import link_kind
from projects.reading_order import level
from projects.records import AnyRecord, Link, Node, Note

Searched = Node | Link | Note


class TextSearch:
    """Searches a document again and again; what did not change since is not put into words again."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[AnyRecord, str]] = {}

    def find(self, document: Document, typed: str, seen: Iterable[Searched] | None = None) -> list[str]:
        """Ids of what is seen on any page and holds every word typed, page by page in reading order.

        ``seen`` is all that is seen in that order, where it is known.
        """
        words = typed.lower().split()
        if not words:
            return []
        return [r.id for r in seen or seen_in_order(document) if self._holds(r, words)]

    def hidden(self, document: Document, typed: str, found: list[str]) -> int:
        """How many records would be found too if they were not hidden."""
        words, shown = typed.lower().split(), set(found)
        if not words:
            return 0
        others = (r for r in document.records() if isinstance(r, Searched) and r.id not in shown)
        return sum(1 for record in others if self._holds(record, words))

    def _holds(self, record: Searched, words: list[str]) -> bool:
        known = self._texts.get(record.id)
        if known is None or known[0] is not record:
            known = self._texts[record.id] = record, " ".join(_texts(record)).lower()
        return all(word in known[1] for word in words)


def _texts(record: Searched) -> Iterator[str]:
    yield record.id
    match record:
        case Node():
            yield from (record.title, record.comment)
            service = record.service
            yield from (service.label, service.official, service.name)
            yield from (_value(value) for value in service.stated().values())
        case Link():
            yield from (record.label, link_kind(record.kind).label)
            yield from (_value(value) for value in record.details.values())
        case Note():
            yield from (record.text, record.details)


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(_value, value))
    if isinstance(value, dict):
        return " ".join(_value(v) for v in value.values())
    return "" if value is None or isinstance(value, bool) else str(value)


def seen_in_order(document: Document) -> Iterator[Searched]:
    """All that is drawn on all pages: containers before what stands in them, links after their source."""
    for page in (None, *(page.id for page in document.pages())):
        yield from _below(document, page)


def _below(document: Document, holder: str | None) -> Iterator[Searched]:
    waiting = [iter(level(document, holder))]
    while waiting:
        record_id = next(waiting[-1], None)
        if record_id is None:
            waiting.pop()
            continue
        record = document.get(record_id)
        if isinstance(record, Node | Note):
            yield record
            yield from (link for link in document.links_of(record_id) if link.source == record_id)
            waiting.append(iter(level(document, record_id)))
