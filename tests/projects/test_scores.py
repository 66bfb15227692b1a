"""Scores: which checks apply, which are passed, and what an open or an accepted finding does to them."""

from __future__ import annotations

from projects.acceptance import accept
from projects.checking import check
from projects.document import Document, Draft
from projects.rules.rule import all_rules
from projects.scores import CATEGORIES, CATEGORY_NAMES, WEIGHTS, Score, applied_rules, scores
from tests.projects.rules.drawings import found, link, node, put, two_zones


def score(document: Document, category: str) -> Score:
    return next(s for s in scores(document, check(document)) if s.category == category)


def drawing() -> Document:
    return two_zones(node("b", "s3_bucket", "region", block_public_access=True))


def test_every_category_has_a_score_and_a_name() -> None:
    assert [s.category for s in scores(Document(), ())] == list(CATEGORIES) == list(CATEGORY_NAMES)


def test_where_no_check_applies_the_score_is_not_known() -> None:
    empty = scores(Document(), ())
    assert {s.points for s in empty} == {None}
    assert {s.applied for s in empty} == {0}


def test_a_finding_takes_its_checks_weight_off_the_hundred() -> None:
    document = drawing()
    before = score(document, "security")
    bucket = document.node("b")
    assert bucket is not None
    put(document, bucket.model_copy(update={"service": bucket.service.set(block_public_access=False)}))
    after = score(document, "security")
    assert (after.applied, after.passed, after.warnings) == (
        before.applied,
        before.passed - 1,
        before.warnings + 1,
    )
    rules = [rule for rule in applied_rules(document) if rule.category == "security"]
    failed = {finding.rule for finding in check(document)}
    whole = sum(WEIGHTS[rule.severity] for rule in rules)
    kept = sum(WEIGHTS[rule.severity] for rule in rules if rule.id not in failed)
    assert after.points == 100 * kept // whole
    assert before.points is not None and after.points < before.points


def test_many_findings_of_one_rule_are_one_check() -> None:
    document = drawing()
    put(document, *(node(f"b-{n}", "s3_bucket", "region", block_public_access=False) for n in range(3)))
    assert len(found(document, "S3S003")) == 3
    assert score(document, "security").warnings - score(drawing(), "security").warnings == 1


def test_an_accepted_finding_passes_and_is_counted_apart() -> None:
    document = two_zones(node("b", "s3_bucket", "region", block_public_access=False))
    before = score(document, "security")
    draft = Draft(document)
    accept(draft, found(document, "S3S003")[0], "A public web site")
    document.apply(draft.change())
    after = score(document, "security")
    assert (after.warnings, after.passed, after.accepted) == (before.warnings - 1, before.passed + 1, 1)


def test_a_rule_with_one_finding_accepted_and_one_open_is_not_passed() -> None:
    document = two_zones(
        node("b-1", "s3_bucket", "region", block_public_access=False),
        node("b-2", "s3_bucket", "region", block_public_access=False),
    )
    before = score(document, "security")
    draft = Draft(document)
    accept(draft, found(document, "S3S003")[0], "A public web site")
    document.apply(draft.change())
    assert score(document, "security") == before


def test_a_link_brings_its_checks() -> None:
    document = drawing()
    put(document, node("web", "ec2_instance", "public-a"), node("db", "rds_instance", "private-a"))
    without = {rule.id for rule in applied_rules(document)}
    put(document, link("web", "db"))
    assert {rule.id for rule in applied_rules(document)} > without


def test_a_withdrawn_rule_is_no_check() -> None:
    document = two_zones(node("db", "rds_instance", "private-a"))
    withdrawn = {rule.id for rule in all_rules().values() if rule.summary.startswith("Withdrawn")}
    assert withdrawn
    assert not withdrawn & {rule.id for rule in applied_rules(document)}
