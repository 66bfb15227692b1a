"""A small map of the whole drawing in the canvas's corner, with a frame around what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.canvas.appearance import is_frame
from desktop.canvas.colours import colours, frame_colour, frame_fill, frame_style
from desktop.canvas.floating import Floating
from desktop.canvas.paint_order import in_paint_order
from desktop.canvas.zooming import ROUGH_FROM
from projects.records import Link, Node

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

LARGEST = QSize(208, 148)
EDGE = 14
"""Pixels between the map and the canvas's edges."""
REST_MS = 140


class Minimap(QObject):
    """Shows the map of one canvas where it is wanted and the drawing is larger than what is seen."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._wanted = False
        self.map: Map | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._come_to_rest)
        self._stale = True
        view.zoom_changed.connect(lambda _zoom: self._stir())
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self._stir)
            bar.rangeChanged.connect(self._stir)
        view.editor.changed.connect(lambda _change: self._renew())
        view.editor.document_replaced.connect(self._renew)
        view.paging.changed.connect(self._renew)
        view.installEventFilter(self)

    @property
    def wanted(self) -> bool:
        """Whether the map is switched on."""
        return self._wanted

    @wanted.setter
    def wanted(self, wanted: bool) -> None:
        self._wanted = wanted
        self._renew()
        self._come_to_rest()

    def set_theme(self) -> None:
        """Draw the map in the canvas's theme."""
        self._renew()

    def _renew(self) -> None:
        self._stale = True
        self._stir()

    def _stir(self) -> None:
        """The view is elsewhere: follow at once, or after it has come to rest over a large drawing.

        With the map in its corner Qt paints more than the strip that each step of scrolling uncovers.
        """
        if not self._wanted:
            return
        self._rest.start()
        if self.map is None or not self.map.isVisible():
            return
        if len(self._view.mirror.items_by_id) > ROUGH_FROM and not self.map.held:
            self.map.hide()
        else:
            self.map.update()

    def _come_to_rest(self) -> None:
        """Make the picture anew if the drawing has changed, and show it only where there is more to see."""
        view = self._view
        content = view.mirror.content_rect()
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        around = view.mirror.layout.extent
        # The margin around the drawing may be out of sight: there is nothing to see in it.
        if not self._wanted or around is None or seen.contains(QRectF(*around)):
            if self.map is not None:
                self.map.hide()
            return
        if self.map is None:
            self.map = Map(view)
        if (self._stale or not self.map.isVisible()) and view.pointer.gesture is not None:
            # What is dragged would be drawn where it may not come to lie.
            self._rest.start()
            return
        if self._stale or not self.map.isVisible():
            self.map.draw(content)
            self._stale = False
        self.map.place()
        self.map.show()
        self.map.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._stir()
        return super().eventFilter(watched, event)


class Map(QWidget):
    """The picture, which is made at rest, and the frame, which is painted each time and can be dragged."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._floating = Floating(view, self, self._corner)
        self._picture = QPixmap()
        self._content = QRectF()
        self._grip: QPointF | None = None
        """Where the frame is held, from its middle, in pixels of the map."""
        self.setAccessibleName("Map of the drawing")
        self.setToolTip("Drag to move the view. Ctrl+M hides the map.")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _corner(self) -> QPoint:
        room = self._view.viewport().rect()
        return QPoint(room.right() - self.width() - EDGE, room.bottom() - self.height() - EDGE)

    def place(self) -> None:
        """Go to the lower right corner."""
        self._floating.place()

    @property
    def held(self) -> bool:
        """Whether its frame is being dragged."""
        return self._grip is not None

    @property
    def scale(self) -> float:
        """Pixels of the map to the canvas unit."""
        return self.width() / self._content.width() if self._content.width() else 1.0

    def draw(self, content: QRectF) -> None:
        """Make the picture of the drawing anew, as simple as it can be told at this size."""
        self._content = content
        factor = min(LARGEST.width() / content.width(), LARGEST.height() / content.height())
        size = QSize(max(48, round(content.width() * factor)), max(32, round(content.height() * factor)))
        self.resize(size)
        ratio = self.devicePixelRatioF()
        self._picture = QPixmap(size * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(QColor(self._view.theme.panel))
        painter = QPainter(self._picture)
        painter.scale(self.scale, self.scale)
        painter.translate(-content.topLeft())
        self._paint_records(painter)
        painter.end()

    def _paint_records(self, painter: QPainter) -> None:
        ground, mirror = colours(self._view.theme), self._view.mirror
        ink = QColor(ground.secondary)
        for record in in_paint_order(self._view.editor.document, mirror.page):
            rect = mirror.layout.rects.get(record.id)
            if rect is None or isinstance(record, Link):
                continue
            box = QRectF(*rect)
            if isinstance(record, Node) and is_frame(record):
                style = frame_style(record)
                fill = frame_fill(style, ground)
                if fill is not None and record.service.is_container():
                    painter.fillRect(box, QColor(fill))
                pen = QPen(QColor(frame_colour(style, ground)), 1)
                pen.setCosmetic(True)
                painter.setPen(pen)
                painter.drawRect(box)
            else:
                painter.fillRect(box, ink)

    def frame(self) -> QRectF:
        """What is seen of the drawing, in pixels of the map."""
        seen = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        at = (seen.topLeft() - self._content.topLeft()) * self.scale
        return QRectF(at, seen.size() * self.scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._view.theme
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        frame = self.frame().intersected(QRectF(self.rect()).adjusted(1, 1, -2, -2))
        ground = QColor(theme.accent)
        ground.setAlphaF(0.12)
        painter.fillRect(frame, ground)
        painter.setPen(QPen(QColor(theme.accent), 1.5))
        painter.drawRect(frame)
        painter.setPen(QColor(theme.input_border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    # dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            frame = self.frame()
            at = event.position()
            # Beside the frame the view jumps there at once.
            self._grip = at - frame.center() if frame.contains(at) else QPointF()
            self._go_to(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._go_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self._view.setFocus()

    def _go_to(self, at: QPointF) -> None:
        wanted = (at - (self._grip or QPointF())) / self.scale + self._content.topLeft()
        shift = self._view.mapFromScene(wanted) - self._view.viewport().rect().center()
        self._view.scroll_by(shift.x(), shift.y())
