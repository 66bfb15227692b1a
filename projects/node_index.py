"""Where the nodes of a document stand, by container and by service: indexes that follow each change."""

from __future__ import annotations

from projects.changes import Change
from projects.document import Document
from projects.facts import listed_ids, value
from projects.records import AnyRecord, Link, Node
from projects.surroundings import IN_A_RING, NOWHERE, SLOTS, Surroundings, framed, within

Key = tuple[str, str | None, str]
"""One thing that is read and can change, such as ("node", id, "") or ("inside", id, service)."""


class NodeIndex:
    """Nodes by what is around them. After each change of the document, call :meth:`update` with it."""

    def __init__(self, document: Document) -> None:
        self.where: dict[str, Surroundings] = {}
        """What is around each node."""
        self.frames: dict[str, Surroundings] = {}
        """What is around the content of each container."""
        self.by_name: dict[str, dict[str, None]] = {}
        """Service name -> ids."""
        self.inside: dict[str, dict[str, dict[str, None]]] = {}
        """Container -> service name -> ids of all that stands anywhere inside."""
        self.listing: dict[str, dict[str, None]] = {}
        """Subnet -> ids of the nodes that name it."""
        self.named: dict[str, dict[str, None]] = {}
        """Name of a bucket -> ids of the buckets that are to have it."""
        self._document = document
        self._names: dict[str, str] = {}
        for node in document.nodes():
            self._place(node)
            for listed in listed_ids(node):
                self.listing.setdefault(listed, {})[node.id] = None
            self._rename(node.id, None, node)

    def update(self, change: Change) -> set[Key]:
        """Follow a change that the document has taken; gives the keys of all that reads differently now."""
        touched: set[Key] = set()
        moved: set[str] = set()
        for record_id, before, after in change.items():
            if isinstance(before, Link) or isinstance(after, Link):
                touched |= _touched_by_link(record_id, before, after)
            was, now = (record if isinstance(record, Node) else None for record in (before, after))
            if was is None and now is None:
                if (before is None or after is None) and not isinstance(before or after, Link):
                    touched.add(("node", record_id, ""))
                continue
            if was is None or now is None or was.title != now.title:
                touched.add(("title", record_id, ""))
            if was is None or now is None or _facts(was) != _facts(now):
                touched.add(("node", record_id, ""))
                touched |= self._relist(record_id, was, now)
                touched |= self._rename(record_id, was, now)
                for member in {*(was.members if was else ()), *(now.members if now else ())}:
                    touched.add(("overlays", member, ""))
            if was is None or now is None or _standing(was) != _standing(now):
                moved.add(record_id)
        if moved:
            touched |= self._move(moved)
        return touched

    def _relist(self, node_id: str, was: Node | None, now: Node | None) -> set[Key]:
        old, new = (set(listed_ids(node)) if node is not None else set() for node in (was, now))
        for listed in old - new:
            self.listing[listed].pop(node_id, None)
        for listed in new - old:
            self.listing.setdefault(listed, {})[node_id] = None
        return {("listed", listed, "") for listed in old ^ new}

    def _rename(self, node_id: str, was: Node | None, now: Node | None) -> set[Key]:
        old, new = value(was, "bucket_name"), value(now, "bucket_name")
        if old == new:
            return set()
        if old:
            self.named[old].pop(node_id, None)
        if new:
            self.named.setdefault(new, {})[node_id] = None
        return {("named", None, name) for name in (old, new) if name}

    def _move(self, ids: set[str]) -> set[Key]:
        """Index these nodes and all that stands in them anew."""
        affected: dict[str, None] = {}
        waiting = list(ids)
        while waiting:
            node_id = waiting.pop()
            if node_id not in affected:
                affected[node_id] = None
                waiting.extend(
                    child.id for child in self._document.children(node_id) if isinstance(child, Node)
                )
        old = {node_id: self._leave(node_id) for node_id in affected}
        touched: set[Key] = set()
        for node_id in affected:
            node = self._document.node(node_id)
            new = self._enter(node) if node is not None else set()
            if old[node_id] != new:
                touched |= old[node_id] ^ new
            touched.add(("where", node_id, ""))
        return touched

    def _leave(self, node_id: str) -> set[Key]:
        where = self.where.pop(node_id, None)
        self.frames.pop(node_id, None)
        if where is None:
            return set()
        name = self._names.pop(node_id)
        del self.by_name[name][node_id]
        for container in where.chain:
            self.inside[container][name].pop(node_id, None)
        return _index_keys(where, name)

    def _enter(self, node: Node) -> set[Key]:
        return _index_keys(self._place(node), node.service.stored_name)

    def _place(self, node: Node) -> Surroundings:
        """Write down where a node stands, and give what is around it."""
        where = self.where.get(node.id)
        if where is None:
            where = self.where[node.id] = self._locate(node)
        name = self._names[node.id] = node.service.stored_name
        self.by_name.setdefault(name, {})[node.id] = None
        for container in where.chain:
            self.inside.setdefault(container, {}).setdefault(name, {})[node.id] = None
        return where

    def _locate(self, node: Node) -> Surroundings:
        """What is around a node, from its parents' frames; those not known yet are made on the way."""
        missing: list[Node] = []
        parent = self._document.node(node.parent)
        seen = {node.id}
        while parent is not None and parent.id not in self.frames:
            if parent.id in seen:
                return IN_A_RING
            seen.add(parent.id)
            missing.append(parent)
            parent = self._document.node(parent.parent)
        frame = self.frames[parent.id] if parent is not None else NOWHERE
        around = within(frame, parent)
        for container in reversed(missing):
            frame = self.frames[container.id] = framed(around, container)
            around = within(frame, container)
        if node.service.stored_name in SLOTS or node.service.is_container():
            self.frames[node.id] = framed(around, node)
        return around


def _index_keys(where: Surroundings, name: str) -> set[Key]:
    keys: set[Key] = {("service", None, name)}
    for container in where.chain:
        keys.add(("inside", container, name))
        keys.add(("inside", container, "*"))
    return keys


def _facts(node: Node) -> tuple[object, ...]:
    return node.service, node.parent, node.members


def _standing(node: Node) -> tuple[object, ...]:
    return node.parent, node.service.stored_name


def _touched_by_link(link_id: str, before: AnyRecord | None, after: AnyRecord | None) -> set[Key]:
    was, now = (record if isinstance(record, Link) else None for record in (before, after))
    if was is not None and now is not None and _meaning(was) == _meaning(now):
        return set()
    touched: set[Key] = {("node", link_id, "")}
    for link in (was, now):
        if link is not None:
            touched |= {("links", link.source, ""), ("links", link.target, "")}
    return touched


def _meaning(link: Link) -> tuple[object, ...]:
    return link.source, link.target, link.kind, link.port, link.gb_per_month, link.details
