"""What a service would cost at a place before it is dropped there."""

from __future__ import annotations

from desktop.figures import money
from pricing.estimate import Totals
from pricing.rates import Rates
from projects.document import Document
from projects.estimate import estimate
from projects.records import AnyRecord, Node
from projects.service import Service


def candidate_totals(document: Document, rates: Rates, service: Service, parent: str | None) -> Totals:
    """The totals of a node with these properties in a container, with nothing linked to it."""
    node = Node(id="candidate", service=service, parent=parent)
    while node.id in document:
        node = node.model_copy(update={"id": node.id + "-"})
    around = [*document.ancestors(parent)] if parent is not None else []
    holder = document.node(parent)
    records: list[AnyRecord] = [document.settings, *([holder] if holder is not None else []), *around, node]
    priced = estimate(Document(records), rates)
    return priced.node_totals.get(node.id, Totals())


def price_text(totals: Totals) -> str:
    """The line on the card: "+ $32.85 / month", and what is still to be said."""
    if totals.priced:
        text = f"+ {money(totals.monthly)} / month"
        text += f", {money(totals.upfront)} upfront" if totals.upfront else ""
        text += ", plus usage" if totals.needs_input else ""
        return f"{text}, part not priced" if totals.not_priced else text
    if totals.needs_input:
        return "Priced by its settings and usage"
    return "Not priced here" if totals.not_priced else "No charge"
