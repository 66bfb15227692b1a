"""Paths between VPCs, corporate networks and the APIs of AWS: what joins them, and what only seems to."""

from __future__ import annotations

from typing import Any

import pytest

from projects.checking import check
from projects.document import Document
from projects.graph import Graph
from projects.joined_networks import hybrid_path_drawn, joined, peered, sites
from projects.records import AnyRecord
from tests.projects.rules.drawings import fires, found, link, node, put, two_zones


def second_vpc(name: str = "other", second: int = 1, **props: Any) -> list[AnyRecord]:
    """Another VPC of the Region with one private subnet."""
    return [
        node(name, "vpc", "region", cidr=f"10.{second}.0.0/16", **props),
        node(f"{name}-a", "availability_zone", name, zone="us-east-1a"),
        node(f"{name}-prv", "subnet", f"{name}-a", cidr=f"10.{second}.10.0/24", public=False),
    ]


def called_across(*records: AnyRecord, target: str = "rds_instance", **props: Any) -> Document:
    """An instance calls a database in another VPC."""
    return two_zones(
        *second_vpc(),
        node("app", "ec2_instance", "private-a"),
        node("db", target, "other-prv", **props),
        link("app", "db"),
        *records,
    )


def test_two_vpcs_are_apart_until_something_joins_them() -> None:
    assert [f.node_ids for f in found(called_across(), "HYB008")] == [("app-traffic-db", "app", "db")]
    assert not fires(called_across(link("vpc", "other", "peer")), "HYB008")
    named = called_across()
    put(named, link("app", "db", "traffic", via="privatelink"))
    assert not fires(named, "HYB008")


def test_peering_is_not_transitive() -> None:
    middle = second_vpc("middle", 2)
    chain = called_across(*middle, link("vpc", "middle", "peer"), link("middle", "other", "peer"))
    assert fires(chain, "HYB008")
    graph = Graph(chain)
    vpc = chain.node("vpc")
    assert vpc is not None and peered(graph, vpc) == {"middle"}


@pytest.mark.parametrize("kind", ["attach", "route"])
def test_a_shared_router_joins_all_on_it(kind: str) -> None:
    hub = node("hub", "transit_gateway", "region")
    one = called_across(hub, link("vpc", "hub", kind))
    both = called_across(hub, link("vpc", "hub", kind), link("other-prv", "hub", kind))
    assert fires(one, "HYB008") and not fires(both, "HYB008")


def test_peered_transit_gateways_join_what_is_on_each() -> None:
    hubs = [node(name, "transit_gateway", "region") for name in ("hub", "hub2")]
    on_each = [link("vpc", "hub", "attach"), link("other", "hub2", "attach")]
    assert fires(called_across(*hubs, *on_each), "HYB008")
    assert not fires(called_across(*hubs, *on_each, link("hub", "hub2", "peer")), "HYB008")


def test_a_hub_that_says_nothing_of_what_it_joins_is_not_held_against_the_drawing() -> None:
    assert not fires(called_across(node("hub", "transit_gateway", "region")), "HYB008")
    assert not fires(called_across(node("pcx", "vpc_peering", "region")), "HYB008")
    assert not fires(called_across(node("wan", "cloud_wan", "cloud")), "HYB008")


def test_private_link_joins_the_consumer_with_the_provider() -> None:
    endpoint = node("endpoint", "interface_endpoint", "vpc", service="com.amazonaws.vpce.vpce-svc-1")
    assert not fires(called_across(endpoint), "HYB008")
    assert fires(called_across(node("endpoint", "interface_endpoint", "vpc", service="sqs")), "HYB008")


def test_what_has_a_public_address_needs_no_private_path() -> None:
    facing = {"scheme": "internet-facing"}
    assert not fires(called_across(target="application_load_balancer", **facing), "HYB008")
    assert fires(called_across(target="application_load_balancer", scheme="internal"), "HYB008")
    assert not fires(called_across(publicly_accessible=True), "HYB008")
    assert not fires(called_across(target="ec2_instance", public_ip=True), "HYB008")
    assert not fires(called_across(target="lambda_function"), "HYB008")


