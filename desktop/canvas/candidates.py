"""The way of one link: plain ones are tried first, and a search is made where all of them meet something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from math import inf

from desktop.canvas.attachments import Attachments
from desktop.canvas.curves import SIDE_BY_SIDE, curve, flattened, straight
from desktop.canvas.ends import ALL_SIDES, End, Sides, anchor, side_pairs, straightened, within
from desktop.canvas.handmade import side_towards, through
from desktop.canvas.lanes import CLOSE
from desktop.canvas.nudging import centred
from desktop.canvas.obstacles import LABEL
from desktop.canvas.paths import (
    DIRECTIONS,
    JETTY,
    OPPOSITE,
    Path,
    Route,
    crisp,
    detours,
    hooks,
    paths,
    straight_out,
    tidy,
)
from desktop.canvas.primitives import Point
from desktop.canvas.scoring import BORDER, THROUGH, Surroundings, plainness
from desktop.canvas.search import Field, Port, found_way
from projects.records import Link, Side

WAYS = 4
"""How many plain ways are looked at where there is no time for more."""
POOR = 75.0
"""A way that meets as much as this is worth a search for a better one."""
DETOUR = 420.0
"""A way this much worse than a straight one is worth a search for better sides."""
LESS_LIKELY = 80.0
"""What it costs to use sides that a draughtsman would not think of first."""
PREFERENCE = 20.0
"""What it costs a search to use another side, or another place of a frame's side."""
CROWD, MANY = 16.0, 2
"""What it costs to share an icon's side with more lines than so many, for each."""
AGAINST = 30.0
"""What it costs to come in on an icon's side that others go out of, or the other way round."""
LIKELY_WORSE, TRIED = 60.0, 1
"""Other sides are tried in earnest up to this much worse in theory, and so many of them."""
CHANNELS = 6
"""So many channels between frames' edges are looked at."""
PASSING = 28.0
"""How far beside the other end a line may end on a frame's side."""
FIELDS = (
    Field(96, "channels"),
    Field(96, "boxes"),
    Field(480, "channels"),
    Field(480, "boxes", 1.5),
    Field(960, "all", 2.0, 20_000, at_home=False),
)
"""Where a search is made, the first time and the next ones."""
QUICK_FIELDS = (
    Field(96, "channels", 2.5, lanes=False),
    Field(400, "channels", 3.0, lanes=False),
    Field(200, "channels", 3.0, lanes=False, at_home=False),
)


@dataclass
class Effort:
    """How much care is taken at the moment."""

    plain: bool = False
    """Icons are not looked at."""
    quick: bool = False
    searching: bool = False


