"""Accepted findings: kept in the file, matched by rule and blamed things, gone with them, and undone."""

from __future__ import annotations

import pytest

from projects import edits, files
from projects.acceptance import accept, judged, reopen
from projects.checking import check
from projects.document import Document, Draft, records_by_id
from projects.records import AcceptedFinding
from projects.rules.rule import Finding
from projects.upgrades import FORMAT_VERSION
from tests.projects.rules.drawings import found, node, put, two_zones


def drawing() -> Document:
    return two_zones(
        node("open", "security_group", "vpc", inbound="tcp 22 0.0.0.0/0"),
        node("other", "security_group", "vpc", inbound="tcp 22 0.0.0.0/0"),
    )


def first(document: Document) -> Finding:
    return next(finding for finding in check(document) if "open" in finding.node_ids)


def accepted(document: Document, finding: Finding, reason: str = "A bastion for one week") -> Document:
    draft = Draft(document)
    accept(draft, finding, reason, "Ada", "2026-09-30")
    document.apply(draft.change())
    return document


def test_an_accepted_finding_does_not_count_and_is_listed_with_its_reason() -> None:
    document = drawing()
    finding = first(document)
    accepted(document, finding)
    result = judged(document, check(document))
    assert finding not in result.open
    ((taken, record),) = result.accepted
    assert taken == finding
    assert (record.reason, record.by, record.day) == ("A bastion for one week", "Ada", "2026-09-30")


def test_the_same_finding_about_another_node_still_counts() -> None:
    document = drawing()
    finding = first(document)
    accepted(document, finding)
    left = judged(document, check(document)).open
    assert any(f.rule == finding.rule and "other" in f.node_ids for f in left)


def test_accepting_and_reopening_are_one_change_each_and_leave_no_trace() -> None:
    document = drawing()
    before = records_by_id(document)
    finding = first(document)
    draft = Draft(document)
    accept(draft, finding, "Known")
    change = draft.change()
    assert len(change.ids) == 1
    document.apply(change)
    document.apply(change.inverse())
    assert records_by_id(document) == before
    accepted(document, finding)
    draft = Draft(document)
    assert reopen(draft, finding)
    document.apply(draft.change())
    assert records_by_id(document) == before
    assert not reopen(Draft(document), finding)


def test_accepting_again_replaces_the_reason() -> None:
    document = drawing()
    finding = first(document)
    accepted(accepted(document, finding), finding, "Asked by the client")
    assert [record.reason for record in document.accepted_findings()] == ["Asked by the client"]


def test_two_acceptances_in_one_draft_are_told_apart_and_can_be_reopened_in_it() -> None:
    document = drawing()
    draft = Draft(document)
    for finding in found(document, first(document).rule):
        accept(draft, finding, "Known")
        accept(draft, finding, "Well known")
    assert reopen(draft, first(document))
    document.apply(draft.change())
    assert [record.node_ids[0] for record in document.accepted_findings()] == ["other"]


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_finding_is_not_accepted_without_a_reason(reason: str) -> None:
    document = drawing()
    with pytest.raises(ValueError, match="reason"):
        accept(Draft(document), first(document), reason)


def test_a_finding_is_recognised_when_its_words_change() -> None:
    document = drawing()
    finding = first(document)
    accepted(document, finding)
    group = document.node("open")
    assert group is not None
    put(document, group.model_copy(update={"label": "Front door"}))
    result = judged(document, check(document))
    assert result.accepted[0][0].message != finding.message


def test_an_accepted_finding_goes_with_its_node_and_comes_back_with_it() -> None:
    document = accepted(drawing(), first(drawing()))
    draft = Draft(document)
    edits.delete(draft, ["open"])
    change = draft.change()
    document.apply(change)
    assert not list(document.accepted_findings())
    document.apply(change.inverse())
    assert len(list(document.accepted_findings())) == 1


def test_accepted_findings_are_kept_in_the_file() -> None:
    document = accepted(drawing(), first(drawing()))
    loaded = files.loads(files.dumps(document))
    assert not loaded.problems
    assert records_by_id(loaded.document) == records_by_id(document)


def test_a_file_forgets_accepted_findings_whose_nodes_are_gone() -> None:
    document = drawing()
    stray = AcceptedFinding(id="accepted-1", rule="SGR001", node_ids=("gone",), reason="Known")
    put(document, stray)
    loaded = files.loads(files.dumps(document))
    assert not loaded.problems
    assert not list(loaded.document.accepted_findings())


def test_an_accepted_finding_without_ids_or_reason_in_a_file_does_no_harm() -> None:
    text = '{"format": "blueprice", "version": 2, "records": [%s]}'
    loaded = files.loads(text % '{"type": "accepted_finding", "id": "a", "rule": "SGR001"}')
    assert loaded.problems
    assert not list(loaded.document.accepted_findings())


def test_files_of_format_1_are_read() -> None:
    text = files.dumps(drawing()).replace(f'"version": {FORMAT_VERSION}', '"version": 1', 1)
    loaded = files.loads(text)
    assert loaded.version == 1
    assert records_by_id(loaded.document) == records_by_id(drawing())


def test_the_accepted_findings_of_a_merged_file_are_told_once() -> None:
    document = drawing()
    finding = first(document)
    for number in (1, 2):
        put(
            document,
            AcceptedFinding(
                id=f"accepted-{number}",
                rule=finding.rule,
                node_ids=finding.node_ids,
                reason=f"Reason {number}",
            ),
        )
    ((_, record),) = judged(document, check(document)).accepted
    assert record.reason == "Reason 1"
    draft = Draft(document)
    assert reopen(draft, finding)
    document.apply(draft.change())
    assert not judged(document, check(document)).accepted
