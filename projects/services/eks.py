"""Amazon Elastic Kubernetes Service (EKS)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, included, needs, not_priced
from projects.billing.fargate import pod_size
from projects.billing.instances import (
    CPU_CREDITS,
    OPERATING_SYSTEMS,
    TENANCIES,
    WHOLE_MONTH,
    Fleet,
    ebs_optimization,
    fleet_hours,
    surplus_credits,
)
from projects.billing.purchasing import payment_choice, purchase_choice, purchase_of, term_choice
from projects.billing.traffic import internet_out
from projects.billing.volumes import (
    root_volume_costs,
    root_volume_iops,
    root_volume_ios,
    root_volume_size,
    root_volume_throughput,
    root_volume_type,
)
from projects.callees import CALLEES, CONTAINERS, FILE_SYSTEMS, LOG_DESTINATIONS
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity, Text
from projects.service import Service


class Eks(Service):
    """A Kubernetes cluster: its control plane, and the nodes and Fargate pods given here."""

    name = "eks"
    label = "EKS cluster"
    official = "Amazon Elastic Kubernetes Service (EKS)"
    billed_as = "Amazon EKS"
    summary = "A Kubernetes control plane over several zones, with nodes on EC2 or pods on Fargate."
    category = "Containers"
    synonyms = ("eks", "kubernetes", "k8s", "container", "cluster", "pods", "nodes", "orchestration")
    cloudformation = "AWS::EKS::Cluster"
    icon = "eks_cluster"
    scope = "vpc"
    inside = ("vpc", "region", "subnet")
    links: ClassVar = {
        "traffic": (*CONTAINERS, "ec2_instance", "auto_scaling_group", *CALLEES),
        "mount": FILE_SYSTEMS,
        "attach": ("ebs_volume", "auto_scaling_group", "ec2_instance"),
        "deliver": LOG_DESTINATIONS,
    }

    version: str | None = Text("Kubernetes version", help="Such as 1.33.")
    version_support: str | None = Choice(
        "Version support",
        {
            "standard": "A version in standard support: its first 14 months.",
            "extended": "A version in extended support, at an extra charge for each hour.",
        },
        default="standard",
    )
    clusters: int | None = Count(
        "Clusters", default=1, help="0 if this icon stands only for nodes of another one."
    )
    endpoint: str | None = Choice(
        "API endpoint",
        {
            "public": "Reachable from the internet.",
            "private": "Reachable from the VPC only.",
            "public_and_private": "Both.",
        },
    )
    public_cidrs: str | None = Text("Allowed addresses", help="That may reach the public endpoint.")
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="In two zones or more.")
    nodes: Decimal | None = Quantity(
        "Nodes",
        unit="nodes",
        help="EC2 instances over the month; 0 if there are none or they are drawn on their own.",
        typical=(2, 4, 20),
    )
    instance_type: str | None = Choice("Instance type of the nodes", source="instance_types:ec2")
    operating_system: str | None = Choice("Operating system of the nodes", OPERATING_SYSTEMS, default="linux")
    node_manager: str | None = Choice(
        "Nodes managed by",
        {
            "managed_node_group": "A managed node group; no fee.",
            "self_managed": "Yourself; no fee.",
            "auto_mode": "EKS Auto Mode, at a fee for each instance.",
        },
        default="managed_node_group",
    )
    purchase: str | None = purchase_choice()
    term_years: str | None = term_choice()
    payment: str | None = payment_choice()
    tenancy: str | None = Choice("Tenancy of the nodes", TENANCIES, default="default")
    ebs_optimized: bool | None = Flag(
        "EBS-optimized nodes", help="Billed by the hour on some old types; else included."
    )
    root_volume_type: str | None = root_volume_type("Node disk")
    root_volume_size_gib: Decimal | None = root_volume_size("Node disk", typical=(20, 50, 100))
    root_volume_iops: int | None = root_volume_iops("Node disk")
    root_volume_throughput_mibps: int | None = root_volume_throughput("Node disk")
    root_volume_monthly_ios: Decimal | None = root_volume_ios("Node disk")
    cpu_credits: str | None = Choice("CPU credits of the nodes", CPU_CREDITS, help="Burstable types only.")
    surplus_vcpu_hours: Decimal | None = Quantity(
        "Surplus CPU credits",
        unit="vCPU-hours/month",
        when={"cpu_credits": ("unlimited",)},
        help="Of all nodes together.",
        typical=(20, 100, 1000),
    )
    pods: Decimal | None = Quantity(
        "Pods on Fargate", unit="pods", help="How many run, over the month.", typical=(2, 10, 50)
    )
    pod_vcpu: Decimal | None = Quantity(
        "vCPU of a pod", unit="vCPU", high=16, help="What it asks for.", typical=("0.25", "0.5", 1)
    )
    pod_memory_gb: Decimal | None = Quantity(
        "Memory of a pod",
        unit="GiB",
        high=120,
        help="What it asks for; AWS adds 0.25 GiB and rounds up to the next size on sale.",
        typical=("0.5", 1, 2),
    )
    pod_hours: Decimal | None = Quantity(
        "Running hours of a pod", unit="hours/month", high=744, help=WHOLE_MONTH, typical=(220, 730, 730)
    )
    anywhere: bool | None = Flag("EKS Anywhere", help="Runs on machines of your own.")
    hybrid_nodes: bool | None = Flag("Hybrid nodes", help="Machines of your own join the cluster.")
    hybrid_vcpus: Decimal | None = Quantity(
        "vCPUs of hybrid nodes", unit="vCPUs", help="Billed by the hour.", typical=(8, 32, 128)
    )
    outpost: bool | None = Flag("On an AWS Outpost", help="Runs on AWS hardware in your own building.")
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH, typical=(730, 730, 730)
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(50, 500, 5000)
    )

    def fact(self) -> str:
        if self.instance_type and self.nodes:
            return f"{self.instance_type} × {self.nodes.normalize():f}"
        return f"Kubernetes {self.version}" if self.version else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield from self._control_plane()
        drawn = {"auto_scaling_group", "ec2_instance"} & set(place.attached)
        if self.nodes != 0 and (self.nodes is not None or self.instance_type):
            yield from self._node_group(place)
        elif self.nodes is None and drawn:
            yield included("Nodes", "Priced on the icons beside it.")
        elif self.nodes is None and not (self.pods or self.hybrid_nodes or self.anywhere):
            yield needs("Nodes", "", "nodes", "Give its nodes, or 0 if they are drawn on their own.")
        if self.pods or self.pod_vcpu is not None or self.pod_memory_gb is not None:
            yield from self._pods()
        if self.hybrid_nodes:
            yield hourly(
                "Hybrid nodes",
                "eks.hybrid_nodes.vcpu",
                self.hybrid_vcpus,
                hours=self.hours_per_month,
                property="hybrid_vcpus",
                unit="vCPU-hour",
            )
        if self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)

    def _control_plane(self) -> Iterator[CostComponent]:
        if self.clusters == 0:
            return
        if self.anywhere:
            yield not_priced(
                "EKS Anywhere", "Its subscription is agreed with AWS and is not in the price list."
            )
            return
        hours = self.hours_per_month
        yield hourly("Cluster hours", "eks.cluster.hour", self.clusters, hours=hours, property="clusters")
        if self.version_support == "extended":
            key = "eks.cluster.extended_support.hour"
            yield hourly("Extended support", key, self.clusters, hours=hours, property="clusters")

    def _node_group(self, place: Place) -> Iterator[CostComponent]:
        fleet = Fleet(
            self.instance_type,
            self.operating_system,
            self.nodes,
            self.hours_per_month,
            "nodes",
            purchase_of(self),
            self.tenancy,
        )
        yield from fleet_hours(fleet)
        if self.node_manager == "auto_mode" and self.instance_type:
            key = f"eks.auto_mode.{self.instance_type}"
            yield hourly(
                f"EKS Auto Mode ({self.instance_type})",
                key,
                self.nodes,
                hours=self.hours_per_month,
                property="nodes",
                unit="hour",
            )
        if self.ebs_optimized:
            yield from ebs_optimization(fleet)
        if self.root_volume_size_gib is not None or "ebs_volume" not in place.attached:
            yield from root_volume_costs(self, self.nodes, "nodes")
        else:
            yield included("Root volume", "Taken to be the EBS volume drawn beside it; else give its size.")
        if self.cpu_credits == "unlimited":
            yield from surplus_credits(fleet, self.surplus_vcpu_hours)

    def _pods(self) -> Iterator[CostComponent]:
        vcpu, memory = self.pod_vcpu, self.pod_memory_gb
        reason = "AWS adds 0.25 GiB and rounds up to the next size on sale."
        if vcpu is not None and memory is not None:
            size = pod_size(vcpu, memory)
            if size is None:
                yield not_priced("Fargate pods", "Too large for Fargate: at most 16 vCPU and 119.75 GiB.")
                return
            vcpu, memory = size
            reason = f"Billed as {vcpu.normalize():f} vCPU and {memory.normalize():f} GiB each."
        else:
            vcpu = memory = None
        missing = "pod_vcpu" if self.pod_vcpu is None else "pod_memory_gb"
        for name, key, each in (("vCPU", "vcpu", vcpu), ("memory", "memory", memory)):
            yield hourly(
                f"Fargate pods, {name}",
                f"eks.fargate.{key}",
                None if each is None or self.pods is None else each * self.pods,
                hours=self.pod_hours,
                property=missing if each is None else "pods",
                reason=reason,
            )
