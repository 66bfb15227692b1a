"""Offer files as JSON, entry by entry: what no mapping can want is passed over without being parsed.

AWS indents its files, so that an object ends where a line with its own indentation begins with `}`; in a
file without line breaks the braces are counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pricing.offers.collecting import Collector
from pricing.offers.mapping import Match
from pricing.offers.problems import DamagedOffer
from pricing.offers.rows import ON_DEMAND, RESERVED, Header, Price, Term, canonical

BLOCK = 1 << 20
_LARGEST_ENTRY = 16 << 20
_SPACE = re.compile(rb"[ \t\r\n]*")
_NAME = re.compile(rb'"((?:[^"\\]|\\.)*)"[ \t\r\n]*:[ \t\r\n]*')
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[][{}]')
_SCALAR = re.compile(rb'"(?:[^"\\]|\\.)*"|[^][{},:\s]+(?=[\s,}\]])')
_USAGE = re.compile(rb'"usagetype"[ \t\r\n]*:[ \t\r\n]*"([^"]*)"')
_NEXT = re.compile(rb'[ \t\r\n]*,[ \t\r\n]*"((?:[^"\\]|\\.)*)"[ \t\r\n]*:[ \t\r\n]*(?=\{)')
_INDENTED = re.compile(rb"\{\r?\n([ \t]*)")


def read_json(path: Path, name: str, collector: Collector, tick: Callable[[int], None]) -> Header:
    """Give every price of the file to ``collector``; ``tick`` is told how many bytes were read.

    Raises :class:`DamagedOffer` with the line, OSError, and whatever ``tick`` raises.
    """
    with path.open("rb", buffering=0) as file:
        return _JsonReader(_Buffer(file, name, tick), name, collector).read()


class _Buffer:
    """A part of the file and a position in it; what is behind the position is forgotten."""

    def __init__(self, file: BinaryIO, name: str, tick: Callable[[int], None]) -> None:
        self._file, self.name, self._tick = file, name, tick
        self._data = b""
        self._at = 0
        self._line = 1

    @property
    def line(self) -> int:
        return self._line + self._data.count(b"\n", 0, self._at)

    def damaged(self, what: str) -> DamagedOffer:
        return DamagedOffer(self.name, self.line, what)

    def _more(self) -> bool:
        block = self._file.read(BLOCK)
        if not block:
            return False
        self._tick(len(block))
        self._line += self._data.count(b"\n", 0, self._at)
        self._data = self._data[self._at :] + block
        self._at = 0
        if len(self._data) > _LARGEST_ENTRY + BLOCK:
            raise self.damaged("one entry is larger than 16 MB, so this is no price list")
        return True

    def peek(self) -> bytes:
        """The next byte that is no space; empty at the end."""
        while True:
            space = _SPACE.match(self._data, self._at)
            assert space is not None
            self._at = space.end()
            if self._at < len(self._data):
                return self._data[self._at : self._at + 1]
            if not self._more():
                return b""

    def take(self, wanted: bytes) -> None:
        found = self.peek()
        if found != wanted:
            where = f"instead of {found.decode('latin-1')!r}" if found else "but the file ends here"
            raise self.damaged(f"{wanted.decode()!r} should stand here, {where}")
        self._at += 1

    def name_of_entry(self) -> str:
        self.peek()
        while (found := _NAME.match(self._data, self._at)) is None or found.end() == len(self._data):
            if len(self._data) - self._at > BLOCK or not self._more():
                raise self.damaged("a name should stand here, or the file is cut short")
        self._at = found.end()
        return found[1].decode("utf-8", "replace")

    def names(self) -> Iterator[str]:
        """Each name of the object that begins here, standing before its value; the value must be taken."""
        self.take(b"{")
        if self.peek() == b"}":
            self._at += 1
            return
        while True:
            yield self.name_of_entry()
            if self.peek() == b",":
                self._at += 1
                continue
            self.take(b"}")
            return

    def entries(self) -> Iterator[tuple[str, bytes]]:
        """Each name and the text of its value, of the object that begins here."""
        self.take(b"{")
        if self.peek() == b"}":
            self._at += 1
            return
        closing = b""
        while True:
            name = self.name_of_entry()
            self.peek()
            closing = self._indentation()
            yield name, self.value()
            # The entries that follow mostly look alike and lie within what is read already.
            while closing and (found := _NEXT.match(self._data, self._at)):
                end = self._data.find(closing, found.end())
                if end < 0:
                    break
                start, self._at = found.end(), end + len(closing)
                yield found[1].decode("utf-8", "replace"), self._data[start : self._at]
            if self.peek() != b",":
                self.take(b"}")
                return
            self._at += 1

    def value(self) -> bytes:
        """The text of the value that begins here, as a whole."""
        if self.peek() not in (b"{", b"["):
            while (found := _SCALAR.match(self._data, self._at)) is None:
                if not self._more():
                    raise self.damaged("a value should stand here, or the file is cut short")
            self._at = found.end()
            return found[0]
        closing = self._indentation()
        end = self._end_by_line(closing) if closing else self._end_by_counting()
        text = self._data[self._at : end]
        self._at = end
        return text

    def _indentation(self) -> bytes:
        """The line end and the spaces before this object's last brace; empty where lines do not tell."""
        while len(self._data) - self._at < 256 and self._more():
            pass
        inner = _INDENTED.match(self._data, self._at)
        start = self._data.rfind(b"\n", 0, self._at)
        if inner is None or start < 0:
            return b""
        line = self._data[start + 1 : self._at]
        outer = line[: len(line) - len(line.lstrip(b" \t"))]
        return b"\n" + outer + b"}" if len(inner[1]) > len(outer) else b""

    def _end_by_line(self, closing: bytes) -> int:
        start = self._at
        while (end := self._data.find(closing, start)) < 0:
            kept = len(self._data) - self._at - len(closing)
            if not self._more():
                raise self.damaged("what begins here has no end: the file is cut short")
            start = self._at + max(0, kept)
        return end + len(closing)

    def _end_by_counting(self) -> int:
        while True:
            depth = 0
            for token in _TOKEN.finditer(self._data, self._at):
                if token[0] in b"{[":
                    depth += 1
                elif token[0] in b"}]":
                    depth -= 1
                    if not depth:
                        return token.end()
            if not self._more():
                raise self.damaged("what begins here has no end: the file is cut short")

    def parsed(self) -> Any:
        return self.load(self.value())

    def load(self, text: bytes) -> Any:
        try:
            return json.loads(text)
        except ValueError as error:
            raise self.damaged(f"the entry that ends here is no JSON ({error})") from error


