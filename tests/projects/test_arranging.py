"""Rows, columns and equal sizes; what is locked stays, and an overlay takes its members along."""

from __future__ import annotations

import pytest

from projects import arranging
from projects.document import Document, Draft
from projects.geometry import Rect, canvas_rect, footprint
from projects.records import AnyRecord, Node, Note
from projects.service import make_service


def node(name: str, service: str, x: int, y: int, **more: object) -> Node:
    return Node(id=name, service=make_service(service), x=x, y=y, **more)  # type: ignore[arg-type]


def arranged(*records: AnyRecord, **how: object) -> Draft:
    draft = Draft(Document(records))
    ids = [record.id for record in records]
    for name, value in how.items():
        getattr(arranging, name)(draft, ids, value)
    return draft


def rect(draft: Draft, name: str) -> Rect:
    record = draft.get(name)
    assert isinstance(record, Node | Note)
    return canvas_rect(draft, record)


def room(draft: Draft, name: str) -> Rect:
    record = draft.get(name)
    assert isinstance(record, Node | Note)
    return footprint(record)


def icons() -> list[Node]:
    return [node("a", "lambda_function", 0, 0), node("b", "s3_bucket", 170, 40), node("c", "users", 390, -24)]


def test_a_row_has_even_gaps_between_labels_and_one_middle() -> None:
    draft = arranged(*icons(), line_up="horizontal")
    gaps = {room(draft, b).x - room(draft, a).right for a, b in ("ab", "bc")}
    assert len(gaps) == 1 and gaps.pop() >= arranging.LEAST_GAP
    assert {rect(draft, i).center[1] for i in "abc"} == {32}
    assert rect(draft, "a") == Rect(0, 0, 64, 64)


def test_a_column_of_things_that_overlap_comes_apart() -> None:
    draft = arranged(
        *(n.model_copy(update={"x": 0, "y": 8 * k}) for k, n in enumerate(icons())), line_up="vertical"
    )
    rooms = [room(draft, i) for i in "abc"]
    assert not any(one.overlaps(other) for one, other in zip(rooms, rooms[1:], strict=False))
    assert {rect(draft, i).center[0] for i in "abc"} == {32}


def test_what_is_locked_stays_and_others_line_up_with_it() -> None:
    a, b, c = icons()
    draft = arranged(a, b.model_copy(update={"locked": True}), c, align="top")
    assert {rect(draft, i).y for i in "abc"} == {40}
    draft = arranged(a, b.model_copy(update={"locked": True}), c, line_up="horizontal")
    assert draft.get("b") == b.model_copy(update={"locked": True})


@pytest.mark.parametrize(
    ("extent", "size"), [("width", (300, 90)), ("height", (160, 200)), ("both", (300, 200))]
)
def test_notes_and_frames_get_the_size_of_the_first(extent: str, size: tuple[int, int]) -> None:
    first = node("first", "generic_group", 0, 0, width=300, height=200)
    note = Note(id="note", x=500, y=0, width=160, height=90)
    icon = node("icon", "lambda_function", 1400, 0)
    draft = arranged(first, note, icon, same_size=extent)
    assert rect(draft, "note") == Rect(500, 0, *size)
    assert draft.get("icon") is icon


def test_a_frame_stays_large_enough_for_its_content() -> None:
    large = node("large", "generic_group", 400, 0, width=600, height=400)
    inner = node("inner", "lambda_function", 400, 200, parent="large")
    small = node("small", "generic_group", 0, 0, width=200, height=150)
    draft = Draft(Document([large, inner, small]))
    arranging.same_size(draft, ["small", "large"], "both")
    assert rect(draft, "large").contains(footprint(inner).moved(400, 0))
    assert rect(draft, "large").width < 600


def test_an_overlay_takes_its_members_along() -> None:
    group = node("group", "security_group", 100, 100, width=200, height=160, members=("web",))
    web = node("web", "ec2_instance", 168, 140)
    note = Note(id="note", x=0, y=400)
    draft = Draft(Document([group, web, note]))
    arranging.align(draft, ["group", "note"], "left")
    assert (rect(draft, "group").x, rect(draft, "web").x) == (0, 68)
