"""A price list with a person's own prices before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from pricing.price_sheets.reading import EVERY_REGION, PriceSheet
from pricing.rates import Rate, Rates


class SheetPrices:
    """``base`` with the prices of ``sheet`` put first; a :class:`pricing.rates.Rates`.

    A row for one Region comes before a row for every Region ("*"), and either before the list. "*" holds in
    Regions only, not in the geographies of CloudFront and not for what is priced globally.
    """

    def __init__(self, base: Rates, sheet: PriceSheet) -> None:
        self.base = base
        self.sheet = sheet
        self._everywhere: dict[tuple[str, str], Rate] = {}

    @property
    def immutable(self) -> bool:
        """Asked again it gives the same rates, if the list does."""
        return bool(getattr(self.base, "immutable", False))

    @property
    def date(self) -> str:
        """ISO date of the newest source of either."""
        return max(self.base.date, self.sheet.date)

    @property
    def digest(self) -> str:
        """SHA-256 over the digests of both, hexadecimal."""
        return hashlib.sha256(f"{self.base.digest} {self.sheet.digest}".encode()).hexdigest()

    def rate(self, key: str, region: str) -> Rate:
        """The sheet's rate, or the list's; raises :class:`pricing.rates.RateNotFound`."""
        own = self.sheet.rates.get((key, region)) or self._of_every_region(key, region)
        return own if own is not None else self.base.rate(key, region)

    def keys(self, region: str, prefix: str = "") -> Iterator[str]:
        """Every key priced in ``region`` that begins with ``prefix``, sorted."""
        places = (region, EVERY_REGION) if _is_region(region) else (region,)
        own = {key for key, place in self.sheet.rates if place in places and key.startswith(prefix)}
        yield from sorted(own.union(self.base.keys(region, prefix)))

    def _of_every_region(self, key: str, region: str) -> Rate | None:
        known = self._everywhere.get((key, region))
        if known is None and _is_region(region):
            found = self.sheet.rates.get((key, EVERY_REGION))
            if found is not None:
                known = self._everywhere[key, region] = replace(found, region=region)
        return known


def _is_region(place: str) -> bool:
    return bool(place) and place != "global" and not place.startswith("edge-")
