"""Points on the outline of a node or container at which a line can be made to begin or end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from desktop.canvas.ends import ALL_SIDES, End, anchor
from desktop.canvas.primitives import Point
from projects.linking import Anchor

ON_AN_ICON = 3
EVERY = 64
"""Units of a frame's side for each point on it."""
MOST = 15


class Spot(NamedTuple):
    """An anchor and where it lies on the canvas."""

    anchor: Anchor
    at: Point


def spots(end: End) -> list[Spot]:
    """The points on all four sides; the middles are among them."""
    found = []
    for side in ALL_SIDES:
        count = ON_AN_ICON
        if end.frame:
            # An odd number, so that one is in the middle.
            count = min(max(int(end.length(side) // EVERY) | 1, ON_AN_ICON), MOST)
        for place in range(1, count + 1):
            offset = round(place / (count + 1), 4)
            found.append(Spot(Anchor(side, offset), anchor(end, side, 0, 1, (0, 0), offset)))
    return found


def nearest_spot(found: Iterable[Spot], at: Point, reach: float) -> Spot | None:
    """The spot within reach of a point that is nearest to it."""

    def away(spot: Spot) -> float:
        return max(abs(spot.at[0] - at[0]), abs(spot.at[1] - at[1]))

    near = [spot for spot in found if away(spot) <= reach]
    return min(near, key=away) if near else None
