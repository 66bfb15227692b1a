"""What a presentation shows, one thing after another."""

from __future__ import annotations

from projects.annotations.slides import slides
from projects.document import Document
from projects.records import Link, Node, Note, Page, Settings
from projects.service import make_service


def drawing() -> Document:
    nodes = [Node(id=i, service=make_service("users"), label=i) for i in ("a", "b", "c")]
    return Document(
        [
            Settings(name="Shop", client="Example Ltd", page_name="Overview"),
            *nodes,
            Link(id="ab", source="a", target="b"),
            Link(id="bc", source="b", target="c"),
            Note(id="s2", kind="step", text="2", details="Then this.", anchor="bc"),
            Note(id="s1", kind="step", text="1", parent="a"),
            Page(id="empty", name="Nothing yet", position=0),
            Page(id="data", name="Data", position=1),
            Node(id="d", service=make_service("users"), parent="data"),
            Node(id="e", service=make_service("users"), parent="data", hidden=True),
        ]
    )


def test_each_page_is_shown_as_a_whole_and_then_step_by_step() -> None:
    shown = [(slide.page, slide.title, slide.number) for slide in slides(drawing())]
    assert shown == [(None, "Overview", ""), (None, "", "1"), (None, "", "2"), ("data", "Data", "")]


def test_a_step_is_about_its_icon_or_line_and_what_that_joins() -> None:
    _, first, second, _ = slides(drawing())
    assert set(first.ids) == {"s1", "a", "ab", "b"}
    assert set(second.ids) == {"s2", "bc", "b", "c"}
    assert second.text == "Then this."


def test_an_empty_project_has_nothing_to_present() -> None:
    assert slides(Document()) == []


def test_a_drawing_of_one_page_is_titled_with_the_projects_name() -> None:
    [slide] = slides(Document([Settings(name="Shop", client="Example Ltd"), Note(id="n", text="x")]))
    assert (slide.title, slide.text) == ("Shop", "Example Ltd")
