"""A cloud or an account with Regions: what is global in a band at the top, the Regions below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from projects.geometry import GRID
from projects.tidying.flow import flow
from projects.tidying.grids import grid
from projects.tidying.pieces import ROW_GAP, Piece, Tie, extent, up

if TYPE_CHECKING:
    from projects.tidying.material import Material

_PAGES = frozenset({"aws_cloud", "account"})
_WHOLES = frozenset({"region", "account", "aws_cloud"})


def is_banded(material: Material, frame: str | None, inside: Sequence[str]) -> bool:
    """Whether there are Regions in the frame and something beside them."""
    if material.name(frame) not in _PAGES:
        return False
    boxes = [i for i in inside if material.is_box(i)]
    return len(boxes) < len(inside) and any(material.name(i) in _WHOLES for i in boxes)


def place_banded(
    material: Material, pieces: list[Piece], ties: list[Tie], level: Callable[[Sequence[Piece]], None]
) -> None:
    """What is global in a band at the top, the Regions below it."""
    below = [p for p in pieces if p.box and any(material.name(i) in _WHOLES for i in p.inner)]
    above = [p for p in pieces if p not in below]
    ids = {p.id for p in above}
    flow(above, [t for t in ties if t.source in ids and t.target in ids], in_row=True)
    among = [t for t in ties if t.source not in ids and t.target not in ids]
    if any(t.flows for t in among) and len(below) <= 3:
        flow(below, among)
        level(below)
    else:
        grid(below)
        level(below)
    _, _, _, height = extent(above)
    for piece in below:
        piece.put(piece.x, piece.y + up(height) + ROW_GAP)
    _over_targets(above, below, [t for t in ties if (t.source in ids) != (t.target in ids)])


def _over_targets(above: list[Piece], below: list[Piece], ties: list[Tie]) -> None:
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
