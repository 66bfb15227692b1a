"""Transit gateways (HYB011 to HYB013): what is attached to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.document import Draft
from projects.facts import link_value
from projects.graph import Graph
from projects.joined_networks import networks
from projects.records import Link, Node
from projects.rules.fixes import remove_link, set_link
from projects.rules.networks import ipv4_blocks
from projects.rules.renumbering import renumber
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the

HUB = "transit_gateway"
_API = "Amazon VPC Transit Gateways; API CreateTransitGatewayVpcAttachment"


def _attachment(link: Link, graph: Graph) -> tuple[Node, Node] | None:
    """The transit gateway and the VPC or subnet that a link attaches to it."""
    source, target = graph.node(link.source), graph.node(link.target)
    if source is None or target is None:
        return None
    return (source, target) if source.service.stored_name == HUB else (target, source)


class _AttachmentRule(Rule):
    link_kinds = ("attach",)

    def joins(self, kind: str, source: str, target: str) -> bool:
        ends = {source, target}
        return kind in self.link_kinds and HUB in ends and bool(ends & {"vpc", "subnet"})


class AttachedRegion(_AttachmentRule):
    """HYB011: a transit gateway serves its Region."""

    id = "HYB011"
    summary = "A transit gateway attaches VPCs of its own Region; others through transit gateway peering."
    rationale = "Attachments are regional."
    source = f"{_API} (not re-read)"

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        ends = _attachment(link, graph)
        if ends is None:
            return
        hub, network = ends
        here, there = graph.region_of(hub), graph.region_of(network)
        if not here or not there or here == there:
            return
        yield self.finding(
            f"{The(graph, hub)} of {here} cannot attach {the(graph, network)} in {there}; peer it with a "
            f"transit gateway of {there}.",
            link,
            hub,
            network,
            fix=self.remedy(link, hub, network, graph),
        )

    def remedy(self, link: Link, hub: Node, network: Node, graph: Graph) -> Fix | None:
        """A transit gateway of the other Region, there or new, that is peered with this one."""
        from projects import edits
        from projects.rules.remedies import drafted, new_node

        region = graph.where(network).region
        if region is None:
            return None
        present = graph.inside(region, HUB)
        label = f"Attach it to {the(graph, present[0])}" if present else "Add a transit gateway there"
        known = bool(present) and any(other.id == present[0].id for other in graph.others(hub.id))

        def work(draft: Draft) -> None:
            there = draft.node(present[0].id) if present else None
            other = there or new_node(draft, HUB, region)
            now = draft.get(link.id)
            if isinstance(now, Link):
                end = "source" if now.source == hub.id else "target"
                draft.put(now.model_copy(update={end: other.id}))
            if not known:
                edits.connect(draft, hub.id, other.id, "peer")

        return drafted(f"{label} and peer the two", work, link.id, hub.id, region)


class AttachedSubnets(_AttachmentRule):
    """HYB012: an attachment has one interface in a zone."""

    id = "HYB012"
    summary = "A VPC attachment lists one subnet in each Availability Zone."
    rationale = "The API refuses two of one zone."
    source = _API
    parameters: ClassVar = {"max_per_az": 1}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        ends = _attachment(link, graph)
        if ends is None:
            return
        hub, network = ends
        listed = link_value(link, "subnets")
        if isinstance(listed, list):
            yield from self.listed(link, [str(item) for item in listed], graph)
        elif network.service.stored_name == "subnet":
            yield from self.drawn(link, hub, network, graph)

    def listed(self, link: Link, ids: list[str], graph: Graph) -> Iterator[Finding]:
        kept: dict[str, str] = {}
        double = []
        for subnet_id in dict.fromkeys(ids):
            subnet = graph.node(subnet_id)
            zone = graph.zone_of(subnet) if subnet is not None else None
            if subnet is not None and kept.setdefault(zone or subnet_id, subnet_id) != subnet_id:
                double.append(subnet)
            elif subnet is None:
                kept[subnet_id] = subnet_id
        if double:
            fix = set_link("Keep one subnet in each zone", link.id, subnets=list(kept.values()))
            yield self.finding(
                f"The attachment lists {the(graph, double[0])} beside another subnet of "
                f"{graph.zone_of(double[0])}; keep one in each zone.",
                link,
                *double,
                fix=fix,
            )

    def drawn(self, link: Link, hub: Node, subnet: Node, graph: Graph) -> Iterator[Finding]:
        """The same where an attachment is drawn as a link to each subnet."""
        zone, vpc = graph.zone_of(subnet), graph.where(subnet).vpc
        if zone is None:
            return
        for other in graph.others(hub.id, "attach"):
            same = other.service.stored_name == "subnet" and graph.where(other).vpc == vpc
            if same and other.id < subnet.id and graph.zone_of(other) == zone:
                yield self.finding(
                    f"{The(graph, hub)} is attached to {the(graph, subnet)} beside another subnet of {zone}; "
                    "keep one in each zone.",
                    link,
                    subnet,
                    other,
                    fix=remove_link("Remove this attachment", link.id),
                )
                return


class AttachedOverlap(Rule):
    """HYB013: a transit gateway routes a block to one VPC."""

    id = "HYB013"
    summary = "VPCs on one transit gateway do not overlap."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "performance"
    rationale = "The block of the second one is not propagated, so a part of the traffic is lost."
    source = _API
    applies_to = (HUB,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        vpcs = [vpc for vpc in map(graph.node, sorted(networks(graph, node))) if vpc is not None]
        blocks = [(block, vpc) for vpc in vpcs for block in ipv4_blocks(vpc)]
        placed = sorted(
            ((block.network_address, block.broadcast_address, vpc) for block, vpc in blocks),
            key=lambda found: (found[0], found[1], found[2].id),
        )
        told: set[frozenset[str]] = set()
        for number, (_, last, one) in enumerate(placed):
            for first, _, other in placed[number + 1 :]:
                if first > last:
                    break
                pair = frozenset((one.id, other.id))
                if len(pair) == 2 and pair not in told:
                    told.add(pair)
                    yield self.of_two(node, one, other, graph)

    def of_two(self, hub: Node, one: Node, other: Node, graph: Graph) -> Finding:
        links = [link for link in graph.links_of(hub.id) if {link.source, link.target} & {one.id, other.id}]
        return self.finding(
            f"{The(graph, one)} and {the(graph, other)} on {the(graph, hub)} overlap; give one of them "
            "another block.",
            other,
            one,
            hub,
            *links,
            fix=renumber(other, graph) or renumber(one, graph),
        )
