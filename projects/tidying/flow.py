"""The layered layout: columns from callers to what they call, with as many straight lines as will go."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, sqrt

from projects.geometry import GRID, HEADER
from projects.tidying.layers import ranks, untangled
from projects.tidying.pieces import ROW_GAP, Piece, Tie, down, extent, gap_between, label_gap, up
from projects.tidying.spacing import median_low, spaced

_MOST_ROWS = 6
"""A layer of more icons than this is led down several columns."""
_ROUNDS = 7
_LANE = 16
"""Height that a line takes which passes a column."""
_SPINE = 512.0
"""How much less than others a piece yields that the longest flow passes."""
_SMALL_STEP = 64
_AT_LEFT = 0.2
"""What is tied to this share of a frame stands left of it."""
_GRID_ASPECT = 1.7
_MOST_ACROSS = 4


@dataclass(frozen=True, slots=True)
class Outside:
    """How the pieces are linked to what stands outside their container."""

    entries: frozenset[str] = frozenset()
    """What is called from outside."""
    exits: frozenset[str] = frozenset()
    """What calls the outside."""


@dataclass(slots=True)
class _Column:
    ids: list[str] = field(default_factory=list)
    width: int = 0
    gap: int = 0
    """To the column after it."""
    x: int = 0


def flow(
    pieces: Sequence[Piece], ties: Iterable[Tie], outside: Outside | None = None, in_row: bool = False
) -> None:
    """Place the pieces from (0, 0) on: along the flow where they have one, else in a grid.

    ``in_row``: what is only associated with something stands right of it, not below.
    """
    if not pieces:
        return
    ties = list(ties)
    joined = {i for tie in ties for i in (tie.source, tie.target)}
    loose = [p for p in pieces if p.id not in joined]
    boxes = any(p.box for p in pieces)
    linked = [p for p in pieces if p.id in joined]
    if not linked:
        grid(pieces)
        return
    beside = outside or Outside()
    # What is only linked with the outside stands in the flow too, at its end of it.
    kept = [p for p in loose if boxes or p.id in beside.entries | beside.exits]
    if kept:
        linked = [p for p in pieces if p.id in joined or p in kept]
        loose = [p for p in loose if p not in kept]
    if any(p.box for p in linked) or any(tie.flows for tie in ties) or in_row:
        _Layered(linked, ties, beside, in_row).place()
    else:
        grid(_partners_together(linked, ties))
    if loose:
        _below(linked, loose)


def _partners_together(pieces: Sequence[Piece], ties: Iterable[Tie]) -> list[Piece]:
    """What is associated with one another one after the other."""
    found = [p.id for p in pieces]
    for tie in ties:
        if tie.source in found and tie.target in found:
            found.remove(tie.target)
            found.insert(found.index(tie.source) + 1, tie.target)
    by_id = {p.id: p for p in pieces}
    return [by_id[i] for i in found]


def _below(placed: Sequence[Piece], rest: Sequence[Piece]) -> None:
    left, _, right, bottom = extent(list(placed))
    grid(rest, widest=right - left)
    for piece in rest:
        piece.put(piece.x + left, piece.y + up(bottom) + ROW_GAP)


def grid(pieces: Sequence[Piece], widest: int = 0, across: int = 0) -> None:
    """Rows from (0, 0) on, as wide as ``widest`` or about as wide as screens are; equal cells for icons."""
    if not pieces:
        return
    if across == 0:
        if all(not p.box for p in pieces):
            across = _icons_across(pieces, widest)
        else:
            across = 0
    if across:
        _cells(pieces, across)
    else:
        _rows(pieces, widest)


def _icons_across(pieces: Sequence[Piece], widest: int) -> int:
    if widest:
        pitch = max(p.width for p in pieces) + 48
        return max(1, min(len(pieces), (widest + 48) // pitch))
    if len(pieces) <= 3:
        return len(pieces)
    return min(max(_MOST_ACROSS, ceil(sqrt(len(pieces)))), ceil(sqrt(len(pieces) * _GRID_ASPECT)))


def _cells(pieces: Sequence[Piece], across: int) -> None:
    rows = [pieces[n : n + across] for n in range(0, len(pieces), across)]
    columns = [pieces[n::across] for n in range(min(across, len(pieces)))]
    widths = [max(p.width for p in column) for column in columns]
    gaps = [
        max(gap_between(one, other) for one in column for other in following)
        for column, following in zip(columns, columns[1:], strict=False)
    ]
    y = 0
    for row in rows:
        x = 0
        for number, piece in enumerate(row):
            piece.put(x + up((widths[number] - piece.width) // 2), y)
            x = up(x + widths[number] + (gaps[number] if number < len(gaps) else 0))
        y = up(y + max(p.height for p in row) + ROW_GAP)


def _rows(pieces: Sequence[Piece], widest: int) -> None:
    """Frames of their own sizes in rows; the number of rows is chosen for a page's shape."""
    if not widest:
        widest = _page_width(pieces)
    x = y = height = 0
    before: Piece | None = None
    for piece in pieces:
        gap = gap_between(before, piece) if before is not None else 0
        if before is not None and x + gap + piece.width > widest:
            x, y, height, gap = 0, up(y + height + _row_gap(before, piece)), 0, 0
        piece.put(up(x + gap), y)
        x, height, before = piece.right, max(height, piece.height), piece


