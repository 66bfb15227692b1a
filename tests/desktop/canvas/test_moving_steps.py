"""Dragging a numbered step onto icons and lines joins it to them; dragging it off frees it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from desktop.canvas.items import LinkItem, NoteItem
from projects import edits
from projects.records import Note

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def step(canvas) -> str:
    """Step 1, on the free canvas above the drawing's right half."""
    return canvas.annotating.add("step", QPointF(700, -40))


def note(canvas, step: str) -> Note:
    found = canvas.editor.document.get(step)
    assert isinstance(found, Note)
    return found


def on_line(canvas, share: float = 0.5) -> tuple[float, float]:
    (ax, ay), (bx, by) = canvas.mirror.router.routes["query"].points[:2]
    return ax + (bx - ax) * share, ay + (by - ay) * share


def lit_lines(canvas) -> list[str]:
    marks = canvas.decorations._loose
    return [mark.parentItem().record.id for mark in marks if isinstance(mark.parentItem(), LinkItem)]


def test_a_step_dropped_on_an_icon_belongs_to_it_and_goes_with_it(canvas, hand, step):
    hand.drag(hand.center(step), hand.center("web"))
    assert note(canvas, step).parent == "web"
    before = canvas.mirror.layout.rects[step]
    with canvas.editor.edit("Move") as draft:
        edits.move(draft, ["web"], 24, 16)
    after = canvas.mirror.layout.rects[step]
    assert (after.x - before.x, after.y - before.y) == (24, 16)


def test_a_step_is_shown_where_it_will_stand_before_it_is_dropped(canvas, hand, step):
    hand.begin_drag(hand.center(step), hand.center("web"))
    item = canvas.mirror.items_by_id[step]
    assert isinstance(item, NoteItem)
    seen = item.scenePos()
    hand.release(*hand.center("web"))
    rect = canvas.mirror.layout.rects[step]
    assert (seen.x(), seen.y()) == (rect.x, rect.y)


def test_a_step_on_a_line_is_shown_at_the_pointer_while_it_is_dragged_off(canvas, hand, step):
    hand.drag(hand.center(step), on_line(canvas))
    hand.begin_drag(hand.center(step), (104, 320))
    item = canvas.mirror.items_by_id[step]
    assert abs(item.scenePos().x() + 14 - 104) <= 8 and abs(item.scenePos().y() + 14 - 320) <= 8
    hand.release(104, 320)


@pytest.mark.parametrize("zoom", [0.3, 1.0, 3.0])
def test_a_selected_step_is_moved_and_not_resized_wherever_it_is_taken(canvas, hand, step, zoom):
    canvas.editor.select((step,))
    canvas.set_zoom(zoom)
    canvas.centerOn(*hand.center(step))
    before, (x, y) = note(canvas, step), hand.center(step)
    hand.drag((x + 10, y), (x + 10 + 60, y + 32))
    after = note(canvas, step)
    assert after.size == before.size
    assert (after.x, after.y) != (before.x, before.y)


def test_a_step_dropped_on_a_line_rides_on_it_where_it_was_dropped(canvas, hand, step):
    x, y = on_line(canvas)
    hand.begin_drag(hand.center(step), (x, y))
    assert lit_lines(canvas) == ["query"]
    hand.release(x, y)
    assert note(canvas, step).anchor == "query"
    at = canvas.mirror.layout.rects[step].center
    assert abs(at[0] - x) <= 4 and abs(at[1] - y) <= 4
    assert lit_lines(canvas) == []


def test_a_step_slides_along_its_line(canvas, hand, step):
    hand.drag(hand.center(step), on_line(canvas, 0.3))
    before = note(canvas, step)
    hand.drag(hand.center(step), on_line(canvas, 0.8))
    after = note(canvas, step)
    assert after.anchor == before.anchor == "query"
    assert after.anchor_at > before.anchor_at


