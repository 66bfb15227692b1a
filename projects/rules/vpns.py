"""VPN (HYB001 to HYB003, HYB016): virtual private gateways and Site-to-Site connections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.document import Draft
from projects.facts import link_value, value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import add_node, remove_link, remove_node, set_link, set_properties
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the

VGW, VPN, CGW = "virtual_private_gateway", "site_to_site_vpn", "customer_gateway"
_API = "AWS Site-to-Site VPN User Guide; API CreateVpnConnection, AttachVpnGateway"
_ADVISOR = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"


def _vpcs(gateway: Node, graph: Graph) -> set[str]:
    """Ids of the VPCs a gateway stands in or is attached to."""
    attached = [node for node in graph.others(gateway.id, "attach") if node.service.stored_name == "vpc"]
    found = {graph.where(gateway).vpc, *(vpc.id for vpc in attached)}
    return {vpc for vpc in found if vpc is not None}


class OneGatewayPerVpc(Rule):
    """HYB001: one gateway for one VPC."""

    id = "HYB001"
    summary = "A VPC has one virtual private gateway, and a gateway is attached to one VPC."
    rationale = "AttachVpnGateway refuses a second one, and a second VPC."
    source = _API
    applies_to = (VGW, "vpc")
    parameters: ClassVar = {"max": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if node.service.stored_name == VGW:
            yield from self.gateway(node, graph)
            return
        attached = [n for n in graph.others(node.id, "attach") if n.service.stored_name == VGW]
        gateways = {gateway.id: gateway for gateway in (*graph.inside(node.id, VGW), *attached)}
        if len(gateways) > self.parameters["max"]:
            # The one with the fewest links is the one to do without.
            ordered = sorted(
                gateways.values(), key=lambda gateway: (len(graph.links_of(gateway.id)), gateway.id)
            )
            spare = ordered[0]
            yield self.finding(
                f"{The(graph, node)} has {len(gateways)} virtual private gateways; AWS attaches one: remove "
                "the others.",
                *ordered,
                node,
                fix=remove_node(f"Remove {the(graph, spare)}", spare.id),
            )

    def gateway(self, node: Node, graph: Graph) -> Iterator[Finding]:
        vpcs = _vpcs(node, graph)
        if len(vpcs) <= self.parameters["max"]:
            return
        links = [
            link
            for link in graph.links_of(node.id, "attach")
            if {link.source, link.target} & (vpcs - {graph.where(node).vpc})
        ]
        yield self.finding(
            f"{The(graph, node)} is attached to {len(vpcs)} VPCs; give each VPC its own.",
            node,
            *links,
            fix=remove_link("Remove the attachment", links[-1].id) if links else None,
        )


class VpnEnds(Rule):
    """HYB002: a VPN has a customer's side and AWS's side."""

    id = "HYB002"
    summary = (
        "A Site-to-Site VPN joins a customer gateway with a virtual private gateway, a transit gateway or a"
        " Cloud WAN core network."
    )
    rationale = "CreateVpnConnection takes exactly these ends."
    source = "botocore 1.44.5 service model ec2, CreateVpnConnection and CreateVpnConcentrator"
    link_kinds = ("vpn",)
    parameters: ClassVar = {
        "aws_side": (VGW, "transit_gateway", "cloud_wan", "vpn_concentrator", VPN),
        "customer_side": (CGW, VPN),
        "customer_gateway_not_drawn": ("on_premises", "corporate_data_center"),
        "other_vpn": ("client_vpn",),
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None:
            return
        names = (source.service.stored_name, target.service.stored_name)
        aws = self.parameters["aws_side"]
        customer = (*self.parameters["customer_side"], *self.parameters["customer_gateway_not_drawn"])
        if any(name in self.parameters["other_vpn"] for name in names):
            return
        if any(one in customer and other in aws for one, other in (names, names[::-1])):
            return
        # A customer gateway and the site it stands in.
        if all(name in customer for name in names) and graph.where(source).on_premises is not None:
            return
        wrong = next((n for n in (target, source) if n.service.stored_name not in (*aws, CGW)), target)
        yield self.finding(
            f"A Site-to-Site VPN cannot end at {the(graph, wrong)}; join a customer gateway with a virtual "
            "private gateway or a transit gateway.",
            link,
            wrong,
            fix=self.remedy(link, source, target, wrong, graph),
        )

    def remedy(self, link: Link, source: Node, target: Node, wrong: Node, graph: Graph) -> Fix | None:
        """Let the VPN end at the VPC's virtual private gateway, a new one if there is none."""
        from projects.rules.remedies import drafted, new_node

        other = source if wrong is target else target
        vpc = graph.vpc_of(wrong)
        if other.service.stored_name != CGW or vpc is None:
            return remove_link("Remove the link", link.id)
        present = graph.inside(vpc.id, VGW)
        words = the(graph, present[0]) if present else "a new virtual private gateway"

        def work(draft: Draft) -> None:
            gateway = draft.node(present[0].id) if present else None
            end = (gateway or new_node(draft, VGW, vpc.id)).id
            now = draft.get(link.id)
            if isinstance(now, Link):
                draft.put(now.model_copy(update={"target" if wrong is target else "source": end}))

        return drafted(f"End it at {words}", work, link.id, vpc.id)


