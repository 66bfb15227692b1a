"""Print: paper, margins, scale or poster, with a preview of every sheet; as PDF where there is no printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPalette
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.combo_box import CaretBox
from desktop.dialogs.error import show_error
from desktop.dialogs.export_options import on_canvas, settle, shown_layers
from desktop.docks.segments import Segments
from desktop.exporting import Job, wanted
from desktop.printing import PrintChoices, choices_from, print_sheets, printed_sheets

if TYPE_CHECKING:
    from desktop.export.sheet import Sheet
    from desktop.window import MainWindow

DELAY = 150


class PrintDialog(QDialog):
    """Shows the sheets as they will come out, and prints them or writes them as PDF."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        assert window.editor is not None
        self._window, self._editor = window, window.editor
        self._editor.refresh()
        self.sheets: list[Sheet] = []
        self.setWindowTitle("Print")
        self.printers = [info.printerName() for info in QPrinterInfo.availablePrinters()]
        self._build(choices_from(window.preferences.print_choices))
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if not self.printers:
            self.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.preview = QPrintPreviewWidget(self.printer)
        self.preview.setAccessibleName("Preview")
        self.preview.paintRequested.connect(lambda printer: print_sheets(printer, self.sheets))
        self._arrange()
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self.refresh)
        self._connect()
        self._show_rows()
        self.refresh()

    # parts

    def _build(self, choices: PrintChoices) -> None:
        from desktop.export import PAPERS

        self.device = CaretBox()
        self.device.addItems(self.printers or ["No printer: save as PDF"])
        self.device.setEnabled(bool(self.printers))
        usual = (
            self.printers.index(name) if (name := QPrinterInfo.defaultPrinterName()) in self.printers else 0
        )
        self.device.setCurrentIndex(usual)
        self.copies = _spin(1, 99, 1, "")
        self.paper = CaretBox()
        self.paper.addItems(list(PAPERS))
        self.paper.setCurrentText(choices.paper)
        self.orientation = Segments({"landscape": "Landscape", "portrait": "Portrait"})
        self.orientation.choose("landscape" if choices.landscape else "portrait")
        self.margin = _spin(0, 60, round(choices.margin_mm), " mm")
        self.fit = Segments({"fit": "Fit to page", "percent": "Scale", "poster": "Poster"})
        self.fit.choose(choices.fit)
        self.percent = _spin(5, 800, choices.percent, " %")
        self.across, self.down = _spin(1, 10, choices.across, ""), _spin(1, 10, choices.down, "")
        self.overlap = _spin(0, 50, round(choices.overlap_mm), " mm")
        self.cut_marks = QCheckBox("Marks where to cut and join")
        self.cut_marks.setChecked(choices.cut_marks)
        self.captions = QCheckBox("Title and footer")
        self.captions.setChecked(choices.captions)
        several = len(self._editor.document.pages()) > 0
        self.pages = Segments({"this": "This page", "all": "All pages"})
        self.pages.choose("all" if several and choices.all_pages else "this")
        self.pages.setVisible(several)
        self._several = several

    def _arrange(self) -> None:
        self.form = QFormLayout()
        self.form.setVerticalSpacing(12)
        self.form.setHorizontalSpacing(16)
        self.poster = _row(self.across, QLabel("across"), self.down, QLabel("down"))
        for text, widget in (
            ("Printer", self.device),
            ("Copies", self.copies),
            ("Pages", self.pages),
            ("Paper", self.paper),
            ("", self.orientation),
            ("Margins", self.margin),
            ("Size", self.fit),
            ("", self.percent),
            ("Sheets", self.poster),
            ("Overlap", self.overlap),
            ("", self.cut_marks),
            ("", self.captions),
        ):
            self.form.addRow(text, widget)
        self.form.setRowVisible(self.pages, self._several)
        self.form.setRowVisible(self.copies, bool(self.printers))
        self.told = QLabel()
        self.told.setProperty("role", "secondary")
        self.told.setWordWrap(True)
        left = QVBoxLayout()
        left.addLayout(self.form)
        left.addWidget(self.told)
        left.addStretch()
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(330)
        left.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(side)
        top.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(14)
        layout.addLayout(top, 1)
        layout.addLayout(self._buttons())
        self.resize(1080, 680)
        grey = self._window.theme.window
        palette = self.preview.palette()
        palette.setColor(QPalette.ColorRole.Dark, grey)
        palette.setColor(QPalette.ColorRole.Window, grey)
        self.preview.setPalette(palette)

    def _buttons(self) -> QHBoxLayout:
        self.save = QPushButton("Save as PDF…")
        self.save.clicked.connect(self._ask_and_save)
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.reject)
        self.print = QPushButton("Print")
        self.print.clicked.connect(self.print_now)
        self.print.setVisible(bool(self.printers))
        (self.print if self.printers else self.save).setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for button in (cancel, self.save, self.print):
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        for spin in (self.margin, self.percent, self.across, self.down, self.overlap):
            spin.valueChanged.connect(self._follow)
        for segments in (self.orientation, self.fit, self.pages):
            segments.chosen.connect(self._follow)
        for check in (self.cut_marks, self.captions):
            check.toggled.connect(self._follow)
        self.paper.currentTextChanged.connect(self._follow)

    # following the choices

    def _follow(self, *_: Any) -> None:
        self._show_rows()
        self._timer.start()

    def _show_rows(self) -> None:
        fit = self.fit.choice
        self.form.setRowVisible(self.percent, fit == "percent")
        self.form.setRowVisible(self.poster, fit == "poster")
        for widget in (self.overlap, self.cut_marks):
            self.form.setRowVisible(widget, fit != "fit")

    @property
    def choices(self) -> PrintChoices:
        """As they are chosen now."""
        return PrintChoices(
            paper=self.paper.currentText(),
            landscape=self.orientation.choice == "landscape",
            margin_mm=self.margin.value(),
            fit=self.fit.choice or "fit",  # type: ignore[arg-type]
            percent=self.percent.value(),
            across=self.across.value(),
            down=self.down.value(),
            overlap_mm=self.overlap.value(),
            cut_marks=self.cut_marks.isChecked(),
            all_pages=self._several and self.pages.choice == "all",
            captions=self.captions.isChecked(),
        )

    def refresh(self) -> None:
        """Put the drawing on paper anew and show it."""
        from desktop.export import ExportFailed

        self._timer.stop()
        choices = self.choices
        layers = shown_layers(self._window)
        job = Job("pdf", Path(), costs=layers.costs, layers=layers, **on_canvas(self._window))
        try:
            self.sheets = printed_sheets(self._editor, choices, wanted(self._editor, job, self._window.theme))
            self.told.setText(_told(self.sheets))
        except (ExportFailed, ValueError) as error:
            self.sheets = []
            text = str(error)
            self.told.setText(f"{text[:1].upper()}{text[1:]}".rstrip(".") + ".")
        for button in (self.save, self.print):
            button.setEnabled(bool(self.sheets))
        self.printer.setPageLayout(choices.layout())
        several = len(self.sheets) > 1
        modes = QPrintPreviewWidget.ViewMode
        self.preview.setViewMode(modes.AllPagesView if several else modes.SinglePageView)
        self.preview.updatePreview()
        if several:
            self.preview.setZoomMode(QPrintPreviewWidget.ZoomMode.FitInView)
        else:
            self.preview.fitInView()

    # printing

    def _settle(self) -> None:
        """The sheets as they are chosen now, with every line led with care."""
        settle(self._window)
        self.refresh()

    def print_now(self) -> bool:
        """Send the sheets to the chosen printer."""
        self._settle()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(self.device.currentText())
        printer.setPageLayout(self.choices.layout())
        printer.setCopyCount(self.copies.value())
        printer.setDocName(self._editor.title)
        printer.setFullPage(True)
        if not print_sheets(printer, self.sheets):
            show_error(self, "Nothing was printed", f"{self.device.currentText()} does not accept the print.")
            return False
        self._done(f"Sent to {self.device.currentText()}")
        return True

    def _ask_and_save(self) -> None:
        from desktop.dialogs.export import file_stem

        proposed = Path(self._window.preferences.folder) / f"{file_stem(self._editor.title)}.pdf"
        name, _ = QFileDialog.getSaveFileName(self, "Save as PDF", str(proposed), "*.pdf")
        if name:
            self.save_to(Path(name) if Path(name).suffix else Path(f"{name}.pdf"))

    def save_to(self, path: Path) -> bool:
        """Write the sheets as a PDF; True if it was written. Failures are told in a dialog."""
        from desktop.export import ExportFailed
        from desktop.export.errors import explained
        from desktop.export.pdf import pdf_data
        from pricing.atomic_file import write_atomically

        self._settle()
        try:
            with explained(path):
                write_atomically(path, pdf_data(self.sheets, author=self._editor.document.settings.author))
        except ExportFailed as error:
            show_error(self, "The file was not written", str(error))
            return False
        self._window.preferences.folder = str(path.parent)
        self._done(f"Saved as {path}")
        return True

    def _done(self, text: str) -> None:
        self._window.preferences.print_choices = self.choices.stored()
        self._window.statusBar().showMessage(text, 8000)
        self.accept()


def _told(sheets: list[Sheet]) -> str:
    count = len(sheets)
    scale = sheets[0].layers[0].scale if sheets else 1.0
    paper = f"{count:,} sheets of paper" if count > 1 else "One sheet of paper"
    return f"{paper}, at {scale:.0%}"


def _spin(least: int, most: int, value: int, suffix: str) -> QSpinBox:
    made = QSpinBox()
    made.lineEdit().setTextMargins(6, 0, 0, 0)
    made.setRange(least, most)
    made.setValue(value)
    made.setSuffix(suffix)
    made.setFixedWidth(72)
    return made


def _row(*widgets: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return made
