"""The drawing in the formats of other programs: draw.io, the Python package diagrams, Mermaid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.canvas.paths import Route
    from projects.document import Document
    from projects.outputs.drawio import Routes

    PageRoutes = Mapping[str | None, Mapping[str, Route]]
    """By the id of a page, None for the first: link id -> its way."""

SUFFIXES = (".drawio", ".py", ".mmd")


def write_exchange(
    document: Document,
    path: Path,
    suffix: str,
    only: Iterable[str] | None = None,
    routes: PageRoutes | None = None,
) -> None:
    """Write a file of the kind that a suffix stands for, in one step.

    Raises OSError, or projects.outputs.drawn.NothingDrawn.
    """
    from pricing.atomic_file import write_atomically

    write_atomically(path, exchange_text(document, suffix, only, path.name, routes).encode())


def exchange_text(
    document: Document,
    suffix: str,
    only: Iterable[str] | None = None,
    name: str = "drawing.py",
    routes: PageRoutes | None = None,
) -> str:
    """The text of the file; ``only`` holds the ids of what is wanted, None stands for everything.

    ``routes`` are the ways of the links on pages that a canvas shows; those of others are found anew.
    """
    match suffix:
        case ".py":
            from projects.outputs.diagrams_script import diagrams_script

            return diagrams_script(document, only, name)
        case ".mmd":
            from projects.outputs.mermaid import mermaid_text

            return mermaid_text(document, only)
        case _:
            from projects.outputs.drawio import drawio_xml

            return drawio_xml(document, only, drawn_routes(document, routes or {}))


def drawn_routes(document: Document, known: PageRoutes) -> Routes:
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
        for link_id, route in (known[page] if page in known else page_routes(document, page)).items()
    }
