"""EBS volumes (EBS): sizes and speeds AWS takes, and where they are attached."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, NamedTuple

from projects.facts import value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import remove_link, set_properties
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.wording import The, the

_CREATE = "botocore service model ec2, CreateVolume; Amazon EBS User Guide"
_HOLDERS = ("ebs_volume", "ec2_instance", "auto_scaling_group")
_FACTS = ("type", "size_gib", "iops", "throughput_mibps")
_COMPUTE = (
    *("ec2_instance", "auto_scaling_group", "ecs", "fargate", "eks", "batch", "emr", "opensearch"),
    "elastic_beanstalk",
)


class Disk(NamedTuple):
    """A volume as given: drawn on its own, or the root volume of an instance."""

    prefix: str
    type: str | None
    size: Decimal | None
    iops: Decimal | None
    throughput: Decimal | None

    def property(self, name: str) -> str:
        """The property's name on the node."""
        return self.prefix + name


def disk_of(node: Node) -> Disk:
    """The volume of a node; its type, size, IOPS and throughput where given."""
    prefix = _prefix(node)
    return Disk(prefix, *(value(node, prefix + name) for name in _FACTS))


def _prefix(node: Node) -> str:
    return "" if node.service.stored_name == "ebs_volume" else "root_volume_"


def disk_words(node: Node, graph: Graph) -> str:
    """How a finding begins: "The EBS volume “data”", "The root volume of the EC2 instance “web”"."""
    own = node.service.stored_name == "ebs_volume"
    return The(graph, node) if own else f"The root volume of {the(graph, node)}"


class _Disk(Rule):
    applies_to = _HOLDERS
    about: ClassVar[str] = "type"
    """The fact without which there is nothing to judge."""

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, _prefix(node) + self.about) is None:
            return
        disk = disk_of(node)
        if disk.type is not None and (problem := self.problem(disk, node, graph)) is not None:
            yield problem

    def problem(self, disk: Disk, node: Node, graph: Graph) -> Finding | None:
        raise NotImplementedError


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
            )


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
        several = value(node, "type") in self.parameters["multi_attach_types"]
        shared = several and value(node, "multi_attach") is not False
        if shared and len(instances) <= self.parameters["multi_attach_max"]:
            return
        yield self.finding(
            f"{The(graph, node)} is attached to {len(instances)} instances; draw a volume for each, or "
            "use io2 with"
            " Multi-Attach.",
            node,
            *links,
        )


class VolumeSize(_Disk):
    """EBS003: an st1 volume starts at 125 GiB."""

    id = "EBS003"
    summary = "The size is within the range of the volume type."
    rationale = "CreateVolume refuses other sizes."
    source = _CREATE
    about = "size_gib"
    parameters: ClassVar = {
        "gib": {
            "gp2": (1, 16384), "gp3": (1, 65536), "io1": (4, 16384), "io2": (4, 65536), "sc1": (125, 16384),
            "st1": (125, 16384), "standard": (1, 1024),
        },
        "gib_2020": {
            "gp2": (1, 16384), "io1": (4, 16384), "sc1": (500, 16384), "st1": (500, 16384),
            "standard": (1, 1024),
        },
    }  # fmt: skip

    def problem(self, disk: Disk, node: Node, graph: Graph) -> Finding | None:
        limits = self.parameters["gib"].get(disk.type)
        if limits is None or disk.size is None or limits[0] <= disk.size <= limits[1]:
            return None
        if disk.prefix and disk.size == 0:
            return None
        nearest = limits[0] if disk.size < limits[0] else limits[1]
        name = disk.property("size_gib")
        return self.finding(
            f"{disk_words(node, graph)} has {disk.size:f} GiB; {disk.type} takes {limits[0]:,} to "
            f"{limits[1]:,} GiB.",
            node,
            fix=set_properties(f"Make it {nearest:,} GiB", node.id, **{name: Decimal(nearest)}),
        )


class VolumeIops(_Disk):
    """EBS004: an io2 volume has 100 to 256,000 IOPS."""

    id = "EBS004"
    summary = "Provisioned IOPS are within the range of the volume type."
    rationale = "CreateVolume refuses other values."
    source = _CREATE
    about = "iops"
    parameters: ClassVar = {"iops": {"gp3": (3000, 80000), "io1": (100, 64000), "io2": (100, 256000)}}

    def problem(self, disk: Disk, node: Node, graph: Graph) -> Finding | None:
        limits = self.parameters["iops"].get(disk.type)
        if limits is None or disk.iops is None or limits[0] <= disk.iops <= limits[1]:
            return None
        nearest = limits[0] if disk.iops < limits[0] else limits[1]
        return self.finding(
            f"{disk_words(node, graph)} has {disk.iops:,} IOPS; {disk.type} takes {limits[0]:,} to "
            f"{limits[1]:,}.",
            node,
            fix=set_properties(f"Set {nearest:,} IOPS", node.id, **{disk.property("iops"): nearest}),
        )


