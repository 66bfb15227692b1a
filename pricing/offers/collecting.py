"""Takes mapped prices from the readers and keeps them on disk, so that no file is too large for memory."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pricing.offers.mapping import Match, OfferMapping, Rule
from pricing.offers.problems import DamagedOffer
from pricing.offers.rows import Attributes, Header, Price, Term, is_amount

_AT_ONCE = 2_000
_IN_MEMORY = 20_000
"""Products remembered in memory; more than that go to the disk."""
_FROM_NOTHING, _WITHOUT_END = ("", "0"), ("", "Inf")
_UPFRONT_UNIT = "quantity"
_TABLES = """
CREATE TABLE product (sku TEXT PRIMARY KEY, rule INTEGER, region TEXT, stem TEXT) WITHOUT ROWID;
CREATE TABLE price (region TEXT, key TEXT, file INTEGER, rule INTEGER, sku TEXT, lease TEXT, payment TEXT,
                    upfront INTEGER, begin TEXT, end TEXT, amount TEXT, line INTEGER);
"""


class NotMapped(Exception):
    """No mapping is for this offer; the file is passed over."""

    def __init__(self, offer: str) -> None:
        super().__init__(offer)
        self.offer = offer


class Figure(NamedTuple):
    """A mapped price as it stands in its file."""

    key: str
    file: int
    rule: Rule
    sku: str
    lease: str
    payment: str
    upfront: bool
    begin: str
    end: str
    amount: str
    line: int


@dataclass
class Counts:
    """What was read of a file, and what was not taken and why."""

    taken: int = 0
    elsewhere: int = 0
    """Mapped, but for a Region that was not asked for."""
    unmapped: Counter[str] = field(default_factory=Counter)
    """Rows (of a JSON file: products) that no rule takes, by product family."""
    terms: int = 0
    """Prices of mapped products under terms no rule takes."""
    units: Counter[str] = field(default_factory=Counter)
    """Prices of mapped products in units the rule does not know."""


class Collector:
    """Where readers bring what they find. One for an update; used within ``with``."""

    def __init__(
        self, folder: Path, mappings: Mapping[str, OfferMapping], regions: frozenset[str] = frozenset()
    ) -> None:
        self._by_name = {_plain(code): mapping for code, mapping in mappings.items()}
        self._regions = regions
        self._rules = [rule for mapping in mappings.values() for rule in mapping.rules]
        self._rule_number = {id(rule): number for number, rule in enumerate(self._rules)}
        self._path = folder / "collected.sqlite"
        self._path.unlink(missing_ok=True)
        self._database = sqlite3.connect(self._path, isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -4000", "temp_store = FILE"):
            self._database.execute(f"PRAGMA {setting}")
        self._database.executescript(f"BEGIN; {_TABLES}")
        self._waiting: list[tuple[object, ...]] = []
        self._products: dict[str, Match] = {}
        self._spilled = False
        self._suffixes: dict[tuple[int, Term], str | None] = {}
        self.counts = Counts()
        self.files: list[tuple[str, Header]] = []

    def __enter__(self) -> Collector:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()
        self._path.unlink(missing_ok=True)

    # what readers call

    def begin(self, offer: str, file: str) -> None:
        """A file's head was read; raises :class:`NotMapped`."""
        mapping = self._by_name.get(_plain(offer))
        if mapping is None:
            raise NotMapped(offer)
        self._mapping, self._file, self.counts = mapping, file, Counts()
        self.columns = mapping.columns()
        self.candidates = mapping.candidates
        self._products.clear()
        if self._spilled:
            self._database.execute("DELETE FROM product")
            self._spilled = False

    def match(self, attributes: Attributes) -> Match | None:
        return self._mapping.match(attributes)

    def pass_over(self, families: Mapping[str, int]) -> None:
        self.counts.unmapped.update(families)

    def remember(self, sku: str, match: Match) -> None:
        """A product whose prices come later in the file."""
        self._products[sku] = match
        if len(self._products) >= _IN_MEMORY:
            rows = (
                (sku, self._rule_number[id(match.rule)], match.region, match.stem)
                for sku, match in self._products.items()
            )
            self._database.executemany("INSERT OR REPLACE INTO product VALUES (?, ?, ?, ?)", rows)
            self._products.clear()
            self._spilled = True

    def recall(self, sku: str) -> Match | None:
        """The product remembered under this SKU."""
        found = self._products.get(sku)
        if found is not None or not self._spilled:
            return found
        row = self._database.execute(
            "SELECT rule, region, stem FROM product WHERE sku = ?", (sku,)
        ).fetchone()
        return Match(self._rules[row[0]], row[1], row[2]) if row else None

    def take(self, match: Match, sku: str, term: Term, price: Price) -> None:
        """One price of a mapped product; raises :class:`DamagedOffer` where it cannot be right."""
        rule, region, stem = match.rule, match.region, match.stem
        if self._regions and region not in self._regions and "-" in region and not region.startswith("edge-"):
            self.counts.elsewhere += 1
            return
        try:
            suffix = self._suffixes[id(rule), term]
        except KeyError:
            suffix = self._suffixes[id(rule), term] = rule.suffix(term)
        if suffix is None:
            self.counts.terms += 1
            return
        unit = price.unit.lower()
        upfront = unit == _UPFRONT_UNIT and bool(term.payment)
        if not upfront and unit not in rule.sold:
            self.counts.units[f"{price.unit} for {rule.key}"] += 1
            return
        self._check(price)
        self.counts.taken += 1
        self._waiting.append(
            (
                region,
                stem + suffix,
                len(self.files),
                self._rule_number[id(rule)],
                sku,
                term.lease,
                term.payment,
                upfront,
                price.begin or "0",
                price.end or "Inf",
                price.amount,
                price.line,
            )
        )
        if len(self._waiting) >= _AT_ONCE:
            self._store()

    def _check(self, price: Price) -> None:
        if price.currency != "USD":
            what = f"a price in {price.currency or 'no currency'!s}, not in USD"
            raise DamagedOffer(self._file, price.line, what, "Blueprice reads price lists in USD only")
        if not is_amount(price.amount):
            raise DamagedOffer(self._file, price.line, f"the price {price.amount[:40]!r} is no number")
        if price.begin in _FROM_NOTHING and price.end in _WITHOUT_END:
            return
        open_ended = (price.end or "Inf").lower() == "inf"
        if not is_amount(price.begin or "0") or not (open_ended or is_amount(price.end)):
            text = f"the range {price.begin[:20]!r} to {price.end[:20]!r} is no range"
            raise DamagedOffer(self._file, price.line, text)

    def finish(self, file: str, header: Header) -> Counts:
        """The file is read whole."""
        self._store()
        self.files.append((file, header))
        return self.counts

    def _store(self) -> None:
        if self._waiting:
            marks = ", ".join("?" * len(self._waiting[0]))
            self._database.executemany(f"INSERT INTO price VALUES ({marks})", self._waiting)
            self._waiting.clear()

    # what the update asks for afterwards

    def regions(self) -> list[str]:
        """Every Region a price was found for, sorted."""
        self._database.execute("CREATE INDEX IF NOT EXISTS by_region ON price (region, key)")
        return [row[0] for row in self._database.execute("SELECT DISTINCT region FROM price ORDER BY region")]

    def figures(self, region: str) -> Iterator[Figure]:
        """All prices of a Region, those of one key together."""
        rows = self._database.execute(
            "SELECT key, file, rule, sku, lease, payment, upfront, begin, end, amount, line FROM price "
            "WHERE region = ? ORDER BY key, rowid",
            (region,),
        )
        for key, file, rule, sku, lease, payment, upfront, begin, end, figure, line in rows:
            yield Figure(
                key, file, self._rules[rule], sku, lease, payment, bool(upfront), begin, end, figure, line
            )


def _plain(offer: str) -> str:
    """Savings plans call themselves otherwise within their files than in the index."""
    if "SavingsPlan" not in offer:
        return offer
    return offer.removeprefix("AWS").removeprefix("Amazon").removesuffix("s")
