"""What invokes functions and what they mount (LMB009, LMB011 to LMB014, LMB016)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.document import Draft
from projects.facts import link_value, value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.api_gateway import API, kind_of
from projects.rules.fixes import add_node, set_properties
from projects.rules.reachability import on_transit_gateway
from projects.rules.remedies import drafted, ends, move_to_region, new_node, one_a_zone
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the

FUNCTION, BUCKET, QUEUE = "lambda_function", "s3_bucket", "sqs_queue"
EFS, MOUNT_TARGET = "efs_file_system", "efs_mount_target"
_GUIDE = "AWS Lambda Developer Guide"


class SourceRegion(Rule):
    """LMB009: a function polls in its own Region."""

    id = "LMB009"
    summary = "A polled event source, an S3 or an ALB trigger is in the Region of the function."
    rationale = "Event source mappings and notifications are regional."
    source = f"{_GUIDE}; botocore service model lambda (not re-read)"
    link_kinds = ("event",)
    sources = (QUEUE, "kinesis_streams", "dynamodb_table", "msk", BUCKET, "application_load_balancer")
    targets = (FUNCTION,)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = ends(link, graph)
        if found is None:
            return
        trigger, function = found
        here, there = graph.region_of(function), graph.region_of(trigger)
        if here and there and here != there:
            yield self.finding(
                f"{The(graph, trigger)} in {there} cannot invoke {the(graph, function)} in {here}; put both "
                "into one Region.",
                link,
                function,
                trigger,
                fix=self.same_region(trigger, function, graph),
            )

    def same_region(self, trigger: Node, function: Node, graph: Graph) -> Fix | None:
        """Move the one of the two that stands in no VPC and has no other links."""
        for node, other in ((function, trigger), (trigger, function)):
            if len(graph.links_of(node.id)) == 1 and graph.vpc_of(node) is None:
                return move_to_region(node, graph, graph.region_of(other))
        return None


class FunctionBehindApi(Rule):
    """LMB011: the caller does not wait for ever."""

    id = "LMB011"
    summary = "The function behind API Gateway answers within the integration timeout."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "performance"
    rationale = "The client gets a gateway timeout while the function still runs and is billed."
    source = "Amazon API Gateway Developer Guide; API CreateVpcLink (not re-read)"
    link_kinds = ("event", "traffic")
    sources = (API,)
    targets = (FUNCTION,)
    parameters: ClassVar = {"http_s": 30, "rest_s": 29, "stream_s": 900}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = ends(link, graph)
        if found is None or link_value(link, "async"):
            return
        api, function = found
        timeout, most = value(function, "timeout_s"), self.most(api)
        if timeout is not None and timeout > most:
            yield self.finding(
                f"{The(graph, function)} may run {timeout} s but {the(graph, api)} waits {most} s.",
                function,
                link,
                api,
                fix=set_properties(f"Set {most} s", function.id, timeout_s=most),
            )

    def most(self, api: Node) -> int:
        """Seconds the API waits: as stated, else the default of its type."""
        stated = value(api, "integration_timeout_s")
        if stated:
            return int(stated)
        if value(api, "response_streaming"):
            return int(self.parameters["stream_s"])
        return int(self.parameters["rest_s" if kind_of(api) in ("REST", "WEBSOCKET") else "http_s"])


class EdgeFunction(Rule):
    """LMB012: functions at the edge come from us-east-1 and are small."""

    id = "LMB012"
    summary = "A Lambda@Edge function lives in us-east-1; viewer triggers allow 5 s and 128 MB, others 30 s."
    rationale = "CloudFront associates functions of us-east-1 only."
    source = "Amazon CloudFront Developer Guide, edge function quotas (not re-read)"
    applies_to = (FUNCTION,)
    parameters: ClassVar = {
        "region": "us-east-1",
        "viewer_timeout": 5,
        "viewer_memory": 128,
        "origin_timeout": 30,
        "trigger_in": ("trigger", "event", "event_type"),
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if not value(node, "edge"):
            return
        code, region = graph.region_of(node), self.parameters["region"]
        if code and code != region:
            yield self.finding(
                f"{The(graph, node)} is in {code}; functions at the edge live in {region}.",
                node,
                *(link for link in graph.links_of(node.id, "associate", "event") if link.target == node.id),
                fix=move_to_region(node, graph, region, subnets=()),
            )
        viewer = self.viewer(node, graph)
        most = self.parameters["viewer_timeout" if viewer else "origin_timeout"]
        timeout, memory = value(node, "timeout_s"), value(node, "memory_mb")
        if timeout is not None and timeout > most:
            yield self.finding(
                f"{The(graph, node)} has a timeout of {timeout} s; at the edge it may run {most} s.",
                node,
                fix=set_properties(f"Set {most} s", node.id, timeout_s=most),
            )
        room = self.parameters["viewer_memory"]
        if viewer and memory is not None and memory > room:
            yield self.finding(
                f"{The(graph, node)} has {memory:,} MB of memory; before viewers it has {room} MB.",
                node,
                fix=set_properties(f"Set {room} MB", node.id, memory_mb=room),
            )

    def viewer(self, node: Node, graph: Graph) -> bool:
        """Whether a link says that requests of viewers, or answers to them, trigger it."""
        links = graph.links_of(node.id, "associate", "event", "traffic")
        said = (str(link_value(link, name) or "") for link in links for name in self.parameters["trigger_in"])
        return any(words.lower().startswith("viewer") for words in said)


class MountingFunction(Rule):
    """LMB013: a function mounts over its network interface."""

    id = "LMB013"
    summary = "A function that mounts EFS is attached to the VPC of a mount target, or to one joined to it."
    rationale = "Mounting needs a network interface in a VPC."
    source = f"{_GUIDE}, EFS file system in another account (VPC peering)"
    link_kinds = ("mount",)
    parameters: ClassVar = {"joined_by": ("vpc_peering", "transit_gateway")}

    def joins(self, kind: str, source: str, target: str) -> bool:
        names = {source, target}
        return kind in self.link_kinds and FUNCTION in names and bool(names & {EFS, MOUNT_TARGET})

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = ends(link, graph)
        if found is None:
            return
        function, share = found if found[0].service.stored_name == FUNCTION else found[::-1]
        vpc = graph.vpc_of(function)
        if vpc is None and (graph.listed_subnets(function) or value(function, "managed_instances")):
            return  # attached to some VPC that the drawing does not tell
        theirs = self.vpcs_of(share, graph)
        if vpc is not None and (not theirs or any(self.reach(vpc, other, graph) for other in theirs)):
            return
        where = "no VPC" if vpc is None else "another VPC"
        yield self.finding(
            f"{The(graph, function)} is attached to {where} and cannot mount {the(graph, share)}; attach it "
            "to the VPC of the mount targets.",
            link,
            function,
            share,
            fix=self.attach(function, theirs, graph),
        )

    def vpcs_of(self, share: Node, graph: Graph) -> list[Node]:
        """The VPCs of a file system's mount targets, as far as drawn."""
        points = [share]
        if share.service.stored_name == EFS:
            near = graph.others(share.id, "attach", "associate", "mount", "traffic")
            points += [node for node in near if node.service.stored_name == MOUNT_TARGET]
        vpcs = [graph.vpc_of(point) for point in points]
        return list({vpc.id: vpc for vpc in vpcs if vpc is not None}.values())

    def reach(self, vpc: Node, other: Node, graph: Graph) -> bool:
        """Whether two VPCs are one, peered, or both on a transit gateway."""
        if vpc.id == other.id:
            return True
        beside = graph.others(vpc.id, "peer")
        peerings = [node for node in graph.others(vpc.id) if node.service.stored_name == "vpc_peering"]
        for peering in peerings:
            beside.extend(graph.others(peering.id))
        if any(node.id == other.id for node in beside):
            return True
        return on_transit_gateway(vpc.id, graph) and on_transit_gateway(other.id, graph)

    def attach(self, function: Node, vpcs: list[Node], graph: Graph) -> Fix | None:
        """Attach a function to the first of these VPCs, if it stands in its Region and in no VPC."""
        if not vpcs or graph.where(function).vpc is not None:
            return None
        if graph.region_of(function) != graph.region_of(vpcs[0]):
            return None
        subnets = [s for s in one_a_zone(vpcs[0], graph) if not graph.is_public(s)]
        label = f"Attach {graph.title(function)} to {the(graph, vpcs[0])}"
        ids = tuple(subnet.id for subnet in subnets)
        return set_properties(label, function.id, subnets=ids) if ids else None


