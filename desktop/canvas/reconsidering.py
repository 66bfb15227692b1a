"""Going over lines once all have been led: each is led anew where that makes the drawing better."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from desktop.canvas.attachments import Attachments
from desktop.canvas.candidates import Candidates
from desktop.canvas.ends import Sides
from desktop.canvas.lanes import is_right_angled
from desktop.canvas.paths import Route
from desktop.canvas.scoring import Surroundings, plainness
from projects.document import Document
from projects.records import Link

THOROUGH, ROUNDS = 80, 3
"""Drawings of no more links than this are gone over so often, and with more tries."""
WORTH = 1.0
"""What a change has to gain."""


class Reconsidering:
    """Tries other sides for links; what shares them is led anew too, and all of it is kept or taken back."""

    def __init__(
        self,
        document: Document,
        attached: Attachments,
        around: Surroundings,
        candidates: Candidates,
        routes: dict[str, Route],
        lead: Callable[[Link], None],
    ) -> None:
        self._document = document
        self._attached = attached
        self._around = around
        self._candidates = candidates
        self._routes = routes
        self._lead = lead

    def all(self, links: Sequence[Link]) -> Iterator[None]:
        """Go over these links, the last ones first, until nothing gets better."""
        rank = {link.id: number for number, link in enumerate(links)}
        thorough = len(links) <= THOROUGH
        for _ in range(ROUNDS if thorough else 1):
            better = False
            for link in reversed(links):
                tried = self._candidates.elsewhere(link, self._routes[link.id].points, thorough)
                better = any(self._try(link, sides, rank) for sides in tried) or better
                yield
            if not better:
                break

    def _try(self, link: Link, sides: Sides, rank: dict[str, int]) -> bool:
        """Lead a link between other sides, and anew what shares them; kept if all of it gets better."""
        old = self._attached.sides[link.id]
        concerned = self._concerned(link, sides, rank)
        before = self._badness(concerned)
        routes = {one.id: self._routes[one.id] for one in concerned}
        self._put(link, sides)
        for one in concerned:
            self._lead(one)
        if self._badness(concerned) < before - WORTH:
            return True
        self._put(link, old)
        for one in concerned:
            self._restore(one, routes[one.id])
        return False

    def _concerned(self, link: Link, sides: Sides, rank: dict[str, int]) -> list[Link]:
        """The link, and all that share its sides now or would then; in the order in which they are led."""
        old = self._attached.sides[link.id]
        found = {link.id: None, **self._attached.companions(link.id)}
        self._put(link, sides)
        found.update(self._attached.companions(link.id))
        self._put(link, old)
        records = (self._document.get(link_id) for link_id in found if link_id in self._routes)
        links = (one for one in records if isinstance(one, Link))
        return sorted(links, key=lambda one: (rank.get(one.id, -1), one.id))

    def _put(self, link: Link, sides: Sides) -> None:
        self._attached.leave(link.id)
        self._attached.put(link, sides)

    def _restore(self, link: Link, route: Route) -> None:
        self._around.lanes.leave(link.id)
        self._routes[link.id] = route
        if not route.curve and is_right_angled(route.points):
            self._around.lanes.take(link, route.points)

    def _badness(self, links: Iterable[Link]) -> float:
        """How bad the ways of some links are, together."""
        total = 0.0
        for link in links:
            path = self._routes[link.id].points
            if is_right_angled(path):
                total += self._around.penalty(link, path) + plainness(path)
                total += self._candidates.crowd(link, self._attached.sides[link.id])
        return total
