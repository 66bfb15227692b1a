"""Frames of the real window: real events in, paint events out, at three zooms."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtTest import QTest

from benchmarks.goals import ZOOMS
from benchmarks.measuring import Result, Samples, peak_memory, timed
from benchmarks.synthetic import synthetic_document
from desktop.app import application, fill
from desktop.canvas.appearance import Options, boxes, drawing
from desktop.canvas.gestures.move import Move
from desktop.canvas.painter import paint
from desktop.canvas.primitives import Box, flat
from desktop.window import MainWindow
from projects import files
from projects.geometry import Rect
from projects.records import Node

WIDE, HIGH = 1600, 1000
FRAMES = 40
LEFT, MIDDLE, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.NoButton


class Stage(QObject):
    """The window on one synthetic project, and a clock for its frames."""

    def __init__(self, nodes: int) -> None:
        super().__init__()
        self.app = application()
        self.window = MainWindow()
        self.window.show()
        fill(self.window, None)
        self.window.show_canvas()
        self.view = self.window.canvas
        self.view.viewport().installEventFilter(self)
        self.painted = False
        self._folder = tempfile.TemporaryDirectory()
        self.path = Path(self._folder.name) / "synthetic.blueprice"
        files.save(synthetic_document(nodes), self.path)
        for _ in range(3):
            self.app.processEvents()
            port, whole = self.view.viewport().size(), self.window.size()
            self.window.resize(whole.width() + WIDE - port.width(), whole.height() + HIGH - port.height())
        self.app.processEvents()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return False

    def frame(self, work: Callable[[], object]) -> float:
        """Milliseconds of the work and all that follows, until the canvas has been painted.

        Python's collector runs as it does for the person.
        """
        self.painted = False
        start = perf_counter()
        work()
        for _ in range(200):
            self.app.processEvents()
            if self.painted:
                return (perf_counter() - start) * 1000
        raise RuntimeError("the canvas was not painted")

    def rest(self) -> None:
        """Wait until the canvas has come to rest and stands in full quality."""
        for _ in range(600):
            QTest.qWait(20)
            if not self.view._idle.isActive() and not self.view.mirror.refinement.left:
                break
        self.app.processEvents()

    def open(self) -> None:
        """Open the file as the person does, with estimate and findings."""
        self.window.editor.open(self.path)
        self.window.editor.refresh()

    def look(self, zoom: str) -> None:
        """Show the middle of the drawing at one of the three zooms."""
        self.view.zoom_to_fit()
        fit = self.view.zoom
        self.view.set_zoom({"fit": fit, "mid": 3 * fit, "100 %": 1.0}[zoom])
        self.view.centerOn(self.view.mirror.content_rect().center())
        self.rest()

    def mouse(self, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        port = self.view.viewport()
        place = QPointF(port.mapToGlobal(at.toPoint()))
        event = QMouseEvent(kind, at, place, button, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(port, event)

    def wheel(self, turn: int) -> None:
        port = self.view.viewport()
        middle = QPointF(port.rect().center())
        event = QWheelEvent(
            middle,
            QPointF(port.mapToGlobal(middle.toPoint())),
            QPoint(),
            QPoint(0, turn),
            NO_BUTTON,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(port, event)


def measure(nodes: int, rounds: int) -> list[Result]:
    """Opening, then panning, zooming, dragging and repainting at each zoom."""
    stage = Stage(nodes)
    opened = Samples([stage.frame(stage.open) for _ in range(rounds + 1)][1:])
    found = [Result("canvas", "open: file to painted, checked and priced", nodes, opened.median)]
    stage.rest()
    open_memory = peak_memory()
    for zoom in ZOOMS:
        stage.look(zoom)
        limit = bare_loop(stage, rounds)
        works = {
            "pan": pan(stage),
            "zoom": wheel(stage),
            "drag a node": drag(stage, _middle_node(stage)),
            "drag a VPC": drag(stage, _middle_vpc(stage)),
            "repaint at full quality": repaint(stage, rounds * 4),
        }
        for name, samples in works.items():
            found.append(
                Result(
                    "canvas",
                    f"{name}, {zoom}",
                    nodes,
                    samples.median,
                    worst=samples.worst,
                    limit=limit,
                    limit_name="bare painting loop",
                )
            )
    found.append(Result("memory", "open", nodes, open_memory, "MB"))
    found.append(Result("memory", "after all gestures", nodes, peak_memory(), "MB"))
    return found


def pan(stage: Stage) -> Samples:
    """The middle button drags the paper to and fro, sixteen pixels a frame."""
    stage.rest()
    start = QPointF(WIDE / 2, HIGH / 2)
    stage.mouse(QEvent.Type.MouseButtonPress, start, MIDDLE, MIDDLE)
    samples = Samples()
    for offset in _to_and_fro(16):
        at = start + offset
        samples.values.append(
            stage.frame(lambda at=at: stage.mouse(QEvent.Type.MouseMove, at, NO_BUTTON, MIDDLE))
        )
    stage.mouse(QEvent.Type.MouseButtonRelease, start, MIDDLE, NO_BUTTON)
    return samples


def wheel(stage: Stage) -> Samples:
    """One notch of the wheel in and out at the pointer."""
    stage.rest()
    turns = cycle((120, 120, -120, -120))
    samples = Samples([stage.frame(lambda: stage.wheel(next(turns))) for _ in range(FRAMES)])
    stage.rest()
    return samples


def drag(stage: Stage, record_id: str) -> Samples:
    """A record and all in it follow the pointer, a few pixels a frame; then Escape."""
    view = stage.view
    stage.window.editor.select((record_id,))
    stage.rest()
    middle = QPointF(*view.mirror.layout.rects[record_id].center)
    start = QPointF(view.mapFromScene(middle))
    view.pointer.begin(Move(view, middle, record_id))
    samples = Samples()
    step = max(9.0, 10 * view.zoom)
    for offset in _to_and_fro(step):
        at = start + offset
        samples.values.append(
            stage.frame(lambda at=at: stage.mouse(QEvent.Type.MouseMove, at, NO_BUTTON, LEFT))
        )
    view.pointer.cancel()
    stage.window.editor.select(())
    # The first frame sets the gesture up.
    return Samples(samples.values[1:])


def repaint(stage: Stage, count: int) -> Samples:
    """The whole canvas anew, at rest."""
    stage.rest()
    return Samples([stage.frame(stage.view.viewport().update) for _ in range(count)])


def bare_loop(stage: Stage, rounds: int) -> float:
    """Milliseconds of a plain loop over the shapes in view: what Qt itself takes, called from Python."""
    view = stage.view
    visible = view.mapToScene(view.viewport().rect()).boundingRect()
    part = Box(visible.x(), visible.y(), visible.width(), visible.height())
    whole = drawing(stage.window.editor.document, Options(), routes=view.mirror.router.routes)
    shapes = [item for item in flat(whole.items) if any(box.overlaps(part) for box in boxes(item))]
    canvas = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)

    def work() -> None:
        canvas.fill(Qt.GlobalColor.white)
        painter = QPainter(canvas)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(view.zoom, view.zoom)
        painter.translate(-part.x, -part.y)
        paint(painter, shapes, view.zoom)
        painter.end()

    work()
    return Samples([timed(work) for _ in range(rounds)]).median


def _to_and_fro(step: float) -> Iterator[QPointF]:
    quarter = FRAMES // 4
    x = 0.0
    for number in range(FRAMES):
        x += step if (number // quarter) % 2 == 0 else -step
        yield QPointF(x, (number % 3) * step)


def _middle_node(stage: Stage) -> str:
    return _nearest(stage, lambda node: not node.service.is_container() and node.side is None)


def _middle_vpc(stage: Stage) -> str:
    return _nearest(stage, lambda node: node.service.name == "vpc")


def _nearest(stage: Stage, wanted: Callable[[Node], bool]) -> str:
    """The wanted node nearest to the middle of the view, with its middle in the view where there is one."""
    view = stage.view
    middle = QRectF(view.mapToScene(view.viewport().rect()).boundingRect()).center()
    rects: dict[str, Rect] = view.mirror.layout.rects
    nodes = [node for node in stage.window.editor.document.nodes() if wanted(node)]

    def far(node: Node) -> float:
        x, y = rects[node.id].center
        return (x - middle.x()) ** 2 + (y - middle.y()) ** 2

    return min(nodes, key=far).id
