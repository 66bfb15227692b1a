"""Gateway VPC endpoint."""

from collections.abc import Iterator
from typing import ClassVar

from pricing.costs import CostComponent, included
from projects.place import Place
from projects.properties import Choice
from projects.service import Service


class GatewayEndpoint(Service):
    """A free way from a VPC to S3 or DynamoDB of its Region, by a route and not by an address."""

    name = "gateway_endpoint"
    label = "Gateway endpoint"
    official = "Gateway VPC endpoint"
    billed_as = "Amazon VPC"
    summary = "A free way from a VPC to S3 or DynamoDB that does not pass a NAT gateway."
    category = "Networking"
    synonyms = ("vpc endpoint", "endpoint", "vpce", "private s3 access")
    cloudformation = "AWS::EC2::VPCEndpoint"
    icon = "gateway_endpoint"
    shape = "resource"
    scope = "vpc"
    inside = ("vpc",)
    border = True
    size = (48, 48)
    links: ClassVar = {"traffic": ("s3_bucket", "dynamodb_table")}
    needs_no_price = "Gateway endpoints are free."

    service: str | None = Choice(
        "Service",
        {"s3": "Amazon S3.", "dynamodb": "Amazon DynamoDB.", "s3express": "Directory buckets of S3."},
        default="s3",
    )

    def fact(self) -> str:
        return {"s3": "S3", "dynamodb": "DynamoDB", "s3express": "S3 Express"}.get(self.service or "", "")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield included("Gateway endpoint", "Gateway endpoints are free.", "vpc.endpoint.gateway.free")
