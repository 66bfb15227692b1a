"""The picture of the diagram on a page of its own."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any

from pricing.workbook.pages import set_up
from pricing.workbook.quote import Quote
from pricing.workbook.styles import Styles
from pricing.workbook.texts import one_line

NAME = "Diagram"
ROOM = (1040, 620)
"""Width and height in pixels at 96 dots an inch that fill a landscape page below the title."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def write(sheet: Any, quote: Quote, styles: Styles) -> None:
    set_up(sheet, quote, tall=1)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, "Diagram", styles.title)
    size = png_size(quote.diagram) if quote.diagram is not None else None
    if quote.diagram is None or size is None:
        note = quote.diagram_note or "The picture is left out."
        sheet.write_string(2, 0, one_line(note), styles.subtitle)
        return
    sheet.write_string(1, 0, one_line(quote.title, 200), styles.subtitle)
    width, height, dots = size
    scale = min(ROOM[0] / width, ROOM[1] / height)
    # The writer shows a picture at its own resolution; undo that, so that pixels count.
    scale *= dots / 96
    sheet.insert_image(
        3,
        0,
        "diagram.png",
        {
            "image_data": BytesIO(quote.diagram),
            "x_scale": scale,
            "y_scale": scale,
            "object_position": 1,
            "description": f"Architecture diagram: {one_line(quote.title, 200)}",
        },
    )


def png_size(picture: bytes) -> tuple[int, int, float] | None:
    """Width and height in pixels and dots an inch of a PNG picture; None if it is none."""
    if not picture.startswith(_SIGNATURE) or len(picture) < 33:
        return None
    width, height = struct.unpack(">II", picture[16:24])
    dots = 96.0
    found = picture.find(b"pHYs", 33, 4096)
    if found > 0 and picture[found + 12 : found + 13] == b"\x01":
        (per_metre,) = struct.unpack(">I", picture[found + 4 : found + 8])
        dots = per_metre * 0.0254 or 96.0
    return (width, height, dots) if width and height else None
