"""Things gliding from where they stood to where they stand now, so that the eye can follow them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPointF, QRectF, QVariantAnimation
from PySide6.QtGui import QPainterPath

from desktop.canvas.colours import FRAME_WIDTH
from desktop.canvas.items import FrameItem, LinkItem, NodeItem, NoteItem
from desktop.canvas.motion import moves

if TYPE_CHECKING:
    from desktop.canvas.paths import Route
    from desktop.canvas.view import CanvasView

DURATION = 250
MOST_ITEMS = 400
"""Larger drawings change at once."""
_LINKS_FROM = 0.55
"""The share of the time after which lines come back: their ways are only known for the end."""
_HURRIES = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.Wheel,
        QEvent.Type.DragEnter,
        QEvent.Type.ContextMenu,
    }
)


Placed = FrameItem | NodeItem | NoteItem


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an item stands in its parent item, and how large its record is."""

    at: QPointF
    size: tuple[int, int]


class Glide(QObject):
    """Glides the items of one canvas. The document is at the end already; anything a person does ends it."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self.allowed: bool | None = None
        """Whether to animate whatever the system says; None: as the system says."""
        self._ways: list[tuple[Placed, _Place, _Place]] = []
        self._links: list[LinkItem] = []
        self._roots: list[str] = []
        self._running = False
        self._timer = QVariantAnimation(self)
        self._timer.setDuration(DURATION)
        self._timer.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._timer.setStartValue(0.0)
        self._timer.setEndValue(1.0)
        self._timer.valueChanged.connect(self.show_at)
        self._timer.finished.connect(self.finish)
        view.editor.document_replaced.connect(self.forget)
        for watched in (view, view.viewport()):
            watched.installEventFilter(self)

    @property
    def running(self) -> bool:
        """Whether something is on its way."""
        return self._running

    @contextmanager
    def following(self) -> Iterator[None]:
        """What is changed in this block glides to its new place afterwards."""
        self.finish()
        before = self._places() if self._wanted() else {}
        routes = {i: item.route for i, item in self._lines().items()}
        yield
        if before:
            self._start(before, routes)

    def _wanted(self) -> bool:
        return moves(self._view) if self.allowed is None else self.allowed

    def _placed(self) -> dict[str, Placed]:
        items = self._view.mirror.items_by_id
        return {i: item for i, item in items.items() if not isinstance(item, LinkItem)}

    def _lines(self) -> dict[str, LinkItem]:
        items = self._view.mirror.items_by_id
        return {i: item for i, item in items.items() if isinstance(item, LinkItem)}

    def _places(self) -> dict[str, _Place]:
        found = {i: _Place(item.pos(), item.record.size) for i, item in self._placed().items()}
        return found if len(found) <= MOST_ITEMS else {}

    def _start(self, before: dict[str, _Place], routes: dict[str, Route]) -> None:
        after, items = self._places(), self._placed()
        self._ways = [
            (items[i], place, after[i]) for i, place in before.items() if i in after and after[i] != place
        ]
        if not self._ways:
            return
        changed = [(i, item) for i, item in self._lines().items() if routes.get(i) != item.route]
        self._links = [item for _, item in changed if item.opacity() == 1.0]
        self._roots = [item.record.id for item, _, _ in self._ways]
        self._view.decorations.show_selection(())
        self._view.mirror.begin_preview(self._roots, [i for i, _ in changed])
        self._running = True
        self._view.editor.changed.connect(self.finish)
        self.show_at(0.0)
        self._timer.start()

    def show_at(self, share: float) -> None:
        """Show everything at a share of its way."""
        if not self._running:
            return
        for item, start, end in self._ways:
            item.setPos(start.at + (end.at - start.at) * share)
            if isinstance(item, FrameItem) and start.size != end.size:
                _resize(item, *(a + (b - a) * share for a, b in zip(start.size, end.size, strict=True)))
        opacity = max(0.0, (share - _LINKS_FROM) / (1 - _LINKS_FROM))
        for link in self._links:
            link.setOpacity(opacity)

    def finish(self, _change: object = None) -> None:
        """Show everything where it belongs, at once."""
        if not self._running:
            return
        self._running = False
        self._timer.stop()
        self._view.editor.changed.disconnect(self.finish)
        scene = self._view.mirror
        for item, _, _end in self._ways:
            # The document may have changed again by now: it says where things belong.
            if scene.items_by_id.get(item.record.id) is item:
                item.setPos(self._belongs(item))
                if isinstance(item, FrameItem):
                    item.draw(scene.style_of_items)
        for link in self._links:
            link.setOpacity(1.0)
        scene.end_preview(self._roots, [])
        self.forget()
        self._view.decorations.show_selection(self._view.editor.selection)

    def _belongs(self, item: Placed) -> QPointF:
        """Where the document has an item, in its parent item."""
        layout = self._view.mirror.layout
        rect = layout.rects[item.record.id]
        x, y = layout.origin(item.record.parent) if item.parentItem() is not None else (0, 0)
        return QPointF(rect.x - x, rect.y - y)

    def forget(self) -> None:
        """Drop everything without touching it: the items are gone, or are where they belong."""
        if self._running:
            self._running = False
            self._timer.stop()
            self._view.editor.changed.disconnect(self.finish)
        self._ways, self._links, self._roots = [], [], []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever a person does finds everything in its place."""
        if self._running and event.type() in _HURRIES:
            self.finish()
        return False


def _resize(item: FrameItem, width: float, height: float) -> None:
    """Show a frame's outline in a size that its record does not have."""
    path = QPainterPath()
    path.addRect(QRectF(FRAME_WIDTH / 2, FRAME_WIDTH / 2, width - FRAME_WIDTH, height - FRAME_WIDTH))
    item.setPath(path)
