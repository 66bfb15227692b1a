"""Interface icons: the Phosphor line icons that QtAwesome ships, drawn in the theme's colours."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPixmap, QRawFont, QTransform
from PySide6.QtWidgets import QWidget

from desktop.theme import Theme

_EM = 64.0


@cache
def _font() -> tuple[QRawFont, dict[str, str]]:
    """The font and its names. QtAwesome itself is not imported: it would load a dozen fonts for our one."""
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        return QRawFont(), {}
    folder = Path(spec.origin).parent / "fonts"
    fonts = sorted(folder.glob("phosphor-[0-9]*.ttf"))
    names = sorted(folder.glob("phosphor-charmap-*.json"))
    if not fonts or not names:
        return QRawFont(), {}
    raw = QRawFont()
    raw.loadFromData(QByteArray(fonts[0].read_bytes()), _EM, QFont.HintingPreference.PreferNoHinting)
    return raw, json.loads(names[0].read_text(encoding="utf-8"))


@cache
def outline(name: str) -> QPainterPath:
    """The icon as a path in a box of 64 by 64; empty for an unknown name."""
    font, names = _font()
    code = names.get(name)
    if code is None or not font.isValid():
        return QPainterPath()
    glyph = font.glyphIndexesForString(chr(int(code, 16)))[0]
    return QTransform.fromTranslate(0, font.ascent()).map(font.pathForGlyph(glyph))


def pixmap(name: str, colour: str, size: int = 18, scale: float = 1.0) -> QPixmap:
    """One icon in one colour, ``size`` logical pixels square."""
    made = QPixmap(round(size * scale), round(size * scale))
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw(painter, name, colour, QRectF(0, 0, size, size))
    painter.end()
    return made


def draw(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    """Draw an icon into a rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _EM, rect.height() / _EM)
    painter.fillPath(outline(name), QColor(colour))
    painter.restore()


def draw_caret(field: QWidget) -> None:
    """The sign at the right of a field that opens a list."""
    painter = QPainter(field)
    colour = field.palette().placeholderText().color().name()
    draw(painter, "caret-down", colour, QRectF(field.width() - 21, field.height() / 2 - 6, 12, 12))
    painter.end()


@cache
def icon(name: str, theme: Theme, size: int = 18, colour: str = "") -> QIcon:
    """An icon in the theme's ink: paler where disabled, in the accent where checked."""
    made = QIcon()
    modes = (
        (QIcon.Mode.Normal, QIcon.State.Off, colour or theme.ink),
        (QIcon.Mode.Normal, QIcon.State.On, colour or theme.accent),
        (QIcon.Mode.Disabled, QIcon.State.Off, theme.input_border),
    )
    for mode, state, ink in modes:
        for scale in (1.0, 2.0):
            made.addPixmap(pixmap(name, ink, size, scale), mode, state)
    return made
