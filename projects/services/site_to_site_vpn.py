"""AWS Site-to-Site VPN."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly
from projects.billing.accelerators import ACCELERATED_PAIR, GEOGRAPHIES, accelerator_hours, premium
from projects.billing.instances import WHOLE_MONTH
from projects.billing.traffic import internet_out, public_ipv4
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service

_TUNNELS = 2


class SiteToSiteVpn(Service):
    """An encrypted connection of two tunnels between a customer gateway and AWS."""

    name = "site_to_site_vpn"
    label = "Site-to-Site VPN"
    official = "AWS Site-to-Site VPN"
    billed_as = "AWS VPN"
    summary = (
        "An encrypted connection over the internet between a corporate network and AWS, with two tunnels."
    )
    category = "Networking"
    synonyms = ("vpn", "ipsec", "tunnel", "hybrid", "site to site")
    cloudformation = "AWS::EC2::VPNConnection"
    icon = "site_to_site_vpn"
    shape = "resource"
    scope = "region"
    inside = ("region", "vpc", "aws_cloud", "account")
    links: ClassVar = {
        "vpn": ("virtual_private_gateway", "transit_gateway", "customer_gateway"),
        "attach": ("virtual_private_gateway", "transit_gateway"),
    }

    connections: int | None = Count("Connections", default=1)
    tunnels: int | None = Count("Tunnels in use", low=1, high=2)
    tunnel_bandwidth: str | None = Choice(
        "Tunnel bandwidth",
        {"standard": "Up to 1.25 Gbps a tunnel.", "large": "Up to 5 Gbps a tunnel, on a transit gateway."},
        default="standard",
    )
    outside_ip: str | None = Choice(
        "Outside addresses",
        {
            "public_ipv4": "Public IPv4, one for each tunnel.",
            "ipv6": "IPv6, not billed.",
            "private": "Private, over Direct Connect.",
        },
        default="public_ipv4",
    )
    acceleration: bool | None = Flag(
        "Accelerated", help="Over AWS's network from the nearest edge location; on a transit gateway."
    )
    customer_geography: str | None = Choice(
        "Customer gateway in",
        {name: f"{text}." for name, text in GEOGRAPHIES.items()},
        help="For the premium on accelerated data.",
    )
    hours_per_month: Decimal | None = Quantity("Hours", unit="hours/month", high=744, help=WHOLE_MONTH)
    data_out_gb: Decimal | None = Quantity("Data transfer out", unit="GB/month", typical=(50, 500, 5000))
    accelerated_gb: Decimal | None = Quantity(
        "Accelerated data",
        unit="GB/month",
        help="In the direction with more of it; for accelerated connections.",
        typical=(50, 500, 5000),
    )

    def fact(self) -> str:
        return f"× {self.connections}" if self.connections is not None and self.connections > 1 else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        large = self.tunnel_bandwidth == "large"
        yield hourly(
            f"VPN connection hours{' (large tunnels)' if large else ''}",
            "vpn.site_to_site.large_tunnel.hour" if large else "vpn.site_to_site.hour",
            self.connections,
            hours=self.hours_per_month,
            property="connections",
            unit="connection-hour",
        )
        if self.acceleration:
            yield from self._accelerators(place)
        if self.outside_ip not in ("ipv6", "private"):
            addresses = None if self.connections is None else self.connections * _TUNNELS
            reason = "One for each of the two tunnels."
            yield public_ipv4(addresses, hours=self.hours_per_month, property="connections", reason=reason)
        if self.outside_ip != "private" or self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)

    def _accelerators(self, place: Place) -> Iterator[CostComponent]:
        count = None if self.connections is None else self.connections * ACCELERATED_PAIR
        yield accelerator_hours(count, self.hours_per_month, "connections", "Two for each connection.")
        yield premium(
            place.region,
            self.customer_geography,
            self.accelerated_gb,
            "accelerated_gb",
            missing_geography="customer_geography",
        )
