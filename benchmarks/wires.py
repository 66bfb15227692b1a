"""Projects whose links all carry traffic: priced as a whole, and again while an end is moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from random import Random

from benchmarks.measuring import Result, Samples, interleaved, timed
from benchmarks.synthetic import synthetic_document
from pricing.table import price_table
from projects.changes import Change
from projects.document import Document, Draft
from projects.edits import reparent
from projects.estimate import Estimator, estimate
from projects.records import Link, Node

NODES = 1_000
MOVES = 30


def measure(rounds: int) -> list[Result]:
    """1,000 nodes with 1,500 priced links, against the same nodes with links that say no traffic."""
    rates = price_table()
    estimate(carrying(synthetic_document(NODES, seed=0)), rates)
    fresh = Samples()
    for seed in range(1, rounds + 1):
        document = carrying(synthetic_document(NODES, seed=seed))
        fresh.values.append(timed(lambda document=document: estimate(document, rates)))
    plain = synthetic_document(NODES, seed=seed)
    works = {"wires": lambda: estimate(document, rates), "plain": lambda: estimate(plain, rates)}
    again = interleaved(works, max(rounds, 9))
    following = Estimator(document, rates)
    following.estimate()
    ends = _moved(document, ("ec2_instance", "rds_instance"), following.update)
    gateways = _moved(document, ("nat_gateway",), following.update)
    same = following.update(Change()) == estimate(document, rates)
    links = sum(isinstance(record, Link) for record in document.records())
    remark = "equal to the whole estimate" if same else "DIFFERS FROM THE WHOLE ESTIMATE"
    return [
        Result("wires", "whole, a drawing not met before", NODES, fresh.median, remark=f"{links:,} links"),
        Result(
            "wires",
            "whole, again",
            NODES,
            again["wires"].median,
            worst=again["wires"].worst,
            limit=again["plain"].median,
            limit_name="without traffic",
        ),
        Result("wires", "an end moved", NODES, ends.median, worst=ends.worst, remark=remark),
        Result("wires", "a NAT gateway moved", NODES, gateways.median, worst=gateways.worst),
    ]


def carrying(document: Document, seed: int = 7) -> Document:
    """The same project with GB in both directions on every link."""
    random = Random(seed)

    def loaded(link: Link) -> Link:
        there, back = Decimal(random.randrange(1, 2000)), Decimal(random.randrange(500))
        return link.model_copy(update={"gb_per_month": there, "gb_back_per_month": back})

    return Document(loaded(r) if isinstance(r, Link) else r for r in document.records())


def _moved(document: Document, names: Iterable[str], update: Callable[[Change], object]) -> Samples:
    """Nodes of these services, each moved into another subnet and back."""
    random = Random(3)
    samples = Samples()
    subnets = [node.id for node in document.nodes() if node.service.name == "subnet"]
    ends: list[Node] = [node for node in document.nodes() if node.service.name in names]
    for node in random.sample(ends, min(MOVES, len(ends))):
        draft = Draft(document)
        reparent(draft, node.id, random.choice(subnets))
        if change := draft.change():
            for step in (change, change.inverse()):
                document.apply(step)
                samples.values.append(timed(lambda step=step: update(step)))
    return samples
