"""Reads worked cost cases: one JSON file for each service, each a list of cases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

_MULTIPLES = (
    ("hundred thousand", 100_000),
    ("ten thousand", 10_000),
    ("hundred million", 100_000_000),
    ("ten million", 10_000_000),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("hundred", 100),
)
_NUMBER = re.compile(r"^(\d+)\s*([kKMBG]?)\s+")
_LETTERS = {"": 1, "k": 1_000, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000, "G": 1_000_000_000}
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line that the case's author worked out; ``quantity`` in multiples of ``unit``."""

    name: str
    quantity: Decimal
    unit: str
    price: Decimal
    monthly: Decimal

    @property
    def per(self) -> Decimal:
        """How many single things its unit holds: 10000 for "ten thousand requests"."""
        text = self.unit.lower()
        for words, multiple in _MULTIPLES:
            if text.startswith(words):
                return Decimal(multiple)
        found = _NUMBER.match(self.unit)
        return Decimal(int(found[1]) * _LETTERS[found[2]]) if found else Decimal(1)


@dataclass(frozen=True, slots=True)
class Case:
    """A resource, how much it is used, and what it costs a month line by line."""

    id: str
    file: str
    """The name of its file without suffix, which names the adapter."""
    service: str
    region: str
    config: Mapping[str, Any]
    usage: Mapping[str, Any]
    lines: tuple[CaseLine, ...]
    total: Decimal
    tolerance: Decimal
    free_tier: str
    grading: str
    legacy: bool
    date: str
    """ISO date (or the year alone) at which the source still showed these figures; "" if unknown."""

    @property
    def counts(self) -> bool:
        """True if the aim is to match it: neither a matter of choice nor an old offering."""
        return self.grading == "exact" and not self.legacy

    @property
    def allowances(self) -> bool:
        """Whether free allowances are taken off: as the case says, else as its lines show."""
        if self.free_tier != "not_applicable":
            return self.free_tier == "applied"
        return any(line.quantity > 0 and not line.price and not line.monthly for line in self.lines)


class UnreadableCase(ValueError):
    """The text names the file, the case and what is wrong with it."""


def cases_in(path: Path) -> Iterator[Case]:
    """Every case of a folder, or of one file; raises :class:`UnreadableCase`."""
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        try:
            found = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        except (OSError, ValueError) as error:
            raise UnreadableCase(f"{file}: {error}") from error
        if not isinstance(found, list):
            raise UnreadableCase(f"{file}: a list of cases was expected")
        for number, facts in enumerate(found, 1):
            try:
                yield _case(file.stem, facts)
            except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
                raise UnreadableCase(f"{file}: case {number}: {error!r}") from error


def _case(file: str, facts: Mapping[str, Any]) -> Case:
    expected = facts["expected"]
    return Case(
        id=facts["id"],
        file=file,
        service=facts["service"],
        region=facts["region"],
        config=facts["resource_config"],
        usage=facts["usage"],
        lines=tuple(_line(line) for line in expected["line_items"]),
        total=_number(expected["total_monthly_usd"]),
        tolerance=_number(expected.get("tolerance_usd", 0)),
        free_tier=facts.get("free_tier", "not_applicable"),
        grading=facts.get("grading", "exact"),
        legacy=bool(facts.get("legacy_offering")),
        date=_date(facts.get("price_date_if_known") or {}),
    )


def _line(facts: Mapping[str, Any]) -> CaseLine:
    price = facts.get("unit_price_usd")
    return CaseLine(
        facts["name"],
        _number(facts["quantity"]),
        facts.get("unit") or "",
        _number(0 if price is None else price),
        _number(facts["monthly_usd"]),
    )


def _number(value: Any) -> Decimal:
    return Decimal(str(value))


def _date(facts: Mapping[str, Any]) -> str:
    given = str(facts.get("source_file_last_changed") or facts.get("as_of") or "")
    found = _DATE.findall(given)
    return max(found) if found else ""
