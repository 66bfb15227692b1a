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
    assert titles["record-in"] == "From Customers to Internet gateway, HTTPS"
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


def test_place_cost_and_comment_are_told_in_words(shop: Document) -> None:
    node = shop.node("web0")
    assert node is not None
    records = [r for r in shop.records() if r.id != "web0"] + [
        node.model_copy(update={"comment": "Old <one>"})
    ]
    document = Document(records)
    priced = estimate(document, price_table())
    found = groups(parsed(svg(document, costs=priced)))
    told = found["record-web0"].findtext(f"{SVG}desc") or ""
    assert told.startswith("In Private subnet 10.0.8.0/24, Availability Zone eu-west-1a, VPC")
    assert "Old <one>" in told
    cost = priced.node_totals["nat0"].monthly
    assert f"${cost:,.2f} a month" in (found["record-nat0"].findtext(f"{SVG}desc") or "")
    assert found["record-out0"].findtext(f"{SVG}desc") == "Event."
    without = groups(parsed(svg(document)))["record-nat0"].findtext(f"{SVG}desc") or ""
    assert "$" not in without


def test_the_picture_and_all_that_is_in_it_have_roles_and_names(shop: Document) -> None:
    root = parsed(svg(shop))
    labels = root.get("aria-labelledby", "").split()
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert [by_id[i].text for i in labels] == [
        "Web shop",
        "AWS architecture: 6 services, 10 frames, 5 links.",
    ]
    assert {element.get("role") for element in groups(root).values()} == {"img"}


def test_words_change_with_what_they_tell_of(shop: Document) -> None:
    """What was put into words before is taken over only as long as it still holds."""
    from projects.document import Draft

    svg(shop)
    draft = Draft(shop)
    vpc = shop.node("vpc")
    assert vpc is not None
    draft.put(vpc.model_copy(update={"label": "Network of its own"}))
    shop.apply(draft.change())
    assert "Network of its own" in (groups(parsed(svg(shop)))["record-web0"].findtext(f"{SVG}desc") or "")
    assert svg(shop) == svg(Document(shop.records()))
