"""APIs: what they integrate, how they reach into a VPC, their certificates and limits."""

from __future__ import annotations

from typing import Any

import pytest

from projects.document import Document
from projects.facts import link_value, value
from projects.records import AnyRecord
from tests.projects.rules.drawings import fires, link, node, two_zones
from tests.projects.rules.fixing import mended, only


def with_api(*records: AnyRecord, **props: Any) -> Document:
    return two_zones(node("api", "api_gateway", "region", **{"type": None, **props}), *records)


def test_a_database_is_no_integration_and_a_function_put_between_can_reach_it() -> None:
    database = node("db", "rds_instance", "vpc", engine="mysql", subnets=("private-a", "private-b"))
    document = with_api(database, link("api", "db"))
    assert only(document, "API001").node_ids[0] == "api-traffic-db"
    after = mended(document, "API001")
    function = next(n for n in after.nodes() if n.service.name == "lambda_function")
    assert value(function, "subnets") == ("private-a", "private-b")
    ends = {(i.source, i.target) for i in after.links()}
    assert {("api", function.id), (function.id, "db")} <= ends and ("api", "db") not in ends


@pytest.mark.parametrize("service", ["aurora_cluster", "redshift_cluster"])
def test_the_data_api_is_an_integration(service: str) -> None:
    target = node("db", service, "vpc", subnets=("private-a", "private-b"))
    assert not fires(with_api(target, link("api", "db", op="data_api")), "API001")
    assert fires(with_api(target, link("api", "db")), "API001")


def test_the_data_api_is_not_for_instances() -> None:
    target = node("db", "rds_instance", "vpc", subnets=("private-a", "private-b"))
    assert fires(with_api(target, link("api", "db", op="data_api")), "API001")


def test_an_attached_gateway_is_no_integration_and_is_only_unlinked() -> None:
    nat = node("nat", "nat_gateway", "public-a")
    after = mended(with_api(nat, link("api", "nat")), "API001")
    assert not list(after.links())


def test_an_instance_in_a_private_subnet_is_reached_through_a_balancer_and_a_vpc_link() -> None:
    document = with_api(node("web", "ec2_instance", "private-a"), link("api", "web"), type="REST")
    after = mended(document, "API002")
    balancer = next(n for n in after.nodes() if n.service.name == "network_load_balancer")
    assert value(balancer, "scheme") == "internal" and len(value(balancer, "subnets")) == 2
    into, onward = (next(i for i in after.links() if i.target == end) for end in (balancer.id, "web"))
    assert link_value(into, "vpc_link") is True and onward.kind == "target"


PRIVATE = [
    ("ec2_instance", {"type": "REST"}, {}, True),
    ("ec2_instance", {"type": "REST"}, {"vpc_link": True}, True),
    ("ec2_instance", {"type": "HTTP"}, {"vpc_link": True}, False),
    ("ec2_instance", {}, {}, True),
    ("fargate", {"type": "REST"}, {}, True),
    ("fargate", {"type": "HTTP"}, {}, False),
    ("fargate", {"type": "HTTP"}, {"vpc_link": True}, False),
    ("fargate", {"type": "HTTP"}, {"vpc_link": False}, True),
    ("fargate", {}, {}, False),
]


@pytest.mark.parametrize(("service", "api", "details", "wrong"), PRIVATE)
def test_what_stands_in_a_private_subnet(
    service: str, api: dict[str, Any], details: dict[str, Any], wrong: bool
) -> None:
    document = with_api(node("web", service, "private-a"), link("api", "web", **details), **api)
    assert fires(document, "API002") is wrong
    public = with_api(node("web", service, "public-a"), link("api", "web"), **api)
    assert not fires(public, "API002")


def test_an_internal_balancer_needs_a_vpc_link_which_may_be_unsaid() -> None:
    def behind(**details: Any) -> Document:
        subnets = ("private-a", "private-b")
        balancer = node("alb", "application_load_balancer", "vpc", scheme="internal", subnets=subnets)
        return with_api(balancer, link("api", "alb", **details), type="REST")

    assert not fires(behind(), "API002")
    assert not fires(behind(vpc_link=True), "API002")
    after = mended(behind(vpc_link=False), "API002")
    assert [link_value(i, "vpc_link") for i in after.links()] == [True]


def test_an_api_said_to_be_open_is_warned_of_and_an_unsaid_one_is_not() -> None:
    assert not fires(with_api(), "API003")
    assert value(mended(with_api(auth="NONE"), "API003").node("api"), "auth") == "IAM"


