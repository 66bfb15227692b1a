"""A whole document as a drawing: every record's shapes where they stand, in the order they are painted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Literal
from weakref import WeakKeyDictionary

from desktop.canvas import pictures
from desktop.canvas.colours import Colours, colours
from desktop.canvas.extents import Edges, box_around, extent
from desktop.canvas.layers import Layers
from desktop.canvas.layout import Layout
from desktop.canvas.lettering import LETTERING, width
from desktop.canvas.links import link_shapes
from desktop.canvas.marks import marks_of
from desktop.canvas.notes import note_shapes
from desktop.canvas.paint_order import Drawn, in_paint_order, paint_level
from desktop.canvas.paths import Route
from desktop.canvas.primitives import (
    Box,
    Curve,
    Drawing,
    Ellipse,
    Group,
    Picture,
    Polyline,
    Primitive,
    Rectangle,
    Text,
)
from desktop.canvas.riding import place_on_lines, riders
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
from projects.annotations.content import content
from projects.document import Document
from projects.geometry import Rect
from projects.records import Link, Node, Note
from projects.rules.rule import Finding

__all__ = ["Options", "boxes", "drawing", "in_paint_order", "is_frame", "page_routes", "paint_level"]

MARGIN = 24.0
"""Clear space around an exported drawing."""


@dataclass(frozen=True)
class Options(Layers):
    """What a drawing shows: some layers of a page or a part of it, in which colours."""

    page: str | None = None
    """Id of the page; None for the first."""
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
    """The shapes of one page in paint order, one group per record, in canvas coordinates.

    ``routes`` are the canvas's own where there is one, so that the picture equals the screen. What is
    equal to what was drawn of this document before is the very same group again.
    """
    options = options or Options()
    pictures.know(document)
    order = shown(document, options)
    if routes is None:
        routes = page_routes(document, _page(document, options))
    found_open = judged(document, findings).open
    marks = marks_of(estimate, found_open, options.costs, options.findings, inside=document)
    kept = _kept(document, options)
    layout = Layout(document, _page(document, options))
    place_on_lines(layout, routes, riders(document, order))
    found = kept.draw(document, order, layout, marks, routes)
    around = (box_around(edges for _, edges in found) or Box(0, 0, 0, 0)).grown(options.margin)
    left, top = float(floor(around.x)), float(floor(around.y))
    bounds = Box(left, top, float(ceil(around.right)) - left, float(ceil(around.bottom)) - top)
    return Drawing(tuple(group for group, _ in found), bounds, options.ground)


def shown(document: Document, options: Options) -> list[Drawn]:
    """The records that a drawing with these options holds, in paint order."""
    kinds = options.without
    wanted = (lambda record: not isinstance(record, Note) or record.kind not in kinds) if kinds else None
    if options.only is None:
        return in_paint_order(document, options.page, wanted)
    only = _with_content(document, options.only)
    order = in_paint_order(document, _page(document, options), wanted)
    return [record for record in order if record.id in only]


def _page(document: Document, options: Options) -> str | None:
    """What is asked for by name says itself which page it is on."""
    return next(map(document.page_of, options.only or ()), options.page)


def page_routes(document: Document, page: str | None = None) -> Mapping[str, Route]:
    """The ways of a page's links as they are led where there is no canvas: past what is drawn there."""
    order = in_paint_order(document, page)
    nodes = sum(1 for _ in document.nodes()) + sum(1 for _ in document.notes())
    if sum(1 for record in order if not isinstance(record, Link)) < nodes:
        # Nothing that is hidden or on another page stands in the way.
        document = Document([*document.pages(), *order, document.settings])
    return Router(Layout(document, page)).routes


