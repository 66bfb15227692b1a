"""The lines of all nodes in their order, with what they add up to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Protocol

from pricing.estimate import LineItem, Owner, Totals, combine, total

Position = str
"""Lines are listed by service and the containers around the node, then by the node's id."""

ZERO = Decimal(0)


def position_of(owner: Owner) -> Position:
    """Where a node's lines stand; no two nodes have the same."""
    return _group(owner.service_label, owner.path) + owner.node_id


@lru_cache(8192)
def _group(service_label: str, path: tuple[str, ...]) -> str:
    """Sorts as the label and then the titles do: what parts them comes before every letter."""
    words = [word.translate(_NO_MARKS) for word in (service_label, *path)]
    return words[0] + "\x00" + "".join([word + "\x01" for word in words[1:]]) + "\x00"


_NO_MARKS = {0: None, 1: None}


class Row(Protocol):
    """A node or link with its lines."""

    owner: Owner
    position: Position
    lines: tuple[LineItem, ...]
    totals: Totals


class EstimateRows:
    """Each node's lines and totals at its position; changing one node touches no other's."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        ordered = sorted(rows, key=attrgetter("position"))
        self._order = [row.position for row in ordered]
        self._lines = [row.lines for row in ordered]
        self._totals = [row.totals for row in ordered]
        self._monthly = [totals.monthly for totals in self._totals]
        self._upfront = [totals.upfront for totals in self._totals]
        self._counts = [0, 0, 0, 0]
        self._by_node = {row.owner.node_id: row.totals for row in ordered}
        for totals in self._totals:
            self._count(totals, 1)

    def put(self, position: Position, node_id: str, lines: tuple[LineItem, ...], totals: Totals) -> None:
        """Set what a node comes to."""
        self.drop(position, node_id)
        place = bisect_left(self._order, position)
        self._order.insert(place, position)
        self._lines.insert(place, lines)
        self._totals.insert(place, totals)
        self._monthly.insert(place, totals.monthly)
        self._upfront.insert(place, totals.upfront)
        self._by_node[node_id] = totals
        self._count(totals, 1)

    def drop(self, position: Position, node_id: str) -> None:
        """Take a node out, if it is there."""
        place = bisect_left(self._order, position)
        if place < len(self._order) and self._order[place] == position:
            self._count(self._totals[place], -1)
            del self._by_node[node_id]
            for column in (self._order, self._lines, self._totals, self._monthly, self._upfront):
                del column[place]

    def lines(self) -> tuple[LineItem, ...]:
        return tuple(chain.from_iterable(self._lines))

    def totals_with(self, others: Iterable[LineItem]) -> Totals:
        """The sum of all nodes and of other lines after them.

        It is taken anew, in the order of the lines: a running one would round in another order.
        """
        rest = total(others)
        priced, included, needs_input, not_priced = self._counts
        return Totals(
            sum(self._monthly, ZERO) + rest.monthly,
            sum(self._upfront, ZERO) + rest.upfront,
            priced + rest.priced,
            included + rest.included,
            needs_input + rest.needs_input,
            not_priced + rest.not_priced,
        )

    def of_services(self, labels: Collection[str], others: Iterable[LineItem]) -> dict[str, Totals]:
        """The sum of all that is listed under each of these labels, other lines after those of nodes."""
        found: dict[str, list[Totals]] = {label: [] for label in labels}
        if not found:
            return {}
        for lines, totals in zip(self._lines, self._totals, strict=True):
            if lines and lines[0].owner.service_label in found:
                found[lines[0].owner.service_label].append(totals)
        for line in others:
            if line.owner.service_label in found:
                found[line.owner.service_label].append(total((line,)))
        return {label: combine(totals) for label, totals in found.items()}

    def by_node(self) -> dict[str, Totals]:
        return self._by_node.copy()

    def _count(self, totals: Totals, times: int) -> None:
        counts = self._counts
        counts[0] += times * totals.priced
        counts[1] += times * totals.included
        counts[2] += times * totals.needs_input
        counts[3] += times * totals.not_priced
