"""The shapes of one record in its own coordinates: icons with labels, and frames with headers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.canvas import pictures
from desktop.canvas.colours import (
    FRAME_WIDTH,
    INK,
    Colours,
    FrameStyle,
    frame_colour,
    frame_fill,
    frame_style,
)
from desktop.canvas.lettering import LETTERING, elided, width, wrapped
from desktop.canvas.primitives import (
    Box,
    Ellipse,
    Picture,
    Polyline,
    Primitive,
    Rectangle,
    Role,
    Text,
)
from projects.records import Node
from projects.service import UnknownService

Severity = Literal["error", "warning", "info"]
LABEL_LIMIT = 136.0
"""Widest a line under an icon may be."""
GLYPH = 24.0
"""Side of a frame's header square."""
LABEL_GAP = 4.0
BADGE = 9.0
"""Radius of a finding badge with its rim."""
RING = 4.0
"""Radius of the ring on a container in which something has a finding."""
PLATE = "#E6EBF0"
LEAST_CONTRAST = 3.0
"""Below this an icon's outline is hard to make out on the ground."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands at an icon's corners beside the drawing itself."""

    cost: str = ""
    incomplete: bool = False
    """Part of the cost is not known."""
    severity: Severity | None = None
    inside: Severity | None = None
    """The worst of what stands in a container, where that is worse than its own."""


NO_MARKS = Marks()


# icons


def label_lines(node: Node, facts: bool = True) -> tuple[tuple[str, Role], ...]:
    """The lines under an icon, two at most: the name, then the fact that matters."""
    fact = "" if isinstance(node.service, UnknownService) or not facts else node.service.fact()
    if fact:
        name: tuple[str, Role] = (elided(node.title, "label", LABEL_LIMIT), "label")
        return (name, (shortened(fact, "fact", LABEL_LIMIT), "fact"))
    return tuple((line, "label") for line in wrapped(node.title, "label", LABEL_LIMIT, 2))


def shortened(fact: str, role: Role, limit: float) -> str:
    """A fact without the parts after a comma that do not fit; what is left is elided if need be."""
    parts = fact[:400].split(", ")
    while len(parts) > 1 and width(", ".join(parts), role) > limit:
        parts.pop()
    return elided(", ".join(parts), role, limit)


def label_height(lines: tuple[tuple[str, Role], ...]) -> float:
    """From the icon's lower edge to below the last line."""
    return LABEL_GAP + sum(LETTERING[role].leading for _, role in lines) if lines else 0.0


def label_box(node: Node) -> Box:
    """The room of the label under the icon, in the node's coordinates."""
    lines = label_lines(node)
    wide = max((width(text, role) for text, role in lines), default=0.0)
    w, h = node.size
    return Box((w - wide) / 2, h, wide, label_height(lines))


def node_shapes(
    node: Node, ground: Colours, marks: Marks = NO_MARKS, grown: float = 1.0, facts: bool = True
) -> tuple[Primitive, ...]:
    """An icon with its label, cost pill and finding badge; its upper left corner is the origin.

    ``grown`` is how many times their size pill and badge are drawn; without ``facts`` the label is the
    name alone.
    """
    w, h = node.size
    shapes: list[Primitive] = []
    own = pictures.own_picture(node.picture)
    if isinstance(node.service, UnknownService) and not own:
        shapes += _unknown(w, h, ground)
    else:
        if node.side is not None:
            shapes.append(Rectangle(Box(-2, -2, w + 4, h + 4), fill=ground.ground, radius=4))
        shapes += picture(own or node.service.icon, Box(0, 0, w, h), ground)
    shapes += _label(node, ground, facts)
    shapes += marks_shapes(w, ground, marks, grown)
    if node.opens:
        shapes += page_mark(w - PAGE_MARK + 4, h - PAGE_MARK + 4, ground)
    return tuple(shapes)


def picture(name: str, box: Box, ground: Colours, tile: str = "") -> list[Primitive]:
    """An icon, on its tile where it is a white glyph; the plain tile for a name nobody knows."""
    name, background = pictures.known_icon(name)
    background = "" if pictures.complete(name) else tile or background
    if background:
        return [Rectangle(box, fill=background), Picture(name, box, INK)]
    shapes: list[Primitive] = []
    if pictures.contrast(name, ground.ink, ground.ground) < LEAST_CONTRAST:
        # AWS's icons are never recoloured: a dark outline gets a light plate on dark ground instead.
        shapes.append(Rectangle(box, fill=PLATE, radius=box.width / 8))
    return [*shapes, Picture(name, box, ground.ink)]


