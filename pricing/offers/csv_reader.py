"""Offer files as CSV, block by block: lines are cut at `","`, and those of other products passed over.

AWS quotes every cell of an offer file, so the cut is exact where the number of cells is right; any other
line (cells without quotes, quotes or line breaks within a cell) goes through the csv module.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from pricing.offers.collecting import Collector
from pricing.offers.mapping import Match
from pricing.offers.places import COLUMNS
from pricing.offers.problems import DamagedOffer
from pricing.offers.rows import ON_DEMAND, SAVINGS_PLAN, Header, Price, Term, canonical

BLOCK = 1 << 18
_LONGEST_LINE = 8 << 20
_CUT = b'","'
_LINES_BEFORE_HEADER = 20
_REMEMBERED = 30_000
"""Products whose mapping is remembered: rows of one product stand near each other."""

_OFFER = frozenset("sku termtype startingrange endingrange unit priceperunit currency usagetype".split())
_PLAN = frozenset(
    "sku unit discountedrate currency discountedsku discountedusagetype discountedoperation "
    "purchaseoption leasecontractlength usagetype discountedregioncode".split()
)
_PLAN_NAMES = {
    "discountedusagetype": "usagetype",
    "discountedoperation": "operation",
    "discountedinstancetype": "instancetype",
    "discountedservicecode": "service",
}
_OFFER_TERM = "termtype leasecontractlength purchaseoption offeringclass".split()
_OFFER_PRICE = "startingrange endingrange unit priceperunit currency".split()
_PLAN_TERM = "- leasecontractlength purchaseoption -".split()
_PLAN_PRICE = "- - unit discountedrate currency".split()


class _Columns:
    """Where each column of the file is."""

    def __init__(self, names: Sequence[str], file: str, line: int) -> None:
        found = [canonical(name) for name in names]
        self.count = len(found)
        self.at = {name: place for place, name in reversed(list(enumerate(found)))}
        self.is_plan = "discountedrate" in self.at
        missing = sorted((_PLAN if self.is_plan else _OFFER) - self.at.keys())
        if missing:
            raise DamagedOffer(
                file,
                line,
                f"columns are missing: {', '.join(missing)}",
                "Get the file again, or a newer Blueprice if AWS has changed its columns",
            )


def read_csv(path: Path, name: str, collector: Collector, tick: Callable[[int], None]) -> Header:
    """Give every price of the file to ``collector``; ``tick`` is told how many bytes were read.

    Raises :class:`DamagedOffer` with the line, OSError, and whatever ``tick`` raises.
    """
    with path.open("rb", buffering=0) as file:
        reader = _CsvReader(name, collector)
        for lines, whole in _blocks(file, name, tick):
            reader.read(lines, whole)
        return reader.finished()


def _blocks(file: BinaryIO, name: str, tick: Callable[[int], None]) -> Iterator[tuple[list[bytes], bool]]:
    """The file's lines, some hundred at a time, and whether they have their line ends."""
    rest = b""
    while block := file.read(BLOCK):
        lines = (rest + block).split(b"\n")
        rest = lines.pop()
        if len(rest) > _LONGEST_LINE:
            raise DamagedOffer(name, 0, "it has a line of more than 8 MB, so it is no price list")
        tick(len(block))
        yield lines, True
    if rest:
        yield [rest], False


