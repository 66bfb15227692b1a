"""Filling frames from the inside out, so that each knows its size when the one around it is filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from projects.geometry import GRID, LABEL_BAND
from projects.tidying.bands import is_banded, place_banded
from projects.tidying.borders import margins, sides, spread
from projects.tidying.flow import flow
from projects.tidying.grids import grid
from projects.tidying.material import Material, title_width
from projects.tidying.obstacles import settle
from projects.tidying.pieces import CELL, FRAME_GAP, Piece, Tie, extent, text_width, up
from projects.tidying.places import Places
from projects.tidying.remarks import attached, put_around, stood_aside
from projects.tidying.ties import Ties
from projects.tidying.zones import Zones

OVERLAY_ROOM = (16, 48, 16, 16)
"""What an overlay takes around its members: left, top (with its title), right, bottom."""

_PADS = {"subnet": (24, 48, 24, 24), "availability_zone": (24, 40, 24, 24), "local_zone": (24, 40, 24, 24)}
_PAD = (32, 56, 32, 32)
_LEAST = {"subnet": (208, 128)}
_MOST_STACKED = 4
"""Frames that stand one below the other beside what leads to all of them; more are put in rows."""
_ALIKE = 0.6
"""Frames in a row that are nearly as high as the highest are made as high."""


class Layout(Places):
    """Fills frames: each with its content in AWS's order, and as large as that needs."""

    def __init__(self, material: Material, fixed: frozenset[str]) -> None:
        super().__init__(material, fixed)
        self.links = Ties(material)
        self.filled: set[str | None] = set()

    # filling

    def fill(self, frame: str) -> None:
        """Lay out all that stands in a frame, and fit the frame around it."""
        order, waiting = [], [frame]
        while waiting:
            one = waiting.pop()
            if one != frame and (one in self.fixed or not self.material.is_box(one)):
                continue
            order.append(one)
            waiting.extend(self.material.inside.get(one, ()))
        for one in reversed(order):
            self._fill_one(one)

    def _fill_one(self, frame: str) -> None:
        inside = self.material.inside.get(frame, [])
        node = self.material.nodes[frame]
        border = [i for i in inside if self.sits_on_edge(i)]
        on = sides(self, border)
        left, top, right, bottom = _PADS.get(node.service.stored_name, _PAD)
        left, right = max(left, 80 if on["left"] else 0), max(right, 80 if on["right"] else 0)
        top, bottom = max(top, 80 if on["top"] else 0), max(bottom, 32 if on["bottom"] else 0)
        wide, high = self.arrange(frame, [i for i in inside if i not in border], (left, top))
        if not (inside or self.material.remarks.get(frame)) and not node.service.is_container():
            return
        least = _LEAST.get(node.service.stored_name, (192, 128))
        room = spread(self, frame, on)
        width = max(up(wide + right), least[0], up(title_width(node)), room[0])
        height = max(up(high + bottom), least[1], room[1])
        self.resize(frame, width, height)
        self.filled.add(frame)

    def resize(self, frame: str, width: int, height: int) -> None:
        """Give a filled frame another size; its icons stay in the middle of it, where they can."""
        self.size[frame] = (width, height)
        on = sides(self, [i for i in self.material.inside.get(frame, ()) if self.sits_on_edge(i)])
        spread(self, frame, on, final=True)
        if self._centre(frame):
            spread(self, frame, on, final=True)

    def _centre(self, frame: str) -> bool:
        """Move the content to the middle where it has room beside it; whether it moved."""
        inside = [i for i in self.material.inside.get(frame, ()) if not self.sits_on_edge(i)]
        notes = [n.id for n in self.material.remarks.get(frame, ())]
        if self.fixed & {*inside, *notes} or not inside:
            return False
        width = self.size[frame][0]
        rects = [self.rect(i) for i in inside]
        boxes = [self.place_of_note(i) for i in notes]
        left = min(r.x for r in (*rects, *boxes))
        right = max(r.right for r in (*rects, *boxes))
        dx = (width - right - left) // 2 // GRID * GRID
        edge = margins(self, frame)
        if not dx or left + dx < GRID or edge.left or edge.right:
            return False
        self.shift(inside, notes, dx, 0)
        return True

    # one frame's content

    def arrange(
        self, frame: str | None, inside: Sequence[str], corner: tuple[int, int], only: bool = False
    ) -> tuple[int, int]:
        """Place what stands in a frame from a corner on; gives the right and lower edge of it all.

        ``only``: these and nothing else, so that notes stay where they are.
        """
        notes = [] if only else self.material.remarks.get(frame, [])
        zoned = Zones(self, frame, inside)
        free = [n for n in notes if n.id not in self.fixed]
        near, aside = attached(self, inside, free, to_none=zoned.apply)
        pieces = self._pieces(inside, near)
        ties = self.links.among(self, frame, pieces)
        if zoned.apply:
            pieces = zoned.place(pieces, ties)
        elif is_banded(self.material, frame, inside):
            place_banded(self.material, pieces, ties, self._level_rows)
        else:
            pieces = self._flowing(frame, pieces, ties)
        held = [self.place_of_note(n.id) for n in notes if n.id in self.fixed]
        page = frame not in self.material.nodes
        settle(self, pieces, held, corner, page)
        for piece in pieces:
            self.take(piece)
        return stood_aside(self, inside, notes, aside, corner, page)

    def _flowing(self, frame: str | None, pieces: list[Piece], ties: list[Tie]) -> list[Piece]:
        boxes = [p for p in pieces if p.box and not p.leads and p.id not in self.fixed]
        ids = {p.id for p in boxes}
        if len(boxes) > 1 and not any(t.source in ids and t.target in ids and t.flows for t in ties):
            column = len(boxes) <= _MOST_STACKED and _one_before_all(boxes, ties)
            whole = self._together(boxes, f"frames of {frame}", boxes[0].key, column)
            pieces = [*(p for p in pieces if p not in boxes), whole]
            ties = self.links.among(self, frame, pieces)
        flow(sorted(pieces, key=lambda p: p.key), ties, self.links.outside(frame, pieces))
        return pieces

    def _together(
        self, pieces: Sequence[Piece], name: str, key: tuple[object, ...], column: bool = False
    ) -> Piece:
        """Frames in rows, or in a column, as one piece."""
        in_zone = any(self.material.name(i) == "subnet" for p in pieces for i in p.inner)
        grid(pieces, across=1 if in_zone or column else 0)
        if column:
            self._level_column(pieces)
        elif not in_zone:
            self._level_rows(pieces)
        return united_piece(pieces, name, key, box=True)

    def _level_column(self, pieces: Sequence[Piece]) -> None:
        """Make frames that stand in a column equally wide, so that their edges are in line."""
        widest, y = max(p.width for p in pieces), 0
        alike = all(p.box and len(p.inner) == 1 and p.width >= widest * _ALIKE for p in pieces)
        for piece in pieces:
            frame = next(iter(piece.inner))
            if alike and frame in self.filled:
                width, height = self.size[frame]
                self.resize(frame, width + widest - piece.width, height)
                piece.width = widest
            piece.put(0, y)
            y = up(y + piece.height + FRAME_GAP)

    def _level_rows(self, pieces: Sequence[Piece]) -> None:
        """Make frames that stand in a row, and are nearly as high, equally high."""
        for y in {p.y for p in pieces}:
            row = [p for p in pieces if p.y == y and p.box and len(p.inner) == 1]
            tallest = max((p.height for p in row), default=0)
            for piece in row:
                frame = next(iter(piece.inner))
                if piece.height >= tallest * _ALIKE and frame in self.filled:
                    width, height = self.size[frame]
                    self.resize(frame, width, height + tallest - piece.height)
                    piece.height = tallest

    # pieces

    def pieces_of(self, frame: str | None, inside: Sequence[str]) -> tuple[list[Piece], list[Tie]]:
        """Pieces of records in a frame, and how they are tied."""
        pieces = self._pieces(inside, {})
        return pieces, self.links.among(self, frame, pieces)

    def _pieces(self, inside: Sequence[str], near: dict[str, list[str]]) -> list[Piece]:
        made = {i: self._piece(i, near.get(i, ())) for i in inside}
        return self._clustered(made, 0)

    def _piece(self, node_id: str, notes: Iterable[str]) -> Piece:
        node = self.material.nodes[node_id]
        width, height = self.size[node_id]
        key = self.material.keys[node_id]
        if self.material.is_box(node_id):
            edge = margins(self, node_id)
            piece = Piece(node_id, key, width, height, {node_id: (0, 0)}, (width / 2, height / 2), True)
            piece.padded(edge.left, edge.top, edge.right, edge.bottom)
        else:
            left = max(0, (CELL - width) // 2) // GRID * GRID
            text = max(min(text_width(line), CELL - 8) for line in (node.title, node.service.fact()))
            piece = Piece(
                node_id,
                key,
                max(CELL, width),
                height + LABEL_BAND,
                {node_id: (left, 0)},
                (left + width / 2, height / 2),
                text=max(text, width),
            )
        piece.leads = node.service.scope == "outside" or node.service.stored_name == "on_premises"
        if notes:
            put_around(self, piece, list(notes))
        return piece

    def _clustered(self, made: dict[str, Piece], depth: int) -> list[Piece]:
        """Members of one overlay together, so that it covers nothing else."""
        groups: dict[str, list[str]] = {}
        found: list[Piece] = []
        for one, piece in made.items():
            around = [] if one in self.fixed else self.material.overlays.get(one, [])
            if len(around) > depth:
                groups.setdefault(around[depth], []).append(one)
            else:
                found.append(piece)
        for overlay, ids in groups.items():
            inner = self._clustered({i: made[i] for i in ids}, depth + 1)
            whole = inner[0]
            if len(inner) > 1:
                flow(inner, self.links.among(self, self.material.nodes[ids[0]].parent, inner))
                name, key = f"members of {overlay}", min(p.key for p in inner)
                whole = united_piece(inner, name, key, any(p.box for p in inner))
            whole.padded(*OVERLAY_ROOM)
            found.append(whole)
        return sorted(found, key=lambda p: p.key)


def _one_before_all(boxes: Sequence[Piece], ties: Sequence[Tie]) -> bool:
    """Whether the flow comes to all of them from one thing: a hub beside a column reaches each directly."""
    ids = [box.id for box in boxes]
    before = [{t.source for t in ties if t.flows and t.target == one} for one in ids]
    return bool(set.intersection(*before))


def united_piece(pieces: Sequence[Piece], name: str, key: tuple[object, ...], box: bool) -> Piece:
    """Placed pieces as one."""
    left, top, right, bottom = extent(list(pieces))
    inner = {i: (p.x - left + x, p.y - top + y) for p in pieces for i, (x, y) in p.inner.items()}
    return Piece(name, key, right - left, bottom - top, inner, ((right - left) / 2, (bottom - top) / 2), box)
