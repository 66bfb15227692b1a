"""Rectangles on the canvas, in whole units of one pixel at 100 %, and the sizes that drawings share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from projects.document import Document, Draft
from projects.records import Node, Note, Side

GRID = 8
DOT_GRID = 16
PADDING = 24
"""Least distance from a frame to what stands in it."""
HEADER = 32
"""Height of the band at a frame's top that its icon and label take."""
LABEL_BAND = 40
"""Height below an icon that its two lines of label take."""
LABEL_WIDTH = 136
"""Width that a label may take under an icon."""
BORDER_SIZE = 48


class Rect(NamedTuple):
    """Upper left corner and size."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def center(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, dx: int, dy: int) -> Rect:
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, left: int, top: int, right: int, bottom: int) -> Rect:
        return Rect(self.x - left, self.y - top, self.width + left + right, self.height + top + bottom)

    def contains(self, other: Rect) -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def holds_point(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def overlaps(self, other: Rect) -> bool:
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )


def united(rects: Iterable[Rect]) -> Rect | None:
    """The smallest rectangle around all; None for none."""
    found = list(rects)
    if not found:
        return None
    left = min(rect.x for rect in found)
    top = min(rect.y for rect in found)
    return Rect(left, top, max(r.right for r in found) - left, max(r.bottom for r in found) - top)


def snapped(value: float, grid: int = GRID) -> int:
    """The nearest grid line."""
    return round(value / grid) * grid


def within(holder: tuple[int, int], size: tuple[int, int], x: float, y: float) -> tuple[float, float]:
    """The upper left corner nearest to a point at which something keeps to the content of its container.

    On an axis where it is too large for that the point stays.
    """
    most_x, most_y = holder[0] - PADDING - size[0], holder[1] - PADDING - size[1]
    least_y = HEADER + GRID
    return (
        min(max(x, PADDING), most_x) if most_x >= PADDING else x,
        min(max(y, least_y), most_y) if most_y >= least_y else y,
    )


def local_rect(record: Node | Note, parent: Node | None = None) -> Rect:
    """A record's rectangle in its parent's coordinates; a border child's follows its parent's size."""
    width, height = record.size
    if isinstance(record, Node) and record.side is not None and parent is not None:
        x, y = border_point(parent.size, record.side, record.offset)
        return Rect(round(x - width / 2), round(y - height / 2), width, height)
    return Rect(record.x, record.y, width, height)


def border_point(size: tuple[int, int], side: Side, offset: float) -> tuple[float, float]:
    """The point at ``offset`` (0 to 1) along one side of a frame of this size."""
    width, height = size
    match side:
        case "top":
            return width * offset, 0
        case "bottom":
            return width * offset, height
        case "left":
            return 0, height * offset
        case "right":
            return width, height * offset


def nearest_border(size: tuple[int, int], x: float, y: float) -> tuple[Side, float]:
    """The side and offset of the frame's edge point nearest to a point inside or around it."""
    width, height = size
    distances: dict[Side, float] = {
        "left": abs(x),
        "right": abs(width - x),
        "top": abs(y),
        "bottom": abs(height - y),
    }
    side = min(distances, key=lambda name: distances[name])
    along, length = (y, height) if side in ("left", "right") else (x, width)
    return side, round(min(max(along / length, 0.04), 0.96), 4)


def origin(document: Document | Draft, parent: str | None) -> tuple[int, int]:
    """The upper left corner of a container on the canvas; (0, 0) for the free canvas."""
    x = y = 0
    seen: set[str] = set()
    node = document.node(parent)
    while node is not None and node.id not in seen:
        seen.add(node.id)
        above = document.node(node.parent)
        rect = local_rect(node, above)
        x, y = x + rect.x, y + rect.y
        node = above
    return x, y


def canvas_rect(document: Document | Draft, record: Node | Note) -> Rect:
    """A record's rectangle in canvas coordinates."""
    return local_rect(record, document.node(record.parent)).moved(*origin(document, record.parent))


def footprint(record: Node | Note, parent: Node | None = None) -> Rect:
    """The local rectangle with the label under an icon: the room that a container has to give."""
    rect = local_rect(record, parent)
    if not isinstance(record, Node) or record.service.is_container() or record.service.is_overlay():
        return rect
    side = max(0, (LABEL_WIDTH - rect.width) // 2)
    return rect.grown(side, 0, side, LABEL_BAND)
