"""PDF export: one page of the right size, with texts as text, lines as lines and its particulars."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from desktop.export import Page, export_pdf, pdf
from desktop.export import pictures as export_pictures
from desktop.export.pdf import LARGEST_SIDE, pdf_data
from desktop.export.sheet import Sheet
from projects.document import Document


def tool(name: str, *arguments: str) -> str:
    if shutil.which(name) is None:
        pytest.skip(f"needs {name} (poppler), not installed here")
    return subprocess.run([name, *arguments], capture_output=True, text=True, check=True).stdout


def media_box(data: bytes) -> tuple[float, float]:
    found = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    assert found
    return float(found[1]), float(found[2])


def test_the_page_is_as_large_as_the_drawing(shop: Document) -> None:
    sheet = export_pictures._sheet(shop, {})
    width, height = media_box(pdf(shop))
    assert width == pytest.approx(sheet.width * 0.75, abs=1)
    assert height == pytest.approx(sheet.height * 0.75, abs=1)


@pytest.mark.parametrize(
    ("paper", "points"), [("A4", (842, 595)), ("A3", (1191, 842)), ("Letter", (792, 612))]
)
def test_paper_comes_in_landscape(shop: Document, paper: str, points: tuple[int, int]) -> None:
    size = media_box(pdf(shop, page=Page(paper)))  # type: ignore[arg-type]
    assert size == pytest.approx(points, abs=1)


def test_a_drawing_larger_than_a_page_may_be_is_fitted() -> None:
    sheet = Sheet(40_000, 20_000, "#FFFFFF", ())
    width, height = media_box(pdf_data([sheet]))
    assert width == pytest.approx(LARGEST_SIDE, abs=1)
    assert height == pytest.approx(LARGEST_SIDE / 2, abs=1)


def test_texts_are_text_in_embedded_fonts(shop: Document, tmp_path: Path) -> None:
    export_pdf(shop, tmp_path / "shop.pdf", page=Page("A4", title="Quote 42", footer="Example Ltd"))
    text = tool("pdftotext", "-layout", str(tmp_path / "shop.pdf"), "-")
    for piece in ("Quote 42", "Example Ltd", "Customers", "Web 1", "VPC: 10.0.0.0/16", "HTTPS"):
        assert piece in text
    fonts = tool("pdffonts", str(tmp_path / "shop.pdf")).splitlines()[2:]
    assert fonts and all("TrueType" in line or "Type 1" in line for line in fonts)


def test_lines_are_not_pictures(shop: Document, tmp_path: Path) -> None:
    """Every picture in the file is an icon: none is larger than the artwork."""
    export_pdf(shop, tmp_path / "shop.pdf")
    lines = tool("pdfimages", "-list", str(tmp_path / "shop.pdf")).splitlines()[2:]
    assert all(int(width) <= 512 for width in (line.split()[3] for line in lines))


def test_an_icon_is_stored_once_however_often_it_is_used(shop: Document, tmp_path: Path) -> None:
    export_pdf(shop, tmp_path / "shop.pdf")
    lines = tool("pdfimages", "-list", str(tmp_path / "shop.pdf")).splitlines()[2:]
    pictures = [line.split() for line in lines if line.split()[2] == "image"]
    objects = {fields[10] for fields in pictures}
    assert len(objects) < len(pictures)


def test_it_says_what_it_is_and_who_made_it(shop: Document, tmp_path: Path) -> None:
    export_pdf(shop, tmp_path / "shop.pdf")
    facts = tool("pdfinfo", str(tmp_path / "shop.pdf"))
    assert re.search(r"Title: +Web shop", facts)
    assert re.search(r"Creator: +Blueprice", facts)
    assert re.search(r"Author: +A. Architect", facts)
    assert re.search(r"Pages: +1\n", facts)


def test_a_title_that_the_drawing_says_itself_is_not_printed_twice(shop: Document, tmp_path: Path) -> None:
    for title, times in (("Web shop", 1), ("Quote 42", 1)):
        export_pdf(shop, tmp_path / "shop.pdf", page=Page("A4", title=title))
        text = tool("pdftotext", "-layout", str(tmp_path / "shop.pdf"), "-")
        assert text.count(title) == times
