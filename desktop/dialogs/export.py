"""The export dialog: a format, its options, progress that can be cancelled; and "Copy as picture"."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
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
from desktop.dialogs.export_options import ExportOptions, on_canvas, settle, shown_layers
from desktop.dialogs.export_preview import ExportPreview
from desktop.dialogs.message import MessageDialog
from desktop.exporting import FORMATS, Job, export, files_of, wanted
from desktop.figures import counted, money
from desktop.picture_data import picture_data

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
        self.options = ExportOptions(window)
        self.area, self.scale, self.paper = self.options.area, self.options.scale, self.options.paper
        self.preview = ExportPreview(window)
        self.preview.made.append(lambda: self.size_told.setText(self.preview.text))
        self.options.changed.connect(self._follow_options)
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
        for widget in (self.title, self.summary, self.totals):
            right.addWidget(widget)
        self.size_told = QLabel()
        self.size_told.setProperty("role", "secondary")
        self.size_told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._shown = QWidget()
        shown = QVBoxLayout(self._shown)
        shown.setContentsMargins(0, 8, 0, 0)
        shown.addWidget(self.preview, 1)
        shown.addWidget(self.size_told)
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addWidget(self.options, 0, Qt.AlignmentFlag.AlignTop)
        middle.addWidget(self._shown, 1)
        right.addLayout(middle, 1)
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
        self.resize(980, 540)

    # following the choice

    @property
    def format(self) -> str:
        return str(self.formats.currentItem().data(_NAME))

    def _follow(self) -> None:
        chosen = next(item for item in FORMATS if item.name == self.format)
        self.title.setText(chosen.title)
        self.summary.setText(chosen.summary + ".")
        self.options.setVisible(chosen.picture)
        self._shown.setVisible(chosen.picture)
        self.copy.setVisible(chosen.picture)
        self.totals.setVisible(chosen.figures or bool(chosen.note))
        if chosen.picture:
            self.options.show_format(chosen.name)
            self._follow_options()
        elif chosen.figures and self._editor.estimate is not None:
            self.totals.setText(_told(self._editor.estimate.totals))
        else:
            self.totals.setText(chosen.note)

    def _follow_options(self) -> None:
        self.preview.follow(self.job(Path()))

    def job(self, path: Path) -> Job:
        """The present choices."""
        return self.options.job(self.format, path)

    # writing

    def _ask_and_write(self) -> None:
        proposed = Path(self._window.preferences.folder) / f"{file_stem(self._editor.title)}.{self.format}"
        name, _ = QFileDialog.getSaveFileName(self, "Export to", str(proposed), f"*.{self.format}")
        if name:
            path = Path(name)
            path = path if path.suffix else path.with_suffix(f".{self.format}")
            if self._may_replace(path):
                self.write_to(path)

    def _may_replace(self, chosen: Path) -> bool:
        """Whether files of other pages that are there already may be written over."""
        files = [path for _, path in files_of(self._editor, self.job(chosen))]
        there = [path for path in files if path != chosen and path.exists()]
        if not there:
            return True
        names = ", ".join(path.name for path in there[:5]) + (" …" if len(there) > 5 else "")
        answers = (("cancel", "Cancel"), ("replace", "Replace"))
        asked = MessageDialog(
            self,
            "Replace files?",
            f"In {chosen.parent} there already are: {names}",
            answers,
            "warning",
            "caution",
        )
        asked.exec()
        return asked.answer == "replace"

    def write_to(self, path: Path) -> bool:
        """Write the file with progress; True if it was written. Failures are told in a dialog."""
        from desktop.export import ExportCancelled, ExportFailed

        self._set_busy(True)
        try:
            settle(self._window)
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
        files = files_of(self._editor, self.job(path))
        what = f"{len(files)} files to {path.parent}" if len(files) > 1 else f"to {files[0][1]}"
        self._window.statusBar().showMessage(f"Exported {what}", 8000)
        self.options.remember()
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
    """Put the selection, or the whole page, on the clipboard: as PNG, SVG and PDF, each program's best."""
    from desktop.export import ExportFailed

    assert window.editor is not None
    editor = window.editor
    editor.refresh()
    if job is None:
        layers = shown_layers(window)
        job = Job(
            "png",
            Path(),
            ids=editor.selection or None,
            costs=layers.costs,
            layers=layers,
            **on_canvas(window),
        )
    options = wanted(editor, job, window.theme)
    options.pop("page", None)
    try:
        QGuiApplication.clipboard().setMimeData(picture_data(editor.document, job.scale, options))
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


def file_stem(title: str) -> str:
    """A project's title as the name of a file."""
    return re.sub(r"[^\w .()-]+", "-", title).strip(" .-")[:80] or "drawing"
