"""Which frames hold all that is painted in them, so that Qt may pass over them as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.canvas.appearance import is_frame
from desktop.canvas.items import FrameItem, Item, LinkItem
from projects.document import Document
from projects.geometry import local_rect
from projects.records import Node

WIDE = frozenset({"aws_cloud", "account"})
"""Frames that are nearly always in view: passing over them would gain nothing."""
SLACK = 20
"""How far an icon or a line may stand out; its label or pill reaches further, within the frame's overhang."""


def tighten(document: Document, items: dict[str, Item], frame_ids: Iterable[str | None]) -> None:
    """Look again at these frames and at those around them, inner ones first."""
    depths: dict[str, int] = {}
    for frame_id in frame_ids:
        around = list(document.ancestors(frame_id)) if frame_id is not None else []
        for index, node_id in enumerate([frame_id, *(node.id for node in around)]):
            if node_id is not None:
                depths[node_id] = len(around) - index
    _look_at(document, items, sorted(depths, key=lambda i: -depths[i]))


def tighten_all(document: Document, items: dict[str, Item]) -> None:
    """Look at every frame; ``items`` lists each container before what stands in it."""
    _look_at(document, items, reversed(items))


def _look_at(document: Document, items: dict[str, Item], inner_first: Iterable[str]) -> None:
    for node_id in inner_first:
        item = items.get(node_id)
        if isinstance(item, FrameItem) and item.record.service.name not in WIDE:
            item.hold(_holds_all(document, items, item))


def loosen(document: Document, items: dict[str, Item], ids: Iterable[str]) -> None:
    """What stands in these frames, or around these records, is about to be shown elsewhere."""
    for record_id in ids:
        for around in (record_id, *(node.id for node in document.ancestors(record_id))):
            item = items.get(around)
            if isinstance(item, FrameItem):
                item.hold(False)


def _holds_all(document: Document, items: dict[str, Item], frame: FrameItem) -> bool:
    w, h = frame.record.size
    for child in document.children(frame.record.id):
        rect = local_rect(child, frame.record)
        slack = 0 if not isinstance(child, Node) or is_frame(child) else SLACK
        if isinstance(child, Node) and child.side is not None:
            slack = max(rect.width, rect.height)
        if rect.x < -slack or rect.y < -slack or rect.right > w + slack or rect.bottom > h + slack:
            return False
        inner = items.get(child.id)
        if isinstance(inner, FrameItem) and not inner.tight:
            return False
    for item in frame.childItems():
        if isinstance(item, LinkItem):
            for x, y in item.route.points:
                if x < -SLACK or y < -SLACK or x > w + SLACK or y > h + SLACK:
                    return False
    return True
