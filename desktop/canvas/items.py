"""What the scene holds, one item per record, made of Qt's own fast items: pixmaps, rectangles and paths."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsPixmapItem

from desktop.canvas import pictures
from desktop.canvas.appearance import is_frame
from desktop.canvas.colours import (
    FRAME_WIDTH,
    LINK_WIDTH,
    Colours,
    frame_colour,
    frame_fill,
    frame_style,
)
from desktop.canvas.detail import Compositions, Detail
from desktop.canvas.links import heads, label_spot, link_dash, link_label_lines, link_label_shapes
from desktop.canvas.notes import note_shapes
from desktop.canvas.painter import brush, curve_of, path_of, pen
from desktop.canvas.paths import Route, broken
from desktop.canvas.primitives import Box, Primitive, Rectangle
from desktop.canvas.shapes import (
    GLYPH,
    NO_MARKS,
    Marks,
    header_shapes,
    label_lines,
    node_shapes,
    picture,
)
from projects.annotations.content import Content
from projects.records import Link, Node, Note
from projects.service import UnknownService

OVERHANG = 100
"""How far labels, pills and lines may stand out of a frame."""


@dataclass
class Style:
    """What all items are drawn with at the moment."""

    ground: Colours
    detail: Detail
    compositions: Compositions
    facts: bool = True
    """The second line under an icon is shown."""
    link_labels: bool = True


class _Pixmap(QGraphicsPixmapItem):
    """A composed pixmap that knows at which detail it was made."""

    def __init__(self, parent: QGraphicsItem | None = None) -> None:
        super().__init__(parent)
        self.setShapeMode(QGraphicsPixmapItem.ShapeMode.BoundingRectShape)
        self.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)


class NodeItem(_Pixmap):
    """An icon with its label, pill and badge in one pixmap."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.record: Node = node
        self.marks: Marks = NO_MARKS
        self.drawn: Detail | None = None

    def draw(self, style: Style) -> None:
        """Compose the pixmap for the present detail."""
        node, marks, ground = self.record, self.marks, style.ground
        self.drawn = style.detail
        unknown = isinstance(node.service, UnknownService)
        facts = (pictures.own_picture(node.picture) or node.service.icon, unknown, node.size, ground)
        if style.detail.plain:
            found = style.compositions.get(facts, style.detail.scale, lambda: _tile(node, ground))
        else:
            grown = style.detail.marks if marks != NO_MARKS else 1.0
            key = (*facts, label_lines(node, style.facts), node.side, bool(node.opens), marks, grown)
            found = style.compositions.get(
                key, style.detail.scale, lambda: node_shapes(node, ground, marks, grown, style.facts)
            )
        self.setPixmap(found.pixmap)
        self.setOffset(found.x, found.y)


def _tile(node: Node, ground: Colours) -> tuple[Primitive, ...]:
    w, h = node.size
    own = pictures.own_picture(node.picture)
    if isinstance(node.service, UnknownService) and not own:
        return (Rectangle(Box(0, 0, w, h), fill=ground.secondary, radius=6),)
    return tuple(picture(own or node.service.icon, Box(0, 0, w, h), ground))


class NoteItem(_Pixmap):
    """A remark, step, title block or legend in one pixmap."""

    def __init__(self, note: Note) -> None:
        super().__init__()
        self.record: Note = note
        self.content = Content("")
        """What it says, which may follow the rest of the drawing."""
        self.drawn: Detail | None = None

    def draw(self, style: Style) -> None:
        note, ground, content = self.record, style.ground, self.content
        self.drawn = style.detail
        key = (note.kind, note.text, note.heading, note.size, bool(note.opens), content, ground)
        found = style.compositions.get(key, style.detail.scale, lambda: note_shapes(note, ground, content))
        self.setPixmap(found.pixmap)
        self.setOffset(found.x, found.y)