class _CsvReader:
    """One file: its head, then its rows."""

    def __init__(self, name: str, collector: Collector) -> None:
        self._name = name
        self._collector = collector
        self._line = 0
        self._metadata: dict[str, str] = {}
        self._columns: _Columns | None = None
        self._rows = 0
        self._open: tuple[int, bytes] | None = None
        self._matched: dict[bytes, Match | str] = {}
        self._terms: dict[tuple[bytes, ...], Term] = {}

    def read(self, lines: list[bytes], whole: bool) -> None:
        """Read these lines; one without a line end, the last, may be cut short and is looked at well."""
        start = 0
        while self._columns is None and start < len(lines):
            self._read_head(lines[start])
            start += 1
        if self._columns is not None:
            self._read_rows(lines[start:] if start else lines, whole)

    def finished(self) -> Header:
        """What the file said of itself; raises :class:`DamagedOffer` where it ends too early."""
        if self._columns is None:
            raise DamagedOffer(
                self._name, 0, "it has no header line with the column SKU, so it is no price list"
            )
        if self._open is not None:
            raise DamagedOffer(self._name, self._open[0], "the file ends within this row")
        if not self._rows:
            raise DamagedOffer(self._name, 0, "it has no price rows; the file ends after its header")
        facts = self._metadata
        return Header(facts.get("offercode", ""), facts.get("version", ""), facts.get("publicationdate", ""))

    # the head

    def _read_head(self, line: bytes) -> None:
        self._line += 1
        cells = self._cells(line.removeprefix(b"\xef\xbb\xbf"), self._line)
        if cells and canonical(cells[0]) == "sku":
            self._columns = _Columns(cells, self._name, self._line)
            self._collector.begin(self._metadata.get("offercode", ""), self._name)
            self._plan_reading(self._columns)
        elif self._line >= _LINES_BEFORE_HEADER:
            raise DamagedOffer(
                self._name, self._line, "no header line with the column SKU so far, so it is no price list"
            )
        elif len(cells) >= 2:
            self._metadata[canonical(cells[0])] = cells[1]

    def _plan_reading(self, columns: _Columns) -> None:
        at = columns.at
        self._family = at.get("productfamily", at["usagetype"])
        wanted = (self._collector.columns | COLUMNS | {"usagetype", "productfamily"}) & at.keys()
        if columns.is_plan:
            wanted = (wanted - {"usagetype", "operation", "instancetype"}) | (_PLAN_NAMES.keys() & at.keys())
        self._wanted = [
            (_PLAN_NAMES.get(name, name) if columns.is_plan else name, at[name]) for name in wanted
        ]
        self._sku = at["discountedsku" if columns.is_plan else "sku"]
        self._usage = at["discountedusagetype" if columns.is_plan else "usagetype"]
        self._plan_at = at["usagetype"] if columns.is_plan else None
        # A column that is not there is read from one behind the last, which is empty.
        term, price = (_PLAN_TERM, _PLAN_PRICE) if columns.is_plan else (_OFFER_TERM, _OFFER_PRICE)
        self._term_of = itemgetter(*(at.get(name, columns.count) for name in term))
        self._price_of = itemgetter(*(at.get(name, columns.count) for name in price))

    # the rows

    def _read_rows(self, lines: list[bytes], whole: bool) -> None:
        """The loop that has to be quick: most rows are of products known to be unwanted."""
        assert self._columns is not None
        count, matched = self._columns.count, self._matched.get
        passed, run, family = Counter[str](), 0, ""
        quick = whole and self._sku == 0 and self._open is None
        for number, line in enumerate(lines, self._line + 1):
            if quick and line[-1:] == b'"':
                found = matched(line[1 : line.find(b'"', 1)])
                if found.__class__ is str:
                    if found is not family:
                        if run:
                            passed[family] += run
                        run, family = 0, found
                    run += 1
                    continue
            line = line.rstrip(b"\r")
            cells = line[1:-1].split(_CUT)
            if len(cells) != count or line[:1] + line[-1:] != b'""' or self._open is not None:
                cells = self._other_line(line, number)
                if not cells:
                    continue
            match = matched(cells[self._sku]) or self._match(cells)
            if isinstance(match, str):
                passed[match] += 1
            else:
                self._take(match, cells, number)
        if run:
            passed[family] += run
        self._line += len(lines)
        self._rows += len(lines)
        self._collector.pass_over(passed)

    def _other_line(self, line: bytes, number: int) -> list[bytes]:
        """The cells of a line that is not plainly quoted; none for an empty one or one that goes on."""
        if self._open is not None:
            number, before = self._open
            line = before + b"\n" + line
            self._open = None
        if not line.strip():
            self._rows -= 1
            return []
        assert self._columns is not None
        if line.count(b'"') % 2:
            if len(line) > _LONGEST_LINE:
                raise DamagedOffer(self._name, number, "a quote is opened here and never closed")
            self._open = number, line
            self._rows -= 1
            return []
        cells = self._cells(line, number)
        if len(cells) != self._columns.count:
            raise DamagedOffer(
                self._name, number, f"this row has {len(cells)} cells instead of {self._columns.count}"
            )
        return [cell.encode() for cell in cells]

    def _cells(self, line: bytes, number: int) -> list[str]:
        try:
            return next(csv.reader([line.decode().rstrip("\r\n")], strict=True), [])
        except (UnicodeDecodeError, csv.Error) as error:
            raise DamagedOffer(self._name, number, f"this line is no CSV ({error})") from error

    def _match(self, cells: list[bytes]) -> Match | str:
        """The product's rate, or its family where it is not mapped."""
        if len(self._matched) >= _REMEMBERED:
            self._matched.clear()
        match: Match | str | None = None
        if self._collector.candidates(_text(cells[self._usage])):
            attributes = {name: _text(cells[place]) for name, place in self._wanted}
            if self._plan_at is not None:
                attributes["plan"] = _text(cells[self._plan_at]).partition(":")[0]
            match = self._collector.match(attributes)
        match = match or _text(cells[self._family])
        # A savings plan sells one product under several terms: its rows differ in more than the SKU.
        if self._plan_at is None:
            self._matched[cells[self._sku]] = match
        return match

    def _take(self, match: Match, cells: list[bytes], number: int) -> None:
        cells.append(b"")
        begin, end, unit, amount, currency = map(_text, self._price_of(cells))
        sold = self._term_of(cells)
        term = self._terms.get(sold)
        if term is None:
            term = self._terms[sold] = self._term(*map(_text, sold))
        price = Price(begin, end, unit, amount, currency, number)
        self._collector.take(match, _text(cells[self._sku]), term, price)

    def _term(self, kind: str, lease: str, payment: str, offering: str) -> Term:
        if self._plan_at is not None:
            return Term(SAVINGS_PLAN, f"{lease}yr", payment)
        return Term(kind) if kind == ON_DEMAND else Term(kind, lease, payment, offering)


def _text(cell: bytes) -> str:
    return cell.decode("utf-8", "replace")
