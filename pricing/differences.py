"""What changed between two price tables: each rate that is new, gone or priced otherwise, and by how much."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pricing.rates import Rate
from pricing.table import PriceTable
from pricing.tiers import Tier

_AT_ONCE = 1_000


class Difference(NamedTuple):
    """A rate in two tables; None where a table has none."""

    key: str
    region: str
    old: Rate | None
    new: Rate | None

    @property
    def ratio(self) -> Decimal | None:
        """New over old, by the first price that is not 0; None where there are not two such prices."""
        if self.old is None or self.new is None or not self.old.price or not self.new.price:
            return None
        return (self.new.price / self.new.per) / (self.old.price / self.old.per)


def differences(
    old: PriceTable, new: PriceTable, regions: frozenset[str] = frozenset()
) -> Iterator[Difference]:
    """Region by Region, by key; dates and sources alone are no difference. Raises DataError.

    Only the Regions named are compared, or all. Both tables give back their memory meanwhile.
    """
    for region in sorted({*old.regions(), *new.regions()}):
        if regions and region not in regions:
            continue
        keys = sorted({*old.keys(region), *new.keys(region)})
        for number, key in enumerate(keys):
            before, after = old.find(key, region), new.find(key, region)
            if not same_price(before, after):
                yield Difference(key, region, before, after)
            if not number % _AT_ONCE:
                old.forget()
                new.forget()


def same_price(old: Rate | None, new: Rate | None) -> bool:
    """Both tables ask the same for every quantity, or both have no rate."""
    if old is None or new is None:
        return old is new
    return old.unit == new.unit and _paid(old.tiers) == _paid(new.tiers)


def _paid(tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
    """Without a first tier that is free: some lists leave it out."""
    return tiers[1:] if len(tiers) > 1 and not tiers[0].price else tiers
