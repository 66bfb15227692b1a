"""Fonts of the drawing by role, and how wide, shortened or broken a text comes out in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from desktop.canvas.primitives import Role

FAMILIES = ("Arial", "Liberation Sans", "Helvetica", "DejaVu Sans", "sans-serif")
"""Tried in this order, on screen and in vector files."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """Size in canvas units, weight and slope of one role's text."""

    size: int
    bold: bool = False
    italic: bool = False
    leading: int = 15
    """From one baseline to the next."""


LETTERING: dict[Role, Lettering] = {
    "label": Lettering(12, leading=15),
    "fact": Lettering(11, leading=14),
    "frame": Lettering(12),
    "link": Lettering(11, leading=14),
    "pill": Lettering(10, leading=12),
    "badge": Lettering(11, bold=True),
    "note": Lettering(12, leading=16),
    "note_title": Lettering(14, bold=True, leading=19),
    "step": Lettering(11, bold=True),
    "hint": Lettering(14, leading=20),
    "drawing_title": Lettering(18, bold=True, leading=24),
}


@cache
def font(role: Role) -> QFont:
    """The font of a role, one canvas unit to the pixel and unhinted, so that widths scale with the zoom."""
    style = LETTERING[role]
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(style.size)
    made.setBold(style.bold)
    made.setItalic(style.italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@cache
def _metrics(role: Role) -> QFontMetricsF:
    return QFontMetricsF(font(role))


@lru_cache(maxsize=20_000)
def width(text: str, role: Role) -> float:
    """How wide one line comes out, in canvas units."""
    return _metrics(role).horizontalAdvance(text)


@lru_cache(maxsize=20_000)
def elided(text: str, role: Role, limit: float) -> str:
    """The text, cut with an ellipsis where it is wider than ``limit``."""
    text = one_line(text)
    if width(text, role) <= limit:
        return text
    return _metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, limit)


@lru_cache(maxsize=20_000)
def wrapped(text: str, role: Role, limit: float, lines: int) -> tuple[str, ...]:
    """At most ``lines`` lines no wider than ``limit``, broken between words; the last one is elided."""
    words = one_line(text).split(" ")
    found: list[str] = []
    while words and len(found) < lines - 1:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", role) <= limit:
            line = f"{line} {words.pop(0)}"
        found.append(elided(line, role, limit))
    if words:
        found.append(elided(" ".join(words), role, limit))
    return tuple(found)


def paragraphs(text: str, role: Role, limit: float, lines: int) -> tuple[str, ...]:
    """Lines of a longer text with its own line breaks, at most ``lines`` of them."""
    found: list[str] = []
    for paragraph in text[:4000].splitlines():
        if len(found) >= lines:
            break
        found.extend(wrapped(paragraph, role, limit, lines - len(found)) if paragraph else ("",))
    return tuple(found)


def one_line(text: str) -> str:
    """The beginning of a text without line breaks: nobody reads a million characters under an icon."""
    return " ".join(text[:400].split())
