"""Load balancers (ELB): zones, schemes and listeners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from projects.graph import Graph, link_value, value
from projects.records import Link, Node
from projects.rules.fixes import set_properties
from projects.rules.reachability import from_internet, one_per_zone
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.wording import The, the

ALB, NLB, CLB = "application_load_balancer", "network_load_balancer", "classic_load_balancer"
GWLB = "gateway_load_balancer"
_API = "botocore service model elbv2; Elastic Load Balancing User Guide"


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


def special_zone(graph: Graph, subnets: list[Node]) -> bool:
    """Whether any of these subnets is in a Local Zone, a Wavelength Zone or on an Outpost."""
    for subnet in subnets:
        zone = graph.node(graph.where(subnet).zone)
        local = zone is not None and zone.service.stored_name == "local_zone"
        if local or value(subnet, "outpost") or re.search(r"-[a-z]{3}-\d", graph.zone_of(subnet) or ""):
            return True
    return False


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
                f"{The(graph, node)} uses one Availability Zone only; add a subnet in a second.", node
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
                fix=set_properties("Make it internal", node.id, scheme="internal"),
            )


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
            if listener.protocol not in legal:
                spoken = ", ".join(legal) or "no listener protocol"
                yield self.finding(
                    f"{The(graph, node)} has a {listener.protocol} listener; it speaks {spoken}.", node
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
            )


class TargetKinds(Rule):
    """ELB007: a bucket is no target."""

    id = "ELB007"
    summary = "Targets are of a kind that the load balancer can register."
    rationale = (
        "Target groups register instances, private addresses, one function or one Application Load Balancer."
    )
    source = _API
    link_kinds = ("target",)
    sources = (ALB, NLB, CLB, GWLB)
    parameters: ClassVar = {
        ALB: (
            *(
                "ec2_instance",
                "auto_scaling_group",
                "lambda_function",
                "ecs",
                "fargate",
                "eks",
                "elastic_beanstalk",
            ),
            *(
                "server",
                "elastic_network_interface",
                "interface_endpoint",
                "opensearch",
                "emr",
                "mq",
                "neptune",
                NLB,
            ),
        ),
        CLB: ("ec2_instance", "auto_scaling_group", "ecs", "eks"),
        GWLB: ("ec2_instance", "auto_scaling_group", "elastic_network_interface", "ecs", "fargate", "eks"),
        NLB: (
            *(
                "ec2_instance",
                "auto_scaling_group",
                "ecs",
                "fargate",
                "eks",
                "elastic_beanstalk",
                ALB,
                "server",
            ),
            *(
                "on_premises_database",
                "elastic_network_interface",
                "rds_instance",
                "aurora_cluster",
                "rds_proxy",
            ),
            *(
                "elasticache_cluster",
                "memorydb",
                "dax",
                "redshift_cluster",
                "documentdb",
                "neptune",
                "opensearch",
            ),
            *("msk", "mq", "emr", "efs_mount_target", "fsx", "interface_endpoint", "directory_service"),
            *("storage_gateway", "workspaces", "dms"),
        ),
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None:
            return
        legal = self.parameters.get(source.service.stored_name)
        if legal is not None and target.service.stored_name not in legal:
            yield self.finding(
                f"{The(graph, target)} cannot be a target of {the(graph, source)}; choose instances or "
                "functions.",
                link,
                target,
                source,
            )


class TargetVpc(Rule):
    """ELB008: instance targets are in the balancer's VPC."""

    id = "ELB008"
    summary = "Instance targets are in the VPC of the load balancer; others are registered by address."
    rationale = "Instance target groups are bound to a VPC."
    source = _API
    link_kinds = ("target",)
    targets = ("ec2_instance", "auto_scaling_group")

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or link_value(link, "target_type") == "ip":
            return
        if target.service.stored_name not in ("ec2_instance", "auto_scaling_group"):
            return
        own, other = graph.vpc_of(source), graph.vpc_of(target)
        if own is not None and other is not None and own.id != other.id:
            yield self.finding(
                f"{The(graph, target)} is in another VPC than {the(graph, source)}; register it by address.",
                link,
                target,
                source,
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
                f"{The(graph, node)} serves plain HTTP; serve HTTPS and redirect HTTP to it.", node
            )


class TargetZones(Rule):
    """ELB013: targets outlive a zone."""

    id = "ELB013"
    summary = "Targets are spread over at least two Availability Zones."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "One zone is a single point of failure."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = (ALB, NLB, CLB)
    parameters: ClassVar = {"min_zones": 2}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        zones: set[str] = set()
        instances = 0
        for target in graph.targets(node.id, "target"):
            if target.service.name not in ("ec2_instance", "auto_scaling_group"):
                return
            theirs = graph.zones_of(target)
            if theirs is None or graph.overlays_of(target.id, "auto_scaling_group"):
                return
            zones |= theirs
            instances += 1
        if instances and len(zones) < self.parameters["min_zones"]:
            yield self.finding(
                f"{The(graph, node)} has targets in one Availability Zone only; add some in a second.", node
            )


class NoTargets(Rule):
    """ELB014: an idle balancer is billed."""

    id = "ELB014"
    summary = "A load balancer has at least one target."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "cost_optimization"
    rationale = "Idle load balancers are billed by the hour."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = (ALB, NLB, CLB, GWLB)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        links = graph.links_of(node.id, "target", "traffic", "attach")
        leads = any(link.source == node.id for link in links)
        grouped = any(other.service.name == "auto_scaling_group" for other in graph.others(node.id, "attach"))
        if not leads and not grouped:
            yield self.finding(f"{The(graph, node)} has no targets; link it to what it serves.", node)


class PublicTargets(Rule):
    """ELB015: only the balancer needs a public address."""

    id = "ELB015"
    summary = "Targets of an internet-facing load balancer are in private subnets."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Only the load balancer needs public addresses."
    source = "AWS Well-Architected Framework (not re-read)"
    link_kinds = ("target",)
    targets = ("ec2_instance",)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or target.service.name != "ec2_instance" or is_internal(source):
            return
        subnet = graph.node(graph.where(target).subnet)
        if subnet is not None and graph.is_public(subnet):
            yield self.finding(
                f"{The(graph, target)} stands in a public subnet behind {the(graph, source)}; move it to "
                "a private"
                " one.",
                target,
                link,
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
        seen: set[tuple[int, str]] = set()
        for listener in listeners(node):
            if listener.port is None:
                continue
            if not self.parameters["min"] <= listener.port <= self.parameters["max"]:
                yield self.finding(
                    f"{The(graph, node)} listens on port {listener.port}; use 1 to 65535.", node
                )
            key = (listener.port, "udp" if listener.protocol in ("UDP", "QUIC") else "tcp")
            if key in seen:
                yield self.finding(
                    f"{The(graph, node)} listens twice on port {listener.port}; keep one.", node
                )
            seen.add(key)


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
            if balancer.service.stored_name in (ALB, CLB, GWLB):
                yield self.finding(
                    f"{The(graph, balancer)} takes no Elastic IP; use a Network Load Balancer.",
                    link,
                    balancer,
                    address,
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
        behind = any(other.service.name == "cloudfront" for other in graph.sources(node.id))
        if not is_internal(node) and "waf_web_acl" not in around and not behind:
            yield self.finding(f"{The(graph, node)} has no web ACL; protect it with AWS WAF.", node)


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
                fix=set_properties("Make it face the internet", target.id, scheme="internet-facing"),
            )