def test_the_path_between_vpcs_follows_changes() -> None:
    document = called_across()
    graph = Graph(document)
    one, other = document.node("vpc"), document.node("other")
    assert one is not None and other is not None and not joined(graph, one, other)
    graph.update(put(document, link("vpc", "other", "peer")))
    assert joined(graph, one, other)


def test_a_peer_does_not_lend_its_nat_gateway_but_a_transit_gateway_leads_to_it() -> None:
    records = [
        *second_vpc(),
        node("nat", "nat_gateway", "public-a"),
        node("app", "ec2_instance", "other-prv"),
    ]
    call = link("app", "nat")
    peer = link("vpc", "other", "peer")
    assert [f.node_ids[0] for f in found(two_zones(*records, call, peer), "HYB009")] == [call.id]
    hub = [
        node("hub", "transit_gateway", "region"),
        link("vpc", "hub", "attach"),
        link("other", "hub", "attach"),
    ]
    assert not fires(two_zones(*records, call, peer, *hub), "HYB009")


def test_peers_that_touch_do_not_overlap() -> None:
    def peers(cidr: str, **more: Any) -> Document:
        return two_zones(node("w", "vpc", "region", cidr=cidr, **more), link("vpc", "w", "peer"))

    assert not fires(peers("10.1.0.0/16"), "HYB007")
    assert fires(peers("10.0.255.0/24"), "HYB007")
    assert fires(peers("10.1.0.0/16", secondary_cidrs="10.2.0.0/16, 10.0.64.0/20"), "HYB007")
    drawn = node("pcx", "vpc_peering", "region")
    joining = [link("pcx", "vpc", "attach"), link("pcx", "w", "attach")]
    as_node = two_zones(node("w", "vpc", "region", cidr="10.0.128.0/20"), drawn, *joining)
    assert found(as_node, "HYB007")[0].node_ids[0] == "pcx"


def test_renumbering_a_vpc_takes_its_subnets_along() -> None:
    document = two_zones(*second_vpc(second=0), link("vpc", "other", "peer"))
    fix = found(document, "HYB007")[0].fix
    assert fix is not None
    document.apply(fix.change(document))
    assert [document.node(i).service.cidr for i in ("other", "other-prv")] == [  # type: ignore[union-attr]
        "10.1.0.0/16",
        "10.1.10.0/24",
    ]
    assert not [f for f in check(document) if f.rule in ("HYB007", "VPC007", "VPC008")]


def test_two_vpcs_peer_once_and_never_with_themselves() -> None:
    other = node("w", "vpc", "region", cidr="10.1.0.0/16")
    again = link("w", "vpc", "peer").model_copy(update={"id": "z"})
    assert not fires(two_zones(other, link("vpc", "w", "peer")), "HYB010")
    assert [f.node_ids for f in found(two_zones(other, link("vpc", "w", "peer"), again), "HYB010")] == [
        ("z", "vpc-peer-w")
    ]
    assert found(two_zones(link("vpc", "vpc", "peer")), "HYB010")[0].node_ids == ("vpc-peer-vpc", "vpc")


def test_attachments_are_of_one_region_and_one_subnet_a_zone() -> None:
    hub = node("hub", "transit_gateway", "region")
    far = [node("far", "region", "cloud", code="eu-west-1"), node("w", "vpc", "far", cidr="10.1.0.0/16")]
    assert fires(two_zones(hub, *far, link("hub", "w", "attach")), "HYB011")
    unnamed = [node("far", "region", "cloud"), node("w", "vpc", "far", cidr="10.1.0.0/16")]
    assert not fires(two_zones(hub, *unnamed, link("hub", "w", "attach")), "HYB011")
    one_each = link("hub", "vpc", "attach", subnets=["private-a", "private-b"])
    two_of_a = link("hub", "vpc", "attach", subnets=["private-a", "public-a", "private-b"])
    assert not fires(two_zones(hub, one_each), "HYB012")
    assert found(two_zones(hub, two_of_a), "HYB012")[0].node_ids == (two_of_a.id, "public-a")


