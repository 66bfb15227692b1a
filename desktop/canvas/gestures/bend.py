"""Dragging a leg of a right-angled line, or a corner of a straight or curved one."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from desktop.canvas.gestures.bending import NEAR, Bending, on_grid
from desktop.canvas.gestures.gesture import Modifiers
from desktop.canvas.kept_corners import fitted
from desktop.canvas.legs import dragged, is_level, parallels, stops_of
from projects.linking import nearest_leg
from projects.records import Waypoint

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView
from projects.linking import bent


class BendLeg(Bending):
    """Moves one leg along its normal; the first and the last slide along their node's side."""

    def __init__(self, view: CanvasView, link_id: str, leg: int) -> None:
        super().__init__(view, link_id)
        self._leg = leg
        self._stops = stops_of(self.route.points, self.link.waypoints)
        self._ends = self.end(self.link.source), self.end(self.link.target)
        self._at: float | None = None

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        across = is_level(self._stops[self._leg], self._stops[self._leg + 1])
        level = on_grid(at, modifiers)[1 if across else 0] + 0.5
        pointer = at.y() if across else at.x()
        for other in parallels(self._stops, self._leg):
            if abs(pointer - other) * self.view.zoom <= NEAR:
                level = other
        if level == self._at:
            return
        self._at = level
        led = dragged(self._stops, self._leg, level, *self._ends)
        self.show(*fitted(self.scene.router, self.link, led, *self._ends))


class BendCorner(Bending):
    """Moves a corner of a straight or curved line; back in line with its neighbours it is gone."""

    def __init__(self, view: CanvasView, link_id: str, corner: int, new_at: Waypoint | None = None) -> None:
        super().__init__(view, link_id)
        corners = list(self.link.waypoints)
        if new_at is not None:
            corners.insert(corner, new_at)
        self._corners, self._corner = corners, corner

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        corners = list(self._corners)
        if self._in_line(at):
            del corners[self._corner]
        else:
            corners[self._corner] = on_grid(at, modifiers)
        made = bent(self.link, corners)
        if made != self.made:
            self.show(made, self.scene.router.trial(made))

    def _in_line(self, at: QPointF) -> bool:
        points = self.route.points
        stops = [points[0], *self._corners, points[-1]]
        (ax, ay), (bx, by) = stops[self._corner], stops[self._corner + 2]
        long = hypot(bx - ax, by - ay)
        if not long:
            return True
        away = abs((at.x() - ax) * (by - ay) - (at.y() - ay) * (bx - ax)) / long
        along = ((at.x() - ax) * (bx - ax) + (at.y() - ay) * (by - ay)) / long
        return away * self.view.zoom <= NEAR and 0 <= along <= long


def corner_for(view: CanvasView, link_id: str, at: QPointF) -> int:
    """The place among a straight or curved line's corners of one that is added at a point."""
    link, points = view.editor.document.get(link_id), view.mirror.router.routes[link_id].points
    stops = [points[0], *getattr(link, "waypoints", ()), points[-1]]
    return nearest_leg(stops, at.x(), at.y())[0]
