"""PNG pictures of any size: painted in stripes and written as they come, so that memory stays small."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from math import ceil
from typing import BinaryIO

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.canvas.appearance import boxes
from desktop.canvas.curves import flattened
from desktop.canvas.painter import paint, pen
from desktop.canvas.primitives import Box, Curve, Polyline, Primitive, Rectangle, flat, united
from desktop.export.dashes import dashed_line, pieces
from desktop.export.errors import ExportCancelled
from desktop.export.png_stream import PngStream
from desktop.export.sheet import Layer, Sheet

STRIPE = 256
"""Rows painted at once."""
OVERHANG = 8.0
"""Canvas units that letters of any script, corners and blurred edges may reach beyond their box."""
Progress = Callable[[float], None]
"""Told how much is done, from 0 to 1."""
Cancelled = Callable[[], bool]
"""Asked now and then; True calls it off."""


def pixel_size(sheet: Sheet, scale: float) -> tuple[int, int]:
    """Width and height of the picture; a fraction of a pixel at the edge counts as a whole one."""
    return max(1, ceil(sheet.width * scale - 1e-6)), max(1, ceil(sheet.height * scale - 1e-6))


def write_png(
    file: BinaryIO,
    sheet: Sheet,
    scale: float,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    stripe: int = STRIPE,
    project: str = "",
) -> tuple[int, int]:
    """Write the sheet at ``scale`` pixels a unit; gives the size in pixels.

    Without a background the picture is transparent. The text of a ``project`` is kept inside, to be
    opened again. Raises :class:`ExportCancelled` between stripes, and whatever writing to the file raises.
    """
    width, height = pixel_size(sheet, scale)
    alpha = sheet.background is None
    stripes = _in_stripes(sheet, scale, height, stripe)
    canvas = _canvas(width, min(stripe, height), alpha)
    wanted = QImage.Format.Format_RGBA8888 if alpha else QImage.Format.Format_RGB888
    text = {"Title": sheet.title, "Description": sheet.description, "Software": "Blueprice"}
    dots_per_inch = 96 * scale
    with PngStream(
        file, width, height, alpha=alpha, dots_per_inch=dots_per_inch, text=text, project=project
    ) as out:
        for index, layers in enumerate(stripes):
            if cancelled is not None and cancelled():
                raise ExportCancelled
            top = index * stripe
            _paint_stripe(canvas, sheet, layers, scale, top)
            pixels = canvas.convertToFormat(wanted)
            rows = min(stripe, height - top)
            out.write(memoryview(pixels.constBits()), pixels.bytesPerLine(), rows, owner=pixels)
            if progress is not None:
                progress((index + 1) / len(stripes))
        out.close()
    return width, height


def png_data(sheet: Sheet, scale: float) -> bytes:
    """The same as bytes."""
    buffer = io.BytesIO()
    write_png(buffer, sheet, scale)
    return buffer.getvalue()


def image(sheet: Sheet, scale: float) -> QImage:
    """The sheet as one picture in memory. Raises MemoryError if it does not fit."""
    width, height = pixel_size(sheet, scale)
    made = _canvas(width, height, sheet.background is None)
    _paint_stripe(made, sheet, [(layer, list(flat(layer.items))) for layer in sheet.layers], scale, 0)
    made.setDotsPerMeterX(round(96 * scale / 0.0254))
    made.setDotsPerMeterY(round(96 * scale / 0.0254))
    return made


def _canvas(width: int, height: int, alpha: bool) -> QImage:
    kind = QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32
    made = QImage(width, height, kind)
    if made.isNull():
        raise MemoryError(f"no room for a picture of {width} by {height} pixels")
    return made


_Stripe = list[tuple[Layer, list[Primitive]]]


def _in_stripes(sheet: Sheet, scale: float, height: int, stripe: int) -> list[_Stripe]:
    """For each stripe and layer the shapes that reach into it, in paint order."""
    count = ceil(height / stripe)
    found: list[_Stripe] = [[(layer, []) for layer in sheet.layers] for _ in range(count)]
    for number, layer in enumerate(sheet.layers):
        for item in flat(layer.items):
            box = layer.box_on_sheet(reach(item))
            first = max(0, int(box.y * scale // stripe))
            last = min(count - 1, int(box.bottom * scale // stripe))
            for index in range(first, last + 1):
                found[index][number][1].append(item)
    return found


def reach(item: Primitive) -> Box:
    """A box that surely holds all that the shape paints, tall letters and blurred edges too."""
    around = united(boxes(item))
    return around.grown(OVERHANG) if around is not None else Box(0, 0, 0, 0)


def _paint_stripe(canvas: QImage, sheet: Sheet, layers: _Stripe, scale: float, top: int) -> None:
    canvas.fill(QColor(0, 0, 0, 0) if sheet.background is None else QColor(sheet.background))
    painter = QPainter(canvas)
    try:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipRect(QRectF(0, 0, canvas.width(), canvas.height()))
        for layer, items in layers:
            painter.save()
            painter.translate(0, -top)
            painter.scale(scale, scale)
            if layer.clip is not None:
                painter.setClipRect(QRectF(*layer.clip), Qt.ClipOperation.IntersectClip)
            painter.translate(layer.dx, layer.dy)
            painter.scale(layer.scale, layer.scale)
            # A little more than the stripe, as a line's width reaches into it.
            margin = 8 / (scale * layer.scale)
            above = (top / scale - layer.dy) / layer.scale - margin
            below = ((top + canvas.height()) / scale - layer.dy) / layer.scale + margin
            for item in items:
                if isinstance(item, Curve) and item.dash:
                    item = Polyline(flattened(item.points), item.stroke, item.width, item.dash)
                if isinstance(item, Rectangle | Polyline) and item.dash and item.stroke and _straight(item):
                    _paint_dashed(painter, item, above, below)
                else:
                    paint(painter, (item,), scale * layer.scale)
            painter.restore()
    finally:
        painter.end()


def _straight(item: Rectangle | Polyline) -> bool:
    return isinstance(item, Polyline) or not item.radius


def _paint_dashed(painter: QPainter, item: Rectangle | Polyline, above: float, below: float) -> None:
    """The ground of the shape, then its dashes one by one."""
    if item.fill:
        paint(painter, (replace(item, stroke=None, dash=()),))
    painter.setPen(pen(item.stroke, item.width))
    painter.drawLines([QLineF(*piece) for piece in pieces(dashed_line(item), item.dash, above, below)])