def test_a_peer_does_not_lend_its_vpn() -> None:
    def through_peer(*more: AnyRecord) -> Document:
        apart = [node("far", "ec2_instance", "other-prv"), link("far", "server")]
        return office(
            *second_vpc(), *apart, link("router", "vgw", "vpn"), link("vpc", "other", "peer"), *more
        )

    assert [f.node_ids[0] for f in found(through_peer(), "HYB009")] == ["far-traffic-server"]
    own = [node("vgw2", "virtual_private_gateway", "other"), link("router", "vgw2", "vpn")]
    assert not fires(through_peer(*own), "HYB009")
    hub = [node("hub", "transit_gateway", "region"), link("other", "hub", "attach")]
    assert not fires(through_peer(*hub), "HYB009")


# corporate networks


def office(*records: AnyRecord, cidr: str = "192.168.0.0/16") -> Document:
    return two_zones(
        node("office", "on_premises", None, cidr=cidr),
        node("server", "on_premises_server", "office"),
        node("router", "customer_gateway", "office"),
        node("vgw", "virtual_private_gateway", "vpc"),
        node("app", "ec2_instance", "private-a"),
        *records,
    )


def test_a_corporate_server_needs_a_path_to_private_addresses() -> None:
    call, back = link("server", "app"), link("app", "server")
    assert found(office(call), "HYB014")[0].node_ids == (call.id, "server", "app")
    assert fires(office(back), "HYB014")
    vpn = link("router", "vgw", "vpn")
    assert not fires(office(call, vpn), "HYB014") and not fires(office(back, vpn), "HYB014")
    assert not fires(office(link("server", "app", "traffic", via="direct_connect")), "HYB014")
    assert not fires(office(call, node("in", "client_vpn", "vpc")), "HYB014")


def test_public_addresses_are_reached_without_a_vpn() -> None:
    facing = node("alb", "application_load_balancer", "vpc", subnets=("public-a", "public-b"))
    assert not fires(office(facing, link("server", "alb")), "HYB014")
    inner = node("alb", "application_load_balancer", "vpc", scheme="internal", subnets=("private-a",))
    assert fires(office(inner, link("server", "alb")), "HYB014")
    assert not fires(office(node("b", "s3_bucket", "region"), link("server", "b")), "HYB014")
    assert not fires(office(node("f", "lambda_function", "region"), link("server", "f")), "HYB014")


def test_a_gateway_that_nothing_leads_to_is_no_path() -> None:
    assert not hybrid_path_drawn(Graph(office()))
    assert hybrid_path_drawn(Graph(office(link("vgw", "office", "dx"))))


@pytest.mark.parametrize(
    "way",
    [
        [link("router", "vgw", "vpn")],
        [
            node("vpn", "site_to_site_vpn", "region"),
            link("router", "vpn", "vpn"),
            link("vpn", "vgw", "attach"),
        ],
        [
            node("hub", "transit_gateway", "region"),
            link("vpc", "hub", "attach"),
            node("line", "direct_connect", "region"),
            node("gateway", "direct_connect_gateway", "cloud"),
            link("office", "line", "dx"),
            link("line", "gateway", "dx"),
            link("gateway", "hub", "associate"),
        ],
    ],
)
def test_a_vpc_keeps_clear_of_the_addresses_of_its_sites(way: list[AnyRecord]) -> None:
    document = office(*way, cidr="10.0.0.0/8")
    vpc = document.node("vpc")
    assert vpc is not None and [site.id for site in sites(Graph(document), vpc)] == ["office"]
    assert fires(document, "HYB017")
    assert not fires(office(*way, cidr="10.1.0.0/16"), "HYB017")


