"""S3 buckets (S3S) and queues (SQS): protection of data and messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Address
from typing import ClassVar

from projects.facts import link_value, value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import set_properties
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.wording import The, the

BUCKET, QUEUE = "s3_bucket", "sqs_queue"
_GUIDE = "Amazon S3 User Guide"
_QUEUE_GUIDE = "Amazon SQS Developer Guide"


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
            )


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
            *("DEEP_ARCHIVE", "EXPRESS_ONEZONE", "REDUCED_REDUNDANCY"),
        )
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        name = value(node, "storage_class")
        if name and name not in self.parameters["values"]:
            yield self.finding(
                f"{The(graph, node)} has the storage class “{name}”, which S3 does not offer.", node
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
            )


class QueueRanges(Rule):
    """SQS001: queue attributes have their limits."""

    id = "SQS001"
    summary = "Queue attributes are in range."
    rationale = "CreateQueue refuses other values."
    source = "botocore service model sqs, CreateQueue"
    applies_to = (QUEUE,)
    parameters: ClassVar = {
        "retention_s": (60, 1_209_600),
        "visibility_s": (0, 43_200),
        "delay_s": (0, 900),
        "max_bytes": (1024, 1_048_576),
        "max_bytes_2020": (1024, 262_144),
    }
    words: ClassVar = {
        "retention_s": ("retention", "s"),
        "visibility_s": ("visibility timeout", "s"),
        "delay_s": ("delivery delay", "s"),
        "max_bytes": ("message size", "bytes"),
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        for name, (words, unit) in self.words.items():
            given = value(node, name)
            low, high = self.parameters[name]
            if given is not None and not low <= given <= high:
                nearest = low if given < low else high
                yield self.finding(
                    f"{The(graph, node)} has a {words} of {given:,} {unit}; SQS takes {low:,} to {high:,}.",
                    node,
                    fix=set_properties(f"Set {nearest:,} {unit}", node.id, **{name: nearest}),
                )


class QueueName(Rule):
    """SQS002: a FIFO queue says so in its name."""

    id = "SQS002"
    summary = "A FIFO queue's name ends in .fifo, a standard one's does not."
    rationale = "CreateQueue refuses other names."
    source = _QUEUE_GUIDE
    applies_to = (QUEUE,)
    parameters: ClassVar = {"suffix": ".fifo"}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        name, kind = value(node, "queue_name"), value(node, "type")
        if not name or not kind:
            return
        suffix = self.parameters["suffix"]
        if str(name).endswith(suffix) != (kind == "fifo"):
            right = str(name).removesuffix(suffix) + (suffix if kind == "fifo" else "")
            fix = set_properties(f"Call it {right}", node.id, queue_name=right)
            yield self.finding(f"{The(graph, node)} is {kind}; call it {right}.", node, fix=fix)


class DeadLetterKind(Rule):
    """SQS003: a dead-letter queue is like its source."""

    id = "SQS003"
    summary = "A dead-letter queue has the type and Region of its source queue."
    rationale = "The redrive policy refuses others."
    source = _QUEUE_GUIDE
    link_kinds = ("dlq",)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or {source.service.name, target.service.name} != {QUEUE}:
            return
        kinds = {value(source, "type"), value(target, "type")} - {None}
        regions = {graph.region_of(source), graph.region_of(target)} - {""}
        accounts = {graph.where(source).account, graph.where(target).account} - {None}
        if len(kinds) > 1 or len(regions) > 1 or len(accounts) > 1:
            yield self.finding(
                f"{The(graph, target)} differs from {the(graph, source)} in type, Region or account; "
                "make it equal.",
                link,
                target,
                source,
            )


class DeadLetterQueue(Rule):
    """SQS004: a message that cannot be handled goes somewhere."""

    id = "SQS004"
    summary = "A work queue has a dead-letter queue."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "Messages that fail again and again would block the others, or be lost."
    source = f"{_QUEUE_GUIDE} (not re-read)"
    applies_to = (QUEUE,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "dead_letter_queue") is False and not graph.links_of(node.id, "dlq"):
            yield self.finding(f"{The(graph, node)} has no dead-letter queue; add one.", node)


class QueuePushes(Rule):
    """SQS005: queues are fetched from."""

    id = "SQS005"
    summary = "A queue does not push: its events go to functions, pipes and consumers that fetch."
    rationale = "Consumers fetch from a queue; it delivers to nobody."
    source = f"{_QUEUE_GUIDE} (not re-read)"
    link_kinds = ("event", "deliver")
    sources = (QUEUE,)
    parameters: ClassVar = {
        "never": (
            *(
                "s3_bucket",
                "s3_glacier",
                "dynamodb_table",
                "rds_instance",
                "aurora_cluster",
                "redshift_cluster",
            ),
            *(
                "elasticache_cluster",
                "efs_file_system",
                "ebs_volume",
                "sns_topic",
                "kinesis_streams",
                "firehose",
            ),
            *("cloudfront", "api_gateway", "application_load_balancer", "network_load_balancer", "ses"),
        )
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or source.service.name != QUEUE:
            return
        if target.service.stored_name in self.parameters["never"]:
            yield self.finding(
                f"{The(graph, source)} cannot deliver to {the(graph, target)}; put a function in between.",
                link,
                source,
                target,
            )
