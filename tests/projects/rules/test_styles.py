"""A drawing says the same in another style: flat subnets, an account around it, elements in another order."""

from __future__ import annotations

import copy
import csv
import json
from collections.abc import Callable
from functools import cache

import pytest

from projects.checking import check
from projects.drawing_format import read_drawing
from tests.conftest import SHARED
from tests.projects.rules.styles import Drawing, backwards, flat, in_an_account

BOOK = SHARED / "rules" / "rulebook.csv"

pytestmark = pytest.mark.skipif(not BOOK.exists(), reason="../shared/rules is not here")


@cache
def examples() -> dict[str, Drawing]:
    if not BOOK.exists():
        return {}
    with BOOK.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {f"{row['id']} {kind}": row[f"{kind}_example"] for row in rows for kind in ("bad", "good")}
    return {name: json.loads(text) for name, text in found.items() if text}


def judged(drawing: Drawing) -> set[tuple[str, str]]:
    """What is found, without remarks: these look at what is drawn, such as empty zones."""
    found = check(read_drawing(drawing).document)
    return {(f.rule, f.node_ids[0]) for f in found if f.severity != "info"}


@pytest.mark.parametrize("style", [flat, in_an_account, backwards])
@pytest.mark.parametrize("name", examples())
def test_another_style_of_drawing_is_judged_alike(name: str, style: Callable[[Drawing], Drawing]) -> None:
    assert judged(style(copy.deepcopy(examples()[name]))) == judged(examples()[name])
