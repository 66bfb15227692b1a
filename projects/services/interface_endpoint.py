"""Interface VPC endpoint."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity, Text
from projects.service import Service


class InterfaceEndpoint(Service):
    """Private addresses in a VPC for a service of AWS or of others (PrivateLink)."""

    name = "interface_endpoint"
    label = "Interface endpoint"
    official = "AWS PrivateLink interface endpoint"
    billed_as = "Amazon VPC"
    summary = "A private address in your subnets for an AWS service or a partner's service."
    category = "Networking"
    synonyms = ("privatelink", "private link", "vpc endpoint", "endpoint", "vpce")
    cloudformation = "AWS::EC2::VPCEndpoint"
    icon = "interface_endpoint"
    shape = "resource"
    scope = "subnet"
    inside = ("vpc", "subnet")
    border = True
    size = (48, 48)
    links: ClassVar = {
        "traffic": (
            "s3_bucket",
            "sqs_queue",
            "sns_topic",
            "kms_key",
            "cloudwatch",
            "api_gateway",
            "lambda_function",
            "dynamodb_table",
            "network_load_balancer",
            "gateway_load_balancer",
            "third_party_service",
        ),
    }

    service: str | None = Text("Service", help="Such as sqs, kms or execute-api.")
    kind: str | None = Choice(
        "Kind",
        {"interface": "PrivateLink, for services.", "gateway_load_balancer": "For virtual appliances."},
        default="interface",
    )
    endpoints: int | None = Count("Endpoints", default=1, help="How many equal ones this icon stands for.")
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="One in each zone it serves.")
    zones: int | None = Count("Zones", low=1, high=6, help="If its subnets are not drawn.", typical=(1, 2, 3))
    private_dns: bool | None = Flag("Private DNS names")
    data_processed_gb: Decimal | None = Quantity(
        "Data processed",
        unit="GB/month",
        help="By all endpoints that this icon stands for.",
        typical=(20, 300, 5000),
    )

    def fact(self) -> str:
        return self.service or ""

    def zone_count(self, place: Place) -> int | None:
        """Zones it has an address in: its subnets, else as given, else the subnet it stands in."""
        if self.subnets:
            return place.subnets
        return self.zones or place.subnets or None

    def costs(self, place: Place) -> Iterator[CostComponent]:
        balancer = self.kind == "gateway_load_balancer"
        name = "gateway load balancer" if balancer else "interface"
        key = f"vpc.endpoint.{'gwlb' if balancer else 'interface'}"
        zones = self.zone_count(place)
        hours = None if zones is None or self.endpoints is None else zones * self.endpoints
        missing = "subnets" if zones is None else "endpoints"
        reason = "Billed in each zone."
        yield hourly(f"Endpoint hours ({name})", f"{key}.hour", hours, property=missing, reason=reason)
        yield usage(
            f"Data processed ({name})", f"{key}.data", self.data_processed_gb, property="data_processed_gb"
        )
