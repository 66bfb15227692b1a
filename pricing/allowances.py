"""Free allowances: what AWS leaves free each month, once per account, taken off in lines of the account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase
from functools import cache

from pricing.data_files import DataError, read_text, records, shipped_data
from pricing.estimate import LineItem, Owner
from pricing.parts import ZERO, Part
from pricing.rates import CONFIDENCE_TEXT, Confidence, Rate
from pricing.tier_names import amount_text

ACCOUNT = "AWS account"
"""The label of what belongs to the account and not to a node."""

_FILE = "allowances.tsv"
_CONFIDENCES: dict[str, Confidence] = {"exact": "exact", "derived": "derived", "memory": "memory"}


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is free each month, once per account, over all Regions and all keys that it covers."""

    name: str
    """ "first 1 million requests"."""
    keys: tuple[str, ...]
    """Rate keys or patterns of them ("lambda.requests.*") that use it up together."""
    amount: Decimal
    """In single units."""
    source: str
    confidence: Confidence
    service: str = ""
    """What the line is listed under; empty for the service that uses it."""
    not_in: tuple[str, ...] = ()
    """Patterns of Regions it does not hold in."""

    def covers(self, key: str, region: str) -> bool:
        return any(fnmatchcase(key, pattern) for pattern in self.keys) and not any(
            fnmatchcase(region, pattern) for pattern in self.not_in
        )

    @property
    def reason(self) -> str:
        """The allowance in words, with where the figure comes from."""
        source = f"{self.source}, " if self.source else ""
        sure = f"{source}{CONFIDENCE_TEXT[self.confidence]}"
        return f"Free each month: {self.name}, once per account over all Regions. Allowance: {sure}."


@dataclass(frozen=True, slots=True)
class Use:
    """What one kind of line takes of an allowance: units billed in the first tier of a rate."""

    rate: Rate
    units: Decimal
    service: str
    service_label: str
    category: str


@cache
def shipped_allowances() -> tuple[Allowance, ...]:
    """Those that no price list publishes as a tier; raises :class:`pricing.data_files.DataError`."""
    found: list[Allowance] = []
    for number, fields in records(_FILE, read_text(shipped_data(), _FILE), 7):
        name, keys, amount, service, not_in, source, confidence = fields
        try:
            units = Decimal(amount)
        except InvalidOperation:
            raise DataError(_FILE, number, f"{amount!r} is no amount") from None
        if confidence not in _CONFIDENCES or not units > 0 or not keys:
            raise DataError(_FILE, number, "the keys, the amount or the confidence is wrong")
        found.append(
            Allowance(
                name,
                tuple(keys.split()),
                units,
                source,
                _CONFIDENCES[confidence],
                service,
                tuple(not_in.split()),
            )
        )
    return tuple(found)


def allowance_of(rate: Rate) -> Allowance | None:
    """What AWS leaves free of a :func:`pricing.parts.gross` rate; None for most rates."""
    return _listed(rate.key, rate.region) or (_published(rate) if rate.free else None)


@cache
def _listed(key: str, region: str) -> Allowance | None:
    return next((found for found in shipped_allowances() if found.covers(key, region)), None)


def _published(rate: Rate) -> Allowance:
    """The free tier of the price list itself; the same one in every Region that has as much of it."""
    words = amount_text(rate.free, rate.unit)
    source = "a tier of the own price sheet" if rate.sheet else "a tier of the price list"
    return Allowance(f"first {words}", (rate.key,), rate.free, source, rate.confidence)


def use_of(part: Part, service: str, service_label: str, category: str) -> Use | None:
    """What a part takes of an allowance: None unless it is priced at the first tier of the full rate."""
    rate = part.rate
    if rate is None or part.state != "priced" or part.tier or not part.pooled or part.upfront:
        return None
    if not part.quantity or part.quantity < 0 or part.unit_price != rate.tiers[0].price:
        return None
    return Use(rate, part.quantity * rate.per, service, service_label, category)


def account_lines(lines: Iterable[LineItem]) -> list[LineItem]:
    """The allowances that these gross lines of nodes use, each once, as lines of the account."""
    uses = []
    for owner, part in lines:
        use = use_of(part, owner.service, owner.service_label, owner.category)
        allowance = allowance_of(use.rate) if use is not None else None
        if use is not None and allowance is not None:
            uses.append((allowance, use))
    return allowance_lines(uses)


def allowance_lines(uses: Iterable[tuple[Allowance, Use]]) -> list[LineItem]:
    """Lines below zero, in order of service, allowance and rate.

    An allowance goes to the cheapest units first, so that the estimate is never too low, and is never
    more than what is used.
    """
    found: dict[tuple[str, ...], tuple[list[Allowance], list[Use]]] = {}
    for allowance, use in uses:
        named, used = found.setdefault(allowance.keys, ([], []))
        named.append(allowance)
        used.append(use)
    # Where Regions publish different amounts the smallest holds: it is one allowance, not one for each.
    lines = [
        line
        for named, used in found.values()
        for line in _taken(min(named, key=lambda one: (one.amount, one.name)), used)
    ]
    return sorted(lines, key=listing)


def listing(line: LineItem) -> tuple[str, str, str, str]:
    """Where a line stands among those of the account."""
    rate = line.rate
    key, region = (rate.key, rate.region) if rate is not None else ("", "")
    return line.owner.service_label, line.component, key, region


def _taken(allowance: Allowance, uses: list[Use]) -> Iterator[LineItem]:
    by_rate: dict[tuple[Decimal, str, str], list[Use]] = {}
    for use in uses:
        rate = use.rate
        by_rate.setdefault((rate.tiers[0].price / rate.per, rate.key, rate.region), []).append(use)
    left = allowance.amount
    for place in sorted(by_rate):
        same = by_rate[place]
        units = min(left, sum((use.units for use in same), ZERO))
        if units > 0:
            yield _line(allowance, same, units)
            left -= units


def _line(allowance: Allowance, uses: list[Use], units: Decimal) -> LineItem:
    first = min(uses, key=lambda use: (use.service_label, use.service))
    rate = first.rate
    region = "" if rate.region == "global" or rate.region.startswith("edge-") else rate.region
    label = allowance.service or first.service_label
    owner = Owner("", ACCOUNT, (), first.service, label, first.category, region)
    quantity = -units / rate.per
    price = rate.tiers[0].price
    part = Part(
        f"Free allowance: {allowance.name}",
        "priced",
        quantity,
        rate.unit,
        price,
        quantity * price,
        rate=rate,
        reason=allowance.reason,
    )
    return LineItem(owner, part)
