"""Labels of links stand on their own lines and over nothing else; lines in one channel stand apart."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.canvas.layout import Layout
from desktop.canvas.links import heads, label_spot, link_label_lines, link_label_size
from desktop.canvas.paths import Route, point_at
from desktop.canvas.primitives import Box
from desktop.canvas.routing import Router
from desktop.canvas.shapes import header_box, label_box
from projects.document import Document
from projects.records import Link, Node, Note
from projects.service import make_service


def node(node_id: str, x: int, y: int, service: str = "ec2_instance", **more) -> Node:
    return Node(id=node_id, service=make_service(service), x=x, y=y, label=node_id, **more)


def routed(*records) -> dict[str, Route]:
    return Router(Layout(Document(records))).routes


def plate(link: Link, route: Route) -> Box:
    wide, high = link_label_size(link, route.label_width) or (0.0, 0.0)
    x, y = label_spot(route)
    return Box(x - wide / 2, y - high / 2, wide, high)


def box_of(points) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def on_line(route: Route) -> bool:
    x, y = label_spot(route)
    return any(
        min(ax, bx) - 1 <= x <= max(ax, bx) + 1 and min(ay, by) - 1 <= y <= max(ay, by) + 1
        for (ax, ay), (bx, by) in pairwise(route.points)
    )


grid = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=3, max_size=10, unique=True)
pairs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8, unique=True)


@settings(max_examples=40, deadline=None)
@given(grid, pairs)
def test_labels_stand_on_their_lines_and_over_no_icon_text_head_or_other_label(at, joined):
    nodes = [node(f"n{i}", x * 240, y * 200) for i, (x, y) in enumerate(at)]
    links = [
        Link(id=f"l{i}", source=f"n{a}", target=f"n{b}", label="HTTPS 443")
        for i, (a, b) in enumerate(joined)
        if a < b < len(nodes)
    ]
    found = routed(*nodes, *links)
    plates = {link.id: plate(link, found[link.id]) for link in links}
    for link in links:
        assert on_line(found[link.id])
        for one in nodes:
            assert not plates[link.id].overlaps(Box(one.x, one.y, 64, 64))
            assert not plates[link.id].overlaps(label_box(one).moved(one.x, one.y))
        for other in links:
            for head in heads(other, found[other.id].points):
                assert not plates[link.id].overlaps(box_of(head))
    for one, other in combinations(plates.values(), 2):
        assert not one.overlaps(other)


def test_a_label_keeps_clear_of_frames_edges_and_titles():
    vpc = node("vpc", 150, -100, "vpc", width=400, height=300)
    inside = Node(id="b", service=make_service("ec2_instance"), parent="vpc", x=300, y=100, label="b")
    link = Link(id="l", source="a", target="b", label="HTTPS")
    route = routed(node("a", 0, 0), vpc, inside, link)["l"]
    box = plate(link, route)
    assert not box.x <= 150 <= box.right
    assert not box.overlaps(header_box(vpc).moved(150, -100))


def test_a_cost_stands_on_no_arrow_head_and_no_other_cost():
    """The room between a frame's edge and the icon below it is just enough for the head."""
    subnet = node("subnet", 0, 200, "subnet", width=300, height=200)
    below = Node(id="b", service=make_service("rds_instance"), parent="subnet", x=118, y=48, label="b")
    link = Link(id="l", source="a", target="b", gb_per_month=Decimal(10))
    route = routed(node("a", 118, 0), subnet, below, link)["l"]
    x, y = label_spot(route)
    pill = Box(x - 22, y - 8, 44, 16)
    for head in heads(link, route.points):
        assert not pill.overlaps(box_of(head))
    assert not pill.overlaps(Box(118 + 52, 248 - 9, 44, 16))


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9])
def test_a_label_stands_where_it_was_put(share):
    link = Link(id="l", source="a", target="b", label="here", label_at=share)
    route = routed(node("a", 0, 0), node("b", 500, 300), link)["l"]
    assert label_spot(route) == pytest.approx(point_at(route.points, share), abs=1)


