"""What reaches what on a drawing, over which ways, and in which zones it stands: what a drill goes by."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from projects.document import Document
from projects.facts import link_value, value
from projects.graph import Graph
from projects.records import Link, Node

if TYPE_CHECKING:
    from networkx import DiGraph

FLOW = frozenset(
    {"traffic", "target", "event", "origin", "alias", "record", "subscribe", "deliver", "mount", "vpn", "dx"}
)
"""Kinds of links over which one thing reaches another."""

DATA_STORES = frozenset(
    {
        *("rds_instance", "aurora_cluster", "dynamodb_table", "documentdb", "neptune", "elasticache_cluster"),
        *("memorydb", "redshift_cluster", "opensearch", "timestream", "s3_bucket", "efs_file_system", "fsx"),
        *("ebs_volume", "on_premises_database"),
    }
)

_ENDPOINTS = ("gateway_endpoint", "interface_endpoint")
_SOURCE = ""
"""A node before all entries; no record has this id."""


class Edge(NamedTuple):
    """One thing reaches another over a link, or as a member of the group that the link leads to."""

    source: str
    target: str
    link: str


class Paths:
    """The ways of a document as it stands; make another after a change."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.graph = Graph(document)
        self._ways: dict[str, set[str]] = {}
        self.edges = tuple(self._edges())
        self.entries = self._entries()
        """Where requests begin: users, the internet, sites, and what nothing drawn calls."""

    def title(self, node_id: str) -> str:
        """How a sentence names a node: a frame by its title, an icon in quotes, with its zone if unnamed."""
        node = self.document.node(node_id)
        if node is None:
            return f"“{node_id}”"
        if node.service.is_container():
            return node.title.replace(": ", " ")
        zone = self.graph.zone_of(node) if not node.label else None
        return f"“{node.title}” in {zone}" if zone else f"“{node.title}”"

    # where things stand

    def zones(self, node: Node) -> frozenset[tuple[str | None, str]] | None:
        """The zones whose loss takes a part of a node, with their Region; None where it is bound to none."""
        if spread_by_itself(node):
            return None
        found = self.graph.zones_of(node)
        region = self.graph.where(node).region
        return None if found is None else frozenset((region, zone) for zone in found)

    def may_lie_in_one(self, node: Node) -> bool:
        """Whether a node runs in one zone of its subnets only, and the drawing does not say which."""
        alone = value(node, "deployment") == "single_az" or value(node, "multi_az") is False
        return alone and not spread_by_itself(node)

    # reaching

    def reached(self, lost: Collection[str] = ()) -> set[str]:
        """What is reached from the entries while these nodes are gone."""
        import networkx

        flow = self._flow(lost)
        return set(networkx.descendants(flow, _SOURCE)) if _SOURCE in flow else set()

    def reached_from(self, entries: Iterable[str]) -> set[str]:
        """What these entries reach while nothing is gone."""
        import networkx

        flow = self._flow(())
        found = (networkx.descendants(flow, entry) for entry in entries if entry in flow)
        return set().union(*found)

    def stores_of(self, lost: Collection[str] = ()) -> set[tuple[str, str]]:
        """Pairs of an entry and a data store that it reaches while these nodes are gone."""
        import networkx

        flow = self._flow(lost)
        found = set()
        for entry in self.entries:
            if entry in flow:
                inside = networkx.descendants(flow, entry)
                found |= {(entry, other) for other in inside if self._is_store(other)}
        return found

    @cached_property
    def behind(self) -> dict[str, set[str]]:
        """For each node the others that are reached through it only, from whatever entry."""
        return self._dominated(_SOURCE, self._flow(()), lambda node_id: True)

    @cached_property
    def stores_behind(self) -> dict[str, set[tuple[str, str]]]:
        """For each node the pairs of an entry and a data store that only it connects."""
        flow = self._flow(())
        found: dict[str, set[tuple[str, str]]] = {}
        for entry in self.entries:
            for node_id, stores in self._dominated(entry, flow, self._is_store).items():
                found.setdefault(node_id, set()).update((entry, store) for store in stores)
        return found

    def _dominated(
        self, start: str, flow: DiGraph[str], wanted: Callable[[str], bool]
    ) -> dict[str, set[str]]:
        """Node -> the wanted ones that every way from the start leads to through it, itself too."""
        import networkx

        found: dict[str, set[str]] = {}
        if start not in flow:
            return found
        before = networkx.immediate_dominators(flow, start)
        for node_id in before:
            at: str | None = node_id if node_id != start and wanted(node_id) else None
            while at is not None and at != start:
                found.setdefault(at, set()).add(node_id)
                at = before.get(at)
        return found

    def _is_store(self, node_id: str) -> bool:
        node = self.document.node(node_id)
        return node is not None and node.service.stored_name in DATA_STORES

    def _flow(self, lost: Collection[str]) -> DiGraph[str]:
        import networkx

        flow: DiGraph[str] = networkx.DiGraph()
        flow.add_edges_from((edge.source, edge.target) for edge in self.open_edges(lost))
        flow.add_edges_from((_SOURCE, entry) for entry in self.entries if entry not in lost)
        return flow

    def open_edges(self, lost: Collection[str] = ()) -> Iterator[Edge]:
        """The edges that are left while these nodes are gone; standbys take over from their primaries."""
        for edge in self.edges:
            if edge.source in lost or not self._is_passable(edge, lost):
                continue
            if edge.target not in lost:
                yield edge
            else:
                for standby in self._standbys(edge.target):
                    if standby not in lost:
                        yield Edge(edge.source, standby, edge.link)

    def _standbys(self, node_id: str) -> list[str]:
        others = self.graph.others(node_id, "replicate")
        return [other.id for other in others if value(other, "role") == "standby"]

    # ways through gateways

    def _is_passable(self, edge: Edge, lost: Collection[str]) -> bool:
        """Whether the gateways that a link needs are left: into a VPC, or out of it."""
        if not lost:
            return True
        source, target = self.document.node(edge.source), self.document.node(edge.target)
        link = self.document.get(edge.link)
        if source is None or target is None or (isinstance(link, Link) and link_value(link, "via")):
            return True
        inside, behind = self.graph.vpc_of(source), self.graph.vpc_of(target)
        if behind is not None and self._is_outside(source):
            gates = self.graph.internet_gateways(behind)
            return not gates or any(gate.id not in lost for gate in gates)
        if inside is not None and behind is None and self.graph.where(target).on_premises is None:
            return self._has_endpoint(inside, target, lost) or self.has_way_out(source, lost)
        return True

    def _is_outside(self, node: Node) -> bool:
        where = self.graph.where(node)
        return where.region is None and where.on_premises is None and node.service.category == "Actors"

    def _has_endpoint(self, vpc: Node, target: Node, lost: Collection[str]) -> bool:
        name = target.service.stored_name
        for endpoint in self.graph.inside(vpc.id, *_ENDPOINTS):
            service = str(value(endpoint, "service") or "").casefold()
            if endpoint.id not in lost and service and (service in name or name.split("_")[0] in service):
                return True
        return False

    def has_way_out(self, node: Node, lost: Collection[str]) -> bool:
        """Whether a way out of the VPC is left to a node; also where none is drawn, which is not known."""
        ways = self.ways_out(node)
        return not ways or any(way not in lost for way in ways)

    def ways_out(self, node: Node) -> set[str]:
        """What the default routes of its subnets lead to; without routes the NAT gateways of the VPC."""
        known = self._ways.get(node.id)
        if known is None:
            known = self._ways[node.id] = self._ways_out(node)
        return known

    def _ways_out(self, node: Node) -> set[str]:
        found: set[str] = set()
        for subnet in self.graph.subnets_of(node):
            targets, drawn = self.graph.default_routes(subnet)
            if drawn:
                found |= {target.id for target in targets}
            elif self.graph.is_public(subnet) is False:
                vpc = self.graph.where(subnet).vpc
                gates = self.graph.inside(vpc, "nat_gateway")
                own = self.graph.zone_of(subnet)
                near = [gate for gate in gates if own is not None and self.graph.zone_of(gate) == own]
                found |= {gate.id for gate in near or gates}
        return found

    # building

    def _edges(self) -> Iterator[Edge]:
        for link in self.document.links():
            if link.kind in FLOW and link.source != link.target:
                yield from self._edges_of(link)
        for node in self.document.nodes():
            if node.service.name == "auto_scaling_group":
                yield from (Edge(node.id, member, "") for member in node.members if member in self.document)

    def _edges_of(self, link: Link) -> Iterable[Edge]:
        """What leaves a group leaves its members; a tunnel is one in both directions."""
        group = self.document.node(link.source)
        members = group.members if group is not None and group.service.is_overlay() else ()
        for source in [member for member in members if member in self.document] or [link.source]:
            yield Edge(source, link.target, link.id)
        if link.kind in ("vpn", "dx"):
            yield Edge(link.target, link.source, link.id)

    def _entries(self) -> tuple[str, ...]:
        called = {edge.target for edge in self.edges}
        found: dict[str, None] = {}
        for edge in self.edges:
            node = self.document.node(edge.source)
            if (
                node is not None
                and not node.service.is_overlay()
                and (
                    edge.source not in called
                    or node.service.category == "Actors"
                    and self.graph.where(node).region is None
                )
            ):
                found[edge.source] = None
        return tuple(found)


def spread_by_itself(node: Node) -> bool:
    """Whether a service goes on without one of its zones, wherever it is drawn."""
    name = node.service.stored_name
    if str(value(node, "deployment") or "").startswith("multi_az") or value(node, "multi_az"):
        return True
    if name == "efs_file_system":
        return bool(value(node, "availability") != "one_zone")
    if name == "nat_gateway":
        return bool(value(node, "availability_mode") == "regional")
    return bool(name == "opensearch" and (value(node, "availability_zones") or 1) > 1)
