"""Routes for all links of a drawing: spread along the sides, clear of icons, texts and one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from desktop.canvas.attachments import Attachments
from desktop.canvas.candidates import Candidates, Effort
from desktop.canvas.ends import End, clearance, end_of
from desktop.canvas.lanes import FrameEdges, is_right_angled
from desktop.canvas.layout import Layout
from desktop.canvas.links import label_spots
from desktop.canvas.nudging import spread
from desktop.canvas.obstacles import LABEL
from desktop.canvas.paths import Path, Route, point_at
from desktop.canvas.plates import Plates
from desktop.canvas.primitives import Box
from desktop.canvas.reconsidering import Reconsidering
from desktop.canvas.scoring import Surroundings
from desktop.canvas.straightening import Straightening
from projects.records import Link, Node, Note

CAREFUL = 250
"""Drawings of no more links than this are led with all care: by the frames and the sides that lines share."""
QUICK_FROM = 400
"""Drawings with more links than this take the likeliest sides, and the best of a few ways between them."""
PLAIN_FROM = 2500
"""Drawings with more links than this are routed without looking at icons at all."""


class Router:
    """Keeps a route, in canvas coordinates, for every link whose two ends are there."""

    def __init__(self, layout: Layout, sketch: bool = False, at_once: bool = True) -> None:
        self.layout = layout
        self.document = layout.document
        self.routes: dict[str, Route] = {}
        self._ends: dict[str, End] = {}
        self._attached = Attachments(self.document, self._ends)
        self._around = Surroundings()
        self._plates = Plates()
        self._effort = Effort()
        self._candidates = Candidates(self._ends, self._attached, self._around, self._effort)
        if at_once:
            self.rebuild(sketch)

    # all of them

    def rebuild(self, sketch: bool = False) -> None:
        """Route every link anew; the same document always comes out the same.

        A ``sketch`` looks at no icons, in a fraction of the time.
        """
        for _ in self.rebuilding(sketch):
            pass

    def rebuilding(self, sketch: bool = False) -> Iterator[None]:
        """The same a step at a time."""
        links = self._begin(sketch)
        for record_id in self.layout.rects:
            self._put(record_id)
            yield
        self._see_frames()
        links = [link for link in links if self._joins(link)]
        for link in links:
            self._attached.put(link, self._candidates.sides(link))
            yield
        for link in self._shortest_first(links):
            self._lead(link)
            yield
        if not self._effort.plain:
            if not self._effort.quick:
                free = [link for link in links if self._is_free(link)]
                yield from self._reconsidering().all(self._shortest_first(free))
            yield from self._spread(links)
            yield from self._straighten(links)
            yield from self._label(links)
        self._effort.searching = False

    def _begin(self, sketch: bool) -> list[Link]:
        self.routes.clear()
        self._ends.clear()
        self._attached.clear()
        self._around.clear()
        self._plates.clear()
        self._candidates.forget()
        links = sorted(self.document.links(), key=lambda link: link.id)
        self._effort.plain = sketch or len(links) > PLAIN_FROM
        self._effort.quick = sketch or len(links) > QUICK_FROM
        self._effort.searching = not self._effort.plain
        self._around.careful = len(links) <= CAREFUL and not sketch
        return links

    def adopt(self, other: Router) -> list[str]:
        """Take over another router's routes for the same layout; gives the links that run elsewhere."""
        before = self.routes
        for name in ("routes", "_ends", "_attached", "_around", "_plates", "_effort", "_candidates"):
            setattr(self, name, getattr(other, name))
        return [i for i in {**before, **self.routes} if before.get(i) != self.routes.get(i)]

    def _put(self, record_id: str) -> None:
        """Take note of where a node or a note stands."""
        record, rect = self.document.get(record_id), self.layout.rects.get(record_id)
        plain = self._effort.plain
        if isinstance(record, Node) and rect is not None:
            end = self._ends[record_id] = end_of(record, rect, plain)
            if not plain:
                self._around.obstacles.put(record_id, clearance(record, end))
                self._plates.put_pills(record_id, None if end.frame else end.box)
        elif isinstance(record, Note) and rect is not None and not plain:
            weight = LABEL if record.kind != "step" else 0
            self._around.obstacles.put(record_id, [(Box(*rect).grown(2), weight)] if weight else [])
        elif rect is None or record is None:
            self._ends.pop(record_id, None)
            self._around.obstacles.remove(record_id)
            self._plates.put_pills(record_id, None)

    def _see_frames(self) -> None:
        frames = () if self._effort.plain else (end.box for end in self._ends.values() if end.frame)
        self._around.edges = FrameEdges(frames)

    def _joins(self, link: Link) -> bool:
        return link.source != link.target and link.source in self._ends and link.target in self._ends

    def _shortest_first(self, links: Iterable[Link]) -> list[Link]:
        """What runs far can go round what does not."""

        def far(link: Link) -> tuple[float, str]:
            (ax, ay), (bx, by) = self._ends[link.source].box.center, self._ends[link.target].box.center
            return (abs(bx - ax) + abs(by - ay), link.id)

        return sorted(links, key=far)

    # one of them

    def _lead(self, link: Link) -> None:
        """Find this link's way, and say where it runs."""
        self._around.lanes.leave(link.id)
        route = self._candidates.route(link, self._style(link))
        if not self._effort.plain and not route.curve:
            route = route._replace(gaps=self._texts(link, route.points))
            self._take(link, route.points)
        self.routes[link.id] = route

    def _style(self, link: Link) -> str:
        return link.routing or self.document.settings.link_routing

    def _texts(self, link: Link, path: Path) -> tuple[Box, ...]:
        if is_right_angled(path):
            return self._around.obstacles.texts(path, (link.source, link.target))
        return ()

    def _take(self, link: Link, path: Path) -> None:
        if is_right_angled(path):
            self._around.lanes.take(link, path)

    # the finish

    def _is_free(self, link: Link) -> bool:
        """Whether all of its way is ours to choose."""
        return not link.waypoints and link.bend is None and self._style(link) == "orthogonal"

    def _reconsidering(self) -> Reconsidering:
        return Reconsidering(
            self.document, self._attached, self._around, self._candidates, self.routes, self._lead
        )

    def _spread(self, links: list[Link]) -> Iterator[None]:
        """Move lines in one channel apart, where a person has not put them."""
        paths, fixed = {}, []
        for link in links:
            path = self.routes[link.id].points
            if is_right_angled(path) and not self.routes[link.id].curve:
                paths[link.id] = path
                if link.waypoints or link.bend is not None:
                    fixed.append(link.id)
            yield
        moved = yield from spread(paths, fixed, self._around.obstacles, self._around.edges)
        for link_id, path in moved.items():
            record = self.document.get(link_id)
            if isinstance(record, Link):
                self._around.lanes.leave(link_id)
                self.routes[link_id] = Route(path, self._texts(record, path))
                self._take(record, path)
            yield

    def _straighten(self, links: list[Link]) -> Iterator[None]:
        """Take out jogs of a few pixels."""
        straightening = Straightening(self._ends, self._attached, self._around, self.routes)
        for link in links:
            path = self.routes[link.id].points
            by_hand = link.waypoints or link.bend is not None or self.routes[link.id].curve
            if not by_hand and len(path) > 3 and is_right_angled(path):
                found = straightening.straight(link, path)
                if found != path:
                    self._around.lanes.leave(link.id)
                    self.routes[link.id] = Route(found, self._texts(link, found))
                    self._take(link, found)
            yield

    def _label(self, links: list[Link]) -> Iterator[None]:
        """Find places for all labels: first those that a person has put, then those with least choice."""
        for link in links:
            points = self.routes[link.id].points
            self._plates.put_heads(link, points)
            if not is_right_angled(points):
                self._plates.put_line(link, points)
            yield
        self._see_steps()

        def choice(link: Link) -> tuple[bool, float, str]:
            points = self.routes[link.id].points
            longest = max(
                abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in zip(points, points[1:], strict=False)
            )
            return (link.label_at is None, longest, link.id)

        for link in sorted(links, key=choice):
            self.routes[link.id] = self._plates.placed(link, self.routes[link.id], self._around)
            yield

    def _see_steps(self) -> None:
        """Labels stand beside the numbered steps, also beside those that ride on lines."""
        for note in self.document.notes():
            rect = self.layout.rects.get(note.id)
            if note.kind != "step" or rect is None:
                continue
            box, route = Box(*rect), self.routes.get(note.anchor)
            if route is not None and route.points:
                x, y = point_at(route.points, note.anchor_at)
                box = Box(x - box.width / 2, y - box.height / 2, box.width, box.height)
            self._plates.put_step(note.id, box)

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
        for record_id in moved:
            self._put(record_id)
        if any(record_id not in self._ends or self._ends[record_id].frame for record_id in moved):
            self._see_frames()
        for link in self._links_of(moved):
            shift = shifts.get(link.source)
            alike = shift is not None and shift == shifts.get(link.target)
            if shift is not None and alike and not link.waypoints and link.id in self.routes:
                if link.id not in changed:
                    self._shift(link, shift)
                    changed.add(link.id)
            else:
                wanted[link.id] = None
        return self._update(wanted, changed)

    def _update(self, wanted: dict[str, None], changed: set[str]) -> set[str]:
        before = {i: self.routes.get(i) for i in wanted}
        touched: dict[str, None] = {}
        for link_id in wanted:
            touched.update(self._leave(link_id))
            record = self.document.get(link_id)
            if isinstance(record, Link) and self._joins(record):
                self._attached.put(record, self._candidates.sides(record))
                touched.update(self._attached.companions(link_id))
        for link_id in sorted(touched.keys() | wanted.keys()):
            before.setdefault(link_id, self.routes.get(link_id))
            record = self.document.get(link_id)
            if isinstance(record, Link) and link_id in self._attached.sides:
                self._lead(record)
                self._put_label(record)
            if self.routes.get(link_id) != before[link_id] or link_id in wanted:
                changed.add(link_id)
        return changed

    def _put_label(self, link: Link) -> None:
        if self._effort.quick:
            self._plates.leave(link.id)
            if link.label_at is None:
                spot = next(label_spots(self.routes[link.id].points))
                self.routes[link.id] = self.routes[link.id]._replace(spot=spot)
                return
        self._plates.put_heads(link, self.routes[link.id].points)
        self.routes[link.id] = self._plates.placed(link, self.routes[link.id], self._around)

    def preview(self, links: Iterable[str]) -> set[str]:
        """Lead these links to where their ends are shown while a gesture lasts; gives what changed."""
        links = tuple(links)
        effort = self._effort
        for link_id in links:
            link = self.document.get(link_id)
            for node_id in (link.source, link.target) if isinstance(link, Link) else ():
                node, rect = self.document.node(node_id), self.layout.rects.get(node_id)
                if node is not None and rect is not None:
                    self._ends[node_id] = end_of(node, rect, effort.plain)
        kept = effort.plain, effort.quick, effort.searching
        effort.plain, effort.quick = effort.plain or len(links) > 12, effort.quick or len(links) > 3
        effort.searching = False
        try:
            return self.update((), links)
        finally:
            effort.plain, effort.quick, effort.searching = kept

    def trial(self, link: Link) -> Route | None:
        """The way that a link would take with these values; nothing is kept of it."""
        before, sides = self.routes.get(link.id), self._attached.sides.get(link.id)
        self._leave(link.id)
        found: Route | None = None
        if self._joins(link):
            self._attached.put(link, self._candidates.sides(link))
            self._lead(link)
            self._put_label(link)
            found = self.routes[link.id]
            self._leave(link.id)
        record = self.document.get(link.id)
        if isinstance(record, Link) and before is not None and sides is not None:
            self._attached.put(record, sides)
            self.routes[link.id] = before
            if not self._effort.plain and not before.curve:
                self._take(record, before.points)
            self._plates.put_heads(record, before.points)
            self._plates.stand(record, before)
        return found

    def _links_of(self, node_ids: Iterable[str]) -> list[Link]:
        found = {link.id: link for node_id in node_ids for link in self.document.links_of(node_id)}
        return [found[link_id] for link_id in sorted(found)]

    def _shift(self, link: Link, shift: tuple[int, int]) -> None:
        self._around.lanes.leave(link.id)
        route = self.routes[link.id] = self.routes[link.id].moved(*shift)
        if not route.curve:
            self._take(link, route.points)
        self._plates.put_heads(link, route.points)
        self._plates.stand(link, route)

    def _leave(self, link_id: str) -> dict[str, None]:
        """Forget a link's way; gives the links that share a side with it."""
        self._around.lanes.leave(link_id)
        self._plates.leave(link_id)
        self.routes.pop(link_id, None)
        return self._attached.leave(link_id)
