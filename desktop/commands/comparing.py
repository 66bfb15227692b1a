"""The command compare: Regions, purchase options and variants side by side."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.errors import CommandFailed, sentence

if TYPE_CHECKING:
    from desktop.commands.opened import Opened
    from pricing.comparisons.lines import Difference
    from pricing.comparisons.purchases import PurchaseComparison
    from pricing.comparisons.regions import RegionComparison
    from pricing.comparisons.variants import VariantComparison

SUFFIXES = (".xlsx", ".csv", ".json")
NOT_COMPARABLE = "not comparable"
DASH = "–"


@dataclass
class Made:
    """The comparisons that were asked for."""

    regions: RegionComparison | None = None
    purchases: PurchaseComparison | None = None
    variants: VariantComparison | None = None

    @property
    def count(self) -> int:
        return sum(one is not None for one in (self.regions, self.purchases, self.variants))


def compare_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="a project")
    command.add_argument(
        "--regions",
        metavar="PREFIX",
        nargs="*",
        help="the drawing in every Region, or those of these codes or geographies: eu- us-east Asia",
    )
    command.add_argument(
        "--moving",
        metavar="CODE",
        default="",
        help="the Region that moves (default: the one that costs most)",
    )
    command.add_argument("--purchase", action="store_true", help="On-Demand, reserved, plans and Spot")
    command.add_argument("--variants", action="store_true", help="the variants kept in the file")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="documented JSON with exact amounts")
    form.add_argument("--csv", action="store_true", help="one comparison as a table")
    form.add_argument(
        "-o", "--output", metavar="OUT", type=_output, help="write a file: .xlsx (the whole quote) .csv .json"
    )


def _output(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in SUFFIXES:
        raise argparse.ArgumentTypeError(f"{text}: the name has to end in one of {', '.join(SUFFIXES)}")
    return path


def run_compare(wanted: argparse.Namespace) -> int:
    """Print or write the comparisons asked for. Raises CommandFailed."""
    from desktop.commands.opened import opened

    if wanted.regions is None and not wanted.purchase and not wanted.variants:
        raise CommandFailed("say what to compare: --regions, --purchase or --variants")
    as_csv = wanted.csv or (wanted.output is not None and wanted.output.suffix.lower() == ".csv")
    asked = (wanted.regions is not None) + wanted.purchase + wanted.variants
    if as_csv and asked > 1:
        raise CommandFailed("a CSV table holds one comparison: choose --regions, --purchase or --variants")
    project = opened(wanted.file, wanted.prices)
    made = _made(project, wanted)
    if wanted.output is not None:
        _write(project, made, wanted.output)
        print(wanted.output)
    elif wanted.json:
        print(_json(project, made), end="")
    elif wanted.csv:
        print(_csv(made), end="")
    else:
        for line in _text(project, made):
            print(line)
    return 0


def _made(project: Opened, wanted: argparse.Namespace) -> Made:
    from desktop.commands.opened import rates_of
    from pricing.data_files import DataError
    from projects.comparing.purchases import compare_purchases
    from projects.comparing.regions import NothingToCompare, chosen_regions, compare_regions
    from projects.comparing.variant_costs import compare_variants

    document, rates, base = project.document, rates_of(project.prices), project.estimate
    made = Made()
    try:
        if wanted.regions is not None:
            chosen = chosen_regions(wanted.regions)
            made.regions = compare_regions(document, rates, wanted=chosen, moving=wanted.moving, base=base)
        if wanted.purchase:
            made.purchases = compare_purchases(document, rates)
            if not made.purchases.nodes:
                raise NothingToCompare("Nothing in the drawing can be bought in several ways.")
        if wanted.variants:
            made.variants = compare_variants(document, rates, base=base)
            if not made.variants.columns:
                raise NothingToCompare("The project has no variants: make one in the window.")
    except NothingToCompare as error:
        raise CommandFailed(sentence(project.file, str(error))) from error
    except DataError as error:
        raise CommandFailed(sentence("price list", str(error), "install Blueprice again")) from error
    return made


# files


def _write(project: Opened, made: Made, path: Path) -> None:
    from desktop.commands.outputs import not_written
    from pricing.atomic_file import write_atomically

    try:
        if path.exists() and path.samefile(project.file):
            raise CommandFailed(sentence(str(path), "It is the project itself.", "Choose another name."))
        match path.suffix.lower():
            case ".json":
                write_atomically(path, _json(project, made).encode())
            case ".csv":
                # With a mark of its encoding, without which Excel misreads all that is not English.
                write_atomically(path, _csv(made).encode("utf-8-sig"))
            case _:
                _write_workbook(project, made, path)
    except OSError as error:
        raise CommandFailed(not_written(path, error)) from error


def _write_workbook(project: Opened, made: Made, path: Path) -> None:
    from pricing.workbook import write_workbook
    from projects.outputs.quotes import quote

    note = "There is no picture in a comparison; blueprice export writes one."
    whole = quote(project.document, project.estimate, project.findings, diagram_note=note)
    compared = replace(whole, regions_compared=made.regions, purchases_compared=made.purchases)
    write_workbook(path, replace(compared, variants_compared=made.variants))


def _json(project: Opened, made: Made) -> str:
    from desktop.commands.outputs import json_text
    from projects.outputs.comparisons import comparison_content

    return json_text(
        comparison_content(
            project.document,
            regions=made.regions,
            purchases=made.purchases,
            variants=made.variants,
            file=project.file,
            problems=project.problems,
        )
    )


def _csv(made: Made) -> str:
    from projects.outputs.comparisons import purchases_csv, regions_csv, variants_csv

    if made.regions is not None:
        return regions_csv(made.regions)
    if made.purchases is not None:
        return purchases_csv(made.purchases)
    assert made.variants is not None
    return variants_csv(made.variants)


# text


def _text(project: Opened, made: Made) -> Iterator[str]:
    from projects.stored_values import printable

    yield printable(project.name)
    yield f"List prices of {project.estimate.price_date} in USD before tax"
    parts: tuple[tuple[Any, Callable[[Any], Iterator[str]]], ...] = (
        (made.regions, _regions_text),
        (made.purchases, _purchases_text),
        (made.variants, _variants_text),
    )
    for found, write in parts:
        if found is not None:
            yield ""
            yield from write(found)


def _regions_text(found: RegionComparison) -> Iterator[str]:
    yield f"The drawing with {found.moving} moved to"
    head = ("Region", "", "Monthly", "Upfront", "First 12 months", "Difference", "")
    rows: list[Sequence[str]] = [head]
    for row in found.rows:
        rows.append(
            (
                row.code,
                row.name,
                _money(row.totals.monthly),
                _money(row.totals.upfront),
                _money(row.totals.first_12_months),
                "present" if row.present else _signed(row.difference.first_12_months),
                "" if row.present else _percent(row.difference.share),
            )
        )
    remarks = [
        [row.remark, *_both(row.difference), *_not_offered(row.not_offered), *row.notes] for row in found.rows
    ]
    yield from _table(rows, [[], *remarks])


def _both(difference: Difference) -> list[str]:
    """What is left to say where the totals cannot be compared."""
    if difference.comparable:
        return []
    return [f"Over the lines priced in both: {_signed(difference.known.first_12_months)} in 12 months."]


def _not_offered(types: Sequence[str]) -> list[str]:
    return [f"Not offered there: {', '.join(types)}."] if types else []


def _purchases_text(found: PurchaseComparison) -> Iterator[str]:
    count = len(found.nodes)
    yield f"{count} {'node' if count == 1 else 'nodes'} that can be bought in several ways; capacity only"
    head = ("Option", "Upfront", "Monthly", "Effective", "36 months", "Saving", "Break-even")
    rows: list[Sequence[str]] = [head]
    for row in found.rows:
        amounts = (row.upfront, row.monthly, row.effective_monthly, row.total)
        figures = [DASH] * 4 if row.unpriced else [_money(one) for one in amounts]
        month = f"month {row.break_even_month}" if row.break_even_month is not None else DASH
        saving = _percent(row.saving_share) if row.comparable else NOT_COMPARABLE
        rows.append((row.label, *figures, saving, month))
    yield from _table(rows, [[], *([row.remark] for row in found.rows)], texts=1)


def _variants_text(found: VariantComparison) -> Iterator[str]:
    head = ("Variant", "Monthly", "Upfront", "First 12 months", "Difference", "")
    base = found.base
    rows: list[Sequence[str]] = [head]
    rows.append(("Base", _money(base.monthly), _money(base.upfront), _money(base.first_12_months), "", ""))
    remarks: list[list[str]] = [[], []]
    for column in found.columns:
        totals, difference = column.totals, column.difference
        rows.append(
            (
                column.name,
                _money(totals.monthly),
                _money(totals.upfront),
                _money(totals.first_12_months),
                _signed(difference.first_12_months),
                _percent(difference.share),
            )
        )
        remarks.append([column.remark, *_both(difference), *column.misfits])
    yield from _table(rows, remarks, texts=1)


def _table(rows: Sequence[Sequence[str]], remarks: Sequence[Sequence[str]], texts: int = 2) -> Iterator[str]:
    """Columns under one another, the first ``texts`` to the left; remarks under their rows."""
    from projects.stored_values import printable

    shown = [[_cut(printable(cell)) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in shown) for column in range(len(shown[0]))]
    for row, said in zip(shown, remarks, strict=True):
        cells = (
            f"{cell:<{width}}" if column < texts else f"{cell:>{width}}"
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield f"  {'  '.join(cells)}".rstrip()
        for remark in said:
            if remark:
                yield f"      {printable(remark)}"


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _money(amount: Decimal) -> str:
    from pricing.estimate import cents

    return f"{cents(amount):,f}"


def _signed(amount: Decimal | None) -> str:
    from pricing.estimate import cents

    return NOT_COMPARABLE if amount is None else f"{cents(amount):+,f}"


def _percent(share: Decimal | None) -> str:
    return "" if share is None else f"{100 * share:+.1f} %"
