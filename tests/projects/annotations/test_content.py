"""What steps, their list, legends and title blocks say follows the project."""

from __future__ import annotations

import pytest

from projects.annotations.content import Row, content
from projects.annotations.steps import next_number, renumber, steps
from projects.document import Document, Draft
from projects.records import Link, Node, Note, Page, Settings
from projects.service import make_service


def step(number: str, details: str = "", **values: object) -> Note:
    return Note(
        id=f"step-{number}-{values.get('parent', '')}", kind="step", text=number, details=details, **values
    )


def nodes(*ids: str, parent: str | None = None) -> list[Node]:
    return [Node(id=i, service=make_service("users"), parent=parent) for i in ids]


def test_steps_come_in_the_order_of_their_numbers() -> None:
    document = Document([step("10"), step("2a"), step("2"), step("1"), step("x")])
    assert [note.text for note in steps(document, None)] == ["1", "2", "2a", "10", "x"]
    assert next_number(document, None) == "11"


def test_each_page_counts_its_own_steps() -> None:
    document = Document([Page(id="p"), step("1"), step("2"), step("1", parent="p")])
    assert next_number(document, None) == "3"
    assert next_number(document, "p") == "2"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["1", "3", "7"], ["1", "2", "3"]),
        (["2", "2a", "2b", "5"], ["1", "1a", "1b", "2"]),
        (["4", "4"], ["1", "2"]),
        (["1a", "1b"], ["1", "1b"]),
    ],
)
def test_renumbering_closes_gaps_and_keeps_parts(before: list[str], after: list[str]) -> None:
    notes = [Note(id=f"n{i}", kind="step", text=text, y=i) for i, text in enumerate(before)]
    document = Document(notes)
    draft = Draft(document)
    renumber(draft, None)
    document.apply(draft.change())
    assert [document.get(f"n{i}").text for i in range(len(before))] == after


def test_a_legend_explains_each_style_of_line_in_use_on_its_page() -> None:
    document = Document(
        [
            Page(id="p"),
            *nodes("a", "b"),
            *nodes("c", "d", parent="p"),
            Link(id="1", source="a", target="b"),
            Link(id="2", source="a", target="b", kind="replicate"),
            Link(id="3", source="b", target="a", kind="event"),
            Link(id="4", source="a", target="b", kind="vpn", line="dotted"),
            Link(id="5", source="c", target="d", kind="attach"),
            Note(id="legend", kind="legend"),
            Note(id="other", kind="legend", parent="p"),
        ]
    )
    assert content(document, document.get("legend")).rows == (
        Row("Traffic", line="solid"),
        Row("Event, replication", line="dashed"),
        Row("VPN", line="dotted", arrow="none"),
    )
    assert [row.text for row in content(document, document.get("other")).rows] == ["Attachment"]


def test_a_title_block_says_what_the_project_says() -> None:
    settings = Settings(name="Shop", client="Example Ltd", version="1.2", drawing_date="22 November 2026")
    document = Document([settings, Page(id="p", name="Data"), Note(id="t", kind="title_block", parent="p")])
    shown = content(document, document.get("t"))
    assert shown.title == "Shop"
    assert [(row.label, row.text) for row in shown.rows] == [
        ("Client", "Example Ltd"),
        ("Date", "22 November 2026"),
        ("Version", "1.2"),
        ("Page", "2 of 2, Data"),
    ]


def test_a_list_of_steps_tells_what_happens_in_each() -> None:
    document = Document(
        [step("2", "The order is stored."), step("1", "A customer orders."), Note(id="l", kind="step_list")]
    )
    assert [(row.label, row.text) for row in content(document, document.get("l")).rows] == [
        ("1", "A customer orders."),
        ("2", "The order is stored."),
    ]


def test_a_text_of_its_own_comes_before_what_the_project_says() -> None:
    note = Note(id="l", kind="legend", text="Key\nBlue: ours")
    shown = content(Document([note]), note)
    assert (shown.title, [row.text for row in shown.rows]) == ("Key", ["Blue: ours"])
