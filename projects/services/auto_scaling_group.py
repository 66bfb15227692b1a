"""Amazon EC2 Auto Scaling group."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, needs
from pricing.estimate import HOURS_PER_MONTH
from projects.billing.group_size import Average, average, range_text
from projects.billing.instances import (
    CPU_CREDITS,
    OPERATING_SYSTEMS,
    TENANCIES,
    WHOLE_MONTH,
    Fleet,
    dedicated_region_fee,
    detailed_monitoring,
    ebs_optimization,
    fleet_hours,
    surplus_credits,
)
from projects.billing.mixed_instances import MIXED_TYPES, first_type, shares
from projects.billing.purchasing import (
    ON_DEMAND,
    Purchase,
    payment_choice,
    purchase_choice,
    purchase_of,
    term_choice,
)
from projects.billing.schedules import schedule_field
from projects.billing.traffic import internet_out, public_ipv4
from projects.billing.volumes import (
    root_volume_costs,
    root_volume_iops,
    root_volume_ios,
    root_volume_size,
    root_volume_throughput,
    root_volume_type,
)
from projects.callees import CALLEES, CONTAINERS, FILE_SYSTEMS
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity, Text
from projects.service import Service

_SPOT = Purchase("spot")


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
        "traffic": ("ec2_instance", *CONTAINERS, *CALLEES),
        "mount": FILE_SYSTEMS,
        "event": ("eventbridge", "sns_topic", "sqs_queue", "lambda_function"),
    }

    min: int | None = Count("Minimum", help="Instances.")
    desired: int | None = Count("Desired", help="Instances, or units of capacity where types have weights.")
    max: int | None = Count("Maximum", help="Instances.")
    average_instances: Decimal | None = Quantity(
        "Instances over the month",
        unit="instances",
        group="Usage",
        help="The mean number that runs; empty: by the schedule, else the desired number or the minimum.",
        typical=(2, 4, 20),
    )
    schedule: str | None = schedule_field(
        "The desired number runs then, the minimum at other times.", of="the instances over the month"
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
    mixed_types: str | None = Text(
        "Mixed instance types",
        pattern=MIXED_TYPES,
        help="In order of preference, each with its weight: t3.large=2, t3.xlarge=4. Priced as the first.",
    )
    on_demand_base: int | None = Count(
        "On-demand base capacity", help="Of the desired number, before Spot Instances are used."
    )
    on_demand_percent_above_base: Decimal | None = Quantity(
        "On demand above the base", unit="%", high=100, help="The rest are Spot Instances; empty: 100."
    )
    operating_system: str | None = Choice("Operating system", OPERATING_SYSTEMS, default="linux")
    purchase: str | None = purchase_choice()
    term_years: str | None = term_choice()
    payment: str | None = payment_choice()
    tenancy: str | None = Choice("Tenancy", TENANCIES, default="default")
    dedicated_region_fee: bool | None = Flag(
        "Bears the Region's dedicated fee",
        help="AWS bills it once for all Dedicated Instances of a Region: yes on one icon, no on the others.",
        when={"tenancy": ("dedicated",)},
    )
    public_ip: bool | None = Flag("Public IPv4 addresses", help="One for each instance.")
    root_volume_type: str | None = root_volume_type()
    root_volume_size_gib: Decimal | None = root_volume_size()
    root_volume_iops: int | None = root_volume_iops()
    root_volume_throughput_mibps: int | None = root_volume_throughput()
    root_volume_monthly_ios: Decimal | None = root_volume_ios()
    ebs_optimized: bool | None = Flag(
        "EBS-optimized", help="Included in current types; billed by the hour on some of the M3, R3, C3 age."
    )
    detailed_monitoring: bool | None = Flag("Detailed monitoring")
    cpu_credits: str | None = Choice(
        "CPU credits", CPU_CREDITS, help="Burstable types only (T2, T3, T3a, T4g)."
    )
    surplus_vcpu_hours: Decimal | None = Quantity(
        "Surplus CPU credits",
        unit="vCPU-hours/month",
        when={"cpu_credits": ("unlimited",)},
        help="Of all its instances together.",
        typical=(20, 100, 1000),
    )
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH, typical=(730, 730, 730)
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(50, 500, 5000)
    )

    def fact(self) -> str:
        words = [
            f"{name} {value}" for name, value in (("min", self.min), ("max", self.max)) if value is not None
        ]
        return ", ".join(words)

    def average(self, hours_per_month: Decimal) -> Average:
        """The stated mean number of instances or that of the schedule, and how it comes about."""
        found = average(self, hours_per_month)
        _, weight = first_type(self.mixed_types)
        by_schedule = self.average_instances is None and found.instances is not None
        return found._replace(instances=(found.instances or 0) / weight) if by_schedule else found

    def running(self, hours_per_month: Decimal = HOURS_PER_MONTH) -> Decimal | None:
        """How many instances run over the month; None where nobody said."""
        parts = self._shares(self.average(hours_per_month))
        return None if parts is None else sum(parts, Decimal(0))

    def _shares(self, mean: Average) -> tuple[Decimal, Decimal] | None:
        """On-demand and Spot instances of the month; None where nobody said how many run."""
        if mean.problem:
            return None
        capacity = self.desired if self.desired is not None else self.min
        _, weight = first_type(self.mixed_types)
        percent = self.on_demand_percent_above_base
        return shares(capacity, mean.instances, weight, self.on_demand_base, percent)

    def _explained(self, mean: Average, count: Decimal | None) -> str:
        """Where the number comes from and between which ends it lies; weights count other units."""
        ends = "" if self.mixed_types else range_text(self, count)
        return mean.problem or " ".join(text for text in (mean.reason, ends) if text)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        mean = self.average(place.hours_per_month)
        if place.members:
            yield from self._of_members(mean)
            return
        parts = self._shares(mean)
        count = self.running(place.hours_per_month)
        counted_by = mean.property or "average_instances"
        said = self._explained(mean, count)
        for part in self._hours(parts):
            if part.kind == "hourly" and said:
                part = replace(part, reason=f"{part.reason} {said}".lstrip())
            yield replace(part, property=counted_by) if part.kind == "hourly" else part
        fleet = self._fleet(count, ON_DEMAND)
        yield from dedicated_region_fee(self.tenancy, self.dedicated_region_fee)
        if self.ebs_optimized:
            yield from ebs_optimization(fleet)
        if self.root_volume_size_gib is None and "ebs_volume" in place.attached:
            yield included("Root volume", "Taken to be the EBS volume drawn beside it; else give its size.")
        else:
            yield from root_volume_costs(self, count, counted_by)
        if self.detailed_monitoring:
            yield detailed_monitoring(count, counted_by)
        if self.cpu_credits == "unlimited":
            yield from surplus_credits(fleet, self.surplus_vcpu_hours)
        if self.public_ip:
            yield public_ipv4(count, hours=self.hours_per_month, property=counted_by)
        if self.public_ip or self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)

    def _of_members(self, mean: Average) -> Iterator[CostComponent]:
        """The drawn members carry the price; the group says how many of them it takes to run."""
        number = mean.instances if mean.instances is not None else self.desired
        said = self._explained(mean, None if number is None else Decimal(number))
        name, reason = "Auto Scaling group", "Its instances are priced on their own lines."
        if mean.problem:
            yield needs(name, "", mean.property, f"{reason} {said}")
        else:
            yield included(name, f"{reason} {said}".rstrip(), "auto_scaling.free")

    def _hours(self, parts: tuple[Decimal, Decimal] | None) -> Iterator[CostComponent]:
        steady, spot = (None, None) if parts is None else parts
        if steady != 0 or not spot:
            yield from fleet_hours(self._fleet(steady, purchase_of(self)))
        # Without a type, or on a host, the first line says all there is to say.
        said = steady != 0 and (self.tenancy == "host" or not self._fleet(spot, _SPOT).instance_type)
        if spot and not said:
            yield from fleet_hours(self._fleet(spot, _SPOT))

    def _fleet(self, count: Decimal | None, purchase: Purchase) -> Fleet:
        kind = first_type(self.mixed_types)[0] or self.instance_type
        system, hours = self.operating_system, self.hours_per_month
        return Fleet(kind, system, count, hours, "average_instances", purchase, self.tenancy)
