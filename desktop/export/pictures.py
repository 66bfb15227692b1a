"""Pages of the drawing as PNG, SVG or PDF file, as bytes, or as a picture in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from math import sqrt
from typing import Literal, TypedDict, Unpack
from weakref import WeakKeyDictionary

from PySide6.QtGui import QImage

from desktop.canvas.appearance import Options, drawing
from desktop.canvas.layers import EVERYTHING, Layers
from desktop.canvas.paths import Route
from desktop.canvas.primitives import Drawing, Group
from desktop.collector import lasting
from desktop.export.errors import NothingToExport, explained
from desktop.export.names import Name, counted_up, names
from desktop.export.paper import Page
from desktop.export.pdf import pdf_data
from desktop.export.png import Cancelled, Progress, image, png_data, write_png
from desktop.export.poster import sheets as poster_sheets
from desktop.export.qt import ensure_application
from desktop.export.sheet import MARGIN, Sheet, sheet
from desktop.export.svg import Written, svg_text
from desktop.theme import Theme, light
from pricing.atomic_file import replacing
from pricing.estimate import Estimate
from projects.annotations.content import content
from projects.document import Document
from projects.pages import page_title
from projects.records import AnyRecord, Note
from projects.rules.rule import Finding

Background = Literal["white", "canvas"] | None
"""White paper, the theme's own canvas, or None for transparent."""
LARGEST_PICTURE = 64_000_000
"""Pixels of a picture that is kept in memory; a larger one comes out at a smaller scale."""


class Wanted(TypedDict, total=False):
    """What is exported, and how it looks; without any, the whole drawing on white without costs."""

    ids: Iterable[str] | None
    """Only these records, each with what stands in it and the links between them."""
    costs: Estimate | None
    """Shows each node's monthly cost."""
    findings: Iterable[Finding]
    """Shows a badge at each node that has an error or a warning."""
    background: Background
    theme: Theme | None
    """Light by default; a drawing on white is always in the light theme's colours."""
    layers: Layers
    """What is left out of notes, steps, labels and details; costs and findings as given above."""
    drawing_page: str | None
    """Id of the document's page; None for the first."""
    page: Page | None
    """Puts the drawing on paper; None for a picture as large as the drawing."""
    margin: float
    """Canvas units around a drawing without a page."""
    routes: Mapping[str, Route] | None
    """The canvas's own routes, where there is a canvas; found anew otherwise."""


def export_svg(document: Document, path: str | os.PathLike[str], **wanted: Unpack[Wanted]) -> None:
    """Write an SVG file; raises ExportFailed with nothing half-written."""
    _write(path, lambda: svg(document, **wanted).encode())


def export_pdf(
    document: Document,
    path: str | os.PathLike[str],
    *,
    pages: Iterable[str | None] | None = None,
    **wanted: Unpack[Wanted],
) -> None:
    """Write a PDF of one page, or of several; raises ExportFailed with nothing half-written."""
    _write(path, lambda: pdf(document, pages=pages, **wanted))


def export_png(
    document: Document,
    path: str | os.PathLike[str],
    *,
    scale: float = 1,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    project: str = "",
    **wanted: Unpack[Wanted],
) -> tuple[int, int]:
    """Write a PNG file at ``scale`` pixels a canvas unit; gives its size in pixels.

    ``project`` is the text of the project that is kept inside, so that the picture can be opened again.
    Raises ExportFailed, or ExportCancelled once ``cancelled`` says so; both leave nothing behind and
    an older file as it was.
    """
    if not 0.01 <= scale <= 16:
        raise ValueError(f"a scale from 0.01 to 16 is needed, not {scale}")
    made = _sheet(document, wanted)
    with explained(path), replacing(path) as file:
        return write_png(file, made, scale, progress=progress, cancelled=cancelled, project=project)


def svg(document: Document, **wanted: Unpack[Wanted]) -> str:
    """The text of an SVG document; equal drawings give equal texts."""
    with lasting():
        made = _sheet(document, wanted)
        told = names(document, _records(document, made), wanted.get("costs"))
        return svg_text(replace(made, names=told), _written.setdefault(document, {}))


_written: WeakKeyDictionary[Document, Written] = WeakKeyDictionary()


def _records(document: Document, made: Sheet) -> list[AnyRecord]:
    """The records that a sheet shows."""
    ids = (item.record_id for layer in made.layers for item in layer.items if isinstance(item, Group))
    return [record for record_id in ids if (record := document.get(record_id)) is not None]


def pdf(document: Document, *, pages: Iterable[str | None] | None = None, **wanted: Unpack[Wanted]) -> bytes:
    """The bytes of a PDF: of one page, or of several, each on paper of its own."""
    return pdf_data(sheets(document, pages=pages, **wanted), author=document.settings.author)


