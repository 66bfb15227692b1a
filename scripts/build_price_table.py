"""Builds the price table shipped in pricing/data from a folder of price rows, and refuses rows that cannot be right.

Run from the repository root: ``python scripts/build_price_table.py --from ../shared/prices``.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from aws_facts import write_facts

from pricing.rates import unit_multiplier

DATA = Path(__file__).resolve().parent.parent / "pricing" / "data"
REFERENCE_REGION = "us-east-1"
LOWEST_RATIO, HIGHEST_RATIO = Decimal("0.3"), Decimal(4)
CONFIDENCES = ("exact", "derived", "memory")
FEWEST_PER_PATTERN = 8
"""Keys that differ in the instance type only share a section when there are at least this many."""


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
    units or pricing units ("unit"); the latter are multiplied out.
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
    if any(mark in text for text in row for mark in "\t\n\r|"):
        return "a field holds a tab, a line break or a bar"
    return ""


def tier_problems(tiers: Sequence[Row]) -> Iterator[str]:
    """Duplicates, gaps and overlaps among the tiers of one rate, in order."""
    for lower, upper in zip(tiers, tiers[1:], strict=False):
        if lower.tier_from == upper.tier_from:
            yield f"two rows from {lower.tier_from}"
        elif lower.tier_to == "inf" or Decimal(lower.tier_to) > Decimal(upper.tier_from):
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
    for key in sorted(edges.keys() - tiered):
        yield f"{key}: listed in tier_edges.tsv, but it has no tiers with a multiplying unit"


def outlier_problems(rates: Rates, outliers: Sequence[PriceRange]) -> Iterator[str]:
    """Prices too far from the reference Region's that no reviewed exception covers, and exceptions without use."""
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
                yield f"{region} {key} from {row.tier_from}: {price} is {ratio:.3g} times {REFERENCE_REGION}'s {expected}"
    for outlier in outliers:
        if outlier not in used:
            yield f"{outlier.region} {outlier.key}: listed in known_outliers.tsv, but no price needs it"


def in_single_units(row: Row, edges: Mapping[str, str]) -> Row:
    if edges.get(row.sku_key) != "unit":
        return row
    per = unit_multiplier(row.unit)
    start, end = (
        text if text == "inf" else f"{Decimal(text) * per:f}" for text in (row.tier_from, row.tier_to)
    )
    return row._replace(tier_from=start, tier_to=end)


# How the table is written: see pricing/data/README.md.


def source_codes(rates: Rates) -> dict[tuple[str, str, str], str]:
    """A short, lasting code for each (source, confidence, date): it does not change when others come or go."""
    dates: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for tiers in rates.values():
        dates[tiers[0].source, tiers[0].confidence].add(tiers[0].effective_date)
    codes: dict[tuple[str, str, str], str] = {}
    for (source, confidence), found in sorted(dates.items()):
        short = hashlib.sha256(source.encode()).hexdigest()[:4] + confidence[0]
        for number, date in enumerate(sorted(found), 1):
            codes[source, confidence, date] = short + (str(number) if number > 1 else "")
    if len(set(codes.values())) < len(codes):
        raise Refused(["two sources have the same code: lengthen it in source_codes()"])
    return codes


def split_key(key: str) -> tuple[str, str]:
    """("ec2.instance.{}.linux.ondemand", "m5.large"): the third and fourth words are the instance type."""
    words = key.split(".")
    if len(words) < 4:
        return key, ""
    return ".".join([*words[:2], "{}", *words[4:]]), ".".join(words[2:4])


def patterns(rates: Rates) -> dict[str, tuple[str, str]]:
    """For each key its section and name: (pattern, type) where many keys share the pattern, else ("", key)."""
    units = {key: tiers[0].unit for (_, key), tiers in rates.items()}
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for key in units:
        shared[split_key(key)[0]].append(key)
    return {
        key: split_key(key)
        if len(keys) >= FEWEST_PER_PATTERN and len({units[each] for each in keys}) == 1 and "{}" in pattern
        else ("", key)
        for pattern, keys in shared.items()
        for key in keys
    }


def description(tiers: Sequence[Row], name: str, section: str) -> str:
    """The text of all tiers, once where it is the same, with the instance type left out where a section has it."""
    texts = [row.description.replace(name, "{}") if section else row.description for row in tiers]
    return texts[0] if len(set(texts)) == 1 else " | ".join(texts)


def prices(tiers: Sequence[Row]) -> str:
    """ "0.096", or "0:0.09 10240:0.085" with each tier's start; a bounded last tier ends in "end:-"."""
    if len(tiers) == 1 and (tiers[0].tier_from, tiers[0].tier_to) == ("0", "inf"):
        return tiers[0].price_usd
    parts = [f"{row.tier_from}:{row.price_usd}" for row in tiers]
    if tiers[-1].tier_to != "inf":
        parts.append(f"{tiers[-1].tier_to}:-")
    return " ".join(parts)


