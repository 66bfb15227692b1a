"""What AWS's icon package gave: each icon's file, what did not match, pictures to pick by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from desktop.combo_box import CaretBox
from desktop.docks.segments import Segments
from desktop.figures import DASH, counted
from desktop.service_icons import service_pixmap
from icons import IconPackageError
from icons.catalogue import entries
from icons.package.matching import Matcher
from icons.package.reading import IconPackage

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from icons.package.installed import PackageReport
    from icons.package.names import PackageFile

COLUMNS = ("Icon", "Picture in the package", "Found by")
HOW = {"name": "Its name", "close": "A similar name", "hand": "Picked by hand"}
THUMBNAIL = 24
_NAME = Qt.ItemDataRole.UserRole
_KEEP = "As matched"
_CANDIDATES = 24


@cache
def title_of(icon: str) -> str:
    """What people call an icon: the first service drawn with it, or its name in words."""
    from projects.service import catalogue

    labels = [service.label for service in catalogue().values() if service.icon == icon]
    if labels:
        return labels[0]
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+|\d+", entries()[icon].aws_name)
    return " ".join(words) or icon.replace("_", " ").capitalize()


class IconPackageDialog(QDialog):
    """A searchable list; for the chosen icon a picture can be picked, which :attr:`choices` then holds."""

    def __init__(self, window: MainWindow, report: PackageReport, choices: Mapping[str, str]) -> None:
        super().__init__(window)
        self._theme = window.theme
        self._report = report
        self.choices = dict(choices)
        self._package: IconPackage | None = None
        self._matcher = Matcher(())
        self.setWindowTitle("AWS's icon package")
        self._open()
        self._build()
        self._arrange()
        self._fill()
        self.which.choose("missing" if report.missing else "all")
        self._filter()

    def _open(self) -> None:
        """The package is read for the pictures to pick from; without it, the list is still shown."""
        try:
            self._package = IconPackage(self._report.path)
            self._matcher = Matcher(self._package.files)
        except IconPackageError:
            self._package = None

    # parts

    def _build(self) -> None:
        report = self._report
        vectors, _ = report.forms
        count, missing = len(report.taken), len(report.missing)
        text = f"{counted(count, 'icon')} come from {report.path.name[:60]}, {vectors:,} of them as vectors."
        rest = f" {counted(missing, 'icon')} found no picture there and stay as they were."
        self.summary = QLabel(text + (rest if missing else " Nothing is missing."))
        self.summary.setWordWrap(True)
        self.summary.setProperty("role", "secondary")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search icons and files")
        self.search.setAccessibleName("Search icons and files")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._filter())
        self.which = Segments({"all": "All", "missing": f"Not matched ({missing:,})"})
        self.which.chosen.connect(lambda _name: self._filter())
        self.table = _table()
        self.table.itemSelectionChanged.connect(self._show_chosen)
        self.nothing = QLabel("No icon is like this.")
        self.nothing.setProperty("role", "secondary")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pick_label = QLabel("Choose an icon to pick another picture for it.")
        self.pick = CaretBox()
        self.pick.setIconSize(QSize(THUMBNAIL, THUMBNAIL))
        self.pick.setAccessibleName("Picture")
        self.pick.setEnabled(False)
        self.pick.activated.connect(self._picked)
        self.close_button = QPushButton("Close")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)

    def _arrange(self) -> None:
        title = QLabel("AWS's icon package")
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.which)
        below = QHBoxLayout()
        below.addWidget(self.pick_label, 2)
        below.addWidget(self.pick, 3)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(self.summary)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.nothing, 1)
        layout.addLayout(below)
        layout.addLayout(row)
        self.resize(760, 620)

    # the list

    def _fill(self) -> None:
        names = sorted({*self._report.taken, *self._report.missing}, key=lambda n: title_of(n).casefold())
        self.table.setRowCount(len(names))
        for row, name in enumerate(names):
            item = QTableWidgetItem(title_of(name))
            item.setData(_NAME, name)
            item.setIcon(_untinted(service_pixmap(name, self._theme, THUMBNAIL, self.devicePixelRatioF())))
            self.table.setItem(row, 0, item)
            self._show_file(row, name)

    def _show_file(self, row: int, name: str) -> None:
        taken = self._report.taken.get(name)
        path, how = (taken.file, HOW[taken.how]) if taken is not None else ("", "Not found")
        if name in self.choices:
            path, how = self.choices[name], HOW["hand"]
        how = "Cannot be read" if name in self._report.refused else how
        file = QTableWidgetItem(path.rpartition("/")[2] or DASH)
        file.setToolTip(self._report.refused.get(name, path))
        self.table.setItem(row, 1, file)
        self.table.setItem(row, 2, QTableWidgetItem(how))

    def _filter(self) -> None:
        words, missing = self.search.text().casefold().split(), set(self._report.missing)
        shown = 0
        for row in range(self.table.rowCount()):
            name = self._name(row)
            text = f"{title_of(name)} {name} {self._cell(row, 1).text()}".casefold()
            fits = all(word in text for word in words)
            fits = fits and (self.which.choice == "all" or name in missing)
            self.table.setRowHidden(row, not fits)
            shown += fits
        self.table.setVisible(shown > 0)
        self.nothing.setVisible(shown == 0)
        everything = self.which.choice == "missing" and not missing
        self.nothing.setText("Every icon found its picture." if everything else "No icon is like this.")

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        found = self.table.item(row, column)
        assert found is not None
        return found

    def _name(self, row: int) -> str:
        return str(self._cell(row, 0).data(_NAME))

    @property
    def chosen(self) -> str:
        """The icon whose picture can be picked; empty for none."""
        items = self.table.selectedItems()
        return self._name(items[0].row()) if items else ""

    # picking

    def _show_chosen(self) -> None:
        name = self.chosen
        self.pick.clear()
        self.pick.setEnabled(bool(name) and self._package is not None)
        if not name:
            return
        self.pick_label.setText(f"Picture for {title_of(name)}")
        self.pick.addItem(_KEEP if name not in self._report.missing else "None: the built-in picture", "")
        found = self._matcher.candidates(name, _CANDIDATES)
        for file in found:
            self.pick.addItem(_untinted(self._thumbnail(file)), file.path.rpartition("/")[2], file.path)
        wanted = self.choices.get(name, "")
        self.pick.setCurrentIndex(max(0, self.pick.findData(wanted)))

    def _thumbnail(self, file: PackageFile) -> QPixmap:
        try:
            data = self._package.read(file) if self._package is not None else b""
        except IconPackageError:
            return QPixmap()
        image = QImage.fromData(data)
        if image.isNull():
            return QPixmap()
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        return QPixmap.fromImage(image.scaled(QSize(THUMBNAIL, THUMBNAIL) * 2, keep, smooth))

    def _picked(self, index: int) -> None:
        name, path = self.chosen, str(self.pick.itemData(index) or "")
        if not name:
            return
        if path:
            self.choices[name] = path
        else:
            self.choices.pop(name, None)
        row = self.table.selectedItems()[0].row()
        self._show_file(row, name)
        icon = self.pick.itemIcon(index)
        if path and not icon.isNull():
            self._cell(row, 0).setIcon(icon)

    def done(self, result: int) -> None:
        if self._package is not None:
            self._package.close()
        super().done(result)


def _untinted(pixmap: QPixmap) -> QIcon:
    """An icon that keeps its colours in a selected row."""
    made = QIcon(pixmap)
    made.addPixmap(pixmap, QIcon.Mode.Selected)
    return made


def _table() -> QTableWidget:
    table = QTableWidget(0, len(COLUMNS))
    table.setHorizontalHeaderLabels(COLUMNS)
    table.setAccessibleName("Icons")
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(32)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setWordWrap(False)
    table.setIconSize(QSize(THUMBNAIL, THUMBNAIL))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
    return table
