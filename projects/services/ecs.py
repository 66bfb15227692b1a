"""Amazon Elastic Container Service (ECS)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, included, needs
from projects.billing.fargate import ARCHITECTURES, PURCHASES, SYSTEMS, Tasks, task_costs, task_fact
from projects.billing.instances import WHOLE_MONTH
from projects.billing.purchasing import payment_choice, purchase_choice, purchase_of, term_choice
from projects.billing.traffic import internet_out, public_ipv4
from projects.callees import CALLEES, CONTAINERS, FILE_SYSTEMS, LOG_DESTINATIONS
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service

_FARGATE = {"launch_type": ("FARGATE",)}


class Ecs(Service):
    """A cluster or service of ECS: free itself, its tasks or the instances under them are billed."""

    name = "ecs"
    label = "ECS"
    official = "Amazon Elastic Container Service (ECS)"
    billed_as = "Amazon ECS"
    summary = "Runs and replaces containers, on Fargate, on EC2 instances or on your own machines."
    category = "Containers"
    synonyms = ("ecs", "container", "docker", "cluster", "task", "orchestration", "microservice")
    cloudformation = "AWS::ECS::Service"
    icon = "ecs_service"
    scope = "vpc"
    inside = ("vpc", "region", "subnet")
    links: ClassVar = {
        "traffic": (*CONTAINERS, "ec2_instance", "auto_scaling_group", *CALLEES),
        "mount": FILE_SYSTEMS,
        "attach": ("ebs_volume",),
        "deliver": LOG_DESTINATIONS,
    }

    launch_type: str | None = Choice(
        "Launch type",
        {
            "FARGATE": "Without instances: each task's vCPU and memory are billed here.",
            "EC2": "On EC2 instances of yours, drawn and billed on their own.",
            "EXTERNAL": "ECS Anywhere: on machines of your own, billed by the hour.",
            "drawn": "Its Fargate tasks have icons of their own.",
        },
    )
    cpu_units: Decimal | None = Quantity(
        "CPU",
        unit="CPU units",
        high=16_384,
        help="Of each task; 1,024 are one vCPU.",
        when=_FARGATE,
        typical=(256, 1024, 4096),
    )
    memory_mb: Decimal | None = Quantity(
        "Memory",
        unit="MB",
        high=122_880,
        help="Of each task; each CPU size has its range.",
        when=_FARGATE,
        typical=(512, 2048, 8192),
    )
    tasks: Decimal | None = Quantity(
        "Tasks", unit="tasks", help="How many run, over the month.", typical=(2, 4, 20)
    )
    architecture: str | None = Choice("Architecture", ARCHITECTURES, default="x86_64", when=_FARGATE)
    operating_system: str | None = Choice("Operating system", SYSTEMS, default="linux", when=_FARGATE)
    purchase: str | None = purchase_choice(PURCHASES, when=_FARGATE)
    term_years: str | None = term_choice(PURCHASES)
    payment: str | None = payment_choice(PURCHASES)
    ephemeral_storage_gb: Decimal | None = Quantity(
        "Ephemeral storage",
        unit="GiB",
        high=200,
        default=20,
        help="Of each task; 20 GiB are included.",
        when=_FARGATE,
    )
    external_instances: int | None = Count(
        "Machines of your own", when={"launch_type": ("EXTERNAL",)}, typical=(2, 5, 20)
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",))
    public_ip: bool | None = Flag("Public IPv4 addresses", help="One for each Fargate task.", when=_FARGATE)
    credentials: str | None = Choice(
        "Credentials",
        {"role": "A task role.", "access_keys": "Access keys stored with the task."},
    )
    outpost: bool | None = Flag("On an AWS Outpost", help="Runs on AWS hardware in your own building.")
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH, typical=(220, 730, 730)
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(50, 500, 5000)
    )

    def fact(self) -> str:
        return task_fact(self.tasks, self.cpu_units, self.memory_mb)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield included("ECS", "Free itself; what its tasks run on is billed.", "ecs.free")
        if self.launch_type is None:
            yield needs("Tasks", "", "launch_type", "Choose what its tasks run on.")
        elif self.launch_type == "FARGATE":
            yield from self._on_fargate()
        elif self.launch_type == "EXTERNAL":
            yield hourly(
                "ECS Anywhere instances",
                "ecs.anywhere.instance",
                self.external_instances,
                hours=self.hours_per_month,
                property="external_instances",
            )
        if self.data_out_gb is not None or (self.public_ip and self.launch_type == "FARGATE"):
            yield internet_out(self.data_out_gb)

    def _on_fargate(self) -> Iterator[CostComponent]:
        yield from task_costs(
            Tasks(
                self.tasks,
                None if self.cpu_units is None else self.cpu_units / 1024,
                None if self.memory_mb is None else self.memory_mb / 1024,
                self.ephemeral_storage_gb,
                self.architecture,
                self.operating_system,
                self.hours_per_month,
                purchase_of(self),
            )
        )
        if self.public_ip:
            yield public_ipv4(self.tasks, hours=self.hours_per_month, property="tasks")
