"""A sheet: where a drawing stands on the area that is exported, with its margins, title and footer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.canvas.lettering import LETTERING, elided, width
from desktop.canvas.primitives import Box, Drawing, Polyline, Primitive, Text
from desktop.export.names import Name
from desktop.export.paper import UNITS_PER_MM, Page, Paper

__all__ = ["MARGIN", "UNITS_PER_MM", "Layer", "Page", "Paper", "Sheet", "sheet"]

MARGIN = 32.0
"""Canvas units around a drawing that is exported without a page."""
HAIRLINE = "#9AA8B5"
FOOTER = 18.0
"""From the line above the footer to its lower edge."""


@dataclass(frozen=True)
class Layer:
    """Shapes and how they are put on the sheet: scaled first, then shifted."""

    items: tuple[Primitive, ...]
    scale: float
    dx: float
    dy: float
    clip: Box | None = None
    """Where on the sheet they may be seen; None: everywhere."""

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
    names: Mapping[str, Name] | None = None
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
        sheet_width, sheet_height, layers = _paged(drawing, page, ink)
    else:
        bounds = drawing.bounds
        sheet_width, sheet_height = bounds.width, bounds.height
        layers = (Layer(drawing.items, 1, -bounds.x, -bounds.y),)
    return Sheet(sheet_width, sheet_height, drawing.background, layers, title, description)


def _paged(drawing: Drawing, page: Page, ink: str) -> tuple[float, float, tuple[Layer, ...]]:
    room, furniture = furnished(page, ink)
    bounds = drawing.bounds
    scale = min(1.0, room.width / max(bounds.width, 1), room.height / max(bounds.height, 1))
    if page.scale is not None:
        scale = page.scale
    middle_x, middle_y = bounds.center
    dx = room.center[0] - middle_x * scale
    dy = room.center[1] - middle_y * scale
    layers = (Layer(drawing.items, scale, dx, dy), Layer(furniture, 1, 0, 0))
    return *page.size, layers


def furnished(page: Page, ink: str) -> tuple[Box, tuple[Primitive, ...]]:
    """The room that is left to the drawing on a page, and the shapes of its title and footer."""
    wide, high = page.size
    margin = page.margin
    room = Box(margin, margin, wide - 2 * margin, high - 2 * margin)
    furniture: list[Primitive] = []
    if page.title:
        lettering = LETTERING["drawing_title"]
        text = elided(page.title, "drawing_title", room.width)
        furniture.append(Text(text, room.x, room.y + lettering.size, "drawing_title", ink))
        used = lettering.leading + 12
        room = Box(room.x, room.y + used, room.width, max(1.0, room.height - used))
    if page.footer or page.corner:
        line = room.bottom - FOOTER
        furniture.append(Polyline(((room.x, line), (room.right, line)), HAIRLINE, 0.5))
        corner = elided(page.corner, "fact", room.width / 2)
        left = room.width - (width(corner, "fact") + 12 if corner else 0.0)
        for text, x, align in (
            (elided(page.footer, "fact", left), room.x, "left"),
            (corner, room.right, "right"),
        ):
            if text:
                furniture.append(Text(text, x, room.bottom - 2, "fact", ink, align))  # type: ignore[arg-type]
        room = Box(room.x, room.y, room.width, max(1.0, room.height - FOOTER - 12))
    return room, tuple(furniture)
