"""Recognise the files of AWS's own icon package, which users may download and point Blueprice at."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

_STEM = re.compile(r"(?:(?:Arch|Res)_)?(?P<name>.+?)_(?P<size>\d+)(?:_(?P<theme>Light|Dark))?", re.IGNORECASE)
_PREFERRED_SIZE = 64
# A person may point at a whole disk by mistake: the package has some 8,000 files.
_MOST_FILES = 100_000


class IconFolderError(ValueError):
    """The folder is not there, or holds none of AWS's icons; the text says which."""


def recognise(folder: Path, wanted: Iterable[str]) -> dict[str, Path]:
    """The best SVG in ``folder`` for each of the names ``wanted``, such as "AmazonVPCNATGateway".

    Service icons are called Arch_Amazon-EC2_64.svg, resource icons Res_Amazon-VPC_NAT-Gateway_48.svg, groups
    Region_32.svg; letters and digits decide, and of several sizes the one nearest 64 px, of themes the light.

    Raises:
        IconFolderError: there is no such folder, or nothing in it was recognised.
    """
    if not folder.is_dir():
        raise IconFolderError(f"There is no folder {folder}.")
    by_plain_name = {_plain(name): name for name in wanted}
    best: dict[str, tuple[tuple[bool, int, str], Path]] = {}
    for path in _svg_files(folder):
        match = _STEM.fullmatch(path.stem)
        name = by_plain_name.get(_plain(match["name"])) if match else None
        if match is None or name is None:
            continue
        dark = (match["theme"] or "").lower() == "dark" or "dark" in path.parent.name.lower()
        rank = (dark, abs(int(match["size"]) - _PREFERRED_SIZE), str(path))
        if name not in best or rank < best[name][0]:
            best[name] = (rank, path)
    if not best:
        raise IconFolderError(
            f"No AWS icons were recognised in {folder}: choose the folder of the unpacked icon package, "
            "with files such as Arch_Amazon-EC2_64.svg."
        )
    return {name: path for name, (_, path) in best.items()}


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def _svg_files(folder: Path) -> list[Path]:
    found: list[Path] = []
    seen = 0
    for place, _, file_names in os.walk(folder):
        # Archives made on a Mac carry a shadow folder of files that are no pictures.
        if "__MACOSX" in place:
            continue
        seen += len(file_names)
        found += [Path(place, name) for name in file_names if name.lower().endswith(".svg")]
        if seen > _MOST_FILES:
            break
    return [path for path in found if not path.name.startswith(".")]
