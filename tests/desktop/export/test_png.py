"""PNG export: what Qt decodes is what was painted, in stripes or whole, and nothing is ever half-written."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.export import (
    ExportCancelled,
    ExportFailed,
    NothingToExport,
    Page,
    export_pdf,
    export_png,
    export_svg,
    picture,
    png_bytes,
)
from desktop.export import pictures as export_pictures
from desktop.export.png import image, write_png
from desktop.theme import dark
from pricing import atomic_file
from projects import files
from projects.document import Document

RGB = QImage.Format.Format_RGB888
RGBA = QImage.Format.Format_RGBA8888


def difference(one: QImage, other: QImage) -> int:
    """The largest difference of any channel of any pixel."""
    assert one.size() == other.size()
    first, second = one.convertToFormat(RGBA), other.convertToFormat(RGBA)
    return max(
        (abs(a - b) for a, b in zip(bytes(first.constBits()), bytes(second.constBits()), strict=True)),
        default=0,
    )


@pytest.mark.parametrize("scale", [0.5, 1, 2])
def test_the_file_decodes_to_the_painted_picture(shop: Document, tmp_path: Path, scale: float) -> None:
    size = export_png(shop, tmp_path / "shop.png", scale=scale)
    read = QImage(str(tmp_path / "shop.png"))
    assert (read.width(), read.height()) == size
    assert difference(read, picture(shop, scale=scale)) == 0
    assert read.dotsPerMeterX() == round(96 * scale / 0.0254)
    assert read.text("Title") == "Web shop"


@pytest.mark.parametrize("stripe", [7, 64, 256])
def test_seams_between_stripes_cannot_be_seen(shop: Document, stripe: int) -> None:
    for background in ("white", None):
        sheet = export_pictures._sheet(shop, {"background": background})
        file = io.BytesIO()
        write_png(file, sheet, 1.5, stripe=stripe)
        striped = QImage.fromData(file.getvalue())
        # A level or two is how antialiasing may round where a shape is cut.
        assert difference(striped, image(sheet, 1.5)) <= 2


def test_transparent_ground_is_transparent_and_white_is_opaque(shop: Document) -> None:
    clear = QImage.fromData(png_bytes(shop, background=None))
    white = QImage.fromData(png_bytes(shop))
    assert clear.hasAlphaChannel() and QColor(clear.pixelColor(1, 1)).alpha() == 0
    assert not white.hasAlphaChannel() and white.pixelColor(1, 1) == QColor("white")


def test_dark_theme_has_its_own_ground_and_white_paper_stays_light(shop: Document) -> None:
    on_canvas = picture(shop, scale=1, background="canvas", theme=dark())
    assert on_canvas.pixelColor(1, 1) == QColor(dark().canvas)
    assert difference(picture(shop, scale=1, theme=dark()), picture(shop, scale=1)) == 0


def test_a_picture_for_the_workbook_is_as_wide_as_asked_at_most(shop: Document) -> None:
    narrow = QImage.fromData(png_bytes(shop, max_width=300))
    assert narrow.width() in (300, 301)
    assert (
        QImage.fromData(png_bytes(shop, max_width=100_000, scale=2)).width() == picture(shop, scale=2).width()
    )


def test_a_picture_in_memory_never_grows_past_its_limit(
    shop: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_pictures, "LARGEST_PICTURE", 100_000)
    small = picture(shop, scale=4)
    assert 80_000 < small.width() * small.height() < 102_000


def test_a_page_keeps_papers_shape_and_holds_the_whole_drawing(shop: Document) -> None:
    made = picture(shop, scale=1, page=Page("A3", title="Web shop", footer="Example Ltd"))
    assert abs(made.width() / made.height() - 420 / 297) < 0.002
    margin = [made.pixelColor(x, y) for x in (10, made.width() - 10) for y in range(0, made.height(), 9)]
    assert all(colour == QColor("white") for colour in margin)


def test_a_selection_is_smaller_than_the_whole(shop: Document) -> None:
    assert picture(shop, ids=["nat0"]).width() < picture(shop).width() / 3


def test_progress_runs_to_the_end(shop: Document, tmp_path: Path) -> None:
    heard: list[float] = []
    export_png(shop, tmp_path / "shop.png", scale=2, progress=heard.append)
    assert len(heard) > 2 and heard == sorted(heard) and heard[-1] == 1


def test_cancelling_leaves_no_file_and_keeps_the_old_one(shop: Document, tmp_path: Path) -> None:
    asked = iter([False, False, True])
    with pytest.raises(ExportCancelled):
        export_png(shop, tmp_path / "new.png", scale=2, cancelled=lambda: next(asked))
    assert list(tmp_path.iterdir()) == []
    old = tmp_path / "old.png"
    old.write_bytes(b"as it was")
    with pytest.raises(ExportCancelled):
        export_png(shop, old, cancelled=lambda: True)
    assert old.read_bytes() == b"as it was" and list(tmp_path.iterdir()) == [old]


EXPORTS = pytest.mark.parametrize("export", [export_png, export_svg, export_pdf])


@EXPORTS
def test_a_missing_folder_is_named(shop: Document, tmp_path: Path, export: object) -> None:
    path = tmp_path / "nowhere" / "shop.out"
    with pytest.raises(ExportFailed, match="there is no folder") as caught:
        export(shop, path)  # type: ignore[operator]
    assert str(path) in str(caught.value) and "Make the folder" in str(caught.value)


@EXPORTS
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EIO, "Choose another folder"),
    ],
)
def test_a_failing_disk_is_explained_and_the_old_file_stays(
    shop: Document,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    export: object,
    number: int,
    words: str,
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    path = tmp_path / "shop.out"
    path.write_bytes(b"as it was")
    monkeypatch.setattr(atomic_file.os, "fsync", fail)
    with pytest.raises(ExportFailed, match=words):
        export(shop, path)  # type: ignore[operator]
    assert path.read_bytes() == b"as it was"
    assert list(tmp_path.iterdir()) == [path]


@EXPORTS
def test_a_read_only_folder_is_explained(
    shop: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, export: object
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    # Permissions themselves do not stop a test that runs as root.
    monkeypatch.setattr(atomic_file.tempfile, "mkstemp", refuse)
    with pytest.raises(ExportFailed, match="not allowed"):
        export(shop, tmp_path / "shop.out")  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == []


@EXPORTS
def test_a_folder_of_that_name_is_explained(shop: Document, tmp_path: Path, export: object) -> None:
    with pytest.raises(ExportFailed, match="it is a folder"):
        export(shop, tmp_path)  # type: ignore[operator]


@EXPORTS
def test_an_empty_drawing_or_selection_is_refused(tmp_path: Path, shop: Document, export: object) -> None:
    with pytest.raises(NothingToExport, match="drawing is empty"):
        export(Document(), tmp_path / "a")  # type: ignore[operator]
    with pytest.raises(NothingToExport, match="selected"):
        export(shop, tmp_path / "a", ids=["not there"])  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == []


def test_impossible_scales_are_refused(shop: Document, tmp_path: Path) -> None:
    for scale in (0, -1, 17):
        with pytest.raises(ValueError, match="scale"):
            export_png(shop, tmp_path / "a.png", scale=scale)


def test_awkward_texts_are_painted(awkward: Document, tmp_path: Path) -> None:
    export_png(awkward, tmp_path / "a.png")
    export_pdf(awkward, tmp_path / "a.pdf")
    assert not QImage(str(tmp_path / "a.png")).isNull()


def test_pictures_are_made_without_an_application_or_a_display(shop: Document, tmp_path: Path) -> None:
    files.save(shop, tmp_path / "shop.blueprice")
    code = (
        "import sys, os; from projects import files; from desktop.export import *;"
        "d = files.load(sys.argv[1]).document;"
        "export_png(d, sys.argv[2] + '/a.png'); export_svg(d, sys.argv[2] + '/a.svg');"
        "export_pdf(d, sys.argv[2] + '/a.pdf'); print('QT_QPA_PLATFORM' in os.environ)"
    )
    left_out = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "shop.blueprice"), str(tmp_path)],
        cwd=Path(__file__).parents[3],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    # What the process starts later finds its display as before.
    assert ran.stdout.strip() == "False"
    assert difference(QImage(str(tmp_path / "a.png")), picture(shop, scale=1)) <= 2
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
