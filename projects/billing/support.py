"""AWS Support's charge: a tiered share of the month's charges, or a monthly minimum where that is more."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pricing.costs import CostComponent, included, usage
from pricing.rates import RateNotFound
from pricing.table import price_table
from pricing.tiers import BeyondTiers, split

_EVERYWHERE = "global"


def plan_charge(name: str, rate_key: str, charges: Decimal | None, property: str) -> Iterator[CostComponent]:
    """The share of ``charges`` (USD a month), or the plan's minimum; "needs input" without charges.

    Which of the two it is has to be known before any price is looked up, so it is judged by the shipped list.
    """
    share = usage(
        f"{name} (share of charges)",
        rate_key,
        charges,
        region=_EVERYWHERE,
        property=property,
        pooled=False,
        unit="USD",
    )
    minimum_key = f"{rate_key}.minimum"
    if charges is None or not _minimum_holds(rate_key, minimum_key, charges):
        yield share
        return
    yield usage(f"{name} (monthly minimum)", minimum_key, 1, region=_EVERYWHERE)
    yield included(f"{name} (share of charges)", "It comes to less than the monthly minimum.", rate_key)


def _minimum_holds(rate_key: str, minimum_key: str, charges: Decimal) -> bool:
    try:
        rate = price_table().rate(rate_key, _EVERYWHERE)
        minimum = price_table().rate(minimum_key, _EVERYWHERE)
        parts = split(rate.tiers, charges, Decimal(0))
        share = sum((part.quantity * part.tier.price for part in parts if part.tier), Decimal(0))
    except (RateNotFound, BeyondTiers):
        return False
    return share / rate.per < minimum.price
