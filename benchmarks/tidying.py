"""Tidying a whole drawing: everything laid out anew, from a drawing in disorder and again once tidy."""

from __future__ import annotations

from random import Random

from benchmarks.measuring import Result, Samples, timed
from benchmarks.synthetic import synthetic_document
from projects.document import Document, Draft
from projects.records import Node
from projects.tidying import tidy

SIZES = (300, 1_000)


def measure(rounds: int) -> list[Result]:
    """Drawings of 300 and 1,000 nodes with 1.5 links a node."""
    found = []
    for nodes in SIZES:
        first, again = Samples(), Samples()
        same = True
        for seed in range(rounds):
            document = scattered(synthetic_document(nodes, seed=seed), seed)
            draft = Draft(document)
            first.values.append(timed(lambda draft=draft: tidy(draft)))
            document.apply(draft.change())
            second = Draft(document)
            again.values.append(timed(lambda second=second: tidy(second)))
            same = same and not second.change()
        remark = "" if same else "CHANGES A TIDY DRAWING"
        found += [
            Result("tidying", "in disorder", nodes, first.median, worst=first.worst),
            Result("tidying", "tidy already", nodes, again.median, worst=again.worst, remark=remark),
        ]
    return found


def scattered(document: Document, seed: int) -> Document:
    """The same drawing with every node somewhere else in its frame."""
    random = Random(seed)
    return Document(
        record.model_copy(update={"x": random.randrange(2_000), "y": random.randrange(2_000)})
        if isinstance(record, Node)
        else record
        for record in document.records()
    )
