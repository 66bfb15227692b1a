"""Icons as Qt paints them: each read once, and scaled once for each size it is shown at."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from icons import IconNotFound, icon


@cache
def known_icon(name: str) -> tuple[str, str]:
    """The name of an icon that exists, and the colour of its tile if it needs one."""
    try:
        return name, icon(name).background
    except IconNotFound:
        return "unknown_service", icon("unknown_service").background


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
    contrast.cache_clear()
