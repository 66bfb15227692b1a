"""Placing services: what a drop would cost, what it lacks, and bringing what was placed into view."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from desktop.canvas.candidate import candidate_totals, price_text
from desktop.canvas.card import ScaffoldOffer
from desktop.canvas.gestures.place import in_words, put
from desktop.canvas.tools import Tools
from desktop.theme import Theme
from projects.placement import article, missing_containers, refusal
from projects.service import Service


class Placing(Tools):
    """The part of the canvas that puts services on the drawing."""

    theme: Theme
    scaffold_offer: ScaffoldOffer | None = None

    def price_of(self, service: Service, parent: str | None) -> str:
        """What a service would cost in a container, for the card."""
        return price_text(candidate_totals(self.editor.document, self.editor.rates, service, parent))

    def offer_placing(self, service: Service, parent: str | None, at: QPointF) -> None:
        """Place a service; ask first where containers are missing, and say why where it may not stand."""
        if self.scaffold_offer is not None:
            self.scaffold_offer.dismiss()
        refused = refusal(self.editor.document, type(service), parent)
        if refused is None:
            self.bring_into_view(put(self.editor, service, parent, at))
            return
        missing = missing_containers(self.editor.document, type(service), parent)
        if not missing:
            self.message.emit(refused.reason)
            return
        what = article(service.label or service.title(), capital=True)
        text = f"{what} belongs in {article(in_words(missing[-1:]))}. Create {in_words(missing)} here?"
        offer = ScaffoldOffer(text, "Create", self.mapFromScene(at), self.theme, self.viewport())
        offer.accepted.connect(lambda: self._place_with_containers(service, parent, at, missing))
        offer.accepted.connect(self._forget_offer)
        offer.dismissed.connect(self._forget_offer)
        self.scaffold_offer = offer
        # The hint of an empty canvas is not painted beside an offer.
        self.viewport().update()

    def _place_with_containers(
        self, service: Service, parent: str | None, at: QPointF, missing: tuple[str, ...]
    ) -> None:
        """Place a service in new containers, and bring all of them into view."""
        made = put(self.editor, service, parent, at, missing)
        around = [node.id for node in self.editor.document.ancestors(made)]
        self.bring_into_view(around[len(missing) - 1])

    def _forget_offer(self) -> None:
        self.scaffold_offer = None
        self.viewport().update()
        self.setFocus()
