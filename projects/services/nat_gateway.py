"""NAT gateway."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, usage
from projects.place import Place
from projects.properties import Choice, Quantity
from projects.service import Scope, Service, Shape


class NatGateway(Service):
    """Lets private subnets reach the internet; a public one stands in a public subnet."""

    name: ClassVar[str] = "nat_gateway"
    label: ClassVar[str] = "NAT gateway"
    billed_as: ClassVar[str] = "Amazon VPC"
    summary: ClassVar[str] = (
        "Lets instances in private subnets reach the internet without being reachable from it."
    )
    category: ClassVar[str] = "Networking"
    synonyms: ClassVar[tuple[str, ...]] = ("nat", "ngw", "egress", "network address translation")
    cloudformation: ClassVar[str] = "AWS::EC2::NatGateway"
    icon: ClassVar[str] = "nat_gateway"
    shape: ClassVar[Shape] = "resource"
    scope: ClassVar[Scope] = "subnet"
    inside: ClassVar[tuple[str, ...]] = ("subnet", "vpc")
    links: ClassVar = {"traffic": ("internet_gateway",)}

    connectivity: str | None = Choice(
        "Connectivity",
        {"public": "Reaches the internet; has an Elastic IP.", "private": "Reaches other networks only."},
        default="public",
    )
    availability_mode: str | None = Choice(
        "Availability",
        {"zonal": "One zone, in a subnet.", "regional": "All zones of the VPC; stands in the VPC."},
        default="zonal",
    )
    data_processed_gb: Decimal | None = Quantity("Data processed", unit="GB/month")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield hourly("NAT gateway", "nat_gateway.hour")
        yield usage(
            "Data processed", "nat_gateway.data", self.data_processed_gb, property="data_processed_gb"
        )
        if self.connectivity != "private":
            yield hourly("Public IPv4 address", "vpc.public_ipv4.in_use")
