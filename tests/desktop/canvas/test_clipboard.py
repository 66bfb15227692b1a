"""Copy, cut, paste and duplicate."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from desktop.canvas.clipboard import RECORDS_MIME
from projects.document import records_by_id


def new_nodes(canvas, before) -> list:
    return [record for record in canvas.editor.document.nodes() if record.id not in before]


def test_a_copied_zone_is_pasted_with_its_content_under_the_view(canvas):
    before = records_by_id(canvas.editor.document)
    canvas.editor.select(("zone_a",))
    canvas.clipboard.copy()
    vpc = canvas.mirror.layout.rects["vpc"]
    canvas.centerOn(*vpc.center)
    canvas.clipboard.paste()
    made = new_nodes(canvas, before)
    assert sorted(node.service.name for node in made) == ["availability_zone", "ec2_instance", "subnet"]
    zone = next(node for node in made if node.service.name == "availability_zone")
    assert zone.parent == "vpc"
    assert canvas.editor.selection == (zone.id,)
    canvas.editor.undo_stack.undo()
    assert records_by_id(canvas.editor.document) == before


def test_a_paste_lands_at_the_pointer(canvas, hand):
    before = records_by_id(canvas.editor.document)
    canvas.editor.select(("web",))
    canvas.clipboard.copy()
    rect = canvas.mirror.layout.rects["subnet_b"]
    hand.move(rect.x + 60, rect.bottom - 60)
    canvas.clipboard.paste()
    (made,) = new_nodes(canvas, before)
    assert made.parent == "subnet_b"
    x, y = canvas.mirror.layout.rects[made.id].center
    assert abs(x - rect.x - 60) <= 4
    assert abs(y - rect.bottom + 60) <= 4


def test_links_between_copied_nodes_come_along_and_others_do_not(canvas):
    canvas.editor.select(("zone_a", "zone_b"))
    canvas.clipboard.copy()
    canvas.centerOn(*canvas.mirror.layout.rects["vpc"].center)
    canvas.clipboard.paste()
    assert len(list(canvas.editor.document.links())) == 2
    canvas.editor.select(("web",))
    canvas.clipboard.copy()
    canvas.centerOn(*canvas.mirror.layout.rects["subnet_a"].center)
    canvas.clipboard.paste()
    assert len(list(canvas.editor.document.links())) == 2


def test_the_clipboard_holds_the_projects_own_text_too(canvas):
    canvas.editor.select(("web",))
    canvas.clipboard.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasFormat(RECORDS_MIME)
    assert '"ec2_instance"' in data.text()


def test_cut_takes_away_and_paste_brings_back(canvas):
    canvas.editor.select(("web",))
    canvas.clipboard.cut()
    assert "web" not in canvas.editor.document
    canvas.centerOn(*canvas.mirror.layout.rects["subnet_a"].center)
    canvas.clipboard.paste()
    assert [node.service.name for node in canvas.editor.document.children("subnet_a")] == ["ec2_instance"]


def test_pasting_where_it_may_not_stand_says_why(canvas, qtbot):
    canvas.editor.select(("web",))
    canvas.clipboard.copy()
    before = records_by_id(canvas.editor.document)
    remark = canvas.mirror.layout.rects["remark"]
    canvas.centerOn(remark.center[0] + 500, remark.center[1])
    with qtbot.waitSignal(canvas.message) as said:
        canvas.clipboard.paste()
    assert "belongs in" in said.args[0]
    assert records_by_id(canvas.editor.document) == before


def test_other_peoples_text_is_not_pasted(canvas):
    before = records_by_id(canvas.editor.document)
    for text in ("hello", '{"records": 3}', '{"format": "blueprice", "records": ['):
        data = QMimeData()
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        canvas.clipboard.paste()
    assert records_by_id(canvas.editor.document) == before


def test_a_duplicate_stands_beside_its_original(canvas):
    before = records_by_id(canvas.editor.document)
    canvas.editor.select(("web",))
    canvas.clipboard.duplicate()
    (made,) = new_nodes(canvas, before)
    original = canvas.editor.document.node("web")
    assert made.parent == original.parent
    assert (made.x, made.y) != (original.x, original.y)
    assert canvas.editor.selection == (made.id,)


def test_align_and_distribute_are_one_step_each(canvas):
    canvas.editor.select(("web",))
    canvas.clipboard.duplicate()
    twin = canvas.editor.selection[0]
    canvas.editor.select(("web", twin))
    canvas.arranging.align("left")
    document = canvas.editor.document
    assert document.node("web").x == document.node(twin).x
    assert canvas.editor.undo_stack.undoText() == "Align"
