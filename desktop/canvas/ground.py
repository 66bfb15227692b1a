"""The canvas behind the drawing: its colour, the dots of the grid, and the hint on an empty one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from desktop.canvas.lettering import font
from desktop.theme import Theme
from projects.geometry import DOT_GRID

HINT = "Drag a service here, double-click to search for one, or start from a sample"
HINT_ON_A_PAGE = "Drag a service here, or double-click to search for one"
"""Where the project has other pages, a sample would replace them."""
LEAST_SPACING = 11.0


def dot_spacing(zoom: float) -> float:
    """Pixels between dots: the grid's, doubled until the dots are no haze."""
    spacing = DOT_GRID * zoom
    while spacing < LEAST_SPACING:
        spacing *= 2
    return spacing


def paint_ground(
    painter: QPainter, exposed: QRect, origin: QPoint, zoom: float, theme: Theme, dots: bool
) -> None:
    """Fill a part of the widget; ``origin`` is where the canvas's own zero lies in it."""
    painter.fillRect(exposed, QColor(theme.canvas))
    if not dots:
        return
    spacing = dot_spacing(zoom)
    size = 2 if spacing > 20 else 1
    colour = QColor(theme.dots)
    first = int((exposed.left() - origin.x()) // spacing)
    last = int((exposed.right() + size - origin.x()) // spacing) + 1
    # One row of dots is painted once, and copied for every row.
    row = QPixmap(exposed.width(), size)
    row.fill(Qt.GlobalColor.transparent)
    dotter = QPainter(row)
    for index in range(first, last + 1):
        x = round(origin.x() + index * spacing) - exposed.left()
        dotter.fillRect(x, 0, size, size, colour)
    dotter.end()
    top = int((exposed.top() - origin.y()) // spacing)
    bottom = int((exposed.bottom() + size - origin.y()) // spacing) + 1
    for index in range(top, bottom + 1):
        painter.drawPixmap(exposed.left(), round(origin.y() + index * spacing), row)


def paint_hint(painter: QPainter, room: QRect, theme: Theme, text: str = HINT) -> None:
    """A light line of text in the middle of an empty canvas."""
    painter.setFont(font("hint"))
    painter.setPen(QColor(theme.secondary))
    painter.drawText(QRectF(room), Qt.AlignmentFlag.AlignCenter, text)
