"""A sheet: where a drawing stands on the area that is exported, with its margins, title and footer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from desktop.canvas.lettering import LETTERING, elided
from desktop.canvas.primitives import Box, Drawing, Polyline, Primitive, Text

MARGIN = 32.0
"""Canvas units around a drawing that is exported without a page."""
UNITS_PER_MM = 96 / 25.4

Paper = Literal["A4", "A3", "Letter"]
PAPERS: dict[Paper, tuple[float, float]] = {
    "A4": (297 * UNITS_PER_MM, 210 * UNITS_PER_MM),
    "A3": (420 * UNITS_PER_MM, 297 * UNITS_PER_MM),
    "Letter": (11 * 96, 8.5 * 96),
}
"""Landscape, in units of 1/96 inch."""


@dataclass(frozen=True)
class Page:
    """A sheet of paper, landscape, that the whole drawing is fitted to; never enlarged.

    ``title`` stands above the drawing, ``footer`` below it; empty for none.
    """

    paper: Paper = "A4"
    margin_mm: float = 12
    title: str = ""
    footer: str = ""


@dataclass(frozen=True)
class Layer:
    """Shapes and how they are put on the sheet: scaled first, then shifted."""

    items: tuple[Primitive, ...]
    scale: float
    dx: float
    dy: float

    def box_on_sheet(self, box: Box) -> Box:
        """Where a box of the layer's own coordinates stands."""
        scale = self.scale
        return Box(box.x * scale + self.dx, box.y * scale + self.dy, box.width * scale, box.height * scale)


@dataclass(frozen=True)
class Sheet:
    """What is exported: its size in units of 1/96 inch, its ground and its layers in paint order."""

    width: float
    height: float
    background: str | None
    layers: tuple[Layer, ...]
    title: str = ""
    description: str = ""
    names: Mapping[str, str] | None = None
    """Record id -> what it is, in words, for people who do not see the picture."""


def sheet(
    drawing: Drawing,
    *,
    page: Page | None = None,
    ink: str = "#232F3E",
    title: str = "",
    description: str = "",
) -> Sheet:
    """The drawing as large as its bounds, or fitted to a page.

    The bounds are in whole units, so that a line on the drawing's grid falls on whole pixels.
    """
    if page is not None:
        width, height, layers = _paged(drawing, page, ink)
    else:
        bounds = drawing.bounds
        width, height = bounds.width, bounds.height
        layers = (Layer(drawing.items, 1, -bounds.x, -bounds.y),)
    return Sheet(width, height, drawing.background, layers, title, description)


def _paged(drawing: Drawing, page: Page, ink: str) -> tuple[float, float, tuple[Layer, ...]]:
    width, height = PAPERS[page.paper]
    margin = page.margin_mm * UNITS_PER_MM
    room = Box(margin, margin, width - 2 * margin, height - 2 * margin)
    furniture: list[Primitive] = []
    if page.title:
        lettering = LETTERING["drawing_title"]
        text = elided(page.title, "drawing_title", room.width)
        furniture.append(Text(text, room.x, room.y + lettering.size, "drawing_title", ink))
        used = lettering.leading + 12
        room = Box(room.x, room.y + used, room.width, room.height - used)
    if page.footer:
        text = elided(page.footer, "fact", room.width)
        furniture.append(
            Polyline(((room.x, room.bottom - 18), (room.right, room.bottom - 18)), "#9AA8B5", 0.5)
        )
        furniture.append(Text(text, room.x, room.bottom - 2, "fact", ink))
        room = Box(room.x, room.y, room.width, room.height - 18 - 12)
    bounds = drawing.bounds
    scale = min(1.0, room.width / max(bounds.width, 1), room.height / max(bounds.height, 1))
    middle_x, middle_y = bounds.center
    dx = room.center[0] - middle_x * scale
    dy = room.center[1] - middle_y * scale
    layers = (Layer(drawing.items, scale, dx, dy), Layer(tuple(furniture), 1, 0, 0))
    return width, height, layers
