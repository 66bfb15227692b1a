"""An exported picture is what the canvas shows: pixel by pixel, in both themes, at 100 % and at 200 %."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop.canvas.appearance import Options, drawing
from desktop.canvas.view import CanvasView
from desktop.editor import Editor
from desktop.export import picture, svg
from desktop.export.pictures import Wanted
from desktop.theme import Theme, dark, light
from projects.document import Document
from projects.records import AnyRecord, Link, Node, Note, Picture
from projects.records import Settings as Project
from tests.desktop.export.conftest import node

CHANNEL = 56
"""How much a channel may differ, of 255: antialiasing of a line or letter a fraction of a pixel off."""
SHARE = 0.001
"""On how many of the pixels it may differ by more: a tenth of it with the fonts that have Arial's widths."""
NOTICED = 0.0001
"""By how much that share grows, at least, where something is missing."""


def own_picture() -> str:
    """A small PNG of our own, in base64."""
    made = QImage(32, 32, QImage.Format.Format_RGB32)
    made.fill(QColor("#3366CC"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    made.save(buffer, "PNG")  # type: ignore[call-overload]
    return b64encode(buffer.data().data()).decode()


def links() -> Iterator[Link]:
    """Every way to lead and draw a line, between icons in rows."""
    styles = [
        (routing, line, arrow)
        for routing in ("orthogonal", "straight", "curved")
        for line in ("solid", "dashed", "dotted")
        for arrow in ("target", "both", "none")
    ]
    for index, (routing, line, arrow) in enumerate(styles):
        yield Link(
            id=f"link{index}",
            source=f"from{index % 9}",
            target=f"to{(index + index // 9) % 9}",
            routing=routing,  # type: ignore[arg-type]
            line=line,  # type: ignore[arg-type]
            arrow=arrow,  # type: ignore[arg-type]
            label=f"Link {index}" if index % 4 == 0 else "",
            kind=("traffic", "event", "attach")[index % 3],
        )


def everything() -> Document:
    """A drawing with all that can be drawn."""
    icons: list[Node] = []
    for index in range(9):
        icons.append(
            node(f"from{index}", "lambda_function", "vpc", 60 + index * 130, 60, label=f"From {index}")
        )
        icons.append(node(f"to{index}", "sqs_queue", "vpc", 60 + index * 130, 360, label=f"To {index}"))
    icons[0] = icons[0].model_copy(update={"picture": "own"})
    records: list[AnyRecord] = [
        Project(name="Everything", client="Example Ltd", author="A. Architect", version="1.2"),
        Picture(id="own", name="Own", data=own_picture()),
        node("vpc", "vpc", None, 40, 120, width=1240, height=480, properties={"cidr": "10.0.0.0/16"}),
        node("public", "subnet", "vpc", 40, 200, width=300, height=140, properties={"public": True}),
        node("private", "subnet", "vpc", 400, 200, width=300, height=140, properties={"public": False}),
        node("gateway", "internet_gateway", "vpc", 0, 0, side="left", offset=0.5),
        node("nat", "nat_gateway", "public", 60, 40),
        node("web", "ec2_instance", "private", 60, 40, properties={"instance_type": "m6i.large"}),
        node("group", "auto_scaling_group", "vpc", 430, 232, width=240, height=100, members=("web",)),
        node("security", "security_group", "vpc", 760, 210, width=200, height=110),
        node("generic", "generic_group", "vpc", 1000, 210, width=200, height=110, label="Group"),
        *icons,
        *links(),
        Link(id="updates", source="web", target="nat", label="Updates from the Internet", gb_per_month=100),
        Note(id="title", kind="title_block", x=40, y=8, width=300, height=100),
        Note(id="heading", text="Large words", heading=True, x=400, y=20, width=240, height=48),
        Note(id="text", text="A remark of several words\nand lines", x=700, y=20, width=220, height=60),
        Note(id="step", kind="step", text="1", x=1000, y=30, width=28, height=28, details="First"),
        Note(id="riding", kind="step", text="2", anchor="updates", width=28, height=28, details="Second"),
        Note(id="list", kind="step_list", x=40, y=640, width=300, height=120),
        Note(id="legend", kind="legend", x=400, y=640, width=300, height=200),
    ]
    return Document(records)


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> Theme:
    return light() if request.param == "light" else dark()


@pytest.fixture
def view(theme: Theme, qtbot: object) -> Iterator[CanvasView]:
    made = CanvasView(Editor())
    qtbot.addWidget(made)  # type: ignore[attr-defined]
    made.set_theme(theme)
    made.show_grid = False
    made.show()
    made.editor.replace_document(everything())
    made.editor.refresh()
    yield made
    made.pointer.cancel()


def wanted(view: CanvasView, theme: Theme) -> Wanted:
    return {
        "background": "canvas",
        "theme": theme,
        "costs": view.editor.estimate,
        "findings": view.editor.findings,
        "routes": view.mirror.router.routes,
        "margin": 16,
    }


def on_screen(view: CanvasView, theme: Theme, zoom: float) -> QImage:
    """What the canvas shows of the drawing, at as many pixels a unit as the zoom says."""
    view.mirror.settle()
    options = Options(theme=theme, margin=16)
    editor = view.editor
    bounds = drawing(
        editor.document, options, editor.estimate, editor.findings, view.mirror.router.routes
    ).bounds
    view.resize(round(bounds.width * zoom) + 80, round(bounds.height * zoom) + 80)
    view.set_zoom(zoom)
    view.centerOn(*bounds.center)
    for _ in range(4):
        QApplication.processEvents()
    while view.mirror.refresh(view.mapToScene(view.viewport().rect()).boundingRect()):
        pass
    corner = view.mapFromScene(QPointF(bounds.x, bounds.y))
    grabbed = view.viewport().grab().toImage()
    return grabbed.copy(corner.x(), corner.y(), round(bounds.width * zoom), round(bounds.height * zoom))


def difference(one: QImage, other: QImage) -> QImage:
    """How far each pixel is off, as a grey picture."""
    assert one.size() == other.size()
    made = one.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, other.convertToFormat(QImage.Format.Format_RGB32))
    painter.end()
    return made


def share_beyond(picture_: QImage, channel: int) -> float:
    """The share of pixels with a channel above a value."""
    # Kept by name: the bytes are gone with the picture.
    plain = picture_.convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(plain.constBits())
    marks = data.translate(bytes(1 if value > channel else 0 for value in range(256)))
    return marks.count(1) / 3 / (picture_.width() * picture_.height())


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_the_export_is_what_the_canvas_shows(view: CanvasView, theme: Theme, zoom: float) -> None:
    shown = on_screen(view, theme, zoom)
    made = picture(view.editor.document, scale=zoom, **wanted(view, theme))
    assert share_beyond(difference(shown, made), CHANNEL) <= SHARE


def test_something_that_is_missing_would_be_noticed(view: CanvasView, theme: Theme) -> None:
    shown = on_screen(view, theme, 1.0)
    whole = picture(view.editor.document, scale=1, **wanted(view, theme))
    usual = share_beyond(difference(shown, whole), CHANNEL)
    for record_id in ("text", "link0", "to3"):
        kept = [r for r in view.editor.document.records() if r.id != record_id]
        made = picture(Document(kept), scale=1, **wanted(view, theme))
        if made.size() == shown.size():
            assert share_beyond(difference(shown, made), CHANNEL) > usual + NOTICED, record_id


def test_the_svg_looks_like_the_png(view: CanvasView, theme: Theme) -> None:
    """Coarsely: Qt's reader of SVG takes another font from the list, and sets edges a little otherwise."""
    options = wanted(view, theme)
    made = picture(view.editor.document, scale=1, **options).convertToFormat(QImage.Format.Format_RGB32)
    renderer = QSvgRenderer(QByteArray(svg(view.editor.document, **options).encode()))
    painted = QImage(made.size(), QImage.Format.Format_RGB32)
    painter = QPainter(painted)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    renderer.render(painter)
    painter.end()
    smooth = Qt.TransformationMode.SmoothTransformation
    small = [one.scaled(made.width() // 4, made.height() // 4, mode=smooth) for one in (made, painted)]
    assert share_beyond(difference(*small), 48) < 0.008
