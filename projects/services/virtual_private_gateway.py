"""Virtual private gateway."""

from typing import ClassVar

from projects.properties import Count
from projects.service import Service


class VirtualPrivateGateway(Service):
    """The VPC's end of VPN connections and Direct Connect; sits on the VPC's edge."""

    name = "virtual_private_gateway"
    label = "Virtual private gateway"
    billed_as = "Amazon VPC"
    summary = "The VPC's end of VPN connections and Direct Connect; a VPC has at most one."
    category = "Networking"
    synonyms = ("vgw", "vpn gateway", "vpg", "hybrid")
    cloudformation = "AWS::EC2::VPNGateway"
    icon = "virtual_private_gateway"
    shape = "resource"
    scope = "vpc"
    inside = ("vpc",)
    border = True
    size = (48, 48)
    links: ClassVar = {
        "attach": (
            "vpc",
            "site_to_site_vpn",
            "direct_connect_gateway",
        ),
        "traffic": (
            "ec2_instance",
            "rds_instance",
            "application_load_balancer",
            "network_load_balancer",
        ),
        "vpn": ("customer_gateway",),
    }
    needs_no_price = "Not billed itself; VPN connections and Direct Connect are."

    asn: int | None = Count("Amazon side ASN", low=1, high=4_294_967_294)
