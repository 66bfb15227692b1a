"""Amazon SageMaker AI."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, storage, usage
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service

_STANDING, _BY_JOB = ("endpoint", "notebook"), ("training", "processing", "batch_transform")
_INSTANCES = (*_STANDING, *_BY_JOB)
_SERVERLESS = {"use": ("serverless_endpoint",)}
_NAMES = {
    "endpoint": "Endpoint instance hours",
    "notebook": "Notebook instance hours",
    "training": "Training instance hours",
    "processing": "Processing instance hours",
    "batch_transform": "Batch transform instance hours",
}


class Sagemaker(Service):
    """Machine learning: notebooks, training and processing jobs, and endpoints that answer requests."""

    name = "sagemaker"
    label = "SageMaker AI"
    official = "Amazon SageMaker AI"
    billed_as = "Amazon SageMaker AI"
    summary = "Builds, trains and serves machine learning models: notebooks, jobs and endpoints."
    category = "Machine learning"
    synonyms = (
        "sagemaker",
        "machine learning",
        "ml",
        "training",
        "inference",
        "notebook",
        "model",
        "endpoint",
        "ai",
    )
    cloudformation = "AWS::SageMaker::Endpoint"
    icon = "sagemaker_endpoint"
    scope = "region"
    inside = ("region", "vpc", "subnet")
    links: ClassVar = {
        "traffic": ("s3_bucket", "dynamodb_table", "bedrock", "athena", "glue"),
        "mount": ("efs_file_system",),
        "deliver": ("s3_bucket", "cloudwatch"),
    }

    use: str | None = Choice(
        "Use",
        {
            "endpoint": "A real-time endpoint on instances that run all the time.",
            "serverless_endpoint": "An endpoint billed by the running time of its requests.",
            "batch_transform": "Predictions for a whole data set.",
            "training": "Training jobs.",
            "processing": "Jobs that prepare data or judge models.",
            "notebook": "Notebook and Studio instances.",
        },
        default="endpoint",
    )
    instance_type: str | None = Choice(
        "Instance type", source="rates:ml.*=sagemaker.ml.*", when={"use": _INSTANCES}
    )
    instances: int | None = Count("Instances", default=1, when={"use": _INSTANCES}, typical=(1, 2, 8))
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="Only if it reaches into a VPC.")
    encrypted: bool | None = Flag("Encrypted")
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH, when={"use": _STANDING}
    )
    job_hours: Decimal | None = Quantity(
        "Running time of jobs",
        unit="hours/month",
        help="Of all jobs together, on all their instances at once.",
        when={"use": _BY_JOB},
        typical=(10, 60, 400),
    )
    storage_gb: Decimal | None = Quantity(
        "Storage of each instance", unit="GB", group="Usage", when={"use": _INSTANCES}
    )
    data_in_gb: Decimal | None = Quantity("Data sent to the endpoint", unit="GB/month")
    data_read_gb: Decimal | None = Quantity("Data received from the endpoint", unit="GB/month")
    memory_mb: int | None = Count("Memory", unit="MB", default=2048, low=1024, high=6144, when=_SERVERLESS)
    monthly_requests: Decimal | None = Quantity(
        "Requests", unit="requests/month", when=_SERVERLESS, typical=(50_000, 1_000_000, 20_000_000)
    )
    duration_ms: Decimal | None = Quantity(
        "Duration of a request", unit="ms", group="Usage", when=_SERVERLESS, typical=(100, 200, 300)
    )

    def fact(self) -> str:
        if self.use == "serverless_endpoint":
            return "Serverless"
        if not self.instance_type:
            return ""
        return (
            self.instance_type if self.instances in (None, 1) else f"{self.instance_type} × {self.instances}"
        )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.use is None:
            yield needs("Instance hours", "", "use", "Choose what it is used for.")
        elif self.use == "serverless_endpoint":
            yield self._serverless()
        else:
            yield from self._instances(self.use)
        for name, key, field in _DATA:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(name, key, amount, property=field, unit="GB")

    def _instances(self, use: str) -> Iterator[CostComponent]:
        name = _NAMES[use]
        if not self.instance_type:
            yield needs(name, "", "instance_type", "Choose an instance type.")
            return
        name, key = f"{name} ({self.instance_type})", f"sagemaker.{self.instance_type}"
        if use in _BY_JOB:
            field = "instances" if self.instances is None else "job_hours"
            yield usage(name, key, self.job_hours, count=self.instances, property=field)
        else:
            hours = self.hours_per_month
            yield hourly(name, key, self.instances, hours=hours, property="instances")
        if self.storage_gb is not None:
            key, field = "sagemaker.storage", "instances" if self.instances is None else "storage_gb"
            name = "Storage of the instances"
            yield storage(name, key, self.storage_gb, count=self.instances, property=field, unit="GB-month")

    def _serverless(self) -> CostComponent:
        seconds, field = None, "monthly_requests"
        if self.monthly_requests is not None:
            field = "duration_ms" if self.duration_ms is None else "memory_mb"
            if self.duration_ms is not None and self.memory_mb is not None:
                seconds = self.monthly_requests * self.duration_ms * self.memory_mb / (1000 * 1024)
        key = "sagemaker.serverless.duration"
        return usage("Duration (serverless endpoint)", key, seconds, property=field, unit="GB-second")


_DATA = (
    ("Data sent to the endpoint", "sagemaker.endpoint.data_in", "data_in_gb"),
    ("Data received from the endpoint", "sagemaker.endpoint.data_out", "data_read_gb"),
)
"""Billed only where they are used: name, rate key, property."""
