"""Pieces: what a layout moves as one, such as an icon with its label or a frame with its gateways."""

from __future__ import annotations

from dataclasses import dataclass, field

from projects.geometry import GRID, LABEL_WIDTH

CELL = 144
"""Width of an icon's place: its label's, on the grid."""
ICON_GAP, ROW_GAP = 80, 64
"""Between two icons with wide labels, side by side and one above the other."""
TIGHT_GAP = 40
"""Between the label rooms of icons whose labels are short."""
FRAME_GAP = 48
CLOSE_GAP = 32
"""Between frames that stand in rows, such as subnets."""

_LETTER = 6.4
_LONGEST_LABEL_GAP = 184


@dataclass(slots=True)
class Piece:
    """A rectangle to be placed, and where in it the records stand that it carries."""

    id: str
    key: tuple[object, ...]
    width: int
    height: int
    inner: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Id of a record -> its upper left corner in the piece."""
    port: tuple[float, float] = (0.0, 0.0)
    """Where lines meet the piece that lead to it as a whole."""
    box: bool = False
    text: int = LABEL_WIDTH
    """About how wide an icon's label is."""
    leads: bool = False
    """Stands before what it is joined with, whatever the link says: actors and data centres."""
    x: int = 0
    y: int = 0

    def put(self, x: int, y: int) -> None:
        self.x, self.y = x, y

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def padded(self, left: int, top: int, right: int, bottom: int) -> None:
        """Widen the piece around what it carries."""
        self.width += left + right
        self.height += top + bottom
        self.inner = {i: (x + left, y + top) for i, (x, y) in self.inner.items()}
        self.port = (self.port[0] + left, self.port[1] + top)


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between two pieces, and where in each of them it ends."""

    source: str
    target: str
    source_port: tuple[float, float]
    target_port: tuple[float, float]
    flows: bool = True
    """False for what says nothing of an order, such as an association."""
    label: str = ""


def text_width(text: str) -> int:
    """About how wide a text comes out in a drawing; nothing here can measure it."""
    return round(len(text) * _LETTER)


def gap_between(left: Piece, right: Piece) -> int:
    """The room between two pieces side by side."""
    if left.box or right.box:
        return FRAME_GAP
    spare = (2 * LABEL_WIDTH - left.text - right.text) // 2
    return up(max(TIGHT_GAP, ICON_GAP - spare))


def label_gap(label: str) -> int:
    """The room that a line's label needs between the pieces it joins."""
    return up(min(text_width(label) + 64, _LONGEST_LABEL_GAP)) if label else 0


def up(length: float) -> int:
    """The next grid line."""
    return int(-(-length // GRID) * GRID)


def down(length: float) -> int:
    """The grid line before."""
    return int(length // GRID * GRID)


def extent(pieces: list[Piece]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of all pieces; zeros for none."""
    if not pieces:
        return 0, 0, 0, 0
    return (
        min(p.x for p in pieces),
        min(p.y for p in pieces),
        max(p.right for p in pieces),
        max(p.bottom for p in pieces),
    )
