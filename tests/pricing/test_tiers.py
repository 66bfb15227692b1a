"""Graduated quantities."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.tiers import BeyondTiers, Tier, TierShare, split


def tiers(*steps: tuple[int, int | None]) -> tuple[Tier, ...]:
    return tuple(
        Tier(Decimal(start), None if end is None else Decimal(end), Decimal(index + 1))
        for index, (start, end) in enumerate(steps)
    )


EGRESS = tiers((0, 10240), (10240, 51200), (51200, None))


def shares(steps: tuple[Tier, ...], quantity: int, used: int = 0) -> list[tuple[int | None, int]]:
    return [
        (None if share.tier is None else steps.index(share.tier), int(share.quantity))
        for share in split(steps, Decimal(quantity), Decimal(used))
    ]


def test_a_quantity_up_to_the_edge_stays_in_the_first_tier() -> None:
    assert shares(EGRESS, 10240) == [(0, 10240)]


def test_one_unit_past_the_edge_falls_into_the_next_tier() -> None:
    assert shares(EGRESS, 10241) == [(0, 10240), (1, 1)]


def test_a_large_quantity_reaches_every_tier() -> None:
    assert shares(EGRESS, 60000) == [(0, 10240), (1, 40960), (2, 8800)]


def test_two_resources_of_8_tb_reach_the_second_tier_together() -> None:
    assert shares(EGRESS, 8192) == [(0, 8192)]
    assert shares(EGRESS, 8192, used=8192) == [(0, 2048), (1, 6144)]


def test_what_others_used_up_skips_whole_tiers() -> None:
    assert shares(EGRESS, 5, used=51200) == [(2, 5)]


def test_nothing_makes_no_share() -> None:
    assert shares(EGRESS, 0) == []


def test_below_a_first_tier_that_starts_above_zero_is_free() -> None:
    kms = tiers((20000, None))
    assert shares(kms, 15000) == [(None, 15000)]
    assert shares(kms, 25000) == [(None, 20000), (0, 5000)]


def test_the_free_part_is_given_once_to_the_whole_account() -> None:
    kms = tiers((20000, None))
    assert shares(kms, 15000, used=15000) == [(None, 5000), (0, 10000)]
    assert shares(kms, 15000, used=20000) == [(0, 15000)]


def test_past_a_bounded_last_tier_there_is_no_price() -> None:
    firehose = tiers((0, 512000), (512000, 5120000))
    got: list[TierShare] = []
    with pytest.raises(BeyondTiers) as beyond:
        got.extend(split(firehose, Decimal(5120007)))
    assert beyond.value.quantity == 7
    with pytest.raises(BeyondTiers) as beyond:
        list(split(firehose, Decimal(7), already_used=Decimal(6000000)))
    assert beyond.value.quantity == 7


amounts = st.decimals(min_value=0, max_value=10**7, places=3, allow_nan=False, allow_infinity=False)


@given(quantity=amounts, used=amounts)
def test_shares_add_up_to_the_quantity(quantity: Decimal, used: Decimal) -> None:
    assert sum((share.quantity for share in split(EGRESS, quantity, used)), Decimal(0)) == quantity


@given(first=amounts, second=amounts)
def test_two_in_turn_cost_what_they_cost_together(first: Decimal, second: Decimal) -> None:
    def cost(quantity: Decimal, used: Decimal = Decimal(0)) -> Decimal:
        return sum((s.quantity * s.tier.price for s in split(EGRESS, quantity, used) if s.tier), Decimal(0))

    assert cost(first) + cost(second, first) == cost(first + second)
