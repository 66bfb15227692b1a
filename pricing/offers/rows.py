"""The parts of a price file that all readers give alike: products, terms with their prices, and amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

ON_DEMAND, RESERVED, SAVINGS_PLAN = "OnDemand", "Reserved", "SavingsPlan"

Attributes = Mapping[str, str]
"""What AWS says of a product, by :func:`canonical` name."""

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]")
_AMOUNT = re.compile(r"\d+(\.\d*)?([eE][-+]?\d{1,2})?\Z")


class Header(NamedTuple):
    """What a price file says of itself."""

    offer: str
    version: str
    published: str
    """ISO date and time."""

    @property
    def date(self) -> str:
        return self.published[:10]


class Term(NamedTuple):
    """How a product is sold."""

    kind: str
    lease: str = ""
    """ "1yr" or "3yr"."""
    payment: str = ""
    """ "No Upfront", "Partial Upfront", "All Upfront"."""
    offering: str = ""
    """ "standard", "convertible" or empty."""


class Price(NamedTuple):
    """One figure of a term as the file has it."""

    begin: str
    end: str
    unit: str
    amount: str
    currency: str
    line: int


def canonical(name: str) -> str:
    """ "Pre Installed S/W" of a CSV and preInstalledSw of a JSON file are both "preinstalledsw"."""
    return _NOT_IN_NAMES.sub("", name.lower())


def is_amount(text: str) -> bool:
    """Whether it is like "0.0960000000", "24000" or "1.0E-4"; negative numbers are none."""
    return _AMOUNT.match(text) is not None
