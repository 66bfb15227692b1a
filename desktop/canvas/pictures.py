"""Icons and people's own pictures as Qt paints them: each read once, and scaled once for each size."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as BadBase64
from functools import cache, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from icons import Format, IconNotFound, UnsafeSvg, icon, safe_svg

if TYPE_CHECKING:
    from projects.document import Document
    from projects.records import Picture

OWN = "picture:"
"""Names of people's own pictures begin so; what follows tells their content."""

_content: dict[str, tuple[Format, bytes]] = {}
"""Name -> what a file holds, made safe; equal pictures of any project have one name."""
_names: dict[str, tuple[str, str]] = {}
"""Id of a record -> the data it was last seen with, and the picture's name."""


def know(document: Document) -> None:
    """Take up a project's own pictures, so that they can be drawn by the ids of their records."""
    for record in document.pictures():
        learn(record)


def learn(record: Picture) -> None:
    """Take up one picture; what cannot be drawn has no name, and the service's icon is drawn instead."""
    known = _names.get(record.id)
    if known is None or known[0] is not record.data:
        _names[record.id] = record.data, _stored(record)


def own_picture(picture_id: str) -> str:
    """The name under which a record's picture is painted; empty for none."""
    return _names[picture_id][1] if picture_id in _names else ""


def _stored(record: Picture) -> str:
    try:
        data = b64decode(record.data, validate=True)
        form: Format = "svg" if record.media_type == "image/svg+xml" else "png"
        data = safe_svg(data) if form == "svg" else data
    except (BadBase64, UnsafeSvg, ValueError):
        return ""
    if form == "png" and not data.startswith(b"\x89PNG"):
        return ""
    name = f"{OWN}{sha256(data).hexdigest()[:20]}"
    _content.setdefault(name, (form, data))
    return name


def artwork(name: str, ink: str) -> tuple[Format, bytes]:
    """What the file of an icon or of a person's own picture holds.

    Raises:
        OSError: the file is gone since the icon was looked up.
    """
    if name in _content:
        return _content[name]
    found = icon(known_icon(name)[0])
    return found.format, found.data(ink)


@cache
def complete(name: str) -> bool:
    """Whether a picture has its own ground: people's pictures and those of AWS's icon package."""
    if name in _content:
        return True
    try:
        return icon(name).packaged
    except IconNotFound:
        return False


@cache
def known_icon(name: str) -> tuple[str, str]:
    """The name of an icon that exists, and the colour of its tile if it needs one."""
    if name in _content:
        return name, ""
    try:
        return name, icon(name).background
    except IconNotFound:
        return "unknown_service", icon("unknown_service").background


# A drawn icon of 300 pixels square takes 350 KB unpacked, and a millisecond to unpack: few are kept.
@lru_cache(maxsize=8)
def _source(name: str, ink: str) -> QImage | QSvgRenderer:
    form, found = artwork(name, ink)
    data = QByteArray(found)
    if form == "svg":
        return QSvgRenderer(data)
    image = QImage.fromData(data)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


@lru_cache(maxsize=1024)
def pixmap(name: str, ink: str, width: int, height: int) -> QPixmap:
    """The icon in exactly this many pixels, its proportions kept."""
    source = _source(name, ink)
    if isinstance(source, QImage):
        if source.isNull():
            return _empty(width, height)
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        scaled = source.scaled(width, height, keep, smooth)
        if (scaled.width(), scaled.height()) == (width, height):
            return QPixmap.fromImage(scaled)
        made = _empty(width, height)
        painter = QPainter(made)
        painter.drawImage((width - scaled.width()) // 2, (height - scaled.height()) // 2, scaled)
        painter.end()
        return made
    made = _empty(width, height)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    source.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    source.render(painter, QRectF(0, 0, width, height))
    painter.end()
    return made


def _empty(width: int, height: int) -> QPixmap:
    made = QPixmap(width, height)
    made.fill(Qt.GlobalColor.transparent)
    return made


@lru_cache(maxsize=1024)
def contrast(name: str, ink: str, ground: str) -> float:
    """The contrast ratio (1 to 21) of a line drawing, by its middling brightness, with a ground colour.

    A tile that fills its square shows up on any ground: 21.
    """
    image = pixmap(name, ink, 24, 24).toImage()
    colours = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
    shown = [_luminance(colour) for colour in colours if colour.alpha() > 160]
    if not shown or len(shown) > 0.7 * len(colours):
        return 21.0
    lighter, darker = sorted((sum(shown) / len(shown), _luminance(QColor(ground))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    """Relative luminance after WCAG."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


_generation = 0


def generation() -> int:
    """Changes whenever icons may look different from before."""
    return _generation


def forget() -> None:
    """Read all icons anew, after the folder they come from was changed."""
    global _generation
    _generation += 1
    _source.cache_clear()
    pixmap.cache_clear()
    known_icon.cache_clear()
    complete.cache_clear()
    contrast.cache_clear()
