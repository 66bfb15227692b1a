"""Web sites in S3 buckets (CDN008, CDN009)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import link_value, value
from projects.graph import Graph
from projects.records import Link
from projects.rules.fixes import insert_node, set_link
from projects.rules.reachability import INTERNET, from_internet
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.wording import The, the


class WebsiteOrigin(Rule):
    """CDN008: web site endpoints speak plain HTTP."""

    id = "CDN008"
    summary = "A bucket's web site is fetched over HTTP only."
    rationale = "Web site endpoints of S3 have no TLS."
    source = "Amazon S3 User Guide (not re-read)"
    link_kinds = ("origin",)
    sources = ("cloudfront",)
    targets = ("s3_bucket",)
    parameters: ClassVar = {"protocol": "http-only"}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, bucket = graph.node(link.source), graph.node(link.target)
        protocol, wanted = link_value(link, "origin_protocol"), self.parameters["protocol"]
        if source is None or bucket is None or not protocol or not value(bucket, "website"):
            return
        if str(protocol).lower().replace("_", "-") != wanted:
            yield self.finding(
                f"{The(graph, bucket)} serves its web site over HTTP only, but {the(graph, source)} asks "
                f"with {protocol}; set {wanted}.",
                link,
                bucket,
                source,
                fix=set_link("Fetch it over HTTP", link.id, origin_protocol=wanted),
            )


class WebsiteBehindCdn(Rule):
    """CDN009: CloudFront is nearer and cheaper."""

    id = "CDN009"
    summary = "A public web site in a bucket is served through CloudFront."
    severity: ClassVar[Severity] = "info"
    category: ClassVar[Category] = "performance"
    rationale = "CloudFront answers faster and sends data for less."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    link_kinds = ("traffic",)
    sources = INTERNET
    targets = ("s3_bucket",)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, bucket = from_internet(link, graph), graph.node(link.target)
        if source is None or bucket is None or value(bucket, "website") is not True:
            return
        where = graph.where(bucket)
        clouds = [node.id for node in graph.nodes_of("aws_cloud") if node.id in where.chain]
        parent = where.account or next(iter(clouds), where.region)
        fix = insert_node("Put CloudFront in between", link.id, "cloudfront", parent=parent)
        yield self.finding(
            f"{The(graph, source)} fetches the web site of {the(graph, bucket)} directly; put CloudFront in "
            "between.",
            bucket,
            link,
            fix=fix,
        )
