"""Line items: four states, never a silent zero."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricing.costs import CostComponent, hourly, included, needs, not_priced, usage
from pricing.estimate import (
    Confidences,
    Estimate,
    LineItem,
    Owner,
    cents,
    combine,
    price_component,
    total,
)
from pricing.rates import Rate, Rates
from pricing.table import price_table
from pricing.tiers import Tier

MakeRate = Callable[..., Rate]
MakeList = Callable[..., Rates]

OWNER = Owner("n1", "Shop", ("us-east-1",), "thing", "Thing", "Compute", "us-east-1")


def one(lines: list[LineItem]) -> LineItem:
    assert len(lines) == 1
    return lines[0]


def test_hours_times_the_rate_is_the_month(owner: Owner, make_rate: MakeRate, price_list: MakeList) -> None:
    prices = price_list(make_rate("hour", ("0", None, "0.045")))
    line = one(price_component(owner, hourly("NAT gateway", "thing.unit"), prices))
    assert line.state == "priced"
    assert line.quantity == 730
    assert line.monthly == Decimal("32.85")


def test_the_hours_of_a_month_are_a_setting(owner: Owner, make_rate: MakeRate, price_list: MakeList) -> None:
    prices = price_list(make_rate("hour", ("0", None, "1")))
    part = hourly("Instances", "thing.unit", 2)
    assert one(price_component(owner, part, prices, Decimal(720))).monthly == 1440
    part = hourly("Instances", "thing.unit", 2, hours=160)
    assert one(price_component(owner, part, prices, Decimal(720))).monthly == 320


def test_a_quantity_is_shown_in_the_multiples_of_its_unit(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(make_rate("10K requests", ("0", None, "0.03")))
    line = one(price_component(owner, usage("Requests", "thing.unit", 2_500_000), prices))
    assert (line.quantity, line.unit, line.monthly) == (250, "10K requests", Decimal("7.50"))


def test_unknown_usage_needs_input_and_shows_the_rate(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(make_rate("GB", ("0", None, "0.045")))
    part = usage("Data processed", "thing.unit", None, property="data_processed_gb")
    line = one(price_component(owner, part, prices))
    assert line.state == "needs_input"
    assert line.monthly is None
    assert line.quantity is None
    assert line.unit_price == Decimal("0.045")
    assert line.property_name == "data_processed_gb"


def test_a_key_that_is_not_known_yet_needs_input(owner: Owner, price_list: MakeList) -> None:
    line = one(price_component(owner, needs("Instance hours", "", "instance_type"), price_list()))
    assert (line.state, line.property_name, line.rate) == ("needs_input", "instance_type", None)


def test_no_usage_is_priced_at_nothing(owner: Owner, make_rate: MakeRate, price_list: MakeList) -> None:
    prices = price_list(make_rate("GB", ("0", None, "0.045")))
    line = one(price_component(owner, usage("Data processed", "thing.unit", 0), prices))
    assert (line.state, line.monthly, line.unit_price) == ("priced", 0, Decimal("0.045"))


def test_a_missing_rate_is_not_priced_and_says_so(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(make_rate("hour", ("0", None, "1")))
    elsewhere = replace(owner, region="ap-southeast-6")
    line = one(price_component(elsewhere, hourly("NAT gateway", "thing.unit"), prices))
    assert line.state == "not_priced"
    assert line.monthly is None
    assert line.unit_price is None
    assert "thing.unit" in line.reason
    assert "ap-southeast-6" in line.reason


def test_outside_a_region_nothing_is_priced(owner: Owner, make_rate: MakeRate, price_list: MakeList) -> None:
    prices = price_list(make_rate("hour", ("0", None, "1")))
    line = one(price_component(replace(owner, region=""), hourly("NAT gateway", "thing.unit"), prices))
    assert (line.state, line.monthly) == ("not_priced", None)


def test_a_part_may_be_priced_in_another_geography(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(replace(make_rate("GB", ("0", None, "0.02")), region="edge-eu"))
    line = one(price_component(owner, usage("Out", "thing.unit", 10, region="edge-eu"), prices))
    assert line.monthly == Decimal("0.20")


def test_what_is_free_by_nature_is_included_at_zero(owner: Owner, price_list: MakeList) -> None:
    line = one(price_component(owner, included("Route table", "Route tables are free."), price_list()))
    assert (line.state, line.monthly, line.reason) == ("included", 0, "Route tables are free.")


def test_none_of_something_costs_nothing_whatever_its_price(owner: Owner, price_list: MakeList) -> None:
    line = one(price_component(owner, usage("Snapshots", "thing.unknown", 0), price_list()))
    assert (line.state, line.monthly, line.reason) == ("included", 0, "None of it is used.")


def test_what_has_no_figure_is_not_priced(owner: Owner, price_list: MakeList) -> None:
    line = one(price_component(owner, not_priced("Plan", "No price is published."), price_list()))
    assert (line.state, line.monthly, line.reason) == ("not_priced", None, "No price is published.")


def test_each_tier_reached_is_a_line(owner: Owner, make_rate: MakeRate, price_list: MakeList) -> None:
    prices = price_list(make_rate("GB", ("0", "10240", "0.09"), ("10240", None, "0.085")))
    first, second = price_component(owner, usage("Out", "thing.unit", 11000), prices)
    assert first.component == "Out (first 10 TB)"
    assert (first.quantity, first.monthly, first.tier) == (10240, Decimal("921.60"), 0)
    assert second.component == "Out (over 10 TB)"
    assert (second.quantity, second.monthly, second.tier) == (760, Decimal("64.60"), 1)


def test_what_others_used_moves_a_quantity_up_the_tiers(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(make_rate("GB", ("0", "10240", "0.09"), ("10240", None, "0.085")))
    part = usage("Out", "thing.unit", 100)
    line = one(price_component(owner, part, prices, already_used=Decimal(10240)))
    assert line.monthly == Decimal("8.5")


def test_tiers_of_each_resource_are_not_pooled(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(make_rate("IOPS-month", ("0", "32000", "0.065"), ("32000", None, "0.0455")))
    part = usage("IOPS", "thing.unit", 40000, count=2, pooled=False)
    first, second = price_component(owner, part, prices, already_used=Decimal(10**6))
    assert first.monthly == 2 * 32000 * Decimal("0.065")
    assert second.monthly == 2 * 8000 * Decimal("0.0455")
    pooled = price_component(owner, replace(part, pooled=True), prices)
    assert [line.quantity for line in pooled] == [32000, 48000]


def test_what_the_list_leaves_free_once_per_account_is_priced_gross(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(make_rate("10K requests", ("20000", None, "0.03")))
    line = one(price_component(owner, usage("Requests", "thing.unit", 50000), prices))
    assert (line.component, line.quantity, line.monthly) == ("Requests", 5, Decimal("0.15"))
    assert line.rate is not None
    assert line.rate.free == 20000


def test_the_first_paid_tier_begins_at_nothing_and_ends_where_it_did(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(make_rate("GB", ("0", "25", "0"), ("25", "1024", "0.25"), ("1024", None, "0.2")))
    first, over = price_component(owner, usage("Storage", "thing.unit", 2000), prices)
    assert (first.component, first.quantity, first.unit_price) == (
        "Storage (first 1 TB)",
        1024,
        Decimal("0.25"),
    )
    assert (over.component, over.quantity, over.unit_price) == ("Storage (over 1 TB)", 976, Decimal("0.2"))


def test_what_each_resource_has_free_is_included(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(make_rate("10K requests", ("20000", None, "0.03")))
    part = usage("Requests", "thing.unit", 50000, pooled=False)
    free, paid = price_component(owner, part, prices)
    assert (free.state, free.quantity, free.monthly) == ("included", 2, 0)
    assert free.reason == "First 20,000 requests a month are free."
    assert (paid.state, paid.quantity, paid.monthly) == ("priced", 3, Decimal("0.09"))


def test_past_the_last_published_tier_is_not_priced(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(make_rate("GB", ("0", "512000", "0.029")))
    paid, beyond = price_component(owner, usage("Ingested", "thing.unit", 512100), prices)
    assert (paid.state, paid.quantity) == ("priced", 512000)
    assert (beyond.state, beyond.quantity) == ("not_priced", 100)
    assert beyond.unit_price is None
    assert beyond.monthly is None
    assert "100 GB over" in beyond.reason


def test_a_quantity_below_zero_is_not_priced(owner: Owner, make_rate: MakeRate, price_list: MakeList) -> None:
    prices = price_list(make_rate("hour", ("0", None, "1")))
    line = one(price_component(owner, hourly("Instances", "thing.unit", -1), prices))
    assert (line.state, line.monthly) == ("not_priced", None)


def test_an_upfront_part_is_no_part_of_the_month(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(make_rate("upfront", ("0", None, "500")))
    part = CostComponent("Reservation", "usage", "thing.unit", Decimal(3), upfront=True)
    line = one(price_component(owner, part, prices))
    assert (line.monthly, line.upfront) == (0, 1500)
    assert total([line]).first_12_months == 1500


def test_a_share_of_a_price_is_shown_and_explained(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(make_rate("hour", ("0", None, "0.10")))
    part = replace(
        hourly("Instances", "thing.unit", 2, reason="Half was paid upfront."), share=Decimal("0.5")
    )
    line = one(price_component(owner, part, prices))
    assert (line.quantity, line.unit_price, line.monthly) == (1460, Decimal("0.05"), 73)
    assert line.reason == "Half was paid upfront. Unit price: 50 % of 0.1 USD."


def test_a_share_holds_in_each_tier_and_where_the_quantity_is_not_known(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(make_rate("GB", ("0", "100", "0.08"), ("100", None, "0.04")))
    part = replace(usage("Out", "thing.unit", 150), share=Decimal("0.25"))
    assert [line.unit_price for line in price_component(owner, part, prices)] == [
        Decimal("0.02"),
        Decimal("0.01"),
    ]
    open_line = one(price_component(owner, replace(part, quantity=None), prices))
    assert (open_line.state, open_line.unit_price) == ("needs_input", Decimal("0.02"))
    assert "25 %" in open_line.reason


def test_a_share_of_an_upfront_part_is_paid_once(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(make_rate("hour", ("0", None, "0.10")))
    part = CostComponent("Upfront", "usage", "thing.unit", Decimal(8760), upfront=True, share=Decimal("0.5"))
    line = one(price_component(owner, part, prices))
    assert (line.monthly, line.upfront) == (0, 438)


def test_the_unit_is_told_even_where_the_list_has_no_rate(owner: Owner, price_list: MakeList) -> None:
    part = hourly("HSMs", "hsm.hour", 2, unit="HSM-hour")
    line = one(price_component(owner, part, price_list()))
    assert (line.state, line.quantity, line.unit, line.monthly) == ("not_priced", 1460, "HSM-hour", None)


def test_lines_are_counted_by_the_confidence_of_their_rates(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    rate = make_rate("GB", ("0", None, "1"))
    rates = [
        replace(rate, key="a"),
        replace(rate, key="b", confidence="memory"),
        replace(rate, key="c", confidence="derived"),
        replace(rate, key="d", sheet="acme.csv", confidence="memory"),
    ]
    parts = [usage("Part", key, 1) for key in "abbcd"] + [usage("Part", "a", None), included("Free", "")]
    lines = [line for part in parts for line in price_component(owner, part, price_list(*rates))]
    found = Estimate(tuple(lines), total(lines), Decimal(730), "2026-01-31", "0" * 64).confidences
    assert found == Confidences(exact=1, derived=1, memory=2, own=1)


def test_support_is_a_percentage_of_the_bill() -> None:
    lines = price_component(
        OWNER, usage("Support", "support.business", 12000, region="global"), price_table()
    )
    assert sum(line.monthly or 0 for line in lines) == 10000 * Decimal("0.10") + 2000 * Decimal("0.07")


def test_totals_add_what_is_known_and_count_what_is_not(
    owner: Owner, make_rate: MakeRate, price_list: MakeList
) -> None:
    prices = price_list(make_rate("hour", ("0", None, "0.0045")))
    parts = [
        hourly("A", "thing.unit"),
        usage("B", "thing.unit", None),
        included("C", "Free."),
        not_priced("D", "No figure."),
    ]
    totals = total(line for part in parts for line in price_component(owner, part, prices))
    assert totals.monthly == Decimal("3.285")
    assert (totals.priced, totals.included, totals.needs_input, totals.not_priced) == (1, 1, 1, 1)
    assert totals.lines == 4
    assert totals.incomplete
    assert combine([totals, totals]).monthly == Decimal("6.57")
    assert combine([totals, totals]).lines == 8


def test_rounding_is_half_up_and_only_for_display() -> None:
    assert cents(Decimal("32.895")) == Decimal("32.90")
    assert cents(Decimal("0.005")) == Decimal("0.01")


def test_an_estimate_gives_the_lines_of_a_node(owner: Owner, price_list: MakeList) -> None:
    lines = [
        one(price_component(replace(owner, node_id=name), included("Part", "Free."), price_list()))
        for name in ("n1", "n2")
    ]
    found = Estimate(tuple(lines), total(lines), Decimal(730), "2026-01-31", "0" * 64)
    assert found.of_node("n2") == (lines[1],)


quantities = st.decimals(min_value=0, max_value=10**12, places=4, allow_nan=False, allow_infinity=False)
prices_usd = st.decimals(min_value=0, max_value=10**5, places=10, allow_nan=False, allow_infinity=False)


@st.composite
def rates(draw: st.DrawFn) -> Rate:
    edges = sorted(draw(st.sets(st.integers(0, 10**9), min_size=1, max_size=5)))
    ends = [*map(Decimal, edges[1:]), None if draw(st.booleans()) else Decimal(edges[-1] + 10**6)]
    steps = tuple(Tier(Decimal(a), b, draw(prices_usd)) for a, b in zip(edges, ends, strict=True))
    unit = draw(st.sampled_from(["hour", "GB", "10K requests", "1M requests", "percent-of-bill"]))
    return Rate("thing.unit", "us-east-1", "thing", "A thing", unit, steps, "a list", "2026-01-31", "exact")


@given(rate=rates(), quantity=quantities, used=quantities, count=st.integers(0, 50), pooled=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_quantity_times_unit_price_is_the_month_on_every_priced_line(
    price_list: MakeList, rate: Rate, quantity: Decimal, used: Decimal, count: int, pooled: bool
) -> None:
    part = usage("Part", "thing.unit", quantity, count=count, pooled=pooled)
    lines = price_component(OWNER, part, price_list(rate), already_used=used)
    assert lines
    for line in lines:
        assert line.quantity is not None
        if line.state == "priced":
            assert line.rate is not None
            assert line.unit_price == line.rate.tiers[line.tier].price
            assert line.monthly == line.quantity * line.unit_price
        else:
            assert line.monthly == (0 if line.state == "included" else None)
    billed = sum((line.quantity for line in lines if line.quantity is not None), Decimal(0)) * rate.per
    assert billed == quantity * count


@given(quantity=st.decimals(min_value=0, max_value=10**11, places=2), data=st.data())
@settings(max_examples=200)
def test_every_shipped_rate_gives_lines_that_multiply_out(quantity: Decimal, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(_tiered_keys()))
    lines = price_component(OWNER, usage("Part", key, quantity), price_table())
    assert {line.state for line in lines} <= {"priced", "included", "not_priced"}
    for line in lines:
        if line.state == "priced":
            assert line.quantity is not None
            assert line.unit_price is not None
            assert line.monthly == line.quantity * line.unit_price


def _tiered_keys() -> list[str]:
    table = price_table()
    return [key for key in table.keys("us-east-1") if len(table.rate(key, "us-east-1").tiers) > 1]


@pytest.mark.parametrize(
    ("key", "region", "quantity", "dollars"),
    [
        ("s3.standard.storage", "us-east-1", 10000, "230.00"),
        ("kms.requests.symmetric", "us-east-1", 1_020_000, "3.06"),
        ("sqs.requests.standard", "us-east-1", 5_000_000, "2.00"),
        ("sqs.requests.standard", "us-east-1", 150_000_000_000, "55000.00"),
        ("aurora.data_api", "us-east-1", 2_000_000_000, "550.00"),
        ("eventbridge.scheduler", "us-east-1", 15_000_000, "15.00"),
        ("api_gateway.rest.requests", "us-east-1", 333_000_000, "1165.50"),
    ],
)
def test_known_bills_come_out(key: str, region: str, quantity: int, dollars: str) -> None:
    lines = price_component(replace(OWNER, region=region), usage("Part", key, quantity), price_table())
    assert sum(line.monthly or 0 for line in lines) == Decimal(dollars)
