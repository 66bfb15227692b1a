"""Dashes: the same ones whichever part of the line is asked for."""

from __future__ import annotations

from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from desktop.canvas.primitives import Box, Polyline, Rectangle
from desktop.export.dashes import dashed_line, pieces

FRAME = dashed_line(Rectangle(Box(0.5, 0.5, 103, 250), "#000000", dash=(5.0, 3.0)))


def test_a_straight_line_has_dashes_and_gaps_of_the_lengths_asked_for() -> None:
    assert list(pieces(((0, 0), (20, 0)), (5, 3), -1, 1)) == [(0, 0, 5, 0), (8, 0, 13, 0), (16, 0, 20, 0)]


def test_a_dash_goes_on_round_a_corner() -> None:
    found = list(pieces(((0, 0), (3, 0), (3, 9)), (5, 3), -1, 99))
    assert found == [(0, 0, 3, 0), (3, 0, 3, 2), (3, 5, 3, 9)]


def test_a_closed_line_comes_back_to_its_start() -> None:
    assert dashed_line(Polyline(((0, 0), (1, 0), (1, 1)), closed=True))[-1] == (0, 0)
    assert FRAME[0] == FRAME[-1]


@given(st.floats(0, 250), st.sampled_from([(5.0, 3.0), (1.5, 3.0), (4.0,)]))
def test_two_halves_have_together_the_dashes_of_the_whole(cut: float, dash: tuple[float, ...]) -> None:
    def total(top: float, bottom: float) -> float:
        drawn = [p for p in pieces(FRAME, dash, top, bottom) if p[1] != p[3]]
        return sum(hypot(x2 - x1, y2 - y1) for x1, y1, x2, y2 in drawn)

    assert abs(total(-9, cut) + total(cut, 999) - total(-9, 999)) < 1e-6


def test_no_dash_without_a_length() -> None:
    assert list(pieces(((0, 0), (9, 0)), (), -1, 1)) == []
    assert list(pieces(((3, 3), (3, 3)), (5, 3), -1, 9)) == []
