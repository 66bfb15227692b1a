"""One Region's price file in memory: its text as it is, and in which order its keys sort."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from pricing.data_files import DataError


class RegionPrices:
    """Finds the line that holds a key. Lines are taken apart only when a rate is asked for.

    A file has some ten thousand keys: as strings and numbers of their own they would take six times the
    memory of the text, and a comparison of all Regions reads every file there is.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._text = text
        self._starts = array("I", [0])
        """Where each line begins in the text, and where the last one ends."""
        self._sections: list[int] = []
        """Lines on which a section begins."""
        self._around: list[tuple[str, str]] = []
        """What stands before and after the names of each section in their keys."""
        self._sorted = array("I")
        """Lines that hold a price, by their keys."""
        self._index()

    def _index(self) -> None:
        prefix = suffix = ""
        keys: list[tuple[str, int]] = []
        end = 0
        for number, line in enumerate(self._text.splitlines(keepends=True)):
            end += len(line)
            self._starts.append(end)
            if line[:1] == "[":
                prefix, _, suffix = self.section(number)[0].partition("{}")
                self._sections.append(number)
                self._around.append((prefix, suffix))
            elif line[:1] != "#":
                name, tab, _ = line.partition("\t")
                if not tab or not self._sections:
                    problem = "this line is no price" if self._sections else "a price before any section"
                    raise self.damaged(number, problem)
                keys.append((prefix + name + suffix, number))
        keys.sort()
        for (key, _), (following, number) in zip(keys, keys[1:], strict=False):
            if key == following:
                raise self.damaged(number, f"{key} is there twice")
        self._sorted = array("I", [number for _, number in keys])

    def line(self, number: int) -> str:
        """A line without its end."""
        text = self._text[self._starts[number] : self._starts[number + 1]]
        return text.splitlines()[0] if text else ""

    def line_of(self, key: str) -> int | None:
        """The number of the line that holds a key, from 0."""
        position = bisect_left(self._sorted, key, key=self._key)
        if position == len(self._sorted) or self._key(self._sorted[position]) != key:
            return None
        return self._sorted[position]

    def keys_from(self, prefix: str) -> Iterator[str]:
        """Every key that begins with ``prefix``, sorted."""
        for position in range(bisect_left(self._sorted, prefix, key=self._key), len(self._sorted)):
            key = self._key(self._sorted[position])
            if not key.startswith(prefix):
                return
            yield key

    def all(self) -> Iterator[tuple[str, int]]:
        """Every key and its line, in the order of the lines."""
        for number in sorted(self._sorted):
            yield self._key(number), number

    def _key(self, number: int) -> str:
        start = self._starts[number]
        before, after = self._around[bisect_right(self._sections, number) - 1]
        return before + self._text[start : self._text.index("\t", start)] + after

    def section(self, number: int) -> tuple[str, str]:
        """The pattern of keys and the usual source of the section that begins on a line."""
        pattern, bracket, source = self.line(number)[1:].partition("]\t")
        if not bracket:
            raise self.damaged(number, "this section has no source")
        return pattern, source

    def section_of(self, number: int) -> tuple[str, str]:
        """The same of the section that a line stands in."""
        return self.section(self._sections[bisect_right(self._sections, number) - 1])

    def damaged(self, number: int, problem: str) -> DataError:
        """What to raise about a line."""
        return DataError(self.name, number + 1, problem)
