"""Filling frames from the inside out, so that each knows its size when the one around it is filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from projects.geometry import GRID, LABEL_BAND, Rect, local_rect, united
from projects.records import Link, Side
from projects.tidying.borders import margins, sides, spread
from projects.tidying.columns import Outside
from projects.tidying.flow import flow
from projects.tidying.grids import grid
from projects.tidying.material import Material, is_flow, title_width
from projects.tidying.obstacles import settle
from projects.tidying.pieces import ROW_GAP, Piece, Tie, extent, text_width, up
from projects.tidying.remarks import attached, put_around, stood_aside
from projects.tidying.zones import Zones

CELL = 144
"""Width of an icon's place: its label's, on the grid."""
OVERLAY_ROOM = (16, 48, 16, 16)
"""What an overlay takes around its members: left, top (with its title), right, bottom."""

_PAGES = frozenset({"aws_cloud", "account"})
_WHOLES = frozenset({"region", "account", "aws_cloud"})
_PADS = {"subnet": (24, 48, 24, 24), "availability_zone": (24, 40, 24, 24), "local_zone": (24, 40, 24, 24)}
_PAD = (32, 56, 32, 32)
_LEAST = {"subnet": (208, 128)}
_ALIKE = 0.6
"""Frames in a row that are nearly as high as the highest are made as high."""


class Layout:
    """Sizes and places of all records, in their parents' coordinates; ``fixed`` ones stay as they are."""

    def __init__(self, material: Material, fixed: frozenset[str]) -> None:
        self.material = material
        self.fixed = fixed
        self.size = {i: node.size for i, node in material.nodes.items()}
        self.at = {i: (node.x, node.y) for i, node in material.nodes.items()}
        self.notes_at = {i: (note.x, note.y) for i, note in material.notes.items()}
        self.on_border: dict[str, tuple[Side, float]] = {
            i: (node.side, node.offset)
            for i, node in material.nodes.items()
            if node.side is not None and self.sits_on_edge(i)
        }
        for one in self.on_border:
            self._set_on_border(one)
        self.filled: set[str | None] = set()
        self._levels: dict[str | None, list[tuple[str, str, str, str, Link]]] = {}
        self._outside: dict[str | None, tuple[set[str], set[str]]] = {}
        self.neighbours: dict[str, list[tuple[str, bool]]] = {}
        """Id -> what it is linked with, and whether the link leads there."""
        self._find_levels()

    def _find_levels(self) -> None:
        paths = {i: self.material.path(i) for i in self.material.nodes}
        for source, target, link in self.material.links:
            self.neighbours.setdefault(source, []).append((target, True))
            self.neighbours.setdefault(target, []).append((source, False))
            ours, theirs = paths[source], paths[target]
            depth = 0
            while depth < min(len(ours), len(theirs)) and ours[depth] == theirs[depth]:
                depth += 1
            if depth < len(ours) and depth < len(theirs):
                parent = self.material.nodes[ours[depth]].parent
                at_level = (ours[depth], theirs[depth], source, target, link)
                self._levels.setdefault(parent, []).append(at_level)
            for path, which in ((theirs, 0), (ours, 1)):
                for one in path[depth + 1 :]:
                    found = self._outside.setdefault(self.material.nodes[one].parent, (set(), set()))
                    found[which].add(one)

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

    def sits_on_edge(self, node_id: str) -> bool:
        """Whether a node belongs on the edge of its container."""
        node = self.material.nodes[node_id]
        holder = self.material.nodes.get(node.parent or "")
        if holder is None or not holder.service.is_container():
            return False
        return node.side is not None or (node.service.border and node_id not in self.fixed)

    def _set_on_border(self, one: str) -> None:
        holder = self.material.nodes[self.material.nodes[one].parent or ""]
        rect = local_rect(self.material.nodes[one], holder)
        self.at[one] = (rect.x, rect.y)

    def resize(self, frame: str, width: int, height: int) -> None:
        """Give a filled frame another size; its icons stay in the middle of it, where they can."""
        before = self.size[frame]
        self.size[frame] = (width, height)
        spread(
            self,
            frame,
            sides(self, [i for i in self.material.inside.get(frame, ()) if self.sits_on_edge(i)]),
            True,
        )
        self._centre(frame, before[0] if frame in self.filled else 0)

    def _centre(self, frame: str, before: int) -> None:
        inside = [i for i in self.material.inside.get(frame, ()) if not self.sits_on_edge(i)]
        notes = [n.id for n in self.material.remarks.get(frame, ())]
        if self.fixed & {*inside, *notes} or not inside:
            return
        width = self.size[frame][0]
        rects = [self.rect(i) for i in inside]
        boxes = [self.place_of_note(i) for i in notes]
        left = min(r.x for r in (*rects, *boxes))
        right = max(r.right for r in (*rects, *boxes))
        dx = (width - right - left) // 2 // GRID * GRID
        edge = margins(self, frame)
        if dx > 0 and not (edge.left or edge.right):
            self.shift(inside, notes, dx, 0)

    def shift(self, nodes: Iterable[str], notes: Iterable[str], dx: int, dy: int) -> None:
        """Move records within their frame."""
        for one in nodes:
            x, y = self.at[one]
            self.at[one] = (x + dx, y + dy)
        for one in notes:
            x, y = self.notes_at[one]
            self.notes_at[one] = (x + dx, y + dy)

    def rect(self, node_id: str) -> Rect:
        """A node's room in its parent's coordinates, with an icon's label or a frame's gateways."""
        (x, y), (width, height) = self.at[node_id], self.size[node_id]
        if self.material.is_box(node_id):
            edge = margins(self, node_id)
            return Rect(x, y, width, height).grown(edge.left, edge.top, edge.right, edge.bottom)
        side = max(0, (CELL - width) // 2)
        return Rect(x, y, width, height).grown(side, 0, side, LABEL_BAND)

    def room_in(self, piece: Piece) -> Rect | None:
        """The room of the nodes that a piece carries, where it stands now."""
        rooms = []
        for one, (x, y) in piece.inner.items():
            if one in self.at:
                at = self.at[one]
                rooms.append(self.rect(one).moved(piece.x + x - at[0], piece.y + y - at[1]))
        return united(rooms)

    def place_of_note(self, note_id: str) -> Rect:
        """A note's rectangle in its parent's coordinates."""
        note = self.material.notes[note_id]
        return Rect(*self.notes_at[note_id], note.width, note.height)

    def partners(self, frame: str, node_id: str) -> list[tuple[float, float]]:
        """The middles of what a node is linked with inside a frame, in the frame's coordinates."""
        found = []
        for other, _ in self.neighbours.get(node_id, ()):
            path = self.material.path(other)
            beside_it = path[-2:-1] == [frame] and self.sits_on_edge(other)
            if frame in path[:-1] and not beside_it:
                x, y = self.size[other][0] / 2, self.size[other][1] / 2
                for one in path[path.index(frame) + 1 :]:
                    x, y = x + self.at[one][0], y + self.at[one][1]
                found.append((x, y))
        return found

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
        ties = self._ties(frame, pieces)
        if zoned.apply:
            pieces = zoned.place(pieces, ties)
        elif self._is_banded(frame, inside):
            pieces = self._banded(pieces, ties)
        else:
            pieces = self._flowing(frame, pieces, ties)
        held = [self.place_of_note(n.id) for n in notes if n.id in self.fixed]
        page = frame not in self.material.nodes
        settle(self, pieces, held, corner, page)
        for piece in pieces:
            self.take(piece)
        return stood_aside(self, inside, notes, aside, corner, page)

    def take(self, piece: Piece) -> None:
        """Put what a piece carries where the piece stands."""
        for one, (x, y) in piece.inner.items():
            if one in self.fixed:
                continue
            if one in self.material.notes:
                self.notes_at[one] = (piece.x + x, piece.y + y)
            else:
                self.at[one] = (piece.x + x, piece.y + y)

    def _flowing(self, frame: str | None, pieces: list[Piece], ties: list[Tie]) -> list[Piece]:
        boxes = [p for p in pieces if p.box and not p.leads and p.id not in self.fixed]
        ids = {p.id for p in boxes}
        if len(boxes) > 1 and not any(t.source in ids and t.target in ids and t.flows for t in ties):
            whole = self._together(boxes, f"frames of {frame}", boxes[0].key)
            pieces = [*(p for p in pieces if p not in boxes), whole]
            ties = self._ties(frame, pieces)
        entries, exits = self._outside.get(frame, (set(), set()))
        within = {i: p.id for p in pieces for i in p.inner}
        outside = Outside(
            frozenset(within[i] for i in entries if i in within),
            frozenset(within[i] for i in exits if i in within),
        )
        flow(sorted(pieces, key=lambda p: p.key), ties, outside)
        return pieces

    def _together(self, pieces: Sequence[Piece], name: str, key: tuple[object, ...]) -> Piece:
        """Frames in rows, as one piece."""
        in_zone = any(self.material.name(i) == "subnet" for p in pieces for i in p.inner)
        grid(pieces, across=1 if in_zone else 0)
        if not in_zone:
            self._level_rows(pieces)
        return united_piece(pieces, name, key, box=True)

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

    # edge services above Regions

    def _is_banded(self, frame: str | None, inside: Sequence[str]) -> bool:
        if self.material.name(frame) not in _PAGES:
            return False
        boxes = [i for i in inside if self.material.is_box(i)]
        return len(boxes) < len(inside) and any(self.material.name(i) in _WHOLES for i in boxes)

    def _banded(self, pieces: list[Piece], ties: list[Tie]) -> list[Piece]:
        """What is global in a band at the top, the Regions below it."""
        below = [p for p in pieces if p.box and any(self.material.name(i) in _WHOLES for i in p.inner)]
        above = [p for p in pieces if p not in below]
        ids = {p.id for p in above}
        flow(above, [t for t in ties if t.source in ids and t.target in ids], in_row=True)
        among = [t for t in ties if t.source not in ids and t.target not in ids]
        if any(t.flows for t in among) and len(below) <= 3:
            flow(below, among)
            self._level_rows(below)
        else:
            grid(below)
            self._level_rows(below)
        _, _, _, height = extent(above)
        for piece in below:
            piece.put(piece.x, piece.y + up(height) + ROW_GAP)
        self._over_targets(above, below, [t for t in ties if (t.source in ids) != (t.target in ids)])
        return pieces

    def _over_targets(self, above: list[Piece], below: list[Piece], ties: list[Tie]) -> None:
        """Shift the band sideways to where most lines run straight down."""
        at = {p.id: p for p in (*above, *below)}
        shifts = sorted(
            (at[t.target].x + t.target_port[0] - at[t.source].x - t.source_port[0])
            * (1 if at[t.source] in above else -1)
            for t in ties
        )
        room = extent(below)[2] - extent(above)[2]
        wanted = shifts[(len(shifts) - 1) // 2] if shifts else 0
        dx = int(max(0, min(room, wanted)) // GRID * GRID)
        for piece in above:
            piece.put(piece.x + dx, piece.y)

    # pieces

    def pieces_of(self, frame: str | None, inside: Sequence[str]) -> tuple[list[Piece], list[Tie]]:
        """Pieces of records in a frame, and how they are tied."""
        pieces = self._pieces(inside, {})
        return pieces, self._ties(frame, pieces)

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
                flow(inner, self._ties(self.material.nodes[ids[0]].parent, inner))
                whole = united_piece(inner, overlay, min(p.key for p in inner), any(p.box for p in inner))
            whole.padded(*OVERLAY_ROOM)
            found.append(whole)
        return sorted(found, key=lambda p: p.key)

    def _ties(self, frame: str | None, pieces: Sequence[Piece]) -> list[Tie]:
        at = {i: p for p in pieces for i in p.inner}
        found = []
        for one, other, source, target, link in self._levels.get(frame, ()):
            ours, theirs = at.get(one), at.get(other)
            if ours is None or theirs is None or ours is theirs:
                continue
            found.append(
                Tie(
                    ours.id,
                    theirs.id,
                    self._port(ours, one, source),
                    self._port(theirs, other, target),
                    is_flow(link) or (link.kind == "alarm" and not theirs.box),
                    link.label,
                )
            )
        return found

    def _port(self, piece: Piece, child: str, end: str) -> tuple[float, float]:
        """The middle of a node somewhere in a piece, in the piece's coordinates."""
        width, height = self.size[end]
        left, top = piece.inner[child]
        x, y = left + width / 2, top + height / 2
        while end != child:
            x, y = x + self.at[end][0], y + self.at[end][1]
            end = self.material.nodes[end].parent or child
        return x, y


def united_piece(pieces: Sequence[Piece], name: str, key: tuple[object, ...], box: bool) -> Piece:
    """Placed pieces as one."""
    left, top, right, bottom = extent(list(pieces))
    inner = {i: (p.x - left + x, p.y - top + y) for p in pieces for i, (x, y) in p.inner.items()}
    return Piece(name, key, right - left, bottom - top, inner, ((right - left) / 2, (bottom - top) / 2), box)
