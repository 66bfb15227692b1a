"""What a gesture would do to findings and costs if it ended here, worked out while the pointer rests."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QTimer

if TYPE_CHECKING:
    from desktop.canvas.gestures.gesture import Gesture, Modifiers
    from desktop.canvas.view import CanvasView
    from projects.previews import CostChange
    from projects.rules.rule import Finding

REST_MS = 60
"""The pointer has to stand still for so long before anything is asked: a moving one is never held up."""


@dataclass(frozen=True)
class Hint:
    """What is said beside the pointer before the drop."""

    cost: CostChange | None = None
    found: tuple[Finding, ...] = ()
    """Errors and warnings that would be new."""
    mended: int = 0
    """Errors and warnings that would be gone."""
    refused_by: str = ""
    """The rule behind a refusal."""


NO_HINT = Hint()


class Hints(QObject):
    """Asks for the gesture that has the pointer; an answer holds as long as the gesture aims at the same."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._last: tuple[QPointF, Modifiers] | None = None
        self._known: tuple[Gesture, Hashable, Hint] | None = None
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self.ask)

    def follow(self, at: QPointF, modifiers: Modifiers) -> None:
        """The pointer has moved: wait until it rests."""
        self._last = at, modifiers
        self._timer.start()

    def stop(self) -> None:
        """The gesture is over."""
        self._timer.stop()
        self._known = self._last = None

    def hint(self) -> Hint:
        """What is known about where the gesture aims now."""
        gesture, known = self._view.pointer.gesture, self._known
        if gesture is None or known is None or known[0] is not gesture or known[1] != gesture.aim():
            return NO_HINT
        return known[2]

    def ask(self) -> None:
        """Work it out now and show it."""
        gesture, last = self._view.pointer.gesture, self._last
        if gesture is None or last is None or gesture.aim() is None:
            return
        self._known = gesture, gesture.aim(), self._hint_for(gesture)
        gesture.move(*last)

    def _hint_for(self, gesture: Gesture) -> Hint:
        rule = gesture.refused_by()
        if rule:
            return Hint(refused_by=rule)
        change = gesture.proposed()
        preview = self._view.editor.previewing.ask(change) if change else None
        if preview is None:
            return NO_HINT
        return Hint(
            preview.cost,
            tuple(finding for finding in preview.new if finding.severity != "info"),
            sum(finding.severity != "info" for finding in preview.gone),
        )
