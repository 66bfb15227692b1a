"""The outage drill: what is off, unreached, cut off or reduced, by hand-made drawings and the samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from pricing.table import price_table
from projects.checking import check
from projects.document import Document, records_by_id
from projects.drill import Drill, Outage
from projects.files import load
from projects.records import AnyRecord
from projects.single_points import SinglePoint, single_points
from tests.projects.rules.drawings import link, node, put, two_zones

SAMPLES = Path(__file__).resolve().parents[2] / "projects" / "samples"

SUBNETS = ("public-a", "public-b")
DATA = ("private-a", "private-b")


def web_shop(*more: AnyRecord, deployment: str = "single_az", second: bool = True) -> Document:
    """Users, a load balancer over two zones, a web server in each, a database in zone a."""
    servers = [node("web-a", "ec2_instance", "private-a")]
    servers += [node("web-b", "ec2_instance", "private-b")] if second else []
    return two_zones(
        node("users", "users"),
        node("alb", "application_load_balancer", "vpc", subnets=SUBNETS),
        *servers,
        node("db", "rds_instance", "private-a", deployment=deployment),
        link("users", "alb"),
        *(link("alb", server.id, "target") for server in servers),
        *(link(server.id, "db") for server in servers),
        *more,
    )


def off(document: Document, *ids: str) -> Outage:
    return Drill(document).outage(ids)


def states(outage: Outage) -> dict[str, str]:
    return {effect.node_id: effect.state for effect in outage.effects}


def said(outage: Outage, node_id: str) -> str:
    effect = outage.of(node_id)
    assert effect is not None, f"{node_id} goes on as before"
    return effect.sentence


def point(document: Document, node_id: str) -> SinglePoint | None:
    return next((p for p in single_points(document, price_table()) if p.node_id == node_id), None)


# outages


def test_one_of_two_servers_reduces_the_load_balancer_and_breaks_nothing() -> None:
    outage = off(web_shop(), "web-a")
    assert states(outage) == {"web-a": "off", "alb": "reduced"}
    assert said(outage, "alb") == "“alb” goes on with “web-b”; “web-a” is gone."
    assert outage.stores == ()


def test_both_servers_leave_the_database_unreached() -> None:
    outage = off(web_shop(), "web-a", "web-b")
    assert states(outage)["db"] == "unreached"
    assert said(outage, "db") == "“db” is no longer reached: “web-a” and “web-b” are off."
    assert said(outage, "alb") == "“alb” runs but no longer reaches “web-a” and “web-b”."
    assert outage.stores == (("users", "db"),)
    assert outage.lost == {"web-a", "web-b", "db"}


def test_a_zone_takes_all_that_stands_in_it_and_spares_what_spans_zones() -> None:
    outage = off(web_shop(), "zone-b")
    assert states(outage) == {"web-b": "off", "alb": "reduced"}
    assert said(outage, "web-b") == "“web-b” stands in zone-b, which is switched off."


def test_a_single_database_goes_with_its_zone_and_a_multi_az_one_does_not() -> None:
    single, pair = web_shop(), web_shop(deployment="multi_az")
    assert states(off(single, "zone-a"))["db"] == "off"
    assert off(single, "zone-a").stores == (("users", "db"),)
    assert states(off(pair, "zone-a"))["db"] == "reduced"
    assert said(off(pair, "zone-a"), "db") == "“db” goes on in another zone."
    assert off(pair, "zone-a").stores == ()


def test_a_single_database_with_a_subnet_group_may_be_in_the_zone_that_fails() -> None:
    document = web_shop()
    put(document, node("db", "rds_instance", "vpc", deployment="single_az", subnets=DATA))
    assert said(off(document, "zone-b"), "db").startswith("“db” runs in one zone only, which may be")


def test_what_says_nothing_of_its_zones_is_not_lost_with_one() -> None:
    document = web_shop()
    put(document, node("db", "rds_instance", "vpc", deployment=None, subnets=DATA))
    assert states(off(document, "zone-b")) == {"web-b": "off", "alb": "reduced", "db": "reduced"}


def test_the_same_zone_of_another_vpc_fails_too_and_that_of_another_region_does_not() -> None:
    document = web_shop(
        node("vpc-2", "vpc", "region", cidr="10.1.0.0/16"),
        node("zone-2", "availability_zone", "vpc-2", zone="us-east-1a"),
        node("subnet-2", "subnet", "zone-2", cidr="10.1.0.0/24"),
        node("same", "ec2_instance", "subnet-2"),
        node("flat", "subnet", "vpc-2", cidr="10.1.1.0/24", zone="us-east-1a"),
        node("flat-web", "ec2_instance", "flat"),
        node("far", "region", "cloud", code="eu-west-1"),
        node("vpc-3", "vpc", "far", cidr="10.2.0.0/16"),
        node("zone-3", "availability_zone", "vpc-3", zone="us-east-1a"),
        node("elsewhere", "ec2_instance", "zone-3"),
    )
    found = states(off(document, "zone-a"))
    assert found["same"] == found["flat-web"] == "off"
    assert "elsewhere" not in found


def test_a_region_takes_everything_in_it_but_not_what_is_global() -> None:
    document = web_shop(node("dns", "route53", "cloud"), link("users", "dns"), link("dns", "alb", "alias"))
    outage = off(document, "region")
    assert {"alb", "web-a", "web-b", "db", "igw"} <= outage.lost
    assert said(outage, "dns") == "“dns” runs but no longer reaches “alb”."


def nat_routes(*pairs: tuple[str, str]) -> list[AnyRecord]:
    return [link(subnet, gateway, "route") for subnet, gateway in pairs]


def test_without_its_nat_gateway_a_private_subnet_has_no_way_out() -> None:
    document = web_shop(
        node("nat-a", "nat_gateway", "public-a"),
        node("nat-b", "nat_gateway", "public-b"),
        node("partner", "third_party_service"),
        link("web-a", "partner"),
        *nat_routes(("private-a", "nat-a"), ("private-b", "nat-b")),
    )
    outage = off(document, "nat-a")
    assert said(outage, "web-a") == "“web-a” runs but has no way out: “nat-a” is off."
    assert said(outage, "partner") == "“partner” is no longer reached: the gateway on the way to it is off."
    assert "web-b" not in states(outage)


def test_an_endpoint_leads_to_a_bucket_without_the_nat_gateway() -> None:
    document = web_shop(
        node("nat-a", "nat_gateway", "public-a"),
        node("files", "s3_bucket", "region"),
        link("web-a", "files"),
        *nat_routes(("private-a", "nat-a")),
    )
    assert states(off(document, "nat-a"))["files"] == "unreached"
    put(document, node("endpoint", "gateway_endpoint", "vpc", service="s3"))
    assert "files" not in states(off(document, "nat-a"))


def test_without_the_internet_gateway_users_do_not_come_in() -> None:
    outage = off(web_shop(), "igw")
    assert states(outage)["alb"] == states(outage)["db"] == "unreached"
    assert said(outage, "alb") == "“alb” is no longer reached: the gateway on the way to it is off."


def test_a_standby_takes_over_from_its_primary() -> None:
    document = web_shop(node("standby", "rds_instance", "private-b", role="standby"))
    without = off(document, "db")
    assert without.stores == (("users", "db"),)
    put(document, link("db", "standby", "replicate"))
    assert "web-a" not in states(off(document, "db"))


def test_what_leaves_a_group_leaves_its_members() -> None:
    document = two_zones(
        node("users", "users"),
        node("alb", "application_load_balancer", "vpc", subnets=SUBNETS),
        node("web-a", "ec2_instance", "private-a"),
        node("group", "auto_scaling_group", "vpc", ("web-a",), subnets=DATA),
        node("table", "dynamodb_table", "region"),
        link("users", "alb"),
        link("alb", "group", "target"),
        link("group", "table"),
    )
    assert Drill(document).paths.entries == ("users",)
    assert off(document, "web-a").stores == (("users", "table"),)


def test_switching_off_nothing_or_what_is_not_there_changes_nothing() -> None:
    assert off(web_shop()) == off(web_shop(), "nowhere") == Outage(())


def test_a_drill_leaves_the_document_as_it_was() -> None:
    document = web_shop()
    before = records_by_id(document)
    off(document, "zone-a")
    single_points(document, price_table())
    assert records_by_id(document) == before


def test_containers_in_a_ring_and_links_to_nothing_do_no_harm() -> None:
    document = Document([node("a", "vpc", "b"), node("b", "vpc", "a"), link("a", "gone")])
    assert isinstance(off(document, "a"), Outage)
    assert single_points(document) == ()


# single points of failure


def test_a_single_database_is_a_single_point_and_a_standby_costs_what_the_fix_says() -> None:
    document = web_shop()
    put(
        document,
        node(
            "db",
            "rds_instance",
            "private-a",
            deployment="single_az",
            engine="postgres",
            instance_class="db.m6g.large",
        ),
    )
    found = point(document, "db")
    assert found is not None
    assert found.sentence == "“db” has no standby: without it “users” cannot reach its data."
    assert found.stores == (("users", "db"),)
    assert found.cost is not None and found.cost.monthly is not None and found.cost.monthly > 0
    assert point(web_shop(deployment="multi_az"), "db") is None


def test_one_server_is_a_single_point_and_two_are_not() -> None:
    found = point(web_shop(second=False), "web-a")
    assert found is not None
    assert found.sentence == "Without “web-a”, “users” can no longer reach “db”."
    assert found.remedy is not None
    assert point(web_shop(), "web-a") is None


def test_a_second_server_takes_the_single_point_away() -> None:
    document = web_shop(second=False, deployment="multi_az")
    found = point(document, "web-a")
    assert found is not None and found.remedy is not None
    before = {f.rule for f in check(document) if f.severity == "error"}
    document.apply(found.remedy.change(document))
    assert point(document, "web-a") is None
    assert {f.rule for f in check(document) if f.severity == "error"} <= before


def test_several_instances_or_a_group_of_several_are_no_single_point() -> None:
    document = web_shop(second=False)
    put(document, node("web-a", "ec2_instance", "private-a", instances=2))
    assert point(document, "web-a") is None
    document = web_shop(
        node("group", "auto_scaling_group", "vpc", ("web-a",), min=2, subnets=DATA), second=False
    )
    assert point(document, "web-a") is None


def test_a_zone_that_holds_the_only_database_is_a_single_point() -> None:
    found = point(web_shop(), "zone-a")
    assert found is not None
    assert found.stores == (("users", "db"),)
    assert found.remedy is not None
    assert "Multi-AZ" in found.remedy.label
    assert point(web_shop(deployment="multi_az"), "zone-a") is None


def test_one_nat_gateway_for_two_zones_is_a_single_point_and_one_for_each_is_not() -> None:
    nats = [node("nat-a", "nat_gateway", "public-a"), node("nat-b", "nat_gateway", "public-b")]
    shared = web_shop(*nats, *nat_routes(("private-a", "nat-a"), ("private-b", "nat-a")))
    found = point(shared, "nat-a")
    assert found is not None
    assert set(found.breaks) == {"web-a", "web-b", "db"}
    each = web_shop(*nats, *nat_routes(("private-a", "nat-a"), ("private-b", "nat-b")))
    assert point(each, "nat-a") is point(each, "nat-b") is None


def test_where_no_remedy_is_known_the_cost_is_not_known() -> None:
    document = two_zones(
        node("site", "on_premises"),
        node("users", "users", "site"),
        node("server", "on_premises_server", "site"),
        node("files", "s3_bucket", "region"),
        link("users", "server"),
        link("server", "files"),
    )
    found = point(document, "server")
    assert found is not None
    assert (found.remedy, found.cost) == (None, None)


def test_where_paths_begin_is_no_single_point() -> None:
    document = two_zones(node("job", "ec2_instance", "private-a"), node("t", "dynamodb_table", "region"))
    put(document, link("job", "t"))
    assert single_points(document) == ()


@pytest.mark.parametrize("name", ["three_tier_web_application", "serverless_api", "two_region_failover"])
def test_the_samples_outlive_each_zone_and_have_no_single_point(name: str) -> None:
    document = load(SAMPLES / f"{name}.blueprice").document
    for zone in [n.id for n in document.nodes() if n.service.name == "availability_zone"]:
        outage = off(document, zone)
        assert outage.stores == ()
        assert {effect.state for effect in outage.effects} <= {"off", "reduced"}
    assert single_points(document, price_table()) == ()


def test_the_failover_sample_outlives_each_of_its_regions() -> None:
    document = load(SAMPLES / "two_region_failover.blueprice").document
    regions = {n.id: n for n in document.nodes() if n.service.name == "region"}
    for region in ("primary-region", "secondary-region"):
        outage = off(document, region)
        assert outage.of("dns") is None or outage.of("dns").state == "reduced"  # type: ignore[union-attr]
        assert not {e.node_id for e in outage.effects if e.state == "unreached"}
    assert len(regions) == 3


def test_the_three_tier_sample_is_lost_with_its_region() -> None:
    document = load(SAMPLES / "three_tier_web_application.blueprice").document
    outage = off(document, "region")
    assert ("customers", "database") in outage.stores


def test_each_effect_is_one_sentence() -> None:
    for sample in SAMPLES.glob("*.blueprice"):
        document = load(sample).document
        drill = Drill(document)
        for container in [n for n in document.nodes() if n.service.is_container()]:
            for effect in drill.outage([container.id]).effects:
                assert effect.sentence.endswith(".")
                assert effect.sentence.startswith(("“", "Availability"))
                assert "\n" not in effect.sentence
