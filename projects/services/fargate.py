"""AWS Fargate tasks."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent
from projects.billing.fargate import ARCHITECTURES, PURCHASES, SYSTEMS, Tasks, task_costs, task_fact
from projects.billing.instances import WHOLE_MONTH
from projects.billing.purchasing import payment_choice, purchase_choice, purchase_of, term_choice
from projects.billing.traffic import internet_out, public_ipv4
from projects.callees import CALLEES, CONTAINERS, LOG_DESTINATIONS
from projects.place import Place
from projects.properties import Choice, Flag, Nodes, Quantity
from projects.service import Service


class Fargate(Service):
    """Containers that run without instances of yours; billed by what each task reserves."""

    name = "fargate"
    label = "Fargate tasks"
    official = "AWS Fargate"
    billed_as = "AWS Fargate"
    summary = "Runs containers without servers to look after, billed by vCPU and memory."
    category = "Containers"
    synonyms = ("fargate", "serverless containers", "container", "task", "docker", "microservice")
    cloudformation = "AWS::ECS::Service"
    icon = "fargate_task"
    scope = "subnet"
    inside = ("subnet", "vpc")
    links: ClassVar = {
        "traffic": (*CONTAINERS, "ec2_instance", *CALLEES),
        "mount": ("efs_file_system",),
        "attach": ("ebs_volume",),
        "deliver": LOG_DESTINATIONS,
    }

    cpu_units: Decimal | None = Quantity(
        "CPU",
        unit="CPU units",
        high=16_384,
        help="Of each task; 1,024 are one vCPU.",
        typical=(256, 1024, 4096),
    )
    memory_mb: Decimal | None = Quantity(
        "Memory",
        unit="MB",
        high=122_880,
        help="Of each task; each CPU size has its range.",
        typical=(512, 2048, 8192),
    )
    tasks: Decimal | None = Quantity(
        "Tasks", unit="tasks", help="How many run, over the month.", typical=(2, 4, 20)
    )
    architecture: str | None = Choice("Architecture", ARCHITECTURES, default="x86_64")
    operating_system: str | None = Choice("Operating system", SYSTEMS, default="linux")
    purchase: str | None = purchase_choice(PURCHASES)
    term_years: str | None = term_choice(PURCHASES)
    payment: str | None = payment_choice(PURCHASES)
    ephemeral_storage_gb: Decimal | None = Quantity(
        "Ephemeral storage", unit="GiB", high=200, default=20, help="Of each task; 20 GiB are included."
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",))
    public_ip: bool | None = Flag("Public IPv4 addresses", help="One for each task.")
    credentials: str | None = Choice(
        "Credentials",
        {"role": "A task role.", "access_keys": "Access keys stored with the task."},
    )
    outpost: bool | None = Flag("On an AWS Outpost", help="Runs on AWS hardware in your own building.")
    hours_per_month: Decimal | None = Quantity(
        "Running hours of a task", unit="hours/month", high=744, help=WHOLE_MONTH, typical=(220, 730, 730)
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(50, 500, 5000)
    )

    def fact(self) -> str:
        return task_fact(self.tasks, self.cpu_units, self.memory_mb)

    def costs(self, place: Place) -> Iterator[CostComponent]:
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
        if self.public_ip or self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)
