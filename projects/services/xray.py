"""AWS X-Ray."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.place import Place
from projects.properties import Flag, Quantity
from projects.service import Service


class Xray(Service):
    """Traces requests through services; billed by traces recorded, retrieved and scanned."""

    name = "xray"
    label = "X-Ray"
    official = "AWS X-Ray"
    billed_as = "AWS X-Ray"
    summary = "Follows requests through functions, services and databases, and shows where time is lost."
    category = "Developer tools"
    synonyms = ("x ray", "tracing", "traces", "distributed tracing", "observability", "apm", "opentelemetry")
    cloudformation = "AWS::XRay::Group"
    icon = "x_ray"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {"deliver": ("cloudwatch",), "event": ("eventbridge",)}

    sampling_percent: Decimal | None = Quantity(
        "Sampled requests", unit="%", high=100, help="By default the first each second and 5 % of the rest."
    )
    insights: bool | None = Flag("Insights", help="Looks for anomalies in the traces; billed for each trace.")
    monthly_traces: Decimal | None = Quantity(
        "Traces recorded",
        unit="traces/month",
        help="After sampling.",
        typical=(500_000, 5_000_000, 50_000_000),
    )
    monthly_retrieved: Decimal | None = Quantity("Traces retrieved", unit="traces/month")
    monthly_scanned: Decimal | None = Quantity("Traces scanned", unit="traces/month")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        recorded, field = self.monthly_traces, "monthly_traces"
        yield usage("Traces recorded", "xray.traces.recorded", recorded, property=field, unit="trace")
        for name, key, other in (
            ("Traces retrieved", "xray.traces.retrieved", "monthly_retrieved"),
            ("Traces scanned", "xray.traces.scanned", "monthly_scanned"),
        ):
            if getattr(self, other) is not None:
                yield usage(name, key, getattr(self, other), property=other, unit="trace")
        if self.insights:
            yield usage("Insights traces", "xray.insights.traces", recorded, property=field, unit="trace")
