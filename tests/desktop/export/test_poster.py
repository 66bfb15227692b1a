"""Posters: as many sheets as asked for, that show the whole drawing once they are put together."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.canvas.appearance import Options, drawing
from desktop.canvas.primitives import Box, Drawing, Rectangle, Text
from desktop.export import Page, sheets
from desktop.export.paper import PAPERS, UNITS_PER_MM
from desktop.export.pdf import pdf_data
from desktop.export.png import image
from desktop.export.poster import Tiling, sheet_name, tiling
from desktop.export.poster import sheets as poster_sheets
from desktop.export.sheet import Sheet, furnished
from projects.document import Document


def square(wide: float, high: float) -> Drawing:
    return Drawing((Rectangle(Box(0, 0, wide, high), fill="#FF0000"),), Box(0, 0, wide, high), "#FFFFFF")


def test_sheets_are_named_like_the_squares_of_a_map() -> None:
    assert [sheet_name(c, r) for r in range(2) for c in range(3)] == ["A1", "A2", "A3", "B1", "B2", "B3"]
    assert sheet_name(0, 26) == "AA1"


def test_a_poster_has_the_sheets_asked_for(shop: Document) -> None:
    found = sheets(shop, page=Page("A3", across=3, down=2, title="Web shop"))
    assert len(found) == 6
    assert {(round(sheet.width), round(sheet.height)) for sheet in found} == {(1587, 1123)}
    texts = [{i.text for i in sheet.layers[1].items if isinstance(i, Text)} for sheet in found]
    assert any("Sheet B3, 6 of 6" in text for text in texts[5])
    assert all(any("Web shop" in text for text in found) for found in texts)


def test_a_scale_takes_as_many_sheets_as_it_needs() -> None:
    page = Page("A4", scale=1.0)
    assert len(poster_sheets(square(500, 500), page)) == 1
    assert len(poster_sheets(square(1900, 500), page)) == 2
    assert len(poster_sheets(square(1900, 1300), page)) == 4
    (one,) = poster_sheets(square(500, 500), page)
    assert one.layers[0].scale == 1.0


def test_a_drawing_is_fitted_to_one_sheet_and_never_enlarged() -> None:
    (large,) = poster_sheets(square(5000, 500), Page("A4"))
    (small,) = poster_sheets(square(50, 50), Page("A4"))
    assert large.layers[0].scale < 1 and small.layers[0].scale == 1


def test_too_many_sheets_are_refused() -> None:
    with pytest.raises(ValueError, match="sheets of paper"):
        poster_sheets(square(100_000, 100_000), Page("A4", scale=1.0))


@given(
    wide=some.floats(1, 20_000),
    high=some.floats(1, 20_000),
    paper=some.sampled_from(list(PAPERS)),
    landscape=some.booleans(),
    across=some.integers(1, 6),
    down=some.integers(1, 6),
    overlap=some.floats(0, 40),
    margin=some.floats(0, 60),
    scale=some.none() | some.floats(0.05, 2),
)
@settings(max_examples=60, deadline=None)
def test_every_part_of_the_drawing_is_on_a_sheet_and_neighbours_share_the_overlap(
    wide, high, paper, landscape, across, down, overlap, margin, scale
) -> None:
    page = Page(
        paper,
        margin_mm=margin,
        landscape=landscape,
        across=across,
        down=down,
        overlap_mm=overlap,
        scale=scale,
    )
    window, _ = furnished(page, "#000000")
    found = tiling(Box(0, 0, wide, high), page, window)
    whole = found.size
    assert wide * found.scale <= whole[0] + 0.01 and high * found.scale <= whole[1] + 0.01
    for column in range(1, found.columns):
        before, here = found.origin(column - 1, 0)[0], found.origin(column, 0)[0]
        assert before + window.width - here == pytest.approx(found.overlap)
    if across * down > 1:
        assert (found.columns, found.rows) == (across, down)
        assert found.overlap == pytest.approx(min(overlap * UNITS_PER_MM, found.overlap))
    elif found.columns > 1:
        # One column less would not have been enough.
        fewer = (found.columns - 1) * window.width - (found.columns - 2) * found.overlap
        assert fewer < wide * found.scale


def put_together(pictures: list[QImage], found: Tiling, dots: float) -> QImage:
    """The sheets' windows, each where it belongs."""
    wide, high = found.size
    made = QImage(round(wide * dots), round(high * dots), QImage.Format.Format_RGB32)
    made.fill(QColor("#00FF00"))
    painter = QPainter(made)
    window = found.window
    for index, picture in enumerate(pictures):
        row, column = divmod(index, found.columns)
        x, y = found.origin(column, row)
        source = QRectF(window.x * dots, window.y * dots, window.width * dots, window.height * dots)
        painter.drawImage(QPointF(x * dots, y * dots), picture, source)
    painter.end()
    return made


