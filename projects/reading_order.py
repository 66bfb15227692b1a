"""The order in which a person reads what stands in one container: row by row, from the left."""

from __future__ import annotations

from collections.abc import Iterable

from projects.document import Document
from projects.geometry import Rect, local_rect
from projects.records import Node, Note


def in_reading_order(rects: Iterable[tuple[str, Rect]]) -> list[str]:
    """Ids from the top left to the bottom right; what overlaps a row's first by half its height is in it."""
    waiting = sorted(rects, key=lambda pair: (pair[1].y, pair[1].x, pair[0]))
    order: list[str] = []
    while waiting:
        first = waiting[0][1]
        row = [pair for pair in waiting if _in_row(first, pair[1])]
        order += [record_id for record_id, rect in sorted(row, key=lambda p: (p[1].x, p[1].y, p[0]))]
        taken = {record_id for record_id, _ in row}
        waiting = [pair for pair in waiting if pair[0] not in taken]
    return order


def _in_row(first: Rect, other: Rect) -> bool:
    shared = min(first.bottom, other.bottom) - max(first.y, other.y)
    return other is first or 2 * shared >= min(first.height, other.height)


def level(document: Document, holder: str | None) -> list[str]:
    """Ids of what is seen in a container or on a page, in reading order."""
    parent = document.node(holder)
    return in_reading_order(
        (record.id, local_rect(record, parent)) for record in document.children(holder) if not record.hidden
    )


def beside(document: Document, record_id: str, by: int) -> str | None:
    """The record ``by`` places further on in the same container, round the end; None for no such record."""
    record = document.get(record_id)
    if not isinstance(record, Node | Note):
        return None
    order = level(document, record.parent)
    if record_id not in order:
        return order[0] if order else None
    return order[(order.index(record_id) + by) % len(order)]
