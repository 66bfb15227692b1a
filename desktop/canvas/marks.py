"""What an estimate and its findings put at the corners of the icons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from desktop.canvas.shapes import NO_MARKS, Marks, Severity
from desktop.figures import money
from pricing.estimate import Estimate, Totals
from projects.document import Document
from projects.rules.rule import Finding

_RANK: Mapping[str, int] = {"error": 3, "warning": 2, "info": 1}


def cost_text(totals: Totals) -> tuple[str, bool]:
    """The pill's text and whether part of the cost is not known; empty for what costs nothing by nature.

    What is not known stands as a question mark beside what is, and a single payment beside the monthly one.
    """
    unknown = totals.incomplete
    if not totals.priced:
        return ("?", True) if unknown else ("", False)
    amounts = [_short(totals.monthly)] if totals.monthly or not totals.upfront else []
    amounts += [f"{_short(totals.upfront)} once"] if totals.upfront else []
    text = " + ".join(amounts)
    return (f"{text} + ?" if unknown else text), unknown


def _short(amount: Decimal) -> str:
    if amount >= 10_000:
        return f"${amount.quantize(Decimal(1), rounding=ROUND_HALF_UP):,f}"
    return money(amount)


def severities(findings: Iterable[Finding]) -> dict[str, Severity]:
    """The worst severity by node id, for the badges; a finding that only informs gets none."""
    worst: dict[str, Severity] = {}
    for finding in findings:
        for node_id in finding.node_ids[:1]:
            if _RANK[finding.severity] > _RANK.get(worst.get(node_id, ""), 1):
                worst[node_id] = finding.severity
    return worst


def severities_inside(worst: Mapping[str, Severity], document: Document) -> dict[str, Severity]:
    """The worst severity of what stands in each container, by its id, where its own is less."""
    inner: dict[str, Severity] = {}
    for record_id, severity in worst.items():
        for holder in document.ancestors(record_id):
            if _RANK[severity] > _RANK.get(inner.get(holder.id, ""), 0):
                inner[holder.id] = severity
    return {i: severity for i, severity in inner.items() if _RANK[severity] > _RANK.get(worst.get(i, ""), 0)}


def marks_of(
    estimate: Estimate | None,
    findings: Iterable[Finding],
    costs: bool = True,
    badges: bool = True,
    inside: Document | None = None,
) -> dict[str, Marks]:
    """Marks by node id, for the nodes that have any; with a document, containers show what is in them."""
    texts = (
        {i: cost_text(t) for i, t in estimate.node_totals.items()} if estimate is not None and costs else {}
    )
    worst = severities(findings) if badges else {}
    inner = severities_inside(worst, inside) if inside is not None else {}
    made: dict[str, Marks] = {}
    for node_id in texts.keys() | worst.keys() | inner.keys():
        text, unknown = texts.get(node_id, ("", False))
        marks = Marks(text, unknown, worst.get(node_id), inner.get(node_id))
        if marks != NO_MARKS:
            made[node_id] = marks
    return made
