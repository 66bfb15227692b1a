"""The pointer on the canvas: what was pressed, which gesture follows from it, and what it says meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent

from desktop.canvas.autoscroll import Autoscroll
from desktop.canvas.framing import shrink
from desktop.canvas.gestures.pan import Pan
from desktop.canvas.gestures.select import Press
from desktop.canvas.grips import grip_at
from desktop.canvas.held_keys import HeldKeys
from desktop.canvas.hits import Hit, hit_at
from desktop.canvas.line_clicks import double_clicked

if TYPE_CHECKING:
    from desktop.canvas.gestures.gesture import Gesture, Modifiers
    from desktop.canvas.view import CanvasView


class Pointer:
    """Turns presses, movements and releases on one canvas into gestures; one at a time has the pointer."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self.gesture: Gesture | None = None
        self.last: QPoint | None = None
        """Where the pointer was last seen over the canvas; None when it has left."""
        self.panning = False
        """The space bar is held: the next press moves the view."""
        self.scrolling = Autoscroll(view)
        self._keys = HeldKeys(view)
        view.zoom_changed.connect(lambda _zoom: view.decorations.renew_handles())

    def at(self) -> QPointF:
        """The canvas point under the pointer; the middle of the view if that is elsewhere."""
        return self._view.middle() if self.last is None else self._view.mapToScene(self.last)

    # gestures

    def begin(self, gesture: Gesture) -> None:
        """Let this gesture have the pointer."""
        self.gesture = gesture
        if gesture.lowers_quality:
            self._view.paint_roughly()

    def move_to(self, at: QPointF, modifiers: Modifiers) -> None:
        """Hand a movement to a canvas point to the gesture, if there is one."""
        if self.gesture is not None:
            self.gesture.move(at, modifiers)
            self._view.hints.follow(at, modifiers)
            self._view.stir()

    def move_again(self, modifiers: Modifiers) -> None:
        """The pointer stands still, but other keys are held."""
        if self.last is not None and not isinstance(self.gesture, Pan):
            self.drag_to(self.last, modifiers)

    def drag_to(self, point: QPoint, modifiers: Modifiers) -> None:
        """The pointer was dragged to a point of the widget; at its edge the view scrolls along."""
        self.last = point
        self.move_to(self._view.mapToScene(point), modifiers)
        if self.gesture is not None and self.gesture.scrolls:
            self.scrolling.follow(point, modifiers)

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        """The gesture ends here; its change, if any, is one step of the history."""
        gesture, self.gesture = self.gesture, None
        self.scrolling.halt()
        self._view.hints.stop()
        if gesture is not None:
            gesture.finish(at, modifiers)
        self.scrolling.stop()
        self._view.stir()

    def cancel(self) -> bool:
        """Put back what a gesture shows; False if there was none."""
        gesture, self.gesture = self.gesture, None
        self.scrolling.halt()
        self._view.hints.stop()
        if gesture is not None:
            gesture.cancel()
            self.scrolling.back()
            self._view.viewport().unsetCursor()
            self._view.stir()
        return gesture is not None

    def say(self, text: str, at: QPointF, refused: bool = False) -> None:
        """Show a card beside a canvas point; an empty text hides it."""
        view = self._view
        view.card.say(text, view.mapFromScene(at), view.theme, refused, view.hints.hint())

    # the mouse

    def hit(self, at: QPointF) -> Hit | None:
        """What lies under a canvas point."""
        return hit_at(self._view.mirror, at, self._view.zoom)

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        point = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        self._view.setFocus()
        if event.button() == Qt.MouseButton.MiddleButton or (left and self.panning):
            self.begin(Pan(self._view, point))
        elif left and self.gesture is None:
            self._take(self._view.mapToScene(point), event.modifiers())

    def _take(self, at: QPointF, modifiers: Modifiers) -> None:
        """Begin what a press of the left button at a canvas point is for."""
        view, hit = self._view, self.hit(at)
        if view.drilling is not None:
            if (target := view.drilling.target(hit)) is not None:
                view.drilling.toggle(target)
            return
        if view.tools.use(at, hit):
            return
        if (leading := view.paging.mark_at(at)) is not None and view.paging.open_from(leading):
            return
        grip = grip_at(view, at, hit)
        if grip is not None and grip.outright:
            self.begin(grip.begin())
        else:
            self.begin(Press(view, at, hit, modifiers, grip))

    def move(self, event: QMouseEvent) -> None:
        """The mouse has moved, with or without a button held."""
        point = event.position().toPoint()
        self.last = point
        if isinstance(self.gesture, Pan):
            self.gesture.pan_to(point)
        elif self.gesture is not None:
            self.drag_to(point, event.modifiers())
        else:
            self._hover(self._view.mapToScene(point))

    def _hover(self, at: QPointF) -> None:
        view, decorations = self._view, self._view.decorations
        using = view.tools.current != "select" or view.drilling is not None
        hit = self.hit(at)
        grip = grip_at(view, at, hit) if not using and not self.panning else None
        if grip is None or not grip.outright:
            record_id = hit.id if hit is not None and hit.part != "inside" else None
            decorations.show_hover(record_id, ports=not using and view.zoom >= 0.4)
        if using:
            return
        if view.paging.mark_at(at) is not None:
            view.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        elif grip is not None:
            view.viewport().setCursor(grip.cursor)
        elif self.panning:
            view.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            view.viewport().unsetCursor()

    def release(self, event: QMouseEvent) -> None:
        """A button came up."""
        if isinstance(self.gesture, Pan):
            self.gesture = None
            self._view.viewport().unsetCursor()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.finish(self._view.mapToScene(event.position().toPoint()), event.modifiers())

    def double_click(self, event: QMouseEvent) -> None:
        """Names are edited where they stand."""
        if self._view.drilling is not None:
            self.press(event)
            return
        at = self._view.mapToScene(event.position().toPoint())
        hit = self.hit(at)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and hit is not None and hit.part == "line":
            double_clicked(self._view, hit.id, at)
        elif left and hit is not None and hit.part == "edge":
            self.cancel()
            shrink(self._view, (hit.id,))
        elif left and hit is not None and hit.part != "inside":
            self._view.naming.start(hit.id)
        elif left and (hit is None or hit.part == "inside"):
            self.cancel()
            self._view.quick_add.open(at)

    def leave(self) -> None:
        """The pointer is over the canvas no more."""
        self.last = None
        if self.gesture is None:
            self._view.decorations.show_hover(None, ports=False)

    def ask_menu(self, event: QContextMenuEvent) -> None:
        """Select what is under the pointer and ask for its menu."""
        if self._view.drilling is not None:
            return
        if event.reason() == QContextMenuEvent.Reason.Keyboard and (focused := self._view.focus.current):
            self._view.context_menu_wanted.emit(focused, self._view.focus.menu_point())
            return
        hit = self.hit(self._view.mapToScene(event.pos()))
        record_id = hit.id if hit is not None else ""
        if record_id and record_id not in self._view.editor.selection:
            self._view.editor.select((record_id,))
        self._view.context_menu_wanted.emit(record_id, event.globalPos())
