"""What load balancers send requests to (ELB007, ELB008, ELB013 to ELB015)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects import edits
from projects.document import Draft
from projects.facts import link_value
from projects.free_place import put_in
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import move_to, remove_link, remove_node, set_link
from projects.rules.load_balancers import ALB, CLB, GWLB, NLB, is_internal
from projects.rules.reachability import INTERNET
from projects.rules.remedies import drafted
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.second_zones import special_zone, spread, subnet_elsewhere
from projects.rules.wording import The, the

_OUTSIDE = INTERNET | {"cloudfront", "route53", "global_accelerator", "api_gateway", "ebs_volume"}

_API = "botocore service model elbv2; Elastic Load Balancing User Guide"


class TargetKinds(Rule):
    """ELB007: a bucket is no target."""

    id = "ELB007"
    summary = "Targets are of a kind that the load balancer can register."
    rationale = (
        "Target groups register instances, private addresses, one function or one Application Load Balancer."
    )
    source = _API
    link_kinds = ("target",)
    sources = (ALB, NLB, CLB, GWLB)
    parameters: ClassVar = {
        ALB: (
            *(
                "ec2_instance",
                "auto_scaling_group",
                "lambda_function",
                "ecs",
                "fargate",
                "eks",
                "elastic_beanstalk",
            ),
            *(
                "server",
                "on_premises_server",
                "elastic_network_interface",
                "interface_endpoint",
                "opensearch",
                "emr",
                "mq",
                "neptune",
                NLB,
            ),
        ),
        CLB: ("ec2_instance", "auto_scaling_group", "ecs", "eks"),
        GWLB: ("ec2_instance", "auto_scaling_group", "elastic_network_interface", "ecs", "fargate", "eks"),
        NLB: (
            *(
                "ec2_instance",
                "auto_scaling_group",
                "ecs",
                "fargate",
                "eks",
                "elastic_beanstalk",
                ALB,
                "server",
                "on_premises_server",
            ),
            *(
                "on_premises_database",
                "elastic_network_interface",
                "rds_instance",
                "aurora_cluster",
                "rds_proxy",
            ),
            *(
                "elasticache_cluster",
                "memorydb",
                "dax",
                "redshift_cluster",
                "documentdb",
                "neptune",
                "opensearch",
            ),
            *("msk", "mq", "emr", "efs_mount_target", "fsx", "interface_endpoint", "directory_service"),
            *("storage_gateway", "transfer_family", "workspaces", "dms"),
        ),
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None:
            return
        legal = self.parameters.get(source.service.stored_name)
        if legal is not None and target.service.stored_name not in legal:
            yield self.finding(
                f"{The(graph, target)} cannot be a target of {the(graph, source)}; choose instances or "
                "functions.",
                link,
                target,
                source,
                fix=remove_link(f"Remove the link to {the(graph, target)}", link.id),
            )


class TargetVpc(Rule):
    """ELB008: instance targets are in the balancer's VPC."""

    id = "ELB008"
    summary = "Instance targets are in the VPC of the load balancer; others are registered by address."
    rationale = "Instance target groups are bound to a VPC."
    source = _API
    link_kinds = ("target",)
    targets = ("ec2_instance", "auto_scaling_group")

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or link_value(link, "target_type") == "ip":
            return
        if target.service.stored_name not in ("ec2_instance", "auto_scaling_group"):
            return
        own, other = graph.vpc_of(source), graph.vpc_of(target)
        if own is not None and other is not None and own.id != other.id:
            single = target.service.name == "ec2_instance"
            yield self.finding(
                f"{The(graph, target)} is in another VPC than {the(graph, source)}; register it by address.",
                link,
                target,
                source,
                fix=set_link("Register it by address", link.id, target_type="ip") if single else None,
            )


