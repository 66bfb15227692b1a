"""PDF with texts as text and lines as lines, on pages as large as the drawing or on paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgRenderer

from desktop.canvas import pictures
from desktop.canvas.painter import paint
from desktop.canvas.primitives import Picture, flat
from desktop.export.artwork import is_own, plain_tile, vector_picture
from desktop.export.sheet import Sheet

RESOLUTION = 1200
"""Dots per inch of the grid that coordinates are given on; lines and texts are vectors all the same."""
LARGEST_SIDE = 14_400.0
"""Points (200 inches): what readers are bound to show."""


def pdf_data(sheets: Sequence[Sheet], *, author: str = "", creator: str = "Blueprice") -> bytes:
    """A PDF with a page for each sheet. One that is larger than a PDF page may be comes out smaller.

    Raises RuntimeError if Qt cannot write it.
    """
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(sheets[0].title)
    writer.setCreator(creator)
    if hasattr(writer, "setAuthor"):
        writer.setAuthor(author)
    writer.setResolution(RESOLUTION)
    painter = QPainter()
    try:
        for index, sheet in enumerate(sheets):
            points = _points(sheet)
            writer.setPageLayout(page_layout(sheet.width * points, sheet.height * points))
            begun = writer.newPage() if index else painter.begin(writer)
            if not begun:
                raise RuntimeError("Qt cannot write a PDF page of this size.")
            paint_sheet(painter, sheet, RESOLUTION / 72 * points)
    finally:
        painter.end()
        buffer.close()
    return bytes(content.data())


def _points(sheet: Sheet) -> float:
    """Points that a unit of the sheet takes."""
    points = 72 / 96
    return points * min(1.0, LARGEST_SIDE / (max(sheet.width, sheet.height) * points))


def page_layout(width: float, height: float) -> QPageLayout:
    """Paper of so many points, without margins of its own."""
    size = QPageSize(QSizeF(width, height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))


def paint_sheet(painter: QPainter, sheet: Sheet, scale: float) -> None:
    """Paint a sheet as vectors, at ``scale`` dots a unit; the painter is left as it was."""
    painter.save()
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing
        | QPainter.RenderHint.SmoothPixmapTransform
        # Icons stay as they are rather than being turned into JPEG pictures.
        | QPainter.RenderHint.LosslessImageRendering
    )
    painter.scale(scale, scale)
    if sheet.background is not None and QColor(sheet.background) != QColor("white"):
        painter.fillRect(0, 0, round(sheet.width) + 1, round(sheet.height) + 1, QColor(sheet.background))
    for layer in sheet.layers:
        painter.save()
        if layer.clip is not None:
            painter.setClipRect(QRectF(*layer.clip))
        painter.translate(layer.dx, layer.dy)
        painter.scale(layer.scale, layer.scale)
        for item in flat(layer.items):
            if isinstance(item, Picture):
                _picture(painter, item)
            else:
                paint(painter, (item,))
        painter.restore()
    painter.restore()


def _picture(painter: QPainter, item: Picture) -> None:
    """An icon at full detail: vector artwork as lines, any other in all its own pixels."""
    place = QRectF(*item.box)
    artwork = _artwork(item.name, item.ink, pictures.generation())
    if isinstance(artwork, QSvgRenderer):
        artwork.render(painter, place)
        return
    if artwork.width() and artwork.height():
        size = artwork.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        kept = QRectF(0, 0, size.width(), size.height())
        kept.moveCenter(place.center())
        painter.drawImage(kept, artwork)


@lru_cache(maxsize=256)
def _artwork(name: str, ink: str, generation: int) -> QImage | QSvgRenderer:
    """One object for each icon, which Qt then writes into the file only once."""
    kind, data = pictures.artwork(name, ink)
    if kind != "svg":
        return QImage.fromData(QByteArray(data))
    vectors = vector_picture(data, pixels=is_own(name)) or vector_picture(plain_tile(ink)) or b""
    made = QSvgRenderer(QByteArray(vectors))
    made.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return made
