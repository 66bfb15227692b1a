"""Pictures of a synthetic project, against painting and packing with nothing around."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtGui import QImage

from benchmarks.measuring import Result, Samples, interleaved, peak_memory, timed
from benchmarks.synthetic import synthetic_document
from desktop.canvas.layout import Layout
from desktop.canvas.paths import Route
from desktop.canvas.routing import Router
from desktop.export import export_pdf, export_png, export_svg, svg
from desktop.export.pictures import _sheet
from desktop.export.png import image
from desktop.export.qt import ensure_application
from projects.document import Document, Draft


def measure(nodes: int, rounds: int) -> list[Result]:
    """SVG, PDF and PNG at 2x, as the window writes them: with the routes that the canvas already has."""
    ensure_application()
    document = synthetic_document(nodes)
    routing = Samples([timed(lambda: Router(Layout(document))) for _ in range(2)])
    routes = Router(Layout(document)).routes
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        export_svg(document, at / "a.svg", routes=routes)
        first = Samples([_first(document, routes) for _ in range(rounds)])
        changed = _Changed(document)
        edited = Samples([changed.timed(lambda: svg(document, routes=routes)) for _ in range(rounds)])
        found = interleaved(
            {
                "SVG, on disk": lambda: export_svg(document, at / "a.svg", routes=routes),
                "PDF": lambda: export_pdf(document, at / "a.pdf", routes=routes),
            },
            rounds,
        )
        text = (at / "a.svg").read_text()
        icons = text.find("</defs>")
        png, grown = _png(document, at / "a.png", routes, max(1, rounds // (1 if nodes <= 1_000 else 3)))
        read = QImage(str(at / "a.svg")).size()
        sizes = {name: (at / name).stat().st_size / 1e6 for name in ("a.svg", "a.pdf", "a.png")}
    return [
        Result("export", "links routed anew (command line only)", nodes, routing.median),
        Result(
            "export",
            "SVG",
            nodes,
            edited.median,
            remark="after an edit: what is as it was is not written anew",
        ),
        Result("export", "SVG, the first time", nodes, first.median),
        Result("export", "SVG, safely on disk", nodes, found["SVG, on disk"].median),
        Result(
            "export",
            "SVG, size",
            nodes,
            sizes["a.svg"] - icons / 1e6,
            "MB",
            remark=f"icons {icons / 1e6:.2f} MB",
        ),
        Result("export", "PDF", nodes, found["PDF"].median),
        Result("export", "PDF, size", nodes, sizes["a.pdf"], "MB"),
        Result(
            "export",
            "PNG at 2x",
            nodes,
            png.median,
            limit=bare_limit(document) if nodes <= 1_000 else None,
            limit_name="whole picture painted, then zlib 1",
            remark=f"drawing of {read.width()} by {read.height()}",
        ),
        Result("export", "PNG at 2x, size", nodes, sizes["a.png"], "MB"),
        Result("export", "PNG at 2x, memory", nodes, grown, "MB"),
    ]


def _png(document: Document, file: Path, routes: Mapping[str, Route], rounds: int) -> tuple[Samples, float]:
    """Times of a PNG at 2x, and by how many MB the memory grew."""
    before = peak_memory()
    times = [timed(lambda: export_png(document, file, scale=2, routes=routes)) for _ in range(rounds)]
    return Samples(times), peak_memory() - before


def _first(document: Document, routes: Mapping[str, Route]) -> float:
    """Of a document that nothing was drawn of yet, with fonts and icons already read."""
    fresh = Document(document.records())
    return timed(lambda: svg(fresh, routes=routes))


class _Changed:
    """Gives a node another name before each run."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._ids = [node.id for node in document.nodes() if not node.service.is_container()]
        self._count = 0

    def timed(self, work: Callable[[], object]) -> float:
        self._count += 1
        draft = Draft(self._document)
        node = self._document.node(self._ids[self._count % len(self._ids)])
        assert node is not None
        draft.put(node.model_copy(update={"label": f"Changed {self._count}"}))
        self._document.apply(draft.change())
        return timed(work)


def bare_limit(document: Document) -> float:
    """Painting the shapes into one picture in memory and packing its pixels, without writing a file."""
    made = _sheet(document, {})

    def work() -> None:
        pixels = image(made, 2).convertToFormat(QImage.Format.Format_RGB888)
        zlib.compress(pixels.constBits(), 1)

    return Samples([timed(work) for _ in range(2)]).median
