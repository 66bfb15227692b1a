"""What something that is dragged can be in line with: what stands beside it, and icons in frames nearby."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from desktop.canvas.guides import GuideIndex
from projects.document import Document
from projects.geometry import Rect
from projects.records import Node
from projects.rows import is_subnet

MOST_BESIDE = 200


def index_in(
    document: Document,
    rects: Mapping[str, Rect],
    parent: str | None,
    leader: Node | None,
    without: Collection[str] = (),
) -> GuideIndex:
    """What a leader in this container can be in line with; icons also with those in the frames nearby.

    That of a subnet with those in the zones beside it, so that rows line up.
    """
    beside = [
        rects[other.id]
        for other in document.children(parent)[:MOST_BESIDE]
        if other.id not in without and other.id in rects
    ]
    icon = leader is not None and leader.service.is_icon() and not leader.service.border
    afar = islice(_icons_nearby(document, parent), MOST_BESIDE) if icon else ()
    others = [rects[i] for i in afar if i not in without and i in rects]
    return GuideIndex(beside, rects.get(parent or ""), others)


def _icons_nearby(document: Document, parent: str | None) -> Iterator[str]:
    """Icons in frames that stand in the same frames as this one, and in those inside it."""
    outer = holder = document.node(parent)
    for _ in range(2 if holder is not None and is_subnet(holder) else 1):
        outer = (document.node(outer.parent) if outer is not None else None) or outer
    for record in document.descendants(outer.id) if outer is not None else ():
        if not isinstance(record, Node) or record.parent == parent:
            continue
        if record.service.is_icon() and record.side is None:
            yield record.id
