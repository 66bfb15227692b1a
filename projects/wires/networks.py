"""The networks of a document's VPCs, which follow its changes."""

from __future__ import annotations

from collections.abc import Iterable

from projects.changes import Change
from projects.document import Document
from projects.location import Locator
from projects.records import Link, Node
from projects.wires.network import Network
from projects.wires.network_reading import read_network
from projects.wires.network_routes import others
from projects.wires.roles import BETWEEN_NETWORKS, NETWORKING


class Networks:
    """The networks of a document, each read when it is asked for, and kept until it is said to be stale."""

    def __init__(self, document: Document) -> None:
        self.is_read = False
        self._document = document
        self._known: dict[str, Network] = {}
        self._members: dict[str, dict[str, None]] = {}
        """VPC -> what its network is made of."""
        self._vpc_of: dict[str, str] = {}

    def forget(self) -> None:
        """Nothing is asked for any more until all is read again."""
        self.is_read = False
        self._known.clear()
        self._members.clear()
        self._vpc_of.clear()

    def read(self, nodes: Iterable[Node], locator: Locator) -> None:
        """Note what stands where; these are all nodes of the document."""
        self.forget()
        self.is_read = True
        for node in nodes:
            if node.service.name in NETWORKING:
                self._enter(node, locator)

    def of(self, vpc_id: str, locator: Locator) -> Network | None:
        """The network of a VPC; None if there is no such VPC."""
        known = self._known.get(vpc_id)
        if known is None:
            vpc = self._document.node(vpc_id)
            if vpc is None:
                return None
            members = (self._document.node(i) for i in sorted(self._members.get(vpc_id, ())))
            known = read_network(self._document, vpc, [m for m in members if m is not None], locator)
            self._known[vpc_id] = known
        return known

    def follow(self, node_ids: Iterable[str], change: Change, locator: Locator) -> set[str]:
        """Follow a change that concerns these nodes; gives the VPCs whose network differs now."""
        if not self.is_read:
            self.read(self._document.nodes(), locator)
            return set()
        stale, everything = self._stale_by(change)
        for node_id in node_ids:
            if node_id in self._vpc_of:
                stale.add(self._leave(node_id))
            node = self._document.node(node_id)
            if node is None:
                continue
            if node.service.name in NETWORKING:
                self._enter(node, locator)
                stale.add(self._vpc_of.get(node_id, ""))
            near = others(self._document, node_id)
            everything = everything or any(other.service.name in BETWEEN_NETWORKS for other in near)
        stale = set(self._known) if everything else stale & self._known.keys()
        old = {vpc_id: self._known.pop(vpc_id) for vpc_id in stale}
        return {vpc_id for vpc_id, was in old.items() if self.of(vpc_id, locator) is not was}

    def _stale_by(self, change: Change) -> tuple[set[str], bool]:
        """VPCs that the changed links lead to, and whether all networks may be joined otherwise now."""
        stale: set[str] = set()
        everything = False
        for _, before, after in change.items():
            names = [r.service.name if isinstance(r, Node) else "" for r in (before, after)]
            swapped = all(names) and names[0] != names[1]
            everything = everything or swapped or any(name in BETWEEN_NETWORKS for name in names)
            for link in (before, after):
                for end in (link.source, link.target) if isinstance(link, Link) else ():
                    node = self._document.node(end)
                    if node is not None and node.service.name in BETWEEN_NETWORKS:
                        everything = True
                    if end in self._vpc_of:
                        stale.add(self._vpc_of[end])
        return stale, everything

    def _enter(self, node: Node, locator: Locator) -> None:
        vpc_id = locator.locate(node).vpc_id
        if vpc_id is not None:
            self._vpc_of[node.id] = vpc_id
            self._members.setdefault(vpc_id, {})[node.id] = None

    def _leave(self, node_id: str) -> str:
        vpc_id = self._vpc_of.pop(node_id)
        self._members[vpc_id].pop(node_id, None)
        return vpc_id
