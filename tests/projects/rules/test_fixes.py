"""Every remedy mends what it is offered for, makes no other error, and leaves no trace when undone."""

from __future__ import annotations

import csv
import json
from functools import cache
from typing import Any

import pytest

from projects.checking import Checker, check
from projects.document import Document, records_by_id
from projects.drawing_format import read_drawing
from projects.geometry import footprint
from projects.records import Node
from projects.rules.rule import Finding, all_rules
from tests.conftest import SHARED

BOOK = SHARED / "rules" / "rulebook.csv"

pytestmark = pytest.mark.skipif(not BOOK.exists(), reason="../shared/rules is not here")


@cache
def bad_examples() -> dict[str, Any]:
    if not BOOK.exists():
        return {}
    with BOOK.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row["bad_example"] for row in csv.DictReader(file)}
    return {rule: json.loads(rows[rule]) for rule in all_rules() if rows.get(rule)}


def example(rule: str) -> Document:
    return read_drawing(bad_examples()[rule]).document


def offered(document: Document) -> list[Finding]:
    return [finding for finding in check(document) if finding.fix is not None]


def errors(found: tuple[Finding, ...]) -> set[tuple[str, str]]:
    """The errors by rule and the main thing they blame."""
    return {(finding.rule, finding.node_ids[0]) for finding in found if finding.severity == "error"}


def is_gone(finding: Finding, found: tuple[Finding, ...]) -> bool:
    same = (finding.rule, finding.message, finding.node_ids)
    return all((other.rule, other.message, other.node_ids) != same for other in found)


@pytest.mark.parametrize("rule", bad_examples())
def test_each_fix_of_a_bad_example_mends_it_and_makes_no_other_error(rule: str) -> None:
    for finding in offered(example(rule)):
        document = example(rule)
        before = check(document)
        assert finding.fix is not None
        document.apply(finding.fix.change(document))
        after = check(document)
        assert is_gone(finding, after), f"{finding.rule} stays after “{finding.fix.label}”"
        new = errors(after) - errors(before)
        assert not new, f"“{finding.fix.label}” of {finding.rule} makes {sorted(new)}"


@pytest.mark.parametrize("rule", bad_examples())
def test_each_fix_of_a_bad_example_is_undone_without_a_trace(rule: str) -> None:
    document = example(rule)
    before = records_by_id(document)
    for finding in offered(document):
        assert finding.fix is not None
        change = finding.fix.change(document)
        assert change, f"“{finding.fix.label}” of {finding.rule} does nothing"
        document.apply(change)
        document.apply(change.inverse())
        assert records_by_id(document) == before


@pytest.mark.parametrize("rule", bad_examples())
def test_after_each_fix_of_a_bad_example_the_following_checker_agrees(rule: str) -> None:
    document = example(rule)
    checker = Checker(document)
    for finding in offered(document):
        assert finding.fix is not None
        change = finding.fix.change(document)
        document.apply(change)
        assert checker.update(change) == check(document)
        document.apply(change.inverse())
        assert checker.update(change.inverse()) == check(document)


@pytest.mark.parametrize("rule", bad_examples())
def test_a_fix_whose_subject_is_gone_does_nothing_harmful(rule: str) -> None:
    """A menu may be open while the drawing changes: a late fix must not break the document."""
    document = example(rule)
    for finding in offered(document):
        assert finding.fix is not None
        late = Document(r for r in document.records() if r.id != finding.node_ids[0])
        before = records_by_id(late)
        change = finding.fix.change(late)
        late.apply(change)
        check(late)
        late.apply(change.inverse())
        assert records_by_id(late) == before


@pytest.mark.parametrize("rule", bad_examples())
def test_a_fix_says_what_it_does(rule: str) -> None:
    for finding in offered(example(rule)):
        assert finding.fix is not None
        label = finding.fix.label
        assert label[0].isupper() and not label.endswith("."), label
        assert len(label) <= 110, label


def overlapping(document: Document) -> set[frozenset[str]]:
    """Pairs of neighbours that cover each other; overlays and what sits on a border may."""
    found: set[frozenset[str]] = set()
    for parent in (None, *(node.id for node in document.nodes())):
        holder = document.node(parent)
        free = [n for n in document.children(parent) if isinstance(n, Node) and n.side is None]
        boxes = [(n.id, footprint(n, holder)) for n in free if not n.service.is_overlay()]
        for number, (one, box) in enumerate(boxes):
            found |= {frozenset((one, other)) for other, room in boxes[:number] if box.overlaps(room)}
    return found


@pytest.mark.parametrize("rule", bad_examples())
def test_what_a_fix_of_a_bad_example_adds_covers_nothing(rule: str) -> None:
    document = example(rule)
    before = overlapping(document)
    for finding in offered(document):
        assert finding.fix is not None
        change = finding.fix.change(document)
        document.apply(change)
        new = {pair for pair in overlapping(document) - before if pair & change.ids}
        assert not new, f"“{finding.fix.label}” of {finding.rule} covers {sorted(map(sorted, new))}"
        document.apply(change.inverse())