class TargetZones(Rule):
    """ELB013: targets outlive a zone."""

    id = "ELB013"
    summary = "Targets are spread over at least two Availability Zones."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "One zone is a single point of failure."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = (ALB, NLB, CLB)
    parameters: ClassVar = {"min_zones": 2}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        zones: set[str] = set()
        instances: list[Node] = []
        for target in graph.targets(node.id, "target"):
            if target.service.name == "lambda_function":
                continue  # runs in no zone of its own
            if target.service.name not in ("ec2_instance", "auto_scaling_group"):
                return
            theirs = graph.zones_of(target)
            if theirs is None or graph.overlays_of(target.id, "auto_scaling_group"):
                return
            zones |= theirs
            instances.append(target)
        own = graph.subnets_of(node)
        if own and special_zone(graph, own):
            return  # a Local Zone or an Outpost has no second zone
        if instances and len(zones) < self.parameters["min_zones"]:
            yield self.finding(
                f"{The(graph, node)} has targets in one Availability Zone only; add some in a second.",
                node,
                fix=self.another(node, instances[0], zones, graph),
            )

    def another(self, balancer: Node, target: Node, zones: set[str], graph: Graph) -> Fix | None:
        """A second target like the first in another zone; a group takes a subnet more."""
        if target.service.name == "auto_scaling_group":
            return spread(graph, target)
        where = graph.where(target)
        here = graph.node(where.subnet)
        subnet = subnet_elsewhere(graph, where.vpc, zones, here) if here is not None else None
        if subnet is None:
            return None

        def work(draft: Draft) -> None:
            present = draft.node(target.id)
            if present is not None:
                copy = present.model_copy(update={"id": draft.new_id("ec2_instance")})
                edits.connect(draft, balancer.id, put_in(draft, copy, subnet.id).id, "target")
                for group in draft.document.overlays_of(target.id):
                    if group.service.name == "security_group":
                        edits.set_members(draft, group.id, (*group.members, copy.id))

        label = f"Add a second target like {the(graph, target)} in {graph.zone_of(subnet)}"
        return drafted(label, work, balancer.id, target.id, subnet.id)


class NoTargets(Rule):
    """ELB014: an idle balancer is billed."""

    id = "ELB014"
    summary = "A load balancer has at least one target."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "cost_optimization"
    rationale = "Idle load balancers are billed by the hour."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = (ALB, NLB, CLB, GWLB)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        links = graph.links_of(node.id, "target", "traffic", "attach")
        leads = any(link.source == node.id for link in links)
        grouped = any(other.service.name == "auto_scaling_group" for other in graph.others(node.id, "attach"))
        if not leads and not grouped:
            used = graph.links_of(node.id)
            fix = None if used else remove_node(f"Remove {the(graph, node)}", node.id)
            yield self.finding(
                f"{The(graph, node)} has no targets; link it to what it serves.", node, fix=fix
            )


class PublicTargets(Rule):
    """ELB015: only the balancer needs a public address."""

    id = "ELB015"
    summary = "Targets of an internet-facing load balancer are in private subnets."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Only the load balancer needs public addresses."
    source = "AWS Well-Architected Framework (not re-read)"
    link_kinds = ("target",)
    targets = ("ec2_instance",)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or target.service.name != "ec2_instance" or is_internal(source):
            return
        subnet = graph.node(graph.where(target).subnet)
        if subnet is not None and graph.is_public(subnet):
            yield self.finding(
                f"{The(graph, target)} stands in a public subnet behind {the(graph, source)}; move it to "
                "a private"
                " one.",
                target,
                link,
                fix=self.hidden(target, subnet, graph),
            )

    def hidden(self, target: Node, subnet: Node, graph: Graph) -> Fix | None:
        """The target in a private subnet of its zone; not if others reach it at its public address."""
        around = graph.others(target.id, "traffic", "associate", "attach", "origin", "alias", "record")
        if any(n.service.stored_name in _OUTSIDE or n.service.name == "elastic_ip" for n in around):
            return None
        zone = graph.zone_of(target)
        for other in graph.inside(graph.where(subnet).vpc, "subnet"):
            if graph.zone_of(other) == zone and not graph.is_public(other):
                label = f"Move {the(graph, target)} to {the(graph, other)}"
                return move_to(label, target.id, other.id, public_ip=False)
        return None
