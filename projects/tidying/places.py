"""Where everything of a drawing stands while it is laid out, in its parent's coordinates."""

from __future__ import annotations

from collections.abc import Iterable

from projects.geometry import LABEL_BAND, Rect, local_rect, united
from projects.records import Side
from projects.tidying.borders import margins
from projects.tidying.material import Material
from projects.tidying.pieces import CELL, Piece


class Places:
    """Sizes and places of all records; ``fixed`` ones stay as they are."""

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

    def take(self, piece: Piece) -> None:
        """Put what a piece carries where the piece stands."""
        for one, (x, y) in piece.inner.items():
            if one in self.fixed:
                continue
            if one in self.material.notes:
                self.notes_at[one] = (piece.x + x, piece.y + y)
            else:
                self.at[one] = (piece.x + x, piece.y + y)
