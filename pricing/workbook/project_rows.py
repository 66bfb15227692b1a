"""Formulas of the project's own lines: each share is reckoned from the rows above it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pricing.estimate import LineItem, ProjectOwner
from pricing.rates import Rate
from pricing.workbook.texts import one_line

_SERVICE, _MONTHLY, _UPFRONT = "D", "J", "K"
"""Columns of the sheet of lines."""


class ProjectRows:
    """Where the project's lines begin among ``lines``, whose first row has the number ``first`` (from 1)."""

    def __init__(self, lines: Sequence[LineItem], first: int) -> None:
        owners = [line.owner for line in lines]
        steps = [owner.step if isinstance(owner, ProjectOwner) else "" for owner in owners]
        self._first = first
        self._gross_end = first + steps.count("") - 1
        """Last row of nodes and allowances."""
        self._charges_end = self._gross_end + steps.count("discounts")
        self._support_end = self._charges_end + steps.count("support")
        self._contingency_end = self._support_end + steps.count("contingency")

    def quantity(self, line: LineItem) -> str:
        """What a share is taken of, as a formula; empty for a line that is no share."""
        owner = line.owner
        if not isinstance(owner, ProjectOwner) or owner.step == "support":
            return ""
        figures = _UPFRONT if owner.of_upfront else _MONTHLY
        if owner.step != "discounts":
            end = self._support_end if owner.step == "contingency" else self._contingency_end
            return f"=SUM({self._range(figures, end)})"
        amounts = self._range(figures, self._gross_end)
        names = self._range(_SERVICE, self._gross_end)
        own = "+".join(f"SUMPRODUCT(EXACT({names},{_text(label)})*1,{amounts})" for label in owner.services)
        if not owner.others:
            return f"=-({own})"
        return f"=-(SUM({amounts})-({own}))" if own else f"=-SUM({amounts})"

    def unit_price(self, line: LineItem) -> str:
        """What AWS Support charges, as a formula; empty for other lines."""
        owner = line.owner
        if not isinstance(owner, ProjectOwner) or owner.step != "support" or line.rate is None:
            return ""
        month = f"SUM({self._range(_MONTHLY, self._charges_end)})"
        charge = _charge(line.rate, owner.least, month)
        if not owner.of_upfront:
            return f"={charge}"
        both = f"({month}+SUM({self._range(_UPFRONT, self._charges_end)}))"
        return f"={_charge(line.rate, owner.least, both)}-{charge}"

    def _range(self, column: str, end: int) -> str:
        return f"${column}${self._first}:${column}${end}"


def _charge(share: Rate, least: Decimal, charges: str) -> str:
    parts = []
    for tier in share.tiers:
        below = charges if tier.end is None else f"MIN({charges},{tier.end:f})"
        parts.append(f"MAX(0,{below}-{tier.start:f})*{tier.price / share.per:f}")
    return f"MAX({least:f},{'+'.join(parts)})"


def _text(label: str) -> str:
    return '"' + one_line(label).replace('"', '""') + '"'
