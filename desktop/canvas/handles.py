"""The small marks that can be dragged: squares move a side, discs a point; of one size at every zoom."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsEllipseItem, QGraphicsItem, QGraphicsPathItem, QGraphicsRectItem

from desktop.canvas.colours import Colours
from desktop.canvas.primitives import Point

ON_TOP = 1e9
SQUARE, SMALL_SQUARE, DISC, SMALL_DISC = 7.0, 6.0, 8.0, 7.0


def line(colour: str, width: float = 1.5, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen that is as wide at every zoom."""
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def fill(colour: str, opacity: float) -> QBrush:
    """A colour that lets through what is below."""
    made = QColor(colour)
    made.setAlphaF(opacity)
    return QBrush(made)


def square(parent: QGraphicsItem, at: Point, ground: Colours, size: float = SQUARE) -> QGraphicsItem:
    """The handle of a side: of a frame, or of a line's leg."""
    made = QGraphicsRectItem(-size / 2, -size / 2, size, size, parent)
    made.setPen(line(ground.accent, 1.25))
    return _put(made, at, ground)


def disc(parent: QGraphicsItem, at: Point, ground: Colours, size: float = DISC) -> QGraphicsItem:
    """The handle of a point: a line's end or corner, or a port to draw one from."""
    made = QGraphicsEllipseItem(-size / 2, -size / 2, size, size, parent)
    made.setPen(line(ground.accent, 1.5))
    return _put(made, at, ground)


def _put(made: QGraphicsRectItem | QGraphicsEllipseItem, at: Point, ground: Colours) -> QGraphicsItem:
    made.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
    made.setPos(*at)
    made.setZValue(ON_TOP)
    made.setBrush(QColor(ground.pill))
    return made


def dots(places: Iterable[Point], chosen: Point | None, ground: Colours, zoom: float) -> QGraphicsItem:
    """Where a line could end on a node, the one where it would end larger; in one item, at this zoom."""
    path = QPainterPath()
    for x, y in places:
        size = 3.5 / zoom if (x, y) == chosen else 2.0 / zoom
        path.addEllipse(QRectF(x - size, y - size, 2 * size, 2 * size))
    made = QGraphicsPathItem(path)
    made.setPen(line(ground.accent, 1.25))
    made.setBrush(QColor(ground.pill))
    if chosen is not None:
        inner = QGraphicsEllipseItem(QRectF(QPointF(-2, -2), QPointF(2, 2)), made)
        inner.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        inner.setPos(*chosen)
        inner.setPen(Qt.PenStyle.NoPen)
        inner.setBrush(QColor(ground.accent))
    return made
