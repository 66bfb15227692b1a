"""Dragging a link's label along its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from desktop.canvas.gestures.bending import Bending
from desktop.canvas.gestures.gesture import Modifiers
from desktop.canvas.links import label_spot
from desktop.canvas.paths import share_of

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView
from projects.linking import labelled_at


class DragLabel(Bending):
    """The label stays on its line, at the point nearest to the pointer."""

    text = "Move the label"

    def __init__(self, view: CanvasView, link_id: str, at: QPointF) -> None:
        super().__init__(view, link_id)
        x, y = label_spot(self.route)
        self._grip = QPointF(x, y) - at
        """From the pointer to the label's middle: it does not jump when it is taken."""

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        spot = at + self._grip
        made = labelled_at(self.link, share_of(self.route.points, (spot.x(), spot.y())))
        if made != self.made:
            self.show(made, self.scene.router.trial(made))
