"""Selecting what belongs together, hiding, locking and the stacking order."""

from __future__ import annotations

import pytest

from projects import selections, stacking, visibility
from projects.document import Document, Draft
from projects.records import Link, Node, Note, Page
from projects.service import make_service


def node(node_id: str, service: str = "lambda_function", parent: str | None = None, **more: object) -> Node:
    return Node(id=node_id, service=make_service(service), parent=parent, **more)


def chain() -> Document:
    """a -> b -> c -> d, with b and c in a VPC, and a note."""
    return Document(
        [
            node("vpc", "vpc"),
            node("a"),
            node("b", parent="vpc", x=40),
            node("c", "sqs_queue", parent="vpc", x=200),
            node("d", "sqs_queue"),
            *(Link(id=f"{s}{t}", source=s, target=t) for s, t in ("ab", "bc", "cd")),
            Note(id="note", text="Remark"),
        ]
    )


def after(document: Document, draft: Draft) -> Document:
    document.apply(draft.change())
    return document


def test_the_same_kind_is_the_same_service_or_kind_of_link():
    assert selections.same_kind(chain(), ["a"]) == ["a", "b"]
    assert selections.same_kind(chain(), ["ab"]) == ["ab", "bc", "cd"]
    assert selections.same_kind(chain(), ["note"]) == ["note"]
    assert selections.same_kind(chain(), []) == []


def test_public_and_private_subnets_are_different_kinds():
    public = Node(id="one", service=make_service("subnet", {"public": True}))
    private = Node(id="two", service=make_service("subnet", {"public": False}))
    assert selections.same_kind(Document([public, private]), ["one"]) == ["one"]


def test_connected_takes_the_links_it_passes():
    assert set(selections.connected(chain(), ["b"])) == {"a", "b", "c", "ab", "bc"}
    assert set(selections.connected(chain(), ["b"], None)) == {"a", "b", "c", "d", "ab", "bc", "cd"}
    assert set(selections.connected(chain(), ["b"], None, "downstream")) == {"b", "c", "d", "bc", "cd"}
    assert set(selections.connected(chain(), ["b"], None, "upstream")) == {"a", "b", "ab"}
    assert set(selections.connected(chain(), ["a"], 2)) == {"a", "b", "c", "ab", "bc"}


def test_connected_ends_where_links_go_round_in_a_ring():
    ring = Document([node("a"), node("b"), *(Link(id=s + t, source=s, target=t) for s, t in ("ab", "ba"))])
    assert set(selections.connected(ring, ["a"], None)) == {"a", "b", "ab", "ba"}


def test_contents_are_all_inside_with_the_links_among_them():
    assert set(selections.contents(chain(), ["vpc"])) == {"b", "c", "bc"}
    assert set(selections.contents(chain(), ["b"])) == {"b", "c", "bc"}


def test_inverting_stays_at_the_level_of_the_selection():
    assert selections.inverted(chain(), ["b"]) == ["c"]
    assert set(selections.inverted(chain(), ["a"])) == {"vpc", "d", "note"}
    assert set(selections.inverted(chain(), [])) == {"vpc", "a", "d", "note"}


def test_growing_the_selection_leads_to_the_container_and_from_a_link_to_its_ends():
    assert selections.holders(chain(), ["b", "c"]) == ["vpc"]
    assert selections.holders(chain(), ["vpc"]) == ["vpc"]
    assert selections.holders(chain(), ["bc"]) == ["b", "c"]


def test_everything_is_of_one_page_and_without_what_is_hidden():
    document = Document(
        [Page(id="second"), node("first"), node("other", parent="second"), node("gone", hidden=True)]
    )
    assert selections.everything(document) == ["first"]
    assert selections.everything(document, "second") == ["other"]


def test_a_container_with_something_locked_in_it_cannot_be_deleted():
    document = chain()
    draft = Draft(document)
    visibility.set_locked(draft, ["c"], True)
    after(document, draft)
    assert visibility.free(document, ["a", "c"]) == ["a"]
    assert visibility.deletable(document, ["vpc", "a", "b", "ab"]) == ["a", "b", "ab"]


def test_surroundings_are_neighbours_links_and_containers_and_nothing_else():
    assert visibility.surroundings(chain(), ["b"]) == {"a", "b", "c", "vpc", "ab", "bc"}
    assert visibility.surroundings(chain(), ["cd"]) == {"b", "c", "d", "vpc", "cd", "bc"}


def pile() -> Document:
    """Four icons on top of each other, the fifth apart."""
    return Document([*(node(i, z=z, x=10 * z) for z, i in enumerate("abcd")), node("far", z=9, x=4000)])


def order(document: Document) -> str:
    found = sorted((n for n in document.nodes() if n.id != "far"), key=lambda n: n.z)
    return "".join(n.id for n in found)


@pytest.mark.parametrize(
    ("chosen", "place", "wanted"),
    [
        ("b", "front", "acdb"),
        ("b", "forward", "acbd"),
        ("c", "backward", "acbd"),
        ("c", "back", "cabd"),
        ("d", "forward", "abcd"),
        ("a", "back", "abcd"),
        ("ab", "front", "cdab"),
        ("ac", "back", "acbd"),
        ("bc", "forward", "adbc"),
    ],
)
def test_restacking_moves_what_is_chosen_and_nothing_else(chosen, place, wanted):
    document = pile()
    draft = Draft(document)
    stacking.restack(draft, list(chosen), place)
    assert order(after(document, draft)) == wanted


def test_one_forward_is_one_that_it_overlaps():
    """Between b and what lies over it stands something far away, which nobody sees move."""
    document = Document([node("a", z=0), node("far", z=1, x=4000), node("over", z=2, x=10)])
    draft = Draft(document)
    stacking.restack(draft, ["a"], "forward")
    after(document, draft)
    assert document.node("a").z > document.node("over").z


def test_stacks_of_equal_numbers_are_told_apart():
    document = Document([node("a"), node("b"), node("c")])
    draft = Draft(document)
    stacking.restack(draft, ["a"], "front")
    after(document, draft)
    assert document.node("a").z > max(document.node("b").z, document.node("c").z)
