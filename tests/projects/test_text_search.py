"""Words are found wherever they stand in a drawing."""

from __future__ import annotations

import pytest

from projects.document import Document
from projects.records import Link, Node, Note, Page
from projects.service import make_service
from projects.text_search import TextSearch


@pytest.fixture
def document() -> Document:
    subnet = make_service("subnet", {"cidr": "10.0.20.0/24"})
    return Document(
        [
            Node(id="vpc", service=make_service("vpc")),
            Node(id="subnet-7f", service=subnet, parent="vpc", y=40),
            Node(
                id="orders",
                service=make_service("rds_instance", {"engine": "postgresql"}),
                label="Orders",
                parent="subnet-7f",
                comment="Ask Ada before resizing",
            ),
            Node(id="fn", service=make_service("lambda_function"), x=900),
            Link(id="l", source="fn", target="orders", label="JDBC"),
            Note(id="note", text="Nightly export", details="Step by step", x=1200),
            Page(id="second", name="Second"),
            Node(id="queue", service=make_service("sqs_queue"), label="Orders queue", parent="second"),
        ]
    )


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("orders", ["orders", "queue"]),
        ("ORDERS queue", ["queue"]),
        ("10.0.20", ["subnet-7f"]),
        ("postgres", ["orders"]),
        ("ada", ["orders"]),
        ("jdbc", ["l"]),
        ("export step", ["note"]),
        ("lambda", ["fn"]),
        ("subnet-7f", ["subnet-7f"]),
        ("  ", []),
        ("nowhere", []),
    ],
)
def test_every_word_must_stand_somewhere_in_the_record(document, typed, wanted):
    assert TextSearch().find(document, typed) == wanted


def test_what_is_hidden_is_counted_and_not_found(document):
    hidden = document.node("subnet-7f").model_copy(update={"hidden": True})
    changed = Document([hidden if r.id == hidden.id else r for r in document.records()])
    search = TextSearch()
    found = search.find(changed, "orders")
    assert found == ["queue"]
    assert search.hidden(changed, "orders", found) == 1


def test_a_search_follows_the_drawing(document):
    search = TextSearch()
    assert search.find(document, "orders") == ["orders", "queue"]
    renamed = document.node("orders").model_copy(update={"label": "Invoices"})
    changed = Document([renamed if r.id == "orders" else r for r in document.records()])
    assert search.find(changed, "invoices") == ["orders"]
