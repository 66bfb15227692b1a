"""The facts of a project that its workbook tells beside the estimate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pricing.comparisons.variants import VariantComparison
from pricing.estimate import Estimate
from pricing.rates import Rates
from pricing.workbook.quote import Quote
from projects.acceptance import judged
from projects.document import Document
from projects.records import AcceptedFinding
from projects.rules.rule import Finding
from projects.version import app_version
from projects.visibility import hidden_nodes

_NAMED = 8
"""Hidden services that are named before the rest is only counted."""
_SEVERITY = {"error": "Error", "warning": "Warning", "info": "Note"}


def quote(
    document: Document,
    estimate: Estimate,
    findings: Iterable[Finding] = (),
    *,
    day: date | None = None,
    diagram: bytes | None = None,
    diagram_note: str = "",
    assumptions: tuple[str, ...] = (),
    rates: Rates | None = None,
) -> Quote:
    """The quote of a project, of today unless a day is given; ``diagram`` is a PNG picture.

    With ``rates``, those of the estimate, the project's variants are compared on a sheet of their own.
    """
    settings = document.settings
    result = judged(document, findings)
    return Quote(
        estimate=estimate,
        name=settings.name,
        client=settings.client,
        author=settings.author,
        date=(day or date.today()).isoformat(),
        regions=regions(document),
        free_allowances=settings.free_allowances,
        notes=settings.notes,
        assumptions=(*assumptions, *_hidden(document)),
        findings=tuple(f"{_SEVERITY[f.severity]}: {f.message} ({f.rule})" for f in result.open),
        accepted_findings=tuple(_accepted(finding, record) for finding, record in result.accepted),
        diagram=diagram,
        diagram_note=diagram_note,
        variants_compared=_variants(document, estimate, rates) if rates is not None else None,
        application=f"Blueprice {app_version()}",
    )


def _variants(document: Document, estimate: Estimate, rates: Rates) -> VariantComparison | None:
    if next(document.variants(), None) is None:
        return None
    from projects.comparing.variant_costs import compare_variants

    return compare_variants(document, rates, base=estimate)


def _hidden(document: Document) -> tuple[str, ...]:
    """What to say of services that the diagram leaves out while the figures do not."""
    found = [node for node in hidden_nodes(document) if not node.service.needs_no_price]
    if not found:
        return ()
    titles = [f"“{node.title}”" for node in found[:_NAMED]]
    more = [f"{len(found) - _NAMED:,} more"] if len(found) > _NAMED else []
    what = f"{len(found):,} {'service is' if len(found) == 1 else 'services are'} hidden on the diagram"
    return (f"{what} and included in all figures: {', '.join((*titles, *more))}.",)


def _accepted(finding: Finding, record: AcceptedFinding) -> str:
    who = ", ".join(text for text in (record.by, record.day) if text)
    reason = f"{record.reason.rstrip('.')} ({who})." if who else f"{record.reason.rstrip('.')}."
    return f"{_SEVERITY[finding.severity]}: {finding.message} ({finding.rule}) Accepted: {reason}"


def regions(document: Document) -> tuple[str, ...]:
    """Codes of the Regions drawn, each once, in the order of their ids."""
    nodes = sorted((n for n in document.nodes() if n.service.name == "region"), key=lambda node: node.id)
    codes = (str(getattr(node.service, "code", "") or "") for node in nodes)
    return tuple(dict.fromkeys(code for code in codes if code))
