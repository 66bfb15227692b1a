"""Corners, sides, places on sides and styles that a person has set."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.canvas.layout import Layout
from desktop.canvas.links import heads, link_dash
from desktop.canvas.paths import Route, point_at, share_of
from desktop.canvas.routing import Router
from projects.document import Document
from projects.link_kinds import LINK_KINDS
from projects.records import Link, Node, Settings
from projects.service import make_service


def node(node_id: str, x: int, y: int, service: str = "ec2_instance", **more) -> Node:
    return Node(id=node_id, service=make_service(service), x=x, y=y, label=node_id, **more)


def routed(*records) -> dict[str, Route]:
    return Router(Layout(Document(records))).routes


def one(link: Link, *others) -> Route:
    return routed(node("a", 0, 0), node("b", 600, 400), link, *others)[link.id]


def right_angled(points) -> bool:
    return all(ax == bx or ay == by for (ax, ay), (bx, by) in pairwise(points))


def lies_on(points, at) -> bool:
    return any(
        min(ax, bx) - 0.01 <= at[0] <= max(ax, bx) + 0.01
        and min(ay, by) - 0.01 <= at[1] <= max(ay, by) + 0.01
        for (ax, ay), (bx, by) in pairwise(points)
    )


def drawn(waypoints) -> list[tuple[float, float]]:
    return [(x + 0.5, y + 0.5) for x, y in waypoints]


corner = st.tuples(st.integers(-300, 900), st.integers(-300, 700))


@settings(max_examples=80, deadline=None)
@given(st.lists(corner, min_size=1, max_size=5))
def test_a_line_passes_through_its_corners_in_order_at_right_angles(waypoints):
    points = one(Link(id="l", source="a", target="b", waypoints=tuple(waypoints))).points
    assert right_angled(points)
    left = list(points)
    for at in drawn(waypoints):
        while not lies_on(left[:2], at):
            left.pop(0)
            assert len(left) >= 2, f"{at} is not on the line after the corners before it"
        left[0] = at


def test_corners_stay_where_they_were_put_when_an_end_moves():
    waypoints = ((200, 100), (200, 300), (450, 300))
    link = Link(id="l", source="a", target="b", waypoints=waypoints)
    document = Document([node("a", 0, 0), node("b", 600, 400), link])
    layout = Layout(document)
    router = Router(layout)
    layout.shift(["b"], 120, -40)
    router.update(["b"])
    assert all(lies_on(router.routes["l"].points, at) for at in drawn(waypoints))


def test_corners_stay_while_both_ends_are_dragged():
    waypoints = ((200, 100), (200, 300))
    document = Document(
        [node("a", 0, 0), node("b", 600, 400), Link(id="l", source="a", target="b", waypoints=waypoints)]
    )
    layout = Layout(document)
    router = Router(layout)
    layout.shift(["a", "b"], 40, 40)
    router.update(["a", "b"], shifts={"a": (40, 40), "b": (40, 40)})
    assert all(lies_on(router.routes["l"].points, at) for at in drawn(waypoints))


def test_corners_are_not_moved_to_make_room_for_other_lines():
    waypoints = ((300, 32), (300, 432))
    by_hand = Link(id="l", source="a", target="b", waypoints=waypoints)
    crowd = [Link(id=f"m{i}", source="a", target="b", kind=f"k{i}") for i in range(4)]
    assert all(lies_on(one(by_hand, *crowd).points, at) for at in drawn(waypoints))


def test_a_corner_in_line_with_an_end_makes_no_step():
    points = one(Link(id="l", source="a", target="b", waypoints=((300, 40), (300, 425)))).points
    assert len(points) == 4


@pytest.mark.parametrize(("offset", "y"), [(0.25, 16.5), (0.5, 32.5), (0.75, 48.5)])
def test_a_line_leaves_from_the_place_on_its_side_where_it_was_put(offset, y):
    link = Link(id="l", source="a", target="b", source_side="right", source_offset=offset)
    crowd = [Link(id=f"m{i}", source="a", target="b", kind=f"k{i}", source_side="right") for i in range(2)]
    assert one(link, *crowd).points[0] == (67.5, y)


def test_places_on_both_sides_are_kept_where_a_search_is_needed():
    wall = [node(f"w{i}", 280, i * 110 - 220) for i in range(7)]
    fixed = {"source_side": "right", "source_offset": 0.2, "target_side": "left", "target_offset": 0.9}
    points = one(Link(id="l", source="a", target="b", **fixed), *wall).points
    assert points[0] == (67.5, 12.5)
    assert points[-1] == (597.5, 457.5)


# straight


def straight(**more) -> Link:
    return Link(id="l", source="a", target="b", routing="straight", **more)


def test_a_straight_line_has_one_leg_between_the_outlines():
    (ax, ay), (bx, by) = one(straight()).points
    assert ax == pytest.approx(67) or ay > 64
    assert bx < 600 or by < 400
    slope = (by - ay) / (bx - ax)
    assert slope == pytest.approx(400 / 600, abs=0.02)


def test_a_straight_line_downwards_begins_below_the_label():
    points = routed(node("a", 0, 0), node("b", 0, 400), straight())["l"].points
    assert points[0][1] > 64 + 15


def test_straight_lines_between_the_same_two_ends_lie_side_by_side():
    links = [straight(), Link(id="m", source="b", target="a", routing="straight"), straight(kind="x")]
    links[2] = links[2].model_copy(update={"id": "n"})
    found = routed(node("a", 0, 0), node("b", 600, 0), *links)
    levels = sorted(route.points[0][1] for route in found.values())
    assert min(b - a for a, b in pairwise(levels)) > 8


def test_a_straight_line_goes_through_its_corners():
    points = one(straight(waypoints=((100, 300), (500, 100)))).points
    assert points[1:3] == ((100.5, 300.5), (500.5, 100.5))
    assert len(points) == 4


def test_a_straight_line_to_a_container_ends_on_its_frame():
    vpc = Node(id="b", service=make_service("vpc"), x=400, y=-200, width=300, height=500)
    points = routed(node("a", 0, 0), vpc, straight())["l"].points
    assert points[-1][0] == pytest.approx(400)
    assert points[0][1] == pytest.approx(points[-1][1])


def test_the_project_says_how_links_are_led_that_say_nothing():
    link = Link(id="l", source="a", target="b")
    assert len(one(link, Settings(link_routing="straight")).points) == 2
    assert one(link, Settings(link_routing="curved")).curve
    own = link.model_copy(update={"routing": "orthogonal"})
    assert right_angled(one(own, Settings(link_routing="curved")).points)


# curved


def curved(**more) -> Link:
    return Link(id="l", source="a", target="b", routing="curved", **more)


def test_a_curve_leaves_and_enters_straight_out_of_the_sides():
    route = one(curved(source_side="right", target_side="top"))
    first, second, *_, before, last = route.curve
    assert second[1] == first[1] and second[0] > first[0]
    assert before[0] == last[0] and before[1] < last[1]


def test_a_curve_passes_through_its_corners():
    waypoints = ((200, 300), (400, 100))
    route = one(curved(waypoints=waypoints))
    assert route.curve[3:-1:3] == tuple(drawn(waypoints))
    assert len(route.curve) == 10


def test_the_points_of_a_curve_lie_close_enough_to_stand_for_it():
    route = one(curved())
    assert route.points[0] == route.curve[0]
    assert route.points[-1] == route.curve[-1]
    assert max(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(route.points)) < 40


def test_heads_point_along_the_last_piece_of_a_line():
    link = curved(source_side="right", target_side="left")
    route = one(link)
    ((left, tip, right),) = heads(link, route.curve)
    assert tip == route.curve[-1]
    assert left[0] == right[0] < tip[0]
    slanting = straight()
    (points,) = [one(slanting).points]
    ((left, tip, right),) = heads(slanting, points)
    middle = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
    cross = (tip[0] - middle[0]) * (points[1][1] - points[0][1]) - (tip[1] - middle[1]) * (
        points[1][0] - points[0][0]
    )
    assert cross == pytest.approx(0, abs=1e-6)


# lines and heads


@pytest.mark.parametrize("kind", ["attach", "peer", "vpn", "dx"])
def test_attachments_and_connections_of_networks_are_plain_lines_without_heads(kind):
    link = Link(id="l", source="a", target="b", kind=kind)
    assert link_dash(link) == ()
    assert heads(link, ((0, 0), (10, 0))) == []


@pytest.mark.parametrize("kind", ["event", "subscribe", "deliver", "replicate", "dlq", "alarm"])
def test_what_runs_asynchronously_is_dashed(kind):
    assert LINK_KINDS[kind].dashed
    assert link_dash(Link(id="l", source="a", target="b", kind=kind))


def test_the_line_that_a_link_says_is_drawn_whatever_its_kind():
    assert link_dash(Link(id="l", source="a", target="b", kind="event", line="solid")) == ()
    dotted = link_dash(Link(id="l", source="a", target="b", line="dotted"))
    dashed = link_dash(Link(id="l", source="a", target="b", line="dashed"))
    assert dotted and dashed and dotted != dashed


@given(st.floats(0, 1))
def test_a_share_of_a_path_is_found_again_from_its_point(share):
    path = ((0.0, 0.0), (100.0, 0.0), (100.0, 80.0), (300.0, 80.0))
    assert share_of(path, point_at(path, share)) == pytest.approx(share, abs=1e-9)
