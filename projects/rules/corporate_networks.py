"""Corporate networks and VPCs (HYB014, HYB017): a path between them, and addresses of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.document import Draft
from projects.facts import link_value, value
from projects.graph import Graph
from projects.joined_networks import WITH_PRIVATE_ADDRESS, at_private_address, hybrid_path_drawn, sites
from projects.known_services import known_services
from projects.records import Link, Node
from projects.rules.networks import overlap
from projects.rules.renumbering import renumber
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the
from projects.service import catalogue

_ON_PREMISES = frozenset({"on_premises_server", "on_premises_database", "corporate_data_center"})


class CorporatePath(Rule):
    """HYB014: private addresses are not reached over the internet."""

    id = "HYB014"
    summary = (
        "Traffic between a corporate network and private resources of a VPC has a VPN, Client VPN, Direct"
        " Connect, transit gateway or Cloud WAN."
    )
    rationale = "Private addresses cannot be reached otherwise."
    source = "AWS Well-Architected Framework (not re-read)"
    link_kinds = ("traffic",)
    parameters: ClassVar = {
        "links": ("vpn", "client_vpn", "direct_connect", "transit_gateway", "cloud_wan", "via"),
        "calls_from_its_subnets": ("lambda_function",),
    }

    def joins(self, kind: str, source: str, target: str) -> bool:
        private = WITH_PRIVATE_ADDRESS | {*self.parameters["calls_from_its_subnets"]}
        ends = ((source, target), (target, source))
        return kind in self.link_kinds and any(
            inner in private and _may_be_corporate(site) for site, inner in ends
        )

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or link_value(link, "via"):
            return
        if _is_corporate(source, graph):
            site, inner = source, target
            private = graph.vpc_of(inner) is not None and at_private_address(graph, inner)
        elif _is_corporate(target, graph):
            site, inner = target, source
            private = graph.vpc_of(inner) is not None and self.calls_privately(inner, graph)
        else:
            return
        if not private or value(inner, "outpost") or hybrid_path_drawn(graph):
            return
        yield self.finding(
            f"{The(graph, source)} cannot reach {the(graph, target)}: no VPN, Direct Connect or transit "
            "gateway joins the two networks; add one.",
            link,
            source,
            target,
            fix=self.remedy(site, inner, graph),
        )

    def calls_privately(self, node: Node, graph: Graph) -> bool:
        if node.service.stored_name in self.parameters["calls_from_its_subnets"]:
            return bool(graph.subnets_of(node))
        return at_private_address(graph, node)

    def remedy(self, site: Node, inner: Node, graph: Graph) -> Fix | None:
        """A customer gateway at the site, a virtual private gateway on the VPC, and a VPN between them."""
        from projects import edits
        from projects.rules.remedies import drafted, new_node

        vpc, home = graph.vpc_of(inner), graph.where(site).on_premises
        if vpc is None or home is None:
            return None
        routers = graph.inside(home, "customer_gateway")
        gateways = graph.inside(vpc.id, "virtual_private_gateway")

        def work(draft: Draft) -> None:
            router = (draft.node(routers[0].id) if routers else None) or new_node(
                draft, "customer_gateway", home
            )
            gateway = (draft.node(gateways[0].id) if gateways else None) or new_node(
                draft, "virtual_private_gateway", vpc.id
            )
            edits.connect(draft, router.id, gateway.id, "vpn")

        return drafted(f"Join {the(graph, vpc)} by a Site-to-Site VPN", work, vpc.id, home)


def _may_be_corporate(name: str) -> bool:
    """Whether things of a service may stand in a corporate network."""
    known, service = known_services().get(name), catalogue().get(name)
    inside = {*(known.inside if known else ()), *(service.inside if service else ())}
    return name in _ON_PREMISES or bool(inside & {"on_premises", "*"}) or name in ("ecs", "eks")


def _is_corporate(node: Node, graph: Graph) -> bool:
    """Whether something belongs to a corporate network, and not to AWS."""
    if node.service.stored_name in _ON_PREMISES:
        return True
    if value(node, "outpost") or node.service.stored_name in ("outposts", "snowball"):
        return False
    return graph.where(node).on_premises is not None


class CorporateOverlap(Rule):
    """HYB017: the VPC's own route wins."""

    id = "HYB017"
    summary = "A VPC that is joined with a corporate network does not overlap its addresses."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "performance"
    rationale = (
        "The local route wins inside the VPC, so hosts of the overlapping range are out of reach; harmless "
        "only where the corporate block is wider and its VPC part unused."
    )
    source = "AWS Site-to-Site VPN User Guide; API CreateVpnConnection, AttachVpnGateway (not re-read)"
    applies_to = ("vpc",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if not graph.nodes_of("on_premises"):
            return
        for site in sites(graph, node):
            both = overlap(node, site)
            if both is not None:
                yield self.finding(
                    f"{The(graph, node)} and {the(graph, site)} overlap ({both[0]} and {both[1]}); give the "
                    "VPC a block of its own.",
                    node,
                    site,
                    fix=renumber(node, graph),
                )
