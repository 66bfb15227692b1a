"""What a change would do, asked while it is being made: new and mended findings, the monthly difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pricing.estimate import Estimate, Totals
from pricing.rates import Rates
from projects.acceptance import key_of
from projects.changes import Change
from projects.checking import Checker, check
from projects.document import Document
from projects.estimate import Estimator
from projects.records import Node
from projects.rules.rule import Finding
from projects.service import Service


@dataclass(frozen=True, slots=True)
class CostChange:
    """What a change adds to the month, below zero for what it saves; in USD, unrounded."""

    monthly: Decimal | None
    """None: not known, as nothing that changes has a figure."""
    upfront: Decimal = Decimal(0)
    incomplete: bool = False
    """Lines without a figure come or go too: the difference leaves them out."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do to the findings and the estimate."""

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    cost: CostChange

    @property
    def error(self) -> Finding | None:
        """The error that speaks against the change, if it makes one; ``rule`` says which rule refuses."""
        return next((finding for finding in self.new if finding.severity == "error"), None)


class Previews:
    """Tries changes on a copy of a document, which it keeps beside it until :meth:`close`.

    The document is never touched. From one question to the next only the difference of the two
    changes is worked out, so that a drag costs as little as its last step.
    """

    def __init__(self, document: Document, rates: Rates) -> None:
        self._document = document
        self._fork = Document(document.records())
        self._rates = rates
        self._tried = Change()
        """What the copy is ahead of the document."""
        self._pending = Change()
        """What the document has done since the copy was last asked."""
        self._checked: tuple[Finding, ...] | None = None
        self._priced: Estimate | None = None
        self._unsubscribe = document.subscribe(self._follow)

    def close(self) -> None:
        """Stop following the document."""
        self._unsubscribe()

    def ask(self, change: Change) -> Preview:
        """What ``change``, made for the document as it is now, would do. Raises StaleChange for another."""
        findings, estimate = self._base()
        self._try(change)
        new, gone = differences(findings, self._checker.findings)
        return Preview(new, gone, cost_change(estimate, self._estimate))

    def cost(self, change: Change) -> CostChange:
        """Only the monthly difference that a change would make."""
        _, estimate = self._base()
        self._try(change)
        return cost_change(estimate, self._estimate)

    def _follow(self, change: Change) -> None:
        self._pending = self._pending.then(change)

    @cached_property
    def _checker(self) -> Checker:
        return Checker(self._fork)

    @cached_property
    def _estimator(self) -> Estimator:
        return Estimator(self._fork, self._rates)

    def _base(self) -> tuple[tuple[Finding, ...], Estimate]:
        """Findings and estimate of the document as it is; the copy need not stand there to know them."""
        if self._checked is None or self._priced is None:
            self._checked = self._checker.findings
            self._priced = self._estimate = self._estimator.estimate()
        if self._pending:
            self._move(self._tried.inverse().then(self._pending))
            self._tried = self._pending = Change()
            self._checked, self._priced = self._checker.findings, self._estimate
        return self._checked, self._priced

    def _try(self, change: Change) -> None:
        """Take back what was tried last and try this, as one change."""
        self._move(self._tried.inverse().then(change))
        self._tried = change

    def _move(self, change: Change) -> None:
        if change:
            self._fork.apply(change)
            self._checker.update(change)
            self._estimate = self._estimator.update(change)


def refused_by(document: Document, service: Service, parent: str | None) -> Finding | None:
    """The structural error that a service would make in a container (None: the free canvas), if any.

    It names the rule behind a refusal of :mod:`projects.placement`, from the containers around alone.
    """
    candidate = Node(id="candidate", service=service, parent=parent)
    while candidate.id in document:
        candidate = candidate.model_copy(update={"id": candidate.id + "-"})
    holder = document.node(parent)
    around = [] if holder is None else [holder, *document.ancestors(holder.id)]
    found = check(Document([*around, candidate]))
    errors = (finding for finding in found if finding.severity == "error")
    return next((e for e in errors if e.rule.startswith("STR") and e.node_ids[0] == candidate.id), None)


def differences(
    before: Iterable[Finding], after: Iterable[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Findings that are new and those that are gone; one whose words changed is neither."""
    was, now = tuple(before), tuple(after)
    known, present = {key_of(finding) for finding in was}, {key_of(finding) for finding in now}
    return (
        tuple(finding for finding in now if key_of(finding) not in known),
        tuple(finding for finding in was if key_of(finding) not in present),
    )


def cost_change(before: Estimate, after: Estimate) -> CostChange:
    """The difference of two estimates of one project."""
    monthly = after.totals.monthly - before.totals.monthly
    upfront = after.totals.upfront - before.totals.upfront
    incomplete = _unknown_lines_differ(before, after)
    if incomplete and not monthly and not upfront:
        return CostChange(None, upfront, True)
    return CostChange(monthly, upfront, incomplete)


def _unknown_lines_differ(before: Estimate, after: Estimate) -> bool:
    """Whether a line without a figure comes or goes, gets another rate, or has none to compare by."""
    was, now = before.node_totals, after.node_totals
    changed = [node_id for node_id, totals in now.items() if was.get(node_id) is not totals]
    changed += [node_id for node_id in was if node_id not in now]
    doubtful = set()
    for node_id in changed:
        one, other = _unknown(was.get(node_id)), _unknown(now.get(node_id))
        if one != other:
            return True
        if one:
            doubtful.add(node_id)
    open_lines = _open_lines(after, doubtful) if doubtful else []
    return any(line[2] is None for line in open_lines) or open_lines != _open_lines(before, doubtful)


def _unknown(totals: Totals | None) -> int:
    return totals.needs_input + totals.not_priced if totals is not None else 0


def _open_lines(estimate: Estimate, node_ids: set[str]) -> list[tuple[object, ...]]:
    return [
        (line.node_id, line.component, line.unit_price, line.part.rate_key, line.reason)
        for line in estimate.lines
        if line.owner.node_id in node_ids and line.monthly is None
    ]
