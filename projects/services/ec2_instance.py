"""Amazon EC2 instance."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, included
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
    operating_system_name,
    surplus_credits,
)
from projects.billing.purchasing import payment_choice, purchase_choice, purchase_of, term_choice
from projects.billing.schedules import Running, running, schedule_field, while_running
from projects.billing.traffic import internet_out, public_ipv4
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
from projects.properties import Choice, Count, Flag, Quantity, Text
from projects.service import Service


class Ec2Instance(Service):
    """One or more equal virtual machines in a subnet."""

    name = "ec2_instance"
    label = "EC2 instance"
    official = "Amazon Elastic Compute Cloud (EC2) instance"
    billed_as = "Amazon EC2"
    summary = "A virtual machine of a chosen type and operating system, in one subnet."
    category = "Compute"
    synonyms = (
        "ec2",
        "vm",
        "virtual machine",
        "server",
        "instance",
        "compute",
        "bastion",
        "web server",
        "host",
    )
    cloudformation = "AWS::EC2::Instance"
    icon = "ec2_instance"
    shape = "resource"
    scope = "subnet"
    inside = ("subnet",)
    links: ClassVar = {
        "traffic": ("ec2_instance", *CONTAINERS, *CALLEES),
        "mount": (*FILE_SYSTEMS, "s3_bucket"),
        "deliver": LOG_DESTINATIONS,
    }

    instance_type: str | None = Choice("Instance type", source="instance_types:ec2")
    operating_system: str | None = Choice("Operating system", OPERATING_SYSTEMS, default="linux")
    instances: int | None = Count(
        "Instances", default=1, low=0, help="How many equal ones this icon stands for."
    )
    purchase: str | None = purchase_choice()
    term_years: str | None = term_choice()
    payment: str | None = payment_choice()
    tenancy: str | None = Choice("Tenancy", TENANCIES, default="default")
    dedicated_region_fee: bool | None = Flag(
        "Bears the Region's dedicated fee",
        help="AWS bills it once for all Dedicated Instances of a Region: yes on one icon, no on the others.",
        when={"tenancy": ("dedicated",)},
    )
    public_ip: bool | None = Flag(
        "Public IPv4 address", help="Unknown: taken to have one in a public subnet."
    )
    root_volume_type: str | None = root_volume_type()
    root_volume_size_gib: Decimal | None = root_volume_size(
        help="0 if it has none or the volume is drawn on its own."
    )
    root_volume_iops: int | None = root_volume_iops()
    root_volume_throughput_mibps: int | None = root_volume_throughput()
    root_volume_monthly_ios: Decimal | None = root_volume_ios()
    detailed_monitoring: bool | None = Flag(
        "Detailed monitoring", help="Metrics every minute instead of every five."
    )
    ebs_optimized: bool | None = Flag(
        "EBS-optimized", help="Included in current types; billed by the hour on some of the M3, R3, C3 age."
    )
    cpu_credits: str | None = Choice(
        "CPU credits", CPU_CREDITS, help="Burstable types only (T2, T3, T3a, T4g)."
    )
    ami_architecture: str | None = Choice(
        "Image architecture", {"x86_64": "Intel and AMD types.", "arm64": "AWS Graviton types."}
    )
    imds: str | None = Choice(
        "Instance metadata", {"v2": "IMDSv2: sessions with tokens.", "v1": "IMDSv1 still answers."}
    )
    placement_strategy: str | None = Choice(
        "Placement group",
        {
            "cluster": "Close together in one zone, for low latency.",
            "partition": "Groups of instances on separate racks.",
            "spread": "Each on its own rack, at most seven in a zone.",
        },
    )
    placement_group: str | None = Text("Name of the placement group")
    credentials: str | None = Choice(
        "Credentials",
        {
            "role": "An instance profile with an IAM role.",
            "access_keys": "Access keys stored on the instance.",
        },
    )
    role: str | None = Text("Role", help="What it does: web, worker, database ...")
    traffic_mirroring_sessions: int | None = Count(
        "Traffic mirroring sessions",
        help="Interfaces that are mirrored, on all its instances together.",
        typical=(1, 2, 10),
    )
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH, typical=(220, 730, 730)
    )
    schedule: str | None = schedule_field()
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(50, 500, 5000)
    )
    surplus_vcpu_hours: Decimal | None = Quantity(
        "Surplus CPU credits",
        unit="vCPU-hours/month",
        when={"cpu_credits": ("unlimited",)},
        help="Of all its instances together.",
        typical=(10, 50, 200),
    )
    outpost: bool | None = Flag("On an AWS Outpost", help="Runs on AWS hardware in your own building.")

    def fact(self) -> str:
        if not self.instance_type:
            return ""
        system = operating_system_name(self.operating_system)
        words = [self.instance_type if system == "Linux" else f"{self.instance_type}, {system}"]
        if self.instances is not None and self.instances != 1:
            words.append(f"× {self.instances}")
        return " ".join(words)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        count = None if self.instances is None else self.instances * place.instances_each
        runs = running(self.hours_per_month, self.schedule, place.hours_per_month)
        if self.instances == 0:
            yield included("Instance hours", "No instances.")
        else:
            yield from self._running(place, count, runs)
        if self.traffic_mirroring_sessions:
            sessions = hourly(
                "Traffic mirroring sessions",
                "vpc.traffic_mirroring",
                self.traffic_mirroring_sessions,
                property="traffic_mirroring_sessions",
            )
            yield while_running(sessions, runs)
        if self.instances != 0 or self.data_out_gb is not None:
            yield from self._public(place, count, runs)

    def _running(self, place: Place, count: Decimal | None, runs: Running) -> Iterator[CostComponent]:
        purchase = purchase_of(self)
        fleet = Fleet(
            self.instance_type,
            self.operating_system,
            count,
            purchase=purchase,
            tenancy=self.tenancy,
        )
        # A commitment is billed for every hour, whatever the schedule.
        yield from (part if purchase.committed else while_running(part, runs) for part in fleet_hours(fleet))
        yield from dedicated_region_fee(self.tenancy, self.dedicated_region_fee)
        if self.ebs_optimized:
            yield from (while_running(part, runs) for part in ebs_optimization(fleet))
        if self.root_volume_size_gib is not None or "ebs_volume" not in place.attached:
            yield from root_volume_costs(self, count, "instances")
        else:
            yield included("Root volume", "Taken to be the EBS volume drawn beside it; else give its size.")
        if self.detailed_monitoring:
            yield detailed_monitoring(count)
        if self.cpu_credits == "unlimited":
            yield from surplus_credits(fleet, self.surplus_vcpu_hours)

    def _public(self, place: Place, count: Decimal | None, runs: Running) -> Iterator[CostComponent]:
        has_address = self.public_ip or (self.public_ip is None and place.subnet_is_public is True)
        if "elastic_ip" in place.attached:
            yield included("Public IPv4 address", "Priced on the Elastic IP drawn beside it.")
            has_address = True
        elif has_address:
            reason = "" if self.public_ip else "In a public subnet: taken to have one. Say no if it has none."
            yield while_running(public_ipv4(count, property="instances", reason=reason), runs)
        if has_address or self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)
