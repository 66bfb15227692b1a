"""AWS Batch."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, needs, usage
from projects.billing.fargate import ARCHITECTURES, Tasks, job_costs
from projects.billing.instances import OPERATING_SYSTEMS, operating_system_name
from projects.billing.purchasing import Purchase
from projects.billing.traffic import internet_out
from projects.callees import CALLEES, FILE_SYSTEMS, LOG_DESTINATIONS
from projects.place import Place
from projects.properties import Choice, Count, Nodes, Quantity
from projects.service import Service

_FARGATE = {"compute_environment": ("fargate", "fargate_spot")}
_EC2 = {"compute_environment": ("ec2", "ec2_spot")}


class Batch(Service):
    """Queues jobs and starts what they run on; free itself."""

    name = "batch"
    label = "Batch"
    official = "AWS Batch"
    billed_as = "AWS Batch"
    summary = "Queues container jobs and starts just the capacity that they need."
    category = "Compute"
    synonyms = ("batch", "jobs", "job queue", "hpc", "scheduled jobs", "container jobs")
    cloudformation = "AWS::Batch::ComputeEnvironment"
    icon = "aws_batch"
    scope = "region"
    inside = ("region", "vpc")
    links: ClassVar = {
        "traffic": ("ec2_instance", "fargate", *CALLEES),
        "mount": FILE_SYSTEMS,
        "attach": ("ebs_volume",),
        "event": ("eventbridge",),
        "deliver": LOG_DESTINATIONS,
    }

    compute_environment: str | None = Choice(
        "Jobs run on",
        {
            "fargate": "Fargate: each job's vCPU and memory are billed here.",
            "fargate_spot": "Fargate Spot: spare capacity that AWS may take back.",
            "ec2": "EC2 instances that Batch starts and stops.",
            "ec2_spot": "EC2 Spot Instances that Batch starts and stops.",
            "drawn": "Instances or tasks that have icons of their own.",
        },
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="At most 16 for Fargate.")
    monthly_jobs: Decimal | None = Quantity(
        "Jobs", unit="jobs/month", when=_FARGATE, typical=(100, 5000, 100_000)
    )
    minutes_per_job: Decimal | None = Quantity(
        "Time of a job", unit="minutes", group="Usage", help="Mean.", when=_FARGATE, typical=(5, 10, 30)
    )
    vcpu: Decimal | None = Quantity(
        "vCPU of a job", unit="vCPU", high=16, when=_FARGATE, typical=("0.5", 1, 4)
    )
    memory_gb: Decimal | None = Quantity(
        "Memory of a job", unit="GiB", high=120, when=_FARGATE, typical=(1, 2, 16)
    )
    architecture: str | None = Choice("Architecture", ARCHITECTURES, default="x86_64", when=_FARGATE)
    instance_type: str | None = Choice("Instance type", source="instance_types:ec2", when=_EC2)
    operating_system: str | None = Choice("Operating system", OPERATING_SYSTEMS, default="linux", when=_EC2)
    instance_hours: Decimal | None = Quantity(
        "Instance hours",
        unit="hours/month",
        help="Of all instances together.",
        when=_EC2,
        typical=(50, 1000, 20_000),
    )
    volume_gib: int | None = Count(
        "Volume of an instance", unit="GiB", default=30, help="gp3; Batch makes 30 GiB.", when=_EC2
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(10, 100, 1000)
    )

    def fact(self) -> str:
        return self.instance_type or ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield included("Batch", "Free itself; what its jobs run on is billed.")
        kind = self.compute_environment
        if kind is None:
            yield needs("Jobs", "", "compute_environment", "Choose what its jobs run on.")
        elif kind in ("fargate", "fargate_spot"):
            spot = Purchase("spot" if kind == "fargate_spot" else "on_demand")
            task = Tasks(
                None,
                self.vcpu,
                self.memory_gb,
                architecture=self.architecture,
                purchase=spot,
                names=("vcpu", "memory_gb"),
            )
            yield from job_costs(self.monthly_jobs, self.minutes_per_job, task)
        elif kind in ("ec2", "ec2_spot"):
            yield from self._on_instances(place.hours_per_month)
        if self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)

    def _on_instances(self, hours_per_month: Decimal) -> Iterator[CostComponent]:
        if not self.instance_type:
            yield needs("Instance hours", "", "instance_type", "Choose an instance type.")
            return
        system = self.operating_system or "linux"
        ending = "spot" if self.compute_environment == "ec2_spot" else "ondemand"
        yield usage(
            f"Instance hours ({self.instance_type}, {operating_system_name(system)})",
            f"ec2.instance.{self.instance_type}.{system}.{ending}",
            self.instance_hours,
            property="instance_hours",
            unit="hour",
        )
        if self.volume_gib:
            hours = self.instance_hours
            held = None if hours is None else self.volume_gib * hours / hours_per_month
            yield usage("Volumes (gp3)", "ebs.gp3.storage", held, property="instance_hours")
