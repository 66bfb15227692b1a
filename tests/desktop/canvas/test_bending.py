"""Lines bent by hand: live, on the grid, kept where they were put, and reset."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.canvas.gestures.bend import BendCorner, BendLeg, corner_for
from desktop.canvas.legs import alike
from desktop.canvas.line_clicks import double_clicked
from desktop.canvas.link_handles import stops
from desktop.canvas.links import label_spot
from projects import linking
from projects.document import records_by_id
from projects.geometry import GRID
from projects.records import MOST_CORNERS, Link, Node
from projects.service import make_service

CTRL = Qt.KeyboardModifier.ControlModifier


def link(canvas, link_id: str = "query") -> Link:
    found = canvas.editor.document.get(link_id)
    assert isinstance(found, Link)
    return found


def points(canvas, link_id: str = "query") -> tuple[tuple[float, float], ...]:
    return canvas.mirror.router.routes[link_id].points


def middle(a: tuple[float, float], b: tuple[float, float], share: float = 0.5) -> tuple[float, float]:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def clear(canvas, line: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    """A point on a line from its first corner to its last, away from its label and its handles."""
    spot = label_spot(canvas.mirror.router.routes["query"])
    parts = (middle(line[0], line[-1], share) for share in (0.1, 0.3, 0.7, 0.9))
    return max(parts, key=lambda at: abs(at[0] - spot[0]) + abs(at[1] - spot[1]))


def select(canvas, link_id: str = "query") -> None:
    canvas.editor.select((link_id,))


@pytest.fixture
def stepped(canvas) -> None:
    """The database is lower, so that the line to it has a step: three legs, the middle one upright."""
    with canvas.editor.edit("Lower") as draft:
        node = draft.node("database")
        draft.put(node.model_copy(update={"y": 168}))
    canvas.editor.undo_stack.clear()
    canvas.editor.select(("query",))
    assert len(points(canvas)) == 4
    assert points(canvas)[1][0] == points(canvas)[2][0]


def bend(canvas, hand, leg: int, dx: float, dy: float, share: float = 0.8) -> None:
    start = middle(*points(canvas)[leg : leg + 2], share)
    hand.drag(start, (start[0] + dx, start[1] + dy))


def test_a_dragged_leg_goes_along_on_the_grid_and_stays_there(canvas, hand, stepped):
    before = points(canvas)
    bend(canvas, hand, 1, 43, 30)
    x = points(canvas)[1][0]
    assert (x - 0.5) % GRID == 0
    assert abs(x - (before[1][0] + 43)) <= GRID / 2 + 1
    assert [p[1] for p in points(canvas)] == [p[1] for p in before]
    assert link(canvas).waypoints
    assert canvas.editor.undo_stack.undoText() == "Bend the line"
    canvas.editor.undo_stack.undo()
    assert points(canvas) == before
    assert not linking.is_by_hand(link(canvas))


def test_a_leg_follows_the_pointer_while_the_document_stays_as_it_was(canvas, hand, stepped):
    records = records_by_id(canvas.editor.document)
    a, b = points(canvas)[1:3]
    hand.begin_drag(middle(a, b, 0.8), (a[0] + 40, b[1]))
    item = canvas.mirror.items_by_id["query"]
    shown = [item.mapToScene(*p).x() for p in item.route.points]
    assert abs(shown[1] - (a[0] + 40)) <= GRID / 2 + 1
    assert records_by_id(canvas.editor.document) == records
    hand.key(Qt.Key.Key_Escape)
    assert [item.mapToScene(*p).toTuple() for p in item.route.points] == list(points(canvas))
    assert canvas.editor.undo_stack.count() == 0


def test_with_ctrl_a_leg_leaves_the_grid(canvas, hand, stepped):
    a, b = points(canvas)[1:3]
    start = middle(a, b, 0.8)
    hand.press(*start)
    hand.move(start[0] + 20, start[1])
    hand.release(start[0] + 27, start[1], CTRL)
    assert points(canvas)[1][0] == pytest.approx(a[0] + 27, abs=1)


def test_a_bent_leg_stays_where_it_was_put_when_nodes_move(canvas, hand, stepped):
    bend(canvas, hand, 1, 40, 0)
    x = points(canvas)[1][0]
    with canvas.editor.edit("Move") as draft:
        node = draft.node("database")
        draft.put(node.model_copy(update={"y": node.y - 48}))
        web = draft.node("web")
        draft.put(web.model_copy(update={"x": web.x - 16}))
    assert x in [p[0] for p in points(canvas)]
    for a, b in zip(points(canvas), points(canvas)[1:], strict=False):
        assert a[0] == b[0] or a[1] == b[1]


def test_a_container_takes_the_corners_of_the_links_in_it_along(canvas, hand, stepped):
    bend(canvas, hand, 1, 40, 0)
    before = points(canvas)
    vpc = canvas.mirror.layout.rects["vpc"]
    hand.drag((vpc.x + 12, vpc.y + 12), (vpc.x + 12, vpc.y + 12 + 64))
    shift = canvas.mirror.layout.rects["vpc"].y - vpc.y
    assert shift > 32
    assert points(canvas) == tuple((x, y + shift) for x, y in before)


def test_dragging_the_first_leg_slides_the_line_along_the_nodes_side(canvas, hand, stepped):
    a, b = points(canvas)[:2]
    bend(canvas, hand, 0, 0, -17)
    assert points(canvas)[0][1] == pytest.approx(a[1] - 16, abs=1)
    assert link(canvas).source_side == "right"
    rect = canvas.mirror.layout.rects["web"]
    assert link(canvas).source_offset == pytest.approx(
        (points(canvas)[0][1] - rect.y) / rect.height, abs=0.03
    )
    assert link(canvas).target_offset is None


def test_past_the_corner_of_its_node_a_line_leaves_from_the_next_side(canvas, hand, stepped):
    rect = canvas.mirror.layout.rects["web"]
    a, b = points(canvas)[:2]
    start = middle(a, b, 0.8)
    hand.drag(start, (start[0], rect.y - 40))
    assert link(canvas).source_side == "top"
    assert points(canvas)[0][1] < rect.y
    assert any(abs(p[1] - (rect.y - 40)) <= GRID for p in points(canvas))


def test_a_straight_line_is_bent_by_sliding_both_its_ends(canvas, hand):
    select(canvas)
    assert len(points(canvas)) == 2
    before = points(canvas)
    bend(canvas, hand, 0, 0, 16)
    assert [y for _, y in points(canvas)] == [y + 16 for _, y in before]
    assert link(canvas).source_offset == link(canvas).target_offset is not None


def test_legs_dragged_into_line_with_their_neighbours_merge(canvas, hand):
    select(canvas)
    a, b = points(canvas)
    corners = ((440, 100), (440, 160), (560, 160), (560, 100))
    corners = tuple((x, int(a[1])) if y == 100 else (x, int(a[1]) + 60) for x, y in corners)
    with canvas.editor.edit("Bend") as draft:
        draft.put(linking.bent(link(canvas), corners))
    assert len(points(canvas)) == 6
    select(canvas, "query")
    low = points(canvas)[2][1]
    start = middle(*points(canvas)[2:4], 0.8)
    hand.drag(start, (start[0], start[1] - (low - a[1]) + 4))
    assert len(points(canvas)) == 2
    assert link(canvas).waypoints == ()


def test_a_double_click_adds_a_corner_whose_halves_can_be_pulled_apart(canvas, hand):
    select(canvas)
    before = points(canvas)
    at = clear(canvas, before)
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=hand.point(*at))
    assert canvas.naming.editor is None
    assert points(canvas) == before
    assert len(link(canvas).waypoints) == 2
    assert canvas.editor.undo_stack.undoText() == "Add a corner"
    start = middle(at, before[1] if at[0] < middle(*before)[0] else before[0], 0.2)
    hand.drag(start, (start[0], start[1] + 24))
    assert len(points(canvas)) == 4
    assert abs(points(canvas)[1][0] - at[0]) <= GRID


def test_a_line_with_as_many_corners_as_a_file_keeps_gets_no_more(canvas):
    first, last = points(canvas)[0], points(canvas)[-1]
    along = [middle(first, last, (i + 1) / (MOST_CORNERS + 1)) for i in range(MOST_CORNERS)]
    with canvas.editor.edit("Bend") as draft:
        corners = tuple((round(x), round(y) + 40 * (i % 2)) for i, (x, y) in enumerate(along))
        draft.put(link(canvas).model_copy(update={"waypoints": corners, "routing": "straight"}))
    said: list[str] = []
    canvas.message.connect(said.append)
    x, y = points(canvas)[-1]
    double_clicked(canvas, "query", QPointF(x - 2, y - 60))
    assert link(canvas).waypoints == corners
    assert said == ["A line keeps 200 corners at the most."]


def test_a_double_click_on_a_corner_takes_it_out(canvas, hand):
    select(canvas)
    before = points(canvas)
    at = hand.point(*clear(canvas, before))
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    x, y = link(canvas).waypoints[0]
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=hand.point(x, y))
    assert link(canvas).waypoints == ()
    assert points(canvas) == before


def test_a_double_click_on_a_real_corner_makes_the_line_plainer(canvas, hand, stepped):
    bend(canvas, hand, 1, 40, 0)
    x, y = points(canvas)[1]
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=hand.point(x, y))
    assert link(canvas).waypoints == ()


def test_a_double_click_on_a_label_renames_it(canvas, hand):
    spot = label_spot(canvas.mirror.router.routes["query"])
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=hand.point(*spot))
    assert canvas.naming.editor is not None
    assert canvas.naming.editor.toPlainText() == "SQL"
    canvas.naming.editor.cancel()


@pytest.mark.parametrize("routing", ["straight", "curved"])
def test_a_straight_or_curved_line_is_bent_anywhere(canvas, hand, routing):
    with canvas.editor.edit("Lead") as draft:
        draft.put(link(canvas).model_copy(update={"routing": routing}))
    select(canvas)
    before = points(canvas)
    start = clear(canvas, before)
    hand.drag(start, (start[0], start[1] + 64))
    assert len(link(canvas).waypoints) == 1
    ((x, y),) = link(canvas).waypoints
    assert (x % GRID, y % GRID) == (0, 0)
    assert abs(y - (start[1] + 64)) <= GRID
    # A second corner, then the first is dragged on, then taken out by straightening the line.
    hand.drag((x, y), (x + 32, y + 16))
    assert link(canvas).waypoints == ((x + 32, y + 16),)
    hand.drag((x + 32, y + 16), middle(points(canvas)[0], points(canvas)[-1], 0.4))
    assert link(canvas).waypoints == ()


def test_a_label_is_dragged_along_its_line(canvas, hand):
    route = canvas.mirror.router.routes["query"]
    spot = label_spot(route)
    a, b = route.points[0], route.points[-1]
    hand.drag(spot, (a[0] + (b[0] - a[0]) * 0.2, spot[1] + 30))
    assert link(canvas).label_at == pytest.approx(0.2, abs=0.03)
    moved = label_spot(canvas.mirror.router.routes["query"])
    assert moved[0] == pytest.approx(a[0] + (b[0] - a[0]) * 0.2, abs=4)
    assert moved[1] == pytest.approx(spot[1], abs=2)
    assert canvas.editor.undo_stack.count() == 1
    canvas.editor.undo_stack.undo()
    assert link(canvas).label_at is None


def test_a_click_on_a_label_selects_the_link_and_moves_nothing(canvas, hand):
    hand.click(*label_spot(canvas.mirror.router.routes["query"]))
    assert canvas.editor.selection == ("query",)
    assert canvas.editor.undo_stack.count() == 0


def test_the_cursor_tells_which_way_a_leg_goes(canvas, hand, stepped):
    cursor = canvas.viewport().cursor
    hand.move(*middle(*points(canvas)[1:3], 0.8))
    assert cursor().shape() == Qt.CursorShape.SizeHorCursor
    hand.move(*middle(*points(canvas)[0:2], 0.8))
    assert cursor().shape() == Qt.CursorShape.SizeVerCursor
    hand.move(*points(canvas)[0])
    assert cursor().shape() == Qt.CursorShape.CrossCursor
    hand.move(1150, 690)
    assert cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_line_that_is_not_selected_is_not_bent(canvas, hand, stepped):
    canvas.editor.select(())
    bend(canvas, hand, 1, 40, 0)
    assert not link(canvas).waypoints
    assert canvas.editor.selection == ("query",)


def test_a_leg_has_a_handle_where_there_is_room_for_one(canvas, stepped):
    held = len(canvas.decorations._handles)
    assert held == 2 + 3
    canvas.set_zoom(0.15)
    QApplication.processEvents()
    assert 2 <= len(canvas.decorations._handles) < held


def test_bending_leaves_no_decorations_behind(canvas, hand, stepped):
    count = len(canvas.mirror.items())
    start = middle(*points(canvas)[1:3], 0.8)
    hand.begin_drag(start, (start[0] + 50, start[1]))
    assert isinstance(canvas.pointer.gesture, BendLeg)
    hand.key(Qt.Key.Key_Escape)
    hand.release(*start)
    assert len(canvas.mirror.items()) == count


def test_a_bent_line_around_other_links_of_its_node_stays_where_it_was_put(canvas, hand, stepped):
    with canvas.editor.edit("Add") as draft:
        draft.put(
            Node(id="cache", service=make_service("elasticache_cluster"), parent="subnet_b", x=88, y=40)
        )
        draft.put(Link(id="cached", source="web", target="cache"))
    select(canvas)
    bend(canvas, hand, 1, 24, 0)
    x = points(canvas)[1][0]
    assert (x - 0.5) % GRID == 0
    assert link(canvas).waypoints


SAMPLES = sorted((Path(__file__).resolve().parents[3] / "projects" / "samples").glob("*.blueprice"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("routing", ["orthogonal", "straight", "curved"])
def test_what_is_shown_while_a_line_is_bent_is_what_it_becomes(canvas, sample, routing):
    canvas.editor.open(sample)
    with canvas.editor.edit("Lead") as draft:
        draft.put(draft.document.settings.model_copy(update={"link_routing": routing}))
    chance = Random(7)
    for _ in range(12):
        chosen = chance.choice(sorted(link.id for link in canvas.editor.document.links()))
        item = canvas.mirror.items_by_id[chosen]
        row = stops(canvas.mirror, item)
        leg = chance.randrange(len(row) - 1)
        a, b = (item.mapToScene(*stop) for stop in row[leg : leg + 2])
        at = (a + b) / 2
        if routing == "orthogonal":
            gesture = BendLeg(canvas, chosen, leg)
        else:
            place = corner_for(canvas, chosen, at)
            gesture = BendCorner(canvas, chosen, place, (round(at.x()), round(at.y())))
        canvas.pointer.begin(gesture)
        to = at + QPointF(chance.randint(-150, 150), chance.randint(-150, 150))
        canvas.pointer.move_to(to, Qt.KeyboardModifier.NoModifier)
        shown = [item.mapToScene(*point).toTuple() for point in item.route.points]
        canvas.pointer.finish(to, Qt.KeyboardModifier.NoModifier)
        assert alike(tuple(shown), points(canvas, chosen)), chosen
        if routing == "orthogonal":
            line = points(canvas, chosen)
            assert all(p[0] == q[0] or p[1] == q[1] for p, q in zip(line, line[1:], strict=False))