class Candidates:
    """Finds the sides and the way of one link at a time, heeding those that have been led."""

    def __init__(
        self, ends: Mapping[str, End], attached: Attachments, around: Surroundings, effort: Effort
    ) -> None:
        self._ends = ends
        self._attached = attached
        self._around = around
        self._effort = effort
        self._known: dict[str, tuple[Path, Sides]] = {}
        """Ways that a search found when it chose the sides."""

    def forget(self) -> None:
        self._known.clear()

    # sides

    def sides(self, link: Link) -> Sides:
        """The sides between which a link runs."""
        a, b = self._ends[link.source], self._ends[link.target]
        if link.waypoints:
            first, *_, last = corners(link) * 2
            return (
                link.source_side or side_towards(a.whole, first),
                link.target_side or side_towards(b.whole, last),
            )
        pairs = self._pairs(link, a, b)
        if self._effort.plain or len(pairs) == 1:
            return pairs[0]
        return self._clearest(link, a, b, pairs)

    def _pairs(self, link: Link, a: End, b: End) -> list[Sides]:
        pairs = dict.fromkeys(side_pairs(link, a, b))
        free = link.source_side is None and link.target_side is None
        if free and self._around.careful and not (within(a, b) or within(b, a)):
            pairs.update(dict.fromkeys(hooks(a.whole, b.whole)))
        return list(pairs)

    def _clearest(self, link: Link, a: End, b: End, pairs: list[Sides]) -> Sides:
        """The sides with the best plain way, or those that a search finds where none is good."""
        best, lowest = pairs[0], inf
        quick = self._effort.quick
        least = 0.0 if quick else self.least(a, b)
        for rank, sides in enumerate(pairs):
            unlikely = rank * LESS_LIKELY if quick else _unlikely(rank, sides)
            crowd = self.crowd(link, sides)
            for path in islice(self._between(link, a, b, sides), WAYS if quick else None):
                plain = unlikely + crowd + plainness(path)
                enough = max(lowest - plain, least + 1.0)
                met = self._around.fixed_penalty(link, path, not quick, enough)
                score = plain + met
                if score < lowest:
                    best, lowest = sides, score
                if met + crowd <= least and (rank == 0 or quick):
                    return sides
        far = not quick and lowest > self.ideal(a, b) + least + DETOUR
        if self._effort.searching and (far or lowest >= LABEL * THROUGH):
            found = self._searched(link, a, b, *self._ports(link, a, b, pairs))
            if found is not None:
                met = self._around.fixed_penalty(link, found[0], not quick)
                if plainness(found[0]) + met + LESS_LIKELY < lowest:
                    self._known[link.id] = found
                    return found[1]
        return best

    def crowd(self, link: Link, sides: Sides) -> float:
        """How bad it is to share these sides with the lines that are there already."""
        total = 0.0
        if not self._around.careful:
            return total
        for end, side, leaving in ((link.source, sides[0], True), (link.target, sides[1], False)):
            if not self._ends[end].frame:
                alike, against = self._attached.shared(end, side, link.id, leaving)
                total += CROWD * max(0, alike + against - MANY) + AGAINST * (against > 0)
        return total

    def ideal(self, a: End, b: End) -> float:
        """How long a line between two ends would be if nothing were in its way."""
        gap_x = max(b.box.x - a.box.right, a.box.x - b.box.right, 0.0)
        gap_y = max(b.box.y - a.box.bottom, a.box.y - b.box.bottom, 0.0)
        return gap_x + gap_y

    def elsewhere(self, link: Link, path: Path, thorough: bool) -> Iterator[Sides]:
        """Sides that may have a better way, now that all other lines have been led."""
        a, b = self._ends[link.source], self._ends[link.target]
        met = self._around.penalty(link, path)
        score, least = met + plainness(path), self.least(a, b)
        if score < self.ideal(a, b) + least + DETOUR and met < least + POOR:
            return
        sides = self._attached.sides[link.id]
        found = self._searched(link, a, b, *self._ports(link, a, b, [sides]))
        if found is not None:
            other = self._around.penalty(link, found[0]) + plainness(found[0])
            if thorough or other < score - LESS_LIKELY * (found[1] != sides):
                self._known[link.id] = found
                yield found[1]
        if not thorough:
            return
        scored = []
        for rank, pair in enumerate(self._pairs(link, a, b)):
            ways = list(self._between(link, a, b, pair))
            if ways and pair != sides and (found is None or pair != found[1]):
                _, other, _ = self._around.best(link, ways)
                other += self.crowd(link, pair)
                if other < score + LIKELY_WORSE:
                    scored.append((other, rank, pair))
        yield from (pair for _, _, pair in sorted(scored)[:TRIED])

    def _between(self, link: Link, a: End, b: End, sides: Sides) -> Iterator[Path]:
        """Plain ways between the middles of two sides."""
        leaving, entering = sides
        p = anchor(a, leaving, 0, 1, b.box.center, link.source_offset)
        q = anchor(b, entering, 0, 1, a.box.center, link.target_offset)
        if leaving == entering and (within(a, b) or within(b, a)):
            yield straight_out(p, q, leaving, inside=within(a, b))
            return
        p, q = self._in_line(link, p, q, a, b, sides)
        yield from paths(p, leaving, q, entering, a.whole, b.whole, link.bend)

    def _between_edges(self, p: Point, leaving: Side, q: Point, entering: Side) -> Iterator[Path]:
        """Ways between two sides that face each other, in the channels between the frames' edges there."""
        level = leaving in ("top", "bottom")
        axis = 1 if level else 0
        out = DIRECTIONS[leaving][axis]
        if OPPOSITE[leaving] != entering or (q[axis] - p[axis]) * out < 2 * JETTY:
            return
        low, high = sorted((p[axis], q[axis]))
        start, end = sorted((p[1 - axis], q[1 - axis]))
        edges = {leg.at for leg in self._around.edges.lying(level, low, high, start, end)}
        stops = sorted({low, high, *edges}, reverse=out < 0)
        for one, other in pairwise(stops[: CHANNELS + 1]):
            if abs(other - one) >= 2 * CLOSE:
                at = crisp((one + other) / 2)
                yield (p, (p[0], at), (q[0], at), q) if level else (p, (at, p[1]), (at, q[1]), q)

    def _ports(self, link: Link, a: End, b: End, pairs: list[Sides]) -> tuple[list[Port], list[Port]]:
        """Where the line may begin and end: at the middle of each side that the link leaves free."""
        starts = self._ports_of(a, b, link.source_side, link.source_offset, pairs[0][0])
        return starts, self._ports_of(b, a, link.target_side, link.target_offset, pairs[0][1])

    def _ports_of(
        self, end: End, other: End, fixed: Side | None, offset: float | None, preferred: Side
    ) -> list[Port]:
        found: dict[tuple[Point, Side], Port] = {}
        for side in ALL_SIDES:
            if fixed not in (None, side):
                continue
            x, y = other.box.center
            beside = [(x, y)]
            if end.frame and offset is None:
                # A frame's side is long: a line may also end where it passes beside the other end.
                out_x, out_y = other.box.width / 2 + PASSING, other.box.height / 2 + PASSING
                beside += [(x - out_x, y - out_y), (x + out_x, y + out_y)]
            for rank, towards in enumerate(beside):
                at = anchor(end, side, 0, 1, towards, offset)
                cost = PREFERENCE * ((side != preferred) + (rank > 0))
                found.setdefault((at, side), Port(at, _out(end, other, side), cost))
        return list(found.values())

    def _searched(
        self, link: Link, a: End, b: End, starts: list[Port], goals: list[Port]
    ) -> tuple[Path, Sides] | None:
        home = self._around.edges.around(a.box.center, b.box.center)
        quick = self._effort.quick
        for field in QUICK_FIELDS if quick else FIELDS:
            found = found_way(self._around, link, starts, goals, field, home)
            if found is None:
                continue
            way, leaving, entering = found
            sides = _out(a, b, leaving), _out(b, a, entering)
            middle = centred(way, self._around.obstacles, self._around.edges)
            if not self._around.careful:
                return middle, sides
            # The middle of a channel may be another line's.
            return self._around.best(link, (middle, way))[0], sides
        return None

    # the way

    def route(self, link: Link, style: str) -> Route:
        """The way of a link between its sides, in the style that is wanted."""
        a, b = self._ends[link.source], self._ends[link.target]
        leaving, entering = sides = self._attached.sides[link.id]
        inside = within(a, b) or within(b, a)
        if style == "straight" and not inside and not (link.source_offset or link.target_offset):
            return Route(straight(a, b, corners(link), self._beside(link)))
        p, q, count, other_count = self._anchors(link, a, b, sides)
        if style == "straight" and not inside:
            return Route((p, *corners(link), q))
        if style == "curved":
            control = curve(p, _out(a, b, leaving), q, _out(b, a, entering), corners(link))
            return Route(flattened(control), curve=control)
        if link.waypoints:
            return Route(self._handmade(link, p, q, a, b, sides, count, other_count))
        if inside and leaving == entering:
            path = straight_out(p, q, leaving, inside=within(a, b))
            return Route(self._improved(link, path, a, b, p, q, sides))
        p, q = self._in_line(link, p, q, a, b, sides, count, other_count)
        if self._effort.plain:
            return Route(tidy(next(paths(p, leaving, q, entering, a.whole, b.whole, link.bend))))
        ways = paths(p, leaving, q, entering, a.whole, b.whole, link.bend)
        if self._around.careful and link.bend is None:
            ways = chain(ways, self._between_edges(p, leaving, q, entering))
        best, _, met = self._around.best(link, islice(ways, WAYS if self._effort.quick else None))
        if met >= LABEL * THROUGH and link.bend is None:
            blocked = self._around.obstacles.icons(best, (a.id, b.id))
            slack = (a.slack(leaving) * (count == 1), b.slack(entering) * (other_count == 1))
            best, _, met = self._around.best(link, [best, *detours(p, leaving, q, entering, blocked, slack)])
        if self._around.careful and link.bend is None and met < LABEL * THROUGH:
            middle = centred(best, self._around.obstacles, self._around.edges)
            best = self._around.best(link, (middle, best))[0]
        return Route(tidy(self._improved(link, best, a, b, p, q, sides)))

    def _anchors(self, link: Link, a: End, b: End, sides: Sides) -> tuple[Point, Point, int, int]:
        """The points at both ends, and how many lines share either side."""
        leaving, entering = sides
        slot, count = self._attached.slot(a.id, leaving, link.id)
        other_slot, other_count = self._attached.slot(b.id, entering, link.id)
        towards, back = b.box.center, a.box.center
        if link.waypoints:
            towards, *_, back = corners(link) * 2
        p = anchor(a, leaving, slot, count, towards, link.source_offset)
        q = anchor(b, entering, other_slot, other_count, back, link.target_offset)
        if not link.waypoints and b.frame:
            # On a frame's long side a line ends where it comes from, without a corner.
            q = anchor(b, entering, other_slot, other_count, p, link.target_offset)
        if not link.waypoints and a.frame:
            p = anchor(a, leaving, slot, count, q, link.source_offset)
        return p, q, count, other_count

    def _in_line(
        self, link: Link, p: Point, q: Point, a: End, b: End, sides: Sides, count: int = 1, other: int = 1
    ) -> tuple[Point, Point]:
        """Both points slid into line where they nearly are, unless a person has put them there."""
        counts = (count + (link.source_offset is not None), other + (link.target_offset is not None))
        return straightened(p, q, a, b, *sides, *counts)

    def _handmade(
        self, link: Link, p: Point, q: Point, a: End, b: End, sides: Sides, count: int, other_count: int
    ) -> Path:
        # In the middle of pixels, as the ends are.
        points = corners(link)
        if count == 1 and link.source_offset is None:
            p = _slid(p, points[0], a, sides[0])
        if other_count == 1 and link.target_offset is None:
            q = _slid(q, points[-1], b, sides[1])
        return through(p, _out(a, b, sides[0]), q, _out(b, a, sides[1]), points)

    def _improved(self, link: Link, best: Path, a: End, b: End, p: Point, q: Point, sides: Sides) -> Path:
        """A way that a search finds, where the best plain one meets much and the other is better."""
        if not self._effort.searching or link.bend is not None:
            return best
        blocked = self._around.obstacles.crossed(best, (a.id, b.id), LABEL) >= LABEL
        if not blocked and self._effort.quick:
            return best
        met = self._around.penalty(link, best)
        if not blocked and met - self.least(a, b) < POOR:
            return best
        found = self._known.get(link.id)
        if found is None or found[1] != sides or not self._fits(found[0], p, q, a, b):
            starts, goals = [Port(p, _out(a, b, sides[0]))], [Port(q, _out(b, a, sides[1]))]
            found = self._searched(link, a, b, starts, goals)
        if found is None and met >= LABEL * THROUGH:
            # Not from this place of these sides: perhaps from another.
            found = self._searched(link, a, b, *self._ports(link, a, b, [sides]))
        if found is None:
            return best
        score = plainness(best) + met
        other = plainness(found[0]) + self._around.penalty(link, found[0])
        return found[0] if other < score else best

    def _fits(self, path: Path, p: Point, q: Point, a: End, b: End) -> bool:
        """Whether a way found for the middles of the sides keeps to the places that the line has there."""
        return (a.frame or path[0] == p) and (b.frame or path[-1] == q)

    def least(self, a: End, b: End) -> float:
        """What every way between two ends has to meet: the edges of the frames around one of them."""
        inner = [end.box.center for end in (a, b)]
        return BORDER * self._around.edges.parting(*inner)

    def _beside(self, link: Link) -> float:
        """How far a straight line is moved aside for others that join the same two ends."""
        joined = self._attached.joined(link)
        if len(joined) == 1:
            return 0.0
        shift = (joined.index(link.id) - (len(joined) - 1) / 2) * SIDE_BY_SIDE
        return shift if link.source < link.target else -shift


def _unlikely(rank: int, sides: Sides) -> float:
    """What it costs to use sides that are not the likeliest; lines round a corner are less usual still."""
    if rank == 0:
        return 0.0
    if sides[0] == sides[1]:
        return LESS_LIKELY / 2
    return LESS_LIKELY if OPPOSITE[sides[0]] == sides[1] else LESS_LIKELY * 1.25


def corners(link: Link) -> Path:
    """The corners that a person has set, in the middles of their pixels as all lines are."""
    return tuple((x + 0.5, y + 0.5) for x, y in link.waypoints)


def _out(end: End, other: End, side: Side) -> Side:
    """The way that a line goes from a side of an end: inwards from a frame around the other end."""
    return OPPOSITE[side] if within(other, end) else side


def _slid(p: Point, to: Point, end: End, side: Side) -> Point:
    """The end of a line slid along its side into line with its first corner, where the side is so long."""
    axis = 1 if side in ("left", "right") else 0
    middle = end.box.center[axis]
    reach = end.slack(side)
    if abs(to[axis] - middle) > reach:
        return p
    return (p[0], to[1]) if axis else (to[0], p[1])
