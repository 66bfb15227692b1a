"""Names for programs, made of the texts that people gave: short, plain letters, never the same twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 40


def slug(text: str) -> str:
    """Lower-case letters, digits and underscores; empty for a text without any."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain)[: _LONGEST * 4].strip("_")[:_LONGEST].strip("_")


class Identifiers:
    """Hands out names that begin with a letter and differ from all before and from the reserved ones."""

    def __init__(self, reserved: Iterable[str] = (), prefix: str = "") -> None:
        self._taken = set(reserved)
        self._prefix = prefix
        self._next: dict[str, int] = {}

    def new(self, text: str, fallback: str) -> str:
        """A name like ``text``, or like ``fallback`` where nothing of the text can be used."""
        stem = slug(text) or slug(fallback) or "item"
        if not self._prefix and not stem[0].isalpha():
            stem = f"{slug(fallback) or 'item'}_{stem}"[:_LONGEST]
        stem = self._prefix + stem
        found, number = stem, self._next.get(stem, 1)
        while found in self._taken:
            number += 1
            found = f"{stem}_{number}"
        self._next[stem] = number
        self._taken.add(found)
        return found
