"""Project files with faults in pages, pictures and the ways of lines: said, mended, and the rest is kept."""

from __future__ import annotations

import json
from base64 import b64encode
from struct import pack
from typing import Any

import pytest

from projects.files import Loaded, dumps, loads
from projects.records import FIRST_PAGE, MOST_CORNERS, Link, Note
from projects.upgrades import FORMAT, FORMAT_VERSION

PNG = b"\x89PNG\r\n\x1a\n"


def opened(*records: dict[str, Any]) -> Loaded:
    """A file with these records; what was mended is then without a problem."""
    loaded = loads(json.dumps({"format": FORMAT, "version": FORMAT_VERSION, "records": records}))
    assert loads(dumps(loaded.document)).problems == ()
    return loaded


def node(node_id: str = "a", **fields: Any) -> dict[str, Any]:
    return {"type": "node", "id": node_id, "service": "users", **fields}


def link(**fields: Any) -> dict[str, Any]:
    return {"type": "link", "id": "l", "source": "a", "target": "b", **fields}


def step(**fields: Any) -> dict[str, Any]:
    return {"type": "note", "id": "n", "kind": "step", "text": "1", **fields}


def picture(data: bytes | str, media_type: str = "image/png") -> dict[str, Any]:
    text = data if isinstance(data, str) else b64encode(data).decode()
    return {"type": "picture", "id": "p", "media_type": media_type, "data": text}


def whats(loaded: Loaded) -> list[str]:
    return [problem.what for problem in loaded.problems]


# lines


@pytest.mark.parametrize(
    ("corners", "why"),
    [
        ([[i, i] for i in range(10_000)], "a list has more than 200 entries; it is left out."),
        ([[1, 2], [10**30, 5]], f"{10**30} is too large; the list is left out."),
        ([[1.5, 2]], "1.5 is not a whole number; the list is left out."),
        ([[1, 2, 3]], "a list has more than 2 entries; the list is left out."),
        ([[float("nan"), 1]], "NaN is not a number; the list is left out."),
        ("abc", '"abc" is not a list; it is left out.'),
        (None, "null is not a list; it is left out."),
    ],
)
def test_corners_that_no_line_has_leave_the_line_to_the_router(corners: Any, why: str) -> None:
    loaded = opened(node("a"), node("b"), link(waypoints=corners, label="kept"))
    assert whats(loaded) == [why]
    assert loaded.document.get("l") == Link(id="l", source="a", target="b", label="kept")


def test_as_many_corners_as_a_line_may_have_are_kept() -> None:
    corners = [[i, i] for i in range(MOST_CORNERS)]
    (kept,) = opened(node("a"), node("b"), link(waypoints=corners)).document.links()
    assert len(kept.waypoints) == MOST_CORNERS


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("routing", "zigzag", '"zigzag" is none of "orthogonal", "straight" and "curved"; it is left out.'),
        ("line", "wavy", '"wavy" is none of "solid", "dashed" and "dotted"; it is left out.'),
        ("label_at", 7, "7 is not between 0 and 1; it is left out."),
        ("label_at", float("nan"), "NaN is not between 0 and 1; it is left out."),
        ("source_offset", -1, "-1 is not between 0 and 1; it is left out."),
        ("target_offset", "half", '"half" is not a number; it is left out.'),
    ],
)
def test_a_way_that_cannot_be_is_left_out_and_said(field: str, value: Any, why: str) -> None:
    loaded = opened(node("a"), node("b"), link(**{field: value}))
    assert whats(loaded) == [why]
    assert loaded.document.get("l") == Link(id="l", source="a", target="b")


# steps on lines


@pytest.mark.parametrize("anchor", ["gone", "a", "n"])
def test_a_step_on_a_line_that_is_none_stands_freely(anchor: str) -> None:
    loaded = opened(node("a"), step(anchor=anchor, x=40))
    assert whats(loaded) == [f"The line {anchor} that it rides on is not in the drawing; it stands freely."]
    assert loaded.document.get("n") == Note(id="n", kind="step", text="1", x=40)


def test_a_step_on_a_line_that_is_left_out_stands_freely() -> None:
    loaded = opened(node("a"), link(target="gone"), step(anchor="l"))
    assert len(loaded.problems) == 2
    assert loaded.document.get("n") == Note(id="n", kind="step", text="1")


def test_a_place_beyond_the_line_is_the_middle() -> None:
    loaded = opened(node("a"), node("b"), link(), step(anchor="l", anchor_at=9))
    assert whats(loaded) == ["9 is not between 0 and 1; it is left out."]
    assert loaded.document.get("n") == Note(id="n", kind="step", text="1", anchor="l")


# pages


@pytest.mark.parametrize("target", ["gone", "b"])
def test_what_leads_to_a_page_that_is_none_leads_nowhere(target: str) -> None:
    loaded = opened(node("a", opens=target), node("b"), step(opens=target))
    said = f"The page {target} that it leads to is not in the project; it leads nowhere."
    assert whats(loaded) == [said, said]
    assert [record.opens for record in (*loaded.document.nodes(), *loaded.document.notes())] == ["", "", ""]


def test_pages_and_the_first_of_them_can_be_led_to() -> None:
    page = {"type": "page", "id": "details"}
    loaded = opened(page, node("a", opens="details"), node("b", parent="details", opens=FIRST_PAGE))
    assert loaded.problems == ()


def test_pages_do_not_stand_in_one_another() -> None:
    pages = [{"type": "page", "id": one, "parent": other} for one, other in ("pq", "qp")]
    loaded = opened(*pages)
    assert whats(loaded) == ["There is no such field; it is left out."] * 2
    assert [page.id for page in loaded.document.pages()] == ["p", "q"]


def test_a_place_among_the_pages_that_no_page_has_is_left_out() -> None:
    loaded = opened({"type": "page", "id": "p", "name": "x" * 900, "position": 10**20})
    assert len(loaded.problems) == 2
    (page,) = loaded.document.pages()
    assert (page.name, page.position) == ("x" * 200, 0)


# pictures


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (picture("!!!!"), "Its data is not written in base64. It is left out."),
        (picture(b"GIF89a" + bytes(40)), "Its data is no PNG picture. It is left out."),
        (
            picture(PNG + bytes(8) + pack(">II", 60_000, 60_000)),
            "The picture has too many pixels, or none. It is left out.",
        ),
        (
            picture(b"<svg", "image/svg+xml"),
            "The picture is damaged: unclosed token: line 1, column 0. It is left out.",
        ),
        (picture("A" * 4_400_000), "has more than 4,000,000 characters; it is left out."),
    ],
)
def test_a_picture_that_cannot_be_drawn_is_left_out_and_the_icon_is_drawn(
    record: dict[str, Any], why: str
) -> None:
    loaded = opened(node("a", picture="p"), record)
    assert whats(loaded)[0].endswith(why)
    assert whats(loaded)[-1] == "Its picture p is not in the project; its service's icon is drawn."
    assert list(loaded.document.pictures()) == []
    assert [kept.picture for kept in loaded.document.nodes()] == [""]


def test_a_node_is_not_drawn_as_another_node() -> None:
    loaded = opened(node("a", picture="b"), node("b"))
    assert whats(loaded) == ["Its picture b is not in the project; its service's icon is drawn."]
