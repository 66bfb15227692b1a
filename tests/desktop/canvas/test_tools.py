"""Putting down notes: where one clicks, in the container there, with a text to start from."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from projects.records import Note


def notes(canvas) -> list[Note]:
    return [note for note in canvas.editor.document.notes() if note.id != "remark"]


def test_the_text_tool_puts_a_note_into_the_container_and_asks_for_its_text(canvas, hand):
    canvas.tools.choose("text")
    x, y = hand.center("subnet_a")
    hand.click(x - 90, y - 60)
    (note,) = notes(canvas)
    assert note.parent == "subnet_a"
    assert canvas.tools.current == "select"
    QTest.keyClicks(canvas.naming.editor, "Two zones")
    QTest.keyClick(canvas.naming.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [n.text for n in notes(canvas)] == ["Two zones"]
    canvas.editor.undo_stack.undo()
    canvas.editor.undo_stack.undo()
    assert notes(canvas) == []


def test_steps_count_on_until_escape(canvas, hand):
    canvas.tools.choose("step")
    for x in (300, 400, 500):
        hand.click(x, 600)
    assert [note.text for note in notes(canvas)] == ["1", "2", "3"]
    hand.key(Qt.Key.Key_Escape)
    assert canvas.tools.current == "select"
    hand.click(560, 600)
    assert len(notes(canvas)) == 3


def test_a_note_moves_with_its_container(canvas):
    canvas.annotating.add("step", QPointF(*canvas.mirror.layout.rects["vpc"].center))
    (note,) = notes(canvas)
    before = canvas.mirror.layout.rects[note.id]
    canvas.editor.select(("vpc",))
    canvas.arranging.nudge(1, 0)
    assert canvas.mirror.layout.rects[note.id].x > before.x
