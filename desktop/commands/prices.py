"""`blueprice prices`: fetch AWS's present prices, compare two price tables, say what is installed."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.errors import CommandFailed

if TYPE_CHECKING:
    from pricing.differences import Difference
    from pricing.offers.origins import Step
    from pricing.offers.update import Report
    from pricing.rates import Rate
    from pricing.table import PriceTable

SHOWN = 20
"""Lines of a list that are shown unless all are asked for."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Everything behind `blueprice prices`."""
    actions = command.add_subparsers(metavar="ACTION", required=True)
    update = actions.add_parser(
        "update", help="fetch AWS's present prices", description="Fetch AWS's prices."
    )
    update.set_defaults(action=_update)
    update.add_argument(
        "--region", metavar="R", nargs="+", action="extend", default=[], help="only these, as eu-west-1"
    )
    update.add_argument(
        "--service",
        metavar="S",
        nargs="+",
        action="extend",
        default=[],
        help="only these, as ec2 or AmazonEC2",
    )
    update.add_argument(
        "--from",
        dest="place",
        metavar="FOLDER-OR-URL",
        default="",
        help="offer files in a folder, a single one, or a server laid out as AWS's (default: AWS)",
    )
    update.add_argument("--older", action="store_true", help="take prices older than those in force too")
    update.add_argument("--suspicious", action="store_true", help="take prices far from those in force too")
    diff = actions.add_parser(
        "diff", help="what changed between two tables", description="Compare two tables."
    )
    diff.set_defaults(action=_diff)
    for name in ("old", "new"):
        text = "shipped, current, previous, or the folder of a table"
        diff.add_argument(name, metavar=name.upper(), help=text)
    diff.add_argument("--region", metavar="R", nargs="+", action="extend", default=[], help="only these")
    diff.add_argument("--all", action="store_true", help=f"list every rate, not only {SHOWN} of a kind")
    info = actions.add_parser("info", help="which prices are installed", description="Say what is installed.")
    info.set_defaults(action=_info)


def run(wanted: argparse.Namespace) -> int:
    """Raises CommandFailed with where, what and remedy; 0 when done."""
    from pricing.data_files import DataError
    from pricing.offers.problems import UpdateCancelled, UpdateFailed

    try:
        for line in wanted.action(wanted):
            print(line)
    except (UpdateFailed, UpdateCancelled, DataError) as error:
        raise CommandFailed(str(error)) from error
    return 0


# update


def _update(wanted: argparse.Namespace) -> Iterator[str]:
    from pricing.offers.origins import AWS_PRICE_LIST
    from pricing.offers.update import Wanted, update

    chosen = Wanted(frozenset(wanted.region), frozenset(wanted.service), wanted.older, wanted.suspicious)
    shown = _Shown()
    try:
        report = update(wanted.place or AWS_PRICE_LIST, chosen, progress=shown.step)
    finally:
        shown.end()
    yield from report_lines(report)


class _Shown:
    """One line of progress on a terminal; nothing where standard error is a file."""

    def __init__(self) -> None:
        self._there = sys.stderr.isatty()
        self._last = ""

    def step(self, step: Step) -> None:
        share = f" {100 * step.done // step.total} %" if step.total else ""
        text = f"{step.doing} {step.file} ({step.number} of {step.files}){share}" if step.file else step.doing
        if self._there and text != self._last:
            print(f"\r{text[:110]:<{min(len(self._last), 110)}}", end="", file=sys.stderr, flush=True)
            self._last = text

    def end(self) -> None:
        if self._last:
            print(f"\r{'':<{min(len(self._last), 110)}}\r", end="", file=sys.stderr, flush=True)


def report_lines(report: Report) -> Iterator[str]:
    """What an update did, for people."""
    found = report.findings
    for name, header, counts in report.files:
        left = counts.unmapped.total() + counts.terms + counts.units.total()
        other = f", {counts.elsewhere:,} of other Regions" if counts.elsewhere else ""
        yield f"{name}: published {header.date}, {counts.taken:,} prices read, {left:,} not mapped{other}"
        for family, amount in counts.unmapped.most_common(3):
            if family:
                yield f"    not mapped: {amount:,} of {family}"
        for unit, amount in counts.units.most_common(3):
            yield f"    not taken: {amount:,} in {unit}"
    for name, offer in report.not_mapped:
        yield f"{name}: passed over, no prices of {offer} are asked for or known"
    yield from _listed("not taken, the prices do not fit together", found.broken)
    yield from _listed("suspicious, far from the price in force", found.suspicious)
    if found.older:
        yield f"{found.older:,} rates in force are newer than the files and stay (--older takes the files')"
    if not report.digest:
        yield "Nothing was changed."
        return
    regions = len(report.regions)
    yield (
        f"{found.accepted:,} rates in {regions:,} Region{'s' if regions != 1 else ''} are up to date: "
        f"{found.changed:,} changed, {found.new:,} new. Digest {report.digest[:12]}."
    )


