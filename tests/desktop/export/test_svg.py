"""SVG: well-formed, complete, self-contained, readable to people and to Qt, and always the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from desktop.export import Page, export_svg, svg
from desktop.export.artwork import vector_content
from desktop.theme import dark
from pricing.table import price_table
from projects.document import Document
from projects.estimate import estimate
from projects.records import Link, Node

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def groups(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {e.get("id", ""): e for e in root.iter(f"{SVG}g") if e.get("id", "").startswith("record-")}


def test_every_record_is_a_group_with_its_name(shop: Document) -> None:
    found = groups(parsed(svg(shop)))
    expected = {f"record-{r.id}" for r in (*shop.nodes(), *shop.links(), *shop.notes())}
    assert found.keys() == expected
    titles = {i: element.findtext(f"{SVG}title") for i, element in found.items()}
    assert titles["record-web0"].startswith("Web 1, EC2 instance")
    assert titles["record-in"] == "Customers to Internet gateway: HTTPS (traffic)"
    assert titles["record-remark"] == "Traffic stays in Europe."
    assert all(titles.values())


def test_every_label_is_written_as_text(shop: Document) -> None:
    texts = {element.text for element in parsed(svg(shop)).iter(f"{SVG}text")}
    for node in shop.nodes():
        assert node.title in texts or node.title.split()[0] in " ".join(t or "" for t in texts)
    assert "HTTPS" in texts


def test_every_link_is_a_path(shop: Document) -> None:
    found = groups(parsed(svg(shop)))
    for link in shop.links():
        paths = found[f"record-{link.id}"].findall(f"{SVG}path")
        assert paths and all(re.fullmatch(r"(M[-\d. ]+([LHV][-\d. ]+)+)+Z?", p.get("d", "")) for p in paths)


def test_an_icon_is_embedded_once_however_often_it_is_used(shop: Document) -> None:
    root = parsed(svg(shop))
    symbols = root.find(f"{SVG}defs")
    assert symbols is not None
    defined = [element.get("id") for element in symbols]
    used = [element.get(f"{XLINK}href", "")[1:] for element in root.iter(f"{SVG}use")]
    assert len(defined) == len(set(defined))
    assert set(used) == set(defined)
    assert used.count("icon-nat_gateway") == 2


def test_nothing_outside_the_file_is_referred_to(shop: Document, awkward: Document) -> None:
    for document in (shop, awkward):
        for element in parsed(svg(document)).iter():
            assert element.tag.startswith(SVG)
            assert element.tag.removeprefix(SVG) not in ("script", "foreignObject", "style", "a")
            for name, value in element.attrib.items():
                assert not name.lower().startswith("on")
                if name.endswith("href"):
                    assert value.startswith(("#", "data:image/png;base64,", "data:image/svg+xml;base64,"))


def test_awkward_texts_come_through_as_text(awkward: Document) -> None:
    root = parsed(svg(awkward))
    texts = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    for piece in ("<script>", '"quoted"', "🚀", "漢字", "مرحبا", "<!--"):
        assert piece in texts
    assert root.findtext(f"{SVG}title") == "<script>alert(1)</script>"


def test_ids_are_unique_and_valid_whatever_the_records_are_called(awkward: Document) -> None:
    ids = [element.get("id") for element in parsed(svg(awkward)).iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", i or "") for i in ids)


def test_records_whose_ids_look_alike_keep_groups_of_their_own() -> None:
    from projects.service import make_service

    nodes = [
        Node(id=i, service=make_service("users"), x=200 * n) for n, i in enumerate(("a/b", "a b", "a_b"))
    ]
    assert len(groups(parsed(svg(Document(nodes))))) == 3


def test_the_same_drawing_gives_the_same_text_in_another_process(shop: Document, tmp_path: Path) -> None:
    from projects import files

    assert svg(shop) == svg(shop)
    files.save(shop, tmp_path / "shop.blueprice")
    code = (
        "import sys; from projects import files; from desktop.export import svg;"
        "sys.stdout.buffer.write(svg(files.load(sys.argv[1]).document).encode())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "shop.blueprice")],
        capture_output=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONHASHSEED": "77"},
        check=True,
    )
    other = ran.stdout.decode().splitlines()
    # Records come in another order from a file; the drawing and its texts are the same.
    assert sorted(other) == sorted(svg(shop).splitlines())


def test_qt_reads_it_at_the_size_it_says(shop: Document) -> None:
    text = svg(shop)
    renderer = QSvgRenderer(QByteArray(text.encode()))
    root = parsed(text)
    assert renderer.isValid()
    assert renderer.defaultSize().width() == float(root.get("width", 0))
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


def test_a_selection_holds_its_content_and_nothing_else(shop: Document) -> None:
    found = groups(parsed(svg(shop, ids=["zone0"])))
    assert found.keys() == {f"record-{i}" for i in ("zone0", "public0", "private0", "nat0", "web0", "out0")}


def test_costs_are_shown_only_where_asked_for(shop: Document) -> None:
    priced = estimate(shop, price_table())
    assert "$" in svg(shop, costs=priced)
    assert "$" not in svg(shop)


def test_ground_is_white_the_canvas_or_none(shop: Document) -> None:
    def ground(text: str) -> str | None:
        root = parsed(text)
        rect = root.find(f"{SVG}rect")
        return rect.get("fill") if rect is not None else None

    assert ground(svg(shop)) == "#FFFFFF"
    assert ground(svg(shop, background="canvas", theme=dark())) == dark().canvas
    assert ground(svg(shop, background=None)) is None


def test_a_page_has_papers_size_a_title_and_a_footer(shop: Document) -> None:
    page = Page("A4", title="Quote <42>", footer="Example Ltd")
    root = parsed(svg(shop, page=page))
    assert float(root.get("width", 0)) == pytest.approx(297 / 25.4 * 96, abs=0.01)
    assert float(root.get("height", 0)) == pytest.approx(210 / 25.4 * 96, abs=0.01)
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert "Quote <42>" in texts and "Example Ltd" in texts


def test_a_link_to_nothing_is_left_out(shop: Document) -> None:
    records = [*shop.records(), Link(id="lost", source="web0", target="nobody")]
    assert "record-lost" not in groups(parsed(svg(Document(records))))


def test_the_file_holds_the_same_text(shop: Document, tmp_path: Path) -> None:
    export_svg(shop, tmp_path / "shop.svg")
    assert (tmp_path / "shop.svg").read_text() == svg(shop)


PLAIN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0}">{1}</svg>'


def test_plain_artwork_is_taken_in_as_shapes() -> None:
    found = vector_content(PLAIN.format("32 16", '<path d="M0 0H4" stroke="#FFF"/>').encode(), 64)
    assert found is not None
    assert 'transform="translate(0 16) scale(2)"' in found
    assert '<path d="M0 0H4" stroke="#FFF"/>' in found


@pytest.mark.parametrize(
    "content",
    [
        "<script>1</script>",
        '<image href="http://example.com/a.png"/>',
        '<path d="M0 0" onclick="x()"/>',
        '<path d="M0 0" style="fill:red"/>',
        '<rect fill="url(#gradient)"/>',
        '<use href="#a"/>',
        "<text>a</text>",
        "<g><foreignObject/></g>",
    ],
)
def test_artwork_with_more_than_shapes_stays_a_picture_of_its_own(content: str) -> None:
    assert vector_content(PLAIN.format("32 32", content).encode(), 64) is None


@pytest.mark.parametrize("data", [b"", b"<svg", b"<html/>", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'])
def test_what_is_not_artwork_is_not_taken_in(data: bytes) -> None:
    assert vector_content(data, 64) is None
