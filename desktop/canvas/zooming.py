"""Zooming and scrolling of the canvas: at the pointer, to the drawing, to the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QTransform, QWheelEvent
from PySide6.QtWidgets import QGraphicsView

from desktop.canvas.detail import detail_for
from desktop.canvas.scene import Scene
from desktop.editor import Editor
from projects.geometry import united
from projects.records import Link, Node, Note

if TYPE_CHECKING:
    from desktop.canvas.paging import Paging

LOWEST, HIGHEST = 0.03, 8.0
STEPS = (0.03, 0.05, 0.08, 0.12, 0.18, 0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
"""What the zoom buttons step through."""
CLOSEST_FIT = 1.25
ROUGH_FROM = 250
"""Drawings with more items than this are painted without smooth edges while a gesture lasts."""
MARGIN = 36
"""Pixels left free around a drawing that is made to fit."""


class Zooming(QGraphicsView):
    """The part of the canvas that knows about scale and position."""

    zoom_changed = Signal(float)
    message = Signal(str)
    """A short hint for the status bar, such as why something was refused."""

    editor: Editor
    mirror: Scene
    paging: Paging
    _idle: QTimer
    """Runs out a moment after the last thing that happened."""

    def paint_roughly(self) -> None:
        """Paint large drawings without smooth edges until things come to rest."""
        if len(self.mirror.items_by_id) > ROUGH_FROM:
            self.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    @property
    def zoom(self) -> float:
        """Pixels to the canvas unit: 1.0 is 100 %."""
        return float(self.transform().m11())

    def set_zoom(self, zoom: float, at: QPoint | None = None) -> None:
        """Zoom, keeping the canvas point under ``at`` (the middle of the widget by default) where it is."""
        zoom = min(max(zoom, LOWEST), HIGHEST)
        if abs(zoom - self.zoom) < 1e-6:
            return
        pivot = at if at is not None else self.viewport().rect().center()
        kept = self.viewportTransform().inverted()[0].map(QPointF(pivot))
        self._apply_zoom(zoom)
        now = self.viewportTransform().map(kept)
        # All is painted anew in any case: not by way of scroll_by, which would paint twice.
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(now.x() - pivot.x()))
        down.setValue(down.value() + round(now.y() - pivot.y()))

    def _apply_zoom(self, zoom: float) -> None:
        self.paint_roughly()
        self.setTransform(QTransform.fromScale(zoom, zoom))
        self._reset_scene_rect()
        self.mirror.set_detail(detail_for(zoom, self.devicePixelRatioF()))
        self._idle.start()
        self.zoom_changed.emit(zoom)

    def scroll_by(self, dx: int, dy: int) -> None:
        """Move the view over the canvas by whole pixels."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + dx)
        if dx and dy and len(self.mirror.items_by_id) > ROUGH_FROM:
            # Both strips at once would have Qt visit all that lies between them.
            QCoreApplication.sendPostedEvents(self.window(), QEvent.Type.UpdateRequest)
        down.setValue(down.value() + dy)
        self._idle.start()

    def _reset_scene_rect(self) -> None:
        """Room to scroll: the drawing and nearly a whole view around it."""
        content = self.mirror.content_rect()
        view = self.viewport().rect()
        wide, high = view.width() / self.zoom * 0.9, view.height() / self.zoom * 0.9
        wanted = content.adjusted(-wide, -high, wide, high)
        if wanted != self.sceneRect():
            at = (self.horizontalScrollBar().value(), self.verticalScrollBar().value())
            before = self.viewportTransform()
            self.setSceneRect(wanted)
            shift = self.viewportTransform().map(QPointF(0, 0)) - before.map(QPointF(0, 0))
            if not shift.isNull() and at != (0, 0):
                across, down = self.horizontalScrollBar(), self.verticalScrollBar()
                across.setValue(across.value() + round(shift.x()))
                down.setValue(down.value() + round(shift.y()))

    def zoom_in(self) -> None:
        """The next step up."""
        self.set_zoom(next((step for step in STEPS if step > self.zoom * 1.01), HIGHEST))

    def zoom_out(self) -> None:
        """The next step down."""
        self.set_zoom(next((step for step in reversed(STEPS) if step < self.zoom * 0.99), LOWEST))

    def zoom_actual(self) -> None:
        """100 %."""
        self.set_zoom(1.0)

    def zoom_to_fit(self) -> None:
        """Show the whole drawing; small ones no larger than a little above 100 %."""
        self._show_rect(self.mirror.content_rect())

    def zoom_to_selection(self) -> None:
        """Show what is selected."""
        rects = self.mirror.layout.rects
        ids: list[str] = []
        for record_id in self.editor.selection:
            record = self.editor.document.get(record_id)
            if isinstance(record, Link):
                ids += [record.source, record.target]
            elif isinstance(record, Node | Note):
                ids.append(record_id)
        around = united(rects[i] for i in ids if i in rects)
        if around is not None:
            self._show_rect(QRectF(*around.grown(60, 40, 60, 60)))

    def middle(self) -> QPointF:
        """The canvas point in the middle of the view."""
        return self.mapToScene(self.viewport().rect().center())

    def _show_rect(self, rect: QRectF) -> None:
        if rect.isEmpty():
            self._apply_zoom(1.0)
            self.centerOn(0, 0)
            return
        self._apply_zoom(self.fitting_zoom(rect))
        self.centerOn(rect.center())

    def fitting_zoom(self, rect: QRectF) -> float:
        """The zoom at which a part of the canvas just fits into the widget."""
        if rect.isEmpty():
            return 1.0
        view = self.viewport().rect()
        wide, high = max(view.width() - 2 * MARGIN, 50), max(view.height() - 2 * MARGIN, 50)
        zoom = min(wide / rect.width(), high / rect.height(), CLOSEST_FIT)
        return min(max(zoom, LOWEST), HIGHEST)

    def reveal(self, record_id: str) -> None:
        """Bring a record into view and select it, on whichever page it is."""
        self.paging.show_page_of(record_id)
        record = self.editor.document.get(record_id)
        ends = (record.source, record.target) if isinstance(record, Link) else (record_id,)
        around = united(self.mirror.layout.rects[i] for i in ends if i in self.mirror.layout.rects)
        if around is None:
            return
        self.editor.select((record_id,))
        wanted = QRectF(*around.grown(40, 40, 40, 60))
        visible = self.mapToScene(self.viewport().rect()).boundingRect()
        if self.zoom < 0.4:
            self.set_zoom(0.8)
            self.centerOn(wanted.center())
        elif not visible.contains(wanted):
            self.centerOn(wanted.center())
        self._idle.start()

    def bring_into_view(self, record_id: str) -> None:
        """Scroll, and where that is not enough zoom out, until a whole node is seen."""
        rect = QRectF(*self.mirror.layout.rects[record_id].grown(24, 24, 24, 40))
        visible = self.mapToScene(self.viewport().rect()).boundingRect()
        if rect.width() > visible.width() or rect.height() > visible.height():
            self._show_rect(rect)
        elif not visible.contains(rect):
            self.ensureVisible(rect, 0, 0)
            self._idle.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel zooms at the pointer; a trackpad scrolls, and zooms with Ctrl."""
        point = event.position().toPoint()
        pixels, turn = event.pixelDelta(), event.angleDelta()
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not ctrl and not pixels.isNull():
            self.scroll_by(-pixels.x(), -pixels.y())
        elif shift and not ctrl:
            self.scroll_by(-(turn.y() or turn.x()), 0)
        else:
            amount = pixels.y() * 2 if not pixels.isNull() else turn.y()
            self.set_zoom(self.zoom * 1.0015**amount, point)
        event.accept()
