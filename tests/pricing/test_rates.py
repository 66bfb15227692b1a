"""Rates, their units, and what tiers are called."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from pricing.rates import Rate, RateNotFound, unit_multiplier
from pricing.tier_names import amount_text, tier_suffix

MakeRate = Callable[..., Rate]


@pytest.mark.parametrize(
    ("unit", "per"),
    [
        ("hour", 1),
        ("GB-month", 1),
        ("1 execution", 1),
        ("1K requests", 1_000),
        ("10K requests", 10_000),
        ("100K events", 100_000),
        ("1M requests", 1_000_000),
        ("1M objects-month", 1_000_000),
        ("MAU", 1),
    ],
)
def test_a_unit_says_how_many_single_things_it_holds(unit: str, per: int) -> None:
    assert unit_multiplier(unit) == per


def test_a_percentage_of_the_bill_is_taken_of_100_dollars() -> None:
    assert unit_multiplier("percent-of-bill") == 100


def test_the_price_shown_without_a_quantity_is_the_first_that_is_not_free(make_rate: MakeRate) -> None:
    assert make_rate("dashboard-month", ("0", "3", "0"), ("3", None, "3")).price == Decimal(3)
    assert make_rate("none", ("0", None, "0")).price == 0


def test_a_missing_rate_names_its_key_and_region() -> None:
    error = RateNotFound("nat_gateway.hour", "eu-west-9")
    assert (error.key, error.region) == ("nat_gateway.hour", "eu-west-9")
    assert "nat_gateway.hour" in str(error)
    assert "eu-west-9" in str(error)


def test_a_flat_rate_has_no_tier_name(make_rate: MakeRate) -> None:
    rate = make_rate("hour", ("0", None, "0.045"))
    assert tier_suffix(rate, rate.tiers[0]) == ""


def test_tiers_are_called_first_next_and_over(make_rate: MakeRate) -> None:
    rate = make_rate("GB", ("0", "10240", "0.09"), ("10240", "51200", "0.085"), ("51200", None, "0.07"))
    assert [tier_suffix(rate, tier) for tier in rate.tiers] == [
        " (first 10 TB)",
        " (next 40 TB)",
        " (over 50 TB)",
    ]


@pytest.mark.parametrize(
    ("quantity", "unit", "text"),
    [
        ("333000000", "1M requests", "333 million requests"),
        ("20000000000", "1M requests", "20 billion requests"),
        ("7500000000", "GB-second", "7.5 billion GB-seconds"),
        ("20000", "10K requests", "20,000 requests"),
        ("1", "certificate", "1 certificate"),
        ("25", "zone-month", "25 zones"),
        ("32000", "IOPS-month", "32,000 IOPS"),
        ("4194304", "GB", "4 PB"),
        ("12492.8", "GB", "12,492.8 GB"),
        ("10000", "percent-of-bill", "$10,000"),
        ("1000000", "100K objects-month", "1 million objects"),
    ],
)
def test_a_tier_edge_is_said_in_single_things(quantity: str, unit: str, text: str) -> None:
    assert amount_text(Decimal(quantity), unit) == text
