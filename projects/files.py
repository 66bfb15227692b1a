"""Project files: JSON with one record a line, read with care and written whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pricing.atomic_file import write_atomically
from projects.collector import collector_paused
from projects.document import Document
from projects.embedding import NoProject, extract, is_png
from projects.file_problems import Problem
from projects.reading import Reader
from projects.upgrades import FORMAT, FORMAT_VERSION, upgrade
from projects.writing import dumps

__all__ = ["SUFFIX", "Loaded", "Problem", "UnreadableFile", "dumps", "load", "loads", "save", "text_of"]

SUFFIX = ".blueprice"
LARGEST_FILE = 256 * 1024 * 1024

_CONFLICT = re.compile(r"^(<<<<<<<|=======|>>>>>>>)( |$)", re.MULTILINE)


@dataclass(frozen=True)
class Loaded:
    """A project as read. With any problem, saving over the original loses something: ask first."""

    document: Document
    problems: tuple[Problem, ...] = ()
    version: int = FORMAT_VERSION
    """The format number the file was written in."""
    from_picture: bool = False
    """It came out of a picture, which is no file to save a project to."""


class UnreadableFile(Exception):
    """The file cannot be opened as a project: which file, where in it, what is wrong, what to do.

    ``recovered`` holds what can still be read of a damaged project, where there is anything.
    """

    def __init__(
        self, file: str, what: str, remedy: str, place: str = "", recovered: Loaded | None = None
    ) -> None:
        super().__init__(f"{file}: {place + ': ' if place else ''}{what} {remedy}".strip())
        self.file = file
        self.place = place
        self.what = what
        self.remedy = remedy
        self.recovered = recovered


# reading


def load(path: str | os.PathLike[str]) -> Loaded:
    """The project in a file; raises :class:`UnreadableFile`, and never OSError or ValueError."""
    loaded = loads(text_of(path), os.fspath(path))
    return replace(loaded, from_picture=True) if is_picture(path) else loaded


def is_picture(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a PNG picture, which may hold a project; False for one that cannot be read."""
    try:
        with open(path, "rb") as file:
            return is_png(file.read(8))
    except (OSError, ValueError):
        return False


def text_of(path: str | os.PathLike[str]) -> str:
    """The text of a file in any usual encoding, or of the project inside a picture.

    Raises :class:`UnreadableFile`.
    """
    file = os.fspath(path)
    try:
        if not Path(path).is_file():
            raise _not_a_file(Path(path))
        if is_picture(path):
            with open(path, "rb") as picture:
                return extract(picture)
        if Path(path).stat().st_size > LARGEST_FILE:
            what = "It is larger than any project that Blueprice writes."
            raise UnreadableFile(file, what, "Choose a Blueprice project.")
        content = Path(path).read_bytes()
    except NoProject as error:
        raise UnreadableFile(file, error.what, error.remedy) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        what = f"It cannot be read: {reason[:1].lower() + reason[1:]}."
        raise UnreadableFile(file, what, "Check the path and the permissions.") from error
    return _decoded(content, file)


def loads(text: str, file: str = "") -> Loaded:
    """The project in a text; ``file`` is named in messages. Raises :class:`UnreadableFile`."""
    # A project is many objects that all stay.
    with collector_paused():
        return _loads(text, file)


def _loads(text: str, file: str) -> Loaded:
    if not text.strip("\ufeff \t\r\n\0"):
        raise UnreadableFile(
            file, "The file is empty.", "Get an earlier copy from a backup or version control."
        )
    if conflict := _CONFLICT.search(text):
        what = "The file holds an unresolved merge conflict."
        remedy = "Resolve it in your version control, then open the file again."
        raise UnreadableFile(file, what, remedy, _position(text, conflict.start()))
    text = text.removeprefix("\ufeff")
    doubled: list[dict[str, Any]] = []
    try:
        content = _parsed(text, doubled)
    except json.JSONDecodeError as error:
        raise _not_json(text, file, error) from error
    except RecursionError as error:
        what = "It is nested too deeply to be a project."
        raise UnreadableFile(file, what, "Choose a Blueprice project.") from error
    version = _version(content, file)
    content = upgrade(content, version)
    records = content.get("records")
    if not isinstance(records, list):
        what = "It has no list of records."
        raise UnreadableFile(file, what, "Get an earlier copy from a backup or version control.")
    reader = Reader(file, text, doubled)
    return Loaded(Document(reader.read(records)), tuple(reader.problems), version)