class FrameItem(QGraphicsPathItem):
    """The outline of a container or overlay, and its header as a pixmap.

    Its bounds reach ``OVERHANG`` beyond the outline, so that Qt may pass over a frame with all that
    stands in it as long as the frame is :meth:`tight <hold>`.
    """

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.record: Node = node
        self.marks: Marks = NO_MARKS
        self.drawn: Detail | None = None
        self.tight = False
        self._header = _Pixmap(self)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemDoesntPropagateOpacityToChildren)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def draw(self, style: Style) -> None:
        """Outline, fill and header for the present detail."""
        node, marks, ground, detail = self.record, self.marks, style.ground, style.detail
        self.drawn = detail
        frame = frame_style(node)
        self._fit()
        wide = 1.0 if detail.hairline else FRAME_WIDTH
        dash = () if detail.plain else frame.dash
        self.setPen(pen(frame_colour(frame, ground), wide, dash, cosmetic=detail.hairline))
        self.setBrush(brush(frame_fill(frame, ground) if node.service.is_container() else None))
        if detail.plain:
            self._header.setVisible(bool(frame.glyph) and not frame.centred)
            if self._header.isVisible():
                glyph = Box(0, 0, GLYPH, GLYPH)
                self._show(
                    style,
                    (frame.glyph, ground),
                    lambda: tuple(picture(frame.glyph, glyph, ground, frame.colour)),
                )
            return
        self._header.setVisible(True)
        grown = detail.marks if marks != NO_MARKS else 1.0
        key = (node.service.name, frame, node.title[:400], node.size[0], marks, grown, ground)
        self._show(style, key, lambda: header_shapes(node, ground, marks, grown))

    def _show(self, style: Style, key: object, shapes: object) -> None:
        found = style.compositions.get(key, style.detail.scale, shapes)  # type: ignore[arg-type]
        self._header.setPixmap(found.pixmap)
        self._header.setOffset(found.x, found.y)

    def fade(self, faded: bool, to: float = 0.35) -> None:
        """Step back while other things matter, or come back; what stands inside is not touched."""
        self.setOpacity(to if faded else 1.0)
        self._header.setOpacity(to if faded else 1.0)

    def _fit(self) -> None:
        """The outline, and a point on either side of it that paints nothing but widens the bounds."""
        w, h = self.record.size
        inset = FRAME_WIDTH / 2
        path = QPainterPath()
        for x, y in ((-OVERHANG, -OVERHANG), (w + OVERHANG, h + OVERHANG)):
            path.moveTo(x, y)
            path.lineTo(x + 1, y)
            # A leg of no length would not be added: it is made so afterwards.
            path.setElementPositionAt(path.elementCount() - 1, x, y)
        path.addRect(QRectF(inset, inset, w - FRAME_WIDTH, h - FRAME_WIDTH))
        self.setPath(path)

    def hold(self, tight: bool) -> None:
        """Say whether everything in the frame is painted within its bounds."""
        if self.tight != tight:
            self.tight = tight
            self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemContainsChildrenInShape, tight)


class LinkItem(QGraphicsPathItem):
    """A line with its heads and label, in the coordinates of the container around both ends."""

    def __init__(self, link: Link) -> None:
        super().__init__()
        self.record: Link = link
        self.marks: Marks = NO_MARKS
        self.drawn: Detail | None = None
        self.route = Route(())
        self.holder: str | None = None
        """The container in whose coordinates the route is."""
        self._heads: QGraphicsPathItem | None = None
        self._label: _Pixmap | None = None
        self._style: Style | None = None
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def lay(self, route: Route) -> None:
        """Take a new way, in the coordinates of the parent item."""
        narrower = route.label_width != self.route.label_width
        self.route = route
        ends = heads(self.record, route.curve or route.points)
        if ends and link_dash(self.record):
            if self._heads is None:
                self._heads = QGraphicsPathItem(self)
                self._heads.setPen(self.pen())
            self._heads.setPath(path_of(ends))
            ends = []
        elif self._heads is not None:
            self._heads.setPath(path_of(()))
        if route.curve:
            path = curve_of(route.curve)
            path.addPath(path_of(ends))
            self.setPath(path)
        else:
            self.setPath(path_of([*broken(route.points, route.gaps), *ends]))
        if self._label is not None and route.points:
            self._label.setPos(*label_spot(route))
        if narrower and self._style is not None:
            self.draw(self._style)

    def draw(self, style: Style) -> None:
        """Line and label for the present detail."""
        detail, ground, link = style.detail, style.ground, self.record
        self.drawn, self._style = detail, style
        wide = 1.0 if detail.hairline else LINK_WIDTH
        dash = () if detail.plain else link_dash(link)
        self.setPen(pen(ground.arrow, wide, dash, cosmetic=detail.hairline))
        if self._heads is not None:
            self._heads.setPen(pen(ground.arrow, wide, (), cosmetic=detail.hairline))
        marks = self.marks
        if not style.link_labels:
            link = link.model_copy(update={"label": ""})
        shown = not detail.plain and (link_label_lines(link) or marks.cost)
        if not shown or not self.route.points:
            if self._label is not None:
                self._label.setVisible(False)
            return
        if self._label is None:
            self._label = _Pixmap(self)
        grown = detail.marks if marks.cost else 1.0
        limit = self.route.label_width
        key = (link.label, limit, marks, grown, ground)
        found = style.compositions.get(
            key, detail.scale, lambda: link_label_shapes(link, ground, marks, grown, limit)
        )
        self._label.setPixmap(found.pixmap)
        self._label.setOffset(found.x, found.y)
        self._label.setPos(*label_spot(self.route))
        self._label.setVisible(True)


Item = NodeItem | FrameItem | LinkItem | NoteItem


def item_for(record: Node | Link | Note) -> Item:
    """A new item for a record, not drawn yet."""
    return item_class(record)(record)  # type: ignore[arg-type]


def item_class(record: Node | Link | Note) -> type[Item]:
    """What shows a record."""
    if isinstance(record, Link):
        return LinkItem
    if isinstance(record, Note):
        return NoteItem
    return FrameItem if is_frame(record) else NodeItem