@pytest.mark.parametrize("routing", ["straight", "curved"])
def test_labels_of_slanting_and_curved_lines_stand_on_them_and_apart(routing):
    links = [
        Link(id=f"l{i}", source=a, target=b, label="crossing", routing=routing)
        for i, (a, b) in enumerate((("a", "d"), ("b", "c")))
    ]
    corners = [node(n, x, y) for n, x, y in (("a", 0, 0), ("b", 600, 0), ("c", 0, 400), ("d", 600, 400))]
    found = routed(*corners, *links)
    one, other = (plate(link, found[link.id]) for link in links)
    assert not one.overlaps(other)


def test_a_label_without_room_is_broken_or_cut_rather_than_laid_over_something():
    link = Link(id="l", source="a", target="b", label="a rather long label for so short a line")
    fixed = link.model_copy(update={"source_side": "right", "target_side": "left"})
    route = routed(node("a", 0, 0), node("b", 170, 0), fixed)["l"]
    box = plate(fixed, route)
    assert route.label_width < 150
    assert len(link_label_lines(fixed, route.label_width)) == 2
    assert box.x >= 64 and box.right <= 170


# spreading


def test_lines_from_one_side_do_not_lie_on_one_another():
    targets = [node(f"t{i}", 400, (i - 2) * 160) for i in range(5)]
    links = [Link(id=f"l{i}", source="a", target=f"t{i}", kind=f"k{i}") for i in range(5)]
    found = routed(node("a", 0, 0), *targets, *links)
    legs = [
        (ax, min(ay, by), max(ay, by))
        for route in found.values()
        for (ax, ay), (bx, by) in pairwise(route.points)
        if ax == bx
    ]
    for (x, low, high), (u, under, over) in combinations(legs, 2):
        if min(high, over) - max(low, under) > 12:
            assert abs(x - u) >= 4


def test_lines_from_one_side_do_not_cross():
    targets = [node(f"t{i}", 400, (i - 2) * 160) for i in range(5)]
    links = [Link(id=f"l{i}", source="a", target=f"t{i}", kind=f"k{i}") for i in range(5)]
    found = routed(node("a", 0, 0), *targets, *links)
    for one, other in combinations(found.values(), 2):
        assert crossings(one.points, other.points) == 0


def crossings(one, other) -> int:
    total = 0
    for (ax, ay), (bx, by) in pairwise(one):
        for (cx, cy), (dx, dy) in pairwise(other):
            if ay == by and cx == dx:
                total += min(ax, bx) < cx < max(ax, bx) and min(cy, dy) < ay < max(cy, dy)
            elif ax == bx and cy == dy:
                total += min(cx, dx) < ax < max(cx, dx) and min(ay, by) < cy < max(ay, by)
    return total


def test_a_line_keeps_off_the_edges_of_frames_it_runs_beside():
    subnet = node("subnet", 200, -300, "subnet", width=120, height=700)
    ends = [node("a", 0, -200), node("b", 500, 300)]
    points = routed(*ends, subnet, Link(id="l", source="a", target="b"))["l"].points
    for (ax, ay), (bx, by) in list(pairwise(points))[1:-1]:
        if ax == bx and abs(by - ay) > 20:
            assert min(abs(ax - 200), abs(ax - 320)) >= 8


def test_a_line_goes_round_a_frames_title():
    title = "A group with a title that is rather wide"
    group = Node(
        id="g", service=make_service("generic_group"), x=-60, y=200, width=400, height=240, label=title
    )
    inner = Node(id="b", service=make_service("ec2_instance"), parent="g", x=168, y=90, label="b")
    points = routed(node("a", 108, 0), group, inner, Link(id="l", source="a", target="b"))["l"].points
    box = header_box(group).moved(-60, 200)
    for (ax, ay), (bx, by) in pairwise(points):
        leg = Box(min(ax, bx), min(ay, by), abs(bx - ax), abs(by - ay))
        assert not leg.overlaps(box)


@pytest.mark.parametrize("share", [0.4, 0.5, 0.6])
def test_a_label_stands_beside_the_step_that_rides_on_its_line(share):
    link = Link(id="l", source="a", target="b", label="HTTPS")
    step = Note(id="s", kind="step", text="1", anchor="l", anchor_at=share, width=24, height=24)
    route = routed(node("a", 0, 0), node("b", 400, 0), link, step)["l"]
    x, y = point_at(route.points, share)
    assert not plate(link, route).overlaps(Box(x - 12, y - 12, 24, 24))
    assert on_line(route)
