"""AWS Client VPN."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs
from projects.billing.instances import WHOLE_MONTH
from projects.billing.traffic import internet_out
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity, Text
from projects.service import Service


class ClientVpn(Service):
    """Lets people's own machines into a VPC over OpenVPN; billed by association and by connection."""

    name = "client_vpn"
    label = "Client VPN"
    official = "AWS Client VPN"
    billed_as = "AWS VPN"
    summary = "Lets the machines of people who work elsewhere into a VPC, over OpenVPN."
    category = "Networking"
    synonyms = ("vpn", "openvpn", "remote access", "remote work", "client vpn endpoint")
    cloudformation = "AWS::EC2::ClientVpnEndpoint"
    icon = "client_vpn_endpoint"
    scope = "vpc"
    inside = ("vpc", "region", "subnet")
    links: ClassVar = {
        "traffic": (
            "ec2_instance",
            "rds_instance",
            "application_load_balancer",
            "network_load_balancer",
            "nat_gateway",
            "internet",
        ),
        "associate": ("subnet", "directory_service", "acm_certificate"),
    }

    client_cidr: str | None = Text(
        "Client CIDR block", pattern="cidr", help="From /12 to /22, apart from the VPC's blocks."
    )
    authentication: str | None = Choice(
        "Authentication",
        {
            "certificate": "Certificates on both sides.",
            "directory": "Active Directory.",
            "saml": "Single sign-on over SAML.",
        },
    )
    split_tunnel: bool | None = Flag("Split tunnel", help="Only traffic to AWS takes the tunnel.")
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="One association in each of two zones.")
    associations: int | None = Count(
        "Subnet associations", help="If its subnets are not drawn.", typical=(1, 2, 3)
    )
    hours_per_month: Decimal | None = Quantity(
        "Association hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )
    connections: int | None = Count(
        "Connections", group="Usage", help="People who connect.", typical=(10, 50, 500)
    )
    connected_hours_per_month: Decimal | None = Quantity(
        "Hours connected",
        unit="hours/month",
        high=744,
        help="Of each connection; 160 is a working month.",
        typical=(80, 160, 160),
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(20, 200, 2000)
    )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.subnets:
            associations: int | None = place.subnets
        elif self.associations is not None:
            associations = self.associations
        else:
            associations = place.subnets or None
        yield hourly(
            "Subnet association hours",
            "vpn.client.endpoint_association",
            associations,
            hours=self.hours_per_month,
            property="associations",
        )
        name, key = "Connection hours", "vpn.client.connection"
        if self.connections and self.connected_hours_per_month is None:
            yield needs(name, key, "connected_hours_per_month", "Say how long each is connected.")
        else:
            hours = self.connected_hours_per_month or Decimal(0)
            yield hourly(name, key, self.connections, hours=hours, property="connections")
        if self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)
