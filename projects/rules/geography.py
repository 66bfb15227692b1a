"""Regions, zones and what is offered where (GEO)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Node
from projects.rules.fixes import set_properties
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.wording import The

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
                f"“{code}” is not the code of an AWS Region; choose one such as us-east-1.", node
            )


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
            )


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
                )


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
        yield self.finding(f"{The(graph, node)} has ended; use {heir}.", node)


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
            yield self.finding(f"{The(graph, node)} is a previous generation; use {heir}.", node)
