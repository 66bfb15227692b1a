"""Nodes dropped onto a line: it lights up, the card says what will happen, and one step does it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from desktop.service_mime import service_data
from projects.document import records_by_id
from projects.records import Link, Node
from projects.service import make_service

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def links(canvas) -> list[tuple[str, str]]:
    return sorted((link.source, link.target) for link in canvas.editor.document.links())


def on_the_line(canvas) -> tuple[float, float]:
    """A point on the line from the web server to the database, in the second subnet."""
    (ax, ay), *_, (bx, by) = canvas.mirror.router.routes["query"].points
    x = canvas.mirror.layout.rects["subnet_b"].x + 40
    assert ax < x < bx
    return x, ay


def over(canvas, data: QMimeData, at: tuple[float, float]) -> None:
    point = canvas.mapFromScene(QPointF(*at))
    QApplication.sendEvent(canvas.viewport(), QDragEnterEvent(point, COPY, data, LEFT, NONE))
    QApplication.sendEvent(canvas.viewport(), QDragMoveEvent(point, COPY, data, LEFT, NONE))


def drop(canvas, data: QMimeData, at: tuple[float, float]) -> None:
    over(canvas, data, at)
    point = QPointF(canvas.mapFromScene(QPointF(*at)))
    QApplication.sendEvent(canvas.viewport(), QDropEvent(point, COPY, data, LEFT, NONE))


def test_a_service_dropped_on_a_line_comes_in_between_as_one_step(canvas):
    before = records_by_id(canvas.editor.document)
    drop(canvas, service_data("rds_proxy"), on_the_line(canvas))
    (made,) = canvas.editor.selection
    assert links(canvas) == sorted([("web", made), (made, "database")])
    assert canvas.editor.document.get("query").target == made
    assert canvas.editor.document.get("query").label == "SQL"
    assert canvas.editor.undo_stack.undoText().startswith("Insert ")
    assert canvas.editor.undo_stack.count() == 1
    canvas.editor.undo_stack.undo()
    assert records_by_id(canvas.editor.document) == before


def test_the_card_says_between_what_it_would_come(canvas):
    over(canvas, service_data("rds_proxy"), on_the_line(canvas))
    assert canvas.card.text().startswith("Insert between Web and Database")
    canvas.pointer.cancel()


def test_traffic_that_both_lines_will_carry_is_said_and_priced_before_the_drop(canvas):
    with canvas.editor.edit("Figures") as draft:
        link = draft.get("query")
        draft.put(link.model_copy(update={"gb_per_month": Decimal(500), "gb_back_per_month": Decimal(0)}))
    canvas.editor.refresh()
    over(canvas, service_data("ec2_instance", {"instance_type": "t3.micro"}), on_the_line(canvas))
    assert "Each line carries 500 GB a month" in canvas.card.text()
    canvas.hints.ask()
    assert "/month" in canvas.card.text()
    canvas.pointer.cancel()


def test_beside_the_line_a_drop_inserts_nothing(canvas):
    x, y = on_the_line(canvas)
    before = links(canvas)
    drop(canvas, service_data("rds_proxy"), (x, y + 60))
    assert links(canvas) == before
    assert canvas.editor.undo_stack.undoText().startswith("Add ")


def test_what_makes_no_sense_there_is_placed_beside_the_links(canvas):
    before = links(canvas)
    over(canvas, service_data("nat_gateway"), on_the_line(canvas))
    assert "Insert" not in canvas.card.text()
    canvas.pointer.cancel()
    drop(canvas, service_data("nat_gateway"), on_the_line(canvas))
    assert links(canvas) == before


def test_where_it_may_not_stand_nothing_is_inserted(canvas):
    before = records_by_id(canvas.editor.document)
    (_, ay), _ = canvas.mirror.router.routes["query"].points
    # Between the two zones: an instance belongs in a subnet.
    zone_a, zone_b = (canvas.mirror.layout.rects[i] for i in ("zone_a", "zone_b"))
    drop(canvas, service_data("ec2_instance"), ((zone_a.right + zone_b.x) / 2, ay))
    assert canvas.placing.open_offer is not None
    canvas.placing.open_offer.dismiss()
    assert records_by_id(canvas.editor.document) == before


@pytest.fixture
def loose(canvas) -> str:
    with canvas.editor.edit("Add") as draft:
        service = make_service("rds_proxy")
        draft.put(Node(id="proxy", service=service, parent="subnet_b", x=16, y=160))
    canvas.editor.undo_stack.clear()
    return "proxy"


def test_a_node_without_links_is_dragged_into_a_line(canvas, hand, loose):
    hand.begin_drag(hand.center(loose), on_the_line(canvas))
    assert "Insert between Web and Database" in canvas.card.text()
    hand.release(*on_the_line(canvas))
    assert links(canvas) == [("proxy", "database"), ("web", "proxy")]
    assert canvas.editor.undo_stack.count() == 1
    canvas.editor.undo_stack.undo()
    assert links(canvas) == [("web", "database")]


def test_a_node_with_links_of_its_own_is_only_moved(canvas, hand, loose):
    with canvas.editor.edit("Connect") as draft:
        draft.put(Link(id="own", source="proxy", target="database"))
    hand.drag(hand.center(loose), on_the_line(canvas))
    assert links(canvas) == [("proxy", "database"), ("web", "database")]


def test_escape_leaves_the_line_whole(canvas, hand, loose):
    before = records_by_id(canvas.editor.document)
    items = len(canvas.mirror.items())
    hand.begin_drag(hand.center(loose), on_the_line(canvas))
    hand.key(Qt.Key.Key_Escape)
    hand.release(*on_the_line(canvas))
    assert records_by_id(canvas.editor.document) == before
    assert len(canvas.mirror.items()) == items + 1, "the outline of the selected node, and no other"
