"""The drawing as other programs take it from the clipboard: pixels, SVG and PDF at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

if TYPE_CHECKING:
    from desktop.export import Wanted
    from projects.document import Document

SVG_TYPES = ("image/svg+xml", "image/svg", "image/x-inkscape-svg")
"""As browsers and office programs, older programs and Inkscape name it."""
PDF_TYPES = ("application/pdf", "com.adobe.pdf")


def picture_data(document: Document, scale: float, options: Wanted) -> QMimeData:
    """Word and PowerPoint take the SVG, Inkscape and browsers too, Illustrator the PDF, all others pixels.

    Raises NothingToExport.
    """
    from desktop.export import pdf, picture, svg

    made = QMimeData()
    vectors = svg(document, **options).encode()
    for name in SVG_TYPES:
        made.setData(name, vectors)
    page = pdf(document, **options)
    for name in PDF_TYPES:
        made.setData(name, page)
    made.setImageData(picture(document, scale=scale, **options))
    return made