def test_sites_that_nothing_joins_may_overlap() -> None:
    assert not fires(office(cidr="10.0.0.0/8"), "HYB017")


# endpoints and ways out


def calling(service: str, *records: AnyRecord, **props: Any) -> Document:
    return two_zones(
        node("app", "ec2_instance", "private-a"),
        node("api", service, "region", **props),
        link("app", "api"),
        *records,
    )


ENDPOINT = {"s3_bucket": "s3", "sqs_queue": "sqs", "secrets_manager": "secretsmanager", "cloudwatch": "logs"}


@pytest.mark.parametrize("service", ENDPOINT)
def test_a_private_subnet_reaches_apis_through_their_endpoint_or_a_way_out(service: str) -> None:
    assert found(calling(service), "RTE012")[0].node_ids == ("app-traffic-api", "app", "api")
    name = f"com.amazonaws.us-east-1.{ENDPOINT[service]}"
    endpoint = node("e", "interface_endpoint", "vpc", service=name, subnets=("private-a",))
    assert not fires(calling(service, endpoint), "RTE012")
    wrong = node("e", "interface_endpoint", "vpc", service="kms", subnets=("private-a",))
    assert fires(calling(service, wrong), "RTE012")
    assert not fires(calling(service, node("e", "interface_endpoint", "vpc")), "RTE012")
    assert not fires(calling(service, node("nat", "nat_gateway", "public-a")), "RTE012")
    named = calling(service)
    put(named, link("app", "api", "traffic", via="internet"))
    assert not fires(named, "RTE012")


def test_a_route_that_is_drawn_counts_and_a_gateway_beside_it_does_not() -> None:
    nat = node("nat", "nat_gateway", "public-a")
    hub = node("hub", "transit_gateway", "region")
    inward = link("private-a", "hub", "route", destination="10.0.0.0/8")
    assert fires(calling("sqs_queue", nat, hub, inward), "RTE012")
    assert not fires(calling("sqs_queue", nat, link("private-a", "nat", "route")), "RTE012")


def test_endpoints_may_be_shared_by_the_vpcs_on_a_transit_gateway() -> None:
    records = [
        *second_vpc(),
        node("hub", "transit_gateway", "region"),
        link("vpc", "hub", "attach"),
        link("other", "hub", "attach"),
        link("private-a", "hub", "route", destination="10.0.0.0/8"),
    ]
    assert fires(calling("sqs_queue", *records), "RTE012")
    shared = node("e", "interface_endpoint", "other", service="sqs", subnets=("other-prv",))
    assert not fires(calling("sqs_queue", *records, shared), "RTE012")


def test_public_subnets_and_regional_functions_need_no_endpoint() -> None:
    api = node("api", "sqs_queue", "region")
    assert not fires(two_zones(node("w", "ec2_instance", "public-a"), api, link("w", "api")), "RTE012")
    assert not fires(two_zones(node("f", "lambda_function", "region"), api, link("f", "api")), "RTE012")
    attached = node("f", "lambda_function", "vpc", subnets=("private-a", "private-b"))
    assert fires(two_zones(attached, api, link("f", "api")), "RTE012")


def test_the_free_endpoint_is_offered_in_place_of_nat() -> None:
    nat = node("nat", "nat_gateway", "public-a")
    assert fires(calling("s3_bucket", nat), "RTE013")
    assert not fires(calling("sqs_queue", nat), "RTE013")
    assert not fires(calling("s3_bucket", nat, node("e", "gateway_endpoint", "vpc", service="s3")), "RTE013")
    assert fires(
        calling("s3_bucket", nat, node("e", "gateway_endpoint", "vpc", service="dynamodb")), "RTE013"
    )
    assert not fires(calling("s3_bucket"), "RTE013")
