"""Routes for all links of a drawing: right-angled, spread along the sides, clear of icons and labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from math import inf

from desktop.canvas.ends import End, Sides, anchor, clearance, end_of, side_pairs, straightened, within
from desktop.canvas.lanes import FrameEdges, Lanes
from desktop.canvas.layout import Layout
from desktop.canvas.links import label_spots, link_label_size
from desktop.canvas.obstacles import Obstacles
from desktop.canvas.paths import Path, Route, detours, length, paths, straight_out, tidy
from desktop.canvas.primitives import Box, Point
from projects.records import Link, Side

QUICK_FROM = 400
"""Drawings with more links than this take the likeliest sides, and the best of a few ways between them."""
PLAIN_FROM = 2500
"""Drawings with more links than this are routed without looking at icons at all."""
COST_ROOM = (44.0, 16.0)
"""Width and height that the cost of a link's traffic takes."""
WAYS = 4
_Place = tuple[str, Side]
"""One side of one node."""


class Router:
    """Keeps a route, in canvas coordinates, for every link whose two ends are there."""

    def __init__(self, layout: Layout, sketch: bool = False) -> None:
        self.layout = layout
        self.document = layout.document
        self.routes: dict[str, Route] = {}
        self._ends: dict[str, End] = {}
        self._sides: dict[str, Sides] = {}
        self._groups: dict[_Place, dict[str, None]] = {}
        self._places: dict[str, tuple[_Place, _Place]] = {}
        self._slots: dict[_Place, list[str]] = {}
        self._lanes = Lanes()
        self._edges: FrameEdges | None = None
        self._obstacles = Obstacles()
        self.plain = self.quick = False
        self.rebuild(sketch)

    # all of them

    def rebuild(self, sketch: bool = False) -> None:
        """Route every link anew; the same document always comes out the same.

        A ``sketch`` looks at no icons, in a fraction of the time.
        """
        self.routes.clear()
        for _ in self.rebuilding(sketch):
            pass

    def rebuilding(self, sketch: bool = False) -> Iterator[str]:
        """The same a step at a time: gives the id of each link that has been routed, and "" in between."""
        for kept in (self._ends, self._sides, self._groups, self._places, self._slots):
            kept.clear()
        self._lanes.reset()
        self._edges = None
        self._obstacles.clear()
        links = sorted(self.document.links(), key=lambda link: link.id)
        self.plain = sketch or len(links) > PLAIN_FROM
        self.quick = sketch or len(links) > QUICK_FROM
        for node in self.document.nodes():
            self._put_end(node.id)
            yield ""
        for link in links:
            self._choose_sides(link)
            yield ""
        for link in links:
            self._route(link)
            yield link.id

    def _put_end(self, node_id: str) -> None:
        node, rect = self.document.node(node_id), self.layout.rects.get(node_id)
        if node is None or rect is None:
            self._ends.pop(node_id, None)
            self._obstacles.remove(node_id)
            return
        end = end_of(node, rect, self.plain)
        if end.frame:
            self._edges = None
        self._ends[node_id] = end
        if not self.plain:
            self._obstacles.put(node_id, clearance(node, end))

    # following a change

    def update(
        self,
        moved: Iterable[str],
        links: Iterable[str] = (),
        shifts: Mapping[str, tuple[int, int] | None] | None = None,
    ) -> set[str]:
        """Route what these nodes and links concern; gives the ids of the links with another route.

        A link whose two ends are shifted alike, as ``shifts`` says, takes its route along.
        """
        shifts = shifts or {}
        moved = set(moved)
        wanted: dict[str, None] = dict.fromkeys(sorted(links))
        changed: set[str] = set()
        for node_id in moved:
            self._put_end(node_id)
        for link in self._links_of(moved):
            shift = shifts.get(link.source)
            if shift is not None and shift == shifts.get(link.target) and link.id in self.routes:
                if link.id not in changed:
                    self._shift(link, shift)
                    changed.add(link.id)
            else:
                wanted[link.id] = None
        touched: dict[str, None] = {}
        for link_id in wanted:
            touched.update(self._leave(link_id))
            record = self.document.get(link_id)
            if isinstance(record, Link):
                self._choose_sides(record)
                touched.update(self._companions(link_id))
        for link_id in sorted(touched.keys() | wanted.keys()):
            before = self.routes.get(link_id)
            record = self.document.get(link_id)
            if isinstance(record, Link):
                self._route(record)
            if self.routes.get(link_id) != before or link_id in wanted:
                changed.add(link_id)
        return changed

    def preview(self, links: Iterable[str]) -> set[str]:
        """Lead these links to where their ends are shown while a gesture lasts; gives what changed."""
        links = tuple(links)
        for link_id in links:
            link = self.document.get(link_id)
            for node_id in (link.source, link.target) if isinstance(link, Link) else ():
                node, rect = self.document.node(node_id), self.layout.rects.get(node_id)
                if node is not None and rect is not None:
                    self._ends[node_id] = end_of(node, rect, self.plain)
        effort = self.plain, self.quick
        self.plain, self.quick = self.plain or len(links) > 12, self.quick or len(links) > 3
        try:
            return self.update((), links)
        finally:
            self.plain, self.quick = effort

    def _links_of(self, node_ids: Iterable[str]) -> list[Link]:
        found = {link.id: link for node_id in node_ids for link in self.document.links_of(node_id)}
        return [found[link_id] for link_id in sorted(found)]

    def _shift(self, link: Link, shift: tuple[int, int]) -> None:
        dx, dy = shift
        self._lanes.leave(link.id)
        self.routes[link.id] = self.routes[link.id].moved(dx, dy)
        self._lanes.take(link, self.routes[link.id].points)

    def _companions(self, link_id: str) -> dict[str, None]:
        """Links that share a side with this one and may have to make room."""
        return {other: None for place in self._places.get(link_id, ()) for other in self._groups[place]}

    def _leave(self, link_id: str) -> dict[str, None]:
        """Take a link out of its sides; gives those that stay there."""
        self._lanes.leave(link_id)
        self.routes.pop(link_id, None)
        self._sides.pop(link_id, None)
        left: dict[str, None] = {}
        for place in self._places.pop(link_id, ()):
            self._groups[place].pop(link_id, None)
            self._slots.pop(place, None)
            left.update(self._groups[place])
        return left

    # sides

    def _choose_sides(self, link: Link) -> None:
        a, b = self._ends.get(link.source), self._ends.get(link.target)
        if a is None or b is None or a.id == b.id:
            return
        pairs = side_pairs(link, a, b)
        best = pairs[0]
        if not self.quick and len(pairs) > 1:
            best = self._clearest(link, a, b, pairs)
        self._sides[link.id] = best
        self._places[link.id] = ((a.id, best[0]), (b.id, best[1]))
        for place in self._places[link.id]:
            self._groups.setdefault(place, {})[link.id] = None
            self._slots.pop(place, None)

    def _clearest(self, link: Link, a: End, b: End, pairs: list[Sides]) -> Sides:
        best, lowest = pairs[0], inf
        for rank, (leaving, entering) in enumerate(dict.fromkeys(pairs)):
            p = anchor(a, leaving, 0, 1, b.box.center)
            q = anchor(b, entering, 0, 1, a.box.center)
            p, q = straightened(p, q, a, b, leaving, entering)
            for path in paths(p, leaving, q, entering, a.whole, b.whole, link.bend):
                crossed = self._obstacles.crossed(path, (a.id, b.id))
                score = crossed * 1000 + rank * 60 + length(path) * 0.2 + len(path) * 12
                if score < lowest:
                    best, lowest = (leaving, entering), score
                if not crossed or (rank == 0 and crossed < 0.5):
                    return leaving, entering
        return best

    def _slot(self, node_id: str, side: Side, link_id: str) -> tuple[int, int]:
        """This link's place among those that share a side, in the order of their other ends."""
        key = (node_id, side)
        order = self._slots.get(key)
        if order is None:
            order = sorted(self._groups.get(key, {}), key=lambda i: self._order(i, node_id, side))
            self._slots[key] = order
        return order.index(link_id), len(order)

    def _order(self, link_id: str, node_id: str, side: Side) -> tuple[float, float, str]:
        link = self.document.get(link_id)
        if not isinstance(link, Link):
            return (0.0, 0.0, link_id)
        other = self._ends.get(link.target if link.source == node_id else link.source)
        x, y = other.box.center if other is not None else (0.0, 0.0)
        port = -1.0 if link.port is None else float(link.port)
        return (port, x if side in ("top", "bottom") else y, link_id)

    # one route

    def _route(self, link: Link) -> None:
        self._lanes.leave(link.id)
        sides = self._sides.get(link.id)
        a, b = self._ends.get(link.source), self._ends.get(link.target)
        if sides is None or a is None or b is None:
            self.routes.pop(link.id, None)
            return
        leaving, entering = sides
        slot, count = self._slot(a.id, leaving, link.id)
        other_slot, other_count = self._slot(b.id, entering, link.id)
        p = anchor(a, leaving, slot, count, b.box.center)
        q = anchor(b, entering, other_slot, other_count, a.box.center)
        if within(a, b) or within(b, a):
            best: Path = straight_out(p, q, leaving, inside=within(a, b))
        else:
            p, q = straightened(p, q, a, b, leaving, entering, count, other_count)
            best, score = self._best(link, paths(p, leaving, q, entering, a.whole, b.whole, link.bend))
            if score >= 700 and link.bend is None and not self.quick:
                blocked = self._obstacles.icons(best, (a.id, b.id))
                slack = (a.slack(leaving) * (count == 1), b.slack(entering) * (other_count == 1))
                ways = detours(p, leaving, q, entering, blocked, slack)
                best, _ = self._best(link, [best, *ways])
        best = tidy(best)
        texts = () if self.plain else self._obstacles.texts(best, (a.id, b.id))
        self.routes[link.id] = Route(best, texts, self._spot(link, best))
        if not self.plain:
            self._lanes.take(link, best)

    def _best(self, link: Link, candidates: Iterable[Path]) -> tuple[Path, float]:
        best: Path | None = None
        lowest, ends = inf, (link.source, link.target)
        for path in islice(candidates, WAYS if self.quick else None):
            if self.plain:
                return path, 0.0
            plainness = length(path) * 0.2 + len(path) * 12
            crossed = self._obstacles.crossed(path, ends, (lowest - plainness) / 1000)
            score = crossed * 1000 + plainness
            if score >= lowest:
                continue
            shared = self._lanes.shared(link, path) + self._frame_edges().along(path)
            score += shared * 3
            if score < lowest:
                best, lowest = path, score
            if not crossed and not shared:
                break
        assert best is not None
        return best, lowest

    # the label

    def _spot(self, link: Link, path: Path) -> Point | None:
        """A place for label and cost clear of frames' edges, icons and titles; None where there are none."""
        costs = bool(link.gb_per_month or link.gb_back_per_month)
        if self.plain or not (link.label or costs):
            return None
        if self.quick:
            return next(label_spots(path))
        size, spots = link_label_size(link), list(label_spots(path))
        if size is None and not costs:
            return None
        wide, high = size or (0.0, 0.0)
        if costs:
            wide, high = max(wide, COST_ROOM[0]), high + COST_ROOM[1]
        for x, y in spots:
            box = Box(x - wide / 2, y - high / 2, wide, high)
            if not self._frame_edges().crossed(box) and not self._obstacles.meets(box):
                return x, y
        return spots[0]

    def _frame_edges(self) -> FrameEdges:
        if self._edges is None:
            frames = () if self.quick else (end.box for end in self._ends.values() if end.frame)
            self._edges = FrameEdges(frames)
        return self._edges
