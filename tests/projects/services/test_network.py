"""The network: estimates reckoned by hand from the list's own figures, and what multiplies what."""

from decimal import Decimal
from typing import Any

import pytest

from pricing.costs import CostComponent
from pricing.regions import regions
from pricing.table import price_table
from projects.billing.accelerators import GEOGRAPHIES, geography
from projects.document import Document
from projects.drawing_properties import service_properties
from projects.estimate import estimate
from projects.place import Place
from projects.records import Link, Node, Settings
from projects.service import catalogue, make_service

PLACE = Place(region="us-east-1")

NETWORK = (
    *("application_load_balancer", "network_load_balancer", "gateway_load_balancer"),
    *("classic_load_balancer", "nat_gateway", "transit_gateway", "vpc_peering", "data_transfer"),
    *("direct_connect", "site_to_site_vpn", "client_vpn", "interface_endpoint", "network_firewall"),
    *("global_accelerator", "route53", "cloudfront", "waf_web_acl", "shield", "elastic_ip", "vpc"),
)


def parts(name: str, place: Place = PLACE, **properties: Any) -> dict[str, CostComponent]:
    """Cost components by name; fails where two have the same one."""
    found = list(make_service(name, properties).costs(place))
    named = {part.name: part for part in found}
    assert len(named) == len(found)
    return named


def monthly(region: str, name: str, **properties: Any) -> Decimal:
    """USD a month without free allowances, every line priced or included."""
    around = Node(id="region", service=make_service("region", {"code": region}))
    node = Node(id="node", service=make_service(name, properties), parent="region")
    totals = estimate(Document([around, node, Settings(free_allowances=False)]), price_table()).totals
    assert not totals.needs_input and not totals.not_priced
    return totals.monthly


INTERNAL = {"scheme": "internal"}
NO_DATA = {"data_out_gb": 0}


