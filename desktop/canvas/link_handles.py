"""What a selected link can be taken hold of by: its ends, its legs, its corners and its label."""

from __future__ import annotations

from typing import Literal, NamedTuple

from desktop.canvas.items import LinkItem
from desktop.canvas.legs import is_level, stops_of
from desktop.canvas.links import label_spot, link_label_size
from desktop.canvas.primitives import Point
from desktop.canvas.scene import Scene
from projects.linking import nearest_leg
from projects.records import Link

SHORTEST = 24.0
"""Pixels of a leg that has room for a handle."""
REACH = 7.0
"""Pixels around a handle within which it is taken."""

Part = Literal["source", "target", "corner", "leg", "line", "label"]


class Hold(NamedTuple):
    """A part of a link, and where its handle is; "line" is a straight or curved line, anywhere on it."""

    part: Part
    place: int
    """Which of several, counted from the source."""
    at: Point


def runs_squarely(scene: Scene, link: Link) -> bool:
    """Whether a link is led at right angles."""
    return (link.routing or scene.document.settings.link_routing) == "orthogonal"


def stops(scene: Scene, item: LinkItem) -> tuple[Point, ...]:
    """Where the line of a link can be taken hold of in between: its corners, in the item's coordinates."""
    link, points = item.record, item.route.points
    x, y = scene.layout.origin(item.holder) if item.holder is not None else (0, 0)
    corners = [(cx - x, cy - y) for cx, cy in link.waypoints]
    if runs_squarely(scene, link):
        return stops_of(points, corners)
    return (points[0], *corners, points[-1])


def holds(scene: Scene, item: LinkItem, zoom: float) -> list[Hold]:
    """The handles of a link, in the item's coordinates."""
    points = item.route.points
    if not points:
        return []
    found = [Hold("source", 0, points[0]), Hold("target", 0, points[-1])]
    found += _corners(scene, item)
    if runs_squarely(scene, item.record):
        found += _legs(item, stops(scene, item), zoom)
    return found


def _corners(scene: Scene, item: LinkItem) -> list[Hold]:
    row = stops(scene, item)
    if not runs_squarely(scene, item.record):
        return [Hold("corner", index, at) for index, at in enumerate(row[1:-1])]
    # Only added corners that are not pulled apart yet: the others are where two legs meet.
    return [Hold("corner", i, a) for i, (a, b) in enumerate(zip(row, row[1:], strict=False)) if a == b]


def _legs(item: LinkItem, row: tuple[Point, ...], zoom: float) -> list[Hold]:
    """A handle in the middle of each leg, or beside the label where that is in the middle."""
    found = []
    for index, (a, b) in enumerate(zip(row, row[1:], strict=False)):
        if abs(b[0] - a[0]) + abs(b[1] - a[1]) < SHORTEST / zoom:
            continue
        places = [(a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part) for part in (0.5, 0.75, 0.25)]
        free = (at for at in places if not on_label(item, *at, room=5 / zoom))
        found.append(Hold("leg", index, next(free, places[0])))
    return found


def hold_at(scene: Scene, item: LinkItem, x: float, y: float, zoom: float) -> Hold | None:
    """The part of a link under a point of the item."""
    near = REACH / zoom
    for hold in holds(scene, item, zoom):
        if hold.part != "leg" and abs(hold.at[0] - x) <= near and abs(hold.at[1] - y) <= near:
            return hold
    if on_label(item, x, y):
        return Hold("label", 0, label_spot(item.route))
    return _line_at(scene, item, x, y, near)


def _line_at(scene: Scene, item: LinkItem, x: float, y: float, near: float) -> Hold | None:
    if not runs_squarely(scene, item.record):
        index = nearest_leg(stops(scene, item), x, y)[0]
        return Hold("line", index, (x, y)) if on_line(item, x, y, near) else None
    row = stops(scene, item)
    index = nearest_leg(row, x, y)[0]
    a, b = _leg(row, index)
    return Hold("leg", index, (x, y)) if a != b and _beside((a, b), x, y, near) else None


def _leg(row: tuple[Point, ...], index: int) -> tuple[Point, Point]:
    return row[index], row[index + 1]


def _beside(points: tuple[Point, ...], x: float, y: float, near: float) -> bool:
    across, down = [p[0] for p in points], [p[1] for p in points]
    level = min(across) - near <= x <= max(across) + near
    return level and min(down) - near <= y <= max(down) + near


def on_line(item: LinkItem, x: float, y: float, near: float) -> bool:
    """Whether a point of the item is so near to its line, as it is drawn between its ends."""
    points = item.route.points
    if len(points) < 2:
        return False
    (ax, ay), (bx, by) = _leg(points, nearest_leg(points, x, y)[0])
    long = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1.0
    away = abs((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / long
    return away <= near and _beside(((ax, ay), (bx, by)), x, y, near)


def on_label(item: LinkItem, x: float, y: float, room: float = 0.0) -> bool:
    """Whether a point of the item lies on its label."""
    size = link_label_size(item.record, item.route.label_width) if item.route.points else None
    if size is None:
        return False
    sx, sy = label_spot(item.route)
    return abs(x - sx) <= size[0] / 2 + room and abs(y - sy) <= size[1] / 2 + room


def runs_across(scene: Scene, item: LinkItem, leg: int) -> bool:
    """Whether a leg runs from left to right."""
    return is_level(*_leg(stops(scene, item), leg))
