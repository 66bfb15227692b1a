"""Price lists for a run: the shipped one, with a stand-in where it has no rate, and the case's own prices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from pricing.parts import gross
from pricing.rates import Rate, RateNotFound, Rates
from pricing.tiers import Tier

STAND_IN = "no rate in the price list"


class Recorded:
    """Asks ``rates``; where it has no such key, gives a rate of 1 USD that is marked as a stand-in.

    ``units`` says what such keys count: rate key -> unit, as the services state it.
    """

    def __init__(self, rates: Rates, units: Mapping[str, str]) -> None:
        self._rates = rates
        self._units = units

    @property
    def date(self) -> str:
        return self._rates.date

    @property
    def digest(self) -> str:
        return self._rates.digest

    def rate(self, key: str, region: str) -> Rate:
        try:
            return self._rates.rate(key, region)
        except RateNotFound:
            one = Tier(Decimal(0), None, Decimal(1))
            return Rate(key, region, "", "", self._units.get(key, ""), (one,), STAND_IN, "", "memory")

    def keys(self, region: str, prefix: str = "") -> Iterator[str]:
        return self._rates.keys(region, prefix)


class CasePrices(Recorded):
    """The list with a case's prices put in, by key, Region and tier; units and tier edges stay ours."""

    def __init__(
        self, rates: Rates, units: Mapping[str, str], prices: Mapping[tuple[str, str, int], Decimal]
    ) -> None:
        super().__init__(rates, units)
        self._prices = prices

    def rate(self, key: str, region: str) -> Rate:
        rate = super().rate(key, region)
        # The tiers of a line are counted from the first that is paid.
        free = len(rate.tiers) - len(gross(rate).tiers)
        tiers = tuple(
            replace(tier, price=self._prices.get((key, region, index - free), tier.price))
            for index, tier in enumerate(rate.tiers)
        )
        return replace(rate, tiers=tiers)