def _row_gap(above: Piece, below: Piece) -> int:
    return gap_between(above, below) if above.box or below.box else ROW_GAP


def _page_width(pieces: Sequence[Piece]) -> int:
    """The width of the first rows that comes nearest to a page's shape."""
    best, least = max(p.width for p in pieces), 0.0
    total = 0
    for number, piece in enumerate(pieces):
        total += piece.width + (48 if number else 0)
        width = max(total, *(p.width for p in pieces))
        height = _height_in_rows(pieces, width)
        off = max(width / height / _GRID_ASPECT, height * _GRID_ASPECT / width)
        if not least or off < least - 0.01:
            best, least = width, off
    return best


def _height_in_rows(pieces: Sequence[Piece], widest: int) -> int:
    x = y = height = 0
    for piece in pieces:
        if x and x + 48 + piece.width > widest:
            x, y, height = 0, y + height + 48, 0
        x += piece.width + (48 if x else 0)
        height = max(height, piece.height)
    return y + height


class _Layered:
    """Columns by rank, sorted to cross little, and shifted up and down until lines run straight."""

    def __init__(self, pieces: Sequence[Piece], ties: Sequence[Tie], outside: Outside, in_row: bool) -> None:
        self.in_row = in_row
        self.pieces = {p.id: p for p in pieces}
        self.order = [p.id for p in pieces]
        self.ties = [t for t in ties if t.source in self.pieces and t.target in self.pieces]
        self.rank = self._ranks(outside)
        self.columns = self._columns()
        self.near: dict[str, list[tuple[str, float, float, int]]] = {i: [] for i in self.order}
        """Id -> what it is tied to: id, where the line meets either, and how long the flow through it is."""
        self.entries = outside.entries
        self.fore, self.aft = self._lengths()
        for tie in self.ties:
            ours, theirs = tie.source_port[1], tie.target_port[1]
            through = self.fore[tie.source] + 1 + self.aft[tie.target] if tie.flows else 0
            self.near[tie.source].append((tie.target, ours, theirs, through))
            self.near[tie.target].append((tie.source, theirs, ours, through))

    # layers

    def _ranks(self, outside: Outside) -> dict[str, int]:
        arcs: dict[tuple[str, str], float] = {}
        for tie in self.ties:
            if tie.flows:
                arc = (tie.source, tie.target)
                arcs[arc] = arcs.get(arc, 0) + 1
        found = ranks(self.order, arcs)
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

    def _columns(self) -> list[_Column]:
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
        columns: list[_Column] = []
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

    def _split(self, layer: list[str]) -> list[_Column]:
        boxes = [i for i in layer if i in self.pieces and self.pieces[i].box]
        icons = [i for i in layer if i in self.pieces and i not in boxes]
        if len(icons) <= (2 if boxes else _MOST_ROWS):
            return [_Column(layer)]
        rows = max(_MOST_ROWS, ceil(sqrt(len(icons) * 1.5)))
        if boxes:
            rows = max(4, sum(self.pieces[i].height for i in boxes) // 168)
        count = ceil(len(icons) / rows)
        share = ceil(len(icons) / count)
        split = [_Column(icons[n : n + share]) for n in range(0, len(icons), share)]
        return [_Column(boxes), *split] if boxes else split

    def _lengths(self) -> tuple[dict[str, int], dict[str, int]]:
        """How long the longest flow to each piece is, and the longest from it on."""
        fore, aft = dict.fromkeys(self.order, 0), dict.fromkeys(self.order, 0)
        forward = [t for t in self.ties if t.flows and self.rank[t.source] < self.rank[t.target]]
        for tie in sorted(forward, key=lambda t: self.rank[t.source]):
            fore[tie.target] = max(fore[tie.target], fore[tie.source] + 1)
        for tie in sorted(forward, key=lambda t: -self.rank[t.target]):
            aft[tie.source] = max(aft[tie.source], aft[tie.target] + 1)
        return fore, aft

    # coordinates

    def place(self) -> None:
        self._across()
        self._down()
        top = min(p.y for p in self.pieces.values())
        for piece in self.pieces.values():
            piece.y -= top

    def _across(self) -> None:
        level = {i: number for number, column in enumerate(self.columns) for i in column.ids}
        labels = [0] * len(self.columns)
        for tie in self.ties:
            one, other = sorted((level[tie.source], level[tie.target]))
            if other == one + 1:
                labels[one] = max(labels[one], label_gap(tie.label))
        x = 0
        for number, column in enumerate(self.columns):
            held = [self.pieces[i] for i in column.ids if i in self.pieces]
            column.x, column.width = x, max((p.width for p in held), default=_LANE)
            for piece in held:
                piece.x = x + up((column.width - piece.width) // 2)
            if number + 1 < len(self.columns):
                after = [self.pieces[i] for i in self.columns[number + 1].ids if i in self.pieces]
                room = max((gap_between(p, q) for p in held for q in after), default=0)
                x = up(x + column.width + max(room, self._free_of_labels(held, after, labels[number])))

    def _free_of_labels(self, left: list[Piece], right: list[Piece], needed: int) -> int:
        """What of a label's room is not free anyway beside icons in their wide cells."""
        spare = [max((0 if p.box else (p.width - 64) // 2) for p in side) for side in (left, right) if side]
        return max(0, needed - sum(spare))

    def _down(self) -> None:
        at: dict[str, float] = {}
        for column in self.columns:
            for one, start in zip(column.ids, self._spaced(column, [0.0] * len(column.ids)), strict=True):
                at[one] = start
        for column in self.columns:
            self._sort_beside_frames(column, at)
        for number in range(_ROUNDS):
            columns = self.columns if number % 2 == 0 else self.columns[::-1]
            for column in columns:
                before = {i for c in columns[: columns.index(column)] for i in c.ids}
                wishes = [self._wish(one, at, before) for one in column.ids]
                for one, start in zip(column.ids, self._spaced(column, wishes), strict=True):
                    at[one] = start
        self._compact(at)
        for column in self.columns:
            self._gather(column, at)
            self._straighten(column, at)
        for one, piece in self.pieces.items():
            piece.y = int(at[one])

    def _sort_beside_frames(self, column: _Column, at: dict[str, float]) -> None:
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
        column: _Column,
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

    def _gather(self, column: _Column, at: dict[str, float]) -> None:
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

    def _straighten(self, column: _Column, at: dict[str, float]) -> None:
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
        return self.pieces[one].height if one in self.pieces else _LANE

    def _wish(self, one: str, at: Mapping[str, float], before: Container[str] = ()) -> float:
        """Where a line to the longest flow would run straight; what is ``before`` counts alone, if any is."""
        near = self.near.get(one, ())
        near = [end for end in near if end[0] in before] or near
        longest = max((through for *_, through in near), default=0)
        ends = [at[other] + theirs - ours for other, ours, theirs, through in near if through == longest]
        return median_low(ends) if ends else at[one]

    def _spaced(self, column: _Column, wishes: Sequence[float]) -> list[int]:
        ids = column.ids
        lengths = [self._height(i) for i in ids]
        gaps = [self._gap(one, other) for one, other in zip(ids, ids[1:], strict=False)]
        through = [self.fore.get(i, 0) + self.aft.get(i, 0) for i in ids]
        weights = [_SPINE if number and number == max(through) else 1.0 for number in through]
        return spaced(wishes, lengths, gaps, weights)

    def _gap(self, one: str, other: str) -> int:
        above, below = self.pieces.get(one), self.pieces.get(other)
        if above is None or below is None:
            return _LANE
        return _row_gap(above, below)


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
