"""What each record of a drawing is, in words: for people who have a picture read to them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

from desktop.figures import money
from pricing.estimate import Estimate, Totals
from projects.document import Document
from projects.link_kinds import link_kind
from projects.records import AnyRecord, Link, Node, Note

_LONGEST = 300
_LONGEST_REMARK = 1000
_NEAREST = 3
"""Containers around a node that are named: who listens knows the rest."""


class Name(NamedTuple):
    """What a record is, in a few words, and what else there is to know of it; that may be empty."""

    title: str
    description: str = ""


_Facts = tuple[object, ...]
_told: WeakKeyDictionary[Document, dict[str, tuple[AnyRecord, _Facts, Name]]] = WeakKeyDictionary()


def names(
    document: Document, records: Iterable[AnyRecord] | None = None, costs: Estimate | None = None
) -> dict[str, Name]:
    """Record id -> "Web 1, EC2 instance, m6i.large" with where it stands, what it costs and its comment.

    A link is "From CloudFront to Web 1, HTTPS". With ``records`` of those only. What is as it was
    when this document was last asked about is not put into words again.
    """
    before = _told.get(document, {})
    now: dict[str, tuple[AnyRecord, _Facts, Name]] = {}
    totals = costs.node_totals if costs is not None else {}
    places = _Places(document)
    for record in document.records() if records is None else records:
        facts = (*places.around(record), totals.get(record.id))
        entry = before.get(record.id)
        if entry is None or entry[0] is not record or entry[1] != facts:
            entry = (record, facts, _named(record, facts))
        now[record.id] = entry
    _told[document] = now
    return {record_id: entry[2] for record_id, entry in now.items()}


def counted_up(shown: Iterable[AnyRecord]) -> str:
    """ "AWS architecture: 12 services, 4 frames, 9 links." """
    services = frames = links = 0
    for record in shown:
        if isinstance(record, Link):
            links += 1
        elif isinstance(record, Node):
            frame = record.service.shape in ("container", "overlay")
            frames, services = frames + frame, services + (not frame)
    counts = (_counted(services, "service"), _counted(frames, "frame"), _counted(links, "link"))
    return f"AWS architecture: {', '.join(counts)}."


class _Places:
    """Titles of nodes and of the containers they stand in, each put together once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._inside: dict[str | None, str] = {None: ""}
        self._titles: dict[str, str] = {}

    def around(self, record: AnyRecord) -> tuple[str, ...]:
        """What a record's words depend on beside itself."""
        if isinstance(record, Link):
            return self.title(record.source), self.title(record.target)
        if isinstance(record, Node):
            return (self.inside(record.parent),)
        return ()

    def title(self, record_id: str) -> str:
        found = self._titles.get(record_id)
        if found is None:
            node = self._document.node(record_id)
            found = self._titles[record_id] = _shortened(node.title) if node is not None else "nothing"
        return found

    def inside(self, holder: str | None) -> str:
        """ "private subnet, zone a, VPC", the innermost first; empty on the free canvas."""
        found = self._inside.get(holder)
        if found is None:
            assert holder is not None
            titles = []
            node = self._document.node(holder)
            if node is not None:
                titles = [node.title, *(outer.title for outer in self._document.ancestors(holder))][:_NEAREST]
            found = self._inside[holder] = _shortened(", ".join(titles))
        return found


def _named(record: AnyRecord, facts: _Facts) -> Name:
    totals = facts[-1]
    cost = _cost(totals) if isinstance(totals, Totals) else ""
    match record:
        case Node():
            parts = [record.title, record.service.label, record.service.fact()]
            title = _shortened(", ".join(dict.fromkeys(part for part in parts if part)))
            place = f"In {facts[0]}." if facts[0] else ""
            return Name(title, _joined(place, cost, _shortened(record.comment, _LONGEST_REMARK)))
        case Link():
            label = f", {record.label}" if record.label.strip() else ""
            kind = "" if record.kind == "traffic" else f"{link_kind(record.kind).label}."
            return Name(_shortened(f"From {facts[0]} to {facts[1]}{label}"), _joined(kind, cost))
        case Note():
            if record.kind == "step":
                return Name(f"Step {_shortened(record.text)}", _shortened(record.details, _LONGEST_REMARK))
            return Name(_shortened(record.text or record.kind.replace("_", " ").capitalize()))
        case _:
            return Name("")


def _cost(totals: Totals) -> str:
    """ "$12.30 a month and $90.00 once; a part is not known." """
    if not totals.priced:
        return "Monthly cost not known." if totals.incomplete else ""
    once = f" and {money(totals.upfront)} once" if totals.upfront else ""
    rest = "; a part is not known" if totals.incomplete else ""
    return f"{money(totals.monthly)} a month{once}{rest}."


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


@lru_cache(maxsize=20_000)
def _shortened(text: str, longest: int = _LONGEST) -> str:
    text = " ".join(text[: longest * 2].split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _counted(number: int, one: str) -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"
