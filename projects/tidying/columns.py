"""Columns along the flow: which piece stands in which, in which order, and how far across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, sqrt

from projects.tidying.layers import ranks, untangled
from projects.tidying.pieces import Piece, Tie, gap_between, label_gap, up

LANE = 16
"""Height that a line takes which passes a column."""
_MOST_ROWS = 6
"""A layer of more icons than this is led down several columns."""
_ANSWER = 0.25
"""What a line back to an actor who calls something counts: it goes against the flow."""
_AT_LEFT = 0.2
"""What is tied to this share of a frame stands left of it."""


@dataclass(frozen=True, slots=True)
class Outside:
    """How the pieces are linked to what stands outside their container."""

    entries: frozenset[str] = frozenset()
    """What is called from outside."""
    exits: frozenset[str] = frozenset()
    """What calls the outside."""


@dataclass(slots=True, eq=False)
class Column:
    """What stands one below the other: ids of pieces, and of lanes for lines that pass."""

    ids: list[str] = field(default_factory=list)


class Columns:
    """Columns by rank, sorted to cross little.

    ``in_row``: what is only associated with something stands right of it, not below.
    """

    def __init__(
        self, pieces: Sequence[Piece], ties: Sequence[Tie], outside: Outside, in_row: bool = False
    ) -> None:
        self.in_row = in_row
        self.pieces = {p.id: p for p in pieces}
        self.order = [p.id for p in pieces]
        self.ties = [t for t in ties if t.source in self.pieces and t.target in self.pieces]
        self.entries = outside.entries
        self.rank = self._ranks(outside)
        self.columns = self._columns()

    def _ranks(self, outside: Outside) -> dict[str, int]:
        arcs: dict[tuple[str, str], float] = {}
        calling = {tie.source for tie in self.ties if tie.flows}
        for tie in self.ties:
            if tie.flows:
                arc = (tie.source, tie.target)
                inwards = self.pieces[tie.source].leads or not self.pieces[tie.target].leads
                answers = tie.target in calling and not inwards
                arcs[arc] = arcs.get(arc, 0) + (_ANSWER if answers else 1)
        # Of a circle what is called from outside comes first.
        found = ranks(sorted(self.order, key=lambda i: i not in self.entries), arcs)
        waiting = [i for i in self.order if i not in found]
        boxes = [i for i in self.order if self.pieces[i].box]
        for box in boxes:
            if not self.pieces[box].leads:
                found.setdefault(box, 0)
        last = max(found.values(), default=0)
        for one in waiting:
            if one not in found:
                found[one] = self._rank_beside(one, found, outside, last, bool(boxes))
        first = min(found.values(), default=0)
        return {one: rank - first for one, rank in found.items()}

    def _rank_beside(
        self, one: str, found: Mapping[str, int], outside: Outside, last: int, boxes: bool
    ) -> int:
        """Where something stands that no flow of this container passes."""
        leads = self.pieces[one].leads
        for tie in self.ties:
            if one not in (tie.source, tie.target):
                continue
            partner, port = tie.target, tie.target_port
            if partner == one:
                partner, port = tie.source, tie.source_port
            if partner in found:
                frame = self.pieces[partner]
                if leads or (frame.box and port[0] < frame.width * _AT_LEFT):
                    return found[partner] - 1
                return found[partner] + (self.in_row or frame.box)
        if boxes:
            return last + (1 if any(found[i] == last and self.pieces[i].box for i in found) else 0)
        return 0 if one in outside.entries else last

    def _columns(self) -> list[Column]:
        layers: list[list[str]] = [[] for _ in range(max(self.rank.values()) + 1)]
        for one in self.order:
            layers[self.rank[one]].append(one)
        layers = [layer for layer in layers if layer]
        level = {one: number for number, layer in enumerate(layers) for one in layer}
        arcs: list[tuple[str, str]] = []
        for tie in self.ties:
            source, target = tie.source, tie.target
            if level[source] > level[target]:
                source, target = target, source
            arcs += _through(source, target, level, layers)
        columns: list[Column] = []
        for layer in untangled(layers, arcs):
            columns += self._split(self._beside_partners(layer))
        return columns

    def _beside_partners(self, layer: list[str]) -> list[str]:
        """What is only associated with something in its own layer stands right after it."""
        flowing = {i for tie in self.ties if tie.flows for i in (tie.source, tie.target)}
        found = list(layer)
        for tie in self.ties:
            one, other = (tie.source, tie.target) if tie.source not in flowing else (tie.target, tie.source)
            if not tie.flows and one not in flowing and one in found and other in found:
                found.remove(one)
                found.insert(found.index(other) + 1, one)
        return found

    def _split(self, layer: list[str]) -> list[Column]:
        boxes = [i for i in layer if i in self.pieces and self.pieces[i].box]
        icons = [i for i in layer if i in self.pieces and i not in boxes]
        if len(icons) <= (2 if boxes else _MOST_ROWS):
            return [Column(layer)]
        rows = max(_MOST_ROWS, ceil(sqrt(len(icons) * 1.5)))
        if boxes:
            rows = max(4, sum(self.pieces[i].height for i in boxes) // 168)
        count = ceil(len(icons) / rows)
        share = ceil(len(icons) / count)
        split = [Column(icons[n : n + share]) for n in range(0, len(icons), share)]
        return [Column(boxes), *split] if boxes else split

    def place_across(self) -> None:
        """Set where every piece stands from left to right."""
        level = {i: number for number, column in enumerate(self.columns) for i in column.ids}
        labels = [0] * len(self.columns)
        for tie in self.ties:
            one, other = sorted((level[tie.source], level[tie.target]))
            if other == one + 1:
                labels[one] = max(labels[one], label_gap(tie.label))
        x = 0
        for number, column in enumerate(self.columns):
            held = [self.pieces[i] for i in column.ids if i in self.pieces]
            wide = max((p.width for p in held), default=LANE)
            for piece in held:
                piece.x = x + up((wide - piece.width) // 2)
            if number + 1 < len(self.columns):
                after = [self.pieces[i] for i in self.columns[number + 1].ids if i in self.pieces]
                room = max((gap_between(p, q) for p in held for q in after), default=0)
                x = up(x + wide + max(room, self._free_of_labels(held, after, labels[number])))

    def _free_of_labels(self, left: list[Piece], right: list[Piece], needed: int) -> int:
        """What of a label's room is not free anyway beside icons in their wide cells."""
        spare = [max((0 if p.box else (p.width - 64) // 2) for p in side) for side in (left, right) if side]
        return max(0, needed - sum(spare))


def _through(
    source: str, target: str, level: dict[str, int], layers: list[list[str]]
) -> list[tuple[str, str]]:
    """The steps of a line from layer to layer; where it passes one it takes a lane there."""
    if level[source] == level[target]:
        return []
    steps: list[tuple[str, str]] = []
    before = source
    for number in range(level[source] + 1, level[target]):
        lane = f"{source}\n{target}\n{number}"
        if lane not in level:
            level[lane] = number
            layers[number].append(lane)
        steps.append((before, lane))
        before = lane
    return [*steps, (before, target)]
