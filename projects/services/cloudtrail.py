"""AWS CloudTrail."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service

_LAKE: dict[str | None, tuple[str, str]] = {
    "one_year": ("1y", "one-year extendable"),
    "seven_years": ("7y", "seven years"),
}


class Cloudtrail(Service):
    """Who did what in the account: management and data events, insights, and CloudTrail Lake."""

    name = "cloudtrail"
    label = "CloudTrail"
    official = "AWS CloudTrail"
    billed_as = "AWS CloudTrail"
    summary = "Records who did what in the account, for audits and investigations."
    category = "Management"
    synonyms = ("audit", "trail", "api log", "compliance", "cloud trail", "event history", "governance")
    cloudformation = "AWS::CloudTrail::Trail"
    icon = "cloudtrail"
    scope = "region"
    inside = ("region", "aws_cloud", "account")
    links: ClassVar = {
        "deliver": ("s3_bucket", "cloudwatch", "sns_topic", "eventbridge", "athena"),
        "event": ("eventbridge", "lambda_function"),
    }

    trails: int | None = Count(
        "Trails", default=1, help="The first copy of management events in a Region is free."
    )
    multi_region: bool | None = Flag("Multi-Region trail")
    organization_trail: bool | None = Flag("Organization trail", help="For all accounts of the organization.")
    log_validation: bool | None = Flag("Log file validation")
    data_events: bool | None = Flag("Data events", help="Object, function and table calls; all are billed.")
    insights: bool | None = Flag("Insights", help="Finds unusual call and error rates.")
    event_data_store: bool | None = Flag("CloudTrail Lake", help="An event data store for SQL queries.")
    lake_retention: str | None = Choice(
        "Lake retention pricing",
        {
            "one_year": "One year included, extendable to ten.",
            "seven_years": "Seven years included; for 25 TB a month and more.",
        },
        default="one_year",
    )
    monthly_extra_management_events: Decimal | None = Quantity(
        "Further copies of management events",
        unit="events/month",
        help="Of the second and later trails.",
        typical=(100_000, 2_000_000, 20_000_000),
    )
    monthly_data_events: Decimal | None = Quantity(
        "Data events recorded",
        unit="events/month",
        help="Times the trails that record them.",
        typical=(1_000_000, 50_000_000, 500_000_000),
    )
    monthly_network_activity_events: Decimal | None = Quantity(
        "Network activity events",
        unit="events/month",
        help="Calls through VPC endpoints.",
        typical=(100_000, 5_000_000, 50_000_000),
    )
    monthly_insights_events: Decimal | None = Quantity(
        "Events analysed by Insights",
        unit="events/month",
        help="Times the kinds of insight.",
        typical=(200_000, 4_000_000, 40_000_000),
    )
    lake_ingested_gb: Decimal | None = Quantity(
        "Ingested by CloudTrail Lake", unit="GB/month", typical=(5, 100, 1_000)
    )
    lake_scanned_gb: Decimal | None = Quantity(
        "Scanned by queries of CloudTrail Lake", unit="GB/month", typical=(10, 500, 10_000)
    )

    def fact(self) -> str:
        return "Multi-Region" if self.multi_region else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.trails != 0:
            yield included("Management events", "The first copy of management events is free.")
        for asked, name, key, field in (
            (
                (self.trails or 0) > 1,
                "Extra copies of management events",
                "management_events.extra",
                "monthly_extra_management_events",
            ),
            (self.data_events, "Data events", "data_events", "monthly_data_events"),
            (
                False,
                "Network activity events",
                "network_activity_events",
                "monthly_network_activity_events",
            ),
            (self.insights, "Insights events analysed", "insights", "monthly_insights_events"),
        ):
            amount = getattr(self, field)
            if asked or amount is not None:
                yield usage(name, f"cloudtrail.{key}", amount, property=field, unit="event")
        yield from self._lake()

    def _lake(self) -> Iterator[CostComponent]:
        ingested, scanned = self.lake_ingested_gb, self.lake_scanned_gb
        if self.event_data_store or ingested is not None:
            key, words = _LAKE.get(self.lake_retention, _LAKE["one_year"])
            name = f"CloudTrail Lake ingestion ({words})"
            yield usage(name, f"cloudtrail.lake.ingest.{key}", ingested, property="lake_ingested_gb")
        if self.event_data_store or scanned is not None:
            name = "CloudTrail Lake queries"
            yield usage(name, "cloudtrail.lake.scan", scanned, property="lake_scanned_gb")
