"""The drawing as a draw.io file: a diagram for each page, with the shapes of draw.io's AWS library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from xml.etree import ElementTree

from projects.annotations.steps import STEP_SIZE
from projects.document import Document
from projects.geometry import LABEL_WIDTH, Rect
from projects.outputs.drawio_styles import frame_style, link_style, node_style, note_style
from projects.outputs.drawn import Drawn, Item, folded, label_lines, note_lines, one_line
from projects.outputs.identifiers import Identifiers
from projects.records import FIRST_PAGE, Link, Note, Side
from projects.version import app_version

Point = tuple[float, float]
Routes = Mapping[str, Sequence[Point]]
"""Link id -> the corners of its line from end to end, in canvas coordinates."""

LABEL_LETTERS = LABEL_WIDTH // 6
LINK_LETTERS = 26

_MODEL = {
    **{"dx": "1400", "dy": "900", "grid": "1", "gridSize": "8", "guides": "1", "tooltips": "1"},
    **{"connect": "1", "arrows": "1", "fold": "1", "page": "0", "pageScale": "1"},
    **{"pageWidth": "1169", "pageHeight": "827", "math": "0", "shadow": "0"},
}
"""The view: a grid as ours, and no sheet of paper."""

_PLAIN_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_SIDES: dict[Side, tuple[int | None, int | None]] = {
    "left": (0, None),
    "right": (1, None),
    "top": (None, 0),
    "bottom": (None, 1),
}


def drawio_xml(document: Document, only: Iterable[str] | None = None, routes: Routes | None = None) -> str:
    """The text of a .drawio file. Raises NothingDrawn.

    With ``routes`` the lines run as they do on the canvas; without, draw.io leads all that were not
    bent by hand.
    """
    drawn = Drawn(document, only)
    file = ElementTree.Element("mxfile", agent=f"Blueprice {app_version()}", type="device")
    page_ids = Identifiers(prefix="page_")
    ids = {page: page_ids.new(page or "", str(number)) for number, page in enumerate(drawn.pages, 1)}
    for page, name in drawn.pages.items():
        diagram = _element(file, "diagram", id=ids[page], name=one_line(name) or "Page")
        _Page(drawn, page, ids, routes or {}).write(diagram)
    ElementTree.indent(file, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(file, encoding="unicode")}\n'


class _Page:
    """Writes the cells of one page."""

    def __init__(
        self, drawn: Drawn, page: str | None, page_ids: Mapping[str | None, str], routes: Routes
    ) -> None:
        self._drawn = drawn
        self._page = page
        self._page_ids = page_ids
        self._routes = routes
        self._root = ElementTree.Element("root")
        self._ids: dict[str, str] = {}
        self._taken = Identifiers()
        self._links: dict[str, str] = {}
        """Link id -> cell, for the steps that ride on it."""

    def write(self, diagram: ElementTree.Element) -> None:
        model = ElementTree.SubElement(diagram, "mxGraphModel", _MODEL)
        model.append(self._root)
        _element(self._root, "mxCell", id="0")
        _element(self._root, "mxCell", id="1", parent="0")
        riding: list[Item] = []
        waiting = list(reversed(self._in_paint_order(None)))
        while waiting:
            item = waiting.pop()
            if isinstance(item.record, Note) and item.record.anchor:
                riding.append(item)
                continue
            self._item(item)
            waiting.extend(reversed(self._in_paint_order(item.id)))
        for link in self._drawn.links.get(self._page, ()):
            self._link(link)
        for item in riding:
            self._step(item)

    def _in_paint_order(self, parent: str | None) -> list[Item]:
        return sorted(self._drawn.children(self._page, parent), key=_level)

    def _id(self, record_id: str) -> str:
        if record_id not in self._ids:
            # Ids of pages begin with "page_" and cells of draw.io's own are numbers.
            usable = _PLAIN_ID.match(record_id) and not record_id.startswith(("page_", "cell_"))
            self._ids[record_id] = record_id if usable else self._taken.new(f"cell {record_id}", "cell")
        return self._ids[record_id]

    # nodes and notes

    def _item(self, item: Item) -> None:
        record = item.record
        around = self._drawn.items[item.parent].rect if item.parent is not None else Rect(0, 0, 0, 0)
        cell = self._cell(item, _label(self._drawn.document, item), self._style(item), vertex="1")
        cell.set("parent", self._id(item.parent) if item.parent is not None else "1")
        if isinstance(record, Note) and record.kind == "step":
            cell.set("connectable", "0")
        place = item.rect.moved(-around.x, -around.y)
        _geometry(cell, x=place.x, y=place.y, width=place.width, height=place.height)

    def _style(self, item: Item) -> str:
        if isinstance(item.record, Note):
            return note_style(item.record)
        return frame_style(item.record) if item.frame else node_style(self._drawn.document, item.record)

    def _cell(self, item: Item, value: str, style: str, **attributes: str) -> ElementTree.Element:
        """A cell; one that leads to another page is wrapped in the object that holds its link."""
        cell_id = self._id(item.id)
        opens = item.record.opens
        page = self._page_ids.get(None if opens == FIRST_PAGE else opens) if opens else None
        if page is None:
            return _element(self._root, "mxCell", id=cell_id, value=value, style=style, **attributes)
        wrapped = _element(self._root, "UserObject", id=cell_id, label=value, link=f"data:page/id,{page}")
        return _element(wrapped, "mxCell", style=style, **attributes)

    def _step(self, item: Item) -> None:
        """A numbered step goes with its line; without the line it stands where its figures say."""
        note = item.record
        assert isinstance(note, Note)
        link = self._links.get(note.anchor)
        if link is None:
            self._item(item)
            return
        label = _label(self._drawn.document, item)
        cell = self._cell(item, label, note_style(note), vertex="1", connectable="0", parent=link)
        made = _geometry(cell, x=_along(note.anchor_at), y=0, width=STEP_SIZE, height=STEP_SIZE)
        made.set("relative", "1")
        _point(made, -STEP_SIZE / 2, -STEP_SIZE / 2, "offset")

    # links

    def _link(self, link: Link) -> None:
        source, target = self._drawn.items[link.source], self._drawn.items[link.target]
        route = list(self._routes.get(link.id, ()))
        # Only of a right-angled line are the corners all there is to it.
        angled = (link.routing or self._drawn.document.settings.link_routing) == "orthogonal"
        inner = route[1:-1] if angled and len(route) > 1 else list(link.waypoints)
        style = link_style(self._drawn.document, link)
        style += _fixed(
            "exit", source.rect, route[0] if route else None, link.source_side, link.source_offset
        )
        style += _fixed(
            "entry", target.rect, route[-1] if route else None, link.target_side, link.target_offset
        )
        parent = self._common(link)
        cell_id = self._links[link.id] = self._id(link.id)
        cell = _element(
            self._root,
            "mxCell",
            id=cell_id,
            value=_html(folded(one_line(link.label), LINK_LETTERS)),
            style=style,
            edge="1",
            parent=self._id(parent) if parent is not None else "1",
            source=self._id(link.source),
            target=self._id(link.target),
        )
        at = 0.0 if link.label_at is None else _along(link.label_at)
        geometry = _geometry(cell, **({"x": at} if at else {}))
        geometry.set("relative", "1")
        if inner:
            origin = self._drawn.items[parent].rect if parent is not None else Rect(0, 0, 0, 0)
            points = ElementTree.SubElement(geometry, "Array", {"as": "points"})
            for x, y in inner:
                _point(points, x - origin.x, y - origin.y)

    def _common(self, link: Link) -> str | None:
        """The innermost container around both ends: the line moves with it."""
        others = set(self._drawn.ancestors(link.target))
        ends = (link.source, link.target)
        around = self._drawn.ancestors(link.source)
        return next((found for found in around if found in others and found not in ends), None)


def _level(item: Item) -> tuple[int, int]:
    """Frames lie below overlays, these below icons; what sits on an edge and texts lie on top."""
    record = item.record
    if isinstance(record, Note):
        return 4, record.z
    if record.service.is_container():
        return 0, record.z
    if item.overlay:
        return 1, record.z
    return (3 if record.side is not None else 2), record.z


def _label(document: Document, item: Item) -> str:
    record = item.record
    if isinstance(record, Note):
        lines = note_lines(document, record)
        if record.kind == "title_block" and lines:
            return f"<b>{_html(lines[:1])}</b>" + "".join(f"<br>{_html([line])}" for line in lines[1:])
        return _html(lines)
    if item.frame:
        return _html(label_lines(record))
    title, *facts = label_lines(record)
    made = _html(folded(title, LABEL_LETTERS))
    return made + "".join(f'<br><font color="#545B64">{_html([fact])}</font>' for fact in facts)


def _html(lines: Iterable[str]) -> str:
    """Labels are HTML in draw.io: what a person wrote must not be taken for any."""
    return "<br>".join(escape(line, quote=False) for line in lines)


def _fixed(end: str, rect: Rect, point: Point | None, side: Side | None, offset: float | None) -> str:
    """Where a line leaves or meets a shape: the route's own point, or the side that was chosen."""
    if point is not None:
        x, y = point[0] - rect.x, point[1] - rect.y
        kept_x, kept_y = min(max(x, 0), rect.width), min(max(y, 0), rect.height)
        share_x, share_y = kept_x / max(rect.width, 1), kept_y / max(rect.height, 1)
        dx, dy = x - kept_x, y - kept_y
    elif side is not None:
        fixed_x, fixed_y = _SIDES[side]
        along = 0.5 if offset is None else offset
        share_x = along if fixed_x is None else fixed_x
        share_y = along if fixed_y is None else fixed_y
        dx = dy = 0
    else:
        return ""
    return (
        f"{end}X={_number(share_x)};{end}Y={_number(share_y)};{end}Dx={_number(dx)};{end}Dy={_number(dy)};"
        f"{end}Perimeter=0;"
    )


def _along(share: float) -> float:
    """A place on a line as draw.io counts it: -1 at the source, 1 at the target."""
    return 2 * share - 1


def _element(within: ElementTree.Element, tag: str, /, **attributes: str) -> ElementTree.Element:
    return ElementTree.SubElement(within, tag, attributes)


def _geometry(cell: ElementTree.Element, **figures: float) -> ElementTree.Element:
    figures_text = {name: _number(value) for name, value in figures.items()}
    return ElementTree.SubElement(cell, "mxGeometry", {**figures_text, "as": "geometry"})


def _point(parent: ElementTree.Element, x: float, y: float, role: str = "") -> None:
    named = {"as": role} if role else {}
    ElementTree.SubElement(parent, "mxPoint", {"x": _number(x), "y": _number(y), **named})


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"
