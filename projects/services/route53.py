"""Amazon Route 53."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, usage
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity, Text
from projects.service import Service

_OPTIONS = "HTTPS, string matching, fast interval, latency: one each per check."


class Route53(Service):
    """Hosted zones with their DNS queries and health checks; the same price everywhere."""

    name = "route53"
    label = "Route 53"
    official = "Amazon Route 53"
    billed_as = "Amazon Route 53"
    summary = "Answers DNS queries for your domains and checks the health of what they point to."
    category = "Networking"
    synonyms = (
        "dns",
        "r53",
        "domain",
        "hosted zone",
        "name server",
        "route 53",
        "failover",
        "health check",
        "resolver",
        "dns firewall",
    )
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
            "global_accelerator",
            "app_runner",
            "route53",
            "appsync",
            "amplify",
            "cognito",
        ),
        "record": (
            "ec2_instance",
            "elastic_ip",
            "server",
            "on_premises_server",
            "third_party_service",
            "rds_instance",
            "internet",
        ),
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
    dns_records: str | None = Text("Records", help="One per line: name, type. For example: www A alias.")
    records: int | None = Count("Records in the largest zone", help="The first 10,000 are included.")
    health_checks_aws: int | None = Count("Health checks of AWS endpoints", typical=(1, 2, 10))
    health_check_options_aws: int | None = Count(
        "Options on checks of AWS endpoints", default=0, help=_OPTIONS
    )
    health_checks_other: int | None = Count("Health checks of other endpoints")
    health_check_options_other: int | None = Count(
        "Options on checks of other endpoints", default=0, help=_OPTIONS
    )
    traffic_policies: int | None = Count("Traffic policy records", default=0)
    domains: int | None = Count("Domains registered", help="Paid once a year.")
    domain_ending: str | None = Text(
        "Ending of the domains", help="Such as com or co.uk: the price depends on it."
    )
    resolver_region: str | None = Choice(
        "Region of the Resolver", source="regions", help="For its endpoints and DNS Firewall."
    )
    resolver_interfaces: int | None = Count(
        "Resolver endpoint interfaces", help="Two or more for each endpoint, inbound or outbound."
    )
    hours_per_month: Decimal | None = Quantity(
        "Resolver endpoint hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )
    firewall_domains: int | None = Count("DNS Firewall domains", help="In your own domain lists.")
    monthly_queries: Decimal | None = Quantity(
        "Standard queries",
        unit="queries/month",
        help="Queries to aliases of AWS resources are free: leave them out.",
        typical=(1_000_000, 10_000_000, 500_000_000),
    )
    monthly_latency_queries: Decimal | None = Quantity(
        "Latency-based queries", unit="queries/month", typical=(0, 1_000_000, 50_000_000)
    )
    monthly_geo_queries: Decimal | None = Quantity(
        "Geolocation queries", unit="queries/month", typical=(0, 1_000_000, 50_000_000)
    )
    monthly_geoproximity_queries: Decimal | None = Quantity(
        "Geoproximity queries", unit="queries/month", typical=(0, 1_000_000, 50_000_000)
    )
    monthly_ip_based_queries: Decimal | None = Quantity(
        "IP-based queries", unit="queries/month", typical=(0, 1_000_000, 50_000_000)
    )
    monthly_resolver_queries: Decimal | None = Quantity(
        "Resolver endpoint queries",
        unit="queries/month",
        help="Those that pass an endpoint; others are free.",
        typical=(1_000_000, 20_000_000, 500_000_000),
    )
    monthly_firewall_queries: Decimal | None = Quantity(
        "DNS Firewall queries", unit="queries/month", typical=(1_000_000, 20_000_000, 500_000_000)
    )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        # GovCloud has Route 53 rates of its own, some of which the price list lacks: those stay unpriced.
        region = None if place.region.startswith("us-gov") else "global"
        wanted = self._wanted()
        for name, key, field in _PARTS:
            amount = getattr(self, field)
            if amount or (field in wanted and not (amount == 0 and field == "hosted_zones")):
                # The records that are included are those of each zone, not of the account.
                pooled = field != "records"
                yield usage(name, f"route53.{key}", amount, region=region, property=field, pooled=pooled)
        if self.domains:
            yield self._registration(self.domains)
        yield from self._resolver(place)

    def _wanted(self) -> set[str]:
        """The figures that have to be known: queries by the routing policy, checks where there are some."""
        found = {"hosted_zones", _QUERIES.get(self.policy or "", "monthly_queries")}
        if self.health_check and self.health_checks_aws is None and self.health_checks_other is None:
            found.add("health_checks_aws")
        return found

    def _registration(self, domains: int) -> CostComponent:
        name = "Domain registration"
        ending = (self.domain_ending or "").strip().lstrip(".").lower()
        if not ending:
            return needs(name, "", "domain_ending", "The price depends on the ending.")
        key = f"route53.domain.{ending}"
        line = usage(f"{name} (.{ending})", key, domains, region="global", property="domains")
        return replace(line, upfront=True, unit="domain-year")

    def _resolver(self, place: Place) -> Iterator[CostComponent]:
        region = self.resolver_region or place.region
        used = any(
            (
                self.resolver_interfaces,
                self.firewall_domains,
                self.monthly_resolver_queries,
                self.monthly_firewall_queries,
            )
        )
        if used and not region:
            reason = "Say in which Region the Resolver works."
            yield needs("Resolver endpoints and DNS Firewall", "", "resolver_region", reason)
            return
        if self.resolver_interfaces:
            yield hourly(
                "Resolver endpoint interfaces",
                "route53.resolver.endpoint_eni",
                self.resolver_interfaces,
                hours=self.hours_per_month,
                region=self.resolver_region,
                property="resolver_interfaces",
            )
        for name, key, field, with_field in _RESOLVER:
            amount = getattr(self, field)
            if amount or (amount is None and with_field and getattr(self, with_field)):
                yield usage(name, f"route53.{key}", amount, region=self.resolver_region, property=field)


_PARTS = (
    ("Hosted zones", "hosted_zone", "hosted_zones"),
    ("Queries (standard)", "query.standard", "monthly_queries"),
    ("Queries (latency-based)", "query.latency", "monthly_latency_queries"),
    ("Queries (geolocation)", "query.geo", "monthly_geo_queries"),
    ("Queries (geoproximity)", "query.geoproximity", "monthly_geoproximity_queries"),
    ("Queries (IP-based)", "query.ip_based", "monthly_ip_based_queries"),
    ("Health checks (AWS endpoints)", "health_check.aws", "health_checks_aws"),
    ("Health check options (AWS endpoints)", "health_check.option.aws", "health_check_options_aws"),
    ("Health checks (other endpoints)", "health_check.non_aws", "health_checks_other"),
    (
        "Health check options (other endpoints)",
        "health_check.option.non_aws",
        "health_check_options_other",
    ),
    ("Traffic policy records", "traffic_flow", "traffic_policies"),
    ("Records", "rrsets", "records"),
)
"""What is billed: name, the end of the rate key, property."""

_QUERIES = {
    "latency": "monthly_latency_queries",
    "geolocation": "monthly_geo_queries",
    "geoproximity": "monthly_geoproximity_queries",
    "ip_based": "monthly_ip_based_queries",
}
"""Routing policy -> its queries, where they have a price of their own."""

_RESOLVER = (
    ("Queries (Resolver endpoints)", "resolver.query", "monthly_resolver_queries", "resolver_interfaces"),
    ("DNS Firewall domains", "dns_firewall.domain", "firewall_domains", ""),
    ("Queries (DNS Firewall)", "dns_firewall.query", "monthly_firewall_queries", "firewall_domains"),
)
"""What is billed in a Region: name, end of the rate key, property, and the property that it comes with."""