@pytest.mark.parametrize(
    ("region", "name", "properties", "usd"),
    [
        # us-east-1: elb.alb.hour 0.0225, .lcu 0.008, .reserved_lcu 0.008, .trust_store.hour 0.005.
        (
            "us-east-1",
            "application_load_balancer",
            {
                **INTERNAL,
                "load_balancers": 2,
                "processed_gb_per_h": 5,
                "reserved_capacity_units": 3,
                "trust_stores": 1,
            },
            "98.55",  # 2 × 730 × (0.0225 + 3 × 0.008 + (5 - 3) × 0.008 + 0.005)
        ),
        # us-east-1: elb.nlb.hour 0.0225, elb.nlb.lcu 0.006; TCP 1 unit, UDP 2 units, TLS 3 units.
        (
            "us-east-1",
            "network_load_balancer",
            {
                **INTERNAL,
                "new_connections_per_s": 800,
                "udp_active_connections_per_min": 100_000,
                "tls_new_connections_per_s": 150,
                "tls_processed_gb_per_h": 1,
            },
            "42.705",  # 730 × (0.0225 + 6 × 0.006)
        ),
        # us-east-1: elb.gwlb.hour 0.0125 in each zone, elb.gwlb.glcu 0.004.
        (
            "us-east-1",
            "gateway_load_balancer",
            {"zones": 2, "new_connections_per_s": 1200, "processed_gb_per_h": 1},
            "24.09",  # 730 × (2 × 0.0125 + 2 × 0.004)
        ),
        # us-east-1: elb.clb.hour 0.025, elb.clb.data 0.008.
        (
            "us-east-1",
            "classic_load_balancer",
            {**INTERNAL, "load_balancers": 2, "data_processed_gb": 100},
            "38.1",  # 2 × (730 × 0.025 + 100 × 0.008)
        ),
        # us-east-1: nat_gateway.hour 0.045, .data 0.045, vpc.public_ipv4.in_use 0.005.
        (
            "us-east-1",
            "nat_gateway",
            {"availability_mode": "regional", "zones": 3, "gateways": 1, "data_processed_gb": 200},
            "118.5",  # 730 × 3 × (0.045 + 0.005) + 200 × 0.045
        ),
        # us-east-1: tgw.attachment.* 0.05, tgw.data.vpc and .dx 0.02, data_transfer to eu-west-1 0.02.
        (
            "us-east-1",
            "transit_gateway",
            {
                "vpc_attachments": 2,
                "direct_connect_attachments": 1,
                "peering_attachments": 1,
                "vpc_data_gb": 100,
                "direct_connect_data_gb": 50,
                "peer_region": "eu-west-1",
                "peer_data_gb": 10,
            },
            "149.2",  # 730 × 4 × 0.05 + 150 × 0.02 + 10 × 0.02
        ),
        # us-east-1: vpn.client.endpoint_association 0.1, vpn.client.connection 0.05.
        (
            "us-east-1",
            "client_vpn",
            {"associations": 2, "connections": 10, "connected_hours_per_month": 160},
            "226",  # 730 × 2 × 0.1 + 10 × 160 × 0.05
        ),
        # us-east-1: vpn.site_to_site.hour 0.05, vpc.public_ipv4.in_use 0.005 for two tunnels; accelerated:
        # globalaccelerator.fixed 0.025 twice, globalaccelerator.dt_premium.na.to.eu 0.015.
        (
            "us-east-1",
            "site_to_site_vpn",
            {**NO_DATA, "acceleration": True, "customer_geography": "eu", "accelerated_gb": 100},
            "81.8",  # 730 × (0.05 + 2 × 0.005 + 2 × 0.025) + 100 × 0.015
        ),
        # us-east-1: directconnect.port.dedicated.1g 0.3, directconnect.out 0.02.
        (
            "us-east-1",
            "direct_connect",
            {"bandwidth": "1G", "ports": 2, "data_out_gb": 500, "data_out_from": "us-east-1 100"},
            "450",  # 730 × 2 × 0.3 + 600 × 0.02
        ),
        # eu-central-1: networkfirewall.endpoint 0.395, networkfirewall.data 0.065.
        (
            "eu-central-1",
            "network_firewall",
            {"endpoints": 2, "data_processed_gb": 100},
            "583.2",  # 730 × 2 × 0.395 + 100 × 0.065
        ),
        # globalaccelerator.fixed 0.025, dt_premium.na.to.eu 0.015, na.to.ap 0.035; inbound is the lesser.
        (
            "us-west-1",
            "global_accelerator",
            {"outbound_eu_gb": 500, "outbound_ap_gb": 100, "inbound_eu_gb": 400},
            "29.25",  # 730 × 0.025 + 500 × 0.015 + 100 × 0.035
        ),
        # data_transfer.out.internet af-south-1 0.154 to 10 TB, then 0.147; .inter_az 0.01 twice;
        # .out.inter_region.to.eu-west-1 0.147.
        (
            "af-south-1",
            "data_transfer",
            {
                "internet_gb": 10_340,
                "cross_zone_gb": 100,
                "other_region": "eu-west-1",
                "other_region_gb": 100,
            },
            "1608.36",  # 10,240 × 0.154 + 100 × 0.147 + 200 × 0.01 + 100 × 0.147
        ),
        # us-east-1: data_transfer.out.inter_region.to.us-east-2 0.01; the general rate is 0.02.
        ("us-east-1", "data_transfer", {"other_region": "us-east-2", "other_region_gb": 100}, "1"),
        ("us-east-1", "data_transfer", {"other_region_gb": 100}, "2"),
        # ap-northeast-1 to us-east-1 0.09 and back 0.02.
        (
            "ap-northeast-1",
            "vpc_peering",
            {"peer_region": "us-east-1", "to_peer_gb": 100, "from_peer_gb": 100},
            "11",
        ),
        ("ap-northeast-1", "vpc_peering", {"cross_zone_gb": 100}, "2"),
        # shield.advanced.subscription 3000.
        ("us-east-1", "shield", {}, "0"),
        # us-east-1: vpc.endpoint.interface.hour 0.01, .data 0.01.
        (
            "us-east-1",
            "interface_endpoint",
            {"endpoints": 3, "zones": 2, "data_processed_gb": 100},
            "44.8",  # 730 × 6 × 0.01 + 100 × 0.01
        ),
        # us-east-1: vpc.public_ipv4.contiguous 0.008.
        ("us-east-1", "elastic_ip", {"address_source": "contiguous", "addresses": 4}, "23.36"),
        ("us-east-1", "elastic_ip", {"address_source": "byoip", "addresses": 4}, "0"),
        # us-east-1: cloudwatch.logs.vended 0.5, vpc.ipam.advanced 0.00027, vpc.traffic_mirroring 0.015.
        (
            "us-east-1",
            "vpc",
            {
                "flow_logs_gb": 100,
                "ipam_tier": "advanced",
                "ipam_addresses": 1000,
                "traffic_mirroring_interfaces": 2,
            },
            "269",  # 100 × 0.5 + 730 × 1000 × 0.00027 + 730 × 2 × 0.015
        ),
        # us-east-1: cloudwatch.logs.delivery_s3 0.25.
        ("us-east-1", "vpc", {"flow_log_destination": "s3", "flow_logs_gb": 100}, "25"),
        # us-east-1: route53.resolver.endpoint_eni 0.125, .query 0.4; dns_firewall .domain 0.0005, .query 0.6.
        (
            "us-east-1",
            "route53",
            {
                "hosted_zones": 0,
                "monthly_queries": 0,
                "resolver_interfaces": 4,
                "monthly_resolver_queries": 10_000_000,
                "firewall_domains": 1000,
                "monthly_firewall_queries": 10_000_000,
            },
            "375.5",  # 730 × 4 × 0.125 + 10 × 0.4 + 1000 × 0.0005 + 10 × 0.6
        ),
        # route53.health_check.non_aws 0.75, .option.non_aws 2, traffic_flow 50, hosted_zone 0.5.
        (
            "us-east-1",
            "route53",
            {
                "monthly_queries": 0,
                "health_checks_other": 1,
                "health_check_options_other": 2,
                "traffic_policies": 1,
            },
            "55.25",
        ),
        # edge-jp: cloudfront.data_out.internet 0.114, requests.https 0.012 and http 0.009 per 10,000.
        (
            "us-east-1",
            "cloudfront",
            {
                "viewers": "jp",
                "data_out_gb": 100,
                "monthly_https_requests": 1_000_000,
                "monthly_http_requests": 1_000_000,
            },
            "13.5",  # 11.4 + 1.2 + 0.9
        ),
        ("us-east-1", "cloudfront", {"pricing_plan": "free"}, "0"),
        # us-east-1: waf.web_acl 5, waf.rule 1 for each rule and group, waf.requests 0.6 per million.
        (
            "us-east-1",
            "waf_web_acl",
            {
                "rules": 2,
                "rule_groups": 1,
                "rules_in_groups": 5,
                "managed_rule_groups": 3,
                "monthly_requests": 1_000_000,
            },
            "16.6",  # 5 + (2 + 5) + 1 + 3 + 0.6
        ),
    ],
)
def test_the_estimate_is_what_the_hand_gives(
    region: str, name: str, properties: dict[str, Any], usd: str
) -> None:
    assert monthly(region, name, **properties) == Decimal(usd)


