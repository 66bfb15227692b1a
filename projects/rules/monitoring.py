"""Trails, configuration records and alarms (MON)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from projects.facts import link_value, value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import add_node, insert_node, set_link, set_properties
from projects.rules.messaging import is_aws_service
from projects.rules.remedies import deliver_to, ends
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.wording import The, listed, the

TRAIL, TOPIC, BUCKET, ALARMS = "cloudtrail", "sns_topic", "s3_bucket", "cloudwatch"


class TrailShown(Rule):
    """MON001: who did what is kept. Only an account said to be in production is drawn as a whole."""

    id = "MON001"
    summary = "A drawing of a whole account shows CloudTrail."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Without a trail nobody can tell later who did what."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = ("account",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if not value(node, "production") or not graph.inside(node.id, "region"):
            return
        for trail in graph.nodes_of(TRAIL):
            own = graph.where(trail).account in (node.id, None)
            if own or value(trail, "organization_trail") is not False:
                return
        home = graph.inside(node.id, "region")[0]
        yield self.finding(
            f"{The(graph, node)} has no trail; add CloudTrail.",
            node,
            fix=add_node(f"Add CloudTrail in {the(graph, home)}", TRAIL, home.id),
        )


class RecordDestination(Rule):
    """MON002: records go to a bucket."""

    id = "MON002"
    summary = "Trails and AWS Config deliver to S3, CloudWatch Logs, SNS or EventBridge."
    rationale = "They know no other destinations."
    source = "AWS CloudTrail User Guide (not re-read)"
    link_kinds = ("deliver",)
    sources = (TRAIL, "config")
    parameters: ClassVar = {
        "targets": (
            *(BUCKET, ALARMS, TOPIC, "eventbridge", "lambda_function", "systems_manager", "security_hub"),
            *("athena", TRAIL),
        )
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = ends(link, graph)
        if found is None or not is_aws_service(found[1]):
            return
        recorder, target = found
        if target.service.stored_name not in self.parameters["targets"]:
            yield self.finding(
                f"{The(graph, recorder)} cannot deliver to {the(graph, target)}; deliver to an S3 bucket.",
                link,
                recorder,
                target,
                fix=deliver_to(link, graph, BUCKET, "a new S3 bucket"),
            )


def legal_period(seconds: int) -> bool:
    """Whether an alarm can look at a metric this often."""
    return seconds in AlarmPeriod.parameters["values"] or (seconds > 0 and seconds % 60 == 0)


class AlarmPeriod(Rule):
    """MON003: alarms look every so many minutes."""

    id = "MON003"
    summary = "Alarm periods are 10, 20 or 30 s, or multiples of 60 s."
    rationale = "PutMetricAlarm refuses others (cfn-lint E3615)."
    source = "Amazon CloudWatch User Guide"
    applies_to = (ALARMS,)
    link_kinds = ("alarm",)
    parameters: ClassVar = {"values": (10, 20, 30), "multiple_of": 60}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        periods = [int(found) for found in re.findall(r"\d+", str(value(node, "alarm_periods") or ""))]
        wrong = [period for period in periods if not legal_period(period)]
        if not wrong:
            return
        mended = dict.fromkeys(p if legal_period(p) else self.nearest(p) for p in periods)
        yield self.finding(
            f"{The(graph, node)} has an alarm with a period of {wrong[0]} s; use 10, 20, 30 or a multiple "
            "of 60.",
            node,
            fix=set_properties(
                f"Use {listed(f'{self.nearest(period)} s' for period in dict.fromkeys(wrong))}",
                node.id,
                alarm_periods=", ".join(map(str, mended)),
            ),
        )

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        period = link_value(link, "period_s")
        if isinstance(period, int) and not legal_period(period):
            nearest = self.nearest(period)
            yield self.finding(
                f"An alarm has a period of {period} s; use 10, 20, 30 or a multiple of 60.",
                link,
                link.source,
                fix=set_link(f"Use {nearest} s", link.id, period_s=nearest),
            )

    def nearest(self, period: int) -> int:
        """The legal period next above."""
        step: int = self.parameters["multiple_of"]
        return next((p for p in self.parameters["values"] if p >= period), max(1, -(-period // step)) * step)


class AlarmAction(Rule):
    """MON004: a bucket cannot be alarmed.

    The API takes few kinds of action, but deployments and workflows are drawn as alarmed too; so only
    what the book names is judged: storage, queues, gateways and DNS.
    """

    id = "MON004"
    summary = "Alarms act on topics, functions, Auto Scaling, EC2 or Systems Manager."
    rationale = "Storage, queues, gateways and DNS are no alarm actions."
    source = (
        "botocore service model cloudwatch, PutMetricAlarm AlarmActions; Application Auto Scaling targets "
        "(not re-read)"
    )
    link_kinds = ("alarm",)
    sources = (ALARMS,)
    targets = (
        *(BUCKET, "s3_glacier", "ebs_volume", "ebs_snapshot", "efs_file_system", "efs_mount_target", "fsx"),
        *("storage_gateway", "backup", "sqs_queue", "mq", "api_gateway", "internet_gateway", "nat_gateway"),
        *("egress_only_internet_gateway", "virtual_private_gateway", "transit_gateway", "customer_gateway"),
        *("direct_connect_gateway", "gateway_endpoint", "interface_endpoint", "route53"),
    )

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = ends(link, graph)
        if found is None:
            return
        alarms, target = found
        if target.service.stored_name == "sqs_queue":
            region = graph.where(target).region
            fix = (
                insert_node("Put an SNS topic in between", link.id, TOPIC, parent=region) if region else None
            )
        else:
            fix = deliver_to(link, graph, TOPIC, "a new SNS topic")
        yield self.finding(
            f"An alarm of {the(graph, alarms)} cannot act on {the(graph, target)}; notify an SNS topic.",
            link,
            target,
            alarms,
            fix=fix,
        )
