"""Paints a display list with Qt: on the screen's pixmaps, in pictures and in PDF pages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from desktop.canvas import pictures
from desktop.canvas.lettering import font, width
from desktop.canvas.primitives import (
    Box,
    Curve,
    Dash,
    Ellipse,
    Group,
    Picture,
    Polyline,
    Primitive,
    Rectangle,
    Text,
)


def paint(painter: QPainter, items: Iterable[Primitive], scale: float = 1.0) -> None:
    """Paint the items in order; ``scale`` is how many pixels a canvas unit takes, for the icons."""
    for item in items:
        if isinstance(item, Text):
            _text(painter, item)
        elif isinstance(item, Picture):
            _picture(painter, item, scale)
        elif isinstance(item, Rectangle):
            _rectangle(painter, item)
        elif isinstance(item, Polyline):
            _polyline(painter, item)
        elif isinstance(item, Curve):
            painter.setPen(pen(item.stroke, item.width, item.dash))
            painter.setBrush(brush(None))
            painter.drawPath(curve_of(item.points))
        elif isinstance(item, Ellipse):
            painter.setPen(pen(item.stroke, item.width))
            painter.setBrush(brush(item.fill))
            painter.drawEllipse(rectf(item.box))
        elif isinstance(item, Group):
            painter.translate(item.dx, item.dy)
            paint(painter, item.items, scale)
            painter.translate(-item.dx, -item.dy)


def _text(painter: QPainter, item: Text) -> None:
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[item.align]
    start = -share * width(item.text, item.role)
    painter.setFont(font(item.role))
    painter.setPen(QColor(item.colour))
    if item.size == 1.0:
        painter.drawText(QPointF(item.x + start, item.y), item.text)
        return
    painter.translate(item.x, item.y)
    painter.scale(item.size, item.size)
    painter.drawText(QPointF(start, 0), item.text)
    painter.scale(1 / item.size, 1 / item.size)
    painter.translate(-item.x, -item.y)


def _picture(painter: QPainter, item: Picture, scale: float) -> None:
    wide, high = max(1, round(item.box.width * scale)), max(1, round(item.box.height * scale))
    pixmap = pictures.pixmap(item.name, item.ink, wide, high)
    painter.drawPixmap(rectf(item.box), pixmap, QRectF(0, 0, wide, high))


def _rectangle(painter: QPainter, item: Rectangle) -> None:
    painter.setPen(pen(item.stroke, item.width, item.dash))
    painter.setBrush(brush(item.fill))
    if item.radius:
        painter.drawRoundedRect(rectf(item.box), item.radius, item.radius)
    else:
        painter.drawRect(rectf(item.box))


def _polyline(painter: QPainter, item: Polyline) -> None:
    points = QPolygonF([QPointF(x, y) for x, y in item.points])
    painter.setPen(pen(item.stroke, item.width, item.dash))
    painter.setBrush(brush(item.fill))
    if item.closed:
        painter.drawPolygon(points)
    else:
        painter.drawPolyline(points)


@lru_cache(maxsize=256)
def pen(colour: str | None, width: float = 1.0, dash: Dash = (), cosmetic: bool = False) -> QPen:
    """A pen with square corners; a cosmetic one keeps its width at every zoom."""
    if colour is None:
        return QPen(Qt.PenStyle.NoPen)
    made = QPen(QColor(colour), width)
    made.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    made.setCosmetic(cosmetic)
    if dash:
        made.setDashPattern([length / width for length in dash])
    return made


@lru_cache(maxsize=128)
def brush(colour: str | None) -> QBrush:
    return QBrush(Qt.BrushStyle.NoBrush) if colour is None else QBrush(QColor(colour))


def rectf(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


def composed(items: Iterable[Primitive], bounds: Box, scale: float) -> QPixmap:
    """The items as one pixmap of ``scale`` pixels to the canvas unit; whole units for ``bounds``."""
    wide, high = max(1, round(bounds.width * scale)), max(1, round(bounds.height * scale))
    made = QPixmap(wide, high)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(scale, scale)
    painter.translate(-bounds.x, -bounds.y)
    paint(painter, items, scale)
    painter.end()
    made.setDevicePixelRatio(scale)
    return made


def curve_of(points: tuple[tuple[float, float], ...]) -> QPainterPath:
    """Cubic pieces as a path: a point, then two control points and an end point for each."""
    path = QPainterPath(QPointF(*points[0]))
    for index in range(1, len(points) - 2, 3):
        path.cubicTo(*points[index], *points[index + 1], *points[index + 2])
    return path


def path_of(lines: Iterable[tuple[tuple[float, float], ...]]) -> QPainterPath:
    """Several polylines as one path."""
    path = QPainterPath()
    for points in lines:
        path.moveTo(*points[0])
        for x, y in points[1:]:
            path.lineTo(x, y)
    return path