class OwnTrigger(Rule):
    """LMB014: what a function writes must not wake it again."""

    id = "LMB014"
    summary = "A function does not write to the bucket that triggers it."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "The loop multiplies invocations and cost."
    source = f"{_GUIDE}; botocore service model lambda (not re-read)"
    link_kinds = ("traffic", "deliver")
    sources = (FUNCTION,)
    targets = (BUCKET,)
    parameters: ClassVar = {"writes": ("write", "put", "read_write", "readwrite", "copy")}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        writes = str(link_value(link, "op") or "").lower() in self.parameters["writes"]
        found = ends(link, graph)
        if found is None or not (writes or link.kind == "deliver"):
            return
        function, bucket = found
        triggers = [i for i in graph.links_of(bucket.id, "event") if i.target == function.id]
        if triggers:
            yield self.finding(
                f"{The(graph, function)} writes to {the(graph, bucket)}, which triggers it; write to another "
                "bucket.",
                link,
                function,
                bucket,
                *triggers,
                fix=self.other_bucket(link, bucket, graph),
            )

    def other_bucket(self, link: Link, bucket: Node, graph: Graph) -> Fix:
        """A new bucket beside this one, for what the function writes."""

        def work(draft: Draft) -> None:
            made = new_node(draft, BUCKET, bucket.parent, bucket.id, label=name)
            draft.put(link.model_copy(update={"target": made.id}))

        name = f"{graph.title(bucket)} output"
        return drafted(f"Write to the new bucket “{name}”", work, link.id, bucket.id)


