"""Pages: added, named, ordered, copied and removed in one step each."""

from __future__ import annotations

from projects import copying, pages
from projects.checking import check
from projects.document import Document, Draft
from projects.placement import accepting_container_at, container_at, refusal
from projects.records import FIRST_PAGE, Link, Node, Note, Page
from projects.service import make_service, service_class


def drawing() -> Document:
    return Document(
        [
            Page(id="second", name="Data", position=0),
            Page(id="third", position=1),
            Node(id="cloud", service=make_service("aws_cloud"), width=400, height=300),
            Node(id="other", service=make_service("aws_cloud"), parent="second", width=400, height=300),
            Node(
                id="region", service=make_service("region"), parent="other", x=40, y=40, width=300, height=200
            ),
            Node(id="queue", service=make_service("sqs_queue"), parent="region", x=40, y=60),
            Node(id="users", service=make_service("users"), parent="second", x=600, y=40),
            Link(id="link", source="users", target="queue"),
            Note(id="note", text="more", parent="cloud", opens="second"),
        ]
    )


def change(document: Document, edit) -> Draft:
    draft = Draft(document)
    edit(draft)
    document.apply(draft.change())
    return draft


def test_a_page_without_a_name_is_called_by_its_place() -> None:
    document = drawing()
    assert [pages.page_title(document, page) for page in pages.page_ids(document)] == [
        "Page 1",
        "Data",
        "Page 3",
    ]


def test_a_new_page_comes_behind_the_one_it_is_made_from() -> None:
    document = drawing()
    change(document, lambda draft: pages.add_page(draft, "Edge"))
    change(document, lambda draft: pages.add_page(draft, "Tables", after="second"))
    names = [pages.page_title(document, page) for page in pages.page_ids(document)]
    assert names == ["Page 1", "Edge", "Data", "Tables", "Page 5"]


def test_a_name_is_one_line_of_a_length_that_a_file_keeps() -> None:
    document = Document()
    change(document, lambda draft: pages.add_page(draft, "Orders\nand " + "more" * 900))
    (page,) = document.pages()
    assert page.name.startswith("Orders and more") and len(page.name) == pages.LONGEST_NAME
    change(document, lambda draft: pages.duplicate_page(draft, page.id))
    assert len(document.pages()) == 2


def test_pages_are_put_into_another_order() -> None:
    document = drawing()
    change(document, lambda draft: pages.move_page(draft, "third", 0))
    assert pages.page_ids(document) == (None, "third", "second")


def test_removing_a_page_takes_what_is_on_it_and_what_led_to_it() -> None:
    document = drawing()
    change(document, lambda draft: pages.remove_page(draft, "second"))
    assert sorted(record.id for record in document.records()) == ["cloud", "note", "project", "third"]
    note = document.get("note")
    assert isinstance(note, Note) and note.opens == ""


def test_a_copied_page_holds_copies_of_everything() -> None:
    document = drawing()
    change(document, lambda draft: pages.duplicate_page(draft, "second"))
    copy = document.pages()[1]
    assert copy.name == "Data (copy)"
    [cloud, users] = document.children(copy.id)
    assert isinstance(cloud, Node) and cloud.service.name == "aws_cloud" and cloud.id != "other"
    [link] = document.links_of(users.id)
    assert document.page_of(link.target) == copy.id


def test_a_record_may_lead_to_the_first_page_which_has_no_record() -> None:
    document = drawing()
    change(document, lambda draft: draft.put(draft.node("queue").model_copy(update={"opens": FIRST_PAGE})))
    leading = [pages.led_to(document, document.get(i)) for i in ("queue", "note", "users")]
    assert leading == [(None,), ("second",), None]
    assert pages.page_title(document, FIRST_PAGE) == pages.page_title(document, None)


def test_a_copy_leads_where_its_original_leads_if_that_page_is_there() -> None:
    source, other = drawing(), Document()
    records = copying.copied(source, ["note"])
    assert "second" in {record.id for record in records}

    def opened(document: Document) -> list[str]:
        change(document, lambda draft: copying.paste(draft, records, None))
        return [note.opens for note in document.notes()]

    assert opened(source) == ["second", "second"]
    assert opened(other) == [""]
    assert other.pages() == []


def test_a_page_is_free_canvas() -> None:
    document = drawing()
    assert refusal(document, service_class("users"), "second") is None
    assert refusal(document, service_class("sqs_queue"), "second") is not None
    assert refusal(document, service_class("users"), "nowhere") is not None


def test_a_point_is_looked_up_on_one_page_only() -> None:
    document = drawing()
    assert container_at(document, 60, 100) == "cloud"
    assert container_at(document, 60, 100, page="second") == "region"
    assert container_at(document, 60, 100, page="third") == "third"
    assert accepting_container_at(document, service_class("aws_cloud"), 60, 100, page="second")[0] == "second"


def test_what_stands_on_a_page_is_no_broken_drawing() -> None:
    assert [finding for finding in check(drawing()) if finding.rule == "STR010"] == []
