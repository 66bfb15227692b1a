"""A double-click on a line: its label is renamed, a corner is added, or an added one taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from desktop.canvas.ends import end_of
from desktop.canvas.items import LinkItem
from desktop.canvas.kept_corners import fitted
from desktop.canvas.legs import Led, crisp, stops_of, waypoint, with_corner, without_corner
from desktop.canvas.link_handles import REACH, on_label, runs_squarely
from projects.geometry import GRID, snapped
from projects.linking import nearest_leg
from projects.records import MOST_CORNERS, Link, Waypoint

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


def double_clicked(view: CanvasView, link_id: str, at: QPointF) -> None:
    """Do what a double-click on a link at a canvas point is for."""
    item, link = view.mirror.items_by_id.get(link_id), view.editor.document.get(link_id)
    if not isinstance(item, LinkItem) or not isinstance(link, Link):
        return
    local = item.mapFromScene(at)
    if on_label(item, local.x(), local.y()):
        view.naming.start(link_id)
        return
    view.pointer.cancel()
    view.editor.select((link_id,))
    led = _squarely if runs_squarely(view.mirror, link) else _freely
    made, text = led(view, link, at)
    if len(made.waypoints) > MOST_CORNERS:
        view.message.emit(f"A line keeps {MOST_CORNERS} corners at the most.")
        return
    with view.editor.edit(text) as draft:
        draft.put(made)


def _squarely(view: CanvasView, link: Link, at: QPointF) -> tuple[Link, str]:
    stops = stops_of(view.mirror.router.routes[link.id].points, link.waypoints)
    corner = _near(stops[1:-1], at, view.zoom)
    if corner is not None:
        return _without(view, link, without_corner(stops, corner + 1)), "Remove the corner"
    leg = nearest_leg(stops, at.x(), at.y())[0]
    added = with_corner(stops, leg, (snapped(at.x(), GRID), snapped(at.y(), GRID)))
    # All its corners are kept: the line stays as it is until one of them is dragged.
    corners = tuple(waypoint(stop) for stop in added[1:-1])
    return link.model_copy(update={"waypoints": corners, "bend": None}), "Add a corner"


def _without(view: CanvasView, link: Link, stops: tuple[tuple[float, float], ...]) -> Link:
    ends = [view.editor.document.node(i) for i in (link.source, link.target)]
    rects = view.mirror.layout.rects
    source, target = (end_of(node, rects[node.id]) for node in ends if node is not None)
    if len(stops) == 2:
        return link.model_copy(update={"waypoints": (), "bend": None})
    return fitted(view.mirror.router, link, Led(stops), source, target)[0]


def _freely(view: CanvasView, link: Link, at: QPointF) -> tuple[Link, str]:
    points = view.mirror.router.routes[link.id].points
    corner = _near(tuple(crisp(w) for w in link.waypoints), at, view.zoom)
    corners: list[Waypoint] = list(link.waypoints)
    if corner is not None:
        del corners[corner]
        return link.model_copy(update={"waypoints": tuple(corners)}), "Remove the corner"
    stops = [points[0], *link.waypoints, points[-1]]
    corners.insert(nearest_leg(stops, at.x(), at.y())[0], (round(at.x()), round(at.y())))
    return link.model_copy(update={"waypoints": tuple(corners), "bend": None}), "Add a corner"


def _near(corners: tuple[tuple[float, float], ...], at: QPointF, zoom: float) -> int | None:
    for index, (x, y) in enumerate(corners):
        if max(abs(x - at.x()), abs(y - at.y())) * zoom <= REACH:
            return index
    return None
