"""The shipped ratios of committed to on-demand rates; part of building the price table."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

from price_rows import Refused

FILE = "commitment_ratios.tsv"
REGIONS = ("us-east-1", "us-west-2")
"""Whose ratios are shipped: the first that has one for a family, plan, term and payment."""
FIELDS = ("family", "plan", "term", "payment", "region", "ratio", "lowest", "highest", "date", "source")
_COLUMNS = (*FIELDS[:6], "ratio_min", "ratio_max", "effective_date", "source")
_NAMED = 4
"""Columns that say which commitment it is."""
_RATIO = re.compile(r"0\.\d+|1(\.0+)?")


def ratio_file(source: Path) -> dict[str, str]:
    """The text of commitment_ratios.tsv by its name; nothing without a source. Raises :class:`Refused`."""
    path = source / "commitment_ratios.csv"
    if not path.exists():
        return {}
    chosen: dict[tuple[str, ...], tuple[str, ...]] = {}
    problems: list[str] = []
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            fields = tuple(row[name] for name in _COLUMNS)
            problems += [f"commitment_ratios.csv, line {number}: {text}" for text in _faults(fields)]
            region = fields[_NAMED]
            known = chosen.get(fields[:_NAMED])
            if region not in REGIONS:
                continue
            if known is not None and _rank(known) == _rank(fields):
                problems.append(f"commitment_ratios.csv, line {number}: the ratio stands twice")
            if known is None or _rank(fields) > _rank(known):
                chosen[fields[:_NAMED]] = fields
    if problems:
        raise Refused(problems)
    lines_out = ["\t".join(FIELDS), *("\t".join(chosen[name]) for name in sorted(chosen))]
    return {FILE: "\n".join(lines_out) + "\n"}


def _rank(fields: tuple[str, ...]) -> tuple[int, str]:
    """Greater for what is shipped before another: by Region, then the newer one."""
    return -REGIONS.index(fields[_NAMED]), fields[8]


def _faults(fields: tuple[str, ...]) -> list[str]:
    if any("\t" in text or "\n" in text for text in fields):
        return ["a field holds a tab or a line break"]
    wrong = [text for text in fields[5:8] if not _RATIO.fullmatch(text)]
    if wrong:
        return [f"{text!r} is no ratio between 0 and 1" for text in wrong]
    ratio, lowest, highest = (Decimal(text) for text in fields[5:8])
    return [] if 0 < lowest <= ratio <= highest <= 1 else ["the ratio is not within its own range"]
