"""Selection follows clicks on the canvas, and the canvas follows the selection."""

from __future__ import annotations

from PySide6.QtCore import Qt

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_click_selects_one_record_and_a_click_on_nothing_none(canvas, hand):
    hand.click(*hand.center("web"))
    assert canvas.editor.selection == ("web",)
    hand.click(1150, 650)
    assert canvas.editor.selection == ()


def test_a_shift_click_adds_and_takes_away(canvas, hand):
    hand.click(*hand.center("web"))
    hand.click(*hand.center("database"), SHIFT)
    assert canvas.editor.selection == ("web", "database")
    hand.click(*hand.center("web"), SHIFT)
    assert canvas.editor.selection == ("database",)


def test_a_click_inside_a_frame_selects_the_innermost_container(canvas, hand):
    rect = canvas.mirror.layout.rects["subnet_a"]
    hand.click(rect.x + 30, rect.bottom - 30)
    assert canvas.editor.selection == ("subnet_a",)


def test_a_rubber_band_takes_what_lies_wholly_inside_with_the_links_between(canvas, hand):
    vpc = canvas.mirror.layout.rects["vpc"]
    hand.press(vpc.x - 60, vpc.y - 16, SHIFT)
    hand.move(vpc.x, vpc.y)
    hand.move(vpc.right + 30, vpc.bottom + 30)
    hand.release(vpc.right + 30, vpc.bottom + 30, SHIFT)
    selected = set(canvas.editor.selection)
    assert {"vpc", "web", "database", "query", "gateway"} <= selected
    assert not {"region", "cloud", "remark"} & selected


def test_escape_cancels_a_rubber_band_and_brings_the_old_selection_back(canvas, hand):
    canvas.editor.select(("web",))
    rect = canvas.mirror.layout.rects["subnet_b"]
    hand.press(rect.x + 10, rect.y + 40, SHIFT)
    hand.move(rect.x + 100, rect.y + 100)
    hand.move(rect.right - 5, rect.bottom - 5)
    assert "database" in canvas.editor.selection
    hand.key(Qt.Key.Key_Escape)
    assert canvas.editor.selection == ("web",)


def test_the_selection_of_another_panel_is_outlined_on_the_canvas(canvas):
    canvas.editor.select(("database",))
    item = canvas.mirror.items_by_id["database"]
    outlines = [child for child in item.childItems() if child.isVisible()]
    assert len(outlines) == 1
    canvas.editor.select(())
    assert item.childItems() == []


def test_revealing_selects_and_brings_into_view(canvas):
    canvas.centerOn(-3000, -3000)
    canvas.reveal("database")
    assert canvas.editor.selection == ("database",)
    x, y = canvas.mirror.layout.rects["database"].center
    assert canvas.viewport().rect().contains(canvas.mapFromScene(x, y))


def test_select_all_takes_nodes_links_and_notes(canvas):
    canvas.selecting.all()
    assert set(canvas.editor.selection) == set(canvas.mirror.items_by_id)


def test_the_context_menu_is_asked_for_with_the_record_under_the_pointer(canvas, hand, qtbot):
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QApplication

    point = hand.point(*hand.center("web"))
    with qtbot.waitSignal(canvas.context_menu_wanted) as wanted:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, canvas.mapToGlobal(point))
        QApplication.sendEvent(canvas.viewport(), event)
    assert wanted.args[0] == "web"
    assert canvas.editor.selection == ("web",)


def test_hovering_a_node_shows_its_ports_and_leaving_hides_them(canvas, hand):
    hand.move(*hand.center("web"))
    assert canvas.decorations.ports_of == "web"
    hand.move(1150, 650)
    assert canvas.decorations.ports_of is None


def test_a_rubber_band_drawn_to_the_left_takes_what_it_touches_as_well(canvas, hand):
    web = canvas.mirror.layout.rects["web"]
    start, end = (web.center[0] + 90, web.bottom + 70), (web.center[0], web.center[1])
    hand.press(*start, SHIFT)
    hand.move(start[0] - 20, start[1] - 20)
    hand.move(*end)
    hand.release(*end, SHIFT)
    # The line to the database runs through it; the subnet around is not touched at its edge.
    assert set(canvas.editor.selection) == {"web", "query"}
    hand.press(*end, SHIFT)
    canvas.pointer.cancel()


def test_a_frame_is_touched_at_its_edge_only(canvas, hand):
    rect = canvas.mirror.layout.rects["subnet_a"]
    hand.press(rect.right + 12, rect.bottom + 6, SHIFT)
    hand.move(rect.right, rect.bottom)
    hand.move(rect.right - 30, rect.bottom - 30)
    assert "subnet_a" in canvas.editor.selection
    assert not {"zone_a", "vpc"} & set(canvas.editor.selection)
    canvas.pointer.cancel()
