"""Placing a service from the palette: where it would land, what it would cost, or why it is refused."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsRectItem

from desktop.canvas.gestures.gesture import FREE, Gesture, Modifiers
from desktop.canvas.gestures.insert import Insertion
from desktop.canvas.guides import GuideIndex, Guides
from desktop.canvas.handles import ON_TOP
from desktop.canvas.in_line import index_in
from desktop.editor import Editor
from projects import edits
from projects.changes import Change
from projects.document import Draft
from projects.geometry import GRID, Rect, border_point, nearest_border, snapped, within
from projects.placement import Refusal, accepting_container_at, may_contain, missing_containers
from projects.previews import refused_by
from projects.records import Node
from projects.service import Service, make_service, service_class
from projects.settling import settle

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


class Place(Gesture):
    """Drags a new node over the canvas; the drop goes into the innermost container that may hold it."""

    lowers_quality = True

    def __init__(self, view: CanvasView, name: str, properties: Mapping[str, Any] | None = None) -> None:
        super().__init__(view)
        self.service: Service = make_service(name, properties)
        self._kind = type(self.service)
        self._target: str | None = None
        self._refusal: Refusal | None = None
        self._price: dict[str | None, str] = {}
        self._grid = GRID
        self._guides: dict[str | None, GuideIndex] = {}
        self._insertion = Insertion(view, self._kind)
        legal = {i for i in may_contain(self.document, self._kind) if i is not None}
        frames = [n.id for n in self.document.nodes() if n.service.is_container()]
        view.decorations.tint(legal, [i for i in frames if i not in legal])
        self._ghost = self._make_ghost()

    def _make_ghost(self) -> QGraphicsRectItem:
        """The room it will take; its icon is already at the pointer, carried by the drag."""
        w, h = self.service.size
        ghost = QGraphicsRectItem(-w / 2, -h / 2, w, h)
        outline = QPen(QColor(self.view.decorations.accent), 1.25, Qt.PenStyle.DashLine)
        outline.setCosmetic(True)
        ghost.setPen(outline)
        ghost.setZValue(ON_TOP)
        self.scene.addItem(ghost)
        return ghost

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        self._target, self._refusal = accepting_container_at(
            self.document, self._kind, at.x(), at.y(), page=self.scene.page
        )
        self._grid = 1 if modifiers & FREE else GRID
        landing, found = self._landing(at)
        self._ghost.setPos(landing)
        self._insertion.aim(landing if self._refusal is None and not self.service.border else None)
        refused = self._refusal is not None and not self._missing()
        self.view.decorations.show_target(self._target, refused=refused)
        if found is not None:
            self.view.decorations.show_guides(found.lines)
            self.view.decorations.show_gaps(found.gaps)
        self._insertion.show()
        self.view.pointer.say(self._text(), at, refused=refused)

    def _landing(self, at: QPointF) -> tuple[QPointF, Guides | None]:
        """Where its middle will be: in line with what is near, on the grid, or on the container's edge."""
        holder = self.document.node(self._target) if self._refusal is None else None
        x, y = self.scene.layout.origin(self._target)
        if holder is not None and self.service.border:
            side, offset = nearest_border(holder.size, at.x() - x, at.y() - y)
            dx, dy = border_point(holder.size, side, offset)
            return QPointF(x + dx, y + dy), None
        w, h = self.service.size
        left, top = at.x() - x - w / 2, at.y() - y - h / 2
        if holder is not None and self._kind.is_container():
            left, top = within(holder.size, (w, h), left, top)
        if self._grid == 1 or self._refusal is not None:
            return QPointF(x + round(left) + w / 2, y + round(top) + h / 2), None
        exact = Rect(round(x + left), round(y + top), w, h)
        found = self._in_line().snap(exact, 5 / self.view.zoom)
        left = exact.x + found.dx if found.snaps_x else x + snapped(left)
        top = exact.y + found.dy if found.snaps_y else y + snapped(top)
        return QPointF(left + w / 2, top + h / 2), found

    def _in_line(self) -> GuideIndex:
        """What it can be in line with where it would go."""
        if self._target not in self._guides:
            new = Node(id="new", service=self.service, parent=self._target, x=0, y=0)
            self._guides[self._target] = index_in(self.document, self.scene.layout.rects, self._target, new)
        return self._guides[self._target]

    def aim(self) -> Hashable:
        return self._target, self._refusal is None, self._insertion.text()

    def proposed(self) -> Change | None:
        if self._refusal is not None:
            return None
        draft = Draft(self.document)
        self._make(draft)
        return draft.change()

    def _make(self, draft: Draft) -> str:
        """Draft the node where it is shown, in the line that it is dropped on; gives its id."""
        made = add(draft, self.service, self._target, self._ghost.pos(), snap=False)
        self._insertion.make(draft, made)
        return made

    def refused_by(self) -> str:
        if self._refusal is None or self._missing():
            return ""
        found = refused_by(self.document, self.service, self._target)
        return found.rule if found is not None else ""

    def _missing(self) -> tuple[str, ...]:
        return missing_containers(self.document, self._kind, self._target) if self._refusal else ()

    def _text(self) -> str:
        if self._refusal is None:
            if self._insertion.link is not None:
                return self._insertion.text()
            if self._target not in self._price:
                self._price[self._target] = self.view.placing.price_of(self.service, self._target)
            return self._price[self._target]
        missing = self._missing()
        return f"Needs {in_words(missing)}: drop to make them" if missing else self._refusal.reason

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.move(at, modifiers)
        self.cancel()
        inserting = self._insertion.link is not None
        if self._refusal is not None:
            self.view.placing.offer(self.service, self._target, at)
        else:
            self.view.placing.dismiss()
            title = type(self.service).label or self.service.title()
            with self.editor.edit(f"{'Insert' if inserting else 'Add'} {title}") as draft:
                made = self._make(draft)
            self.editor.select((made,))
            self.view.bring_into_view(made)

    def cancel(self) -> None:
        if self._ghost.scene() is not None:
            self.scene.removeItem(self._ghost)
        self.clear()


def put(
    editor: Editor, service: Service, parent: str | None, at: QPointF, missing: tuple[str, ...] = ()
) -> str:
    """Place a node, with the containers it lacks, as one step of the history; gives its id."""
    with editor.edit(f"Add {type(service).label or service.title()}") as draft:
        made = add(draft, service, parent, at, missing)
    editor.select((made,))
    return made


def add(
    draft: Draft,
    service: Service,
    parent: str | None,
    at: QPointF,
    missing: tuple[str, ...] = (),
    snap: bool = True,
) -> str:
    """Draft a node in a container, with the containers it lacks; gives its id."""
    if missing:
        parent = edits.scaffold(draft, missing, parent, at.x(), at.y())
    node = edits.place(draft, service, parent, at.x(), at.y(), snap=snap)
    settle(draft, [node.id])
    return node.id


def in_words(names: tuple[str, ...]) -> str:
    """Container names as a list in words: "AWS Cloud, Region and VPC"."""
    labels = [service_class(name).label for name in names]
    labels = [label.lower() if label == "Subnet" else label for label in labels]
    return labels[0] if len(labels) == 1 else ", ".join(labels[:-1]) + " and " + labels[-1]
