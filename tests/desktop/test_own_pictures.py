"""Pictures of one's own: read from files with care, drawn on the canvas and in exports, taken away again."""

from __future__ import annotations

from base64 import b64encode

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from desktop import own_pictures
from desktop.canvas import pictures
from desktop.canvas.appearance import drawing
from desktop.canvas.primitives import Picture as Drawn
from desktop.canvas.primitives import flat
from desktop.dialogs.message import MessageDialog
from desktop.editor import Editor
from projects.document import Document
from projects.records import Node, Picture
from projects.service import make_service

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def image_file(path, width=64, height=64, form="PNG", colour="#12AB34"):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    image.save(str(path), form)
    return path


@pytest.fixture
def editor() -> Editor:
    made = Editor()
    made.replace_document(
        Document(
            Node(id=i, service=make_service("third_party_service"), x=200 * n) for n, i in enumerate("ab")
        )
    )
    return made


def names_drawn(document: Document) -> set[str]:
    return {item.name for item in flat(drawing(document).items) if isinstance(item, Drawn)}


@pytest.mark.parametrize(("suffix", "form"), [("png", "PNG"), ("jpg", "JPEG")])
def test_large_pixel_pictures_are_kept_as_small_png(tmp_path, suffix, form):
    data, kind = own_pictures.loaded(image_file(tmp_path / f"a.{suffix}", 2000, 1000, form))
    image = QImage.fromData(data)
    assert kind == "image/png" and data.startswith(b"\x89PNG")
    assert (image.width(), image.height()) == (256, 128)


def test_small_pictures_keep_their_size(tmp_path):
    data, _ = own_pictures.loaded(image_file(tmp_path / "a.png", 40, 30))
    assert QImage.fromData(data).size().toTuple() == (40, 30)


def test_vectors_stay_vectors_without_their_scripts(tmp_path):
    path = tmp_path / "a.svg"
    path.write_text(SVG.format('<script>x()</script><rect width="9" height="9"/>'))
    data, kind = own_pictures.loaded(path)
    assert kind == "image/svg+xml" and b"script" not in data and b"rect" in data


def test_vectors_with_lettering_are_kept_as_pixels(tmp_path):
    path = tmp_path / "a.svg"
    path.write_text(SVG.format('<text y="8">ab</text>'))
    assert own_pictures.loaded(path)[1] == "image/png"


@pytest.mark.parametrize("content", [b"", b"no picture at all", b"\x89PNG\r\n\x1a\nrest", b"<svg"])
def test_what_is_no_picture_is_refused_by_name(tmp_path, content):
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    with pytest.raises(own_pictures.PictureError, match=r"logo\.png"):
        own_pictures.loaded(path)


def test_a_node_is_drawn_with_its_picture_and_again_with_its_icon(editor, tmp_path):
    nodes = [editor.document.node("a")]
    assert own_pictures.put(None, editor, nodes, image_file(tmp_path / "logo.png"))
    (record,) = editor.document.pictures()
    assert record.name == "logo.png"
    assert names_drawn(editor.document) == {pictures.own_picture(record.id), "third_party_service"}
    editor.select(("a",))
    own_pictures.reset(editor)
    assert names_drawn(editor.document) == {"third_party_service"}
    assert not list(editor.document.pictures())
    editor.undo_stack.undo()
    assert len(names_drawn(editor.document)) == 2


def test_a_container_keeps_its_frame(editor):
    with editor.edit("Add") as draft:
        draft.put(Node(id="v", service=make_service("vpc")))
    editor.select(("v", "a"))
    assert [node.id for node in own_pictures.pictured(editor)] == ["a"]


def test_why_a_picture_was_not_used_is_said(editor, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(MessageDialog, "exec", lambda self: said.append(self.text.text()))
    path = tmp_path / "logo.png"
    path.write_bytes(b"nothing")
    assert not own_pictures.put(None, editor, [editor.document.node("a")], path)
    assert "logo.png" in said[0] and not list(editor.document.pictures())


@pytest.mark.parametrize(
    ("media_type", "data"),
    [("image/png", b"no png"), ("image/svg+xml", b"<svg"), ("image/png", None)],
)
def test_a_damaged_picture_of_a_file_gives_way_to_the_icon(media_type, data):
    text = b64encode(data).decode() if data is not None else "no base64!"
    made = Document(
        [
            Node(id="a", service=make_service("third_party_service"), picture="p"),
            Picture(id="p", media_type=media_type, data=text),
        ]
    )
    assert names_drawn(made) == {"third_party_service"}


def test_equal_ids_of_two_projects_are_not_taken_for_each_other(tmp_path):
    def project(colour: str) -> Document:
        image = QImage(8, 8, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        data = b64encode(bytes(buffer.data().data())).decode()
        return Document(
            [
                Node(id="a", service=make_service("third_party_service"), picture="p"),
                Picture(id="p", data=data),
            ]
        )

    assert names_drawn(project("#111111")) != names_drawn(project("#222222"))
