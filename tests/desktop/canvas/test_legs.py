"""The geometry of dragged legs: right-angled before and after, and held by as few corners as will do."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.canvas import legs
from desktop.canvas.ends import End
from desktop.canvas.legs import dragged, held, parallels, stops_of, with_corner, without_corner
from desktop.canvas.paths import JETTY, Path, tidy
from desktop.canvas.primitives import Box

SOURCE = End("a", Box(0, 0, 64, 64), 90, False)
TARGET = End("b", Box(400, 200, 64, 64), 290, False)
FRAME = End("f", Box(400, 0, 300, 300), 300, True)
STEP: Path = ((67.5, 32.5), (200.5, 32.5), (200.5, 232.5), (397.5, 232.5))
"""From the source across, down, and across to the target."""


def right_angled(path: Path) -> bool:
    return all(a[0] == b[0] or a[1] == b[1] for a, b in zip(path, path[1:], strict=False))


@st.composite
def steps(draw: st.DrawFn) -> Path:
    """A line from the source's right side to the target's left one, of an odd number of legs."""
    xs = draw(st.lists(st.integers(80, 380), min_size=1, max_size=4, unique=True))
    y = 32.5
    points = [(67.5, y)]
    for index, x in enumerate(xs):
        points.append((x + 0.5, y))
        y = 232.5 if index == len(xs) - 1 else draw(st.integers(-200, 500)) + 0.5
        points.append((x + 0.5, y))
    points.append((397.5, y))
    return tidy(tuple(points))


@settings(max_examples=60, deadline=None)
@given(path=steps(), data=st.data(), level=st.integers(-300, 600))
def test_a_line_stays_right_angled_and_joined_to_its_ends_wherever_a_leg_is_dragged(
    path: Path, data: st.DataObject, level: int
) -> None:
    leg = data.draw(st.integers(0, len(path) - 2))
    led = dragged(path, leg, level + 0.5, SOURCE, TARGET)
    assert right_angled(led.stops) or leg in (0, len(path) - 2)
    if led.source is None:
        assert led.stops[0] == path[0]
    if led.target is None:
        assert led.stops[-1] == path[-1]
    for at, end, anchor in ((led.stops[0], SOURCE, led.source), (led.stops[-1], TARGET, led.target)):
        box = end.whole.grown(4)
        assert box.x <= at[0] <= box.right and box.y <= at[1] <= box.bottom
        assert anchor is None or anchor.offset is None or 0 <= anchor.offset <= 1


@settings(max_examples=60, deadline=None)
@given(path=steps(), data=st.data(), level=st.integers(-300, 600))
def test_dragging_a_leg_there_and_back_is_the_line_as_it_was(
    path: Path, data: st.DataObject, level: int
) -> None:
    if len(path) < 4:
        return
    leg = data.draw(st.integers(1, len(path) - 3))
    axis = 1 if legs.is_level(path[leg], path[leg + 1]) else 0
    away = legs.shifted(path, leg, level + 0.5)
    assert legs.shifted(away, leg, path[leg][axis]) == path


def test_a_step_is_held_by_one_point_so_that_its_ends_can_go_with_their_nodes() -> None:
    assert held(STEP) == ((200, 132),)


def test_a_corner_needs_no_holding_and_more_legs_are_held_without_the_outer_corners() -> None:
    assert held(((0.5, 0.5), (40.5, 0.5), (40.5, 80.5))) == ()
    longer: Path = ((0.5, 0.5), (40.5, 0.5), (40.5, 80.5), (90.5, 80.5), (90.5, 20.5), (120.5, 20.5))
    assert held(longer) == ((40, 80), (90, 80))


def test_a_leg_may_fall_into_line_with_the_next_but_one_on_either_side() -> None:
    assert parallels(STEP, 0) == (232.5,)
    assert parallels(STEP, 1) == ()


def test_in_line_with_its_neighbour_a_leg_and_the_step_between_are_gone() -> None:
    bump: Path = ((0.5, 0.5), (40.5, 0.5), (40.5, 60.5), (90.5, 60.5), (90.5, 0.5), (120.5, 0.5))
    assert dragged(bump, 2, 0.5, SOURCE, TARGET).stops == ((0.5, 0.5), (120.5, 0.5))


def test_an_end_slides_within_its_side_and_stops_at_the_corner() -> None:
    led = dragged(STEP, 0, 48.5, SOURCE, TARGET)
    assert led.source is not None and led.target is None
    assert (led.source.side, led.source.offset) == ("right", round(48.5 / 64, 4))
    assert led.stops == ((67.5, 48.5), (200.5, 48.5), *STEP[2:])
    clamped = dragged(STEP, 0, -JETTY + 2, SOURCE, TARGET)
    assert clamped.source is not None and clamped.source.side == "right"
    assert clamped.stops[0][1] == 4


def test_past_the_corner_the_line_leaves_from_the_next_side() -> None:
    above = dragged(STEP, 0, -40.5, SOURCE, TARGET)
    assert above.source is not None and (above.source.side, above.source.offset) == ("top", None)
    assert above.stops[:3] == ((32.5, -3), (32.5, -40.5), (200.5, -40.5))
    below = dragged(STEP, 0, 130.5, SOURCE, TARGET)
    assert below.source is not None and below.source.side == "bottom"
    assert below.stops[0] == (32.5, 93), "below the label"


def test_the_last_leg_takes_the_targets_anchor_along() -> None:
    led = dragged(STEP, 2, 216.5, SOURCE, TARGET)
    assert led.source is None and led.target is not None
    assert led.target == ("left", round(16.5 / 64, 4))
    assert led.stops == (*STEP[:2], (200.5, 216.5), (397.5, 216.5))


def test_the_end_on_a_frame_slides_along_its_edge_without_a_gap() -> None:
    line: Path = ((67.5, 32.5), (400.5, 32.5))
    led = dragged(line, 0, 24.5, SOURCE, FRAME)
    assert led.source is not None and led.target is not None
    assert led.stops == ((67.5, 24.5), (400.5, 24.5))
    assert led.target == ("left", round(24.5 / 300, 4))


def test_an_added_corner_is_two_stops_at_one_place_until_it_is_pulled_apart() -> None:
    line: Path = ((0.5, 0.5), (200.5, 0.5))
    added = with_corner(line, 0, (80, 7))
    assert added == ((0.5, 0.5), (80.5, 0.5), (80.5, 0.5), (200.5, 0.5))
    assert stops_of(line, legs.corners(added)) == added
    assert held(added) == ((80, 0), (80, 0))
    apart = legs.shifted(added, 2, 40.5)
    assert apart == ((0.5, 0.5), (80.5, 0.5), (80.5, 40.5), (200.5, 40.5))


def test_taking_a_corner_out_lets_its_legs_fall_into_line() -> None:
    added = with_corner(STEP, 1, (200, 100))
    assert without_corner(added, 2) == STEP
    bump: Path = ((0.5, 0.5), (40.5, 0.5), (40.5, 60.5), (90.5, 60.5), (90.5, 0.5), (120.5, 0.5))
    assert without_corner(bump, 2) == ((0.5, 0.5), (120.5, 0.5))
    assert without_corner(STEP, 1) == (STEP[0], STEP[-1])