class BothTunnels(Rule):
    """HYB003: AWS takes one tunnel away for maintenance."""

    id = "HYB003"
    summary = "Both tunnels of a VPN are used."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "AWS takes down one tunnel at a time for maintenance."
    source = _ADVISOR
    applies_to = (VPN,)
    link_kinds = ("vpn",)
    parameters: ClassVar = {"tunnels": 2}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        tunnels, wanted = value(node, "tunnels"), self.parameters["tunnels"]
        if tunnels is not None and tunnels < wanted:
            yield self.finding(
                f"{The(graph, node)} uses one tunnel only; use both.",
                node,
                fix=set_properties("Use both tunnels", node.id, tunnels=wanted),
            )

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        tunnels, wanted = link_value(link, "tunnels"), self.parameters["tunnels"]
        if isinstance(tunnels, int) and tunnels < wanted:
            gateway = graph.node(link.target)
            where = f" to {the(graph, gateway)}" if gateway is not None else ""
            yield self.finding(
                f"The VPN{where} uses one tunnel only; use both.",
                link,
                *([gateway] if gateway is not None else []),
                fix=set_link("Use both tunnels", link.id, tunnels=wanted),
            )


class TunnelSpeed(Rule):
    """HYB016: a tunnel is no fast line."""

    id = "HYB016"
    summary = "A VPN carries at most 1.25 Gbps in a tunnel; several tunnels add up only on a transit gateway."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "performance"
    rationale = "Faster links take Direct Connect, or equal-cost paths over a transit gateway."
    source = f"{_API} (not re-read)"
    link_kinds = ("vpn",)
    parameters: ClassVar = {"gbps_per_tunnel": 1.25, "gbps_per_large_tunnel": 5, "tunnels": 2}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        wanted = link_value(link, "gbps")
        if isinstance(wanted, bool) or not isinstance(wanted, int | float):
            return
        ends = [node for node in (graph.node(link.source), graph.node(link.target)) if node is not None]
        names = {end.service.stored_name for end in ends}
        around = [end for end in ends if end.service.stored_name == VPN]
        for connection in around:
            names |= {other.service.stored_name for other in graph.others(connection.id, "attach", "vpn")}
        large = any(value(connection, "tunnel_bandwidth") == "large" for connection in around)
        limit = self.parameters["gbps_per_large_tunnel" if large else "gbps_per_tunnel"]
        if names & {"transit_gateway", "cloud_wan"}:
            tunnels = link_value(link, "tunnels")
            limit *= tunnels if isinstance(tunnels, int) else self.parameters["tunnels"]
        if wanted > limit:
            yield self.finding(
                f"The VPN is to carry {wanted:g} Gbps but takes {limit:g}; use Direct Connect, or more "
                "tunnels on a transit gateway.",
                link,
                *ends,
                fix=self.remedy(link, ends, graph),
            )

    def remedy(self, link: Link, ends: list[Node], graph: Graph) -> Fix | None:
        """Direct Connect between the two ends, where both may be its ends."""
        from projects.rules.fixes import all_of

        customer = next((end for end in ends if end.service.stored_name == CGW), None)
        gateway = next((end for end in ends if end.service.stored_name == VGW), None)
        region = graph.where(gateway).region if gateway is not None else None
        if customer is None or gateway is None or region is None:
            return None
        line = add_node(
            "",
            "direct_connect",
            region,
            links=[("dx", gateway.id)],
            links_from=[("dx", customer.id)],
            bandwidth="10G",
        )
        slower = set_link("", link.id, gbps=None)
        return all_of("Add Direct Connect of 10 Gbps and keep the VPN as its backup", line, slower)
