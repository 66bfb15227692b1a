"""Everything by keys: walking through the drawing, making neighbours, adding services, locking, hiding."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.canvas.candidate import candidate_totals
from desktop.canvas.visibility import DIM
from desktop.figures import money
from projects import edits
from projects.document import records_by_id
from projects.geometry import footprint
from projects.placement import refusal
from projects.service import make_service

SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


@pytest.fixture
def keys(canvas, qtbot):
    """Presses keys on a canvas that has the keyboard."""
    canvas.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)

    def press(*wanted: Key, held: Qt.KeyboardModifier = NONE) -> None:
        for key in wanted:
            QTest.keyClick(canvas, key, held)

    return press


def selected(canvas) -> str:
    assert len(canvas.editor.selection) == 1
    return canvas.editor.selection[0]


def typed(canvas, text: str) -> None:
    QTest.keyClicks(canvas.quick_add.box.field, text)


def enter(canvas) -> None:
    QTest.keyClick(canvas.quick_add.box.field, Key.Key_Return)


def made(canvas, before) -> list:
    return [n for n in canvas.editor.document.nodes() if n.id not in before]


# walking


def test_tab_walks_through_a_container_in_reading_order_and_round_its_end(canvas, keys):
    canvas.editor.select(("zone_a",))
    seen = []
    for _ in range(4):
        keys(Key.Key_Tab)
        seen.append(selected(canvas))
    assert seen == ["zone_b", "gateway", "zone_a", "zone_b"]
    keys(Key.Key_Backtab, held=SHIFT)
    assert selected(canvas) == seen[2]


def test_the_first_tab_takes_the_first_record_of_the_page(canvas, keys):
    keys(Key.Key_Tab)
    assert selected(canvas) == "cloud"
    canvas.editor.select(())
    keys(Key.Key_Backtab, held=SHIFT)
    assert selected(canvas) == "remark"


def test_enter_goes_into_containers_and_escape_out_of_them_and_then_clears(canvas, keys):
    keys(Key.Key_Tab, Key.Key_Return)
    assert selected(canvas) == "region"
    keys(Key.Key_Return)
    assert selected(canvas) == "vpc"
    keys(Key.Key_Escape, Key.Key_Escape)
    assert selected(canvas) == "cloud"
    keys(Key.Key_Escape)
    assert canvas.editor.selection == ()


def test_escape_after_a_click_clears_at_once(canvas, keys, hand):
    keys(Key.Key_Tab)
    hand.click(*hand.center("web"))
    keys(Key.Key_Escape)
    assert canvas.editor.selection == ()


def test_shift_escape_clears_at_once(canvas, keys):
    keys(Key.Key_Tab, Key.Key_Return)
    keys(Key.Key_Escape, held=SHIFT)
    assert canvas.editor.selection == ()


def test_enter_on_an_icon_asks_for_its_properties(canvas, keys, qtbot):
    canvas.editor.select(("web",))
    with qtbot.waitSignal(canvas.focus.properties_wanted) as wanted:
        keys(Key.Key_Return)
    assert wanted.args == ["web"]


def test_alt_and_an_arrow_go_to_the_nearest_icon_that_way(canvas, keys):
    canvas.editor.select(("web",))
    keys(Key.Key_Right, held=ALT)
    assert selected(canvas) == "database"
    keys(Key.Key_Left, held=ALT)
    assert selected(canvas) == "web"
    canvas.editor.select(("zone_a",))
    keys(Key.Key_Right, held=ALT)
    assert selected(canvas) == "zone_b"


def test_links_are_reached_from_their_node_and_lead_to_their_other_end(canvas, keys):
    canvas.editor.select(("web",))
    keys(Key.Key_L)
    assert selected(canvas) == "query"
    keys(Key.Key_Return)
    assert selected(canvas) == "database"
    keys(Key.Key_L, Key.Key_Escape)
    assert selected(canvas) == "database"


def test_a_node_without_links_says_so(canvas, keys, qtbot):
    canvas.editor.select(("gateway",))
    with qtbot.waitSignal(canvas.message):
        keys(Key.Key_L)
    assert selected(canvas) == "gateway"


def test_what_the_keys_reach_comes_into_view(canvas, keys):
    canvas.set_zoom(2.0)
    canvas.centerOn(-2000, -2000)
    canvas.editor.select(("web",))
    keys(Key.Key_Right, held=ALT)
    point = canvas.mapFromScene(QPointF(*canvas.mirror.layout.rects["database"].center))
    assert canvas.viewport().rect().contains(point)


def test_the_ring_is_around_what_the_keys_reached_and_gone_after_a_click(canvas, keys, hand):
    assert canvas.focus.ringed is None
    canvas.editor.select(("web",))
    keys(Key.Key_Right, held=ALT)
    assert canvas.focus.ringed == "database"
    hand.click(*hand.center("web"))
    assert canvas.focus.ringed is None


def test_the_canvas_itself_is_framed_while_the_keyboard_is_there_and_nothing_is_selected(canvas, keys):
    keys(Key.Key_Tab)
    assert not canvas.focus.edged
    keys(Key.Key_Escape)
    assert canvas.focus.edged
    shown = canvas.grab().toImage()
    assert shown.pixelColor(0, shown.height() // 2).name() == canvas.theme.accent.lower()


def test_the_ring_goes_with_its_record(canvas, keys):
    keys(Key.Key_Tab)
    canvas.arranging.delete()
    assert canvas.focus.ringed is None
    canvas.editor.undo_stack.undo()
    canvas.editor.select(("web",))
    assert canvas.focus.ringed == "web"


def test_nothing_can_be_walked_through_on_an_empty_canvas(canvas, keys):
    canvas.selecting.all()
    canvas.arranging.delete()
    assert not canvas.focus.step(1)
    keys(Key.Key_Return, Key.Key_L, Key.Key_Home)
    keys(Key.Key_Right, held=CTRL)
    assert canvas.editor.selection == ()


# neighbours


def test_ctrl_and_an_arrow_add_a_connected_neighbour_in_the_same_container_as_one_step(canvas, keys):
    before = records_by_id(canvas.editor.document)
    canvas.editor.select(("web",))
    keys(Key.Key_Down, held=CTRL)
    typed(canvas, "rds")
    enter(canvas)
    (new,) = made(canvas, before)
    assert new.service.name == "rds_instance"
    assert new.parent == "subnet_a"
    assert canvas.mirror.layout.rects[new.id].y > canvas.mirror.layout.rects["web"].bottom
    assert [link for link in canvas.editor.document.links_of("web") if new.id in (link.source, link.target)]
    assert selected(canvas) == new.id
    assert canvas.quick_add.box is None
    assert canvas.editor.undo_stack.count() == 1
    canvas.editor.undo_stack.undo()
    assert records_by_id(canvas.editor.document) == before


def test_what_cannot_stand_beside_it_goes_into_a_container_around(canvas, keys):
    before = records_by_id(canvas.editor.document)
    canvas.editor.select(("web",))
    keys(Key.Key_Right, held=CTRL)
    typed(canvas, "s3")
    enter(canvas)
    (new,) = made(canvas, before)
    assert new.service.name == "s3_bucket"
    assert new.parent == "region"
    assert refusal(canvas.editor.document, type(new.service), "region") is None


def test_a_node_already_there_is_connected_first_and_gone_to_next(canvas, keys):
    canvas.editor.select(("web",))
    keys(Key.Key_Down, held=CTRL)
    typed(canvas, "ec2")
    enter(canvas)
    new = selected(canvas)
    links = len(list(canvas.editor.document.links()))
    keys(Key.Key_Up, held=CTRL)
    assert selected(canvas) == "web"
    assert len(list(canvas.editor.document.links())) == links
    link = next(link for link in canvas.editor.document.links_of(new))
    canvas.editor.select((link.id,))
    canvas.arranging.delete()
    canvas.editor.select(("web",))
    keys(Key.Key_Down, held=CTRL)
    assert canvas.quick_add.box is None
    assert selected(canvas) == new
    assert len(list(canvas.editor.document.links())) == links


# quick-add


def test_a_double_click_on_free_room_adds_there(canvas, hand):
    before = records_by_id(canvas.editor.document)
    rect = canvas.mirror.layout.rects["region"]
    at = hand.point(rect.x + 200, rect.bottom - 90)
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    assert canvas.pointer.gesture is None
    typed(canvas, "s3")
    assert canvas.quick_add.box.list.current().text == "S3 bucket"
    enter(canvas)
    (new,) = made(canvas, before)
    assert new.parent == "region"
    x, y = canvas.mirror.layout.rects[new.id].center
    assert abs(x - rect.x - 200) <= 8
    assert abs(y - rect.bottom + 90) <= 8


def test_a_double_click_on_a_name_still_renames(canvas, hand):
    x, y = hand.center("web")
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, NONE, hand.point(x, y))
    assert canvas.quick_add.box is None
    assert canvas.naming.editor is not None


def test_missing_containers_are_made_with_it(canvas):
    before = records_by_id(canvas.editor.document)
    canvas.quick_add.open(QPointF(1500, 500))
    typed(canvas, "nat")
    choice = canvas.quick_add.box.list.current()
    assert choice.detail.startswith("Makes AWS Cloud")
    enter(canvas)
    names = [n.service.name for n in made(canvas, before)]
    assert {"aws_cloud", "region", "vpc", "subnet", "nat_gateway"} <= set(names)
    assert canvas.editor.undo_stack.count() == 1


def test_what_is_refused_is_grey_says_why_and_is_not_added(canvas, qtbot):
    with canvas.editor.edit("Add") as draft:
        edits.place(draft, "on_premises", None, 1600, 300)
    before = records_by_id(canvas.editor.document)
    canvas.quick_add.open(QPointF(1600, 300))
    typed(canvas, "lambda")
    choice = canvas.quick_add.box.list.current()
    assert not choice.enabled
    assert "belongs in" in choice.detail or "cannot stand" in choice.detail
    with qtbot.waitSignal(canvas.message) as said:
        enter(canvas)
    assert said.args[0] == choice.detail
    assert records_by_id(canvas.editor.document) == before
    assert canvas.quick_add.box is not None


def test_the_price_of_a_month_is_shown(canvas):
    canvas.quick_add.open(QPointF(*canvas.mirror.layout.rects["subnet_a"].center) + QPointF(90, 90))
    typed(canvas, "nat gateway")
    made = make_service("nat_gateway")
    totals = candidate_totals(canvas.editor.document, canvas.editor.rates, made, "subnet_a")
    assert totals.monthly > 0
    assert canvas.quick_add.box.list.current().right_text() == f"+ {money(totals.monthly)}"


def test_what_follows_the_node_comes_first_when_connecting(canvas):
    canvas.quick_add.open(QPointF(400, 400), connect_from="web")
    first = canvas.quick_add.box.list.choice(0)
    assert first.text.startswith("RDS")


def test_what_was_added_last_comes_first_otherwise(canvas):
    canvas.quick_add.open(QPointF(500, 690))
    typed(canvas, "sqs")
    enter(canvas)
    canvas.editor.select(())
    canvas.quick_add.open(QPointF(600, 690))
    assert "SQS" in canvas.quick_add.box.list.choice(0).text


def test_escape_closes_and_gives_the_keyboard_back(canvas, keys):
    canvas.quick_add.open(QPointF(500, 500))
    QTest.keyClick(canvas.quick_add.box.field, Key.Key_Escape)
    assert canvas.quick_add.box is None
    assert canvas.hasFocus()


def test_arrows_walk_and_a_click_takes_a_row(canvas, hand):
    canvas.quick_add.open(QPointF(500, 690))
    typed(canvas, "aurora")
    box = canvas.quick_add.box
    first = box.list.currentRow()
    QTest.keyClick(box.field, Key.Key_Down)
    assert box.list.currentRow() == (first + 1) % box.list.count()
    before = records_by_id(canvas.editor.document)
    at = box.list.visualItemRect(box.list.item(0)).center()
    QTest.mouseClick(box.list.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    assert made(canvas, before)


def test_the_search_stays_inside_the_canvas(canvas):
    for corner in ((-200, -200), (9000, 9000)):
        canvas.quick_add.open(QPointF(*corner))
        QApplication.processEvents()
        assert canvas.rect().contains(canvas.quick_add.box.geometry())


# locking, hiding, looking at some alone


def test_what_is_locked_is_neither_nudged_nor_aligned_nor_deleted(canvas, keys, qtbot):
    canvas.editor.select(("web",))
    canvas.arranging.toggle_lock()
    assert canvas.arranging.locked
    before = records_by_id(canvas.editor.document)
    with qtbot.waitSignal(canvas.message) as said:
        keys(Key.Key_Right)
    assert "locked" in said.args[0]
    keys(Key.Key_Delete)
    canvas.editor.select(("subnet_a",))
    keys(Key.Key_Delete)
    assert records_by_id(canvas.editor.document) == before
    canvas.editor.select(("web",))
    canvas.arranging.toggle_lock()
    keys(Key.Key_Delete)
    assert "web" not in canvas.editor.document


def test_a_cut_of_something_locked_leaves_it(canvas):
    canvas.editor.select(("web",))
    canvas.arranging.toggle_lock()
    canvas.clipboard.cut()
    assert "web" in canvas.editor.document


def test_hidden_records_are_not_shown_nor_are_their_links_until_they_come_back(canvas):
    canvas.editor.select(("zone_a",))
    canvas.visibility.hide()
    shown = canvas.mirror.items_by_id
    assert not {"zone_a", "subnet_a", "web", "query"} & set(shown)
    assert canvas.editor.selection == ()
    assert canvas.visibility.hidden_count() == 1
    canvas.visibility.show_all()
    assert {"zone_a", "subnet_a", "web", "query"} <= set(canvas.mirror.items_by_id)
    assert canvas.editor.selection == ("zone_a",)
    canvas.editor.undo_stack.undo()
    assert "web" not in canvas.mirror.items_by_id


def test_isolating_lets_all_else_step_back_and_escape_ends_it(canvas, keys):
    before = records_by_id(canvas.editor.document)
    canvas.editor.select(("web",))
    canvas.visibility.toggle_isolation()
    items = canvas.mirror.items_by_id
    assert items["gateway"].opacity() == DIM
    assert items["remark"].opacity() == DIM
    assert {items[i].opacity() for i in ("web", "database", "query", "subnet_a", "cloud")} == {1.0}
    keys(Key.Key_Escape)
    assert {item.opacity() for item in items.values()} == {1.0}
    assert canvas.editor.selection == ("web",)
    assert records_by_id(canvas.editor.document) == before


def test_isolating_goes_on_over_edits_and_ends_with_what_was_isolated(canvas):
    canvas.editor.select(("database",))
    canvas.visibility.toggle_isolation()
    canvas.clipboard.duplicate()
    assert canvas.mirror.items_by_id["gateway"].opacity() == DIM
    canvas.editor.select(("database",))
    canvas.arranging.delete()
    assert not canvas.visibility.isolated
    assert canvas.mirror.items_by_id["gateway"].opacity() == 1.0


def test_restacking_shows_on_the_canvas(canvas):
    canvas.editor.select(("web",))
    canvas.clipboard.duplicate()
    twin = canvas.editor.selection[0]
    items = canvas.mirror.items_by_id
    assert items[twin].zValue() > items["web"].zValue()
    canvas.arranging.restack("back")
    assert items[twin].zValue() < items["web"].zValue()


def test_selecting_what_belongs_together(canvas):
    canvas.editor.select(("web",))
    canvas.selecting.connected()
    assert set(canvas.editor.selection) == {"web", "database", "query"}
    canvas.editor.select(("zone_a",))
    canvas.selecting.same_kind()
    assert set(canvas.editor.selection) == {"zone_a", "zone_b"}
    canvas.selecting.contents()
    assert set(canvas.editor.selection) == {"subnet_a", "subnet_b", "web", "database", "query"}
    canvas.editor.select(("web",))
    canvas.selecting.holders()
    assert canvas.editor.selection == ("subnet_a",)
    canvas.editor.select(("zone_a",))
    canvas.selecting.invert()
    assert set(canvas.editor.selection) == {"zone_b", "gateway"}


def test_a_linked_service_goes_into_a_region_that_is_there_instead_of_a_new_one(canvas):
    before = records_by_id(canvas.editor.document)
    with canvas.editor.edit("Add") as draft:
        cdn = edits.place(draft, "cloudfront", "cloud", 120, 20).id
    cloud = canvas.mirror.layout.rects["cloud"]
    canvas.quick_add.open(QPointF(cloud.right - 8, cloud.bottom - 8), connect_from=cdn)
    typed(canvas, "s3")
    assert canvas.quick_add.box.list.current().detail.startswith("Goes into Region")
    enter(canvas)
    bucket = next(n for n in made(canvas, before) if n.service.name == "s3_bucket")
    assert bucket.parent == "region"
    region = canvas.mirror.layout.rects["region"]
    assert region.contains(canvas.mirror.layout.rects[bucket.id])


def test_what_is_added_over_an_icon_stands_beside_it(canvas):
    before = records_by_id(canvas.editor.document)
    x, y = canvas.mirror.layout.rects["web"].center
    canvas.quick_add.open(QPointF(x + 20, y + 10))
    typed(canvas, "ec2")
    enter(canvas)
    (new,) = made(canvas, before)
    document = canvas.editor.document
    assert new.parent == "subnet_a"
    assert not footprint(document.node(new.id)).overlaps(footprint(document.node("web")))


def test_a_name_that_no_service_has_adds_a_third_party_service_of_that_name(canvas, keys):
    before = records_by_id(canvas.editor.document)
    canvas.quick_add.open(QPointF(1040, 200))
    typed(canvas, "Stripe payments")
    (choice,) = [canvas.quick_add.box.list.choice(row) for row in range(canvas.quick_add.box.list.count())]
    assert (choice.text, choice.detail) == ("Stripe payments", "Third-party service")
    QTest.keyClick(canvas.quick_add.box.field, Key.Key_Return)
    (made,) = [r for i, r in records_by_id(canvas.editor.document).items() if i not in before]
    assert (made.service.name, made.label) == ("third_party_service", "Stripe payments")
    assert canvas.editor.undo_stack.count() == 1
