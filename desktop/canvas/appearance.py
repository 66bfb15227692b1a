"""A whole document as a drawing: every record's shapes where they stand, in the order they are painted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from desktop.canvas.colours import Colours, colours
from desktop.canvas.layout import Holders, Layout, common_container
from desktop.canvas.lettering import LETTERING, width
from desktop.canvas.links import link_shapes
from desktop.canvas.marks import marks_of
from desktop.canvas.notes import note_shapes
from desktop.canvas.paths import Route
from desktop.canvas.primitives import (
    Box,
    Drawing,
    Ellipse,
    Group,
    Picture,
    Polyline,
    Primitive,
    Rectangle,
    Text,
    united,
)
from desktop.canvas.routing import Router
from desktop.canvas.shapes import (
    NO_MARKS,
    Marks,
    frame_shapes,
    header_shapes,
    node_shapes,
)
from desktop.theme import Theme, light
from pricing.estimate import Estimate
from projects.acceptance import judged
from projects.document import Document
from projects.records import Link, Node, Note
from projects.rules.rule import Finding

MARGIN = 24.0
"""Clear space around an exported drawing."""


@dataclass(frozen=True)
class Options:
    """What a drawing shows."""

    costs: bool = True
    findings: bool = True
    only: frozenset[str] | None = None
    """Ids to draw, each with what stands in it and the links between them; None for everything."""
    theme: Theme = field(default_factory=light)
    background: Literal["canvas", "white", "transparent"] = "canvas"
    margin: float = MARGIN

    @property
    def ground(self) -> str | None:
        """The colour behind everything, None for transparent."""
        return {"canvas": self.theme.canvas, "white": "#FFFFFF", "transparent": None}[self.background]

    @property
    def colours(self) -> Colours:
        """The drawing's colours; on white paper always those of the light theme."""
        return colours(light(), "#FFFFFF") if self.background == "white" else colours(self.theme)


def drawing(
    document: Document,
    options: Options | None = None,
    estimate: Estimate | None = None,
    findings: Iterable[Finding] = (),
    routes: Mapping[str, Route] | None = None,
) -> Drawing:
    """The document's shapes in paint order, one group per record, in canvas coordinates.

    ``routes`` are the canvas's own where there is one, so that the picture equals the screen.
    """
    options = options or Options()
    layout = Layout(document)
    if routes is None:
        routes = Router(layout).routes
    marks = marks_of(estimate, judged(document, findings).open, options.costs, options.findings)
    shown = None if options.only is None else _with_content(document, options.only)
    ground = options.colours
    items = tuple(
        group
        for record in in_paint_order(document)
        if shown is None or record.id in shown
        for group in groups(record, layout, ground, marks.get(record.id, NO_MARKS), routes)
    )
    around = united(box for item in items for box in boxes(item)) or Box(0, 0, 0, 0)
    around = around.grown(options.margin)
    left, top = float(int(around.x // 1)), float(int(around.y // 1))
    bounds = Box(left, top, float(-(-around.right // 1)) - left, float(-(-around.bottom // 1)) - top)
    return Drawing(items, bounds, options.ground)


def groups(
    record: Node | Link | Note, layout: Layout, ground: Colours, marks: Marks, routes: Mapping[str, Route]
) -> Iterator[Group]:
    """The shapes of one record, shifted to where it stands."""
    if isinstance(record, Link):
        if record.id in routes:
            yield Group(link_shapes(record, routes[record.id], ground, marks), 0, 0, record.id)
        return
    rect = layout.rects[record.id]
    if isinstance(record, Note):
        shapes = note_shapes(record, ground)
    elif is_frame(record):
        shapes = (*frame_shapes(record, ground), *header_shapes(record, ground, marks))
    else:
        shapes = node_shapes(record, ground, marks)
    yield Group(shapes, rect.x, rect.y, record.id)


def is_frame(node: Node) -> bool:
    """Whether a node is drawn as a frame around others rather than as an icon."""
    return node.service.is_container() or node.service.is_overlay()


def paint_level(record: Node | Link | Note) -> int:
    """Layers in a container: frames, overlays, links, icons, what sits on its edge, notes."""
    if isinstance(record, Link):
        return 2
    if isinstance(record, Note):
        return 5
    if record.service.is_container():
        return 0
    if record.service.is_overlay():
        return 1
    return 4 if record.side is not None else 3


def in_paint_order(document: Document) -> Iterator[Node | Link | Note]:
    """Every node, link and note, each container before what stands in it."""
    links: dict[str | None, list[Link]] = {}
    known: Holders = {}
    for link in document.links():
        if link.source in document and link.target in document:
            links.setdefault(common_container(document, link.source, link.target, known), []).append(link)
    yield from _inside(document, None, links)


def _inside(
    document: Document, parent: str | None, links: Mapping[str | None, list[Link]]
) -> Iterator[Node | Link | Note]:
    here: list[Node | Link | Note] = [*document.children(parent), *links.get(parent, ())]
    for record in sorted(here, key=lambda r: (paint_level(r), 0 if isinstance(r, Link) else r.z, r.id)):
        yield record
        if isinstance(record, Node):
            yield from _inside(document, record.id, links)


def _with_content(document: Document, only: Iterable[str]) -> set[str]:
    shown = set(only)
    for record_id in tuple(shown):
        shown.update(inner.id for inner in document.descendants(record_id))
    shown.update(link.id for link in document.links() if link.source in shown and link.target in shown)
    return shown


def boxes(item: Primitive, dx: float = 0.0, dy: float = 0.0) -> Iterator[Box]:
    """The boxes around an item's shapes, strokes and text included, (dx, dy) further on."""
    if isinstance(item, Group):
        for inner in item.items:
            yield from boxes(inner, dx + item.dx, dy + item.dy)
    elif isinstance(item, Text):
        wide, size = item.size * width(item.text, item.role), item.size * LETTERING[item.role].size
        left = {"left": item.x, "center": item.x - wide / 2, "right": item.x - wide}[item.align]
        yield Box(left + dx, item.y - size + dy, wide, size * 1.3)
    elif isinstance(item, Polyline):
        xs, ys = [x for x, _ in item.points], [y for _, y in item.points]
        left, top, by = min(xs), min(ys), item.width / 2
        yield Box(left - by + dx, top - by + dy, max(xs) - left + 2 * by, max(ys) - top + 2 * by)
    elif isinstance(item, Rectangle | Ellipse):
        yield item.box.grown(item.width / 2 if item.stroke else 0).moved(dx, dy)
    elif isinstance(item, Picture):
        yield item.box.moved(dx, dy)
