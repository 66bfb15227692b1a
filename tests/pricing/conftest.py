"""What the tests of prices share: an owner of lines, and price lists made by hand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pricing.estimate import Owner
from pricing.rates import Rate, RateNotFound
from pricing.tiers import Tier

ROOT = Path(__file__).resolve().parents[2]
# The build scripts are run from their folder and import one another by plain names.
sys.path.insert(0, str(ROOT / "scripts"))


class PriceList:
    """Rates given by hand; implements :class:`pricing.rates.Rates`."""

    date = "2026-01-31"
    digest = "0" * 64

    def __init__(self, *rates: Rate) -> None:
        self._rates = {(rate.key, rate.region): rate for rate in rates}

    def rate(self, key: str, region: str) -> Rate:
        if (key, region) not in self._rates:
            raise RateNotFound(key, region)
        return self._rates[key, region]

    def keys(self, region: str, prefix: str = "") -> Iterator[str]:
        return iter(sorted(key for key, place in self._rates if place == region and key.startswith(prefix)))


@pytest.fixture
def price_list() -> type[PriceList]:
    return PriceList


@pytest.fixture
def make_rate() -> Callable[..., Rate]:
    """make_rate("GB", ("0", "300", "1.00"), ("300", None, "0.90")): key "thing.unit" in eu-west-1."""

    def made(unit: str, *tiers: tuple[str, str | None, str], key: str = "thing.unit") -> Rate:
        steps = tuple(Tier(Decimal(a), None if b is None else Decimal(b), Decimal(p)) for a, b, p in tiers)
        return Rate(key, "eu-west-1", "thing", "A thing", unit, steps, "a list", "2026-01-31", "exact")

    return made


@pytest.fixture
def owner() -> Owner:
    return Owner("n1", "Shop", ("eu-west-1",), "thing", "Thing", "Compute", "eu-west-1")
