"""Which pieces of a frame are joined by links, wherever inside them these end."""

from __future__ import annotations

from collections.abc import Sequence

from projects.records import Link
from projects.tidying.columns import Outside
from projects.tidying.material import Material, is_flow, way_in
from projects.tidying.pieces import Piece, Tie
from projects.tidying.places import Places


class Ties:
    """Links by the frame in which their two ways from outside part."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._levels: dict[str | None, list[tuple[str, str, str, str, Link]]] = {}
        self._outside: dict[str | None, tuple[set[str], set[str]]] = {}
        self.neighbours: dict[str, list[tuple[str, bool]]] = {}
        """Id -> what it is linked with, and whether the link leads there."""
        self._find_levels()

    def _find_levels(self) -> None:
        paths = {i: self.material.path(i) for i in self.material.nodes}
        for source, target, link in self.material.links:
            self.neighbours.setdefault(source, []).append((target, True))
            self.neighbours.setdefault(target, []).append((source, False))
            ours, theirs = paths[source], paths[target]
            depth = 0
            while depth < min(len(ours), len(theirs)) and ours[depth] == theirs[depth]:
                depth += 1
            if depth < len(ours) and depth < len(theirs):
                parent = self.material.nodes[ours[depth]].parent
                at_level = (ours[depth], theirs[depth], source, target, link)
                self._levels.setdefault(parent, []).append(at_level)
            for path, which in ((theirs, 0), (ours, 1)):
                for one in path[depth + 1 :]:
                    found = self._outside.setdefault(self.material.nodes[one].parent, (set(), set()))
                    found[which].add(one)

    def outside(self, frame: str | None, pieces: Sequence[Piece]) -> Outside:
        """Which pieces of a frame are linked with what stands outside it."""
        entries, exits = self._outside.get(frame, (set(), set()))
        within = {i: p.id for p in pieces for i in p.inner}
        return Outside(
            frozenset(within[i] for i in entries if i in within),
            frozenset(within[i] for i in exits if i in within),
        )

    def among(self, places: Places, frame: str | None, pieces: Sequence[Piece]) -> list[Tie]:
        """The ties between pieces of a frame."""
        at = {i: p for p in pieces for i in p.inner}
        found = []
        for one, other, source, target, link in self._levels.get(frame, ()):
            ours, theirs = at.get(one), at.get(other)
            if ours is None or theirs is None or ours is theirs:
                continue
            start = (ours.id, self._port(places, ours, one, source))
            end = (theirs.id, self._port(places, theirs, other, target))
            flows = is_flow(link) or (link.kind == "alarm" and not theirs.box)
            if not flows and (inwards := self._inwards(source, target)):
                start, end, flows = (start, end, True) if inwards > 0 else (end, start, True)
            found.append(Tie(start[0], end[0], start[1], end[1], flows, link.label))
        return found

    def _inwards(self, source: str, target: str) -> int:
        """1 for a connection that leads on from a company's network to its VPCs, -1 back, 0 for others."""
        first, second = self._way_in(source), self._way_in(target)
        return 0 if first is None or second is None else (first < second) - (first > second)

    def _way_in(self, node_id: str) -> int | None:
        around = self.material.path(node_id)[:-1]
        return way_in(self.material.nodes[node_id], any(self.material.name(i) == "vpc" for i in around))

    def _port(self, places: Places, piece: Piece, child: str, end: str) -> tuple[float, float]:
        """The middle of a node somewhere in a piece, in the piece's coordinates."""
        width, height = places.size[end]
        left, top = piece.inner[child]
        x, y = left + width / 2, top + height / 2
        while end != child:
            x, y = x + places.at[end][0], y + places.at[end][1]
            end = self.material.nodes[end].parent or child
        return x, y

    def partners(self, places: Places, frame: str, node_id: str) -> list[tuple[float, float]]:
        """The middles of what a node is linked with inside a frame, in the frame's coordinates."""
        found = []
        for other, _ in self.neighbours.get(node_id, ()):
            path = self.material.path(other)
            beside_it = path[-2:-1] == [frame] and places.sits_on_edge(other)
            if frame in path[:-1] and not beside_it:
                x, y = places.size[other][0] / 2, places.size[other][1] / 2
                for one in path[path.index(frame) + 1 :]:
                    x, y = x + places.at[one][0], y + places.at[one][1]
                found.append((x, y))
        return found
