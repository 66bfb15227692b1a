"""Drawing a link from one node to another, with the kind that the two services suggest."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from desktop.canvas.ends import anchor, end_of
from desktop.canvas.gestures.gesture import Gesture, Modifiers
from desktop.canvas.hits import hit_at
from desktop.canvas.paths import likely_sides, paths, tidy
from desktop.canvas.primitives import Box
from projects import edits
from projects.changes import Change
from projects.document import Draft
from projects.link_kinds import likely_kinds, link_kind, runs_backwards
from projects.records import Link, Side

if TYPE_CHECKING:
    from desktop.canvas.decorations import End
    from desktop.canvas.view import CanvasView

JOINED = "These two are already joined by such a link."


class Connect(Gesture):
    """A line from the node where it began to the one under the pointer."""

    def __init__(self, view: CanvasView, source: str, side: Side | None = None) -> None:
        super().__init__(view)
        self._source = source
        self._side = side
        self._target: str | None = None

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        self._target = self._under(at)
        refusal = self._refusal()
        decorations = self.view.decorations
        decorations.show_target(self._target, refused=bool(refusal))
        self._draw_line(at)
        self.view.pointer.say(refusal or self._proposal(), at, refused=bool(refusal))

    def _under(self, at: QPointF) -> str | None:
        hit = hit_at(self.scene, at, self.view.zoom)
        if hit is None or self.document.node(hit.id) is None:
            return None
        # The free room of a container is no target: only its frame is, or everything would be one.
        return None if hit.part == "inside" else hit.id

    def _refusal(self) -> str:
        if self._target == self._source:
            return "A link needs two different ends."
        return ""

    def _proposal(self) -> str:
        source, target = self.document.node(self._source), self.document.node(self._target)
        if source is None or target is None:
            return ""
        first, second = type(source.service), type(target.service)
        if runs_backwards(first, second):
            source, target, first, second = target, source, second, first
        kind = link_kind(likely_kinds(first, second)[0])
        return f"{kind.label}: {source.title[:40]} to {target.title[:40]}"

    def _draw_line(self, at: QPointF) -> None:
        source = self.document.node(self._source)
        if source is None or self._target == self._source:
            return
        a = end_of(source, self.scene.layout.rects[source.id])
        target = self.document.node(self._target)
        if target is None:
            point = Box(at.x(), at.y(), 0, 0)
            pairs = likely_sides(a.whole, point)
            leaving, entering = next((pair for pair in pairs if pair[0] == self._side), pairs[0])
            p, q, box = anchor(a, leaving, 0, 1, (at.x(), at.y())), (at.x(), at.y()), point
        else:
            b = end_of(target, self.scene.layout.rects[target.id])
            leaving, entering = likely_sides(a.whole, b.whole)[0]
            p = anchor(a, leaving, 0, 1, b.box.center)
            q, box = anchor(b, entering, 0, 1, a.box.center), b.whole
        path = next(paths(p, leaving, q, entering, a.whole, box), (p, q))
        self.view.decorations.show_path(tidy(path))

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.move(at, modifiers)
        refusal, target = self._refusal(), self._target
        self.clear()
        if refusal:
            self.view.message.emit(refusal)
        if target is None or refusal:
            return
        self._commit(target)

    def _commit(self, target: str) -> None:
        with self.editor.edit("Connect") as draft:
            made = edits.connect(draft, self._source, target)
        if made is None:
            self.view.message.emit(JOINED)
        else:
            self.editor.select((made.id,))

    def aim(self) -> Hashable | None:
        return self._target

    def proposed(self) -> Change | None:
        if self._target is None or self._refusal():
            return None
        draft = Draft(self.document)
        edits.connect(draft, self._source, self._target)
        return draft.change()

    def cancel(self) -> None:
        self.clear()


class Reattach(Connect):
    """Leads one end of a link to another node; the other end and, where it still fits, the kind stay."""

    def __init__(self, view: CanvasView, link_id: str, end: End) -> None:
        link = view.editor.document.get(link_id)
        assert isinstance(link, Link)
        super().__init__(view, link.target if end == "source" else link.source)
        self._link, self._end = link, end

    def _moved(self, target: str) -> Link:
        """The link with its end at another node."""
        moved = self._link.model_copy(update={self._end: target, f"{self._end}_side": None, "bend": None})
        source, sink = self.document.node(moved.source), self.document.node(moved.target)
        assert source is not None and sink is not None
        kinds = likely_kinds(type(source.service), type(sink.service))
        return moved if self._link.kind in kinds else moved.model_copy(update={"kind": kinds[0]})

    def proposed(self) -> Change | None:
        if self._target is None or self._refusal():
            return None
        draft = Draft(self.document)
        draft.put(self._moved(self._target))
        return draft.change()

    def _proposal(self) -> str:
        if self._target is None:
            return ""
        moved = self._moved(self._target)
        titles = [node.title[:40] for i in (moved.source, moved.target) if (node := self.document.node(i))]
        return f"{link_kind(moved.kind).label}: {' to '.join(titles)}"

    def _commit(self, target: str) -> None:
        moved = self._moved(target)
        if target == getattr(self._link, self._end):
            return
        ends = (moved.source, moved.target, moved.kind)
        others = self.document.links_of(moved.source)
        if any((link.source, link.target, link.kind) == ends for link in others):
            self.view.message.emit(JOINED)
            return
        with self.editor.edit("Reconnect") as draft:
            draft.put(moved)
