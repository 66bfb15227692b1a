"""VPC subnet."""

from typing import ClassVar

from projects.properties import Choice, Flag, Text
from projects.service import Service


class Subnet(Service):
    """A range of a VPC's addresses in one zone; public if its default route is an internet gateway."""

    name = "subnet"
    label = "Subnet"
    billed_as = "Amazon VPC"
    summary = "A range of the VPC's addresses in one Availability Zone, public or private."
    category = "Containers and groups"
    synonyms = ("public subnet", "private subnet", "network", "dmz")
    cloudformation = "AWS::EC2::Subnet"
    icon = "subnet"
    shape = "container"
    scope = "zone"
    inside = ("availability_zone", "vpc")
    size = (256, 160)
    links: ClassVar = {
        "route": (
            "internet_gateway",
            "nat_gateway",
            "transit_gateway",
            "virtual_private_gateway",
            "network_firewall",
            "interface_endpoint",
            "egress_only_internet_gateway",
            "gateway_endpoint",
        )
    }
    needs_no_price = "A subnet is not billed."

    cidr: str | None = Text("IPv4 CIDR block", pattern="cidr", help="Inside the VPC's block, /16 to /28.")
    ipv6_cidr: str | None = Text("IPv6 CIDR block", pattern="cidr")
    public: bool | None = Flag("Public", help="Its default route leads to an internet gateway.")
    map_public_ip: bool | None = Flag(
        "Gives public IPv4 addresses", help="Instances launched here have one each."
    )
    zone: str | None = Choice("Zone", source="zones", help="Only where the subnet is not drawn in a zone.")
    outpost: bool | None = Flag("On an AWS Outpost", help="Runs on AWS hardware in your own building.")

    def title(self) -> str:
        kind = {True: "Public subnet", False: "Private subnet", None: "Subnet"}[self.public]
        return f"{kind} {self.cidr}" if self.cidr else kind
