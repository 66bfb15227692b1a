"""Which of our lines and which of a case's are the same thing: by name, quantity, unit and price."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import networkx

from pricing.rates import Rate
from tests.cost_cases.cases import CaseLine

_WORD = re.compile(r"[a-z0-9.]+")
_SILENT = {
    "the",
    "of",
    "for",
    "per",
    "and",
    "first",
    "next",
    "over",
    "a",
    "to",
    "in",
    "on",
    "month",
    "demand",
}
_SAME_WORDS = {
    "egress": "out",
    "transfer": "data",
    "processed": "process",
    "archived": "archive",
    "iops": "io",
    "io": "io",
    "tier": "",
    "writes": "write",
    "put": "write",
    "get": "read",
    "retrieved": "retrieval",
    "restore": "retrieval",
    "memory": "gb",
    "instance": "node",
}
_TIME = {"second": Decimal(1) / 3600, "minute": Decimal(1) / 60, "hour": Decimal(1)}
WORTH_PAIRING = 1.0


@dataclass(frozen=True, slots=True)
class OurLine:
    """A priced line of ours, allowances taken off: ``units`` single units in one tier of a rate."""

    name: str
    units: Decimal
    rate: Rate
    tier: int
    share: Decimal
    """The part of the rate's price that it pays."""
    monthly: Decimal
    known: bool
    """False if the price list has no such rate."""
    node_id: str = ""
    parts: tuple[OurLine, ...] = ()
    """Parts of one node for the same units, such as an hour and its surcharge, given as one by the case."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lines for the same thing; ``factor`` of our single units make one of theirs (730 hours a month)."""

    ours: OurLine
    theirs: CaseLine
    factor: Decimal

    @property
    def price(self) -> Decimal:
        """The case's price in the terms of our rate: for one of its pricing units, before the share."""
        return self.theirs.price / self.theirs.per / self.factor * self.ours.rate.per / self.ours.share


def pair(ours: Sequence[OurLine], theirs: Sequence[CaseLine], hours: Decimal) -> list[Pair]:
    """The likeliest pairs, each line in one at most; lines unlike all others are left over."""
    graph = networkx.Graph()
    factors: dict[tuple[int, int], Decimal] = {}
    for i, mine in enumerate(ours):
        for j, their in enumerate(theirs):
            factor = unit_factor(mine.rate.unit, their.unit, hours)
            likeness = _likeness(mine, their, factor)
            if likeness >= WORTH_PAIRING:
                factors[i, j] = factor
                # Among equals, lines that stand at the same place in both lists belong together.
                near = abs(i / len(ours) - j / len(theirs))
                graph.add_edge(("ours", i), ("theirs", j), weight=round(1000 * likeness - 50 * near))
    found = []
    for one, other in networkx.max_weight_matching(graph):
        i, j = (one[1], other[1]) if one[0] == "ours" else (other[1], one[1])
        found.append((i, Pair(ours[i], theirs[j], factors[i, j])))
    return [made for _, made in sorted(found, key=lambda item: item[0])]


def unit_factor(ours: str, theirs: str, hours: Decimal) -> Decimal:
    """How many of our single units one of theirs holds where they differ in time only; else 1."""
    mine, their = _time(ours, hours), _time(theirs, hours)
    # Data kept for a month and a thing that exists for an hour differ in more than time.
    if not mine or not their or ("gb" in ours.lower()) != ("gb" in theirs.lower()):
        return Decimal(1)
    return their / mine


def _time(unit: str, hours: Decimal) -> Decimal | None:
    word = re.split(r"[-\s]", unit.lower())[-1].removesuffix("s")
    return hours if word in ("month", "mo") else _TIME.get(word)


def _likeness(ours: OurLine, theirs: CaseLine, factor: Decimal) -> float:
    """From 0 to about 5; names alone or figures alone may suffice."""
    units = theirs.quantity * theirs.per * factor
    likeness = 2 * _alike(_words(ours.name), _words(theirs.name))
    if units and abs(units - ours.units) <= abs(units) * Decimal("0.0001"):
        likeness += 1.5
    if ours.known and theirs.price and ours.monthly and ours.units:
        price = ours.monthly / ours.units
        asked = theirs.price / theirs.per / factor
        if abs(price - asked) <= asked * Decimal("0.01"):
            likeness += 1
        elif not Decimal("0.1") < price / asked < 10:
            likeness -= 1
    return likeness


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other))) if one and other else 0.0


def _words(text: str) -> set[str]:
    found = set()
    for word in _WORD.findall(text.lower()):
        word = _SAME_WORDS.get(word, word.removesuffix("s"))
        word = _SAME_WORDS.get(word, word)
        if word and word not in _SILENT:
            found.add(word)
    return found


def left_over(pairs: Iterable[Pair], lines: Sequence[CaseLine]) -> list[CaseLine]:
    """The case's lines that none of ours stands for."""
    taken = [id(made.theirs) for made in pairs]
    return [line for line in lines if id(line) not in taken]
