"""Direct Connect gateway."""

from typing import ClassVar

from projects.properties import Count
from projects.service import Service


class DirectConnectGateway(Service):
    """Leads virtual interfaces to VPCs and transit gateways of any Region."""

    name = "direct_connect_gateway"
    label = "Direct Connect gateway"
    official = "AWS Direct Connect gateway"
    billed_as = "AWS Direct Connect"
    summary = "Leads a Direct Connect line to VPCs and transit gateways in any Region."
    category = "Networking"
    synonyms = ("dxgw", "dx gateway", "direct connect", "hybrid")
    cloudformation = "AWS::DirectConnect::DirectConnectGateway"
    icon = "direct_connect_gateway"
    shape = "resource"
    scope = "global"
    inside = ("aws_cloud", "account", "region")
    links: ClassVar = {
        "attach": ("virtual_private_gateway", "transit_gateway"),
        "associate": ("virtual_private_gateway", "transit_gateway"),
        "dx": ("direct_connect", "virtual_private_gateway", "transit_gateway"),
        "traffic": ("virtual_private_gateway", "transit_gateway"),
    }
    needs_no_price = "Not billed itself; ports, data out and transit gateway attachments are."

    asn: int | None = Count("Amazon side ASN", low=1, high=4_294_967_294)
