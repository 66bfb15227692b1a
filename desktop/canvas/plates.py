"""Places for the labels of links: on their own lines, and over nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import ceil, inf

from desktop.canvas.links import heads, label_spots, link_label_size, whole
from desktop.canvas.obstacles import TITLE, Obstacles
from desktop.canvas.paths import LABEL_WIDTH, Path, Route, point_at
from desktop.canvas.primitives import Box, Point
from desktop.canvas.scoring import Surroundings
from projects.records import Link

COST_ROOM = (52.0, 16.0)
"""Width and height that the cost of a link's traffic takes."""
WIDTHS = (LABEL_WIDTH, 92.0, 56.0)
"""How wide a line of a label may be, where there is no room for more."""
COVERED, CROWDED, CUT, OVER, HIDDEN = 100.0, 60.0, 20.0, 12.0, 18.0
"""How bad it is to cover a text or an icon, a head or a pill, a frame's edge, a line, a corner of its own."""


class Plates:
    """Where labels, pills and arrow heads stand, so that no label comes to lie over one."""

    def __init__(self) -> None:
        self._taken = Obstacles()

    def clear(self) -> None:
        self._taken.clear()

    def put_pills(self, node_id: str, box: Box | None) -> None:
        """An icon's cost and badge stand at its upper corners; None for a node that has none there."""
        if box is None:
            self._taken.remove(f"pill {node_id}")
            return
        pill = Box(box.right - 14, box.y - 10, 62, 18)
        badge = Box(box.x - 9, box.y - 9, 18, 18)
        self._taken.put(f"pill {node_id}", [(pill, int(CROWDED)), (badge, int(CROWDED))])

    def put_heads(self, link: Link, points: Path) -> None:
        """The arrow heads of this line."""
        boxes = [(_around(head), int(CROWDED)) for head in heads(link, points)]
        self._taken.put(f"head {link.id}", boxes)

    def put_step(self, note_id: str, box: Box | None) -> None:
        """A numbered step stands here; None for one that is gone."""
        self._taken.put(f"step {note_id}", [] if box is None else [(box.grown(2), int(COVERED))])

    def put_line(self, link: Link, points: Path) -> None:
        """This line runs aslant here; right-angled ones are found among the lanes."""
        boxes = []
        for (ax, ay), (bx, by) in pairwise(points):
            pieces = max(1, ceil(max(abs(bx - ax), abs(by - ay)) / 12))
            for part in range(pieces):
                (x, y), (u, v) = (
                    (ax + (bx - ax) * at / pieces, ay + (by - ay) * at / pieces) for at in (part, part + 1)
                )
                boxes.append((_around(((x, y), (u, v))), int(OVER)))
        self._taken.put(f"line {link.id}", boxes)

    def leave(self, link_id: str) -> None:
        """This link has no label and no heads for now."""
        self._taken.remove(link_id)
        self._taken.remove(f"line {link_id}")
        self._taken.remove(f"head {link_id}")

    def stand(self, link: Link, route: Route) -> None:
        """This link's label stands where its route says."""
        if route.spot is not None:
            self._put(link.id, list(_boxes(link, route.spot, route.label_width)))

    def _put(self, link_id: str, boxes: list[Box]) -> None:
        self._taken.put(link_id, [(box, int(COVERED)) for box in boxes])

    def placed(self, link: Link, route: Route, around: Surroundings) -> Route:
        """The route with a place for its label, if it has one; the place is taken from now on."""
        self._taken.remove(link.id)
        costs = bool(link.gb_per_month or link.gb_back_per_month)
        if not (link.label.strip() or costs):
            return route._replace(spot=None, label_width=LABEL_WIDTH)
        best: tuple[float, Point, float] | None = None
        for limit in WIDTHS if link.label.strip() else WIDTHS[:1]:
            found, at = self._place(link, route, limit, around)
            if best is None or found < best[0]:
                best = (found, at, limit)
            if found < CROWDED or link.label_at is not None:
                break
        assert best is not None
        made = route._replace(spot=best[1], label_width=best[2])
        self.stand(link, made)
        return made

    def _place(self, link: Link, route: Route, limit: float, around: Surroundings) -> tuple[float, Point]:
        """The best place for a label of this width, and how bad it is."""
        if link.label_at is not None:
            return 0.0, whole(point_at(route.points, link.label_at))
        lowest, best = inf, route.points[0]
        for rank, spot in enumerate(label_spots(route.points)):
            found = min(rank * 0.25, 5.0)
            for box in _boxes(link, spot, limit):
                found += self._badness(link, box, route.points, around, lowest - found)
                if found >= lowest:
                    break
            if found < lowest:
                lowest, best = found, spot
                if found < 1:
                    break
        return lowest, best

    def _badness(self, link: Link, box: Box, points: Path, around: Surroundings, enough: float) -> float:
        """How bad it is to stand here, or some figure from ``enough`` on."""
        found = sum(COVERED if o.weight > TITLE else CROWDED for o in around.obstacles.near(box))
        own = f"line {link.id}"
        found += sum(o.weight for o in self._taken.near(box) if o.owner != own)
        if found >= enough:
            return found
        found += CUT * around.edges.meets(box)
        for level, low, high in ((True, box.y, box.bottom), (False, box.x, box.right)):
            start, end = (box.x, box.right) if level else (box.y, box.bottom)
            for leg in around.lanes.lying(level, low, high, start, end):
                if leg.link_id != link.id:
                    found += OVER
        corners = points[1:-1] if len(points) <= 12 else ()
        found += HIDDEN * sum(
            box.x - 2 < x < box.right + 2 and box.y - 2 < y < box.bottom + 2 for x, y in corners
        )
        return found


def _around(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).grown(2)


def _boxes(link: Link, spot: Point, limit: float) -> Iterator[Box]:
    """The label's plate around a spot, and the cost below it or in its place."""
    x, y = spot
    size = link_label_size(link, limit)
    below = -COST_ROOM[1] / 2
    if size is not None:
        yield Box(x - size[0] / 2, y - size[1] / 2, *size)
        below = size[1] / 2 + 1
    if link.gb_per_month or link.gb_back_per_month:
        yield Box(x - COST_ROOM[0] / 2, y + below, *COST_ROOM)
