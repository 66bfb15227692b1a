"""Moving what is selected: live with everything in it, into another container where that may hold it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from desktop.canvas.gestures.gesture import Gesture, Modifiers
from desktop.canvas.guides import guides
from projects import edits
from projects.changes import Change
from projects.document import Draft
from projects.geometry import GRID, Rect, border_point, nearest_border, snapped
from projects.overlays import follow_overlays
from projects.placement import accepting_container_at, container_at
from projects.previews import refused_by
from projects.records import Node, Note

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

FREE = Qt.KeyboardModifier.AltModifier
"""Held: no grid and no guides."""


class Move(Gesture):
    """Drags the selection; the record under the pointer leads, the others keep their distance."""

    lowers_quality = True

    def __init__(self, view: CanvasView, at: QPointF, leader: str) -> None:
        super().__init__(view)
        self._start = at
        self._roots = [
            record.id
            for i in edits.roots(self.document, self.editor.selection)
            if isinstance(record := self.document.get(i), Node | Note)
        ]
        self._all = self._everything()
        held = next((i for i in self._roots if i == leader or leader in self._inner(i)), self._roots[0])
        self._leader = held
        self._from: Rect = self.scene.layout.rects[held]
        self._links = self._crossing_links()
        self._shift = (0, 0)
        self._targets: dict[str, str | None] = {}
        self._refused = ""
        self._under: str | None = None
        view.decorations.show_hover(None, ports=False)
        self.scene.begin_preview(self._roots, self._links)

    def _inner(self, record_id: str) -> set[str]:
        return {record.id for record in self.document.descendants(record_id)}

    def _everything(self) -> dict[str, str]:
        """Each id that moves, with the root it moves with."""
        found = {root: root for root in self._roots}
        for root in self._roots:
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

    # while dragging

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        dx, dy = round(at.x() - self._start.x()), round(at.y() - self._start.y())
        lines: list[tuple[float, float, float, float]] = []
        self._find_targets(at)
        if not modifiers & FREE:
            dx, dy, lines = self._snapped(dx, dy)
        self._show(*self._on_border(at, dx, dy))
        target = self._targets.get(self._leader)
        self.view.decorations.show_target(target, refused=False) if self._changes_parent() else (
            self.view.decorations.clear_loose()
        )
        if self._refused:
            self.view.decorations.show_target(self._under, refused=True)
        self.view.decorations.show_guides(lines)
        self.view.pointer.say(self._refused, at, refused=True)

    def _snapped(self, dx: int, dy: int) -> tuple[int, int, list[tuple[float, float, float, float]]]:
        record = self.document.get(self._leader)
        assert isinstance(record, Node | Note)
        moved = self._from.moved(dx, dy)
        siblings = [
            self.scene.layout.rects[other.id]
            for other in self.document.children(record.parent)[:200]
            if other.id not in self._all and other.id in self.scene.layout.rects
        ]
        found = guides(moved, siblings, 5 / self.view.zoom)
        ox, oy = self.scene.layout.origin(record.parent)
        if not found.snaps_x:
            dx = snapped(moved.x - ox) + ox - self._from.x
        if not found.snaps_y:
            dy = snapped(moved.y - oy) + oy - self._from.y
        return dx + found.dx * found.snaps_x, dy + found.dy * found.snaps_y, list(found.lines)

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
        self._under = under = container_at(self.document, at.x(), at.y(), ignore, self.scene.page)
        for root in self._roots:
            record = self.document.get(root)
            if isinstance(record, Note):
                self._targets[root] = under
            elif isinstance(record, Node):
                if record.parent == under:
                    self._targets[root] = under
                    continue
                found, refusal = accepting_container_at(
                    self.document, type(record.service), at.x(), at.y(), ignore, self.scene.page
                )
                self._targets[root] = found
                self._refused = self._refused or (refusal.reason if refusal is not None else "")

    def _changes_parent(self) -> bool:
        return any(
            isinstance(record := self.document.get(root), Node | Note) and record.parent != target
            for root, target in self._targets.items()
        )

    def _show(self, dx: int, dy: int) -> None:
        step = (dx - self._shift[0], dy - self._shift[1])
        self._shift = (dx, dy)
        if step != (0, 0):
            self.scene.preview_shift(self._roots, self._all, *step)
            self.scene.preview_links(self._links)

    # the end

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.move(at, modifiers)
        dx, dy = self._shift
        refused, targets = self._refused, dict(self._targets)
        self._put_back()
        if refused:
            self.view.message.emit(refused)
            return
        if (dx, dy) == (0, 0) and not self._changes_parent():
            return
        with self.editor.edit(self._text()) as draft:
            self._make(draft, dx, dy, targets)

    def _make(self, draft: Draft, dx: int, dy: int, targets: Mapping[str, str | None]) -> None:
        edits.move(draft, self._roots, dx, dy)
        for root in self._roots:
            edits.reparent(draft, root, targets.get(root))
        for parent in dict.fromkeys(targets.values()):
            edits.grow_to_hold(draft, parent)
        follow_overlays(draft, self._all)

    def aim(self) -> Hashable:
        return tuple(self._targets.items()), self._refused

    def proposed(self) -> Change | None:
        if self._refused:
            return None
        draft = Draft(self.document)
        self._make(draft, *self._shift, self._targets)
        return draft.change()

    def refused_by(self) -> str:
        for root in self._roots if self._refused else ():
            record = self.document.node(root)
            found = refused_by(self.document, record.service, self._under) if record is not None else None
            if found is not None:
                return found.rule
        return ""

    def _text(self) -> str:
        first = self.document.get(self._roots[0])
        if len(self._roots) > 1:
            return f"Move {len(self._roots)} items"
        return f"Move {first.title}" if isinstance(first, Node) else "Move note"

    def _put_back(self) -> None:
        self._show(0, 0)
        self.scene.end_preview(self._roots, self._links)
        self.clear()

    def cancel(self) -> None:
        self._put_back()


def nudge_step(fine: bool) -> int:
    """How far an arrow key moves the selection: one grid step, or one unit with Shift."""
    return 1 if fine else GRID
