"""Copy, cut, paste and duplicate."""

from __future__ import annotations

from base64 import b64encode
from struct import pack

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel

import desktop.export
from desktop.canvas.clipboard import RECORDS_MIME, settle, take
from desktop.canvas.view import CanvasView
from desktop.editor import Editor
from projects import edits
from projects.document import Document, records_by_id
from projects.records import Page, Picture
from tests.desktop.canvas.conftest import small_drawing

LOGO = b64encode(b"\x89PNG\r\n\x1a\n" + bytes(8) + pack(">II", 1, 1)).decode()
"""As much of a PNG picture as a project asks for."""


def put_text(text: str) -> None:
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


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


def test_other_programs_get_pictures_and_no_text(canvas):
    canvas.editor.select(("subnet_a", "web"))
    canvas.clipboard.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasFormat(RECORDS_MIME)
    assert not data.hasText()
    svg = bytes(data.data("image/svg+xml").data()).decode()
    assert "<svg" in svg
    assert "Web" in svg
    image = QImage.fromData(data.data("image/png"))
    rect = canvas.mirror.layout.rects["subnet_a"]
    assert image.width() > rect.width
    assert not QGuiApplication.clipboard().image().isNull()


def test_pictures_are_made_when_they_are_asked_for_and_not_before(canvas, monkeypatch):
    asked = []
    monkeypatch.setattr(desktop.export, "svg", lambda *_, **__: asked.append("svg") or "<svg/>")
    monkeypatch.setattr(desktop.export, "png_bytes", lambda *_, **__: asked.append("png") or b"")
    canvas.editor.select(("web",))
    canvas.clipboard.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert asked == []
    data.data("image/svg+xml")
    data.data("image/svg+xml")
    assert asked == ["svg"]


def test_what_was_copied_is_kept_as_bytes_when_the_program_ends(canvas):
    canvas.editor.select(("web",))
    canvas.clipboard.copy()
    settle()
    data = QGuiApplication.clipboard().mimeData()
    assert type(data) is QMimeData
    assert [record.id for record in take() if record.id != "project"] == ["web"]


def test_copies_from_two_containers_keep_their_places_to_each_other(canvas):
    before = records_by_id(canvas.editor.document)
    rects = canvas.mirror.layout.rects
    apart = rects["database"].x - rects["web"].x
    canvas.editor.select(("web", "database"))
    canvas.clipboard.copy()
    canvas.centerOn(*rects["subnet_a"].center)
    canvas.clipboard.paste()
    web, database = sorted(new_nodes(canvas, before), key=lambda n: n.x)
    assert database.x - web.x == apart


def test_paste_in_place_puts_the_copy_where_the_original_is(canvas):
    before = records_by_id(canvas.editor.document)
    canvas.editor.select(("web",))
    canvas.clipboard.copy()
    canvas.centerOn(-900, -900)
    canvas.clipboard.paste_in_place()
    (made,) = new_nodes(canvas, before)
    original = canvas.editor.document.node("web")
    assert (made.parent, made.x, made.y) == ("subnet_a", original.x, original.y)


def test_paste_in_place_finds_its_container_in_another_project(canvas, qtbot):
    """The same drawing in another window, where the container has been moved and the id is the same."""
    canvas.editor.select(("web",))
    canvas.clipboard.copy()
    other = CanvasView(Editor())
    qtbot.addWidget(other)
    other.editor.replace_document(small_drawing())
    with other.editor.edit("Delete") as draft:
        edits.delete(draft, ["web"])
        edits.move(draft, ["cloud"], 160, 80)
    other.clipboard.paste_in_place()
    (made,) = [n for n in other.editor.document.nodes() if n.service.name == "ec2_instance"]
    assert made.parent == "subnet_a"
    assert made.x + other.mirror.layout.origin("subnet_a")[0] == canvas.mirror.layout.rects["web"].x


def test_paste_in_place_on_another_page(canvas):
    with canvas.editor.edit("Add page") as draft:
        draft.put(Page(id="second", name="Second"))
    canvas.editor.select(("remark",))
    canvas.clipboard.copy()
    canvas.paging.show("second")
    canvas.clipboard.paste_in_place()
    (copy,) = canvas.editor.document.children("second")
    original = canvas.editor.document.get("remark")
    assert (copy.x, copy.y) == (original.x, original.y)


