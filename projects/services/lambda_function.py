"""AWS Lambda function."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, usage
from projects.billing.instances import WHOLE_MONTH, Fleet, fleet_hours
from projects.billing.traffic import internet_out
from projects.callees import CALLEES, LOG_DESTINATIONS
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity, Text
from projects.service import Service

_SHORT = {"x86_64": "x86", "arm64": "arm"}
_FREE_EPHEMERAL_MB = 512


class LambdaFunction(Service):
    """Code that runs on events; billed by requests and by memory held while it runs."""

    name = "lambda_function"
    label = "Lambda function"
    official = "AWS Lambda function"
    billed_as = "AWS Lambda"
    summary = "Runs code on an event, without servers, and bills by request and running time."
    category = "Compute"
    synonyms = ("lambda", "serverless", "function", "faas", "code", "python", "node.js", "worker")
    cloudformation = "AWS::Lambda::Function"
    icon = "lambda_function"
    scope = "region"
    inside = ("region", "vpc", "subnet")
    links: ClassVar = {
        "traffic": ("ec2_instance", *CALLEES),
        "dlq": ("sqs_queue", "sns_topic"),
        "event": ("eventbridge", "sqs_queue", "sns_topic", "lambda_function", "step_functions"),
        "mount": ("efs_file_system", "efs_mount_target"),
        "deliver": LOG_DESTINATIONS,
    }

    architecture: str | None = Choice(
        "Architecture",
        {"x86_64": "Intel and AMD.", "arm64": "AWS Graviton; a fifth cheaper by the second."},
        default="x86_64",
    )
    memory_mb: int | None = Count(
        "Memory",
        unit="MB",
        default=128,
        low=128,
        high=32_768,
        help="Up to 10,240; 32,768 on Lambda Managed Instances.",
        typical=(128, 512, 1024),
    )
    ephemeral_storage_mb: int | None = Count(
        "Ephemeral storage", unit="MB", default=512, low=512, high=10_240, help="512 MB are included."
    )
    timeout_s: int | None = Count(
        "Timeout", unit="s", low=1, high=5400, help="Up to 900; 5,400 on Lambda Managed Instances."
    )
    runtime: str | None = Text("Runtime", help="Such as python3.13 or nodejs22.x.")
    package: str | None = Choice(
        "Package", {"zip": "A ZIP archive, with layers if any.", "image": "A container image."}
    )
    layers: int | None = Count("Layers", high=5)
    reserved_concurrency: int | None = Count("Reserved concurrency")
    provisioned_concurrency: int | None = Count("Provisioned concurrency", default=0, typical=(0, 5, 50))
    provisioned_hours: Decimal | None = Quantity(
        "Hours of provisioned concurrency",
        unit="hours/month",
        high=744,
        help=WHOLE_MONTH,
        typical=(220, 730, 730),
    )
    provisioned_share_percent: Decimal | None = Quantity(
        "Requests served by it",
        unit="%",
        default=100,
        high=100,
        group="Usage",
        help="Their running time is cheaper.",
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="Only if it reaches into a VPC.")
    dead_letter_queue: bool | None = Flag("Dead-letter queue or failure destination")
    managed_instances: bool | None = Flag(
        "Lambda Managed Instances", help="Runs on EC2 instances of yours that Lambda manages."
    )
    instance_type: str | None = Choice(
        "Instance type of Managed Instances", source="rates:ec2.instance.*.linux.ondemand"
    )
    managed_instances_running: Decimal | None = Quantity(
        "Managed Instances running", unit="instances", help="Over the month.", typical=(3, 3, 10)
    )
    credentials: str | None = Choice(
        "Credentials",
        {"role": "An execution role.", "access_keys": "Access keys stored with the function."},
    )
    edge: bool | None = Flag("Lambda@Edge", help="Runs at CloudFront's edge; lives in US East (N. Virginia).")
    monthly_requests: Decimal | None = Quantity(
        "Requests", unit="requests/month", typical=("1e5", "1e7", "5e8")
    )
    duration_ms: Decimal | None = Quantity(
        "Duration of a request",
        unit="ms",
        group="Usage",
        help="Mean, with initialization.",
        typical=(100, 150, 200),
    )
    streamed_gb: Decimal | None = Quantity(
        "Streamed responses", unit="GB/month", help="Above the first 6 MB of each.", typical=(0, 10, 1000)
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(1, 50, 1000)
    )

    def fact(self) -> str:
        words = [
            f"{self.memory_mb:,} MB" if self.memory_mb else "",
            "arm64" if self.architecture == "arm64" else "",
        ]
        return ", ".join(word for word in words if word)

    def gb_seconds(self, memory_mb: int | None) -> Decimal | None:
        """Requests × seconds × GB a month; None while any of them is not known."""
        if self.monthly_requests is None or self.duration_ms is None or memory_mb is None:
            return None
        return self.monthly_requests * self.duration_ms * memory_mb / (1000 * 1024)

    def _missing(self) -> str:
        for name in ("monthly_requests", "duration_ms"):
            if getattr(self, name) is None:
                return name
        return "memory_mb"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.edge:
            yield from self._at_the_edge()
            return
        if self.managed_instances:
            yield from self._on_instances()
            return
        kind = _SHORT.get(self.architecture or "x86_64", "x86")
        name = f"({self.architecture or 'x86_64'})"
        yield usage(
            f"Requests {name}", f"lambda.requests.{kind}", self.monthly_requests, property="monthly_requests"
        )
        duration = self.gb_seconds(self.memory_mb)
        on_provisioned = self._provisioned_share()
        if on_provisioned != 1:
            amount = None if duration is None else duration * (1 - on_provisioned)
            yield usage(f"Duration {name}", f"lambda.duration.{kind}", amount, property=self._missing())
        if (self.ephemeral_storage_mb or 0) > _FREE_EPHEMERAL_MB:
            above = self.gb_seconds((self.ephemeral_storage_mb or 0) - _FREE_EPHEMERAL_MB)
            key = f"lambda.ephemeral_storage.{kind}"
            yield usage(f"Ephemeral storage above 512 MB {name}", key, above, property=self._missing())
        yield from self._provisioned(place, kind, name, duration, on_provisioned)
        if self.streamed_gb is not None:
            key = f"lambda.response_streaming.{kind}"
            yield usage(f"Streamed responses {name}", key, self.streamed_gb, property="streamed_gb")
        if self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)

    def _on_instances(self) -> Iterator[CostComponent]:
        """Requests, the EC2 instances beneath, and Lambda's fee for looking after them."""
        kind = _SHORT.get(self.architecture or "x86_64", "x86")
        requests = self.monthly_requests
        yield usage("Requests", f"lambda.requests.{kind}", requests, property="monthly_requests")
        running, counted_by = self.managed_instances_running, "managed_instances_running"
        yield from fleet_hours(Fleet(self.instance_type, "linux", running, property=counted_by))
        if self.instance_type:
            yield hourly(
                f"Lambda Managed Instances ({self.instance_type})",
                f"lambda.managed_instances.{self.instance_type}",
                running,
                property=counted_by,
                unit="hour",
            )
        if self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)

    def _provisioned_share(self) -> Decimal:
        if not self.provisioned_concurrency:
            return Decimal(0)
        share = self.provisioned_share_percent
        return Decimal(1) if share is None else share / 100

    def _provisioned(
        self, place: Place, kind: str, name: str, duration: Decimal | None, share: Decimal
    ) -> Iterator[CostComponent]:
        if not self.provisioned_concurrency:
            return
        hours = place.hours_per_month if self.provisioned_hours is None else self.provisioned_hours
        held = None
        if self.memory_mb is not None:
            held = Decimal(self.provisioned_concurrency) * self.memory_mb / 1024 * hours * 3600
        key = f"lambda.provisioned.concurrency.{kind}"
        yield usage(f"Provisioned concurrency {name}", key, held, property="memory_mb")
        if share:
            amount = None if duration is None else duration * share
            key = f"lambda.provisioned.duration.{kind}"
            yield usage(f"Duration on provisioned concurrency {name}", key, amount, property=self._missing())

    def _at_the_edge(self) -> Iterator[CostComponent]:
        """The function lives in US East (N. Virginia) wherever it is drawn; AWS asks the same everywhere."""
        region, requests = "us-east-1", self.monthly_requests
        key = "lambda_edge.requests"
        yield usage("Requests (Lambda@Edge)", key, requests, property="monthly_requests", region=region)
        duration, key = self.gb_seconds(self.memory_mb), "lambda_edge.duration"
        yield usage("Duration (Lambda@Edge)", key, duration, property=self._missing(), region=region)