@pytest.mark.parametrize(
    ("name", "properties", "missing"),
    [
        ("application_load_balancer", INTERNAL, {"processed_gb_per_h"}),
        (
            "application_load_balancer",
            {**INTERNAL, "load_balancers": None},
            {"load_balancers", "processed_gb_per_h"},
        ),
        ("network_load_balancer", INTERNAL, {"processed_gb_per_h"}),
        ("gateway_load_balancer", {"capacity_units": 1}, {"zones"}),
        ("nat_gateway", {"availability_mode": "regional", "data_processed_gb": 1}, {"zones"}),
        ("transit_gateway", {}, {"vpc_attachments"}),
        ("transit_gateway", {"vpc_attachments": 1}, {"vpc_data_gb"}),
        ("client_vpn", {"associations": 1}, {"connections"}),
        ("client_vpn", {"associations": 1, "connections": 5}, {"connected_hours_per_month"}),
        ("network_firewall", {"endpoints": 1}, {"data_processed_gb"}),
        ("global_accelerator", {}, {"outbound_na_gb"}),
        ("data_transfer", {}, {"internet_gb"}),
        ("data_transfer", {"other_region": "eu-west-1"}, {"other_region_gb"}),
        ("vpc_peering", {}, {"cross_zone_gb"}),
        ("shield", {"tier": "advanced"}, {"cloudfront_data_gb"}),
        ("vpc", {"flow_logs": True, "flow_log_destination": "s3"}, {"flow_logs_gb"}),
        (
            "cloudfront",
            {"viewers": "us", "data_out_gb": 1, "monthly_https_requests": 1, "realtime_logs": True},
            {"monthly_realtime_log_lines"},
        ),
        ("route53", {"monthly_queries": 1, "resolver_interfaces": 2}, {"monthly_resolver_queries"}),
        ("route53", {"monthly_queries": 1, "domains": 2}, {"domain_ending"}),
        ("waf_web_acl", {"rules": 1}, {"monthly_requests"}),
    ],
)
def test_unknown_usage_needs_input(name: str, properties: dict[str, Any], missing: set[str]) -> None:
    found = {
        part.property
        for part in parts(name, **properties).values()
        if part.quantity is None and part.kind not in ("included", "not_priced")
    }
    assert found == missing


