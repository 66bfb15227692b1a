"""Several pages, layers and what is hidden: in every format just what was asked for."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop.canvas.appearance import Options, drawing
from desktop.canvas.layers import EXECUTIVE, Layers
from desktop.canvas.primitives import Group, Text, flat
from desktop.export import NothingToExport, Page, page_files, pdf, sheets, svg
from projects.document import Document, Draft
from projects.records import AnyRecord, Link, Note
from projects.records import Page as DrawingPage
from projects.service import make_service
from tests.desktop.export.conftest import node
from tests.desktop.export.test_pdf import tool

SVG = "{http://www.w3.org/2000/svg}"


def drawn(text: str) -> set[str]:
    ids = (element.get("id") or "" for element in ElementTree.fromstring(text).iter(f"{SVG}g"))
    return {i.removeprefix("record-") for i in ids if i.startswith("record-")}


def changed(document: Document, record_id: str, **values: object) -> None:
    draft = Draft(document)
    record = document.get(record_id)
    assert record is not None
    draft.put(record.model_copy(update=values))
    document.apply(draft.change())


@pytest.fixture
def pages(shop: Document) -> Document:
    """The shop, and a page of details whose things stand where those of the first page stand."""
    records: list[AnyRecord] = [
        *shop.records(),
        DrawingPage(id="details", name="Details & costs", position=1),
        DrawingPage(id="empty", position=2),
        node("vpc2", "vpc", "details", 0, 0, width=400, height=300, label="Second network"),
        node("first", "lambda_function", "vpc2", 60, 80, label="First function"),
        node("second", "lambda_function", "vpc2", 240, 80, label="Second function"),
        Link(id="call", source="first", target="second", label="Invoke"),
        Link(id="across", source="first", target="web0", label="Nowhere"),
        Note(id="hint", text="A remark", parent="details", x=0, y=340),
        Note(id="seventh", kind="step", text="7", parent="details", x=300, y=340, width=28, height=28),
    ]
    return Document(records)


def test_each_page_holds_its_own_records_and_no_link_to_another(pages: Document) -> None:
    first, second = drawn(svg(pages)), drawn(svg(pages, drawing_page="details"))
    assert second == {"vpc2", "first", "second", "call", "hint", "seventh"}
    assert first & second == set()
    assert "across" not in first | second
    assert {"web0", "in", "remark"} <= first


def test_things_of_a_page_stand_inside_its_containers(pages: Document) -> None:
    made = drawing(pages, Options(page="details"))
    at = {item.record_id: (item.dx, item.dy) for item in made.items if isinstance(item, Group)}
    assert at["first"] == (60, 80)


def test_a_selection_is_found_on_its_own_page(pages: Document) -> None:
    assert drawn(svg(pages, ids=["first", "second"])) == {"first", "second", "call"}


def test_what_is_hidden_is_left_out_with_all_that_stands_in_it(pages: Document) -> None:
    changed(pages, "private0", hidden=True)
    assert not {"private0", "web0", "out0"} & drawn(svg(pages))
    assert "web1" in drawn(svg(pages))
    changed(pages, "second", hidden=True)
    assert drawn(svg(pages, drawing_page="details")) == {"vpc2", "first", "hint", "seventh"}


@pytest.mark.parametrize(
    ("layers", "gone"),
    [(Layers(notes=False), {"hint"}), (Layers(steps=False), {"seventh"}), (EXECUTIVE, {"hint", "seventh"})],
)
def test_layers_are_left_out(pages: Document, layers: Layers, gone: set[str]) -> None:
    everything = drawn(svg(pages, drawing_page="details"))
    assert everything - drawn(svg(pages, drawing_page="details", layers=layers)) == gone


def test_labels_of_links_and_details_of_services_are_layers(pages: Document) -> None:
    def texts(layers: Layers) -> set[str]:
        items = flat(sheets(pages, layers=layers)[0].layers[0].items)
        return {item.text for item in items if isinstance(item, Text)}

    changed(pages, "web0", service=make_service("ec2_instance", {"instance_type": "m6i.large"}))
    everything = texts(Layers())
    assert "HTTPS" in everything - texts(Layers(link_labels=False))
    assert "m6i.large" in everything - texts(Layers(facts=False))
    assert "Web 1" in texts(EXECUTIVE)


def test_a_drawing_that_was_changed_equals_one_made_anew(pages: Document) -> None:
    """Groups are kept from drawing to drawing; never one that no longer holds."""
    steps: list[tuple[str, dict[str, object]]] = [
        ("web0", {"label": "Other"}),
        ("vpc", {"x": 8}),
        ("gateway", {"offset": 0.2}),
        ("in", {"label": "TLS", "kind": "event"}),
        ("remark", {"text": "Other remark"}),
        ("users", {"hidden": True}),
        ("group", {"members": ("web0",)}),
    ]
    for record_id, values in steps:
        svg(pages)
        changed(pages, record_id, **values)
        assert svg(pages) == svg(Document(pages.records())), record_id


def test_files_of_several_pages_are_numbered_and_named(pages: Document) -> None:
    names = [path.name for _, path in page_files(pages, Path("out/shop.png"))]
    assert names == ["shop-1-page-1.png", "shop-2-details-costs.png", "shop-3-page-3.png"]
    assert page_files(pages, Path("shop.svg"), ["details"]) == [("details", Path("shop.svg"))]


def test_a_pdf_has_a_sheet_for_each_page_that_holds_anything(pages: Document, tmp_path: Path) -> None:
    file = tmp_path / "pages.pdf"
    ids = (None, "details", "empty")
    file.write_bytes(pdf(pages, pages=ids, page=Page("A4", title="Web shop", footer="Example Ltd")))
    assert re.search(r"Pages: +2\n", tool("pdfinfo", str(file)))
    first, second = (tool("pdftotext", "-f", n, "-l", n, "-layout", str(file), "-") for n in "12")
    assert "Page 1, page 1 of 3" in first and "Customers" in first
    assert "Details & costs, page 2 of 3" in second and "First function" in second
    assert "Customers" not in second and "Web shop" in second


def test_pages_without_anything_are_refused_together(pages: Document) -> None:
    with pytest.raises(NothingToExport):
        pdf(pages, pages=["empty"])
    with pytest.raises(NothingToExport):
        svg(pages, drawing_page="empty")


def test_pages_may_differ_in_size(pages: Document) -> None:
    one, two = sheets(pages, pages=(None, "details"))
    assert (one.width, one.height) != (two.width, two.height)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf(pages, pages=(None, "details")))
    assert [float(wide) for wide, _ in boxes] == pytest.approx([one.width * 0.75, two.width * 0.75], abs=1)
