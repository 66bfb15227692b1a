"""Gateway Load Balancer."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly
from projects.billing.capacity_units import GATEWAY, capacity_costs
from projects.billing.load_balancers import balancer_count, balancer_subnets
from projects.place import Place
from projects.properties import Count, Flag, Quantity, Text
from projects.service import Service


class GatewayLoadBalancer(Service):
    """Passes all packets through virtual appliances, such as firewalls; billed in each zone."""

    name = "gateway_load_balancer"
    label = "Gateway Load Balancer"
    billed_as = "Elastic Load Balancing"
    summary = "Sends all packets through a fleet of virtual appliances, such as firewalls, over GENEVE."
    category = "Networking"
    synonyms = ("gwlb", "load balancer", "elb", "elbv2", "geneve", "appliance", "inspection", "layer 3")
    cloudformation = "AWS::ElasticLoadBalancingV2::LoadBalancer"
    icon = "gateway_load_balancer"
    shape = "resource"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {
        "target": (
            "ec2_instance",
            "auto_scaling_group",
            "elastic_network_interface",
            "ecs",
            "fargate",
            "eks",
        ),
        "associate": ("interface_endpoint",),
        "traffic": ("ec2_instance", "auto_scaling_group"),
        "attach": ("auto_scaling_group",),
    }

    load_balancers: int | None = balancer_count()
    subnets: tuple[str, ...] = balancer_subnets()
    zones: int | None = Count("Zones", low=1, high=6, help="If its subnets are not drawn.", typical=(1, 2, 3))
    cross_zone: bool | None = Flag("Cross-zone load balancing")
    listeners: str | None = Text("Listeners", help="It takes none: it listens to all packets on all ports.")
    new_connections_per_s: Decimal | None = Quantity(
        "New flows", unit="flows/s", group="Usage", help="600 take one GLCU.", typical=(10, 500, 10_000)
    )
    active_connections_per_min: Decimal | None = Quantity(
        "Active flows",
        unit="flows/min",
        group="Usage",
        help="60,000 take one GLCU.",
        typical=(500, 30_000, 1_000_000),
    )
    processed_gb_per_h: Decimal | None = Quantity(
        "Data processed",
        unit="GB/h",
        group="Usage",
        help="1 GB takes one GLCU.",
        typical=("0.5", 5, 50),
    )
    capacity_units: Decimal | None = Quantity(
        "Capacity units (GLCU)",
        unit="GLCU",
        group="Usage",
        help="If you know them; used instead of the traffic.",
        typical=("0.5", 5, 50),
    )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        count = self.load_balancers
        zones = place.subnets if self.subnets else self.zones or place.subnets or None
        yield hourly(
            "Load balancer hours (gateway)",
            "elb.gwlb.hour",
            None if zones is None or count is None else zones * count,
            property="zones" if zones is None else "load_balancers",
            reason="Billed in each zone.",
        )
        traffic = {name: getattr(self, name) for name in GATEWAY}
        name = "Capacity unit hours (gateway)"
        yield from capacity_costs(
            name, "elb.gwlb.glcu", self.capacity_units, traffic, GATEWAY, balancers=count
        )
