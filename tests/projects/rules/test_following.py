"""Following a change finds what a full check finds: every bad example of the book, piece by piece."""

from __future__ import annotations

import csv
import json
from functools import cache
from typing import Any

import pytest

from projects.checking import Checker, check
from projects.document import Draft
from projects.drawing_format import read_drawing
from projects.records import PROJECT_ID
from projects.rules.rule import all_rules
from tests.conftest import SHARED

BOOK = SHARED / "rules" / "rulebook.csv"
MOST = 12
"""Records taken out of one example; the last ones drawn are what its rule is about."""

pytestmark = pytest.mark.skipif(not BOOK.exists(), reason="../shared/rules is not here")


@cache
def examples() -> dict[str, Any]:
    if not BOOK.exists():
        return {}
    with BOOK.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row["bad_example"] for row in csv.DictReader(file)}
    return {rule: json.loads(rows[rule]) for rule in all_rules() if rows.get(rule)}


@pytest.mark.parametrize("rule", examples())
def test_each_record_of_an_example_taken_out_and_put_back_is_followed(rule: str) -> None:
    document = read_drawing(examples()[rule]).document
    checker = Checker(document)
    before = check(document)
    for record_id in [record.id for record in document.records() if record.id != PROJECT_ID][-MOST:]:
        draft = Draft(document)
        draft.remove(record_id)
        change = draft.change()
        document.apply(change)
        assert checker.update(change) == check(document), f"without {record_id}"
        document.apply(change.inverse())
        assert checker.update(change.inverse()) == before, f"with {record_id} again"
