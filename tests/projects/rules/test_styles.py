"""A drawing says the same in another style: flat subnets, an account around it, elements in another order."""

from __future__ import annotations

import copy
import csv
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from projects.checking import check
from projects.drawing_format import read_drawing
from tests.conftest import SHARED

BOOK = SHARED / "rules" / "rulebook.csv"
Drawing = dict[str, Any]

pytestmark = pytest.mark.skipif(not BOOK.exists(), reason="../shared/rules is not here")


@cache
def examples() -> dict[str, Drawing]:
    if not BOOK.exists():
        return {}
    with BOOK.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {f"{row['id']} {kind}": row[f"{kind}_example"] for row in rows for kind in ("bad", "good")}
    return {name: json.loads(text) for name, text in found.items() if text}


def flat(drawing: Drawing) -> Drawing:
    """Subnets in the VPC that name their zone, instead of in a box of the zone."""
    zones = {
        c["id"]: c for c in drawing["containers"] if c["type"] == "az" and c.get("props", {}).get("name")
    }
    for item in drawing["containers"]:
        zone = zones.get(item.get("parent")) if item["type"] == "subnet" else None
        if zone is not None:
            item.setdefault("props", {})["az"] = zone["props"]["name"]
            item["parent"] = zone["parent"]
    return drawing


def in_an_account(drawing: Drawing) -> Drawing:
    """An account between the cloud and its Regions, where none is drawn."""
    if all(item["type"] != "account" for item in drawing["containers"]):
        for item in drawing["containers"]:
            if item["type"] == "region" and item.get("parent") == "aws":
                item["parent"] = "the-account"
        drawing["containers"].append({"id": "the-account", "type": "account", "parent": "aws"})
    return drawing


def backwards(drawing: Drawing) -> Drawing:
    for part in ("containers", "nodes", "edges"):
        drawing[part] = list(reversed(drawing.get(part) or []))
    return drawing


def judged(drawing: Drawing) -> set[tuple[str, str]]:
    """What is found, without remarks: these look at what is drawn, such as empty zones."""
    found = check(read_drawing(drawing).document)
    return {(f.rule, f.node_ids[0]) for f in found if f.severity != "info"}


@pytest.mark.parametrize("style", [flat, in_an_account, backwards])
@pytest.mark.parametrize("name", examples())
def test_another_style_of_drawing_is_judged_alike(name: str, style: Callable[[Drawing], Drawing]) -> None:
    assert judged(style(copy.deepcopy(examples()[name]))) == judged(examples()[name])
