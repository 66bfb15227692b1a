"""Reading a price sheet: every problem told with its row, and nothing taken from a sheet that has any."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pricing.price_sheets.cells import SheetRow, read_row
from pricing.price_sheets.problems import MOST_PROBLEMS, SheetError, SheetProblem
from pricing.price_sheets.tables import read_table
from pricing.rates import Rate, RateNotFound, Rates, unit_multiplier
from pricing.tiers import Tier

NEEDED = ("region", "sku_key", "price_usd")
EVERY_REGION = "*"
ZERO = Decimal(0)

_KNOWING = ("us-east-1", "global", "eu-west-1", "us-west-2", "edge-us")
"""Where the unit of a key is looked for if the sheet gives a Region that the list has no price for."""


@dataclass(frozen=True)
class PriceSheet:
    """Rates of a person's own, by key and Region; the Region "*" stands for every Region."""

    name: str
    """The file's name, without its folder."""
    rates: Mapping[tuple[str, str], Rate]
    digest: str
    """SHA-256 of what the sheet says, hexadecimal."""
    date: str
    """ISO date of its newest row; empty where no row has one."""


def read_price_sheet(path: Path, base: Rates) -> PriceSheet:
    """Read a CSV or XLSX with the columns region, sku_key and price_usd.

    There may be unit, tier_from, tier_to (edges in single units, the second exclusive), effective_date,
    source, confidence, service, description and currency as well; others are left aside. A Region is a
    code, "global", a geography of CloudFront ("edge-eu"), or "*" for every Region.

    ``base`` is the list that the sheet is put before: it gives the units of keys that it knows.
    Raises :class:`SheetError` with every problem found; then nothing is taken.
    """
    table = read_table(path, NEEDED)
    problems: list[SheetProblem] = []
    groups: dict[tuple[str, str], list[SheetRow]] = {}
    spoiled: set[tuple[str, str]] = set()
    for row in table.rows:
        found = read_row(table, row, problems)
        if found is not None:
            groups.setdefault((found.key, found.region), []).append(found)
        else:
            spoiled.add((table.value(row, "sku_key"), table.value(row, "region").lower()))
        if len(problems) >= MOST_PROBLEMS:
            break
    if not table.rows:
        problems.append(SheetProblem("There is no row below the names of the columns.", "Add a price."))
    rates: dict[tuple[str, str], Rate] = {}
    for (key, region), rows in groups.items():
        if (key, region) in spoiled:
            # A tier is missing because its row has a problem already.
            continue
        rate = _rate(table.file, key, region, rows, base, problems)
        if rate is not None:
            rates[key, region] = rate
    if problems:
        in_order = sorted(problems, key=lambda problem: problem.row)
        raise SheetError(table.file, in_order[:MOST_PROBLEMS])
    dates = [rate.effective_date for rate in rates.values()]
    return PriceSheet(table.file, rates, _digest(rates), max(dates, default=""))


def _rate(
    file: str, key: str, region: str, rows: list[SheetRow], base: Rates, problems: list[SheetProblem]
) -> Rate | None:
    first = rows[0]
    known = _known(base, key, region)
    before = len(problems)
    unit = _unit(key, rows, known, problems)
    tiers = _tiers(key, region, rows, ZERO if known is None else known.tiers[0].start, problems)
    if known is not None and unit:
        _compare(key, rows, unit, known, problems)
    if len(problems) > before:
        return None
    numbers = sorted(row.number for row in rows)
    place = f"row {numbers[0]}" if len(rows) == 1 else f"rows {numbers[0]} to {numbers[-1]}"
    return Rate(
        key=key,
        region=region,
        service=first.service or (known.service if known is not None else ""),
        description=first.description or (known.description if known is not None else key),
        unit=unit,
        tiers=tiers,
        source=", ".join(part for part in (f"{file}, {place}", first.source) if part),
        effective_date=max(row.effective_date for row in rows),
        confidence=first.confidence,
        sheet=file,
    )


