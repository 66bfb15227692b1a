"""AWS Elastic Beanstalk environment."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, included, needs, usage
from projects.billing.capacity_units import APPLICATION, NETWORK, capacity_costs
from projects.billing.instances import OPERATING_SYSTEMS, WHOLE_MONTH, Fleet, fleet_hours
from projects.billing.purchasing import payment_choice, purchase_choice, purchase_of, term_choice
from projects.billing.traffic import internet_out, public_ipv4
from projects.billing.volumes import (
    root_volume_costs,
    root_volume_iops,
    root_volume_ios,
    root_volume_size,
    root_volume_throughput,
    root_volume_type,
)
from projects.callees import CALLEES, FILE_SYSTEMS, LOG_DESTINATIONS
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity, Text
from projects.service import Service

_BALANCED = {"env_type": ("load_balanced",)}


class ElasticBeanstalk(Service):
    """Free itself; prices the instances and the load balancer that it makes, unless they are drawn."""

    name = "elastic_beanstalk"
    label = "Elastic Beanstalk"
    official = "AWS Elastic Beanstalk"
    billed_as = "AWS Elastic Beanstalk"
    summary = "Deploys a web application and runs its instances and load balancer for you."
    category = "Compute"
    synonyms = ("beanstalk", "paas", "web application", "deploy", "platform")
    cloudformation = "AWS::ElasticBeanstalk::Environment"
    icon = "elastic_beanstalk"
    scope = "region"
    inside = ("region", "vpc", "subnet")
    links: ClassVar = {
        "traffic": ("ec2_instance", *CALLEES),
        "mount": FILE_SYSTEMS,
        "deliver": LOG_DESTINATIONS,
        "associate": ("auto_scaling_group",),
    }

    env_type: str | None = Choice(
        "Environment",
        {"load_balanced": "Several instances behind a load balancer.", "single_instance": "One instance."},
        default="load_balanced",
    )
    tier: str | None = Choice("Tier", {"web": "Answers requests.", "worker": "Works off a queue."})
    platform: str | None = Text("Platform", help="Such as Python 3.13 or Docker.")
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",))
    instances_drawn: bool | None = Flag(
        "Instances are drawn", help="Yes: they and the load balancer are priced on their own icons."
    )
    instance_type: str | None = Choice("Instance type", source="instance_types:ec2")
    operating_system: str | None = Choice("Operating system", OPERATING_SYSTEMS, default="linux")
    instances: Decimal | None = Quantity(
        "Instances over the month",
        unit="instances",
        group="Usage",
        help="The mean number that runs.",
        typical=(2, 4, 12),
    )
    purchase: str | None = purchase_choice()
    term_years: str | None = term_choice()
    payment: str | None = payment_choice()
    root_volume_type: str | None = root_volume_type()
    root_volume_size_gib: Decimal | None = root_volume_size()
    root_volume_iops: int | None = root_volume_iops()
    root_volume_throughput_mibps: int | None = root_volume_throughput()
    root_volume_monthly_ios: Decimal | None = root_volume_ios()
    load_balancer: str | None = Choice(
        "Load balancer",
        {
            "application": "Application Load Balancer.",
            "network": "Network Load Balancer.",
            "classic": "Classic.",
        },
        default="application",
        when=_BALANCED,
    )
    public_addresses: int | None = Count(
        "Public IPv4 addresses",
        help="Of the load balancer and the instances together.",
        typical=(4, 6, 15),
    )
    hours_per_month: Decimal | None = Quantity(
        "Running hours of an instance",
        unit="hours/month",
        high=744,
        help=WHOLE_MONTH,
        typical=(730, 730, 730),
    )
    new_connections_per_s: Decimal | None = Quantity(
        "New connections", unit="connections/s", group="Usage", when=_BALANCED, typical=(5, 50, 500)
    )
    active_connections_per_min: Decimal | None = Quantity(
        "Active connections",
        unit="connections/min",
        group="Usage",
        when=_BALANCED,
        typical=(300, 3000, 30_000),
    )
    processed_gb_per_h: Decimal | None = Quantity(
        "Processed by the load balancer", unit="GB/h", group="Usage", when=_BALANCED, typical=("0.1", 1, 10)
    )
    capacity_units: Decimal | None = Quantity(
        "Capacity units",
        unit="LCU",
        group="Usage",
        help="If you know them; used instead of the traffic.",
        typical=(1, 2, 12),
        when=_BALANCED,
    )
    logs_ingested_gb: Decimal | None = Quantity(
        "Logs streamed to CloudWatch", unit="GB/month", typical=(1, 20, 500)
    )
    logs_stored_gb: Decimal | None = Quantity("Logs stored", unit="GB", group="Usage", typical=(1, 50, 2000))
    insights_scanned_gb: Decimal | None = Quantity(
        "Logs Insights scanned", unit="GB/month", typical=(1, 20, 500)
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(50, 500, 5000)
    )

    def fact(self) -> str:
        return self.instance_type or ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.instances_drawn:
            yield included(
                "Elastic Beanstalk", "Its instances are priced on their own lines.", "elastic_beanstalk.free"
            )
        else:
            yield included(
                "Elastic Beanstalk", "Free itself; what it makes is billed.", "elastic_beanstalk.free"
            )
            yield from self._instances()
            if self.env_type is None:
                yield needs("Load balancer hours", "", "env_type", "Choose the kind of environment.")
            elif self.env_type == "load_balanced":
                yield from self._load_balancer(place.hours_per_month)
            yield public_ipv4(self.public_addresses, property="public_addresses")
        for name, key, field in _LOGS:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(name, key, amount, property=field)
        if not self.instances_drawn or self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)

    def _instances(self) -> Iterator[CostComponent]:
        count = (
            Decimal(1) if self.env_type == "single_instance" and self.instances is None else self.instances
        )
        fleet = Fleet(
            self.instance_type,
            self.operating_system,
            count,
            self.hours_per_month,
            purchase=purchase_of(self),
        )
        yield from fleet_hours(fleet)
        yield from root_volume_costs(self, count, "instances")

    def _load_balancer(self, hours: Decimal) -> Iterator[CostComponent]:
        kind = self.load_balancer or "application"
        if kind == "classic":
            yield hourly("Load balancer hours (classic)", "elb.clb.hour")
            gb = None if self.processed_gb_per_h is None else self.processed_gb_per_h * hours
            yield usage("Data processed", "elb.clb.data", gb, property="processed_gb_per_h")
            return
        short, unit = ("nlb", NETWORK) if kind == "network" else ("alb", APPLICATION)
        yield hourly(f"Load balancer hours ({kind})", f"elb.{short}.hour")
        traffic = {name: getattr(self, name, None) for name in unit}
        name = f"Capacity unit hours ({kind})"
        yield from capacity_costs(name, f"elb.{short}.lcu", self.capacity_units, traffic, unit)


_LOGS = (
    ("Logs ingested (standard)", "cloudwatch.logs.ingest.standard", "logs_ingested_gb"),
    ("Logs stored", "cloudwatch.logs.storage", "logs_stored_gb"),
    ("Logs Insights scanned", "cloudwatch.logs.insights_scan", "insights_scanned_gb"),
)
