"""Moving, re-parenting, resizing: one change at the end, none on Escape, all of it undone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.canvas.view import CanvasView
from projects.document import records_by_id
from projects.records import Node
from projects.service import make_service


def place(canvas: CanvasView, record_id: str) -> Node:
    found = canvas.editor.document.node(record_id)
    assert found is not None
    return found


def test_a_dragged_node_moves_by_whole_grid_steps_as_one_step_of_the_history(canvas, hand):
    before = place(canvas, "web")
    x, y = hand.center("web")
    hand.drag((x, y), (x + 43, y + 61))
    after = place(canvas, "web")
    assert (after.x - before.x, after.y - before.y) == (40, 64)
    assert after.parent == "subnet_a"
    assert canvas.editor.undo_stack.count() == 1
    canvas.editor.undo_stack.undo()
    assert place(canvas, "web") == before


def test_a_node_follows_the_pointer_while_the_document_stays_as_it_was(canvas, hand):
    before = records_by_id(canvas.editor.document)
    x, y = hand.center("web")
    item = canvas.mirror.items_by_id["web"]
    start = item.scenePos()
    hand.begin_drag((x, y), (x + 24, y + 64))
    assert (item.scenePos() - start).toTuple() == (24, 64)
    assert records_by_id(canvas.editor.document) == before
    hand.release(x + 24, y + 64)
    assert records_by_id(canvas.editor.document) != before


def test_escape_puts_a_dragged_node_back_and_leaves_no_step(canvas, hand):
    x, y = hand.center("web")
    route = canvas.mirror.router.routes["query"]
    position = canvas.mirror.items_by_id["web"].scenePos()
    hand.begin_drag((x, y), (x + 40, y + 80))
    assert canvas.mirror.router.routes["query"] != route
    hand.key(Qt.Key.Key_Escape)
    assert canvas.pointer.gesture is None
    assert canvas.mirror.items_by_id["web"].scenePos() == position
    assert canvas.mirror.router.routes["query"] == route
    hand.release(x + 40, y + 80)
    assert canvas.editor.undo_stack.count() == 0


def test_a_node_dropped_into_another_subnet_becomes_its_child(canvas, hand):
    target = hand.center("subnet_b")
    hand.drag(hand.center("web"), (target[0] - 70, target[1] + 60))
    web = place(canvas, "web")
    assert web.parent == "subnet_b"
    assert canvas.mirror.items_by_id["web"].parentItem() is canvas.mirror.items_by_id["subnet_b"]
    canvas.editor.undo_stack.undo()
    assert place(canvas, "web").parent == "subnet_a"
    assert canvas.mirror.items_by_id["web"].parentItem() is canvas.mirror.items_by_id["subnet_a"]


def test_an_instance_dropped_on_the_free_canvas_springs_back_and_says_why(canvas, hand, qtbot):
    before = records_by_id(canvas.editor.document)
    x, y = hand.center("web")
    hand.begin_drag((x, y), (1100, 600))
    assert canvas.card.isVisible()
    assert "belongs in" in canvas.card.text()
    with qtbot.waitSignal(canvas.message) as said:
        hand.release(1100, 600)
    assert "belongs in" in said.args[0]
    assert records_by_id(canvas.editor.document) == before
    assert not canvas.card.isVisible()


def test_dragging_a_frame_by_its_header_takes_its_content_and_links_along(canvas, hand):
    rects = dict(canvas.mirror.layout.rects)
    points = canvas.mirror.router.routes["query"].points
    vpc = rects["vpc"]
    hand.drag((vpc.x + 12, vpc.y + 12), (vpc.x + 12, vpc.y + 12 + 56))
    moved = canvas.mirror.layout.rects
    assert place(canvas, "vpc").y == 48 + 56
    for inner in ("web", "database", "subnet_a", "gateway"):
        assert moved[inner] == rects[inner].moved(0, 56)
    assert canvas.mirror.router.routes["query"].points == tuple((x, y + 56) for x, y in points)
    assert canvas.editor.undo_stack.count() == 1


def test_a_container_grows_to_hold_what_is_dropped_at_its_edge(canvas, hand):
    before = place(canvas, "subnet_a")
    rect = canvas.mirror.layout.rects["subnet_a"]
    hand.drag(hand.center("web"), (rect.right - 8, rect.bottom - 8))
    after = place(canvas, "subnet_a")
    assert after.width > before.width
    assert after.height > before.height
    canvas.editor.undo_stack.undo()
    assert place(canvas, "subnet_a") == before


def test_several_selected_nodes_move_together(canvas, hand):
    canvas.editor.select(("web", "database"))
    x, y = hand.center("web")
    hand.drag((x, y), (x, y + 32))
    assert place(canvas, "web").y == place(canvas, "database").y == 104
    assert canvas.editor.undo_stack.count() == 1


def test_a_gateway_slides_along_the_edge_of_its_vpc(canvas, hand):
    vpc = canvas.mirror.layout.rects["vpc"]
    hand.drag(hand.center("gateway"), (vpc.x + 340, vpc.y + 4))
    gateway = place(canvas, "gateway")
    assert (gateway.parent, gateway.side) == ("vpc", "top")
    assert abs(gateway.offset - 0.5) < 0.01


def test_dragging_the_room_inside_a_frame_draws_a_rubber_band(canvas, hand):
    vpc = canvas.mirror.layout.rects["vpc"]
    subnet = canvas.mirror.layout.rects["subnet_a"]
    hand.drag((subnet.x - 8, subnet.y - 8), (subnet.right + 8, subnet.bottom + 8))
    assert set(canvas.editor.selection) == {"subnet_a", "web"}
    assert canvas.mirror.layout.rects["vpc"] == vpc
    assert canvas.editor.undo_stack.count() == 0


def test_handles_resize_a_frame_and_its_content_stays_in_place(canvas, hand):
    canvas.editor.select(("subnet_a",))
    rect = canvas.mirror.layout.rects["subnet_a"]
    web = canvas.mirror.layout.rects["web"]
    hand.drag((rect.x, rect.center[1]), (rect.x + 16, rect.center[1]))
    assert canvas.mirror.layout.rects["subnet_a"].x == rect.x + 16
    assert canvas.mirror.layout.rects["subnet_a"].right == rect.right
    assert canvas.mirror.layout.rects["web"] == web
    canvas.editor.undo_stack.undo()
    assert canvas.mirror.layout.rects["subnet_a"] == rect


def test_a_frame_cannot_be_made_smaller_than_what_it_holds(canvas, hand):
    canvas.editor.select(("subnet_a",))
    rect = canvas.mirror.layout.rects["subnet_a"]
    hand.drag((rect.right, rect.bottom), (rect.x + 20, rect.y + 20))
    after = canvas.mirror.layout.rects["subnet_a"]
    web = canvas.mirror.layout.rects["web"]
    assert after.contains(web)


def test_escape_cancels_resizing(canvas, hand):
    canvas.editor.select(("subnet_a",))
    rect = canvas.mirror.layout.rects["subnet_a"]
    hand.begin_drag((rect.right, rect.bottom), (rect.right + 80, rect.bottom + 80))
    hand.key(Qt.Key.Key_Escape)
    hand.release(rect.right + 80, rect.bottom + 80)
    assert canvas.mirror.layout.rects["subnet_a"] == rect
    assert canvas.editor.undo_stack.count() == 0


def test_a_node_dropped_into_an_overlay_joins_it_and_one_taken_out_leaves_it(canvas, hand):
    with canvas.editor.edit("Add group") as draft:
        from projects.service import make_service

        group = Node(id="group", service=make_service("security_group"), parent="vpc", x=40, y=104)
        draft.put(group.model_copy(update={"width": 280, "height": 140}))
    x, y = hand.center("web")
    hand.drag((x, y), (x + 8, y))
    assert place(canvas, "group").members == ("web",)
    x, y = hand.center("web")
    hand.drag((x, y), (x, y + 88))
    assert place(canvas, "group").members == ()


def test_arrow_keys_nudge_by_one_unit_and_with_shift_by_ten(canvas, hand):
    canvas.editor.select(("web",))
    before = place(canvas, "web")
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    after = place(canvas, "web")
    assert (after.x - before.x, after.y - before.y) == (2, 10)
    assert canvas.editor.undo_stack.count() == 1


def test_everything_done_is_undone_step_by_step(canvas, hand):
    before = records_by_id(canvas.editor.document)
    x, y = hand.center("web")
    hand.drag((x, y), (x + 32, y + 16))
    target = hand.center("subnet_b")
    hand.drag(hand.center("web"), (target[0] - 60, target[1] + 70))
    vpc = canvas.mirror.layout.rects["vpc"]
    hand.drag((vpc.x + 12, vpc.y + 12), (vpc.x + 52, vpc.y + 44))
    canvas.clipboard.duplicate()
    canvas.editor.select(("database",))
    canvas.arranging.delete()
    assert canvas.editor.undo_stack.count() == 5
    while canvas.editor.undo_stack.canUndo():
        canvas.editor.undo_stack.undo()
    assert records_by_id(canvas.editor.document) == before
    assert set(canvas.mirror.items_by_id) == set(before) - {"project"}


class Painted(QObject):
    """Remembers what the canvas was asked to paint."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_a_refused_drop_leaves_nothing_painted_where_it_was_tried(canvas, hand):
    hand.begin_drag(hand.center("web"), (1120, 640))
    QApplication.processEvents()
    painted = Painted()
    canvas.viewport().installEventFilter(painted)
    hand.release(1120, 640)
    QTest.qWait(50)
    assert painted.region.contains(hand.point(1120, 640))


