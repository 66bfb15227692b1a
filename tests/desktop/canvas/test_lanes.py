"""Pieces of lines are found by where they lie, whatever stretches of the drawing they run through."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.canvas.lanes import Leg, Legs

places = st.integers(-900, 900).map(float)
spans = st.tuples(places, st.integers(1, 1200)).map(lambda span: (span[0], span[0] + span[1]))
pieces = st.lists(st.tuples(st.booleans(), places, spans), max_size=25)


def _kept(drawn: list[tuple[bool, float, tuple[float, float]]]) -> tuple[Legs, list[tuple[bool, Leg]]]:
    legs, listed = Legs(), [(level, Leg(at, *span, str(n))) for n, (level, at, span) in enumerate(drawn)]
    for level, leg in listed:
        legs.put(level, leg)
    return legs, listed


@settings(max_examples=60, deadline=None)
@given(pieces, st.booleans(), spans, spans)
def test_each_piece_around_a_place_is_found_once(drawn, level, beside, along):
    legs, listed = _kept(drawn)
    (low, high), (start, end) = beside, along
    wanted = [
        leg
        for way, leg in listed
        if way == level and low <= leg.at <= high and leg.low < end > start < leg.high
    ]
    assert sorted(legs.lying(level, low, high, start, end)) == sorted(wanted)


@settings(max_examples=60, deadline=None)
@given(pieces, st.booleans(), places, spans)
def test_each_piece_that_runs_across_is_counted_once(drawn, level, at, along):
    legs, listed = _kept(drawn)
    low, high = along
    across = [leg for way, leg in listed if way != level and low < leg.at < high and leg.low < at < leg.high]
    assert legs.crossed(level, at, low, high) == len(across)


@settings(max_examples=30, deadline=None)
@given(pieces, st.randoms())
def test_nothing_is_left_of_pieces_that_are_gone(drawn, random):
    legs, listed = _kept(drawn)
    random.shuffle(listed)
    for level, leg in listed:
        legs.drop(level, leg)
    assert not [*legs.lying(True, -1e4, 1e4, -1e4, 1e4), *legs.lying(False, -1e4, 1e4, -1e4, 1e4)]
