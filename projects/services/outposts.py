"""AWS Outposts."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, needs, usage
from projects.billing.purchasing import PAYMENTS
from projects.place import Place
from projects.properties import Choice, Count, Text
from projects.service import Service


class Outposts(Service):
    """AWS hardware in the customer's building, for a term; what runs on it has no hourly price."""

    name = "outposts"
    label = "Outposts"
    official = "AWS Outposts"
    billed_as = "AWS Outposts"
    summary = "AWS hardware in your own building, tied to a home Region and bought for three years."
    category = "Compute"
    synonyms = ("outposts", "outpost", "hybrid", "rack", "on-premises aws", "edge hardware")
    icon = "outposts_rack"
    scope = "outside"
    inside = ("on_premises", "region", "availability_zone")
    links: ClassVar = {
        "associate": ("region",),
        "traffic": ("s3_bucket", "direct_connect", "customer_gateway", "server", "internet_gateway"),
        "attach": ("direct_connect", "site_to_site_vpn", "subnet"),
    }

    form_factor: str | None = Choice(
        "Form", {"rack": "A 42U rack.", "server": "A server of one or two units."}, default="rack"
    )
    configuration: str | None = Text(
        "Configuration", help="AWS's id of what was ordered, such as OR-HUZEI16.", pattern=r"[A-Za-z0-9.-]+"
    )
    outposts: int | None = Count("Number", default=1, typical=(1, 1, 2))
    payment: str | None = Choice("Payment for the three years", PAYMENTS, default="no_upfront")
    home_zone: str | None = Text("Home zone", help="The Availability Zone it belongs to.")

    def fact(self) -> str:
        return self.configuration or ("server" if self.form_factor == "server" else "")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if not self.configuration:
            yield needs("Capacity for three years", "", "configuration", "Give the configuration ordered.")
            return
        if self.payment is None:
            yield needs("Capacity for three years", "", "payment", "Choose how it is paid.")
            return
        stem = f"outposts.{self.form_factor or 'rack'}.{self.configuration}.3yr.{self.payment}"
        if self.payment != "all_upfront":
            yield usage(
                f"Capacity for three years ({self.configuration})",
                f"{stem}.month",
                self.outposts,
                property="outposts",
                unit="Outpost-month",
            )
        if self.payment != "no_upfront":
            yield CostComponent(
                f"Upfront payment ({self.configuration})",
                "usage",
                f"{stem}.upfront",
                None if self.outposts is None else Decimal(self.outposts),
                property="outposts",
                upfront=True,
                unit="Outpost",
            )
