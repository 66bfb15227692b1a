"""Checking a document against the rules: whole, or after each change only what it concerns."""

from __future__ import annotations

from bisect import insort
from operator import attrgetter

from projects.changes import Change
from projects.collector import collector_paused
from projects.document import Document
from projects.graph import Graph
from projects.node_index import Key
from projects.records import AnyRecord, Link, Node
from projects.rules.rule import Finding, rules_for_link, rules_for_node

_order = attrgetter("order")


def check(document: Document) -> tuple[Finding, ...]:
    """All findings about a document, by severity, rule and node."""
    found: list[Finding] = []
    with collector_paused():
        graph = Graph(document)
        for record in document.records():
            found += _findings(record, graph)
    return tuple(sorted(found, key=_order))


def _findings(record: AnyRecord, graph: Graph) -> list[Finding]:
    found: list[Finding] = []
    if isinstance(record, Node):
        for rule in rules_for_node(type(record.service), record.service.stored_name):
            found += rule.check(record, graph)
    elif isinstance(record, Link):
        source, target = graph.node(record.source), graph.node(record.target)
        sound = source is not None and source is not target
        from_name = source.service.stored_name if source is not None and sound else ""
        to_name = target.service.stored_name if target is not None else ""
        for rule in rules_for_link(record.kind, from_name, to_name):
            found += rule.check_link(record, graph)
    return found


class Checker:
    """The findings of a document, kept up to date: after a change only what it concerns is checked again.

    What each record's rules have read is noted, so a change finds its readers; the result always
    equals :func:`check`.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.checked = 0
        """How many records the last call has checked."""
        self._graph = Graph(document)
        self._reads: dict[str, tuple[_Read, ...]] = {}
        self._read: dict[Key, _Read] = {}
        self._found: dict[str, tuple[Finding, ...]] = {}
        self._sorted: list[Finding] = []
        for record in document.records():
            self._check(record.id)
        self._graph.forget_answers()
        self.checked = len(self._reads)
        self._sorted = sorted((f for found in self._found.values() for f in found), key=_order)
        self._all = tuple(self._sorted)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings as they stand, by severity, rule and node."""
        return self._all

    def update(self, change: Change) -> tuple[Finding, ...]:
        """Follow a change that the document has taken, and give all findings."""
        concerned = {
            record_id for record_id, before, after in change.items() if before is None or after is None
        }
        for key in self._graph.update(change):
            if key in self._read:
                concerned.update(self._read[key].readers)
        self.checked = len(concerned)
        gone = [finding for record_id in concerned for finding in self._found.get(record_id, ())]
        for record_id in concerned:
            self._check(record_id)
        new = [finding for record_id in concerned for finding in self._found.get(record_id, ())]
        if gone or new:
            dropped = {id(finding) for finding in gone}
            self._sorted = [finding for finding in self._sorted if id(finding) not in dropped]
            for finding in new:
                insort(self._sorted, finding, key=_order)
            self._all = tuple(self._sorted)
        return self._all

    def _check(self, record_id: str) -> None:
        """Check one record (or forget it if it is gone) and note what its rules read."""
        record = self.document.get(record_id)
        reads: set[Key] = set()
        found: tuple[Finding, ...] = ()
        if isinstance(record, Node | Link):
            reads.add(("node", record_id, ""))
            self._graph.record_reads(reads)
            try:
                found = tuple(_findings(record, self._graph))
            finally:
                self._graph.record_reads(None)
        self._note(record_id, reads)
        if found:
            self._found[record_id] = found
        else:
            self._found.pop(record_id, None)

    def _note(self, record_id: str, keys: set[Key]) -> None:
        """Write down what the rules of a record have read, instead of what they had read before."""
        old = set(self._reads.pop(record_id, ()))
        new = {self._read.get(key) or self._read.setdefault(key, _Read(key)) for key in keys}
        for read in old - new:
            read.drop(record_id)
            if not read.readers:
                del self._read[read.key]
        for read in new - old:
            read.add(record_id)
        if new:
            self._reads[record_id] = tuple(new)


class _Read:
    """One thing that is read, and the records whose rules read it: mostly one or a few."""

    __slots__ = ("key", "readers")

    def __init__(self, key: Key) -> None:
        self.key = key
        # A set takes as much memory as twenty ids: only many readers are worth one.
        self.readers: tuple[str, ...] | set[str] = ()

    def add(self, record_id: str) -> None:
        if isinstance(self.readers, set):
            self.readers.add(record_id)
        elif len(self.readers) < _FEW:
            self.readers += (record_id,)
        else:
            self.readers = {*self.readers, record_id}

    def drop(self, record_id: str) -> None:
        if isinstance(self.readers, set):
            self.readers.discard(record_id)
        else:
            self.readers = tuple(reader for reader in self.readers if reader != record_id)


_FEW = 16
"""So many readers are kept as a tuple."""
