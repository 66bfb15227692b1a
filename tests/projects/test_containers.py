"""Containers hold their content, make room, fit, and keep zones and rows in line."""

from __future__ import annotations

from ipaddress import IPv4Network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects import copying, edits
from projects.checking import check
from projects.containers import allowed, content_rect
from projects.document import Document, Draft
from projects.geometry import HEADER, PADDING, Rect, footprint, local_rect
from projects.lining_up import line_up
from projects.records import Link, Node, Note
from projects.scaffolding.building import build
from projects.scaffolding.plans import VpcPlan
from projects.service import make_service
from projects.settling import settle
from tests.projects.network import apply, at, everywhere, found, network, node, not_held, overlaps


def resized(document: Document, node_id: str, left: int, top: int, right: int, bottom: int) -> Document:
    """Each edge moved by so much outwards."""
    one = found(document, node_id)
    rect = Rect(one.x - left, one.y - top, one.size[0] + left + right, one.size[1] + top + bottom)
    draft = Draft(document)
    edits.resize(draft, node_id, rect)
    return apply(document, draft)


# room


@pytest.mark.parametrize(
    "edge", [(40, 0, 0, 0), (0, 40, 0, 0), (0, 0, 40, 0), (0, 0, 0, 40), (16, 24, 40, 8)]
)
def test_room_at_any_edge_leaves_what_is_inside_where_it_is(edge: tuple[int, int, int, int]) -> None:
    document = network()
    before = everywhere(document)
    resized(document, "vpc", *edge)
    after = everywhere(document)
    inside = {record.id for record in document.descendants("vpc")} - {"gateway"}
    assert {i: after[i] for i in inside} == {i: before[i] for i in inside}
    left, top, right, bottom = edge
    assert after["vpc"] == before["vpc"].grown(left, top, right, bottom)


@pytest.mark.parametrize("edge", [(40, 0, 0, 0), (0, 0, 120, 0), (64, 0, 8, 0)])
def test_what_sits_on_an_edge_stays_where_it_is_along_it(edge: tuple[int, int, int, int]) -> None:
    document = network()
    before = at(document, "gateway")
    resized(document, "vpc", *edge)
    assert at(document, "gateway") == before


def test_what_sits_on_an_edge_that_moves_goes_with_it() -> None:
    document = network()
    before = at(document, "gateway")
    resized(document, "vpc", 0, 40, 0, 0)
    assert at(document, "gateway") == before.moved(0, -40)


def test_a_frame_is_never_smaller_than_its_content_with_header_and_padding() -> None:
    document = network()
    draft = Draft(document)
    zone = found(document, "zone_a")
    least = allowed(draft, zone, Rect(zone.x + 100, zone.y + 100, 10, 10))
    content = content_rect(draft, zone)
    assert content is not None
    assert least == content.moved(zone.x, zone.y)
    public = found(document, "public_a")
    assert zone.y + public.y - least.y >= HEADER
    assert zone.x + public.x - least.x == PADDING


def test_edges_that_are_not_dragged_stay() -> None:
    document = network()
    zone = found(document, "zone_a")
    wanted = Rect(zone.x, zone.y, zone.size[0], 40)
    least = allowed(Draft(document), zone, wanted)
    assert (least.x, least.y, least.width) == (zone.x, zone.y, zone.size[0])


# neighbours


def test_a_frame_that_grows_pushes_its_neighbour_aside_and_everything_around_grows() -> None:
    document = network()
    before = everywhere(document)
    resized(document, "zone_a", 0, 0, 200, 0)
    after = everywhere(document)
    assert after["zone_b"].x - after["zone_a"].right >= 16
    assert after["web_b"].x - before["web_b"].x == after["zone_b"].x - before["zone_b"].x
    assert not overlaps(document) and not not_held(document)


def test_a_frame_that_grows_to_the_left_pushes_to_the_left() -> None:
    document = network()
    before = everywhere(document)
    resized(document, "zone_b", 200, 0, 0, 0)
    after = everywhere(document)
    assert after["zone_a"].right + 16 <= after["zone_b"].x
    assert after["web_b"] == before["web_b"]
    assert not overlaps(document) and not not_held(document)