def test_pictures_of_ones_own_and_styles_come_along_to_another_project(canvas, qtbot):
    with canvas.editor.edit("Style") as draft:
        draft.put(Picture(id="logo", name="Logo", data=LOGO))
        draft.put(canvas.editor.document.node("web").model_copy(update={"picture": "logo", "pinned": True}))
        link = canvas.editor.document.get("query")
        draft.put(link.model_copy(update={"line": "dashed", "routing": "straight", "label_at": 0.3}))
    canvas.editor.select(("vpc",))
    canvas.clipboard.copy()
    other = CanvasView(Editor())
    qtbot.addWidget(other)
    with other.editor.edit("Add") as draft:
        cloud = edits.place(draft, "aws_cloud", None, 0, 0)
        edits.place(draft, "region", cloud.id, 0, 0)
    other.centerOn(0, 0)
    other.clipboard.paste()
    (web,) = [n for n in other.editor.document.nodes() if n.service.name == "ec2_instance"]
    (logo,) = other.editor.document.pictures()
    (link,) = other.editor.document.links()
    assert (web.picture, web.pinned, logo.data) == (logo.id, True, LOGO)
    assert (link.line, link.routing, link.label_at) == ("dashed", "straight", 0.3)


def test_text_of_other_programs_becomes_a_note(canvas, hand):
    hand.move(1100, 600)
    put_text("Ask the client:\nhow many users a day?")
    canvas.clipboard.paste()
    (note,) = [n for n in canvas.editor.document.notes() if n.id != "remark"]
    assert note.text == "Ask the client:\nhow many users a day?"
    x, y = canvas.mirror.layout.rects[note.id].center
    assert abs(x - 1100) <= 8
    assert abs(y - 600) <= 8
    assert canvas.editor.selection == (note.id,)


def test_a_long_text_makes_a_note_of_bounded_size(canvas):
    put_text("word " * 5000)
    canvas.clipboard.paste()
    (note,) = [n for n in canvas.editor.document.notes() if n.id != "remark"]
    assert note.width <= 336
    assert note.height <= 700


def test_cut_takes_away_and_paste_brings_back(canvas):
    canvas.editor.select(("web",))
    canvas.clipboard.cut()
    assert "web" not in canvas.editor.document
    canvas.centerOn(*canvas.mirror.layout.rects["subnet_a"].center)
    canvas.clipboard.paste()
    assert [node.service.name for node in canvas.editor.document.children("subnet_a")] == ["ec2_instance"]


def test_pasting_where_it_may_not_stand_says_why_and_asks(canvas):
    canvas.editor.select(("web",))
    canvas.clipboard.copy()
    before = records_by_id(canvas.editor.document)
    remark = canvas.mirror.layout.rects["remark"]
    canvas.centerOn(remark.center[0] + 500, remark.center[1])
    canvas.clipboard.paste()
    offer = canvas.placing.open_offer
    assert any("belongs in" in label.text() for label in offer.findChildren(QLabel))
    assert records_by_id(canvas.editor.document) == before


def test_a_damaged_project_and_blank_text_are_not_pasted(canvas):
    before = records_by_id(canvas.editor.document)
    for text in ("  \n ", '{"records": 3}', '{"format": "blueprice", "records": ['):
        put_text(text)
        canvas.clipboard.paste()
        canvas.clipboard.paste_in_place()
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


# where containers are missing


def copied_to_an_empty_project(canvas, *ids: str) -> None:
    canvas.editor.select(ids)
    canvas.clipboard.copy()
    canvas.editor.replace_document(Document([]))
    canvas.centerOn(0, 0)


@pytest.mark.parametrize("in_place", [False, True])
def test_what_cannot_stand_alone_asks_for_the_containers_it_lacks(canvas, in_place):
    copied_to_an_empty_project(canvas, "database", "web")
    (canvas.clipboard.paste_in_place if in_place else canvas.clipboard.paste)()
    assert list(canvas.editor.document.nodes()) == []
    offer = canvas.placing.open_offer
    assert offer is not None
    offer.make.click()
    made = {node.service.name: node for node in canvas.editor.document.nodes()}
    subnet = made["subnet"]
    assert {made["ec2_instance"].parent, made["rds_instance"].parent} == {subnet.id}
    around = [node.service.name for node in canvas.editor.document.ancestors(made["ec2_instance"].id)]
    assert around == ["subnet", "availability_zone", "vpc", "region", "aws_cloud"]
    rects = canvas.mirror.layout.rects
    for name in ("ec2_instance", "rds_instance"):
        assert rects[subnet.id].contains(rects[made[name].id])
    assert len(list(canvas.editor.document.links())) == 1
    assert canvas.editor.undo_stack.count() == 1
    canvas.editor.undo_stack.undo()
    assert list(canvas.editor.document.nodes()) == []


def test_a_declined_paste_leaves_the_drawing_as_it_was(canvas):
    copied_to_an_empty_project(canvas, "database")
    canvas.clipboard.paste()
    canvas.placing.open_offer.cancel.click()
    assert list(canvas.editor.document.nodes()) == []
    assert canvas.placing.open_offer is None


def test_what_no_new_container_holds_together_says_why(canvas):
    said: list[str] = []
    canvas.message.connect(said.append)
    copied_to_an_empty_project(canvas, "subnet_a", "gateway")
    said.clear()
    canvas.clipboard.paste()
    assert canvas.placing.open_offer is None
    assert len(said) == 1
