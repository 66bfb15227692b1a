"""Content delivery, certificates and web ACLs (CDN, ACM, WAF)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import link_value, value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.balancer_remedies import certified_in
from projects.rules.fixes import all_of, remove_link, set_link, set_properties
from projects.rules.load_balancers import is_internal
from projects.rules.remedies import function_between, move_to_region
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the

CDN, CERTIFICATE, ACL = "cloudfront", "acm_certificate", "waf_web_acl"
BALANCERS = ("application_load_balancer", "network_load_balancer", "classic_load_balancer")
_GUIDE = "Amazon CloudFront Developer Guide"
_JOIN = ("associate", "attach", "protect")


def pair(link: Link, graph: Graph, first: str) -> tuple[Node, Node] | None:
    """The end of a link that is of this service, and its other end; None if neither is."""
    source, target = graph.node(link.source), graph.node(link.target)
    if source is None or target is None:
        return None
    if source.service.stored_name == first:
        return source, target
    return (target, source) if target.service.stored_name == first else None


class CertificateOfCdn(Rule):
    """CDN001: CloudFront reads certificates in us-east-1."""

    id = "CDN001"
    summary = "A certificate for CloudFront is in us-east-1."
    rationale = "CloudFront takes certificates from that Region only."
    source = _GUIDE
    link_kinds = _JOIN
    parameters: ClassVar = {"region": "us-east-1"}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        ends = pair(link, graph, CERTIFICATE)
        if ends is None or ends[1].service.stored_name != CDN:
            return
        certificate, distribution = ends
        code = graph.region_of(certificate)
        if code and code != self.parameters["region"]:
            yield self.finding(
                f"{The(graph, certificate)} is in {code}; {the(graph, distribution)} takes certificates "
                "of us-east-1.",
                certificate,
                link,
                distribution,
                fix=moved_there(certificate, self.parameters["region"], graph),
            )


def moved_there(node: Node, code: str, graph: Graph) -> Fix | None:
    """A certificate or web ACL in the Region in which it is needed, if nothing else needs it where it is."""
    return move_to_region(node, graph, code) if len(graph.links_of(node.id)) == 1 else None


class AclOfCdn(Rule):
    """CDN002: CloudFront takes global web ACLs."""

    id = "CDN002"
    summary = "A web ACL for CloudFront has the scope CLOUDFRONT."
    rationale = "Regional web ACLs protect regional resources."
    source = "AWS WAF Developer Guide"
    link_kinds = _JOIN
    parameters: ClassVar = {"scope": "CLOUDFRONT"}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        ends = pair(link, graph, ACL)
        if ends is None or ends[1].service.stored_name != CDN:
            return
        scope = value(ends[0], "acl_scope")
        if scope and scope != self.parameters["scope"]:
            yield self.finding(
                f"{The(graph, ends[0])} is regional; {the(graph, ends[1])} takes one of scope CLOUDFRONT.",
                ends[0],
                link,
                ends[1],
                fix=set_properties("Make it global", ends[0].id, acl_scope="CLOUDFRONT"),
            )


class HasOrigin(Rule):
    """CDN003: content comes from somewhere. A distribution that nobody calls yet is a sketch."""

    id = "CDN003"
    summary = "A distribution has at least one origin."
    rationale = "CreateDistribution asks for one."
    source = "botocore service model cloudfront, CreateDistribution"
    applies_to = (CDN,)
    parameters: ClassVar = {"min": 1, "quota_default_max": 25, "quota_raisable": True}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        links = graph.links_of(node.id, "origin", "traffic")
        serves = any(link.target == node.id and link.kind == "traffic" for link in links)
        if serves and not any(link.source == node.id for link in links):
            yield self.finding(
                f"{The(graph, node)} has no origin; link it to where its content comes from.", node
            )


class OriginKind(Rule):
    """CDN004: a database is no web server."""

    id = "CDN004"
    summary = "An origin is an HTTP server that CloudFront can use."
    rationale = (
        "CloudFront speaks HTTP; databases, caches, volumes, queues, streams and archives do not serve it."
    )
    source = f"{_GUIDE} (not re-read)"
    link_kinds = ("origin",)
    sources = (CDN,)
    parameters: ClassVar = {
        "never": (
            *("rds_instance", "aurora_cluster", "dynamodb_table", "redshift_cluster", "elasticache_cluster"),
            *("memorydb", "dax", "documentdb", "neptune", "msk", "mq", "ebs_volume", "efs_file_system"),
            *(
                "efs_mount_target",
                "fsx",
                "s3_glacier",
                "sqs_queue",
                "sns_topic",
                "kinesis_streams",
                "firehose",
            ),
            *("internet_gateway", "nat_gateway", "gateway_endpoint", "vpc", "subnet"),
        )
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or source.service.stored_name != CDN:
            return
        if target.service.stored_name in self.parameters["never"]:
            yield self.finding(
                f"{The(graph, target)} cannot be an origin of {the(graph, source)}; put an application "
                "in between.",
                link,
                target,
                source,
                fix=function_between(link, graph),
            )


class OriginReachable(Rule):
    """CDN005: an edge server reaches public addresses, or a VPC origin."""

    id = "CDN005"
    summary = "An origin inside a VPC is reachable from the internet, or is a VPC origin."
    rationale = "Edge servers connect over public addresses unless a VPC origin is set up."
    source = f"{_GUIDE} (not re-read)"
    link_kinds = ("origin",)
    sources = (CDN,)
    parameters: ClassVar = {
        "vpc_origin": (*BALANCERS[:2], "ec2_instance"),
        "servers": ("ec2_instance", "ecs", "fargate", "elastic_network_interface"),
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if (
            source is None
            or target is None
            or source.service.stored_name != CDN
            or link_value(link, "vpc_origin")
        ):
            return
        if target.service.stored_name in BALANCERS:
            private = is_internal(target)
        else:
            subnets = graph.subnets_of(target)
            judged = target.service.stored_name in self.parameters["servers"]
            private = judged and bool(subnets) and not any(map(graph.is_public, subnets))
        if private:
            yield self.finding(
                f"{The(graph, source)} cannot reach {the(graph, target)}, which is private; make it a "
                "VPC origin.",
                link,
                target,
                source,
                fix=set_link("Make it a VPC origin", link.id, vpc_origin=True)
                if target.service.stored_name in self.parameters["vpc_origin"]
                else None,
            )


class ViewerProtocol(Rule):
    """CDN006: viewers use HTTPS."""

    id = "CDN006"
    summary = "Viewers use HTTPS: HTTP is redirected or refused."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Clear text can be read and changed in transit."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = (CDN,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "viewer_protocol") == "allow-all":
            fix = set_properties("Redirect to HTTPS", node.id, viewer_protocol="redirect-to-https")
            yield self.finding(f"{The(graph, node)} serves plain HTTP; redirect it to HTTPS.", node, fix=fix)


class AliasCertificate(Rule):
    """CDN007: a name of your own needs its certificate."""

    id = "CDN007"
    summary = "Alternate domain names have a matching certificate."
    rationale = "CreateDistribution refuses names without one."
    source = _GUIDE
    applies_to = (CDN,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if not value(node, "aliases") or value(node, "certificate") not in (None, "none"):
            return
        if not any(other.service.stored_name == CERTIFICATE for other in graph.others(node.id)):
            yield self.finding(
                f"{The(graph, node)} has names of its own but no certificate; associate one from ACM in "
                "us-east-1.",
                node,
                fix=certified_in("us-east-1", node, graph),
            )


class CertificateRegion(Rule):
    """ACM001: a certificate serves its own Region."""

    id = "ACM001"
    summary = "A certificate for a load balancer is in the load balancer's Region."
    rationale = "Certificates are regional."
    source = "AWS Certificate Manager User Guide"
    link_kinds = _JOIN

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        ends = pair(link, graph, CERTIFICATE)
        if ends is None or ends[1].service.stored_name not in BALANCERS:
            return
        one, other = graph.region_of(ends[0]), graph.region_of(ends[1])
        if one and other and one != other:
            yield self.finding(
                f"{The(graph, ends[0])} is in {one} but {the(graph, ends[1])} is in {other}; request one "
                "there.",
                ends[0],
                link,
                ends[1],
                fix=moved_there(ends[0], other, graph),
            )


class CertificateTarget(Rule):
    """ACM002: an instance needs a certificate that can be taken out."""

    id = "ACM002"
    summary = "A certificate goes to integrated services; instances and servers need an exportable one."
    rationale = "Other certificates never leave AWS Certificate Manager."
    source = "AWS Certificate Manager User Guide, exportable public certificates"
    link_kinds = _JOIN
    parameters: ClassVar = {
        "judged_targets": ("ec2_instance", "auto_scaling_group", "server", "on_premises_server")
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        ends = pair(link, graph, CERTIFICATE)
        if ends is None or ends[1].service.stored_name not in self.parameters["judged_targets"]:
            return
        if not value(ends[0], "exportable"):
            yield self.finding(
                f"{The(graph, ends[0])} cannot be installed on {the(graph, ends[1])}; make it exportable "
                "or use a"
                " load balancer.",
                link,
                ends[0],
                ends[1],
                fix=set_properties("Make it exportable", ends[0].id, exportable=True),
            )


class AclTarget(Rule):
    """WAF001: a Network Load Balancer takes no web ACL."""

    id = "WAF001"
    summary = (
        "A web ACL protects CloudFront, an Application Load Balancer, an API or another service that "
        "takes one."
    )
    rationale = "Only services that speak HTTP take one."
    source = "AWS WAF Developer Guide"
    link_kinds = _JOIN
    parameters: ClassVar = {
        "targets": (
            *("cloudfront", "application_load_balancer", "api_gateway", "appsync", "cognito", "app_runner"),
            *("amplify", "bedrock", "verified_access"),
        )
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        ends = pair(link, graph, ACL)
        if ends is None:
            return
        acl, target = ends
        websocket = target.service.name == "api_gateway" and value(target, "type") in ("HTTP", "WEBSOCKET")
        if target.service.stored_name not in self.parameters["targets"] or websocket:
            yield self.finding(
                f"{The(graph, acl)} cannot protect {the(graph, target)}; put CloudFront or an "
                "Application Load"
                " Balancer before it.",
                link,
                target,
                acl,
                fix=remove_link("Remove the link", link.id),
            )


class AclRegion(Rule):
    """WAF002: a regional web ACL protects its Region."""

    id = "WAF002"
    summary = "A regional web ACL is in the Region of what it protects; each resource has one web ACL."
    rationale = "The API refuses others, and a second one."
    source = "AWS WAF Developer Guide"
    applies_to = (ACL,)
    parameters: ClassVar = {"max": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        own = graph.region_of(node)
        for link in graph.links_of(node.id, *_JOIN):
            target = graph.node(link.target if link.source == node.id else link.source)
            if target is None:
                continue
            theirs = graph.region_of(target)
            global_one = value(node, "acl_scope") == "CLOUDFRONT" or target.service.stored_name == CDN
            if not global_one and own and theirs and own != theirs:
                yield self.finding(
                    f"{The(graph, node)} is in {own} but {the(graph, target)} is in {theirs}; use one of "
                    "its Region.",
                    node,
                    target,
                    link,
                    fix=moved_there(node, theirs, graph),
                )
            acls = sorted({n.id for n in graph.others(target.id, *_JOIN) if n.service.stored_name == ACL})
            if len(acls) > self.parameters["max"] and acls[0] == node.id:
                others = [
                    remove_link("", other.id)
                    for other in graph.links_of(target.id, *_JOIN)
                    if {other.source, other.target} & set(acls[1:])
                ]
                yield self.finding(
                    f"{The(graph, target)} has {len(acls)} web ACLs; keep one of them.",
                    target,
                    *acls,
                    fix=all_of(f"Keep {the(graph, node)} only", *others),
                )
