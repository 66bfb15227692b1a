"""The document: immutable records by id, changed in one way only, and followed by plain functions."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar, cast
from uuid import uuid4

from projects.changes import Change
from projects.records import (
    PROJECT_ID,
    AcceptedFinding,
    AnyRecord,
    Link,
    Node,
    Note,
    Page,
    Picture,
    Record,
    Settings,
    Variant,
)

Listener = Callable[[Change], None]
R = TypeVar("R", bound=Record)


class StaleChange(ValueError):
    """A change does not start from the document's present state; the document is unchanged."""


class Document:
    """Records by id, with indexes of children, links and overlays that follow each change."""

    def __init__(self, records: Iterable[AnyRecord] = ()) -> None:
        self._records: dict[str, AnyRecord] = {}
        self._children: dict[str | None, dict[str, None]] = {}
        self._links: dict[str, dict[str, None]] = {}
        self._overlays: dict[str, dict[str, None]] = {}
        self._listeners: list[Listener] = []
        for record in records:
            if record.id in self._records:
                raise ValueError(f"two records have the id {record.id!r}")
            self._put(record)
        if PROJECT_ID not in self._records:
            self._put(Settings())

    # reading

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._records

    def __len__(self) -> int:
        return len(self._records)

    def get(self, record_id: str | None) -> AnyRecord | None:
        """The record, or None."""
        return self._records.get(record_id) if record_id is not None else None

    def node(self, record_id: str | None) -> Node | None:
        """The node of this id; None if there is none or it is another kind of record."""
        record = self._records.get(record_id) if record_id is not None else None
        return record if isinstance(record, Node) else None

    @property
    def settings(self) -> Settings:
        return cast(Settings, self._records[PROJECT_ID])

    def records(self) -> Iterator[AnyRecord]:
        return iter(self._records.values())

    def _all(self, kind: type[R]) -> Iterator[R]:
        return (record for record in self._records.values() if isinstance(record, kind))

    def nodes(self) -> Iterator[Node]:
        return self._all(Node)

    def links(self) -> Iterator[Link]:
        return self._all(Link)

    def notes(self) -> Iterator[Note]:
        return self._all(Note)

    def accepted_findings(self) -> Iterator[AcceptedFinding]:
        return self._all(AcceptedFinding)

    def variants(self) -> Iterator[Variant]:
        return self._all(Variant)

    def pages(self) -> list[Page]:
        """The pages after the first, in their order; the first has no record and is found as None."""
        return sorted(self._all(Page), key=lambda page: (page.position, page.id))

    def pictures(self) -> Iterator[Picture]:
        return self._all(Picture)

    def page_of(self, record_id: str | None) -> str | None:
        """Id of the page that a node, note or link is on; None for the first page.

        A link between two pages is on that of its source.
        """
        record = self.get(record_id)
        if isinstance(record, Link):
            record = self.get(record.source)
        seen: set[str] = set()
        while isinstance(record, Node | Note) and record.id not in seen:
            seen.add(record.id)
            record = self.get(record.parent)
        return record.id if isinstance(record, Page) else None

    def children(self, parent: str | None) -> list[Node | Note]:
        """Nodes and notes whose parent this is: a container, a page, or None for the first page's canvas."""
        return [cast("Node | Note", self._records[i]) for i in self._children.get(parent, ())]

    def links_of(self, node_id: str) -> list[Link]:
        """Links that start or end at this node."""
        return [cast(Link, self._records[i]) for i in self._links.get(node_id, ())]

    def overlays_of(self, node_id: str) -> list[Node]:
        """Overlays (Auto Scaling group, security group, ...) that list this node as a member."""
        return [cast(Node, self._records[i]) for i in self._overlays.get(node_id, ())]

    def ancestors(self, record_id: str) -> Iterator[Node]:
        """The containers around a node or note, innermost first. A broken cycle ends the walk."""
        seen = {record_id}
        record = self._records.get(record_id)
        while isinstance(record, Node | Note) and record.parent is not None and record.parent not in seen:
            seen.add(record.parent)
            record = self._records.get(record.parent)
            if isinstance(record, Node):
                yield record

    def descendants(self, record_id: str) -> Iterator[Node | Note]:
        """Everything inside a container, outer before inner."""
        waiting = deque(self.children(record_id))
        while waiting:
            record = waiting.popleft()
            yield record
            waiting.extend(self.children(record.id))

    # changing

    def apply(self, change: Change) -> None:
        """The only way a document changes; raises :class:`StaleChange` before anything is touched."""
        for record_id, before, _ in change.items():
            present = self._records.get(record_id)
            if present is not before and present != before:
                raise StaleChange(f"{record_id!r} is not as the change expects it")
        if PROJECT_ID in change.ids and change.after[PROJECT_ID] is None:
            raise StaleChange("the project's settings cannot be removed")
        for record_id, before, after in change.items():
            if before is not None:
                self._unindex(before)
            if after is None:
                self._records.pop(record_id, None)
            else:
                self._put(after)
        for listener in tuple(self._listeners):
            listener(change)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener(change)`` after each change; returns the function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def _put(self, record: AnyRecord) -> None:
        self._records[record.id] = record
        if isinstance(record, Node | Note):
            self._children.setdefault(record.parent, {})[record.id] = None
        if isinstance(record, Node):
            for member in record.members:
                self._overlays.setdefault(member, {})[record.id] = None
        if isinstance(record, Link):
            for end in (record.source, record.target):
                self._links.setdefault(end, {})[record.id] = None

    def _unindex(self, record: AnyRecord) -> None:
        if isinstance(record, Node | Note):
            self._children.get(record.parent, {}).pop(record.id, None)
        if isinstance(record, Node):
            for member in record.members:
                self._overlays.get(member, {}).pop(record.id, None)
        if isinstance(record, Link):
            for end in (record.source, record.target):
                self._links.get(end, {}).pop(record.id, None)


