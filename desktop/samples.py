"""The projects that ship with the application."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from projects.files import SUFFIX, Loaded, UnreadableFile, loads


@dataclass(frozen=True)
class Sample:
    """One shipped project: its name and where it lies."""

    name: str
    file: Traversable

    def load(self) -> Loaded:
        """The project; raises :class:`UnreadableFile` if the installation is damaged."""
        return loads(self.file.read_text(encoding="utf-8"), self.file.name)


@cache
def samples() -> tuple[Sample, ...]:
    """Every sample, the first one first: three-tier, then by name."""
    folder = files("projects").joinpath("samples")
    if not folder.is_dir():
        return ()
    found = [Sample(_name(file), file) for file in folder.iterdir() if file.name.endswith(SUFFIX)]
    return tuple(sorted(found, key=lambda sample: (not sample.name.startswith("Three-tier"), sample.name)))


def _name(file: Traversable) -> str:
    """The project's own name, else the file's in words."""
    try:
        named = loads(file.read_text(encoding="utf-8"), file.name).document.settings.name
    except (UnreadableFile, OSError):
        named = ""
    return named or file.name.removesuffix(SUFFIX).replace("_", " ").replace("-", " ").capitalize()