def _unit(key: str, rows: list[SheetRow], known: Rate | None, problems: list[SheetProblem]) -> str:
    """The unit of a key's rows, or the list's; empty, with a problem, where it cannot be told."""
    stated = next((row for row in rows if row.unit), None)
    if stated is None:
        if known is not None:
            return known.unit
        what = f"The price list does not know {key}, so its unit is needed."
        remedy = "Fill in unit, such as hour or GB-month."
        problems.append(SheetProblem(what, remedy, rows[0].number, "unit"))
        return ""
    unit = stated.unit
    if unit[0].isdigit() and unit_multiplier(unit) == 1 and not unit.startswith("1 "):
        remedy = "Write it like 1M requests, 10K requests or GB."
        problems.append(SheetProblem(f"The unit {unit} cannot be read.", remedy, stated.number, "unit"))
        return ""
    if known is not None and _thing(unit) != _thing(known.unit):
        what = f"{key} is priced per {known.unit} in the list, not per {unit}."
        problems.append(SheetProblem(what, "Correct the unit or the key.", stated.number, "unit"))
        return ""
    for row in rows:
        if row.unit and row.unit != unit:
            what = f"{key} has the unit {unit} in row {stated.number} and {row.unit} here."
            problems.append(SheetProblem(what, "Use one unit for all tiers.", row.number, "unit"))
    return unit


def _compare(key: str, rows: list[SheetRow], unit: str, known: Rate, problems: list[SheetProblem]) -> None:
    """A price far from the list's is one for another unit: a million requests and not one."""
    usual = known.price / known.per
    per = unit_multiplier(unit)
    for row in rows:
        price = row.price / per
        if usual and price and not usual / 1000 <= price <= usual * 100:
            listed = f"{_plain(known.price)} per {known.unit}"
            what = f"{_plain(row.price)} per {unit} is far from the list's {listed}."
            problems.append(SheetProblem(what, "Check the price and its unit.", row.number, "price_usd"))


def _tiers(
    key: str, region: str, rows: list[SheetRow], free_below: Decimal, problems: list[SheetProblem]
) -> tuple[Tier, ...]:
    """The rows as tiers; a gap, an overlap or the same tier twice is a problem."""
    rows.sort(key=lambda row: (row.tier_from, row.number))
    first = rows[0]
    if first.tier_from and first.tier_from != free_below:
        what = f"The first tier of {key} in {region} begins at {_plain(first.tier_from)}."
        remedy = "Add a row from 0, with the price 0 if that part is free."
        problems.append(SheetProblem(what, remedy, first.number, "tier_from"))
    tiers: list[Tier] = []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        end = row.tier_to
        if after is not None:
            if after.tier_from == row.tier_from:
                what = f"{key} in {region} has the same tier as row {row.number}."
                problems.append(SheetProblem(what, "Remove one of the two rows.", after.number, "sku_key"))
            elif end is not None and end != after.tier_from:
                kind = "A gap" if end < after.tier_from else "An overlap"
                what = f"{kind}: the tier before ends at {_plain(end)} (row {row.number})."
                remedy = f"Begin at {_plain(end)} here, or end there at {_plain(after.tier_from)}."
                problems.append(SheetProblem(what, remedy, after.number, "tier_from"))
            end = after.tier_from
        tiers.append(Tier(row.tier_from, end, row.price))
    return tuple(tiers)


def _known(base: Rates, key: str, region: str) -> Rate | None:
    """The list's rate of a key, in this Region or in any other that may know its unit."""
    for place in (region, *_KNOWING):
        try:
            return base.rate(key, place)
        except RateNotFound:
            continue
    return None


def _thing(unit: str) -> str:
    """What a unit counts, without how many of it: "requests" for "1M requests"."""
    head, _, thing = unit.partition(" ")
    return (thing if head[:1].isdigit() and thing else unit).strip().lower().rstrip("s")


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _digest(rates: Mapping[tuple[str, str], Rate]) -> str:
    """Of what counts for an estimate, so that the order of the rows does not matter."""
    text = "\n".join(
        f"{key}\t{region}\t{rate.unit}\t{rate.confidence}\t{rate.effective_date}\t"
        + " ".join(f"{tier.start.normalize()}:{tier.end}:{tier.price.normalize()}" for tier in rate.tiers)
        for (key, region), rate in sorted(rates.items())
    )
    return hashlib.sha256(text.encode()).hexdigest()