def _unknown(w: float, h: float, ground: Colours) -> list[Primitive]:
    return [
        Rectangle(Box(0.5, 0.5, w - 1, h - 1), ground.secondary, 1.0, (4.0, 3.0), ground.pill, 6),
        *picture("unknown_service", Box(w / 4, h / 4, w / 2, h / 2), ground),
    ]


def _label(node: Node, ground: Colours, facts: bool) -> list[Primitive]:
    w, h = node.size
    shapes: list[Primitive] = []
    y = h + LABEL_GAP
    for text, role in label_lines(node, facts):
        leading = LETTERING[role].leading
        if node.side in ("left", "right"):
            wide = width(text, role) + 6
            shapes.append(Rectangle(Box((w - wide) / 2, y, wide, leading), fill=ground.ground))
        colour = ground.secondary if role == "fact" else ground.ink
        shapes.append(Text(text, w / 2, y + leading - 4, role, colour, "center"))
        y += leading
    return shapes


def cost_pill(x: float, y: float, ground: Colours, marks: Marks, grown: float = 1.0) -> list[Primitive]:
    """The monthly cost in a pill whose upper left corner is (x, y)."""
    wide, high = cost_width(marks, grown), pill_height(grown)
    nothing_known = marks.cost == "?"
    edge = ground.caution if nothing_known else ground.pill_edge
    colour = ground.caution if nothing_known else ground.ink
    box = Box(x + 0.5, y + 0.5, wide - 1, high - 1)
    return [
        Rectangle(box, edge, 1.0, (), ground.pill, box.height / 2),
        Text(marks.cost, x + wide / 2, y + high / 2 + 3.6 * grown, "pill", colour, "center", grown),
    ]


def cost_width(marks: Marks, grown: float = 1.0) -> float:
    """How wide the cost pill comes out: the room around its text grows less than the text."""
    return round(width(marks.cost, "pill") * grown + 8 + 4 * grown)


def pill_height(grown: float) -> float:
    """How high a cost pill comes out."""
    return 12 * grown + 4


def badge(x: float, y: float, ground: Colours, severity: Severity, grown: float = 1.0) -> list[Primitive]:
    """A round finding badge around (x, y)."""
    fill = {"error": ground.fault, "warning": ground.caution, "info": ground.secondary}[severity]
    rim, disc = (Box(x, y, 0, 0).grown(radius * grown) for radius in (BADGE, BADGE - 1))
    sign = "i" if severity == "info" else "!"
    return [
        Ellipse(rim, None, 0, ground.ground),
        Ellipse(disc, None, 0, fill),
        Text(sign, x, y + 4 * grown, "badge", ground.badge_ink, "center", grown),
    ]


def inner_badge(
    x: float, y: float, ground: Colours, severity: Severity, grown: float = 1.0
) -> list[Primitive]:
    """A small ring around (x, y): something that stands in the container has a finding."""
    colour = {"error": ground.fault, "warning": ground.caution, "info": ground.secondary}[severity]
    rim, ring = (Box(x, y, 0, 0).grown(radius * grown) for radius in (RING + 1.75, RING))
    return [Ellipse(rim, None, 0, ground.ground), Ellipse(ring, colour, 2.0 * grown, ground.ground)]


PAGE_MARK = 16.0
"""Side of the square that says that something leads to another page."""


def page_mark(x: float, y: float, ground: Colours) -> list[Primitive]:
    """A small arrow in a square whose upper left corner is (x, y): this leads to another page."""
    box = Box(x + 0.5, y + 0.5, PAGE_MARK - 1, PAGE_MARK - 1)
    a, b = x + 5, x + 11
    shaft = Polyline(((a, y + 11), (b, y + 5)), ground.accent, 1.5)
    head = Polyline(((a + 1, y + 5), (b, y + 5), (b, y + 10)), ground.accent, 1.5)
    return [Rectangle(box, ground.accent, 1.0, (), ground.pill, 4), shaft, head]


