"""Placing services: where they go, what a drop would cost, what it lacks, and bringing it into view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF

from desktop.canvas.candidate import candidate_totals, price_text
from desktop.canvas.card import ScaffoldOffer
from desktop.canvas.gestures.place import in_words, put
from projects.geometry import GRID, HEADER, LABEL_BAND, LABEL_WIDTH, PADDING, Rect, footprint
from projects.placement import accepting_container_at, article, missing_containers, refusal
from projects.records import Node
from projects.service import Service, make_service

if TYPE_CHECKING:
    from desktop.canvas.view import CanvasView


class Placing:
    """Puts services on the drawing of one canvas."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._editor = view.editor
        self.open_offer: ScaffoldOffer | None = None
        """The question whether to make missing containers, while it stands."""

    def place(self, name: str, properties: Mapping[str, Any] | None = None) -> None:
        """Place a service into the selected container, or in the middle of the view."""
        service = make_service(name, properties)
        kind = type(service)
        parent = self._selected_container(kind)
        at = self._view.middle()
        if parent is None:
            parent, refused = accepting_container_at(
                self._editor.document, kind, at.x(), at.y(), page=self._view.paging.current
            )
            if refused is not None:
                self.offer(service, parent, at)
                return
        holder = self._editor.document.node(parent)
        self.offer(service, parent, at if holder is None else self.free_spot(holder, service))

    def _selected_container(self, kind: type[Service]) -> str | None:
        """The container that is selected, or stands around what is, and may hold the service."""
        document = self._editor.document
        for record_id in self._editor.selection[:1]:
            around = [record_id, *(node.id for node in document.ancestors(record_id))]
            for candidate in around:
                node = document.node(candidate)
                if node is None or not node.service.is_container():
                    continue
                if refusal(document, kind, candidate) is None:
                    return candidate
        return None

    def free_spot(self, holder: Node, service: Service) -> QPointF:
        """The centre of the first free place in a container, row by row."""
        document = self._editor.document
        x0, y0 = self._view.mirror.layout.origin(holder.id)
        w, h = service.size
        if service.border:
            return QPointF(x0, y0 + holder.size[1] / 2)
        label = not (service.is_container() or service.is_overlay())
        side = max(0, (LABEL_WIDTH - w) // 2) if label else 0
        taken = [footprint(child, holder) for child in document.children(holder.id)]
        y = HEADER + GRID
        while y < 20_000:
            x = PADDING
            while x == PADDING or x + w + 2 * side + PADDING <= holder.size[0]:
                room = Rect(x, y, w + 2 * side, h + (LABEL_BAND if label else 0))
                if not any(room.grown(0, 2 * GRID, 0, 2 * GRID).overlaps(other) for other in taken):
                    return QPointF(x0 + x + side + w / 2, y0 + y + h / 2)
                x += 2 * GRID
            y += 2 * GRID
        return QPointF(x0 + holder.size[0] / 2, y0 + holder.size[1] / 2)

    def price_of(self, service: Service, parent: str | None) -> str:
        """What a service would cost in a container, for the card."""
        return price_text(candidate_totals(self._editor.document, self._editor.rates, service, parent))

    def offer(self, service: Service, parent: str | None, at: QPointF) -> None:
        """Place a service; ask first where containers are missing, and say why where it may not stand."""
        self.dismiss()
        refused = refusal(self._editor.document, type(service), parent)
        if refused is None:
            self._view.bring_into_view(put(self._editor, service, parent, at))
            return
        missing = missing_containers(self._editor.document, type(service), parent)
        if not missing:
            self._view.message.emit(refused.reason)
            return
        what = article(service.label or service.title(), capital=True)
        self.ask(what, missing, at, lambda: self._place_with_containers(service, parent, at, missing))

    def ask(self, what: str, missing: tuple[str, ...], at: QPointF, create: Callable[[], None]) -> None:
        """Ask whether to make the containers that something lacks, outermost first."""
        self.dismiss()
        text = f"{what} belongs in {article(in_words(missing[-1:]))}. Create {in_words(missing)} here?"
        offer = ScaffoldOffer(
            text, "Create", self._view.mapFromScene(at), self._view.theme, self._view.viewport()
        )
        offer.accepted.connect(create)
        offer.accepted.connect(self._forget_offer)
        offer.dismissed.connect(self._forget_offer)
        self.open_offer = offer
        # The hint of an empty canvas is not painted beside an offer.
        self._view.viewport().update()

    def dismiss(self) -> None:
        """Take back a question that still stands."""
        if self.open_offer is not None:
            self.open_offer.dismiss()

    def _place_with_containers(
        self, service: Service, parent: str | None, at: QPointF, missing: tuple[str, ...]
    ) -> None:
        """Place a service in new containers, and bring all of them into view."""
        made = put(self._editor, service, parent, at, missing)
        around = [node.id for node in self._editor.document.ancestors(made)]
        self._view.bring_into_view(around[len(missing) - 1])

    def _forget_offer(self) -> None:
        self.open_offer = None
        self._view.viewport().update()
        self._view.setFocus()
