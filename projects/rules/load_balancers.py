"""Load balancers (ELB): zones, schemes and listeners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from projects.facts import link_value, value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.balancer_remedies import (
    certified,
    encrypted,
    filtered,
    fixed_addresses,
    listener_lines,
    spoken,
    with_lines,
)
from projects.rules.fixes import set_properties
from projects.rules.internet_remedies import public_subnets
from projects.rules.reachability import INTERNET, from_internet, one_per_zone
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.second_zones import special_zone, spread
from projects.rules.wording import The, the

ALB, NLB, CLB = "application_load_balancer", "network_load_balancer", "classic_load_balancer"
GWLB = "gateway_load_balancer"
_FROM_OUTSIDE = INTERNET | {"internet_gateway", "cloudfront", "global_accelerator", "route53"}
_API = "botocore service model elbv2; Elastic Load Balancing User Guide"

_ENCAPSULATED = ("GENEVE",)
"""What a Gateway Load Balancer speaks with its targets; as its listener it says nothing."""


class Listener(NamedTuple):
    """One line of a balancer's listeners: "HTTP 80 redirect"."""

    protocol: str
    port: int | None
    redirect: bool
    certificate: str | None
    """What the line says of its certificate; "none" for explicitly none."""


def listeners(node: Node) -> list[Listener]:
    """The listeners a balancer's text gives, one for each line; None of a port that is no number."""
    found = []
    for line in re.split(r"[\n;,]+", str(value(node, "listeners") or "")):
        words = line.replace(":", " ").split()
        if not words:
            continue
        port = int(words[1]) if len(words) > 1 and re.fullmatch(r"-?\d+", words[1]) else None
        rest = [word.lower() for word in words[1:]]
        named = [word.partition("=")[2] or word for word in rest if word.startswith(("certificate", "acm"))]
        found.append(Listener(words[0].upper(), port, "redirect" in rest, named[0] if named else None))
    return found


def is_internal(node: Node) -> bool:
    """Whether a balancer is internal; without a scheme it faces the internet, as in the API."""
    return bool(value(node, "scheme") == "internal")


class BalancerZones(Rule):
    """ELB001: an Application Load Balancer needs two zones."""

    id = "ELB001"
    summary = "An Application Load Balancer uses subnets in at least two Availability Zones."
    rationale = "CreateLoadBalancer refuses fewer."
    source = _API
    applies_to = (ALB,)
    parameters: ClassVar = {"min_zones": 2}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        subnets = graph.listed_subnets(node)
        zones = graph.zones_of(node) if subnets else None
        if zones is None or len(zones) >= self.parameters["min_zones"] or special_zone(graph, subnets):
            return
        if not value(node, "outpost"):
            yield self.finding(
                f"{The(graph, node)} uses one Availability Zone only; add a subnet in a second.",
                node,
                fix=spread(graph, node),
            )


