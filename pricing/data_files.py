"""Reading the tab-separated files shipped in pricing/data, with errors that name the file and the line."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


class DataError(ValueError):
    """A shipped file is damaged; the message names the file and the line (0: the file as a whole)."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        place = f"{file}, line {line}" if line else file
        remedy = "Install Blueprice again or rebuild the price table."
        super().__init__(f"Price data is damaged ({place}): {problem}. {remedy}")
        self.file = file
        self.line = line


def shipped_data() -> Traversable:
    """The folder of the shipped price data."""
    return files("pricing") / "data"


def read_text(folder: Traversable, name: str) -> str:
    """A file's text; raises :class:`DataError` where it is missing or no UTF-8."""
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(name, 0, str(error)) from error


def records(name: str, text: str, width: int) -> list[tuple[int, list[str]]]:
    """Line numbers and fields of a file with a heading; :class:`DataError` where a field is missing."""
    found: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.splitlines()[1:], 2):
        fields = line.split("\t")
        if len(fields) != width:
            raise DataError(name, number, f"{len(fields)} fields instead of {width}")
        found.append((number, fields))
    return found
