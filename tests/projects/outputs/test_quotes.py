"""What a quote tells of a project beside its figures."""

from __future__ import annotations

from pricing.table import price_table
from projects.document import Document
from projects.estimate import estimate
from projects.outputs.quotes import quote
from projects.records import Node, Page, Picture
from projects.service import make_service


def drawing(hidden: tuple[str, ...] = (), count: int = 2) -> Document:
    return Document(
        [
            Node(id="cloud", service=make_service("aws_cloud"), hidden="cloud" in hidden),
            Node(id="region", service=make_service("region", {"code": "us-east-1"}), parent="cloud"),
            *(
                Node(
                    id=f"queue-{number}",
                    service=make_service("sqs_queue"),
                    label=f"Orders {number}",
                    parent="region",
                    hidden=f"queue-{number}" in hidden,
                )
                for number in range(1, count + 1)
            ),
        ]
    )


def assumptions(document: Document) -> tuple[str, ...]:
    return quote(document, estimate(document, price_table())).assumptions


def test_nothing_is_said_where_nothing_is_hidden() -> None:
    assert assumptions(drawing()) == ()


def test_a_hidden_service_is_named_and_priced_all_the_same() -> None:
    shown, hidden = drawing(), drawing(("queue-2",))
    assert assumptions(hidden) == (
        "1 service is hidden on the diagram and included in all figures: “Orders 2”.",
    )
    assert estimate(hidden, price_table()).totals == estimate(shown, price_table()).totals


def test_what_stands_in_a_hidden_container_is_hidden_and_what_costs_nothing_is_not_told() -> None:
    assert assumptions(drawing(("cloud", "queue-1"))) == (
        "2 services are hidden on the diagram and included in all figures: “Orders 1”, “Orders 2”.",
    )


def test_many_are_counted() -> None:
    (said,) = assumptions(drawing(("cloud",), count=12))
    assert said.startswith("12 services are hidden") and said.endswith("“Orders 5”, 4 more.")


def test_pages_and_pictures_cost_nothing_and_what_stands_on_a_page_is_priced() -> None:
    plain = drawing()
    more = Document(
        [
            *plain.records(),
            Page(id="second"),
            Picture(id="own", data="iVBORw0KGgo="),
            Node(id="users", service=make_service("users"), picture="own", pinned=True, locked=True),
        ]
    )
    paged = Document([*more.records()])
    assert estimate(paged, price_table()).totals == estimate(plain, price_table()).totals
    moved = [
        record.model_copy(update={"parent": "second"}) if record.id == "cloud" else record
        for record in more.records()
    ]
    assert estimate(Document(moved), price_table()).totals == estimate(plain, price_table()).totals
