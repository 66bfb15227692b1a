"""EBS volumes (EBS001, EBS002, EBS009 to EBS013): where they are attached, and what is unwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import all_of, move_to, remove_link, remove_node, set_properties
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the

_CREATE = "botocore service model ec2, CreateVolume; Amazon EBS User Guide"
_COMPUTE = (
    *("ec2_instance", "auto_scaling_group", "ecs", "fargate", "eks", "batch", "emr", "opensearch"),
    "elastic_beanstalk",
)


class VolumeZone(Rule):
    """EBS001: a volume stays in its zone."""

    id = "EBS001"
    summary = "A volume and the instance it is attached to are in the same Availability Zone."
    rationale = "Volumes are zonal; AttachVolume refuses other zones."
    source = "Amazon EBS User Guide"
    link_kinds = ("attach",)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        volume, other = ends_with(link, graph, "ebs_volume")
        if volume is None or other is None or other.service.stored_name not in ("ec2_instance", "fargate"):
            return
        one, two = graph.zone_of(volume), graph.zone_of(other)
        if one and two and one != two:
            yield self.finding(
                f"{The(graph, volume)} is in {one} but {the(graph, other)} is in {two}; put both in one "
                "zone.",
                volume,
                other,
                link,
                fix=self.beside(volume, other, graph),
            )

    def beside(self, volume: Node, instance: Node, graph: Graph) -> Fix | None:
        """The volume in the instance's zone, if nothing else holds it where it is."""
        zone = graph.node(graph.where(instance).zone)
        if zone is None or len(graph.links_of(volume.id, "attach")) > 1:
            return None
        return move_to(f"Move {the(graph, volume)} to {graph.zone_of(instance)}", volume.id, zone.id)


def ends_with(link: Link, graph: Graph, name: str) -> tuple[Node | None, Node | None]:
    """The end of a link that is of this service, and the other end; (None, None) if neither is."""
    source, target = graph.node(link.source), graph.node(link.target)
    if source is not None and source.service.stored_name == name:
        return source, target
    if target is not None and target.service.stored_name == name:
        return target, source
    return None, None


