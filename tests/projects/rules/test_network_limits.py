"""Networks, instances and DNS exactly on their limits, one over, and where nothing is said."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from projects.document import Document
from projects.records import Link
from tests.projects.rules.drawings import fires, found, link, node, two_zones

SINGLE: list[tuple[str, str, str, dict[str, Any], dict[str, Any]]] = [
    ("RTE022", "elastic_ip", "region", {"addresses": 5}, {"addresses": 6}),
    ("RTE024", "network_acl", "vpc", {"inbound": "32766 allow"}, {"inbound": "32767 allow"}),
    ("RTE024", "network_acl", "vpc", {"inbound": "1 allow"}, {"inbound": "0 allow"}),
    ("RTE024", "network_acl", "vpc", {"inbound": "9 allow", "outbound": "9 allow"}, {"inbound": "9 a\n9 a"}),
    ("ELB018", "application_load_balancer", "vpc", {"rules": "50000 /a"}, {"rules": "50001 /a"}),
    ("ELB018", "application_load_balancer", "vpc", {"rules": "1 /a\n2 /b"}, {"rules": "1 /a\n1 /b"}),
    ("HYB006", "direct_connect", "region", {"bandwidth": "400G"}, {"bandwidth": "200G"}),
    (
        "HYB006",
        "direct_connect",
        "region",
        {"bandwidth": "50M", "connection": "hosted"},
        {"bandwidth": "50M", "connection": "dedicated"},
    ),
    (
        "HYB006",
        "direct_connect",
        "region",
        {"bandwidth": "100 Gbps", "connection": "dedicated"},
        {"bandwidth": "100 Gbps", "connection": "hosted"},
    ),
    ("HYB003", "site_to_site_vpn", "region", {"tunnels": 2}, {"tunnels": 1}),
    (
        "EC2008",
        "ec2_instance",
        "private-a",
        {"instance_type": "t3.2xlarge"},
        {"instance_type": "t3.16xlarge"},
    ),
    ("EC2008", "ec2_instance", "private-a", {"instance_type": "z99.large"}, {"instance_type": "z99.huge"}),
    ("EC2008", "ec2_instance", "private-a", {"instance_type": "m7i.metal-24xl"}, {"instance_type": "t3"}),
    (
        "EC2010",
        "ec2_instance",
        "private-a",
        {"role": "worker", "purchase": "spot"},
        {"role": "db", "purchase": "spot"},
    ),
    ("EC2011", "lambda_function", "region", {"credentials": "role"}, {"credentials": "access_keys"}),
    (
        "R53005",
        "route53",
        "cloud",
        {"policy": "simple", "health_check": False},
        {"policy": "weighted", "health_check": False},
    ),
    ("R53005", "route53", "cloud", {"policy": "failover"}, {"policy": "failover", "health_check": False}),
    (
        "R53002",
        "route53",
        "cloud",
        {"dns_records": "www CNAME\nx.org A apex"},
        {"dns_records": "x.org CNAME apex"},
    ),
]


@pytest.mark.parametrize(("rule", "service", "parent", "sound", "over"), SINGLE)
def test_on_the_limit_is_silent_and_one_over_is_not(
    rule: str, service: str, parent: str, sound: dict[str, Any], over: dict[str, Any]
) -> None:
    assert not fires(two_zones(node("x", service, parent, **sound)), rule)
    assert not fires(two_zones(node("x", service, parent)), rule)
    assert [f.node_ids[0] for f in found(two_zones(node("x", service, parent, **over)), rule)] == ["x"]


def test_a_service_is_judged_only_where_its_regions_are_known() -> None:
    def runner(code: str) -> Document:
        return Document([node("r", "region", None, code=code), node("x", "app_runner", "r")])

    assert fires(runner("af-south-1"), "GEO004")
    assert not fires(runner("eu-west-2"), "GEO004") and not fires(runner("us-middle-1"), "GEO004")
    bare = Document([node("r", "region"), node("x", "app_runner", "r")])
    assert not fires(bare, "GEO004")


def test_answers_may_leave_by_a_part_of_the_ephemeral_ports() -> None:
    def acl(outbound: str | None, inbound: str = "100 allow tcp 443 0.0.0.0/0", **more: Any) -> Document:
        return two_zones(node("acl", "network_acl", "vpc", inbound=inbound, outbound=outbound, **more))

    assert fires(acl(None), "RTE025") and fires(acl("100 allow tcp 443 0.0.0.0/0"), "RTE025")
    assert fires(acl("100 deny tcp 1024-65535 0.0.0.0/0"), "RTE025")
    assert not fires(acl("100 allow tcp 32768-60999 0.0.0.0/0"), "RTE025")
    assert not fires(acl("100 allow 0.0.0.0/0"), "RTE025")
    assert not fires(acl(None, "100 deny"), "RTE025") and not fires(acl(None, default_acl=True), "RTE025")


# placement groups


def test_seven_of_a_spread_group_run_in_a_zone() -> None:
    def spread(**counts: int) -> Document:
        return two_zones(
            *(
                node(
                    f"{place}-x",
                    "ec2_instance",
                    place.replace("_", "-"),
                    placement_group="g",
                    placement_strategy="spread",
                    instances=count,
                )
                for place, count in counts.items()
            )
        )

    assert not fires(spread(private_a=7, private_b=7), "EC2006")
    assert fires(spread(private_a=4, public_a=4), "EC2006")
    rack = {"placement_strategy": "spread", "instances": 8, "outpost": True}
    assert not fires(two_zones(node("x", "ec2_instance", "private-a", **rack)), "EC2006")


def test_a_cluster_group_is_in_one_zone() -> None:
    def cluster(first: str, second: str) -> Document:
        group = {"placement_strategy": "cluster"}
        return two_zones(
            node("x", "ec2_instance", "private-a", placement_group=first, **group),
            node("y", "ec2_instance", "private-b", placement_group=second, **group),
        )

    assert found(cluster("g", "g"), "EC2005")[0].node_ids == ("y", "x")
    assert not fires(cluster("g", "h"), "EC2005")


def test_an_interface_stays_in_its_zone() -> None:
    def attached(place: str) -> Document:
        interface = node("eni", "elastic_network_interface", place)
        return two_zones(interface, node("w", "ec2_instance", "private-a"), link("eni", "w", "attach"))

    assert not fires(attached("public-a"), "EC2009")
    assert found(attached("private-b"), "EC2009")[0].node_ids == ("eni", "eni-attach-w", "w")


# room in subnets


def test_a_group_fits_into_its_subnets_at_its_maximum() -> None:
    def group(most: int) -> Document:
        small = node("small", "subnet", "zone-a", cidr="10.0.20.0/28")
        return two_zones(small, node("g", "auto_scaling_group", "vpc", max=most, subnets=("small",)))

    assert not fires(group(11), "ASG008")
    assert fires(group(12), "ASG008")
    fix = found(group(12), "ASG008")[0].fix
    assert fix is not None and "10.0.20.0/27" in fix.label


def test_a_load_balancer_has_eight_free_addresses() -> None:
    def balancer(count: int, prefix: int = 27) -> Document:
        return two_zones(
            node("s", "subnet", "zone-a", cidr=f"10.0.20.0/{prefix}"),
            node("w", "ec2_instance", "s", instances=count),
            node("alb", "application_load_balancer", "vpc", subnets=("s", "private-b")),
        )

    assert not fires(balancer(18), "ELB004")  # 27 usable: 18 instances, the balancer, 8 free
    assert fires(balancer(19), "ELB004")
    assert fires(balancer(1, 28), "ELB004")


def test_zones_with_targets_are_enabled() -> None:
    def balancer(*subnets: str, target: str = "private-b") -> Document:
        inner = node("nlb", "network_load_balancer", "vpc", scheme="internal", subnets=subnets)
        return two_zones(inner, node("w", "ec2_instance", target), link("nlb", "w", "target"))

    assert fires(balancer("private-a"), "ELB011")
    assert not fires(balancer("private-a", "private-b"), "ELB011")
    assert not fires(balancer("private-a", target="public-a"), "ELB011")
    assert not fires(balancer(), "ELB011")


# security groups


def grouped(inbound: str | None, port: int | None = 5432, *more: Any) -> Document:
    call = Link(id="call", source="a", target="b", port=port)
    return two_zones(
        node("a", "ec2_instance", "private-a"),
        node("b", "ec2_instance", "private-b"),
        node("of-a", "security_group", "vpc", ("a",)),
        node("of-b", "security_group", "vpc", ("b",), inbound=inbound),
        call,
        *more,
    )


@pytest.mark.parametrize(
    "inbound",
    [
        "tcp 5432 of-a",
        "tcp 5000-6000 10.0.10.0/24",
        "all all 0.0.0.0/0",
        "tcp 443 of-a\ntcp 5432 10.0.0.0/16",
        "tcp 5432 pl-12345",
        None,
    ],
)
def test_traffic_that_a_rule_lets_in_passes(inbound: str | None) -> None:
    assert not fires(grouped(inbound), "SGR009")


@pytest.mark.parametrize(
    "inbound", ["tcp 5431 of-a", "tcp 5432 of-b", "tcp 5432 10.0.11.0/24", "tcp 443 of-a"]
)
def test_traffic_that_no_rule_lets_in_is_told(inbound: str) -> None:
    assert "call" in found(grouped(inbound), "SGR009")[0].node_ids
    assert not fires(grouped(inbound, None), "SGR009")


def test_groups_are_known_in_joined_vpcs_of_the_region() -> None:
    def naming(*more: Any, region: str = "region") -> Document:
        return two_zones(
            node("far", "region", "cloud", code="eu-west-1"),
            node("w", "vpc", region, cidr="10.1.0.0/16"),
            node("theirs", "security_group", "w"),
            node("g", "security_group", "vpc", inbound="tcp 443 theirs\ntcp 80 10.1.0.0/16"),
            *more,
        )

    peer, hub = link("vpc", "w", "peer"), node("hub", "transit_gateway", "region")
    on_it = [link("vpc", "hub", "attach"), link("w", "hub", "attach")]
    assert fires(naming(), "SGR002") and not fires(naming(peer), "SGR002")
    assert fires(naming(peer, region="far"), "SGR002")
    assert not fires(naming(hub, *on_it), "SGR002")
    without = node("hub", "transit_gateway", "region", security_group_referencing=False)
    assert fires(naming(without, *on_it), "SGR002")


# VPN and Direct Connect


def line(*records: Any) -> Document:
    return two_zones(
        node("office", "on_premises"),
        node("router", "customer_gateway", "office"),
        node("vgw", "virtual_private_gateway", "vpc"),
        node("dx", "direct_connect", "region"),
        node("dxgw", "direct_connect_gateway", "cloud"),
        node("w", "ec2_instance", "private-a"),
        node("b", "s3_bucket", "region"),
        *records,
    )


@pytest.mark.parametrize(
    ("target", "vif", "wrong"),
    [
        ("vgw", "private", False),
        ("dxgw", "private", False),
        ("dxgw", "transit", False),
        ("vgw", "transit", True),
        ("b", "public", False),
        ("b", "private", True),
        ("dxgw", "public", True),
        ("w", "public", True),
        ("w", None, True),
        ("igw", None, True),
        ("vgw", None, False),
        ("router", "private", False),
    ],
)
def test_virtual_interfaces_end_where_the_api_lets_them(target: str, vif: str | None, wrong: bool) -> None:
    details = {"vif": vif} if vif else {}
    joined = link("dx", target, "dx", **details)
    reports = found(line(joined), "HYB004")
    assert [f.node_ids[0] for f in reports] == ([joined.id] if wrong else [])


@pytest.mark.parametrize(
    ("source", "target", "wrong"),
    [
        ("router", "vgw", False),
        ("vgw", "router", False),
        ("router", "igw", True),
        ("router", "w", True),
        ("router", "dxgw", True),
        ("office", "vgw", False),
    ],
)
def test_a_vpn_joins_a_customer_gateway_with_aws(source: str, target: str, wrong: bool) -> None:
    assert fires(line(link(source, target, "vpn")), "HYB002") is wrong


@pytest.mark.parametrize(
    ("end", "gbps", "slow"), [("vgw", 1.25, False), ("vgw", 1.3, True), ("hub", 2.5, False)]
)
def test_a_tunnel_carries_so_much(end: str, gbps: float, slow: bool) -> None:
    hub = node("hub", "transit_gateway", "region")
    assert fires(line(hub, link("router", end, "vpn", gbps=gbps)), "HYB016") is slow
    assert fires(line(hub, link("router", "hub", "vpn", gbps=2.6)), "HYB016")


def test_a_line_has_a_backup() -> None:
    assert found(line(), "HYB005")[0].node_ids == ("dx",)
    assert not fires(line(node("dx2", "direct_connect", "region")), "HYB005")
    assert not fires(line(link("router", "vgw", "vpn")), "HYB005")


def test_a_line_of_another_region_goes_through_a_gateway() -> None:
    far = [
        node("far", "region", "cloud", code="eu-west-1"),
        node("v2", "vpc", "far", cidr="10.9.0.0/16"),
        node("vgw2", "virtual_private_gateway", "v2"),
    ]
    assert fires(line(*far, link("dx", "vgw2", "dx", vif="private")), "HYB015")
    assert not fires(line(*far, link("dx", "vgw", "dx", vif="private")), "HYB015")
    assert not fires(line(*far, link("dx", "vgw2", "dx", vif="public")), "HYB015")
    assert not fires(line(*far, link("dx", "dxgw", "dx"), link("dxgw", "vgw2", "dx")), "HYB015")


def test_a_vpc_has_one_virtual_private_gateway() -> None:
    again = node("vgw2", "virtual_private_gateway", "vpc")
    assert not fires(line(link("vgw", "vpc", "attach")), "HYB001")
    assert set(found(line(again), "HYB001")[0].node_ids) == {"vgw", "vgw2", "vpc"}
    other = node("v2", "vpc", "region", cidr="10.9.0.0/16")
    assert found(line(other, link("vgw", "v2", "attach")), "HYB001")[0].node_ids[0] == "vgw"


# DNS and web sites


def test_a_private_zone_needs_a_vpc_that_resolves() -> None:
    def zone(*more: Any, vpcs: tuple[str, ...] = (), **props: Any) -> Document:
        vpc = node("v2", "vpc", "region", cidr="10.9.0.0/16", **props)
        return two_zones(vpc, node("z", "route53", "cloud", zone="private", vpcs=vpcs), *more)

    joined = link("z", "v2", "associate")
    assert fires(zone(), "R53003")
    assert not fires(zone(joined), "R53003") and not fires(zone(vpcs=("v2",)), "R53003")
    assert fires(zone(joined, dns_hostnames=False), "R53003")
    assert not fires(zone(joined, link("z", "vpc", "associate"), dns_hostnames=False), "R53003")
    assert not fires(two_zones(node("z", "route53", "cloud")), "R53003")


def test_an_alias_to_a_bucket_has_its_name() -> None:
    def alias(name: str | None, **props: Any) -> Document:
        details = {"name": name} if name else {}
        bucket = node("b", "s3_bucket", "region", **props)
        return two_zones(node("z", "route53", "cloud"), bucket, link("z", "b", "alias", **details))

    assert not fires(alias("www.example.com.", website=True, bucket_name="www.example.com"), "R53006")
    assert not fires(alias(None, website=True, bucket_name="site"), "R53006")
    assert not fires(alias("www.example.com", website=True), "R53006")
    assert fires(alias("www.example.com"), "R53006")
    assert fires(alias("example.com", website=True, bucket_name="www.example.com"), "R53006")


@pytest.mark.parametrize(
    ("protocol", "wrong"), [("http-only", False), ("https-only", True), ("match-viewer", True), (None, False)]
)
def test_a_web_site_is_fetched_over_http(protocol: str | None, wrong: bool) -> None:
    details = {"origin_protocol": protocol} if protocol else {}
    fetched = link("cdn", "b", "origin", **details)
    bucket, plain = (node("b", "s3_bucket", "region", website=site) for site in (True, None))
    cdn = node("cdn", "cloudfront", "cloud")
    assert fires(two_zones(cdn, bucket, fetched), "CDN008") is wrong
    assert not fires(two_zones(cdn, plain, fetched), "CDN008")


# what links cost and join


def test_heavy_traffic_between_zones_is_remarked_on() -> None:
    def traffic(gb: int | None, target: str = "private-b") -> Document:
        call = Link(id="call", source="a", target="b", gb_per_month=None if gb is None else Decimal(gb))
        return two_zones(node("a", "ec2_instance", "private-a"), node("b", "ec2_instance", target), call)

    assert found(traffic(5000), "CST001")[0].node_ids[0] == "call"
    assert not fires(traffic(5000, "public-a"), "CST001")
    assert not fires(traffic(99), "CST001") and not fires(traffic(None), "CST001")


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        ("elastic_network_interface", "ec2_instance", False),
        ("ec2_instance", "elastic_network_interface", False),
        ("iam", "sqs_queue", False),
        ("ebs_volume", "ec2_instance", False),
        ("sqs_queue", "ec2_instance", True),
        ("cloud_wan", "ec2_instance", False),
        ("transit_gateway", "transit_gateway", False),
        ("direct_connect", "virtual_private_gateway", True),
    ],
)
def test_only_some_things_are_attached_to_each_other(one: str, other: str, wrong: bool) -> None:
    attached = two_zones(node("x", one, "region"), node("y", other, "region"), link("x", "y", "attach"))
    assert fires(attached, "CON002") is wrong


def test_data_beside_a_copy_of_it_is_near() -> None:
    def call(*more: Any) -> Document:
        far = node("far", "region", "cloud", code="eu-west-1")
        table, function = node("t", "dynamodb_table", "far"), node("f", "lambda_function", "region")
        return two_zones(far, table, function, link("f", "t"), *more)

    assert fires(call(), "GEO007")
    assert not fires(call(node("near", "dynamodb_table", "region"), link("f", "near")), "GEO007")
