"""Applying the fix of a finding in a test: it must mend, make no error, and be undone without a trace."""

from __future__ import annotations

from projects.checking import check
from projects.document import Document, records_by_id
from projects.rules.rule import Finding
from tests.projects.rules.drawings import found


def only(document: Document, rule: str) -> Finding:
    """The one finding of a rule."""
    findings = found(document, rule)
    assert len(findings) == 1, findings
    return findings[0]


def mended(document: Document, rule: str) -> Document:
    """The document after the fix of the rule's one finding; the given one stays as it is."""
    finding = only(document, rule)
    assert finding.fix is not None, finding.message
    before = {(f.rule, f.node_ids[0]) for f in check(document) if f.severity == "error"}
    after = Document(document.records())
    change = finding.fix.change(after)
    after.apply(change)
    assert not found(after, rule), finding.fix.label
    errors = {(f.rule, f.node_ids[0]) for f in check(after) if f.severity == "error"}
    assert errors <= before, finding.fix.label
    undone = Document(after.records())
    undone.apply(change.inverse())
    assert records_by_id(undone) == records_by_id(document)
    return after
