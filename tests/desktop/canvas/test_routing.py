"""Routes: right-angled, from side to side, around what is in the way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.canvas.layout import Layout
from desktop.canvas.routing import PLAIN_FROM, Router
from projects.document import Document
from projects.records import Link, Node, Side
from projects.service import make_service


def node(node_id: str, x: int, y: int) -> Node:
    return Node(id=node_id, service=make_service("ec2_instance"), x=x, y=y, label=node_id)


def routes(*records: Node | Link) -> dict[str, tuple[tuple[float, float], ...]]:
    found = Router(Layout(Document(records))).routes
    return {link_id: route.points for link_id, route in found.items()}


def right_angled(points) -> bool:
    return all(ax == bx or ay == by for (ax, ay), (bx, by) in zip(points, points[1:], strict=False))


def test_nodes_in_line_are_joined_by_one_straight_leg():
    (points,) = routes(node("a", 0, 0), node("b", 300, 0), Link(id="l", source="a", target="b")).values()
    assert len(points) == 2
    assert points[0][1] == points[1][1]


def test_nodes_nearly_in_line_are_joined_by_a_straight_leg_too():
    (points,) = routes(node("a", 0, 0), node("b", 300, 8), Link(id="l", source="a", target="b")).values()
    assert len(points) == 2


@pytest.mark.parametrize("x", [-400, -120, -40, 0, 40, 120, 400])
@pytest.mark.parametrize("y", [-400, -150, 0, 150, 400])
def test_every_leg_is_level_or_upright_wherever_the_ends_are(x, y):
    if (x, y) == (0, 0):
        return
    (points,) = routes(node("a", 0, 0), node("b", x, y), Link(id="l", source="a", target="b")).values()
    assert right_angled(points)
    assert len(points) <= 6


SIDES: tuple[Side, ...] = ("top", "right", "bottom", "left")


@pytest.mark.parametrize("leaving", SIDES)
@pytest.mark.parametrize("entering", SIDES)
def test_given_sides_are_kept(leaving, entering):
    link = Link(id="l", source="a", target="b", source_side=leaving, target_side=entering)
    (points,) = routes(node("a", 0, 0), node("b", 400, 300), link).values()
    assert right_angled(points)
    assert _side(points[0], 0, 0) == leaving
    assert _side(points[-1], 400, 300) == entering


def _side(point, x, y) -> str:
    if point[0] < x:
        return "left"
    if point[0] > x + 64:
        return "right"
    return "top" if point[1] < y else "bottom"


def test_a_given_bend_places_the_middle_leg():
    def middle(bend):
        link = Link(id="l", source="a", target="b", bend=bend)
        (points,) = routes(node("a", 0, 0), node("b", 400, 100), link).values()
        return points[1][0]

    assert middle(0.25) < middle(0.5) < middle(0.75)
    assert abs(middle(0.5) - 232) < 3


def test_a_line_goes_around_an_icon_that_stands_in_between():
    link = Link(id="l", source="a", target="b")
    (points,) = routes(node("a", 0, 0), node("b", 600, 0), node("between", 300, 0), link).values()
    for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
        crosses = min(ax, bx) < 364 and max(ax, bx) > 300 and min(ay, by) < 64 and max(ay, by) > 0
        assert not crosses


def test_lines_that_share_a_side_are_spread_in_the_order_of_their_ends():
    found = routes(
        node("a", 0, 200),
        node("upper", 300, 0),
        node("middle", 300, 200),
        node("lower", 300, 400),
        *(Link(id=f"to_{name}", source="a", target=name) for name in ("lower", "upper", "middle")),
    )
    starts = [found[f"to_{name}"][0] for name in ("upper", "middle", "lower")]
    assert len({x for x, _ in starts}) == 1
    assert starts[0][1] < starts[1][1] < starts[2][1]


def test_a_line_leaves_the_foot_of_an_icon_below_its_label():
    link = Link(id="l", source="a", target="b")
    (points,) = routes(node("a", 0, 0), node("b", 0, 300), link).values()
    assert points[0][1] > 64 + 15


def test_a_route_follows_only_the_link_it_belongs_to():
    document = Document(
        [
            *(node("a", 0, 0), node("b", 300, 0), node("c", 0, 600), node("d", 300, 600)),
            Link(id="ab", source="a", target="b"),
            Link(id="cd", source="c", target="d"),
        ]
    )
    layout = Layout(document)
    router = Router(layout)
    before = dict(router.routes)
    layout.shift(["b"], 40, 160)
    changed = router.update(["b"])
    assert "ab" in changed
    assert router.routes["ab"] != before["ab"]
    assert router.routes["cd"] == before["cd"]


def test_a_link_whose_end_is_missing_has_no_route():
    assert routes(node("a", 0, 0), Link(id="l", source="a", target="gone")) == {}


def test_a_very_large_drawing_is_routed_plainly():
    nodes = [node(f"n{i}", (i % 60) * 140, i // 60 * 140) for i in range(200)]
    links = [
        Link(id=f"l{i}", source=f"n{i % 200}", target=f"n{(i * 7 + 1) % 200}", kind=f"k{i}")
        for i in range(PLAIN_FROM + 1)
        if i % 200 != (i * 7 + 1) % 200
    ]
    extra = [
        Link(id=f"x{i}", source="n0", target="n1", kind=f"x{i}") for i in range(PLAIN_FROM + 1 - len(links))
    ]
    found = routes(*nodes, *links, *extra)
    assert len(found) > PLAIN_FROM
    assert all(right_angled(points) for points in found.values())


@settings(max_examples=80, deadline=None)
@given(st.integers(-60, 60), st.integers(-60, 60), st.sampled_from([(320, 160), (96, 64), (800, 480)]))
def test_a_line_to_a_frame_ends_on_its_edge(x: int, y: int, size: tuple[int, int]) -> None:
    frame = Node(id="f", service=make_service("vpc"), x=8 * x, y=8 * y, width=size[0], height=size[1])
    link = Link(id="l", source="a", target="f", kind="attach")
    end = routes(node("a", 0, 0), frame, link)["l"][-1]
    left, top = frame.x - 1, frame.y - 1
    assert left <= end[0] <= left + size[0] + 2 and top <= end[1] <= top + size[1] + 2
