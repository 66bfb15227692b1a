"""AWS Amplify Hosting."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, storage, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service

_SSR = {"rendering": ("server",)}


class Amplify(Service):
    """Builds and hosts web applications; billed by build minutes, storage, data served and rendering."""

    name = "amplify"
    label = "Amplify"
    official = "AWS Amplify"
    billed_as = "AWS Amplify"
    summary = "Builds web applications from a repository and hosts them, static or rendered on the server."
    category = "Front-end web"
    synonyms = ("hosting", "web hosting", "frontend", "static site", "single-page app", "react", "next.js")
    cloudformation = "AWS::Amplify::App"
    icon = "amplify_app"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "traffic": ("appsync", "api_gateway", "s3_bucket", "dynamodb_table", "lambda_function"),
        "associate": ("cognito", "acm_certificate"),
        "deliver": ("cloudwatch",),
    }

    rendering: str | None = Choice(
        "Rendering",
        {"static": "Files only.", "server": "Pages are rendered on the server, on request."},
        default="static",
    )
    build_instance: str | None = Choice(
        "Build instance",
        {
            "standard": "4 vCPU, 8 GiB.",
            "large": "8 vCPU, 16 GiB.",
            "xlarge": "36 vCPU, 72 GiB.",
        },
        default="standard",
    )
    branches: int | None = Count("Branches", low=1, help="Each is an environment of its own.")
    firewall: bool | None = Flag("Web application firewall", help="AWS WAF bills its rules and requests too.")
    build_minutes: Decimal | None = Quantity(
        "Build minutes", unit="minutes/month", typical=(100, 1_000, 5_000)
    )
    storage_gb: Decimal | None = Quantity(
        "Stored on the network", unit="GB", group="Usage", typical=(1, 10, 50)
    )
    served_gb: Decimal | None = Quantity("Data served", unit="GB/month", typical=(15, 200, 2_000))
    monthly_requests: Decimal | None = Quantity(
        "Rendering requests",
        unit="requests/month",
        when=_SSR,
        typical=(500_000, 5_000_000, 50_000_000),
    )
    duration_ms: Decimal | None = Quantity(
        "Duration of a rendering",
        unit="ms",
        group="Usage",
        help="Mean, with 1 GB of memory.",
        when=_SSR,
        typical=(100, 150, 150),
    )

    def fact(self) -> str:
        return "Server-side rendering" if self.rendering == "server" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        size = self.build_instance or "standard"
        yield usage(
            f"Build minutes ({size})",
            f"amplify.build_minutes.{size}",
            self.build_minutes,
            property="build_minutes",
            unit="minute",
        )
        yield storage("Storage", "amplify.storage", self.storage_gb, property="storage_gb", unit="GB-month")
        yield usage("Data served", "amplify.data_served", self.served_gb, property="served_gb", unit="GB")
        if self.rendering == "server":
            yield from self._rendering()
        if self.firewall:
            yield usage("Web application firewall", "amplify.firewall", 1, unit="app-month")

    def _rendering(self) -> Iterator[CostComponent]:
        requests, each, field = self.monthly_requests, self.duration_ms, "monthly_requests"
        yield usage("Rendering requests", "amplify.ssr.requests", requests, property=field, unit="request")
        hours = None if requests is None or each is None else requests * each / 3_600_000
        yield usage(
            "Rendering duration",
            "amplify.ssr.duration",
            hours,
            property=field if requests is None else "duration_ms",
            unit="GB-hour",
        )
