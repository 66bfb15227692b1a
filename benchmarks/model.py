"""Opening, pricing, checking and saving without a window, against the same work on plain data."""

from __future__ import annotations

import json
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.measuring import Result, interleaved, peak_memory, timed
from benchmarks.synthetic import synthetic_document
from pricing.table import price_table
from projects import files
from projects.changes import Change
from projects.checking import Checker, check
from projects.document import Document, Draft
from projects.edits import move, set_property
from projects.estimate import Estimator, estimate
from projects.records import Node


def measure(nodes: int, rounds: int) -> list[Result]:
    """Files, estimate and check of one synthetic project."""
    document = synthetic_document(nodes)
    return [
        *_files(document, nodes, rounds),
        *_estimate(document, nodes, rounds),
        *_check(document, nodes, rounds),
    ]


def _files(document: Document, nodes: int, rounds: int) -> list[Result]:
    text = files.dumps(document)
    plain = json.loads(text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "project.blueprice"
        works = {
            "load": lambda: files.loads(text),
            "load, plain JSON": lambda: json.loads(text),
            "save": lambda: files.save(document, path),
            "save, plain JSON": lambda: json.dumps(plain),
        }
        found = interleaved(works, rounds)
    limit = "plain JSON"
    return [
        Result(
            "files", name, nodes, found[name].median, limit=found[f"{name}, {limit}"].median, limit_name=limit
        )
        for name in ("load", "save")
    ] + [Result("files", "size", nodes, len(text.encode()) / 1e6, "MB")]


def _estimate(document: Document, nodes: int, rounds: int) -> list[Result]:
    rates = price_table()
    first = timed(lambda: estimate(document, rates))
    full = interleaved({"full": lambda: estimate(document, rates)}, rounds)["full"]
    following = Estimator(document, rates)
    following.estimate()
    one = _follow(document, following.update, _usage_changes(document, 30))
    same = following.update(Change()).totals == estimate(document, rates).totals
    return [
        Result("estimate", "first, with the prices read", nodes, first),
        Result("estimate", "full", nodes, full.median),
        Result(
            "estimate",
            "after one change",
            nodes,
            one[0],
            worst=one[1],
            limit=full.median,
            limit_name="full",
            remark="equal to the full estimate" if same else "DIFFERS FROM THE FULL ESTIMATE",
        ),
    ]


def _check(document: Document, nodes: int, rounds: int) -> list[Result]:
    first = timed(lambda: check(document))
    full = interleaved({"full": lambda: check(document)}, rounds)["full"]
    checker = Checker(document)
    moved = _follow(document, checker.update, _moves(document, 20))
    edited = _follow(document, checker.update, _usage_changes(document, 20))
    same = checker.findings == check(document)
    return [
        Result("check", "first, with the rules read", nodes, first),
        Result("check", "full", nodes, full.median),
        Result(
            "check", "after a move", nodes, moved[0], worst=moved[1], limit=full.median, limit_name="full"
        ),
        Result(
            "check",
            "after one change",
            nodes,
            edited[0],
            worst=edited[1],
            limit=full.median,
            limit_name="full",
            remark="equal to a full check" if same else "DIFFERS FROM A FULL CHECK",
        ),
        Result("check", "findings", nodes, len(checker.findings), ""),
        Result("memory", "model, priced and checked", nodes, peak_memory(), "MB"),
    ]


def _follow(document: Document, update: Any, changes: list[Change]) -> tuple[float, float]:
    """Median and worst milliseconds of following each change and its inverse."""
    from benchmarks.measuring import Samples

    samples = Samples()
    for change in changes:
        for step in (change, change.inverse()):
            document.apply(step)
            samples.values.append(timed(lambda step=step: update(step)))
    return samples.median, samples.worst


def _usage_changes(document: Document, count: int) -> list[Change]:
    """Changes of one usage figure each, on nodes spread over the drawing."""
    found = []
    for node in _spread(document, count * 4):
        names = [p.name for p in type(node.service).properties() if p.kind == "quantity"]
        if names:
            draft = Draft(document)
            set_property(draft, [node.id], names[0], Decimal(77))
            found.append(draft.change())
    return [change for change in found if change][:count]


def _moves(document: Document, count: int) -> list[Change]:
    found = []
    for node in _spread(document, count):
        draft = Draft(document)
        move(draft, [node.id], 16, 8)
        found.append(draft.change())
    return [change for change in found if change]


def _spread(document: Document, count: int) -> list[Node]:
    icons = [node for node in document.nodes() if not node.service.is_container() and node.side is None]
    return icons[:: max(1, len(icons) // count)][:count]
