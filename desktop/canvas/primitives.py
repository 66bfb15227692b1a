"""What a drawing is made of: immutable shapes in a list, painted by Qt and written by the exporters.

Coordinates are canvas units (one pixel at 100 %), y downwards; colours are "#RRGGBB" or "#AARRGGBB";
None means no stroke or no fill. A drawing is painted in the order of its list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

Align = Literal["left", "center", "right"]
Role = Literal[
    "label", "fact", "frame", "link", "pill", "badge", "note", "note_title", "step", "hint", "drawing_title"
]
"""What a text is for; :mod:`desktop.canvas.lettering` gives each role its font."""
Dash = tuple[float, ...]
"""Lengths of line and gap, in canvas units; empty for a solid line."""
Point = tuple[float, float]


class Box(NamedTuple):
    """Upper left corner and size, in canvas units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def center(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, by: float) -> Box:
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def common(self, other: Box) -> Box:
        """What two boxes have in common, of no size where there is nothing."""
        left, top = max(self.x, other.x), max(self.y, other.y)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(left, top, max(0.0, right - left), max(0.0, bottom - top))

    def overlaps(self, other: Box) -> bool:
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle, with the stroke centred on its edge; ``radius`` rounds the corners."""

    box: Box
    stroke: str | None = None
    width: float = 1.0
    dash: Dash = ()
    fill: str | None = None
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Ellipse:
    """The ellipse inside a box."""

    box: Box
    stroke: str | None = None
    width: float = 1.0
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class Polyline:
    """Straight legs from point to point, mitred at the corners; ``closed`` joins the ends."""

    points: tuple[Point, ...]
    stroke: str | None = None
    width: float = 1.0
    dash: Dash = ()
    fill: str | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of cubic pieces: its first point, then two control points and an end point for each."""

    points: tuple[Point, ...]
    stroke: str | None = None
    width: float = 1.0
    dash: Dash = ()


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text. ``x`` is its left end, middle or right end by ``align``; ``y`` its baseline."""

    text: str
    x: float
    y: float
    role: Role
    colour: str
    align: Align = "left"
    size: float = 1.0
    """How many times the size of its role."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An icon, by its name in the icons package, filling a box.

    ``ink`` is for ``icons.icon(name).data(ink)``: the colour of our own line drawings; AWS's artwork
    is never recoloured.
    """

    name: str
    box: Box
    ink: str = "#232F3E"


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong to one record, in coordinates of their own, shifted by (dx, dy)."""

    items: tuple[Primitive, ...]
    dx: float = 0.0
    dy: float = 0.0
    record_id: str = ""
    """Empty where the group is part of another."""


Primitive = Rectangle | Ellipse | Polyline | Curve | Text | Picture | Group


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in paint order, the box around all of them, and the ground they are painted on."""

    items: tuple[Primitive, ...]
    bounds: Box
    background: str | None = None


def flat(items: Iterable[Primitive], dx: float = 0.0, dy: float = 0.0) -> Iterator[Primitive]:
    """The shapes without their groups, shifted to where they are painted, in the same order."""
    for item in items:
        if isinstance(item, Group):
            yield from flat(item.items, dx + item.dx, dy + item.dy)
        else:
            yield shifted(item, dx, dy)


def shifted(item: Primitive, dx: float, dy: float) -> Primitive:
    """The shape, (dx, dy) further on."""
    if not dx and not dy:
        return item
    if isinstance(item, Rectangle):
        return Rectangle(item.box.moved(dx, dy), item.stroke, item.width, item.dash, item.fill, item.radius)
    if isinstance(item, Ellipse):
        return Ellipse(item.box.moved(dx, dy), item.stroke, item.width, item.fill)
    if isinstance(item, Polyline):
        points = tuple((x + dx, y + dy) for x, y in item.points)
        return Polyline(points, item.stroke, item.width, item.dash, item.fill, item.closed)
    if isinstance(item, Curve):
        points = tuple((x + dx, y + dy) for x, y in item.points)
        return Curve(points, item.stroke, item.width, item.dash)
    if isinstance(item, Text):
        return Text(item.text, item.x + dx, item.y + dy, item.role, item.colour, item.align, item.size)
    if isinstance(item, Picture):
        return Picture(item.name, item.box.moved(dx, dy), item.ink)
    return Group(item.items, item.dx + dx, item.dy + dy, item.record_id)


def united(boxes: Iterable[Box]) -> Box | None:
    """The smallest box around all; None for none."""
    found = list(boxes)
    if not found:
        return None
    left, top = min(box.x for box in found), min(box.y for box in found)
    return Box(left, top, max(box.right for box in found) - left, max(box.bottom for box in found) - top)