def sheets(
    document: Document, *, pages: Iterable[str | None] | None = None, **wanted: Unpack[Wanted]
) -> list[Sheet]:
    """The pieces of paper, or areas, that pages of the drawing take; pages without anything are left out.

    Raises NothingToExport if none has anything, ValueError for a poster of too many sheets.
    """
    chosen = [wanted.get("drawing_page")] if pages is None else list(pages)
    found: list[Sheet] = []
    nothing: NothingToExport | None = None
    for number, page_id in enumerate(chosen, start=1):
        name = page_title(document, page_id) if len(chosen) > 1 else ""
        try:
            found += _page_sheets(document, page_id, name, number, len(chosen), wanted)
        except NothingToExport as error:
            nothing = error
    if not found:
        raise nothing or NothingToExport("There is no page to export.")
    return found


def _page_sheets(
    document: Document, page_id: str | None, name: str, number: int, count: int, wanted: Wanted
) -> list[Sheet]:
    """One page of the drawing on paper, with its name and number where there are several."""
    here: Wanted = {**wanted, "drawing_page": page_id}
    if page_id != wanted.get("drawing_page"):
        here["routes"] = None
    paper = wanted.get("page")
    if paper is None:
        return [_sheet(document, here)]
    if count > 1:
        paper = replace(paper, corner=f"{name}, page {number} of {count}")
    made, about = _drawn(document, here)
    paper = _titled_once(document, made, paper)
    return poster_sheets(made, paper, ink=_theme(here).ink, title=about.title, description=about.description)


def png_bytes(
    document: Document, *, max_width: int = 1600, scale: float = 2, **wanted: Unpack[Wanted]
) -> bytes:
    """A PNG picture at ``scale``, or smaller where it would be wider than ``max_width`` pixels."""
    made = _sheet(document, wanted)
    return png_data(made, _bounded(made, min(scale, max_width / made.width)))


def picture(document: Document, *, scale: float = 2, **wanted: Unpack[Wanted]) -> QImage:
    """The drawing as one picture in memory, for the clipboard; a huge one comes at a smaller scale."""
    made = _sheet(document, wanted)
    return image(made, _bounded(made, scale))


def _bounded(made: Sheet, scale: float) -> float:
    return min(scale, sqrt(LARGEST_PICTURE / (made.width * made.height)))


def _write(path: str | os.PathLike[str], content: Callable[[], bytes]) -> None:
    data = content()
    with explained(path), replacing(path) as file:
        file.write(data)


def _theme(wanted: Wanted) -> Theme:
    theme = wanted.get("theme")
    return light() if theme is None or wanted.get("background", "white") == "white" else theme


def _sheet(document: Document, wanted: Wanted) -> Sheet:
    """The part of the drawing that is wanted, with its margins; raises NothingToExport."""
    made, about = _drawn(document, wanted)
    page = wanted.get("page")
    if page is not None:
        page = _titled_once(document, made, page)
    return sheet(made, page=page, ink=_theme(wanted).ink, title=about.title, description=about.description)


def _titled_once(document: Document, made: Drawing, page: Page) -> Page:
    """The page without its own title where a title block on the drawing says the same.

    Where there are several sheets, each of them says what it is a part of.
    """
    if not page.title or page.scale is not None or (page.across, page.down) != (1, 1):
        return page
    records = (document.get(item.record_id) for item in made.items if isinstance(item, Group))
    blocks = (note for note in records if isinstance(note, Note) and note.kind == "title_block")
    said = any(content(document, note).title == page.title for note in blocks)
    return replace(page, title="") if said else page


def _drawn(document: Document, wanted: Wanted) -> tuple[Drawing, Name]:
    """What is wanted of the drawing, and what it is in words; raises NothingToExport."""
    ensure_application()
    ids, estimate = wanted.get("ids"), wanted.get("costs")
    findings, layers = tuple(wanted.get("findings", ())), wanted.get("layers", EVERYTHING)
    options = Options(
        **asdict(layers)
        | {"costs": estimate is not None and layers.costs, "findings": bool(findings) and layers.findings},
        page=wanted.get("drawing_page"),
        only=None if ids is None else frozenset(ids),
        theme=_theme(wanted),
        background=wanted.get("background", "white") or "transparent",
        margin=wanted.get("margin", MARGIN) if wanted.get("page") is None else 0.0,
    )
    made = drawing(document, options, estimate, findings, wanted.get("routes"))
    if not made.items:
        what = "The drawing is empty" if ids is None else "Nothing that can be drawn is selected"
        raise NothingToExport(f"{what}: there is nothing to export.")
    title = document.settings.name or "AWS architecture"
    records = (document.get(item.record_id) for item in made.items if isinstance(item, Group))
    return made, Name(title, counted_up(record for record in records if record is not None))
