"""Keys held during a drag, the edge of the view, and what is locked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.canvas.autoscroll import FASTEST, MARGIN
from projects.document import records_by_id
from projects.geometry import GRID
from projects.records import Link, Node
from projects.service import make_service

SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


def place(canvas, record_id: str) -> Node:
    found = canvas.editor.document.node(record_id)
    assert found is not None
    return found


def drag_with(hand, start: tuple[float, float], end: tuple[float, float], held) -> None:
    """The key is held when the button comes up, as it would be all the way."""
    hand.begin_drag(start, end)
    hand.release(*end, held)


def test_with_ctrl_a_node_leaves_the_grid(canvas, hand):
    before = place(canvas, "web")
    x, y = hand.center("web")
    drag_with(hand, (x, y), (x + 43, y + 61), CTRL)
    after = place(canvas, "web")
    assert (after.x - before.x, after.y - before.y) == (43, 61)


def test_with_shift_a_drag_keeps_to_one_axis(canvas, hand):
    before = place(canvas, "web")
    x, y = hand.center("web")
    drag_with(hand, (x, y), (x + 43, y + 20), SHIFT)
    after = place(canvas, "web")
    assert after.y == before.y
    assert after.x - before.x == pytest.approx(43, abs=GRID)


def test_with_alt_a_copy_is_put_down_and_the_original_stays(canvas, hand):
    before = records_by_id(canvas.editor.document)
    x, y = hand.center("web")
    drag_with(hand, (x, y), (x - 24, y + 88), ALT)
    assert place(canvas, "web") == before["web"]
    (made,) = canvas.editor.selection
    copy = place(canvas, made)
    assert (copy.label, copy.parent) == ("Web", "subnet_a")
    assert (copy.x - before["web"].x, copy.y - before["web"].y) == (-24, 88)
    assert canvas.editor.undo_stack.count() == 1
    assert canvas.editor.undo_stack.undoText() == "Duplicate Web"
    canvas.editor.undo_stack.undo()
    assert records_by_id(canvas.editor.document) == before


def test_links_among_copies_come_along_with_their_corners(canvas, hand):
    with canvas.editor.edit("Bend") as draft:
        draft.put(draft.get("query").model_copy(update={"waypoints": ((560, 250),)}))
    canvas.editor.select(("web", "database"))
    x, y = hand.center("web")
    drag_with(hand, (x, y), (x, y + 96), ALT)
    (made,) = [link for link in canvas.editor.document.links() if link.id != "query"]
    assert {made.source, made.target} == set(canvas.editor.selection)
    assert made.label == "SQL"
    assert made.waypoints == ((560, 250 + 96),)
    parents = [place(canvas, i).parent for i in (made.source, made.target)]
    assert parents == ["subnet_a", "subnet_b"]


def test_a_copied_container_brings_its_content(canvas, hand):
    count = len(canvas.editor.document.children("vpc"))
    rect = canvas.mirror.layout.rects["zone_a"]
    drag_with(hand, (rect.x + 2, rect.center[1]), (rect.x + 2, rect.center[1] + 400), ALT)
    assert len(canvas.editor.document.children("vpc")) in (count, count + 1)
    (made,) = canvas.editor.selection
    inside = [record.service.name for record in canvas.editor.document.descendants(made)]
    assert inside == ["subnet", "ec2_instance"]


def test_alt_pressed_and_let_go_in_the_middle_switches(canvas, hand):
    x, y = hand.center("web")
    item = canvas.mirror.items_by_id["web"]
    start = item.scenePos()
    items = len(canvas.mirror.items())
    hand.begin_drag((x, y), (x, y + 64))
    assert item.scenePos() != start
    QTest.keyPress(canvas, Qt.Key.Key_Alt)
    assert item.scenePos() == start
    assert canvas.viewport().cursor().shape() == Qt.CursorShape.DragCopyCursor
    QTest.keyRelease(canvas, Qt.Key.Key_Alt)
    assert item.scenePos() != start
    QTest.keyPress(canvas, Qt.Key.Key_Alt)
    hand.key(Qt.Key.Key_Escape)
    assert item.scenePos() == start
    assert canvas.editor.undo_stack.count() == 0
    hand.release(x, y + 64)
    assert len(canvas.mirror.items()) == items + 1, "the outline of what is selected, and no ghost"


def test_a_copy_that_was_not_moved_is_none(canvas, hand):
    x, y = hand.center("web")
    hand.begin_drag((x, y), (x + 60, y))
    hand.move(x, y)
    hand.release(x, y, ALT)
    assert canvas.editor.undo_stack.count() == 0


# the edge of the view


def at_edge(canvas, out: int = 10) -> QPoint:
    return QPoint(canvas.viewport().width() + out, canvas.viewport().height() // 2)


def move_to(canvas, point: QPoint) -> None:
    QTest.mouseMove(canvas.viewport(), point)


def test_dragging_to_the_edge_scrolls_and_takes_the_node_along(canvas, hand):
    hand.begin_drag(hand.center("remark"), (1060, 200))
    assert not canvas.pointer.scrolling.running
    left = canvas.horizontalScrollBar().value()
    edge = QPoint(canvas.viewport().width() - 4, canvas.viewport().height() // 2)
    move_to(canvas, edge)
    assert canvas.pointer.scrolling.running
    x = canvas.mirror.items_by_id["remark"].scenePos().x()
    for _ in range(4):
        canvas.pointer.scrolling.tick()
    assert canvas.horizontalScrollBar().value() > left
    assert canvas.mirror.items_by_id["remark"].scenePos().x() > x
    move_to(canvas, canvas.viewport().rect().center())
    assert not canvas.pointer.scrolling.running
    canvas.pointer.cancel()


def test_it_scrolls_faster_farther_out_but_not_without_end(canvas, hand):
    hand.begin_drag(hand.center("remark"), (1060, 200))
    scrolling = canvas.pointer.scrolling
    found = []
    for out in (-MARGIN + 2, 0, 20, 2000):
        scrolling.follow(at_edge(canvas, out), Qt.KeyboardModifier.NoModifier)
        found.append(scrolling.pull()[0])
    assert found == sorted(found) and 0 < found[0] < found[2]
    assert found[-1] == FASTEST
    assert scrolling.pull()[1] == 0
    canvas.pointer.cancel()


@pytest.mark.parametrize("end", ["release", "escape"])
def test_scrolling_stops_with_the_gesture(canvas, hand, end):
    hand.begin_drag(hand.center("remark"), (1060, 200))
    move_to(canvas, QPoint(canvas.viewport().width() - 4, 300))
    assert canvas.pointer.scrolling.running
    if end == "escape":
        hand.key(Qt.Key.Key_Escape)
    else:
        QTest.mouseRelease(
            canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(canvas.viewport().width() - 4, 300)
        )
    assert not canvas.pointer.scrolling.running


def test_a_drag_that_begins_at_the_edge_does_not_run_away(canvas, hand):
    canvas.editor.select(("remark",))
    rect = canvas.mirror.layout.rects["remark"]
    # The note stands just inside the right edge of the view.
    shift = hand.point(rect.center[0], rect.center[1]).x() - (canvas.viewport().width() - 20)
    canvas.scroll_by(shift, 0)
    x, y = hand.center("remark")
    hand.begin_drag((x, y), (x, y + 80))
    assert not canvas.pointer.scrolling.running
    canvas.pointer.cancel()


def test_a_rubber_band_scrolls_as_well(canvas, hand):
    hand.begin_drag((1100, 600), (1060, 560))
    move_to(canvas, QPoint(3, 300))
    assert canvas.pointer.scrolling.running
    canvas.pointer.cancel()


def test_a_key_pressed_while_it_scrolls_stays_pressed(canvas, hand):
    hand.begin_drag(hand.center("remark"), (1060, 200))
    start = canvas.editor.document.get("remark")
    move_to(canvas, QPoint(canvas.viewport().width() - 4, 300))
    QTest.keyPress(canvas, Qt.Key.Key_Alt)
    canvas.pointer.scrolling.tick()
    place = canvas.mirror.items_by_id["remark"].scenePos()
    assert place.toTuple() == (start.x, start.y), "the original stays, a copy scrolls along"
    QTest.keyRelease(canvas, Qt.Key.Key_Alt)
    canvas.pointer.scrolling.tick()
    assert canvas.mirror.items_by_id["remark"].scenePos() != place
    canvas.pointer.cancel()


# locked


@pytest.fixture
def locked(canvas) -> None:
    with canvas.editor.edit("Lock") as draft:
        for record_id in ("web", "subnet_b"):
            draft.put(draft.node(record_id).model_copy(update={"locked": True}))
    canvas.editor.undo_stack.clear()


def test_what_is_locked_is_selected_but_not_moved(canvas, hand, locked, qtbot):
    x, y = hand.center("web")
    with qtbot.waitSignal(canvas.message) as said:
        hand.drag((x, y), (x + 40, y + 40))
    assert "locked" in said.args[0]
    assert canvas.editor.selection == ("web",)
    assert canvas.editor.undo_stack.count() == 0


def test_of_several_only_the_free_ones_move(canvas, hand, locked):
    before = place(canvas, "web")
    canvas.editor.select(("web", "database"))
    x, y = hand.center("database")
    hand.drag((x, y), (x, y + 40))
    assert place(canvas, "web") == before
    assert place(canvas, "database").y == 72 + 40


def test_a_locked_frame_shows_no_handles_and_is_not_resized(canvas, hand, locked):
    canvas.editor.select(("subnet_b",))
    assert canvas.decorations.handles_of is None
    rect = canvas.mirror.layout.rects["subnet_b"]
    hand.drag((rect.right, rect.bottom), (rect.right + 40, rect.bottom + 40))
    assert canvas.mirror.layout.rects["subnet_b"] == rect
    assert canvas.editor.undo_stack.count() == 0


def test_what_is_hidden_is_not_hit(canvas, hand):
    with canvas.editor.edit("Hide") as draft:
        draft.put(draft.node("web").model_copy(update={"hidden": True}))
    hand.click(*hand.center("web") if "web" in canvas.mirror.layout.rects else (420, 300))
    assert "web" not in canvas.editor.selection


def test_what_is_dropped_into_another_subnet_with_alt_is_a_copy_there(canvas, hand):
    target = hand.center("subnet_b")
    drag_with(hand, hand.center("web"), (target[0] - 70, target[1] + 80), ALT)
    (made,) = canvas.editor.selection
    assert place(canvas, made).parent == "subnet_b"
    assert place(canvas, "web").parent == "subnet_a"


def test_copies_of_a_node_take_no_links_to_others_along(canvas, hand):
    with canvas.editor.edit("Add") as draft:
        draft.put(
            Node(id="cache", service=make_service("elasticache_cluster"), parent="subnet_a", x=8, y=160)
        )
        draft.put(Link(id="cached", source="web", target="cache"))
    x, y = hand.center("web")
    drag_with(hand, (x, y), (x + 40, y + 96), ALT)
    assert sorted(link.id for link in canvas.editor.document.links()) == ["cached", "query"]


@pytest.mark.parametrize("dragged", ["remark", "web"])
def test_what_was_seen_before_is_seen_again_when_nothing_comes_of_a_drag(canvas, hand, dragged):
    """Escape takes back the remark; the server is refused on the free canvas."""
    before = canvas.middle()
    hand.begin_drag(hand.center(dragged), (1060, 200))
    move_to(canvas, at_edge(canvas, 400))
    for _ in range(40):
        canvas.pointer.scrolling.tick()
    assert (canvas.middle() - before).manhattanLength() > 400
    if dragged == "remark":
        hand.key(Qt.Key.Key_Escape)
    else:
        QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at_edge(canvas, 400))
    assert canvas.editor.undo_stack.count() == 0
    assert (canvas.middle() - before).manhattanLength() < 4


def test_a_drop_after_scrolling_stays_in_view(canvas, hand):
    before = canvas.middle()
    hand.begin_drag(hand.center("remark"), (1060, 200))
    move_to(canvas, at_edge(canvas, 400))
    for _ in range(40):
        canvas.pointer.scrolling.tick()
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at_edge(canvas, 400))
    assert canvas.editor.undo_stack.count() == 1
    assert (canvas.middle() - before).manhattanLength() > 400
