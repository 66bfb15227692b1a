"""The pointer and the keys on the canvas: what was pressed, and which gesture follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)

from desktop.canvas.card import Card
from desktop.canvas.decorations import Decorations
from desktop.canvas.gestures.connect import Connect, Reattach
from desktop.canvas.gestures.gesture import Gesture, Modifiers
from desktop.canvas.gestures.pan import Pan
from desktop.canvas.gestures.place import Place
from desktop.canvas.gestures.rename import RenameEditor
from desktop.canvas.gestures.resize import Resize
from desktop.canvas.gestures.select import Press
from desktop.canvas.hints import Hints
from desktop.canvas.hits import Hit, hit_at
from desktop.canvas.placing import Placing
from desktop.canvas.tools import HINTS
from desktop.service_mime import service_of

if TYPE_CHECKING:
    from desktop.canvas.drilling import Drilling

CURSORS = {
    "nw": Qt.CursorShape.SizeFDiagCursor,
    "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor,
    "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor,
    "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor,
    "w": Qt.CursorShape.SizeHorCursor,
}


class Pointing(Placing):
    """The part of the canvas that turns presses, drags, drops and keys into gestures."""

    context_menu_wanted = Signal(str, QPoint)
    """The record under the pointer (empty for the free canvas) and the point on the screen."""

    decorations: Decorations
    card: Card
    hints: Hints
    gesture: Gesture | None = None
    rename: RenameEditor | None = None
    drilling: Drilling | None = None
    """The outage drill while it lasts: the pointer switches things off, and nothing can be edited."""
    drill_left = Signal()
    """Escape was pressed in the drill."""
    _space = False

    # gestures

    def begin(self, gesture: Gesture) -> None:
        """Let this gesture have the pointer."""
        self.gesture = gesture
        if gesture.lowers_quality:
            self.paint_roughly()

    def gesture_move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Hand a pointer movement to the gesture, if there is one."""
        if self.gesture is not None:
            self.gesture.move(at, modifiers)
            self.hints.follow(at, modifiers)
            self._idle.start()

    def finish_gesture(self, at: QPointF, modifiers: Modifiers) -> None:
        """The gesture ends here; its change, if any, is one step of the history."""
        gesture, self.gesture = self.gesture, None
        self.hints.stop()
        if gesture is not None:
            gesture.finish(at, modifiers)
        self._idle.start()

    def cancel_gesture(self) -> bool:
        """Put back what a gesture shows; False if there was none."""
        gesture, self.gesture = self.gesture, None
        self.hints.stop()
        if gesture is not None:
            gesture.cancel()
            self.viewport().unsetCursor()
            self._idle.start()
        return gesture is not None

    def say(self, text: str, at: QPointF, refused: bool = False) -> None:
        """Show a card beside a canvas point; an empty text hides it."""
        self.card.say(text, self.mapFromScene(at), self.theme, refused, self.hints.hint())

    def rename_closed(self) -> None:
        """The name editor is done."""
        self.rename = None
        self.setFocus()

    # the pointer

    def hit(self, at: QPointF) -> Hit | None:
        """What lies under a canvas point."""
        return hit_at(self.mirror, at, self.zoom)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.mapToScene(event.position().toPoint())
        self.setFocus()
        if event.button() == Qt.MouseButton.MiddleButton or (
            event.button() == Qt.MouseButton.LeftButton and self._space
        ):
            self.begin(Pan(self, event.position().toPoint()))
        elif event.button() == Qt.MouseButton.LeftButton and self.gesture is None:
            self._press(at, event.modifiers())
        event.accept()

    def _press(self, at: QPointF, modifiers: Modifiers) -> None:
        hit = self.hit(at)
        if self.drilling is not None:
            if (target := self.drilling.target(hit)) is not None:
                self.drilling.toggle(target)
            return
        if self._use_tool(at, hit):
            return
        decorations = self.decorations
        handle = decorations.handle_at(at, self.zoom)
        port = decorations.port_at(at, self.zoom)
        end = decorations.link_end_at(at, self.zoom)
        if end is not None:
            self.begin(Reattach(self, *end))
        elif handle is not None and decorations.handles_of is not None:
            self.begin(Resize(self, decorations.handles_of, handle))
        elif port is not None and decorations.ports_of is not None:
            self.begin(Connect(self, decorations.ports_of, port))
        else:
            self.begin(Press(self, at, hit, modifiers))

    def _use_tool(self, at: QPointF, hit: Hit | None) -> bool:
        """Do with a press what the tool in hand is for; False if it is to be taken as usual."""
        tool = self.tool
        if tool == "text" or tool == "step":
            if tool == "text":
                self.choose_tool("select")
            self.add_note(tool, at)
            return True
        if tool == "connect":
            # The free room of a container is no start, as it is no end: only its frame is.
            if hit is None or hit.part == "inside" or self.editor.document.node(hit.id) is None:
                self.message.emit(HINTS["connect"])
                return True
            self.choose_tool("select")
            self.begin(Connect(self, hit.id))
            return True
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        self.last_pointer = point
        if isinstance(self.gesture, Pan):
            self.gesture.pan_to(point)
        elif self.gesture is not None:
            self.gesture_move(self.mapToScene(point), event.modifiers())
        else:
            self._hover(self.mapToScene(point))

    def _hover(self, at: QPointF) -> None:
        decorations = self.decorations
        handle = decorations.handle_at(at, self.zoom)
        using = self.tool != "select" or self.drilling is not None
        if not using and (decorations.port_at(at, self.zoom) or decorations.link_end_at(at, self.zoom)):
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
            return
        hit = self.hit(at)
        record_id = hit.id if hit is not None and hit.part != "inside" else None
        decorations.show_hover(record_id, ports=not using and self.zoom >= 0.4)
        if using:
            return
        if handle is not None:
            self.viewport().setCursor(CURSORS[handle])
        elif self._space:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.viewport().unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if isinstance(self.gesture, Pan):
            self.gesture = None
            self.viewport().unsetCursor()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.finish_gesture(self.mapToScene(event.position().toPoint()), event.modifiers())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.drilling is not None:
            self.mousePressEvent(event)
            return
        hit = self.hit(self.mapToScene(event.position().toPoint()))
        if (
            event.button() == Qt.MouseButton.LeftButton
            and hit is not None
            and hit.part not in ("inside", "edge")
        ):
            self.start_rename(hit.id)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.last_pointer = None
        if self.gesture is None:
            self.decorations.show_hover(None, ports=False)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.drilling is not None:
            return
        hit = self.hit(self.mapToScene(event.pos()))
        record_id = hit.id if hit is not None else ""
        if record_id and record_id not in self.editor.selection:
            self.editor.select((record_id,))
        self.context_menu_wanted.emit(record_id, event.globalPos())
        event.accept()

    def start_rename(self, record_id: str) -> None:
        """Open the name editor over a record."""
        if record_id in self.mirror.items_by_id:
            self.cancel_gesture()
            self.editor.select((record_id,))
            self.rename = RenameEditor(self, record_id)

    # dragging from the palette

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        dragged = service_of(event.mimeData())
        if dragged is None or self.drilling is not None:
            event.ignore()
            return
        self.cancel_gesture()
        self.begin(Place(self, *dragged))
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if isinstance(self.gesture, Place):
            self.gesture_move(self.mapToScene(event.position().toPoint()), event.modifiers())
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.cancel_gesture()

    def dropEvent(self, event: QDropEvent) -> None:
        if isinstance(self.gesture, Place):
            # Before the drop: an offer that follows from it wants the keyboard for itself.
            self.setFocus()
            self.finish_gesture(self.mapToScene(event.position().toPoint()), event.modifiers())
            event.acceptProposedAction()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        arrows = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key == Qt.Key.Key_Escape:
            self._escape()
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif self.drilling is not None:
            super().keyPressEvent(event)
        elif key in arrows and self.editor.selection:
            self.nudge(*arrows[Qt.Key(key)], fine=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_F2:
            self.rename_selected()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_selected()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        if self.cancel_gesture():
            return
        if self.drilling is not None:
            self.drill_left.emit()
        elif self.tool != "select":
            self.choose_tool("select")
        elif self.scaffold_offer is not None:
            self.scaffold_offer.dismiss()
        else:
            self.editor.select(())

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            if self.gesture is None:
                self.viewport().unsetCursor()
        else:
            super().keyReleaseEvent(event)
