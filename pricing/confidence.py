"""How sure the rates of an estimate are, in words: per rate, and counted over all lines."""

from __future__ import annotations

from collections.abc import Mapping

from pricing.allowances import allowance_of
from pricing.estimate import Estimate, LineItem
from pricing.rates import CONFIDENCE_TEXT, Rate

OWN = "Own price"
MEMORY = "From memory"
CONFIDENCE_WORD: Mapping[str, str] = {"exact": "Published", "derived": "Computed", "memory": MEMORY}
"""Confidence -> a word for a table's cell."""

MEANINGS: Mapping[str, str] = {
    "exact": "published by AWS, taken over digit by digit",
    "derived": "computed from figures that AWS publishes",
    "memory": "no source found: check on AWS's price page before use",
    "own": "from your own price sheet, whatever its source",
}
"""What each kind stands for."""

_COUNTED = {"exact": "published", "derived": "computed", "memory": "from memory", "own": "own"}


def kind_of(line: LineItem) -> str:
    """ "exact", "derived", "memory" or "own"; empty where a line shows no rate.

    What is taken off rests on two figures, the rate and the allowance: the less certain one decides.
    """
    rate = line.rate
    if rate is None:
        return ""
    found = "own" if rate.sheet else rate.confidence
    if line.owner.node_id:
        return found
    allowance = allowance_of(rate)
    sure = allowance.confidence if allowance is not None else "exact"
    return max(found, sure, key=_DOUBT.index)


_DOUBT = ("exact", "own", "derived", "memory")


def confidence_word(line: LineItem) -> str:
    """ "Published", "Computed", "From memory" or "Own price"; empty where a line shows no rate."""
    return _word(kind_of(line))


def rate_word(rate: Rate) -> str:
    """The same of a rate by itself."""
    return _word("own" if rate.sheet else rate.confidence)


def _word(kind: str) -> str:
    return OWN if kind == "own" else CONFIDENCE_WORD.get(kind, "")


def confidence_text(rate: Rate) -> str:
    """How sure a rate is, as a part of a sentence."""
    return f"own price, {rate.sheet}" if rate.sheet else CONFIDENCE_TEXT[rate.confidence]


def unsure(line: LineItem) -> bool:
    """The line rests on a figure from memory, which the reader has to be told."""
    return kind_of(line) == "memory"


def sheets(estimate: Estimate) -> tuple[str, ...]:
    """Names of the person's own price sheets that lines are priced from, sorted."""
    return tuple(sorted({line.rate.sheet for line in estimate.lines if line.rate and line.rate.sheet}))


def counts(estimate: Estimate) -> dict[str, int]:
    """Number of priced lines by kind: "exact", "derived", "memory", "own"."""
    found = dict.fromkeys(_COUNTED, 0)
    for owner, part in estimate.lines:
        rate = part.rate
        if rate is not None and part.state == "priced":
            if owner.node_id:
                found["own" if rate.sheet else rate.confidence] += 1
            else:
                found[kind_of(LineItem(owner, part))] += 1
    return found


def counts_text(found: Mapping[str, int]) -> str:
    """Of :func:`counts`: "212 published, 9 computed, 1 from memory, 3 own"; empty where nothing is priced."""
    return ", ".join(counted_parts(found).values())


def counted_parts(found: Mapping[str, int]) -> dict[str, str]:
    """The parts of :func:`counts_text` by kind, those that are not zero."""
    return {kind: f"{number:,} {_COUNTED[kind]}" for kind, number in found.items() if number}
