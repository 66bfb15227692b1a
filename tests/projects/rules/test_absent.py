"""Absent is unknown: leaving a property out of a sound drawing makes no error, but where the book says so."""

from __future__ import annotations

import copy
import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from projects.checking import check
from projects.drawing_format import read_drawing
from tests.conftest import SHARED
from tests.projects.rules.reference_architectures import ARCHITECTURES
from tests.projects.rules.service_architectures import SERVICE_ARCHITECTURES

BOOK = SHARED / "rules" / "rulebook.csv"
TEXT = SHARED / "rules" / "rulebook.md"

pytestmark = pytest.mark.skipif(not BOOK.exists(), reason="../shared/rules is not here")

PUBLIC_ONLY_IF_SAID = {"RTE001", "RTE010"}
"""The format's own definition: without a route, a subnet is public if it says so, else private."""
EXCEPTIONS_TO_BE_SAID = {"KMS001", "CDN005", "EBS002"}
"""A multi-Region key, a VPC origin and Multi-Attach are what only a drawing that says so has."""
PLACE_TO_BE_SAID = {"STR016"}
"""A function at an edge location says that it runs at the edge."""


@cache
def absence_is_the_fault() -> frozenset[str]:
    """The rules of the book's list; an error of another rule needs something said."""
    listed = re.search(r"An absent property means unknown.*", TEXT.read_text(encoding="utf-8"))
    assert listed is not None
    found = set(re.findall(r"\b[A-Z0-9]{3}\d{3}\b", listed[0]))
    for family, first, last in re.findall(r"\b([A-Z0-9]{3})(\d{3})\.\.(\d{3})\b", listed[0]):
        found |= {f"{family}{number:03}" for number in range(int(first), int(last) + 1)}
    return frozenset(found | PUBLIC_ONLY_IF_SAID | EXCEPTIONS_TO_BE_SAID | PLACE_TO_BE_SAID)


@cache
def drawings() -> dict[str, Any]:
    if not BOOK.exists():
        return {}
    found: dict[str, Any] = {make.__name__: make() for make in (*ARCHITECTURES, *SERVICE_ARCHITECTURES)}
    with BOOK.open(encoding="utf-8", newline="") as file:
        found |= {row["id"]: json.loads(row["good_example"]) for row in csv.DictReader(file)}
    return found


def with_less(drawing: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The drawing without one property, for each property of each element."""
    for part in ("containers", "nodes", "edges"):
        for number, item in enumerate(drawing.get(part) or ()):
            for name in item.get("props") or ():
                less = copy.deepcopy(drawing)
                del less[part][number]["props"][name]
                yield f"{item['id']}.{name}", less


def errors(drawing: dict[str, Any]) -> set[str]:
    return {f.rule for f in check(read_drawing(drawing).document) if f.severity == "error"}


@pytest.mark.parametrize("name", drawings())
def test_leaving_a_property_out_makes_no_error(name: str) -> None:
    for left_out, drawing in with_less(drawings()[name]):
        wrong = errors(drawing) - absence_is_the_fault()
        assert not wrong, f"without {left_out}"


def test_the_books_list_of_absences_is_read() -> None:
    assert {"ASG002", "STR004", "STR005", "STR006", "ELB003"} <= absence_is_the_fault()
    assert "API002" not in absence_is_the_fault()