class OneSubnetPerZone(Rule):
    """ELB002: one subnet in each zone."""

    id = "ELB002"
    summary = "A load balancer takes one subnet in each Availability Zone."
    rationale = "The API refuses two of one zone."
    source = _API
    applies_to = (ALB, NLB, GWLB)
    parameters: ClassVar = {"max_per_zone": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        yield from one_per_zone(self, node, graph.listed_subnets(node), graph)


class FacingInternet(Rule):
    """ELB003: who faces the internet stands where it can be reached."""

    id = "ELB003"
    summary = "An internet-facing load balancer is in public subnets."
    rationale = "Without an internet gateway creation fails; without the route no client can connect."
    source = "AWS Network Firewall Developer Guide; Elastic Load Balancing User Guide (not re-read)"
    applies_to = (ALB, NLB, CLB)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        subnets = graph.subnets_of(node)
        if is_internal(node) or special_zone(graph, subnets) or value(node, "outpost"):
            return
        private = [subnet for subnet in subnets if not graph.is_public(subnet)]
        if private:
            yield self.finding(
                f"{The(graph, node)} faces the internet but uses {the(graph, private[0])}, which is "
                "private; choose"
                " public subnets or make it internal.",
                node,
                *private,
                fix=self.reachable(node, graph),
            )

    def reachable(self, balancer: Node, graph: Graph) -> Fix | None:
        """Public subnets of its zones where the internet calls it, else internal."""
        sources = graph.sources(balancer.id, "traffic", "origin", "alias", "target")
        if not any(source.service.stored_name in _FROM_OUTSIDE for source in sources):
            return set_properties("Make it internal", balancer.id, scheme="internal")
        publics = public_subnets(graph.vpc_of(balancer), graph)
        listed = graph.listed_subnets(balancer)
        chosen = tuple(publics.get(graph.zone_of(subnet) or "", "") for subnet in listed)
        if not listed or not all(chosen):
            return None
        return set_properties("Use the public subnets of its zones", balancer.id, subnets=chosen)


class ListenerProtocol(Rule):
    """ELB005: an Application Load Balancer speaks HTTP."""

    id = "ELB005"
    summary = "Each listener's protocol is one that the kind of load balancer speaks."
    rationale = "The API refuses others."
    source = _API
    applies_to = (ALB, NLB, CLB, GWLB)
    parameters: ClassVar = {
        ALB: ("HTTP", "HTTPS"),
        NLB: ("TCP", "UDP", "TCP_UDP", "TLS", "QUIC", "TCP_QUIC"),
        CLB: ("HTTP", "HTTPS", "TCP", "SSL"),
        GWLB: (),
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        legal = self.parameters[node.service.stored_name]
        for listener in listeners(node):
            if listener.protocol not in (legal or _ENCAPSULATED):
                words = ", ".join(legal) or "no listener protocol"
                yield self.finding(
                    f"{The(graph, node)} has a {listener.protocol} listener; it speaks {words}.",
                    node,
                    fix=spoken(node, listener.protocol),
                )


class ListenerCertificate(Rule):
    """ELB006: HTTPS needs a certificate."""

    id = "ELB006"
    summary = "An HTTPS, TLS or SSL listener has a certificate."
    rationale = "The API asks for one."
    source = "cfn-lint E3676, E3679"
    applies_to = (ALB, NLB, CLB)
    parameters: ClassVar = {"secure": ("HTTPS", "TLS", "SSL")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        secure = [listener for listener in listeners(node) if listener.protocol in self.parameters["secure"]]
        bare = [listener for listener in secure if listener.certificate in (None, "none")]
        if bare and not any(
            other.service.stored_name == "acm_certificate" for other in graph.others(node.id)
        ):
            yield self.finding(
                f"{The(graph, node)} has an {bare[0].protocol} listener without a certificate; associate "
                "one from"
                " ACM.",
                node,
                fix=certified(node, graph),
            )


class ClearText(Rule):
    """ELB012: HTTP only redirects."""

    id = "ELB012"
    summary = "An internet-facing load balancer serves HTTPS; HTTP only redirects."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Clear text can be read and changed in transit."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = (ALB, CLB)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if not is_internal(node) and any(x.protocol == "HTTP" and not x.redirect for x in listeners(node)):
            yield self.finding(
                f"{The(graph, node)} serves plain HTTP; serve HTTPS and redirect HTTP to it.",
                node,
                fix=encrypted(node, graph),
            )


class ListenerPort(Rule):
    """ELB016: a port is bound once."""

    id = "ELB016"
    summary = "Listener ports are unique for a load balancer and lie in 1 to 65535."
    rationale = "A port and protocol can be bound once."
    source = _API
    applies_to = (ALB, NLB, CLB)
    parameters: ClassVar = {"min": 1, "max": 65535}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        seen: set[int] = set()
        for number, listener in enumerate(listeners(node)):
            if listener.port is None:
                continue
            if not self.parameters["min"] <= listener.port <= self.parameters["max"]:
                yield self.finding(
                    f"{The(graph, node)} listens on port {listener.port}; use 1 to 65535.",
                    node,
                    fix=self.without(node, number),
                )
            if listener.port in seen:
                yield self.finding(
                    f"{The(graph, node)} listens twice on port {listener.port}; keep one.",
                    node,
                    fix=self.without(node, number),
                )
            seen.add(listener.port)

    def without(self, node: Node, number: int) -> Fix:
        """The listeners without one of them."""
        lines = listener_lines(node)
        return with_lines(f"Leave {lines[number]} out", node, [*lines[:number], *lines[number + 1 :]])


class FixedAddress(Rule):
    """ELB017: an Application Load Balancer has no fixed address."""

    id = "ELB017"
    summary = "Elastic IPs belong to internet-facing Network Load Balancers, not to other kinds."
    rationale = (
        "The API takes none; Global Accelerator gives fixed addresses before an Application Load Balancer."
    )
    source = _API
    link_kinds = ("associate", "attach")

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        for one, other in ((link.source, link.target), (link.target, link.source)):
            address, balancer = graph.node(one), graph.node(other)
            if address is None or balancer is None or address.service.name != "elastic_ip":
                continue
            inside = balancer.service.stored_name == NLB and is_internal(balancer)
            if balancer.service.stored_name in (ALB, CLB, GWLB) or inside:
                advice = "make it face the internet" if inside else "use a Network Load Balancer"
                what = f"{The(graph, balancer)}{', which is internal,' if inside else ''}"
                yield self.finding(
                    f"{what} takes no Elastic IP; {advice}.",
                    link,
                    balancer,
                    address,
                    fix=fixed_addresses(link, address, balancer, graph),
                )


class Unprotected(Rule):
    """ELB019: AWS WAF filters common exploits."""

    id = "ELB019"
    summary = "An internet-facing Application Load Balancer is protected by AWS WAF."
    severity: ClassVar[Severity] = "info"
    category: ClassVar[Category] = "security"
    rationale = "AWS WAF filters common exploits."
    source = "AWS fundamentals text, security services (not re-read)"
    applies_to = (ALB,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        around = {other.service.stored_name for other in graph.others(node.id)}
        callers = graph.sources(node.id)
        for gateway in [caller for caller in callers if caller.service.name == "internet_gateway"]:
            callers += graph.sources(gateway.id)  # drawn on the way from CloudFront to the balancer
        behind = any(caller.service.name == "cloudfront" for caller in callers)
        if not is_internal(node) and "waf_web_acl" not in around and not behind:
            yield self.finding(
                f"{The(graph, node)} has no web ACL; protect it with AWS WAF.",
                node,
                fix=filtered(node, graph),
            )


class InternalFromOutside(Rule):
    """ELB020: an internal balancer has private addresses only."""

    id = "ELB020"
    summary = (
        "An internal load balancer is not called by internet users, nor by CloudFront without a VPC origin."
    )
    rationale = "Its nodes have private addresses only."
    source = _API
    link_kinds = ("traffic",)
    targets = (ALB, NLB, CLB)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        target = graph.node(link.target)
        if target is None or target.service.stored_name not in (ALB, NLB, CLB) or not is_internal(target):
            return
        source = from_internet(link, graph)
        front = graph.node(link.source)
        if source is None and front is not None and front.service.name == "cloudfront":
            source = None if link_value(link, "vpc_origin") else front
        if source is not None:
            yield self.finding(
                f"{The(graph, source)} cannot reach {the(graph, target)}, which is internal; make it "
                "face the internet.",
                link,
                target,
                fix=self.face_internet(target, graph),
            )

    def face_internet(self, balancer: Node, graph: Graph) -> Fix | None:
        """Let it face the internet, in a public subnet of each zone it serves; None if one has none."""
        label = "Make it face the internet"
        zones: dict[str | None, str] = {}
        for subnet in graph.inside(graph.where(balancer).vpc, "subnet"):
            if graph.is_public(subnet):
                zones.setdefault(graph.zone_of(subnet), subnet.id)
        listed = graph.listed_subnets(balancer)
        if all(graph.is_public(subnet) for subnet in graph.subnets_of(balancer)):
            return set_properties(label, balancer.id, scheme="internet-facing")
        served = [zones.get(graph.zone_of(subnet), "") for subnet in listed]
        if not listed or not all(served):
            return None
        label = f"{label}, in public subnets"
        return set_properties(label, balancer.id, scheme="internet-facing", subnets=tuple(served))
