"""Measured arrows in the gaps between boxes that stand equally far apart, of one size at every zoom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsRectItem, QGraphicsSimpleTextItem

from desktop.canvas.colours import Colours
from desktop.canvas.guides import GapMark

_HEAD, _TICK = 4.0, 5.0
_LETTERS = 11
_LEAST_LENGTH = 12.0
"""A shorter arrow, on the screen, has no heads."""


def gap_items(marks: Iterable[GapMark], ground: Colours, zoom: float) -> Iterator[QGraphicsItem]:
    """An arrow for each gap with the distance on a plate at its middle."""
    for mark in marks:
        arrow = QGraphicsPathItem(_arrow(mark, zoom))
        pen = QPen(QColor(ground.accent), 1.25)
        pen.setCosmetic(True)
        arrow.setPen(pen)
        yield arrow
        yield _plate(mark, ground)


def _arrow(mark: GapMark, zoom: float) -> QPainterPath:
    path = QPainterPath(QPointF(mark.x1, mark.y1))
    path.lineTo(mark.x2, mark.y2)
    across = mark.y1 == mark.y2
    heads = mark.distance * zoom >= _LEAST_LENGTH
    for x, y, inward in ((mark.x1, mark.y1, 1), (mark.x2, mark.y2, -1)):
        tick, head = _TICK / zoom, _HEAD / zoom
        if across:
            path.moveTo(x, y - tick)
            path.lineTo(x, y + tick)
        else:
            path.moveTo(x - tick, y)
            path.lineTo(x + tick, y)
        for side in (-head, head) if heads else ():
            path.moveTo(x, y)
            path.lineTo(*((x + inward * head, y + side) if across else (x + side, y + inward * head)))
    return path


def _plate(mark: GapMark, ground: Colours) -> QGraphicsItem:
    font = QFont()
    font.setPixelSize(_LETTERS)
    text = str(mark.distance)
    room = QFontMetricsF(font).boundingRect(text)
    wide, high = room.width() + 8, float(_LETTERS + 4)
    # Beside the arrow, so that a short one is not hidden.
    across = mark.y1 == mark.y2
    box = QRectF(-wide / 2, 6, wide, high) if across else QRectF(6, -high / 2, wide, high)
    plate = QGraphicsRectItem(box)
    plate.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
    plate.setPos((mark.x1 + mark.x2) / 2, (mark.y1 + mark.y2) / 2)
    plate.setPen(QPen(Qt.PenStyle.NoPen))
    plate.setBrush(QColor(ground.accent))
    label = QGraphicsSimpleTextItem(text, plate)
    label.setFont(font)
    label.setBrush(QColor(ground.ground))
    size = label.boundingRect()
    label.setPos(box.center().x() - size.width() / 2, box.center().y() - size.height() / 2)
    return plate
