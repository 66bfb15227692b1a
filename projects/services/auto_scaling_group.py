"""Amazon EC2 Auto Scaling group."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included
from projects.billing.instances import OPERATING_SYSTEMS, WHOLE_MONTH, detailed_monitoring, instance_hours
from projects.billing.volumes import ROOT_VOLUME_TYPES, root_volume_costs
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity, Text
from projects.service import Service


class AutoScalingGroup(Service):
    """Keeps a number of equal instances running across zones; free itself, its instances are billed.

    The drawn members carry the price; without members the launch template does.
    """

    name = "auto_scaling_group"
    label = "Auto Scaling group"
    official = "Amazon EC2 Auto Scaling group"
    billed_as = "Amazon EC2"
    summary = "Keeps between a minimum and a maximum of equal EC2 instances running, across zones."
    category = "Containers and groups"
    synonyms = ("asg", "autoscaling", "auto scaling", "scaling group", "fleet", "elastic")
    cloudformation = "AWS::AutoScaling::AutoScalingGroup"
    icon = "auto_scaling_group"
    shape = "overlay"
    scope = "vpc"
    inside = ("vpc", "region", "availability_zone", "subnet")
    members = ("ec2_instance",)
    size = (320, 160)
    links: ClassVar = {
        "traffic": (
            "rds_instance",
            "aurora_cluster",
            "elasticache_cluster",
            "dynamodb_table",
            "s3_bucket",
            "sqs_queue",
            "nat_gateway",
        ),
        "mount": ("efs_file_system",),
    }

    min: int | None = Count("Minimum", help="Instances.")
    desired: int | None = Count("Desired", help="Instances.")
    max: int | None = Count("Maximum", help="Instances.")
    average_instances: Decimal | None = Quantity(
        "Instances over the month",
        unit="instances",
        group="Usage",
        help="The mean number that runs; empty: the desired number.",
    )
    health_check: str | None = Choice(
        "Health check",
        {
            "EC2": "The state of the instance.",
            "ELB": "Also the load balancer's health check.",
            "EBS": "Also whether its volumes answer.",
            "VPC_LATTICE": "Also VPC Lattice's health check.",
        },
    )
    policy: str | None = Choice(
        "Scaling policy",
        {
            "target_tracking": "Keeps a metric near a target.",
            "step": "Steps that depend on how far an alarm is exceeded.",
            "simple": "One step for one alarm.",
            "scheduled": "At set times.",
            "predictive": "From a forecast of the load.",
        },
    )
    launch: str | None = Choice(
        "Launches from",
        {
            "launch_template": "A launch template.",
            "launch_configuration": "A launch configuration; superseded.",
        },
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="Where it may start instances.")
    zones: str | None = Text("Zones", help="Where no subnets are drawn: us-east-1a, us-east-1b.")
    instance_type: str | None = Choice(
        "Instance type",
        source="instance_types:ec2",
        help="Of the launch template; used while no member is drawn.",
    )
    operating_system: str | None = Choice("Operating system", OPERATING_SYSTEMS, default="linux")
    root_volume_type: str | None = Choice("Root volume type", ROOT_VOLUME_TYPES, default="gp3")
    root_volume_size_gib: Decimal | None = Quantity("Root volume size", unit="GiB", high=65536)
    root_volume_iops: int | None = Count(
        "Root volume IOPS", unit="IOPS", high=256_000, when={"root_volume_type": ("gp3", "io1", "io2")}
    )
    root_volume_throughput_mibps: int | None = Count(
        "Root volume throughput", unit="MiB/s", high=2000, when={"root_volume_type": ("gp3",)}
    )
    root_volume_monthly_ios: Decimal | None = Quantity(
        "Root volume I/O requests", unit="requests/month", when={"root_volume_type": ("standard",)}
    )
    detailed_monitoring: bool | None = Flag("Detailed monitoring")
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )

    def fact(self) -> str:
        words = [
            f"{name} {value}" for name, value in (("min", self.min), ("max", self.max)) if value is not None
        ]
        return ", ".join(words)

    def running(self) -> Decimal | None:
        """How many instances run over the month; None where nobody said."""
        if self.average_instances is not None:
            return self.average_instances
        return None if self.desired is None else Decimal(self.desired)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if place.members:
            yield included(
                "Auto Scaling group", "Its instances are priced on their own lines.", "auto_scaling.free"
            )
            return
        count = self.running()
        yield instance_hours(
            self.instance_type, self.operating_system, count, self.hours_per_month, "average_instances"
        )
        yield from root_volume_costs(self, count, "average_instances")
        if self.detailed_monitoring:
            yield detailed_monitoring(count, "average_instances")
