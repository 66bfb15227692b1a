"""Edits of links: each keeps what still makes sense, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from projects import linking
from projects.document import Document, Draft, records_by_id
from projects.linking import Anchor
from projects.records import MOST_CORNERS, Link, Node, Note
from projects.service import catalogue, make_service, service_class


def node(node_id: str, service: str, x: int = 0, y: int = 0) -> Node:
    return Node(id=node_id, service=make_service(service), x=x, y=y)


QUERY = Link(
    id="query",
    source="web",
    target="database",
    label="SQL",
    gb_per_month=Decimal(500),
    gb_back_per_month=Decimal(40),
    line="dotted",
    routing="straight",
    port=5432,
    waypoints=((100, 32), (300, 32)),
    source_side="right",
    source_offset=0.25,
    target_side="left",
    label_at=0.25,
    details={"via": "peering"},
)


@pytest.fixture
def document() -> Document:
    return Document(
        [
            node("users", "users", -400, 0),
            node("balancer", "application_load_balancer", -200, 0),
            node("web", "ec2_instance", 0, 0),
            node("database", "rds_instance", 400, 0),
            node("replica", "rds_instance", 400, 200),
            node("proxy", "rds_proxy", 200, 0),
            node("bucket", "s3_bucket", 200, 200),
            node("role", "iam", 0, 200),
            node("volume", "ebs_volume", 0, 400),
            node("vpc", "vpc", 800, 0),
            Link(id="hits", source="users", target="balancer"),
            QUERY,
            Link(id="disk", source="volume", target="web", kind="attach"),
            Note(id="early", kind="step", text="1", anchor="query", anchor_at=0.25),
            Note(id="late", kind="step", text="2", anchor="query", anchor_at=0.75),
        ]
    )


def made(document: Document, draft: Draft) -> Document:
    document.apply(draft.change())
    return document


def link(document: Document, link_id: str = "query") -> Link:
    found = document.get(link_id)
    assert isinstance(found, Link)
    return found


def test_a_link_in_the_draft_counts_as_joined_already(document: Document) -> None:
    draft = Draft(document)
    assert linking.connect(draft, "web", "bucket") is not None
    assert linking.connect(draft, "web", "bucket") is None


def test_a_link_that_is_turned_round_takes_its_anchors_along(document: Document) -> None:
    draft = Draft(document)
    # Databases do not call their callers: the link runs from the instance.
    found = linking.connect(draft, "database", "balancer", kind="traffic", entering=Anchor("top", 0.25))
    assert found is not None and (found.target_side, found.target_offset) == ("top", 0.25)
    turned = linking.connect(draft, "replica", "web", entering=Anchor("bottom", 0.75))
    assert turned is not None
    assert (turned.source, turned.source_side, turned.source_offset) == ("web", "bottom", 0.75)
    assert turned.target_side is None


def test_bending_replaces_the_old_middle_leg_and_keeps_the_rest() -> None:
    bent = linking.bent(QUERY.model_copy(update={"bend": 0.3}), [(8, 16)])
    assert bent == QUERY.model_copy(update={"waypoints": ((8, 16),)})


def test_a_line_is_bent_as_often_as_a_file_keeps() -> None:
    assert len(linking.bent(QUERY, [(i, i) for i in range(999)]).waypoints) == MOST_CORNERS


def test_an_end_slides_and_is_left_to_the_router_again() -> None:
    found = linking.anchored(QUERY, "target", Anchor("top", 0.75))
    assert (found.target_side, found.target_offset, found.source_offset) == ("top", 0.75, 0.25)
    found = linking.anchored(found, "target", Anchor())
    assert found.target_side is found.target_offset is None


def test_a_label_stays_on_its_line() -> None:
    assert linking.labelled_at(QUERY, 1.7).label_at == 1.0
    assert linking.labelled_at(QUERY, None).label_at is None


def test_resetting_takes_all_that_was_set_by_hand_and_nothing_else(document: Document) -> None:
    draft = Draft(document)
    linking.reset(draft, ["query", "hits"])
    found = link(made(document, draft))
    assert not linking.is_by_hand(found)
    assert (found.label, found.line, found.routing, found.gb_per_month) == ("SQL", "dotted", "straight", 500)
    assert found.details == {"via": "peering"}


def test_resetting_what_nobody_has_touched_is_no_change(document: Document) -> None:
    draft = Draft(document)
    linking.reset(draft, ["hits", "disk"])
    assert not draft.change()


def test_reversing_keeps_what_each_end_sends_and_where_it_is_anchored(document: Document) -> None:
    draft = Draft(document)
    linking.reverse(draft, ["query"])
    found = link(made(document, draft))
    assert (found.source, found.target) == ("database", "web")
    assert (found.gb_per_month, found.gb_back_per_month) == (40, 500)
    assert found.waypoints == ((300, 32), (100, 32))
    assert (found.target_side, found.target_offset, found.source_side) == ("right", 0.25, "left")
    assert found.label_at == 0.75
    early = document.get("early")
    assert isinstance(early, Note) and early.anchor_at == 0.75


def test_reversing_twice_is_the_link_as_it_was(document: Document) -> None:
    before = records_by_id(document)
    for _ in range(2):
        draft = Draft(document)
        linking.reverse(draft, ["query"])
        made(document, draft)
    assert records_by_id(document) == before


def test_an_arrow_that_would_be_the_second_of_its_kind_is_not_turned(document: Document) -> None:
    draft = Draft(document)
    draft.put(Link(id="answer", source="database", target="web", kind="traffic"))
    made(document, draft)
    draft = Draft(document)
    linking.reverse(draft, ["query"])
    assert not draft.change()


def test_reattaching_keeps_label_traffic_details_style_and_the_other_end(document: Document) -> None:
    draft = Draft(document)
    found = linking.reattach(draft, "query", "target", "replica")
    kept = {"target": "replica", "target_side": None, "waypoints": ()}
    assert found == QUERY.model_copy(update=kept)


def test_an_end_moved_along_its_own_node_keeps_the_corners(document: Document) -> None:
    draft = Draft(document)
    found = linking.reattach(draft, "query", "target", "database", Anchor("top", 0.5))
    assert found == QUERY.model_copy(update={"target_side": "top", "target_offset": 0.5})


def test_reattaching_takes_another_kind_where_the_services_want_one(document: Document) -> None:
    draft = Draft(document)
    found = linking.reattach(draft, "hits", "source", "balancer")
    assert found is None, "to itself"
    found = linking.reattach(draft, "disk", "target", "replica")
    assert found is not None and found.kind == "traffic"


def test_reattaching_does_not_join_two_nodes_twice(document: Document) -> None:
    draft = Draft(document)
    draft.put(Link(id="other", source="web", target="replica"))
    made(document, draft)
    assert linking.reattach(Draft(document), "query", "target", "replica") is None


def test_inserting_parts_the_link_and_both_parts_carry_its_traffic(document: Document) -> None:
    draft = Draft(document)
    parts = linking.insert_on(draft, "query", "proxy")
    assert parts is not None
    first, second = parts
    assert (first.id, first.source, first.target) == ("query", "web", "proxy")
    assert (second.source, second.target) == ("proxy", "database")
    assert (first.label, second.label) == ("SQL", "")
    for part in parts:
        assert (part.gb_per_month, part.gb_back_per_month, part.line, part.port) == (500, 40, "dotted", 5432)
    # What was set of either end stays at that end; corners stay on their side of the node.
    assert (first.source_side, first.source_offset, first.target_side) == ("right", 0.25, None)
    assert (second.source_side, second.target_side) == (None, "left")
    assert (first.waypoints, second.waypoints) == (((100, 32),), ((300, 32),))


def test_steps_on_a_parted_line_stay_where_they_were(document: Document) -> None:
    draft = Draft(document)
    parts = linking.insert_on(draft, "query", "proxy")
    made(document, draft)
    early, late = document.get("early"), document.get("late")
    assert parts is not None and isinstance(early, Note) and isinstance(late, Note)
    assert (early.anchor, early.anchor_at) == ("query", 0.5)
    assert (late.anchor, late.anchor_at) == (parts[1].id, 0.5)


@pytest.mark.parametrize("between", ["bucket", "role", "vpc", "web", "database"])
def test_nothing_is_inserted_where_it_makes_no_sense(document: Document, between: str) -> None:
    draft = Draft(document)
    assert linking.insert_on(draft, "query", between) is None
    assert not draft.change()


def test_nothing_comes_between_a_volume_and_its_instance(document: Document) -> None:
    for service in catalogue().values():
        kinds = linking.kinds_through(document, link(document, "disk"), service)
        assert kinds is None or kinds[0] != "traffic", service.name


def test_the_parts_get_the_kinds_that_the_services_suggest(document: Document) -> None:
    assert linking.kinds_through(document, link(document, "hits"), service_class("cloudfront")) == (
        "traffic",
        "origin",
    )


def test_a_node_that_is_joined_to_an_end_already_is_not_inserted(document: Document) -> None:
    draft = Draft(document)
    linking.connect(draft, "web", "proxy")
    made(document, draft)
    assert linking.insert_on(Draft(document), "query", "proxy") is None


@pytest.mark.parametrize(
    ("at", "leg", "share"),
    [((50, 5), 0, 0.25), ((100, 60), 1, 0.8), ((-90, 0), 0, 0.0), ((500, 500), 1, 1.0)],
)
def test_the_nearest_leg_is_found_with_how_far_along_it_is(
    at: tuple[int, int], leg: int, share: float
) -> None:
    found = linking.nearest_leg([(0, 0), (100, 0), (100, 100)], *at)
    assert found == (leg, pytest.approx(share))
