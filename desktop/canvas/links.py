"""The shapes of a link: the line with its heads, the label on its plate, and what its traffic costs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import floor, hypot

from desktop.canvas.colours import DASHES, LINK_WIDTH, Colours
from desktop.canvas.lettering import LETTERING, width, wrapped
from desktop.canvas.paths import LABEL_WIDTH, Path, Route, broken, point_at
from desktop.canvas.primitives import (
    Box,
    Curve,
    Dash,
    Group,
    Point,
    Polyline,
    Primitive,
    Rectangle,
    Text,
)
from desktop.canvas.shapes import NO_MARKS, Marks, cost_pill, cost_width, pill_height
from projects.link_kinds import arrow_of, line_of
from projects.records import Link

ARROW = 7.0
"""Length of an arrow head."""


def link_dash(link: Link) -> Dash:
    """Lengths of line and gap of a link's line, empty for a solid one."""
    return DASHES[line_of(link)]


def link_shapes(link: Link, route: Route, ground: Colours, marks: Marks = NO_MARKS) -> tuple[Primitive, ...]:
    """The line with its heads, and the label on a plate on its line, with the cost below."""
    shapes: list[Primitive] = []
    dash = link_dash(link)
    if route.curve:
        shapes.append(Curve(route.curve, ground.arrow, LINK_WIDTH, dash))
    else:
        pieces = broken(route.points, route.gaps)
        shapes += [Polyline(piece, ground.arrow, LINK_WIDTH, dash) for piece in pieces]
    shapes += [Polyline(head, ground.arrow, LINK_WIDTH) for head in heads(link, route.curve or route.points)]
    label = link_label_shapes(link, ground, marks, limit=route.label_width)
    if not label:
        return tuple(shapes)
    return (*shapes, Group(label, *label_spot(route)))


def heads(link: Link, points: tuple[Point, ...]) -> list[tuple[Point, ...]]:
    """The open arrow heads of a link: at its target, at both ends, or none.

    The points are its corners, or those of its curve with their control points.
    """
    arrow = arrow_of(link)
    if len(points) < 2 or arrow == "none":
        return []
    found = [_head(points[-2], points[-1])]
    if arrow == "both":
        found.append(_head(points[1], points[0]))
    return found


def _head(before: Point, tip: Point) -> tuple[Point, ...]:
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / length * ARROW, dy / length * ARROW
    wing = 0.55
    return (
        (tip[0] - ux - uy * wing, tip[1] - uy + ux * wing),
        tip,
        (tip[0] - ux + uy * wing, tip[1] - uy - ux * wing),
    )


PARTS = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.12, 0.88)
"""How far along a leg a label is tried, the best first."""


def label_spots(points: Path) -> Iterator[Point]:
    """Places for a link's label, the best first: the middle of the longest leg, level ones preferred."""
    if len(points) > 12:
        # So many points are a curve's.
        yield from (whole(point_at(points, part)) for part in PARTS)
        return
    weighed = []
    for index, (a, b) in enumerate(pairwise(points)):
        length = hypot(b[0] - a[0], b[1] - a[1])
        weighed.append((-length * (1.6 if abs(a[1] - b[1]) < 0.01 else 1.0), index, a, b))
    for _, _, a, b in sorted(weighed):
        for part in PARTS:
            yield whole((a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part))


def whole(at: Point) -> Point:
    """A point on whole units, where a label's letters are as crisp on the canvas as in pictures."""
    return floor(at[0]), floor(at[1])


def label_spot(route: Route) -> Point:
    """The middle of a link's label."""
    return route.spot if route.spot is not None else next(label_spots(route.points))


def link_label_size(link: Link, limit: float = LABEL_WIDTH) -> tuple[float, float] | None:
    """Width and height of a link's label on its plate; None without one."""
    lines = link_label_lines(link, limit)
    if not lines:
        return None
    return max(width(line, "link") for line in lines) + 8, LETTERING["link"].leading * len(lines) + 2


def link_label_lines(link: Link, limit: float = LABEL_WIDTH) -> tuple[str, ...]:
    """A link's label as drawn: a few words, in two lines at most that are no wider than ``limit``."""
    return wrapped(link.label, "link", limit, 2) if link.label.strip() else ()


def link_label_shapes(
    link: Link, ground: Colours, marks: Marks = NO_MARKS, grown: float = 1.0, limit: float = LABEL_WIDTH
) -> tuple[Primitive, ...]:
    """The label on its plate, around the origin, and the cost of the traffic below it or in its place."""
    lines = link_label_lines(link, limit)
    cost: list[Primitive] = []
    if marks.cost:
        plate = link_label_size(link, limit)
        below = plate[1] / 2 + 1 if plate is not None else -pill_height(grown) / 2
        cost = cost_pill(-cost_width(marks, grown) / 2, below, ground, marks, grown)
    if not lines:
        return tuple(cost)
    leading = LETTERING["link"].leading
    wide, high = link_label_size(link, limit) or (0.0, 0.0)
    top = -high / 2
    shapes: list[Primitive] = [Rectangle(Box(-wide / 2, top, wide, high), fill=ground.ground, radius=2)]
    for index, line in enumerate(lines):
        baseline = top + leading * (index + 1) - 2.5
        shapes.append(Text(line, 0, baseline, "link", ground.ink, "center"))
    return (*shapes, *cost)
