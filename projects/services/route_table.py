"""Route table."""

from typing import ClassVar

from projects.properties import Flag, Text
from projects.service import Service


class RouteTable(Service):
    """Where packets go, for the subnets it is associated with."""

    name = "route_table"
    label = "Route table"
    official = "VPC route table"
    billed_as = "Amazon VPC"
    summary = "Says where packets of its subnets go: to the internet, a NAT gateway, an endpoint."
    category = "Networking"
    synonyms = ("routes", "routing", "rtb", "default route")
    cloudformation = "AWS::EC2::RouteTable"
    icon = "route_table"
    shape = "resource"
    scope = "vpc"
    inside = ("vpc", "subnet")
    size = (48, 48)
    links: ClassVar = {
        "associate": ("subnet",),
        "route": (
            "internet_gateway",
            "nat_gateway",
            "virtual_private_gateway",
            "gateway_endpoint",
            "interface_endpoint",
            "transit_gateway",
            "vpc_peering",
            "egress_only_internet_gateway",
            "network_firewall",
            "gateway_load_balancer",
            "elastic_network_interface",
            "ec2_instance",
        ),
    }
    needs_no_price = "Route tables are not billed."

    main: bool | None = Flag("Main route table", help="Of subnets that have no other.")
    propagation: bool | None = Flag("Route propagation", help="Takes routes from a virtual private gateway.")
    routes: str | None = Text("Routes", help="One per line: destination, target. For example: 0.0.0.0/0 igw.")