def _not_a_file(path: Path) -> UnreadableFile:
    file = os.fspath(path)
    if path.is_dir():
        return UnreadableFile(file, "It is a folder.", f"Choose a project file, ending in {SUFFIX}.")
    if path.exists():
        return UnreadableFile(
            file, "It is not an ordinary file.", f"Choose a project file, ending in {SUFFIX}."
        )
    return UnreadableFile(file, "There is no such file.", "Check the name and the folder.")


def _decoded(content: bytes, file: str) -> str:
    """The text of a file in UTF-8, or in UTF-16 or UTF-32 as some editors save it."""
    encoding = json.detect_encoding(content)
    try:
        return content.decode(encoding, "surrogatepass" if encoding == "utf-8" else "strict")
    except UnicodeDecodeError as error:
        if b"\0" in content[:4096]:
            raise UnreadableFile(file, "It is not a text file.", "Choose a Blueprice project.") from error
        before = content[: error.start].decode(encoding, "replace")
        place = _position(before, len(before))
        what = "The text is not in UTF-8."
        raise UnreadableFile(
            file, what, "Save it as UTF-8 in a text editor, or get an earlier copy.", place
        ) from error


def _parsed(text: str, doubled: list[dict[str, Any]]) -> Any:
    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        content = dict(found)
        if len(content) != len(found):
            doubled.append(content)
        return content

    return json.loads(
        text, parse_float=Decimal, parse_int=_integer, parse_constant=Decimal, object_pairs_hook=pairs
    )


def _integer(digits: str) -> int | Decimal:
    """Very long whole numbers stay decimals: turning them into binary is slow beyond measure."""
    return int(digits) if len(digits) < 400 else Decimal(digits)


def _not_json(text: str, file: str, error: json.JSONDecodeError) -> UnreadableFile:
    place = f"line {error.lineno}, column {error.colno}"
    recovered = _recover(text, file)
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        what = "The file ends too early: a part of it is missing."
    elif recovered is None and not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return UnreadableFile(
            file, "It is not a Blueprice project.", f"Choose a file ending in {SUFFIX}.", place
        )
    else:
        what = f"The text is not valid JSON here ({error.msg[:1].lower() + error.msg[1:]})."
    remedy = "Mend it in a text editor, or get an earlier copy from a backup or version control."
    return UnreadableFile(file, what, remedy, place, recovered)


def _recover(text: str, file: str) -> Loaded | None:
    """The whole lines of a damaged file, each of which is a record; None if there are none."""
    head = re.match(r'\ufeff?\s*\{\s*"format": "blueprice",\s*"version": (\d{1,9}),', text)
    if head is None or not 1 <= int(head[1]) <= FORMAT_VERSION:
        return None
    records: list[Any] = []
    lost: list[int] = []
    doubled: list[dict[str, Any]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith('{"'):
            continue
        try:
            records.append(_parsed(line.rstrip().removesuffix(","), doubled))
        except (ValueError, RecursionError):
            lost.append(number)
    if not records:
        return None
    records = upgrade({"records": records}, int(head[1]))["records"]
    reader = Reader(file, text, doubled)
    for number in lost:
        reader.report(f"line {number}", "The record cannot be read and is left out.")
    reader.report("", "The file is damaged; only its whole records were read.")
    return Loaded(Document(reader.read(records)), tuple(reader.problems))


def _version(content: Any, file: str) -> int:
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise UnreadableFile(file, "It is not a Blueprice project.", f"Choose a file ending in {SUFFIX}.")
    version = content.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        what = f"The format number {json.dumps(str(version))[:40]} is not one that Blueprice ever wrote."
        raise UnreadableFile(file, what, "Get an earlier copy from a backup or version control.")
    if version > FORMAT_VERSION:
        what = (
            f"The file has format {version}; this version of Blueprice reads up to format {FORMAT_VERSION}."
        )
        raise UnreadableFile(file, what, "Update Blueprice to open it.")
    return version


def _position(text: str, offset: int) -> str:
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return f"line {line}, column {column}"


# writing


def save(document: Document, path: str | os.PathLike[str]) -> None:
    """Write the project in one step; raises OSError and leaves the old file as it was.

    A picture is never written over, though it may hold a project.
    """
    if Path(path).suffix.lower() == ".png" or is_picture(path):
        raise OSError(errno.EINVAL, f"It is a picture: a project needs a name ending in {SUFFIX}", str(path))
    write_atomically(path, dumps(document).encode())
