"""The wires of a document, which follow its changes: only what a change concerns is looked at again."""

from __future__ import annotations

from collections.abc import Iterable

from projects.changes import Change
from projects.document import Document
from projects.location import Locator
from projects.records import Link, Node
from projects.wires.networks import Networks
from projects.wires.roles import HUBS
from projects.wires.stands import End, Stands
from projects.wires.wire import Wire, carries, wire


class Wiring:
    """Every link that carries GB, as a wire, and what the wires state in place of nodes."""

    def __init__(self, document: Document) -> None:
        self.wires: dict[str, Wire] = {}
        """By the link's id."""
        self._document = document
        self._networks = Networks(document)
        self.links: dict[str, tuple[Link, End, End]] = {}
        """Each link with its ends."""
        self._in_vpc: dict[str, dict[str, None]] | None = None
        """VPC -> the links that end in it; None until a change asks for it."""
        self._stated: dict[str, dict[str, list[str]]] = {}
        """Node -> property -> the links that state it."""

    def read(self, nodes: Iterable[Node], links: Iterable[Link], locator: Locator) -> None:
        """Look at every link anew; these are all nodes and links of the document."""
        self._in_vpc = None
        for known in (self.wires, self.links, self._stated):
            known.clear()
        links = [link for link in links if carries(link)]
        if not links:
            self._networks.forget()
            return
        self._networks.read(nodes, locator)
        stands = Stands(self._document, locator, self._networks)
        for link in links:
            self._look(link, stands)

    def stated(self, node_id: str) -> tuple[str, ...]:
        """The properties of a node whose figures its links state."""
        found = self._stated.get(node_id)
        return tuple(sorted(found)) if found else ()

    def follow(self, change: Change, node_ids: Iterable[str], locator: Locator) -> tuple[set[str], set[str]]:
        """Follow a change that concerns these nodes: links whose wire may differ, nodes stated otherwise."""
        link_ids = self._concerned(change, node_ids := list(node_ids))
        if not self.wires and not any(self._carries(link_id) for link_id in link_ids):
            self._networks.forget()
            return set(), set()
        in_vpc = self._by_vpc()
        for vpc_id in self._networks.follow(node_ids, change, locator):
            link_ids.update(in_vpc.get(vpc_id, ()))
        stands = Stands(self._document, locator, self._networks)
        nodes: set[str] = set()
        for link_id in sorted(link_ids):
            before = self.wires.get(link_id)
            old = before.covers if before is not None else frozenset()
            self._forget(link_id)
            link = self._document.get(link_id)
            if isinstance(link, Link) and carries(link):
                self._look(link, stands)
            after = self.wires.get(link_id)
            new = after.covers if after is not None else frozenset()
            nodes.update(node_id for node_id, _ in old ^ new)
        return link_ids, nodes

    def _carries(self, link_id: str) -> bool:
        link = self._document.get(link_id)
        return isinstance(link, Link) and carries(link)

    def _concerned(self, change: Change, node_ids: Iterable[str]) -> set[str]:
        found: set[str] = set()
        near: set[str] = set()
        for record_id, before, after in change.items():
            for link in (before, after):
                if isinstance(link, Link):
                    found.add(record_id)
                    near.update((link.source, link.target))
        for node_id in node_ids:
            near.add(node_id)
            for link in self._document.links_of(node_id):
                other = self._document.node(link.target if link.source == node_id else link.source)
                # Where a gateway's traffic is priced depends on what it is linked with.
                if other is not None and other.service.name in HUBS:
                    near.add(other.id)
        for node_id in near:
            found.update(link.id for link in self._document.links_of(node_id) if carries(link))
        return found

    def _look(self, link: Link, stands: Stands) -> None:
        source, target = stands.of(link.source), stands.of(link.target)
        if source is None or target is None:
            return
        found = wire(link.kind, link.gb_per_month, link.gb_back_per_month, source.stand, target.stand)
        self.wires[link.id] = found
        self.links[link.id] = (link, source, target)
        if self._in_vpc is not None:
            for end in (source, target):
                self._in_vpc.setdefault(end.stand.vpc, {})[link.id] = None
        if found.covers:
            for node_id, name in found.covers:
                self._stated.setdefault(node_id, {}).setdefault(name, []).append(link.id)

    def _by_vpc(self) -> dict[str, dict[str, None]]:
        if self._in_vpc is None:
            self._in_vpc = {}
            for link_id, ends in self.links.items():
                for end in ends[1:]:
                    self._in_vpc.setdefault(end.stand.vpc, {})[link_id] = None
        return self._in_vpc

    def _forget(self, link_id: str) -> None:
        found = self.wires.pop(link_id, None)
        if found is None:
            return
        _, *ends = self.links.pop(link_id)
        if self._in_vpc is not None:
            for end in ends:
                self._in_vpc[end.stand.vpc].pop(link_id, None)
        for node_id, name in found.covers:
            stated = self._stated[node_id]
            stated[name].remove(link_id)
            if not stated[name]:
                del stated[name]
