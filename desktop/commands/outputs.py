"""Files made from a project: pictures, the workbook, CSV and JSON, and drawings for other programs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.errors import CommandFailed, sentence
from desktop.commands.opened import Opened, rates_of

if TYPE_CHECKING:
    from desktop.export import Wanted

NO_QT = "the system libraries that Qt needs are missing"


@dataclass(frozen=True)
class Look:
    """How pictures are made."""

    scale: float = 2
    transparent: bool = False
    costs: bool = True
    paper: str = ""
    """Fit the drawing to a sheet of "A4", "A3" or "Letter"; empty for a picture as large as it is."""
    only: tuple[str, ...] = ()
    """Only the nodes with these ids."""
    project: bool = True
    """Keep the project inside a PNG of the whole drawing."""


def write_output(project: Opened, path: Path, look: Look) -> str:
    """Write the file that the suffix asks for; gives a remark, or nothing. Raises CommandFailed."""
    try:
        if path.exists() and os.path.samefile(path, project.file):
            raise CommandFailed(sentence(str(path), "It is the project itself.", "Choose another name."))
        return WRITERS[path.suffix.lower()](project, path, look)
    except OSError as error:
        raise CommandFailed(not_written(path, error)) from error


def not_written(path: Path, error: OSError) -> str:
    """What to say of a file that could not be written."""
    reason = error.strerror or str(error)
    if not path.parent.is_dir():
        return sentence(str(path), "There is no such folder.", "Make it first or choose another.")
    return sentence(str(path), f"Not written: {reason[:1].lower() + reason[1:]}.", "Choose another place.")


def _write_csv(project: Opened, path: Path, look: Look) -> str:
    from pricing.atomic_file import write_atomically
    from projects.outputs.estimates import estimate_csv

    # With a mark of its encoding, without which Excel misreads all that is not English.
    write_atomically(path, estimate_csv(project.estimate).encode("utf-8-sig"))
    return ""


def _write_json(project: Opened, path: Path, look: Look) -> str:
    from pricing.atomic_file import write_atomically

    write_atomically(path, estimate_json(project).encode())
    return ""


def estimate_json(project: Opened) -> str:
    """The estimate as documented JSON text, ending with a new line."""
    from projects.outputs.estimates import estimate_content

    content = estimate_content(project.document, project.estimate, project.file, project.problems)
    return json_text(content)


def json_text(content: Any) -> str:
    return json.dumps(content, indent=1, ensure_ascii=True) + "\n"


def _write_workbook(project: Opened, path: Path, look: Look) -> str:
    from pricing.workbook import write_workbook
    from projects.outputs.quotes import quote

    picture, note = _diagram(project, look)
    made = quote(
        project.document,
        project.estimate,
        project.findings,
        diagram=picture,
        diagram_note=note,
        rates=rates_of(project.prices),
    )
    write_workbook(path, made)
    return note


def _diagram(project: Opened, look: Look) -> tuple[bytes | None, str]:
    """The picture for the workbook, or why there is none."""
    if not project.document.children(None):
        return None, "There is no picture: the drawing is empty."
    try:
        from desktop.export import ExportFailed, png_bytes
    except ImportError:
        return None, f"The picture is left out: {NO_QT}."
    try:
        return png_bytes(project.document, costs=project.estimate if look.costs else None), ""
    except ExportFailed as error:
        return None, f"The picture is left out: {error}"


def _write_picture(project: Opened, path: Path, look: Look) -> str:
    try:
        from desktop import export
    except ImportError as error:
        raise CommandFailed(
            sentence(str(path), f"Not written: {NO_QT} ({error}).", "Run make setup, which names them.")
        ) from error
    wanted: Wanted = {
        "background": None if look.transparent else "white",
        "costs": project.estimate if look.costs else None,
    }
    if look.only:
        wanted["ids"] = look.only
    if look.paper:
        wanted["page"] = export.Page(look.paper, title=project.name)  # type: ignore[arg-type]
    try:
        match path.suffix.lower():
            case ".svg":
                export.export_svg(project.document, path, **wanted)
            case ".pdf":
                export.export_pdf(project.document, path, **wanted)
            case _:
                kept = _project_text(project) if look.project and not look.only else ""
                export.export_png(project.document, path, scale=look.scale, project=kept, **wanted)
    except export.ExportFailed as error:
        raise CommandFailed(str(error)) from error
    return ""


def _project_text(project: Opened) -> str:
    from projects.files import dumps

    return dumps(project.document)


def _write_exchange(project: Opened, path: Path, look: Look) -> str:
    from desktop.exchange import write_exchange
    from projects.outputs.drawn import NothingDrawn

    try:
        write_exchange(project.document, path, path.suffix.lower(), look.only or None)
    except NothingDrawn as error:
        raise CommandFailed(sentence(str(path), str(error))) from error
    return ""


Writer = Callable[[Opened, Path, Look], str]

WRITERS: dict[str, Writer] = {
    ".png": _write_picture,
    ".svg": _write_picture,
    ".pdf": _write_picture,
    ".xlsx": _write_workbook,
    ".csv": _write_csv,
    ".json": _write_json,
    ".drawio": _write_exchange,
    ".py": _write_exchange,
    ".mmd": _write_exchange,
}
