"""Groups that span subnets: they hold their members, follow them, and take them along."""

from __future__ import annotations

from projects import copying, edits
from projects.document import Document, Draft
from projects.geometry import Rect, canvas_rect
from projects.overlays import fit_overlay, follow_overlays
from projects.records import Link, Node, Note
from projects.settling import settle
from tests.projects.network import apply, at, everywhere, found, network, node, not_held

GROUP = "group"


def grouped() -> Document:
    """Both instances in an Auto Scaling group whose frame fits them."""
    group = node(GROUP, "auto_scaling_group", "vpc", 60, 340, 600, 180, members=("web_a", "web_b"))
    document = Document([*network().records(), group])
    draft = Draft(document)
    fit_overlay(draft, GROUP)
    return apply(document, draft)


def holds_its_members(document: Document, overlay: str = GROUP) -> bool:
    frame = at(document, overlay)
    return all(frame.contains(at(document, member)) for member in found(document, overlay).members)


def moved(document: Document, ids: list[str], dx: int, dy: int) -> Document:
    draft = Draft(document)
    edits.move(draft, ids, dx, dy)
    settle(draft, ids)
    return apply(document, draft)


def test_a_fitted_frame_holds_icons_and_labels() -> None:
    document = grouped()
    assert holds_its_members(document)
    assert at(document, GROUP).bottom >= at(document, "web_a").bottom + 40


def test_a_frame_dragged_takes_its_members_along() -> None:
    document = grouped()
    before = everywhere(document)
    moved(document, [GROUP], 8, 16)
    assert at(document, GROUP) == before[GROUP].moved(8, 16)
    assert at(document, "web_a") == before["web_a"].moved(8, 16)
    assert at(document, "web_b") == before["web_b"].moved(8, 16)
    assert found(document, GROUP).members == ("web_a", "web_b")
    assert not not_held(document)


def test_a_frame_dragged_with_its_container_takes_nothing_twice() -> None:
    document = grouped()
    before = everywhere(document)
    moved(document, ["vpc", GROUP], 40, 0)
    after = everywhere(document)
    assert after["web_a"] == before["web_a"].moved(40, 0)
    assert after[GROUP] == before[GROUP].moved(40, 0)


def test_members_carried_into_another_subnet_stand_there() -> None:
    document = Document(
        [*network().records(), node(GROUP, "security_group", "vpc", 130, 350, 140, 140, members=("web_a",))]
    )
    moved(document, [GROUP], 344, 0)
    assert found(document, "web_a").parent == "private_b"
    assert found(document, GROUP).members == ("web_a",)
    assert holds_its_members(document)
    assert not not_held(document)


def test_the_frame_follows_when_a_member_s_container_moves() -> None:
    document = grouped()
    before = at(document, GROUP)
    moved(document, ["zone_b"], 80, 0)
    assert found(document, GROUP).members == ("web_a", "web_b")
    assert at(document, GROUP).x == before.x
    assert at(document, GROUP).right == before.right + 80
    assert holds_its_members(document)


def test_the_frame_follows_when_members_are_pushed_aside() -> None:
    document = grouped()
    public = found(document, "public_a")
    draft = Draft(document)
    edits.resize(draft, "public_a", canvas_rect(document, public)._replace(x=24, y=40, height=300))
    follow_overlays(draft, ["public_a"])
    apply(document, draft)
    assert found(document, GROUP).members == ("web_a", "web_b")
    assert holds_its_members(document)


def test_a_frame_made_larger_by_hand_stays_as_much_larger() -> None:
    document = grouped()
    group = found(document, GROUP)
    larger = canvas_rect(document, group)
    draft = Draft(document)
    draft.put(group.model_copy(update={"width": larger.width + 120, "height": larger.height + 60}))
    apply(document, draft)
    before = at(document, GROUP)
    moved(document, ["zone_a", "zone_b"], 0, 48)
    assert at(document, GROUP) == before.moved(0, 48)


def test_a_member_dragged_out_leaves_and_the_fitted_frame_closes_up() -> None:
    document = grouped()
    moved(document, ["web_b"], 0, -260)
    assert found(document, GROUP).members == ("web_a",)
    assert at(document, GROUP).right < at(document, "zone_b").x


def test_a_member_dragged_within_the_frame_stays_a_member_and_is_held() -> None:
    document = grouped()
    moved(document, ["web_b"], 24, 8)
    assert found(document, GROUP).members == ("web_a", "web_b")
    assert holds_its_members(document)


def test_members_dragged_together_keep_their_group() -> None:
    document = grouped()
    before = at(document, GROUP)
    moved(document, ["web_a", "web_b"], 16, -40)
    assert found(document, GROUP).members == ("web_a", "web_b")
    assert at(document, GROUP) == before.moved(16, -40)


def test_what_is_dropped_into_the_frame_joins_and_is_held() -> None:
    document = grouped()
    draft = Draft(document)
    frame = at(document, GROUP)
    made = edits.place(draft, "ec2_instance", "private_a", frame.x + 40, frame.bottom - 24)
    settle(draft, [made.id])
    apply(document, draft)
    assert made.id in found(document, GROUP).members
    assert holds_its_members(document)


def test_a_frame_that_carries_members_takes_in_nothing_it_passes_over() -> None:
    document = Document(
        [*network().records(), node(GROUP, "security_group", "vpc", 130, 350, 140, 140, members=("web_a",))]
    )
    moved(document, [GROUP], 344, 0)
    assert found(document, GROUP).members == ("web_a",)


