"""Heights of the pieces in their columns: shifted up and down until lines run straight."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from projects.geometry import GRID, HEADER
from projects.tidying.columns import LANE, Column, Columns
from projects.tidying.grids import row_gap
from projects.tidying.pieces import down, up
from projects.tidying.spacing import median_low, spaced

_ROUNDS = 7
_SPINE = 512.0
"""How much less than others a piece yields that the longest flow passes."""
_SMALL_STEP = 64

Near = tuple[str, float, float, int]
"""What a piece is tied to: id, where the line meets either, and how long the flow through it is."""


class Heights:
    """Where pieces in columns stand from top to bottom."""

    def __init__(self, layers: Columns) -> None:
        self.pieces, self.order = layers.pieces, layers.order
        self.columns, self.entries = layers.columns, layers.entries
        self.fore, self.aft = self._lengths(layers)
        self.near: dict[str, list[Near]] = {i: [] for i in self.order}
        for tie in layers.ties:
            ours, theirs = tie.source_port[1], tie.target_port[1]
            through = self.fore[tie.source] + 1 + self.aft[tie.target] if tie.flows else 0
            self.near[tie.source].append((tie.target, ours, theirs, through))
            self.near[tie.target].append((tie.source, theirs, ours, through))

    def _lengths(self, layers: Columns) -> tuple[dict[str, int], dict[str, int]]:
        """How long the longest flow to each piece is, and the longest from it on."""
        fore, aft = dict.fromkeys(self.order, 0), dict.fromkeys(self.order, 0)
        forward = [t for t in layers.ties if t.flows and layers.rank[t.source] < layers.rank[t.target]]
        for tie in sorted(forward, key=lambda t: layers.rank[t.source]):
            fore[tie.target] = max(fore[tie.target], fore[tie.source] + 1)
        for tie in sorted(forward, key=lambda t: -layers.rank[t.target]):
            aft[tie.source] = max(aft[tie.source], aft[tie.target] + 1)
        return fore, aft

    def place(self) -> None:
        """Set every piece's height; the highest stands at 0."""
        at: dict[str, float] = {}
        for column in self.columns:
            for one, start in zip(column.ids, self._spaced(column, [0.0] * len(column.ids)), strict=True):
                at[one] = start
        for column in self.columns:
            self._sort_beside_frames(column, at)
        for number in range(_ROUNDS):
            columns = self.columns if number % 2 == 0 else self.columns[::-1]
            before: set[str] = set()
            for column in columns:
                wishes = [self._wish(one, at, before) for one in column.ids]
                for one, start in zip(column.ids, self._spaced(column, wishes), strict=True):
                    at[one] = start
                before.update(column.ids)
        self._compact(at)
        for column in self.columns:
            self._gather(column, at)
            self._straighten(column, at)
        top = min(at[one] for one in self.pieces)
        for one, piece in self.pieces.items():
            piece.y = int(at[one] - top)

    def _sort_beside_frames(self, column: Column, at: dict[str, float]) -> None:
        """Icons that are only tied to places inside frames stand in the order of these places."""
        known = {i: self.near[i] for i in column.ids if i in self.pieces and not self.pieces[i].box}
        beside = all(self.pieces[end[0]].box for ends in known.values() for end in ends)
        if len(known) < len(column.ids) or not beside:
            return
        top = min(at.values())
        bottom = max(at[i] + self._height(i) for i in at)
        wishes = {
            i: self._wish(i, at) if known[i] else top if i in self.entries else bottom for i in column.ids
        }
        column.ids.sort(key=lambda i: (wishes[i], self.pieces[i].key))
        at.update(zip(column.ids, self._spaced(column, [wishes[i] for i in column.ids]), strict=True))

    def _compact(self, at: dict[str, float]) -> None:
        """Bring what is not tied to the largest part of the flow as close to it as order allows."""
        parts = self._parts()
        if len(parts) < 2:
            return
        own = {i: number for number, part in enumerate(parts) for i in part}
        settled = set(parts[0])
        top, bottom = self._reach(parts[0], at)
        rest = [(self._reach(part, at), number) for number, part in enumerate(parts[1:], start=1)]
        middle = (top + bottom) / 2
        for (first, last), number in sorted(rest, key=lambda r: (abs(sum(r[0]) / 2 - middle), r[1])):
            below = first + last > top + bottom
            room = max(0.0, first - top if below else bottom - last)
            for column in self.columns:
                room = min(room, self._free(column, own, number, settled, at, below))
            shift = down(room) * (-1 if below else 1)
            for one in parts[number]:
                at[one] += shift
            settled |= set(parts[number])

    def _free(
        self,
        column: Column,
        own: Mapping[str, int],
        part: int,
        settled: Container[str],
        at: Mapping[str, float],
        below: bool,
    ) -> float:
        """How far a part's pieces of one column can go towards what is settled."""
        least = float("inf")
        for number, one in enumerate(column.ids):
            if own.get(one) != part:
                continue
            beyond = column.ids[:number][::-1] if below else column.ids[number + 1 :]
            between: list[str] = []
            for other in beyond:
                if other in settled:
                    first, last = (other, one) if below else (one, other)
                    chain = [first, *(between[::-1] if below else between), last]
                    taken = sum(self._gap(a, b) for a, b in zip(chain, chain[1:], strict=False))
                    taken += sum(self._height(i) for i in between)
                    least = min(least, at[last] - at[first] - self._height(first) - taken)
                    break
                if own.get(other) == part:
                    break
                if other in self.pieces and other not in own:
                    between.append(other)
        return max(0.0, least)

    def _reach(self, part: Sequence[str], at: Mapping[str, float]) -> tuple[float, float]:
        return min(at[i] for i in part), max(at[i] + self._height(i) for i in part)

    def _parts(self) -> list[list[str]]:
        """The pieces that are tied to one another, the largest part first."""
        found: list[list[str]] = []
        seen: set[str] = set()
        for one in self.order:
            if one in seen or not self.near[one]:
                continue
            part, waiting = [], [one]
            seen.add(one)
            while waiting:
                part.append(waiting.pop())
                for other, *_ in self.near[part[-1]]:
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
            found.append(part)
        area = {id(part): sum(self.pieces[i].width * self.pieces[i].height for i in part) for part in found}
        return sorted(found, key=lambda part: -area[id(part)])

    def _gather(self, column: Column, at: dict[str, float]) -> None:
        """What nothing is tied to stands close to its neighbours of the column."""
        ids = column.ids
        tied = [number for number, one in enumerate(ids) if self.near.get(one, one not in self.pieces)]
        if not tied:
            frames = [at[i] for i in self.order if self.pieces[i].box and i not in ids]
            start = min(frames) + 2 * HEADER if frames else at[ids[0]]
            at[ids[0]] = max(start, at[ids[0]]) if not frames else start
            tied = [0]
        for number in range(tied[0] - 1, -1, -1):
            one, below = ids[number], ids[number + 1]
            at[one] = down(at[below] - self._gap(one, below) - self._height(one))
        for number in range(1, len(ids)):
            if number not in tied and number > tied[0]:
                above, one = ids[number - 1], ids[number]
                at[one] = up(at[above] + self._height(above) + self._gap(above, one))

    def _straighten(self, column: Column, at: dict[str, float]) -> None:
        """Take out small steps of lines where there is room to."""
        ids = [i for i in column.ids if i in self.pieces]
        for number, one in enumerate(ids):
            longest = max((through for *_, through in self.near[one]), default=0)
            ends = [end for end in self.near[one] if end[3] == longest]
            steps = [at[other] + theirs - ours - at[one] for other, ours, theirs, _ in ends]
            step = min(steps, key=abs, default=0)
            if not 0 < abs(step) <= _SMALL_STEP or step % GRID:
                continue
            to = at[one] + step
            above, below = ids[number - 1] if number else None, ids[number + 1 : number + 2]
            if above is not None and to < at[above] + self._height(above) + self._gap(above, one):
                continue
            if below and to + self._height(one) + self._gap(one, below[0]) > at[below[0]]:
                continue
            at[one] = to

    def _height(self, one: str) -> int:
        return self.pieces[one].height if one in self.pieces else LANE

    def _wish(self, one: str, at: Mapping[str, float], before: Container[str] = ()) -> float:
        """Where a line to the longest flow would run straight; what is ``before`` counts alone, if any is."""
        near = self.near.get(one, ())
        near = [end for end in near if end[0] in before] or near
        longest = max((through for *_, through in near), default=0)
        ends = [at[other] + theirs - ours for other, ours, theirs, through in near if through == longest]
        return median_low(ends) if ends else at[one]

    def _spaced(self, column: Column, wishes: Sequence[float]) -> list[int]:
        ids = column.ids
        lengths = [self._height(i) for i in ids]
        gaps = [self._gap(one, other) for one, other in zip(ids, ids[1:], strict=False)]
        through = [self.fore.get(i, 0) + self.aft.get(i, 0) for i in ids]
        weights = [_SPINE if number and number == max(through) else 1.0 for number in through]
        return spaced(wishes, lengths, gaps, weights)

    def _gap(self, one: str, other: str) -> int:
        above, below = self.pieces.get(one), self.pieces.get(other)
        if above is None or below is None:
            return LANE
        return row_gap(above, below)
