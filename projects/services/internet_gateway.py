"""Internet gateway."""

from typing import ClassVar

from projects.service import Service


class InternetGateway(Service):
    """Joins a VPC to the internet; sits on the VPC's edge."""

    name = "internet_gateway"
    label = "Internet gateway"
    billed_as = "Amazon VPC"
    summary = "Joins a VPC to the internet; a VPC has at most one."
    category = "Networking"
    synonyms = ("igw", "internet", "gateway")
    cloudformation = "AWS::EC2::InternetGateway"
    icon = "internet_gateway"
    shape = "resource"
    scope = "vpc"
    inside = ("vpc",)
    border = True
    size = (48, 48)
    links: ClassVar = {
        "traffic": (
            "application_load_balancer",
            "network_load_balancer",
            "classic_load_balancer",
            "ec2_instance",
            "nat_gateway",
            "network_firewall",
            "interface_endpoint",
            "internet",
        ),
        "attach": ("vpc",),
    }
    needs_no_price = "Not billed itself; data transfer out to the internet is."
