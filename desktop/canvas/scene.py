"""The scene: one item per record, kept in step with the document change by change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from time import perf_counter

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from desktop.canvas import pictures
from desktop.canvas.appearance import paint_level
from desktop.canvas.colours import Colours
from desktop.canvas.culling import loosen, tighten, tighten_all
from desktop.canvas.detail import Compositions, Detail
from desktop.canvas.items import FrameItem, Item, LinkItem, NodeItem, Style, item_class, item_for
from desktop.canvas.layers import EVERYTHING, Layers
from desktop.canvas.layout import Holders, Layout, Moves, common_container
from desktop.canvas.note_keeping import NoteKeeping
from desktop.canvas.paths import Route
from desktop.canvas.refinement import SLICE, Refinement
from desktop.canvas.rerouting import relabelled, restyled
from desktop.canvas.routing import PLAIN_FROM, Router
from desktop.canvas.shapes import NO_MARKS, Marks
from projects.changes import Change
from projects.document import Document
from projects.records import Link, Node, Note, Picture

REROUTE_ALL_UP_TO = 12
"""Drawings with no more links than this are routed as a whole after a change: that is not felt."""
CARE_ON_OPENING_UP_TO = 40
"""Drawings with no more links than this are routed with all care on opening; larger ones at rest."""
_LEVEL = 100_000.0
IN_VIEW = Qt.ItemSelectionMode.IntersectsItemBoundingRect
"""Not by shape: a pill or label alone may be what is seen of an icon."""


class Scene(QGraphicsScene):
    """Mirrors a document. Nothing here changes it, and nothing here is the truth."""

    def __init__(
        self, document: Document, ground: Colours, detail: Detail, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        # Frames that hold all their content are passed over as a whole: an index on top of that only costs.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.style_of_items = Style(ground, detail, Compositions())
        self.marks: Mapping[str, Marks] = {}
        self.items_by_id: dict[str, Item] = {}
        self.refinement = Refinement()
        self.page: str | None = None
        """Id of the page that is shown; None for the first."""
        self.layers = EVERYTHING
        self.notes = NoteKeeping(self)
        self.show_document(document)

    # the whole document

    def show_document(
        self,
        document: Document,
        detail: Callable[[QRectF], Detail] | None = None,
        page: str | None = None,
    ) -> None:
        """Drop what is shown and mirror a page of a document, in the detail that suits its extent."""
        self.notes.reset()
        self.items_by_id.clear()
        self.clear()
        self.marks = {}
        self._stale: list[QGraphicsItem] = []
        self._looked_at: tuple[QRectF, Detail] | None = None
        self.document = document
        pictures.know(document)
        self.page = page
        self.layout = Layout(document, page, self.layers.without)
        if detail is not None:
            self.style_of_items.detail = detail(self.content_rect())
        sketch = CARE_ON_OPENING_UP_TO < sum(1 for _ in document.links()) <= PLAIN_FROM
        self.router = Router(self.layout, sketch)
        self.refinement.drop()
        if sketch:
            self.refinement.plan(self.router, sketch)
        waiting: list[str | None] = [page]
        while waiting:
            for record in document.children(waiting.pop()):
                if record.id not in self.layout.rects:
                    continue
                self._make(record)
                if isinstance(record, Node):
                    waiting.append(record.id)
        known: Holders = {}
        for link in document.links():
            self._update_link(link.id, known)
        tighten_all(document, self.items_by_id)
        self._uniform = True
        self.notes.find_riders()
        self.notes.ride()

    def content_rect(self) -> QRectF:
        """The rectangle around all that is drawn; empty for an empty document."""
        around = self.layout.extent
        return QRectF() if around is None else QRectF(*around.grown(60, 40, 60, 60))

    # following changes

    def follow(self, change: Change) -> None:
        """Make, update and remove items as a change says."""
        for _, _, after in change.items():
            if isinstance(after, Picture):
                pictures.learn(after)
        moves = self.layout.update(change.ids)
        links = {i for i, before, after in change.items() if isinstance(before or after, Link)}
        links |= restyled(change, self.document)
        adopted: set[str] = set()
        for record_id, before, after in change.items():
            if isinstance(after, Node | Note) and record_id in self.layout.rects:
                if isinstance(before, Node | Note) and before.parent != after.parent:
                    adopted.add(record_id)
                self._put(after)
        for record_id in moves:
            self._follow_move(record_id)
        for record_id, _, after in change.items():
            if after is None:
                self._remove(record_id)
        self._reroute({**dict.fromkeys(relabelled(change)), **moves}, links, adopted)
        self.notes.follow(change)
        self.notes.ride()

    def _follow_move(self, record_id: str) -> None:
        """Show a record at its place now, which may be none, or one for the first time."""
        record = self.document.get(record_id)
        if record_id not in self.layout.rects or not isinstance(record, Node | Note):
            self._remove(record_id)
        elif record_id in self.items_by_id:
            self.set_place(record_id)
        else:
            self._make(record)

    def _reroute(self, moves: Moves, links: set[str], adopted: set[str]) -> None:
        concerned = set(links)
        for record_id in adopted:
            for inner in (record_id, *(record.id for record in self.document.descendants(record_id))):
                concerned.update(link.id for link in self.document.links_of(inner))
        if not moves and not concerned:
            pass
        elif self.refinement.begun or len(self.router.routes) <= REROUTE_ALL_UP_TO:
            self.refinement.drop()
            concerned.update(self.router.routes)
            self.router.rebuild()
            concerned.update(self.router.routes)
        else:
            concerned |= self.router.update(moves, links, moves)
            self.refinement.plan(self.router)
        known: Holders = {}
        for link_id in concerned:
            self._update_link(link_id, known)
        self._tighten({*moves, *adopted}, concerned)

    def _tighten(self, records: Iterable[str], links: Iterable[str]) -> None:
        """Look again at the frames that these changes concern."""
        frames: dict[str | None, None] = {}
        for record_id in records:
            frames[record_id] = None
            frames[getattr(self.document.get(record_id), "parent", None)] = None
        for link_id in links:
            frames[getattr(self.items_by_id.get(link_id), "holder", None)] = None
        tighten(self.document, self.items_by_id, frames)

    def _put(self, record: Node | Note) -> None:
        item = self.items_by_id.get(record.id)
        if item is None or type(item) is not item_class(record):
            if item is not None:
                self._remove(record.id)
            self._make(record)
            return
        item.record = record
        self._set_parent(item, record)
        self.notes.tell(item)
        item.draw(self.style_of_items)

    def _make(self, record: Node | Note) -> Item:
        made = self.items_by_id.get(record.id)
        if made is not None:
            return made
        item = item_for(record)
        self.items_by_id[record.id] = item
        if isinstance(item, NodeItem | FrameItem):
            item.marks = self.marks.get(record.id, NO_MARKS)
        self._set_parent(item, record)
        self.notes.tell(item)
        item.draw(self.style_of_items)
        return item

    def _set_parent(self, item: Item, record: Node | Note) -> None:
        holder = self.document.node(record.parent)
        parent = self._make(holder) if holder is not None and holder.id != record.id else None
        if item.parentItem() is not parent:
            item.setParentItem(parent)  # type: ignore[arg-type]
        if item.scene() is None:
            self.addItem(item)
        item.setZValue(paint_level(record) * _LEVEL + record.z)
        self.set_place(record.id)

    def set_place(self, record_id: str) -> None:
        """Put an item where the layout has its record."""
        item, rect = self.items_by_id.get(record_id), self.layout.rects.get(record_id)
        if item is None or rect is None or isinstance(item, LinkItem):
            return
        x, y = self.layout.origin(item.record.parent) if item.parentItem() is not None else (0, 0)
        item.setPos(rect.x - x, rect.y - y)

    def _update_link(self, link_id: str, known: Holders) -> None:
        link, route = self.document.get(link_id), self.router.routes.get(link_id)
        if not isinstance(link, Link) or route is None:
            self._remove(link_id)
            return
        item = self.items_by_id.get(link_id)
        if not isinstance(item, LinkItem):
            item = LinkItem(link)
            item.marks = self.marks.get(link.id, NO_MARKS)
            item.setZValue(2 * _LEVEL)
            self.items_by_id[link_id] = item
        holder = common_container(self.document, link.source, link.target, known)
        parent = self.items_by_id.get(holder) if holder is not None else None
        if item.parentItem() is not parent:
            item.setParentItem(parent)  # type: ignore[arg-type]
        if item.scene() is None:
            self.addItem(item)
        item.holder = holder
        renewed = item.record is not link or item.drawn is None
        item.record = link
        self._lay(item, route, renewed)
        if renewed:
            item.draw(self.style_of_items)

    def _lay(self, item: LinkItem, route: Route, renewed: bool = False) -> None:
        x, y = self.layout.origin(item.holder) if item.holder is not None else (0, 0)
        local = route.moved(-x, -y)
        if renewed or item.route != local:
            item.lay(local)

    def _remove(self, record_id: str) -> None:
        item = self.items_by_id.pop(record_id, None)
        if item is None:
            return
        for child in item.childItems():
            record = getattr(child, "record", None)
            if record is not None and record.id in self.items_by_id:
                child.setParentItem(None)  # type: ignore[arg-type]
        if item.scene() is not None:
            self.removeItem(item)

    def refine(self) -> bool:
        """Lead links with all care for a moment, where that is still to be done; True if some are left."""
        known: Holders = {}
        moved: list[str] = []
        for link_id in self.refinement.go_on():
            before = getattr(self.items_by_id.get(link_id), "route", None)
            self._update_link(link_id, known)
            if getattr(self.items_by_id.get(link_id), "route", None) is not before:
                moved.append(link_id)
        self._tighten((), moved)
        self.notes.ride()
        return self.refinement.left

    def settle(self) -> None:
        """Refine to the end."""
        while self.refine():
            pass

    # while a gesture lasts

    def begin_preview(self, roots: Iterable[str], links: Iterable[str]) -> None:
        """These records and links are about to be shown elsewhere for a while."""
        if self.refinement.begun:
            self.settle()
        holders = [getattr(self.items_by_id.get(i), "holder", None) for i in links]
        loosen(self.document, self.items_by_id, [*roots, *(i for i in holders if i is not None)])

    def end_preview(self, roots: Iterable[str], links: Iterable[str]) -> None:
        """Everything is shown where the document says again."""
        around = [node.id for root in roots for node in self.document.ancestors(root)]
        self._tighten([*roots, *around], links)
        self.refinement.plan(self.router)
        # What was shown outside a frame that is tight again lies where Qt no longer looks for it.
        self.update()

    def preview_shift(self, roots: Iterable[str], all_ids: Iterable[str], dx: int, dy: int) -> None:
        """Show records, with all in them, (dx, dy) further on; the document knows nothing of it."""
        if not dx and not dy:
            return
        for record_id in roots:
            self.items_by_id[record_id].moveBy(dx, dy)
        self.layout.shift(all_ids, dx, dy)

    def preview_links(self, links: Iterable[str]) -> None:
        """Lead these links to where their ends are shown."""
        for link_id in self.router.preview(links):
            item, route = self.items_by_id.get(link_id), self.router.routes.get(link_id)
            if isinstance(item, LinkItem) and route is not None:
                self._lay(item, route)
        self.notes.ride()

    # how it looks

    def set_marks(self, marks: Mapping[str, Marks]) -> None:
        """Show these pills and badges instead of the ones before."""
        before, self.marks = self.marks, marks
        for node_id in before.keys() | marks.keys():
            item = self.items_by_id.get(node_id)
            wanted = marks.get(node_id, NO_MARKS)
            if isinstance(item, NodeItem | FrameItem | LinkItem) and item.marks != wanted:
                item.marks = wanted
                item.drawn = None
                # From afar they are not shown: they are drawn when the zoom comes nearer.
                if not self.style_of_items.detail.plain:
                    item.draw(self.style_of_items)

    def set_colours(self, ground: Colours) -> None:
        """Draw everything in other colours."""
        self.style_of_items.ground = ground
        self.style_of_items.compositions.clear()
        for item in self.items_by_id.values():
            item.draw(self.style_of_items)

    def set_layers(self, layers: Layers) -> None:
        """Show these layers of the drawing and no others."""
        before, rebuilt, self.layers = self.layers, self.begins_anew(layers), layers
        self.style_of_items.facts, self.style_of_items.link_labels = layers.facts, layers.link_labels
        self.layout.without = layers.without
        if rebuilt:
            marks = self.marks
            self.show_document(self.document, page=self.page)
            self.set_marks(marks)
        elif (before.facts, before.link_labels) != (layers.facts, layers.link_labels):
            for item in self.items_by_id.values():
                item.draw(self.style_of_items)

    def begins_anew(self, layers: Layers) -> bool:
        """Whether these layers have other notes than are shown: lines run round notes."""
        others = layers.without ^ self.layers.without
        return bool(others) and any(note.kind in others for note in self.document.notes())

    def set_detail(self, detail: Detail) -> None:
        """Take another step of detail; items are drawn in it when they are asked to refresh."""
        if self.style_of_items.detail != detail:
            self.style_of_items.detail = detail
            self._uniform, self._looked_at = False, None

    def refresh(self, visible: QRectF) -> bool:
        """Draw what lies in a rectangle and is drawn for another step; True if some is left to do."""
        style, wanted = self.style_of_items, (visible, self.style_of_items.detail)
        if self._looked_at != wanted:
            self._looked_at = wanted
            found = () if self._uniform else self.items(visible, IN_VIEW)
            self._stale = [item for item in found if getattr(item, "drawn", style.detail) != style.detail]
        end = perf_counter() + SLICE
        while self._stale:
            if perf_counter() > end:
                return True
            item = self._stale.pop()
            if item.scene() is self:
                item.draw(style)  # type: ignore[attr-defined]
        self._uniform = self._uniform or visible.contains(self.content_rect())
        return False
