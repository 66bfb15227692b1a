"""Which side of which node each link is on, and its place among those that share the side."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.canvas.ends import End, Sides
from projects.document import Document
from projects.records import Link, Side

Place = tuple[str, Side]
"""One side of one node."""


class Attachments:
    """Keeps the sides of all links, and the order in which they stand there."""

    def __init__(self, document: Document, ends: Mapping[str, End]) -> None:
        self._document = document
        self._ends = ends
        self.sides: dict[str, Sides] = {}
        self._places: dict[str, tuple[Place, Place]] = {}
        self._groups: dict[Place, dict[str, None]] = {}
        self._orders: dict[Place, list[str]] = {}
        self._links: dict[str, Link] = {}
        """As they were put here: a gesture tries links that the document does not hold yet."""

    def clear(self) -> None:
        for kept in (self.sides, self._places, self._groups, self._orders, self._links):
            kept.clear()

    def put(self, link: Link, sides: Sides) -> None:
        """This link runs between these sides of its ends."""
        self.sides[link.id] = sides
        self._links[link.id] = link
        self._places[link.id] = ((link.source, sides[0]), (link.target, sides[1]))
        for place in self._places[link.id]:
            self._groups.setdefault(place, {})[link.id] = None
            self._orders.pop(place, None)

    def leave(self, link_id: str) -> dict[str, None]:
        """Take a link out of its sides; gives those that stay there."""
        self.sides.pop(link_id, None)
        self._links.pop(link_id, None)
        left: dict[str, None] = {}
        for place in self._places.pop(link_id, ()):
            self._groups[place].pop(link_id, None)
            self._orders.pop(place, None)
            left.update(self._groups[place])
        return left

    def companions(self, link_id: str) -> dict[str, None]:
        """Links that share a side with this one and may have to make room."""
        return {other: None for place in self._places.get(link_id, ()) for other in self._groups[place]}

    def slot(self, node_id: str, side: Side, link_id: str) -> tuple[int, int]:
        """This link's place among those that share a side, in the order of their other ends."""
        place = (node_id, side)
        order = self._orders.get(place)
        if order is None:
            order = sorted(self._groups.get(place, {}), key=lambda i: self._rank(i, node_id, side))
            self._orders[place] = order
        return order.index(link_id), len(order)

    def ends(self, link_id: str) -> tuple[str, str]:
        """The nodes that a link joins."""
        (source, _), (target, _) = self._places[link_id]
        return source, target

    def shared(self, node_id: str, side: Side, link_id: str, leaving: bool) -> tuple[int, int]:
        """How many other links share a side: those that leave, or enter, alike, and those that do not."""
        alike = against = 0
        for other in self._groups.get((node_id, side), ()):
            link = self._links.get(other)
            if link is not None and other != link_id:
                if (link.source == node_id) == leaving:
                    alike += 1
                else:
                    against += 1
        return alike, against

    def joined(self, link: Link) -> list[str]:
        """All links between the same two ends, in either direction."""
        ends = {link.source, link.target}
        return sorted(
            other.id for other in self._document.links_of(link.source) if {other.source, other.target} == ends
        )

    def _rank(self, link_id: str, node_id: str, side: Side) -> tuple[float, float, float, str]:
        """In the order in which the lines do not cross: by where they go, along the side."""
        link = self._links.get(link_id)
        if link is None:
            return (0.0, 0.0, 0.0, link_id)
        outgoing = link.source == node_id
        at, other = self._ends.get(node_id), self._ends.get(link.target if outgoing else link.source)
        x, y = other.box.center if other is not None else (0.0, 0.0)
        if link.waypoints:
            x, y = link.waypoints[0] if outgoing else link.waypoints[-1]
        port = -1.0 if link.port is None else float(link.port)
        along, away = (x, y) if side in ("top", "bottom") else (y, x)
        if at is None:
            return (port, along, 0.0, link_id)
        middle = at.box.center[0] if side in ("top", "bottom") else at.box.center[1]
        distance = abs(away - (at.box.center[1] if side in ("top", "bottom") else at.box.center[0]))
        # Of two that go to the same level the nearer one turns off first: it stands on the outside.
        return (port, along, distance if along < middle else -distance, link_id)
