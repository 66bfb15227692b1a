"""Messages and workflows (SNS, SES, EVB, SFN): who may be told, and how long a workflow runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects import edits
from projects.document import Draft
from projects.facts import link_value, value
from projects.graph import Graph
from projects.known_services import known_services
from projects.records import Link, Node
from projects.rules.fixes import set_properties
from projects.rules.remedies import drafted, ends, function_between, new_node
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the

TOPIC, QUEUE, FUNCTION = "sns_topic", "sqs_queue", "lambda_function"
_SNS = "Amazon SNS Developer Guide; API Subscribe"


def is_aws_service(node: Node) -> bool:
    """Whether a node is a service or resource of AWS that is known here: no person, server or frame."""
    name = node.service.stored_name
    return name in known_services() and node.service.shape in ("service", "resource")


class Subscribers(Rule):
    """SNS001: a table subscribes to nothing."""

    id = "SNS001"
    summary = "Subscribers are queues, functions, HTTP(S) endpoints, e-mail, SMS, mobile push or Firehose."
    rationale = "Subscribe knows no other protocols."
    source = _SNS
    link_kinds = ("subscribe",)
    sources = (TOPIC,)
    parameters: ClassVar = {
        "protocols": (
            *("sqs", "lambda", "http", "https", "email", "email-json", "sms", "application", "firehose"),
        ),
        "queues": (QUEUE,),
        "functions": (FUNCTION,),
        "streams": ("firehose",),
        "http": (
            *("api_gateway", "application_load_balancer", "network_load_balancer", "classic_load_balancer"),
            *("ec2_instance", "ecs", "fargate", "eks", "elastic_beanstalk", "app_runner", "lightsail"),
            *("cloudfront", "appsync", "amplify", "elastic_ip", "route53", "global_accelerator"),
        ),
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = ends(link, graph)
        if found is None or not is_aws_service(found[1]):
            return
        topic, target = found
        legal = (target.service.stored_name in self.parameters[p] for p in _PROTOCOLS)
        if any(legal):
            return
        yield self.finding(
            f"{The(graph, target)} cannot subscribe to {the(graph, topic)}; put a function or a queue in "
            "between.",
            link,
            target,
            topic,
            fix=None if value(topic, "type") == "fifo" else function_between(link, graph),
        )


_PROTOCOLS = ("queues", "functions", "streams", "http")


class FifoSubscribers(Rule):
    """SNS002: order is kept from topic to queue only."""

    id = "SNS002"
    summary = "A FIFO topic delivers to queues only, and a standard topic never to a FIFO queue."
    rationale = "The API refuses other subscriptions."
    source = f"{_SNS} (not re-read)"
    link_kinds = ("subscribe", "event")
    sources = (TOPIC,)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = ends(link, graph)
        if found is None or found[0].service.stored_name != TOPIC:
            return
        topic, target = found
        kind, name = value(topic, "type"), target.service.stored_name
        if kind == "fifo" and name != QUEUE and not target.service.is_container():
            yield self.finding(
                f"{The(graph, topic)} is FIFO and delivers to queues only, not to {the(graph, target)}.",
                link,
                topic,
                target,
                fix=self.queue_between(link, target, graph) or self.standard(topic, graph),
            )
        elif kind == "standard" and name == QUEUE and value(target, "type") == "fifo":
            yield self.finding(
                f"{The(graph, topic)} is standard and cannot deliver to {the(graph, target)}, which is FIFO.",
                link,
                topic,
                target,
                fix=self.fifo(topic, graph),
            )

    def subscribers(self, topic: Node, graph: Graph) -> list[Node]:
        return graph.targets(topic.id, *self.link_kinds)

    def standard(self, topic: Node, graph: Graph) -> Fix | None:
        """Make the topic standard, unless a FIFO queue listens to it."""
        if any(value(node, "type") == "fifo" for node in self.subscribers(topic, graph)):
            return None
        return set_properties(f"Make {graph.title(topic)} a standard topic", topic.id, type="standard")

    def fifo(self, topic: Node, graph: Graph) -> Fix | None:
        """Make the topic FIFO, if only queues listen to it."""
        if any(node.service.stored_name != QUEUE for node in self.subscribers(topic, graph)):
            return None
        return set_properties(f"Make {graph.title(topic)} a FIFO topic", topic.id, type="fifo")

    def queue_between(self, link: Link, function: Node, graph: Graph) -> Fix | None:
        """A FIFO queue, from which the function is fed; None for others than functions."""
        topic = graph.node(link.source)
        region = graph.where(topic).region if topic is not None else None
        if function.service.stored_name != FUNCTION:
            return None
        if region is None or graph.region_of(function) not in ("", graph.region_of(topic or function)):
            return None
        hidden = value(function, "timeout_s")

        def work(draft: Draft) -> None:
            queue = new_node(draft, QUEUE, region, link.source, type="fifo", visibility_s=hidden)
            draft.remove(link.id)
            edits.connect(draft, link.source, queue.id, "subscribe")
            edits.connect(draft, queue.id, function.id, "event")

        label = f"Put a FIFO queue before {graph.title(function)}"
        return drafted(label, work, link.id, region, function.id)


class MailEvents(Rule):
    """SES001: mail goes to a function, not to a queue."""

    id = "SES001"
    summary = "Mail received or sent is reported to S3, SNS, Lambda, Firehose, CloudWatch or EventBridge."
    rationale = "Receipt rules and event destinations know no other actions."
    source = "botocore service models ses ReceiptAction, sesv2 EventDestinationDefinition"
    link_kinds = ("event",)
    sources = ("ses",)
    parameters: ClassVar = {
        "targets": (
            *("s3_bucket", TOPIC, FUNCTION, "workmail", "connect", "firehose", "cloudwatch", "eventbridge"),
            "pinpoint",
        )
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = ends(link, graph)
        if found is None or not is_aws_service(found[1]):
            return
        mail, target = found
        if target.service.stored_name not in self.parameters["targets"]:
            yield self.finding(
                f"{The(graph, mail)} cannot hand mail to {the(graph, target)}; put a function in between.",
                link,
                target,
                mail,
                fix=function_between(link, graph),
            )


class MailSandbox(Rule):
    """SES002: a new account may mail to itself only."""

    id = "SES002"
    summary = "The account has left the sandbox of SES before production."
    severity: ClassVar[Severity] = "info"
    category: ClassVar[Category] = "operational_excellence"
    rationale = "The sandbox limits mail to verified addresses and 200 a day."
    source = "Amazon SES Developer Guide (not re-read)"
    applies_to = ("ses",)
    parameters: ClassVar = {"per_day": 200}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if not value(node, "production_access"):
            yield self.finding(
                f"{The(graph, node)} is in the sandbox of a new account; request production access.", node
            )


class RuleTargets(Rule):
    """EVB001: five targets a rule."""

    id = "EVB001"
    summary = "A rule of an event bus has at most five targets."
    rationale = "PutTargets refuses more."
    source = "Amazon EventBridge User Guide; API PutTargets"
    applies_to = ("eventbridge",)
    parameters: ClassVar = {"max": 5, "not_judged": ("scheduler", "pipe")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "kind") in self.parameters["not_judged"]:
            return
        rules: dict[str, list[Link]] = {}
        for link in graph.links_of(node.id, "event"):
            rule = link_value(link, "rule")
            if rule and link.source == node.id:
                rules.setdefault(str(rule), []).append(link)
        most = self.parameters["max"]
        for rule, links in rules.items():
            if len(links) > most:
                yield self.finding(
                    f"The rule “{rule}” of {the(graph, node)} has {len(links)} targets; split it into rules "
                    f"of {most}.",
                    node,
                    *links,
                    fix=self.split(rule, set(rules), [link.id for link in links[most:]]),
                )

    def split(self, rule: str, taken: set[str], extra: list[str]) -> Fix:
        """Give the targets beyond the fifth to further rules of five."""
        most = self.parameters["max"]
        free = (f"{rule} {number}" for number in range(2, len(extra) + len(taken) + 3))
        names = [name for name in free if name not in taken][: -(-len(extra) // most)]

        def work(draft: Draft) -> None:
            for position, link_id in enumerate(extra):
                link = draft.get(link_id)
                if isinstance(link, Link):
                    details = {**link.details, "rule": names[position // most]}
                    draft.put(link.model_copy(update={"details": details}))

        return drafted(f"Split the rule “{rule}”", work)


class WorkflowDuration(Rule):
    """SFN001: express workflows are short."""

    id = "SFN001"
    summary = "Express workflows run at most five minutes, standard ones one year."
    rationale = "Step Functions ends longer ones."
    source = "AWS Step Functions Developer Guide (not re-read)"
    applies_to = ("step_functions",)
    parameters: ClassVar = {"express_s": 300, "standard_days": 365}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        duration, kind = value(node, "duration_s"), str(value(node, "type") or "").upper()
        if duration is None:
            return
        year = self.parameters["standard_days"] * 86_400
        if duration > year:
            yield self.finding(f"{The(graph, node)} runs longer than a year, the longest possible.", node)
        elif kind == "EXPRESS" and duration > self.parameters["express_s"]:
            yield self.finding(
                f"{The(graph, node)} is an express workflow and ends after five minutes; make it standard.",
                node,
                fix=set_properties("Make it a standard workflow", node.id, type="STANDARD"),
            )
