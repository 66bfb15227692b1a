"""Network Load Balancer."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly
from projects.billing.capacity_units import NETWORK, capacity_costs
from projects.billing.load_balancers import SCHEMES, facing_costs
from projects.place import Place
from projects.properties import Choice, Flag, Nodes, Quantity, Text
from projects.service import Service


class NetworkLoadBalancer(Service):
    """Spreads TCP, UDP and TLS connections over targets, with one fixed address in each zone."""

    name = "network_load_balancer"
    label = "Network Load Balancer"
    billed_as = "Elastic Load Balancing"
    summary = "Spreads TCP, UDP and TLS connections over targets, with a fixed address in each zone."
    category = "Networking"
    synonyms = ("nlb", "load balancer", "elb", "elbv2", "tcp", "udp", "tls", "layer 4")
    cloudformation = "AWS::ElasticLoadBalancingV2::LoadBalancer"
    icon = "network_load_balancer"
    shape = "resource"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {
        "target": (
            "ec2_instance",
            "auto_scaling_group",
            "application_load_balancer",
            "elastic_beanstalk",
            "rds_instance",
            "server",
            "interface_endpoint",
        ),
        "traffic": ("ec2_instance", "auto_scaling_group", "application_load_balancer"),
        "attach": ("auto_scaling_group",),
        "deliver": ("s3_bucket",),
    }

    scheme: str | None = Choice("Scheme", SCHEMES, default="internet-facing")
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="One in each zone.")
    listeners: str | None = Text(
        "Listeners",
        help="One per line: protocol, port. For example: TLS 443 or TCP 5432.",
    )
    cross_zone: bool | None = Flag("Cross-zone load balancing")
    new_connections_per_s: Decimal | None = Quantity(
        "New connections",
        unit="connections/s",
        group="Usage",
        help="TCP, mean over the month; 800 take one NLCU.",
    )
    active_connections_per_min: Decimal | None = Quantity(
        "Active connections", unit="connections/min", group="Usage", help="TCP; 100,000 take one NLCU."
    )
    processed_gb_per_h: Decimal | None = Quantity(
        "Data processed", unit="GB/h", group="Usage", help="1 GB takes one NLCU."
    )
    capacity_units: Decimal | None = Quantity(
        "Capacity units (NLCU)",
        unit="NLCU",
        group="Usage",
        help="If you know them; used instead of the traffic.",
    )
    data_out_gb: Decimal | None = Quantity("Data transfer out to the internet", unit="GB/month")

    def fact(self) -> str:
        return "Internal" if self.scheme == "internal" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield hourly("Load balancer hours (network)", "elb.nlb.hour")
        traffic = {name: getattr(self, name) for name in NETWORK}
        yield from capacity_costs(
            "Capacity unit hours (network)", "elb.nlb.lcu", self.capacity_units, traffic, NETWORK
        )
        yield from facing_costs(self.scheme, place, bool(self.subnets), self.data_out_gb)
