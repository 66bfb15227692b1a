"""VPC subnet."""

from typing import ClassVar

from projects.properties import Choice, Flag, Text
from projects.service import Scope, Service, Shape


class Subnet(Service):
    """A range of a VPC's addresses in exactly one zone; public if its default route is an internet gateway."""

    name: ClassVar[str] = "subnet"
    label: ClassVar[str] = "Subnet"
    summary: ClassVar[str] = "A range of the VPC's addresses in one Availability Zone, public or private."
    category: ClassVar[str] = "Containers and groups"
    synonyms: ClassVar[tuple[str, ...]] = ("public subnet", "private subnet", "network")
    cloudformation: ClassVar[str] = "AWS::EC2::Subnet"
    icon: ClassVar[str] = "private_subnet"
    shape: ClassVar[Shape] = "container"
    scope: ClassVar[Scope] = "zone"
    inside: ClassVar[tuple[str, ...]] = ("availability_zone", "vpc")
    size: ClassVar[tuple[int, int]] = (256, 160)
    links: ClassVar = {"route": ("internet_gateway", "nat_gateway", "virtual_private_gateway", "gateway_endpoint")}
    needs_no_price: ClassVar[str] = "A subnet is not billed."

    cidr: str | None = Text("IPv4 CIDR block", pattern="cidr", help="Inside the VPC's block, /16 to /28.")
    ipv6_cidr: str | None = Text("IPv6 CIDR block", pattern="cidr")
    public: bool | None = Flag("Public", help="Its default route leads to an internet gateway.")
    zone: str | None = Choice("Zone", source="zones", help="Only where the subnet is not drawn in a zone.")

    def title(self) -> str:
        kind = {True: "Public subnet", False: "Private subnet", None: "Subnet"}[self.public]
        return f"{kind} {self.cidr}" if self.cidr else kind
