"""Drawing links from the ports of a node, and by the connect tool."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from desktop.canvas.anchors import spots
from desktop.canvas.ends import end_of as end_box
from desktop.canvas.hits import port_spots
from desktop.canvas.items import LinkItem
from projects.document import records_by_id
from projects.records import Link, Node
from projects.service import make_service


def port(canvas, record_id: str, side: str) -> tuple[float, float]:
    rect = canvas.mirror.layout.rects[record_id]
    x, y = port_spots(canvas.editor.document.node(record_id))[side]
    return rect.x + x, rect.y + y


def hover(hand, record_id: str) -> None:
    x, y = hand.center(record_id)
    hand.move(x, y)
    hand.move(x + 1, y)


def links(canvas) -> list[Link]:
    return sorted(canvas.editor.document.links(), key=lambda link: link.id)


@pytest.fixture
def balancer(canvas) -> str:
    with canvas.editor.edit("Add") as draft:
        service = make_service("application_load_balancer")
        draft.put(Node(id="balancer", service=service, parent="region", x=60, y=520))
    return "balancer"


def test_a_link_is_drawn_from_a_port_with_the_kind_the_services_suggest(canvas, hand, balancer):
    hover(hand, balancer)
    assert canvas.decorations.ports_of == balancer
    hand.drag(port(canvas, balancer, "right"), hand.center("web"))
    (made,) = [link for link in links(canvas) if link.id != "query"]
    assert (made.source, made.target, made.kind) == (balancer, "web", "target")
    assert canvas.editor.selection == (made.id,)
    assert isinstance(canvas.mirror.items_by_id[made.id], LinkItem)
    canvas.editor.undo_stack.undo()
    assert [link.id for link in links(canvas)] == ["query"]
    assert made.id not in canvas.mirror.items_by_id


def test_the_card_names_the_proposed_kind(canvas, hand, balancer):
    hover(hand, balancer)
    hand.begin_drag(port(canvas, balancer, "right"), hand.center("web"))
    assert canvas.card.text().startswith("Target: ")
    hand.key(Qt.Key.Key_Escape)


def test_a_link_to_itself_is_refused(canvas, hand, qtbot):
    hover(hand, "web")
    with qtbot.waitSignal(canvas.message) as said:
        hand.drag(port(canvas, "web", "top"), hand.center("web"))
    assert "two different ends" in said.args[0]
    assert len(links(canvas)) == 1


def test_a_link_dropped_on_nothing_is_no_link(canvas, hand):
    hover(hand, "web")
    hand.drag(port(canvas, "web", "top"), (1100, 600))
    assert len(links(canvas)) == 1
    assert canvas.editor.undo_stack.count() == 0


def test_escape_cancels_a_link_in_the_making(canvas, hand):
    before = records_by_id(canvas.editor.document)
    hover(hand, "web")
    hand.begin_drag(port(canvas, "web", "top"), hand.center("database"))
    hand.key(Qt.Key.Key_Escape)
    hand.release(*hand.center("database"))
    assert records_by_id(canvas.editor.document) == before


def test_the_same_link_twice_is_said_and_not_made(canvas, hand, qtbot):
    hover(hand, "web")
    with qtbot.waitSignal(canvas.message) as said:
        hand.drag(port(canvas, "web", "right"), hand.center("database"))
    assert "already joined" in said.args[0]
    assert len(links(canvas)) == 1


def test_the_connect_tool_starts_from_anywhere_on_a_node(canvas, hand):
    canvas.tools.choose("connect")
    hand.drag(hand.center("gateway"), hand.center("web"))
    assert len(links(canvas)) == 2


def test_a_link_belongs_to_the_innermost_container_around_both_ends(canvas):
    assert canvas.mirror.items_by_id["query"].parentItem() is canvas.mirror.items_by_id["vpc"]


def test_deleting_a_node_deletes_its_links_and_undo_brings_both_back(canvas):
    canvas.editor.select(("web",))
    canvas.arranging.delete()
    assert links(canvas) == []
    assert "query" not in canvas.mirror.items_by_id
    canvas.editor.undo_stack.undo()
    assert [link.id for link in links(canvas)] == ["query"]
    assert "query" in canvas.mirror.items_by_id


def test_a_link_is_selected_by_a_click_on_its_line(canvas, hand):
    (ax, ay), (bx, by) = canvas.mirror.router.routes["query"].points[:2]
    hand.click(ax + (bx - ax) * 0.2, ay + (by - ay) * 0.2)
    assert canvas.editor.selection == ("query",)


def end_of(canvas, link_id: str, last: bool) -> tuple[float, float]:
    return canvas.mirror.router.routes[link_id].points[-1 if last else 0]


def test_dragging_a_links_end_leads_it_to_another_node(canvas, hand, balancer):
    canvas.editor.select(("query",))
    hand.drag(end_of(canvas, "query", last=False), hand.center(balancer))
    (link,) = links(canvas)
    assert (link.source, link.target, link.label) == (balancer, "database", "SQL")
    canvas.editor.undo_stack.undo()
    assert [(link.source, link.target) for link in links(canvas)] == [("web", "database")]


def test_a_links_end_dropped_on_nothing_or_on_its_other_end_stays(canvas, hand):
    before = records_by_id(canvas.editor.document)
    canvas.editor.select(("query",))
    for place in ((1100, 600), hand.center("web")):
        hand.drag(end_of(canvas, "query", last=True), place)
        assert records_by_id(canvas.editor.document) == before


def test_escape_leaves_a_links_end_where_it_was(canvas, hand, balancer):
    before = records_by_id(canvas.editor.document)
    canvas.editor.select(("query",))
    hand.begin_drag(end_of(canvas, "query", last=True), hand.center(balancer))
    hand.key(Qt.Key.Key_Escape)
    hand.release(*hand.center(balancer))
    assert records_by_id(canvas.editor.document) == before


def test_the_connect_tool_does_not_start_from_the_free_room_of_a_container(canvas, hand):
    canvas.tools.choose("connect")
    rect = canvas.mirror.layout.rects["subnet_a"]
    hand.drag((rect.x + 20, rect.bottom - 20), hand.center("database"))
    assert len(links(canvas)) == 1
    assert canvas.tools.current == "connect"
    hand.drag(hand.center("gateway"), hand.center("web"))
    assert len(links(canvas)) == 2
    assert canvas.tools.current == "select"


# where a line ends


def spot(canvas, record_id: str, side: str, offset: float) -> tuple[float, float]:
    node = canvas.editor.document.node(record_id)
    end = end_box(node, canvas.mirror.layout.rects[record_id])
    return next(s.at for s in spots(end) if s.anchor == (side, offset))


def test_a_line_dropped_on_the_body_is_left_to_the_router(canvas, hand, balancer):
    hover(hand, balancer)
    hand.drag(port(canvas, balancer, "right"), hand.center("web"))
    (made,) = [link for link in links(canvas) if link.id != "query"]
    assert made.target_side is made.target_offset is made.source_side is None


def test_a_line_dropped_on_a_point_of_the_outline_ends_there(canvas, hand, balancer):
    hover(hand, balancer)
    x, y = spot(canvas, "web", "top", 0.25)
    hand.begin_drag(port(canvas, balancer, "right"), hand.center("web"))
    hand.move(x + 3, y - 2)
    hand.release(x + 3, y - 2)
    (made,) = [link for link in links(canvas) if link.id != "query"]
    assert (made.target_side, made.target_offset) == ("top", 0.25)
    assert canvas.mirror.router.routes[made.id].points[-1] == (x, y)


def test_the_line_in_the_making_ends_where_it_would_be_dropped(canvas, hand, balancer):
    hover(hand, balancer)
    x, y = spot(canvas, "web", "bottom", 0.75)
    hand.begin_drag(port(canvas, balancer, "right"), hand.center("web"))
    hand.move(x, y)
    (line,) = [item for item in canvas.decorations._loose if item.path().elementCount() < 12][-1:]
    last = line.path().elementAt(line.path().elementCount() - 1)
    assert (last.x, last.y) == (x, y)
    canvas.pointer.cancel()


def test_an_end_is_moved_along_its_own_node_and_the_rest_stays(canvas, hand):
    before = canvas.editor.document.get("query")
    canvas.editor.select(("query",))
    x, y = spot(canvas, "database", "top", 0.5)
    hand.begin_drag(end_of(canvas, "query", last=True), hand.center("database"))
    hand.move(x, y)
    hand.release(x, y)
    after = canvas.editor.document.get("query")
    assert after == before.model_copy(update={"target_side": "top", "target_offset": 0.5})
    assert canvas.editor.undo_stack.undoText() == "Move the end"


def test_reconnecting_keeps_label_traffic_details_and_style(canvas, hand, balancer):
    with canvas.editor.edit("Dress") as draft:
        more = {"gb_per_month": Decimal(9), "line": "dotted", "arrow": "both", "details": {"via": "peering"}}
        draft.put(draft.get("query").model_copy(update=more))
    canvas.editor.select(("query",))
    before = canvas.editor.document.get("query")
    hand.drag(end_of(canvas, "query", last=False), hand.center(balancer))
    assert canvas.editor.document.get("query") == before.model_copy(update={"source": balancer})


@pytest.mark.parametrize("grab", ["header", "edge"])
def test_a_line_ends_at_a_whole_container(canvas, hand, balancer, grab):
    rect = canvas.mirror.layout.rects["subnet_b"]
    place = (rect.x + 12, rect.y + 12) if grab == "header" else (rect.x + 60, rect.bottom)
    hover(hand, balancer)
    hand.drag(port(canvas, balancer, "right"), place)
    (made,) = [link for link in links(canvas) if link.id != "query"]
    assert {made.source, made.target} == {balancer, "subnet_b"}


def test_a_line_is_drawn_from_the_edge_of_a_container(canvas, hand):
    rect = canvas.mirror.layout.rects["subnet_a"]
    hand.move(rect.x + 60, rect.bottom)
    assert canvas.decorations.ports_of == "subnet_a"
    hand.drag((rect.center[0], rect.bottom), hand.center("database"))
    (made,) = [link for link in links(canvas) if link.id != "query"]
    assert {made.source, made.target} == {"subnet_a", "database"}


def test_a_gateway_on_the_edge_covers_the_containers_port(canvas, hand):
    vpc = canvas.mirror.layout.rects["vpc"]
    hand.move(vpc.x + 100, vpc.bottom)
    assert canvas.decorations.ports_of == "vpc"
    hand.press(*hand.center("gateway"))
    assert canvas.editor.selection == ("gateway",)
    canvas.pointer.cancel()


def test_a_selected_container_shows_handles_in_place_of_ports(canvas, hand):
    canvas.editor.select(("subnet_a",))
    rect = canvas.mirror.layout.rects["subnet_a"]
    hand.move(rect.x + 60, rect.bottom)
    assert canvas.decorations.ports_of is None
    assert canvas.decorations.handles_of == "subnet_a"


def test_a_line_dropped_on_nothing_asks_what_is_to_stand_there(canvas, hand, monkeypatch):
    asked = []

    class QuickAdd:
        def open(self, at, connect_from=None):
            asked.append(((round(at.x()), round(at.y())), connect_from))

    monkeypatch.setattr(canvas, "quick_add", QuickAdd(), raising=False)
    hover(hand, "web")
    hand.drag(port(canvas, "web", "top"), (1100, 600))
    assert asked == [((1100, 600), "web")]
    canvas.editor.select(("query",))
    hand.drag(end_of(canvas, "query", last=True), (1100, 600))
    assert len(asked) == 1, "an end that is let go over nothing stays where it was"


def test_over_the_free_room_of_a_container_the_card_says_how_to_connect_to_it(canvas, hand, balancer):
    hover(hand, balancer)
    room = canvas.mirror.layout.rects["subnet_b"]
    hand.press(*port(canvas, balancer, "right"))
    hand.move(room.center[0] + 40, room.bottom - 12)
    title = canvas.editor.document.node("subnet_b").title
    assert f"on the edge of {title}" in canvas.card.text()


def test_no_line_begins_where_a_group_is_taken_hold_of(canvas, hand):
    """An Auto Scaling group has its icon in the middle of its upper edge."""
    with canvas.editor.edit("Add") as draft:
        service = make_service("auto_scaling_group")
        draft.put(Node(id="group", service=service, parent="region", x=60, y=520, width=240, height=160))
    rect = canvas.mirror.layout.rects["group"]
    hand.move(rect.center[0], rect.y + 2)
    assert canvas.decorations.ports_of == "group"
    hand.drag((rect.center[0], rect.y + 2), (rect.center[0] + 48, rect.y + 26))
    assert canvas.mirror.layout.rects["group"].x != rect.x
    assert canvas.editor.undo_stack.undoText().startswith("Move")
