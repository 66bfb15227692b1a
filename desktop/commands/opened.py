"""A project as a command sees it: read, priced and checked, with what is wrong said on standard error."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.errors import CommandFailed, sentence

if TYPE_CHECKING:
    from pricing.estimate import Estimate
    from pricing.price_sheets import SheetProblem
    from pricing.rates import Rates
    from projects.document import Document
    from projects.drawing_format import ImportedDrawing
    from projects.file_problems import Problem
    from projects.rules.rule import Finding


_order = attrgetter("order")


@dataclass(frozen=True)
class Opened:
    """A project file that could be read; estimate and findings are worked out when asked for."""

    file: str
    document: Document
    problems: tuple[Problem, ...]
    prices: str = ""
    """The person's price sheet to put before the list; empty for the list alone."""
    of_drawing: tuple[Finding, ...] = ()
    """Faults of an imported drawing itself, which its document does not show any more."""

    @property
    def name(self) -> str:
        return self.document.settings.name or Path(self.file).stem

    @cached_property
    def estimate(self) -> Estimate:
        from pricing.data_files import DataError
        from projects.estimate import estimate

        try:
            return estimate(self.document, rates_of(self.prices))
        except DataError as error:
            raise CommandFailed(sentence("price list", str(error), "install Blueprice again")) from error

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        from projects.checking import check

        found = check(self.document)
        return tuple(sorted((*self.of_drawing, *found), key=_order)) if self.of_drawing else found

    def with_findings(self, more: tuple[Finding, ...]) -> Opened:
        """The same with findings of another check among its own."""
        made = Opened(self.file, self.document, self.problems, self.prices, self.of_drawing)
        made.__dict__["findings"] = tuple(sorted((*self.findings, *more), key=_order))
        return made


@cache
def rates_of(prices: str) -> Rates:
    """The price list, with a price sheet before it where one is named. Raises CommandFailed."""
    from pricing.table import price_table

    if not prices:
        return price_table()
    from pricing.price_sheets import SheetError, SheetPrices, read_price_sheet

    try:
        return SheetPrices(price_table(), read_price_sheet(Path(prices), price_table()))
    except SheetError as error:
        *before, last = error.problems
        for problem in before:
            print("blueprice: " + _told(prices, problem), file=sys.stderr)
        raise CommandFailed(_told(prices, last)) from error


def _told(file: str, problem: SheetProblem) -> str:
    place = ", ".join(text for text in (f"row {problem.row}" if problem.row else "", problem.column) if text)
    return sentence(file, problem.what, problem.remedy, place)


def opened(file: str, prices: str = "") -> Opened:
    """Read a project, or a drawing in the neutral format; what had to be left out is said on standard error.

    Raises CommandFailed. A price sheet that cannot be used stops the command before anything is written.
    """
    from projects.drawing_files import is_drawing, parse_drawing
    from projects.files import UnreadableFile, loads, text_of

    if prices:
        rates_of(prices)
    try:
        text = text_of(file)
        if is_drawing(text):
            drawing = parse_drawing(text, file)
            _said_ignored(file, drawing)
            return Opened(file, drawing.document, (), prices, drawing.problems)
        loaded = loads(text, file)
    except UnreadableFile as error:
        raise CommandFailed(sentence(file, error.what, error.remedy, error.place)) from error
    for problem in loaded.problems:
        print("blueprice: " + sentence(file, problem.what, problem.remedy, problem.place), file=sys.stderr)
    return Opened(file, loaded.document, loaded.problems, prices)


def said_of_drawing(file: str, drawing: ImportedDrawing) -> None:
    """Say on standard error what of a drawing could not be taken."""
    for finding in drawing.problems:
        print("blueprice: " + sentence(file, finding.message), file=sys.stderr)
    _said_ignored(file, drawing)


def _said_ignored(file: str, drawing: ImportedDrawing) -> None:
    if drawing.ignored:
        listed = ", ".join(drawing.ignored)
        print("blueprice: " + sentence(file, f"Ignored: {listed}."), file=sys.stderr)
