"""Presenting the drawing: full screen, page by page and step by step, and everything put back afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPointF, QRectF, Qt, QTimer, QVariantAnimation
from PySide6.QtWidgets import QWidget

from desktop.canvas.items import FrameItem
from desktop.canvas.motion import moves
from desktop.canvas.stage import Stage
from desktop.canvas.visibility import fade
from projects.annotations.slides import Slide, slides
from projects.geometry import united

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.window import MainWindow

GLIDE_MS = 420
CLOSEST = 1.6
"""A step is not shown larger than this."""
AROUND = (120, 90)
"""Canvas units kept around what a step is about."""
_DIM, _FRAME, _AROUND = 0.16, 0.3, 0.6
"""Strength of icons and lines, of frames, and of frames around what a step is about."""
SETTLING_MS = 500
"""So long after the end the window may still be given its old size."""
FULL_SCREEN = Qt.WindowState.WindowFullScreen


class Presentation(QObject):
    """The presentation of a window; at most one lasts at a time. It never changes the document."""

    def __init__(self, window: MainWindow, editor: Editor) -> None:
        super().__init__(window)
        self._window = window
        self._editor = editor
        self.stage: Stage | None = None
        self.slides: list[Slide] = []
        self.place = 0
        self._before: tuple[str | None, float, QPointF, bool] = (None, 1.0, QPointF(), True)
        self._hidden: list[QWidget] = []
        self._was_full_screen = False
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(GLIDE_MS)
        self._glide.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.valueChanged.connect(self._glide_on)
        self._way: tuple[float, QPointF, float, QPointF] | None = None
        self._settling = QTimer(self, singleShot=True, interval=SETTLING_MS)
        self._settling.timeout.connect(lambda: window.canvas.removeEventFilter(self))
        editor.document_replaced.connect(self.leave)

    @property
    def active(self) -> bool:
        """Whether it lasts."""
        return self.stage is not None

    def toggle(self) -> None:
        """Begin or end."""
        if self.active:
            self.leave()
        else:
            self.begin()

    def begin(self) -> None:
        """Present from the first page on; nothing if there is nothing to show."""
        self.slides = slides(self._editor.document)
        if not self.slides or self.active:
            return
        window, canvas = self._window, self._window.canvas
        window.show_canvas()
        canvas.pointer.cancel()
        canvas.tools.choose("select")
        self._before = (canvas.paging.current, canvas.zoom, canvas.middle(), canvas.show_grid)
        self._editor.select(())
        canvas.show_grid = False
        around: list[QWidget] = [*window.docks, window.toolbar, window.menuBar(), window.statusBar()]
        self._hidden = [widget for widget in around if not widget.isHidden()]
        for widget in self._hidden:
            widget.hide()
        self._hold_back_tabs(True)
        self._was_full_screen = window.isFullScreen()
        window.setWindowState(window.windowState() | FULL_SCREEN)
        canvas.minimap.wanted = False
        self._settling.stop()
        canvas.installEventFilter(self)
        self.stage = Stage(canvas, window.theme)
        self.stage.step.connect(lambda by: self.go_to(self.place + by))
        self.stage.jump.connect(lambda place: self.go_to(place % len(self.slides)))
        self.stage.left.connect(self.leave)
        self.place = -1
        self.go_to(0)
        window.actions_by_name.refresh()

    def go_to(self, place: int) -> None:
        """Show another view; beyond the ends the present one stays."""
        if self.stage is None or not 0 <= place < len(self.slides) or place == self.place:
            return
        first = self.place < 0
        self.place = place
        slide, canvas = self.slides[place], self._window.canvas
        glides = not first and canvas.paging.current == slide.page
        self._light()
        canvas.paging.show(slide.page)
        self.stage.say(slide, place, len(self.slides))
        self.stage.raise_()
        self.stage.setFocus()
        self._dim(slide)
        self._look_at(slide, glides)

    # where it looks

    def _target(self, slide: Slide) -> QRectF:
        mirror = self._window.canvas.mirror
        around = united(mirror.layout.rects[i] for i in slide.ids if i in mirror.layout.rects)
        if around is None:
            return mirror.content_rect()
        wide, high = AROUND
        return QRectF(*around.grown(wide, high, wide, high))

    def _look_at(self, slide: Slide, glides: bool) -> None:
        canvas, stage = self._window.canvas, self.stage
        assert stage is not None
        rect = self._target(slide)
        view = canvas.viewport().rect()
        free = max(view.height() - stage.below - 48, 80)
        wide = max(view.width() - 96, 80)
        zoom = min(wide / max(rect.width(), 1), free / max(rect.height(), 1), CLOSEST)
        # The caption's room is free below what is shown.
        centre = QPointF(rect.center().x(), rect.center().y() + (stage.below / 2) / zoom)
        self._glide.stop()
        self._way = (canvas.zoom, canvas.middle(), zoom, centre)
        if glides and moves(canvas):
            self._glide.start()
        else:
            self._glide_on(1.0)

    def _glide_on(self, share: object) -> None:
        if self._way is None or not self.active:
            return
        part = float(share)  # type: ignore[arg-type]
        zoom, middle, new_zoom, new_middle = self._way
        canvas = self._window.canvas
        canvas.set_zoom(zoom * (new_zoom / zoom) ** part)
        canvas.centerOn(middle + (new_middle - middle) * part)

    # what steps back

    def _dim(self, slide: Slide) -> None:
        """Let everything step back that a step is not about; frames around it less than others."""
        mirror, document = self._window.canvas.mirror, self._editor.document
        lit = {i for i in slide.ids if i in mirror.items_by_id}
        if not lit:
            return
        around = {node.id for record_id in lit for node in document.ancestors(record_id)}
        for record_id, item in mirror.items_by_id.items():
            if record_id not in lit:
                fade(
                    item, _AROUND if record_id in around else _FRAME if isinstance(item, FrameItem) else _DIM
                )

    def _light(self) -> None:
        """Bring everything back."""
        for item in self._window.canvas.mirror.items_by_id.values():
            fade(item, 1.0)

    # the end

    def leave(self) -> None:
        """End it; page, zoom, place and panels are as they were."""
        stage, self.stage = self.stage, None
        if stage is None:
            return
        self._glide.stop()
        self._light()
        stage.hide()
        stage.deleteLater()
        window, canvas = self._window, self._window.canvas
        if not self._was_full_screen:
            window.setWindowState(window.windowState() & ~FULL_SCREEN)
        for widget in self._hidden:
            widget.show()
        self._hold_back_tabs(False)
        page, _, _, grid = self._before
        canvas.show_grid = grid
        canvas.minimap.wanted = window.preferences.show_minimap
        canvas.paging.show(page)
        self._look_back()
        self._settling.start()
        canvas.setFocus()
        window.actions_by_name.refresh()

    def _hold_back_tabs(self, wanted: bool) -> None:
        """The tabs of the pages come back with every page that is shown, unless they are held back."""
        bar = self._window.panels.pane.bar
        bar.held_back = wanted
        bar.refresh()

    def _look_back(self) -> None:
        _, zoom, middle, _ = self._before
        self._window.canvas.set_zoom(zoom)
        self._window.canvas.centerOn(middle)

    # the window gets its size later

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._fit_again)
        return super().eventFilter(watched, event)

    def _fit_again(self) -> None:
        """Look at the same with another size of the canvas."""
        if self.active and 0 <= self.place < len(self.slides):
            self._look_at(self.slides[self.place], glides=False)
        elif self._settling.isActive():
            self._look_back()
