"""What each kind of way costs, by figures reckoned by hand from the price list."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.projects.wires.drawing import Drawing

INTER_AZ = "data_transfer.inter_az"
NAT = "nat_gateway.data"
OUT = "data_transfer.out.internet"
PAIR = "data_transfer.out.inter_region.to"
EAST, WEST = "us-east-1", "eu-west-1"

D = Decimal


def web_and_database(zone: str) -> Drawing:
    drawing = Drawing().server("web", "east-private-a")
    return drawing.server("db", f"east-private-{zone}").link("web", "db", 500, 0)


# within a Region


def test_traffic_within_a_zone_is_free_and_says_why() -> None:
    [line] = web_and_database("a").lines("web>db")
    assert line.state == "included"
    assert "us-east-1a" in line.reason


def test_traffic_to_another_zone_is_billed_in_both_directions() -> None:
    drawing = web_and_database("b")
    # 500 GB leave us-east-1a and arrive in us-east-1b: 1,000 GB at 0.01.
    assert drawing.figures("web>db") == [(INTER_AZ, EAST, D(1000), D("10.00"))]
    [line] = drawing.lines("web>db")
    assert line.reason == "500 GB × 2 directions, us-east-1a to us-east-1b."
    assert line.owner.label == "web → db"
    assert (line.owner.service, line.owner.service_label) == ("data_transfer", "Data transfer")
    assert line.owner.region == EAST
    assert line.owner.path[0] == "east-region"


def test_the_way_back_is_a_line_of_its_own() -> None:
    drawing = Drawing().server("web", "east-private-a").server("db", "east-private-b")
    drawing.link("web", "db", 500, 40)
    assert drawing.figures("web>db") == [
        (INTER_AZ, EAST, D(1000), D("10.00")),
        (INTER_AZ, EAST, D(80), D("0.80")),
    ]
    assert drawing.lines("web>db")[1].reason == "40 GB × 2 directions, us-east-1b to us-east-1a."
    assert drawing.lines("web>db")[1].component.endswith("back")


def test_an_unknown_way_back_is_not_zero_where_it_would_cost() -> None:
    drawing = Drawing().server("web", "east-private-a").server("db", "east-private-b").link("web", "db", 500)
    there, back = drawing.lines("web>db")
    assert there.monthly == 10
    assert (back.state, back.monthly, back.property_name) == ("needs_input", None, "gb_back_per_month")
    assert back.unit_price == D("0.01")


def test_an_unknown_way_back_that_would_be_free_is_not_asked_for() -> None:
    drawing = Drawing().server("web", "east-private-a").server("db", "east-private-a").link("web", "db", 500)
    assert [state for _, state in drawing.states("web>db")] == ["included"]


def test_a_link_that_says_no_gb_has_no_line() -> None:
    drawing = Drawing().server("web", "east-private-a").server("db", "east-private-b").link("web", "db")
    assert drawing.lines("web>db") == ()


def test_a_link_that_carries_nothing_says_so() -> None:
    drawing = Drawing().server("web", "east-private-a").server("db", "east-private-b").link("web", "db", 0, 0)
    [line] = drawing.lines("web>db")
    assert (line.state, line.monthly) == ("included", 0)


def test_half_crosses_to_one_zone_from_what_is_spread_over_two() -> None:
    drawing = Drawing().server("db", "east-private-a")
    drawing.put("jobs", "ecs", "east", subnets=("east-private-a", "east-private-b"))
    drawing.link("jobs", "db", 600, 0)
    # Half of 600 GB, both directions: 600 GB at 0.01.
    assert drawing.figures("jobs>db") == [(INTER_AZ, EAST, D(600), D("6.00"))]
    [line] = drawing.lines("jobs>db")
    assert line.reason.startswith("Half of 600 GB × 2 directions, us-east-1a and us-east-1b to us-east-1a")


def test_a_group_is_spread_over_the_zones_of_its_members() -> None:
    drawing = Drawing().server("web-a", "east-private-a").server("web-b", "east-private-b")
    drawing.put("group", "auto_scaling_group", "east", members=("web-a", "web-b"), average_instances=2)
    drawing.server("db", "east-private-b").link("group", "db", 100, 0)
    assert drawing.figures("group>db") == [(INTER_AZ, EAST, D(100), D("1.00"))]


def test_an_application_load_balancer_and_its_targets_cross_zones_for_free() -> None:
    drawing = Drawing().server("web", "east-private-a")
    drawing.put("alb", "application_load_balancer", "east", subnets=("east-public-a", "east-public-b"))
    drawing.link("alb", "web", 100, 800, kind="target")
    assert {line.state for line in drawing.lines("alb>web")} == {"included"}


def test_clients_cross_zones_to_an_internal_application_load_balancer() -> None:
    drawing = Drawing().server("web", "east-private-a")
    subnets = ("east-private-a", "east-private-b")
    drawing.put("alb", "application_load_balancer", "east", subnets=subnets, scheme="internal")
    drawing.link("web", "alb", 100, 0)
    assert drawing.figures("web>alb") == [(INTER_AZ, EAST, D(100), D("1.00"))]


@pytest.mark.parametrize(("across", "gb"), [(True, 100), (False, 0)])
def test_a_network_load_balancer_crosses_zones_only_if_told_to(across: bool, gb: int) -> None:
    drawing = Drawing().server("web", "east-private-a")
    subnets = ("east-public-a", "east-public-b")
    drawing.put("nlb", "network_load_balancer", "east", subnets=subnets, cross_zone=across)
    drawing.link("nlb", "web", 100, 0, kind="target")
    assert [quantity for _, _, quantity, _ in drawing.figures("nlb>web")] == ([D(gb)] if gb else [])


def test_an_end_without_a_zone_says_what_is_needed() -> None:
    drawing = Drawing().server("web", "east-private-a").server("db", "east").link("web", "db", 500, 0)
    [line] = drawing.lines("web>db")
    assert line.state == "needs_input"
    assert "db" in line.reason
    assert "Availability Zone" in line.reason
    assert line.unit_price == D("0.01")


def test_an_end_outside_of_every_region_says_what_is_needed() -> None:
    drawing = Drawing().server("web", "east-private-a").server("db", "cloud").link("web", "db", 500, 0)
    [line] = drawing.lines("web>db")
    assert line.state == "needs_input"
    assert line.reason.startswith("Move db into a Region")


def test_replication_within_a_region_is_free() -> None:
    drawing = Drawing()
    for letter in "ab":
        drawing.put(f"db-{letter}", "rds_instance", f"east-private-{letter}")
    drawing.link("db-a", "db-b", 500, 0, kind="replicate")
    assert [state for _, state in drawing.states("db-a>db-b")] == ["included"]


# to other Regions and networks


def test_another_region_is_priced_by_the_pair() -> None:
    drawing = Drawing().put("one", "s3_bucket", "east-region").put("two", "s3_bucket", "west-region")
    drawing.link("one", "two", 500, 100, kind="replicate")
    assert drawing.figures("one>two") == [
        (f"{PAIR}.eu-west-1", EAST, D(500), D("10.00")),
        (f"{PAIR}.us-east-1", WEST, D(100), D("2.00")),
    ]


def test_the_pair_of_the_two_eastern_regions_is_cheaper() -> None:
    drawing = Drawing().put("ohio", "region", "cloud", code="us-east-2").put("two", "s3_bucket", "ohio")
    drawing.put("one", "s3_bucket", "east-region").link("one", "two", 500, 0)
    assert drawing.figures("one>two") == [(f"{PAIR}.us-east-2", EAST, D(500), D("5.00"))]


def test_a_pair_that_the_list_lacks_is_not_priced_and_says_what_is_missing() -> None:
    drawing = Drawing().put("new", "region", "cloud", code="ap-southeast-6").put("two", "s3_bucket", "new")
    drawing.put("one", "s3_bucket", "east-region").link("one", "two", 500, 0)
    [line] = drawing.lines("one>two")
    assert (line.state, line.monthly) == ("not_priced", None)
    assert f"{PAIR}.ap-southeast-6 for us-east-1" in line.reason


def two_vpcs(code: str = "us-east-1") -> Drawing:
    drawing = Drawing().put("other-region", "region", "cloud", code=code)
    drawing.put("other", "vpc", "other-region")
    drawing.put("other-zone", "availability_zone", "other", zone=f"{code}b")
    drawing.put("other-subnet", "subnet", "other-zone", public=False)
    drawing.server("web", "east-private-a").server("far", "other-subnet")
    return drawing.link("web", "far", 500, 0)


def test_unconnected_vpcs_say_what_is_needed() -> None:
    [line] = two_vpcs().lines("web>far")
    assert line.state == "needs_input"
    assert "transit gateway" in line.reason


def test_peering_costs_what_crossing_zones_costs() -> None:
    drawing = two_vpcs().put("pcx", "vpc_peering", "east-region")
    drawing.link("pcx", "east", kind="attach").link("pcx", "other", kind="attach")
    assert drawing.figures("web>far") == [(INTER_AZ, EAST, D(1000), D("10.00"))]
    assert ("Data transfer between zones", "included") in drawing.states("pcx")


def test_peering_of_regions_costs_the_pair() -> None:
    drawing = two_vpcs("eu-west-1").link("east", "other", kind="peer")
    assert drawing.figures("web>far") == [(f"{PAIR}.eu-west-1", EAST, D(500), D("10.00"))]


def test_a_transit_gateway_bills_what_enters_it_and_no_zones() -> None:
    drawing = two_vpcs().put("hub", "transit_gateway", "east-region")
    drawing.link("hub", "east", kind="attach").link("hub", "other", kind="attach")
    assert drawing.figures("web>far") == [("tgw.data.vpc", EAST, D(500), D("10.00"))]
    # The node need not ask for what its wires say.
    assert ("Data processed (VPC)", "included") in drawing.states("hub")


def test_links_to_a_transit_gateway_are_billed_once() -> None:
    drawing = two_vpcs().put("hub", "transit_gateway", "east-region").link("web", "far")
    drawing.link("hub", "east", kind="attach").link("hub", "other", kind="attach")
    drawing.link("web", "hub", 500, 30).link("hub", "far", 500, 30)
    assert drawing.figures("web>hub") == [("tgw.data.vpc", EAST, D(500), D("10.00"))]
    assert drawing.figures("hub>far") == [("tgw.data.vpc", EAST, D(30), D("0.60"))]


def hybrid(kind: str) -> Drawing:
    drawing = Drawing().put("site", "on_premises").put("office", "on_premises_server", "site")
    drawing.put("vgw", "virtual_private_gateway", "east").server("web", "east-private-a")
    if kind == "vpn":
        drawing.put("line", "site_to_site_vpn", "east-region").link("line", "vgw", kind="vpn")
    else:
        drawing.put("line", "direct_connect", "east-region", bandwidth="1G").link("line", "vgw", kind="dx")
    return drawing.link("web", "office", 500, 70)


def test_vpn_traffic_is_billed_as_egress_and_comes_in_for_free() -> None:
    drawing = hybrid("vpn")
    assert drawing.figures("web>office") == [(OUT, EAST, D(500), D("45.00"))]
    assert drawing.states("line")[-1] == ("Data transfer out to the internet", "included")


def test_direct_connect_has_its_own_rate_out() -> None:
    drawing = hybrid("dx")
    assert drawing.figures("web>office") == [("directconnect.out", EAST, D(500), D("10.00"))]
    assert drawing.states("line")[-1] == ("Data transfer out", "included")


def test_a_vpn_on_a_transit_gateway_bills_its_data_too() -> None:
    drawing = Drawing().put("site", "on_premises").put("office", "on_premises_server", "site")
    drawing.put("hub", "transit_gateway", "east-region").server("web", "east-private-a")
    drawing.put("line", "site_to_site_vpn", "east-region").link("line", "hub", kind="attach")
    drawing.link("hub", "east", kind="attach").link("web", "office", 500, 70)
    assert drawing.figures("web>office") == [
        ("tgw.data.vpc", EAST, D(500), D("10.00")),
        (OUT, EAST, D(500), D("45.00")),
        ("tgw.data.vpn", EAST, D(70), D("1.40")),
    ]


# to the internet


def test_egress_of_what_has_a_public_address() -> None:
    drawing = Drawing().put("net", "internet").server("web", "east-public-a", public_ip=True)
    drawing.link("net", "web", 20, 500)
    assert drawing.figures("net>web") == [(OUT, EAST, D(500), D("45.00"))]
    # The instance no longer asks for its traffic out, but its address is still counted.
    assert ("Data transfer out to the internet", "included") in drawing.states("web")
    assert ("Public IPv4 address", "priced") in drawing.states("web")


def test_egress_through_a_nat_gateway_is_processed_both_ways() -> None:
    drawing = Drawing(nat=True).put("net", "internet").server("web", "east-private-a")
    drawing.link("web", "net", 100, 900)
    assert drawing.figures("web>net") == [
        (NAT, EAST, D(100), D("4.500")),
        (OUT, EAST, D(100), D("9.00")),
        (NAT, EAST, D(900), D("40.500")),
    ]
    assert ("Data processed", "included") in drawing.states("nat")


def test_a_nat_gateway_of_another_zone_adds_the_crossing() -> None:
    drawing = Drawing(nat=True).put("net", "internet").server("web", "east-private-b")
    drawing.link("web", "net", 100, 0)
    assert drawing.figures("web>net") == [
        (INTER_AZ, EAST, D(200), D("2.00")),
        (NAT, EAST, D(100), D("4.500")),
        (OUT, EAST, D(100), D("9.00")),
    ]


def test_links_to_a_nat_gateway_and_on_are_billed_once() -> None:
    drawing = Drawing(nat=True).put("igw", "internet_gateway", "east").server("web", "east-private-a")
    drawing.put("net", "internet").link("web", "nat", 100, 900)
    drawing.link("nat", "igw", 100, 900).link("igw", "net", 100, 900)
    assert drawing.figures("web>nat") == [(NAT, EAST, D(100), D("4.500")), (NAT, EAST, D(900), D("40.500"))]
    assert drawing.figures("nat>igw") == [(OUT, EAST, D(100), D("9.00"))]
    assert drawing.figures("igw>net") == []
    assert "Counted on the links" in drawing.lines("igw>net")[0].reason


def test_a_private_subnet_without_a_way_out_says_what_is_needed() -> None:
    drawing = Drawing().put("net", "internet").server("web", "east-private-a").link("web", "net", 100, 0)
    [line] = drawing.lines("web>net")
    assert line.state == "needs_input"
    assert "NAT gateway" in line.reason


def test_a_subnet_that_says_nothing_of_its_routes_says_what_is_needed() -> None:
    drawing = Drawing(public=None).put("net", "internet").server("web", "east-private-a")
    [line] = drawing.link("web", "net", 100, 0).lines("web>net")
    assert line.state == "needs_input"
    assert "public" in line.reason


def test_a_load_balancer_sends_out_without_a_nat_gateway() -> None:
    drawing = Drawing(nat=True).put("people", "users")
    drawing.put("alb", "application_load_balancer", "east", subnets=("east-public-a", "east-public-b"))
    drawing.link("people", "alb", 10, 500)
    assert drawing.figures("people>alb") == [(OUT, EAST, D(500), D("45.00"))]


def test_the_tiers_of_egress_are_pooled_over_wires_and_nodes() -> None:
    drawing = Drawing().put("people", "users").put("bucket", "s3_bucket", "east-region", data_out_gb=9000)
    drawing.put("alb", "application_load_balancer", "east", subnets=("east-public-a",))
    drawing.link("people", "alb", 0, 2000)
    found = drawing.figures("bucket") + drawing.figures("people>alb")
    # 11,000 GB together: 10,240 at 0.09 and 760 at 0.085.
    assert sum(monthly for key, _, _, monthly in found if key == OUT) == 10240 * D("0.09") + 760 * D("0.085")


def test_both_figures_are_priced_and_the_node_says_so() -> None:
    drawing = Drawing(nat=True).put("net", "internet").server("web", "east-private-a").link("web", "net", 100)
    drawing.put("nat", "nat_gateway", "east-public-a", data_processed_gb=40)
    [line] = [line for line in drawing.lines("nat") if line.component == "Data processed"]
    assert (line.state, line.quantity) == ("priced", 40)
    assert "priced besides" in line.reason


# to services of the Region


def backup(target: str = "s3_bucket", subnet: str = "east-private-a", **nat: object) -> Drawing:
    drawing = Drawing(nat=True).server("web", subnet).put("store", target, "east-region")
    return drawing.link("web", "store", 500, 100)


@pytest.mark.parametrize(("target", "name"), [("s3_bucket", "S3"), ("dynamodb_table", "DynamoDB")])
def test_through_a_nat_gateway_the_line_says_what_a_gateway_endpoint_would_save(
    target: str, name: str
) -> None:
    drawing = backup(target)
    assert drawing.figures("web>store") == [(NAT, EAST, D(500), D("22.500")), (NAT, EAST, D(100), D("4.500"))]
    there, back = drawing.lines("web>store")
    assert there.reason.endswith(f"A gateway endpoint for {name} is free and would save $22.50 a month.")
    assert back.reason.endswith("would save $4.50 a month.")
    estimator = drawing.estimator()
    estimator.estimate()
    [saved] = estimator.avoidable()
    assert (saved.link, saved.vpc, saved.nat, saved.monthly) == ("web>store", "east", "nat", D("27.000"))


def test_a_link_from_the_nat_gateway_on_says_what_an_endpoint_would_save() -> None:
    drawing = Drawing(nat=True).server("web", "east-private-a").put("store", "s3_bucket", "east-region")
    drawing.link("web", "nat", 700, 0).link("nat", "store", 500, 0)
    assert drawing.figures("web>nat") == [(NAT, EAST, D(700), D("31.500"))]
    [line] = drawing.lines("nat>store")
    assert (line.state, line.monthly) == ("included", 0)
    assert line.reason.endswith("A gateway endpoint for S3 is free and would save $22.50 a month.")
    estimator = drawing.estimator()
    estimator.estimate()
    assert [(one.link, one.monthly) for one in estimator.avoidable()] == [("nat>store", D("22.500"))]


def test_through_a_gateway_endpoint_it_is_free() -> None:
    drawing = backup().put("s3", "gateway_endpoint", "east", service="s3")
    assert drawing.figures("web>store") == []
    assert {line.state for line in drawing.lines("web>store")} == {"included"}
    # The NAT gateway asks for its own data again: the wire passes it by.
    assert ("Data processed", "needs_input") in drawing.states("nat")


def test_a_gateway_endpoint_for_another_service_is_no_way() -> None:
    drawing = backup().put("endpoint", "gateway_endpoint", "east", service="dynamodb")
    assert drawing.figures("web>store") != []


def test_a_gateway_endpoint_serves_the_subnets_whose_routes_lead_to_it() -> None:
    drawing = backup().put("s3", "gateway_endpoint", "east", service="s3")
    drawing.link("east-private-b", "s3", kind="route")
    assert drawing.figures("web>store") != []
    drawing.link("east-private-a", "s3", kind="route")
    assert drawing.figures("web>store") == []


def test_an_interface_endpoint_bills_its_data() -> None:
    drawing = backup("sqs_queue").put("door", "interface_endpoint", "east", service="sqs")
    assert drawing.figures("web>store") == [
        ("vpc.endpoint.interface.data", EAST, D(500), D("5.00")),
        ("vpc.endpoint.interface.data", EAST, D(100), D("1.00")),
    ]
    assert drawing.states("door")[-1] == ("Data processed (interface)", "included")


def test_other_services_through_a_nat_gateway_save_nothing() -> None:
    drawing = backup("sqs_queue")
    assert [key for key, *_ in drawing.figures("web>store")] == [NAT, NAT]
    assert "save" not in drawing.lines("web>store")[0].reason


def test_from_a_public_subnet_a_service_of_the_region_is_free() -> None:
    assert backup(subnet="east-public-a").figures("web>store") == []


def test_between_services_of_a_region_nothing_is_billed() -> None:
    drawing = Drawing().put("one", "lambda_function", "east-region").put("two", "s3_bucket", "east-region")
    [line] = drawing.link("one", "two", 500, 0).lines("one>two")
    assert line.state == "included"


def test_a_drawn_route_decides_which_nat_gateway_it_is() -> None:
    drawing = backup().put("nat-b", "nat_gateway", "east-public-b")
    drawing.link("east-private-a", "nat-b", kind="route")
    keys = [key for key, *_ in drawing.figures("web>store")]
    assert keys == [INTER_AZ, NAT, INTER_AZ, NAT]


# CloudFront


def test_to_cloudfront_is_free_and_viewers_cost_by_geography() -> None:
    drawing = Drawing().put("cdn", "cloudfront", "cloud", viewers="eu").put("people", "users")
    drawing.put("bucket", "s3_bucket", "east-region")
    drawing.link("people", "cdn", 0, 2000).link("cdn", "bucket", 50, 1000, kind="origin")
    assert drawing.figures("people>cdn") == [
        ("cloudfront.data_out.internet", "edge-eu", D(2000), D("170.000")),
    ]
    assert drawing.figures("cdn>bucket") == [("cloudfront.data_out.origin", "edge-eu", D(50), D("1.00"))]
    assert "CloudFront is free" in drawing.lines("cdn>bucket")[1].reason
    names = [name for name, state in drawing.states("cdn") if state == "included"]
    assert names == ["Data transfer out (Europe and Israel)"]


def test_viewers_in_two_geographies_are_shared_out() -> None:
    shares = {"viewers": "spread", "share_us_percent": 75, "share_in_percent": 25}
    drawing = Drawing().put("cdn", "cloudfront", "cloud", **shares).put("people", "users")
    drawing.link("cdn", "people", 400, 0)
    assert drawing.figures("cdn>people") == [
        ("cloudfront.data_out.internet", "edge-us", D(300), D("25.500")),
        ("cloudfront.data_out.internet", "edge-in", D(100), D("10.900")),
    ]


def test_viewers_nowhere_say_what_is_needed() -> None:
    drawing = Drawing().put("cdn", "cloudfront", "cloud").put("people", "users").link("cdn", "people", 400, 0)
    [line] = drawing.lines("cdn>people")
    assert line.state == "needs_input"
    assert "viewers" in line.reason


def test_behind_a_gateway_that_only_cloudfront_reaches_answers_are_free() -> None:
    drawing = Drawing().put("cdn", "cloudfront", "cloud", viewers="us").put("igw", "internet_gateway", "east")
    drawing.put("alb", "application_load_balancer", "east", subnets=("east-public-a",))
    drawing.link("cdn", "igw").link("igw", "alb", 50, 1000)
    assert drawing.figures("igw>alb") == []


# what has no figure


def test_a_local_zone_has_rates_of_its_own() -> None:
    drawing = Drawing().put("local", "local_zone", "east").put("subnet", "subnet", "local")
    drawing.server("web", "subnet").server("db", "east-private-a").link("web", "db", 100, 0)
    [line] = drawing.lines("web>db")
    assert line.state == "not_priced"


def test_on_the_ground_nothing_is_billed() -> None:
    drawing = Drawing().put("one", "users").put("two", "internet").link("one", "two", 100, 0)
    assert [state for _, state in drawing.states("one>two")] == ["included"]


def test_a_negative_amount_is_not_priced_and_says_so() -> None:
    drawing = (
        Drawing().server("web", "east-private-a").server("db", "east-private-b").link("web", "db", -5, 0)
    )
    [line] = drawing.lines("web>db")
    assert (line.state, line.monthly) == ("not_priced", None)
    assert "below zero" in line.reason
