"""The same drawing priced in one Region after another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pricing.comparisons.lines import Difference, Lines
from pricing.estimate import State, Totals
from pricing.parts import ZERO

GEOGRAPHIES = {
    "us-gov": "AWS GovCloud (US)",
    "us": "North America",
    "ca": "North America",
    "mx": "North America",
    "sa": "South America",
    "eu": "Europe",
    "me": "Middle East",
    "il": "Middle East",
    "af": "Africa",
    "ap": "Asia Pacific",
}
"""Beginning of a Region's code -> the geography it is listed under; the longest beginning counts."""


def geography(code: str) -> str:
    """ "Europe" of "eu-west-1"; empty for a code of no known form."""
    beginnings = [start for start in GEOGRAPHIES if code.startswith(f"{start}-")]
    return GEOGRAPHIES[max(beginnings, key=len)] if beginnings else ""


class OpenLine(NamedTuple):
    """A component that has no figure, and why."""

    node_id: str
    label: str
    service_label: str
    component: str
    state: State
    rate_key: str
    """What it would be priced at; empty where that is not known."""
    reason: str
    lost: bool
    """It has a figure in the estimate that this one is compared with."""


def open_lines(lines: Lines, difference: Difference) -> tuple[OpenLine, ...]:
    """The components without a figure, those that have one on the other side first."""
    lost = {(line.owner.node_id, line.after) for line in difference.lost}
    found = [
        OpenLine(
            owner.node_id,
            owner.label,
            owner.service_label,
            figures.component,
            figures.state,
            figures.rate_key,
            figures.reason,
            (owner.node_id, figures) in lost,
        )
        for owner, figures in lines.open()
    ]
    return tuple(sorted(found, key=lambda line: not line.lost))


@dataclass(frozen=True)
class RegionRow:
    """The drawing in one Region, and what that costs more than at present."""

    code: str
    name: str
    """ "Europe (Ireland)"."""
    geography: str
    partition: str
    """ "aws", "aws-us-gov": accounts of one cannot use another."""
    present: bool
    """The drawing stands there now."""
    difference: Difference
    """From the present to this Region; its own totals are ``difference.after``."""
    open_lines: tuple[OpenLine, ...] = ()
    not_offered: tuple[str, ...] = ()
    """Instance types and node types of the drawing that are not sold there."""
    notes: tuple[str, ...] = ()

    @property
    def totals(self) -> Totals:
        return self.difference.after

    @property
    def comparable(self) -> bool:
        """The same lines have a figure here and at present."""
        return self.difference.comparable

    @property
    def not_priced(self) -> int:
        """How many components have no price here."""
        return sum(line.state == "not_priced" for line in self.open_lines)

    @property
    def needs_input(self) -> int:
        return sum(line.state == "needs_input" for line in self.open_lines)

    @property
    def remark(self) -> str:
        """What keeps the row from being compared, in a sentence; empty where nothing does."""
        lost, gained = len(self.difference.lost), len(self.difference.gained)
        said = []
        if lost:
            said.append(f"{_lines(lost)} without a figure here that {_has(lost)} one at present")
        if gained:
            said.append(f"{_lines(gained)} without a figure at present that {_has(gained)} one here")
        return f"Not comparable: {'; '.join(said)}." if said else ""


@dataclass(frozen=True)
class RegionComparison:
    """Regions side by side, the cheapest first; those that cannot be compared come last."""

    moving: str
    """Code of the Region whose place each row takes."""
    present: Totals
    rows: tuple[RegionRow, ...]
    price_date: str = ""

    @property
    def cheapest(self) -> RegionRow | None:
        """The cheapest of the comparable rows; None where there is none."""
        first = self.rows[0] if self.rows else None
        return first if first is not None and first.comparable else None


def in_order(rows: Iterable[RegionRow]) -> tuple[RegionRow, ...]:
    """By the first 12 months; rows that cannot be compared after the others, fewest open lines first."""
    return tuple(sorted(rows, key=_order))


def _order(row: RegionRow) -> tuple[object, ...]:
    if row.comparable:
        return False, 0, row.totals.first_12_months, row.totals.monthly, row.code
    difference = row.difference
    missing = len(difference.lost) + len(difference.gained)
    return True, missing, difference.known.first_12_months, ZERO, row.code


def _lines(count: int) -> str:
    return f"{count} {'line' if count == 1 else 'lines'}"


def _has(count: int) -> str:
    return "has" if count == 1 else "have"