def test_neighbours_that_are_far_enough_away_stay() -> None:
    document = network()
    before = everywhere(document)
    resized(document, "zone_a", 0, 0, 8, 0)
    assert at(document, "zone_b") == before["zone_b"]


def test_growing_for_new_content_pushes_neighbours_too() -> None:
    document = network()
    right = at(document, "private_a")
    draft = Draft(document)
    made = edits.place(draft, "ec2_instance", "private_a", right.right + 80, right.y + 100)
    settle(draft, [made.id])
    apply(document, draft)
    assert not overlaps(document) and not not_held(document)
    assert at(document, "zone_b").x > at(document, "zone_a").right


def test_what_is_locked_is_not_pushed_the_frame_gives_way() -> None:
    document = network()
    zone = found(document, "zone_b")
    document = Document(
        [*(r for r in document.records() if r.id != zone.id), zone.model_copy(update={"locked": True})]
    )
    before = at(document, "zone_b")
    right = at(document, "private_a")
    draft = Draft(document)
    made = edits.place(draft, "ec2_instance", "private_a", right.right + 80, right.y + 100)
    settle(draft, [made.id])
    apply(document, draft)
    assert at(document, "zone_b") == before
    assert not overlaps(document) and not not_held(document)


def test_a_resize_stops_at_a_locked_neighbour() -> None:
    document = network()
    zone = found(document, "zone_b")
    document = Document(
        [*(r for r in document.records() if r.id != zone.id), zone.model_copy(update={"locked": True})]
    )
    resized(document, "zone_a", 0, 0, 300, 0)
    assert at(document, "zone_a").right == at(document, "zone_b").x - 16


def test_what_is_locked_is_neither_moved_nor_resized_but_goes_with_its_container() -> None:
    locked = [n.model_copy(update={"locked": n.id == "zone_a"}) for n in network().nodes()]
    document = Document(locked)
    before = everywhere(document)
    draft = Draft(document)
    edits.move(draft, ["zone_a"], 40, 40)
    edits.resize(draft, "zone_a", Rect(0, 0, 900, 900))
    assert not draft.change()
    edits.move(draft, ["vpc"], 40, 40)
    apply(document, draft)
    assert at(document, "zone_a") == before["zone_a"].moved(40, 40)


def test_a_frame_dropped_onto_another_goes_to_the_nearest_free_place() -> None:
    document = network()
    draft = Draft(document)
    region = at(document, "region")
    made = edits.place(draft, "vpc", "region", region.x + 500, region.y + 400)
    settle(draft, [made.id])
    apply(document, draft)
    assert not overlaps(document) and not not_held(document)


def test_frames_that_lay_over_each_other_before_are_left_so() -> None:
    document = Document([*network().records(), node("over", "vpc", "region", 200, 200, 300, 300)])
    assert overlaps(document)
    draft = Draft(document)
    edits.move(draft, ["over"], 8, 0)
    settle(draft, ["over"])
    apply(document, draft)
    assert found(document, "over").x == 208


def test_a_subnet_drawn_as_a_band_across_the_zones_stays_there() -> None:
    document = Document([*network().records(), node("band", "subnet", "vpc", 40, 700, 600, 80)])
    draft = Draft(document)
    edits.move(draft, ["band"], 0, -400)
    settle(draft, ["band"])
    apply(document, draft)
    assert found(document, "band").y == 300


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("zone_a", "zone_b", "zone_c", "public_b", "private_a", "private_c", "vpc")),
            st.tuples(*4 * (st.integers(-400, 400),)),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_no_resize_ever_cuts_content_off_covers_a_neighbour_or_moves_content(
    steps: list[tuple[str, tuple[int, int, int, int]]],
) -> None:
    document = network(3)
    for node_id, edges in steps:
        inside = {r.id for r in document.descendants(node_id) if not (isinstance(r, Node) and r.side)}
        before = everywhere(document)
        resized(document, node_id, *edges)
        after = everywhere(document)
        assert not not_held(document)
        assert not overlaps(document)
        moved = {(after[i].x - before[i].x, after[i].y - before[i].y) for i in inside}
        assert moved <= {(0, 0)}
        for letter in "ab":
            assert _rows(document, letter) == _rows(document, "c")