class _Kept:
    """The groups drawn so far of one document in one look, as long as what they show is the same."""

    def __init__(self, ground: Colours, link_labels: bool, facts: bool) -> None:
        self._ground, self._link_labels, self._facts = ground, link_labels, facts
        self._groups: dict[str, tuple[Drawn, object, Marks, Group, Edges]] = {}
        self._icons = pictures.generation()

    def draw(
        self,
        document: Document,
        order: Iterable[Drawn],
        layout: Layout,
        marks: Mapping[str, Marks],
        routes: Mapping[str, Route],
    ) -> list[tuple[Group, Edges]]:
        """The records' groups and how far each reaches; records without a way or a shape have none."""
        if self._icons != pictures.generation():
            self._groups, self._icons = {}, pictures.generation()
        before, now, found = self._groups, {}, []
        for record in order:
            place = routes.get(record.id) if isinstance(record, Link) else layout.rects[record.id]
            if place is None:
                continue
            shown_marks = marks.get(record.id, NO_MARKS)
            entry = before.get(record.id)
            same = entry is not None and entry[0] is record and entry[1] == place and entry[2] == shown_marks
            if not same or not _stands_alone(record):
                entry = self._drawn(document, record, place, shown_marks)
            if entry is not None:
                now[record.id] = entry
                found.append(entry[3:])
        self._groups = now
        return found

    def _drawn(
        self, document: Document, record: Drawn, place: object, marks: Marks
    ) -> tuple[Drawn, object, Marks, Group, Edges] | None:
        if isinstance(record, Link):
            group = _link_group(record, place, self._ground, marks, self._link_labels)
        else:
            group = _group(document, record, place, self._ground, marks, self._facts)
        edges = extent(group.items, group.dx, group.dy)
        return (record, place, marks, group, edges) if edges is not None else None


_LOOKS = 4
_documents: WeakKeyDictionary[Document, dict[object, _Kept]] = WeakKeyDictionary()


def _kept(document: Document, options: Options) -> _Kept:
    looks = _documents.setdefault(document, {})
    paper = options.background == "white" or options.theme.name
    key = (paper, options.ground, options.link_labels, options.facts)
    found = looks.pop(key, None) or _Kept(options.colours, options.link_labels, options.facts)
    looks[key] = found
    while len(looks) > _LOOKS:
        looks.pop(next(iter(looks)))
    return found


def _stands_alone(record: Drawn) -> bool:
    """Whether a record's shapes follow from it alone; notes may tell of the drawing around them."""
    return isinstance(record, Link) or (isinstance(record, Node) and not record.picture)


def _link_group(link: Link, place: object, ground: Colours, marks: Marks, labels: bool) -> Group:
    """The shapes of a link along its way."""
    assert isinstance(place, Route)
    if not labels:
        link = link.model_copy(update={"label": ""})
    return Group(link_shapes(link, place, ground, marks), 0, 0, link.id)


def _group(
    document: Document, record: Node | Note, place: object, ground: Colours, marks: Marks, facts: bool
) -> Group:
    """The shapes of a node or note, shifted to where it stands."""
    assert isinstance(place, Rect)
    if isinstance(record, Note):
        shapes = note_shapes(record, ground, content(document, record))
    elif is_frame(record):
        shapes = (*frame_shapes(record, ground), *header_shapes(record, ground, marks))
    else:
        shapes = node_shapes(record, ground, marks, facts=facts)
    return Group(shapes, place.x, place.y, record.id)


def is_frame(node: Node) -> bool:
    """Whether a node is drawn as a frame around others rather than as an icon."""
    return node.service.is_container() or node.service.is_overlay()


def _with_content(document: Document, only: Iterable[str]) -> set[str]:
    found = set(only)
    for record_id in tuple(found):
        found.update(inner.id for inner in document.descendants(record_id))
    found.update(link.id for link in document.links() if link.source in found and link.target in found)
    return found


def boxes(item: Primitive, dx: float = 0.0, dy: float = 0.0) -> Iterator[Box]:
    """The boxes around an item's shapes, strokes and text included, (dx, dy) further on."""
    if isinstance(item, Group):
        for inner in item.items:
            yield from boxes(inner, dx + item.dx, dy + item.dy)
    elif isinstance(item, Text):
        wide, size = item.size * width(item.text, item.role), item.size * LETTERING[item.role].size
        left = {"left": item.x, "center": item.x - wide / 2, "right": item.x - wide}[item.align]
        yield Box(left + dx, item.y - size + dy, wide, size * 1.3)
    elif isinstance(item, Polyline | Curve):
        xs, ys = [x for x, _ in item.points], [y for _, y in item.points]
        left, top, by = min(xs), min(ys), item.width / 2
        yield Box(left - by + dx, top - by + dy, max(xs) - left + 2 * by, max(ys) - top + 2 * by)
    elif isinstance(item, Rectangle | Ellipse):
        yield item.box.grown(item.width / 2 if item.stroke else 0).moved(dx, dy)
    elif isinstance(item, Picture):
        yield item.box.moved(dx, dy)
