"""How a tier is called on a line: "first 50 TB", "next 667 million requests", "over 500 TB"."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from pricing.rates import PERCENT_OF_BILL, Rate
from pricing.tiers import Tier

_WORDS = ((1_000_000_000, "billion"), (1_000_000, "million"))


def tier_suffix(rate: Rate, tier: Tier) -> str:
    """ " (first 50 TB)", " (next 450 TB)", " (over 500 TB)"; empty for a flat rate."""
    if len(rate.tiers) < 2:
        return ""
    return _suffix(tier.start, tier.end, rate.unit)


@lru_cache(1024)
def _suffix(start: Decimal, end: Decimal | None, unit: str) -> str:
    if end is None:
        return f" (over {amount_text(start, unit)})"
    place = "next" if start else "first"
    return f" ({place} {amount_text(end - start, unit)})"


def amount_text(quantity: Decimal, unit: str) -> str:
    """A number of single things in words: 1000000 of the unit "10K requests" is "1 million requests"."""
    if unit == PERCENT_OF_BILL:
        return f"${_number(quantity)}"
    if unit in ("GB", "GB-month"):
        return _size(quantity)
    thing = unit.partition(" ")[2] if unit[0].isdigit() else unit
    thing = thing.removesuffix("-month")
    plural = "s" if thing[-1].islower() and thing[-1] != "s" and quantity != 1 else ""
    return f"{_words(quantity)} {thing}{plural}"


def _size(gigabytes: Decimal) -> str:
    """AWS counts 1 TB as 1,024 GB."""
    for size, name in ((1024 * 1024, "PB"), (1024, "TB")):
        if gigabytes >= size and not gigabytes % size:
            return f"{_number(gigabytes / size)} {name}"
    return f"{_number(gigabytes)} GB"


def _words(quantity: Decimal) -> str:
    for size, name in _WORDS:
        if quantity >= size:
            return f"{_number(quantity / size)} {name}"
    return _number(quantity)


def _number(quantity: Decimal) -> str:
    return f"{quantity.normalize():,f}"
