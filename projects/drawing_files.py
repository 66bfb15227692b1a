"""Files in the neutral drawing format: known by their content, read with care, told where damaged."""

from __future__ import annotations

import json
import os
import re
from typing import Any

from projects.drawing_format import FORMAT, ImportedDrawing, read_drawing
from projects.files import UnreadableFile, text_of

_MEND = "Mend it in a text editor, or write the drawing again with the program that made it."
_LISTS = ("containers", "nodes", "edges")
_NAMED = re.compile(r'"format"\s*:\s*"([^"]{0,100})"')
_LISTED = re.compile(r'"(containers|nodes|edges)"\s*:\s*\[')


def load_drawing(path: str | os.PathLike[str]) -> ImportedDrawing:
    """The drawing in a file; raises UnreadableFile with the line, and never OSError or ValueError."""
    return parse_drawing(text_of(path), os.fspath(path))


def is_drawing(text: str) -> bool:
    """Whether a text is, or was meant to be, a drawing in the neutral format and not a project."""
    named = _NAMED.search(text, 0, 4096)
    if named is not None:
        return named[1].startswith("aws-drawing-neutral/")
    return text.lstrip("\ufeff \t\r\n").startswith("{") and _LISTED.search(text) is not None


def parse_drawing(text: str, file: str = "") -> ImportedDrawing:
    """The drawing in a text; ``file`` is named in messages. Raises UnreadableFile."""
    text = text.removeprefix("\ufeff")
    if not text.strip(" \t\r\n\0"):
        raise UnreadableFile(file, "The file is empty.", f"Choose a drawing in the format {FORMAT}.")
    try:
        data: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise _not_json(text, file, error) from error
    except (RecursionError, ValueError) as error:
        raise UnreadableFile(
            file, "It is nested too deeply, or a number in it is too long.", _MEND
        ) from error
    _demand_lists(data, text, file)
    try:
        return read_drawing(data)
    except ValueError as error:
        raise UnreadableFile(file, f"{str(error)[0].upper()}{str(error)[1:]}.", _known_format()) from error


def _not_json(text: str, file: str, error: json.JSONDecodeError) -> UnreadableFile:
    place = f"line {error.lineno}, column {error.colno}"
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return UnreadableFile(file, "The file ends too early: a part of it is missing.", _MEND, place)
    reason = error.msg[:1].lower() + error.msg[1:]
    return UnreadableFile(file, f"The text is not valid JSON here ({reason}).", _MEND, place)


def _demand_lists(data: Any, text: str, file: str) -> None:
    if not isinstance(data, dict) or not any(name in data for name in _LISTS):
        what = "It is not a drawing: it has none of the lists containers, nodes and edges."
        raise UnreadableFile(file, what, _known_format())
    for name in _LISTS:
        if data.get(name) is not None and not isinstance(data[name], list):
            found = re.search(rf'"{name}"\s*:', text)
            line = text.count("\n", 0, found.start()) + 1 if found else 1
            what = f"“{name}” is not a list."
            raise UnreadableFile(file, what, "Write it as a list of objects.", f"line {line}")


def _known_format() -> str:
    return f"Choose a drawing in the format {FORMAT}."
