"""The rule book's own examples: each bad one fires its rule on what was planted, no good one an error."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from projects.rules.rule import all_rules
from tests.conftest import SHARED
from tests.rule_cases.cases import ANY_ERROR, Case, findings_of, judge

BOOK = SHARED / "rules" / "rulebook.csv"
TEXT = SHARED / "rules" / "rulebook.md"

ABOUT_THE_WHOLE = {"VPC015": {"V"}, "VPC019": {"V"}}
"""Rules that blame the container for what it lacks, not what stands in it."""

pytestmark = pytest.mark.skipif(not BOOK.exists(), reason="../shared/rules is not here")

ALSO_NARROWED = {"CON004": {"ECH006"}}
"""Rules the book narrowed after its examples were run: the volume of CON004 is no VPC-only store."""


@cache
def book() -> dict[str, dict[str, str]]:
    with BOOK.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def implemented() -> list[str]:
    return [rule for rule in all_rules() if rule in book()] if BOOK.exists() else []


def elements(drawing: Mapping[str, Any]) -> dict[str, str]:
    parts = (*drawing["containers"], *drawing["nodes"], *drawing["edges"])
    return {str(part["id"]): json.dumps(part, sort_keys=True) for part in parts}


def scaffold_elements() -> set[str]:
    """Every element of the book's five starting drawings, as text."""
    drawings = re.findall(r"^\* \*\*\w+\*\* `(\{.*\})`$", TEXT.read_text(encoding="utf-8"), re.MULTILINE)
    return {text for drawing in drawings for text in elements(json.loads(drawing)).values()}


def test_every_rule_is_one_of_the_book() -> None:
    assert set(all_rules()) <= set(book())


@pytest.mark.parametrize("rule", implemented())
def test_severity_and_category_are_the_books(rule: str) -> None:
    row, ours = book()[rule], all_rules()[rule]
    assert (ours.severity, ours.category) == (row["severity"].lower(), row["category"])


@pytest.mark.parametrize("rule", implemented())
def test_the_bad_example_fires_on_what_was_planted(rule: str) -> None:
    if not book()[rule]["bad_example"]:
        pytest.skip("withdrawn")
    drawing = json.loads(book()[rule]["bad_example"])
    blamed = {i for finding in findings_of(drawing) if finding.rule == rule for i in finding.node_ids}
    assert blamed, f"{rule} did not fire"
    planted = {i for i, text in elements(drawing).items() if text not in scaffold_elements()}
    planted |= ABOUT_THE_WHOLE.get(rule, set())
    assert not planted or blamed & planted


@pytest.mark.parametrize("rule", implemented())
def test_the_bad_example_gives_no_other_error(rule: str) -> None:
    row = book()[rule]
    if not row["bad_example"]:
        pytest.skip("withdrawn")
    drawing = json.loads(row["bad_example"])
    errors = {finding.rule for finding in findings_of(drawing) if finding.severity == "error"}
    assert errors <= {rule, *row["also_fires_on_bad"].split()}
    expected = {r for r in row["also_fires_on_bad"].split() if r in all_rules()}
    expected = {r for r in expected if all_rules()[r].severity == "error"} - ALSO_NARROWED.get(rule, set())
    assert expected <= errors


@pytest.mark.parametrize("rule", list(book()) if BOOK.exists() else [])
def test_no_good_example_fires_its_rule_or_an_error(rule: str) -> None:
    drawing = json.loads(book()[rule]["good_example"])
    verdict = judge(Case(rule, drawing, {"must_not_fire": [rule, ANY_ERROR]}))
    assert verdict.agrees, verdict.line()


def test_the_places_of_services_are_the_tables() -> None:
    """A service that has a class stands wherever the service table lets it stand."""
    from projects.known_services import known_services
    from projects.service import catalogue

    with (SHARED / "rules" / "services.csv").open(encoding="utf-8", newline="") as file:
        table = {row["service_id"]: row["legal_parents"].split() for row in csv.DictReader(file)}
    ours = {"az": "availability_zone"}
    wrong = {}
    for name, service in catalogue().items():
        known = known_services().get(name)
        if known is None or "*" in service.inside:
            continue
        missing = {ours.get(place, place) for place in table[known.drawing]} - set(service.inside)
        if missing:
            wrong[name] = missing
    assert not wrong
