"""Remedies as changes: set a property, move, add, exchange or take out a node, connect or part two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from projects import edits
from projects.changes import Change
from projects.document import Document, Draft
from projects.free_place import put_in
from projects.link_kinds import likely_kinds
from projects.naming import address_for, zone_for
from projects.records import Link, Node
from projects.rules.rule import Fix
from projects.service import make_service


def set_properties(label: str, node_id: str, /, **values: Any) -> Fix:
    """Set properties of a node; values the service does not take make the fix do nothing."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        node = draft.node(node_id)
        if node is not None and all(name in type(node.service).model_fields for name in values):
            draft.put(node.model_copy(update={"service": node.service.set(**values)}))
        return draft.change()

    return Fix(label, change)


def move_to(label: str, node_id: str, parent: str | None, /, **values: Any) -> Fix:
    """Move a node into another container (None: the free canvas), to a free place; set properties too."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        node = draft.node(node_id)
        if node is not None and not _gone(draft, parent) and parent != node.parent:
            put_in(draft, node.model_copy(update={"service": node.service.set(**values)}), parent)
        return draft.change()

    return Fix(label, change)


def add_node(
    label: str,
    service: str,
    parent: str | None,
    /,
    *,
    near: str | None = None,
    name: str = "",
    links: Iterable[tuple[str, str]] = (),
    links_from: Iterable[tuple[str, str]] = (),
    **values: Any,
) -> Fix:
    """Put a new node into a container and connect it.

    ``links`` are (kind, target), ``links_from`` (kind, source), ``name`` is its label.
    The fix does nothing while a node it refers to is gone.
    """
    wanted = [*links, *links_from]

    def change(document: Document) -> Change:
        draft = Draft(document)
        if any(draft.node(other) is None for _, other in wanted) or _gone(draft, parent):
            return draft.change()
        made = Node(id=draft.new_id(service), service=make_service(service, values), label=name)
        made = put_in(draft, made, parent, near)
        for kind, target in links:
            edits.connect(draft, made.id, target, kind)
        for kind, source in links_from:
            edits.connect(draft, source, made.id, kind)
        return draft.change()

    return Fix(label, change)


def replace_node(label: str, node_id: str, service: str, /, **values: Any) -> Fix:
    """Exchange a node's service for another at the same place; label, links and memberships stay."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        node = draft.node(node_id)
        if node is not None:
            draft.put(node.model_copy(update={"service": make_service(service, values)}))
        return draft.change()

    return Fix(label, change)


def insert_node(
    label: str, link_id: str, service: str, /, *, parent: str | None = None, **values: Any
) -> Fix:
    """Put a new node into a link: from its source to the new node to its target.

    ``parent`` is the container; by default the target's, then the source's, whichever may hold it. The
    kinds of the two new links are those that suit the services.
    """

    def change(document: Document) -> Change:
        draft = Draft(document)
        link = draft.get(link_id)
        if not isinstance(link, Link):
            return draft.change()
        made = Node(id=draft.new_id(service), service=make_service(service, values))
        made = put_in(draft, made, parent or _home(draft, made, link), link.target)
        draft.remove(link.id)
        edits.connect(draft, link.source, made.id, _kind_between(draft, link.source, made.id, link))
        edits.connect(draft, made.id, link.target, _kind_between(draft, made.id, link.target, link))
        return draft.change()

    return Fix(label, change)


def _kind_between(draft: Draft, source: str, target: str, link: Link) -> str:
    """The kind of a link that runs as the present one does; events stay events where no kind is declared."""
    first, second = draft.node(source), draft.node(target)
    if first is None or second is None:
        return link.kind
    kinds = likely_kinds(type(first.service), type(second.service))
    return "event" if kinds == ("traffic",) and link.kind == "event" else kinds[0]


def _home(draft: Draft, node: Node, link: Link) -> str | None:
    """The nearest container around the link's ends that may hold the node."""
    for end in (link.target, link.source):
        holder = draft.node(end)
        while holder is not None:
            holder = draft.node(holder.parent)
            if holder is not None and holder.service.name in node.service.inside:
                return holder.id
    end_node = draft.node(link.target)
    return end_node.parent if end_node is not None else None


def _gone(draft: Draft, parent: str | None) -> bool:
    return parent is not None and draft.node(parent) is None


def add_link(label: str, source: str, target: str, kind: str, /, **details: Any) -> Fix:
    """Connect two nodes; ``details`` are facts that only this kind of link has."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        made = edits.connect(draft, source, target, kind)
        if made is not None and details:
            draft.put(made.model_copy(update={"details": details}))
        return draft.change()

    return Fix(label, change)


def set_link(label: str, link_id: str, *, kind: str = "", port: int | None = None, **details: Any) -> Fix:
    """Give a link another kind, port or details; a detail of None is taken out."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        link = draft.get(link_id)
        if isinstance(link, Link):
            kept = {name: value for name, value in {**link.details, **details}.items() if value is not None}
            update: dict[str, Any] = {"kind": kind or link.kind, "details": kept}
            if port is not None:
                update["port"] = port
            draft.put(link.model_copy(update=update))
        return draft.change()

    return Fix(label, change)


def remove_node(label: str, node_id: str) -> Fix:
    """Take out a node with what is in it, its links and every reference to it."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        if draft.node(node_id) is not None:
            edits.delete(draft, [node_id])
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


def add_members(label: str, overlay_id: str, *members: str) -> Fix:
    """Make nodes members of an overlay."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        overlay = draft.node(overlay_id)
        if overlay is not None:
            present = [member for member in members if draft.node(member) is not None]
            edits.set_members(draft, overlay_id, (*overlay.members, *present))
        return draft.change()

    return Fix(label, change)


def all_of(label: str, *fixes: Fix) -> Fix:
    """Several remedies as one change, one after the other; nothing at all if one of them does nothing."""

    def change(document: Document) -> Change:
        trial, whole = Document(document.records()), Change()
        for fix in fixes:
            step = fix.change(trial)
            if not step:
                return Change()
            trial.apply(step)
            whole = whole.then(step)
        return whole

    return Fix(label, change)


def move_into_new(label: str, node_id: str, container: str, parent: str | None, /) -> Fix:
    """Make a container, with the next free address block, zone or Region, and move a node into it."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        node = draft.node(node_id)
        if node is not None and not _gone(draft, parent):
            service = zone_for(draft, address_for(draft, make_service(container), parent), parent)
            made = put_in(draft, Node(id=draft.new_id(container), service=service), parent)
            put_in(draft, node, made.id)
            edits.grow_to_hold(draft, made.id)
        return draft.change()

    return Fix(label, change)


def merge_nodes(label: str, kept: str, /, *others: str) -> Fix:
    """Take out nodes and let their links lead to another one of their kind."""

    def change(document: Document) -> Change:
        draft = Draft(document)
        if draft.node(kept) is None:
            return draft.change()
        for other in others:
            for link in document.links_of(other):
                source, target = (kept if end in others else end for end in (link.source, link.target))
                edits.connect(draft, source, target, link.kind)
            if draft.node(other) is not None:
                edits.delete(draft, [other])
        return draft.change()

    return Fix(label, change)
