"""Builds the price table shipped in pricing/data, and refuses rows that cannot be right.

Run from the repository root: ``python scripts/build_price_table.py --from ../shared/prices``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from aws_facts import fact_files
from commitment_rows import ratio_file
from price_rows import Rates, Refused, Row, checked, read_known_outliers, read_rows, read_table

DATA = Path(__file__).resolve().parent.parent / "pricing" / "data"
FEWEST_PER_PATTERN = 8
"""Keys that differ in the instance type only share a section when there are at least this many."""


# How the table is written: see pricing/data/README.md.


def source_codes(rates: Rates) -> dict[tuple[str, str, str], str]:
    """A short, lasting code for each (source, confidence, date): the same whatever others come or go."""
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
    """For each key its section and name: (pattern, type) where many keys share one, else ("", key)."""
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
    """The text of all tiers, once where it is the same, without the type where the section has it."""
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
    lines = [f"# USD list prices of {region}: name, price, source, description (see ../README.md)"]
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


def provenance(files: Mapping[str, str], facts: Mapping[str, str], rates: Rates) -> str:
    """Counts, the date of the newest source, and digests of the content: no clock is read."""
    sums = digests(files)
    whole = hashlib.sha256("".join(f"{name} {each}\n" for name, each in sums.items()).encode()).hexdigest()
    dates = sorted({tiers[0].effective_date for tiers in rates.values()} - {""})
    content = {
        "date": dates[-1],
        "oldest_date": dates[0],
        "digest": whole,
        "rows": sum(map(len, rates.values())),
        "rates": len(rates),
        "confidence": dict(sorted(Counter(tiers[0].confidence for tiers in rates.values()).items())),
        "regions": dict(sorted(Counter(region for region, _ in rates).items())),
        "files": sums,
        "facts": digests(facts),
    }
    return json.dumps(content, indent=1) + "\n"


def digests(files: Mapping[str, str]) -> dict[str, str]:
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(files.items())}


def write_table(
    rates: Rates, facts: Mapping[str, str], folder: Path, ratios: Mapping[str, str] | None = None
) -> None:
    """Write the table's files into ``folder``, and remove Region files that are no longer in it."""
    files = {**table_files(rates), **(ratios or {})}
    (folder / "prices").mkdir(parents=True, exist_ok=True)
    for stale in (folder / "prices").glob("*.tsv"):
        if f"prices/{stale.name}" not in files:
            stale.unlink()
    for name, text in {**files, **facts, "provenance.json": provenance(files, facts, rates)}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the table; 1 where the rows are refused, with the reasons on standard error."""
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
        facts = fact_files(options.folder, rates)
        write_table(rates, facts, options.into, ratio_file(options.folder))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"{sum(map(len, rates.values()))} rows, {len(rates)} rates")
    return 0


if __name__ == "__main__":
    sys.exit(main())
