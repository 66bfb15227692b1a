"""A VPC's zones side by side as columns, their subnets in rows by tier, and what spans zones between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from projects.facts import value
from projects.tidying.borders import margins
from projects.tidying.flow import flow
from projects.tidying.material import natural, title_width
from projects.tidying.pieces import CLOSE_GAP, FRAME_GAP, ROW_GAP, Piece, Tie, extent, gap_between, up
from projects.tidying.spacing import median, spaced

if TYPE_CHECKING:
    from projects.tidying.frames import Layout

ZONES = ("availability_zone", "local_zone")
_SIDE, _TOP, _BOTTOM = 24, 40, 24
"""A zone's room around its subnets."""
_GUTTER = 176
_IN_SUBNET = 48
"""How far below a subnet's top its icons stand."""
_MOST_UNEQUAL = 2.0
_DATA = frozenset({"Database", "Storage"})


@dataclass(slots=True)
class _Column:
    zone: str | None
    subnets: list[str]
    extras: list[Piece] = field(default_factory=list)
    inner: int = 0
    x: int = 0

    @property
    def width(self) -> int:
        return self.inner + (2 * _SIDE if self.zone is not None else 0)


class Zones:
    """The grid of one VPC; ``apply`` is False where it has not two zones, or some of them must stay."""

    def __init__(self, layout: Layout, frame: str | None, inside: Sequence[str]) -> None:
        self.layout, self.material = layout, layout.material
        self.columns = self._columns(inside) if self.material.name(frame) == "vpc" else []
        self.apply = self._is_grid() and not any(map(self._stays, self.columns))

    def _is_grid(self) -> bool:
        if len(self.columns) == 1:
            return self.columns[0].zone is not None or len(self.columns[0].subnets) > 1
        return bool(self.columns)

    def _columns(self, inside: Sequence[str]) -> list[_Column]:
        zones = [i for i in inside if self.material.name(i) in ZONES]
        zones.sort(key=lambda i: (natural(str(value(self.material.nodes[i], "zone") or "")), self._key(i)))
        found = [_Column(i, self._subnets(self.material.inside.get(i, ()))) for i in zones]
        flat: dict[str, list[str]] = {}
        subnets = self._subnets(inside)
        named = any(self._zone(i) for i in subnets)
        counts: dict[bool, int] = {}
        for one in subnets:
            # Without zones, the n-th public subnet stands over the n-th private one.
            public = bool(value(self.material.nodes[one], "public"))
            counts[public] = counts.get(public, 0) + 1
            flat.setdefault(self._zone(one) if named else f"{counts[public]:04}", []).append(one)
        return found + [_Column(None, flat[zone]) for zone in sorted(flat, key=natural)]

    def _subnets(self, ids: Sequence[str] | tuple[()]) -> list[str]:
        return sorted((i for i in ids if self.material.name(i) == "subnet"), key=self._order)

    def _key(self, node_id: str) -> tuple[object, ...]:
        return self.material.keys[node_id]

    def _zone(self, subnet: str) -> str:
        return str(value(self.material.nodes[subnet], "zone") or "")

    def _order(self, subnet: str) -> tuple[object, ...]:
        node = self.material.nodes[subnet]
        address = natural(str(value(node, "cidr") or ""))
        return not value(node, "public"), self._tier(subnet), address, self._key(subnet)

    def _tier(self, subnet: str) -> int:
        """2 for one that holds only data stores, else 1."""
        held = [self.material.nodes[i] for i in self.material.everything_in(subnet)]
        kinds = {n.service.category for n in held if n.service.shape == "service"}
        return 2 if kinds and kinds <= _DATA else 1

    def _stays(self, column: _Column) -> bool:
        ids = [*column.subnets]
        if column.zone is not None:
            ids += [column.zone, *self.material.inside.get(column.zone, ())]
            ids += [note.id for note in self.material.remarks.get(column.zone, ())]
        return any(
            i in self.layout.fixed or (i in self.material.overlays and self.material.is_box(i)) for i in ids
        )

    # rows

    def place(self, pieces: Sequence[Piece], ties: Sequence[Tie]) -> list[Piece]:
        """Place the pieces of the VPC from (0, 0) on."""
        self.at = {i: p for p in pieces for i in p.inner}
        self.row = self._rows()
        self.heights = [0] * (max(self.row.values(), default=-1) + 1)
        for subnet, row in self.row.items():
            edge = margins(self.layout, subnet)
            high = self.layout.size[subnet][1] + edge.top + edge.bottom
            self.heights[row] = max(self.heights[row], high)
        taken = {c.zone for c in self.columns} | {i for c in self.columns for i in c.subnets}
        others = [p for p in pieces if not taken & p.inner.keys()]
        cells, above, rest = self._sorted_out(others)
        for row, cell in cells.items():
            high = sum(p.height for p in cell) + ROW_GAP * (len(cell) - 1)
            self.heights[row] = max(self.heights[row], _IN_SUBNET + high + 8)
        top = up(max((p.height for p in above), default=-FRAME_GAP) + FRAME_GAP)
        self._across(cells)
        tops, bottom = self._down(top)
        self._fill_cells(cells, tops)
        self._above(above)
        if rest:
            self._under(rest, ties, bottom + FRAME_GAP)
        return list(pieces)

    def _rows(self) -> dict[str, int]:
        """Subnet -> row; those of one tier stand in one row in every zone."""
        keys: dict[str, tuple[int, int, int]] = {}
        private = [[i for i in c.subnets if not self._public(i)] for c in self.columns]
        equal = len({len(ids) for ids in private if ids}) <= 1
        for column, ids in zip(self.columns, private, strict=True):
            for number, subnet in enumerate(i for i in column.subnets if self._public(i)):
                keys[subnet] = (0, 0, number)
            counts: dict[int, int] = {}
            for subnet in ids:
                tier = 0 if equal else self._tier(subnet)
                keys[subnet] = (1, tier, counts.get(tier, 0))
                counts[tier] = counts.get(tier, 0) + 1
        rows = {key: number for number, key in enumerate(sorted(set(keys.values())))}
        return {subnet: rows[key] for subnet, key in keys.items()}

    def _public(self, subnet: str) -> bool:
        return bool(value(self.material.nodes[subnet], "public"))

    # what stands in the VPC itself

    def _sorted_out(self, others: Sequence[Piece]) -> tuple[dict[int, list[Piece]], list[Piece], list[Piece]]:
        """What stands between the zones, by row; above them; and below them."""
        cells: dict[int, list[Piece]] = {}
        above: list[Piece] = []
        rest: list[Piece] = []
        between = len(self.columns) % 2 == 0 and bool(self.heights)
        banded = self._banded_rows()
        for piece in sorted(others, key=lambda p: p.key):
            row = self._row_for(piece)
            if row is None or piece.box:
                rest.append(piece)
            elif between and (clear := self._clear_row(row, self._leads(piece), banded)) is not None:
                cells.setdefault(clear, []).append(piece)
            elif self._leads(piece):
                above.append(piece)
            else:
                rest.append(piece)
        return cells, above, rest

    def _leads(self, piece: Piece) -> bool:
        """Whether it calls what stands in the zones, or is where callers come in."""
        ids = [i for i in piece.inner if i in self.material.nodes]
        called, callers = self._linked_rows(ids)
        balances = any(self.material.name(i).endswith("load_balancer") for i in ids)
        return balances or (bool(called) and not callers)

    def _clear_row(self, row: int, leads: bool, banded: set[int]) -> int | None:
        """The row, or where an overlay runs through it the one above for callers, below for others."""
        for one in (row, row - 1 if leads else row + 1):
            if 0 <= one < len(self.heights) and one not in banded:
                return one
        return None

    def _banded_rows(self) -> set[int]:
        """Rows along which an overlay runs from zone to zone."""
        found: set[int] = set()
        column = {i: n for n, c in enumerate(self.columns) for i in c.subnets}
        for overlay in self.material.wrapping:
            subnets = {self._subnet_of(i) for i in self.material.members(overlay)} & column.keys()
            if len({column[i] for i in subnets if i is not None}) > 1:
                rows = [self.row[i] for i in subnets if i is not None]
                found.update(range(min(rows), max(rows) + 1))
        return found

    def _subnet_of(self, node_id: str) -> str | None:
        return next((i for i in self.material.path(node_id) if i in self.row), None)

    def _row_for(self, piece: Piece) -> int | None:
        ids = [i for i in piece.inner if i in self.material.nodes]
        last = len(self.heights) - 1
        if last < 0:
            return None
        listed = [self.row[s] for i in ids for s in self.material.listed_subnets(i) if s in self.row]
        if listed:
            return min(listed)
        called, callers = self._linked_rows(ids)
        if called:
            return max(0, min(called) - 1)
        if callers:
            return min(last, max(callers) + 1)
        categories = {self.material.nodes[i].service.category for i in ids}
        if any(self.material.name(i).endswith("load_balancer") for i in ids):
            return 0
        return last if categories and categories <= _DATA else None

    def _linked_rows(self, ids: Sequence[str]) -> tuple[list[int], list[int]]:
        called: list[int] = []
        callers: list[int] = []
        for one in ids:
            for other, outgoing in self.layout.links.neighbours.get(one, ()):
                subnet = self._subnet_of(other)
                if subnet is not None:
                    (called if outgoing else callers).append(self.row[subnet])
        return called, callers

    # coordinates

    def _across(self, cells: Mapping[int, Sequence[Piece]]) -> None:
        for column in self.columns:
            widths = [self._subnet_width(i) for i in column.subnets]
            if column.zone is not None:
                self._take_extras(column)
                widths.append(extent(column.extras)[2])
                widths.append(up(title_width(self.material.nodes[column.zone])) - 2 * _SIDE)
            column.inner = up(max([*widths, 208]))
        widest = max(c.width for c in self.columns)
        if widest <= _MOST_UNEQUAL * min(c.width for c in self.columns):
            for column in self.columns:
                column.inner += widest - column.width
        wide = max((p.width for cell in cells.values() for p in cell), default=0)
        x = 0
        for number, column in enumerate(self.columns):
            if number:
                x += FRAME_GAP
            if wide and number == len(self.columns) // 2:
                self.gutter = (x - FRAME_GAP, max(_GUTTER, up(wide) + CLOSE_GAP))
                x += self.gutter[1] - FRAME_GAP
            column.x = x
            x += column.width
        self.width = x

    def _subnet_width(self, subnet: str) -> int:
        edge = margins(self.layout, subnet)
        return self.layout.size[subnet][0] + edge.left + edge.right

    def _take_extras(self, column: _Column) -> None:
        """What stands in a zone itself goes below its subnets."""
        zone = column.zone
        inside = [i for i in self.material.inside.get(zone, ()) if i not in column.subnets]
        column.extras, ties = self.layout.pieces_of(zone, inside)
        flow(column.extras, ties)

    def _down(self, top: int) -> tuple[list[int], int]:
        """Set every subnet and zone; gives the rows' tops and the lower edge."""
        header = _TOP if any(c.zone for c in self.columns) else 0
        tops, y = [], top + header
        for height in self.heights:
            tops.append(y)
            y = up(y + height + CLOSE_GAP)
        bottom = y - CLOSE_GAP if tops else y
        extra = max((extent(c.extras)[3] for c in self.columns), default=0)
        floor = bottom + up(CLOSE_GAP * bool(tops) + extra if extra else 0) + (_BOTTOM if header else 0)
        for column in self.columns:
            self._set_column(column, top, tops, bottom, floor)
        return tops, floor

    def _set_column(self, column: _Column, top: int, tops: Sequence[int], bottom: int, floor: int) -> None:
        for subnet in column.subnets:
            edge = margins(self.layout, subnet)
            row = self.row[subnet]
            width = column.inner - edge.left - edge.right
            self.layout.resize(subnet, width, up(self.heights[row] - edge.top - edge.bottom))
            if column.zone is not None:
                self.layout.at[subnet] = (_SIDE + edge.left, tops[row] - top + edge.top)
            else:
                piece = self.at[subnet]
                piece.width, piece.height = column.inner, up(self.heights[row])
                piece.put(column.x, tops[row])
        if column.zone is None:
            return
        left, _, right, _ = extent(column.extras)
        shift = (column.inner - (right - left)) // 2 // 8 * 8
        for extra in column.extras:
            down = CLOSE_GAP if column.subnets or tops else 0
            extra.put(extra.x + _SIDE + shift, extra.y + bottom - top + down)
            self.layout.take(extra)
        zone = self.at[column.zone]
        self.layout.size[column.zone] = (column.width, floor - top)
        zone.width, zone.height = self.layout.size[column.zone]
        zone.put(column.x, top)

    def _fill_cells(self, cells: Mapping[int, Sequence[Piece]], tops: Sequence[int]) -> None:
        for row, cell in cells.items():
            left, wide = self.gutter
            y = tops[row] + _IN_SUBNET
            for piece in cell:
                piece.put(left + (wide - piece.width) // 2 // 8 * 8, y)
                y = up(y + piece.height + ROW_GAP)

    def _above(self, pieces: Sequence[Piece]) -> None:
        """In a row over the zones, each over what it is linked with."""
        wishes = {p.id: self._wish(p) for p in pieces}
        ordered = sorted(pieces, key=lambda p: (wishes[p.id], p.key))
        gaps = [gap_between(p, q) for p, q in zip(ordered, ordered[1:], strict=False)]
        starts = spaced([wishes[p.id] - p.width / 2 for p in ordered], [p.width for p in ordered], gaps)
        shift = -min((s for s in starts if s < 0), default=0)
        for piece, x in zip(ordered, starts, strict=True):
            piece.put(x + shift, 0)

    def _wish(self, piece: Piece) -> float:
        column = {i: c for c in self.columns for i in c.subnets}
        ends = []
        for one in piece.inner:
            for other, _ in self.layout.links.neighbours.get(one, ()):
                subnet = self._subnet_of(other)
                if subnet is not None:
                    ends.append(column[subnet].x + column[subnet].width / 2)
        return median(ends) if ends else self.width / 2

    def _under(self, pieces: list[Piece], ties: Sequence[Tie], y: int) -> None:
        ids = {p.id for p in pieces}
        flow(pieces, [t for t in ties if t.source in ids and t.target in ids])
        for piece in pieces:
            piece.put(piece.x, piece.y + up(y))