def _rows(document: Document, letter: str) -> tuple[tuple[int, int], ...]:
    rects = [at(document, f"{name}_{letter}") for name in ("zone", "public", "private")]
    return tuple((rect.y, rect.height) for rect in rects)


# shrinking


def test_shrink_to_fit_leaves_padding_and_header_around_the_content() -> None:
    document = network()
    resized(document, "vpc", 200, 200, 200, 200)
    before = everywhere(document)
    draft = Draft(document)
    edits.shrink_to_fit(draft, ["vpc"])
    apply(document, draft)
    vpc = found(document, "vpc")
    inside = [footprint(c, vpc) for c in document.children("vpc") if isinstance(c, Node) and not c.side]
    assert min(r.x for r in inside) == PADDING
    assert vpc.size[0] - max(r.right for r in inside) == PADDING
    gateway = footprint(found(document, "gateway"), vpc)
    assert gateway.bottom < min(r.y for r in inside) <= gateway.bottom + 8
    assert at(document, "web_a") == before["web_a"]


def test_shrinking_without_anything_on_the_edge_leaves_only_the_header_free() -> None:
    document = network()
    draft = Draft(document)
    edits.shrink_to_fit(draft, ["zone_a", "zone_b"])
    apply(document, draft)
    assert HEADER <= found(document, "public_a").y < HEADER + 16


def test_a_region_that_grows_leaves_room_for_labels_on_the_edges_of_its_vpc() -> None:
    document = Document(
        [
            node("region", "region", None, 0, 0, 600, 500),
            node("vpc", "vpc", "region", 40, 60, 500, 400),
            node("endpoint", "gateway_endpoint", "vpc", 0, 0, side="right", offset=0.5),
        ]
    )
    resized(document, "vpc", 0, 0, 200, 0)
    region = found(document, "region")
    label = footprint(found(document, "endpoint"), found(document, "vpc")).moved(40, 60)
    assert Rect(0, 0, *region.size).contains(label)


def test_shrinking_deeply_fits_what_is_inside_first() -> None:
    document = network()
    before = found(document, "private_a").size[1]
    draft = Draft(document)
    edits.shrink_to_fit(draft, ["vpc"])
    assert draft.node("private_a") is found(document, "private_a")
    edits.shrink_to_fit(draft, ["vpc"], deep=True)
    apply(document, draft)
    assert found(document, "private_a").size[1] < before
    assert _rows(document, "a") == _rows(document, "b")
    assert not not_held(document) and not overlaps(document)


def test_rows_shrink_to_what_the_fullest_of_them_needs() -> None:
    document = network()
    draft = Draft(document)
    edits.place(draft, "ec2_instance", "private_b", at(document, "private_b").x + 130, 900)
    apply(document, draft)
    assert found(document, "private_a").size[1] == found(document, "private_b").size[1]
    tall = found(document, "private_b").size[1]
    draft = Draft(document)
    edits.shrink_to_fit(draft, ["private_a"])
    apply(document, draft)
    assert found(document, "private_a").size[1] == found(document, "private_b").size[1] <= tall
    assert not not_held(document)


def test_an_empty_container_shrinks_to_the_size_of_a_new_one() -> None:
    document = Document([node("one", "subnet", None, 0, 0, 900, 700)])
    draft = Draft(document)
    edits.shrink_to_fit(draft, ["one"])
    apply(document, draft)
    assert found(document, "one").size == make_service("subnet").size


