"""Classic Load Balancer."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, usage
from projects.billing.load_balancers import SCHEMES, balancer_count, balancer_subnets, facing_costs
from projects.place import Place
from projects.properties import Choice, Flag, Quantity, Text
from projects.service import Service


class ClassicLoadBalancer(Service):
    """The previous generation: spreads HTTP and TCP over EC2 instances; billed by the gigabyte."""

    name = "classic_load_balancer"
    label = "Classic Load Balancer"
    billed_as = "Elastic Load Balancing"
    summary = "The previous generation of load balancer, for EC2 instances only; prefer the newer ones."
    category = "Networking"
    synonyms = ("clb", "elb", "load balancer", "classic")
    cloudformation = "AWS::ElasticLoadBalancing::LoadBalancer"
    icon = "classic_load_balancer"
    shape = "resource"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {
        "target": ("ec2_instance", "auto_scaling_group", "ecs", "eks", "elastic_beanstalk"),
        "traffic": ("ec2_instance", "auto_scaling_group"),
        "attach": ("auto_scaling_group",),
        "deliver": ("s3_bucket",),
    }

    scheme: str | None = Choice("Scheme", SCHEMES, default="internet-facing")
    load_balancers: int | None = balancer_count()
    subnets: tuple[str, ...] = balancer_subnets()
    listeners: str | None = Text(
        "Listeners",
        help="One per line: protocol, port. For example: HTTPS 443.",
    )
    cross_zone: bool | None = Flag("Cross-zone load balancing")
    data_processed_gb: Decimal | None = Quantity(
        "Data processed", unit="GB/month", typical=(100, 1500, 15_000)
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(50, 1000, 10_000)
    )

    def fact(self) -> str:
        return "Internal" if self.scheme == "internal" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        count = self.load_balancers
        yield hourly("Load balancer hours (classic)", "elb.clb.hour", count, property="load_balancers")
        processed = (
            None if count is None or self.data_processed_gb is None else self.data_processed_gb * count
        )
        unsaid = "load_balancers" if count is None else "data_processed_gb"
        yield usage("Data processed", "elb.clb.data", processed, property=unsaid)
        yield from facing_costs(self.scheme, place, bool(self.subnets), self.data_out_gb, count)
