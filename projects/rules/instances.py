"""EC2 instances (EC2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import ClassVar

from projects.facts import link_value, value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import move_to, set_properties
from projects.rules.instance_remedies import current_type, grouped, managed_database
from projects.rules.reachability import BALANCERS, INTERNET
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the

_FRAMEWORK = "AWS Well-Architected Framework (not re-read)"


class CurrentGeneration(Rule):
    """EC2001: m1 costs more for less."""

    id = "EC2001"
    summary = "Instance types are of a current generation."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "cost_optimization"
    rationale = "Previous generations cost more for the same work."
    source = "AWS EC2 previous generation instances page (from memory); Compute Optimizer docs (not re-read)"
    applies_to = ("ec2_instance", "auto_scaling_group")
    parameters: ClassVar = {
        "previous": ("t1", "m1", "m2", "m3", "c1", "c3", "cc2", "cg1", "cr1", "g2", "hs1", "i2", "r3")
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        name = value(node, "instance_type")
        if name and str(name).split(".")[0] in self.parameters["previous"]:
            yield self.finding(
                f"{The(graph, node)} has the type {name} of a previous generation; choose a current one.",
                node,
                fix=current_type(node, str(name), graph),
            )


class SingleInstance(Rule):
    """EC2002: one instance behind a load balancer is one too few."""

    id = "EC2002"
    summary = (
        "A tier served by a load balancer or by users has more than one instance, in an Auto Scaling group."
    )
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "A single instance is a single point of failure."
    source = _FRAMEWORK
    applies_to = ("ec2_instance",)
    # One bastion is enough for administrators: its users wait until it is started again.
    parameters: ClassVar = {"min": 2, "administration_ports": (22, 3389)}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if (value(node, "instances") or 1) >= self.parameters["min"]:
            return
        servers = [
            source
            for link in graph.links_of(node.id, "target", "traffic")
            if link.target == node.id and not link_value(link, "via")
            for source in [graph.node(link.source)]
            if source is not None and source.service.stored_name in BALANCERS | INTERNET
            if link.port not in self.parameters["administration_ports"]
        ]
        if not servers or graph.overlays_of(node.id, "auto_scaling_group"):
            return
        for server in servers:
            peers = graph.targets(server.id, "target", "traffic")
            if any(peer.id != node.id and peer.service.name in _TIER for peer in peers):
                return
        yield self.finding(
            f"{The(graph, node)} alone serves {the(graph, servers[0])}; add a second one in another zone.",
            node,
            fix=grouped(node, graph),
        )


_TIER = ("ec2_instance", "auto_scaling_group")


class DatabaseOnInstance(Rule):
    """EC2003: a managed database saves the patching."""

    id = "EC2003"
    summary = "A database engine on EC2 could be Amazon RDS or Aurora."
    severity: ClassVar[Severity] = "info"
    category: ClassVar[Category] = "operational_excellence"
    rationale = "Managed databases take over patching, backup and failover."
    source = _FRAMEWORK
    applies_to = ("ec2_instance",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if str(value(node, "role") or "").lower() in ("database", "db"):
            yield self.finding(
                f"{The(graph, node)} runs a database; Amazon RDS or Aurora would look after it.",
                node,
                fix=managed_database(node, graph),
            )


class MetadataVersion(Rule):
    """EC2004: IMDSv1 is exposed to request forgery."""

    id = "EC2004"
    summary = "Instances require IMDSv2."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Version 1 of the metadata service is exposed to request forgery."
    source = "Amazon EC2 User Guide, instance metadata (not re-read)"
    applies_to = ("ec2_instance",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "imds") == "v1":
            fix = set_properties("Require IMDSv2", node.id, imds="v2")
            yield self.finding(f"{The(graph, node)} still answers IMDSv1; require IMDSv2.", node, fix=fix)


class ImageArchitecture(Rule):
    """EC2007: a Graviton type boots an arm64 image."""

    id = "EC2007"
    summary = "The image's architecture is the instance type's."
    rationale = "The launch fails on a mismatch."
    source = "moto 5.2.5 instance type data (supported architectures of 1,395 types)"
    applies_to = ("ec2_instance",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        image, name = value(node, "ami_architecture"), value(node, "instance_type")
        if not image or not name:
            return
        from pricing.instances import instance

        facts = instance(str(name))
        if facts is not None and facts.architectures and image not in facts.architectures:
            wanted = facts.architectures[-1]
            fix = set_properties(f"Use an {wanted} image", node.id, ami_architecture=wanted)
            yield self.finding(
                f"{The(graph, node)} of type {name} cannot boot an {image} image; use an {wanted} one.",
                node,
                fix=fix,
            )


_SIZE = r"(nano|micro|small|medium|large|xlarge|[0-9]+xlarge|metal(-[0-9]+xl)?)"


@cache
def _sizes(family: str) -> tuple[str, ...]:
    """The sizes of an instance family, as far as known."""
    from pricing.instances import instance_types

    return tuple(name.partition(".")[2] for name in instance_types() if name.partition(".")[0] == family)


class TypeExists(Rule):
    """EC2008: t3.gigantic is no type."""

    id = "EC2008"
    summary = (
        "An instance type is a family and a size that the family has; families that are not known here are"
        " not judged."
    )
    rationale = "A malformed type, or an impossible size of a known family, cannot be launched or priced."
    source = "moto 5.2.5 instance type data; botocore 1.44.5 service model ec2 (InstanceType enumeration)"
    applies_to = ("ec2_instance",)
    parameters: ClassVar = {"pattern": re.compile(rf"[a-z][a-z0-9-]*\.{_SIZE}")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        name = str(value(node, "instance_type") or "")
        if not name:
            return
        family, _, size = name.partition(".")
        sizes = _sizes(family)
        well_formed = self.parameters["pattern"].fullmatch(name)
        if well_formed and (not sizes or size in sizes):
            return
        wanted = f"{family}.{'large' if 'large' in sizes else sizes[0]}" if sizes else ""
        fix = set_properties(f"Make it {wanted}", node.id, instance_type=wanted) if wanted else None
        advice = f"choose one such as {wanted or 't3.large'}"
        yield self.finding(f"“{name}” of {the(graph, node)} is no instance type; {advice}.", node, fix=fix)


class InterfaceZone(Rule):
    """EC2009: interfaces do not leave their zone."""

    id = "EC2009"
    summary = "A network interface is attached to an instance in its own Availability Zone."
    rationale = "Interfaces are zonal."
    source = "Amazon VPC User Guide (not re-read)"
    link_kinds = ("attach",)

    def joins(self, kind: str, source: str, target: str) -> bool:
        ends = {source, target}
        return kind in self.link_kinds and ends == {"elastic_network_interface", "ec2_instance"}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        interface, instance = graph.node(link.source), graph.node(link.target)
        if interface is None or instance is None:
            return
        if instance.service.stored_name == "elastic_network_interface":
            interface, instance = instance, interface
        own, other = graph.zone_of(interface), graph.zone_of(instance)
        if own is None or other is None or own == other:
            return
        yield self.finding(
            f"{The(graph, interface)} in {own} cannot be attached to {the(graph, instance)} in {other}; move "
            "it there.",
            interface,
            link,
            instance,
            fix=self.remedy(interface, instance, graph),
        )

    def remedy(self, interface: Node, instance: Node, graph: Graph) -> Fix | None:
        subnet = graph.node(graph.where(instance).subnet)
        if subnet is None:
            return None
        return move_to(f"Move to {the(graph, subnet)}", interface.id, subnet.id)


class StatefulOnSpot(Rule):
    """EC2010: Spot instances are taken back."""

    id = "EC2010"
    summary = "Databases, controllers and the like do not run on Spot capacity."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "Spot instances are reclaimed with two minutes of notice."
    source = _FRAMEWORK
    applies_to = ("ec2_instance",)
    parameters: ClassVar = {
        "stateful": ("database", "db", "controller", "master", "primary", "control plane", "leader")
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        role = str(value(node, "role") or "").lower()
        if value(node, "purchase") == "spot" and role in self.parameters["stateful"]:
            fix = set_properties("Buy it on demand", node.id, purchase="on_demand")
            yield self.finding(
                f"{The(graph, node)} runs a {role} on Spot capacity; buy it on demand.", node, fix=fix
            )


class StoredKeys(Rule):
    """EC2011: keys that are stored leak."""

    id = "EC2011"
    summary = "Workloads take their credentials from an IAM role, not from stored access keys."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Long-lived keys leak."
    source = "IAM User Guide (not re-read)"
    applies_to = ("ec2_instance", "lambda_function", "ecs", "fargate")

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "credentials") == "access_keys":
            fix = set_properties("Use an IAM role", node.id, credentials="role")
            yield self.finding(f"{The(graph, node)} uses stored access keys; use an IAM role.", node, fix=fix)
