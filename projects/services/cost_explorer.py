"""AWS Cost Explorer."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, usage
from projects.place import Place
from projects.properties import Flag, Quantity
from projects.service import Service


class CostExplorer(Service):
    """Charts of the bill; the console is free, API requests and hourly data are billed."""

    name = "cost_explorer"
    label = "Cost Explorer"
    official = "AWS Cost Explorer"
    billed_as = "AWS Cost Explorer"
    summary = "Shows what the account spends, by service, tag and day, and forecasts it."
    category = "Management"
    synonyms = ("cost management", "spend", "billing", "finops", "forecast", "cost analysis")
    icon = "cost_explorer"
    scope = "global"
    inside = ("aws_cloud", "account", "region")
    links: ClassVar = {"associate": ("budgets", "organizations")}

    hourly_granularity: bool | None = Flag("Hourly granularity", help="Fourteen days by the hour; billed.")
    monthly_api_requests: Decimal | None = Quantity(
        "API requests",
        unit="requests/month",
        help="Each page of results is one; the console is free.",
        typical=(0, 500, 5_000),
    )
    hourly_usage_records: Decimal | None = Quantity(
        "Usage records kept by the hour",
        unit="records",
        group="Usage",
        help="Mean over the month.",
        typical=(10_000, 500_000, 10_000_000),
    )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield included("Console", "Cost Explorer's console is free.")
        if self.monthly_api_requests is not None:
            yield usage(
                "API requests",
                "cost_explorer.api.requests",
                self.monthly_api_requests,
                region="global",
                property="monthly_api_requests",
                unit="request",
            )
        if self.hourly_granularity or self.hourly_usage_records is not None:
            yield usage(
                "Hourly usage records",
                "cost_explorer.hourly_usage_records",
                self.hourly_usage_records,
                region="global",
                property="hourly_usage_records",
                unit="record-month",
            )
