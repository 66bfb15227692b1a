"""Variants of a drawing side by side: their totals, and the difference line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pricing.comparisons.lines import Difference, Figures, Key, Lines, PairedLine
from pricing.comparisons.regions import OpenLine
from pricing.estimate import Owner, Totals


@dataclass(frozen=True)
class VariantColumn:
    """One variant against the base."""

    variant_id: str
    name: str
    comment: str
    difference: Difference
    """From the base to the variant; its own totals are ``difference.after``."""
    open_lines: tuple[OpenLine, ...] = ()
    misfits: tuple[str, ...] = ()
    """What of it does not apply to the drawing any more, a sentence each."""

    @property
    def totals(self) -> Totals:
        return self.difference.after

    @property
    def remark(self) -> str:
        """What keeps it from being compared, in a sentence; empty where nothing does."""
        lost, gained = len(self.difference.lost), len(self.difference.gained)
        said = []
        if lost:
            said.append(f"{lost} {_line(lost)} without a figure that the base prices or does not have")
        if gained:
            said.append(f"{gained} {_line(gained)} without a figure in the base only")
        return f"Not comparable: {'; '.join(said)}." if said else ""


class VariantLine(NamedTuple):
    """One component of one node in the base and in every variant."""

    owner: Owner
    component: str
    base: Figures | None
    """None where the base is not billed for it."""
    variants: tuple[PairedLine | None, ...]
    """From the base to each variant; None where neither is billed for it."""

    @property
    def differs(self) -> bool:
        """Some variant costs something else here, or cannot be compared here."""
        return any(pair is not None and pair.kind not in ("same", "open") for pair in self.variants)


@dataclass(frozen=True)
class VariantComparison:
    """The base and its variants, in the order that was asked for."""

    base: Totals
    columns: tuple[VariantColumn, ...]
    lines: tuple[VariantLine, ...]
    """All lines of the base in its order, each new one behind those of its node."""
    price_date: str = ""

    @cached_property
    def differing(self) -> tuple[VariantLine, ...]:
        return tuple(line for line in self.lines if line.differs)


def line_up(base: Lines, columns: Iterable[VariantColumn]) -> tuple[VariantLine, ...]:
    """The lines of the base and of all variants, a row each."""
    found = [{pair.key: pair for pair in column.difference.lines} for column in columns]
    order: dict[str, dict[Key, tuple[Owner, str]]] = {}
    for key, (owner, figures) in base.found.items():
        order.setdefault(key[0], {})[key] = owner, figures.component
    for pairs in found:
        for key, pair in pairs.items():
            order.setdefault(key[0], {}).setdefault(key, (pair.owner, pair.component))
    rows = []
    # What belongs to the account and not to a node comes last, as in an estimate.
    for node_id in sorted(order, key=lambda one: not one):
        for key, (owner, component) in order[node_id].items():
            own = base.found.get(key)
            pairs_of_row = tuple(pairs.get(key) for pairs in found)
            rows.append(VariantLine(owner, component, own[1] if own else None, pairs_of_row))
    return tuple(rows)


def _line(count: int) -> str:
    return "line" if count == 1 else "lines"
