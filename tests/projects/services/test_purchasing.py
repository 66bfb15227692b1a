"""Standing capacity: what a month costs, what is paid once, and what is said where a rate is missing."""

from decimal import Decimal

import pytest

from pricing.costs import CostComponent
from projects.billing.purchasing import (
    COMPUTE_PLANS,
    Capacity,
    Purchase,
    capacity_lines,
    payment_choice,
    purchase_choice,
    term_choice,
)
from projects.service import catalogue

STEM = "ec2.instance.m5.large.linux"
THREE = Capacity("Instance hours", "m5.large, Linux", STEM, 3, Decimal(200), plans=COMPUTE_PLANS)


def lines(
    option: str | None, term: str | None = "1", payment: str | None = "no_upfront"
) -> list[CostComponent]:
    return list(capacity_lines(THREE, Purchase(option, term, payment)))


def test_on_demand_pays_for_running_hours_only() -> None:
    (line,) = lines("on_demand")
    assert (line.rate_key, line.quantity, line.hours) == (f"{STEM}.ondemand", 3, 200)
    assert not line.upfront


def test_what_is_not_said_is_bought_on_demand() -> None:
    assert lines(None) == lines("on_demand")


def test_a_commitment_is_billed_for_every_hour_whatever_runs() -> None:
    (line,) = lines("reserved")
    assert line.rate_key == f"{STEM}.reserved_standard.1yr.no_upfront"
    assert line.hours is None and line.quantity == 3 and line.share == 1
    assert "running or not" in line.reason


def test_all_upfront_leaves_nothing_for_the_months() -> None:
    (line,) = lines("reserved_convertible", "3", "all_upfront")
    assert line.rate_key == f"{STEM}.reserved_convertible.3yr.all_upfront"
    assert line.upfront and line.quantity == 3 * 26_280 and line.share == 1


def test_partial_upfront_is_half_at_once_and_half_by_the_month_and_says_so() -> None:
    monthly, once = lines("compute_savings_plan", "1", "partial_upfront")
    assert monthly.rate_key == once.rate_key == f"{STEM}.compute_sp.1yr.partial_upfront"
    assert monthly.share == once.share == Decimal("0.5")
    assert not monthly.upfront and once.upfront
    assert once.quantity == 3 * 8_760
    assert all("half of the effective rate" in line.reason for line in (monthly, once))


def test_an_instance_savings_plan_takes_the_reserved_rate_and_says_so() -> None:
    (line,) = lines("ec2_instance_savings_plan", "3")
    assert line.rate_key == f"{STEM}.reserved_standard.3yr.no_upfront"
    assert "Reserved Instance" in line.reason


def test_spot_has_a_key_of_its_own_that_a_price_sheet_may_fill() -> None:
    (line,) = lines("spot")
    assert line.rate_key == f"{STEM}.spot" and line.hours == 200
    assert "change all the time" in line.reason


@pytest.mark.parametrize(
    ("term", "payment", "asked"), [(None, "no_upfront", "term_years"), ("1", None, "payment")]
)
def test_a_commitment_without_its_term_or_payment_needs_input(
    term: str | None, payment: str | None, asked: str
) -> None:
    (line,) = lines("reserved", term, payment)
    assert line.quantity is None and line.rate_key == "" and line.property == asked


def test_an_unknown_number_is_unknown_at_once_and_by_the_month() -> None:
    some = Capacity(
        "Node hours", "cache.m6g.large", "elasticache.node.cache.m6g.large.redis", None, property="x"
    )
    monthly, once = capacity_lines(some, Purchase("reserved", "3", "partial_upfront"))
    assert monthly.quantity is None and once.quantity is None
    assert {monthly.property, once.property} == {"x"}
    assert monthly.rate_key == "elasticache.node.cache.m6g.large.redis.reserved.3yr.partial_upfront"


def test_term_and_payment_are_asked_for_commitments_only() -> None:
    for field in (term_choice(), payment_choice()):
        when = field.json_schema_extra["property"]["when"]
        assert "on_demand" not in when["purchase"] and "spot" not in when["purchase"]
        assert set(when["purchase"]) == set(COMPUTE_PLANS)
    assert purchase_choice().default == "on_demand"


def test_services_that_sell_commitments_declare_all_three_fields() -> None:
    selling = [one for one in catalogue().values() if "term_years" in one.model_fields]
    for service in selling:
        assert {"purchase", "term_years", "payment"} <= service.model_fields.keys(), service.name
