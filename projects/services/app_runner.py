"""AWS App Runner."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, usage
from projects.billing.traffic import internet_out
from projects.callees import CALLEES
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service


class AppRunner(Service):
    """A web application from an image or a repository, scaled by itself; closed to new customers."""

    name = "app_runner"
    label = "App Runner"
    official = "AWS App Runner"
    billed_as = "AWS App Runner"
    summary = "Runs a web application from an image or source; closed to new customers since April 2026."
    category = "Compute"
    synonyms = ("app runner", "apprunner", "web application", "container", "paas")
    cloudformation = "AWS::AppRunner::Service"
    icon = "app_runner_service"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "traffic": CALLEES,
        "deliver": ("cloudwatch",),
    }

    vcpu: Decimal | None = Quantity("vCPU of an instance", unit="vCPU", high=4, default=1, help="0.25 to 4.")
    memory_gb: Decimal | None = Quantity("Memory of an instance", unit="GiB", high=12, default=2)
    provisioned_instances: Decimal | None = Quantity(
        "Provisioned instances",
        unit="instances",
        default=1,
        help="Kept ready all the time: their memory is billed.",
    )
    active_hours: Decimal | None = Quantity(
        "Active instance hours",
        unit="hours/month",
        help="While instances answer requests, summed over the instances.",
        typical=(100, 730, 5000),
    )
    vpc_connector: bool | None = Flag("VPC connector", help="Reaches into a VPC.")
    source: str | None = Choice(
        "Source", {"image": "A container image.", "code": "A repository, built by App Runner."}
    )
    automatic_deployments: bool | None = Flag("Automatic deployments")
    applications: int | None = Count("Applications", default=1, help="For the fee of automatic deployments.")
    build_minutes: Decimal | None = Quantity(
        "Build time", unit="minutes/month", when={"source": ("code",)}, typical=(50, 200, 1000)
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(10, 100, 1000)
    )

    def fact(self) -> str:
        if self.vcpu is None or self.memory_gb is None:
            return ""
        return f"{self.vcpu.normalize():f} vCPU, {self.memory_gb.normalize():f} GB"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        kept, size = self.provisioned_instances, self.memory_gb
        yield hourly(
            "Provisioned memory",
            "app_runner.provisioned.memory",
            None if kept is None or size is None else kept * size,
            property="memory_gb" if size is None else "provisioned_instances",
            unit="GB-hour",
        )
        for name, word, each, field, unit in (
            ("Active vCPU", "vcpu", self.vcpu, "vcpu", "vCPU-hour"),
            ("Active memory", "memory", self.memory_gb, "memory_gb", "GB-hour"),
        ):
            active = self.active_hours
            yield usage(
                name,
                f"app_runner.active.{word}",
                None if each is None or active is None else each * active,
                property=field if each is None else "active_hours",
                unit=unit,
            )
        if self.automatic_deployments:
            key = "app_runner.automatic_deployments"
            yield usage(
                "Automatic deployments", key, self.applications, property="applications", unit="application"
            )
        if self.source == "code":
            yield usage(
                "Builds", "app_runner.build", self.build_minutes, property="build_minutes", unit="minute"
            )
        if self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)
