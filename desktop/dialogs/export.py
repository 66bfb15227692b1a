"""The export dialog: a format, its options, progress that can be cancelled; and "Copy as picture"."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import line_icons
from desktop.dialogs.error import show_error
from desktop.docks.segments import Segments
from desktop.exporting import FORMATS, Job, export, wanted
from desktop.figures import counted, money

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from pricing.estimate import Totals

_NAME = Qt.ItemDataRole.UserRole


class ExportDialog(QDialog):
    """Asks what to write, then where, and writes it."""

    def __init__(self, window: MainWindow, kind: str = "") -> None:
        super().__init__(window)
        assert window.editor is not None
        self._window = window
        self._editor = window.editor
        self._cancelled = False
        self._busy = False
        self.setWindowTitle("Export")
        self.formats = self._format_list()
        self.options = QWidget()
        self._form = QFormLayout(self.options)
        self._build_options()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 100)
        self.copy = QPushButton("Copy as picture")
        self.copy.clicked.connect(self._copy)
        self.cancel = QPushButton("Cancel")
        self.cancel.clicked.connect(self._cancel)
        self.write = QPushButton("Export…")
        self.write.setDefault(True)
        self.write.clicked.connect(self._ask_and_write)
        self._arrange()
        names = [item.name for item in FORMATS]
        self.formats.setCurrentRow(names.index(kind) if kind in names else names.index("png"))

    # parts

    def _format_list(self) -> QListWidget:
        shown = QListWidget()
        shown.setFixedWidth(196)
        shown.setIconSize(QSize(20, 20))
        shown.setAccessibleName("Format")
        shown.setProperty("role", "formats")
        for item in FORMATS:
            row = QListWidgetItem(line_icons.icon(item.icon, self._window.theme, 20), item.title)
            row.setData(_NAME, item.name)
            row.setToolTip(item.summary)
            row.setSizeHint(QSize(160, 36))
            shown.addItem(row)
        shown.currentRowChanged.connect(self._follow)
        return shown

    def _build_options(self) -> None:
        selection = len(self._editor.selection)
        self.area = Segments(
            {"all": "Whole drawing", "selection": f"Selection ({selection:,})" if selection else "Selection"}
        )
        self.area.choose("all")
        self.area.buttons["selection"].setEnabled(selection > 0)
        self.scale = Segments({"1": "1×", "2": "2×", "3": "3×", "4": "4×"})
        self.scale.choose("2")
        self.background = Segments({"white": "White", "transparent": "Transparent", "canvas": "As on screen"})
        self.background.choose("white")
        self.paper = Segments({"": "As the drawing", "A4": "A4", "A3": "A3", "Letter": "Letter"})
        self._papers = {"pdf": "A4"}
        self.paper.chosen.connect(self._remember_paper)
        self.costs = QCheckBox("Monthly cost of each node")
        self.costs.setChecked(self._window.preferences.show_costs)
        self.findings = QCheckBox("Badges of errors and warnings")
        self._form.setContentsMargins(0, 8, 0, 0)
        self._form.setVerticalSpacing(12)
        self._form.setHorizontalSpacing(16)
        for text, widget in (
            ("Area", self.area),
            ("Size", self.scale),
            ("Page", self.paper),
            ("Background", self.background),
            ("Show", self.costs),
            ("", self.findings),
        ):
            self._form.addRow(text, widget)

    def _arrange(self) -> None:
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.summary = QLabel()
        self.summary.setProperty("role", "quiet")
        self.summary.setWordWrap(True)
        self.totals = QLabel()
        self.totals.setProperty("role", "boxed")
        right = QVBoxLayout()
        right.setContentsMargins(22, 20, 22, 16)
        right.setSpacing(6)
        for widget in (self.title, self.summary, self.totals, self.options):
            right.addWidget(widget)
        right.addStretch()
        right.addWidget(self.progress)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addStretch()
        row.addWidget(self.cancel)
        row.addWidget(self.write)
        right.addLayout(row)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.formats)
        layout.addLayout(right, 1)
        self.progress.hide()
        self.resize(680, 400)

    # following the choice

    @property
    def format(self) -> str:
        return str(self.formats.currentItem().data(_NAME))

    def _follow(self) -> None:
        chosen = next(item for item in FORMATS if item.name == self.format)
        self.title.setText(chosen.title)
        self.summary.setText(chosen.summary + ".")
        self.options.setVisible(chosen.picture)
        self.copy.setVisible(chosen.picture)
        self._form.setRowVisible(self.scale, chosen.name == "png")
        self.paper.choose(self._papers.get(chosen.name, ""))
        self.totals.setVisible(not chosen.picture)
        if not chosen.picture and self._editor.estimate is not None:
            self.totals.setText(_told(self._editor.estimate.totals))

    def _remember_paper(self, paper: str) -> None:
        """Each format keeps its own page: a PDF is for paper, a picture usually for a document."""
        self._papers[self.format] = paper

    def job(self, path: Path) -> Job:
        """The present choices."""
        selected = self.area.choice == "selection"
        return Job(
            self.format,
            path,
            ids=self._editor.selection if selected else None,
            scale=int(self.scale.choice or 2),
            background=self.background.choice or "white",
            costs=self.costs.isChecked(),
            findings=self.findings.isChecked(),
            paper=self.paper.choice,
        )

    # writing

    def _ask_and_write(self) -> None:
        proposed = Path(self._window.preferences.folder) / f"{_file_stem(self._editor.title)}.{self.format}"
        name, _ = QFileDialog.getSaveFileName(self, "Export to", str(proposed), f"*.{self.format}")
        if name:
            path = Path(name)
            self.write_to(path if path.suffix else path.with_suffix(f".{self.format}"))

    def write_to(self, path: Path) -> bool:
        """Write the file with progress; True if it was written. Failures are told in a dialog."""
        from desktop.export import ExportCancelled, ExportFailed

        self._set_busy(True)
        try:
            export(self._editor, self.job(path), self._window.theme, self._show, lambda: self._cancelled)
        except ExportCancelled:
            return False
        except (ExportFailed, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            show_error(self, "The file was not written", f"{path}\n\n{reason}")
            return False
        finally:
            self._set_busy(False)
        self._window.preferences.folder = str(path.parent)
        self._window.statusBar().showMessage(f"Exported to {path}", 8000)
        self.accept()
        return True

    def _show(self, share: float) -> None:
        self.progress.setValue(round(share * 100))
        QApplication.processEvents()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._cancelled = False
        self.progress.setVisible(busy)
        for widget in (self.formats, self.options, self.copy, self.write):
            widget.setEnabled(not busy)
        QApplication.processEvents()

    def _cancel(self) -> None:
        if self._busy:
            self._cancelled = True
        else:
            self.reject()

    def reject(self) -> None:
        if self._busy:
            self._cancelled = True
        else:
            super().reject()

    def _copy(self) -> None:
        if copy_picture(self._window, self.job(Path())):
            self.accept()


def copy_picture(window: MainWindow, job: Job | None = None) -> bool:
    """Put the selection, or the whole drawing, on the clipboard as a picture."""
    from desktop.export import ExportFailed, picture

    assert window.editor is not None
    editor = window.editor
    editor.refresh()
    job = job or Job("png", Path(), ids=editor.selection or None, costs=window.preferences.show_costs)
    options = wanted(editor, job, window.theme)
    options.pop("page", None)
    try:
        QGuiApplication.clipboard().setImage(picture(editor.document, scale=job.scale, **options))
    except ExportFailed as error:
        window.statusBar().showMessage(str(error), 6000)
        return False
    window.statusBar().showMessage("Copied as picture", 4000)
    return True


def _told(totals: Totals) -> str:
    """What the file will say, in a few words."""
    lines = counted(totals.lines, "line")
    missing = totals.needs_input + totals.not_priced
    rest = f"{missing:,} without a figure: the file says which and why" if missing else "all with a figure"
    year = money(totals.first_12_months)
    incomplete = ", incomplete" if missing else ""
    return f"{money(totals.monthly)} a month, {year} in the first 12 months{incomplete}\n{lines}, {rest}"


def _file_stem(title: str) -> str:
    return re.sub(r"[^\w .()-]+", "-", title).strip(" .-")[:80] or "drawing"