def table_files(rates: Rates) -> dict[str, str]:
    """The shipped text of every file of the price table, by its name in pricing/data."""
    codes, places = source_codes(rates), patterns(rates)
    texts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (_, key), tiers in sorted(rates.items()):
        section, name = places[key]
        texts[section or key][description(tiers, name, section)] += 1
    usual = {entry: min(found, key=lambda text: (-found[text], text)) for entry, found in texts.items()}
    sections: defaultdict[str, defaultdict[str, list[tuple[str, list[Row]]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    facts: dict[str, tuple[str, str]] = {}
    for (region, key), tiers in sorted(rates.items()):
        section, name = places[key]
        sections[region][section].append((name, tiers))
        facts[section or key] = tiers[0].service, tiers[0].unit
    files = {
        f"prices/{region}.tsv": region_text(region, found, codes, usual) for region, found in sections.items()
    }
    files["keys.tsv"] = "key\tservice\tunit\tdescription\n" + "".join(
        "\t".join([entry, *facts[entry], usual[entry]]) + "\n" for entry in sorted(facts)
    )
    counts = Counter((t[0].source, t[0].confidence, t[0].effective_date) for t in rates.values())
    files["sources.tsv"] = "code\tsource\tdate\tconfidence\trates\n" + "".join(
        f"{codes[s]}\t{s[0]}\t{s[2]}\t{s[1]}\t{counts[s]}\n" for s in sorted(counts)
    )
    return files


def region_text(
    region: str,
    sections: Mapping[str, Sequence[tuple[str, list[Row]]]],
    codes: Mapping[tuple[str, str, str], str],
    usual: Mapping[str, str],
) -> str:
    """One Region's file: a section for each pattern of keys, a line for each rate."""
    lines = [
        f"# USD list prices of {region}: name, price, source, description; written by scripts/build_price_table.py"
    ]
    for section, entries in sorted(sections.items()):
        code = {name: codes[t[0].source, t[0].confidence, t[0].effective_date] for name, t in entries}
        counted = Counter(code.values())
        default = min(counted, key=lambda each: (-counted[each], each))
        lines.append(f"[{section}]\t{default}")
        for name, tiers in sorted(entries):
            text = description(tiers, name, section)
            source = "" if code[name] == default else code[name]
            own_text = "" if text == usual[section or name] else text
            lines.append("\t".join([name, prices(tiers), source, own_text]).rstrip("\t"))
    return "\n".join(lines) + "\n"


def provenance(files: Mapping[str, str], rates: Rates) -> str:
    """Counts, the date of the newest source, and digests of the content: no clock is read."""
    sums = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(files.items())}
    digest = hashlib.sha256("".join(f"{name} {each}\n" for name, each in sums.items()).encode()).hexdigest()
    dates = sorted({tiers[0].effective_date for tiers in rates.values()} - {""})
    return json.dumps(
        {
            "date": dates[-1],
            "oldest_date": dates[0],
            "digest": digest,
            "rows": sum(map(len, rates.values())),
            "rates": len(rates),
            "confidence": dict(sorted(Counter(tiers[0].confidence for tiers in rates.values()).items())),
            "regions": dict(sorted(Counter(region for region, _ in rates).items())),
            "files": sums,
        },
        indent=1,
    )


def write_table(rates: Rates, folder: Path) -> None:
    """Write the table's files into ``folder``, and remove Region files that are no longer in it."""
    files = table_files(rates)
    (folder / "prices").mkdir(parents=True, exist_ok=True)
    for stale in (folder / "prices").glob("*.tsv"):
        if f"prices/{stale.name}" not in files:
            stale.unlink()
    for name, text in {**files, "provenance.json": provenance(files, rates) + "\n"}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--from", dest="folder", type=Path, default=Path("../shared/prices"), help="folder of prices*.csv"
    )
    parser.add_argument(
        "--into", type=Path, default=DATA, help="folder to write; it holds the reviewed lists"
    )
    options = parser.parse_args(arguments)
    edges = {row["key"]: row["edges"] for row in read_table(options.into / "tier_edges.tsv")}
    outliers = read_known_outliers(options.into / "known_outliers.tsv")
    try:
        rates = checked(read_rows(options.folder), outliers, edges)
        write_table(rates, options.into)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    write_facts(options.folder, options.into)
    print(f"{sum(map(len, rates.values()))} rows, {len(rates)} rates")
    return 0


if __name__ == "__main__":
    sys.exit(main())
