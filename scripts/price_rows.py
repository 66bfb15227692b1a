"""The source rows of the price table, and the checks they must pass."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from pricing.rates import unit_multiplier

REFERENCE_REGION = "us-east-1"
LOWEST_RATIO, HIGHEST_RATIO = Decimal("0.3"), Decimal(4)
CONFIDENCES = ("exact", "derived", "memory")
AFTER = "after "
"""Begins what tier_edges.tsv says of rows that count from the end of a free allowance: "after 50000"."""


class Row(NamedTuple):
    """One price row as it comes: decimal strings, ``tier_to`` exclusive, "inf" for no bound."""

    service: str
    region: str
    sku_key: str
    description: str
    unit: str
    tier_from: str
    tier_to: str
    price_usd: str
    effective_date: str
    source: str
    confidence: str


class PriceRange(NamedTuple):
    """A reviewed exception: how far a price may stand from the reference Region's, and why."""

    key: str
    region: str
    lowest: Decimal
    highest: Decimal
    reason: str


class Refused(Exception):
    """The rows break a rule; the message lists every break."""

    def __init__(self, problems: Sequence[str]) -> None:
        shown = [*problems[:40], *([f"... and {len(problems) - 40} more"] if len(problems) > 40 else [])]
        super().__init__("\n".join([f"{len(problems)} problems, nothing written:", *shown]))
        self.problems = list(problems)


Rates = dict[tuple[str, str], list[Row]]
"""Rows of each (Region, key), in tier order."""