class OneInstance(Rule):
    """EBS002: a disk is in one machine."""

    id = "EBS002"
    summary = "A volume is attached to one instance; io1 and io2 with Multi-Attach to up to 16 of one zone."
    rationale = "Other types have no Multi-Attach."
    source = _CREATE
    applies_to = ("ebs_volume",)
    parameters: ClassVar = {"max": 1, "multi_attach_max": 16, "multi_attach_types": ("io1", "io2")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        links = graph.links_of(node.id, "attach")
        instances = {n.id for n in graph.others(node.id, "attach") if n.service.name == "ec2_instance"}
        if len(instances) <= max(self.parameters["max"], int(value(node, "volumes") or 1)):
            return
        kind, said = value(node, "type"), value(node, "multi_attach")
        # Multi-Attach itself says that a volume whose type is not said is io1 or io2.
        several = kind in self.parameters["multi_attach_types"] or (kind is None and said is True)
        shared = several and said is not False
        if shared and len(instances) <= self.parameters["multi_attach_max"]:
            return
        yield self.finding(
            f"{The(graph, node)} is attached to {len(instances)} instances; draw a volume for each, or "
            "use io2 with"
            " Multi-Attach.",
            node,
            *links,
            fix=self.shared(node, links, graph),
        )

    def shared(self, volume: Node, links: list[Link], graph: Graph) -> Fix:
        """Multi-Attach where size and zones allow it, else one attachment only."""
        size, most = value(volume, "size_gib"), self.parameters["multi_attach_max"]
        instances = [n for n in graph.others(volume.id, "attach") if n.service.name == "ec2_instance"]
        zones = {graph.zone_of(instance) for instance in instances}
        fits = size is None or 4 <= size <= 65536
        if len(instances) <= most and len(zones) == 1 and fits and not value(volume, "boot"):
            iops = min(max(value(volume, "iops") or 3000, 100), 256_000, int(size or 3000) * 1000)
            facts = {"type": "io2", "multi_attach": True, "iops": iops, "throughput_mibps": None}
            return set_properties("Make it io2 with Multi-Attach", volume.id, **facts)
        kept = next(link for link in links if instances[0].id in (link.source, link.target))
        label = f"Attach it to {the(graph, instances[0])} only"
        return all_of(label, *(remove_link("", link.id) for link in links if link is not kept))


class VolumeEncrypted(Rule):
    """EBS009: encryption costs nothing."""

    id = "EBS009"
    summary = "Volumes are encrypted."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Encryption at rest is free of charge and transparent."
    source = "Amazon EBS User Guide (not re-read)"
    applies_to = ("ebs_volume",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "encrypted") is False:
            fix = set_properties("Encrypt it", node.id, encrypted=True)
            yield self.finding(f"{The(graph, node)} is not encrypted; encrypt it.", node, fix=fix)


class VolumeBackup(Rule):
    """EBS010: a volume is replicated only inside its zone."""

    id = "EBS010"
    summary = "Volumes have snapshots or a backup plan."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "fault_tolerance"
    rationale = "A volume is replicated only inside its zone; Trusted Advisor asks for snapshots."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = ("ebs_volume",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "backup") is False and not any(
            n.service.stored_name == "backup" for n in graph.others(node.id)
        ):
            fix = set_properties("Back it up", node.id, backup=True)
            yield self.finding(f"{The(graph, node)} has no backup; take snapshots of it.", node, fix=fix)


class IdleVolume(Rule):
    """EBS011: an unattached disk is billed in full."""

    id = "EBS011"
    summary = "Every volume is attached."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "cost_optimization"
    rationale = "Unattached volumes are billed in full."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = ("ebs_volume",)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if graph.links_of(node.id, "attach"):
            return
        if not any(other.service.stored_name in _COMPUTE for other in graph.others(node.id)):
            fix = remove_node(f"Remove {the(graph, node)}", node.id)
            yield self.finding(
                f"{The(graph, node)} is attached to nothing; attach it or remove it.", node, fix=fix
            )


class NewerVolume(Rule):
    """EBS012: gp3 costs less than gp2."""

    id = "EBS012"
    summary = "gp3 and io2 replace gp2, io1 and magnetic volumes."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "cost_optimization"
    rationale = (
        "gp3 costs less for each GiB and separates speed from size; magnetic is a previous generation."
    )
    source = "Amazon EBS User Guide (not re-read)"
    applies_to = ("ebs_volume",)
    parameters: ClassVar = {"heirs": {"gp2": "gp3", "io1": "io2", "standard": "gp3"}}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        kind = value(node, "type")
        heir = self.parameters["heirs"].get(kind)
        if heir:
            fix = set_properties(f"Make it {heir}", node.id, type=heir)
            yield self.finding(f"{The(graph, node)} is {kind}; {heir} does the same for less.", node, fix=fix)


class AttachedToCompute(Rule):
    """EBS013: a function has no disk."""

    id = "EBS013"
    summary = "A volume is attached to compute: EC2, its Auto Scaling groups, ECS, EKS, EMR or OpenSearch."
    rationale = "Functions, load balancers and databases manage their own storage."
    source = "Amazon EBS User Guide (not re-read)"
    link_kinds = ("attach",)
    parameters: ClassVar = {"legal": _COMPUTE}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        volume, other = ends_with(link, graph, "ebs_volume")
        if (
            volume is not None
            and other is not None
            and other.service.stored_name not in self.parameters["legal"]
        ):
            yield self.finding(
                f"{The(graph, volume)} cannot be attached to {the(graph, other)}; attach it to an instance.",
                link,
                volume,
                other,
                fix=remove_link("Remove the link", link.id),
            )
