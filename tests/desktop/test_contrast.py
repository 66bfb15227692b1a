"""All words can be read in both themes: 4.5 to 1 at least, as WCAG 2.2 counts; signs and lines 3 to 1."""

from __future__ import annotations

import pytest

from desktop.canvas.colours import colours
from desktop.theme import Theme, dark, light

TEXT, GRAPHIC = 4.5, 3.0
THEMES = (light(), dark())

INTERFACE = [
    *((ink, ground) for ink in ("ink", "secondary") for ground in (
        "window", "panel", "canvas", "field", "hover", "accent_fill", "caution_fill", "fault_fill")),
    *((ink, ground) for ink in ("accent", "good", "caution", "fault") for ground in (
        "window", "panel", "canvas", "field", "hover")),
    ("accent", "accent_fill"),
    ("caution", "caution_fill"),
    ("fault", "fault_fill"),
    ("accent_ink", "accent"),
]  # fmt: skip
"""Every colour of words and the grounds they stand on, by the theme's names for them."""

DRAWING = [
    *((ink, ground) for ink in ("ink", "secondary") for ground in (
        "ground", "public_tint", "private_tint", "pill", "note")),
    ("badge_ink", "fault"),
    ("badge_ink", "caution"),
    ("ground", "ink"),
]  # fmt: skip
"""The same for the drawing; the last is a step's number on its disc."""


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_wcags():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def too_faint(of: object, pairs: list[tuple[str, str]], least: float) -> dict[tuple[str, str], float]:
    found = {pair: contrast(getattr(of, pair[0]), getattr(of, pair[1])) for pair in pairs}
    return {pair: round(value, 2) for pair, value in found.items() if value < least}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_all_words_of_the_window_stand_out_from_their_ground(theme: Theme):
    assert too_faint(theme, INTERFACE, TEXT) == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_all_words_of_the_drawing_stand_out_from_their_ground(theme: Theme):
    assert too_faint(colours(theme), DRAWING, TEXT) == {}


def test_a_drawing_on_white_paper_can_be_read_too():
    assert too_faint(colours(light(), "#FFFFFF"), DRAWING, TEXT) == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_lines_and_the_ring_of_the_keyboard_are_seen(theme: Theme):
    grounds = ("ground", "public_tint", "private_tint")
    pairs = [(line, ground) for line in ("arrow", "accent", "cloud") for ground in grounds]
    assert too_faint(colours(theme), pairs, GRAPHIC) == {}