@pytest.mark.parametrize("joined", ["icon", "line"])
def test_a_step_dragged_off_is_free_and_stands_where_it_was_dropped(canvas, hand, step, joined):
    hand.drag(hand.center(step), hand.center("web") if joined == "icon" else on_line(canvas))
    hand.drag(hand.center(step), (104, 320))
    free = note(canvas, step)
    assert (free.parent, free.anchor) == ("region", "")
    x, y = canvas.mirror.layout.rects[step].center
    assert abs(x - 104) <= 8 and abs(y - 320) <= 8


def test_a_step_may_stand_at_any_corner_of_its_icon(canvas, hand, step):
    hand.drag(hand.center(step), hand.center("web"))
    web = canvas.mirror.layout.rects["web"]
    hand.drag(hand.center(step), (web.right + 4, web.y))
    assert note(canvas, step).parent == "web"
    x, y = canvas.mirror.layout.rects[step].center
    assert abs(x - web.right - 4) <= 8 and abs(y - web.y) <= 8


def test_free_placing_joins_a_step_to_nothing(canvas, hand, step):
    at = hand.center("web")
    hand.begin_drag(hand.center(step), at)
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, CTRL, hand.point(*at))
    assert note(canvas, step).parent == "subnet_a"


def test_a_step_dropped_on_another_line_or_icon_changes_over(canvas, hand, step):
    hand.drag(hand.center(step), on_line(canvas))
    hand.drag(hand.center(step), hand.center("database"))
    assert (note(canvas, step).parent, note(canvas, step).anchor) == ("database", "")
    hand.drag(hand.center(step), on_line(canvas))
    assert note(canvas, step).anchor == "query"


@pytest.mark.parametrize("joined", ["icon", "line"])
def test_joining_a_step_is_one_step_to_undo_and_is_called_after_its_number(canvas, hand, step, joined):
    before = note(canvas, step)
    steps = canvas.editor.undo_stack.count()
    hand.drag(hand.center(step), hand.center("web") if joined == "icon" else on_line(canvas))
    assert canvas.editor.undo_stack.count() == steps + 1
    assert canvas.editor.undo_stack.undoText() == "Move step 1"
    canvas.editor.undo_stack.undo()
    assert note(canvas, step) == before


def test_a_cancelled_drag_leaves_the_step_on_its_line(canvas, hand, step):
    hand.drag(hand.center(step), on_line(canvas))
    before, rect = note(canvas, step), canvas.mirror.layout.rects[step]
    hand.begin_drag(hand.center(step), hand.center("web"))
    hand.key(Qt.Key.Key_Escape)
    assert note(canvas, step) == before
    assert canvas.mirror.layout.rects[step] == rect
    item = canvas.mirror.items_by_id[step]
    assert (item.scenePos().x(), item.scenePos().y()) == (rect.x, rect.y)


def test_a_copy_of_a_step_is_joined_and_the_original_stays_on_its_line(canvas, hand, step):
    hand.drag(hand.center(step), on_line(canvas))
    before = note(canvas, step)
    start, end = hand.center(step), hand.center("web")
    hand.press(*start)
    for part in (0.2, 1.0):
        at = hand.point(start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
        QTest.mouseMove(canvas.viewport(), at)
    hand.release(*end, ALT)
    assert note(canvas, step) == before
    (made,) = canvas.editor.selection
    assert made != step
    assert note(canvas, made).parent == "web"


def test_several_steps_keep_their_distance_and_are_joined_to_nothing(canvas, hand, step):
    other = canvas.annotating.add("step", QPointF(760, -40))
    canvas.editor.select((step, other))
    hand.drag(hand.center(step), hand.center("web"))
    assert [note(canvas, i).parent for i in (step, other)] != ["web", "web"]
    one, two = (canvas.mirror.layout.rects[i] for i in (step, other))
    assert two.x - one.x == 60 or abs(two.x - one.x - 60) <= 8
