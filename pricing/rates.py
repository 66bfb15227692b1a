"""Rates and where they come from: exact keys, one Region read at a time, never a neighbour's price."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, Protocol

from pricing.tiers import Tier

Confidence = Literal["exact", "derived", "memory"]

CONFIDENCE_TEXT: Mapping[str, str] = {
    "exact": "published by AWS",
    "derived": "computed from published figures",
    "memory": "from memory, check before use",
}

_MULTIPLIERS = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000}
PERCENT_OF_BILL = "percent-of-bill"
"""AWS Support: the price is a percentage of the month's charges, so one pricing unit is 100 USD of them."""

_UNIT = re.compile(r"^(\d+)([KMG]?) ")


@dataclass(frozen=True, slots=True)
class Rate:
    """One list price: an exact key in one Region, in USD per ``unit``, with its source.

    ``unit`` may carry a multiplier ("1M requests", "10K requests", "GB-month"); ``per`` is that
    multiplier. Tier edges are counted in single units.
    """

    key: str
    region: str
    service: str
    description: str
    unit: str
    tiers: tuple[Tier, ...]
    source: str
    effective_date: str
    """ISO date of the source's publication; empty where none is known."""
    confidence: Confidence
    tier_descriptions: tuple[str, ...] = ()
    sheet: str = ""
    """Name of the person's own price sheet it was read from; empty for the shipped list."""
    free: Decimal = Decimal(0)
    """Single units a month that are free once per account, and not within ``tiers``."""
    note: str = ""
    """What has to be said on every line that is priced at it: how an estimated rate was made."""
    per: Decimal = field(init=False)
    multiplied: bool = field(init=False)
    """The unit holds several single things."""
    graduated: bool = field(init=False)
    """The price of a quantity depends on what others take of the rate."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "per", unit_multiplier(self.unit))
        object.__setattr__(self, "multiplied", self.per != 1)
        first = self.tiers[0]
        graduated = len(self.tiers) > 1 or first.start > 0 or first.end is not None
        object.__setattr__(self, "graduated", graduated)

    def with_tiers(self, tiers: tuple[Tier, ...], descriptions: tuple[str, ...], free: Decimal) -> Rate:
        """The same rate with other tiers and ``free`` units below them."""
        return replace(
            self,
            tiers=tiers,
            description=descriptions[0] if descriptions else self.description,
            tier_descriptions=descriptions if len(descriptions) > 1 else (),
            free=free,
        )

    @property
    def price(self) -> Decimal:
        """USD per unit of the first priced tier: the one to show where no quantity is known."""
        for tier in self.tiers:
            if tier.price:
                return tier.price
        return self.tiers[0].price


def unit_multiplier(unit: str) -> Decimal:
    """How many single things one pricing unit holds: 1000000 for "1M requests", 1 for "GB-month"."""
    if unit == PERCENT_OF_BILL:
        return Decimal(100)
    found = _UNIT.match(unit)
    if not found:
        return Decimal(1)
    return Decimal(int(found[1]) * _MULTIPLIERS[found[2]])


class RateNotFound(LookupError):
    """No price for this key in this Region; never replaced by another Region's."""

    def __init__(self, key: str, region: str) -> None:
        super().__init__(f"no price for {key} in {region}")
        self.key = key
        self.region = region


class Rates(Protocol):
    """What an estimate asks of a price list."""

    @property
    def date(self) -> str:
        """ISO date of the newest source in the list."""

    @property
    def digest(self) -> str:
        """SHA-256 of the list's content, hexadecimal; a project pins it."""

    def rate(self, key: str, region: str) -> Rate:
        """The rate of exactly this key and Region; raises :class:`RateNotFound`."""

    def keys(self, region: str, prefix: str = "") -> Iterator[str]:
        """Every key priced in ``region`` that begins with ``prefix``, sorted."""
