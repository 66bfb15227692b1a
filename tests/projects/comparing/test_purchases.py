"""Ways to buy, by figures reckoned by hand; what the list has no rate for saves nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pricing.comparisons.purchases import ON_DEMAND, Option, PurchaseRow
from pricing.table import price_table
from projects import edits
from projects.comparing.purchases import bought_so, buy, compare_purchases, options_of, present_option
from projects.document import Document, Draft
from projects.estimate import estimate
from projects.service import make_service
from tests.projects.comparing.prices import Prices, drawn, node, server

D = Decimal

EC2 = "ec2.instance.m5.large.linux"
RDS = "rds.instance.m5.large.mysql.single_az"
PRICES = Prices(
    {
        "us-east-1": {
            f"{EC2}.ondemand": "0.10",
            f"{EC2}.spot": "0.03",
            f"{EC2}.reserved_standard.1yr.no_upfront": "0.07",
            f"{EC2}.reserved_standard.1yr.all_upfront": "0.06",
            f"{EC2}.reserved_standard.3yr.partial_upfront": "0.05",
            f"{EC2}.reserved_standard.3yr.all_upfront": "0.04",
            f"{EC2}.compute_sp.1yr.no_upfront": "0.11",
            f"{RDS}.ondemand": "0.20",
        }
    }
)
ONE_ALL = Option("reserved", 1, "all_upfront")
THREE_ALL = Option("reserved", 3, "all_upfront")
THREE_PARTIAL = Option("reserved", 3, "partial_upfront")


def shop(*more: object, **web: object) -> Document:
    return drawn(
        node("here", "region", None, code="us-east-1"),
        node("vpc", "vpc", "here"),
        node("inner", "subnet", "vpc", public=False),
        server("web", "inner", **web),
        *more,  # type: ignore[arg-type]
    )


def database(**values: object):  # type: ignore[no-untyped-def]
    return node(
        "db",
        "rds_instance",
        "inner",
        engine="mysql",
        instance_class="db.m5.large",
        storage_gib=D(20),
        **values,
    )


def row(document: Document, option: Option | None) -> PurchaseRow:
    [found] = [one for one in compare_purchases(document, PRICES).rows if one.option == option]
    return found


def test_on_demand_is_what_the_hours_cost() -> None:
    one = row(shop(), ON_DEMAND)
    assert (one.upfront, one.monthly, one.effective_monthly, one.total) == (
        0,
        D("73.00"),
        D("73.00"),
        D("2628.00"),
    )
    assert (one.saving, one.break_even_month, one.months_of_use) == (0, None, None)


def test_one_year_all_upfront_is_bought_three_times_in_36_months() -> None:
    one = row(shop(), ONE_ALL)
    assert (one.upfront, one.monthly) == (D("525.60"), 0)
    assert one.effective_monthly == D("43.80")
    assert one.total == D("1576.80")
    assert one.saving == D("1051.20")
    assert one.saving_share == D("0.4")
    # 525.60 / 73.00 = 7.2: in the eighth month On-Demand has taken more.
    assert one.break_even_month == 8
    assert one.months_of_use == D("7.2")


def test_three_years_all_upfront() -> None:
    one = row(shop(), THREE_ALL)
    assert one.upfront == D("1051.20")
    assert one.effective_monthly == D("29.20")
    assert one.total == D("1051.20")
    assert one.saving_share == D("0.6")
    assert one.break_even_month == 15  # 14.4


def test_half_upfront_pays_the_rest_month_by_month() -> None:
    one = row(shop(), THREE_PARTIAL)
    assert (one.upfront, one.monthly) == (D("657.000"), D("18.250"))
    assert one.effective_monthly == D("36.50")
    assert one.total == D("1314")
    # 657 / (73 - 18.25) = 12.0
    assert one.break_even_month == 12


def test_no_upfront_pays_from_the_first_month_if_needed_long_enough() -> None:
    one = row(shop(), Option("reserved", 1, "no_upfront"))
    assert one.break_even_month == 1
    assert one.months_of_use == D("8.4")


def test_what_costs_more_never_breaks_even() -> None:
    one = row(shop(), Option("compute_savings_plan", 1, "no_upfront"))
    assert one.comparable
    assert one.saving == 36 * 730 * D("-0.01")
    assert (one.break_even_month, one.months_of_use) == (None, None)


def test_spot_is_billed_by_the_hour() -> None:
    one = row(shop(), Option("spot"))
    assert (one.monthly, one.saving_share, one.months_of_use) == (D("21.90"), D("0.7"), None)


def test_an_option_without_a_rate_is_never_a_saving() -> None:
    one = row(shop(), Option("reserved_convertible", 1, "no_upfront"))
    assert one.unpriced
    assert not one.comparable
    assert one.total < row(shop(), ON_DEMAND).total
    assert (one.saving, one.saving_share, one.break_even_month, one.months_of_use) == (None, None, None, None)
    assert one.remark == "Not comparable: the price list has no rate for this."
    [(owner, line)] = one.lost
    assert (owner.node_id, line.rate_key) == ("web", f"{EC2}.reserved_convertible.1yr.no_upfront")


def test_a_node_without_the_rate_keeps_the_whole_row_from_being_compared() -> None:
    one = row(shop(database()), ONE_ALL)
    assert not one.comparable and not one.unpriced
    assert one.saving is None
    assert one.known_saving == D("1051.20")
    assert one.known_saving_share == D("0.4")
    assert "1 node has no price for this" in one.remark
    made = compare_purchases(shop(database()), PRICES)
    assert made.cheapest is not None and made.cheapest.option == Option("spot")


def test_a_node_that_cannot_be_bought_so_stays_on_demand() -> None:
    one = row(shop(database()), Option("spot"))
    assert [found.node_id for found in one.stays] == ["db"]
    assert one.monthly == D("21.90") + D("146.00")
    assert one.on_demand_monthly == D("219.00")
    assert one.comparable
    assert one.saving == 36 * D("51.10")


def test_what_has_a_price_so_but_none_on_demand_is_not_compared() -> None:
    prices = Prices({"us-east-1": {f"{EC2}.reserved_standard.1yr.no_upfront": "0.07"}})
    [found] = [
        one
        for one in compare_purchases(shop(), prices).rows
        if one.option == Option("reserved", 1, "no_upfront")
    ]
    assert found.monthly == D("51.10")
    assert (found.comparable, found.saving) == (False, None)
    assert "no On-Demand price" in found.remark


def test_only_the_capacity_is_compared() -> None:
    [found] = compare_purchases(shop(root_volume_size_gib=D(100), detailed_monitoring=True), PRICES).nodes
    assert [line.component for line in found.on_demand.lines] == ["Instance hours (m5.large, Linux)"]


def test_what_is_drawn_stands_beside_the_options() -> None:
    document = shop(purchase="reserved", term_years="3", payment="all_upfront")
    made = compare_purchases(document, PRICES)
    first = made.rows[0]
    assert (first.label, first.upfront, first.saving_share) == ("As drawn", D("1051.20"), D("0.6"))
    assert made.nodes[0].present.option == THREE_ALL
    assert made.rows[1].option == ON_DEMAND


def test_hours_by_schedule_make_a_commitment_dearer_than_on_demand() -> None:
    one = row(shop(hours_per_month=D(220)), ONE_ALL)
    assert one.on_demand_monthly == D("22.00")
    assert one.saving == 36 * D("22.00") - D("1576.80")
    assert one.break_even_month is None


def test_the_spot_share_of_a_group_is_not_lost_in_the_comparison() -> None:
    group = node(
        "group",
        "auto_scaling_group",
        "inner",
        instance_type="m5.large",
        desired=10,
        average_instances=D(10),
        on_demand_base=5,
        on_demand_percent_above_base=0,
        root_volume_size_gib=0,
    )
    document = shop(group, instances=0)
    made = compare_purchases(document, PRICES)
    [found] = made.nodes
    assert found.node_id == "group"
    # Five are Spot however the others are bought: only those are compared.
    assert found.row(Option("spot")).monthly == 5 * D("21.90")
    assert found.on_demand.monthly == 5 * D("73.00")
    assert found.row(ONE_ALL).upfront == 5 * D("525.60")


def test_instances_on_a_host_of_their_own_are_not_bought_by_the_hour() -> None:
    assert compare_purchases(shop(tenancy="host"), PRICES).nodes == ()


def test_an_unknown_number_is_unknown_in_every_option() -> None:
    made = compare_purchases(shop(instances=None), PRICES)
    assert all(not one.comparable and one.saving is None for one in made.rows)


def test_the_row_of_an_option_is_what_the_estimate_says_of_the_drawing_bought_so() -> None:
    document = shop(instance_type="m6i.large")
    base = estimate(document, price_table()).totals
    for option in options_of(document.node("web").service):  # type: ignore[union-attr]
        [found] = [one for one in compare_purchases(document, price_table()).rows if one.option == option]
        other = drawn(*document.records())
        draft = Draft(other)
        web = other.node("web")
        assert web is not None
        draft.put(web.model_copy(update={"service": bought_so(web.service, option)}))
        other.apply(draft.change())
        totals = estimate(other, price_table()).totals
        if found.comparable:
            assert totals.monthly - base.monthly == found.monthly - found.on_demand_monthly
            assert totals.upfront == found.upfront
        else:
            assert totals.not_priced > base.not_priced


def test_only_the_nodes_asked_for_are_compared() -> None:
    document = shop(database())
    made = compare_purchases(document, PRICES, ["db"])
    assert [one.node_id for one in made.nodes] == ["db"]
    assert Option("spot") not in [one.option for one in made.rows]


def test_what_is_not_sold_in_several_ways_has_no_options() -> None:
    assert options_of(make_service("nat_gateway")) == ()
    assert options_of(make_service("aurora_cluster", {"mode": "serverless_v2"})) == ()
    assert present_option(make_service("ec2_instance", {"purchase": None})) == ON_DEMAND


@pytest.mark.parametrize("name", ["ec2_instance", "rds_instance", "fargate", "dedicated_host"])
def test_every_option_offered_is_one_that_the_service_takes(name: str) -> None:
    service = make_service(name)
    for option in options_of(service):
        assert present_option(bought_so(service, option)) == option


def test_a_drawing_without_such_capacity_gives_no_options() -> None:
    document = shop(instances=0)
    draft = Draft(document)
    edits.delete(draft, ["web"])
    document.apply(draft.change())
    made = compare_purchases(document, PRICES)
    assert made.nodes == ()
    assert [one.label for one in made.rows] == ["As drawn"]
    assert made.cheapest is None


def test_nodes_are_bought_so_where_they_can_be() -> None:
    document = shop(database())
    draft = Draft(document)
    assert buy(draft, ["web", "db", "vpc", "gone"], Option("spot")) == 1
    assert set(draft.change().ids) == {"web"}
    assert buy(draft, ["web", "db"], ONE_ALL) == 2
    document.apply(draft.change())
    assert compare_purchases(document, PRICES).nodes[0].present.option == ONE_ALL
