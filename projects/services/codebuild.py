"""AWS CodeBuild."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service

_SYSTEMS = {
    "linux": "Linux",
    "linux_arm": "Linux on Arm",
    "linux_gpu": "Linux with GPU",
    "windows": "Windows",
}
_ON_DEMAND, _FLEET, _LAMBDA = ("on_demand",), ("reserved",), ("lambda",)


class Codebuild(Service):
    """Builds and tests code; billed by build minutes of a compute type, or by reserved machines."""

    name = "codebuild"
    label = "CodeBuild"
    official = "AWS CodeBuild"
    billed_as = "AWS CodeBuild"
    summary = "Compiles code, runs tests and makes packages and images, billed by the minute of building."
    category = "Developer tools"
    synonyms = ("ci", "build", "continuous integration", "compile", "test", "devops", "runner")
    cloudformation = "AWS::CodeBuild::Project"
    icon = "codebuild"
    scope = "region"
    inside = ("region", "vpc", "subnet")
    links: ClassVar = {
        "deliver": ("s3_bucket", "ecr", "cloudwatch"),
        "traffic": ("s3_bucket", "ecr", "secrets_manager", "codedeploy", "third_party_service", "internet"),
        "event": ("eventbridge", "sns_topic"),
        "mount": ("efs_file_system",),
    }

    capacity: str | None = Choice(
        "Capacity",
        {
            "on_demand": "A fresh machine for each build, by the minute.",
            "lambda": "Starts at once on Lambda, by the second.",
            "reserved": "Machines kept ready, by the minute whether they build or not.",
        },
        default="on_demand",
    )
    operating_system: str | None = Choice(
        "Operating system",
        {
            "linux": "Linux on x86.",
            "linux_arm": "Linux on Graviton.",
            "linux_gpu": "Linux with a GPU.",
            "windows": "Windows.",
        },
        default="linux",
    )
    compute_type: str | None = Choice(
        "Compute type",
        {
            "general1.small": "2 vCPU, 4 GiB.",
            "general1.medium": "4 vCPU, 8 GiB.",
            "general1.large": "8 vCPU, 16 GiB.",
            "general1.xlarge": "36 vCPU, 72 GiB.",
            "general1.2xlarge": "72 vCPU, 144 GiB.",
        },
        default="general1.small",
        when={"capacity": _ON_DEMAND + _FLEET},
    )
    lambda_memory: str | None = Choice(
        "Memory",
        {"1gb": "1 GB.", "2gb": "2 GB.", "4gb": "4 GB.", "8gb": "8 GB.", "10gb": "10 GB."},
        default="1gb",
        when={"capacity": _LAMBDA},
    )
    machines: int | None = Count(
        "Reserved machines", default=1, low=1, when={"capacity": _FLEET}, typical=(1, 2, 8)
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="Only if builds reach into a VPC.")
    privileged: bool | None = Flag("Privileged mode", help="Builds container images.")
    build_minutes: Decimal | None = Quantity(
        "Build minutes",
        unit="minutes/month",
        help="Each build is rounded up to a whole minute.",
        when={"capacity": _ON_DEMAND},
        typical=(500, 5_000, 50_000),
    )
    build_seconds: Decimal | None = Quantity(
        "Build time",
        unit="seconds/month",
        when={"capacity": _LAMBDA},
        typical=(30_000, 300_000, 3_000_000),
    )

    def fact(self) -> str:
        return self.lambda_memory or "" if self.capacity == "lambda" else self.compute_type or ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        system = self.operating_system
        if system is None:
            yield needs("Build minutes", "", "operating_system", "Choose an operating system.")
        elif self.capacity == "lambda":
            yield self._on_lambda(system)
        elif self.compute_type is None:
            yield needs("Build minutes", "", "compute_type", "Choose a compute type.")
        elif self.capacity == "reserved":
            yield self._reserved(system, self.compute_type)
        else:
            yield usage(
                f"Build minutes ({_SYSTEMS[system]}, {self.compute_type})",
                f"codebuild.{system}.{self.compute_type.replace('.', '_')}",
                self.build_minutes,
                property="build_minutes",
                unit="minute",
            )

    def _on_lambda(self, system: str) -> CostComponent:
        if self.lambda_memory is None:
            return needs("Build time", "", "lambda_memory", "Choose the memory.")
        return usage(
            f"Build time ({_SYSTEMS[system]}, Lambda {self.lambda_memory.upper()})",
            f"codebuild.lambda.{system}.{self.lambda_memory}",
            self.build_seconds,
            property="build_seconds",
            unit="second",
        )

    def _reserved(self, system: str, compute_type: str) -> CostComponent:
        return hourly(
            f"Reserved machine hours ({_SYSTEMS[system]}, {compute_type})",
            f"codebuild.reserved.{system}.{compute_type.replace('.', '_')}",
            self.machines,
            property="machines",
            unit="hour",
        )
