"""What a remedy would cost or save each month, and applying all remedies of one kind at once."""

from __future__ import annotations

from collections.abc import Iterable

from pricing.rates import Rates
from projects.acceptance import Key, key_of
from projects.changes import Change
from projects.checking import Checker
from projects.document import Document
from projects.previews import CostChange, Previews
from projects.rules.rule import Finding


def fix_cost(
    document: Document, rates: Rates, finding: Finding, previews: Previews | None = None
) -> CostChange | None:
    """The monthly difference that a finding's remedy would make; None where it has none or does nothing.

    The document is not touched. ``previews`` of the same document spare the copy when many are asked for.
    """
    change = finding.fix.change(document) if finding.fix is not None else None
    if not change:
        return None
    if previews is not None:
        return previews.cost(change)
    one = Previews(document, rates)
    try:
        return one.cost(change)
    finally:
        one.close()


def fix_all(document: Document, findings: Iterable[Finding], rule_id: str) -> Change:
    """Apply the remedies of all these findings of one rule, one after the other, as one change.

    A finding that an earlier remedy has mended is passed over. A remedy that leaves its finding or
    makes an error that was not there is taken back: the change never makes a new error. The document
    is not touched.
    """
    wanted = {key_of(f): f for f in findings if f.rule == rule_id and f.fix is not None}
    if not wanted:
        return Change()
    trial = Document(document.records())
    checker = Checker(trial)
    whole = Change()
    for key in wanted:
        finding = _there(checker, key)
        if finding is None or finding.fix is None:
            continue
        step = finding.fix.change(trial)
        if not step:
            continue
        before = _errors(checker)
        trial.apply(step)
        checker.update(step)
        if _there(checker, key) is not None or _errors(checker) - before:
            back = step.inverse()
            trial.apply(back)
            checker.update(back)
        else:
            whole = whole.then(step)
    return whole


def _there(checker: Checker, key: Key) -> Finding | None:
    """The finding as it is found now: its remedy may be another than before."""
    return next((finding for finding in checker.findings if key_of(finding) == key), None)


def _errors(checker: Checker) -> set[Key]:
    return {key_of(finding) for finding in checker.findings if finding.severity == "error"}