def test_shrinking_keeps_what_sits_on_the_edge_apart() -> None:
    records = [
        node("vpc", "vpc", None, 0, 0, 1600, 1200),
        node("subnet", "subnet", "vpc", 600, 500),
        *(node(f"e{n}", "gateway_endpoint", "vpc", 0, 0, side="top", offset=0.05 + n / 8) for n in range(8)),
    ]
    document = Document(records)
    draft = Draft(document)
    edits.shrink_to_fit(draft, ["vpc"])
    apply(document, draft)
    vpc = found(document, "vpc")
    icons = [local_rect(found(document, f"e{n}"), vpc) for n in range(8)]
    assert not any(a.overlaps(b) for i, a in enumerate(icons) for b in icons[:i])


# edges


def test_what_is_placed_on_an_edge_finds_a_place_of_its_own() -> None:
    document = network()
    gateway = at(document, "gateway")
    draft = Draft(document)
    made = edits.place(draft, "gateway_endpoint", "vpc", *gateway.center)
    edits.place(draft, "virtual_private_gateway", "vpc", *gateway.center)
    apply(document, draft)
    vpc = found(document, "vpc")
    on_edge = [footprint(c, vpc) for c in document.children("vpc") if isinstance(c, Node) and c.side]
    assert len(on_edge) == 3
    assert not any(a.overlaps(b) for i, a in enumerate(on_edge) for b in on_edge[:i])
    assert found(document, made.id).side == "top"


def test_what_is_moved_along_an_edge_stops_beside_others() -> None:
    document = network()
    draft = Draft(document)
    made = edits.place(draft, "gateway_endpoint", "vpc", at(document, "vpc").x, at(document, "vpc").y + 300)
    apply(document, draft)
    (x, y), (gx, gy) = at(document, made.id).center, at(document, "gateway").center
    draft = Draft(document)
    edits.move(draft, [made.id], round(gx - x), round(gy - y))
    apply(document, draft)
    assert not at(document, made.id).overlaps(at(document, "gateway"))
    assert found(document, made.id).side == "top"


# rows and columns


def test_resizing_a_subnet_takes_those_of_its_row_along() -> None:
    document = network(3)
    resized(document, "public_b", 0, 0, 0, 64)
    assert _rows(document, "a") == _rows(document, "b") == _rows(document, "c")
    assert found(document, "public_a").size[1] == 232
    assert found(document, "private_c").y == 232 + 64 - 8  # the gap of 24 is kept at 16 at least


def test_resized_alone_the_others_keep_their_size() -> None:
    document = network()
    public = found(document, "public_a")
    draft = Draft(document)
    edits.resize(draft, "public_a", Rect(public.x, public.y, public.size[0], 300), alone=True)
    apply(document, draft)
    assert found(document, "public_a").size[1] == 300
    assert found(document, "public_b").size[1] == 168
    assert not overlaps(document)


def test_a_subnet_that_grows_for_its_content_takes_its_row_along() -> None:
    document = network()
    low = at(document, "private_b")
    draft = Draft(document)
    edits.place(draft, "ec2_instance", "private_b", low.x + 120, low.bottom + 200)
    apply(document, draft)
    assert _rows(document, "a") == _rows(document, "b")


def test_a_new_zone_goes_beside_the_others_as_high_as_they_are() -> None:
    document = network()
    draft = Draft(document)
    vpc = at(document, "vpc")
    made = edits.place(draft, "availability_zone", "vpc", vpc.right + 100, vpc.y + 200)
    settle(draft, [made.id])
    apply(document, draft)
    new, last = found(document, made.id), found(document, "zone_b")
    assert (new.y, new.size) == (last.y, last.size)
    assert new.x - (last.x + last.size[0]) == last.x - (32 + 312)
    assert not overlaps(document) and not not_held(document)


def test_a_new_zone_goes_between_where_it_is_dropped() -> None:
    document = network()
    draft = Draft(document)
    x, y = at(document, "zone_a").center
    made = edits.place(draft, "availability_zone", "vpc", x + 40, y)
    settle(draft, [made.id])
    apply(document, draft)
    assert at(document, "zone_a").right < at(document, made.id).x
    assert at(document, made.id).right < at(document, "zone_b").x
    assert not overlaps(document) and not not_held(document)