def test_several_that_move_together_stay_in_their_own_containers(canvas, hand):
    canvas.editor.select(("web", "database"))
    x, y = hand.center("web")
    hand.drag((x, y), (x + 16, y + 40))
    assert (place(canvas, "web").parent, place(canvas, "database").parent) == ("subnet_a", "subnet_b")
    assert canvas.mirror.layout.rects["subnet_a"].contains(canvas.mirror.layout.rects["web"])


def test_each_of_several_goes_into_the_container_that_it_is_dropped_over(canvas, hand):
    with canvas.editor.edit("Add") as draft:
        draft.put(place(canvas, "web").model_copy(update={"id": "second", "x": 8, "y": 160}))
    canvas.editor.select(("web", "second"))
    gap = hand.center("subnet_b")[0] - hand.center("subnet_a")[0]
    x, y = hand.center("web")
    hand.drag((x, y), (x + gap - 8, y + 8))
    assert {place(canvas, i).parent for i in ("web", "second")} == {"subnet_b"}


def test_what_is_dragged_lines_up_with_what_stands_where_it_goes(canvas, hand):
    """Not with what stands in the container that it leaves."""
    with canvas.editor.edit("Add") as draft:
        draft.put(Node(id="peer", service=make_service("ec2_instance"), parent="subnet_b", x=20, y=44))
    canvas.set_zoom(1.0)
    peer = canvas.mirror.layout.rects["peer"]
    start, middle = hand.center("web"), canvas.mirror.layout.rects["web"].center
    hand.drag(start, (start[0] + peer.center[0] + 100 - middle[0], start[1] + peer.center[1] + 3 - middle[1]))
    assert canvas.editor.document.node("web").parent == "subnet_b"
    assert canvas.mirror.layout.rects["web"].center[1] == peer.center[1]