def marks_shapes(w: float, ground: Colours, marks: Marks, grown: float = 1.0) -> list[Primitive]:
    """The cost at an icon's upper right corner, the finding at its upper left.

    Grown ones reach upwards and outwards, away from the label below.
    """
    shapes: list[Primitive] = []
    badge_edge = 0.0
    if marks.severity is not None:
        larger, out = _badge_growth(grown)
        badge_edge = BADGE * larger - out
        shapes = badge(-out, -out, ground, marks.severity, larger)
    if marks.cost:
        inwards = 12 + (grown - 1) * width(marks.cost, "pill") * 0.4
        x = max(w - inwards, badge_edge + 1) if grown > 1 else w - inwards
        shapes += cost_pill(x, 7 - pill_height(grown), ground, marks, grown)
    return shapes


def _badge_growth(grown: float) -> tuple[float, float]:
    """How many times its size a badge is drawn, less than a pill, and how far out its middle moves."""
    larger = 1 + (grown - 1) * 0.6
    return larger, BADGE * (larger - 1) * 0.6


# frames


def frame_shapes(node: Node, ground: Colours, tinted: bool = True) -> tuple[Primitive, ...]:
    """The outline of a container or overlay, its line inside the rectangle so that it comes out crisp."""
    style = frame_style(node)
    w, h = node.size
    inset = FRAME_WIDTH / 2
    fill = frame_fill(style, ground) if tinted and node.service.is_container() else None
    box = Box(inset, inset, w - FRAME_WIDTH, h - FRAME_WIDTH)
    return (Rectangle(box, frame_colour(style, ground), FRAME_WIDTH, style.dash, fill),)


def header_shapes(
    node: Node, ground: Colours, marks: Marks = NO_MARKS, grown: float = 1.0
) -> tuple[Primitive, ...]:
    """A frame's icon and title in ink, with the marks of what the container itself costs."""
    style = frame_style(node)
    w, _ = node.size
    shapes: list[Primitive] = []
    if style.centred:
        shapes += _centred_header(node, style, ground)
    elif style.glyph:
        shapes += _tile(style, 0, 0, ground)
        title = elided(node.title, "frame", max(w - GLYPH - 14, 16))
        shapes.append(Text(title, GLYPH + 6, GLYPH / 2 + 4.3, "frame", ground.ink))
    else:
        title = elided(node.title, "frame", max(w - 16, 16))
        shapes.append(Text(title, w / 2, GLYPH / 2 + 6, "frame", ground.ink, "center"))
    if marks.cost:
        shapes += cost_pill(w - cost_width(marks, grown) - 8, 8 - pill_height(grown), ground, marks, grown)
    if marks.severity is not None:
        larger, out = _badge_growth(grown)
        shapes += badge(-out, -out, ground, marks.severity, larger)
    elif marks.inside is not None:
        shapes += inner_badge(0, 0, ground, marks.inside, 1 + (grown - 1) * 0.6)
    return tuple(shapes)


def titled_in_the_middle(node: Node) -> bool:
    """Whether a frame's title is in the middle of its upper edge, not at the left."""
    style = frame_style(node)
    return style.centred or not style.glyph


def header_box(node: Node) -> Box:
    """The room of a frame's icon and title, in the frame's coordinates."""
    style = frame_style(node)
    w, _ = node.size
    if style.centred:
        wide = max(GLYPH, min(width(node.title[:400], "frame"), w - 16))
        return Box((w - wide) / 2, -GLYPH / 2, wide, GLYPH + 18)
    if style.glyph:
        return Box(0, 0, min(GLYPH + 6 + width(node.title[:400], "frame"), w), GLYPH)
    wide = min(width(node.title[:400], "frame"), max(w - 16, 16))
    return Box((w - wide) / 2, 4, wide, 18)


def _tile(style: FrameStyle, x: float, y: float, ground: Colours) -> list[Primitive]:
    return picture(style.glyph, Box(x, y, GLYPH, GLYPH), ground, style.colour)


def _centred_header(node: Node, style: FrameStyle, ground: Colours) -> list[Primitive]:
    w, _ = node.size
    title = elided(node.title, "frame", max(w - 16, 16))
    wide = width(title, "frame") + 8
    plate = Box((w - wide) / 2, GLYPH / 2 + 2, wide, 16)
    return [
        *_tile(style, (w - GLYPH) / 2, -GLYPH / 2, ground),
        Rectangle(plate, fill=ground.ground, radius=2),
        Text(title, w / 2, GLYPH / 2 + 14, "frame", ground.ink, "center"),
    ]
