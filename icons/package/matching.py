"""Which pictures of AWS's icon package stand for our icons: by name, and rather none than a wrong one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from icons.catalogue import Entry, entries
from icons.package.names import Family, PackageFile, plain, spellings, split
from icons.package.renamed import other_names

How = Literal["name", "close", "hand"]
_FAMILIES: Mapping[str, tuple[Family, ...]] = {
    "service": ("service",),
    "resource": ("resource",),
    "actor": ("resource", "group"),
    "container": ("group",),
    "glyph": (),
}
"""Where a picture for each kind of our icons is to be looked for."""


@dataclass(frozen=True, slots=True)
class Match:
    """The pictures taken for one of our icons."""

    icon: str
    file: PackageFile
    how: How
    """By exactly its name, by a name that can only mean the same, or chosen by hand."""
    dark: PackageFile | None = None
    """The one for dark ground, where the package has both."""


class Matcher:
    """The pictures of one package, arranged to be looked up by name."""

    def __init__(self, files: Iterable[PackageFile]) -> None:
        self._light: dict[tuple[Family, str], PackageFile] = {}
        self._dark: dict[tuple[Family, str], PackageFile] = {}
        self._spelled: dict[tuple[Family, str], set[str]] = {}
        self._by_path: dict[str, PackageFile] = {}
        for file in files:
            self._by_path[file.path] = file
            key = file.family, plain(file.name)
            kept = self._dark if file.dark else self._light
            if key not in kept or file.rank < kept[key].rank:
                kept[key] = file
        for family, name in self._light.keys() | self._dark.keys():
            known = self._light.get((family, name)) or self._dark[(family, name)]
            for spelling in spellings(known.name):
                self._spelled.setdefault((family, spelling), set()).add(name)

    def matches(self, choices: Mapping[str, str] | None = None) -> dict[str, Match]:
        """What was found, by our icon; ``choices`` are paths picked by hand, by our icon."""
        named = {name: match for name, entry in entries().items() if (match := self._by_name(entry))}
        taken = {(match.file.family, plain(match.file.name)) for match in named.values()}
        for name, entry in entries().items():
            if name not in named and (close := self._close(entry, taken)) is not None:
                named[name] = close
        for name, path in (choices or {}).items():
            file = self._by_path.get(path)
            if name in entries() and file is not None:
                named[name] = Match(name, file, "hand", self._dark_of(file))
        return named

    def candidates(self, icon: str, limit: int = 12) -> list[PackageFile]:
        """Pictures that a person may have in mind for one of our icons, the likeliest first."""
        entry = entries()[icon]
        wanted = [plain(name) for name in (entry.aws_name, entry.name, *entry.also) if name]
        families = _FAMILIES[entry.kind]
        scored = [
            (_likeness(plain(file.name), wanted) + 0.05 * (family in families), file)
            for (family, _), file in self._light.items()
            if family != "category"
        ]
        scored.sort(key=lambda pair: (-pair[0], pair[1].rank))
        return [file for _, file in scored[:limit]]

    def _by_name(self, entry: Entry) -> Match | None:
        for name in (entry.aws_name, *other_names(entry.aws_name)):
            for family in _FAMILIES[entry.kind] if name else ():
                found = self._pair(entry, (family, plain(name)), "name")
                if found is not None:
                    return found
        return None

    def _close(self, entry: Entry, taken: set[tuple[Family, str]]) -> Match | None:
        """A name that AWS has spelled otherwise in another release: taken if it is the only one."""
        if not entry.aws_name:
            return None
        for family in _FAMILIES[entry.kind]:
            likely = {
                found
                for name in (entry.aws_name, *other_names(entry.aws_name))
                for spelling in spellings(split(name))
                for found in self._spelled.get((family, spelling), ())
                if (family, found) not in taken
            }
            if len(likely) == 1:
                return self._pair(entry, (family, likely.pop()), "close")
        return None

    def _pair(self, entry: Entry, key: tuple[Family, str], how: How) -> Match | None:
        light, dark = self._light.get(key), self._dark.get(key)
        file = light or dark
        return None if file is None else Match(entry.name, file, how, dark if light is not None else None)

    def _dark_of(self, file: PackageFile) -> PackageFile | None:
        return None if file.dark else self._dark.get((file.family, plain(file.name)))


def _likeness(name: str, wanted: list[str]) -> float:
    scores = []
    for other in wanted:
        score = SequenceMatcher(None, name, other).ratio()
        scores.append(max(score, 0.75) if len(other) > 3 and other in name else score)
    return max(scores, default=0.0)
