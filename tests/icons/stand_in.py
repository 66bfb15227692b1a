"""A stand-in for AWS's icon package: its folders and names, with squares of our own in place of artwork."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

from icons.catalogue import entries

_TILE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{size}px" height="{size}px" viewBox="0 0 {size} {size}">'
    '<title>{name}</title><rect width="{size}" height="{size}" fill="{colour}"/>'
    '<circle cx="{half}" cy="{half}" r="{radius}" fill="#FFFFFF"/></svg>'
)


def names(without: Collection[str] = (), released: str = "07312025") -> Iterator[str]:
    """Paths as the package has them, for everything our icons are called after."""
    for aws_name, kind in sorted({(e.aws_name, e.kind) for e in entries().values() if e.aws_name}):
        if aws_name in without:
            continue
        words = "-".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+|\d+", aws_name))
        if kind == "container":
            yield f"Architecture-Group-Icons_{released}/{words}_32.svg"
        elif kind == "service":
            yield from (
                f"Architecture-Service-Icons_{released}/Arch_Any/{size}/Arch_{words}_{size}.svg"
                for size in (16, 32, 48, 64)
            )
        else:
            yield f"Resource-Icons_{released}/Res_Any/Res_{words}_48.svg"


def picture(path: str) -> str:
    """A square with a dot, in a colour that follows from the name."""
    stem = Path(path).stem
    size = int(stem.rpartition("_")[2])
    colour = ("#ED7100", "#8C4FFF", "#C925D1", "#7AA116", "#DD344C")[len(stem) % 5]
    return _TILE.format(size=size, name=stem, colour=colour, half=size / 2, radius=size / 4)


def make_zip(path: Path, without: Collection[str] = ()) -> Path:
    """The whole stand-in package as a zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names(without):
            archive.writestr(name, picture(name))
            archive.writestr(f"__MACOSX/{name}", b"\x00\x05\x16\x07")
    return path
