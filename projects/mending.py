"""References between records that lead nowhere or in a circle: loosened, so that the rest can be opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from projects.records import FIRST_PAGE, AcceptedFinding, AnyRecord, Link, Node, Note, Page, Picture
from projects.service import Service

DEEPEST = 64
"""Containers inside one another; a drawing has about ten."""

Report = Callable[[str, str, str, str], None]
"""Called with record id, field, what is wrong, what to do."""


def mended(records: Iterable[AnyRecord], report: Report) -> list[AnyRecord]:
    """The records with every reference leading to something that is there, and no circle of parents."""
    found = {record.id: record for record in records}
    nodes = {record_id for record_id, record in found.items() if isinstance(record, Node)}
    pages = {record_id for record_id, record in found.items() if isinstance(record, Page)}
    _mend_parents(found, nodes, pages, report)
    there = {i: r for i, r in found.items() if not isinstance(r, Link) or _leads(r, nodes, report)}
    kept = [_mend_names(record, there, pages, report) for record in there.values()]
    kept = [_mend_lists(record, nodes, report) if isinstance(record, Node) else record for record in kept]
    # What an accepted finding was about may be gone by any edit; then it says nothing any more.
    return [r for r in kept if not isinstance(r, AcceptedFinding) or there.keys() >= set(r.node_ids)]


def _leads(link: Link, nodes: set[str], report: Report) -> bool:
    """Whether both ends of a link are in the drawing."""
    missing = [end for end in (link.source, link.target) if end not in nodes]
    if missing:
        what = f"The link leads to {_short(missing[0])}, which is not in the drawing; it is left out."
        report(link.id, "", what, "Draw it again.")
    return not missing


def _mend_names(record: AnyRecord, there: dict[str, AnyRecord], pages: set[str], report: Report) -> AnyRecord:
    """The record without a page, picture or line that is not there."""
    if not isinstance(record, Node | Note):
        return record
    gone: list[str] = []
    if record.opens and record.opens != FIRST_PAGE and record.opens not in pages:
        gone.append("opens")
        what = f"The page {_short(record.opens)} that it leads to is not in the project; it leads nowhere."
        report(record.id, "opens", what, "Choose the page again.")
    if isinstance(record, Node) and record.picture and not isinstance(there.get(record.picture), Picture):
        gone.append("picture")
        what = f"Its picture {_short(record.picture)} is not in the project; its service's icon is drawn."
        report(record.id, "picture", what, "Choose the picture again.")
    if isinstance(record, Note) and record.anchor and not isinstance(there.get(record.anchor), Link):
        gone.append("anchor")
        what = f"The line {_short(record.anchor)} that it rides on is not in the drawing; it stands freely."
        report(record.id, "anchor", what, "Drag it back onto its line.")
    return record.model_copy(update=dict.fromkeys(gone, "")) if gone else record


def _mend_parents(found: dict[str, AnyRecord], nodes: set[str], pages: set[str], report: Report) -> None:
    holders = {None, *nodes, *pages}
    for record in list(found.values()):
        if isinstance(record, Node | Note) and record.parent not in holders:
            assert record.parent is not None
            what = f"Its container {_short(record.parent)} is not in the drawing; it is moved to the canvas."
            _free(found, record.id, what, report)
    depth: dict[str, int] = {}
    for record_id in sorted(nodes):
        _measure(found, record_id, depth, report)


def _measure(found: dict[str, AnyRecord], record_id: str, depth: dict[str, int], report: Report) -> None:
    """Walk up to a known depth, breaking a circle where it closes and a chain that is too deep."""
    chain: list[str] = []
    walked: set[str] = set()
    here: str | None = record_id
    while here is not None and here not in depth:
        if here in walked:
            _free(
                found,
                here,
                "Its containers stand inside one another in a circle; it is moved to the canvas.",
                report,
            )
            chain = _walked_from(found, record_id, here)
            break
        walked.add(here)
        chain.append(here)
        record = found[here]
        here = record.parent if isinstance(record, Node) else None
    for inner in reversed(chain):
        record = found[inner]
        parent = record.parent if isinstance(record, Node) else None
        level = 1 if parent is None else depth[parent] + 1
        if level > DEEPEST:
            what = f"It is nested more than {DEEPEST} containers deep; it is moved to the canvas."
            _free(found, inner, what, report)
            level = 1
        depth[inner] = level


def _walked_from(found: dict[str, AnyRecord], start: str, top: str) -> list[str]:
    """The way up from ``start`` to ``top``, whose parent has just been taken away."""
    chain = [start]
    while chain[-1] != top:
        record = found[chain[-1]]
        assert isinstance(record, Node) and record.parent is not None
        chain.append(record.parent)
    return chain


def _free(found: dict[str, AnyRecord], record_id: str, what: str, report: Report) -> None:
    record = found[record_id]
    assert isinstance(record, Node | Note)
    found[record_id] = record.model_copy(update={"parent": None})
    report(record_id, "parent", what, "Drag it back into its container.")


def _mend_lists(node: Node, nodes: set[str], report: Report) -> Node:
    if node.members and not nodes.issuperset(node.members):
        report(node.id, "members", "Members that are not in the drawing are left out.", "Check its members.")
        node = node.model_copy(update={"members": tuple(i for i in node.members if i in nodes)})
    for name in _references(type(node.service)):
        listed = getattr(node.service, name)
        if listed and not nodes.issuperset(listed):
            report(node.id, name, "Entries that are not in the drawing are left out.", "Check the list.")
            kept = tuple(i for i in listed if i in nodes)
            node = node.model_copy(update={"service": node.service.model_copy(update={name: kept})})
    return node


@cache
def _references(kind: type[Service]) -> tuple[str, ...]:
    return tuple(item.name for item in kind.properties() if item.kind == "nodes")


def _short(record_id: str) -> str:
    return record_id if len(record_id) <= 60 else record_id[:57] + "..."
