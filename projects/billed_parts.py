"""What a service is billed for at a place: its cost components, remembered with what they came to last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from pricing.allowances import Allowance, Use, allowance_of, use_of
from pricing.costs import CostComponent, included, not_priced
from pricing.estimate import Totals, rate_of, total_of_parts
from pricing.parts import Part, component_quantity, parts_of
from pricing.rates import Rate, Rates
from pricing.tiers import Tier
from projects.memory import Memory
from projects.place import Place
from projects.service import Service

_APART = {
    "local_zone": "Local Zones have prices of their own, which are not in the price list.",
    "outpost": "Outposts are bought with their capacity; their prices are not in the price list.",
}
_BESIDES = "Its links say GB of their own, which are priced besides."
_MOST_REMEMBERED = 16_384
"""Services at places in a generation: more than the largest drawings have, so that no estimate forgets its
own beginning."""

_MOST_LISTS = 4

RateKey = tuple[str, str, bool]
"""Region, rate key, and whether tiers and allowances are those of the account."""


Quote = tuple["Rate | None", bool, "Allowance | None"]
"""A rate, whether its tiers are shared, and what of it is free."""

Starts = dict[RateKey, Decimal]
"""What others took of each rate's tiers, in single units."""

_UNKNOWN: Quote = (None, False, None)
_UNPRICED: RateKey = ("", "", False)
"""Where parts without a rate are looked up."""
ZERO = Decimal(0)


class Quotes:
    """The rates of a price list, each looked up once."""

    def __init__(self, rates: Rates) -> None:
        self.rates = rates
        self.memory: Memory[Any] = Memory(_MOST_REMEMBERED)
        """What records came to at these rates, as far as it depends on nothing else."""
        self._known: dict[RateKey, Quote] = {_UNPRICED: _UNKNOWN}

    def of(self, parts: list[BilledPart]) -> list[Quote]:
        """A quote for each part."""
        known = self._known
        return [known.get(part.rate_key) or self._found(part) for part in parts]

    def tiers(self, where: RateKey) -> tuple[Tier, ...]:
        """Of a rate that was quoted; empty where there is none."""
        rate = self._known[where][0]
        return rate.tiers if rate is not None else ()

    def _found(self, part: BilledPart) -> Quote:
        component, _, where = part
        rate = rate_of(component, where[0], self.rates)
        quote = _UNKNOWN
        if rate is not None:
            pooled = component.pooled
            quote = (rate, pooled and rate.graduated, allowance_of(rate) if pooled else None)
        self._known[where] = quote
        return quote


_recent: list[Quotes] = []


def quotes_of(rates: Rates) -> Quotes:
    """The same quotes for the same price list, so that what was priced at them can be recognized.

    Only lists that say they never change are remembered from one estimate to the next.
    """
    if not getattr(rates, "immutable", False):
        return Quotes(rates)
    for known in _recent:
        if known.rates is rates:
            return known
    _recent.insert(0, Quotes(rates))
    del _recent[_MOST_LISTS:]
    return _recent[0]


class BilledPart(NamedTuple):
    """One component of a service at a place: how much, and where it is priced."""

    component: CostComponent
    quantity: Decimal | None
    rate_key: RateKey

    @property
    def units(self) -> Decimal | None:
        """Of all equal resources together, in single units: what it takes of shared tiers."""
        return None if self.quantity is None else self.quantity * self.component.count


class Priced(NamedTuple):
    """What a service at a place comes to."""

    parts: tuple[Part, ...]
    totals: Totals
    uses: tuple[tuple[Allowance, Use], ...]
    """What it could take of the account's allowances."""


