"""Network Load Balancer."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly
from projects.billing.capacity_units import (
    NETWORK,
    NETWORK_TLS,
    NETWORK_UDP,
    capacity_costs,
    capacity_units,
    reserved_capacity,
)
from projects.billing.load_balancers import SCHEMES, balancer_count, balancer_subnets, facing_costs
from projects.place import Place
from projects.properties import Choice, Flag, Quantity, Text
from projects.service import Service

_PROTOCOLS = (("UDP", "udp_", NETWORK_UDP), ("TLS", "tls_", NETWORK_TLS))
_NAME = "Capacity unit hours (network)"
_KEY = "elb.nlb.lcu"


class NetworkLoadBalancer(Service):
    """Spreads TCP, UDP and TLS connections over targets, with one fixed address in each zone."""

    name = "network_load_balancer"
    label = "Network Load Balancer"
    billed_as = "Elastic Load Balancing"
    summary = "Spreads TCP, UDP and TLS connections over targets, with a fixed address in each zone."
    category = "Networking"
    synonyms = ("nlb", "load balancer", "elb", "elbv2", "tcp", "udp", "tls", "quic", "layer 4")
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
            "ecs",
            "fargate",
            "eks",
            "elastic_beanstalk",
            "rds_instance",
            "server",
            "on_premises_server",
            "interface_endpoint",
            "elastic_network_interface",
            "opensearch",
            "msk",
            "emr",
            "workspaces",
        ),
        "traffic": ("ec2_instance", "auto_scaling_group", "application_load_balancer"),
        "attach": ("auto_scaling_group",),
        "deliver": ("s3_bucket",),
    }

    scheme: str | None = Choice("Scheme", SCHEMES, default="internet-facing")
    load_balancers: int | None = balancer_count()
    subnets: tuple[str, ...] = balancer_subnets()
    listeners: str | None = Text(
        "Listeners",
        help="One per line: protocol, port. For example: TLS 443 or TCP 5432.",
    )
    cross_zone: bool | None = Flag("Cross-zone load balancing")
    reserved_capacity_units: Decimal | None = Quantity(
        "Reserved capacity", unit="NLCU", help="Minimum capacity kept ready; usually none."
    )
    new_connections_per_s: Decimal | None = Quantity(
        "New connections",
        unit="connections/s",
        group="Usage",
        help="TCP, mean over the month; 800 take one NLCU.",
        typical=(10, 200, 5000),
    )
    active_connections_per_min: Decimal | None = Quantity(
        "Active connections",
        unit="connections/min",
        group="Usage",
        help="TCP; 100,000 take one NLCU.",
        typical=(500, 20_000, 500_000),
    )
    processed_gb_per_h: Decimal | None = Quantity(
        "Data processed",
        unit="GB/h",
        group="Usage",
        help="TCP; 1 GB takes one NLCU.",
        typical=("0.1", 2, 20),
    )
    udp_new_connections_per_s: Decimal | None = Quantity(
        "New UDP flows", unit="flows/s", group="Usage", help="400 take one NLCU.", typical=(0, 50, 1000)
    )
    udp_active_connections_per_min: Decimal | None = Quantity(
        "Active UDP flows",
        unit="flows/min",
        group="Usage",
        help="50,000 take one NLCU.",
        typical=(0, 5000, 100_000),
    )
    udp_processed_gb_per_h: Decimal | None = Quantity(
        "UDP data processed",
        unit="GB/h",
        group="Usage",
        help="1 GB takes one NLCU.",
        typical=(0, "0.5", 5),
    )
    tls_new_connections_per_s: Decimal | None = Quantity(
        "New TLS connections",
        unit="connections/s",
        group="Usage",
        help="50 take one NLCU.",
        typical=(0, 20, 500),
    )
    tls_active_connections_per_min: Decimal | None = Quantity(
        "Active TLS connections",
        unit="connections/min",
        group="Usage",
        help="3,000 take one NLCU.",
        typical=(0, 2000, 50_000),
    )
    tls_processed_gb_per_h: Decimal | None = Quantity(
        "TLS data processed",
        unit="GB/h",
        group="Usage",
        help="1 GB takes one NLCU.",
        typical=(0, 1, 10),
    )
    capacity_units: Decimal | None = Quantity(
        "Capacity units (NLCU)",
        unit="NLCU",
        group="Usage",
        help="If you know them; used instead of the traffic.",
        typical=("0.1", 2, 20),
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(50, 1000, 10_000)
    )

    def fact(self) -> str:
        return "Internal" if self.scheme == "internal" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        count = self.load_balancers
        yield hourly("Load balancer hours (network)", "elb.nlb.hour", count, property="load_balancers")
        yield from reserved_capacity(
            "Reserved capacity unit hours", "elb.nlb.reserved_lcu", self.reserved_capacity_units, count
        )
        yield from self._capacity()
        yield from facing_costs(self.scheme, place, bool(self.subnets), self.data_out_gb, count)

    def _capacity(self) -> Iterator[CostComponent]:
        """Units are metered for each protocol; TCP stands for all where nothing is known of any."""
        count, reserved, given = self.load_balancers, self.reserved_capacity_units, self.capacity_units
        tcp = {name: getattr(self, name) for name in NETWORK}
        others = {
            protocol: {name: getattr(self, prefix + name) for name in unit}
            for protocol, prefix, unit in _PROTOCOLS
        }
        stated = {
            name for name, traffic in others.items() if any(amount is not None for amount in traffic.values())
        }
        if given is not None or not stated or any(amount is not None for amount in tcp.values()):
            yield from capacity_costs(_NAME, _KEY, given, tcp, NETWORK, balancers=count, reserved=reserved)
        if given is not None:
            return
        used = capacity_units(tcp, NETWORK)
        left = max(Decimal(0), (reserved or Decimal(0)) - (used[0] if used else Decimal(0)))
        for protocol, prefix, unit in _PROTOCOLS:
            if protocol in stated:
                name = f"{_NAME[:-1]}, {protocol})"
                traffic = others[protocol]
                yield from capacity_costs(
                    name, _KEY, None, traffic, unit, balancers=count, reserved=left, prefix=prefix
                )
                used = capacity_units(traffic, unit)
                left = max(Decimal(0), left - (used[0] if used else Decimal(0)))
