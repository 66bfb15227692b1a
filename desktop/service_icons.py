"""AWS's and our own service icons as pixmaps, each drawn once per size and theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.theme import Theme
from icons import Icon, IconNotFound, icon

_PALE = "#DCE3EA"
LEGIBLE = 3.0
"""The least contrast of lines with their ground."""


@cache
def service_pixmap(name: str, theme: Theme, size: int, scale: float = 1.0) -> QPixmap:
    """The icon of this name, ``size`` logical pixels square; a plain tile where there is none."""
    made = QPixmap(round(size * scale), round(size * scale))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    found = _icon(name)
    if found is not None:
        _draw(painter, found, theme, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(scale)
    return made


@cache
def service_icon(name: str, theme: Theme, size: int) -> QIcon:
    """The same as an icon that stays sharp at twice the size."""
    made = QIcon()
    for scale in (1.0, 2.0):
        picture = service_pixmap(name, theme, size, scale)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Active):
            made.addPixmap(picture, mode)
    return made


def own_pixmap(picture: str, theme: Theme, size: int, scale: float = 1.0) -> QPixmap:
    """A person's own picture, by its name in :mod:`desktop.canvas.pictures`; on a plate where it is dim."""
    from desktop.canvas.pictures import contrast, pixmap

    side = round(size * scale)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    if contrast(picture, theme.ink, theme.panel) < LEGIBLE:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_PALE))
        painter.drawRoundedRect(QRectF(made.rect()), side / 8, side / 8)
    painter.drawPixmap(0, 0, pixmap(picture, theme.ink, side, side))
    painter.end()
    made.setDevicePixelRatio(scale)
    return made


def forget() -> None:
    """Draw all icons anew, after others have taken their places."""
    service_pixmap.cache_clear()
    service_icon.cache_clear()


def _icon(name: str) -> Icon | None:
    for candidate in (name, "generic", "unknown_service"):
        try:
            return icon(candidate)
        except IconNotFound:
            continue
    return None


def _draw(painter: QPainter, found: Icon, theme: Theme, rect: QRectF) -> None:
    try:
        data = found.data(theme.ink) if theme.dark else found.data()
    except OSError:
        return
    if theme.dark and found.kind == "resource" and _dim(found.name, theme):
        # Lines in a service's colour are drawn for a light ground, and AWS's are never recoloured.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_PALE))
        painter.drawRoundedRect(rect, rect.width() / 8, rect.width() / 8)
        rect = rect.adjusted(*(sign * rect.width() / 12 for sign in (1, 1, -1, -1)))
    if found.background:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(found.background))
        radius = rect.width() / 12
        painter.drawRoundedRect(rect, radius, radius)
    if found.format == "svg":
        QSvgRenderer(QByteArray(data)).render(painter, rect)
    else:
        painter.drawImage(rect, _scaled(QImage.fromData(data), rect))


def _dim(name: str, theme: Theme) -> bool:
    """Whether the panel's ground hides a line drawing, measured as on the canvas."""
    from desktop.canvas.pictures import contrast

    return contrast(name, theme.ink, theme.panel) < LEGIBLE


def _scaled(image: QImage, rect: QRectF) -> QImage:
    """Shrunk with averaging, as a painter alone drops pixels below half the size."""
    return image.scaled(
        round(rect.width()),
        round(rect.height()),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
