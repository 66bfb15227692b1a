"""Names are edited in place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def test_f2_renames_the_selected_node_and_return_keeps_it(canvas, hand):
    canvas.editor.select(("web",))
    hand.key(Qt.Key.Key_F2)
    assert canvas.naming.editor is not None
    QTest.keyClicks(canvas.naming.editor, "Front end")
    QTest.keyClick(canvas.naming.editor, Qt.Key.Key_Return)
    assert canvas.naming.editor is None
    assert canvas.editor.document.node("web").label == "Front end"
    canvas.editor.undo_stack.undo()
    assert canvas.editor.document.node("web").label == "Web"


def test_escape_leaves_the_name(canvas, hand):
    canvas.editor.select(("web",))
    hand.key(Qt.Key.Key_F2)
    QTest.keyClicks(canvas.naming.editor, "Something else")
    QTest.keyClick(canvas.naming.editor, Qt.Key.Key_Escape)
    assert canvas.naming.editor is None
    assert canvas.editor.undo_stack.count() == 0


def test_a_double_click_on_a_label_opens_the_editor(canvas, hand):
    rect = canvas.mirror.layout.rects["web"]
    QTest.mouseDClick(
        canvas.viewport(), Qt.MouseButton.LeftButton, pos=hand.point(rect.center[0], rect.bottom + 10)
    )
    assert canvas.naming.editor is not None
    assert canvas.naming.editor.toPlainText() == "Web"
    canvas.naming.editor.cancel()


def test_a_link_gets_a_label_in_place(canvas):
    canvas.naming.start("query")
    QTest.keyClicks(canvas.naming.editor, "TLS 5432")
    QTest.keyClick(canvas.naming.editor, Qt.Key.Key_Return)
    assert canvas.editor.document.get("query").label == "TLS 5432"


def test_return_starts_a_new_line_in_a_note(canvas):
    canvas.naming.start("remark")
    QTest.keyClicks(canvas.naming.editor, "One")
    QTest.keyClick(canvas.naming.editor, Qt.Key.Key_Return)
    QTest.keyClicks(canvas.naming.editor, "Two")
    QTest.keyClick(canvas.naming.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert canvas.editor.document.get("remark").text == "One\nTwo"


def test_an_empty_name_shows_the_services_own_title(canvas):
    canvas.naming.start("web")
    canvas.naming.editor.setPlainText("")
    canvas.naming.editor.commit()
    node = canvas.editor.document.node("web")
    assert node.label == ""
    assert node.title == node.service.title()
