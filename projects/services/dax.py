"""Amazon DynamoDB Accelerator (DAX)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service


class Dax(Service):
    """A cache of nodes in front of DynamoDB tables."""

    name = "dax"
    label = "DAX"
    official = "Amazon DynamoDB Accelerator (DAX)"
    billed_as = "Amazon DynamoDB"
    summary = "A cache in front of DynamoDB that answers reads in microseconds, on nodes in your VPC."
    category = "Database"
    synonyms = ("dax", "dynamodb accelerator", "dynamodb", "cache", "in-memory")
    cloudformation = "AWS::DAX::Cluster"
    icon = "dynamodb_accelerator"
    scope = "subnet"
    inside = ("subnet", "vpc")
    links: ClassVar = {"traffic": ("dynamodb_table",)}

    node_type: str | None = Choice("Node type", source="rates:dax.*=dynamodb.dax.node.*")
    nodes: int | None = Count(
        "Nodes", default=1, low=1, high=11, help="Three or more for production.", typical=(1, 3, 5)
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="The subnet group.")
    encrypted: bool | None = Flag("Encrypted")
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )

    def fact(self) -> str:
        if not self.node_type:
            return ""
        return self.node_type if self.nodes in (None, 1) else f"{self.node_type} × {self.nodes}"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if not self.node_type:
            yield needs("Node hours", "", "node_type", "Choose a node type.")
            return
        yield hourly(
            f"Node hours ({self.node_type})",
            f"dynamodb.dax.node.{self.node_type.removeprefix('dax.')}",
            self.nodes,
            hours=self.hours_per_month,
            property="nodes",
            unit="node-hour",
        )