def _listed(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"{len(lines):,} {title}:"
        yield from (f"    {line}" for line in lines[:SHOWN])
        if len(lines) > SHOWN:
            yield f"    ... and {len(lines) - SHOWN:,} more"


# diff


def _diff(wanted: argparse.Namespace) -> Iterator[str]:
    from pricing.differences import differences

    old, new = table_named(wanted.old), table_named(wanted.new)
    yield f"Old: {old.date}, digest {old.digest[:12]}. New: {new.date}, digest {new.digest[:12]}."
    kinds: dict[str, list[str]] = {
        "dearer": [],
        "cheaper": [],
        "in other tiers or units": [],
        "new": [],
        "gone": [],
    }
    counts: Counter[str] = Counter()
    for difference in differences(old, new, frozenset(wanted.region)):
        kind = _kind(difference)
        counts[kind] += 1
        if wanted.all or len(kinds[kind]) < SHOWN:
            kinds[kind].append(_difference_line(difference))
    for kind, lines in kinds.items():
        if counts[kind]:
            yield f"{counts[kind]:,} {kind}:"
            yield from (f"    {line}" for line in lines)
            if counts[kind] > len(lines):
                yield f"    ... and {counts[kind] - len(lines):,} more (--all lists them)"
    if not counts:
        yield "No price differs."


def _kind(difference: Difference) -> str:
    if difference.old is None:
        return "new"
    if difference.new is None:
        return "gone"
    ratio = difference.ratio
    if ratio is None or ratio == 1:
        return "in other tiers or units"
    return "dearer" if ratio > 1 else "cheaper"


def _difference_line(difference: Difference) -> str:
    place = f"{difference.region} {difference.key}"
    if difference.old is None or difference.new is None:
        return f"{place}: {_price_text(difference.new or difference.old)}"
    ratio = difference.ratio
    by = f" ({(ratio - 1) * 100:+.1f} %)" if ratio is not None and ratio != 1 else ""
    return f"{place}: {_price_text(difference.old)} -> {_price_text(difference.new)}{by}"


def _price_text(rate: Rate | None) -> str:
    assert rate is not None
    prices = [f"{tier.price.normalize():f}" for tier in rate.tiers]
    shown = prices if len(prices) <= 3 else [*prices[:2], f"... {prices[-1]}"]
    return f"{' / '.join(shown)} USD per {rate.unit}"


def table_named(name: str) -> PriceTable:
    """The table called so on the command line; raises CommandFailed where there is none."""
    from pricing.data_files import shipped_data
    from pricing.offers.installed import damage, installed, with_updates
    from pricing.table import PriceTable

    shipped = PriceTable(shipped_data())
    if name == "shipped":
        return shipped
    if name == "current":
        return with_updates(shipped)
    if name == "previous":
        found = installed()
        if found.table is None:
            raise CommandFailed("previous: prices were never updated here; compare with shipped")
        return _before_the_update(shipped, found.previous)
    folder = Path(name)
    if not (folder / "provenance.json").is_file():
        raise CommandFailed(f"{name}: there is no price table; name shipped, current, previous or its folder")
    problem = damage(folder)
    if problem:
        raise CommandFailed(f"{name}: the price table is damaged ({problem}); use another copy")
    return PriceTable(folder)


def _before_the_update(shipped: PriceTable, previous: Path | None) -> PriceTable:
    """What was in force before the last update."""
    from pricing.offers.installed import UpdatedTable
    from pricing.table import PriceTable

    return UpdatedTable(shipped, PriceTable(previous)) if previous else shipped


# info


def _info(wanted: argparse.Namespace) -> Iterator[str]:
    from pricing.data_files import shipped_data
    from pricing.offers.installed import installed, prices_folder, with_updates
    from pricing.table import PriceTable

    shipped = PriceTable(shipped_data())
    yield f"Shipped: AWS list prices of {shipped.date}, digest {shipped.digest}"
    found = installed()
    if found.problem:
        yield f"Updates: not used. {found.problem}"
    if found.table is None:
        if not found.problem:
            yield "Updates: none. Fetch AWS's present prices with: blueprice prices update"
        return
    updates = PriceTable(found.table)
    yield f"Updates: of {updates.date}, {updates.fact('rates'):,} rates in {prices_folder()}"
    for source in sorted(updates.sources, key=lambda source: (source.name, source.confidence)):
        yield f"    {source.name}, {source.date}: {source.rates:,} rates ({source.confidence})"
    yield f"    Regions: {', '.join(updates.regions())}"
    yield f"In force: digest {with_updates(shipped).digest}"
