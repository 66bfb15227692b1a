"""What is wrong with a table file: where, what, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST_PROBLEMS = 50
"""After so many problems a file is read no further."""

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """One thing that is wrong, at a row (1 is the first of the file) and column; 0 and "" for all of it."""

    what: str
    remedy: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        where = f"Row {self.row}" if self.row else ""
        if self.column:
            where = f"{where}, column {self.column}" if where else f"Column {self.column}"
        return f"{where}: {self.what} {self.remedy}" if where else f"{self.what} {self.remedy}"


class SheetError(ValueError):
    """A file cannot be used, and nothing of it was taken; ``problems`` says why, in order of the rows."""

    def __init__(self, file: str, problems: Iterable[SheetProblem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        lines = [str(problem) for problem in self.problems[:_SHOWN]]
        more = len(self.problems) - _SHOWN
        if more > 0:
            many = f"{more} or more" if len(self.problems) >= MOST_PROBLEMS else str(more)
            lines.append(f"... and {many} other problems.")
        super().__init__(f"{file} was not used.\n" + "\n".join(lines))
