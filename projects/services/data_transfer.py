"""Data transfer that is not drawn as links."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, needs
from projects.billing.traffic import internet_out, other_region_out, zone_crossing
from projects.place import Place
from projects.properties import Choice, Quantity
from projects.service import Service

_FREE = (
    ("Data transfer in from the internet", "internet_in_gb", "Data in from the internet is free."),
    ("Data transfer to CloudFront", "cloudfront_gb", "Data from AWS to CloudFront is free."),
)
_BILLED = ("internet_gb", "other_region_gb", "cross_zone_gb")


class DataTransfer(Service):
    """Traffic of a whole Region by where it goes; what links and other services state is not repeated."""

    name = "data_transfer"
    label = "Data transfer"
    official = "AWS data transfer"
    billed_as = "AWS Data Transfer"
    summary = "Traffic of a Region that is not drawn: to the internet, to other Regions and between zones."
    category = "Networking"
    synonyms = ("egress", "traffic", "bandwidth", "internet", "inter-region", "cross-az", "gb out")
    icon = "data_transfer"
    shape = "resource"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {"traffic": ("internet", "region")}

    internet_gb: Decimal | None = Quantity(
        "Out to the internet",
        unit="GB/month",
        help="What no service or link in the drawing states.",
        typical=(100, 2000, 20_000),
    )
    other_region: str | None = Choice(
        "Other Region",
        source="regions",
        help="Rates are per pair; empty: the general rate. For several, add one for each.",
    )
    other_region_gb: Decimal | None = Quantity(
        "Out to the other Region", unit="GB/month", typical=(0, 200, 2000)
    )
    cross_zone_gb: Decimal | None = Quantity(
        "Between zones",
        unit="GB/month",
        help="Counted once; billed on leaving and on arriving.",
        typical=(50, 1000, 10_000),
    )
    internet_in_gb: Decimal | None = Quantity("In from the internet", unit="GB/month", help="Free.")
    cloudfront_gb: Decimal | None = Quantity("To CloudFront", unit="GB/month", help="Free.")

    def fact(self) -> str:
        return f"To {self.other_region}" if self.other_region else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if not self.other_region and all(getattr(self, name) is None for name in _BILLED):
            reason = "Say how much goes to the internet, to another Region or between zones."
            yield needs("Data transfer", "data_transfer.out.internet", "internet_gb", reason)
        if self.internet_gb is not None:
            yield internet_out(self.internet_gb, "internet_gb")
        if self.other_region_gb is not None or self.other_region:
            yield other_region_out(self.other_region_gb, "other_region_gb", place.region, self.other_region)
        if self.cross_zone_gb is not None:
            yield zone_crossing(self.cross_zone_gb, "cross_zone_gb")
        for name, field, reason in _FREE:
            if getattr(self, field) is not None:
                yield included(name, reason)
