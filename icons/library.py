"""Icons by name; each knows where it comes from and on what terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from icons import diagrams_artwork
from icons.catalogue import Entry, Kind, by_any_name, entries

if TYPE_CHECKING:
    from icons.package.installed import PackageReport, Taken

Format = Literal["png", "svg"]

INK = "#232F3E"
"""The dark colour of our own line drawings, which ``Icon.data`` can exchange on a dark ground."""

_OWN_SOURCE = "Blueprice"
_OWN_LICENCE = "Drawn for Blueprice."
_AWS_LICENCE = "AWS's artwork, used unchanged to stand for AWS's services in architecture diagrams."
_FALLBACK = "generic.svg"
_PACKAGE = "AWS's icon package, "


class IconNotFound(LookupError):
    """No icon has this name; the text offers the nearest ones."""


@dataclass(frozen=True, slots=True)
class Icon:
    """One picture. Service icons are square tiles, resource and actor icons line drawings."""

    name: str
    kind: Kind
    format: Format
    path: Path
    background: str
    """Colour of the square to paint behind a white glyph, "#8C4FFF"; empty where the artwork is complete."""
    source: str
    """Who made the picture, and where it was taken from."""
    licence: str
    """On what terms it is used."""
    dark: Path | None = None
    """The same thing drawn for dark ground, where AWS's icon package has it."""

    @property
    def packaged(self) -> bool:
        """Whether it comes from the person's copy of AWS's icon package: complete, with its own ground."""
        return self.licence == _AWS_LICENCE and self.source.startswith(_PACKAGE)

    @property
    def ours(self) -> bool:
        """Whether we drew it; AWS's artwork is never recoloured."""
        return self.source == _OWN_SOURCE

    def data(self, ink: str = INK) -> bytes:
        """The bytes of the picture; our own line drawings are drawn in ``ink``, a colour such as "#E6EBF0".

        A light ink asks for the picture made for dark ground, where there is one.

        Raises:
            OSError: the file is gone since the icon was looked up.
        """
        if self.dark is not None and _is_light(ink):
            return self.dark.read_bytes()
        picture = self.path.read_bytes()
        return picture.replace(INK.encode(), ink.encode()) if self.ours and ink != INK else picture


_from_package: dict[str, Taken] = {}


def icon(name: str) -> Icon:
    """The icon called ``name``: the user's copy of AWS's, else that of the diagrams package, else our own.

    A name we know whose AWS artwork is missing gives a plain tile, never an error.

    Raises:
        IconNotFound: no icon has this name.
    """
    entry = by_any_name().get(name)
    if entry is None:
        near = get_close_matches(name, by_any_name(), 3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise IconNotFound(f"There is no icon called {name!r}.{hint}")
    taken = _from_package.get(entry.name)
    if taken is not None and taken.path.is_file():
        return _from_the_package(entry, taken)
    if entry.diagrams:
        return _from_diagrams(entry)
    return _our_own(entry, entry.artwork)


def names() -> tuple[str, ...]:
    """The names of all icons, in alphabetical order; other names for the same icon are left out."""
    return tuple(sorted(entries()))


def use_package(path: str | Path | None, choices: Mapping[str, str] | None = None) -> PackageReport | None:
    """Prefer the pictures of AWS's icon package, a zip file or a folder; None goes back to the usual ones.

    ``choices`` are pictures picked by hand: path within the package by our icon's name. Icons looked up
    before stay as they were.

    Raises:
        IconPackageError: it cannot be read or nothing in it was recognised; what was used before stays.
    """
    if path is None:
        _from_package.clear()
        return None
    from icons.package.installed import install

    report = install(Path(path), choices)
    use_report(report)
    return report


def use_report(report: PackageReport) -> None:
    """Take the pictures of a package that was read before, perhaps aside."""
    _from_package.clear()
    _from_package.update(report.taken)


def _from_the_package(entry: Entry, taken: Taken) -> Icon:
    form: Format = "svg" if taken.path.suffix.lower() == ".svg" else "png"
    source = f"{_PACKAGE}{taken.file.rpartition('/')[2]}"
    return Icon(entry.name, entry.kind, form, taken.path, "", source, _AWS_LICENCE, taken.dark)


def _from_diagrams(entry: Entry) -> Icon:
    path = diagrams_artwork.paths().get(entry.diagrams)
    if path is None:
        return _our_own(entry, _FALLBACK)
    source = f"AWS Architecture Icons, from the Python package diagrams {diagrams_artwork.version()}"
    return Icon(entry.name, entry.kind, "png", path, "", source, _AWS_LICENCE)


def _our_own(entry: Entry, file_name: str) -> Icon:
    path = Path(str(files("icons").joinpath("artwork", file_name)))
    return Icon(entry.name, entry.kind, "svg", path, entry.background, _OWN_SOURCE, _OWN_LICENCE)


def _is_light(colour: str) -> bool:
    """Whether a colour such as "#E6EBF0" is lighter than the middle grey."""
    parts = bytes.fromhex(colour[-6:])
    return sum(weight * part for weight, part in zip((0.299, 0.587, 0.114), parts, strict=True)) > 128
