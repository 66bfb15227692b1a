"""The export dialog: pages, layers, posters, a preview that follows, choices that are remembered."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from desktop.dialogs.export import ExportDialog
from desktop.exporting import FORMATS
from desktop.samples import samples
from projects.records import Note, Page


@pytest.fixture
def opened(window):
    window.project_file.open_sample(samples()[0])
    return window


@pytest.fixture
def paged(opened):
    with opened.editor.edit("Page") as draft:
        draft.put(Page(id="second", name="Details", position=1))
        draft.put(Page(id="third", position=2))
        draft.put(Note(id="word", text="On the second page", parent="second"))
        draft.put(Note(id="step", kind="step", text="4", parent="second", y=100, width=28, height=28))
    opened.canvas.paging.show(None)
    return opened


def shown(window, kind: str) -> ExportDialog:
    return ExportDialog(window, kind)


def follow(dialog: ExportDialog) -> str:
    dialog.preview.make()
    return dialog.size_told.text()


def test_pages_are_asked_for_only_where_there_are_several(opened, paged):
    assert "pages" in shown(paged, "png").area.buttons


def test_one_page_has_no_choice_of_pages(opened):
    assert list(shown(opened, "png").area.buttons) == ["all", "selection"]


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_all_pages_are_files_of_their_own_and_empty_ones_none(paged, tmp_path, kind):
    dialog = shown(paged, kind)
    dialog.area.choose("pages")
    assert dialog.write_to(tmp_path / f"shop.{kind}")
    names = sorted(path.name for path in tmp_path.glob(f"*.{kind}"))
    assert names == [f"shop-1-page-1.{kind}", f"shop-2-details.{kind}"]


def test_all_pages_are_one_pdf(paged, tmp_path):
    dialog = shown(paged, "pdf")
    dialog.area.buttons["pages"].click()
    assert "2 sheets" in follow(dialog)
    assert dialog.write_to(tmp_path / "shop.pdf")
    assert (tmp_path / "shop.pdf").read_bytes().count(b"/MediaBox") == 2


def test_the_page_that_is_shown_is_exported(paged, tmp_path):
    paged.canvas.paging.show("second")
    dialog = shown(paged, "svg")
    assert dialog.write_to(tmp_path / "one.svg")
    assert "On the second page" in (tmp_path / "one.svg").read_text()


def test_layers_can_be_left_out(paged, tmp_path):
    paged.canvas.paging.show("second")
    dialog = shown(paged, "svg")
    dialog.options.layers["notes"].setChecked(False)
    assert dialog.write_to(tmp_path / "one.svg")
    text = (tmp_path / "one.svg").read_text()
    assert "On the second page" not in text and ">4</text>" in text


def test_the_preview_follows_and_says_how_large_the_result_is(opened, tmp_path, qtbot):
    dialog = shown(opened, "png")
    dialog.scale.buttons["1"].click()
    told = follow(dialog)
    assert dialog.write_to(tmp_path / "a.png")
    made = QImage(str(tmp_path / "a.png"))
    assert told == f"{made.width():,} × {made.height():,} pixels"
    dialog.paper.buttons["A4"].click()
    assert dialog.preview.timer.isActive()
    qtbot.waitUntil(lambda: dialog.size_told.text() != told, timeout=3000)


def test_a_poster_is_chosen_for_a_pdf(opened, tmp_path):
    dialog = shown(opened, "pdf")
    dialog.options.across.setValue(2)
    dialog.options.down.setValue(3)
    assert follow(dialog) == "A4, 297 × 210 mm, 6 sheets"
    assert dialog.write_to(tmp_path / "poster.pdf")
    assert (tmp_path / "poster.pdf").read_bytes().count(b"/MediaBox") == 6
    dialog.formats.setCurrentRow([item.name for item in FORMATS].index("png"))
    assert dialog.job(Path()).sheets == (1, 1)


def test_choices_are_remembered(opened, tmp_path):
    dialog = shown(opened, "png")
    dialog.scale.choose("1")
    dialog.options.layers["facts"].setChecked(False)
    dialog.paper.buttons["A3"].click()
    assert dialog.write_to(tmp_path / "a.png")
    job = shown(opened, "png").job(Path())
    assert (job.scale, job.paper, job.layers.facts, job.layers.notes) == (1, "A3", False, True)


def test_files_of_other_pages_are_not_replaced_unasked(paged, tmp_path, answers):
    (tmp_path / "shop-2-details.png").write_bytes(b"precious")
    dialog = shown(paged, "png")
    dialog.area.choose("pages")
    answers.give("cancel")
    assert not dialog._may_replace(tmp_path / "shop.png")
    assert "shop-2-details.png" in answers.shown[-1].text.text()
    dialog.area.choose("all")
    assert dialog._may_replace(tmp_path / "shop.png")


def test_a_copied_picture_is_pixels_svg_and_pdf_at_once(opened):
    opened.actions_by_name["copy_picture"].trigger()
    data = QGuiApplication.clipboard().mimeData()
    root = ElementTree.fromstring(data.data("image/svg+xml").data())
    assert root.tag.endswith("svg")
    assert data.data("application/pdf").data().startswith(b"%PDF")
    image = QGuiApplication.clipboard().image()
    assert image.width() == pytest.approx(2 * float(root.get("width", 0)), abs=2)


def test_the_picture_has_the_ways_that_the_canvas_shows(opened, tmp_path):
    """Not ways found anew, which may differ after moving things about."""
    dialog = shown(opened, "svg")
    job = dialog.job(tmp_path / "a.svg")
    assert job.routes is opened.canvas.mirror.router.routes
