"""What the gestures on a line have in common: it is shown as it would run, and kept so at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from desktop.canvas.ends import End, end_of
from desktop.canvas.gestures.gesture import FREE, Gesture, Modifiers
from desktop.canvas.items import LinkItem
from desktop.canvas.paths import Route
from projects.geometry import GRID, snapped
from projects.records import MOST_CORNERS, Link, Waypoint

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

NEAR = 6.0
"""Pixels within which what is dragged falls into line."""


class Bending(Gesture):
    """Shows one link elsewhere for a while."""

    text = "Bend the line"
    """Of the undo step."""

    def __init__(self, view: CanvasView, link_id: str) -> None:
        super().__init__(view)
        link, item = self.document.get(link_id), self.scene.items_by_id[link_id]
        assert isinstance(link, Link) and isinstance(item, LinkItem)
        self.link, self._item = link, item
        self.made = link
        self.route = self.scene.router.routes[link_id]
        self._shown = self.route
        view.decorations.show_hover(None, ports=False)
        self.scene.begin_preview((), (link_id,))

    def end(self, node_id: str) -> End:
        """One of the nodes that the link joins, as the router sees it."""
        node = self.document.node(node_id)
        assert node is not None
        return end_of(node, self.scene.layout.rects[node_id])

    def show(self, made: Link, route: Route | None) -> None:
        """This is what the link would be, and where it would run; not with more corners than are kept."""
        if len(made.waypoints) > MOST_CORNERS:
            return
        self.made = made
        if route is not None and route != self._shown:
            self._shown = route
            x, y = self.scene.layout.origin(self._item.holder)
            self._item.lay(route.moved(-x, -y))
            self.view.decorations.retrace(self.link.id)

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.move(at, modifiers)
        made = self.made
        self.cancel()
        with self.editor.edit(self.text) as draft:
            draft.put(made)

    def cancel(self) -> None:
        self.show(self.link, self.route)
        self.scene.end_preview((), (self.link.id,))
        self.clear()


def on_grid(at: QPointF, modifiers: Modifiers) -> Waypoint:
    """The whole point nearest to the pointer: on the grid unless that is left free."""
    grid = 1 if modifiers & FREE else GRID
    return snapped(at.x(), grid), snapped(at.y(), grid)
