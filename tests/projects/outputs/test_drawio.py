"""The draw.io file, read back: geometry, hierarchy, styles, and texts that mean nothing but themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given

from projects.document import Document
from projects.geometry import canvas_rect
from projects.outputs.drawio import drawio_xml
from projects.outputs.drawio_styles import node_style
from projects.outputs.drawn import NothingDrawn, label_lines
from projects.records import Node, Picture
from projects.service import catalogue, make_service
from tests.projects.outputs.exchange_drawings import documents, full_drawing, node

REAL = Path(__file__).resolve().parents[4] / "shared" / "real_inputs" / "drawio"


@dataclass
class Cell:
    """One shape or line as draw.io would read it."""

    id: str
    value: str
    style: dict[str, str]
    parent: str
    source: str
    target: str
    x: float
    y: float
    width: float
    height: float
    points: list[tuple[float, float]]
    link: str = ""


def pages(text: str) -> dict[str, dict[str, Cell]]:
    """Page name -> cells by id; every id is there once and every reference leads somewhere."""
    found = {}
    for diagram in ElementTree.fromstring(text.encode()).iter("diagram"):
        cells: dict[str, Cell] = {}
        root = diagram.find("mxGraphModel/root")
        assert root is not None
        for element in root:
            cell = read(element)
            assert cell.id not in cells
            # draw.io reads from the top: what a cell refers to has to come before it.
            assert cell.id == "0" or cell.parent in cells
            cells[cell.id] = cell
        for cell in cells.values():
            assert all(end in cells for end in (cell.source, cell.target) if end)
        name = diagram.get("name", "")
        found[name if name not in found else f"{name} ({len(found)})"] = cells
    return found


def read(element: ElementTree.Element) -> Cell:
    inner = element if element.tag == "mxCell" else element.find("mxCell")
    assert inner is not None
    figures = inner.find("mxGeometry")
    place = dict(figures.attrib) if figures is not None else {}
    points = [] if figures is None else figures.findall("Array/mxPoint")
    style = [part.partition("=") for part in inner.get("style", "").split(";") if part]
    assert len({name for name, _, _ in style}) == len(style), inner.get("style")
    return Cell(
        element.get("id", ""),
        element.get("label", inner.get("value", "")),
        {name: value for name, _, value in style},
        inner.get("parent", ""),
        inner.get("source", ""),
        inner.get("target", ""),
        *(float(place.get(name, 0)) for name in ("x", "y", "width", "height")),
        points=[(float(p.get("x", 0)), float(p.get("y", 0))) for p in points],
        link=element.get("link", ""),
    )


def on_page(cells: dict[str, Cell], cell: Cell) -> tuple[float, float, float, float]:
    """Where a shape stands when the corners of all around it are added up."""
    x, y, around = cell.x, cell.y, cell.parent
    while around not in ("0", "1"):
        x, y, around = x + cells[around].x, y + cells[around].y, cells[around].parent
    return x, y, cell.width, cell.height


def shown(value: str) -> str:
    """The text of a label, as a browser shows it."""
    return unescape(re.sub(r"<[^>]*>", " ", value))


def test_everything_stands_where_it_does_on_the_canvas() -> None:
    document = full_drawing()
    read_back = pages(drawio_xml(document))
    assert list(read_back) == ["Overview", "Data"]
    for cells in read_back.values():
        for cell in cells.values():
            record = document.get(cell.id)
            if isinstance(record, Node):
                assert on_page(cells, cell) == tuple(canvas_rect(document, record))
                assert cell.parent == (record.parent if record.parent not in (None, "page-2") else "1")


def test_a_gateway_is_placed_on_the_edge_of_its_network() -> None:
    cells = pages(drawio_xml(full_drawing()))["Overview"]
    gateway = cells["igw"]
    assert gateway.parent == "vpc" and gateway.x == -24 and gateway.y == (420 - 48) / 2


def test_containers_hold_and_overlays_do_not() -> None:
    cells = pages(drawio_xml(full_drawing()))["Overview"]
    vpc, group = cells["vpc"].style, cells["group"].style
    assert vpc["container"] == "1" and vpc["shape"] == "mxgraph.aws4.group"
    assert vpc["grIcon"] == "mxgraph.aws4.group_vpc" and vpc["strokeColor"] == "#8C4FFF"
    assert group["container"] == "0" and group["fillColor"] == "none"
    assert cells["web-1"].parent == "subnet-a"
    assert cells["scaling"].style["dashed"] == "1"


def test_services_have_draw_ios_own_shapes() -> None:
    cells = pages(drawio_xml(full_drawing()))
    web, table = cells["Overview"]["web-1"].style, cells["Data"]["table"].style
    assert web["shape"] == "mxgraph.aws4.instance2" and web["fillColor"] == "#ED7100"
    assert table["shape"] == "mxgraph.aws4.resourceIcon"
    assert table["resIcon"] == "mxgraph.aws4.dynamodb" and table["strokeColor"] == "#FFFFFF"


def test_a_service_without_a_shape_is_a_labelled_square() -> None:
    document = Document([node("old", "swf", label="Workflow")])
    cell = pages(drawio_xml(document))["Page 1"]["old"]
    assert "shape" not in cell.style and cell.value == "Workflow"


def test_lines_keep_their_ends_corners_labels_and_heads() -> None:
    cells = pages(drawio_xml(full_drawing()))["Overview"]
    first, bent, both = cells["l-1"], cells["l-2"], cells["l-3"]
    assert (first.source, first.target, first.value) == ("users", "igw", "HTTPS")
    assert first.style["edgeStyle"] == "orthogonalEdgeStyle"
    assert (first.style["exitX"], first.style["exitY"]) == ("1", "0.5")
    assert (first.style["entryX"], first.style["entryY"]) == ("0", "0.5")
    assert bent.parent == "vpc" and bent.x == 0.5
    vpc = on_page(cells, cells["vpc"])
    assert [(x + vpc[0], y + vpc[1]) for x, y in bent.points] == [(220, 400), (220, 300)]
    assert both.style["startArrow"] == both.style["endArrow"] == "open"
    assert cells["l-4"].style["dashed"] == "1"
    assert cells["l-5"].style["edgeStyle"] == "none" and cells["l-5"].style["endArrow"] == "none"


def test_a_line_follows_the_canvas_where_its_way_is_given() -> None:
    way = [(72.0, 332.0), (120.0, 332.0), (120.0, 360.0), (146.0, 360.0)]
    cells = pages(drawio_xml(full_drawing(), routes={"l-1": way}))["Overview"]
    line = cells["l-1"]
    assert line.points == [(120, 332), (120, 360)] and line.parent == "1"
    assert line.style["exitX"] == "1" and line.style["exitPerimeter"] == "0"


def test_steps_ride_on_their_line_or_stand_at_their_node() -> None:
    cells = pages(drawio_xml(full_drawing()))["Overview"]
    riding, standing = cells["step-1"], cells["step-2"]
    assert riding.parent == "l-1" and riding.x == -0.5 and "ellipse" in riding.style
    assert standing.parent == "web-1" and (standing.x, standing.y) == (-8, -8)


def test_what_opens_a_page_links_to_it() -> None:
    text = drawio_xml(full_drawing())
    ids = [diagram.get("id") for diagram in ElementTree.fromstring(text.encode()).iter("diagram")]
    assert pages(text)["Overview"]["web-3"].link == f"data:page/id,{ids[1]}"


def test_hidden_things_and_their_links_are_left_out() -> None:
    cells = pages(drawio_xml(full_drawing()))["Overview"]
    assert "secret" not in cells and "l-7" not in cells


def test_a_selection_stands_where_it_stood() -> None:
    document = full_drawing()
    cells = pages(drawio_xml(document, ["web-1", "web-2"]))["Overview"]
    record = document.node("web-1")
    assert record is not None and cells["web-1"].parent == "1"
    assert on_page(cells, cells["web-1"]) == tuple(canvas_rect(document, record))
    assert set(cells) == {"0", "1", "web-1", "web-2", "l-3", "step-2"}
    with pytest.raises(NothingDrawn, match="selected"):
        drawio_xml(document, ["gone"])


def test_an_empty_drawing_is_said_to_be_empty() -> None:
    with pytest.raises(NothingDrawn, match="The drawing is empty"):
        drawio_xml(Document())


def test_a_picture_of_the_persons_own_is_in_the_style() -> None:
    own = Picture(id="picture-1", data="iVBORw0KGgo=")
    odd = own.model_copy(update={"id": "picture-2", "data": "x;fillColor=#000000"})
    document = Document([own, odd])
    good = node("a", "third_party_service", picture="picture-1")
    assert "image=data:image/png,iVBORw0KGgo=;" in node_style(document, good)
    bad = node("b", "third_party_service", picture="picture-2")
    assert "#000000" not in node_style(document, bad)


@given(documents())
def test_any_drawing_reads_back_as_it_was(document: Document) -> None:
    read_back = list(pages(drawio_xml(document)).values())
    nodes = {n.id: n for n in document.nodes()}
    cells = [(page, cell) for page in read_back for cell in page.values() if cell.id not in ("0", "1")]
    shapes = [(page, cell) for page, cell in cells if not cell.source]
    notes = sum(1 for _ in document.notes())
    assert len(shapes) == len(nodes) + notes
    expected = sorted((*canvas_rect(document, n), letters(" ".join(label_lines(n)))) for n in nodes.values())
    found = sorted(
        (*on_page(page, cell), letters(shown(cell.value)))
        for page, cell in shapes
        if "text" not in cell.style
    )
    assert found == expected


def letters(text: str) -> str:
    return "".join(text.split())


@pytest.mark.skipif(not REAL.is_dir(), reason="the shared design material is not here")
def test_the_styles_are_of_the_kind_that_real_files_have() -> None:
    """Every attribute that we write for AWS shapes is one that people's own files have."""
    known: set[str] = set()
    for file in REAL.glob("*.drawio"):
        for cell in ElementTree.parse(file).getroot().iter("mxCell"):
            known.update(part.partition("=")[0] for part in cell.get("style", "").split(";"))
    assert {"shape", "resIcon", "grIcon", "container", "edgeStyle"} <= known
    document = Document()
    ours: set[str] = set()
    for name in catalogue():
        made = Node(id="n", service=make_service(name))
        if not made.service.is_container() and not made.service.is_overlay():
            style = node_style(document, made)
            if "mxgraph" in style:
                ours.update(part.partition("=")[0] for part in style.split(";"))
    assert ours - known == set()