def in_ireland(certificate_in: str, **props: Any) -> Document:
    frame = [
        node("cloud", "aws_cloud"),
        node("ireland", "region", "cloud", code="eu-west-1"),
        node("virginia", "region", "cloud", code="us-east-1"),
        node("paris", "region", "cloud", code="eu-west-3"),
        node("api", "api_gateway", "ireland", **{"type": None, **props}),
        node("cert", "acm_certificate", certificate_in),
        link("cert", "api", "associate"),
    ]
    return Document(frame)


CERTIFICATES = [
    ("virginia", {"endpoint": "EDGE"}, False),
    ("ireland", {"endpoint": "EDGE"}, True),
    ("virginia", {"endpoint": "REGIONAL"}, True),
    ("ireland", {"endpoint": "REGIONAL"}, False),
    ("virginia", {"type": "HTTP"}, True),
    ("virginia", {"type": "REST"}, False),
    ("ireland", {"type": "REST"}, False),
    ("paris", {}, True),
]


@pytest.mark.parametrize(("region", "props", "wrong"), CERTIFICATES)
def test_a_certificate_is_where_the_domain_is_served(region: str, props: dict[str, Any], wrong: bool) -> None:
    document = in_ireland(region, **props)
    assert fires(document, "API004") is wrong
    if wrong:
        wanted = "virginia" if props.get("endpoint") == "EDGE" else "ireland"
        assert mended(document, "API004").node("cert").parent == wanted  # type: ignore[union-attr]


def test_a_certificate_that_others_use_stays_and_another_is_requested() -> None:
    document = in_ireland("ireland", endpoint="EDGE")
    balancer = node("alb", "application_load_balancer", "ireland", scheme="internal")
    document = Document([*document.records(), balancer, link("cert", "alb", "associate")])
    after = mended(document, "API004")
    homes = {n.parent for n in after.nodes() if n.service.name == "acm_certificate"}
    assert homes == {"ireland", "virginia"}


def test_a_certificate_moves_to_a_region_that_is_drawn_for_it() -> None:
    document = in_ireland("ireland", endpoint="EDGE")
    without = Document(r for r in document.records() if r.id != "virginia")
    after = mended(without, "API004")
    certificate = after.node("cert")
    assert certificate is not None and value(after.node(certificate.parent), "code") == "us-east-1"


def test_a_private_api_is_not_reached_from_the_internet_unless_a_path_is_named() -> None:
    people = node("people", "users")
    assert fires(with_api(people, link("people", "api"), endpoint="PRIVATE"), "API005")
    assert not fires(with_api(people, link("people", "api", via="vpn"), endpoint="PRIVATE"), "API005")
    assert not fires(with_api(people, link("people", "api")), "API005")
    endpoint = node("ep", "interface_endpoint", "vpc", subnets=("private-a",))
    assert not fires(with_api(endpoint, link("ep", "api"), endpoint="PRIVATE"), "API005")
    inside = node("staff", "users", "site")
    on_site = with_api(node("site", "on_premises"), inside, link("staff", "api"), endpoint="PRIVATE")
    assert not fires(on_site, "API005")


TIMEOUTS = [
    ({"type": "HTTP"}, 30),
    ({"type": "WEBSOCKET"}, 29),
    ({"type": "REST", "endpoint": "EDGE"}, 29),
    ({"endpoint": "EDGE"}, 29),
    ({"type": "REST", "endpoint": "EDGE", "response_streaming": True}, 900),
    ({"type": "REST", "endpoint": "REGIONAL", "response_streaming": True}, 900),
]


@pytest.mark.parametrize(("props", "most"), TIMEOUTS)
def test_the_integration_timeout_on_its_limit_is_silent(props: dict[str, Any], most: int) -> None:
    assert not fires(with_api(integration_timeout_s=most, **props), "API006")
    after = mended(with_api(integration_timeout_s=most + 1, **props), "API006")
    assert value(after.node("api"), "integration_timeout_s") == most


@pytest.mark.parametrize("props", [{"type": "REST", "endpoint": "REGIONAL"}, {"type": "REST"}, {}])
def test_a_timeout_that_a_quota_may_allow_is_not_judged(props: dict[str, Any]) -> None:
    assert not fires(with_api(integration_timeout_s=300, **props), "API006")
