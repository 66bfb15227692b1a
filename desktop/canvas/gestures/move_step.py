"""Moving one numbered step: dropped on an icon or a line it belongs to that, dragged off it is free."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from desktop.canvas.appearance import is_frame
from desktop.canvas.gestures.gesture import FREE, Modifiers
from desktop.canvas.gestures.move import Move
from desktop.canvas.guides import Guides
from desktop.canvas.items import LinkItem
from desktop.canvas.paths import point_at, share_of
from projects.annotations.steps import step_corner
from projects.document import Draft
from projects.records import Link, Note

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


class MoveStep(Move):
    """Lights up the icon or the line that a drop would join the step to, and shows it in its place there.

    Free placing, with Ctrl, joins it to nothing.
    """

    _holder: str | None = None
    _keeps = False
    """It stays with its icon and is only put elsewhere beside it."""
    _free = False

    def __init__(self, view: CanvasView, at: QPointF, leader: str) -> None:
        super().__init__(view, at, leader)
        self.scene.notes.taken = self._leader

    def _put_back(self) -> None:
        super()._put_back()
        self.scene.notes.taken = ""

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        self._free = bool(modifiers & FREE)
        super().move(at, modifiers)

    def _step(self) -> Note:
        found = self.document.get(self._leader)
        assert isinstance(found, Note)
        return found

    def _find_targets(self, at: QPointF) -> None:
        super()._find_targets(at)
        step = self._step()
        own = self.document.node(step.parent)
        self._holder = None if self._free else self.view.annotating.holder_of_step(at, step.id)
        if self._holder is None and not self._free and own is not None and not is_frame(own):
            # Beside its icon it may stand at any corner.
            off = (at - self._start).toPoint()
            shown = self._from.moved(off.x(), off.y())
            self._holder = own.id if shown.overlaps(self.scene.layout.rects[own.id]) else None
        self._keeps = self._holder is not None and self._holder == step.parent
        if self._keeps:
            self._targets[step.id] = step.parent

    def _snapped(self, dx: int, dy: int) -> tuple[int, int, Guides]:
        place = None if self._holder is None or self._keeps else self._place(self._start + QPointF(dx, dy))
        if place is None:
            return super()._snapped(dx, dy)
        (x, y), (was_x, was_y) = place, self._from.center
        return round(x - was_x), round(y - was_y), Guides(False, 0, False, 0, ())

    def _place(self, at: QPointF) -> tuple[float, float] | None:
        """The middle of the step where it would be joined."""
        item, node = self.scene.items_by_id.get(self._holder or ""), self.document.node(self._holder)
        if isinstance(item, LinkItem):
            local = item.mapFromScene(at)
            share = share_of(item.route.points, (local.x(), local.y()))
            there = item.mapToScene(QPointF(*point_at(item.route.points, share)))
            return there.x(), there.y()
        if node is None:
            return None
        x, y = step_corner(Draft(self.document), node, self._step().size)
        rect = self.scene.layout.rects[node.id]
        return rect.x + x + self._from.width / 2, rect.y + y + self._from.height / 2

    def _show_target(self) -> None:
        if self._holder is None:
            super()._show_target()
        elif isinstance(self.document.get(self._holder), Link):
            self.view.decorations.clear_loose()
            self.view.decorations.show_link(self._holder)
        else:
            self.view.decorations.show_target(self._holder)

    def _changes_parent(self, targets: Mapping[str, str | None] | None = None) -> bool:
        step = self._step()
        if self._holder is not None:
            return self._holder not in (step.anchor, step.parent)
        return bool(step.anchor) or super()._changes_parent(targets)

    def _make(
        self, draft: Draft, dx: int, dy: int, targets: Mapping[str, str | None], copying: bool
    ) -> list[str]:
        step = self._step()
        if step.anchor:
            # On a line its own place follows from the line; from here on it is where it was seen.
            x, y = self.scene.layout.origin(step.parent)
            place = {"x": self._from.x - x, "y": self._from.y - y}
            draft.put(step.model_copy(update={**place, "anchor": ""}))
        made = super()._make(draft, dx, dy, targets, copying)
        if copying and step.anchor:
            draft.put(step)
        if self._holder is not None and not self._keeps:
            middle = QPointF(*self._from.moved(dx, dy).center)
            self.view.annotating.attach_to(draft, made[0], self._holder, middle)
        return made

    def _what(self) -> str:
        return f"step {self._step().text}".rstrip()

    def aim(self) -> Hashable:
        return super().aim(), self._holder


def is_step(record: object) -> bool:
    return isinstance(record, Note) and record.kind == "step"
