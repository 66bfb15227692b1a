"""The drawing in the formats of other programs: draw.io, the Python package diagrams, Mermaid."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projects.document import Document
    from projects.outputs.drawio import Routes

SUFFIXES = (".drawio", ".py", ".mmd")


def write_exchange(document: Document, path: Path, suffix: str, only: Iterable[str] | None = None) -> None:
    """Write a file of the kind that a suffix stands for, in one step.

    Raises OSError, or projects.outputs.drawn.NothingDrawn.
    """
    from pricing.atomic_file import write_atomically

    write_atomically(path, exchange_text(document, suffix, only, path.name).encode())


def exchange_text(
    document: Document, suffix: str, only: Iterable[str] | None = None, name: str = "drawing.py"
) -> str:
    """The text of the file; ``only`` holds the ids of what is wanted, None stands for everything."""
    match suffix:
        case ".py":
            from projects.outputs.diagrams_script import diagrams_script

            return diagrams_script(document, only, name)
        case ".mmd":
            from projects.outputs.mermaid import mermaid_text

            return mermaid_text(document, only)
        case _:
            from projects.outputs.drawio import drawio_xml

            return drawio_xml(document, only, drawn_routes(document))


def drawn_routes(document: Document) -> Routes:
    """The ways of the links as the canvas leads them; none where Qt's libraries are missing."""
    try:
        from desktop.canvas.appearance import page_routes
        from desktop.export.qt import ensure_application
    except ImportError:
        # draw.io leads the lines itself.
        return {}
    from projects.pages import page_ids

    ensure_application()
    return {
        link_id: route.points
        for page in page_ids(document)
        for link_id, route in page_routes(document, page).items()
    }
