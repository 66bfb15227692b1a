"""A node copied through the clipboard takes its own picture along, into another window's project too."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage

from desktop import own_pictures
from desktop.canvas import clipboard, pictures
from desktop.canvas.view import CanvasView
from projects.copying import paste
from projects.document import Document, Draft
from projects.records import Node, Picture
from projects.service import make_service


def test_a_picture_is_on_the_canvas_and_goes_along_to_another_project(canvas: CanvasView, tmp_path):
    path = tmp_path / "logo.png"
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(QColor("#12ab34"))
    image.save(str(path))
    with canvas.editor.edit("Add") as draft:
        draft.put(Node(id="pay", service=make_service("third_party_service"), x=1040, y=200))
    own_pictures.put(None, canvas.editor, [canvas.editor.document.node("pay")], path)
    drawn = canvas.mirror.items_by_id["pay"].pixmap().toImage()
    ratio = drawn.width() / canvas.mirror.items_by_id["pay"].boundingRect().width()
    offset = canvas.mirror.items_by_id["pay"].offset()
    assert (
        drawn.pixelColor(int((32 - offset.x()) * ratio), int((32 - offset.y()) * ratio)).name() == "#12ab34"
    )

    assert clipboard.put(canvas.editor.document, ("pay",)) == 2
    other = Document()
    records = clipboard.take()
    assert any(isinstance(record, Picture) for record in records)
    draft = Draft(other)
    (made,) = paste(draft, records, None)
    other.apply(draft.change())
    pictures.know(other)
    assert pictures.own_picture(other.node(made).picture)


def test_undoing_a_picture_brings_the_icon_back_on_the_canvas(canvas: CanvasView, tmp_path):
    path = tmp_path / "logo.png"
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(QColor("#12ab34"))
    image.save(str(path))
    before = canvas.mirror.items_by_id["web"].pixmap().cacheKey()
    own_pictures.put(None, canvas.editor, [canvas.editor.document.node("web")], path)
    assert canvas.mirror.items_by_id["web"].pixmap().cacheKey() != before
    canvas.editor.undo_stack.undo()
    assert not list(canvas.editor.document.pictures())
    canvas.editor.undo_stack.redo()
    assert len(list(canvas.editor.document.pictures())) == 1
