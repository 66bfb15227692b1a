"""S3 buckets (S3S): names, protection of data and who reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Address
from typing import ClassVar

from projects.facts import link_value, value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import all_of, set_link, set_properties
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the

BUCKET = "s3_bucket"
_GUIDE = "Amazon S3 User Guide"


class BucketName(Rule):
    """S3S001: bucket names are lower case."""

    id = "S3S001"
    summary = "A bucket name has 3 to 63 lower-case letters, digits, dots or hyphens and is no IP address."
    rationale = "CreateBucket refuses other names."
    source = f"{_GUIDE} (not re-read)"
    applies_to = (BUCKET,)
    parameters: ClassVar = {"min": 3, "max": 63, "pattern": re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        name = value(node, "bucket_name")
        if not name:
            return
        if not self.parameters["pattern"].fullmatch(str(name)) or _is_address(str(name)) or ".." in str(name):
            yield self.finding(
                f"{The(graph, node)} is to be called “{name}”; use 3 to 63 lower-case letters, digits "
                "and hyphens.",
                node,
                fix=self.renamed(node, str(name), graph),
            )

    def renamed(self, node: Node, name: str, graph: Graph) -> Fix | None:
        """The name in letters that are allowed, if that leaves one that nobody has."""
        text = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[: self.parameters["max"]].rstrip("-")
        if not self.parameters["pattern"].fullmatch(text) or graph.named(text):
            return None
        return set_properties(f"Call it {text}", node.id, bucket_name=text)


def _is_address(text: str) -> bool:
    try:
        IPv4Address(text)
    except ValueError:
        return False
    return True


class PublicAccess(Rule):
    """S3S003: buckets are not for everybody."""

    id = "S3S003"
    summary = "Public access is blocked."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Trusted Advisor flags buckets that everybody can read."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = (BUCKET,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "block_public_access") is False:
            fix = set_properties("Block public access", node.id, block_public_access=True)
            yield self.finding(f"{The(graph, node)} may be public; block public access.", node, fix=fix)


class Versioned(Rule):
    """S3S004: an overwritten object is gone without versions."""

    id = "S3S004"
    summary = "Versioning is on for buckets with primary data."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "Overwritten and deleted objects are gone otherwise."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = (BUCKET,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "versioning") is False:
            fix = set_properties("Switch versioning on", node.id, versioning=True)
            yield self.finding(f"{The(graph, node)} keeps no versions; switch versioning on.", node, fix=fix)


class ReplicationVersioned(Rule):
    """S3S005: replication copies versions."""

    id = "S3S005"
    summary = "Replication has versioning on both buckets."
    rationale = "PutBucketReplication asks for it."
    source = f"{_GUIDE} (not re-read)"
    link_kinds = ("replicate",)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        ends = [graph.node(link.source), graph.node(link.target)]
        buckets = [node for node in ends if node is not None and node.service.name == BUCKET]
        bare = [bucket for bucket in buckets if not value(bucket, "versioning")]
        if len(buckets) == 2 and bare:
            fix = set_properties("Switch versioning on", bare[0].id, versioning=True)
            yield self.finding(
                f"{The(graph, bare[0])} takes part in replication and needs versioning; switch it on.",
                bare[0],
                link,
                *bare[1:],
                fix=fix,
            )


class StorageClass(Rule):
    """S3S009: there is no class COLD."""

    id = "S3S009"
    summary = "The storage class is one that S3 offers."
    rationale = "PutObject refuses others."
    source = "botocore service model s3, StorageClass"
    applies_to = (BUCKET,)
    parameters: ClassVar = {
        "values": (
            *("STANDARD", "INTELLIGENT_TIERING", "STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "GLACIER"),
            *("DEEP_ARCHIVE", "EXPRESS_ONEZONE", "REDUCED_REDUNDANCY", "OUTPOSTS", "SNOW", "FSX_OPENZFS"),
            *("FSX_ONTAP", "AWS_BACKUP_WARM", "AWS_BACKUP_LOW_COST_WARM"),
        )
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        name = value(node, "storage_class")
        if name and str(name).upper() not in self.parameters["values"]:
            yield self.finding(
                f"{The(graph, node)} has the storage class “{name}”, which S3 does not offer.",
                node,
                fix=set_properties("Use STANDARD", node.id, storage_class="STANDARD"),
            )


class PrivateOrigin(Rule):
    """S3S010: behind CloudFront a bucket is private."""

    id = "S3S010"
    summary = "A bucket behind CloudFront is private and read through origin access control."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Readers could otherwise go round CloudFront."
    source = "Amazon CloudFront Developer Guide (not re-read)"
    link_kinds = ("origin",)
    targets = (BUCKET,)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, bucket = graph.node(link.source), graph.node(link.target)
        if source is None or bucket is None or bucket.service.name != BUCKET or value(bucket, "website"):
            return
        if link_value(link, "oac") is False or value(bucket, "block_public_access") is False:
            yield self.finding(
                f"{The(graph, bucket)} can be read past {the(graph, source)}; use origin access control.",
                link,
                bucket,
                fix=self.closed(link, bucket),
            )

    def closed(self, link: Link, bucket: Node) -> Fix:
        """Origin access control, and no public access."""
        steps = []
        if link_value(link, "oac") is not True:
            steps.append(set_link("", link.id, oac=True))
        if value(bucket, "block_public_access") is not True:
            steps.append(set_properties("", bucket.id, block_public_access=True))
        return all_of("Use origin access control and block public access", *steps)
