"""What lies under a point of the canvas: a record, and which part of it."""

from __future__ import annotations

from math import hypot
from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF

from desktop.canvas.appearance import is_frame
from desktop.canvas.items import FrameItem, LinkItem, NodeItem, NoteItem
from desktop.canvas.links import label_spot, link_label_size
from desktop.canvas.primitives import Box, Point
from desktop.canvas.scene import Scene
from desktop.canvas.shapes import header_box, label_box
from projects.records import Node, Note, Side

Part = Literal["body", "label", "header", "edge", "inside", "line"]
NEAR = 6.0
"""Pixels within which an edge or a line is hit."""


class Hit(NamedTuple):
    """A record under the pointer."""

    id: str
    part: Part
    """"inside" is the free room of a container: pressing there selects it, dragging draws a frame."""


_RANK: dict[Part, int] = {"body": 4, "label": 4, "line": 3, "header": 2, "edge": 2, "inside": 1}


def hit_at(scene: Scene, at: QPointF, zoom: float, ignore: str = "") -> Hit | None:
    """The record under a canvas point: icons before lines, lines before frames, inner before outer.

    ``ignore`` is the id of one that is looked through, such as what is being dragged.
    """
    near = NEAR / zoom
    found: Hit | None = None
    for item in scene.items(QRectF(at.x() - near, at.y() - near, 2 * near, 2 * near)):
        if not isinstance(item, NodeItem | FrameItem | LinkItem | NoteItem):
            continue
        if item.record.id == ignore:
            continue
        local = item.mapFromScene(at)
        hit = _hit(item, local.x(), local.y(), near)
        if hit is not None and (found is None or _RANK[hit.part] > _RANK[found.part]):
            found = hit
            if _RANK[hit.part] == 4:
                break
    return found


def _hit(item: NodeItem | FrameItem | LinkItem | NoteItem, x: float, y: float, near: float) -> Hit | None:
    if isinstance(item, LinkItem):
        return Hit(item.record.id, "line") if on_link(item, x, y, near) else None
    record = item.record
    w, h = record.size
    if isinstance(item, FrameItem):
        return _hit_frame(item.record, x, y, near)
    if 0 <= x <= w and 0 <= y <= h:
        return Hit(record.id, "body")
    if isinstance(record, Node) and _holds(label_box(record), x, y):
        return Hit(record.id, "label")
    return None


def _hit_frame(node: Node, x: float, y: float, near: float) -> Hit | None:
    w, h = node.size
    if _holds(header_box(node), x, y):
        return Hit(node.id, "header")
    outside = x < -near or y < -near or x > w + near or y > h + near
    if outside:
        return None
    if min(abs(x), abs(y), abs(w - x), abs(h - y)) <= near:
        return Hit(node.id, "edge")
    return Hit(node.id, "inside") if node.service.is_container() else None


def on_link(item: LinkItem, x: float, y: float, near: float) -> bool:
    """Whether a point of the item lies on its line or its label."""
    points = item.route.points
    for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
        beside = min(ax, bx) - near <= x <= max(ax, bx) + near
        # A slanting leg lies only on the diagonal of its box.
        if beside and min(ay, by) - near <= y <= max(ay, by) + near:
            off = abs((x - ax) * (by - ay) - (y - ay) * (bx - ax))
            if off <= near * hypot(bx - ax, by - ay):
                return True
    size = link_label_size(item.record, item.route.label_width)
    if size is None or not points:
        return False
    sx, sy = label_spot(item.route)
    return abs(x - sx) <= size[0] / 2 and abs(y - sy) <= size[1] / 2


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x <= x <= box.right and box.y <= y <= box.bottom


def outline_box(record: Node | Note) -> Box:
    """The box that selection and hover draw around a record, in its own coordinates."""
    w, h = record.size
    if isinstance(record, Note) or is_frame(record):
        return Box(0, 0, w, h)
    label = label_box(record)
    left, right = min(0.0, label.x), max(float(w), label.right)
    return Box(left, 0, right - left, h + label.height).grown(5)


def port_spots(node: Node) -> dict[Side, Point]:
    """Where links can be drawn from: the middle of each side of the icon, below the label."""
    w, h = node.size
    below = h + label_box(node).height
    return {"left": (-8, h / 2), "right": (w + 8, h / 2), "top": (w / 2, -8), "bottom": (w / 2, below + 8)}
