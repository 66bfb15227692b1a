"""Regions, zones and what is offered where (GEO)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.balancer_remedies import newer_balancer
from projects.rules.fixes import move_to, replace_node, set_properties
from projects.rules.remedies import move_to_region, one_a_zone
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the

_REGION = (
    r"[a-z]{2,4}(?:-(?:gov|iso[a-z]?|[a-z]{2}))?"
    r"-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-[1-9]"
)
_ENDPOINTS = "botocore 1.44.5 endpoints data, all partitions"


class RegionCode(Rule):
    """GEO001: us-middle-1 is no Region."""

    id = "GEO001"
    summary = (
        "A Region has the code of an AWS Region; a well-formed code that is not known here is not judged."
    )
    rationale = "A code that is none has no endpoints and no prices."
    source = _ENDPOINTS
    applies_to = ("region",)
    parameters: ClassVar = {"well_formed": re.compile(_REGION)}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        code = value(node, "code")
        if code and not self.parameters["well_formed"].fullmatch(str(code)):
            yield self.finding(
                f"“{code}” is not the code of an AWS Region; choose one such as us-east-1.",
                node,
                fix=self.alike(node, str(code), graph),
            )

    def alike(self, node: Node, code: str, graph: Graph) -> Fix | None:
        """The Region whose code reads most like it and suits the zones that are named."""
        from pricing.regions import regions

        zones = [
            str(value(zone, "zone") or "") for zone in graph.inside(node.id, "availability_zone", "subnet")
        ]
        named = {zone[:-1] for zone in zones if re.fullmatch(f"{_REGION}[a-z]", zone)}
        codes = [found.code for found in regions()]
        likely = sorted(named & set(codes)) if named else get_close_matches(code, codes, 1, 0.5)
        return set_properties(f"Use {likely[0]}", node.id, code=likely[0]) if len(likely) == 1 else None


class ZoneOfRegion(Rule):
    """GEO002: eu-west-1a is a zone of eu-west-1."""

    id = "GEO002"
    summary = "A zone's name belongs to the Region around it; zone ids and free labels are not judged."
    rationale = "Zone names are scoped to their Region."
    source = "AWS General Reference: regions, zones and endpoints (not re-read)"
    applies_to = ("availability_zone", "subnet")
    parameters: ClassVar = {"pattern": re.compile(f"({_REGION})([a-z])")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        match = self.parameters["pattern"].fullmatch(str(value(node, "zone") or ""))
        code = graph.region_of(node)
        if match and code and match[1] != code:
            fix = set_properties(f"Call it {code}{match[2]}", node.id, zone=code + match[2])
            yield self.finding(
                f"{The(graph, node)} belongs to {match[1]}, not to {code}; choose a zone of {code}.",
                node,
                fix=fix,
            )


class ZoneLetter(Rule):
    """GEO003: Tokyo has no zone f."""

    id = "GEO003"
    summary = "The zone's letter exists in the Region."
    severity: ClassVar[Severity] = "warning"
    rationale = "Letters differ by Region, and which zone a letter means differs by account."
    source = "moto instance_type_offerings data; AWS zone id documentation"
    applies_to = ("availability_zone",)
    parameters: ClassVar = {"pattern": re.compile(f"({_REGION})([a-z])")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        from pricing.regions import region

        name = str(value(node, "zone") or "")
        match = self.parameters["pattern"].fullmatch(name)
        if not match or match[1] != graph.region_of(node):
            return
        facts = region(match[1])
        if facts is not None and facts.zones and name not in facts.zones:
            letters = ", ".join(zone[-1] for zone in facts.zones)
            yield self.finding(
                f"{The(graph, node)} may not exist: {match[1]} offers the zones {letters} to most accounts.",
                node,
                fix=self.existing(node, facts.zones, graph),
            )

    def existing(self, node: Node, zones: Sequence[str], graph: Graph) -> Fix | None:
        """A zone of the Region that the VPC does not show yet."""
        where = graph.where(node)
        shown = {
            value(other, "zone") for other in graph.inside(where.vpc or where.region, "availability_zone")
        }
        free = next((zone for zone in zones if zone not in shown), None)
        return set_properties(f"Call it {free}", node.id, zone=free) if free else None


class TypeOffered(Rule):
    """GEO005: the instance type can be had in the Region."""

    id = "GEO005"
    summary = (
        "The instance type is offered in the Region; types and Regions newer than the data are not judged."
    )
    rationale = "RunInstances refuses a type that the Region does not offer."
    source = "moto instance_type_offerings data; cfn-lint E3628"
    applies_to = ("ec2_instance", "auto_scaling_group")

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        name, code = value(node, "instance_type"), graph.region_of(node)
        if not name or not code:
            return
        if not _may_be_offered(str(name), code):
            yield self.finding(
                f"{The(graph, node)} has the type {name}, which {code} does not offer; choose another type.",
                node,
            )


@cache
def _may_be_offered(name: str, region: str) -> bool:
    """False only where the data is sure that a Region does not offer an instance type."""
    from pricing.instances import zones_offering

    return zones_offering(name, region) != ()


class OptInRegion(Rule):
    """GEO006: some Regions must be enabled first."""

    id = "GEO006"
    summary = "A Region that needs opt-in is enabled before use."
    severity: ClassVar[Severity] = "info"
    category: ClassVar[Category] = "operational_excellence"
    rationale = "Regions launched after March 2019 are disabled until the account enables them."
    source = "AWS General Reference: regions, zones and endpoints (not re-read)"
    applies_to = ("region",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        from pricing.regions import region

        facts = region(str(value(node, "code") or ""))
        if facts is not None and facts.opt_in:
            yield self.finding(f"{The(graph, node)} must be enabled in the account before it is used.", node)


class LocalZoneService(Rule):
    """GEO008: a Local Zone offers a part of the services."""

    id = "GEO008"
    summary = "Only services that Local Zones offer stand in one."
    severity: ClassVar[Severity] = "warning"
    rationale = "Local Zones extend a Region with a part of its services, which differs by zone."
    source = "AWS global infrastructure documentation (not re-read)"
    applies_to = ("local_zone",)
    parameters: ClassVar = {
        "usual": (
            *("ec2_instance", "ebs_volume", "application_load_balancer", "ecs", "eks", "fargate"),
            *("elastic_network_interface", "elastic_ip", "nat_gateway", "route_table", "network_acl"),
        )
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        for item in graph.inside(node.id):
            if item.service.is_container() or item.service.is_overlay():
                continue
            if item.service.stored_name not in self.parameters["usual"]:
                yield self.finding(
                    f"{The(graph, item)} may not be offered in this Local Zone; use the Region.",
                    item,
                    fix=self.to_region(item, node, graph),
                )

    def to_region(self, item: Node, zone: Node, graph: Graph) -> Fix | None:
        """A private subnet of an Availability Zone in the same VPC."""
        vpc = graph.node(graph.where(item).vpc)
        subnets = [s for s in one_a_zone(vpc, graph) if not graph.is_public(s)]
        if graph.where(item).subnet is None or not subnets:
            return None
        return move_to(f"Move to {the(graph, subnets[0])}", item.id, subnets[0].id)


class EndedService(Rule):
    """GEO009: what has ended cannot be created."""

    id = "GEO009"
    summary = "The service can still be created."
    rationale = "Elastic Transcoder ended on 2025-11-13; new drawings use MediaConvert."
    source = "Elastic Transcoder Developer Guide, end-of-support notice; cfn-lint E3710"
    applies_to = ("elastic_transcoder",)
    parameters: ClassVar = {"ended": {"elastic_transcoder": "AWS Elemental MediaConvert"}}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        heir = self.parameters["ended"][node.service.stored_name]
        fix = replace_node(f"Replace {the(graph, node)} by {heir}", node.id, "mediaconvert")
        yield self.finding(f"{The(graph, node)} has ended; use {heir}.", node, fix=fix)


class LegacyService(Rule):
    """GEO010: some services have successors."""

    id = "GEO010"
    summary = "Current services and features replace legacy ones."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "operational_excellence"
    rationale = "Previous generations get no new functions, and some are closed to new accounts."
    source = "AWS General Reference: services in sunset or ended support (not re-read)"
    applies_to = ("classic_load_balancer", "swf", "s3_glacier", "auto_scaling_group")
    parameters: ClassVar = {
        "heirs": {
            "classic_load_balancer": "an Application or Network Load Balancer",
            "swf": "Step Functions",
        }
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        heir = self.parameters["heirs"].get(node.service.stored_name)
        if value(node, "launch") == "launch_configuration":
            heir = "a launch template"
        if node.service.stored_name == "s3_glacier" and value(node, "storage_class") == "vault":
            heir = "the S3 Glacier storage classes"
        if heir:
            yield self.finding(
                f"{The(graph, node)} is a previous generation; use {heir}.",
                node,
                fix=self.heir_of(node, graph),
            )

    def heir_of(self, node: Node, graph: Graph) -> Fix | None:
        """The successor in its place."""
        name = node.service.stored_name
        if name == "auto_scaling_group":
            return set_properties("Use a launch template", node.id, launch="launch_template")
        if name == "s3_glacier":
            return set_properties("Use Flexible Retrieval", node.id, storage_class="GLACIER")
        if name == "swf":
            return replace_node(f"Replace {the(graph, node)} by Step Functions", node.id, "step_functions")
        return newer_balancer(node, graph)


_NEAREST = {
    "af": "eu-west-1",
    "ca": "us-east-1",
    "cn": "ap-northeast-1",
    "il": "eu-central-1",
    "me": "eu-central-1",
    "mx": "us-east-2",
    "sa": "us-east-1",
}
"""First part of a Region's code -> a Region near it where its own part of the world has none."""


