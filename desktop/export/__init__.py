"""Pictures of a drawing: PNG of any size, SVG and PDF with texts as text; as files, bytes or images.

export_png(document, "shop.png", scale=2, costs=estimate)
export_pdf(document, "shop.pdf", page=Page("A4", title="Web shop"))
"""

from desktop.export.errors import ExportCancelled, ExportFailed, NothingToExport
from desktop.export.pictures import (
    Background,
    Wanted,
    export_pdf,
    export_png,
    export_svg,
    pdf,
    picture,
    png_bytes,
    svg,
)
from desktop.export.sheet import Page, Paper

__all__ = [
    "Background",
    "ExportCancelled",
    "ExportFailed",
    "NothingToExport",
    "Page",
    "Paper",
    "Wanted",
    "export_pdf",
    "export_png",
    "export_svg",
    "pdf",
    "picture",
    "png_bytes",
    "svg",
]
