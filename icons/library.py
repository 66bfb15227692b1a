"""Icons by name; each knows where it comes from and on what terms."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Literal

from icons import aws_folder, diagrams_artwork
from icons.catalogue import Entry, Kind, by_any_name, entries

Format = Literal["png", "svg"]

INK = "#232F3E"
"""The dark colour of our own line drawings, which ``Icon.data`` can exchange on a dark ground."""

_OWN_SOURCE = "Blueprice"
_OWN_LICENCE = "Drawn for Blueprice."
_AWS_LICENCE = "AWS's artwork, used unchanged to stand for AWS's services in architecture diagrams."
_FALLBACK = "generic.svg"


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

    @property
    def ours(self) -> bool:
        """Whether we drew it; AWS's artwork is never recoloured."""
        return self.source == _OWN_SOURCE

    def data(self, ink: str = INK) -> bytes:
        """The bytes of the picture; our own line drawings are drawn in ``ink``, a colour such as "#E6EBF0".

        Raises:
            OSError: the file is gone since the icon was looked up.
        """
        picture = self.path.read_bytes()
        return picture.replace(INK.encode(), ink.encode()) if self.ours and ink != INK else picture


_from_folder: dict[str, Path] = {}


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
    if entry.name in _from_folder:
        path = _from_folder[entry.name]
        return Icon(entry.name, entry.kind, "svg", path, "", f"AWS's icon package, {path.name}", _AWS_LICENCE)
    if entry.diagrams:
        return _from_diagrams(entry)
    return _our_own(entry, entry.artwork)


def names() -> tuple[str, ...]:
    """The names of all icons, in alphabetical order; other names for the same icon are left out."""
    return tuple(sorted(entries()))


def use_folder(folder: str | Path | None) -> int:
    """Prefer AWS's own SVG icons in an unpacked icon package; None goes back to the installed artwork.

    Gives the number of our icons it recognised there. Icons looked up before stay as they were.

    Raises:
        IconFolderError: there is no such folder or nothing in it was recognised; what was used before stays.
    """
    found: dict[str, Path] = {}
    if folder is not None:
        table = entries().values()
        recognised = aws_folder.recognise(
            Path(folder).expanduser(), {e.aws_name for e in table if e.aws_name}
        )
        # Several of our icons may share one of AWS's.
        found = {e.name: recognised[e.aws_name] for e in table if e.aws_name in recognised}
    _from_folder.clear()
    _from_folder.update(found)
    return len(found)


def _from_diagrams(entry: Entry) -> Icon:
    path = diagrams_artwork.paths().get(entry.diagrams)
    if path is None:
        return _our_own(entry, _FALLBACK)
    source = f"AWS Architecture Icons, from the Python package diagrams {diagrams_artwork.version()}"
    return Icon(entry.name, entry.kind, "png", path, "", source, _AWS_LICENCE)


def _our_own(entry: Entry, file_name: str) -> Icon:
    path = Path(str(files("icons").joinpath("artwork", file_name)))
    return Icon(entry.name, entry.kind, "svg", path, entry.background, _OWN_SOURCE, _OWN_LICENCE)
