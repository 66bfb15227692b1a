"""Judging drawings: which findings a case expects, and whether the rules give them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from projects.checking import check
from projects.drawing_format import FORMAT, read_drawing
from projects.rules.rule import Finding, all_rules

ANY_ERROR = "*:ERROR"


@dataclass(frozen=True)
class Case:
    """A drawing and what the rules must and must not say of it."""

    name: str
    drawing: Mapping[str, Any]
    expect: Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """How the rules did on one case; without faults they agree."""

    case: str
    missed: tuple[str, ...] = ()
    wrongly: tuple[str, ...] = ()
    misplaced: tuple[str, ...] = ()
    """Rules that fired but blamed other elements."""
    not_implemented: tuple[str, ...] = ()
    failure: str = ""
    found: tuple[Finding, ...] = field(default=(), repr=False)

    @property
    def agrees(self) -> bool:
        return not (self.missed or self.wrongly or self.misplaced or self.failure)

    def line(self) -> str:
        """One line for a person."""
        parts = [
            f"{words} {', '.join(rules)}"
            for words, rules in (
                ("missed", self.missed),
                ("reported wrongly", self.wrongly),
                ("blamed another element:", self.misplaced),
                ("not implemented:", self.not_implemented),
            )
            if rules
        ]
        parts += [f"failed: {self.failure}"] if self.failure else []
        return f"{self.case}: {'agrees' if self.agrees else '; '.join(parts)}"


def findings_of(drawing: Mapping[str, Any]) -> tuple[Finding, ...]:
    """All findings about a drawing, with those of its structure."""
    imported = read_drawing(drawing)
    return (*imported.problems, *check(imported.document))


def judge(case: Case) -> Verdict:
    """Run the rules over one case and compare."""
    try:
        found = findings_of(case.drawing)
    except Exception as error:  # one broken drawing must not hide the others
        return Verdict(case.name, failure=f"{type(error).__name__}: {error}")
    expect, known = case.expect, all_rules()
    missed, misplaced, absent = [], [], []
    fired = {finding.rule for finding in found}
    for wanted in expect.get("must_fire") or ():
        rule = wanted["rule"]
        blamed = {i for finding in found if finding.rule == rule for i in finding.node_ids}
        if rule not in fired:
            (missed if rule in known else absent).append(rule)
            if rule not in known:
                missed.append(rule)
        elif not set(wanted.get("on") or ()) <= blamed:
            misplaced.append(rule)
    errors = {finding.rule for finding in found if finding.severity == "error"}
    wrongly = {rule for rule in expect.get("must_not_fire") or () if rule in fired}
    if expect.get("no_errors") or ANY_ERROR in (expect.get("must_not_fire") or ()):
        wrongly |= errors
    if expect.get("exact_errors") is not None:
        exact = set(expect["exact_errors"])
        wrongly |= errors - exact
        missed.extend(rule for rule in sorted(exact - errors) if rule not in missed)
    return Verdict(
        case.name, tuple(missed), tuple(sorted(wrongly)), tuple(misplaced), tuple(absent), found=found
    )


def cases_in(path: Path) -> Iterator[Case]:
    """The cases of a folder of drawings, of one drawing, or of the rule book's table."""
    if path.is_dir():
        for file in sorted(path.rglob("*.json")):
            yield from cases_in(file)
    elif path.suffix == ".csv":
        yield from _book(path)
    else:
        data = json.loads(path.read_text(encoding="utf-8"))
        for number, drawing in enumerate(data if isinstance(data, list) else [data]):
            if isinstance(drawing, Mapping) and drawing.get("format", FORMAT) == FORMAT:
                name = str(drawing.get("id") or f"{path.stem} {number}")
                yield Case(name, drawing, drawing.get("expect") or {})


def _book(path: Path) -> Iterator[Case]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["bad_example"]:
                expect = {"must_fire": [{"rule": row["id"], "on": []}]}
                yield Case(f"{row['id']} bad", json.loads(row["bad_example"]), expect)
            if row["good_example"]:
                never = {"must_not_fire": [row["id"], ANY_ERROR]}
                yield Case(f"{row['id']} good", json.loads(row["good_example"]), never)
