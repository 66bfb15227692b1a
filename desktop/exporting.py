"""What the export dialog can write, and writing it: pictures, the workbook, and the estimate as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from desktop.canvas.layers import EVERYTHING, Layers
from desktop.exchange import SUFFIXES

if TYPE_CHECKING:
    from desktop.canvas.paths import Route
    from desktop.editor import Editor
    from desktop.export import Background, Page, Paper, Wanted
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
    note: str = ""
    """What the file holds and what it does not, where there are no figures to tell."""

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
    Format(
        "drawio",
        "draw.io drawing",
        "Every page with AWS shapes, to go on there",
        "polygon",
        False,
        "Keeps places, frames, lines, notes and pages.\nWithout figures and what is hidden.",
    ),
    Format(
        "py",
        "Python script",
        "For the package diagrams, which draws it with Graphviz",
        "code",
        False,
        "Keeps containers, services and links; Graphviz places them.\nWithout figures and what is hidden.",
    ),
    Format(
        "mmd",
        "Mermaid chart",
        "A flowchart as text, for wikis and notes",
        "tree-structure",
        False,
        "Keeps containers, services and links; Mermaid places them.\nWithout figures and what is hidden.",
    ),
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
    landscape: bool = True
    sheets: tuple[int, int] = (1, 1)
    """Sheets of paper across and down that a poster is spread over."""
    layers: Layers = EVERYTHING
    """Which notes, steps, labels and details are shown; costs and findings as said above."""
    page: str | None = None
    """Id of the page of the drawing; None for the first."""
    all_pages: bool = False
    routes: Mapping[str, Route] | None = None
    """The ways of that page's links, where a canvas shows it."""


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
    from desktop.theme import Theme

    made: Wanted = {
        "ids": job.ids,
        "costs": editor.estimate if job.costs else None,
        "findings": editor.findings if job.findings else (),
        "background": cast("Background", None if job.background == "transparent" else job.background),
        "theme": theme if isinstance(theme, Theme) else None,
        "layers": job.layers,
        "drawing_page": job.page,
        "routes": job.routes,
    }
    if job.paper:
        made["page"] = page_of(editor, cast("Paper", job.paper), job.landscape, job.sheets)
    return made


def page_of(editor: Editor, paper: Paper, landscape: bool = True, sheets: tuple[int, int] = (1, 1)) -> Page:
    """Paper with the project's name above the drawing and who made it for whom below."""
    from desktop.export import Page

    settings = editor.document.settings
    day = settings.drawing_date or date.today().isoformat()
    version = f"version {settings.version}" if settings.version else ""
    footer = ", ".join(text for text in (settings.client, settings.author, version, day) if text)
    across, down = sheets
    return Page(paper, title=settings.name, footer=footer, landscape=landscape, across=across, down=down)


def files_of(editor: Editor, job: Job) -> list[tuple[str | None, Path]]:
    """Pages of the drawing and the files they are written to."""
    from desktop.export import page_files

    if not job.all_pages or job.format not in ("png", "svg"):
        return [(job.page, job.path)]
    return page_files(editor.document, job.path)


def _picture(
    editor: Editor, job: Job, theme: object, estimate: Estimate, progress: Progress, cancelled: Cancelled
) -> None:
    from desktop import export as pictures
    from projects.pages import page_ids

    options = wanted(editor, job, theme)
    if job.format == "pdf":
        pages = page_ids(editor.document) if job.all_pages else None
        pictures.export_pdf(editor.document, job.path, pages=pages, **options)
        return
    files = files_of(editor, job)
    for index, (page_id, path) in enumerate(files):
        options["drawing_page"] = page_id
        options["routes"] = job.routes if page_id == job.page else None

        def share(done: float, index: int = index) -> None:
            progress((index + done) / len(files))

        try:
            if job.format == "png":
                text = project_text(editor, job)
                pictures.export_png(
                    editor.document,
                    path,
                    scale=job.scale,
                    progress=share,
                    cancelled=cancelled,
                    project=text,
                    **options,
                )
            else:
                pictures.export_svg(editor.document, path, **options)
        except pictures.NothingToExport:
            # An empty page among others has no file; an empty drawing is refused.
            if len(files) == 1:
                raise


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
        known = {job.page: job.routes} if job.routes is not None else {}
        write_exchange(editor.document, job.path, f".{job.format}", routes=known)
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
