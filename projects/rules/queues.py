"""Queues (SQS): ranges, names, dead-letter queues and what a queue cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import add_node, set_properties
from projects.rules.remedies import function_between
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the

QUEUE = "sqs_queue"
_QUEUE_GUIDE = "Amazon SQS Developer Guide"


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
                fix=self.alike(source, target, graph) if max(len(regions), len(accounts)) < 2 else None,
            )

    def alike(self, source: Node, target: Node, graph: Graph) -> Fix | None:
        """The dead-letter queue with its source's type, and a name that says so."""
        if any(link.target == target.id for link in graph.links_of(target.id) if link.source != source.id):
            return None
        kind, name = value(source, "type"), value(target, "queue_name")
        facts = {"type": kind}
        if name:
            suffix = QueueName.parameters["suffix"]
            facts["queue_name"] = str(name).removesuffix(suffix) + (suffix if kind == "fifo" else "")
        return set_properties(f"Make {the(graph, target)} {kind}", target.id, **facts)


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
            yield self.finding(
                f"{The(graph, node)} has no dead-letter queue; add one.",
                node,
                fix=self.dead_letters(node, graph),
            )

    def dead_letters(self, queue: Node, graph: Graph) -> Fix:
        """A queue of the same type beside it that takes what fails."""
        label = f"Add a dead-letter queue to {the(graph, queue)}"
        links = [("dlq", queue.id)]
        return add_node(
            label, QUEUE, queue.parent, near=queue.id, links_from=links, type=value(queue, "type")
        )


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
                fix=function_between(link, graph),
            )