def unlike(one: QImage, other: QImage) -> float:
    """The share of pixels that differ by more than antialiasing of lines a fraction of a pixel off."""
    assert abs(one.width() - other.width()) <= 1 and abs(one.height() - other.height()) <= 1
    size = min(one.width(), other.width()), min(one.height(), other.height())
    smooth = Qt.TransformationMode.SmoothTransformation
    halves = [p.copy(0, 0, *size).scaled(size[0] // 6, size[1] // 6, mode=smooth) for p in (one, other)]
    count = differing = 0
    for x in range(halves[0].width()):
        for y in range(halves[0].height()):
            a, b = halves[0].pixelColor(x, y), halves[1].pixelColor(x, y)
            count += 1
            away = max(abs(a.red() - b.red()), abs(a.green() - b.green()), abs(a.blue() - b.blue()))
            differing += away > 48
    return differing / count


def poster(shop: Document) -> tuple[Page, list[Sheet], Tiling, QImage]:
    page = Page("A4", across=2, down=2, overlap_mm=15, footer="Example")
    whole = drawing(shop, Options(costs=False, findings=False, background="white", margin=0))
    found = poster_sheets(whole, page)
    window = found[0].layers[0].clip
    assert window is not None
    how = tiling(whole.bounds, page, window)
    left, top = (
        (size - length * how.scale) / 2
        for size, length in zip(how.size, (whole.bounds.width, whole.bounds.height), strict=True)
    )
    layer = found[0].layers[0]
    in_one = Sheet(
        *how.size,
        "#FFFFFF",
        (
            type(layer)(
                whole.items,
                how.scale,
                left - whole.bounds.x * how.scale,
                top - whole.bounds.y * how.scale,
            ),
        ),
    )
    return page, found, how, image(in_one, 0.5)


def test_the_painted_sheets_put_together_are_the_drawing(shop: Document) -> None:
    _, found, how, whole = poster(shop)
    assert unlike(put_together([image(sheet, 0.5) for sheet in found], how, 0.5), whole) < 0.01


def test_a_sheet_that_is_missing_would_be_noticed(shop: Document) -> None:
    _, found, how, whole = poster(shop)
    pictures = [image(sheet, 0.5) for sheet in found]
    assert unlike(put_together([*pictures[:1], *pictures[:1], *pictures[2:]], how, 0.5), whole) > 0.01


def test_the_pages_of_the_pdf_put_together_are_the_drawing(shop: Document, tmp_path: Path) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("needs pdftoppm (poppler), not installed here")
    _, found, how, whole = poster(shop)
    file = tmp_path / "poster.pdf"
    file.write_bytes(pdf_data(found))
    subprocess.run(["pdftoppm", "-r", "48", "-png", str(file), str(tmp_path / "page")], check=True)
    pictures = [QImage(str(path)) for path in sorted(tmp_path.glob("page*.png"))]
    assert len(pictures) == 4
    assert unlike(put_together(pictures, how, 0.5), whole) < 0.02


def test_nothing_of_the_drawing_reaches_into_the_margins() -> None:
    for sheet in poster_sheets(square(900, 900), Page("A4", across=2, down=2, cut_marks=False)):
        made = image(sheet, 0.5)
        clip = sheet.layers[0].clip
        assert clip is not None
        inside = QRectF(clip.x * 0.5 - 1, clip.y * 0.5 - 1, clip.width * 0.5 + 2, clip.height * 0.5 + 2)
        reds = [
            (x, y)
            for x in range(made.width())
            for y in range(0, made.height(), 3)
            if made.pixelColor(x, y) == QColor("#FF0000")
        ]
        assert reds and all(inside.contains(QPointF(x, y)) for x, y in reds)
