"""AWS Global Accelerator."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, needs
from projects.billing.accelerators import GEOGRAPHIES, accelerator_hours, premium
from projects.billing.instances import WHOLE_MONTH
from projects.billing.traffic import public_ipv4
from projects.place import Place
from projects.properties import Choice, Count, Quantity, Text
from projects.service import Service

_TYPICAL = {"na": (100, 2000, 20_000), "eu": (50, 1000, 10_000), "ap": (20, 500, 5000)}


def _data(direction: str, geography: str) -> Decimal | None:
    # The declared type is what a property's field holds; the call gives pydantic its declaration.
    words = "Out to" if direction == "outbound" else "In from"
    small, medium, large = _TYPICAL.get(geography, (0, 100, 1000))
    if direction == "inbound":
        small, medium, large = small // 10, medium // 10, large // 10
    declared: Decimal | None = Quantity(
        f"{words} {GEOGRAPHIES[geography]}", unit="GB/month", typical=(small, medium, large)
    )
    return declared


class GlobalAccelerator(Service):
    """Two fixed addresses that lead users over AWS's network to the nearest healthy endpoint."""

    name = "global_accelerator"
    label = "Global Accelerator"
    official = "AWS Global Accelerator"
    billed_as = "AWS Global Accelerator"
    summary = "Fixed addresses that lead users over AWS's network to the nearest healthy endpoint."
    category = "Networking"
    synonyms = ("aga", "ga", "accelerator", "anycast", "static ip", "global load balancing")
    cloudformation = "AWS::GlobalAccelerator::Accelerator"
    icon = "global_accelerator"
    scope = "global"
    inside = ("aws_cloud", "account", "edge_location", "region")
    links: ClassVar = {
        "target": (
            "application_load_balancer",
            "network_load_balancer",
            "ec2_instance",
            "elastic_ip",
        ),
        "traffic": (
            "application_load_balancer",
            "network_load_balancer",
            "ec2_instance",
            "elastic_ip",
        ),
    }

    accelerators: int | None = Count("Accelerators", default=1)
    kind: str | None = Choice(
        "Kind",
        {
            "standard": "To the best endpoint, by health, place and weight.",
            "custom_routing": "To chosen instances and ports, such as game sessions.",
        },
        default="standard",
    )
    listeners: str | None = Text("Listeners", help="One per line: protocol, port. For example: TCP 443.")
    endpoint_region: str | None = Choice(
        "Region of the endpoints",
        source="regions",
        help="For endpoints in another Region too, add one with 0 accelerators.",
    )
    dominant_direction: str | None = Choice(
        "Dominant direction",
        {"outbound": "More data goes to the users.", "inbound": "More data comes from the users."},
        help="Only this direction has a premium; empty: the one with more data.",
    )
    public_addresses: int | None = Count(
        "Billed IPv4 addresses", help="Two an accelerator, where AWS bills them; none for your own range."
    )
    hours_per_month: Decimal | None = Quantity("Hours", unit="hours/month", high=744, help=WHOLE_MONTH)
    outbound_na_gb: Decimal | None = _data("outbound", "na")
    outbound_eu_gb: Decimal | None = _data("outbound", "eu")
    outbound_ap_gb: Decimal | None = _data("outbound", "ap")
    outbound_kr_gb: Decimal | None = _data("outbound", "kr")
    outbound_in_gb: Decimal | None = _data("outbound", "in")
    outbound_au_gb: Decimal | None = _data("outbound", "au")
    outbound_me_gb: Decimal | None = _data("outbound", "me")
    outbound_za_gb: Decimal | None = _data("outbound", "za")
    outbound_sa_gb: Decimal | None = _data("outbound", "sa")
    inbound_na_gb: Decimal | None = _data("inbound", "na")
    inbound_eu_gb: Decimal | None = _data("inbound", "eu")
    inbound_ap_gb: Decimal | None = _data("inbound", "ap")
    inbound_kr_gb: Decimal | None = _data("inbound", "kr")
    inbound_in_gb: Decimal | None = _data("inbound", "in")
    inbound_au_gb: Decimal | None = _data("inbound", "au")
    inbound_me_gb: Decimal | None = _data("inbound", "me")
    inbound_za_gb: Decimal | None = _data("inbound", "za")
    inbound_sa_gb: Decimal | None = _data("inbound", "sa")

    def data(self, direction: str) -> dict[str, Decimal]:
        """GB a month by geography, as far as known."""
        found = {name: getattr(self, f"{direction}_{name}_gb") for name in GEOGRAPHIES}
        return {name: gb for name, gb in found.items() if gb is not None}

    def dominant(self) -> str:
        """The direction that is billed: as stated, else the one with more data."""
        if self.dominant_direction:
            return self.dominant_direction
        out, into = (sum(self.data(name).values(), Decimal(0)) for name in ("outbound", "inbound"))
        return "outbound" if out >= into else "inbound"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.accelerators != 0:
            yield accelerator_hours(self.accelerators, self.hours_per_month, "accelerators")
        region = self.endpoint_region or place.region
        if self.public_addresses:
            address = public_ipv4(self.public_addresses, hours=self.hours_per_month)
            yield replace(address, region=region or None)
        direction = self.dominant()
        data = self.data(direction)
        if not data:
            reason = "Give the data to and from each part of the world."
            yield needs("Data transfer premium", "", f"{direction}_na_gb", reason)
        elif not region:
            reason = "It depends on the Region of the endpoints."
            yield needs("Data transfer premium", "", "endpoint_region", reason)
            return
        for geography, gb in data.items():
            yield premium(
                region,
                geography,
                gb,
                f"{direction}_{geography}_gb",
                missing_region="endpoint_region",
                direction=direction,
            )
