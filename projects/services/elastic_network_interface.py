"""Elastic network interface."""

from collections.abc import Iterator
from typing import ClassVar

from pricing.costs import CostComponent, included
from projects.billing.traffic import public_ipv4
from projects.place import Place
from projects.properties import Count, Flag, Text
from projects.service import Service


class ElasticNetworkInterface(Service):
    """A network card in a subnet, with addresses and security groups of its own."""

    name = "elastic_network_interface"
    label = "Network interface"
    official = "Elastic network interface"
    billed_as = "Amazon VPC"
    summary = "A network card in a subnet with addresses of its own, which can move between instances."
    category = "Networking"
    synonyms = ("eni", "network card", "nic", "interface", "private ip")
    cloudformation = "AWS::EC2::NetworkInterface"
    icon = "elastic_network_interface"
    shape = "resource"
    scope = "subnet"
    inside = ("subnet",)
    size = (48, 48)
    links: ClassVar = {
        "attach": ("ec2_instance", "lambda_function"),
        "traffic": ("ec2_instance",),
    }

    private_ip: str | None = Text("Private IP address")
    interfaces: int | None = Count("Interfaces", default=1)
    public_addresses: int | None = Count(
        "Public IPv4 addresses", help="Without Elastic IPs that are drawn, and those of its instance."
    )
    source_destination_check: bool | None = Flag(
        "Source and destination check", help="Off for NAT instances and appliances."
    )

    def fact(self) -> str:
        return self.private_ip or ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.public_addresses:
            yield public_ipv4(self.public_addresses, property="public_addresses")
        elif "elastic_ip" in place.attached:
            yield included("Public IPv4 address", "Priced on the Elastic IP drawn beside it.")
        else:
            yield included(self.label, "Network interfaces are free; public addresses are not.")