class ServiceOffered(Rule):
    """GEO004: not every service is everywhere."""

    id = "GEO004"
    summary = (
        "The service is offered in the Region; judged only for services whose list of Regions is complete."
    )
    rationale = "There is no endpoint and no price otherwise."
    source = "botocore 1.44.5 endpoints data (apprunner); App Runner Developer Guide, availability change"
    parameters: ClassVar = {
        "complete": {
            "app_runner": (
                *("ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "eu-central-1"),
                *("eu-west-1", "eu-west-2", "eu-west-3", "us-east-1", "us-east-2", "us-west-2"),
            )
        },
        "well_formed": re.compile(_REGION),
    }
    applies_to = tuple(parameters["complete"])

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        offered: tuple[str, ...] = self.parameters["complete"][node.service.stored_name]
        code = graph.region_of(node)
        if not code or code in offered or not self.parameters["well_formed"].fullmatch(code):
            return
        area = code.partition("-")[0]
        nearest = next((other for other in offered if other.startswith(f"{area}-")), _NEAREST.get(area))
        yield self.finding(
            f"{The(graph, node)} is not offered in {code}; use a Region such as {nearest or offered[0]}.",
            node,
            fix=move_to_region(node, graph, nearest or offered[0]),
        )


class DataNearCompute(Rule):
    """GEO007: each call to another Region takes its time."""

    id = "GEO007"
    summary = "Compute and its primary data store are in the same Region."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "performance"
    rationale = "Calls to another Region take tens of milliseconds more, and their data is billed."
    source = "AWS Well-Architected Framework (not re-read)"
    link_kinds = ("traffic",)
    sources = (
        *("ec2_instance", "auto_scaling_group", "lambda_function", "ecs", "fargate", "eks", "batch"),
        *("elastic_beanstalk", "app_runner", "emr", "lightsail"),
    )
    targets = (
        *("rds_instance", "aurora_cluster", "dynamodb_table", "elasticache_cluster", "redshift_cluster"),
        *("documentdb", "neptune", "memorydb", "dax", "opensearch", "timestream", "rds_proxy"),
    )

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None:
            return
        here, there = graph.region_of(source), graph.region_of(target)
        if not here or not there or here == there:
            return
        # One that also has a store of the kind in its own Region keeps its primary data there.
        name = target.service.stored_name
        own = [store for store in graph.targets(source.id, "traffic") if store.service.stored_name == name]
        if any(graph.region_of(store) == here for store in own):
            return
        yield self.finding(
            f"{The(graph, source)} in {here} uses {the(graph, target)} in {there}; keep both in one Region.",
            link,
            source,
            target,
            fix=self.remedy(source, target, graph),
        )

    def remedy(self, source: Node, target: Node, graph: Graph) -> Fix | None:
        """Move the store, where it stands in the Region itself and only this caller uses it."""
        home, region = graph.where(source).region, graph.node(graph.where(source).region)
        around = graph.node(target.parent)
        if home is None or region is None or around is None or around.service.stored_name != "region":
            return None
        if len(graph.links_of(target.id)) > 1:
            return None
        return move_to(f"Move {the(graph, target)} to {the(graph, region)}", target.id, home)
