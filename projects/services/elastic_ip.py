"""Elastic IP address."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, included
from projects.billing.instances import WHOLE_MONTH
from projects.billing.traffic import public_ipv4
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service


class ElasticIp(Service):
    """A fixed public IPv4 address of the account; billed by the hour, attached or not."""

    name = "elastic_ip"
    label = "Elastic IP"
    official = "Elastic IP address"
    billed_as = "Amazon VPC"
    summary = (
        "A fixed public IPv4 address that can be moved between instances, NAT gateways and load balancers."
    )
    category = "Networking"
    synonyms = ("eip", "public ip", "ipv4", "static ip", "address")
    cloudformation = "AWS::EC2::EIP"
    icon = "elastic_ip"
    shape = "resource"
    scope = "region"
    inside = ("subnet", "availability_zone", "vpc", "region")
    size = (48, 48)
    links: ClassVar = {
        "attach": ("ec2_instance", "elastic_network_interface", "nat_gateway", "network_load_balancer"),
        "associate": ("ec2_instance", "elastic_network_interface", "nat_gateway", "network_load_balancer"),
    }

    addresses: int | None = Count("Addresses", default=1, typical=(1, 2, 5))
    address_source: str | None = Choice(
        "From",
        {
            "amazon": "Amazon's pool.",
            "contiguous": "A contiguous block of Amazon's, by IPAM.",
            "byoip": "Your own range, brought to AWS.",
        },
        default="amazon",
    )
    in_use: bool | None = Flag("In use", help="Attached to something that is not drawn.")
    hours_per_month: Decimal | None = Quantity(
        "Hours", unit="hours/month", high=744, help=WHOLE_MONTH, typical=(220, 730, 730)
    )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.address_source == "byoip":
            yield included("Public IPv4 address", "Addresses of your own range are not billed.")
            return
        if self.address_source == "contiguous":
            yield hourly(
                "Public IPv4 address (contiguous block)",
                "vpc.public_ipv4.contiguous",
                self.addresses,
                hours=self.hours_per_month,
                property="addresses",
            )
            return
        if place.attached or self.in_use:
            yield public_ipv4(self.addresses, hours=self.hours_per_month, property="addresses")
            return
        yield hourly(
            "Public IPv4 address (idle)",
            "vpc.public_ipv4.idle",
            self.addresses,
            hours=self.hours_per_month,
            property="addresses",
            reason="Attached to nothing in the drawing.",
        )
