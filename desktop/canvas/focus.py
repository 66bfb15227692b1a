"""The keyboard's place on the canvas: which record has it, where the keys lead, and the ring around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRegion
from PySide6.QtWidgets import QFrame, QGraphicsItem, QGraphicsPathItem
from shiboken6 import isValid

from desktop.canvas.appearance import is_frame
from desktop.canvas.hits import outline_box
from desktop.canvas.items import FrameItem, Item, LinkItem, NodeItem, NoteItem
from desktop.canvas.painter import path_of
from projects import edits
from projects.neighbours import Direction, at_hand, frames_apart, free_center, leaves, nearest
from projects.reading_order import beside, level
from projects.records import AnyRecord, Link, Node, Note

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

AWAY = 5
"""Units between a record's own outline and the ring around it."""
RING = 2.5
EDGE = 2
"""Pixels of the canvas's own frame: it says that the keyboard is here while nothing is selected."""


class Focus(QObject):
    """Moves through the drawing of one canvas by keys. What has the focus is what was selected last."""

    properties_wanted = Signal(str)
    """Enter was pressed on something that holds nothing: its properties are to be edited."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._editor = view.editor
        self._ring: QGraphicsItem | None = None
        self._edge = False, ""
        self._came_from = ""
        """The node whose links are gone through."""
        self.by_keys = False
        """The keys were used last, not the mouse: the ring is shown."""
        view.viewport().installEventFilter(self)
        view.setFrameStyle(QFrame.Shape.Box | QFrame.Shadow.Plain)
        view.setLineWidth(EDGE)
        self._editor.selection_changed.connect(lambda _ids: self.show_ring())
        self._editor.changed.connect(lambda _change: self.show_ring())
        self._editor.document_replaced.connect(self.show_ring)

    @property
    def current(self) -> str | None:
        """Id of the record that has the focus."""
        shown = self._view.mirror.items_by_id
        return next((i for i in reversed(self._editor.selection) if i in shown), None)

    # moving

    def _go_to(self, record_id: str | None) -> bool:
        if record_id is None:
            return False
        self._use_keys()
        self._editor.select((record_id,))
        self._bring_into_view(record_id)
        return True

    def step(self, by: int) -> bool:
        """The next record in reading order, in the same container; False if the drawing is empty."""
        current = self.current
        record = self._editor.document.get(current)
        if isinstance(record, Link):
            return self.cycle_link(by)
        if current is not None:
            return self._go_to(beside(self._editor.document, current, by))
        order = level(self._editor.document, self._view.mirror.page)
        return self._go_to(order[0 if by > 0 else -1] if order else None)

    def end(self, last: bool) -> bool:
        """The first or the last record of the container."""
        record = self._editor.document.get(self.current)
        holder = record.parent if isinstance(record, Node | Note) else self._view.mirror.page
        order = level(self._editor.document, holder)
        return self._go_to(order[-1 if last else 0] if order else None)

    def look(self, way: Direction) -> bool:
        """The nearest record that way: another icon or note, for a frame another frame beside it."""
        current, rects = self.current, self._view.mirror.layout.rects
        document = self._editor.document
        if current is None or current not in rects:
            return self.step(1)
        node = document.node(current)
        frame = node is not None and is_frame(node)
        candidates = frames_apart(document, rects, current) if frame else leaves(document, rects)
        others = [i for i in candidates if i != current]
        # A frame leads to the frames beside it before it leads into them.
        beside = [i for i in others if frame and _parent(document.get(i)) == _parent(node)]
        self._use_keys()
        found = nearest(rects, rects[current], beside, way) or nearest(rects, rects[current], others, way)
        return self._go_to(found)

    def enter(self) -> None:
        """Into a container; to the other end of a link; to the properties of all else."""
        current = self.current
        record = self._editor.document.get(current)
        if isinstance(record, Link):
            self._go_to(record.source if record.target == self._came_from else record.target)
        elif record is None:
            self.step(1)
        elif inside := level(self._editor.document, record.id):
            self._go_to(inside[0])
        else:
            self._use_keys()
            self.properties_wanted.emit(record.id)

    def out(self) -> bool:
        """To the container around it, or from a link back to its node; False if there is neither."""
        document, current = self._editor.document, self.current
        record = document.get(current)
        if isinstance(record, Link):
            ends = (record.source, record.target)
            return self._go_to(self._came_from if self._came_from in ends else record.source)
        around = next(document.ancestors(current), None) if current is not None else None
        return self._go_to(around.id if around is not None else None)

    def cycle_link(self, by: int) -> bool:
        """The next link of the node that has the focus, or had it before its links were gone through."""
        document, current = self._editor.document, self.current
        record = document.get(current)
        if isinstance(record, Link):
            if self._came_from not in (record.source, record.target):
                self._came_from = record.source
        elif current is not None:
            self._came_from = current
        shown = self._view.mirror.items_by_id
        links = [link.id for link in document.links_of(self._came_from) if link.id in shown]
        if not links:
            if current is not None:
                self._view.message.emit("No link starts or ends here.")
            return False
        place = (links.index(current) + by) % len(links) if current in links else (0 if by > 0 else -1)
        return self._go_to(links[place])

    # making a neighbour

    def neighbour(self, way: Direction, always_new: bool = False) -> None:
        """Go to the node next to this one, connected if it is not yet; where there is none, add one."""
        document, node = self._editor.document, self._editor.document.node(self.current)
        if node is None:
            self._view.message.emit("Select a node first: Ctrl and an arrow key adds a connected neighbour.")
            return
        other = None if always_new else at_hand(document, node, way)
        if other is not None:
            ends = {node.id, other}
            if not any({link.source, link.target} == ends for link in document.links_of(node.id)):
                with self._editor.edit("Connect") as draft:
                    edits.connect(draft, node.id, other)
            self._go_to(other)
            return
        x, y = self._view.mirror.layout.origin(node.parent)
        dx, dy = free_center(document, node, way)
        self._use_keys()
        self._view.quick_add.open(QPointF(x + dx, y + dy), connect_from=node.id, way=way)

    # showing

    def menu_point(self) -> QPoint:
        """Where the menu of the keyboard's record opens on the screen: at its middle, inside the canvas."""
        view, port = self._view, self._view.viewport()
        rect = view.mirror.layout.rects.get(self.current or "")
        item = view.mirror.items_by_id.get(self.current or "")
        middle = item.sceneBoundingRect().center() if item is not None else view.middle()
        point = view.mapFromScene(QPointF(*rect.center) if rect is not None else middle)
        room = port.rect().adjusted(8, 8, -8, -8)
        x, y = (
            min(max(point.x(), room.left()), room.right()),
            min(max(point.y(), room.top()), room.bottom()),
        )
        return port.mapToGlobal(QPoint(x, y))

    def _bring_into_view(self, record_id: str) -> None:
        view, rects = self._view, self._view.mirror.layout.rects
        record = self._editor.document.get(record_id)
        ends = (record.source, record.target) if isinstance(record, Link) else (record_id,)
        rect = QRectF()
        for end in ends:
            rect = rect.united(QRectF(*rects[end])) if end in rects else rect
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        wanted = rect.adjusted(-24, -24, 24, 40)
        if seen.contains(wanted):
            return
        if wanted.width() <= seen.width() and wanted.height() <= seen.height():
            view.ensureVisible(wanted, 0, 0)
        elif not seen.intersects(rect) or not isinstance(record, Link):
            # Too large to be seen whole: its title at least.
            view.ensureVisible(QRectF(wanted.topLeft(), seen.size() * 0.5), 0, 0)
        view.stir()

    def arrive(self, reason: Qt.FocusReason) -> None:
        """The canvas has got the keyboard."""
        came_by_key = reason in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        self.by_keys = self.by_keys or came_by_key
        self.show_ring()

    def _use_keys(self) -> None:
        if not self.by_keys:
            self.by_keys = True
            self.show_ring()

    def show_ring(self) -> None:
        """Draw the ring anew: around what has the focus, or around the canvas where nothing has."""
        if self._ring is not None and isValid(self._ring) and self._ring.scene() is not None:
            self._view.mirror.removeItem(self._ring)
        self._ring = None
        self._update_edge()
        item = self._view.mirror.items_by_id.get(self.current or "")
        if item is not None and self.visible:
            self._ring = ring_around(item, self._view.theme.accent)

    @property
    def visible(self) -> bool:
        """Whether the place of the keyboard is shown."""
        return self.by_keys and self._view.hasFocus()

    @property
    def ringed(self) -> str | None:
        """Id of the record that the ring is around now."""
        holder = self._ring.parentItem() if self._ring is not None else None
        return holder.record.id if isinstance(holder, NodeItem | FrameItem | NoteItem | LinkItem) else None

    @property
    def edged(self) -> bool:
        """Whether the canvas itself is framed now."""
        return self.visible and self.current is None

    def _update_edge(self) -> None:
        """Have the frame painted anew if it is another; all else stays as it is."""
        look = self.edged, self._view.theme.name
        if look == self._edge:
            return
        self._edge = look
        whole = QRegion(self._view.rect())
        self._view.update(whole.subtracted(QRegion(self._view.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE))))

    def paint_edge(self) -> None:
        """Paint the canvas's own frame; Qt's style would paint it in a colour of its own."""
        view, theme = self._view, self._view.theme
        painter = QPainter(view)
        painter.setPen(QPen(QColor(theme.accent if self.edged else theme.canvas), 2 * EDGE))
        painter.drawRect(view.rect())
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and self.by_keys:
            self.by_keys = False
            self.show_ring()
        return super().eventFilter(watched, event)


def ring_around(item: Item, accent: str) -> QGraphicsItem:
    """A strong line around a record, further out than what selecting and hovering draw."""
    ring = QGraphicsPathItem(item)
    colour, path, width = QColor(accent), QPainterPath(), RING
    if isinstance(item, LinkItem):
        path, width = path_of([item.route.points]), 8
        colour.setAlphaF(0.4)
    else:
        box = outline_box(item.record).grown(AWAY)
        radius = 2 if isinstance(item, FrameItem) else 9
        path.addRoundedRect(QRectF(box.x, box.y, box.width, box.height), radius, radius)
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    ring.setPen(pen)
    ring.setPath(path)
    ring.setZValue(-1)
    ring.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
    return ring


def _parent(record: AnyRecord | None) -> str | None:
    return record.parent if isinstance(record, Node | Note) else None