class IopsRatio(_Disk):
    """EBS005: small volumes cannot be arbitrarily fast."""

    id = "EBS005"
    summary = "IOPS for each GiB stay within the ratio of the type: gp3 500, io1 50, io2 1,000."
    rationale = "CreateVolume refuses a higher ratio."
    source = _CREATE
    about = "iops"
    parameters: ClassVar = {"ratio": {"gp3": 500, "io1": 50, "io2": 1000}, "always_allowed": {"gp3": 3000}}

    def problem(self, disk: Disk, node: Node, graph: Graph) -> Finding | None:
        ratio = self.parameters["ratio"].get(disk.type)
        if ratio is None or disk.iops is None or not disk.size:
            return None
        most = max(disk.size * ratio, Decimal(self.parameters["always_allowed"].get(disk.type, 0)))
        if disk.iops <= most:
            return None
        return self.finding(
            f"{disk_words(node, graph)} has {disk.iops:,} IOPS on {disk.size:f} GiB; {disk.type} takes "
            f"{ratio:,} for each GiB.",
            node,
        )


class VolumeThroughput(_Disk):
    """EBS006: only gp3 has a throughput of its own."""

    id = "EBS006"
    summary = "Provisioned throughput is for gp3: 125 to 2,000 MiB/s, at most 0.25 MiB/s for each IOPS."
    rationale = "CreateVolume refuses other values."
    source = _CREATE
    about = "throughput_mibps"
    parameters: ClassVar = {"min": 125, "max": 2000, "per_iops": Decimal("0.25"), "types": ("gp3",)}

    def problem(self, disk: Disk, node: Node, graph: Graph) -> Finding | None:
        rate, low, high = disk.throughput, self.parameters["min"], self.parameters["max"]
        if rate is None:
            return None
        if disk.type not in self.parameters["types"]:
            fix = set_properties(
                "Take the throughput away", node.id, **{disk.property("throughput_mibps"): None}
            )
            return self.finding(
                f"{disk_words(node, graph)} is {disk.type}, which has no throughput to set; use gp3.",
                node,
                fix=fix,
            )
        if not low <= rate <= high:
            return self.finding(
                f"{disk_words(node, graph)} has {rate:,} MiB/s; gp3 takes {low} to {high:,}.", node
            )
        if disk.iops is not None and rate > disk.iops * self.parameters["per_iops"]:
            return self.finding(
                f"{disk_words(node, graph)} has {rate:,} MiB/s with {disk.iops:,} IOPS; gp3 takes 0.25 "
                "MiB/s for each IOPS.",
                node,
            )
        return None


class IopsGiven(_Disk):
    """EBS007: io2 needs its IOPS, gp2 takes none."""

    id = "EBS007"
    summary = "IOPS are given for io1 and io2, optionally for gp3, and never for other types."
    rationale = "CreateVolume asks for them, or refuses them."
    source = _CREATE
    parameters: ClassVar = {"required": ("io1", "io2"), "optional": ("gp3",)}

    def problem(self, disk: Disk, node: Node, graph: Graph) -> Finding | None:
        if disk.type in self.parameters["required"]:
            if disk.iops is None:
                return self.finding(
                    f"{disk_words(node, graph)} is {disk.type} and needs its IOPS; give them.", node
                )
        elif disk.iops is not None and disk.type not in self.parameters["optional"]:
            fix = set_properties("Take the IOPS away", node.id, **{disk.property("iops"): None})
            return self.finding(
                f"{disk_words(node, graph)} is {disk.type}, which takes no IOPS; use gp3 or io2.",
                node,
                fix=fix,
            )
        return None


class BootVolume(_Disk):
    """EBS008: nothing boots from st1."""

    id = "EBS008"
    summary = "HDD volumes (st1, sc1) are not boot volumes."
    rationale = "They cannot be booted from."
    source = "Amazon EBS User Guide (not re-read)"
    parameters: ClassVar = {"boot": ("gp2", "gp3", "io1", "io2", "standard")}

    def problem(self, disk: Disk, node: Node, graph: Graph) -> Finding | None:
        if disk.type in self.parameters["boot"] or not (disk.prefix or value(node, "boot")):
            return None
        fix = set_properties("Make it gp3", node.id, **{disk.property("type"): "gp3"})
        return self.finding(
            f"{disk_words(node, graph)} is {disk.type}, which cannot be booted from; use gp3.", node, fix=fix
        )


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
            yield self.finding(f"{The(graph, node)} is attached to nothing; attach it or remove it.", node)


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