class Draft:
    """A change in the making: put and remove records, then ask for the change.

    Reading through the draft shows the records as they will be.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._after: dict[str, AnyRecord | None] = {}

    def get(self, record_id: str | None) -> AnyRecord | None:
        if record_id is None:
            return None
        if record_id in self._after:
            return self._after[record_id]
        return self.document.get(record_id)

    def node(self, record_id: str | None) -> Node | None:
        record = self.get(record_id)
        return record if isinstance(record, Node) else None

    def put(self, record: AnyRecord) -> None:
        """Add the record, or replace the one of the same id."""
        self._after[record.id] = record

    def remove(self, record_id: str) -> None:
        """Take out one record; what refers to it is the caller's to mend (see :mod:`projects.edits`)."""
        self._after[record_id] = None

    def children(self, parent: str | None) -> list[Node | Note]:
        """As :meth:`Document.children`, with this draft's records."""
        kept = [record for record in self.document.children(parent) if record.id not in self._after]
        changed = [r for r in self._after.values() if isinstance(r, Node | Note) and r.parent == parent]
        return kept + changed

    def put_ids(self) -> tuple[str, ...]:
        """Ids that this draft adds or changes."""
        return tuple(record_id for record_id, record in self._after.items() if record is not None)

    def touched(self) -> tuple[str, ...]:
        """Ids that this draft adds, changes or removes."""
        return tuple(self._after)

    def new_id(self, stem: str) -> str:
        """An id that is not taken: "nat_gateway-3f9c2a1b"."""
        while True:
            found = f"{stem}-{uuid4().hex[:8]}"
            if self.get(found) is None:
                return found

    def change(self) -> Change:
        """What this draft does to the document; records that come out equal are left out."""
        before: dict[str, AnyRecord | None] = {}
        after: dict[str, AnyRecord | None] = {}
        for record_id, record in self._after.items():
            present = self.document.get(record_id)
            if record is present or record == present:
                continue
            before[record_id] = present
            after[record_id] = record
        return Change(before, after)


def records_by_id(document: Document) -> Mapping[str, AnyRecord]:
    """All records by id, as a snapshot to compare documents with."""
    return {record.id: record for record in document.records()}
