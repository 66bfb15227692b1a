"""Reading order: rows from the top, each from the left, whatever the heights of what stands in them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from projects.document import Document
from projects.geometry import Rect
from projects.reading_order import beside, in_reading_order, level
from projects.records import Node, Note
from projects.service import make_service


def node(node_id: str, x: int, y: int, parent: str | None = None, **more: object) -> Node:
    return Node(id=node_id, service=make_service("lambda_function"), parent=parent, x=x, y=y, **more)


def test_rows_are_read_from_the_top_and_each_from_the_left():
    rects = [
        ("d", Rect(0, 200, 64, 64)),
        ("b", Rect(200, 10, 64, 64)),
        ("c", Rect(400, 0, 64, 64)),
        ("a", Rect(0, 20, 64, 64)),
    ]
    assert in_reading_order(rects) == ["a", "b", "c", "d"]


def test_a_tall_frame_does_not_pull_two_rows_beside_it_into_one():
    rects = [("tall", Rect(0, 0, 100, 500)), ("one", Rect(200, 0, 64, 64)), ("two", Rect(200, 300, 64, 64))]
    assert in_reading_order(rects) == ["tall", "one", "two"]


def test_what_is_hidden_is_passed_over():
    document = Document([node("a", 0, 0), node("b", 100, 0, hidden=True), node("c", 200, 0)])
    assert level(document, None) == ["a", "c"]
    assert beside(document, "a", 1) == "c"


def test_the_step_after_the_last_leads_to_the_first_of_the_same_container():
    document = Document(
        [
            Node(id="vpc", service=make_service("vpc"), x=0, y=0, width=400, height=400),
            node("a", 40, 40, "vpc"),
            node("b", 140, 40, "vpc"),
            Note(id="outside", x=900, y=0),
        ]
    )
    assert beside(document, "b", 1) == "a"
    assert beside(document, "a", -1) == "b"
    assert beside(document, "vpc", 1) == "outside"


rect = st.builds(
    Rect, st.integers(-500, 500), st.integers(-500, 500), st.integers(1, 300), st.integers(1, 300)
)


@settings(max_examples=60)
@given(st.lists(rect, max_size=20), st.integers(-300, 300), st.integers(-300, 300))
def test_every_record_is_read_once_and_shifting_all_changes_nothing(rects, dx, dy):
    named = [(str(i), r) for i, r in enumerate(rects)]
    order = in_reading_order(named)
    assert sorted(order) == sorted(name for name, _ in named)
    assert in_reading_order([(name, r.moved(dx, dy)) for name, r in named]) == order
