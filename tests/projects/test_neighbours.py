"""What lies next to a node, and where one more would stand."""

from __future__ import annotations

import pytest

from projects.document import Document
from projects.geometry import Rect, footprint
from projects.neighbours import at_hand, free_center, free_center_near, nearest
from projects.records import Node
from projects.service import make_service

WAYS = ("left", "right", "up", "down")


def node(node_id: str, x: int, y: int, service: str = "lambda_function") -> Node:
    return Node(id=node_id, service=make_service(service), x=x, y=y)


def test_what_is_straight_ahead_comes_before_what_is_nearer_but_aside():
    rects = {
        "here": Rect(0, 0, 64, 64),
        "ahead": Rect(300, 0, 64, 64),
        "aside": Rect(150, 200, 64, 64),
    }
    assert nearest(rects, rects["here"], ["ahead", "aside"], "right") == "ahead"
    assert nearest(rects, rects["here"], ["ahead", "aside"], "down") == "aside"
    assert nearest(rects, rects["here"], ["ahead", "aside"], "left") is None


def test_a_node_two_icons_away_is_at_hand_and_one_across_the_drawing_is_not():
    document = Document([node("here", 0, 0), node("near", 144, 8), node("far", -900, 0)])
    here = document.node("here")
    assert at_hand(document, here, "right") == "near"
    assert at_hand(document, here, "left") is None


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("service", ["lambda_function", "vpc"])
def test_a_neighbour_covers_nothing_even_where_others_are_in_the_way(way, service):
    others = [node(f"n{i}", x, y) for i, (x, y) in enumerate([(144, 0), (-144, 0), (0, 130), (0, -130)])]
    document = Document([node("here", 0, 0), *others])
    made = make_service(service)
    size, label = made.size, made.shape != "container"
    x, y = free_center(document, document.node("here"), way, size, label)
    placed = Node(id="new", service=made, x=round(x - size[0] / 2), y=round(y - size[1] / 2))
    assert not any(footprint(placed).overlaps(footprint(other)) for other in document.nodes())
    towards = {"left": x < 0, "right": x > 64, "up": y < 0, "down": y > 64}
    assert towards[way]


def test_a_place_near_a_point_covers_nothing_and_is_the_point_itself_where_that_is_free():
    document = Document([node("here", 0, 0), node("beside", 160, 0)])
    made = make_service("sqs_queue")
    assert free_center_near(document, None, (900.0, 900.0), made) == (900.0, 900.0)
    x, y = free_center_near(document, None, (40.0, 40.0), made)
    placed = Node(id="new", service=made, x=round(x - 32), y=round(y - 32))
    assert not any(footprint(placed).overlaps(footprint(other)) for other in document.nodes())
    assert abs(x - 40) + abs(y - 40) < 300
