"""The canvas widget: follows the editor, shows the scene, and paints the ground behind it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QHelpEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QToolTip, QWidget

from desktop.canvas.card import Card
from desktop.canvas.colours import colours
from desktop.canvas.decorations import Decorations
from desktop.canvas.detail import Detail, detail_for
from desktop.canvas.ground import paint_ground, paint_hint
from desktop.canvas.hints import Hints
from desktop.canvas.marks import marks_of
from desktop.canvas.pointing import Pointing
from desktop.canvas.scene import Scene
from desktop.canvas.tips import tip_of
from desktop.editor import Editor
from desktop.theme import Theme, light
from projects.changes import Change

IDLE_MS = 100
PAUSE_MS = 2
"""Left for events and painting between two slices of what is done at rest."""


class CanvasView(Pointing):
    """The drawing of an editor's document. All edits go through the editor."""

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.theme: Theme = light()
        self._show_costs = True
        self._show_grid = True
        self._fitted = False
        self.mirror = Scene(editor.document, colours(self.theme), detail_for(1.0), self)
        self.decorations = Decorations(self.mirror)
        self._set_up()
        self.card = Card(self.viewport())
        self.hints = Hints(self)
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
        if self.gesture is not None:
            self.cancel_gesture()
        self.decorations.show_hover(None, ports=False)
        self.mirror.follow(change)
        self.decorations.show_selection(self.editor.selection)
        self._reset_scene_rect()
        self._idle.start()

    def _replace(self) -> None:
        if self.drilling is not None:
            self.drilling.forget()
        self.cancel_gesture()
        self.decorations.reset()
        self.mirror.show_document(self.editor.document, self._detail_to_fit)
        self._reset_scene_rect()
        self.zoom_to_fit()

    def _detail_to_fit(self, content: QRectF) -> Detail:
        return detail_for(self.fitting_zoom(content), self.devicePixelRatioF())

    def _show_marks(self) -> None:
        self.mirror.set_marks(
            marks_of(
                self.editor.estimate,
                self.editor.judged.open,
                costs=self._show_costs,
                inside=self.editor.document,
            )
        )

    def set_theme(self, theme: Theme) -> None:
        """Draw everything in another theme's colours."""
        self.theme = theme
        self.mirror.set_colours(colours(theme))
        self.decorations.show_selection(self.editor.selection)
        self.viewport().update()

    def set_show_costs(self, shown: bool) -> None:
        """Show or hide the cost pills."""
        self._show_costs = shown
        self._show_marks()

    @property
    def show_grid(self) -> bool:
        """Whether the dots of the grid are shown."""
        return self._show_grid

    @show_grid.setter
    def show_grid(self, shown: bool) -> None:
        self._show_grid = shown
        self.viewport().update()

    # painting

    def _come_to_rest(self) -> None:
        """Nothing has happened for a moment: paint at full quality and in the zoom's detail."""
        if self.gesture is None or not self.gesture.lowers_quality:
            self.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        visible = self.mapToScene(self.viewport().rect()).boundingRect()
        if self.mirror.refresh(visible) or (self.gesture is None and self.mirror.refine()):
            QTimer.singleShot(PAUSE_MS, self._come_to_rest)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        exposed = self.mapFromScene(QRectF(rect)).boundingRect().adjusted(-1, -1, 1, 1)
        exposed = exposed.intersected(self.viewport().rect())
        painter.save()
        painter.resetTransform()
        origin = self.mapFromScene(QPointF(0, 0))
        paint_ground(painter, exposed, origin, self.zoom, self.theme, self._show_grid)
        if not self.mirror.items_by_id and self.scaffold_offer is None:
            paint_hint(painter, self.viewport().rect(), self.theme)
        painter.restore()

    def viewportEvent(self, event: QEvent) -> bool:
        """Where the pointer rests on a record, its name and findings are told."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = self.hit(self.mapToScene(event.pos())) if self.gesture is None else None
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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._fitted:
            self._fitted = True
            self.zoom_to_fit()
