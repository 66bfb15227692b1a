"""Tidying a part of a drawing leaves the rest alone, but for what has to make room."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from projects.document import Document, Draft, records_by_id
from projects.geometry import canvas_rect, footprint
from projects.records import Link, Node, Note, Page
from projects.service import make_service
from projects.tidying import tidy
from tests.projects.tidying.drawings import Maker, clashes, tidied


def untidy(seed: int) -> tuple[Document, str]:
    """A tidy drawing in which the inside of one container lies about, and that container."""
    document = tidied(Maker(seed).made())
    random = Random(seed)
    frames = [n for n in document.nodes() if n.service.is_container() and document.children(n.id)]
    assume(frames)
    chosen = random.choice(frames)
    records = records_by_id(document)
    inside = {record.id for record in document.descendants(chosen.id)}
    moved = [
        record.model_copy(update={"x": random.randrange(900), "y": random.randrange(900)})
        if record.id in inside
        else record
        for record in records.values()
    ]
    return Document(moved), chosen.id


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_a_container_is_tidied_and_its_neighbours_make_room(seed: int) -> None:
    document, frame = untidy(seed)
    draft = Draft(document)
    tidy(draft, [frame])
    document.apply(draft.change())
    assert clashes(document) == []
    again = Draft(document)
    tidy(again, [frame])
    assert not again.change()


def node(name: str, service: str, parent: str | None, x: int, y: int, **more: object) -> Node:
    return Node(id=name, service=make_service(service), parent=parent, x=x, y=y, **more)  # type: ignore[arg-type]


def group() -> list[Node | Note | Link]:
    """A frame with three functions in a heap, icons right of it and far away, and links with corners."""
    ways = {"waypoints": ((10, 10),), "bend": 0.7}
    return [
        node("frame", "generic_group", None, 0, 0, width=240, height=160),
        *(node(name, "lambda_function", "frame", 40, 40) for name in "abc"),
        node("near", "s3_bucket", None, 300, 40),
        node("far", "s3_bucket", None, 2000, 40),
        Link(id="inside", source="a", target="b", **ways),  # type: ignore[arg-type]
        Link(id="out", source="c", target="far", **ways),  # type: ignore[arg-type]
    ]


def test_only_links_inside_lose_their_corners() -> None:
    document = Document(group())
    draft = Draft(document)
    tidy(draft, ["frame"])
    inside, out = draft.get("inside"), draft.get("out")
    assert isinstance(inside, Link) and (inside.waypoints, inside.bend) == ((), None)
    assert out == document.get("out")


def test_what_would_be_covered_is_pushed_aside_and_nothing_else_moves() -> None:
    document = Document(group())
    draft = Draft(document)
    tidy(draft, ["frame"])
    document.apply(draft.change())
    frame, near, far = (document.node(i) for i in ("frame", "near", "far"))
    assert frame is not None and near is not None and far is not None
    assert (frame.x, frame.y) == (0, 0) and (far.x, far.y) == (2000, 40)
    assert near.x > 300 and not canvas_rect(document, frame).overlaps(footprint(near))


def test_a_locked_neighbour_is_not_pushed() -> None:
    records = [r.model_copy(update={"locked": True}) if r.id == "near" else r for r in group()]
    draft = Draft(Document(records))
    tidy(draft, ["frame"])
    assert draft.get("near") == draft.document.get("near")


@pytest.mark.parametrize("held", [{"locked": True}, {"pinned": True}])
def test_a_group_that_is_held_keeps_its_members(held: dict[str, bool]) -> None:
    around = {"members": ("first", "second"), "width": 320, "height": 160, **held}
    document = Document(
        [
            node("vpc", "vpc", None, 0, 0, width=900, height=600),
            node("first", "ec2_instance", "vpc", 407, 305),
            node("second", "ec2_instance", "vpc", 533, 305),
            node("third", "ec2_instance", "vpc", 41, 411),
            node("group", "security_group", "vpc", 370, 270, **around),
            Link(id="l", source="third", target="first"),
        ]
    )
    before = {one: canvas_rect(document, document.node(one)) for one in ("group", "first", "second")}
    draft = Draft(document)
    tidy(draft)
    document.apply(draft.change())
    assert {one: canvas_rect(document, document.node(one)) for one in before} == before


def test_a_selection_is_laid_out_where_it_stands() -> None:
    document = Document(
        [
            node("users", "users", None, 400, 400),
            node("api", "api_gateway", None, 410, 420),
            node("work", "lambda_function", None, 390, 410),
            node("other", "s3_bucket", None, 2000, 0),
            Link(id="1", source="users", target="api"),
            Link(id="2", source="api", target="work"),
        ]
    )
    draft = Draft(document)
    tidy(draft, ["work", "api", "users"])
    document.apply(draft.change())
    places = [document.node(i) for i in ("users", "api", "work")]
    assert all(found is not None for found in places)
    xs = [found.x for found in places if found is not None]
    assert xs == sorted(xs) and len({found.y for found in places if found is not None}) == 1
    assert min(xs) in range(380, 400)
    assert (document.node("other").x, document.node("other").y) == (2000, 0)  # type: ignore[union-attr]


def test_a_page_of_its_own_is_tidied_alone() -> None:
    document = Document(
        [
            Page(id="page"),
            node("a", "lambda_function", "page", 0, 0),
            node("b", "lambda_function", "page", 10, 10),
            node("c", "lambda_function", None, 0, 0),
            node("d", "lambda_function", None, 10, 10),
        ]
    )
    draft = Draft(document)
    tidy(draft, (), "page")
    assert set(draft.change().ids) <= {"a", "b"} and draft.change()