@pytest.mark.parametrize(
    ("name", "properties", "key"),
    [
        ("site_to_site_vpn", {"tunnel_bandwidth": "large"}, "vpn.site_to_site.large_tunnel.hour"),
        (
            "direct_connect",
            {"bandwidth": "1G", "data_out_from": "eu-west-1 5"},
            "directconnect.out.to.us-east-1",
        ),
        ("shield", {"tier": "advanced", "elb_data_gb": 5}, "shield.advanced.data.elb"),
        (
            "network_firewall",
            {"endpoints": 1, "advanced_inspection": True},
            "networkfirewall.advanced_inspection.endpoint",
        ),
        ("cloudfront", {"pricing_plan": "pro"}, "cloudfront.plan.pro"),
        ("waf_web_acl", {"version": "classic", "rules": 1}, "waf.classic.web_acl"),
        ("route53", {"domains": 1, "domain_ending": ".com"}, "route53.domain.com"),
    ],
)
def test_what_the_list_has_no_figure_for_is_not_priced(
    name: str, properties: dict[str, Any], key: str
) -> None:
    found = [part for part in parts(name, **properties).values() if part.rate_key == key]
    assert len(found) == 1 and found[0].unit
    around = Node(id="region", service=make_service("region", {"code": "us-east-1"}))
    node = Node(id="node", service=make_service(name, properties), parent="region")
    assert estimate(Document([around, node]), price_table()).totals.not_priced


def test_a_transit_gateway_counts_what_is_attached_in_the_drawing() -> None:
    region = Node(id="region", service=make_service("region", {"code": "us-east-1"}))
    hub = Node(id="hub", service=make_service("transit_gateway", {"vpc_data_gb": 0}), parent="region")
    vpcs = [Node(id=f"vpc-{n}", service=make_service("vpc"), parent="region") for n in range(3)]
    links = [Link(id=f"link-{n}", source=vpc.id, target="hub", kind="attach") for n, vpc in enumerate(vpcs)]
    found = estimate(Document([region, hub, *vpcs, *links, Settings()]), price_table())
    # tgw.attachment.vpc us-east-1: 0.05.
    assert found.totals.monthly == 3 * 730 * Decimal("0.05")


def test_reserved_capacity_covers_one_protocol_after_the_other() -> None:
    traffic = {"processed_gb_per_h": 2, "udp_processed_gb_per_h": 3, "tls_processed_gb_per_h": 4}
    found = parts("network_load_balancer", scheme="internal", reserved_capacity_units=4, **traffic)
    units = {name: part.quantity for name, part in found.items() if name.startswith("Capacity")}
    assert units == {
        "Capacity unit hours (network)": 0,
        "Capacity unit hours (network, UDP)": 1,
        "Capacity unit hours (network, TLS)": 4,
    }


