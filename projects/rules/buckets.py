"""What S3 refuses of buckets: names taken, lifecycle orders and events (S3S002, S3S006 to S3S008)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from projects.facts import link_value, value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import insert_node, set_properties
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the
from projects.service import catalogue

BUCKET = "s3_bucket"
_GUIDE = "Amazon S3 User Guide"
_LONGEST_NAME = 63


class UniqueName(Rule):
    """S3S002: a bucket's name is taken once."""

    id = "S3S002"
    summary = "Names of general purpose buckets are unique within a partition of AWS."
    rationale = "All accounts of a partition share these names; directory buckets and account-regional "
    rationale += "names are their own."
    source = "botocore service model s3, CreateBucket"
    applies_to = (BUCKET,)
    parameters: ClassVar = {"skip": ("EXPRESS_ONEZONE", "account-regional")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        name = value(node, "bucket_name")
        if not name or not self.shared(node):
            return
        alike = [other for other in graph.named(str(name)) if self.shared(other)]
        if len(alike) < 2 or alike[0].id == node.id:
            return
        partition = self.partition(node, graph)
        first = next((o for o in alike if o.id != node.id and self.partition(o, graph) == partition), None)
        if first is None or first.id > node.id:
            return
        free = self.free_name(str(name), graph)
        yield self.finding(
            f"{The(graph, node)} has the name of {the(graph, first)}, “{name}”; bucket names are unique.",
            node,
            first,
            fix=set_properties(f"Call it {free}", node.id, bucket_name=free),
        )

    def shared(self, node: Node) -> bool:
        """Whether its name is one that all accounts share."""
        own = (value(node, "storage_class"), value(node, "namespace"))
        return node.service.name == BUCKET and not set(self.parameters["skip"]).intersection(own)

    def partition(self, node: Node, graph: Graph) -> str:
        """The partition of its Region, "" where the Region is not known."""
        from pricing.regions import region

        code = graph.region_of(node)
        facts = region(code)
        return facts.partition if facts is not None else code

    def free_name(self, name: str, graph: Graph) -> str:
        number = 2
        while True:
            end = f"-{number}"
            free = name[: _LONGEST_NAME - len(end)] + end
            if not graph.named(free):
                return free
            number += 1


class Step(NamedTuple):
    """One step of a lifecycle: objects of a prefix go to a class after some days."""

    days: int
    to: str
    prefix: str = ""

    @property
    def line(self) -> str:
        return f"{self.days} {self.to} {self.prefix}".strip()


class LifecycleOrder(Rule):
    """S3S006: from warm to cold, and to Infrequent Access after thirty days."""

    id = "S3S006"
    summary = "Objects move to Standard-IA or One Zone-IA after 30 days or more, then to colder classes only."
    rationale = "PutBucketLifecycleConfiguration refuses other orders."
    source = f"{_GUIDE} (not re-read)"
    applies_to = (BUCKET,)
    parameters: ClassVar = {
        "min_days_ia": 30,
        "infrequent": ("STANDARD_IA", "ONEZONE_IA"),
        "order": (
            *("STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER"),
            "DEEP_ARCHIVE",
        ),
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        text = value(node, "lifecycle")
        if not text:
            return
        steps = self.steps(str(text))
        problem = self.problem(steps)
        if problem:
            yield self.finding(
                f"{The(graph, node)} {problem}.", node, fix=self.mended(node, str(text), steps)
            )

    def steps(self, text: str) -> list[Step]:
        """The steps to classes that have a place in the order, by day; other lines are none of them."""
        found = []
        for line in text.splitlines():
            words = re.match(r"\s*(\d+)\s*(?:days?)?[\s,:]+([A-Za-z_-]+)\s*(\S*)", line)
            to = words[2].upper().replace("-", "_") if words else ""
            if words and to in self.parameters["order"]:
                found.append(Step(int(words[1]), to, words[3]))
        return sorted(found, key=lambda step: (step.prefix, step.days, self.coldness(step)))

    def coldness(self, step: Step) -> int:
        order: tuple[str, ...] = self.parameters["order"]
        return order.index(step.to)

    def problem(self, steps: list[Step]) -> str:
        """What S3 would refuse, "" if nothing."""
        for number, step in enumerate(steps):
            if step.to in self.parameters["infrequent"] and step.days < self.parameters["min_days_ia"]:
                return f"moves objects to {step.to} after {step.days} days; wait at least 30"
            before = steps[number - 1] if number and steps[number - 1].prefix == step.prefix else None
            if self.coldness(step) <= (self.coldness(before) if before else 0):
                warmer = before.to if before else "STANDARD"
                return f"moves objects from {warmer} to {step.to}; later steps lead to colder classes only"
        return ""

    def mended(self, node: Node, text: str, steps: list[Step]) -> Fix:
        """Steps that lead back are left out, those that come too early wait."""
        wait, kept = self.parameters["min_days_ia"], list[Step]()
        for step in steps:
            before = kept[-1] if kept and kept[-1].prefix == step.prefix else None
            if self.coldness(step) <= (self.coldness(before) if before else 0):
                continue
            soonest = wait if step.to in self.parameters["infrequent"] else 0
            if before is not None:
                soonest = max(
                    soonest, before.days + (wait if before.to in self.parameters["infrequent"] else 1)
                )
            kept.append(step._replace(days=max(step.days, soonest)))
        others = [line for line in text.splitlines() if line.strip() and not self.steps(line)]
        lines = [*(step.line for step in kept), *others]
        words = ", ".join(f"{step.to} after {step.days} days" for step in kept)
        label = f"Move objects to {words}" if kept else "Leave out the lifecycle steps"
        return set_properties(label, node.id, lifecycle="\n".join(lines) or None)


class EventTargets(Rule):
    """S3S007: four places take a bucket's events."""

    id = "S3S007"
    summary = "A bucket's events go to Lambda, standard queues, standard topics or EventBridge."
    rationale = "Event notifications support no other services and no FIFO queue or topic."
    source = f"{_GUIDE} (not re-read)"
    link_kinds = ("event",)
    sources = (BUCKET,)
    parameters: ClassVar = {
        "targets": ("lambda_function", "sqs_queue", "sns_topic", "eventbridge"),
        "standard_only": ("sqs_queue", "sns_topic"),
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or source.service.name != BUCKET:
            return
        if link_value(link, "via") or link_value(link, "rule") or target.service.is_container():
            return
        name = target.service.stored_name
        fifo = name in self.parameters["standard_only"] and value(target, "type") == "fifo"
        if name in self.parameters["targets"] and not fifo:
            return
        bus = catalogue()["eventbridge"]
        able = any(name in targets for targets in bus.links.values())
        label = f"Put EventBridge between {the(graph, source)} and {the(graph, target)}"
        what = f"{the(graph, target)}, which is FIFO" if fifo else the(graph, target)
        yield self.finding(
            f"{The(graph, source)} cannot send its events to {what}; send them through EventBridge.",
            link,
            source,
            target,
            fix=insert_node(label, link.id, "eventbridge") if able else None,
        )


class OneZoneClass(Rule):
    """S3S008: one zone is no place for the only copy."""

    id = "S3S008"
    summary = "One Zone classes hold only data that can be made again."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "The data is lost if the zone is lost."
    source = f"{_GUIDE} (not re-read)"
    applies_to = (BUCKET,)
    parameters: ClassVar = {"ONEZONE_IA": "STANDARD_IA", "EXPRESS_ONEZONE": "STANDARD"}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        better = self.parameters.get(value(node, "storage_class"))
        if better is None or not value(node, "primary"):
            return
        yield self.finding(
            f"{The(graph, node)} keeps data that cannot be made again in one zone; use {better}.",
            node,
            fix=set_properties(f"Use {better}", node.id, storage_class=better),
        )
