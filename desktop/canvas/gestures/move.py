"""Moving what is selected: live with everything in it, into another container where that may hold it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from desktop.canvas.gestures.copies import Ghosts, put_copies
from desktop.canvas.gestures.gesture import COPYING, FREE, ONE_AXIS, Gesture, Modifiers
from desktop.canvas.gestures.insert import Insertion
from desktop.canvas.guides import GuideIndex, Guides
from desktop.canvas.in_line import index_in
from projects import edits
from projects.changes import Change
from projects.document import Draft
from projects.geometry import Rect, border_point, nearest_border, snapped
from projects.overlays import carried
from projects.placement import accepting_container_at, container_at
from projects.previews import refused_by
from projects.records import Node, Note
from projects.settling import settle

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


class Move(Gesture):
    """Drags the selection; the record under the pointer leads, the others keep their distance."""

    lowers_quality = True

    def __init__(self, view: CanvasView, at: QPointF, leader: str) -> None:
        super().__init__(view)
        self._start = at
        self._roots = [
            record.id
            for i in edits.roots(self.document, self.editor.selection)
            if isinstance(record := self.document.get(i), Node | Note) and not record.locked
        ]
        self._along = [*self._roots, *carried(Draft(self.document), self._roots)]
        self._all = self._everything()
        held = next((i for i in self._roots if i == leader or leader in self._inner(i)), self._roots[0])
        self._leader = held
        self._from: Rect = self.scene.layout.rects[held]
        self._starts = {root: self.scene.layout.rects[root] for root in self._roots}
        self._links = self._crossing_links()
        self._shift = (0, 0)
        self._targets: dict[str, str | None] = {}
        self._refused = ""
        self._under: str | None = None
        self._ghosts: Ghosts | None = None
        """Shown while a copy is dragged and the originals stay."""
        self._insertion = self._possible_insertion()
        self._guides: dict[tuple[bool, str | None], GuideIndex] = {}
        view.decorations.show_hover(None, ports=False)
        self.scene.begin_preview(self._along, self._links)

    def _inner(self, record_id: str) -> set[str]:
        return {record.id for record in self.document.descendants(record_id)}

    def _everything(self) -> dict[str, str]:
        """Each id that moves, with the root it moves with."""
        found = {root: root for root in self._along}
        for root in self._along:
            found.update({record.id: root for record in self.document.descendants(root)})
        return found

    def _crossing_links(self) -> list[str]:
        """Links that do not simply move along with one container."""
        found: dict[str, None] = {}
        for record_id, root in self._all.items():
            for link in self.document.links_of(record_id):
                ends = (self._all.get(link.source), self._all.get(link.target))
                if ends != (root, root) or root in (link.source, link.target):
                    found[link.id] = None
        return list(found)

    def _possible_insertion(self) -> Insertion | None:
        """One node that nothing is joined to yet may be dropped into a line."""
        node = self.document.node(self._leader)
        if node is None or len(self._roots) > 1 or not node.service.is_icon() or node.service.border:
            return None
        return None if self.document.links_of(node.id) else Insertion(self.view, type(node.service))

    # while dragging

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        self._take_copies(bool(modifiers & COPYING))
        at = self._on_axis(at) if modifiers & ONE_AXIS else at
        dx, dy = round(at.x() - self._start.x()), round(at.y() - self._start.y())
        found: Guides | None = None
        self._find_targets(at)
        if not modifiers & FREE:
            dx, dy, found = self._snapped(dx, dy)
        if modifiers & ONE_AXIS:
            dx, dy = (dx, 0) if at.y() == self._start.y() else (0, dy)
        self._show(*self._on_border(at, dx, dy))
        self._aim_at_line()
        self._show_target()
        if found is not None:
            self.view.decorations.show_guides(found.lines)
            self.view.decorations.show_gaps(found.gaps)
        if self._insertion is not None:
            self._insertion.show()
        self.view.pointer.say(self._refused or self._told, at, refused=bool(self._refused))

    def _show_target(self) -> None:
        """Light up what a drop would go into, or what refuses it."""
        if self._refused:
            self.view.decorations.show_target(self._under, refused=True)
        elif self._changes_parent():
            self.view.decorations.show_target(self._targets.get(self._leader))
        else:
            self.view.decorations.clear_loose()

    def _on_axis(self, at: QPointF) -> QPointF:
        """The point straight across, or straight up or down, from where the drag began."""
        across = abs(at.x() - self._start.x()) >= abs(at.y() - self._start.y())
        return QPointF(at.x(), self._start.y()) if across else QPointF(self._start.x(), at.y())

    def _take_copies(self, wanted: bool) -> None:
        """Leave the originals where they are and drag copies, or the other way round."""
        if wanted == (self._ghosts is not None):
            return
        shift = self._shift
        self._show(0, 0)
        if self._ghosts is not None:
            self._ghosts.drop()
            self._ghosts = None
        else:
            self._ghosts = Ghosts(self.view, self._roots)
        if wanted:
            self.view.viewport().setCursor(Qt.CursorShape.DragCopyCursor)
        else:
            self.view.viewport().unsetCursor()
        self._show(*shift)

    def _aim_at_line(self) -> None:
        if self._insertion is not None:
            x, y = self._from.moved(*self._shift).center
            self._insertion.aim(None if self._refused else QPointF(x, y))

    def _snapped(self, dx: int, dy: int) -> tuple[int, int, Guides]:
        record = self.document.get(self._leader)
        assert isinstance(record, Node | Note)
        moved = self._from.moved(dx, dy)
        parent = record.parent if self._refused else self._targets.get(self._leader, record.parent)
        found = self._neighbours(parent).snap(moved, 5 / self.view.zoom)
        ox, oy = self.scene.layout.origin(parent)
        if not found.snaps_x:
            dx = snapped(moved.x - ox) + ox - self._from.x
        if not found.snaps_y:
            dy = snapped(moved.y - oy) + oy - self._from.y
        return dx + found.dx * found.snaps_x, dy + found.dy * found.snaps_y, found

    def _neighbours(self, parent: str | None) -> GuideIndex:
        """What the leader can be in line with in a container, while copies are dragged or not."""
        copying = self._ghosts is not None
        key = (copying, parent)
        if key not in self._guides:
            leader = self.document.node(self._leader)
            without = () if copying else self._all
            self._guides[key] = index_in(self.document, self.scene.layout.rects, parent, leader, without)
        return self._guides[key]

    def _on_border(self, at: QPointF, dx: int, dy: int) -> tuple[int, int]:
        """What sits on a frame's edge slides along the edge it would drop on."""
        record = self.document.node(self._leader)
        if record is None or not record.service.border or len(self._roots) > 1 or self._refused:
            return dx, dy
        holder = self.document.node(self._targets.get(self._leader))
        if holder is None:
            return dx, dy
        frame = self.scene.layout.rects[holder.id]
        side, offset = nearest_border(holder.size, at.x() - frame.x, at.y() - frame.y)
        x, y = border_point(holder.size, side, offset)
        w, h = record.size
        return round(frame.x + x - w / 2) - self._from.x, round(frame.y + y - h / 2) - self._from.y

    def _find_targets(self, at: QPointF) -> None:
        self._targets, self._refused = {}, ""
        ignore = frozenset(self._all)
        self._under = container_at(self.document, at.x(), at.y(), ignore, self.scene.page)
        for root in self._roots:
            record = self.document.get(root)
            x, y = self._point_of(root, at)
            under = self._under if root == self._leader else self._holder_at(root, x, y)
            if isinstance(record, Note):
                self._targets[root] = under
            elif isinstance(record, Node):
                if record.parent == under:
                    self._targets[root] = under
                    continue
                found, refusal = accepting_container_at(
                    self.document, type(record.service), x, y, ignore, self.scene.page
                )
                self._targets[root] = found
                self._refused = self._refused or (refusal.reason if refusal is not None else "")

    def _point_of(self, root: str, at: QPointF) -> tuple[float, float]:
        """The point that decides where a record lands: the pointer for the leader, as far off for others."""
        (x, y), (lx, ly) = self._starts[root].center, self._from.center
        return (at.x(), at.y()) if root == self._leader else (at.x() + x - lx, at.y() + y - ly)

    def _holder_at(self, root: str, x: float, y: float) -> str | None:
        """The innermost container under a point, for one of many: its own as long as nothing else offers."""
        own = getattr(self.document.get(root), "parent", None)
        leader = getattr(self.document.get(self._leader), "parent", None)
        rect = self.scene.layout.rects.get(own or "")
        if self._under == leader and (rect.holds_point(x, y) if rect is not None else own == leader):
            return own
        return container_at(self.document, x, y, frozenset(self._all), self.scene.page)

    def _changes_parent(self, targets: Mapping[str, str | None] | None = None) -> bool:
        return any(
            isinstance(record := self.document.get(root), Node | Note) and record.parent != target
            for root, target in (self._targets if targets is None else targets).items()
        )

    def _show(self, dx: int, dy: int) -> None:
        step = (dx - self._shift[0], dy - self._shift[1])
        self._shift = (dx, dy)
        if self._ghosts is not None:
            self._ghosts.move(dx, dy)
            return
        if step != (0, 0):
            self.scene.preview_shift(self._along, self._all, *step)
            self.scene.preview_links(self._links)

    # the end

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.move(at, modifiers)
        (dx, dy), refused, targets = self._shift, self._refused, dict(self._targets)
        copying, inserting = self._ghosts is not None, self._insertion is not None and bool(self._told)
        self._put_back()
        if refused:
            self.view.pointer.scrolling.back()
            self.view.message.emit(refused)
            return
        if (dx, dy) == (0, 0) and (copying or not self._changes_parent(targets)):
            return
        text = "Insert" if inserting else "Duplicate" if copying else "Move"
        with self.editor.edit(f"{text} {self._what()}") as draft:
            made = self._make(draft, dx, dy, targets, copying)
        if copying:
            self.editor.select(made)

    @property
    def _told(self) -> str:
        """What a drop would do besides moving."""
        return self._insertion.text() if self._insertion is not None else ""

    def _make(
        self, draft: Draft, dx: int, dy: int, targets: Mapping[str, str | None], copying: bool
    ) -> list[str]:
        """Draft the move of the originals or of copies; gives the ids of what was moved."""
        moved = put_copies(draft, self._roots) if copying else self._roots
        edits.move(draft, moved, dx, dy)
        for root, record_id in zip(self._roots, moved, strict=True):
            edits.reparent(draft, record_id, targets.get(root))
        settle(draft, moved)
        if self._insertion is not None:
            self._insertion.make(draft, moved[0])
        return moved

    def aim(self) -> Hashable:
        return tuple(self._targets.items()), self._refused, self._ghosts is not None, self._told

    def proposed(self) -> Change | None:
        if self._refused:
            return None
        draft = Draft(self.document)
        self._make(draft, *self._shift, self._targets, self._ghosts is not None)
        return draft.change()

    def refused_by(self) -> str:
        for root in self._roots if self._refused else ():
            record = self.document.node(root)
            found = refused_by(self.document, record.service, self._under) if record is not None else None
            if found is not None:
                return found.rule
        return ""

    def _what(self) -> str:
        first = self.document.get(self._roots[0])
        if len(self._roots) > 1:
            return f"{len(self._roots)} items"
        return first.title if isinstance(first, Node) else "note"

    def _put_back(self) -> None:
        self._take_copies(False)
        self._show(0, 0)
        self.scene.end_preview(self._along, self._links)
        self.clear()

    def cancel(self) -> None:
        self._put_back()
