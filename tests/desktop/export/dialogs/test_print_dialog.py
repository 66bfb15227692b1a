"""Print with preview: as many sheets as chosen, also without a printer, remembered for the next time."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from desktop.dialogs.print_preview import PrintDialog
from desktop.printing import PrintChoices, choices_from, print_sheets
from desktop.samples import samples
from projects.records import Note, Page
from tests.desktop.export.test_pdf import tool


@pytest.fixture
def opened(window):
    window.project_file.open_sample(samples()[0])
    return window


@pytest.fixture
def dialog(opened, qtbot):
    made = PrintDialog(opened)
    qtbot.addWidget(made)
    return made


def test_the_drawing_is_fitted_to_one_sheet_first(dialog):
    assert len(dialog.sheets) == 1
    assert dialog.preview.pageCount() == 1
    assert "One sheet of paper" in dialog.told.text()


def test_a_poster_shows_all_its_sheets(dialog):
    dialog.fit.buttons["poster"].click()
    dialog.across.setValue(3)
    dialog.down.setValue(2)
    dialog.refresh()
    assert len(dialog.sheets) == 6 == dialog.preview.pageCount()
    assert "6 sheets of paper" in dialog.told.text()


def test_a_scale_takes_the_sheets_it_needs(dialog):
    dialog.fit.buttons["percent"].click()
    dialog.percent.setValue(200)
    dialog.refresh()
    assert len(dialog.sheets) > 1
    assert dialog.sheets[0].layers[0].scale == 2


def test_too_many_sheets_are_refused_in_words(dialog):
    dialog.fit.buttons["percent"].click()
    dialog.percent.setValue(800)
    dialog.margin.setValue(60)
    dialog.overlap.setValue(50)
    dialog.refresh()
    assert "sheets of paper, more than" in dialog.told.text()
    assert not dialog.save.isEnabled()


def test_choices_are_shown_a_moment_later_and_not_at_every_step(dialog, qtbot):
    before = dialog.sheets
    dialog.orientation.buttons["portrait"].click()
    assert dialog.sheets is before
    qtbot.waitUntil(lambda: dialog.sheets is not before, timeout=3000)
    assert dialog.sheets[0].height > dialog.sheets[0].width


def test_without_a_printer_it_is_saved_as_pdf(dialog, tmp_path):
    if dialog.printers:
        pytest.skip("this machine has a printer")
    assert dialog.save.isDefault() and dialog.print.isHidden()
    dialog.fit.buttons["poster"].click()
    assert dialog.save_to(tmp_path / "poster.pdf")
    assert re.search(r"Pages: +4\n", tool("pdfinfo", str(tmp_path / "poster.pdf")))
    assert "Sheet B2, 4 of 4" in tool("pdftotext", "-layout", str(tmp_path / "poster.pdf"), "-")


def test_a_file_that_cannot_be_written_is_told(dialog, tmp_path, answers):
    assert not dialog.save_to(tmp_path / "nowhere" / "a.pdf")
    assert "nowhere" in answers.shown[-1].text.text()


def test_choices_are_remembered(opened, dialog, tmp_path, qtbot):
    dialog.paper.setCurrentText("A3")
    dialog.orientation.buttons["portrait"].click()
    assert dialog.save_to(tmp_path / "a.pdf")
    again = PrintDialog(opened)
    qtbot.addWidget(again)
    assert (again.choices.paper, again.choices.landscape) == ("A3", False)


def test_stored_choices_that_make_no_sense_are_as_usual():
    stored = {"paper": "B9", "percent": "many", "across": 99, "margin_mm": True, "fit": "no", "landscape": 3}
    assert choices_from(stored) == PrintChoices(across=10)
    assert choices_from(PrintChoices(percent=50).stored()).percent == 50


def test_all_pages_come_out_where_there_are_several(opened, qtbot):
    with opened.editor.edit("Page") as draft:
        draft.put(Page(id="second", name="Details"))
        draft.put(Note(id="word", text="On the second page", parent="second"))
    dialog = PrintDialog(opened)
    qtbot.addWidget(dialog)
    assert len(dialog.sheets) == 1
    dialog.pages.buttons["all"].click()
    dialog.refresh()
    assert len(dialog.sheets) == 2


def test_what_a_printer_gets_is_what_the_sheet_shows(dialog, tmp_path):
    """Through Qt's own printer, as a PDF, against the sheet painted as a picture."""
    from desktop.export.png import image
    from tests.desktop.export.test_poster import unlike

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageLayout(dialog.choices.layout())
    assert print_sheets(printer, dialog.sheets)
    tool("pdftoppm", "-r", "96", "-png", str(tmp_path / "out.pdf"), str(tmp_path / "out"))
    (file,) = tmp_path.glob("out*.png")
    assert unlike(QImage(str(file)), image(dialog.sheets[0], 1)) < 0.02


def test_ctrl_p_opens_it(opened, monkeypatch):
    shown = []
    monkeypatch.setattr(PrintDialog, "exec", lambda self: shown.append(self.pos() or QPoint()))
    opened.actions_by_name["print"].trigger()
    assert len(shown) == 1
    assert opened.actions_by_name["print"].shortcut().toString() == "Ctrl+P"
