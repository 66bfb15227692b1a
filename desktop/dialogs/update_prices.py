"""Update prices: which Regions and services, from where, with progress; nothing changes until all is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.docks.segments import Segments
from desktop.price_update import PriceUpdate
from desktop.price_update_texts import progress_text, report_text, service_name, share_of_work
from pricing.offers.mapping import mappings
from pricing.offers.origins import AWS_PRICE_LIST
from pricing.offers.update import Report, Wanted
from pricing.regions import regions
from projects.comparing.moving import drawn_regions

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from pricing.offers.origins import Step

_VALUE = Qt.ItemDataRole.UserRole
OLD_STAY = "Prices stay as they are until everything is read and checked."
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class UpdatePricesDialog(QDialog):
    """Asks, fetches and tells; :attr:`report` is there once new prices are in force."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        assert window.editor is not None
        self._window, self._editor = window, window.editor
        self.report: Report | None = None
        self.setWindowTitle("Update prices")
        self.update_ = PriceUpdate(self)
        self.update_.stepped.connect(self._show_step)
        self.update_.done.connect(self._finish)
        self.update_.failed.connect(self._fail)
        self.update_.cancelled.connect(self._cancelled)
        self._build()
        self._arrange()
        self._set_running(False)

    # parts

    def _build(self) -> None:
        self.source = Segments({"aws": "AWS's public price list", "folder": "A folder or another address"})
        self.source.choose("aws")
        self.source.chosen.connect(lambda _name: self._follow())
        self.place = QLineEdit()
        self.place.setAccessibleName("Folder or address")
        self.place.setPlaceholderText("A folder with offer files, a single file, or https://…")
        self.place.textChanged.connect(lambda _text: self._follow())
        self.browse = QPushButton("Browse…")
        self.browse.clicked.connect(self._browse)
        drawn = set(drawn_regions(self._editor.document))
        self.regions = self._list(
            "Regions", [(one.code, f"{one.name}   {one.code}", one.code in drawn) for one in regions()]
        )
        used = self._used_services()
        names = sorted((service_name(code), code) for code in mappings())
        self.services = self._list("Services", [(code, name, code in used) for name, code in names])
        for one in (self.regions, self.services):
            one.itemChanged.connect(lambda _item: self._follow())
        self.suspicious = QCheckBox("Take prices too that are far from the present ones")
        self.older = QCheckBox("Take prices too that are older than the present ones")
        self.state = QLabel(OLD_STAY)
        self.state.setWordWrap(True)
        self.state.setMinimumHeight(52)
        self.state.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.close_button = QPushButton("Close")
        self.close_button.clicked.connect(self.reject)
        self.start_button = QPushButton("Update")
        self.start_button.setProperty("role", "filled")
        self.start_button.clicked.connect(self.start)
        for button in (self.browse, self.close_button, self.start_button):
            button.setAutoDefault(False)

    def _list(self, name: str, entries: list[tuple[str, str, bool]]) -> QListWidget:
        shown = QListWidget()
        shown.setAccessibleName(name)
        shown.setUniformItemSizes(True)
        # What the project uses comes first, so that it is seen what will be fetched.
        for value, text, checked in sorted(entries, key=lambda entry: not entry[2]):
            item = QListWidgetItem(text)
            item.setData(_VALUE, value)
            item.setCheckState(_CHECKED if checked else _UNCHECKED)
            item.setSizeHint(QSize(100, 26))
            shown.addItem(item)
        return shown

    def _used_services(self) -> set[str]:
        """Offer codes whose rates the open project is priced with."""
        self._editor.refresh()
        assert self._editor.estimate is not None
        keys = {line.rate.key for line in self._editor.estimate.lines if line.rate is not None}
        words = {key.partition(".")[0] for key in keys}
        return {code for code, mapping in mappings().items() if words & mapping.services}

    def _arrange(self) -> None:
        title = QLabel("Update prices")
        title.setProperty("role", "title")
        about = QLabel(
            "AWS publishes its list prices for everybody; no account is needed. What you do not choose keeps"
            " its present prices. The files of EC2 are several hundred megabytes for each Region."
        )
        about.setProperty("role", "secondary")
        about.setWordWrap(True)
        self._place_row = QWidget()
        place = QHBoxLayout(self._place_row)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self.place, 1)
        place.addWidget(self.browse)
        source = QHBoxLayout()
        source.addWidget(self.source)
        source.addStretch()
        lists = QHBoxLayout()
        lists.setSpacing(16)
        for name, shown in (("Regions", self.regions), ("Services", self.services)):
            lists.addLayout(self._column(name, shown), 1)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.close_button)
        row.addWidget(self.start_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(about)
        layout.addLayout(source)
        layout.addWidget(self._place_row)
        layout.addLayout(lists, 1)
        for widget in (self.suspicious, self.older, self.state, self.progress):
            layout.addWidget(widget)
        layout.addLayout(row)
        self.resize(720, 640)

    def _column(self, name: str, shown: QListWidget) -> QVBoxLayout:
        head = QHBoxLayout()
        heading = QLabel(name)
        heading.setProperty("role", "strong")
        head.addWidget(heading)
        head.addStretch()
        head.setSpacing(12)
        for text, state in (("All", _CHECKED), ("None", _UNCHECKED)):
            button = QPushButton(text)
            button.setProperty("role", "link")
            button.setAutoDefault(False)
            button.setAccessibleName(f"{name}: {text.lower()}")
            button.clicked.connect(lambda _=False, state=state: _check_all(shown, state))
            head.addWidget(button)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(head)
        shown.setProperty("role", "framed")
        column.addWidget(shown, 1)
        return column

    # choosing

    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Folder with price files", self.place.text())
        if folder:
            self.place.setText(folder)

    def chosen(self) -> Wanted:
        """What is to be updated; all of a kind is said as nothing."""
        return Wanted(
            _checked(self.regions),
            _checked(self.services),
            older=self.older.isChecked(),
            suspicious=self.suspicious.isChecked(),
        )

    @property
    def address(self) -> str:
        return AWS_PRICE_LIST if self.source.choice == "aws" else self.place.text().strip()

    def _follow(self) -> None:
        self._place_row.setVisible(self.source.choice == "folder")
        some = all(_any_checked(shown) for shown in (self.regions, self.services))
        self.start_button.setEnabled(some and bool(self.address) and not self.update_.running)

    # updating

    def start(self) -> None:
        """Begin with what is chosen."""
        self.report = None
        self._say("Looking for price files…")
        self.progress.setValue(0)
        self.update_.start(self.address, self.chosen())
        self._set_running(True)

    def _show_step(self, step: Step) -> None:
        self._say(progress_text(step))
        self.progress.setValue(round(1000 * share_of_work(step)))

    def _finish(self, report: Report) -> None:
        self._set_running(False)
        self._say(report_text(report), "" if report.digest else "caution")
        if report.digest:
            self.report = report
            self.accept()

    def _fail(self, message: str) -> None:
        self._set_running(False)
        self._say(message, "fault")

    def _cancelled(self) -> None:
        self._set_running(False)
        self._say("The update was cancelled. The prices you had are still in use.")

    def _say(self, text: str, role: str = "") -> None:
        self.state.setText(text)
        if self.state.property("role") != role:
            self.state.setProperty("role", role)
            self.state.style().unpolish(self.state)
            self.state.style().polish(self.state)

    def _set_running(self, running: bool) -> None:
        self.progress.setVisible(running)
        self.close_button.setText("Cancel" if running else "Close")
        self.close_button.setEnabled(True)
        for widget in (
            self.source,
            self._place_row,
            self.regions,
            self.services,
            self.suspicious,
            self.older,
        ):
            widget.setEnabled(not running)
        self._follow()

    def reject(self) -> None:
        """While an update runs, this stops it and the dialog stays to say so."""
        if self.update_.running:
            self.update_.cancel()
            self.close_button.setEnabled(False)
            self._say("Cancelling…")
            return
        super().reject()


def _checked(shown: QListWidget) -> frozenset[str]:
    items = [shown.item(row) for row in range(shown.count())]
    found = frozenset(str(item.data(_VALUE)) for item in items if item.checkState() == _CHECKED)
    return frozenset() if len(found) == len(items) else found


def _any_checked(shown: QListWidget) -> bool:
    return any(shown.item(row).checkState() == _CHECKED for row in range(shown.count()))


def _check_all(shown: QListWidget, state: Qt.CheckState) -> None:
    for row in range(shown.count()):
        shown.item(row).setCheckState(state)