class _JsonReader:
    def __init__(self, buffer: _Buffer, name: str, collector: Collector) -> None:
        self._buffer, self._name, self._collector = buffer, name, collector
        self._facts: dict[str, Any] = {}
        self._begun = False

    def read(self) -> Header:
        buffer = self._buffer
        for name in buffer.names():
            if name == "products":
                self._begin()
                self._products()
            elif name == "terms":
                self._terms()
            elif buffer.peek() in (b"{", b"["):
                buffer.value()
            else:
                self._facts[name] = buffer.parsed()
        if buffer.peek():
            raise buffer.damaged("something follows the end of the list")
        if not self._begun:
            raise DamagedOffer(self._name, 0, "it has no products, so it is no price list")
        facts = [str(self._facts.get(name, "")) for name in ("offerCode", "version", "publicationDate")]
        return Header(*facts)

    def _begin(self) -> None:
        self._collector.begin(str(self._facts.get("offerCode", "")), self._name)
        self._begun = True

    def _products(self) -> None:
        buffer, candidates = self._buffer, self._collector.candidates
        if buffer.peek() == b"[":
            remedy = "Use the file with the same name that ends in .csv"
            raise DamagedOffer(self._name, 0, "savings plans are read as CSV only", remedy)
        passed = 0
        for sku, text in buffer.entries():
            usage = _USAGE.search(text)
            if candidates(usage[1].decode("utf-8", "replace") if usage else ""):
                self._product(sku, text)
            else:
                passed += 1
        self._collector.pass_over({"": passed})

    def _product(self, sku: str, text: bytes) -> None:
        product = self._buffer.load(text)
        try:
            attributes = {canonical(name): str(value) for name, value in product["attributes"].items()}
        except (KeyError, AttributeError, TypeError) as error:
            raise self._buffer.damaged(f"the product {sku} has no attributes") from error
        family = str(product.get("productFamily", ""))
        match = self._collector.match({**attributes, "productfamily": family})
        if match is None:
            self._collector.pass_over({family: 1})
        else:
            self._collector.remember(sku, match)

    def _terms(self) -> None:
        if not self._begun:
            raise self._buffer.damaged("terms stand before the products they are for")
        buffer = self._buffer
        for kind in buffer.names():
            if kind not in (ON_DEMAND, RESERVED):
                buffer.value()
            else:
                for sku, text in buffer.entries():
                    match = self._collector.recall(sku)
                    if match is not None:
                        self._term(kind, sku, match, buffer.load(text))

    def _term(self, kind: str, sku: str, match: Match, offers: dict[str, Any]) -> None:
        try:
            for offer in offers.values():
                facts = offer.get("termAttributes") or {}
                term = Term(
                    kind,
                    facts.get("LeaseContractLength", ""),
                    facts.get("PurchaseOption", ""),
                    facts.get("OfferingClass", ""),
                )
                for price in offer["priceDimensions"].values():
                    ((currency, amount),) = price["pricePerUnit"].items()
                    begin, end = price.get("beginRange", ""), price.get("endRange", "")
                    self._collector.take(
                        match, sku, term, Price(begin, end, price["unit"], amount, currency, 0)
                    )
        except DamagedOffer as error:
            raise DamagedOffer(self._name, self._buffer.line, f"{error.what} ({sku})") from error
        except (KeyError, AttributeError, TypeError, ValueError) as error:
            raise self._buffer.damaged(f"the prices of {sku} are not as AWS writes them") from error
