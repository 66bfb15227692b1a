"""What is wrong with a project file, and where in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

_ID = re.compile(r'"id"\s*:\s*("(?:[^"\\]|\\.){0,1000}")')


@dataclass(frozen=True)
class Problem:
    """Something in a file that could not be taken as it stands."""

    file: str
    place: str
    """Line, record and field: "line 12, nat-1, label"; empty for the file as a whole."""
    what: str
    remedy: str
    harmless: bool = False
    """True if saving writes everything back as it was."""

    def __str__(self) -> str:
        return f"{self.place + ': ' if self.place else ''}{self.what} {self.remedy}".rstrip()


class Places:
    """Finds the lines of records in a file's text; reads it only when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: dict[str, list[int]] | None = None

    def find(self, record_id: str, field: str = "", occurrence: int = 1) -> str:
        """Line, record and field; ``occurrence`` tells records of one id apart."""
        shown = record_id if len(record_id) <= 60 else record_id[:57] + "..."
        parts = [shown, field] if field else [shown]
        if self._lines is None:
            self._lines = self._read()
        if lines := self._lines.get(record_id):
            parts.insert(0, f"line {lines[min(occurrence, len(lines)) - 1]}")
        return ", ".join(parts)

    def _read(self) -> dict[str, list[int]]:
        lines: dict[str, list[int]] = {}
        for number, line in enumerate(self._text.split("\n"), 1):
            if found := _ID.search(line):
                try:
                    lines.setdefault(json.loads(found[1]), []).append(number)
                except ValueError:
                    continue
        return lines
