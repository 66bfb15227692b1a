"""Streams (KIN) and the clusters that span zones (MSK, OPS, MQ)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import set_properties
from projects.rules.messaging import is_aws_service
from projects.rules.remedies import ends, function_between, known_subnets, use_zones
from projects.rules.rule import Finding, Fix, Rule
from projects.rules.wording import The, the


class StreamShape(Rule):
    """KIN001: a day to a year; shards where they are provisioned."""

    id = "KIN001"
    summary = "A stream keeps records 24 to 8,760 hours; a provisioned one has shards, an on-demand one none."
    rationale = "The API refuses other values."
    source = "botocore service model kinesis, IncreaseStreamRetentionPeriod (8760 hours)"
    applies_to = ("kinesis_streams",)
    parameters: ClassVar = {"retention_h": (24, 8760), "min_shards": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        hours = value(node, "retention_hours")
        low, high = self.parameters["retention_h"]
        if hours is not None and not low <= hours <= high:
            nearest = low if hours < low else high
            yield self.finding(
                f"{The(graph, node)} keeps records for {hours:,} hours; AWS keeps them {low} to {high:,}.",
                node,
                fix=set_properties(f"Keep them {nearest:,} hours", node.id, retention_hours=nearest),
            )
        mode, shards = str(value(node, "mode") or "").lower(), value(node, "shards")
        if shards is None:
            return
        if mode == "provisioned" and shards < self.parameters["min_shards"]:
            fix = set_properties("Give it a shard", node.id, shards=1)
            yield self.finding(
                f"{The(graph, node)} is provisioned but has no shard; give it one.", node, fix=fix
            )
        elif mode == "on_demand" and shards:
            yield self.finding(
                f"{The(graph, node)} scales on demand and takes no number of shards.",
                node,
                fix=set_properties("Leave the shards to AWS", node.id, shards=None),
            )


class StreamDestination(Rule):
    """KIN002: Firehose does not write to tables."""

    id = "KIN002"
    summary = "Data Firehose delivers to S3, Redshift, OpenSearch, HTTP endpoints or Iceberg tables."
    rationale = "CreateDeliveryStream knows no other destinations; a link to Lambda is a transformation."
    source = "botocore service model firehose, CreateDeliveryStream destination configurations"
    link_kinds = ("deliver",)
    sources = ("firehose",)
    parameters: ClassVar = {
        "targets": (
            *("s3_bucket", "redshift_cluster", "opensearch", "third_party_service", "internet"),
            *("on_premises_server", "api_gateway", "application_load_balancer", "network_load_balancer"),
            *("ec2_instance", "glue", "lambda_function", "cloudwatch"),
        )
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = ends(link, graph)
        if found is None or not is_aws_service(found[1]):
            return
        stream, target = found
        if target.service.stored_name not in self.parameters["targets"]:
            yield self.finding(
                f"{The(graph, stream)} cannot deliver to {the(graph, target)}; put a function in between.",
                link,
                target,
                stream,
                fix=function_between(link, graph),
            )


def same_zone(subnets: list[Node], graph: Graph) -> bool:
    """Whether two of these subnets are known to be of one zone."""
    zones = [zone for zone in map(graph.zone_of, subnets) if zone is not None]
    return len(set(zones)) < len(zones)


class KafkaBrokers(Rule):
    """MSK001: as many brokers in each zone."""

    id = "MSK001"
    summary = "An MSK cluster uses 2 or 3 subnets in distinct zones, and as many brokers in each."
    rationale = "The API refuses others."
    source = "Amazon MSK Developer Guide; API BrokerNodeGroupInfo (not re-read)"
    applies_to = ("msk",)
    parameters: ClassVar = {"subnets": (2, 3)}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        subnets = known_subnets(node, graph)
        if not subnets or value(node, "mode") == "serverless":
            return
        low, high = self.parameters["subnets"]
        if not low <= len(subnets) <= high or same_zone(subnets, graph):
            yield self.finding(
                f"{The(graph, node)} needs {low} or {high} subnets, each in another Availability Zone.",
                node,
                fix=self.zones(node, subnets, graph),
            )
            return
        brokers = value(node, "brokers")
        if brokers is not None and brokers % len(subnets):
            wanted = -(-brokers // len(subnets)) * len(subnets)
            yield self.finding(
                f"{The(graph, node)} has {brokers} brokers over {len(subnets)} zones; use {wanted}.",
                node,
                fix=set_properties(f"Use {wanted} brokers", node.id, brokers=wanted),
            )

    def zones(self, node: Node, subnets: list[Node], graph: Graph) -> Fix | None:
        """Other subnets, as many as the brokers can be spread over."""
        low, high = self.parameters["subnets"]
        brokers = value(node, "brokers") or 0
        wanted = low if len(subnets) <= low else high
        for count in dict.fromkeys((wanted, low, high)):
            fix = use_zones(node, graph, count) if brokers % count == 0 else None
            if fix is not None:
                return fix
        return None


class ZoneAwareness(Rule):
    """OPS001: as many zones as subnets. A domain of one zone is not zone-aware."""

    id = "OPS001"
    summary = "Zone awareness uses 2 or 3 zones, equal to the number of VPC subnets."
    rationale = "The API refuses other numbers."
    source = "Amazon OpenSearch Service Developer Guide; API ZoneAwarenessConfig"
    applies_to = ("opensearch",)
    parameters: ClassVar = {"az": (2, 3)}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        zones = value(node, "availability_zones")
        if zones is None or zones <= 1 or value(node, "mode") in ("serverless", "collection"):
            return
        low, high = self.parameters["az"]
        subnets = known_subnets(node, graph)
        count = len(subnets)
        if low <= zones <= high and (not subnets or count == zones and not same_zone(subnets, graph)):
            return
        in_words = f" but lists {count} {'subnet' if count == 1 else 'subnets'}" if subnets else ""
        yield self.finding(
            f"{The(graph, node)} spans {zones} zones{in_words}; use {low} or {high}, and as many subnets.",
            node,
            fix=self.remedy(node, subnets, min(zones, high), graph),
        )

    def remedy(self, node: Node, subnets: list[Node], zones: int, graph: Graph) -> Fix | None:
        """As many zones as subnets; with one subnet, or two of a zone, more subnets."""
        low, high = self.parameters["az"]
        if not subnets:
            return set_properties(f"Use {high} zones", node.id, availability_zones=high)
        if low <= len(subnets) <= high and not same_zone(subnets, graph):
            count = len(subnets)
            return set_properties(f"Use {count} zones", node.id, availability_zones=count)
        return use_zones(node, graph, zones) if zones == value(node, "availability_zones") else None


class BrokerSubnets(Rule):
    """MQ001: a standby stands in another zone."""

    id = "MQ001"
    summary = "An active/standby broker has two subnets in two zones, a single instance one."
    rationale = "CreateBroker refuses other numbers."
    source = "Amazon MQ Developer Guide; API CreateBroker"
    applies_to = ("mq",)
    parameters: ClassVar = {"ACTIVE_STANDBY_MULTI_AZ": 2, "SINGLE_INSTANCE": 1}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        subnets = known_subnets(node, graph)
        wanted = self.parameters.get(str(value(node, "mode") or "").upper())
        if not subnets or wanted is None:
            return
        if len(subnets) == wanted and not same_zone(subnets, graph):
            return
        words = "one subnet" if wanted == 1 else "two subnets in two Availability Zones"
        yield self.finding(
            f"{The(graph, node)} needs {words}; it lists {len(subnets)}.",
            node,
            fix=use_zones(node, graph, wanted),
        )
