"""Cases of what works at AWS's edge: DNS, content delivery and the web application firewall."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.cost_cases.adapters import adapter
from tests.cost_cases.adapters.network import NONE, amount
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import CannotExpress, Facts

PLACES = {
    "US": "us",
    "United States": "us",
    "Mexico": "us",
    "Canada": "ca",
    "Europe": "eu",
    "Israel": "eu",
    "Japan": "jp",
    "Hong Kong": "asia",
    "Philippines": "asia",
    "Asia Pacific": "asia",
    "Australia": "au",
    "New Zealand": "au",
    "India": "in",
    "South America": "sa",
    "South Africa": "za",
    "Kenya": "za",
    "Middle East": "me",
}
"""Each place that a case's edge geography lists, as the price list tells them apart."""

OPTIONS = ("fast_interval_10s", "https", "latency_measurement", "string_matching")


@adapter("route_53")
def route_53(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """Hosted zones, queries, one health check, or a Resolver endpoint."""
    kinds = {"health_check": "health_check", "queries": "queries", "resolver_endpoint": "resolver_endpoint"}
    kind = config.choice("kind", kinds)
    queries = usage.get("queries_per_month")
    standard = usage.get("standard_queries_per_month")
    facts: dict[str, Any] = {
        "hosted_zones": config.whole("hosted_zones", 0),
        "monthly_latency_queries": amount(usage, "latency_queries_per_month"),
        "monthly_geo_queries": amount(usage, "geo_queries_per_month"),
        "monthly_queries": standard or NONE,
    }
    interfaces = config.whole("network_interfaces")
    if kind == "resolver_endpoint" or interfaces:
        facts["resolver_interfaces"] = interfaces or 0
        facts["monthly_resolver_queries"] = queries or NONE
        facts["resolver_region"] = drawing.region
    elif queries is not None:
        facts["monthly_queries"] = facts["monthly_queries"] + queries
    endpoint = config.choice("endpoint", {"aws": "aws", "outside_aws": "other"})
    options = config.get("options", [])
    if kind == "health_check":
        unknown = [option for option in options if option not in OPTIONS]
        if endpoint is None or unknown:
            raise CannotExpress(f"no such health check: endpoint {endpoint}, options {unknown}")
        facts[f"health_checks_{endpoint}"] = 1
        facts[f"health_check_options_{endpoint}"] = len(options)
    drawing.add("route53", **facts)


@adapter("cloudfront")
def cloudfront(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """A distribution whose viewers are in one geography, with what it uses besides."""
    config.choice("kind", {"cloudfront_function": ""})
    shield = usage.get("origin_shield_requests_south_america")
    region = config.get("origin_shield_region")
    if shield is not None and region is None:
        region = "sa-east-1"
    drawing.add(
        "cloudfront",
        pricing_plan=config.choice("pricing_plan", {"pay_as_you_go": "pay_as_you_go"}),
        viewers=viewers(config.get("edge_geography")),
        dedicated_ip_certificates=config.whole("dedicated_ip_certificates"),
        field_level_encryption=config.get("field_level_encryption"),
        realtime_logs=config.get("realtime_logs"),
        origin_shield_region=region,
        data_out_gb=amount(usage, "viewer_egress_gb_per_month"),
        origin_data_gb=usage.get("origin_egress_gb_per_month"),
        monthly_http_requests=usage.get("http_requests_per_month"),
        monthly_https_requests=amount(usage, "https_requests_per_month"),
        monthly_origin_shield_requests=shield if region is None else shield or NONE,
        monthly_function_invocations=usage.get("invocations_per_month"),
        monthly_encryption_requests=amount(usage, "encryption_requests_per_month"),
        monthly_realtime_log_lines=amount(usage, "realtime_log_lines_per_month"),
        monthly_invalidation_paths=usage.get("invalidation_paths_per_month"),
    )


def viewers(geography: str | None) -> str:
    """Our geography; a case may join places that we tell apart and that cost the same: the first counts."""
    if geography is None:
        return "us"  # Without data and requests it does not matter where the viewers are.
    places = [place.strip() for place in geography.split(",")]
    unknown = [place for place in places if place not in PLACES]
    if unknown:
        raise CannotExpress(f"CloudFront has no rates for {', '.join(unknown)}")
    return PLACES[places[0]]


@adapter("waf")
def waf(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """Web ACLs, rules and groups. AWS bills a managed group once, whatever the rules in it."""
    config.passed_over("rules_in_managed_groups")
    version = config.choice("version", {"classic": "classic", "v2": "v2"}, default="v2")
    drawing.add(
        "waf_web_acl",
        version=version,
        web_acls=config.whole("web_acls", 0),
        rules=config.whole("own_rules", 0),
        rule_groups=config.whole("rule_groups", 0),
        rules_in_groups=config.whole("rules_in_groups", 0),
        managed_rule_groups=config.whole("managed_rule_groups", 0),
        monthly_requests=Decimal(amount(usage, "requests_per_month")),
    )
