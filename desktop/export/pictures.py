"""The drawing as PNG, SVG or PDF file, as bytes, or as a picture in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from math import sqrt
from typing import Literal, TypedDict, Unpack

from PySide6.QtGui import QImage

from desktop.canvas.appearance import Options, drawing
from desktop.canvas.paths import Route
from desktop.export.errors import NothingToExport, explained
from desktop.export.names import names, summary
from desktop.export.pdf import pdf_data
from desktop.export.png import Cancelled, Progress, image, png_data, write_png
from desktop.export.qt import ensure_application
from desktop.export.sheet import MARGIN, Page, Sheet, sheet
from desktop.export.svg import svg_text
from desktop.theme import Theme, light
from pricing.atomic_file import replacing
from pricing.estimate import Estimate
from projects.document import Document
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
    page: Page | None
    """Fits the drawing to a sheet of paper; None for a picture as large as the drawing."""
    margin: float
    """Canvas units around a drawing without a page."""
    routes: Mapping[str, Route] | None
    """The canvas's own routes, where there is a canvas; found anew otherwise."""


def export_svg(document: Document, path: str | os.PathLike[str], **wanted: Unpack[Wanted]) -> None:
    """Write an SVG file; raises ExportFailed with nothing half-written."""
    _write(path, lambda: svg(document, **wanted).encode())


def export_pdf(document: Document, path: str | os.PathLike[str], **wanted: Unpack[Wanted]) -> None:
    """Write a PDF of one page; raises ExportFailed with nothing half-written."""
    _write(path, lambda: pdf(document, **wanted))


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
    return svg_text(replace(_sheet(document, wanted), names=names(document)))


def pdf(document: Document, **wanted: Unpack[Wanted]) -> bytes:
    """The bytes of a PDF of one page."""
    return pdf_data(_sheet(document, wanted), author=document.settings.author)


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
    ensure_application()
    ids, estimate, page = wanted.get("ids"), wanted.get("costs"), wanted.get("page")
    findings = tuple(wanted.get("findings", ()))
    theme = _theme(wanted)
    options = Options(
        costs=estimate is not None,
        findings=bool(findings),
        only=None if ids is None else frozenset(ids),
        theme=theme,
        background=wanted.get("background", "white") or "transparent",
        margin=wanted.get("margin", MARGIN) if page is None else 0.0,
    )
    made = drawing(document, options, estimate, findings, wanted.get("routes"))
    if not made.items:
        what = "The drawing is empty" if ids is None else "Nothing that can be drawn is selected"
        raise NothingToExport(f"{what}: there is nothing to export.")
    return sheet(
        made,
        page=page,
        ink=theme.ink,
        title=document.settings.name or "AWS architecture",
        description=summary(document),
    )
