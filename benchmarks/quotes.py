"""Ten thousand line items: priced, and written as a workbook."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

from benchmarks.measuring import Result, interleaved, peak_memory
from benchmarks.synthetic import synthetic_document
from pricing.estimate import Estimate, LineItem, combine, price_component
from pricing.table import price_table
from pricing.workbook import Quote, write_workbook
from projects.estimate import Estimator

LINES = 10_000


def measure(rounds: int) -> list[Result]:
    """Pricing 10,000 components and writing their workbook, against openpyxl and the same cells."""
    document = synthetic_document(5_000)
    rates = price_table()
    estimator = Estimator(document, rates)
    real = estimator.estimate()
    works = [
        (kept.owner, component, kept.place.hours_per_month)
        for kept in estimator._nodes.values()
        for component in kept.components
    ]
    works = (works * (LINES // len(works) + 1))[:LINES]

    def price() -> None:
        for owner, component, hours in works:
            price_component(owner, component, rates, hours, Decimal(0))

    priced = interleaved({"price": price}, rounds)["price"]
    lines = (real.lines * (LINES // len(real.lines) + 1))[:LINES]
    estimate = Estimate(
        lines, combine(real.node_totals.values()), real.hours_per_month, real.price_date, real.price_digest
    )
    quote = Quote(estimate, name="Benchmark", date="2025-01-01")
    with tempfile.TemporaryDirectory() as folder:
        path, plain = Path(folder) / "a.xlsx", Path(folder) / "b.xlsx"
        before = peak_memory()
        write_workbook(path, quote)
        grown = peak_memory() - before
        found = interleaved(
            {"ours": lambda: write_workbook(path, quote), "bare": lambda: bare(plain, lines)}, rounds
        )
    return [
        Result("estimate", "10,000 line items", None, priced.median),
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
