"""What the export dialog can write, and writing it: pictures, the workbook, and the estimate as data."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from desktop.exchange import SUFFIXES

if TYPE_CHECKING:
    from desktop.editor import Editor
    from desktop.export import Background, Wanted
    from desktop.export.sheet import Paper
    from pricing.estimate import Estimate
    from pricing.workbook.quote import Quote

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Format:
    """One kind of file."""

    name: str
    title: str
    summary: str
    icon: str
    picture: bool

    @property
    def figures(self) -> bool:
        """Whether the file holds the estimate."""
        return self.name in ("xlsx", "csv", "json")


FORMATS = (
    Format(
        "xlsx",
        "Excel workbook",
        "The quote: summary, every line, rates, assumptions, picture",
        "table",
        False,
    ),
    Format("png", "PNG picture", "For documents and slides, up to 4×", "image", True),
    Format("svg", "SVG picture", "Lines and text stay sharp and can be edited", "pen-nib", True),
    Format("pdf", "PDF", "A page to print or to send", "file-pdf", True),
    Format("drawio", "draw.io drawing", "Every page with AWS shapes, to go on there", "polygon", False),
    Format("py", "Python script", "For the package diagrams, which draws it with Graphviz", "code", False),
    Format("mmd", "Mermaid chart", "A flowchart as text, for wikis and notes", "tree-structure", False),
    Format("csv", "CSV", "The line items as a plain table", "file-text", False),
    Format("json", "JSON", "The estimate for other programs", "brackets-curly", False),
)


@dataclass(frozen=True)
class Job:
    """What to write, as chosen in the dialog."""

    format: str
    path: Path
    ids: tuple[str, ...] | None = None
    """Only these records; None for the whole drawing."""
    scale: int = 2
    background: str = "white"
    """ "white", "canvas" or "transparent"."""
    costs: bool = True
    findings: bool = False
    project: bool = True
    """Keep the project inside a PNG of the whole drawing, so that it can be opened again."""
    paper: str = ""
    """"A4", "A3", "Letter" to fit a page with title and footer, or empty for the drawing's own size."""


def export(editor: Editor, job: Job, theme: object, progress: Progress, cancelled: Cancelled) -> None:
    """Write one file. Raises ExportFailed, ExportCancelled or OSError; nothing half-written is left."""
    editor.refresh()
    estimate = editor.estimate
    assert estimate is not None
    if job.format in ("png", "svg", "pdf"):
        _picture(editor, job, theme, estimate, progress, cancelled)
    elif f".{job.format}" in SUFFIXES:
        _exchange(editor, job)
    elif job.format == "xlsx":
        _workbook(editor, job.path, estimate)
    else:
        _data(editor, job, estimate)
    progress(1.0)


def wanted(editor: Editor, job: Job, theme: object) -> Wanted:
    """A job's choices as the picture writers take them."""
    from desktop.export import Page
    from desktop.theme import Theme

    settings = editor.document.settings
    made: Wanted = {
        "ids": job.ids,
        "costs": editor.estimate if job.costs else None,
        "findings": editor.findings if job.findings else (),
        "background": cast("Background", None if job.background == "transparent" else job.background),
        "theme": theme if isinstance(theme, Theme) else None,
    }
    if job.paper:
        footer = ", ".join(
            text for text in (settings.client, settings.author, date.today().isoformat()) if text
        )
        made["page"] = Page(cast("Paper", job.paper), title=settings.name, footer=footer)
    return made


def _picture(
    editor: Editor, job: Job, theme: object, estimate: Estimate, progress: Progress, cancelled: Cancelled
) -> None:
    from desktop import export as pictures

    options = wanted(editor, job, theme)
    if job.format == "png":
        pictures.export_png(
            editor.document,
            job.path,
            scale=job.scale,
            progress=progress,
            cancelled=cancelled,
            project=project_text(editor, job),
            **options,
        )
    elif job.format == "svg":
        pictures.export_svg(editor.document, job.path, **options)
    else:
        pictures.export_pdf(editor.document, job.path, **options)


def project_text(editor: Editor, job: Job) -> str:
    """The project as saving would write it, for a picture to keep; empty where it is not to."""
    from projects.files import dumps
    from projects.quoted import pinned

    if not job.project or job.ids is not None:
        return ""
    return dumps(pinned(editor.variants.base(), editor.rates))


def _exchange(editor: Editor, job: Job) -> None:
    from desktop.exchange import write_exchange
    from desktop.export import NothingToExport
    from projects.outputs.drawn import NothingDrawn

    # Always the whole drawing: the choice of an area is one for pictures.
    try:
        write_exchange(editor.document, job.path, f".{job.format}")
    except NothingDrawn as error:
        raise NothingToExport(str(error)) from error


def _workbook(editor: Editor, path: Path, estimate: Estimate) -> None:
    from pricing.workbook import write_workbook

    write_workbook(path, quote_of(editor, estimate))


def quote_of(editor: Editor, estimate: Estimate) -> Quote:
    """The quote of what the window shows, with its picture; a variant that is shown is named in the title."""
    from desktop.export import ExportFailed, png_bytes
    from projects.comparing.variant_costs import compare_variants
    from projects.outputs.quotes import quote

    diagram, note = None, ""
    try:
        diagram = png_bytes(editor.document, costs=estimate)
    except ExportFailed as error:
        note = f"The picture is left out: {error}"
    shown = editor.variants.shown
    made = quote(
        editor.document,
        estimate,
        editor.findings,
        diagram=diagram,
        diagram_note=note,
        rates=editor.rates if shown is None else None,
    )
    if shown is None:
        return made
    name = ", ".join(text for text in (made.name, f"variant {shown.name}") if text)
    # Variants are compared with the base, which is not what the window shows.
    compared = compare_variants(editor.variants.base(), editor.rates)
    return replace(made, name=name, variants_compared=compared)


def _data(editor: Editor, job: Job, estimate: Estimate) -> None:
    from pricing.atomic_file import write_atomically
    from projects.outputs.estimates import estimate_content, estimate_csv

    if job.format == "csv":
        # With a mark of its encoding, without which Excel misreads all that is not English.
        write_atomically(job.path, estimate_csv(estimate).encode("utf-8-sig"))
        return
    content = estimate_content(editor.document, estimate, str(editor.path or ""))
    write_atomically(job.path, f"{json.dumps(content, indent=1)}\n".encode())
