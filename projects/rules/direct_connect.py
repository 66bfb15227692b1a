"""AWS Direct Connect (HYB004 to HYB006, HYB015): lines, their speeds and where they end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from projects.facts import link_value, value
from projects.graph import Graph
from projects.known_services import scope_of
from projects.records import Link, Node
from projects.rules.fixes import add_node, remove_link, set_properties
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, listed, the

LINE, GATEWAY, VGW = "direct_connect", "direct_connect_gateway", "virtual_private_gateway"
_API = "AWS Direct Connect User Guide; API CreatePrivateVirtualInterface"
_ADVISOR = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
_CUSTOMER = frozenset({LINE, "customer_gateway", "on_premises", "corporate_data_center"})


def _far_ends(link: Link, graph: Graph) -> list[Node]:
    """The ends of a link that are not the customer's side of the line."""
    ends = [node for node in (graph.node(link.source), graph.node(link.target)) if node is not None]
    return [
        end
        for end in ends
        if end.service.stored_name not in _CUSTOMER and graph.where(end).on_premises is None
    ]


def _home(node: Node, graph: Graph) -> str:
    """The Region of a line's location; of anything else the Region it stands in; "" where not known."""
    return str(value(node, "home_region") or "") or graph.region_of(node)


class InterfaceEnds(Rule):
    """HYB004: a virtual interface ends at a gateway, not at an instance."""

    id = "HYB004"
    summary = (
        "A private virtual interface ends at a virtual private or Direct Connect gateway, a transit one at a"
        " Direct Connect gateway, a public one at public services."
    )
    rationale = "The API takes no other ends."
    source = f"{_API} (not re-read)"
    link_kinds = ("dx",)
    parameters: ClassVar = {
        "private": (VGW, GATEWAY),
        "transit": (GATEWAY,),
        "not_known": (VGW, GATEWAY, "transit_gateway", "region", "aws_cloud", "account", "vpc", "internet"),
        "any": ("cloud_wan", "site_to_site_vpn"),
        "behind_gateway": (VGW, "transit_gateway", "cloud_wan"),
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        ends = _far_ends(link, graph)
        if not ends or any(end.service.stored_name in self.parameters["any"] for end in ends):
            return
        wrong = self.wrong(ends, str(link_value(link, "vif") or ""), graph)
        if wrong is None:
            return
        yield self.finding(
            f"A virtual interface of Direct Connect cannot end at {the(graph, wrong)}; let it end at a "
            "virtual private gateway or a Direct Connect gateway.",
            link,
            wrong,
            fix=self.remedy(link, wrong, graph),
        )

    def wrong(self, ends: list[Node], kind: str, graph: Graph) -> Node | None:
        """The end that no interface of this kind may have."""
        if len(ends) == 2:
            names = [end.service.stored_name for end in ends]
            if GATEWAY not in names:
                return ends[1] if names[0] == VGW else ends[0]
            other = ends[1 - names.index(GATEWAY)]
            sound = other.service.stored_name in (*self.parameters["behind_gateway"], "vpc", GATEWAY)
            return None if sound else other
        end, name = ends[0], ends[0].service.stored_name
        if kind in ("private", "transit"):
            return None if name in self.parameters[kind] else end
        if kind == "public":
            # A regional service drawn in a VPC stands in the wrong place, but is a public service.
            regional = scope_of(end.service) in ("region", "global", "edge")
            private = graph.where(end).vpc is not None and name not in (VGW, "vpc") and not regional
            return end if name == GATEWAY or private else None
        inside = graph.where(end).vpc is not None or end.service.shape == "overlay"
        return end if inside and name not in self.parameters["not_known"] else None

    def remedy(self, link: Link, wrong: Node, graph: Graph) -> Fix | None:
        """Let the interface end at the virtual private gateway of the VPC, a new one if there is none."""
        if len(_far_ends(link, graph)) > 1:
            return remove_link("Remove the link", link.id)
        vpc = graph.vpc_of(wrong)
        here = {_home(end, graph) for end in map(graph.node, (link.source, link.target)) if end is not None}
        if vpc is not None and len((here | {graph.region_of(vpc)}) - {""}) > 1:
            return None  # a gateway of another Region takes a Direct Connect gateway besides
        if vpc is not None and link_value(link, "vif") != "transit":
            present = graph.inside(vpc.id, VGW)
            words = the(graph, present[0]) if present else "a new virtual private gateway"
            return end_at(link, wrong, VGW, vpc.id, f"End it at {words}", present, vif="private")
        region = graph.where(wrong).region
        if wrong.service.stored_name == "transit_gateway" and region is not None:
            label = "Put a Direct Connect gateway in between"
            return end_at(link, wrong, GATEWAY, region, label, [], on="attach", vif="transit")
        return None


def end_at(
    link: Link,
    wrong: Node,
    service: str,
    parent: str,
    label: str,
    present: list[Node],
    *,
    on: str = "",
    vif: str | None = None,
) -> Fix:
    """Let a link end at a gateway instead (``present`` or a new one), which ``on`` joins with the old end."""
    from projects import edits
    from projects.document import Draft
    from projects.rules.remedies import drafted, new_node

    def work(draft: Draft) -> None:
        there = draft.node(present[0].id) if present else None
        gateway = there or new_node(draft, service, parent)
        now = draft.get(link.id)
        if not isinstance(now, Link):
            return
        end = "target" if link.target == wrong.id else "source"
        details = {**now.details, "vif": vif} if vif else now.details
        draft.put(now.model_copy(update={end: gateway.id, "details": details}))
        if on:
            edits.connect(draft, gateway.id, wrong.id, on)

    return drafted(label, work, link.id, wrong.id, parent)


class SecondLine(Rule):
    """HYB005: one line is a single point of failure."""

    id = "HYB005"
    summary = "A Direct Connect line has a second one, or a VPN as its backup."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "A line or its location may fail; Trusted Advisor asks for resilience of the location."
    source = _ADVISOR
    applies_to = (LINE,)
    parameters: ClassVar = {"min": 2}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if (value(node, "ports") or 1) >= self.parameters["min"] or len(graph.nodes_of(LINE)) > 1:
            return
        if graph.nodes_of("site_to_site_vpn"):
            return
        ends = graph.nodes_of("customer_gateway", VGW, "transit_gateway", "on_premises", "cloud_wan")
        if any(graph.links_of(end.id, "vpn") for end in ends):
            return
        yield self.finding(
            f"{The(graph, node)} is the only line; add a second one or a VPN as its backup.",
            node,
            fix=self.remedy(node, graph),
        )

    def remedy(self, node: Node, graph: Graph) -> Fix | None:
        """A second line between the same ends; None while the first one has faults of its own."""
        links = graph.links_of(node.id, "dx")
        doubtful = [finding for link in links for finding in InterfaceEnds().check_link(link, graph)]
        doubtful += [finding for link in links for finding in OtherRegion().check_link(link, graph)]
        if doubtful or any(PortSpeed().check(node, graph)):
            return None
        joined = [(link.kind, link.target) for link in links if link.source == node.id]
        feeding = [(link.kind, link.source) for link in links if link.target == node.id]
        holder = graph.node(node.parent)
        return add_node(
            "Add a second line",
            LINE,
            holder.id if holder is not None else None,
            near=node.id,
            links=joined,
            links_from=feeding,
            bandwidth=value(node, "bandwidth"),
            connection=value(node, "connection"),
        )


_SPEED = re.compile(r"(\d+(?:\.\d+)?)\s*(M|G)(?:bps|bit/s|b/s|b|i?bit)?", re.IGNORECASE)


def _mbps(text: str) -> Decimal | None:
    """A port speed in Mbps; None if it is no number with a unit."""
    match = _SPEED.fullmatch(text.strip())
    return None if match is None else Decimal(match[1]) * (1000 if match[2].upper() == "G" else 1)


class PortSpeed(Rule):
    """HYB006: ports come in fixed speeds."""

    id = "HYB006"
    summary = "A port's speed exists: dedicated 1, 10, 100 or 400 Gbps, hosted 50 Mbps to 25 Gbps in steps."
    rationale = "Other speeds cannot be ordered."
    source = f"{_API} (not re-read)"
    applies_to = (LINE,)
    parameters: ClassVar = {
        "dedicated": ("1G", "10G", "100G", "400G"),
        "hosted": ("50M", "100M", "200M", "300M", "400M", "500M", "1G", "2G", "5G", "10G", "25G"),
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        given = str(value(node, "bandwidth") or "")
        speed = _mbps(given)
        if speed is None:
            return
        kind = str(value(node, "connection") or "")
        kinds = (kind,) if kind in self.parameters else ("dedicated", "hosted")
        names = {name for each in kinds for name in self.parameters[each]}
        legal = sorted(names, key=lambda name: _mbps(name) or Decimal(0))
        if speed in [_mbps(name) for name in legal]:
            return
        nearest = next((name for name in legal if (_mbps(name) or Decimal(0)) > speed), legal[-1])
        words = f"a {kind} port" if kind else "a port"
        yield self.finding(
            f"{The(graph, node)} has {given}, but {words} has {listed(legal, 'or')}.",
            node,
            fix=set_properties(f"Make it {nearest}", node.id, bandwidth=nearest),
        )


class OtherRegion(Rule):
    """HYB015: other Regions are reached through a Direct Connect gateway."""

    id = "HYB015"
    summary = (
        "A private virtual interface straight to a virtual private gateway serves a VPC of the Region of its"
        " location."
    )
    rationale = "Other Regions take a Direct Connect gateway."
    source = _API
    link_kinds = ("dx",)
    parameters: ClassVar = {"kinds": ("", "private")}

    def joins(self, kind: str, source: str, target: str) -> bool:
        return kind in self.link_kinds and {source, target} == {LINE, VGW}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        line, gateway = graph.node(link.source), graph.node(link.target)
        if line is None or gateway is None:
            return
        if line.service.stored_name == VGW:
            line, gateway = gateway, line
        if (line.service.stored_name, gateway.service.stored_name) != (LINE, VGW):
            return
        if str(link_value(link, "vif") or "") not in self.parameters["kinds"]:
            return
        here, there = _home(line, graph), graph.region_of(gateway)
        if not here or not there or here == there:
            return
        around = graph.node(graph.where(line).region)
        parent = around.parent if around is not None else graph.where(gateway).region
        fix = None
        if parent is not None:
            label = "Put a Direct Connect gateway in between"
            fix = end_at(link, gateway, GATEWAY, parent, label, [], on="dx", vif="private")
        yield self.finding(
            f"{The(graph, line)} of {here} cannot end at {the(graph, gateway)} in {there}; put a Direct "
            "Connect gateway in between.",
            link,
            line,
            gateway,
            fix=fix,
        )