class Billed:
    """All parts of what is billed together, such as a service at a place, which equal nodes share."""

    __slots__ = ("_at", "_priced", "_quotes", "_starts", "category", "label", "parts", "pools", "service")

    def __init__(
        self,
        service: str,
        label: str,
        category: str,
        components: Iterable[CostComponent],
        region: str,
        hours: Decimal,
    ) -> None:
        self.service = service
        self.label = label
        self.category = category
        self.parts = [
            BilledPart(
                component,
                component_quantity(component, hours),
                (component.region or region, component.rate_key, component.pooled)
                if component.rate_key and component.kind in ("hourly", "usage")
                else _UNPRICED,
            )
            for component in components
        ]
        self.pools: dict[RateKey, Decimal] = {}
        """What it takes of the shared tiers, at the quotes it was quoted at last."""
        self._at: Quotes | None = None
        self._quotes: list[Quote] = []
        self._starts: Starts | None = None
        self._priced: Priced | None = None

    def quoted(self, quotes: Quotes) -> dict[RateKey, Decimal]:
        """What it takes of the shared tiers of a price list, in single units."""
        if self._at is not quotes:
            self._at, self._priced, self.pools = quotes, None, {}
            self._quotes = quotes.of(self.parts)
            for part, quote in zip(self.parts, self._quotes, strict=True):
                if quote[1] and part.quantity is not None:
                    self.pools[part.rate_key] = self.pools.get(part.rate_key, ZERO) + (part.units or ZERO)
        return self.pools

    def priced(self, quotes: Quotes, starts: Starts) -> Priced:
        """What it comes to where others took ``starts`` of the tiers; made anew only if anything changed."""
        self.quoted(quotes)
        if self._priced is None or self._starts != starts:
            self._starts = dict(starts)
            self._priced = self._made(dict(starts))
        return self._priced

    def _made(self, taken: Starts) -> Priced:
        found: list[Part] = []
        uses: list[tuple[Allowance, Use]] = []
        for (component, quantity, where), (rate, shared, allowance) in zip(
            self.parts, self._quotes, strict=True
        ):
            if shared and quantity is not None:
                start = taken.get(where, ZERO)
                parts = parts_of(component, quantity, where[0], rate, start)
                taken[where] = start + quantity * component.count
            else:
                parts = parts_of(component, quantity, where[0], rate)
            found += parts
            if allowance is not None:
                given = [use_of(part, self.service, self.label, self.category) for part in parts]
                uses += [(allowance, use) for use in given if use is not None]
        return Priced(tuple(found), total_of_parts(found), tuple(uses))


def _billed(service: Service, place: Place) -> Billed:
    return Billed(
        service.stored_name,
        service.billed_as or service.official or service.label,
        service.category,
        _components(service, place),
        place.region,
        place.hours_per_month,
    )


class _Memory:
    """What was billed, by service object and place: two generations, of which the elder is forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._young: dict[tuple[int, Place], tuple[Service, Billed]] = {}
        self._old: dict[tuple[int, Place], tuple[Service, Billed]] = {}

    def billed(self, service: Service, place: Place) -> Billed:
        # Records never change, so the object tells as much as its values and needs no comparing. An
        # entry holds its service: no other can get the same number while the entry is here.
        key = (id(service), place)
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key) or (service, _billed(service, place))
            if len(self._young) >= self._most:
                self._old, self._young = self._young, {}
            self._young[key] = found
        return found[1]

    def forget(self) -> None:
        """Give back the memory, and let go of the services."""
        self._young, self._old = {}, {}


_memory = _Memory(_MOST_REMEMBERED)
billed, forget_billed = _memory.billed, _memory.forget
"""What a node is billed for; a kind that needs no price says so, frames and actors say nothing."""


def _components(service: Service, place: Place) -> tuple[CostComponent, ...]:
    found = tuple(service.costs(place))
    if place.priced_apart:
        found = tuple(_unpriced(part, _APART[place.priced_apart]) for part in found)
    if place.on_links:
        found = tuple(_besides_links(part) if part.property in place.on_links else part for part in found)
    if found or service.is_container() or service.is_overlay() or service.shape == "actor":
        return found
    return (included(service.label, service.needs_no_price or "Not billed."),)


def _besides_links(component: CostComponent) -> CostComponent:
    """A part whose figure the node's links state too: not asked for, and said where both do."""
    if component.kind != "usage":
        return component
    if component.quantity is None:
        return included(component.name, "Counted on its links.", component.rate_key)
    return replace(component, reason=f"{component.reason} {_BESIDES}".lstrip())


def _unpriced(component: CostComponent, reason: str) -> CostComponent:
    """The part without the Region's price, which does not hold where it stands."""
    if component.kind in ("included", "not_priced") or component.region is not None:
        return component
    return not_priced(component.name, reason)
