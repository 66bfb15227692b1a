"""Operations on a drawing: what moves, grows, follows and disappears with what."""

from __future__ import annotations

import pytest

from projects import arranging, copying, edits
from projects.document import Document, Draft, StaleChange, records_by_id
from projects.geometry import Rect, canvas_rect, footprint
from projects.placement import accepting_container_at, missing_containers, refusal
from projects.records import Link, Node
from projects.service import make_service, service_class


def network() -> Document:
    """A cloud, Region and VPC with an internet gateway; a zone with two subnets and a NAT gateway."""
    document = Document()
    draft = Draft(document)
    cloud = edits.place(draft, "aws_cloud", None, 500, 400)
    region = edits.place(draft, "region", cloud.id, 500, 400)
    vpc = edits.place(draft, "vpc", region.id, 500, 400)
    zone = edits.place(draft, "availability_zone", vpc.id, 350, 400)
    public = edits.place(draft, make_service("subnet", {"public": True}), zone.id, 350, 320)
    private = edits.place(draft, make_service("subnet", {"public": False}), zone.id, 350, 520)
    nat = edits.place(draft, "nat_gateway", public.id, 350, 320)
    gateway = edits.place(draft, "internet_gateway", vpc.id, 150, 400)
    names = {"cloud": cloud, "region": region, "vpc": vpc, "zone": zone}
    names |= {"public": public, "private": private, "nat": nat, "gateway": gateway}
    renamed = {node.id: name for name, node in names.items()}
    records = []
    for old in renamed:
        node = draft.node(old)
        assert node is not None
        records.append(node.model_copy(update={"id": renamed[old], "parent": renamed.get(node.parent or "")}))
    return Document(records)


def changed(document: Document, draft: Draft) -> None:
    document.apply(draft.change())


def every_container_holds_its_content(document: Document) -> bool:
    for node in document.nodes():
        holder = document.node(node.parent)
        if holder is not None and node.side is None:
            frame = Rect(0, 0, *holder.size)
            if not frame.contains(footprint(node, holder)):
                return False
    return True


def test_new_zones_and_subnets_get_the_next_name_and_block() -> None:
    document = network()
    assert document.node("vpc").service.cidr == "10.0.0.0/16"
    assert document.node("zone").service.zone == "us-east-1a"
    assert document.node("public").service.cidr == "10.0.0.0/24"
    assert document.node("private").service.cidr == "10.0.1.0/24"


def test_containers_grow_to_hold_what_is_placed() -> None:
    document = network()
    assert every_container_holds_its_content(document)
    draft = Draft(document)
    edits.place(draft, "nat_gateway", "public", -900, -700)
    changed(document, draft)
    assert every_container_holds_its_content(document)


def test_growing_to_the_left_keeps_the_content_where_it_is() -> None:
    document = network()
    before = canvas_rect(document, document.node("nat"))
    draft = Draft(document)
    edits.place(draft, "nat_gateway", "public", before.x - 600, before.y)
    changed(document, draft)
    assert canvas_rect(document, document.node("nat")) == before


def test_a_border_child_sits_on_the_edge_and_follows_a_resize() -> None:
    document = network()
    assert document.node("gateway").side == "left"
    draft = Draft(document)
    vpc = document.node("vpc")
    edits.resize(draft, "vpc", Rect(vpc.x - 64, vpc.y, vpc.size[0] + 64, vpc.size[1]))
    changed(document, draft)
    center = canvas_rect(document, document.node("gateway")).center
    assert center[0] == canvas_rect(document, document.node("vpc")).x


def test_moving_a_vpc_moves_all_that_it_holds() -> None:
    document = network()
    before = canvas_rect(document, document.node("nat"))
    draft = Draft(document)
    edits.move(draft, ["vpc", "nat"], 80, 16)
    changed(document, draft)
    assert canvas_rect(document, document.node("nat")) == before.moved(80, 16)


def test_reparenting_keeps_the_place_on_the_canvas() -> None:
    document = network()
    before = canvas_rect(document, document.node("nat"))
    draft = Draft(document)
    edits.reparent(draft, "nat", "private")
    changed(document, draft)
    assert document.node("nat").parent == "private"
    assert canvas_rect(document, document.node("nat")) == before


def test_resizing_never_cuts_off_the_content() -> None:
    document = network()
    draft = Draft(document)
    vpc = document.node("vpc")
    edits.resize(draft, "vpc", Rect(vpc.x, vpc.y, 40, 40))
    changed(document, draft)
    assert every_container_holds_its_content(document)


def test_deleting_takes_content_links_and_references_along() -> None:
    document = network()
    draft = Draft(document)
    edits.connect(draft, "nat", "gateway")
    balancer = make_service("application_load_balancer", {"subnets": ("public", "private")})
    draft.put(Node(id="alb", service=balancer, parent="vpc"))
    draft.put(Node(id="group", service=make_service("security_group"), parent="vpc", members=("nat", "alb")))
    changed(document, draft)
    snapshot = records_by_id(document)
    draft = Draft(document)
    edits.delete(draft, ["public"])
    change = draft.change()
    document.apply(change)
    assert "nat" not in document
    assert not list(document.links())
    assert document.node("group").members == ("alb",)
    assert document.node("alb").service.subnets == ("private",)
    document.apply(change.inverse())
    assert records_by_id(document) == snapshot


