"""Layers follow the flow, circles are cut, and lines are untangled."""

from __future__ import annotations

from projects.tidying.layers import ranks, untangled
from projects.tidying.spacing import spaced


def test_ranks_follow_the_flow_and_end_in_circles() -> None:
    found = ranks(["a", "b", "c", "alone"], {("a", "b"): 1, ("b", "c"): 1, ("c", "b"): 1, ("a", "c"): 1})
    assert found["a"] == 0
    assert 0 < found["b"] != found["c"] > 0
    assert "alone" not in found


def test_a_source_stands_right_before_what_it_calls() -> None:
    found = ranks(list("abcx"), {("a", "b"): 1, ("b", "c"): 1, ("x", "c"): 1})
    assert found == {"a": 0, "b": 1, "c": 2, "x": 1}


def test_lines_that_need_not_cross_do_not() -> None:
    arcs = [("a", "z"), ("b", "y"), ("c", "x")]
    left, right = untangled([["a", "b", "c"], ["x", "y", "z"]], arcs)
    assert [right.index(dict(arcs)[one]) for one in left] == [0, 1, 2]


def test_things_stand_where_they_want_to_if_there_is_room() -> None:
    assert spaced([0, 100, 304], [64, 64, 64], [16, 16]) == [0, 96, 304]


def test_things_that_want_the_same_place_share_it() -> None:
    assert spaced([100, 100], [80, 80], [0]) == [64, 144]
