"""Icons as Qt paints them: each read once, and scaled once for each size it is shown at."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.canvas.shapes import known_icon
from icons import icon


@lru_cache(maxsize=512)
def _source(name: str, ink: str) -> QImage | QSvgRenderer:
    found = icon(known_icon(name)[0])
    data = QByteArray(found.data(ink))
    if found.format == "svg":
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


def forget() -> None:
    """Read all icons anew, after the folder they come from was changed."""
    _source.cache_clear()
    pixmap.cache_clear()
    known_icon.cache_clear()


def on_tile(glyph: QPixmap, colour: str) -> QPixmap:
    """A white glyph on its coloured square; other pictures come back as they are."""
    if not colour:
        return glyph
    made = QPixmap(glyph.size())
    made.fill(QColor(colour))
    painter = QPainter(made)
    painter.drawPixmap(0, 0, glyph)
    painter.end()
    return made