def test_a_new_frame_takes_in_what_it_is_put_around() -> None:
    document = network()
    draft = Draft(document)
    made = edits.place(draft, "auto_scaling_group", "vpc", *at(document, "web_a").center)
    settle(draft, [made.id])
    apply(document, draft)
    assert found(document, made.id).members == ("web_a",)


def test_a_frame_cannot_be_made_smaller_than_its_members() -> None:
    document = grouped()
    group = found(document, GROUP)
    draft = Draft(document)
    edits.resize(
        draft, GROUP, canvas_rect(document, group)._replace(x=group.x, y=group.y, width=64, height=48)
    )
    follow_overlays(draft, [GROUP])
    apply(document, draft)
    assert found(document, GROUP).members == ("web_a", "web_b")
    assert holds_its_members(document)


def test_deleting_a_group_keeps_its_members() -> None:
    document = grouped()
    draft = Draft(document)
    edits.delete(draft, [GROUP])
    apply(document, draft)
    assert {"web_a", "web_b"} <= {one.id for one in document.nodes()}


def test_a_copied_group_holds_the_copies_of_the_members_that_are_copied_with_it() -> None:
    document = grouped()
    draft = Draft(document)
    made = copying.duplicate(draft, [GROUP, "web_a"])
    apply(document, draft)
    [copy] = [found(document, i) for i in made if found(document, i).service.is_overlay()]
    [member] = [i for i in made if i != copy.id]
    assert copy.members == (member,)
    assert found(document, member).parent == "private_a"


def test_copies_take_corners_set_by_hand_and_steps_on_lines_along() -> None:
    link = Link(id="link", source="web_a", target="web_b", waypoints=((300, 500), (400, 520)))
    step = Note(id="step", kind="step", text="1", anchor="link")
    document = Document([*network().records(), link, step])
    before = everywhere(document)
    draft = Draft(document)
    [copy] = copying.duplicate(draft, ["vpc"], 32, 48)[:1]
    apply(document, draft)
    [made] = [one for one in document.links() if one.id != "link"]
    dx = at(document, copy).x - before["vpc"].x
    dy = at(document, copy).y - before["vpc"].y
    assert (dx, dy) == (32, 48)
    assert made.waypoints == ((332, 548), (432, 568))
    [rides] = [note for note in document.notes() if note.id != "step"]
    assert rides.anchor == made.id


def test_corners_follow_into_another_container() -> None:
    link = Link(id="link", source="web_a", target="second", waypoints=((300, 500),))
    document = Document([*network().records(), link, node("second", "ec2_instance", "private_a", 180, 56)])
    records = copying.loosened(document, copying.copied(document, ["web_a", "second"]))
    assert all(record.parent is None for record in records if isinstance(record, Node))
    first = next(record for record in records if record.id == "web_a")
    assert isinstance(first, Node) and (first.x, first.y) == at(document, "web_a")[:2]
    draft = Draft(document)
    made = copying.paste(draft, records, "private_b", -200, -400)
    apply(document, draft)
    [link] = [one for one in document.links() if one.id != "link"]
    over = at(document, made[0]).x - at(document, "web_a").x
    down = at(document, made[0]).y - at(document, "web_a").y
    assert link.waypoints == ((300 + over, 500 + down),)


def test_deleting_a_link_takes_the_steps_on_it_along() -> None:
    link = Link(id="link", source="web_a", target="web_b")
    step = Note(id="step", kind="step", text="1", anchor="link")
    document = Document([*network().records(), link, step])
    draft = Draft(document)
    edits.delete(draft, ["web_a"])
    apply(document, draft)
    assert "step" not in document


def test_a_label_that_names_the_block_follows_it() -> None:
    document = Document([node("one", "subnet", None, 0, 0, cidr="10.0.0.0/24", label="shop-a 10.0.0.0/24")])
    draft = Draft(document)
    edits.set_property(draft, ["one"], "cidr", "10.0.9.0/24")
    apply(document, draft)
    assert found(document, "one").label == "shop-a 10.0.9.0/24"


def dropped(document: Document, name: str, parent: str, x: int, y: int) -> tuple[Document, str]:
    draft = Draft(document)
    made = edits.place(draft, name, parent, x, y)
    settle(draft, [made.id])
    return apply(document, draft), made.id


def test_a_group_dropped_on_a_server_fits_it_below_the_title_of_its_subnet() -> None:
    document = network()
    x, y = at(document, "web_a").center
    document, made = dropped(
        document, "auto_scaling_group", found(document, "web_a").parent or "", int(x), int(y)
    )
    assert found(document, made).members == ("web_a",)
    assert at(document, made).contains(at(document, "web_a"))
    holder = at(document, found(document, made).parent or "")
    assert holder.contains(at(document, made))
    assert at(document, made).y >= holder.y + 24
    assert not not_held(document)


def test_a_group_widened_over_the_next_subnet_stands_in_what_holds_both() -> None:
    """In a subnet of one zone the subnets of the next would be painted over it."""
    document = network()
    x, y = at(document, "web_a").center
    document, made = dropped(
        document, "auto_scaling_group", found(document, "web_a").parent or "", int(x), int(y)
    )
    draft = Draft(document)
    right = at(document, "web_b").right + 40 - at(document, made).x
    group = found(document, made)
    edits.resize(draft, made, Rect(group.x, group.y, right, group.size[1]))
    follow_overlays(draft, [made])
    document = apply(document, draft)
    assert found(document, made).members == ("web_a", "web_b")
    holder = found(document, found(document, made).parent or "")
    assert holder.service.name == "vpc"
    assert at(document, holder.id).contains(at(document, made))
