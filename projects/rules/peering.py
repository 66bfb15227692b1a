"""VPC peering and paths between VPCs (HYB007 to HYB010)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import link_value
from projects.graph import Graph
from projects.joined_networks import (
    PEERING,
    WITH_PRIVATE_ADDRESS,
    at_private_address,
    joined,
    peered,
    routers,
    sites,
)
from projects.records import Link, Node
from projects.rules.fixes import add_link, remove_link, remove_node
from projects.rules.networks import overlap
from projects.rules.renumbering import renumber
from projects.rules.rule import Finding, Fix, Rule
from projects.rules.wording import The, the

_GUIDE = "Amazon VPC Peering Guide; EC2 API CreateVpcPeeringConnection"


def _pair(node: Node, graph: Graph) -> tuple[Node, Node] | None:
    """The two VPCs that a peering connection drawn as a node joins; None for an icon that stands for many."""
    ends = graph.others(node.id, "attach", "associate", "peer", "traffic")
    vpcs = {end.id: end for end in ends if end.service.stored_name == "vpc"}
    if len(vpcs) != 2:
        return None
    one, other = (vpcs[vpc_id] for vpc_id in sorted(vpcs))
    return one, other


class PeersOverlap(Rule):
    """HYB007: peers have different addresses."""

    id = "HYB007"
    summary = "Peered VPCs have no overlapping address block."
    rationale = "The peering connection fails."
    source = _GUIDE
    link_kinds = ("peer",)
    applies_to = (PEERING,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        pair = _pair(node, graph)
        if pair is not None:
            yield from self.compare(*pair, node, graph)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        one, other = graph.node(link.source), graph.node(link.target)
        if one is None or other is None or one.id == other.id:
            return
        if one.service.stored_name == other.service.stored_name == "vpc":
            yield from self.compare(one, other, link, graph)

    def compare(self, one: Node, other: Node, at: Node | Link, graph: Graph) -> Iterator[Finding]:
        both = overlap(one, other)
        if both is None:
            return
        yield self.finding(
            f"{The(graph, one)} and {the(graph, other)} cannot peer: {both[0]} and {both[1]} overlap; give "
            "one of them another block.",
            at,
            other,
            one,
            fix=renumber(other, graph) or renumber(one, graph),
        )


class NoWayBetween(Rule):
    """HYB008: A peers with B and B with C, but A does not reach C."""

    id = "HYB008"
    summary = (
        "Private traffic between two VPCs has a peering connection of the two, a shared transit gateway,"
        " Cloud WAN, PrivateLink or VPC Lattice."
    )
    rationale = "VPCs are apart unless they are joined, and peering is not transitive."
    source = _GUIDE
    link_kinds = ("traffic",)
    targets = WITH_PRIVATE_ADDRESS
    parameters: ClassVar = {
        "links": (PEERING, "transit_gateway", "cloud_wan", "interface_endpoint", "vpc_lattice", "via"),
        "replicated_by_aws": (
            *("rds_instance", "aurora_cluster", "documentdb", "neptune", "elasticache_cluster", "memorydb"),
            *("redshift_cluster", "opensearch"),
        ),
    }

    def joins(self, kind: str, source: str, target: str) -> bool:
        stores = self.parameters["replicated_by_aws"]
        replicas = source in stores and target in stores  # they do not call each other otherwise
        return super().joins(kind, source, target) and not replicas

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None:
            return
        if (home := graph.where(source).vpc) is not None and home == graph.where(target).vpc:
            return
        own, theirs = graph.vpc_of(source), graph.vpc_of(target)
        if own is None or theirs is None or own.id == theirs.id:
            return
        if link_value(link, "via") or link_value(link, "op") == "data_api":
            return
        if source.service.stored_name == "interface_endpoint" or not at_private_address(graph, target):
            return
        if joined(graph, own, theirs):
            return
        yield self.finding(
            f"{The(graph, source)} cannot reach {the(graph, target)} in another VPC; peer the two VPCs or "
            "attach both to a transit gateway.",
            link,
            source,
            target,
            fix=self.remedy(own, theirs, graph),
        )

    def remedy(self, own: Node, theirs: Node, graph: Graph) -> Fix | None:
        """Attach what is missing to a transit gateway that one is on, else peer the two."""
        for vpc, other in ((own, theirs), (theirs, own)):
            for router in map(graph.node, sorted(routers(graph, other))):
                if router is None or router.service.stored_name != "transit_gateway":
                    continue
                if graph.region_of(router) == graph.region_of(vpc):
                    label = f"Attach {the(graph, vpc)} to {the(graph, router)}"
                    return add_link(label, vpc.id, router.id, "attach")
        if (
            overlap(own, theirs) is not None
            or _calls_over(own, theirs, graph)
            or _calls_over(theirs, own, graph)
        ):
            return None
        return add_link(f"Peer {the(graph, own)} with {the(graph, theirs)}", own.id, theirs.id, "peer")


def _calls_over(vpc: Node, other: Node, graph: Graph) -> bool:
    """Whether something in a VPC calls a site that only the other one reaches: peering would not lend it."""
    if sites(graph, vpc) or not sites(graph, other):
        return False
    return any(
        graph.where(called).on_premises is not None
        for node in graph.inside(vpc.id)
        for called in graph.targets(node.id, "traffic")
    )


class GatewayOfPeer(Rule):
    """HYB009: a peer does not lend its gateways."""

    id = "HYB009"
    summary = (
        "A VPC does not use the internet gateway, NAT gateway, VPN, Direct Connect or gateway endpoint of a"
        " VPC it peers with."
    )
    rationale = "Peering carries no traffic from edge to edge."
    source = f"{_GUIDE} (not re-read)"
    link_kinds = ("traffic",)
    targets = (
        *("internet_gateway", "egress_only_internet_gateway", "nat_gateway", "gateway_endpoint"),
        *("virtual_private_gateway", "site_to_site_vpn", "on_premises_server", "on_premises_database"),
    )

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, gateway = graph.node(link.source), graph.node(link.target)
        if source is None or gateway is None or link_value(link, "via"):
            return
        if graph.where(gateway).on_premises is not None:
            yield from self.over_peer(link, source, gateway, graph)
            return
        own, theirs = graph.vpc_of(source), graph.vpc_of(gateway)
        if own is None or theirs is None or own.id == theirs.id or theirs.id not in peered(graph, own):
            return
        if routers(graph, own) & routers(graph, theirs):
            return
        yield self.finding(
            f"{The(graph, source)} cannot use {the(graph, gateway)} of a VPC it peers with; join the two by a"
            " transit gateway, or use a gateway of its own.",
            link,
            source,
            gateway,
            fix=self.remedy(link, own, gateway, graph),
        )

    def over_peer(self, link: Link, source: Node, server: Node, graph: Graph) -> Iterator[Finding]:
        """Traffic to a corporate network that only a peer is joined with."""
        own, site = graph.vpc_of(source), graph.where(server).on_premises
        if own is None or not at_private_address(graph, source) or sites(graph, own) or routers(graph, own):
            return
        if graph.inside(own.id, "virtual_private_gateway", "client_vpn"):
            return
        for peer in filter(None, map(graph.node, sorted(peered(graph, own)))):
            if any(found.id == site for found in sites(graph, peer)):
                yield self.finding(
                    f"{The(graph, source)} cannot reach {the(graph, server)} over {the(graph, peer)}, which "
                    "its VPC peers with; join the networks by a transit gateway, or add a VPN of its own.",
                    link,
                    source,
                    server,
                )
                return

    def remedy(self, link: Link, own: Node, gateway: Node, graph: Graph) -> Fix:
        """The gateway of the same kind in its own VPC if there is one; else the link goes."""
        from projects.rules.remedies import drafted, retarget

        there = graph.inside(own.id, gateway.service.stored_name)
        if not there:
            return remove_link("Remove the link", link.id)
        wanted = there[0].id
        label = f"Use {the(graph, there[0])} instead"
        return drafted(label, lambda draft: retarget(draft, link.id, wanted), link.id, wanted)


class OnePeering(Rule):
    """HYB010: two VPCs peer once."""

    id = "HYB010"
    summary = "The same two VPCs have one peering connection, and none leads from a VPC to itself."
    rationale = "The API refuses a second one."
    source = f"{_GUIDE} (not re-read)"
    link_kinds = ("peer",)
    applies_to = (PEERING,)
    parameters: ClassVar = {"max": 1}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        vpc = graph.node(link.source)
        if vpc is None or vpc.service.stored_name != "vpc":
            return
        remove = remove_link("Remove this peering", link.id)
        if link.source == link.target:
            yield self.finding(
                f"{The(graph, vpc)} cannot peer with itself; remove the link.", link, vpc, fix=remove
            )
            return
        other = graph.node(link.target)
        if other is None or other.service.stored_name != "vpc":
            return
        ends = {link.source, link.target}
        first = next(one for one in graph.links_of(vpc.id, "peer") if {one.source, one.target} == ends)
        if first.id != link.id:
            yield self.finding(
                f"{The(graph, vpc)} and {the(graph, other)} have two peering connections; keep one.",
                link,
                first,
                fix=remove,
            )

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        pair = _pair(node, graph)
        if pair is None:
            return
        for twin in graph.others(pair[0].id, "attach", "associate", "peer", "traffic"):
            if twin.service.stored_name == PEERING and twin.id < node.id and _pair(twin, graph) == pair:
                names = f"{The(graph, pair[0])} and {the(graph, pair[1])}"
                yield self.finding(
                    f"{names} have two peering connections; keep one.",
                    node,
                    twin,
                    fix=remove_node("Remove this peering", node.id),
                )
                return
