"""A drawing on several sheets of paper that are put together: sharing an overlap, marked and numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from desktop.canvas.extents import extent
from desktop.canvas.primitives import Box, Drawing, Polyline, Primitive
from desktop.export.paper import LEAST_ROOM, MOST_SHEETS, UNITS_PER_MM, Page
from desktop.export.sheet import HAIRLINE, Layer, Sheet, furnished, sheet

MARK = 10.0
"""Length of a cut mark in units."""
_AWAY = 2.0
"""From the picture's corner to the mark."""


@dataclass(frozen=True)
class Tiling:
    """How a drawing is spread over sheets of equal windows."""

    scale: float
    columns: int
    rows: int
    window: Box
    """Where on each sheet the drawing is seen."""
    overlap: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of all windows put together."""
        return (
            self.columns * self.window.width - (self.columns - 1) * self.overlap,
            self.rows * self.window.height - (self.rows - 1) * self.overlap,
        )

    def origin(self, column: int, row: int) -> tuple[float, float]:
        """Where a sheet's window begins in the picture put together."""
        return column * (self.window.width - self.overlap), row * (self.window.height - self.overlap)


def sheet_name(column: int, row: int) -> str:
    """ "A1", "A2" from left to right; "B1" is below "A1"."""
    letters, number = "", row + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{column + 1}"


def tiling(bounds: Box, page: Page, window: Box) -> Tiling:
    """Spread a drawing as a page says: over a number of sheets, or at a scale over as many as it takes."""
    wide, high = max(bounds.width, 1.0), max(bounds.height, 1.0)
    smallest = min(window.width, window.height)
    overlap = max(0.0, min(page.overlap_mm * UNITS_PER_MM, smallest / 2, smallest - LEAST_ROOM / 2))
    if page.across > 1 or page.down > 1:
        found = Tiling(1.0, page.across, page.down, window, overlap)
        whole = found.size
        return replace(found, scale=min(whole[0] / wide, whole[1] / high))
    scale = page.scale if page.scale is not None else min(1.0, window.width / wide, window.height / high)

    def needed(length: float, room: float) -> int:
        # A hair of the drawing's own margin does not cost a sheet.
        return max(1, ceil((length * scale - overlap) / (room - overlap) - 1e-6))

    columns, rows = needed(wide, window.width), needed(high, window.height)
    if columns * rows == 1:
        overlap = 0.0
    return Tiling(scale, columns, rows, window, overlap)


def sheets(
    drawing: Drawing, page: Page, *, ink: str = "#232F3E", title: str = "", description: str = ""
) -> list[Sheet]:
    """The pieces of paper that a drawing takes, row by row. Raises ValueError if they are too many."""
    bounds = drawing.bounds
    window, _ = furnished(page, ink)
    found = tiling(bounds, page, window)
    if found.columns * found.rows == 1:
        return [sheet(drawing, page=page, ink=ink, title=title, description=description)]
    # The title is part of no sheet: it would stand in the middle of the poster.
    page = replace(page, title="", footer=", ".join(text for text in (page.title, page.footer) if text))
    window, _ = furnished(replace(page, corner=page.corner or "A1"), ink)
    found = tiling(bounds, page, window)
    count = found.columns * found.rows
    if count > MOST_SHEETS:
        raise ValueError(f"it would take {count:,} sheets of paper, more than {MOST_SHEETS}")
    groups = [(group, edges) for group in drawing.items if (edges := extent((group,))) is not None]
    made = []
    for row in range(found.rows):
        for column in range(found.columns):
            layers = _sheet_layers(groups, bounds, found, page, ink, column, row)
            made.append(Sheet(*page.size, drawing.background, layers, title, description))
    return made


def _sheet_layers(
    groups: list[tuple[Primitive, tuple[float, float, float, float]]],
    bounds: Box,
    found: Tiling,
    page: Page,
    ink: str,
    column: int,
    row: int,
) -> tuple[Layer, ...]:
    window, scale = found.window, found.scale
    left, top = found.origin(column, row)
    whole = found.size
    dx = window.x - left + (whole[0] - bounds.width * scale) / 2 - bounds.x * scale
    dy = window.y - top + (whole[1] - bounds.height * scale) / 2 - bounds.y * scale
    layer = Layer((), scale, dx, dy, window)
    reach = window.grown(16 * max(scale, 1.0))
    seen = tuple(
        group
        for group, (x, y, right, bottom) in groups
        if layer.box_on_sheet(Box(x, y, right - x, bottom - y)).overlaps(reach)
    )
    number = row * found.columns + column + 1
    place = f"Sheet {sheet_name(column, row)}, {number} of {found.columns * found.rows}"
    corner = f"{page.corner}, {place[:1].lower()}{place[1:]}" if page.corner else place
    _, furniture = furnished(replace(page, corner=corner), ink)
    marks = tuple(_marks(found, column, row)) if page.cut_marks else ()
    return replace(layer, items=seen), Layer((*furniture, *marks), 1, 0, 0)


def _marks(found: Tiling, column: int, row: int) -> Iterator[Primitive]:
    """Crop marks at the window's corners, and ticks where the next sheet's picture begins."""
    window = found.window
    xs, ys = [window.x, window.right], [window.y, window.bottom]
    if column + 1 < found.columns:
        xs.append(window.right - found.overlap)
    if row + 1 < found.rows:
        ys.append(window.bottom - found.overlap)
    for x in xs:
        for start, away in ((window.y, -1), (window.bottom, 1)):
            ends = (start + away * _AWAY, start + away * (_AWAY + MARK))
            yield Polyline(((x, ends[0]), (x, ends[1])), HAIRLINE, 0.5)
    for y in ys:
        for start, away in ((window.x, -1), (window.right, 1)):
            ends = (start + away * _AWAY, start + away * (_AWAY + MARK))
            yield Polyline(((ends[0], y), (ends[1], y)), HAIRLINE, 0.5)
