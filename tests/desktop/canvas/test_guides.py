"""What is dragged snaps to its neighbours' edges and middles, to equal gaps and to the frame's middle."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.canvas.guides import GuideIndex, guides
from projects.geometry import Rect

ROW = [Rect(0, 0, 64, 64), Rect(104, 0, 64, 64)]


def test_an_edge_near_anothers_snaps_to_it() -> None:
    found = guides(Rect(3, 300, 80, 40), [Rect(0, 0, 64, 64)], 5)
    assert (found.snaps_x, found.dx, found.snaps_y) == (True, -3, False)
    assert found.lines == ((0, -8, 0, 348),)


def test_the_guide_runs_through_all_that_is_in_line() -> None:
    found = guides(Rect(2, 300, 100, 40), [Rect(0, 0, 64, 64), Rect(0, 600, 50, 50)], 5)
    assert found.lines == ((0, -8, 0, 658),)


def test_a_box_snaps_to_the_gap_that_two_others_have() -> None:
    found = guides(Rect(211, 10, 30, 30), ROW, 5)
    assert (found.snaps_x, found.dx) == (True, -3)
    assert [(g.x1, g.x2, g.distance) for g in found.gaps] == [(64, 104, 40), (168, 208, 40)]


def test_a_box_between_two_others_snaps_to_equal_gaps() -> None:
    found = guides(Rect(130, 12, 40, 40), [Rect(0, 0, 64, 64), Rect(240, 2, 64, 64)], 5)
    assert found.dx == 2
    assert {gap.distance for gap in found.gaps} == {68} and len(found.gaps) == 2


def test_gaps_count_downwards_too() -> None:
    column = [Rect(0, 0, 64, 64), Rect(0, 100, 64, 64)]
    found = guides(Rect(20, 203, 20, 20), column, 5)
    assert found.dy == -3
    assert [(g.y1, g.y2) for g in found.gaps] == [(64, 100), (164, 200)]


def test_what_stands_in_another_row_gives_no_gaps() -> None:
    assert guides(Rect(211, 400, 30, 30), ROW, 5).gaps == ()


def test_the_middle_of_the_frame_is_a_guide() -> None:
    frame = Rect(100, 100, 400, 200)
    found = guides(Rect(278, 150, 40, 40), [], 5, frame)
    assert (found.dx, found.lines) == (2, ((300, 92, 300, 308),))


def test_nothing_near_is_nothing_snapped() -> None:
    found = guides(Rect(500, 500, 30, 30), ROW, 5)
    assert found == (False, 0, False, 0, (), ())


rects = st.builds(
    Rect, st.integers(-400, 400), st.integers(-400, 400), st.integers(8, 200), st.integers(8, 200)
)


@settings(max_examples=60, deadline=None)
@given(rects, st.lists(rects, max_size=12), st.integers(1, 12))
def test_a_snap_goes_no_farther_than_asked_and_is_final(moved: Rect, others: list[Rect], near: int) -> None:
    index = GuideIndex(others)
    found = index.snap(moved, near)
    assert abs(found.dx) <= near and abs(found.dy) <= near
    for gap in found.gaps:
        assert gap.distance == max(gap.x2 - gap.x1, gap.y2 - gap.y1) > 0


def test_what_is_far_off_gives_lines_but_no_gaps() -> None:
    index = GuideIndex([], None, ROW)
    assert index.snap(Rect(211, 3, 64, 64), 5).dy == -3
    assert index.snap(Rect(211, 300, 30, 30), 5).gaps == ()
    assert index.snap(Rect(211, 10, 30, 30), 5).snaps_x is False
