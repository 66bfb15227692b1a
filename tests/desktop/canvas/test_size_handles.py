"""Which handles resize something, at every zoom."""

from __future__ import annotations

import pytest

from desktop.canvas.size_handles import HANDLES, handle_near, handles_for, resizable
from projects.records import Note


def test_a_large_frame_has_a_handle_at_every_corner_and_side():
    assert handles_for((400, 300), 1.0) == HANDLES


def test_a_side_that_is_short_on_the_screen_has_none_in_its_middle():
    assert set(handles_for((400, 40), 0.5)) == {"nw", "n", "ne", "se", "s", "sw"}
    assert set(handles_for((40, 40), 0.5)) == {"nw", "ne", "se", "sw"}


@pytest.mark.parametrize("zoom", [0.1, 0.5, 1.0, 4.0])
def test_the_middle_of_anything_is_free_to_drag_it_by(zoom):
    for size in ((24, 24), (160, 48), (400, 300)):
        assert handle_near(size, size[0] / 2, size[1] / 2, zoom) is None


@pytest.mark.parametrize("zoom", [0.1, 1.0, 4.0])
def test_every_handle_is_taken_hold_of_where_it_is_drawn(zoom):
    for name, (fx, fy) in handles_for((160, 96), zoom).items():
        assert handle_near((160, 96), 160 * fx, 96 * fy, zoom) == name


def test_a_numbered_step_has_no_handles_and_a_remark_has():
    assert not resizable(Note(id="s", kind="step", text="1"))
    assert not resizable(Note(id="t", text="Remark", locked=True))
    assert resizable(Note(id="t", text="Remark"))


def test_the_icon_in_the_middle_of_a_groups_upper_edge_is_no_handle():
    assert set(handles_for((400, 300), 1.0, held_at_top=True)) == HANDLES.keys() - {"n"}
    assert handle_near((400, 300), 200, 0, 1.0, held_at_top=True) is None
