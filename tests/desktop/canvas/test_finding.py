"""Finding in the drawing: all matches lit, one after the other shown, on every page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from projects.records import Page
from tests.desktop.canvas.conftest import node

Key = Qt.Key


def find(canvas, text: str) -> None:
    canvas.finding.open()
    canvas.finding.bar.field.setText("")
    QTest.keyClicks(canvas.finding.bar.field, text)


def test_typing_selects_the_first_match_and_lights_all(canvas):
    find(canvas, "subnet")
    assert set(canvas.finding.found) == {"subnet_a", "subnet_b"}
    assert canvas.finding.lit() == {"subnet_a", "subnet_b"}
    assert canvas.editor.selection == ("subnet_a",)
    assert canvas.finding.bar.count.text() == "1 of 2"


def test_enter_goes_on_and_shift_enter_back_round_the_end(canvas):
    find(canvas, "subnet")
    field = canvas.finding.bar.field
    QTest.keyClick(field, Key.Key_Return)
    assert canvas.editor.selection == ("subnet_b",)
    QTest.keyClick(field, Key.Key_Return)
    assert canvas.editor.selection == ("subnet_a",)
    QTest.keyClick(field, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.editor.selection == ("subnet_b",)


def test_escape_closes_and_puts_the_lights_out(canvas):
    find(canvas, "web")
    QTest.keyClick(canvas.finding.bar.field, Key.Key_Escape)
    assert canvas.finding.bar is None
    assert canvas.finding.lit() == set()
    assert canvas.editor.selection == ("web",)


def test_a_match_on_another_page_is_shown_there(canvas):
    with canvas.editor.edit("Add page") as draft:
        draft.put(Page(id="second", name="Second"))
        draft.put(node("queue", "sqs_queue", "second", 0, 0, label="Web queue"))
    find(canvas, "web")
    assert canvas.finding.found == ["web", "queue"]
    QTest.keyClick(canvas.finding.bar.field, Key.Key_Return)
    assert canvas.mirror.page == "second"
    assert canvas.editor.selection == ("queue",)


def test_what_is_not_there_is_said(canvas):
    find(canvas, "kubernetes")
    assert canvas.finding.bar.count.text() == "Not found"
    before = canvas.editor.selection
    QTest.keyClick(canvas.finding.bar.field, Key.Key_Return)
    assert canvas.editor.selection == before
    assert canvas.finding.lit() == set()


def test_the_search_follows_edits_and_undo(canvas, qtbot):
    find(canvas, "web")
    canvas.editor.select(("web",))
    canvas.arranging.delete()
    qtbot.waitUntil(lambda: canvas.finding.found == [])
    assert canvas.finding.lit() == set()
    canvas.editor.undo_stack.undo()
    qtbot.waitUntil(lambda: canvas.finding.found == ["web"])
    assert canvas.finding.lit() == {"web"}


def test_the_bar_stays_inside_the_canvas_when_that_gets_smaller(canvas):
    find(canvas, "web")
    canvas.resize(700, 500)
    assert canvas.rect().contains(canvas.finding.bar.geometry())


def test_find_next_opens_the_bar_where_it_is_closed(canvas):
    canvas.finding.step(1)
    assert canvas.finding.bar is not None