def test_a_new_subnet_takes_the_row_of_its_tier() -> None:
    document = network()
    draft = Draft(document)
    edits.delete(draft, ["private_b"])
    apply(document, draft)
    draft = Draft(document)
    x, y = at(document, "zone_b").center
    made = edits.place(draft, make_service("subnet", {"public": False}), "zone_b", x, y + 150)
    settle(draft, [made.id])
    apply(document, draft)
    row, new = at(document, "private_a"), at(document, made.id)
    assert (new.y, new.height) == (row.y, row.height)
    assert not overlaps(document) and not not_held(document)


def test_a_subnet_for_a_row_that_is_taken_finds_a_place_below() -> None:
    document = network()
    draft = Draft(document)
    x, y = at(document, "public_a").center
    made = edits.place(draft, make_service("subnet", {"public": True}), "zone_a", x, y)
    settle(draft, [made.id])
    apply(document, draft)
    assert not overlaps(document) and not not_held(document)


def test_lining_up_brings_zones_and_rows_of_a_tier_together() -> None:
    document = Document(
        [
            node("vpc", "vpc", None, 0, 0, 900, 900),
            node("zone_a", "availability_zone", "vpc", 32, 80, 312, 500),
            node("zone_b", "availability_zone", "vpc", 400, 120, 312, 640),
            node("public_a", "subnet", "zone_a", 24, 48, 264, 120, label="shop-public-a", public=True),
            node("app_a", "subnet", "zone_a", 24, 190, 264, 120, label="shop-app-a", public=False),
            node("data_a", "subnet", "zone_a", 24, 330, 264, 120, label="shop-data-a", public=False),
            node("data_b", "subnet", "zone_b", 24, 400, 264, 160, label="shop-data-b", public=False),
            node("public_b", "subnet", "zone_b", 24, 40, 264, 200, label="shop-public-b", public=True),
        ]
    )
    draft = Draft(document)
    assert line_up(draft, "vpc")
    apply(document, draft)
    for tier in ("zone", "public", "data"):
        one, other = at(document, f"{tier}_a"), at(document, f"{tier}_b")
        assert (one.y, one.height) == (other.y, other.height), tier
    assert at(document, "public_a").height == 200
    assert at(document, "data_a").y > at(document, "app_a").bottom
    assert not overlaps(document) and not not_held(document)
    draft = Draft(document)
    line_up(draft, "vpc")
    assert not draft.change()


def test_there_is_nothing_to_line_up_in_a_vpc_of_one_zone() -> None:
    draft = Draft(network(1))
    assert not line_up(draft, "vpc")
    assert not draft.change()


# what moves with what


def test_corners_set_by_hand_move_with_links_whose_two_ends_move() -> None:
    inner = Link(id="inner", source="web_a", target="web_b", waypoints=((300, 500), (400, 500)))
    outer = Link(id="outer", source="web_a", target="gateway", waypoints=((300, 100),))
    document = Document([*network().records(), inner, outer])
    draft = Draft(document)
    edits.move(draft, ["zone_a", "zone_b"], 16, 24)
    apply(document, draft)
    moved, kept = document.get("inner"), document.get("outer")
    assert isinstance(moved, Link) and isinstance(kept, Link)
    assert moved.waypoints == ((316, 524), (416, 524))
    assert kept.waypoints == ((300, 100),)
    draft = Draft(document)
    edits.move(draft, ["vpc"], 16, 24)
    apply(document, draft)
    moved, kept = document.get("inner"), document.get("outer")
    assert isinstance(moved, Link) and isinstance(kept, Link)
    assert moved.waypoints == ((332, 548), (432, 548))
    assert kept.waypoints == ((316, 124),)


def test_a_container_goes_with_notes_edges_and_everything_inside() -> None:
    note = Note(id="note", text="Remark", parent="private_a", x=10, y=120)
    document = Document([*network().records(), note])
    before = everywhere(document)
    draft = Draft(document)
    edits.move(draft, ["vpc"], 48, -16)
    apply(document, draft)
    after = everywhere(document)
    inside = {"vpc", *(record.id for record in document.descendants("vpc"))}
    assert {"gateway", "note", "web_b"} <= inside
    assert all(after[i] == before[i].moved(48, -16) for i in inside)


