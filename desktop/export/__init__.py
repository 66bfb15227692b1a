"""Pictures of a drawing: PNG of any size, SVG and PDF with texts as text; as files, bytes or images.

export_png(document, "shop.png", scale=2, costs=estimate)
export_pdf(document, "shop.pdf", page=Page("A4", title="Web shop"))
"""

from desktop.export.errors import ExportCancelled, ExportFailed, NothingToExport
from desktop.export.naming import page_files
from desktop.export.paper import PAPERS, Page, Paper
from desktop.export.pictures import (
    Background,
    Wanted,
    export_pdf,
    export_png,
    export_svg,
    pdf,
    picture,
    png_bytes,
    sheets,
    svg,
)

__all__ = [
    "PAPERS",
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
    "page_files",
    "pdf",
    "picture",
    "png_bytes",
    "sheets",
    "svg",
]
