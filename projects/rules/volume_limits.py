"""EBS volumes (EBS003 to EBS008): the sizes and speeds that AWS takes, drawn or as root volumes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, NamedTuple

from projects.facts import value
from projects.graph import Graph
from projects.records import Node
from projects.rules.fixes import set_properties
from projects.rules.rule import Finding, Fix, Rule
from projects.rules.wording import The, the

_CREATE = "botocore service model ec2, CreateVolume; Amazon EBS User Guide"
_HOLDERS = ("ebs_volume", "ec2_instance", "auto_scaling_group")
_FACTS = ("type", "size_gib", "iops", "throughput_mibps")


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
            fix=set_properties(f"Set {int(most):,} IOPS", node.id, **{disk.property("iops"): int(most)}),
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
                f"{disk_words(node, graph)} has {rate:,} MiB/s; gp3 takes {low} to {high:,}.",
                node,
                fix=self.at(low if rate < low else high, disk, node),
            )
        if disk.iops is not None and rate > disk.iops * self.parameters["per_iops"]:
            return self.finding(
                f"{disk_words(node, graph)} has {rate:,} MiB/s with {disk.iops:,} IOPS; gp3 takes 0.25 "
                "MiB/s for each IOPS.",
                node,
                fix=self.at(high, disk, node),
            )
        return None

    def at(self, wanted: int, disk: Disk, node: Node) -> Fix | None:
        """This throughput, or what the IOPS allow if that is less."""
        rate = wanted
        if disk.iops is not None:
            rate = min(rate, int(disk.iops * self.parameters["per_iops"]))
        if rate < self.parameters["min"]:
            return None
        name = disk.property("throughput_mibps")
        return set_properties(f"Set {rate:,} MiB/s", node.id, **{name: rate})


class IopsGiven(_Disk):
    """EBS007: io2 needs its IOPS, gp2 takes none."""

    id = "EBS007"
    summary = "IOPS are given for io1 and io2, optionally for gp3, and never for other types."
    rationale = "CreateVolume asks for them, or refuses them."
    source = _CREATE
    parameters: ClassVar = {"required": ("io1", "io2"), "optional": ("gp3",), "usual": 3000}

    def problem(self, disk: Disk, node: Node, graph: Graph) -> Finding | None:
        if disk.type in self.parameters["required"]:
            if disk.iops is None:
                iops = self.usual(disk)
                return self.finding(
                    f"{disk_words(node, graph)} is {disk.type} and needs its IOPS; give them.",
                    node,
                    fix=set_properties(f"Set {iops:,} IOPS", node.id, **{disk.property("iops"): iops}),
                )
        elif disk.iops is not None and disk.type not in self.parameters["optional"]:
            fix = set_properties("Take the IOPS away", node.id, **{disk.property("iops"): None})
            return self.finding(
                f"{disk_words(node, graph)} is {disk.type}, which takes no IOPS; use gp3 or io2.",
                node,
                fix=fix,
            )
        return None

    def usual(self, disk: Disk) -> int:
        """What gp3 has without asking, or less where the size does not allow it."""
        ratio = IopsRatio.parameters["ratio"].get(disk.type, 0)
        usual: int = self.parameters["usual"]
        most = int(disk.size * ratio) if disk.size else usual
        return max(100, min(usual, most))


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
