"""Which lines a change concerns though nothing moved: names take other room, projects get another style."""

from __future__ import annotations

from desktop.canvas.appearance import is_frame
from desktop.canvas.shapes import header_box, label_box
from projects.changes import Change
from projects.document import Document
from projects.records import Node, Settings


def relabelled(change: Change) -> set[str]:
    """Ids of the nodes whose label or title takes another room than before."""
    return {
        record_id
        for record_id, before, after in change.items()
        if isinstance(before, Node) and isinstance(after, Node) and _room(before) != _room(after)
    }


def _room(node: Node) -> object:
    return header_box(node) if is_frame(node) else label_box(node)


def restyled(change: Change, document: Document) -> set[str]:
    """Ids of the links that are led otherwise because the project's links are."""
    for _, before, after in change.items():
        if not (isinstance(before, Settings) and isinstance(after, Settings)):
            continue
        if before.link_routing != after.link_routing:
            return {link.id for link in document.links() if link.routing is None}
    return set()
