"""A project as a command sees it: read, priced and checked, with what is wrong said on standard error."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.errors import CommandFailed, sentence

if TYPE_CHECKING:
    from pricing.estimate import Estimate
    from projects.document import Document
    from projects.file_problems import Problem
    from projects.rules.rule import Finding


@dataclass(frozen=True)
class Opened:
    """A project file that could be read; estimate and findings are worked out when asked for."""

    file: str
    document: Document
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        return self.document.settings.name or Path(self.file).stem

    @cached_property
    def estimate(self) -> Estimate:
        from pricing.data_files import DataError
        from pricing.table import price_table
        from projects.estimate import estimate

        try:
            return estimate(self.document, price_table())
        except DataError as error:
            raise CommandFailed(sentence("price list", str(error), "install Blueprice again")) from error

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        from projects.checking import check

        return check(self.document)


def opened(file: str) -> Opened:
    """Read a project; what had to be left out is said on standard error. Raises CommandFailed."""
    from projects.files import UnreadableFile, load

    try:
        loaded = load(file)
    except UnreadableFile as error:
        raise CommandFailed(sentence(file, error.what, error.remedy, error.place)) from error
    for problem in loaded.problems:
        print("blueprice: " + sentence(file, problem.what, problem.remedy, problem.place), file=sys.stderr)
    return Opened(file, loaded.document, loaded.problems)
