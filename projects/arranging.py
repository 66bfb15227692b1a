"""Lining up: align, distribute, and the stacking order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from projects.document import Draft
from projects.edits import move, roots
from projects.geometry import Rect, canvas_rect, united
from projects.records import Node, Note

Edge = Literal["left", "center", "right", "top", "middle", "bottom"]
Axis = Literal["horizontal", "vertical"]


def align(draft: Draft, ids: Iterable[str], edge: Edge) -> None:
    """Line up nodes and notes by one edge or middle of the box around them all."""
    rects = _canvas_rects(draft, ids)
    around = united(rects.values())
    if around is None or len(rects) < 2:
        return
    for record_id, rect in rects.items():
        dx = dy = 0
        match edge:
            case "left":
                dx = around.x - rect.x
            case "right":
                dx = around.right - rect.right
            case "center":
                dx = round(around.center[0] - rect.center[0])
            case "top":
                dy = around.y - rect.y
            case "bottom":
                dy = around.bottom - rect.bottom
            case "middle":
                dy = round(around.center[1] - rect.center[1])
        move(draft, [record_id], dx, dy)


def distribute(draft: Draft, ids: Iterable[str], axis: Axis) -> None:
    """Equal gaps between three or more nodes, the outermost two staying where they are."""
    rects = _canvas_rects(draft, ids)
    if len(rects) < 3:
        return
    across = axis == "horizontal"
    order = sorted(rects, key=lambda i: rects[i].x if across else rects[i].y)
    first, last = rects[order[0]], rects[order[-1]]
    span = last.right - first.x if across else last.bottom - first.y
    taken = sum(rect.width if across else rect.height for rect in rects.values())
    gap = (span - taken) / (len(order) - 1)
    position = float(first.x if across else first.y)
    for record_id in order:
        rect = rects[record_id]
        shift = round(position) - (rect.x if across else rect.y)
        move(draft, [record_id], shift if across else 0, 0 if across else shift)
        position += (rect.width if across else rect.height) + gap


def _canvas_rects(draft: Draft, ids: Iterable[str]) -> dict[str, Rect]:
    records = ((i, draft.get(i)) for i in roots(draft, ids))
    return {i: canvas_rect(draft, record) for i, record in records if isinstance(record, Node | Note)}
