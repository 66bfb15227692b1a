"""Accepting findings with a reason, and opening them again: what is accepted counts no more but is listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from projects.document import Document, Draft
from projects.records import AcceptedFinding
from projects.rules.rule import Finding

Key = tuple[str, frozenset[str]]
"""A rule and all that it blames: what makes a finding the same one tomorrow, whatever its words."""


@dataclass(frozen=True)
class Judged:
    """Findings parted into those that count and those that somebody accepted, each in their order."""

    open: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, AcceptedFinding], ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether an error is left that nobody accepted."""
        return any(finding.severity == "error" for finding in self.open)


def accept(draft: Draft, finding: Finding, reason: str, by: str = "", day: str = "") -> AcceptedFinding:
    """Take a finding as it is; a second time replaces the reason. ``day`` is an ISO date.

    Raises ValueError without a reason: nobody could judge later whether it still holds.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ValueError("Give a reason: it is what others read in the quote.")
    known = _accepted(_present(draft)).get(key_of(finding))
    record = AcceptedFinding(
        id=known.id if known is not None else draft.new_id("accepted"),
        rule=finding.rule,
        node_ids=finding.node_ids,
        reason=reason[:2000],
        by=by.strip()[:500],
        day=day.strip()[:40],
    )
    draft.put(record)
    return record


def reopen(draft: Draft, finding: Finding) -> bool:
    """Let a finding count again; False if it was not accepted."""
    same = [record for record in _present(draft) if key_of(record) == key_of(finding)]
    for record in same:
        draft.remove(record.id)
    return bool(same)


def judged(document: Document, findings: Iterable[Finding]) -> Judged:
    """The findings that count, and those that are accepted with their records."""
    known = _accepted(document.accepted_findings())
    if not known:
        return Judged(tuple(findings))
    left: list[Finding] = []
    taken: list[tuple[Finding, AcceptedFinding]] = []
    for finding in findings:
        record = known.get(key_of(finding))
        if record is None:
            left.append(finding)
        else:
            taken.append((finding, record))
    return Judged(tuple(left), tuple(taken))


def key_of(item: Finding | AcceptedFinding) -> Key:
    """What a finding is recognised by."""
    return item.rule, frozenset(item.node_ids)


def _present(draft: Draft) -> list[AcceptedFinding]:
    """Accepted findings as the draft has them."""
    ids = dict.fromkeys([*(record.id for record in draft.document.accepted_findings()), *draft.put_ids()])
    records = (draft.get(record_id) for record_id in ids)
    return [record for record in records if isinstance(record, AcceptedFinding)]


def _accepted(records: Iterable[AcceptedFinding]) -> dict[Key, AcceptedFinding]:
    # By id, so that of two about the same finding (a merge of two files) always the same one speaks.
    return {key_of(record): record for record in sorted(records, key=lambda record: record.id, reverse=True)}
