"""Handles of frames: they stop at the content, push neighbours aside, and keep rows in line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from desktop.canvas import framing
from desktop.canvas.gestures.resize import Resize
from desktop.canvas.size_handles import HANDLES
from projects.document import records_by_id
from projects.geometry import HEADER, PADDING, Rect, footprint
from projects.records import Node
from projects.service import make_service

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def place(canvas, record_id: str) -> Node:
    found = canvas.editor.document.node(record_id)
    assert found is not None
    return found


def handle(canvas, record_id: str, name: str) -> tuple[float, float]:
    rect: Rect = canvas.mirror.layout.rects[record_id]
    fx, fy = HANDLES[name]  # type: ignore[index]
    return rect.x + rect.width * fx, rect.y + rect.height * fy


def pull(canvas, hand, record_id: str, name: str, dx: float, dy: float) -> None:
    canvas.editor.select((record_id,))
    x, y = handle(canvas, record_id, name)
    hand.drag((x, y), (x + dx, y + dy))


@pytest.mark.parametrize("name", list(HANDLES))
def test_no_handle_of_a_frame_goes_past_its_content(canvas, hand, name):
    fx, fy = HANDLES[name]
    before = canvas.mirror.layout.rects["web"]
    pull(canvas, hand, "subnet_a", name, (0.5 - fx) * 1000, (0.5 - fy) * 1000)
    subnet, inside = place(canvas, "subnet_a"), footprint(place(canvas, "web"))
    assert canvas.mirror.layout.rects["web"] == before
    if fx == 0:
        assert inside.x == PADDING
    if fx == 1:
        assert subnet.size[0] - inside.right == PADDING
    if fy == 0:
        assert HEADER <= inside.y <= HEADER + 8
    if fy == 1:
        assert subnet.size[1] - inside.bottom == PADDING


def test_the_outline_stops_at_the_content_while_it_is_dragged(canvas, hand):
    canvas.editor.select(("subnet_a",))
    x, y = handle(canvas, "subnet_a", "e")
    hand.begin_drag((x, y), (x - 400, y))
    gesture = canvas.pointer.gesture
    assert isinstance(gesture, Resize)
    web = canvas.mirror.layout.rects["web"]
    assert gesture._to.right == web.right + 36 + PADDING
    assert "as small as its content allows" in canvas.card.text()
    hand.release(x - 400, y)


def test_room_at_the_left_leaves_the_gateway_and_the_content_alone(canvas, hand):
    before = dict(canvas.mirror.layout.rects)
    pull(canvas, hand, "vpc", "w", -80, 0)
    after = canvas.mirror.layout.rects
    assert after["vpc"].x == before["vpc"].x - 80
    assert after["web"] == before["web"]
    assert after["gateway"].y == before["gateway"].y
    assert after["gateway"].x == before["gateway"].x - 80


def test_a_zone_pulled_over_its_neighbour_pushes_it_aside_in_one_step(canvas, hand):
    before = records_by_id(canvas.editor.document)
    pull(canvas, hand, "zone_a", "e", 200, 0)
    rects = canvas.mirror.layout.rects
    assert rects["zone_b"].x >= rects["zone_a"].right + 16
    assert rects["vpc"].contains(rects["zone_b"])
    assert canvas.editor.undo_stack.count() == 1
    canvas.editor.undo_stack.undo()
    assert records_by_id(canvas.editor.document) == before


def test_what_will_be_pushed_is_outlined_meanwhile_and_gone_on_escape(canvas, hand):
    before = records_by_id(canvas.editor.document)
    canvas.editor.select(("zone_a",))
    x, y = handle(canvas, "zone_a", "e")
    hand.begin_drag((x, y), (x + 200, y))
    gesture = canvas.pointer.gesture
    assert isinstance(gesture, Resize)
    outlines = list(gesture._outlines)
    assert outlines
    hand.key(Qt.Key.Key_Escape)
    assert all(outline.scene() is None for outline in outlines)
    hand.release(x + 200, y)
    assert records_by_id(canvas.editor.document) == before


def test_shift_keeps_the_ratio(canvas, hand):
    canvas.editor.select(("vpc",))
    x, y = handle(canvas, "vpc", "se")
    gesture = Resize(canvas, "vpc", "se")
    gesture.move(QPointF(x + 340, y + 8), SHIFT)
    width, height = gesture._to.width, gesture._to.height
    gesture.cancel()
    old = place(canvas, "vpc").size
    assert width > old[0]
    assert abs(width / height - old[0] / old[1]) < 0.03


def test_a_subnet_takes_its_row_along_and_with_ctrl_it_does_not(canvas, hand):
    x, y = handle(canvas, "subnet_a", "s")
    gesture = Resize(canvas, "subnet_a", "s")
    gesture.finish(QPointF(x, y + 48), NONE)
    assert place(canvas, "subnet_a").size[1] == place(canvas, "subnet_b").size[1] == 288
    gesture = Resize(canvas, "subnet_a", "s")
    gesture.finish(QPointF(x, y + 96), CTRL)
    assert place(canvas, "subnet_a").size[1] == 336
    assert place(canvas, "subnet_b").size[1] == 288


def test_a_locked_frame_is_not_resized(canvas, hand):
    with canvas.editor.edit("Lock") as draft:
        draft.put(place(canvas, "zone_a").model_copy(update={"locked": True}))
    before = records_by_id(canvas.editor.document)
    x, y = handle(canvas, "zone_a", "e")
    Resize(canvas, "zone_a", "e").finish(QPointF(x + 80, y), NONE)
    assert records_by_id(canvas.editor.document) == before


def test_a_double_click_on_an_edge_shrinks_the_frame_to_its_content(canvas, hand):
    before = canvas.mirror.layout.rects["web"]
    rect = canvas.mirror.layout.rects["subnet_a"]
    at = hand.point(rect.right, rect.y + 190)
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    subnet = place(canvas, "subnet_a")
    assert subnet.size[0] < rect.width
    # On the grid.
    assert PADDING <= subnet.size[0] - footprint(place(canvas, "web")).right < PADDING + 8
    assert canvas.mirror.layout.rects["web"] == before
    assert canvas.editor.undo_stack.count() == 1


def test_the_whole_selection_shrinks_in_one_step(canvas, qtbot):
    canvas.editor.select(("vpc", "web"))
    framing.shrink(canvas, deep=True)
    assert canvas.editor.undo_stack.count() == 1
    assert place(canvas, "vpc").size[0] < 680
    assert place(canvas, "subnet_a").size[1] < 240
    with qtbot.waitSignal(canvas.message):
        framing.shrink(canvas, deep=True)
    assert canvas.editor.undo_stack.count() == 1


def test_zones_are_lined_up_from_anything_inside_their_vpc(canvas):
    with canvas.editor.edit("Move") as draft:
        draft.put(place(canvas, "zone_b").model_copy(update={"y": 40, "height": 328}))
        draft.put(place(canvas, "subnet_b").model_copy(update={"y": 60, "height": 200}))
    canvas.editor.select(("web",))
    assert framing.can_line_up(canvas.editor)
    framing.line_up_zones(canvas)
    rects = canvas.mirror.layout.rects
    for one, other in (("zone_a", "zone_b"), ("subnet_a", "subnet_b")):
        assert (rects[one].y, rects[one].height) == (rects[other].y, rects[other].height)


def test_a_dragged_group_takes_its_members_along_while_it_is_dragged(canvas, hand):
    web = canvas.mirror.layout.rects["web"]
    service = "security_group"
    from tests.desktop.canvas.conftest import node

    with canvas.editor.edit("Group") as draft:
        draft.put(node("group", service, "vpc", 100, 130, width=180, height=180, members=("web",)))
    group = canvas.mirror.layout.rects["group"]
    assert group.contains(web)
    start = (group.x + 90, group.y + 10)
    item = canvas.mirror.items_by_id["web"]
    seen = item.scenePos()
    hand.begin_drag(start, (start[0] + 16, start[1] + 24))
    moved = (item.scenePos() - seen).toTuple()
    shown = canvas.mirror.items_by_id["group"].scenePos().toTuple()
    assert moved == (shown[0] - group.x, shown[1] - group.y) != (0, 0)
    hand.release(start[0] + 16, start[1] + 24)
    assert canvas.mirror.layout.rects["web"] == web.moved(round(moved[0]), round(moved[1]))
    assert place(canvas, "group").members == ("web",)
    assert canvas.editor.undo_stack.count() == 2


def test_a_selected_group_is_dragged_by_its_icon(canvas, hand):
    with canvas.editor.edit("Add") as draft:
        service = make_service("auto_scaling_group")
        draft.put(Node(id="group", service=service, parent="region", x=60, y=520, width=240, height=160))
    canvas.editor.select(("group",))
    rect = canvas.mirror.layout.rects["group"]
    hand.drag((rect.center[0], rect.y + 1), (rect.center[0] + 48, rect.y + 25))
    moved = canvas.mirror.layout.rects["group"]
    assert (moved.width, moved.height) == (rect.width, rect.height) and moved.x > rect.x
