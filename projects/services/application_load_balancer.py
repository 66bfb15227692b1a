"""Application Load Balancer."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly
from projects.billing.capacity_units import APPLICATION, capacity_costs, reserved_capacity
from projects.billing.load_balancers import SCHEMES, balancer_count, facing_costs
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity, Text
from projects.service import Service


class ApplicationLoadBalancer(Service):
    """Spreads HTTP requests over targets in two zones or more, by rules on host, path and headers."""

    name = "application_load_balancer"
    label = "Application Load Balancer"
    billed_as = "Elastic Load Balancing"
    summary = "Spreads HTTP and HTTPS requests over targets in several zones, by host, path and header."
    category = "Networking"
    synonyms = ("alb", "load balancer", "elb", "elbv2", "http", "https", "layer 7", "reverse proxy")
    cloudformation = "AWS::ElasticLoadBalancingV2::LoadBalancer"
    icon = "application_load_balancer"
    shape = "resource"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {
        "target": (
            "ec2_instance",
            "auto_scaling_group",
            "lambda_function",
            "ecs",
            "fargate",
            "eks",
            "elastic_beanstalk",
            "server",
            "on_premises_server",
            "interface_endpoint",
            "elastic_network_interface",
            "network_load_balancer",
            "opensearch",
            "emr",
        ),
        "traffic": ("ec2_instance", "auto_scaling_group", "lambda_function"),
        "attach": ("auto_scaling_group",),
        "deliver": ("s3_bucket",),
    }

    scheme: str | None = Choice("Scheme", SCHEMES, default="internet-facing")
    load_balancers: int | None = balancer_count()
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="One in each of two zones or more.")
    listeners: str | None = Text(
        "Listeners",
        help="One per line: protocol, port. For example: HTTPS 443 or HTTP 80 redirect.",
    )
    rules: str | None = Text(
        "Listener rules", help="One per line: priority, condition. For example: 10 /api."
    )
    access_logs: bool | None = Flag("Access logs")
    trust_stores: int | None = Count("Trust stores", help="For mutual TLS; billed by the hour.")
    reserved_capacity_units: Decimal | None = Quantity(
        "Reserved capacity", unit="LCU", help="Minimum capacity kept ready; usually none."
    )
    new_connections_per_s: Decimal | None = Quantity(
        "New connections",
        unit="connections/s",
        group="Usage",
        help="Mean over the month; 25 take one LCU.",
        typical=(5, 50, 500),
    )
    active_connections_per_min: Decimal | None = Quantity(
        "Active connections",
        unit="connections/min",
        group="Usage",
        help="3,000 take one LCU.",
        typical=(300, 6000, 60_000),
    )
    processed_gb_per_h: Decimal | None = Quantity(
        "Data processed",
        unit="GB/h",
        group="Usage",
        help="For targets other than Lambda; 1 GB takes one LCU.",
        typical=("0.1", 2, 20),
    )
    processed_lambda_gb_per_h: Decimal | None = Quantity(
        "Data processed (Lambda targets)",
        unit="GB/h",
        group="Usage",
        help="0.4 GB take one LCU.",
        typical=("0.02", "0.5", 5),
    )
    rule_evaluations_per_s: Decimal | None = Quantity(
        "Rule evaluations",
        unit="evaluations/s",
        group="Usage",
        help="Beyond 10 rules; 1,000 take one LCU.",
        typical=(10, 500, 10_000),
    )
    capacity_units: Decimal | None = Quantity(
        "Capacity units (LCU)",
        unit="LCU",
        group="Usage",
        help="If you know them; used instead of the traffic.",
        typical=("0.2", 2, 20),
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(50, 1000, 10_000)
    )
    outpost: bool | None = Flag("On an AWS Outpost", help="Runs on AWS hardware in your own building.")

    def fact(self) -> str:
        return "Internal" if self.scheme == "internal" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        count = self.load_balancers
        yield hourly("Load balancer hours (application)", "elb.alb.hour", count, property="load_balancers")
        yield from reserved_capacity(
            "Reserved capacity unit hours", "elb.alb.reserved_lcu", self.reserved_capacity_units, count
        )
        traffic = {name: getattr(self, name) for name in APPLICATION}
        yield from capacity_costs(
            "Capacity unit hours (application)",
            "elb.alb.lcu",
            self.capacity_units,
            traffic,
            APPLICATION,
            balancers=count,
            reserved=self.reserved_capacity_units,
        )
        if self.trust_stores:
            yield hourly(
                "Trust stores (mutual TLS)",
                "elb.alb.trust_store.hour",
                None if count is None else self.trust_stores * count,
                property="load_balancers",
            )
        yield from facing_costs(self.scheme, place, bool(self.subnets), self.data_out_gb, count)
