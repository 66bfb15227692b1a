"""The canvas widget: follows the editor, shows the scene, and hands events to the objects it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QToolTip, QWidget

from desktop.canvas.accessible import Spoken
from desktop.canvas.annotating import Annotating
from desktop.canvas.arranging import Arranging
from desktop.canvas.card import Card
from desktop.canvas.colours import colours
from desktop.canvas.copy_paste import CopyPaste
from desktop.canvas.decorations import Decorations
from desktop.canvas.detail import Detail, detail_for
from desktop.canvas.dropping import Dropping
from desktop.canvas.finding import Finding
from desktop.canvas.focus import Focus
from desktop.canvas.ground import HINT, HINT_ON_A_PAGE, paint_ground, paint_hint
from desktop.canvas.hints import Hints
from desktop.canvas.keys import Keys
from desktop.canvas.layers import Layers
from desktop.canvas.marks import marks_of
from desktop.canvas.minimap import Minimap
from desktop.canvas.naming import Naming
from desktop.canvas.paging import Paging
from desktop.canvas.placing import Placing
from desktop.canvas.pointing import Pointer
from desktop.canvas.quick_add import QuickAdd
from desktop.canvas.scene import Scene
from desktop.canvas.selecting import Selecting
from desktop.canvas.tidying import Tidying
from desktop.canvas.tips import tip_of
from desktop.canvas.tools import Tools
from desktop.canvas.visibility import Visibility
from desktop.canvas.zooming import Zooming
from desktop.editor import Editor
from desktop.theme import Theme, light
from projects.changes import Change

if TYPE_CHECKING:
    from desktop.canvas.drilling import Drilling

IDLE_MS = 100
PAUSE_MS = 2
"""Left for events and painting between two slices of what is done at rest."""


class CanvasView(Zooming):
    """The drawing of an editor's document. All edits go through the editor.

    What a person does here is the work of the objects it holds, each with a job of its own.
    """

    context_menu_wanted = Signal(str, QPoint)
    """The record under the pointer (empty for the free canvas) and the point on the screen."""
    drill_left = Signal()
    """Escape was pressed in the drill."""

    drilling: Drilling | None = None
    """The outage drill while it lasts: the pointer switches things off, and nothing can be edited."""

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.theme: Theme = light()
        self._show_grid = True
        self._fitted = False
        self.mirror = Scene(editor.document, colours(self.theme), detail_for(1.0), self)
        self.decorations = Decorations(self.mirror)
        self._set_up()
        self.card = Card(self.viewport())
        self.hints = Hints(self)
        self.paging = Paging(self)
        self.pointer = Pointer(self)
        self.focus = Focus(self)
        self.keys = Keys(self)
        self.dropping = Dropping(self)
        self.tools = Tools(self)
        self.annotating = Annotating(self)
        self.placing = Placing(self)
        self.naming = Naming(self)
        self.selecting = Selecting(self)
        self.arranging = Arranging(self)
        self.tidying = Tidying(self)
        self.clipboard = CopyPaste(self)
        self.visibility = Visibility(self)
        self.quick_add = QuickAdd(self)
        self.finding = Finding(self)
        self.minimap = Minimap(self)
        self.spoken = Spoken(self)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._come_to_rest)
        self._follow_editor()
        self._show_marks()

    def _set_up(self) -> None:
        self.setScene(self.mirror)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The background covers every pixel; knowing it, Qt scrolls by copying instead of painting anew.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Canvas")
        self._reset_scene_rect()

    def _follow_editor(self) -> None:
        editor = self.editor
        editor.changed.connect(self._follow)
        editor.document_replaced.connect(self._replace)
        editor.selection_changed.connect(self.decorations.show_selection)
        # The estimate is told of just before.
        editor.findings_changed.connect(lambda _findings: self._show_marks())

    # the document

    def _follow(self, change: Change) -> None:
        if self.drilling is not None:
            self.drilling.forget()
        self.pointer.cancel()
        self.decorations.show_hover(None, ports=False)
        self.mirror.follow(change)
        self.paging.follow(change)
        self.decorations.show_selection(self.editor.selection)
        self._reset_scene_rect()
        self._idle.start()

    def _replace(self) -> None:
        if self.drilling is not None:
            self.drilling.forget()
        self.pointer.cancel()
        self.decorations.reset()
        self.mirror.show_document(self.editor.document, self._detail_to_fit)
        self._reset_scene_rect()
        self.zoom_to_fit()
        self.paging.replace()

    def show_page(self, page: str | None) -> None:
        """Mirror another page of the document; see :class:`Paging` for going there."""
        self.pointer.cancel()
        self.decorations.reset()
        self.mirror.show_document(self.editor.document, self._detail_to_fit, page)
        self._show_marks()
        self._reset_scene_rect()

    def _detail_to_fit(self, content: QRectF) -> Detail:
        return detail_for(self.fitting_zoom(content), self.devicePixelRatioF())

    def _show_marks(self) -> None:
        self.mirror.set_marks(
            marks_of(
                self.editor.estimate,
                self.editor.judged.open,
                costs=self.mirror.layers.costs,
                badges=self.mirror.layers.findings,
                inside=self.editor.document,
            )
        )

    def set_theme(self, theme: Theme) -> None:
        """Draw everything in another theme's colours."""
        self.theme = theme
        self.mirror.set_colours(colours(theme))
        self.focus.show_ring()
        self.visibility.set_theme()
        self.minimap.set_theme()
        self.decorations.show_selection(self.editor.selection)
        self.viewport().update()

    def set_layers(self, layers: Layers) -> None:
        """Show these layers of the drawing and no others."""
        if layers != self.mirror.layers:
            self.pointer.cancel()
            rebuilt = self.mirror.begins_anew(layers)
            if rebuilt:
                self.decorations.reset()
            self.mirror.set_layers(layers)
            self._show_marks()
            if rebuilt:
                self.decorations.show_selection(self.editor.selection)

    @property
    def show_grid(self) -> bool:
        """Whether the dots of the grid are shown."""
        return self._show_grid

    @show_grid.setter
    def show_grid(self, shown: bool) -> None:
        self._show_grid = shown
        self.viewport().update()

    def stir(self) -> None:
        """Something has happened: come to rest a moment from now."""
        self._idle.start()

    # painting

    def _come_to_rest(self) -> None:
        """Nothing has happened for a moment: paint at full quality and in the zoom's detail."""
        gesture = self.pointer.gesture
        if gesture is None or not gesture.lowers_quality:
            self.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        visible = self.mapToScene(self.viewport().rect()).boundingRect()
        if self.mirror.refresh(visible) or (gesture is None and self.mirror.refine()):
            QTimer.singleShot(PAUSE_MS, self._come_to_rest)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        exposed = self.mapFromScene(QRectF(rect)).boundingRect().adjusted(-1, -1, 1, 1)
        exposed = exposed.intersected(self.viewport().rect())
        painter.save()
        painter.resetTransform()
        origin = self.mapFromScene(QPointF(0, 0))
        paint_ground(painter, exposed, origin, self.zoom, self.theme, self._show_grid)
        if not self.mirror.items_by_id and self.placing.open_offer is None:
            text = HINT_ON_A_PAGE if self.editor.document.pages() else HINT
            paint_hint(painter, self.viewport().rect(), self.theme, text)
        painter.restore()

    def viewportEvent(self, event: QEvent) -> bool:
        """Where the pointer rests on a record, its name and findings are told."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self.mapToScene(event.pos())
            hit = self.pointer.hit(at) if self.pointer.gesture is None else None
            inside = hit is None or hit.part == "inside"
            text = "" if hit is None or inside else self.tip(hit.id)
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def tip(self, record_id: str) -> str:
        """What is told of a record where the pointer rests on it."""
        if self.drilling is not None:
            return self.drilling.tip(record_id)
        return tip_of(self.editor, self.theme, record_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reset_scene_rect()
        # What has come into view may be drawn for another zoom.
        self.stir()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._fitted:
            self._fitted = True
            self.zoom_to_fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointer.press(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release(event)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.pointer.double_click(event)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.pointer.leave()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.pointer.ask_menu(event)
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dropping.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.dropping.move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.dropping.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropping.drop(event)

    def event(self, event: QEvent) -> bool:
        # Qt would take Tab to leave the canvas before the canvas is asked.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.keys.walk(event):
            return True
        if event.type() == QEvent.Type.Paint:
            self.focus.paint_edge()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus.arrive(event.reason())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus.show_ring()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.keys.release(event):
            super().keyReleaseEvent(event)
