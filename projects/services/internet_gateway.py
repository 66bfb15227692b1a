"""Internet gateway."""

from typing import ClassVar

from projects.service import Scope, Service, Shape


class InternetGateway(Service):
    """Joins a VPC to the internet; sits on the VPC's edge."""

    name: ClassVar[str] = "internet_gateway"
    label: ClassVar[str] = "Internet gateway"
    billed_as: ClassVar[str] = "Amazon VPC"
    summary: ClassVar[str] = "Joins a VPC to the internet; a VPC has at most one."
    category: ClassVar[str] = "Networking"
    synonyms: ClassVar[tuple[str, ...]] = ("igw", "internet", "gateway")
    cloudformation: ClassVar[str] = "AWS::EC2::InternetGateway"
    icon: ClassVar[str] = "internet_gateway"
    shape: ClassVar[Shape] = "resource"
    scope: ClassVar[Scope] = "vpc"
    inside: ClassVar[tuple[str, ...]] = ("vpc",)
    border: ClassVar[bool] = True
    size: ClassVar[tuple[int, int]] = (48, 48)
    links: ClassVar = {
        "traffic": (
            "application_load_balancer",
            "network_load_balancer",
            "classic_load_balancer",
            "ec2_instance",
            "nat_gateway",
            "internet",
        ),
    }
    needs_no_price: ClassVar[str] = "Not billed itself; data transfer out to the internet is."
