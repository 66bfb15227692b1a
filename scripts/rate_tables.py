"""The rates that a service may ask for, Region by Region, with their sources; part of making the docs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from cost_parts import Part
from markdown import table

from pricing.rates import CONFIDENCE_TEXT, Rate
from pricing.table import price_table
from pricing.tier_names import amount_text


def rates_by_region(parts: Sequence[Part]) -> Iterator[str]:
    """A row for each exact key, its prices with the Regions that have them; then where they come from."""
    keys = sorted({key for part in parts for key in part.keys})
    fixed = [key for key in keys if "{" not in key]
    rows = [(f"`{key}`", _unit(rates), _prices(rates)) for key in fixed if (rates := rates_of(key))]
    rows += [(f"`{key}`", "", _spread(key)) for key in keys if "{" in key and matching(key)]
    if rows:
        yield "## Rates by Region\n"
        yield "In USD. Several prices of one rate are its tiers, in order.\n"
        yield from table(("Rate key", "Unit", "Price: Regions"), rows)
        yield "## Sources\n"
        yield from table(("Source", "Dated", "Confidence", "Rates"), list(_sources(keys)))


@cache
def rates_of(key: str) -> tuple[Rate, ...]:
    """The rate of an exact key in every Region and price geography that has it."""
    prices = price_table()
    return tuple(rate for region in prices.regions() if (rate := prices.find(key, region)) is not None)


@cache
def matching(pattern: str) -> dict[str, tuple[str, ...]]:
    """Region -> the keys there that a pattern such as ``rds.instance.{class}.mysql`` stands for."""
    first, *_ = re.split(r"\{\w+\}", pattern)
    known = re.compile(".+".join(map(re.escape, re.split(r"\{\w+\}", pattern))))
    found: dict[str, list[str]] = defaultdict(list)
    for key, regions in _where(first).items():
        if known.fullmatch(key):
            for region in regions:
                found[region].append(key)
    return {region: tuple(sorted(keys)) for region, keys in sorted(found.items())}


@cache
def _where(prefix: str) -> dict[str, list[str]]:
    """Key -> the Regions that have it: most keys are the same in all of them, so each is looked at once."""
    prices = price_table()
    found: dict[str, list[str]] = defaultdict(list)
    for region in prices.regions():
        for key in prices.keys(region, prefix):
            found[key].append(region)
    return found


def _unit(rates: Sequence[Rate]) -> str:
    unit, tiers = rates[0].unit, rates[0].tiers
    if len(tiers) == 1:
        return unit
    edges = ", ".join(amount_text(tier.start, unit) for tier in tiers[1:])
    return f"{unit}; tiers from {edges}"


def _prices(rates: Iterable[Rate]) -> str:
    regions: dict[str, list[str]] = defaultdict(list)
    for rate in rates:
        regions[" / ".join(f"{tier.price:f}" for tier in rate.tiers)].append(rate.region)
    listed = sorted(regions.items(), key=lambda item: (-len(item[1]), item[0]))
    return "<br>".join(f"{price}: {', '.join(names)}" for price, names in listed)


def _spread(pattern: str) -> str:
    found = matching(pattern)
    numbers = [len(keys) for keys in found.values()]
    few, most = min(numbers), max(numbers)
    count = f"{most}" if few == most else f"{few} to {most}"
    where = next(iter(found)) if len(found) == 1 else f"each of {len(found)} Regions"
    return f"{count} rates in {where}"


def _sources(keys: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
    counted: dict[tuple[str, str, str], int] = defaultdict(int)
    for rate in _every_rate(keys):
        counted[rate.source, rate.effective_date, rate.confidence] += 1
    for (source, date, confidence), number in sorted(counted.items()):
        yield source or "none found", date or "not dated", CONFIDENCE_TEXT[confidence], f"{number:,}"


def _every_rate(keys: Iterable[str]) -> Iterator[Rate]:
    prices = price_table()
    for key in keys:
        if "{" not in key:
            yield from rates_of(key)
            continue
        for region, found in matching(key).items():
            yield from (prices.rate(one, region) for one in found)
