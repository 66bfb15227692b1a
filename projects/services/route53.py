"""Amazon Route 53."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service


class Route53(Service):
    """Hosted zones with their DNS queries and health checks; the same price everywhere."""

    name = "route53"
    label = "Route 53"
    official = "Amazon Route 53"
    billed_as = "Amazon Route 53"
    summary = "Answers DNS queries for your domains and checks the health of what they point to."
    category = "Networking"
    synonyms = ("dns", "domain", "hosted zone", "name server", "route 53", "failover", "health check")
    cloudformation = "AWS::Route53::HostedZone"
    icon = "route53"
    scope = "global"
    inside = ("aws_cloud", "account", "edge_location", "region")
    links: ClassVar = {
        "alias": (
            "cloudfront",
            "application_load_balancer",
            "network_load_balancer",
            "classic_load_balancer",
            "api_gateway",
            "s3_bucket",
            "elastic_beanstalk",
            "interface_endpoint",
            "route53",
        ),
        "record": ("ec2_instance", "elastic_ip", "server", "third_party_service", "rds_instance", "internet"),
        "traffic": ("cloudfront", "application_load_balancer", "api_gateway"),
        "associate": ("vpc",),
    }

    zone: str | None = Choice(
        "Zone", {"public": "Answers the internet.", "private": "Answers the VPCs it is associated with."}
    )
    hosted_zones: int | None = Count("Hosted zones", default=1)
    policy: str | None = Choice(
        "Routing policy",
        {
            "simple": "One answer for all.",
            "weighted": "Answers in given proportions.",
            "latency": "The Region with the lowest latency.",
            "failover": "A second target when the first is unhealthy.",
            "geolocation": "By the country of the user.",
            "geoproximity": "By distance, with a bias.",
            "multivalue": "Several healthy addresses.",
            "ip_based": "By the address of the user.",
        },
    )
    health_check: bool | None = Flag("Records have health checks")
    vpcs: tuple[str, ...] = Nodes("VPCs", ("vpc",), help="Of a private zone.")
    health_checks_aws: int | None = Count("Health checks of AWS endpoints", default=0)
    health_check_options_aws: int | None = Count(
        "Options on them",
        default=0,
        help="HTTPS, string matching, fast interval, latency: one each per check.",
    )
    health_checks_other: int | None = Count("Health checks of other endpoints", default=0)
    health_check_options_other: int | None = Count(
        "Options on them",
        default=0,
        help="HTTPS, string matching, fast interval, latency: one each per check.",
    )
    traffic_policies: int | None = Count("Traffic policy records", default=0)
    records: int | None = Count("Records in the largest zone", help="The first 10,000 are included.")
    monthly_queries: Decimal | None = Quantity(
        "Standard queries",
        unit="queries/month",
        help="Queries to aliases of AWS resources are free: leave them out.",
    )
    monthly_latency_queries: Decimal | None = Quantity("Latency-based queries", unit="queries/month")
    monthly_geo_queries: Decimal | None = Quantity("Geolocation queries", unit="queries/month")
    monthly_geoproximity_queries: Decimal | None = Quantity("Geoproximity queries", unit="queries/month")
    monthly_ip_based_queries: Decimal | None = Quantity("IP-based queries", unit="queries/month")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        for name, key, field, always in _PARTS:
            amount = getattr(self, field)
            if always or (amount is not None and amount != 0):
                # The records that are included are those of each zone, not of the account.
                pooled = field != "records"
                yield usage(name, f"route53.{key}", amount, region="global", property=field, pooled=pooled)


_PARTS = (
    ("Hosted zones", "hosted_zone", "hosted_zones", True),
    ("Queries (standard)", "query.standard", "monthly_queries", True),
    ("Queries (latency-based)", "query.latency", "monthly_latency_queries", False),
    ("Queries (geolocation)", "query.geo", "monthly_geo_queries", False),
    ("Queries (geoproximity)", "query.geoproximity", "monthly_geoproximity_queries", False),
    ("Queries (IP-based)", "query.ip_based", "monthly_ip_based_queries", False),
    ("Health checks (AWS endpoints)", "health_check.aws", "health_checks_aws", False),
    ("Health check options (AWS endpoints)", "health_check.option.aws", "health_check_options_aws", False),
    ("Health checks (other endpoints)", "health_check.non_aws", "health_checks_other", False),
    (
        "Health check options (other endpoints)",
        "health_check.option.non_aws",
        "health_check_options_other",
        False,
    ),
    ("Traffic policy records", "traffic_flow", "traffic_policies", False),
    ("Records", "rrsets", "records", False),
)
"""What is billed: name, the end of the rate key, property, and whether to show it before it is known."""
