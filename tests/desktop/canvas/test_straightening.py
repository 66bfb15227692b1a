"""Lines without jogs, between the same sides, and clear of frames that they have nothing to do with."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.canvas.lanes import is_right_angled, legs
from desktop.canvas.layout import Layout
from desktop.canvas.routing import Router
from desktop.canvas.straightening import JOG, without_a_jog
from projects.document import Document
from projects.records import Link, Node
from projects.service import make_service


def icon(node_id: str, x: int, y: int, parent: str | None = None) -> Node:
    return Node(id=node_id, service=make_service("lambda_function"), parent=parent, x=x, y=y)


def frame(node_id: str, x: int, y: int, width: int, height: int, parent: str | None = None) -> Node:
    service = make_service("region" if parent is None else "vpc")
    return Node(id=node_id, service=service, parent=parent, x=x, y=y, width=width, height=height)


def points(*records: Node | Link) -> dict[str, tuple[tuple[float, float], ...]]:
    routes = Router(Layout(Document(records))).routes
    return {link_id: route.points for link_id, route in routes.items()}


steps = st.integers(-400, 400).map(lambda n: n + 0.5)


@st.composite
def stairs(draw: st.DrawFn) -> tuple[tuple[float, float], ...]:
    x, y = draw(steps), draw(steps)
    found = [(x, y)]
    level = draw(st.booleans())
    for step in draw(st.lists(st.integers(-60, 60).filter(bool), min_size=3, max_size=7)):
        x, y = (x + step, y) if level else (x, y + step)
        found.append((x, y))
        level = not level
    return tuple(found)


@settings(max_examples=60, deadline=None)
@given(stairs())
def test_a_line_without_one_of_its_jogs_has_right_angles_and_fewer_corners(path):
    inner = [high - low for _, _, low, high in legs(path)][1:-1]
    ways = list(without_a_jog(path))
    assert bool(ways) == any(extent <= JOG for extent in inner)
    for way in ways:
        assert is_right_angled(way)
        assert len(way) < len(path)


def test_of_several_lines_that_leave_a_side_none_steps_aside_by_a_few_pixels():
    nodes = [icon("a", 0, 100), icon("b", 300, 0), icon("c", 300, 108), icon("d", 300, 240)]
    links = [Link(id=f"a{other}", source="a", target=other) for other in "bcd"]
    for path in points(*nodes, *links).values():
        assert all(high - low > 16 for _, _, low, high in list(legs(path))[1:-1])


def test_the_long_leg_into_a_frame_runs_outside_of_it():
    region = frame("region", 300, 180, 600, 500)
    link = Link(id="l", source="a", target="b", source_side="bottom", target_side="top")
    (path,) = points(icon("a", 0, 0), region, icon("b", 400, 240, "region"), link).values()
    (level,) = (at for is_level, at, _, _ in legs(path) if is_level)
    assert level < region.y


def test_lines_from_a_balancer_to_the_zones_on_both_its_sides_are_mirror_images():
    hub = icon("hub", 400, 0)
    twins = [icon("left", 100, 240), icon("right", 700, 240)]
    links = [Link(id=one.id + "-l", source="hub", target=one.id) for one in twins]
    found = points(hub, *twins, *links)
    middle = 432
    mirrored = [(2 * middle - x, y) for x, y in found["right-l"]]
    assert len(mirrored) == len(found["left-l"])
    for one, other in zip(mirrored, found["left-l"], strict=True):
        assert abs(one[0] - other[0]) <= 2
        assert abs(one[1] - other[1]) <= 2


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5)), min_size=2, max_size=9, unique=True), st.data()
)
def test_a_drawing_led_twice_comes_out_the_same(cells, data):
    nodes = [icon(f"n{i}", 160 * x, 150 * y) for i, (x, y) in enumerate(cells)]
    pairs = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes)).filter(lambda p: p[0].id != p[1].id)
    drawn = data.draw(st.lists(pairs, min_size=1, max_size=10))
    links = [Link(id=f"l{i}", source=a.id, target=b.id) for i, (a, b) in enumerate(drawn)]
    assert points(*nodes, *links) == points(*reversed(nodes), *reversed(links))
