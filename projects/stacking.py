"""The stacking order: what lies over what among things of one sort in one container."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from projects.document import Draft
from projects.geometry import footprint
from projects.records import Node, Note

Place = Literal["front", "forward", "backward", "back"]


def restack(draft: Draft, ids: Iterable[str], place: Place) -> None:
    """Move nodes and notes to the front, one up, one down or to the back; among themselves they keep order.

    "One" is the next thing that they overlap, or where they overlap nothing the next in the order.
    """
    groups: dict[tuple[object, ...], list[str]] = {}
    for record_id in ids:
        record = draft.get(record_id)
        if isinstance(record, Node | Note):
            groups.setdefault((record.parent, _layer(record)), []).append(record_id)
    for (parent, layer), chosen in groups.items():
        siblings = [r for r in draft.children(parent) if _layer(r) == layer]  # type: ignore[arg-type]
        order = sorted(siblings, key=lambda r: (r.z, r.id))
        _number(draft, _moved(order, set(chosen), place))


def _layer(record: Node | Note) -> tuple[object, ...]:
    """Frames, overlays, icons, what sits on an edge and notes are painted in layers of their own."""
    return (record.service.shape, record.side is not None) if isinstance(record, Node) else ("note",)


def _moved(order: list[Node | Note], chosen: set[str], place: Place) -> list[Node | Note]:
    if place in ("backward", "back"):
        turned = _moved(order[::-1], chosen, "forward" if place == "backward" else "front")
        return turned[::-1]
    moving = [r for r in order if r.id in chosen]
    staying = [r for r in order if r.id not in chosen]
    if place == "front":
        return staying + moving
    above = [r for r in staying if order.index(r) > order.index(moving[-1])]
    if not above:
        first = order.index(moving[0])
        above = [r for r in staying if order.index(r) > first]
    target = next((r for r in above if any(footprint(r).overlaps(footprint(m)) for m in moving)), None)
    target = target or next(iter(above), None)
    if target is None:
        return order
    at = staying.index(target) + 1
    return staying[:at] + moving + staying[at:]


def _number(draft: Draft, order: list[Node | Note]) -> None:
    """Give rising numbers in this order, changing as few records as need be."""
    last: int | None = None
    for record in order:
        if last is not None and record.z <= last:
            record = record.model_copy(update={"z": last + 1})
            draft.put(record)
        last = record.z