def read_rows(folder: Path) -> Iterator[Row]:
    """Every row of every prices*.csv in ``folder``."""
    for path in sorted(folder.glob("prices*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for record in csv.DictReader(lines):
                yield Row(**{name: record[name] for name in Row._fields})


def read_table(path: Path) -> list[dict[str, str]]:
    """A small tab-separated file with a header line."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def read_known_outliers(path: Path) -> list[PriceRange]:
    return [
        PriceRange(row["key"], row["region"], Decimal(row["lowest"]), Decimal(row["highest"]), row["reason"])
        for row in read_table(path)
    ]


def decimal(text: str) -> Decimal | None:
    """A plain, finite, non-negative decimal such as "0.0116"; None for anything else."""
    whole, dot, fraction = text.partition(".")
    plain = whole.isascii() and whole.isdigit() and (not dot or (fraction.isascii() and fraction.isdigit()))
    return Decimal(text) if plain else None


def checked(rows: Iterable[Row], outliers: Sequence[PriceRange], edges: Mapping[str, str]) -> Rates:
    """The rows by Region and key, with tier edges in single units; raises :class:`Refused`.

    ``edges`` says for each tiered key with a multiplying unit whether its edges count "single"
    units or pricing units ("unit"); the latter are multiplied out. "after 50000" says that the rows
    begin where that many free units end, which no row states.
    """
    problems: list[str] = []
    rates: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        broken = row_problem(row)
        if broken:
            problems.append(f"{row.region} {row.sku_key} from {row.tier_from}: {broken}")
        else:
            rates[row.region, row.sku_key].append(row)
    for (region, key), tiers in rates.items():
        tiers.sort(key=lambda row: Decimal(row.tier_from))
        problems += [f"{region} {key}: {problem}" for problem in tier_problems(tiers)]
    problems += shared_fact_problems(rates)
    problems += multiplied_edge_problems(rates, edges)
    problems += outlier_problems(rates, outliers)
    if problems:
        raise Refused(problems)
    return {place: [in_single_units(row, edges) for row in tiers] for place, tiers in rates.items()}


def row_problem(row: Row) -> str:
    """What is wrong with one row by itself; empty when nothing is."""
    if decimal(row.price_usd) is None:
        return f"the price {row.price_usd!r} is no decimal"
    if decimal(row.tier_from) is None or (row.tier_to != "inf" and decimal(row.tier_to) is None):
        return f"the tier {row.tier_from!r} to {row.tier_to!r} is no range"
    if row.confidence not in CONFIDENCES:
        return f"the confidence {row.confidence!r} is unknown"
    if any(mark in text for text in row for mark in ("\t", "|", "{}")) or any(
        len(text.splitlines()) > 1 for text in row
    ):
        return "a field holds a tab, a line break, a bar or {}"
    return ""


def tier_problems(tiers: Sequence[Row]) -> Iterator[str]:
    """Duplicates, gaps and overlaps among the tiers of one rate, in order."""
    for lower, upper in zip(tiers, tiers[1:], strict=False):
        if lower.tier_from == upper.tier_from:
            yield f"two rows from {lower.tier_from}"
        elif Decimal(lower.tier_to) > Decimal(upper.tier_from):
            yield f"tiers overlap at {upper.tier_from}"
        elif Decimal(lower.tier_to) < Decimal(upper.tier_from):
            yield f"gap between tiers from {lower.tier_to} to {upper.tier_from}"
    for tier in tiers:
        if tier.tier_to != "inf" and Decimal(tier.tier_to) <= Decimal(tier.tier_from):
            yield f"the tier {tier.tier_from} to {tier.tier_to} is empty"
    if len({(row.source, row.effective_date, row.confidence) for row in tiers}) > 1:
        yield "tiers of one rate come from different sources"


def shared_fact_problems(rates: Rates) -> Iterator[str]:
    """Keys whose unit or service is not the same in every Region."""
    facts: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for (_, key), tiers in rates.items():
        facts[key].update((row.service, row.unit) for row in tiers)
    return (
        f"{key}: different services or units: {sorted(found)}"
        for key, found in facts.items()
        if len(found) > 1
    )


def multiplied_edge_problems(rates: Rates, edges: Mapping[str, str]) -> Iterator[str]:
    """Tiered keys with a unit such as "1M requests" of which nobody has checked what their edges count."""
    tiered = {
        key
        for (_, key), tiers in rates.items()
        if unit_multiplier(tiers[0].unit) > 1 and (tiers[0].tier_from, tiers[0].tier_to) != ("0", "inf")
    }
    for key in sorted(tiered - edges.keys()):
        yield f"{key}: say in tier_edges.tsv whether its tier edges count single units or pricing units"
    shifted = {key for (_, key) in rates if edges.get(key, "").startswith(AFTER)}
    for key in sorted(edges.keys() - tiered - shifted):
        yield f"{key}: listed in tier_edges.tsv, but it has no tiers with a multiplying unit"
    for (region, key), tiers in rates.items():
        if key in shifted and tiers[0].tier_from != "0":
            yield f"{region} {key}: its tiers do not begin at 0: no free units are missing before them"


def outlier_problems(rates: Rates, outliers: Sequence[PriceRange]) -> Iterator[str]:
    """Prices too far from the reference Region's without a reviewed exception, and exceptions without use."""
    used: set[PriceRange] = set()
    for (region, key), tiers in rates.items():
        reference = {row.tier_from: Decimal(row.price_usd) for row in rates.get((REFERENCE_REGION, key), [])}
        for row in tiers:
            price, expected = Decimal(row.price_usd), reference.get(row.tier_from)
            if expected is None or price == expected:
                continue
            ratio = price / expected if expected else Decimal("Infinity")
            if LOWEST_RATIO <= ratio <= HIGHEST_RATIO:
                continue
            known = [
                outlier
                for outlier in outliers
                if fnmatchcase(key, outlier.key)
                and region == outlier.region
                and outlier.lowest <= ratio <= outlier.highest
            ]
            used.update(known)
            if not known:
                times = f"{float(ratio):.3g} times {REFERENCE_REGION}'s {expected}"
                yield f"{region} {key} from {row.tier_from}: {price} is {times}"
    for outlier in outliers:
        if outlier not in used:
            yield f"{outlier.region} {outlier.key}: listed in known_outliers.tsv, but no price needs it"


def in_single_units(row: Row, edges: Mapping[str, str]) -> Row:
    """The row with the edges of its tier as AWS bills them: single units, counted from the first one."""
    said = edges.get(row.sku_key, "")
    per = unit_multiplier(row.unit) if said == "unit" else Decimal(1)
    free = Decimal(said.removeprefix(AFTER)) if said.startswith(AFTER) else Decimal(0)
    if per == 1 and not free:
        return row
    start, end = (
        text if text == "inf" else f"{Decimal(text) * per + free:f}" for text in (row.tier_from, row.tier_to)
    )
    return row._replace(tier_from=start, tier_to=end)
