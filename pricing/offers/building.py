"""From the prices of one Region to rates: tiers in order, each checked against the rate in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from pricing.allowances import shipped_allowances
from pricing.offers.collecting import Figure
from pricing.offers.mapping import Rule
from pricing.rates import Confidence

LOWEST_RATIO, HIGHEST_RATIO = Decimal("0.3"), Decimal(4)
"""Prices further than this from the one in force are suspicious, as in the build of the shipped table."""
_HOURS = {"1yr": Decimal(8760), "3yr": Decimal(26280)}


class NewRate(NamedTuple):
    """A rate of the new list: prices in USD per ``rule.unit``, tier edges in single units."""

    key: str
    rule: Rule
    file: int
    text: str
    confidence: Confidence
    tiers: tuple[tuple[Decimal, Decimal], ...]
    """Start and price of each, in order; all but the last end where the next begins."""
    end: Decimal | None = None
    """Nothing is published from here on."""


class OldRate(NamedTuple):
    """The rate in force that a new one would take the place of."""

    date: str
    unit: str
    tiers: tuple[tuple[Decimal, Decimal], ...]
    """Start and price of each."""


@dataclass
class Findings:
    """What the checks found in the new prices of a Region."""

    accepted: int = 0
    changed: int = 0
    new: int = 0
    broken: list[str] = field(default_factory=list)
    """Duplicates with different prices, gaps and overlaps between tiers, terms with a part missing."""
    suspicious: list[str] = field(default_factory=list)
    older: int = 0
    """The rate in force is of a later date than the file."""


def rates_of(figures: Iterable[Figure], region: str, findings: Findings) -> Iterator[NewRate]:
    """Each key's figures as one rate; what cannot be put together is told and left out."""
    for key, group in groupby(figures, key=lambda figure: figure.key):
        found = list(group)
        try:
            yield _rate(key, found)
        except _Broken as problem:
            findings.broken.append(f"{region} {key}: {problem}")


class _Broken(Exception):
    """The figures of a key do not make a rate."""


def _rate(key: str, figures: Sequence[Figure]) -> NewRate:
    last = max(figure.file for figure in figures)
    figures = [figure for figure in figures if figure.file == last]
    rule, payment = figures[0].rule, figures[0].payment
    upfront = {Decimal(figure.amount) for figure in figures if figure.upfront}
    running = [figure for figure in figures if not figure.upfront]
    if len(upfront) > 1:
        raise _Broken(f"several fees in advance: {_listed(upfront)}")
    steps = _steps(running, rule)
    confidence: Confidence = "exact"
    if payment.lower() in ("partial upfront", "all upfront") and rule.reserved:
        fee = upfront.pop() if upfront else None
        if fee is None or (not steps and payment.lower() == "partial upfront"):
            raise _Broken("the fee in advance or the price per hour is missing")
        hourly = steps[0][1] if steps else Decimal(0)
        steps = [(Decimal(0), hourly + fee / _HOURS[figures[0].lease])]
        confidence = "derived"
    if not steps:
        raise _Broken("no price per unit")
    text = _text(key, rule, figures[0])
    return NewRate(key, rule, last, text, confidence, tuple(steps), _end(running))


def _steps(figures: Sequence[Figure], rule: Rule) -> list[tuple[Decimal, Decimal]]:
    """Start and price of each tier, in our unit; raises :class:`_Broken`."""
    tiers: dict[Decimal, tuple[Decimal, Decimal | None]] = {}
    for figure in figures:
        begin = Decimal(figure.begin)
        tier = Decimal(figure.amount) * rule.per, _bound(figure.end)
        if tiers.setdefault(begin, tier) != tier:
            raise _Broken(f"two prices from {begin:f}: {_listed({tiers[begin][0], tier[0]})}")
    starts = sorted(tiers)
    for lower, upper in zip(starts, starts[1:], strict=False):
        end = tiers[lower][1]
        if end is None or end > upper:
            raise _Broken(f"tiers overlap at {upper:f}")
        if end < upper:
            raise _Broken(f"a gap between tiers from {end:f} to {upper:f}")
    return _without_allowance([(start, tiers[start][0]) for start in starts], figures, rule)


def _without_allowance(
    steps: list[tuple[Decimal, Decimal]], figures: Sequence[Figure], rule: Rule
) -> list[tuple[Decimal, Decimal]]:
    """What is free once per account is taken off by allowances; a free first tier would do so again."""
    if rule.free_below and len(steps) == 1 and not steps[0][0]:
        return [(Decimal(rule.free_below), steps[0][1])]
    pooled = any(figures[0].key in allowance.keys for allowance in shipped_allowances()) if figures else False
    if pooled and len(steps) > 1 and not steps[0][1]:
        return [(Decimal(0), steps[1][1]), *steps[2:]]
    return steps


def _end(figures: Sequence[Figure]) -> Decimal | None:
    ends = [_bound(figure.end) for figure in figures]
    bounded = [end for end in ends if end is not None]
    return max(bounded) if bounded and len(bounded) == len(ends) else None


def _bound(text: str) -> Decimal | None:
    return None if text.lower() == "inf" else Decimal(text)


def _text(key: str, rule: Rule, figure: Figure) -> str:
    """The rule's text with the term behind it; the name of the type is left as {}."""
    text = rule.text
    for name in rule.spelled:
        for value in rule.spelled[name].values():
            if f".{value}" in key:
                text = text.replace(f"{{{name}}}", value)
    if not figure.payment:
        return text
    years = {"1yr": "1 year", "3yr": "3 years"}[figure.lease]
    term = f"{years} {figure.payment.lower()}"
    kind = "reserved " if rule.reserved else ""
    spread = "" if rule.plan or figure.payment.lower() == "no upfront" else ", fee spread over the term"
    return f"{text}, {kind}{term}{spread}"


def _listed(amounts: Iterable[Decimal]) -> str:
    return " and ".join(f"{amount:f}" for amount in sorted(amounts))


def judged(
    new: NewRate,
    old: OldRate | None,
    date: str,
    region: str,
    findings: Findings,
    *,
    older: bool,
    suspicious: bool,
) -> bool:
    """Whether the rate is to be put in force; ``date`` is its file's. Findings are added to."""
    if old is None:
        findings.new += 1
        findings.accepted += 1
        return True
    if old.date > date and not older:
        findings.older += 1
        return False
    doubts = list(_far_off(new, old.tiers)) if old.unit == new.rule.unit else ["its unit was " + old.unit]
    if doubts:
        findings.suspicious.append(f"{region} {new.key}: {'; '.join(doubts)}")
        if not suspicious:
            return False
    findings.accepted += 1
    findings.changed += _paid(old.tiers) != _paid(new.tiers)
    return True


def _paid(tiers: Sequence[tuple[Decimal, Decimal]]) -> Sequence[tuple[Decimal, Decimal]]:
    """Without a first tier that is free: some lists leave it out."""
    return tiers[1:] if len(tiers) > 1 and not tiers[0][1] else tiers


def _far_off(new: NewRate, before: Sequence[tuple[Decimal, Decimal]]) -> Iterator[str]:
    old_first = next((price for _, price in before if price), Decimal(0))
    new_first = next((price for _, price in new.tiers if price), Decimal(0))
    if bool(old_first) != bool(new_first):
        yield f"{new_first:f} where it was {old_first:f}"
    elif old_first and not LOWEST_RATIO <= new_first / old_first <= HIGHEST_RATIO:
        yield f"{new_first:f} is {new_first / old_first:.3g} times the old {old_first:f}"
