"""Totals of lines that share a service, Region or container: the engine's sums and their formulas."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pricing.estimate import LineItem, Totals, total
from pricing.workbook.line_sheet import column

_PLAIN = re.compile(r"[^\W\d][\w .,:;/()&+–…-]*")
"""Names that SUMIFS takes literally: no wildcard, no comparison sign, nothing that looks like a number."""
_LONGEST_CRITERION = 250


@dataclass(frozen=True)
class Group:
    """One row of a summary table: its name in a column of the estimate, and the engine's totals."""

    name: str
    totals: Totals
    literal: bool
    """True if SUMIFS finds exactly these lines by the name."""

    def sum_of(self, figures: str, key: str, cell: str) -> str:
        """A formula that adds up a column of figures where the ``key`` column has the name in ``cell``."""
        if self.literal:
            return f"=SUMIFS({column(figures)},{column(key)},{cell})"
        return f"=SUMPRODUCT(EXACT({column(key)},{cell})*1,{column(figures)})"

    def count_of(self, key: str, cell: str, states: Sequence[str] = ()) -> str:
        """A formula that counts the group's lines, or only those in the states."""
        if not states:
            if self.literal:
                return f"=COUNTIFS({column(key)},{cell})"
            return f"=SUMPRODUCT(EXACT({column(key)},{cell})*1)"
        if self.literal:
            parts = [f'COUNTIFS({column(key)},{cell},{column("State")},"{state}")' for state in states]
        else:
            parts = [
                f'SUMPRODUCT(EXACT({column(key)},{cell})*({column("State")}="{state}"))' for state in states
            ]
        return "=" + "+".join(parts)


def grouped(lines: Sequence[LineItem], name_of: Callable[[LineItem], str]) -> list[Group]:
    """Groups by name, the most expensive first."""
    members: dict[str, list[LineItem]] = {}
    for line in lines:
        members.setdefault(name_of(line), []).append(line)
    spelled: dict[str, int] = {}
    for name in members:
        spelled[name.casefold()] = spelled.get(name.casefold(), 0) + 1
    groups = [
        Group(name, total(inside), spelled[name.casefold()] == 1 and _is_literal(name))
        for name, inside in members.items()
    ]
    return sorted(groups, key=lambda group: (-group.totals.first_12_months, group.name))


def _is_literal(name: str) -> bool:
    return len(name) <= _LONGEST_CRITERION and _PLAIN.fullmatch(name) is not None
