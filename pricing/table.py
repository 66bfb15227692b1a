"""The shipped price table: exact keys, one Region's file read at a time, rates built at first look-up."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, cached_property
from importlib.resources.abc import Traversable
from typing import Any, NoReturn

from pricing.commitment_ratios import FILE as RATIOS
from pricing.commitment_ratios import CommitmentRatios, read_ratios
from pricing.data_files import DataError, read_text, records, shipped_data
from pricing.rates import Confidence, Rate, RateNotFound
from pricing.region_prices import RegionPrices
from pricing.tiers import Tier

_NOT_AS_BUILT = "its content is not what was built, see provenance.json"
_CONFIDENCES: Mapping[str, Confidence] = {"exact": "exact", "derived": "derived", "memory": "memory"}


@dataclass(frozen=True, slots=True)
class Source:
    """Where rates were read: a published file, its date (ISO, empty where unknown) and how sure it is."""

    code: str
    name: str
    date: str
    confidence: Confidence
    rates: int
    """How many rates of the table come from it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is the same for a key, or for all keys of a section, in every Region."""

    service: str
    unit: str
    description: str


class PriceTable:
    """AWS list prices in ``folder`` (layout: pricing/data/README.md); a :class:`pricing.rates.Rates`."""

    immutable = True
    """Asked again it gives the same rates: what was priced at them may be remembered."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder
        self._regions: dict[str, RegionPrices] = {}
        self._rates: dict[tuple[str, str], Rate] = {}

    @property
    def date(self) -> str:
        """ISO date of the newest source."""
        return str(self._provenance["date"])

    @property
    def digest(self) -> str:
        """SHA-256 over all price files, hexadecimal."""
        return str(self._provenance["digest"])

    def fact(self, name: str) -> object:
        """What provenance.json says under this name; None where it says nothing."""
        return self._provenance.get(name)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Every source, by code; raises :class:`DataError`."""
        found: list[Source] = []
        for number, fields in self._records("sources.tsv", 5):
            code, name, date, confidence, rates = fields
            if confidence not in _CONFIDENCES or not rates.isdigit():
                raise DataError("sources.tsv", number, "the confidence or the number of rates is wrong")
            found.append(Source(code, name, date, _CONFIDENCES[confidence], int(rates)))
        return tuple(sorted(found, key=lambda source: source.code))

    def regions(self) -> tuple[str, ...]:
        """Codes with prices, sorted: Regions, "global" and the CloudFront geographies ("edge-eu")."""
        return tuple(sorted(self._provenance["regions"]))

    def rate(self, key: str, region: str) -> Rate:
        """The rate of exactly this key and Region; raises :class:`RateNotFound`, never a neighbour's.

        A commitment without a rate is estimated from the Region's own on-demand rate where its family has a
        ratio; :meth:`find` and :meth:`keys` know nothing of estimates.
        """
        found = self.find(key, region)
        if found is None:
            found = self.ratios.estimated(key, lambda other: self.find(other, region))
        if found is None:
            raise RateNotFound(key, region)
        return found

    def find(self, key: str, region: str) -> Rate | None:
        """The rate of exactly this key and Region, or None; :class:`DataError` on damaged files."""
        known = self._rates.get((key, region))
        if known is not None:
            return known
        prices = self._prices(region)
        number = prices.line_of(key) if prices else None
        if prices is None or number is None:
            return None
        rate = self._rates[key, region] = self._read_rate(prices, number, key, region)
        return rate

    def keys(self, region: str, prefix: str = "") -> Iterator[str]:
        """Every key priced in ``region`` that begins with ``prefix``, sorted."""
        prices = self._prices(region)
        if prices is not None:
            yield from prices.keys_from(prefix)

    @cached_property
    def ratios(self) -> CommitmentRatios:
        """What commitments cost of on demand; none where the table was built without."""
        if RATIOS not in self._provenance["files"]:
            return CommitmentRatios({})
        found = read_ratios(self._folder)
        if not self._intact(RATIOS, read_text(self._folder, RATIOS)):
            raise DataError(RATIOS, 0, _NOT_AS_BUILT)
        return found

    def forget(self) -> None:
        """Give back the memory of the rates that were built; whoever reads many asks for it now and then."""
        self._rates.clear()

    @cached_property
    def _provenance(self) -> dict[str, Any]:
        try:
            facts = json.loads((self._folder / "provenance.json").read_text(encoding="utf-8"))
            missing = {"date", "digest", "regions", "files"} - facts.keys()
        except (OSError, ValueError, AttributeError) as error:
            raise DataError("provenance.json", 0, str(error)) from error
        if missing:
            raise DataError("provenance.json", 0, f"{', '.join(sorted(missing))} missing")
        return dict(facts)

    @cached_property
    def _source_of(self) -> dict[str, Source]:
        return {source.code: source for source in self.sources}

    @cached_property
    def _entries(self) -> dict[str, _Entry]:
        return {fields[0]: _Entry(*fields[1:]) for _, fields in self._records("keys.tsv", 4)}

    def _prices(self, region: str) -> RegionPrices | None:
        prices = self._regions.get(region)
        if prices is None and region in self._provenance["regions"]:
            name = f"prices/{region}.tsv"
            text = read_text(self._folder, name)
            prices = RegionPrices(name, text)
            if not self._intact(name, text):
                self._find_damage(prices, region)
            self._regions[region] = prices
        return prices

    def _intact(self, name: str, text: str) -> bool:
        return bool(hashlib.sha256(text.encode()).hexdigest() == self._provenance["files"].get(name))

    def _find_damage(self, prices: RegionPrices, region: str) -> NoReturn:
        for key, number in prices.all():
            self._read_rate(prices, number, key, region)
        raise DataError(prices.name, 0, _NOT_AS_BUILT)

    def _records(self, name: str, width: int) -> list[tuple[int, list[str]]]:
        """Line numbers and fields of a shared file; raises :class:`DataError` where it is not as built."""
        text = read_text(self._folder, name)
        found = records(name, text, width)
        if not self._intact(name, text):
            raise DataError(name, 0, _NOT_AS_BUILT)
        return found

    def _read_rate(self, prices: RegionPrices, number: int, key: str, region: str) -> Rate:
        name, amounts, own_source, own_text = [*prices.line(number).split("\t"), "", ""][:4]
        pattern, usual_source = prices.section_of(number)
        entry = self._entries.get(pattern or key)
        source = self._source_of.get(own_source or usual_source)
        if entry is None or source is None:
            missing = f"keys.tsv has no {pattern or key}" if entry is None else "its source is unknown"
            raise prices.damaged(number, missing)
        try:
            tiers = _tiers(amounts)
        except ArithmeticError as error:
            raise prices.damaged(number, f"{amounts!r} is no price") from error
        text = own_text or entry.description
        texts = tuple((text.replace("{}", name) if pattern else text).split(" | "))
        if len(texts) not in (1, len(tiers)):
            raise prices.damaged(number, f"{len(texts)} descriptions for {len(tiers)} tiers")
        return Rate(
            key=key,
            region=region,
            service=entry.service,
            description=texts[0],
            unit=entry.unit,
            tiers=tiers,
            source=source.name,
            effective_date=source.date,
            confidence=source.confidence,
            tier_descriptions=texts if len(texts) > 1 else (),
        )


def _tiers(text: str) -> tuple[Tier, ...]:
    """ "0.096", "0:0.09 10240:0.085" or "0:0.029 512000:-" (nothing published from there on)."""
    if ":" not in text:
        return (Tier(Decimal(0), None, _amount(text)),)
    steps = [step.partition(":") for step in text.split(" ")]
    ends = [_amount(start) for start, _, _ in steps[1:]]
    return tuple(
        Tier(_amount(start), end, _amount(price))
        for (start, _, price), end in zip(steps, [*ends, None], strict=True)
        if price != "-" or end is not None
    )


def _amount(text: str) -> Decimal:
    amount = Decimal(text)
    if not amount.is_finite() or amount < 0:
        raise InvalidOperation
    return amount


@cache
def price_table() -> PriceTable:
    """The shipped table, with this person's updated prices before it; files are read when first needed."""
    from pricing.offers.installed import with_updates

    return with_updates(PriceTable(shipped_data()))