class FailedEvents(Rule):
    """LMB016: an event that fails goes somewhere."""

    id = "LMB016"
    summary = "An asynchronously invoked function has a dead-letter queue or failure destination."
    severity: ClassVar[Severity] = "info"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "Failed events are dropped after two retries."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = (FUNCTION,)
    parameters: ClassVar = {
        "asynchronous": (
            *(BUCKET, "sns_topic", "eventbridge", "ses", "iot_core", "cloudwatch", "config", "cloudtrail"),
            *("cloudformation", "codepipeline", "systems_manager", "guardduty", "security_hub", "backup"),
        )
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "dead_letter_queue") or value(node, "edge"):
            return
        links = graph.links_of(node.id)
        if any(link.source == node.id and self.takes_failures(link) for link in links):
            return
        for link in links:
            source = graph.node(link.source) if link.target == node.id else None
            if source is not None and self.drops(link, source):
                yield self.finding(
                    f"Events from {the(graph, source)} that fail in {the(graph, node)} are lost; add a "
                    "dead-letter queue.",
                    node,
                    fix=self.queue(node, graph),
                )
                return

    def takes_failures(self, link: Link) -> bool:
        return link.kind == "dlq" or bool(link_value(link, "on_failure"))

    def drops(self, link: Link, source: Node) -> bool:
        """Whether the link invokes without waiting, so that nobody hears of a failure."""
        if link_value(link, "async"):
            return link.kind in ("traffic", "event")
        waits = source.service.stored_name not in self.parameters["asynchronous"]
        return link.kind in ("event", "subscribe") and not waits

    def queue(self, node: Node, graph: Graph) -> Fix | None:
        """A queue in the function's Region for what fails."""
        region = graph.where(node).region
        if region is None:
            return None
        name = f"{graph.title(node)} failures"
        label = f"Add the dead-letter queue “{name}”"
        return add_node(label, QUEUE, region, near=node.id, name=name, links_from=[("dlq", node.id)])
