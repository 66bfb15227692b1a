"""Placing a service from the palette: a ghost at the pointer, the price of the drop, or why it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsPixmapItem

from desktop.canvas import pictures
from desktop.canvas.decorations import ON_TOP
from desktop.canvas.gestures.gesture import Gesture, Modifiers
from desktop.canvas.pictures import known_icon
from desktop.editor import Editor
from projects import edits
from projects.overlays import follow_overlays
from projects.placement import Refusal, accepting_container_at, may_contain, missing_containers
from projects.service import Service, make_service, service_class

if TYPE_CHECKING:
    from desktop.canvas.pointing import Pointing


class Place(Gesture):
    """Drags a new node over the canvas; the drop goes into the innermost container that may hold it."""

    lowers_quality = True

    def __init__(self, view: Pointing, name: str, properties: Mapping[str, Any] | None = None) -> None:
        super().__init__(view)
        self.service: Service = make_service(name, properties)
        self._kind = type(self.service)
        self._target: str | None = None
        self._refusal: Refusal | None = None
        self._price: dict[str | None, str] = {}
        legal = {i for i in may_contain(self.document, self._kind) if i is not None}
        frames = [n.id for n in self.document.nodes() if n.service.is_container()]
        view.decorations.tint(legal, [i for i in frames if i not in legal])
        self._ghost = self._make_ghost()

    def _make_ghost(self) -> QGraphicsPixmapItem:
        w, h = self.service.size if not self._kind.is_container() else (48, 48)
        ink = self.scene.style_of_items.ground.ink
        scale = max(1.0, min(4.0, self.view.zoom)) * self.view.devicePixelRatioF()
        name = known_icon(self.service.icon)[0]
        pixmap = pictures.pixmap(name, ink, round(w * scale), round(h * scale))
        ghost = QGraphicsPixmapItem(pictures.on_tile(pixmap, known_icon(self.service.icon)[1]))
        ghost.setScale(1 / scale)
        ghost.setOffset(-w * scale / 2, -h * scale / 2)
        ghost.setOpacity(0.75)
        ghost.setZValue(ON_TOP)
        self.scene.addItem(ghost)
        return ghost

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        self._ghost.setPos(at)
        self._target, self._refusal = accepting_container_at(self.document, self._kind, at.x(), at.y())
        refused = self._refusal is not None
        self.view.decorations.show_target(self._target, refused=refused)
        self.view.say(self._text(), at, refused=refused and not self._missing())

    def _missing(self) -> tuple[str, ...]:
        return missing_containers(self.document, self._kind, self._target) if self._refusal else ()

    def _text(self) -> str:
        if self._refusal is None:
            if self._target not in self._price:
                self._price[self._target] = self.view.price_of(self.service, self._target)
            return self._price[self._target]
        missing = self._missing()
        return f"Needs {in_words(missing)}: drop to make them" if missing else self._refusal.reason

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.move(at, modifiers)
        self.cancel()
        self.view.offer_placing(self.service, self._target, at)

    def cancel(self) -> None:
        if self._ghost.scene() is not None:
            self.scene.removeItem(self._ghost)
        self.clear()


def put(
    editor: Editor, service: Service, parent: str | None, at: QPointF, missing: tuple[str, ...] = ()
) -> str:
    """Place a node, with the containers it lacks, as one step of the history; gives its id."""
    with editor.edit(f"Add {type(service).label or service.title()}") as draft:
        if missing:
            parent = edits.scaffold(draft, missing, parent, at.x(), at.y())
        node = edits.place(draft, service, parent, at.x(), at.y())
        edits.grow_to_hold(draft, parent)
        follow_overlays(draft, [node.id])
    editor.select((node.id,))
    return node.id


def in_words(names: tuple[str, ...]) -> str:
    """Container names as a list in words: "AWS Cloud, Region and VPC"."""
    labels = [service_class(name).label for name in names]
    labels = [label.lower() if label == "Subnet" else label for label in labels]
    return labels[0] if len(labels) == 1 else ", ".join(labels[:-1]) + " and " + labels[-1]
