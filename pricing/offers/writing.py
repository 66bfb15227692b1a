"""Writes updated prices in the layout of pricing/data, Region by Region, keeping what was updated before."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pricing.offers.building import NewRate, OldRate
from pricing.offers.installed import digest_of
from pricing.offers.rows import Header

_NAMED_BY_TYPE = ("instance", "node")
"""Second words of keys whose third and fourth are an instance type: these share an entry of keys.tsv."""


class _Entry(NamedTuple):
    service: str
    unit: str
    text: str


class _SourceFacts(NamedTuple):
    name: str
    date: str
    confidence: str


class TableWriter:
    """A new table in ``folder``, begun with what an older one of the same kind has.

    A Region's rates are put in order on disk, so that none has to be held in memory.
    """

    def __init__(self, folder: Path, older: Path | None) -> None:
        self.folder, self.older = folder, older
        self._entries: dict[str, _Entry] = {}
        self._sources: dict[str, _SourceFacts] = {}
        self._uses: Counter[str] = Counter()
        self._files: dict[str, str] = {}
        self._regions: dict[str, int] = {}
        (folder / "prices").mkdir(parents=True)
        if older:
            for key, *facts in _records(older / "keys.tsv"):
                self._entries[key] = _Entry(*facts)
            for code, name, date, confidence, _ in _records(older / "sources.tsv"):
                self._sources[code] = _SourceFacts(name, date, confidence)
        self._database = sqlite3.connect(folder.parent / "rates.sqlite", isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -4000"):
            self._database.execute(f"PRAGMA {setting}")
        columns = "section TEXT, name TEXT, prices TEXT, code TEXT, PRIMARY KEY (section, name)"
        self._database.executescript(f"BEGIN; CREATE TABLE rate ({columns}) WITHOUT ROWID")

    def close(self) -> None:
        self._database.close()

    def older_regions(self) -> frozenset[str]:
        """Regions that were updated before."""
        if not self.older:
            return frozenset()
        return frozenset(path.stem for path in (self.older / "prices").glob("*.tsv"))

    def begin_region(self, region: str) -> None:
        """Start with the rates the Region has from before."""
        self._database.execute("DELETE FROM rate")
        if self.older and region in self.older_regions():
            self._put(_older_rates(self.older / "prices" / f"{region}.tsv"))

    def find(self, key: str) -> OldRate | None:
        """The rate of this key that an earlier update wrote for the Region that was begun."""
        section, name = _place(key)
        where = "section = ? AND name = ?"
        row = self._database.execute(
            f"SELECT prices, code FROM rate WHERE {where}", (section, name)
        ).fetchone()
        if row is None:
            return None
        return OldRate(self._sources[row[1]].date, self._entries[section or name].unit, _steps(row[0]))

    def write_region(
        self, region: str, rates: Iterable[NewRate], files: Sequence[tuple[str, Header]]
    ) -> None:
        """Finish the Region's file: its rates of before, with ``rates`` in their place. Raises OSError."""
        self._put(self._row(rate, files) for rate in rates)
        count = self._database.execute("SELECT count(*) FROM rate").fetchone()[0]
        if count:
            self._regions[region] = count
            self._write(f"prices/{region}.tsv", self._lines(region))

    def _put(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        for several in _batched(rows):
            self._database.executemany("INSERT OR REPLACE INTO rate VALUES (?, ?, ?, ?)", several)

    def _row(self, rate: NewRate, files: Sequence[tuple[str, Header]]) -> tuple[str, str, str, str]:
        section, name = _place(rate.key)
        self._entries[section or name] = _Entry(rate.rule.service, rate.rule.unit, rate.text)
        header = files[rate.file][1]
        source = f"AWS Price List {header.offer}, version {header.version}"
        code = hashlib.sha256(source.encode()).hexdigest()[:8] + rate.confidence[0]
        self._sources[code] = _SourceFacts(source, header.date, rate.confidence)
        return section, name, _prices(rate), code

    def _lines(self, region: str) -> Iterator[str]:
        query = "SELECT section, code FROM rate GROUP BY section, code ORDER BY count(*)"
        usual: dict[str, str] = dict(self._database.execute(query).fetchall())
        yield f"# USD list prices of {region} from AWS's own Price List files"
        last = None
        for section, name, prices, code in self._database.execute(
            "SELECT * FROM rate ORDER BY section, name"
        ):
            if section != last:
                yield f"[{section}]\t{usual[section]}"
                last = section
            self._uses[code] += 1
            yield f"{name}\t{prices}" + (f"\t{code}" if code != usual[section] else "")

    def finish(self, shipped: str) -> str:
        """Write what the Regions share; gives the table's digest. ``shipped`` is the shipped table's."""
        sources = {code: self._sources[code] for code in sorted(self._uses)}
        lines = [f"{c}\t{s.name}\t{s.date}\t{s.confidence}\t{self._uses[c]}" for c, s in sources.items()]
        self._write("sources.tsv", ["code\tsource\tdate\tconfidence\trates", *lines])
        lines = ["\t".join([key, *entry]) for key, entry in sorted(self._entries.items())]
        self._write("keys.tsv", ["key\tservice\tunit\tdescription", *lines])
        dates = sorted(source.date for source in sources.values())
        content = {
            "date": dates[-1],
            "oldest_date": dates[0],
            "digest": digest_of(self._files),
            "rates": sum(self._regions.values()),
            "made_beside": shipped,
            "regions": self._regions,
            "files": self._files,
        }
        text = json.dumps(content, indent=1, sort_keys=True) + "\n"
        (self.folder / "provenance.json").write_text(text, encoding="utf-8")
        return str(content["digest"])

    def _write(self, name: str, lines: Iterable[str]) -> None:
        digest = hashlib.sha256()
        with (self.folder / name).open("wb") as file:
            for line in lines:
                content = f"{line}\n".encode()
                digest.update(content)
                file.write(content)
        self._files[name] = digest.hexdigest()


def _batched(rows: Iterable[tuple[str, str, str, str]]) -> Iterator[list[tuple[str, str, str, str]]]:
    """A thousand at a time."""
    remaining = iter(rows)
    while several := list(islice(remaining, 1_000)):
        yield several


def _steps(prices: str) -> tuple[tuple[Decimal, Decimal], ...]:
    """Start and price of each tier of what :func:`_prices` wrote."""
    if ":" not in prices:
        return ((Decimal(0), Decimal(prices)),)
    steps = (step.partition(":") for step in prices.split(" "))
    return tuple((Decimal(start), Decimal(price)) for start, _, price in steps if price != "-")


def _place(key: str) -> tuple[str, str]:
    """The section of a key and its name there: ("ec2.instance.{}.linux.ondemand", "m5.large")."""
    words = key.split(".")
    if len(words) < 4 or words[1] not in _NAMED_BY_TYPE:
        return "", key
    return ".".join([*words[:2], "{}", *words[4:]]), ".".join(words[2:4])


def _prices(rate: NewRate) -> str:
    """ "0.096", or "0:0.09 10240:0.085", as pricing/data/README.md has it."""
    if len(rate.tiers) == 1 and not rate.tiers[0][0] and rate.end is None:
        return plain(rate.tiers[0][1])
    steps = [f"{plain(start)}:{plain(price)}" for start, price in rate.tiers]
    return " ".join([*steps, *([f"{plain(rate.end)}:-"] if rate.end is not None else [])])


def plain(amount: Decimal) -> str:
    """ "0.096" for 0.0960000000."""
    return f"{amount.normalize():f}"


def _older_rates(path: Path) -> Iterator[tuple[str, str, str, str]]:
    section = usual = ""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("#"):
                continue
            if line.startswith("["):
                section, _, usual = line[1:].partition("]\t")
            else:
                name, prices, code = [*line.split("\t"), ""][:3]
                yield section, name, prices, code or usual


def _records(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
