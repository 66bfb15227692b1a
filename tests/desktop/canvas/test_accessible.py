"""What screen readers are told of the canvas."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton

from desktop.canvas.spoken import spoken
from desktop.canvas.tips import counts
from desktop.figures import money
from projects import edits

Text, Role = QAccessible.Text, QAccessible.Role


@pytest.fixture
def told(canvas):
    """What stands for the canvas."""
    return QAccessible.queryAccessibleInterface(canvas)


def child(told, name: str):
    found = [told.child(i) for i in range(told.childCount())]
    return next(c for c in found if name in c.text(Text.Name))


def test_a_node_is_told_with_its_place_cost_findings_and_links(canvas):
    with canvas.editor.edit("Add") as draft:
        zone = draft.node("zone_a")
        draft.put(zone.model_copy(update={"service": zone.service.set(zone="us-east-1a")}))
        nat = edits.place(draft, "nat_gateway", "subnet_a", 500, 400, label="Way out").id
        edits.connect(draft, "web", nat)
    canvas.editor.refresh()
    cost = money(canvas.editor.estimate.node_totals[nat].monthly)
    found = counts(f for f in canvas.editor.judged.open if nat in f.node_ids)
    wanted = f"NAT gateway Way out, in Subnet, us-east-1a, {cost} a month"
    text = spoken(canvas.editor, nat)
    assert text.startswith(wanted)
    assert "1 link" in text
    assert found
    assert text.endswith(found)


def test_a_named_node_says_what_it_is_and_a_nameless_one_not_twice(canvas):
    assert spoken(canvas.editor, "web").startswith("EC2 instance Web, in Subnet")
    assert spoken(canvas.editor, "gateway").startswith("Internet gateway, in ")


def test_a_link_tells_its_ends_and_its_label(canvas):
    assert spoken(canvas.editor, "query").startswith("Traffic link SQL from Web to Database")


def test_a_container_tells_how_much_is_inside_and_a_note_its_text(canvas):
    assert "3 items inside" in spoken(canvas.editor, "vpc")
    assert spoken(canvas.editor, "remark") == "Note Remark"
    canvas.editor.select(("remark",))
    canvas.arranging.toggle_lock()
    assert spoken(canvas.editor, "remark") == "Note Remark, locked"
    assert spoken(canvas.editor, "nobody") == ""


def test_every_record_of_the_page_is_a_child_of_the_canvas(canvas, told):
    assert told.role() == Role.Canvas
    assert told.text(Text.Name) == "Canvas"
    assert told.childCount() == len(canvas.mirror.items_by_id)
    assert child(told, "EC2 instance Web").role() == Role.Graphic
    assert child(told, "SQL").role() == Role.Link
    assert child(told, "items inside").role() == Role.Grouping


def test_a_child_knows_where_it_is_and_whether_it_is_selected(canvas, told):
    canvas.editor.select(("web",))
    web = child(told, "EC2 instance Web")
    rect = canvas.mirror.layout.rects["web"]
    assert web.rect().width() == pytest.approx(rect.width * canvas.zoom, abs=2)
    assert (
        canvas.geometry().translated(canvas.mapToGlobal(canvas.pos()) - canvas.pos()).intersects(web.rect())
    )
    assert web.state().selected
    assert not child(told, "Note Remark").state().selected
    assert told.indexOfChild(web) == canvas.spoken.order().index("web")


def test_the_record_with_the_focus_is_the_focused_child(canvas, told):
    assert told.focusChild() is None
    canvas.editor.select(("database",))
    assert "Database" in told.focusChild().text(Text.Name)


def test_what_is_gone_is_told_no_more(canvas, told):
    before = told.childCount()
    remark = child(told, "Note Remark")
    assert remark.isValid()
    canvas.editor.select(("remark",))
    canvas.arranging.delete()
    assert told.childCount() == before - 1
    canvas.editor.undo_stack.undo()
    assert child(told, "Note Remark").isValid()


def test_focus_and_messages_are_told_while_a_screen_reader_is_there(canvas, qtbot, monkeypatch):
    heard = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: heard.append((event.type(), event.child()))
    )
    canvas.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    canvas.editor.select(("web",))
    assert heard[-1] == (QAccessible.Event.Focus, canvas.spoken.order().index("web"))
    canvas.message.emit("Copied.")
    assert heard[-1][0] == QAccessible.Event.Announcement


def test_other_widgets_are_told_as_ever(canvas, qtbot):
    button = QPushButton("Save")
    qtbot.addWidget(button)
    assert QAccessible.queryAccessibleInterface(button).role() == Role.Button
