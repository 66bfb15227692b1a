"""People's own pictures: shared where equal, dropped with the last node, taken along in copies."""

from __future__ import annotations

import pytest

from projects.copying import copied, duplicate, paste
from projects.document import Document, Draft
from projects.edits import delete
from projects.pictures import MOST_BYTES, set_picture
from projects.records import Node
from projects.service import make_service

ONE, OTHER = b"\x89PNG one", b"\x89PNG other"


def document() -> Document:
    return Document(
        Node(id=node_id, service=make_service("third_party_service"), x=at)
        for at, node_id in enumerate(("a", "b", "c"))
    )


def given(document: Document, node_ids: tuple[str, ...], data: bytes | None) -> Document:
    draft = Draft(document)
    set_picture(draft, node_ids, data, name="logo.png")
    document.apply(draft.change())
    return document


def test_nodes_with_equal_pictures_share_one_record():
    made = given(given(document(), ("a",), ONE), ("b", "c"), ONE)
    assert len(list(made.pictures())) == 1
    assert len({made.node(i).picture for i in "abc"}) == 1


def test_the_record_goes_with_the_last_node_that_shows_it_and_comes_back_by_undo():
    made = given(document(), ("a", "b"), ONE)
    draft = Draft(made)
    set_picture(draft, ("a",), None)
    assert set(draft.change().ids) == {"a"}
    set_picture(draft, ("b",), None)
    change = draft.change()
    made.apply(change)
    assert not list(made.pictures())
    made.apply(change.inverse())
    assert len(list(made.pictures())) == 1 and made.node("a").picture


def test_another_picture_takes_the_place_of_the_first():
    made = given(given(document(), ("a",), ONE), ("a",), OTHER)
    (record,) = made.pictures()
    assert made.node("a").picture == record.id


def test_deleting_the_last_node_drops_its_picture_in_the_same_change():
    made = given(document(), ("a",), ONE)
    draft = Draft(made)
    delete(draft, ("a",))
    change = draft.change()
    made.apply(change)
    assert not list(made.pictures())
    made.apply(change.inverse())
    assert len(list(made.pictures())) == 1


def test_deleting_one_of_two_keeps_it():
    made = given(document(), ("a", "b"), ONE)
    draft = Draft(made)
    delete(draft, ("a",))
    made.apply(draft.change())
    assert len(list(made.pictures())) == 1


def test_a_picture_that_is_too_large_is_refused():
    with pytest.raises(ValueError, match="larger than"):
        given(document(), ("a",), bytes(MOST_BYTES + 1))


def test_a_copy_in_another_project_has_its_picture():
    source = given(document(), ("a",), ONE)
    target = Document()
    draft = Draft(target)
    (made,) = paste(draft, copied(source, ("a",)), None)
    target.apply(draft.change())
    (record,) = target.pictures()
    assert target.node(made).picture == record.id


def test_a_copy_in_the_same_project_shares_it():
    source = given(document(), ("a",), ONE)
    draft = Draft(source)
    duplicate(draft, ("a",))
    source.apply(draft.change())
    assert len(list(source.pictures())) == 1
    assert sum(bool(node.picture) for node in source.nodes()) == 2


def test_an_id_that_another_picture_has_there_is_not_taken_for_it():
    source = given(document(), ("a",), ONE)
    (record,) = source.pictures()
    target = given(document(), ("b",), OTHER)
    (there,) = target.pictures()
    clash = there.model_copy(update={"id": record.id})
    target = Document(
        [*(n.model_copy(update={"picture": record.id if n.picture else ""}) for n in target.nodes()), clash]
    )
    draft = Draft(target)
    (made,) = paste(draft, copied(source, ("a",)), None)
    target.apply(draft.change())
    assert target.get(target.node(made).picture).data == record.data
    assert target.get(target.node("b").picture).data == there.data


def test_a_picture_that_did_not_come_along_is_not_made_up():
    source = given(document(), ("a",), ONE)
    target = Document()
    draft = Draft(target)
    (made,) = paste(draft, [source.node("a")], None)
    assert draft.node(made).picture == ""
