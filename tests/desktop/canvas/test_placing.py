"""Dragging services from the palette, with the very events that a drop sends."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.canvas.gestures.gesture import FREE
from desktop.canvas.gestures.place import Place
from desktop.canvas.view import CanvasView
from desktop.service_mime import service_data
from projects.document import Document, records_by_id
from projects.records import Node
from projects.service import make_service

COPY = Qt.DropAction.CopyAction
NONE = Qt.KeyboardModifier.NoModifier


class Drag:
    """One drag from the palette."""

    def __init__(self, view: CanvasView, data: QMimeData) -> None:
        self.view, self.data = view, data

    def _point(self, x: float, y: float) -> QPointF:
        return QPointF(self.view.mapFromScene(QPointF(x, y)))

    def over(self, x: float, y: float) -> None:
        point = self._point(x, y)
        if self.view.pointer.gesture is None:
            enter = QDragEnterEvent(point.toPoint(), COPY, self.data, Qt.MouseButton.LeftButton, NONE)
            QApplication.sendEvent(self.view.viewport(), enter)
        move = QDragMoveEvent(point.toPoint(), COPY, self.data, Qt.MouseButton.LeftButton, NONE)
        QApplication.sendEvent(self.view.viewport(), move)

    def drop(self, x: float, y: float) -> None:
        self.over(x, y)
        event = QDropEvent(self._point(x, y), COPY, self.data, Qt.MouseButton.LeftButton, NONE)
        QApplication.sendEvent(self.view.viewport(), event)

    def leave(self) -> None:
        QApplication.sendEvent(self.view.viewport(), QDragLeaveEvent())


def added(canvas: CanvasView, before: dict) -> list:
    return [r for r in canvas.editor.document.records() if r.id not in before]


def test_a_drop_lands_in_the_innermost_container_that_may_hold_it(canvas):
    before = records_by_id(canvas.editor.document)
    rect = canvas.mirror.layout.rects["subnet_b"]
    Drag(canvas, service_data("ec2_instance")).drop(rect.x + 60, rect.bottom - 60)
    (made,) = added(canvas, before)
    assert (made.service.name, made.parent) == ("ec2_instance", "subnet_b")
    assert canvas.editor.selection == (made.id,)
    assert canvas.editor.undo_stack.undoText() == "Add EC2 instance"
    canvas.editor.undo_stack.undo()
    assert records_by_id(canvas.editor.document) == before
    assert made.id not in canvas.mirror.items_by_id


def test_a_gateway_dropped_inside_a_vpc_goes_to_its_edge(canvas):
    before = records_by_id(canvas.editor.document)
    rect = canvas.mirror.layout.rects["vpc"]
    Drag(canvas, service_data("internet_gateway")).drop(rect.center[0], rect.y + 30)
    (made,) = added(canvas, before)
    assert (made.parent, made.side) == ("vpc", "top")


def test_properties_dragged_along_are_kept(canvas):
    before = records_by_id(canvas.editor.document)
    rect = canvas.mirror.layout.rects["zone_a"]
    Drag(canvas, service_data("subnet", {"public": True})).drop(rect.center[0], rect.y + 30)
    made = added(canvas, before)
    assert [node.service.public for node in made if node.service.name == "subnet"] == [True]


def test_while_dragging_legal_containers_light_up_and_the_others_fade(canvas):
    drag = Drag(canvas, service_data("ec2_instance"))
    drag.over(*canvas.mirror.layout.rects["subnet_a"].center)
    items = canvas.mirror.items_by_id
    assert items["subnet_a"].opacity() == items["subnet_b"].opacity() == 1.0
    assert items["region"].opacity() < 1.0
    drag.leave()
    assert items["region"].opacity() == 1.0


def test_the_card_says_what_the_drop_would_cost_a_month(canvas):
    drag = Drag(canvas, service_data("nat_gateway"))
    drag.over(*canvas.mirror.layout.rects["subnet_a"].center)
    assert canvas.card.isVisible()
    assert canvas.card.text().startswith("+ $")
    assert "/ month" in canvas.card.text()
    drag.leave()
    assert not canvas.card.isVisible()


def test_leaving_the_canvas_or_escape_cancels_the_drop(canvas):
    before = records_by_id(canvas.editor.document)
    scene_items = len(canvas.mirror.items())
    drag = Drag(canvas, service_data("ec2_instance"))
    drag.over(*canvas.mirror.layout.rects["subnet_a"].center)
    drag.leave()
    assert canvas.pointer.gesture is None
    assert records_by_id(canvas.editor.document) == before
    assert len(canvas.mirror.items()) == scene_items


def test_something_else_than_a_service_is_not_accepted(canvas):
    data = QMimeData()
    data.setText("ec2_instance")
    event = QDragEnterEvent(QPointF(100, 100).toPoint(), COPY, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(canvas.viewport(), event)
    assert canvas.pointer.gesture is None


def test_a_drop_where_it_may_not_stand_is_refused_with_the_reason(canvas, qtbot):
    with canvas.editor.edit("Add") as draft:
        draft.put(Node(id="office", service=make_service("on_premises"), x=1040, y=200, width=200))
    before = records_by_id(canvas.editor.document)
    with qtbot.waitSignal(canvas.message) as said:
        Drag(canvas, service_data("ec2_instance")).drop(1140, 300)
    assert "cannot stand" in said.args[0]
    assert records_by_id(canvas.editor.document) == before


@pytest.fixture
def empty(canvas: CanvasView) -> CanvasView:
    canvas.editor.replace_document(Document())
    return canvas


def test_a_drop_that_needs_containers_offers_to_make_them(empty):
    Drag(empty, service_data("ec2_instance")).drop(0, 0)
    offer = empty.placing.open_offer
    assert offer is not None
    assert offer.label.text() == (
        "An EC2 instance belongs in a subnet. "
        "Create AWS Cloud, Region, VPC, Availability Zone and subnet here?"
    )
    assert list(empty.editor.document.nodes()) == []
    offer.make.click()
    document = empty.editor.document
    instance = next(node for node in document.nodes() if node.service.name == "ec2_instance")
    around = [node.service.name for node in document.ancestors(instance.id)]
    assert around == ["subnet", "availability_zone", "vpc", "region", "aws_cloud"]
    assert empty.editor.undo_stack.count() == 1
    assert empty.placing.open_offer is None
    empty.editor.undo_stack.undo()
    assert list(document.nodes()) == []


def test_made_containers_hold_one_another(empty):
    Drag(empty, service_data("ec2_instance")).drop(0, 0)
    empty.placing.open_offer.make.click()
    layout = empty.mirror.layout
    for node in empty.editor.document.nodes():
        if node.parent is not None:
            assert layout.rects[node.parent].contains(layout.rects[node.id])


def test_declining_the_offer_leaves_the_drawing_as_it_is(empty):
    Drag(empty, service_data("ec2_instance")).drop(0, 0)
    empty.placing.open_offer.cancel.click()
    assert empty.placing.open_offer is None
    assert list(empty.editor.document.nodes()) == []


def test_placing_without_the_pointer_finds_free_room_in_the_selected_container(canvas):
    canvas.editor.select(("subnet_a",))
    canvas.placing.place("ec2_instance")
    canvas.editor.select(("subnet_a",))
    canvas.placing.place("ec2_instance")
    from projects.geometry import footprint

    holder = canvas.editor.document.node("subnet_a")
    rooms = [footprint(child, holder) for child in canvas.editor.document.children("subnet_a")]
    assert len(rooms) == 3
    assert not any(a.overlaps(b) for i, a in enumerate(rooms) for b in rooms[i + 1 :])


def test_placing_next_to_a_selected_node_uses_its_container(canvas):
    canvas.editor.select(("web",))
    canvas.placing.place("ec2_instance")
    assert len(canvas.editor.document.children("subnet_a")) == 2


def test_the_outline_shows_where_the_drop_lands(canvas):
    gesture = Place(canvas, "ec2_instance")
    canvas.pointer.begin(gesture)
    x, y = canvas.mirror.layout.rects["subnet_b"].center
    canvas.pointer.move_to(QPointF(x + 3, y - 61), Qt.KeyboardModifier.NoModifier)
    shown = gesture._ghost.sceneBoundingRect().center()
    canvas.pointer.finish(QPointF(x + 3, y - 61), Qt.KeyboardModifier.NoModifier)
    landed = canvas.mirror.layout.rects[canvas.editor.selection[0]].center
    assert (round(shown.x()), round(shown.y())) == (round(landed[0]), round(landed[1]))


def test_new_containers_are_brought_into_view(canvas):
    canvas.editor.replace_document(Document())
    canvas.set_zoom(2.0)
    canvas.placing.place("ec2_instance")
    canvas.placing.open_offer.accept()
    (cloud,) = canvas.editor.document.children(None)
    visible = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert visible.contains(QRectF(*canvas.mirror.layout.rects[cloud.id]))


def test_what_is_placed_into_a_container_is_brought_into_view(canvas):
    canvas.set_zoom(2.0)
    canvas.centerOn(0, 0)
    canvas.editor.select(("subnet_b",))
    canvas.placing.place("ec2_instance")
    visible = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert visible.contains(QRectF(*canvas.mirror.layout.rects[canvas.editor.selection[0]]))
    assert canvas.zoom == 2.0


@pytest.mark.parametrize(("key", "made"), [(Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)])
def test_an_offer_after_a_drop_is_answered_from_the_keyboard(empty, qtbot, key, made):
    empty.activateWindow()
    qtbot.waitExposed(empty)
    Drag(empty, service_data("ec2_instance")).drop(0, 0)
    assert QApplication.focusWidget() is empty.placing.open_offer.make
    QTest.keyClick(QApplication.focusWidget(), key)
    assert empty.placing.open_offer is None
    assert bool(list(empty.editor.document.nodes())) is made


def test_a_drop_lines_up_with_an_icon_in_the_subnet_of_another_zone(canvas):
    canvas.set_zoom(1.0)
    peer = canvas.mirror.layout.rects["web"]
    here = canvas.mirror.layout.rects["subnet_b"]
    at = QPointF(here.center[0] + 3, peer.center[1] + 4)
    assert here.holds_point(at.x(), at.y()) and canvas.editor.document.node("web").parent != "subnet_b"
    canvas.pointer.begin(Place(canvas, "ec2_instance"))
    canvas.pointer.finish(at, Qt.KeyboardModifier.NoModifier)
    made = canvas.mirror.layout.rects[canvas.editor.selection[0]]
    assert made.center[1] == peer.center[1]


def test_a_free_drop_stays_where_it_was_let_go(canvas):
    peer = canvas.mirror.layout.rects["web"]
    at = QPointF(canvas.mirror.layout.rects["subnet_b"].center[0] + 3, peer.center[1] + 4)
    canvas.pointer.begin(Place(canvas, "ec2_instance"))
    canvas.pointer.finish(at, FREE)
    made = canvas.mirror.layout.rects[canvas.editor.selection[0]]
    assert made.center == (at.x(), at.y())