def test_duplicating_renames_references_among_the_copies() -> None:
    document = network()
    draft = Draft(document)
    draft.put(Link(id="l", source="nat", target="gateway", kind="traffic"))
    changed(document, draft)
    draft = Draft(document)
    [copy] = copying.duplicate(draft, ["vpc"])
    changed(document, draft)
    inside = {node.id for node in document.descendants(copy)}
    [link] = [link for link in document.links() if link.id != "l"]
    assert {link.source, link.target} <= inside
    assert len(inside) == len(list(document.descendants("vpc")))


def test_pasting_into_a_container_grows_it() -> None:
    document = network()
    records = copying.copied(document, ["nat"])
    draft = Draft(document)
    copying.paste(draft, records, "private", 900, 900)
    changed(document, draft)
    assert every_container_holds_its_content(document)


def test_a_link_is_not_drawn_twice_nor_to_itself() -> None:
    document = network()
    draft = Draft(document)
    assert edits.connect(draft, "nat", "nat") is None
    assert edits.connect(draft, "nat", "gateway") is not None
    changed(document, draft)
    assert edits.connect(Draft(document), "nat", "gateway") is None


@pytest.mark.parametrize("edge", ["left", "center", "right", "top", "middle", "bottom"])
def test_aligned_nodes_share_an_edge(edge: arranging.Edge) -> None:
    document = network()
    draft = Draft(document)
    others = [edits.place(draft, "nat_gateway", "private", 300 + 90 * i, 500 + 40 * i).id for i in range(3)]
    changed(document, draft)
    draft = Draft(document)
    arranging.align(draft, others, edge)
    changed(document, draft)
    rects = [canvas_rect(document, document.node(i)) for i in others]
    key = {
        "left": lambda r: r.x,
        "right": lambda r: r.right,
        "center": lambda r: r.center[0],
        "top": lambda r: r.y,
        "bottom": lambda r: r.bottom,
        "middle": lambda r: r.center[1],
    }[edge]
    assert len({key(rect) for rect in rects}) == 1


def test_distributed_nodes_have_equal_gaps() -> None:
    document = network()
    draft = Draft(document)
    others = [edits.place(draft, "nat_gateway", "private", x, 500).id for x in (300, 380, 640)]
    changed(document, draft)
    draft = Draft(document)
    arranging.distribute(draft, others, "horizontal")
    changed(document, draft)
    rects = sorted((canvas_rect(document, document.node(i)) for i in others), key=lambda r: r.x)
    gaps = [b.x - a.right for a, b in zip(rects, rects[1:], strict=False)]
    assert abs(gaps[0] - gaps[1]) <= 1


def test_a_stale_change_leaves_the_document_alone() -> None:
    document = network()
    draft = Draft(document)
    edits.move(draft, ["nat"], 8, 8)
    change = draft.change()
    document.apply(change)
    before = records_by_id(document)
    with pytest.raises(StaleChange):
        document.apply(change)
    assert records_by_id(document) == before


def test_refusals_name_the_thing_and_where_it_belongs() -> None:
    document = network()
    found = refusal(document, service_class("vpc"), "public")
    assert found is not None
    assert found.reason == "A VPC cannot stand in a subnet: it belongs in a Region."


def test_a_drop_walks_outwards_to_a_container_that_may_hold_it() -> None:
    document = network()
    x, y = canvas_rect(document, document.node("nat")).center
    parent, refused = accepting_container_at(document, service_class("internet_gateway"), x, y)
    assert (parent, refused) == ("vpc", None)


def test_missing_containers_are_offered_outermost_first() -> None:
    chain = missing_containers(Document(), service_class("nat_gateway"), None)
    assert chain == ("aws_cloud", "region", "vpc", "availability_zone", "subnet")
    assert missing_containers(network(), service_class("nat_gateway"), "zone") == ("subnet",)


@pytest.mark.parametrize("at", [(0, 0), (960, 640), (480, 0), (-40, 300)])
def test_a_new_frame_keeps_within_its_container_where_it_fits(at: tuple[int, int]) -> None:
    cloud = Node(id="cloud", service=make_service("aws_cloud"), x=0, y=0)
    document = Document([cloud])
    draft = Draft(document)
    made = edits.place(draft, "region", "cloud", *at)
    document.apply(draft.change())
    held = document.node("cloud")
    assert held is not None and canvas_rect(document, held) == Rect(0, 0, *cloud.size)
    placed = document.node(made.id)
    assert placed is not None and canvas_rect(document, held).contains(canvas_rect(document, placed))


@pytest.mark.parametrize("outside", [1, 20])
def test_a_gateway_let_go_just_outside_the_edge_goes_onto_it(outside: int) -> None:
    document = network()
    rect = canvas_rect(document, _node(document, "vpc"))
    gateway = service_class("internet_gateway")
    assert accepting_container_at(document, gateway, rect.x - outside, rect.center[1]) == ("vpc", None)


def test_a_gateway_let_go_far_from_every_vpc_is_refused() -> None:
    document = network()
    rect = canvas_rect(document, _node(document, "vpc"))
    gateway = service_class("internet_gateway")
    assert accepting_container_at(document, gateway, rect.x - 30, rect.center[1])[1] is not None


def test_what_stands_on_no_edge_needs_to_be_let_go_inside() -> None:
    document = network()
    rect = canvas_rect(document, _node(document, "private"))
    assert accepting_container_at(document, service_class("ec2_instance"), rect.x - 2, rect.center[1])[1]


def _node(document: Document, node_id: str) -> Node:
    found = document.node(node_id)
    assert found is not None
    return found