def test_a_firewall_covers_the_nat_gateway_chained_to_it() -> None:
    found = parts("nat_gateway", behind_network_firewall=True, connectivity="private")
    assert {part.kind for part in found.values()} == {"included"}


def test_only_the_dominant_direction_has_a_premium() -> None:
    found = parts("global_accelerator", outbound_eu_gb=1, inbound_eu_gb=5, inbound_ap_gb=2)
    premiums = {name: part.quantity for name, part in found.items() if "premium" in name}
    assert premiums == {
        "Data transfer premium (inbound, Europe)": 5,
        "Data transfer premium (inbound, Asia Pacific)": 2,
    }


def test_every_pair_of_geographies_has_a_premium_and_every_region_a_geography() -> None:
    table = price_table()
    for source in GEOGRAPHIES:
        for edge in GEOGRAPHIES:
            assert table.rate(f"globalaccelerator.dt_premium.{source}.to.{edge}", "global").tiers
    nowhere = {region.code for region in regions() if geography(region.code) is None}
    assert nowhere == {"il-central-1", "us-gov-east-1", "us-gov-west-1"}


def test_data_that_stays_in_the_region_is_no_data_between_regions() -> None:
    (line,) = parts("data_transfer", other_region="us-east-1", other_region_gb=5).values()
    assert line.kind == "not_priced" and "does not leave the Region" in line.reason


def test_units_above_the_included_capacity_of_a_web_acl_are_billed_in_steps() -> None:
    found = parts("waf_web_acl", rules=1, monthly_requests=10, capacity_units=2001)
    assert found["Requests (capacity above 1,500 WCU)"].quantity == 20
    found = parts("waf_web_acl", rules=1, monthly_requests=10, capacity_units=1500)
    assert "Requests (capacity above 1,500 WCU)" not in found


def test_shield_advanced_covers_the_web_acl() -> None:
    found = parts("waf_web_acl", shield_advanced=True, rules=10, monthly_requests=5)
    assert [part.kind for part in found.values()] == ["included"]


@pytest.mark.parametrize("name", NETWORK)
def test_usage_that_may_be_missing_has_typical_figures(name: str) -> None:
    for item in catalogue()[name].properties():
        hours = item.unit == "hours/month" and item.name != "connected_hours_per_month"
        free = item.help == "Free."
        asked = item.group == "Usage" and item.kind in ("quantity", "count")
        if asked and not hours and not free and item.unit != "%" and item.name != "reachability_analyses":
            assert item.typical is not None, item.name
            small, medium, large = item.typical
            assert small <= medium <= large, item.name


def test_the_neutral_formats_lists_become_lines() -> None:
    rules = [
        {"n": 100, "dir": "in", "action": "allow", "port": 443},
        {"n": 110, "dir": "out", "action": "deny"},
    ]
    found, left = service_properties("network_acl", {"rules": rules})
    assert found == {"inbound": "100 allow 443", "outbound": "110 deny"} and not left
    found, left = service_properties(
        "route53", {"records": [{"name": "a.example", "type": "CNAME", "apex": True}]}
    )
    assert found["dns_records"] == "a.example CNAME apex" and not left
    found, left = service_properties("application_load_balancer", {"rules": [{"priority": 10, "path": "/a"}]})
    assert found["rules"] == "10 /a" and not left


@pytest.mark.parametrize(
    ("properties", "asked"),
    [
        ({}, {"monthly_queries"}),
        ({"policy": "geolocation"}, {"monthly_geo_queries"}),
        ({"policy": "failover", "health_check": True}, {"monthly_queries", "health_checks_aws"}),
        ({"health_check": True, "health_checks_other": 1}, {"monthly_queries"}),
        ({"policy": "latency", "monthly_latency_queries": 1}, set()),
    ],
)
def test_route_53_asks_for_the_queries_of_its_policy_and_for_its_health_checks(
    properties: dict[str, object], asked: set[str]
) -> None:
    parts = make_service("route53", properties).costs(Place())
    assert {part.property for part in parts if part.quantity is None} == asked
