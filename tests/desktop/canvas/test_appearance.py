"""What is drawn of a document: frames, labels, marks, and the order they are painted in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.canvas.appearance import Options, drawing, in_paint_order
from desktop.canvas.colours import colours
from desktop.canvas.lettering import elided, width, wrapped
from desktop.canvas.links import link_shapes
from desktop.canvas.marks import cost_text
from desktop.canvas.paths import Route, broken
from desktop.canvas.primitives import Box, Picture, Polyline, Rectangle, Text, flat
from desktop.canvas.shapes import (
    LABEL_LIMIT,
    PLATE,
    Marks,
    frame_shapes,
    header_shapes,
    label_lines,
    node_shapes,
)
from desktop.theme import dark, light
from pricing.estimate import Totals
from projects.document import Document
from projects.records import Link, Node
from projects.service import make_service
from tests.desktop.canvas.conftest import small_drawing

LIGHT = colours(light())


def made(service: str, **more: object) -> Node:
    properties = more.pop("properties", {})
    return Node(id="n", service=make_service(service, properties), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("service", "properties", "colour", "dashed"),
    [
        ("aws_cloud", {}, "#232F3E", False),
        ("account", {}, "#E7157B", False),
        ("region", {}, "#00A4A6", True),
        ("availability_zone", {}, "#00A4A6", True),
        ("vpc", {}, "#8C4FFF", False),
        ("subnet", {"public": True}, "#7AA116", False),
        ("subnet", {"public": False}, "#00A4A6", False),
        ("security_group", {}, "#DD344C", False),
        ("auto_scaling_group", {}, "#ED7100", True),
        ("on_premises", {}, "#7D8998", False),
        ("generic_group", {}, "#7D8998", True),
    ],
)
def test_frames_have_awss_colours_and_lines(service, properties, colour, dashed):
    (frame,) = frame_shapes(made(service, properties=properties), LIGHT)
    assert isinstance(frame, Rectangle)
    assert frame.stroke == colour
    assert bool(frame.dash) == dashed


def test_only_subnets_are_tinted():
    tints = {
        name: frame_shapes(made(name), LIGHT)[0].fill  # type: ignore[union-attr]
        for name in ("vpc", "region", "availability_zone", "subnet", "security_group")
    }
    assert [name for name, fill in tints.items() if fill] == ["subnet"]


def test_zones_and_security_groups_have_a_title_in_the_middle_and_no_icon():
    for service in ("availability_zone", "security_group"):
        shapes = header_shapes(made(service), LIGHT)
        (title,) = [shape for shape in shapes if isinstance(shape, Text)]
        assert title.align == "center"
        assert not [shape for shape in shapes if isinstance(shape, Picture)]


def test_titles_are_in_ink_and_never_in_the_frames_colour():
    for theme in (light(), dark()):
        for service in ("vpc", "region", "subnet", "auto_scaling_group"):
            titles = [s for s in header_shapes(made(service), colours(theme)) if isinstance(s, Text)]
            assert {title.colour for title in titles} == {theme.ink}


def test_a_label_has_the_name_and_the_fact_in_two_lines_at_most():
    node = made("ec2_instance", label="Web", properties={"instance_type": "m6i.large"})
    assert label_lines(node) == (("Web", "label"), ("m6i.large", "fact"))
    long = made("nat_gateway", label="A very long name that will not fit into a single line under an icon")
    assert len(label_lines(long)) == 2
    assert all(width(text, role) <= LABEL_LIMIT for text, role in label_lines(long))


def test_a_million_characters_are_cut_and_not_measured():
    text = "word " * 200_000
    assert elided(text, "label", 100).endswith("…")
    assert len(wrapped(text, "label", 100, 2)) == 2


def test_an_unknown_service_is_a_dashed_tile_with_its_name():
    shapes = node_shapes(made("quantum_toaster"), LIGHT)
    tile = next(shape for shape in shapes if isinstance(shape, Rectangle))
    assert tile.dash
    assert "quantum toaster" in {shape.text for shape in shapes if isinstance(shape, Text)}


def test_a_single_payment_stands_beside_the_monthly_cost():
    assert cost_text(Totals(upfront=Decimal(500), priced=1)) == ("$500.00 once", False)
    both = Totals(monthly=Decimal("12.5"), upfront=Decimal(12345), priced=2)
    assert cost_text(both) == ("$12.50 + $12,345 once", False)


def test_an_unknown_cost_is_never_zero():
    assert cost_text(Totals(needs_input=1)) == ("?", True)
    assert cost_text(Totals(not_priced=2)) == ("?", True)
    assert cost_text(Totals(monthly=Decimal("37.345"), priced=1)) == ("$37.35", False)
    assert cost_text(Totals(monthly=Decimal("16.43"), priced=1, needs_input=1)) == ("$16.43 + ?", True)
    assert cost_text(Totals(included=1)) == ("", False)
    assert cost_text(Totals(monthly=Decimal("12345.6"), priced=1)) == ("$12,346", False)


def test_an_icon_too_dark_for_the_dark_ground_stands_on_a_light_plate():
    node = made("internet_gateway")
    assert not [s for s in node_shapes(node, LIGHT) if isinstance(s, Rectangle)]
    (plate,) = [s for s in node_shapes(node, colours(dark())) if isinstance(s, Rectangle)]
    assert plate.fill == PLATE
    bright = made("nat_gateway")
    assert not [s for s in node_shapes(bright, colours(dark())) if isinstance(s, Rectangle)]


def test_marks_stand_at_the_corners():
    shapes = node_shapes(made("ec2_instance"), LIGHT, Marks("$1.00", False, "error"))
    texts = {shape.text: shape for shape in shapes if isinstance(shape, Text)}
    assert texts["$1.00"].x > 50
    assert texts["!"].x == 0


def test_containers_are_painted_before_what_stands_in_them_and_links_below_icons():
    document = small_drawing()
    order = [record.id for record in in_paint_order(document)]
    assert len(order) == len(set(order)) == len(list(document.records())) - 1
    for record in document.nodes():
        if record.parent:
            assert order.index(record.parent) < order.index(record.id)
    assert order.index("vpc") < order.index("query") < order.index("gateway")


def test_the_drawing_of_some_records_takes_their_content_and_the_links_between():
    document = small_drawing()
    some = drawing(document, Options(only=frozenset({"zone_a"})))
    assert {item.record_id for item in some.items} == {"zone_a", "subnet_a", "web"}
    both = drawing(document, Options(only=frozenset({"web", "database"})))
    assert {item.record_id for item in both.items} == {"web", "database", "query"}


def test_bounds_hold_every_shape():
    found = drawing(small_drawing(), Options(margin=0))
    for shape in flat(found.items):
        if isinstance(shape, Rectangle | Picture):
            assert found.bounds.x <= shape.box.x
            assert found.bounds.right >= shape.box.right


def test_white_paper_is_drawn_in_light_colours_even_in_the_dark_theme():
    found = drawing(small_drawing(), Options(theme=dark(), background="white"))
    inks = {shape.colour for shape in flat(found.items) if isinstance(shape, Text)}
    assert found.background == "#FFFFFF"
    assert dark().ink not in inks


def test_an_empty_document_is_an_empty_drawing():
    assert drawing(Document()).items == ()


def test_a_line_is_left_out_behind_a_text():
    pieces = broken(((0.5, 0.5), (100.5, 0.5)), [Box(40, -5, 20, 10)])
    assert pieces == [((0.5, 0.5), (40.0, 0.5)), ((60.0, 0.5), (100.5, 0.5))]
    assert broken(((0.5, 0.5), (100.5, 0.5)), []) == [((0.5, 0.5), (100.5, 0.5))]


def test_arrows_follow_the_kind_and_the_link_may_say_otherwise():
    def heads(**more: object) -> int:
        link = Link(id="l", source="a", target="b", **more)  # type: ignore[arg-type]
        shapes = link_shapes(link, Route(((0.0, 0.0), (100.0, 0.0))), LIGHT)
        return sum(1 for shape in shapes if isinstance(shape, Polyline) and len(shape.points) == 3)

    assert heads(kind="traffic") == 1
    assert heads(kind="attach") == 0
    assert heads(kind="attach", arrow="both") == 2
    assert heads(kind="traffic", arrow="none") == 0


def test_a_dashed_link_has_solid_heads():
    link = Link(id="l", source="a", target="b", kind="event")
    line, head = link_shapes(link, Route(((0.0, 0.0), (100.0, 0.0))), LIGHT)
    assert isinstance(line, Polyline)
    assert isinstance(head, Polyline)
    assert line.dash
    assert not head.dash
