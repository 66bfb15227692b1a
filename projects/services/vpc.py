"""Amazon VPC."""

from typing import ClassVar

from projects.properties import Flag, Text
from projects.service import Service


class Vpc(Service):
    """A virtual private cloud: a private network in one Region, across its zones."""

    name = "vpc"
    label = "VPC"
    official = "Amazon Virtual Private Cloud (VPC)"
    billed_as = "Amazon VPC"
    summary = "A private network of your own in one Region, spanning its Availability Zones."
    category = "Containers and groups"
    synonyms = ("virtual private cloud", "network", "virtual network", "vnet")
    cloudformation = "AWS::EC2::VPC"
    icon = "vpc"
    shape = "container"
    scope = "region"
    inside = ("region",)
    size = (720, 480)
    links: ClassVar = {"peer": ("vpc",)}
    needs_no_price = "A VPC itself is not billed; what runs in it is."

    cidr: str | None = Text(
        "IPv4 CIDR block", pattern="cidr", help="A netmask from /16 to /28, such as 10.0.0.0/16."
    )
    secondary_cidrs: str | None = Text("Further IPv4 blocks", help="Separated by commas.")
    ipv6_cidr: str | None = Text("IPv6 CIDR block", pattern="cidr")
    flow_logs: bool | None = Flag("Flow logs")
    dns_support: bool | None = Flag("DNS resolution")
    dns_hostnames: bool | None = Flag("DNS host names")

    def title(self) -> str:
        return f"VPC: {self.cidr}" if self.cidr else self.label
