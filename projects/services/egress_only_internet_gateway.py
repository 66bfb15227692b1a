"""Egress-only internet gateway."""

from typing import ClassVar

from projects.service import Service


class EgressOnlyInternetGateway(Service):
    """Lets IPv6 traffic leave a VPC and lets nothing in; sits on the VPC's edge."""

    name = "egress_only_internet_gateway"
    label = "Egress-only internet gateway"
    billed_as = "Amazon VPC"
    summary = "Lets a VPC reach the internet over IPv6 without being reachable; a VPC has at most one."
    category = "Networking"
    synonyms = ("eigw", "ipv6", "egress", "outbound", "internet")
    cloudformation = "AWS::EC2::EgressOnlyInternetGateway"
    icon = "egress_only_internet_gateway"
    shape = "resource"
    scope = "vpc"
    inside = ("vpc",)
    border = True
    size = (48, 48)
    links: ClassVar = {"traffic": ("internet",), "attach": ("vpc",)}
    needs_no_price = "Not billed itself; data transfer out to the internet is."
