"""Route 53 (R53): alias targets, records, private zones and health checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from projects.facts import link_value, value
from projects.graph import Graph
from projects.known_services import known_services
from projects.records import Link, Node
from projects.rules.fixes import add_link, set_link, set_properties
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the

ZONE = "route53"
_GUIDE = "Amazon Route 53 Developer Guide; API AliasTarget"


def _private(zone: Node) -> bool:
    return bool(value(zone, "zone") == "private")


class AliasTarget(Rule):
    """R53001: an alias needs a target that AWS keeps an address for."""

    id = "R53001"
    summary = (
        "An alias record leads to CloudFront, a load balancer, API Gateway, an S3 web site or another service"
        " with a DNS name of its own, or to a record of the same zone."
    )
    rationale = "Instances, databases and functions take A or CNAME records."
    source = _GUIDE
    link_kinds = ("alias",)
    sources = (ZONE,)
    parameters: ClassVar = {
        "targets": (
            *("cloudfront", "application_load_balancer", "network_load_balancer", "classic_load_balancer"),
            *("api_gateway", "s3_bucket", "elastic_beanstalk", "interface_endpoint", "global_accelerator"),
            *("app_runner", "appsync", ZONE, "cognito", "amplify", "opensearch"),
        )
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        zone, target = graph.node(link.source), graph.node(link.target)
        if zone is None or target is None or target.service.stored_name in self.parameters["targets"]:
            return
        if target.service.stored_name not in known_services():
            return
        yield self.finding(
            f"An alias cannot lead to {the(graph, target)}; give it an A or CNAME record.",
            link,
            target,
            zone,
            fix=set_link("Make it a plain record", link.id, kind="record"),
        )


class NameAtApex(Rule):
    """R53002: example.com itself cannot be another name."""

    id = "R53002"
    summary = "The apex of a zone has no CNAME record."
    rationale = "DNS forbids a CNAME beside the SOA and NS records that every apex has."
    source = "botocore 1.44.5 service model route53, AliasTarget DNSName"
    applies_to = (ZONE,)
    link_kinds = ("record",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        lines = [line for line in re.split(r"[\n;]+", str(value(node, "dns_records") or "")) if line.strip()]
        wrong = [line for line in lines if _at_apex(line)]
        if wrong:
            wanted = "\n".join(_as_alias(line) if line in wrong else line for line in lines)
            yield self.finding(
                f"{The(graph, node)} has a CNAME record at the apex, {wrong[0].split()[0]}; use an alias.",
                node,
                fix=set_properties("Make it an alias", node.id, dns_records=wanted),
            )

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        zone = graph.node(link.source)
        if zone is None or str(link_value(link, "type")).upper() != "CNAME" or not link_value(link, "apex"):
            return
        yield self.finding(
            f"{The(graph, zone)} has a CNAME record at the apex; use an alias.",
            link,
            zone,
            fix=set_link("Make it an alias", link.id, kind="alias", type="A"),
        )


def _at_apex(line: str) -> bool:
    words = line.split()
    apex = "apex" in (word.lower() for word in words[1:]) or words[0] == "@"
    return apex and any(word.upper() == "CNAME" for word in words[1:])


def _as_alias(line: str) -> str:
    return " ".join("A alias" if word.upper() == "CNAME" else word for word in line.split())


class PrivateZoneVpc(Rule):
    """R53003: a private zone answers inside VPCs."""

    id = "R53003"
    summary = (
        "A private hosted zone is associated with a VPC that has DNS support and DNS host names switched on."
    )
    rationale = "CreateHostedZone asks for a VPC, and names are resolved only where both settings are on."
    source = f"{_GUIDE} (not re-read)"
    applies_to = (ZONE,)
    parameters: ClassVar = {"needs": ("dns_support", "dns_hostnames")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if not _private(node):
            return
        near = graph.others(node.id, "associate", "attach", "traffic", "record")
        drawn = [vpc for vpc in near if self.is_vpc(vpc)]
        named = [str(name) for name in value(node, "vpcs") or ()]
        vpcs = {vpc.id: vpc for vpc in (*drawn, *filter(None, map(graph.node, named))) if self.is_vpc(vpc)}
        if not vpcs and not named:
            yield self.finding(
                f"{The(graph, node)} is private but associated with no VPC; associate one.",
                node,
                fix=self.remedy(node, graph),
            )
        elif vpcs and all(self.mute(vpc) for vpc in vpcs.values()):
            vpc = next(iter(vpcs.values()))
            fix = set_properties(
                f"Switch DNS on in {the(graph, vpc)}", vpc.id, **dict.fromkeys(self.parameters["needs"], True)
            )
            yield self.finding(
                f"{The(graph, node)} is not resolved: DNS support or DNS host names are off in "
                f"{the(graph, vpc)}; switch both on.",
                node,
                *vpcs.values(),
                fix=fix,
            )

    def is_vpc(self, node: Node) -> bool:
        return node.service.stored_name == "vpc"

    def mute(self, vpc: Node) -> bool:
        """Whether a VPC is said to resolve no private names."""
        return any(value(vpc, setting) is False for setting in self.parameters["needs"])

    def remedy(self, zone: Node, graph: Graph) -> Fix | None:
        vpcs = [vpc for vpc in graph.nodes_of("vpc") if not self.mute(vpc)]
        own = graph.where(zone).account
        near = [vpc for vpc in vpcs if graph.where(vpc).account == own] or vpcs
        if not near:
            return None
        return add_link(f"Associate it with {the(graph, near[0])}", zone.id, near[0].id, "associate")


class PrivateAlias(Rule):
    """R53004: CloudFront is public."""

    id = "R53004"
    summary = "A private zone has no alias to CloudFront."
    rationale = "The API refuses it."
    source = _GUIDE
    link_kinds = ("alias",)
    sources = (ZONE,)
    targets = ("cloudfront",)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        zone, target = graph.node(link.source), graph.node(link.target)
        if zone is None or target is None or not _private(zone):
            return
        yield self.finding(
            f"{The(graph, zone)} is private and cannot have an alias to {the(graph, target)}; use a public "
            "zone.",
            zone,
            link,
            target,
            fix=set_properties("Make the zone public", zone.id, zone="public"),
        )


class RecordHealth(Rule):
    """R53005: DNS leaves out what is ill."""

    id = "R53005"
    summary = "Failover, weighted, latency and multivalue records have health checks."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "Without them DNS keeps sending users to a dead endpoint."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = (ZONE,)
    parameters: ClassVar = {"policies": ("failover", "weighted", "latency", "multivalue")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        policy = str(value(node, "policy") or "").lower().removesuffix("_answer")
        if policy in self.parameters["policies"] and value(node, "health_check") is False:
            yield self.finding(
                f"{The(graph, node)} has {policy} records without health checks; add them.",
                node,
                fix=set_properties("Add health checks", node.id, health_check=True),
            )


class WebsiteAlias(Rule):
    """R53006: the web site of a bucket is found by its name."""

    id = "R53006"
    summary = "An alias to a bucket has the bucket's name, and the bucket is a web site."
    rationale = "Web site endpoints choose the bucket by the host name."
    source = f"{_GUIDE} (not re-read)"
    link_kinds = ("alias",)
    sources = (ZONE,)
    targets = ("s3_bucket",)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        bucket = graph.node(link.target)
        if bucket is None:
            return
        wanted, own = str(link_value(link, "name") or "").rstrip("."), value(bucket, "bucket_name")
        other_name = bool(wanted and own and wanted.lower() != str(own).lower())
        serves = bool(value(bucket, "website"))
        if serves and not other_name:
            return
        values = {"website": True, **({"bucket_name": wanted} if other_name else {})}
        what = f"is called {own}, not {wanted}" if other_name else "is no web site"
        advice = f"call it {wanted}" if other_name else "switch web site hosting on"
        label = f"Call the bucket {wanted}" if other_name else "Make the bucket a web site"
        yield self.finding(
            f"{The(graph, bucket)} {what}, so the alias leads nowhere; {advice}.",
            bucket,
            link,
            link.source,
            fix=set_properties(label, bucket.id, **values),
        )
