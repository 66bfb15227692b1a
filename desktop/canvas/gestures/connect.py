"""Drawing a link from one node to another, with the kind that the two services suggest."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from desktop.canvas.anchors import Spot, nearest_spot, spots
from desktop.canvas.ends import anchor, end_of
from desktop.canvas.gestures.gesture import Gesture, Modifiers
from desktop.canvas.hits import hit_at
from desktop.canvas.paths import Path, likely_sides, paths, tidy
from desktop.canvas.primitives import Box
from projects import linking
from projects.changes import Change
from projects.document import Draft
from projects.link_kinds import likely_kinds, link_kind, runs_backwards
from projects.linking import FREE_ANCHOR, Anchor
from projects.records import Link, Side

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView

JOINED = "These two are already joined by such a link."
REACH = 7.0
"""Pixels within which a point on a node's outline takes the line's end."""
_TRIAL = "\N{INFORMATION SEPARATOR ONE}drawn"
"""Id of the link in the making: none that a file has."""


class Connect(Gesture):
    """A line from the node where it began to the one under the pointer.

    Dropped on the node it ends where the router sees fit, dropped on a point of its outline there.
    """

    def __init__(self, view: CanvasView, source: str, side: Side | None = None) -> None:
        super().__init__(view)
        self._source = source
        self._side = side
        self._target: str | None = None
        self._spots: list[Spot] = []
        self._spot: Spot | None = None
        self._room: str | None = None
        """The container whose free room the pointer is over."""

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        self._aim_at(at)
        refusal = self._refusal()
        decorations = self.view.decorations
        decorations.show_target(self._target, refused=bool(refusal))
        decorations.show_path(self._path(at))
        if self._target is not None and not refusal:
            decorations.show_spots(self._spots, self._spot)
        text = refusal or self._proposal() or self._over_nothing()
        self.view.pointer.say(text, at, refused=bool(refusal))

    def _aim_at(self, at: QPointF) -> None:
        """Find the node under the pointer, and the point of its outline if it is near to one."""
        reach, point = REACH / self.view.zoom, (at.x(), at.y())
        spot = nearest_spot(self._spots, point, reach)
        if spot is None:
            target = self._under(at)
            if target != self._target:
                self._target, self._spots = target, self._spots_of(target)
            spot = nearest_spot(self._spots, point, reach)
        self._spot = spot

    def _under(self, at: QPointF) -> str | None:
        hit = hit_at(self.scene, at, self.view.zoom)
        self._room = None
        if hit is None or self.document.node(hit.id) is None:
            return None
        # The free room of a container is no target: only its frame is, or everything would be one.
        if hit.part == "inside":
            self._room = hit.id
            return None
        return hit.id

    def _spots_of(self, node_id: str | None) -> list[Spot]:
        node = self.document.node(node_id)
        # From afar the points would lie on one another.
        if node is None or node.id == self._source or self.view.zoom < 0.4:
            return []
        return spots(end_of(node, self.scene.layout.rects[node.id]))

    @property
    def _anchor(self) -> Anchor:
        return self._spot.anchor if self._spot is not None else FREE_ANCHOR

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

    def _over_nothing(self) -> str:
        """What a drop into the free room of a container does, and how to reach the container itself."""
        room = self.document.node(self._room)
        if room is None or room.id == self._source:
            return ""
        return f"Drop to add something here, or on the edge of {room.title[:40]} to connect to that"

    # the line in the making

    def _path(self, at: QPointF) -> Path:
        if self._target is None or self._target == self._source:
            return self._loose(at)
        route = self.scene.router.trial(self._trial(self._target))
        return route.points if route is not None else self._loose(at)

    def _trial(self, target: str) -> Link:
        side, offset = self._anchor
        return Link(id=_TRIAL, source=self._source, target=target, target_side=side, target_offset=offset)

    def _loose(self, at: QPointF) -> Path:
        """From the source to the pointer over the free canvas."""
        source = self.document.node(self._source)
        assert source is not None
        a, q = end_of(source, self.scene.layout.rects[source.id]), (at.x(), at.y())
        point = Box(*q, 0, 0)
        pairs = likely_sides(a.whole, point)
        leaving, entering = next((pair for pair in pairs if pair[0] == self._side), pairs[0])
        p = anchor(a, leaving, 0, 1, q)
        return tidy(next(paths(p, leaving, q, entering, a.whole, point), (p, q)))

    # the end

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.move(at, modifiers)
        refusal, target = self._refusal(), self._target
        self.clear()
        if refusal:
            self.view.message.emit(refusal)
        elif target is not None:
            self._commit(target)
        else:
            self._dropped_on_nothing(at)

    def _dropped_on_nothing(self, at: QPointF) -> None:
        """Something new may be wanted there, joined to where the line began."""
        quick_add = getattr(self.view, "quick_add", None)
        if quick_add is not None:
            quick_add.open(at, connect_from=self._source)

    def _commit(self, target: str) -> None:
        with self.editor.edit("Connect") as draft:
            made = linking.connect(draft, self._source, target, entering=self._anchor)
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
        linking.connect(draft, self._source, self._target)
        return draft.change()

    def cancel(self) -> None:
        self.clear()


class Reattach(Connect):
    """Leads one end of a link to another node, or to another point of its own; all else stays."""

    def __init__(self, view: CanvasView, link_id: str, end: linking.End) -> None:
        link = view.editor.document.get(link_id)
        assert isinstance(link, Link)
        super().__init__(view, link.target if end == "source" else link.source)
        self._link, self._end = link, end

    def _moved(self, target: str) -> Link:
        """The link with its end at a node."""
        return linking.reattached(self.document, self._link, self._end, target, self._anchor)

    def _trial(self, target: str) -> Link:
        return self._moved(target)

    def proposed(self) -> Change | None:
        if self._target is None or self._refusal():
            return None
        draft = Draft(self.document)
        linking.reattach(draft, self._link.id, self._end, self._target, self._anchor)
        return draft.change()

    def _proposal(self) -> str:
        if self._target is None:
            return ""
        moved = self._moved(self._target)
        titles = [node.title[:40] for i in (moved.source, moved.target) if (node := self.document.node(i))]
        return f"{link_kind(moved.kind).label}: {' to '.join(titles)}"

    def _commit(self, target: str) -> None:
        same = target == getattr(self._link, self._end)
        with self.editor.edit("Move the end" if same else "Reconnect") as draft:
            made = linking.reattach(draft, self._link.id, self._end, target, self._anchor)
        if made is None:
            self.view.message.emit(JOINED)

    def _over_nothing(self) -> str:
        room = self.document.node(self._room)
        return f"Drop on the edge of {room.title[:40]} to connect to that" if room is not None else ""

    def _dropped_on_nothing(self, at: QPointF) -> None:
        """The end stays where it was."""
