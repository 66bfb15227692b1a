"""Customer gateway."""

from typing import ClassVar

from projects.properties import Count, Text
from projects.service import Service


class CustomerGateway(Service):
    """The customer's router at the far end of a VPN connection."""

    name = "customer_gateway"
    label = "Customer gateway"
    billed_as = "Amazon VPC"
    summary = "The customer's router at the far end of a Site-to-Site VPN."
    category = "Networking"
    synonyms = ("cgw", "router", "vpn", "on-premises gateway", "firewall")
    cloudformation = "AWS::EC2::CustomerGateway"
    icon = "customer_gateway"
    shape = "resource"
    scope = "outside"
    inside = ("on_premises", "region", "account", "aws_cloud")
    size = (48, 48)
    links: ClassVar = {
        "vpn": (
            "virtual_private_gateway",
            "transit_gateway",
            "site_to_site_vpn",
        ),
        "dx": ("direct_connect",),
        "traffic": (
            "server",
            "on_premises_server",
            "corporate_data_center",
        ),
    }
    needs_no_price = "Not billed itself; VPN connections are."

    ip_address: str | None = Text("Public IP address")
    asn: int | None = Count("BGP ASN", low=1, high=4_294_967_294)
    device: str | None = Text("Device", help="Maker and model, for the configuration file.")
