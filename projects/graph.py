"""The document as a graph: the questions many rules ask, from indexes that follow each change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from projects.changes import Change
from projects.document import Document
from projects.facts import link_value, listed_ids, value
from projects.node_index import Key, NodeIndex
from projects.records import Link, Node, Note, Page
from projects.surroundings import NOWHERE, Surroundings

if TYPE_CHECKING:
    from networkx import DiGraph

T = TypeVar("T")

_ROUTE_OUT = ("network_firewall", "gateway_load_balancer", "interface_endpoint")
"""Inspection points: a default route to one of them leads on to the internet gateway of the VPC."""

EVERYWHERE = ("0.0.0.0/0", "::/0")


class Graph:
    """Answers over a document. After each change of the document, call :meth:`update` with it.

    What is read is noted while :meth:`record_reads` is on, so that a checker knows what depends on what.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._reads: set[Key] | None = None
        self._index = NodeIndex(document)
        self._network: DiGraph[str] | None = None
        self._answers: dict[tuple[str, str | None], tuple[Any, set[Key] | None]] = {}

    # noting what is read

    def record_reads(self, reads: set[Key] | None) -> None:
        """From now on note every read in this set; None ends it."""
        self._reads = reads

    def remembered(self, question: str, node_id: str | None, answer: Callable[[], T]) -> T:
        """The answer to a question about a node, worked out once until the next change.

        It notes the same reads each time. Callers leave what they get as it is.
        """
        outer, known = self._reads, self._answers.get((question, node_id))
        if known is not None and (outer is None or known[1] is not None):
            if outer is not None and known[1] is not None:
                outer |= known[1]
            found: T = known[0]
            return found
        reads: set[Key] | None = None if outer is None else set()
        self._reads = reads
        try:
            found = answer()
        finally:
            self._reads = outer
            if outer is not None and reads is not None:
                outer |= reads
        self._answers[question, node_id] = found, reads
        return found

    def forget_answers(self) -> None:
        """Give back the memory of the answers that are remembered."""
        self._answers.clear()

    # records

    def node(self, node_id: str | None) -> Node | None:
        """The node of this id, or None."""
        if self._reads is not None:
            self._reads.add(("node", node_id, ""))
        return self.document.node(node_id)

    def exists(self, record_id: str) -> bool:
        """Whether any record has this id."""
        if self._reads is not None:
            self._reads.add(("node", record_id, ""))
        return record_id in self.document

    def is_page(self, record_id: str) -> bool:
        """Whether this is a page of the drawing, on which nodes may stand freely."""
        return self.exists(record_id) and isinstance(self.document.get(record_id), Page)

    def nodes_of(self, *names: str) -> list[Node]:
        """All nodes of these services, by id."""
        found: list[str] = []
        for name in names:
            if self._reads is not None:
                self._reads.add(("service", None, name))
            found.extend(self._index.by_name.get(name, ()))
        return self._nodes(sorted(found))

    def inside(self, container_id: str | None, *names: str) -> list[Node]:
        """Nodes of these services anywhere inside a container (without names: all nodes), by id."""
        if container_id is None:
            return []
        groups = self._index.inside.get(container_id, {})
        found: list[str] = []
        if not names:
            if self._reads is not None:
                self._reads.add(("inside", container_id, "*"))
            for ids in groups.values():
                found.extend(ids)
        for name in names:
            if self._reads is not None:
                self._reads.add(("inside", container_id, name))
            found.extend(groups.get(name, ()))
        return self._nodes(sorted(found))

    def is_empty(self, container_id: str) -> bool:
        """Whether nothing stands anywhere inside a container."""
        if self._reads is not None:
            self._reads.add(("inside", container_id, "*"))
        return not any(self._index.inside.get(container_id, {}).values())

    def _nodes(self, ids: Iterable[str]) -> list[Node]:
        if self._reads is not None:
            ids = list(ids)
            self._reads.update(("node", node_id, "") for node_id in ids)
        return [node for node in map(self.document.node, ids) if node is not None]

    def title(self, node: Node) -> str:
        """What is written at the node."""
        if self._reads is not None:
            self._reads.add(("title", node.id, ""))
        current = self.document.node(node.id)
        return (current or node).title

    # where things stand

    def where(self, node: Node) -> Surroundings:
        """The containers around a node; a container counts as its own Region, VPC, zone or subnet."""
        if self._reads is not None:
            self._reads.add(("where", node.id, ""))
        return self._index.frames.get(node.id) or self._index.where.get(node.id, NOWHERE)

    def region_of(self, node: Node) -> str:
        """The Region's code; "" outside every Region or where the code is not given."""
        return str(value(self.node(self.where(node).region), "code") or "")

    def vpc_of(self, node: Node) -> Node | None:
        """The VPC around a node, or that of the subnets it lists if they all share one."""
        where = self.where(node)
        if where.vpc is not None:
            return self.node(where.vpc)
        vpcs = {self.where(subnet).vpc for subnet in self.listed_subnets(node)}
        return self.node(vpcs.pop()) if len(vpcs) == 1 else None

    def zone_of(self, node: Node) -> str | None:
        """The zone's name (its id where it has no name), or None where the drawing does not say."""
        where = self.where(node)
        zone = self.node(where.zone)
        if zone is not None:
            return str(value(zone, "zone") or value(zone, "name") or zone.id)
        named = value(self.node(where.subnet), "zone")
        return str(named) if named else None

    def listed_subnets(self, node: Node) -> list[Node]:
        """The subnets that a node names in its ``subnets`` property."""
        listed = (self.node(subnet_id) for subnet_id in listed_ids(node))
        return [subnet for subnet in listed if subnet is not None and subnet.service.name == "subnet"]

    def listed_by(self, subnet_id: str) -> list[Node]:
        """The nodes that name this subnet in their ``subnets`` property, by id."""
        if self._reads is not None:
            self._reads.add(("listed", subnet_id, ""))
        return self._nodes(sorted(self._index.listing.get(subnet_id, ())))

    def named(self, name: str) -> list[Node]:
        """The buckets that are to have this name, by id."""
        if self._reads is not None:
            self._reads.add(("named", None, name))
        return self._nodes(sorted(self._index.named.get(name, ())))

    def subnets_of(self, node: Node) -> list[Node]:
        """The subnets it lists, else the one it stands in."""
        listed = self.listed_subnets(node)
        if listed:
            return listed
        own = self.node(self.where(node).subnet)
        return [own] if own is not None else []

    def zones_of(self, node: Node) -> frozenset[str] | None:
        """The zones of its subnets, or its own; None unless all are known."""
        subnets = self.subnets_of(node)
        zones = [self.zone_of(subnet) for subnet in subnets] or [self.zone_of(node)]
        return None if None in zones else frozenset(zone for zone in zones if zone is not None)

    # links and overlays

    def links_of(self, node_id: str, *kinds: str) -> list[Link]:
        """Links of these kinds (none given: all) that start or end at a node, by id."""
        if self._reads is not None:
            self._reads.add(("links", node_id, ""))
        links = self.document.links_of(node_id)
        if not links:
            return links
        if kinds:
            links = [link for link in links if link.kind in kinds]
        return sorted(links, key=_by_id) if len(links) > 1 else links

    def others(self, node_id: str, *kinds: str) -> list[Node]:
        """Nodes at the other end of its links of these kinds."""
        links = self.links_of(node_id, *kinds)
        return self._nodes([link.target if link.source == node_id else link.source for link in links])

    def targets(self, node_id: str, *kinds: str) -> list[Node]:
        """Nodes that its links of these kinds lead to."""
        return self._nodes([link.target for link in self.links_of(node_id, *kinds) if link.source == node_id])

    def sources(self, node_id: str, *kinds: str) -> list[Node]:
        """Nodes whose links of these kinds lead to it."""
        return self._nodes([link.source for link in self.links_of(node_id, *kinds) if link.target == node_id])

    def overlays_of(self, node_id: str, name: str = "") -> list[Node]:
        """Overlays that list this node as a member, of one service if given."""
        if self._reads is not None:
            self._reads.add(("overlays", node_id, ""))
        overlays = self.document.overlays_of(node_id)
        if not overlays:
            return []
        overlays = sorted(overlays, key=_by_id)
        if self._reads is not None:
            self._reads.update(("node", overlay.id, "") for overlay in overlays)
        return [overlay for overlay in overlays if not name or overlay.service.stored_name == name]

    def members_of(self, overlay: Node) -> list[Node]:
        """The nodes an overlay holds, as far as they exist."""
        return self._nodes(overlay.members)

    # routes

    def default_routes(self, subnet: Node) -> tuple[list[Node], bool]:
        """What a subnet's default route leads to, and whether any route is drawn for it at all."""
        return self.remembered("default routes", subnet.id, lambda: self._default_routes(subnet))

    def _default_routes(self, subnet: Node) -> tuple[list[Node], bool]:
        tables = [n for n in self.others(subnet.id, "associate") if n.service.stored_name == "route_table"]
        routes = [
            link
            for holder in (subnet, *tables)
            for link in self.links_of(holder.id, "route")
            if link.source == holder.id
        ]
        default = [
            link.target
            for link in routes
            if str(link_value(link, "destination") or EVERYWHERE[0]) in EVERYWHERE
        ]
        return self._nodes(default), bool(routes)

    def internet_gateways(self, vpc: Node) -> list[Node]:
        """The internet gateways that stand in a VPC or are attached to it."""
        return self.remembered("internet gateways", vpc.id, lambda: self._internet_gateways(vpc))

    def _internet_gateways(self, vpc: Node) -> list[Node]:
        attached = [n for n in self.others(vpc.id, "attach") if n.service.stored_name == "internet_gateway"]
        found = {node.id: node for node in (*self.inside(vpc.id, "internet_gateway"), *attached)}
        return [found[node_id] for node_id in sorted(found)]

    def is_public(self, subnet: Node) -> bool | None:
        """Whether a subnet's default route leads to the internet; without routes, what it says of itself.

        None where neither is drawn; such a subnet has no way in from the internet.
        """
        return self.remembered("public", subnet.id, lambda: self._is_public(subnet))

    def _is_public(self, subnet: Node) -> bool | None:
        targets, drawn = self.default_routes(subnet)
        if not drawn:
            public = value(subnet, "public")
            return None if public is None else bool(public)
        names = {target.service.stored_name for target in targets}
        if "internet_gateway" in names:
            return True
        vpc = self.node(self.where(subnet).vpc)
        return bool(names.intersection(_ROUTE_OUT)) and vpc is not None and bool(self.internet_gateways(vpc))

    # reachability

    def reaches(self, source: str, target: str) -> bool:
        """Whether traffic, target, event and origin links lead from one node to the other."""
        if self._reads is not None:
            self._reads.add(("everything", None, ""))
        import networkx

        network = self._flow()
        return source in network and target in network and bool(networkx.has_path(network, source, target))

    def _flow(self) -> DiGraph[str]:
        if self._network is None:
            import networkx

            flow = ("traffic", "target", "event", "origin", "alias", "subscribe", "deliver")
            self._network = networkx.DiGraph()
            self._network.add_edges_from(
                (a.source, a.target) for a in self.document.links() if a.kind in flow
            )
        return self._network

    # following changes

    def update(self, change: Change) -> set[Key]:
        """Follow a change that the document has taken; gives the keys of all that reads differently now."""
        touched = self._index.update(change)
        self._answers.clear()
        if touched:
            self._network = None
            touched.add(("everything", None, ""))
        return touched


def _by_id(record: Node | Link | Note) -> str:
    return record.id
