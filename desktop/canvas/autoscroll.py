"""Scrolling while something is dragged to the edge of the view, the faster the farther out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QTimer

if TYPE_CHECKING:
    from desktop.canvas.gestures.gesture import Modifiers
    from desktop.canvas.view import CanvasView

TICK_MS = 16
MARGIN = 28
"""Pixels from the edge of the view within which it scrolls."""
SLOWEST, FASTEST = 2.0, 40.0
"""Pixels a tick."""


class Autoscroll(QObject):
    """Scrolls one canvas for the gesture that has the pointer, and moves the gesture on with it.

    A drag that begins at the edge does not scroll until it has been farther inside, or has left the view.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._at = QPoint()
        self._held: Modifiers | None = None
        self._armed = False
        self._from: QPointF | None = None
        """What was in the middle of the view before it scrolled for this drag."""
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def follow(self, at: QPoint, modifiers: Modifiers) -> None:
        """The pointer was dragged to this point of the widget."""
        self._at, self._held = at, modifiers
        pull = self.pull()
        outside = not self._view.viewport().rect().contains(at)
        self._armed = self._armed or pull == (0, 0) or outside
        if pull == (0, 0) or not self._armed:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """The drag is over."""
        self._timer.stop()
        self._armed = False
        self._from = None

    def halt(self) -> None:
        """Scroll no farther; the drag may still be taken back."""
        self._timer.stop()

    def back(self) -> None:
        """Nothing came of the drag: show again what was seen before it."""
        if self._from is not None:
            self._view.centerOn(self._from)
        self.stop()

    def pull(self) -> tuple[int, int]:
        """Pixels to scroll at the next tick, across and down."""
        room = self._view.viewport().rect()
        return _pull(self._at.x(), room.width()), _pull(self._at.y(), room.height())

    def tick(self) -> None:
        """Scroll a step; the gesture finds the pointer over another point of the canvas."""
        pointer = self._view.pointer
        if pointer.gesture is None or self._held is None:
            self.stop()
            return
        if self._from is None:
            self._from = self._view.middle()
        self._view.scroll_by(*self.pull())
        pointer.move_to(self._view.mapToScene(self._at), self._held)


def _pull(at: int, room: int) -> int:
    """How far to scroll on one axis: nothing in the middle, more and more beyond the margin."""
    depth = at - (room - MARGIN) if at > room - MARGIN else at - MARGIN if at < MARGIN else 0
    if not depth or room <= 3 * MARGIN:
        return 0
    step = min(SLOWEST + (abs(depth) / MARGIN) ** 1.5 * 8, FASTEST)
    return round(step if depth > 0 else -step)
