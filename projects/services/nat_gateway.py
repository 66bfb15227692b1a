"""NAT gateway."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, included, usage
from projects.billing.traffic import internet_out, public_ipv4
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service


class NatGateway(Service):
    """Lets private subnets reach the internet; a public one stands in a public subnet."""

    name = "nat_gateway"
    label = "NAT gateway"
    billed_as = "Amazon VPC"
    summary = "Lets instances in private subnets reach the internet without being reachable from it."
    category = "Networking"
    synonyms = ("nat", "ngw", "egress", "network address translation", "outbound")
    cloudformation = "AWS::EC2::NatGateway"
    icon = "nat_gateway"
    shape = "resource"
    scope = "subnet"
    inside = ("subnet", "vpc")
    links: ClassVar = {"traffic": ("internet_gateway", "network_firewall", "transit_gateway", "internet")}

    connectivity: str | None = Choice(
        "Connectivity",
        {"public": "Reaches the internet; has a public address.", "private": "Reaches other networks only."},
        default="public",
    )
    availability_mode: str | None = Choice(
        "Availability",
        {"zonal": "One zone, in a subnet.", "regional": "All zones in use; stands in the VPC."},
        default="zonal",
    )
    gateways: int | None = Count("NAT gateways", default=1, help="Equal ones that this icon stands for.")
    elastic_ip: bool | None = Flag("Elastic IP", help="A public zonal gateway has one, a private one none.")
    zones: int | None = Count(
        "Zones",
        low=1,
        high=6,
        help="Billed for each zone.",
        when={"availability_mode": ("regional",)},
        typical=(1, 2, 3),
    )
    addresses: int | None = Count(
        "Public IPv4 addresses",
        help="Of all gateways; empty for one each, in each zone.",
        when={"connectivity": ("public",)},
    )
    behind_network_firewall: bool | None = Flag(
        "Chained with Network Firewall",
        help="Its hours and data are then covered by the firewall's, one for one.",
    )
    data_processed_gb: Decimal | None = Quantity(
        "Data processed", unit="GB/month", help="By all gateways.", typical=(50, 500, 5000)
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet",
        unit="GB/month",
        help="Billed in addition to the data processed.",
        typical=(20, 200, 2000),
    )

    def fact(self) -> str:
        words = ["Private"] if self.connectivity == "private" else []
        words += ["regional"] if self.availability_mode == "regional" else []
        text = ", ".join(words).capitalize()
        times = self.gateways is not None and self.gateways > 1
        return f"{text} × {self.gateways}".strip() if times else text

    def costs(self, place: Place) -> Iterator[CostComponent]:
        regional = self.availability_mode == "regional"
        zones = self.zones if regional else 1
        count = None if zones is None or self.gateways is None else zones * self.gateways
        missing = "zones" if zones is None else "gateways"
        if self.behind_network_firewall:
            reason = "Covered by the firewall's endpoint hours and data, one for one."
            yield included("NAT gateway hours", reason, "nat_gateway.hour")
            yield included("Data processed", reason, "nat_gateway.data")
        else:
            yield hourly("NAT gateway hours", "nat_gateway.hour", count, property=missing)
            yield usage(
                "Data processed", "nat_gateway.data", self.data_processed_gb, property="data_processed_gb"
            )
        if self.connectivity == "private":
            return
        if self.addresses is not None:
            yield public_ipv4(self.addresses, property="addresses")
        elif "elastic_ip" in place.attached:
            yield included("Public IPv4 address", "Priced on the Elastic IP drawn beside it.")
        else:
            yield public_ipv4(count, property=missing)
        if self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)
