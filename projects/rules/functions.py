"""Lambda functions (LMB)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.database_remedies import to_private_subnets
from projects.rules.fixes import insert_node, remove_link, set_properties
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.second_zones import spread
from projects.rules.wording import The, the

_API = "botocore service model lambda, CreateFunction"
_GUIDE = "AWS Lambda Developer Guide"


class _Range(Rule):
    applies_to = ("lambda_function",)
    property: ClassVar[str] = ""
    words: ClassVar[str] = ""

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        given = value(node, self.property)
        managed = bool(value(node, "managed_instances"))
        low, high = self.parameters["min"], self.parameters["max"]
        if managed:
            high = self.parameters.get("max_managed", high)
        if given is None or low <= given <= high:
            return
        nearest = low if given < low else high
        yield self.finding(
            f"{The(graph, node)} has {self.words.format(given)}; Lambda takes {low:,} to {high:,}.",
            node,
            fix=set_properties(f"Set {nearest:,}", node.id, **{self.property: nearest}),
        )


class Timeout(_Range):
    """LMB001: fifteen minutes."""

    id = "LMB001"
    summary = "The timeout is 1 to 900 seconds; up to 5,400 on Lambda Managed Instances."
    rationale = "A function stops after fifteen minutes; longer work belongs in ECS or Step Functions."
    source = _API
    parameters: ClassVar = {"min": 1, "max": 900, "max_managed": 5400}
    property = "timeout_s"
    words = "a timeout of {:,} seconds"


class Memory(_Range):
    """LMB002: 128 to 10,240 MB."""

    id = "LMB002"
    summary = "Memory is 128 to 10,240 MB; up to 32,768 on Lambda Managed Instances."
    rationale = "The API refuses other values."
    source = _API
    parameters: ClassVar = {"min": 128, "max": 10240, "max_managed": 32768, "max_2020": 3008}
    property = "memory_mb"
    words = "{:,} MB of memory"


class EphemeralStorage(_Range):
    """LMB003: 512 to 10,240 MB of scratch space."""

    id = "LMB003"
    summary = "Ephemeral storage is 512 to 10,240 MB."
    rationale = "The API refuses other values."
    source = _API
    parameters: ClassVar = {"min": 512, "max": 10240}
    property = "ephemeral_storage_mb"
    words = "{:,} MB of ephemeral storage"


class Concurrency(Rule):
    """LMB004: a hundred executions stay unreserved."""

    id = "LMB004"
    summary = "Reserved concurrency of a Region sums to at most 900 of the default 1,000."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "service_limits"
    rationale = "100 must stay unreserved; the quota can be raised."
    source = _GUIDE
    applies_to = ("region",)
    parameters: ClassVar = {"account": 1000, "unreserved_min": 100}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        functions = graph.inside(node.id, "lambda_function")
        reserved = [item for item in functions if value(item, "reserved_concurrency")]
        total = sum(value(item, "reserved_concurrency") for item in reserved)
        most = self.parameters["account"] - self.parameters["unreserved_min"]
        if total > most:
            yield self.finding(
                f"Functions in {the(graph, node)} reserve {total:,} executions; at most {most} fit the "
                "default quota.",
                *reserved,
                node,
                fix=self.less(reserved, total - most, graph),
            )

    def less(self, functions: list[Node], excess: int, graph: Graph) -> Fix | None:
        """The function that reserves most gives up what is too much, if it keeps what it provisions."""
        largest = max(functions, key=lambda item: int(value(item, "reserved_concurrency")))
        left = value(largest, "reserved_concurrency") - excess
        if left < max(1, value(largest, "provisioned_concurrency") or 0):
            return None
        return set_properties(
            f"Reserve {left:,} for {the(graph, largest)}", largest.id, reserved_concurrency=left
        )


class Layers(Rule):
    """LMB005: five layers."""

    id = "LMB005"
    summary = "A function uses at most five layers."
    rationale = "The API refuses more."
    source = _API
    applies_to = ("lambda_function",)
    parameters: ClassVar = {"max": 5}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        layers = value(node, "layers")
        if layers is not None and layers > self.parameters["max"]:
            fix = set_properties("Keep 5", node.id, layers=5)
            yield self.finding(f"{The(graph, node)} has {layers} layers; a function takes 5.", node, fix=fix)


class FunctionZones(Rule):
    """LMB006: a function in a VPC outlives a zone."""

    id = "LMB006"
    summary = "A VPC-attached function lists subnets in at least two Availability Zones."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "With one subnet it stops when the zone does."
    source = f"{_GUIDE} (not re-read)"
    applies_to = ("lambda_function",)
    parameters: ClassVar = {"min_zones": 2}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        zones = graph.zones_of(node) if graph.listed_subnets(node) else None
        if zones is not None and len(zones) < self.parameters["min_zones"]:
            yield self.finding(
                f"{The(graph, node)} has subnets of one zone only; add one in a second.",
                node,
                fix=spread(graph, node),
            )


class FunctionInPublic(Rule):
    """LMB007: a function has no public address."""

    id = "LMB007"
    summary = "A VPC-attached function is in private subnets."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "performance"
    rationale = "It gets no public address, so a public subnet gives it no way out."
    source = f"{_GUIDE} (not re-read)"
    applies_to = ("lambda_function",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        public = [subnet for subnet in graph.subnets_of(node) if graph.is_public(subnet)]
        if public:
            yield self.finding(
                f"{The(graph, node)} is in {the(graph, public[0])}, which gives it no way out; use "
                "private subnets.",
                node,
                *public,
                fix=to_private_subnets(node, graph),
            )


class EventSource(Rule):
    """LMB008: a volume triggers nothing."""

    id = "LMB008"
    summary = "An event link into a function starts at a service that can invoke it."
    rationale = "Volumes, file systems, caches, gateways and most load balancers invoke nothing."
    source = _GUIDE
    link_kinds = ("event",)
    targets = ("lambda_function",)
    parameters: ClassVar = {
        "reports": ("ebs_volume", "elasticache_cluster", "memorydb", "fsx", "acm_certificate"),
        "never": (
            *(
                "ebs_volume",
                "efs_file_system",
                "efs_mount_target",
                "fsx",
                "elasticache_cluster",
                "memorydb",
                "dax",
            ),
            *("network_load_balancer", "classic_load_balancer", "gateway_load_balancer", "internet_gateway"),
            *("egress_only_internet_gateway", "nat_gateway", "virtual_private_gateway", "gateway_endpoint"),
            *("transit_gateway", "route_table", "network_acl", "security_group", "elastic_network_interface"),
            *("elastic_ip", "acm_certificate", "direct_connect", "site_to_site_vpn", "customer_gateway"),
        ),
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or target.service.name != "lambda_function":
            return
        if source.service.stored_name in self.parameters["never"]:
            yield self.finding(
                f"{The(graph, source)} cannot invoke {the(graph, target)}; use EventBridge or SNS.",
                link,
                source,
                target,
                fix=self.through_bus(link, source, graph),
            )

    def through_bus(self, link: Link, source: Node, graph: Graph) -> Fix:
        """EventBridge in between for what reports its events there; else the link is a mistake."""
        if source.service.stored_name in self.parameters["reports"]:
            return insert_node("Put EventBridge in between", link.id, "eventbridge")
        return remove_link(f"Remove the link from {the(graph, source)}", link.id)


class QueueTimeout(Rule):
    """LMB010: a message stays hidden while the function works on it."""

    id = "LMB010"
    summary = "The visibility timeout of a source queue is at least the function's timeout."
    rationale = "Messages would come twice; the API refuses the mapping."
    source = _GUIDE
    link_kinds = ("event",)
    sources = ("sqs_queue",)
    targets = ("lambda_function",)
    parameters: ClassVar = {"recommended_factor": 6}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        queue, function = graph.node(link.source), graph.node(link.target)
        if queue is None or function is None or queue.service.name != "sqs_queue":
            return
        hidden, timeout = value(queue, "visibility_s"), value(function, "timeout_s")
        if hidden is None or timeout is None or hidden >= timeout:
            return
        wanted = min(timeout * self.parameters["recommended_factor"], 43_200)
        yield self.finding(
            f"{The(graph, queue)} hides messages for {hidden} s, less than the {timeout} s of "
            f"{the(graph, function)};"
            f" set {wanted} s.",
            queue,
            function,
            link,
            fix=set_properties(f"Set {wanted} s", queue.id, visibility_s=wanted),
        )


class Provisioned(Rule):
    """LMB015: provisioned is a part of reserved."""

    id = "LMB015"
    summary = "Provisioned concurrency does not exceed reserved concurrency."
    rationale = "The API refuses more."
    source = _API
    applies_to = ("lambda_function",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        warm, reserved = value(node, "provisioned_concurrency"), value(node, "reserved_concurrency")
        if warm is not None and reserved is not None and warm > reserved:
            yield self.finding(
                f"{The(graph, node)} provisions {warm} executions but reserves {reserved}; reserve as many.",
                node,
                fix=set_properties(f"Reserve {warm}", node.id, reserved_concurrency=warm),
            )


class Runtime(Rule):
    """LMB017: old runtimes get no patches."""

    id = "LMB017"
    summary = "The runtime is supported."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Deprecated runtimes get no security patches."
    source = "cfn-lint LmbdRuntimeLifecycle.json"
    applies_to = ("lambda_function",)
    parameters: ClassVar = {
        "deprecated": (
            *("python2.7", "python3.6", "python3.7", "python3.8", "nodejs10.x", "nodejs12.x", "nodejs14.x"),
            *("nodejs16.x", "nodejs18.x", "ruby2.5", "ruby2.7", "dotnetcore2.1", "dotnetcore3.1", "dotnet6"),
            *("go1.x", "java8"),
        ),
        "current": {
            "python": "python3.13",
            "nodejs": "nodejs22.x",
            "ruby": "ruby3.3",
            "dotnet": "dotnet8",
            "dotnetcore": "dotnet8",
            "go": "provided.al2023",
            "java": "java21",
        },
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        runtime = value(node, "runtime")
        if runtime in self.parameters["deprecated"]:
            language = re.match(r"[a-z]+", str(runtime))
            current = self.parameters["current"].get(language[0] if language else "")
            yield self.finding(
                f"{The(graph, node)} uses {runtime}, which has ended; choose a current runtime.",
                node,
                fix=set_properties(f"Use {current}", node.id, runtime=current) if current else None,
            )
