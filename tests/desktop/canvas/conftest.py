"""A small drawing on a shown canvas, and a hand that presses, drags and releases real mouse buttons."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.canvas.view import CanvasView
from desktop.editor import Editor
from projects.document import Document
from projects.records import Link, Node, Note
from projects.service import make_service

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def node(node_id: str, service: str, parent: str | None, x: int, y: int, **more: object) -> Node:
    properties = more.pop("properties", {})
    made = make_service(service, properties)  # type: ignore[arg-type]
    return Node(id=node_id, service=made, parent=parent, x=x, y=y, **more)  # type: ignore[arg-type]


def small_drawing() -> Document:
    """A VPC with two zones, a subnet in each, an instance and a database, a gateway, a link and a note."""
    return Document(
        [
            node("cloud", "aws_cloud", None, 0, 0, width=1000, height=720),
            node("region", "region", "cloud", 40, 48, width=920, height=632),
            node("vpc", "vpc", "region", 200, 48, width=680, height=400, properties={"cidr": "10.0.0.0/16"}),
            node("zone_a", "availability_zone", "vpc", 32, 56, width=296, height=312),
            node("zone_b", "availability_zone", "vpc", 352, 56, width=296, height=312),
            node("subnet_a", "subnet", "zone_a", 24, 48, width=248, height=240),
            node("subnet_b", "subnet", "zone_b", 24, 48, width=248, height=240),
            node("web", "ec2_instance", "subnet_a", 88, 72, label="Web"),
            node("database", "rds_instance", "subnet_b", 88, 72, label="Database"),
            node("gateway", "internet_gateway", "vpc", 0, 0, side="left", offset=0.5, width=48, height=48),
            Link(id="query", source="web", target="database", label="SQL"),
            Note(id="remark", text="Remark", parent=None, x=1040, y=40),
        ]
    )


class Hand:
    """Works the canvas as a person does, in canvas coordinates."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view

    def point(self, x: float, y: float) -> QPoint:
        return self.view.mapFromScene(QPointF(x, y))

    def center(self, record_id: str) -> tuple[float, float]:
        return self.view.mirror.layout.rects[record_id].center

    def press(self, x: float, y: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mousePress(self.view.viewport(), LEFT, modifiers, self.point(x, y))

    def move(self, x: float, y: float) -> None:
        QTest.mouseMove(self.view.viewport(), self.point(x, y))
        QApplication.processEvents()

    def release(self, x: float, y: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseRelease(self.view.viewport(), LEFT, modifiers, self.point(x, y))

    def click(self, x: float, y: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, modifiers, self.point(x, y))

    def begin_drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press and drag, without releasing."""
        self.press(*start)
        for part in (0.1, 0.5, 1.0):
            self.move(start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.begin_drag(start, end)
        self.release(*end)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view.viewport(), key, modifiers)


@pytest.fixture
def canvas(qtbot: object) -> Iterator[CanvasView]:
    """The small drawing at 100 %, its upper left corner in view."""
    editor = Editor()
    view = CanvasView(editor)
    qtbot.addWidget(view)  # type: ignore[attr-defined]
    view.resize(1300, 860)
    view.show()
    editor.replace_document(small_drawing())
    view.set_zoom(1.0)
    view.centerOn(560, 360)
    QApplication.processEvents()
    editor.refresh()
    yield view
    view.pointer.cancel()


@pytest.fixture
def hand(canvas: CanvasView) -> Hand:
    return Hand(canvas)
