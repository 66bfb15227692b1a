"""Amazon EMR."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, usage
from projects.billing.instances import WHOLE_MONTH
from projects.billing.purchasing import (
    COMPUTE_PLANS,
    COMPUTE_PURCHASES,
    Capacity,
    Purchase,
    capacity_lines,
    payment_choice,
    purchase_choice,
    purchase_of,
    term_choice,
)
from projects.billing.volumes import VOLUME_TYPES, Volume, volume_costs
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity, Text
from projects.service import Service

_EC2 = {"mode": ("ec2",)}
_BY_WORK = {"mode": ("serverless", "eks")}
_TYPES = "rates:ec2.instance.*.linux.ondemand"
_ROLES = ("primary", "core", "task")
_VOLUMES = {name: VOLUME_TYPES[name] for name in ("gp3", "gp2", "io1", "st1", "sc1")}
_COMMITMENTS = {name: text for name, text in COMPUTE_PURCHASES.items() if name != "spot"}


class Emr(Service):
    """A cluster for Spark, Hive and other open-source engines, on EC2, on EKS or serverless."""

    name = "emr"
    label = "EMR cluster"
    official = "Amazon EMR cluster"
    billed_as = "Amazon EMR"
    summary = "Runs Spark, Hive, Presto and other open-source engines on EC2, on EKS or serverless."
    category = "Analytics"
    synonyms = (
        "emr",
        "hadoop",
        "spark",
        "hive",
        "presto",
        "big data",
        "elastic mapreduce",
        "hbase",
        "cluster",
    )
    cloudformation = "AWS::EMR::Cluster"
    icon = "emr_cluster"
    scope = "subnet"
    inside = ("subnet", "vpc", "region")
    links: ClassVar = {
        "traffic": (
            "s3_bucket",
            "glue",
            "dynamodb_table",
            "rds_instance",
            "aurora_cluster",
            "kinesis_streams",
            "msk",
        ),
        "mount": ("efs_file_system",),
        "deliver": ("s3_bucket", "cloudwatch"),
    }

    mode: str | None = Choice(
        "Runs on",
        {
            "ec2": "EC2 instances: a fee for each on top of what they cost.",
            "serverless": "EMR Serverless, billed by vCPU, memory and storage.",
            "eks": "An EKS cluster of yours: a fee by vCPU and memory.",
        },
        default="ec2",
    )
    primary_instance_type: str | None = Choice("Primary node type", source=_TYPES, when=_EC2)
    primary_nodes: int | None = Count(
        "Primary nodes", default=1, low=1, high=3, help="One or three.", when=_EC2, typical=(1, 1, 3)
    )
    core_instance_type: str | None = Choice("Core node type", source=_TYPES, when=_EC2)
    core_nodes: int | None = Count(
        "Core nodes", default=1, high=2_000, help="They hold HDFS.", when=_EC2, typical=(2, 4, 20)
    )
    task_instance_type: str | None = Choice("Task node type", source=_TYPES, when=_EC2)
    task_nodes: int | None = Count("Task nodes", default=0, high=2_000, when=_EC2, typical=(1, 4, 20))
    task_nodes_on_spot: bool | None = Flag("Task nodes on spot capacity", when=_EC2)
    purchase: str | None = purchase_choice(_COMMITMENTS, when=_EC2)
    term_years: str | None = term_choice(_COMMITMENTS)
    payment: str | None = payment_choice(_COMMITMENTS)
    volume_type: str | None = Choice("Volume type", _VOLUMES, default="gp3", when=_EC2)
    volume_size_gib: Decimal | None = Quantity(
        "Volumes of each node",
        unit="GiB",
        high=65_536,
        help="Root and data volumes together; 0 if drawn on their own.",
        when=_EC2,
        typical=(64, 128, 512),
    )
    volume_iops: int | None = Count(
        "IOPS of each node",
        unit="IOPS",
        high=80_000,
        help="gp3 includes 3,000.",
        when={"mode": ("ec2",), "volume_type": ("gp3", "io1")},
        typical=(1_000, 4_000, 16_000),
    )
    volume_throughput_mibps: int | None = Count(
        "Throughput of each node",
        unit="MiB/s",
        low=125,
        high=2_000,
        help="125 MiB/s are included.",
        when={"mode": ("ec2",), "volume_type": ("gp3",)},
    )
    release: str | None = Text("Release", help="Such as emr-7.9.0.")
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="A cluster runs in one of them.")
    encrypted: bool | None = Flag("Encrypted")
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH, when=_EC2
    )
    vcpu_hours: Decimal | None = Quantity(
        "vCPU hours", unit="vCPU-hours/month", when=_BY_WORK, typical=(200, 4_000, 50_000)
    )
    memory_gb_hours: Decimal | None = Quantity(
        "Memory", unit="GB-hours/month", when=_BY_WORK, typical=(800, 16_000, 200_000)
    )
    storage_gb_hours: Decimal | None = Quantity(
        "Storage of workers",
        unit="GB-hours/month",
        help="Beyond the 20 GB of each worker.",
        when={"mode": ("serverless",)},
    )
    outpost: bool | None = Flag("On an AWS Outpost", help="Runs on AWS hardware in your own building.")

    def fact(self) -> str:
        if self.mode == "serverless":
            return "Serverless"
        kind, nodes = self.core_instance_type, self.core_nodes
        if self.mode == "eks" or not kind:
            return "On EKS" if self.mode == "eks" else ""
        return kind if nodes in (None, 1) else f"{kind} × {nodes}"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.mode is None:
            yield needs("Node hours", "", "mode", "Choose what it runs on.")
        elif self.mode == "ec2":
            for role in _ROLES:
                yield from self._nodes(role)
        else:
            yield from self._by_work(self.mode)

    def _nodes(self, role: str) -> Iterator[CostComponent]:
        """EC2 hours, EMR's fee and the volumes of the nodes of one role."""
        count: int | None = getattr(self, f"{role}_nodes")
        kind: str | None = getattr(self, f"{role}_instance_type")
        if count == 0 or (role == "task" and count is None and not kind):
            return
        title, field = role.capitalize(), f"{role}_nodes"
        if kind:
            spot = role == "task" and self.task_nodes_on_spot
            yield from capacity_lines(
                Capacity(
                    f"{title} node hours",
                    kind,
                    f"ec2.instance.{kind}.linux",
                    count,
                    hours=self.hours_per_month,
                    property=field,
                    plans=COMPUTE_PLANS,
                ),
                Purchase("spot") if spot else purchase_of(self),
            )
            yield hourly(
                f"EMR fee, {role} node hours ({kind})",
                f"emr.instance.{kind}",
                count,
                hours=self.hours_per_month,
                property=field,
                unit="node-hour",
            )
        else:
            text = f"Choose the type of the {role} nodes."
            yield needs(f"{title} node hours", "", f"{role}_instance_type", text)
        volume = Volume(
            self.volume_type,
            self.volume_size_gib,
            self.volume_iops,
            self.volume_throughput_mibps,
            count=count,
            count_property=field,
            prefix="volume_",
            title=f"{title} node volume",
        )
        yield from volume_costs(volume)

    def _by_work(self, mode: str) -> Iterator[CostComponent]:
        vcpu, memory = self.vcpu_hours, self.memory_gb_hours
        key = f"emr.{mode}"
        name = _MODES[mode]
        yield usage(f"vCPU hours ({name})", f"{key}.vcpu", vcpu, property="vcpu_hours", unit="vCPU-hour")
        field = "memory_gb_hours"
        yield usage(f"Memory GB-hours ({name})", f"{key}.memory", memory, property=field, unit="GB-hour")
        if mode == "serverless" and self.storage_gb_hours is not None:
            amount, field = self.storage_gb_hours, "storage_gb_hours"
            yield usage(
                f"Storage GB-hours ({name})", f"{key}.storage", amount, property=field, unit="GB-hour"
            )


_MODES = {"serverless": "serverless", "eks": "EMR on EKS"}
