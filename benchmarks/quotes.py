"""Estimates of whole drawings, ten thousand line items priced, and their workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from benchmarks.measuring import Result, Samples, interleaved, peak_memory, timed
from benchmarks.synthetic import synthetic_document
from pricing.data_files import shipped_data
from pricing.estimate import Estimate, LineItem, Owner, combine, price_component
from pricing.table import PriceTable, price_table
from pricing.workbook import Quote, write_workbook
from projects.changes import Change
from projects.document import Document, Draft
from projects.edits import set_property
from projects.estimate import Estimator, estimate
from projects.location import locate, place_of

LINES = 10_000
SIZES = (1_000, 10_000)
CHANGES = 30


def measure(rounds: int) -> list[Result]:
    """Whole estimates and their changes; components priced one by one; the workbook against openpyxl."""
    return [
        *_tables(rounds),
        *(found for size in SIZES for found in _drawings(size, rounds)),
        *_lines(rounds),
    ]


def _tables(rounds: int) -> list[Result]:
    """The first price of a Region, from the files: what is the same for all Regions is read as well."""
    samples = Samples()
    for _ in range(rounds):
        samples.values.append(timed(lambda: PriceTable(shipped_data()).rate("nat_gateway.hour", "us-east-1")))
    return [Result("estimate", "a Region's prices, cold", None, samples.median)]


def _drawings(nodes: int, rounds: int) -> list[Result]:
    """One size of drawing: priced for the first time, priced again as a whole, and after single changes."""
    rates = price_table()
    estimate(synthetic_document(nodes, seed=0), rates)
    fresh = Samples()
    for seed in range(1, rounds + 1):
        document = synthetic_document(nodes, seed=seed)
        fresh.values.append(timed(lambda document=document: estimate(document, rates)))
    again = interleaved({"again": lambda: estimate(document, rates)}, max(rounds, 9))["again"]
    found = estimate(document, rates)
    kinds = len({node.service.name for node in document.nodes()})
    varied = f"{len(found.lines):,} lines, {kinds} services, frames not counted"
    following = Estimator(document, rates)
    following.estimate()
    change = _follow(document, following.update)
    same = following.update(Change()) == estimate(document, rates)
    return [
        Result("estimate", "whole, a drawing not met before", nodes, fresh.median, remark=varied),
        Result("estimate", "whole, again", nodes, again.median, worst=again.worst),
        Result(
            "estimate",
            "re-estimate, one change",
            nodes,
            change.median,
            worst=change.worst,
            limit=again.median,
            limit_name="whole, again",
            remark="equal to the whole estimate" if same else "DIFFERS FROM THE WHOLE ESTIMATE",
        ),
    ]


def _follow(document: Document, update: Callable[[Change], object]) -> Samples:
    """Each change of one usage figure and back, on nodes spread over the drawing."""
    samples = Samples()
    icons = [node for node in document.nodes() if not node.service.is_container()]
    left = CHANGES
    for node in icons[:: max(1, len(icons) // (CHANGES * 4))]:
        names = [item.name for item in type(node.service).properties() if item.kind == "quantity"]
        if not names or not left:
            continue
        draft = Draft(document)
        set_property(draft, [node.id], names[0], Decimal(77))
        if change := draft.change():
            left -= 1
            for step in (change, change.inverse()):
                document.apply(step)
                samples.values.append(timed(lambda step=step: update(step)))
    return samples


def _lines(rounds: int) -> list[Result]:
    """Pricing 10,000 components and writing their workbook, against openpyxl and the same cells."""
    document = synthetic_document(5_000)
    rates = price_table()
    real = estimate(document, rates)
    works = []
    for node in document.nodes():
        where = locate(document, node.id)
        place = place_of(document, node, where)
        owner = Owner(
            node.id, node.title, where.path, node.service.name, node.service.label, "", where.region
        )
        works += [(owner, component, place.hours_per_month) for component in node.service.costs(place)]
    works = (works * (LINES // len(works) + 1))[:LINES]

    def price() -> None:
        for owner, component, hours in works:
            price_component(owner, component, rates, hours, Decimal(0))

    priced = interleaved({"price": price}, rounds)["price"]
    lines = (real.lines * (LINES // len(real.lines) + 1))[:LINES]
    shown = replace(real, lines=lines, totals=combine(real.node_totals.values()))
    return [Result("estimate", "10,000 line items", None, priced.median), *_workbook(shown, rounds)]


def _workbook(estimated: Estimate, rounds: int) -> list[Result]:
    quote = Quote(estimated, name="Benchmark", date="2025-01-01")
    with tempfile.TemporaryDirectory() as folder:
        path, plain = Path(folder) / "a.xlsx", Path(folder) / "b.xlsx"
        before = peak_memory()
        write_workbook(path, quote)
        grown = peak_memory() - before
        found = interleaved(
            {"ours": lambda: write_workbook(path, quote), "bare": lambda: bare(plain, estimated.lines)},
            rounds,
        )
    return [
        Result(
            "workbook",
            "XLSX, 10,000 lines",
            None,
            found["ours"].median,
            limit=found["bare"].median,
            limit_name="openpyxl write_only, the line sheet alone",
        ),
        Result("workbook", "XLSX, 10,000 lines, memory", None, grown, "MB"),
    ]


def bare(path: Path, lines: tuple[LineItem, ...]) -> None:
    """The cells of the lines, with two formulas each, by openpyxl's fastest writer."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Estimate")
    for number, line in enumerate(lines, 2):
        sheet.append(
            [
                line.owner.service_label,
                line.owner.label,
                " / ".join(line.owner.path),
                line.owner.region,
                line.component,
                line.state,
                line.quantity,
                line.unit,
                f"=Rates!D{number}",
                f"=G{number}*I{number}",
                line.rate.key if line.rate is not None else "",
                line.reason,
            ]
        )
    book.save(path)
