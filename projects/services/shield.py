"""AWS Shield."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, needs, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service

_ADVANCED = {"tier": ("advanced",)}

_DATA = (
    ("cloudfront", "CloudFront", ("cloudfront",)),
    (
        "elb",
        "load balancers",
        ("application_load_balancer", "network_load_balancer", "classic_load_balancer"),
    ),
    ("elastic_ip", "Elastic IPs", ("elastic_ip", "ec2_instance")),
    ("global_accelerator", "Global Accelerator", ("global_accelerator",)),
)
"""What data out is metered by: end of the rate key and of the property, words, services that it is of."""


class Shield(Service):
    """Protection against denial of service: Standard for everybody, Advanced by subscription."""

    name = "shield"
    label = "Shield"
    official = "AWS Shield"
    billed_as = "AWS Shield"
    summary = "Protects against distributed denial of service; Advanced adds a response team and refunds."
    category = "Security"
    synonyms = ("ddos", "denial of service", "shield advanced", "protection")
    cloudformation = "AWS::Shield::Protection"
    icon = "aws_shield"
    scope = "global"
    inside = ("aws_cloud", "account", "edge_location", "region")
    links: ClassVar = {
        "protect": (
            "cloudfront",
            "route53",
            "application_load_balancer",
            "network_load_balancer",
            "classic_load_balancer",
            "elastic_ip",
            "global_accelerator",
        ),
        "associate": (
            "cloudfront",
            "route53",
            "application_load_balancer",
            "classic_load_balancer",
            "elastic_ip",
            "global_accelerator",
        ),
    }

    tier: str | None = Choice(
        "Tier",
        {
            "standard": "For every account, without a charge.",
            "advanced": "By subscription for a year, for a whole organization.",
        },
        default="standard",
    )
    subscriptions: int | None = Count(
        "Subscriptions", default=1, help="0 where another account pays for the organization.", when=_ADVANCED
    )
    protected_resources: int | None = Count("Protected resources", when=_ADVANCED)
    proactive_engagement: bool | None = Flag("Proactive engagement", when=_ADVANCED)
    cloudfront_data_gb: Decimal | None = Quantity(
        "Data out (CloudFront)", unit="GB/month", when=_ADVANCED, typical=(1000, 10_000, 100_000)
    )
    elb_data_gb: Decimal | None = Quantity(
        "Data out (load balancers)", unit="GB/month", when=_ADVANCED, typical=(100, 2000, 20_000)
    )
    elastic_ip_data_gb: Decimal | None = Quantity(
        "Data out (Elastic IPs)", unit="GB/month", when=_ADVANCED, typical=(50, 500, 5000)
    )
    global_accelerator_data_gb: Decimal | None = Quantity(
        "Data out (Global Accelerator)", unit="GB/month", when=_ADVANCED, typical=(100, 2000, 20_000)
    )

    def fact(self) -> str:
        return "Advanced" if self.tier == "advanced" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.tier is None:
            yield needs("Shield", "", "tier", "Choose a tier.")
            return
        if self.tier != "advanced":
            yield included("Shield Standard", "Every account has it without a charge.")
            return
        name = "Shield Advanced subscription"
        if self.subscriptions == 0:
            yield included(name, "Paid by another account of the organization.")
        else:
            yield usage(
                name,
                "shield.advanced.subscription",
                self.subscriptions,
                region="global",
                property="subscriptions",
                reason="Committed for one year.",
            )
        yield from self._data(place)

    def _data(self, place: Place) -> Iterator[CostComponent]:
        lines = [
            usage(
                f"Data transfer out usage ({words})",
                f"shield.advanced.data.{key}",
                getattr(self, f"{key}_data_gb"),
                region="global",
                property=f"{key}_data_gb",
                unit="GB",
            )
            for key, words, services in _DATA
            if getattr(self, f"{key}_data_gb") is not None or any(s in place.attached for s in services)
        ]
        if lines:
            yield from lines
            return
        reason = "Give the data out of what is protected."
        yield needs("Data transfer out usage", "", "cloudfront_data_gb", reason)
