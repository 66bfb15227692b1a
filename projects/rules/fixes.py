"""Remedies as changes: set a property, move a node, take one out."""

from __future__ import annotations

from typing import Any

from projects.changes import Change
from projects.document import Document, Draft
from projects.records import Link, Node
from projects.rules.rule import Fix


def set_properties(label: str, node_id: str, **values: Any) -> Fix:
    """Set properties of a node; values the service does not take make the fix do nothing."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        node = draft.node(node_id)
        if node is not None and all(name in type(node.service).model_fields for name in values):
            draft.put(node.model_copy(update={"service": node.service.set(**values)}))
        return draft.change()

    return Fix(label, change)


def move_to(label: str, node_id: str, parent: str) -> Fix:
    """Move a node into another container, to its upper left corner."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        node = draft.node(node_id)
        if node is not None and draft.node(parent) is not None:
            draft.put(node.model_copy(update={"parent": parent, "x": 48, "y": 48}))
        return draft.change()

    return Fix(label, change)


def remove_link(label: str, link_id: str) -> Fix:
    """Take out a link."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        if isinstance(draft.get(link_id), Link):
            draft.remove(link_id)
        return draft.change()

    return Fix(label, change)


def remove_members(label: str, overlay_id: str, *members: str) -> Fix:
    """Take nodes out of an overlay; they stay on the drawing."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        overlay = draft.node(overlay_id)
        if isinstance(overlay, Node):
            kept = tuple(member for member in overlay.members if member not in members)
            draft.put(overlay.model_copy(update={"members": kept}))
        return draft.change()

    return Fix(label, change)
