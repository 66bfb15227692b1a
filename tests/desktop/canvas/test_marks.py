"""Cost pills and finding badges: legible on screen at low zoom, their own size in pictures."""

from __future__ import annotations

import pytest

from desktop.canvas.appearance import boxes, drawing
from desktop.canvas.colours import colours
from desktop.canvas.detail import detail_for
from desktop.canvas.lettering import LETTERING
from desktop.canvas.primitives import Text, flat
from desktop.canvas.shapes import Marks, label_box, node_shapes
from desktop.theme import light
from pricing.table import price_table
from projects.document import Document
from projects.estimate import estimate
from projects.records import Link, Node
from projects.service import make_service


@pytest.mark.parametrize("zoom", [0.4, 0.53, 0.7, 0.9, 1.0])
def test_pills_keep_a_legible_size_on_screen(zoom):
    node = Node(id="n", service=make_service("ec2_instance"))
    marks = Marks("$72.48", severity="warning")
    grown = detail_for(zoom).marks
    texts = [s for s in node_shapes(node, colours(light()), marks, grown) if getattr(s, "role", "") == "pill"]
    assert [text.size * LETTERING["pill"].size * zoom >= 9.8 for text in texts] == [True]


@pytest.mark.parametrize("zoom", [0.4, 0.53, 0.7, 1.0])
def test_grown_marks_leave_the_label_under_the_icon_alone(zoom):
    node = Node(id="n", service=make_service("ec2_instance"))
    shapes = node_shapes(node, colours(light()), Marks("$12,072.48 +", True, "error"), detail_for(zoom).marks)
    label = label_box(node)
    marks = shapes[-5:]
    assert not any(box.overlaps(label) for shape in marks for box in boxes(shape))


def test_pictures_show_pills_at_their_own_size():
    document = Document([Node(id="n", service=make_service("ec2_instance"))])
    made = drawing(document, estimate=estimate(document, price_table()))
    assert {text.size for text in flat(made.items) if isinstance(text, Text)} == {1.0}


def linked(gb: int | None) -> Document:
    """A server in each of two zones, with a link that carries this much."""
    nodes = [
        Node(id="region", service=make_service("region", {"code": "us-east-1"})),
        Node(id="vpc", service=make_service("vpc"), parent="region"),
    ]
    for letter in "ab":
        zone = make_service("availability_zone", {"zone": f"us-east-1{letter}"})
        nodes.append(Node(id=f"zone-{letter}", service=zone, parent="vpc", x=300 * (letter == "b")))
        server = make_service("ec2_instance", {"public_ip": False})
        nodes.append(Node(id=letter, service=server, parent=f"zone-{letter}", x=40, y=40))
    traffic = {"gb_per_month": gb, "gb_back_per_month": None if gb is None else 0}
    return Document([*nodes, Link(id="link", source="a", target="b", label="SQL", **traffic)])


@pytest.mark.parametrize(("gb", "pills"), [(500, ["$10.00"]), (0, []), (None, [])])
def test_a_link_shows_what_its_traffic_costs(gb, pills):
    document = linked(gb)
    made = drawing(document, estimate=estimate(document, price_table()))
    [group] = [item for item in made.items if item.record_id == "link"]
    assert [s.text for s in flat([group]) if isinstance(s, Text) and s.role == "pill"] == pills


def test_the_canvas_shows_and_drops_the_cost_of_a_link(canvas):
    canvas.editor.replace_document(linked(500))
    canvas.editor.refresh()
    item = canvas.mirror.items_by_id["link"]
    assert item.marks.cost == "$10.00"
    with canvas.editor.edit("Move b") as draft:
        draft.put(canvas.editor.document.node("b").model_copy(update={"parent": "zone-a", "y": 200}))
    canvas.editor.refresh()
    assert canvas.mirror.items_by_id["link"].marks.cost == ""
