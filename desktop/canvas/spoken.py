"""A record of the drawing in one sentence, for those who have the canvas read to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.canvas.tips import counts
from desktop.figures import counted, money
from projects.link_kinds import link_kind
from projects.location import locate
from projects.records import Link, Node, Note

if TYPE_CHECKING:
    from desktop.editor import Editor
    from pricing.estimate import Totals
    from projects.document import Document

_LONGEST = 200
_NOTES = {"text": "Note", "step": "Step", "step_list": "List of steps", "title_block": "Title block"}


def spoken(editor: Editor, record_id: str) -> str:
    """ "RDS database Orders, in Private subnet 10.0.20.0/24, us-east-1a, $255.14 a month, 2 links"."""
    record = editor.document.get(record_id)
    if isinstance(record, Node):
        parts = list(_of_node(editor, record))
    elif isinstance(record, Link):
        parts = list(_of_link(editor, record))
    elif isinstance(record, Note):
        text = " ".join(part for part in (record.text, record.details) if part)
        parts = [_plain(f"{_NOTES.get(record.kind, record.kind.capitalize())} {text}")]
        parts += ["locked"] if record.locked else []
    else:
        return ""
    found = counts(f for f in editor.judged.open if record_id in f.node_ids)
    return ", ".join([*parts, found] if found else parts)


def _of_node(editor: Editor, node: Node) -> Iterator[str]:
    document = editor.document
    yield _called(node)
    holder = document.node(node.parent)
    if holder is not None:
        yield f"in {_plain(holder.title)}"
    zone = locate(document, node.id).zone
    if zone and (holder is None or zone not in holder.title):
        yield zone
    totals = editor.estimate.node_totals.get(node.id) if editor.estimate is not None else None
    if totals is not None and (cost := _cost(totals)):
        yield cost
    inside = sum(1 for _ in document.children(node.id))
    if inside:
        yield f"{counted(inside, 'item')} inside"
    links = len(document.links_of(node.id))
    if links:
        yield counted(links, "link")
    if node.locked:
        yield "locked"


def _of_link(editor: Editor, link: Link) -> Iterator[str]:
    kind = link_kind(link.kind).label
    label = f" {_plain(link.label)}" if link.label.strip() else ""
    ends = (_title(editor.document, i) for i in (link.source, link.target))
    yield f"{kind} link{label} from {' to '.join(ends)}"
    totals = editor.estimate.node_totals.get(link.id) if editor.estimate is not None else None
    if totals is not None and (cost := _cost(totals)):
        yield cost


def _called(node: Node) -> str:
    """What it is and what it is called: never the same twice."""
    label, title = node.service.label or node.service.title(), _plain(node.title)
    return title if not node.label or label.lower() in title.lower() else f"{label} {title}"


def _title(document: Document, node_id: str) -> str:
    node = document.node(node_id)
    return _plain(node.title) if node is not None else "nothing"


def _cost(totals: Totals) -> str:
    if not totals.priced:
        return "cost not known" if totals.incomplete else ""
    return f"{money(totals.monthly)} a month" + (" and more" if totals.incomplete else "")


def _plain(text: str) -> str:
    return " ".join(text[: 2 * _LONGEST].split())[:_LONGEST]
