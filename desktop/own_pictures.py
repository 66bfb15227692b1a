"""Pictures of the person's own on nodes: chosen from a file, made small and safe, and taken away again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop.figures import counted
from icons import UnsafeSvg, safe_svg
from projects.pictures import MOST_BYTES, set_picture

if TYPE_CHECKING:
    from desktop.editor import Editor
    from projects.records import Node

LARGEST = 256
"""Longest side in pixels of a picture that is kept."""
MOST_READ = 40_000_000
"""Bytes of a file that is read at all."""
_FILES = "Pictures (*.png *.svg *.jpg *.jpeg);;All files (*)"
_BEYOND_SHAPES = (b"<text", b"<image", b"<pattern", b"<marker", b":text", b":image")
"""What only some programs draw alike: such a picture is kept as pixels."""
Loaded = tuple[bytes, Literal["image/png", "image/svg+xml"]]


class PictureError(ValueError):
    """The file cannot be used as a picture; the text says why."""


def loaded(path: Path) -> Loaded:
    """A file's picture as a project keeps it: safe vectors, or a PNG of at most LARGEST pixels a side.

    Raises:
        PictureError: it is no picture, or too large.
    """
    try:
        if path.stat().st_size > MOST_READ:
            raise PictureError(f"{path.name} is larger than {MOST_READ // 1_000_000} MB. Use a smaller one.")
        data = path.read_bytes()
    except OSError as error:
        raise PictureError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    if path.suffix.lower() == ".svg" or data.lstrip()[:5] in (b"<?xml", b"<svg "):
        return _vectors(path, data)
    return _png(_image(path, data)), "image/png"


def _vectors(path: Path, data: bytes) -> Loaded:
    try:
        safe = safe_svg(data)
    except UnsafeSvg as error:
        raise PictureError(f"{path.name}: {error}") from error
    renderer = QSvgRenderer(QByteArray(safe))
    if not renderer.isValid():
        raise PictureError(f"{path.name} holds nothing that can be drawn.")
    if len(safe) <= MOST_BYTES and not any(mark in safe for mark in _BEYOND_SHAPES):
        return safe, "image/svg+xml"
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(LARGEST, LARGEST, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return _png(image), "image/png"


def _image(path: Path, data: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes(reader.format().data()) not in (b"png", b"jpeg", b"jpg"):
        raise PictureError(f"{path.name} is no PNG, JPEG or SVG picture.")
    if size.isValid() and max(size.width(), size.height()) > LARGEST:
        # A size to scale to lets JPEG be read small at once.
        reader.setScaledSize(size.scaled(QSize(LARGEST, LARGEST) * 2, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise PictureError(f"{path.name} is damaged, or larger than can be read: {reader.errorString()}.")
    if max(image.width(), image.height()) > LARGEST:
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(QSize(LARGEST, LARGEST), keep, smooth)
    return image


def _png(image: QImage) -> bytes:
    # Painted anew: notes on camera and place stay out of the project.
    plain = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    plain.fill(Qt.GlobalColor.transparent)
    image.setDevicePixelRatio(1)
    painter = QPainter(plain)
    painter.drawImage(0, 0, image)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    plain.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


# commands


def pictured(editor: Editor) -> list[Node]:
    """The selected nodes that are drawn as an icon, which a picture can take the place of."""
    nodes = editor.selected_nodes()
    return [n for n in nodes if not (n.service.is_container() or n.service.is_overlay())]


def choose(parent: QWidget | None, editor: Editor, folder: str = "") -> bool:
    """Ask for a file and draw the selected nodes with it; False if nothing changed."""
    nodes = pictured(editor)
    if not nodes:
        return False
    name, _ = QFileDialog.getOpenFileName(parent, "Choose a picture", folder, _FILES)
    return bool(name) and put(parent, editor, nodes, Path(name))


def put(parent: QWidget | None, editor: Editor, nodes: Sequence[Node], path: Path) -> bool:
    """Draw nodes with the picture in a file; where it cannot be used, say why."""
    try:
        data, media_type = loaded(path)
        text = "Set picture" if len(nodes) == 1 else f"Set picture of {counted(len(nodes), 'node')}"
        with editor.edit(text) as draft:
            set_picture(draft, [node.id for node in nodes], data, media_type, path.name)
    except ValueError as error:
        from desktop.dialogs.message import MessageDialog

        title = "The picture was not used"
        MessageDialog(parent, title, str(error), icon="warning", colour="caution").exec()
        return False
    return True


def reset(editor: Editor) -> None:
    """Draw the selected nodes with their services' icons again."""
    nodes = [node.id for node in pictured(editor) if node.picture]
    if nodes:
        with editor.edit("Use the service's icon") as draft:
            set_picture(draft, nodes, None)


def fill_menu(menu: QMenu, parent: QWidget, editor: Editor) -> None:
    """A picture for the selection, and back to the icon."""
    nodes = pictured(editor)
    chosen = menu.addAction("Choose…")
    chosen.setToolTip("A PNG, JPEG or SVG file, drawn in place of the service's icon")
    chosen.setEnabled(bool(nodes))
    chosen.triggered.connect(lambda _=False: choose(parent, editor))
    back = menu.addAction("Use the service's icon")
    back.setEnabled(any(node.picture for node in nodes))
    back.triggered.connect(lambda _=False: reset(editor))
