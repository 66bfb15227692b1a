"""How sure the rates of an estimate are, in words: per rate, and counted over all lines."""

from __future__ import annotations

from collections.abc import Mapping

from pricing.estimate import Confidences, Estimate, LineItem
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
"""What each count of :class:`pricing.estimate.Confidences` stands for."""

_COUNTED = {"exact": "published", "derived": "computed", "memory": "from memory", "own": "own"}


def confidence_word(rate: Rate | None) -> str:
    """ "Published", "Computed", "From memory" or "Own price"; empty where there is no rate."""
    if rate is None:
        return ""
    return OWN if rate.sheet else CONFIDENCE_WORD[rate.confidence]


def confidence_text(rate: Rate) -> str:
    """Where a rate comes from and how sure it is, as a part of a sentence."""
    return f"own price, {rate.sheet}" if rate.sheet else CONFIDENCE_TEXT[rate.confidence]


def unsure(line: LineItem) -> bool:
    """The line shows a rate from memory, which the reader has to be told."""
    return line.rate is not None and not line.rate.sheet and line.rate.confidence == "memory"


def sheets(estimate: Estimate) -> tuple[str, ...]:
    """Names of the person's own price sheets that lines are priced from, sorted."""
    return tuple(sorted({line.rate.sheet for line in estimate.lines if line.rate and line.rate.sheet}))


def counts(confidences: Confidences) -> dict[str, int]:
    """Number of priced lines by kind: "exact", "derived", "memory", "own"."""
    return {kind: getattr(confidences, kind) for kind in _COUNTED}


def counts_text(confidences: Confidences) -> str:
    """ "212 published, 9 computed, 1 from memory, 3 own"; empty where nothing is priced."""
    return ", ".join(counted_parts(confidences).values())


def counted_parts(confidences: Confidences) -> dict[str, str]:
    """The parts of :func:`counts_text` by kind, those that are not zero."""
    return {kind: f"{number:,} {_COUNTED[kind]}" for kind, number in counts(confidences).items() if number}
