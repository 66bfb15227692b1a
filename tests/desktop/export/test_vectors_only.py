"""With AWS's own vector icons nothing in an SVG or PDF is made of pixels, whatever is in their files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop.canvas import pictures
from desktop.export import export_pdf, pdf, svg
from icons import use_package
from projects.document import Document
from tests.desktop.export.test_pdf import tool
from tests.icons.stand_in import names

SVG = "{http://www.w3.org/2000/svg}"

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
STANDINS = (
    # As drawing programs write them: classes, gradients with ids that are all alike, clips, inline styles.
    '<svg xmlns="http://www.w3.org/2000/svg" width="64px" height="64px" viewBox="0 0 64 64"><defs>'
    '<linearGradient id="a" x1="0%" y1="100%" x2="100%" y2="0%"><stop stop-color="#C8511B" offset="0%"/>'
    '<stop stop-color="#FF9900" offset="100%"/></linearGradient></defs><title>One</title>'
    '<g fill="none" fill-rule="evenodd"><path d="M0 0h64v64H0z" fill="url(#a)"/>'
    '<path d="M10 10h44v44H10z" fill="#FFF"/></g></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><style>.a{fill:#8c4fff}.b{fill:#fff}</style>'
    '<clipPath id="a"><rect width="48" height="48"/></clipPath><g clip-path="url(#a)">'
    '<rect class="a" width="48" height="48"/><circle class="b" cx="9" cy="9" r="9" opacity=".8"/></g></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 32 32">'
    '<defs><path id="a" d="M4 4h24v24H4z"/></defs><use xlink:href="#a" style="fill:#7AA116"/></svg>',
    # Not as anybody should write them.
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 32 32">'
    f'<script>alert(1)</script><image xlink:href="data:image/png;base64,{PIXEL}" width="32" height="32"/>'
    '<image xlink:href="file:///etc/passwd" width="3" height="3"/><rect width="9" height="9" onclick="x()"/>'
    '<foreignObject width="9" height="9"/></svg>',
    "<svg this is not a picture",
)


def folder_of(pictures_: Sequence[str], folder: Path) -> Path:
    """A package with a vector picture of our own for every icon of AWS's."""
    for index, name in enumerate(names()):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(pictures_[index % len(pictures_)])
    return folder


@contextmanager
def used(folder: Path) -> Iterator[None]:
    use_package(folder)
    pictures.forget()
    try:
        yield
    finally:
        use_package(None)
        pictures.forget()


@pytest.fixture
def package(tmp_path: Path) -> Iterator[None]:
    with used(folder_of(STANDINS, tmp_path / "icons")):
        yield


def test_an_svg_holds_shapes_and_nothing_else(shop: Document, package: None) -> None:
    root = ElementTree.fromstring(svg(shop))
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert not names & {"image", "script", "foreignObject", "style"}
    text = ElementTree.tostring(root, "unicode")
    assert "alert" not in text and "passwd" not in text and "onclick" not in text
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_a_pdf_holds_no_pixels(shop: Document, package: None, tmp_path: Path) -> None:
    export_pdf(shop, tmp_path / "shop.pdf")
    assert tool("pdfimages", "-list", str(tmp_path / "shop.pdf")).splitlines()[2:] == []


def test_pixels_are_used_without_the_package(shop: Document, tmp_path: Path) -> None:
    """What the two tests above look for is there otherwise."""
    assert "<image" in svg(shop)
    export_pdf(shop, tmp_path / "shop.pdf")
    assert tool("pdfimages", "-list", str(tmp_path / "shop.pdf")).splitlines()[2:]


def test_other_icons_are_drawn_once_they_are_taken(shop: Document, tmp_path: Path) -> None:
    before = svg(shop)
    with used(folder_of(STANDINS[:1], tmp_path / "icons")):
        assert svg(shop) != before
        assert b"/Subtype /Image" not in pdf(shop)
    assert svg(shop) == before
