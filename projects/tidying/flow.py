"""The layered layout: columns from callers to what they call, with as many straight lines as will go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from projects.tidying.columns import Columns, Outside
from projects.tidying.grids import grid
from projects.tidying.heights import Heights
from projects.tidying.pieces import ROW_GAP, Piece, Tie, extent, up


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
        layers = Columns(linked, ties, beside, in_row)
        layers.place_across()
        Heights(layers).place()
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
