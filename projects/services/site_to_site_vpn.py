"""AWS Site-to-Site VPN."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly
from projects.billing.instances import WHOLE_MONTH
from projects.billing.traffic import internet_out, public_ipv4
from projects.place import Place
from projects.properties import Count, Quantity
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
        "vpn": ("virtual_private_gateway", "customer_gateway"),
        "attach": ("virtual_private_gateway",),
    }

    connections: int | None = Count("Connections", default=1)
    tunnels: int | None = Count("Tunnels in use", low=1, high=2)
    hours_per_month: Decimal | None = Quantity("Hours", unit="hours/month", high=744, help=WHOLE_MONTH)
    data_out_gb: Decimal | None = Quantity("Data transfer out", unit="GB/month")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield hourly(
            "VPN connection hours",
            "vpn.site_to_site.hour",
            self.connections,
            hours=self.hours_per_month,
            property="connections",
        )
        addresses = None if self.connections is None else self.connections * _TUNNELS
        reason = "One for each of the two tunnels."
        yield public_ipv4(addresses, hours=self.hours_per_month, property="connections", reason=reason)
        yield internet_out(self.data_out_gb)