# copies


def test_a_copied_zone_becomes_the_next_column_with_a_name_and_blocks_of_its_own() -> None:
    document = Document()
    draft = Draft(document)
    block = IPv4Network("10.0.0.0/16")
    build(draft, VpcPlan(block, "shop", gateway_endpoints=()), None, 0, 0)
    apply(document, draft)
    zones = sorted((n for n in document.nodes() if n.service.name == "availability_zone"), key=lambda n: n.x)
    draft = Draft(document)
    made = copying.duplicate(draft, [zones[1].id])
    settle(draft, made)
    apply(document, draft)
    copy = found(document, made[0])
    assert copy.service.title() == "Availability Zone us-east-1c"
    assert (copy.y, copy.size) == (zones[1].y, zones[1].size)
    assert copy.x == zones[1].x + (zones[1].x - zones[0].x)
    labels = sorted(one.label for one in document.children(copy.id) if isinstance(one, Node))
    assert labels == [
        "shop-app-c 10.0.96.0/20",
        "shop-data-c 10.0.24.0/22",
        "shop-public-c 10.0.2.0/24",
    ]
    assert not [f.message for f in check(document) if f.severity == "error"]
    assert not overlaps(document) and not not_held(document)


def test_a_copied_vpc_keeps_its_subnets_blocks() -> None:
    document = network()
    draft = Draft(document)
    edits.set_property(draft, ["public_a"], "cidr", "10.0.1.0/24")
    apply(document, draft)
    draft = Draft(document)
    made = copying.duplicate(draft, ["vpc"])
    settle(draft, made)
    apply(document, draft)
    blocks = [n.service.cidr for n in document.nodes() if n.service.name == "subnet" and n.service.cidr]
    assert blocks == ["10.0.1.0/24", "10.0.1.0/24"]
    assert not overlaps(document) and not not_held(document)


@pytest.mark.parametrize("name", ["cloudfront", "direct_connect_gateway"])
def test_an_icon_put_on_the_edge_of_a_region_goes_beside_it(name: str) -> None:
    document = network()
    region = at(document, "region")
    draft = Draft(document)
    made = edits.place(draft, name, "cloud", region.center[0], region.y + 8)
    settle(draft, [made.id])
    document = apply(document, draft)
    assert not footprint(found(document, made.id)).overlaps(footprint(found(document, "region")))
    assert at(document, "cloud").contains(at(document, made.id))


def test_a_load_balancer_put_across_zones_stays_there() -> None:
    document = network()
    x = (at(document, "zone_a").right + at(document, "zone_b").x) / 2
    draft = Draft(document)
    made = edits.place(draft, "application_load_balancer", "vpc", x, at(document, "public_a").center[1])
    settle(draft, [made.id])
    assert apply(document, draft) is document and abs(at(document, made.id).center[0] - x) <= 8


def test_a_subnet_that_no_row_is_free_for_stands_in_line_below_those_of_its_zone() -> None:
    document = network()
    draft = Draft(document)
    own, there = at(document, "private_b"), at(document, "private_a")
    edits.move(draft, ["private_b"], there.x - 16 - own.x, there.y + 24 - own.y)
    edits.reparent(draft, "private_b", "zone_a")
    settle(draft, ["private_b"])
    document = apply(document, draft)
    assert at(document, "private_b").x == at(document, "private_a").x
    assert at(document, "private_b").width == at(document, "private_a").width
    assert at(document, "private_b").y > at(document, "private_a").bottom
    assert not overlaps(document) and not not_held(document)


def test_a_subnet_put_beside_the_others_of_its_zone_stays_beside_them() -> None:
    document = network()
    draft = Draft(document)
    own, there = at(document, "private_b"), at(document, "private_a")
    edits.move(draft, ["private_b"], there.right + 16 - own.x, 0)
    edits.reparent(draft, "private_b", "zone_a")
    settle(draft, ["private_b"])
    document = apply(document, draft)
    assert at(document, "private_b").x >= at(document, "private_a").right
    assert not overlaps(document) and not not_held(document)
