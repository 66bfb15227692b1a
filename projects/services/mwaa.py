"""Amazon Managed Workflows for Apache Airflow (MWAA)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, storage
from projects.place import Place
from projects.properties import Choice, Nodes, Quantity, Text
from projects.service import Service


class Mwaa(Service):
    """A managed Airflow environment: its own hours, more workers, schedulers and web servers, metadata."""

    name = "mwaa"
    label = "Managed Airflow"
    official = "Amazon Managed Workflows for Apache Airflow (MWAA)"
    billed_as = "Amazon MWAA"
    summary = "A managed Apache Airflow: schedules and runs data workflows written in Python."
    category = "Application integration"
    synonyms = ("mwaa", "airflow", "workflow", "dag", "orchestration", "data pipeline", "scheduler")
    cloudformation = "AWS::MWAA::Environment"
    icon = "managed_airflow"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {
        "traffic": (
            "s3_bucket",
            "glue",
            "emr",
            "athena",
            "redshift_cluster",
            "batch",
            "ecs",
            "fargate",
            "eks",
            "lambda_function",
            "sagemaker",
            "step_functions",
            "rds_instance",
            "aurora_cluster",
            "secrets_manager",
        ),
        "deliver": ("cloudwatch",),
    }

    environment_class: str | None = Choice(
        "Environment class",
        {
            "micro": "Up to 25 workflows; one scheduler and worker in all.",
            "small": "Up to 50 workflows.",
            "medium": "Up to 250 workflows.",
            "large": "Up to 1,000 workflows.",
            "xlarge": "Up to 2,000 workflows.",
            "2xlarge": "Up to 4,000 workflows.",
        },
        default="small",
    )
    airflow_version: str | None = Text("Airflow version", help="Such as 2.10.")
    webserver_access: str | None = Choice(
        "Web server",
        {"private": "Reached from the VPC only.", "public": "Reached over the internet, by IAM."},
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="Two private ones in two zones.")
    additional_workers: Decimal | None = Quantity(
        "Additional workers",
        unit="workers",
        high=24,
        group="Usage",
        help="Mean over the month, beyond the first.",
        typical=(0, 2, 6),
    )
    additional_schedulers: Decimal | None = Quantity(
        "Additional schedulers",
        unit="schedulers",
        high=3,
        group="Usage",
        help="Mean over the month, beyond the two included.",
    )
    additional_web_servers: Decimal | None = Quantity(
        "Additional web servers",
        unit="web servers",
        high=3,
        group="Usage",
        help="Mean over the month, beyond the two included.",
    )
    metadata_gb: Decimal | None = Quantity("Metadata database", unit="GB", group="Usage", typical=(5, 10, 40))

    def fact(self) -> str:
        return f"mw1.{self.environment_class}" if self.environment_class else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        size = self.environment_class
        if size is None:
            yield needs("Environment hours", "", "environment_class", "Choose an environment class.")
        else:
            yield hourly(f"Environment hours ({size})", f"mwaa.environment.{size}", unit="hour")
            for name, key in (
                ("workers", "worker"),
                ("schedulers", "scheduler"),
                ("web_servers", "web_server"),
            ):
                field = f"additional_{name}"
                count = getattr(self, field)
                if count:
                    words = f"Additional {key.replace('_', ' ')} hours ({size})"
                    yield hourly(words, f"mwaa.{key}.{size}", count, property=field, unit="hour")
        yield storage(
            "Metadata database storage",
            "mwaa.metadata.storage",
            self.metadata_gb,
            property="metadata_gb",
            unit="GB-month",
        )
